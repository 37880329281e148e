//! Damaged inputs, as many as wanted and the same every time.
//!
//! A reader is called with each of them; it may answer what it likes, but answer it must. The seed
//! makes a failure repeatable: the same corpus, seed and count give the same inputs everywhere.

/// How many inputs a fuzz test takes unless told otherwise.
const DEFAULT_COUNT: usize = 10_000;

/// The most changes made to one input: enough to combine two or three, few enough that most of a
/// good file remains and the reader gets past its header.
const CHANGES: u64 = 4;

/// A field that is longer than anybody means.
const LONG_FIELD: usize = 20_000;

/// How many inputs to try: `LAPWING_FUZZ_INPUTS` if it is a number, else 10,000.
#[must_use]
pub fn count() -> usize {
    std::env::var("LAPWING_FUZZ_INPUTS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(DEFAULT_COUNT)
}

/// `count` inputs, each one of `corpus` with one to four changes. An empty corpus starts from
/// nothing.
pub fn inputs<'a>(
    corpus: &'a [&'a [u8]],
    seed: u64,
    count: usize,
) -> impl Iterator<Item = Vec<u8>> + 'a {
    let mut random = Random(seed);
    (0..count).map(move |_| {
        let mut input = random.pick(corpus).copied().unwrap_or_default().to_vec();
        for _ in 0..=random.below(CHANGES) {
            change(&mut input, corpus, &mut random);
        }
        input
    })
}

/// Small random numbers by splitmix64 (Steele, Lea and Flood 2014): no secrets hang on them.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// 0 up to but not including `limit`; 0 when there is nothing to choose from.
    fn below(&mut self, limit: u64) -> u64 {
        if limit == 0 { 0 } else { self.next() % limit }
    }

    /// A place in something of that length; its end is not a place.
    fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).unwrap_or_default()
    }

    /// A place in something of that length, or its end.
    fn place(&mut self, length: usize) -> usize {
        self.index(length.saturating_add(1))
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.index(from.len()))
    }

    fn byte(&mut self) -> u8 {
        self.next().to_le_bytes()[0]
    }
}

/// What gets put in somewhere: quotes, ends of lines, marks, bytes of other encodings, formulas,
/// numbers past every type.
const INSERTS: [&[u8]; 22] = [
    b"\"",
    b"\"\"\"",
    b"\r\n",
    b"\r",
    b"\n\n",
    b"\0",
    b"\xEF\xBB\xBF",
    b"\xFF\xFE",
    b"\x92\xE9\x96",
    b"\xC3\x28",
    b",,,,",
    b";",
    b"\t",
    b"=1+1",
    b"-1",
    b"0.5",
    b"1e309",
    b"NaN",
    b"99999999999999999999999999",
    b"101",
    b"2020-02-30",
    "\u{2028}\u{202E}ﬁ\u{0301}".as_bytes(),
];

/// Makes one change.
fn change(input: &mut Vec<u8>, corpus: &[&[u8]], random: &mut Random) {
    match random.below(12) {
        0 => flip_a_bit(input, random),
        1 => input.truncate(random.place(input.len())),
        2 => cut_out(input, random),
        3 => splice(input, corpus, random),
        4 => repeat_a_line(input, random),
        5 => exchange_delimiters(input, random),
        6 => set_a_byte(input, random),
        7 => exchange_line_ends(input, random),
        8 => long_field(input, random),
        9 => drop_a_line(input, random),
        10 if random.below(50) == 0 => input.clear(),
        _ => insert(input, random),
    }
}

fn flip_a_bit(input: &mut [u8], random: &mut Random) {
    let (at, bit) = (random.index(input.len()), random.below(8));
    if let Some(byte) = input.get_mut(at) {
        *byte ^= 1 << bit;
    }
}

fn set_a_byte(input: &mut [u8], random: &mut Random) {
    let (at, value) = (random.index(input.len()), random.byte());
    if let Some(byte) = input.get_mut(at) {
        *byte = value;
    }
}

fn insert(input: &mut Vec<u8>, random: &mut Random) {
    let at = random.place(input.len());
    let bytes = random.pick(&INSERTS).copied().unwrap_or_default();
    input.splice(at..at, bytes.iter().copied());
}

fn cut_out(input: &mut Vec<u8>, random: &mut Random) {
    let from = random.place(input.len());
    let to = from + random.place((input.len() - from).min(64));
    input.drain(from..to);
}

/// The front of this one and the back of another.
fn splice(input: &mut Vec<u8>, corpus: &[&[u8]], random: &mut Random) {
    let other = random.pick(corpus).copied().unwrap_or_default();
    input.truncate(random.place(input.len()));
    input.extend_from_slice(&other[random.place(other.len())..]);
}

/// Where a line picked at random begins and ends, its end of line included.
fn line(input: &[u8], random: &mut Random) -> std::ops::Range<usize> {
    let at = random.place(input.len());
    let from = input[..at]
        .iter()
        .rposition(|&byte| byte == b'\n')
        .map_or(0, |end| end + 1);
    let to = input[at..]
        .iter()
        .position(|&byte| byte == b'\n')
        .map_or(input.len(), |end| at + end + 1);
    from..to
}

fn repeat_a_line(input: &mut Vec<u8>, random: &mut Random) {
    let range = line(input, random);
    let again = input[range.clone()].to_vec();
    input.splice(range.end..range.end, again);
}

fn drop_a_line(input: &mut Vec<u8>, random: &mut Random) {
    let range = line(input, random);
    input.drain(range);
}

fn exchange_delimiters(input: &mut [u8], random: &mut Random) {
    let to = random.pick(b";\t|,").copied().unwrap_or(b';');
    for byte in input
        .iter_mut()
        .filter(|byte| matches!(**byte, b',' | b';' | b'\t'))
    {
        *byte = to;
    }
}

/// Some ends of lines become Windows', some the old Mac's.
fn exchange_line_ends(input: &mut Vec<u8>, random: &mut Random) {
    let mut mixed = Vec::with_capacity(input.len());
    for &byte in input.iter() {
        match (byte, random.below(3)) {
            (b'\n', 0) => mixed.extend_from_slice(b"\r\n"),
            (b'\n', 1) => mixed.push(b'\r'),
            _ => mixed.push(byte),
        }
    }
    *input = mixed;
}

fn long_field(input: &mut Vec<u8>, random: &mut Random) {
    let at = random.place(input.len());
    let letter = random.pick(b"x9\" ,").copied().unwrap_or(b'x');
    let length = random.index(LONG_FIELD);
    input.splice(at..at, std::iter::repeat_n(letter, length));
}
