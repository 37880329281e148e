//! When two texts name the same service.

/// Words that say what kind of body is meant and not where it is. Where several fit, the longest
/// comes off, so that `county council` goes but the `County` of County Durham stays.
const PHRASES: &[&[&str]] = &[
    &["metropolitan", "borough", "council"],
    &["county", "borough", "council"],
    &["london", "borough", "of"],
    &["royal", "borough", "of"],
    &["youth", "offending", "service"],
    &["youth", "offending", "services"],
    &["youth", "offending", "team"],
    &["youth", "offending", "teams"],
    &["youth", "justice", "service"],
    &["youth", "justice", "services"],
    &["youth", "justice", "team"],
    &["youth", "justice", "teams"],
    &["borough", "council"],
    &["city", "council"],
    &["county", "council"],
    &["city", "of"],
    &["county", "of"],
    &["council"],
    &["yos"],
    &["yot"],
    &["yjs"],
    &["yjt"],
    &["and"],
    &["the"],
];

/// What is left of a service's name once differences that mean nothing are gone: capitals, accents,
/// punctuation, `and` or `&`, and words such as "youth justice service", "council", "city of" and
/// "London borough of". Two texts with the same key are spellings of one name.
///
/// ```
/// use published::spelling_key;
/// assert_eq!(spelling_key("Royal Borough of Greenwich"), spelling_key("Greenwich YOT"));
/// assert_eq!(spelling_key("Conwy & Denbighshire"), "conwy denbighshire");
/// ```
///
/// The key of a text that names no place ("Council") is empty, and no service has that key.
pub fn spelling_key(text: &str) -> String {
    let folded = fold(text);
    let words: Vec<&str> = folded.split_whitespace().collect();
    let mut kept = Vec::new();
    let mut rest = words.as_slice();
    while let [first, after @ ..] = rest {
        rest = match leading_phrase(rest) {
            Some(length) => &rest[length..],
            None => {
                kept.push(*first);
                after
            }
        };
    }
    kept.join(" ")
}

/// How many words the longest phrase takes that the words begin with.
fn leading_phrase(words: &[&str]) -> Option<usize> {
    PHRASES
        .iter()
        .filter(|phrase| words.starts_with(phrase))
        .map(|phrase| phrase.len())
        .max()
}

/// Small letters without accents; a space for all other punctuation, and nothing for an apostrophe.
fn fold(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .filter(|letter| !is_apostrophe(*letter) && !is_combining_mark(*letter))
        .map(|letter| {
            if letter.is_alphanumeric() {
                without_accent(letter)
            } else {
                ' '
            }
        })
        .collect()
}

/// The apostrophes that keyboards and word processors write.
fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '‘' | '`')
}

/// An accent that is stored as a character of its own.
fn is_combining_mark(letter: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&letter)
}

/// The plain letter below an accent, for the accents of Welsh and of its neighbours' languages.
fn without_accent(letter: char) -> char {
    match letter {
        'à' | 'á' | 'â' | 'ä' => 'a',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ò' | 'ó' | 'ô' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ẁ' | 'ẃ' | 'ŵ' | 'ẅ' => 'w',
        'ỳ' | 'ý' | 'ŷ' | 'ÿ' => 'y',
        plain => plain,
    }
}
