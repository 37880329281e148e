//! Readers of the files that a person makes in a spreadsheet: judgements, percentages, ratings,
//! panel decisions; and of the short lists on a command line.
//!
//! Each gives either everything typed, or every finding with its line, column, reason and remedy:
//! a rating worked out from half a file would be a wrong rating.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::Finding;
use crate::framework::{Framework, Judged, Standard};
use crate::input::{Answer, Counts, Entered, Judgement, Level, PanelDecision};
use crate::limits::{FILE_BYTES, FINDINGS_LISTED, TEXT_CHARS};

/// Ratings by standard, and the overall rating where the file enters one.
pub type Ratings = (BTreeMap<String, Entered>, Option<Level>);

/// Reads judgements: `case_id,question,answer`, with `yes`, `no` or `na`.
///
/// # Errors
/// Every finding: wrong header, unknown question, other answer, a case answered twice.
pub fn judgements(framework: &Framework, bytes: &[u8]) -> Result<Vec<Judgement>, Vec<Finding>> {
    let mut findings = Findings::default();
    let mut judgements = Vec::new();
    let mut seen: BTreeMap<(String, String), u64> = BTreeMap::new();
    for row in rows(bytes, ["case_id", "question", "answer"])? {
        let Some((line, [case_id, question, answer])) = findings.whole(row) else {
            continue;
        };
        let fine = [
            findings.check(line, "case_id", &case_id, name_of_case(&case_id)),
            findings.check(
                line,
                "question",
                &question,
                question_of(framework, &question),
            ),
        ];
        let answer = match answer.to_lowercase().as_str() {
            "yes" => Answer::Yes,
            "no" => Answer::No,
            "na" => Answer::NotApplicable,
            _ => {
                findings.push(
                    Finding::new(
                        "This is no answer.",
                        "Write yes, no or na (not applicable).",
                    )
                    .at_line(line)
                    .at_column("answer")
                    .of(&answer),
                );
                continue;
            }
        };
        if fine.contains(&false) {
            continue;
        }
        if let Some(first) = seen.insert((case_id.clone(), question.clone()), line) {
            findings.push(
                Finding::new(
                    format!("Question {question} is answered twice for this case; line {first} answers it too."),
                    "Keep one of the two lines.",
                )
                .at_line(line)
                .at_column("case_id")
                .of(&case_id),
            );
            continue;
        }
        judgements.push(Judgement {
            case_id,
            question,
            answer,
        });
    }
    findings.or(judgements)
}

/// Reads percentages of key questions: `question,percent`. A decimal is rounded half up (H-6).
///
/// # Errors
/// Every finding: wrong header, unknown question, no percentage from 0 to 100, a question twice.
pub fn percentages(
    framework: &Framework,
    bytes: &[u8],
) -> Result<BTreeMap<String, u8>, Vec<Finding>> {
    let mut findings = Findings::default();
    let mut percentages = BTreeMap::new();
    for row in rows(bytes, ["question", "percent"])? {
        let Some((line, [question, text])) = findings.whole(row) else {
            continue;
        };
        let known = findings.check(
            line,
            "question",
            &question,
            question_of(framework, &question),
        );
        let Some(percent) = whole_percent(&text) else {
            findings.push(
                Finding::new(
                    "This is not a percentage from 0 to 100.",
                    "Write the whole per cent as digits, such as 64.",
                )
                .at_line(line)
                .at_column("percent")
                .of(&text),
            );
            continue;
        };
        if known && percentages.insert(question.clone(), percent).is_some() {
            findings.push(twice(line, "question", &question));
        }
    }
    findings.or(percentages)
}

/// Reads ratings: `standard,rating`, with the framework's own words or `not_rated`; the row
/// `overall,…` enters the overall rating.
///
/// # Errors
/// Every finding: wrong header, unknown standard, a word of another scale, a standard twice.
pub fn ratings(framework: &Framework, bytes: &[u8]) -> Result<Ratings, Vec<Finding>> {
    let mut findings = Findings::default();
    let mut ratings = BTreeMap::new();
    let mut overall = None;
    for row in rows(bytes, ["standard", "rating"])? {
        let Some((line, [standard, word])) = findings.whole(row) else {
            continue;
        };
        if standard.eq_ignore_ascii_case("overall") {
            if overall.is_some() {
                findings.push(twice(line, "standard", &standard));
            }
            match framework.level_as_written(&word) {
                Some(level) if framework.result().overall => overall = Some(level),
                Some(_) => findings.push(
                    no_overall(framework)
                        .at_line(line)
                        .at_column("standard")
                        .of(&standard),
                ),
                None => findings.push(
                    no_word(framework, false)
                        .at_line(line)
                        .at_column("rating")
                        .of(&word),
                ),
            }
            continue;
        }
        let known = findings.check(
            line,
            "standard",
            &standard,
            standard_of(framework, &standard),
        );
        let Some(entered) = entered(framework, &word) else {
            findings.push(
                no_word(framework, true)
                    .at_line(line)
                    .at_column("rating")
                    .of(&word),
            );
            continue;
        };
        if known && ratings.insert(standard.clone(), entered).is_some() {
            findings.push(twice(line, "standard", &standard));
        }
    }
    findings.or((ratings, overall))
}

/// Reads decisions of a ratings panel: `standard,rating,who,why`.
///
/// # Errors
/// Every finding, as for ratings; who decided and why must both be said.
pub fn panel(framework: &Framework, bytes: &[u8]) -> Result<Vec<PanelDecision>, Vec<Finding>> {
    let mut findings = Findings::default();
    let mut decisions: Vec<PanelDecision> = Vec::new();
    for row in rows(bytes, ["standard", "rating", "who", "why"])? {
        let Some((line, [standard, word, who, why])) = findings.whole(row) else {
            continue;
        };
        let mut fine = findings.check(
            line,
            "standard",
            &standard,
            standard_of(framework, &standard),
        );
        for (column, text) in [("who", &who), ("why", &why)] {
            fine &= findings.check(line, column, text, said(text));
        }
        let Some(to) = framework.level_as_written(&word) else {
            findings.push(
                no_word(framework, false)
                    .at_line(line)
                    .at_column("rating")
                    .of(&word),
            );
            continue;
        };
        if decisions.iter().any(|other| other.standard == standard) {
            findings.push(twice(line, "standard", &standard));
        } else if fine {
            decisions.push(PanelDecision {
                standard,
                to,
                who,
                why,
            });
        }
    }
    findings.or(decisions)
}

/// Reads numbers of ratings: `good=7,requires_improvement=4,inadequate=1`.
///
/// # Errors
/// Every part that is not a rating word and a whole number.
pub fn counts(framework: &Framework, text: &str) -> Result<Counts, Vec<Finding>> {
    if framework.words().is_empty() {
        return Err(vec![no_word(framework, false).at_column("counts").of(text)]);
    }
    let mut findings = Findings::default();
    let mut counts = Counts::new();
    for part in text.split(',') {
        let (word, number) = part.split_once('=').unwrap_or((part, ""));
        let finding = |reason: &str, remedy: String| {
            Finding::new(reason, remedy)
                .at_column("counts")
                .of(part.trim())
        };
        let Some(level) = framework.level_as_written(word) else {
            findings.push(finding(
                "This is not a number of one of the framework’s ratings.",
                format!("Write pairs such as {}.", example_counts(framework)),
            ));
            continue;
        };
        match number.trim().parse::<u32>() {
            Ok(number) if number <= 1_000 => {
                if counts.insert(level, number).is_some() {
                    findings.push(finding(
                        "This rating stands twice.",
                        "Keep one of them.".to_owned(),
                    ));
                }
            }
            _ => findings.push(finding(
                "The number of standards is not a whole number.",
                format!("Write it as digits, as in {}.", example_counts(framework)),
            )),
        }
    }
    findings.or(counts)
}

/// `good=7,requires_improvement=4`, in the framework's words.
fn example_counts(framework: &Framework) -> String {
    let words = framework.words().iter().rev().skip(1).take(2);
    let pairs: Vec<String> = words
        .zip([7, 4])
        .map(|(word, n)| format!("{}={n}", word.id))
        .collect();
    pairs.join(",")
}

/// Reads a scope: `2.1,2.2`.
///
/// # Errors
/// Every id that is not a standard of the framework.
pub fn scope<'a>(
    framework: &Framework,
    ids: impl IntoIterator<Item = &'a str>,
) -> Result<Vec<String>, Vec<Finding>> {
    let mut findings = Findings::default();
    let mut scope = BTreeSet::new();
    for id in ids.into_iter().map(str::trim) {
        match standard_of(framework, id) {
            Ok(()) => {
                scope.insert(id.to_owned());
            }
            Err((reason, remedy)) => {
                findings.push(Finding::new(reason, remedy).at_column("scope").of(id));
            }
        }
    }
    findings.or(scope.into_iter().collect())
}

/// What is wrong with a cell, and how to mend it.
type Wrong = (String, String);

fn name_of_case(case_id: &str) -> Result<(), Wrong> {
    if case_id.is_empty() {
        return Err((
            "The case has no name.".to_owned(),
            "Give each case a number of its own, never a child’s name.".to_owned(),
        ));
    }
    said(case_id)
}

fn said(text: &str) -> Result<(), Wrong> {
    if text.is_empty() {
        return Err(("Nothing stands here.".to_owned(), "Fill it in.".to_owned()));
    }
    if text.chars().count() > TEXT_CHARS {
        return Err((
            format!("This is longer than {TEXT_CHARS} characters."),
            "Shorten it.".to_owned(),
        ));
    }
    Ok(())
}

/// Whether answers can be about this question.
pub(crate) fn question_of(framework: &Framework, id: &str) -> Result<(), Wrong> {
    if framework.place_of(id).is_some() {
        return Ok(());
    }
    let by_whole = |standard: &&Standard| {
        standard.judged == Judged::Whole
            && (standard.id == id || standard.questions.iter().any(|question| question.id == id))
    };
    if let Some(standard) = framework.standards().iter().find(by_whole) {
        return Err((
            format!(
                "{} is judged as a whole and not by counting cases.",
                standard.id
            ),
            format!("Enter the rating of {} instead.", standard.id),
        ));
    }
    let reason = format!("{} has no such key question.", framework.id());
    let counted = framework.standards().iter();
    let mut counted = counted.filter(|s| matches!(s.judged, Judged::Cases | Judged::Pooled));
    let remedy = match (counted.next(), counted.next_back()) {
        (Some(first), Some(last)) => format!(
            "Its questions go from {} to {}.",
            first.questions.first().map_or("", |q| &q.id),
            last.questions.last().map_or("", |q| &q.id)
        ),
        _ => "Nothing is counted case by case under it.".to_owned(),
    };
    Err((reason, remedy))
}

/// Whether the framework has this standard.
pub(crate) fn standard_of(framework: &Framework, id: &str) -> Result<(), Wrong> {
    if framework.standard(id).is_some() {
        return Ok(());
    }
    let ids: Vec<&str> = framework
        .standards()
        .iter()
        .map(|s| s.id.as_str())
        .collect();
    Err((
        format!("{} has no such standard.", framework.id()),
        format!("Its standards are {}.", ids.join(", ")),
    ))
}

fn entered(framework: &Framework, word: &str) -> Option<Entered> {
    let plain = word.to_lowercase().replace([' ', '-'], "_");
    if plain == "not_rated" && !framework.words().is_empty() {
        return Some(Entered::NotRated);
    }
    framework.level_as_written(word).map(Entered::Rated)
}

/// The finding for a word that is not on the framework's list (ALL-3).
fn no_word(framework: &Framework, or_not_rated: bool) -> Finding {
    let mut words: Vec<&str> = framework
        .words()
        .iter()
        .rev()
        .map(|w| w.id.as_str())
        .collect();
    if words.is_empty() {
        return Finding::new(
            format!("{} has no ratings.", framework.id()),
            "It ends in findings and recommendations; there is nothing to enter here.",
        );
    }
    if or_not_rated {
        words.push("not_rated");
    }
    Finding::new(
        format!("This is not a rating of {}.", framework.id()),
        format!("Its words are {}.", words.join(", ")),
    )
}

/// The finding for an overall rating where the framework ends in none.
pub(crate) fn no_overall(framework: &Framework) -> Finding {
    Finding::new(
        format!("{} ends in no overall rating.", framework.id()),
        "Leave it out.",
    )
}

fn twice(line: u64, column: &str, value: &str) -> Finding {
    Finding::new("This stands twice.", "Keep one of the lines.")
        .at_line(line)
        .at_column(column)
        .of(value)
}

/// A percentage as people write it, as a whole per cent: `64`, `64.5` (65), `64 %`.
fn whole_percent(text: &str) -> Option<u8> {
    let text = text.strip_suffix('%').unwrap_or(text).trim();
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(decimals) {
        return None;
    }
    let whole: u8 = whole.parse().ok()?;
    let over = decimals.bytes().any(|digit| digit != b'0');
    if whole > 100 || (whole == 100 && over) {
        return None;
    }
    Some(whole + u8::from(decimals.as_bytes()[0] >= b'5'))
}

/// Collects findings up to the limit, and counts the rest.
#[derive(Default)]
struct Findings {
    listed: Vec<Finding>,
    more: usize,
}

impl Findings {
    fn push(&mut self, finding: Finding) {
        if self.listed.len() < FINDINGS_LISTED {
            self.listed.push(finding);
        } else {
            self.more += 1;
        }
    }

    /// Notes what is wrong with a cell; whether it is fine.
    fn check(&mut self, line: u64, column: &str, value: &str, result: Result<(), Wrong>) -> bool {
        match result {
            Ok(()) => true,
            Err((reason, remedy)) => {
                self.push(
                    Finding::new(reason, remedy)
                        .at_line(line)
                        .at_column(column)
                        .of(value),
                );
                false
            }
        }
    }

    /// The row, if it could be read.
    fn whole<const N: usize>(&mut self, row: Row<N>) -> Option<(u64, [String; N])> {
        match row {
            Ok(row) => Some(row),
            Err(finding) => {
                self.push(finding);
                None
            }
        }
    }

    fn or<T>(mut self, value: T) -> Result<T, Vec<Finding>> {
        if self.more > 0 {
            self.listed.push(Finding::new(
                format!("{} more lines have something to mend.", self.more),
                "Mend the ones above first.",
            ));
        }
        if self.listed.is_empty() {
            Ok(value)
        } else {
            Err(self.listed)
        }
    }
}

/// A row: its line and its cells in the order asked for, or what is wrong with it.
type Row<const N: usize> = Result<(u64, [String; N]), Finding>;

/// The rows of a CSV file with these columns, in whatever order they stand. Further columns are
/// passed over, empty lines too.
fn rows<const N: usize>(bytes: &[u8], columns: [&str; N]) -> Result<Vec<Row<N>>, Vec<Finding>> {
    let text = text_of(bytes).map_err(|finding| vec![finding])?;
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    // The text is UTF-8 and in memory, so reading a record can fail in no other way than by an end.
    let mut next = |record: &mut csv::StringRecord| matches!(reader.read_record(record), Ok(true));
    if !next(&mut record) {
        return Err(vec![empty(columns)]);
    }
    let places = places_of(&record, columns).map_err(|finding| vec![finding])?;
    let width = record.len();
    let mut rows = Vec::new();
    while next(&mut record) {
        let line = line_of(text, record.position());
        if record.iter().all(str::is_empty) {
            continue;
        }
        rows.push(if record.len() == width {
            Ok((
                line,
                places.map(|place| record.get(place).unwrap_or_default().to_owned()),
            ))
        } else {
            Err(Finding::new(
                format!(
                    "This line has {} cells and the header {width}.",
                    record.len()
                ),
                "Put text that holds a comma in double quotes, and close quotes that are open.",
            )
            .at_line(line))
        });
    }
    if rows.is_empty() {
        return Err(vec![
            Finding::new(
                "Nothing stands below the header.",
                "Add a line for each answer, percentage or rating.",
            )
            .at_line(1),
        ]);
    }
    Ok(rows)
}

/// The line on which a record begins, the header being line 1. The reader notes where it was before
/// it passed over the end of the last line and any empty lines, so these are counted here.
fn line_of(text: &str, position: Option<&csv::Position>) -> u64 {
    let Some(position) = position else { return 0 };
    let from = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let rest = text.as_bytes().get(from..).unwrap_or_default();
    let passed = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    let passed = passed.filter(|byte| **byte == b'\n').count();
    position.line() + u64::try_from(passed).unwrap_or_default()
}

/// Where each column stands in the header.
fn places_of<const N: usize>(
    header: &csv::StringRecord,
    columns: [&str; N],
) -> Result<[usize; N], Finding> {
    let mut places = [0; N];
    for (at, name) in columns.iter().enumerate() {
        let cells = header.iter().enumerate();
        let mut found = cells.filter(|(_, own)| own.eq_ignore_ascii_case(name));
        let Some((place, _)) = found.next() else {
            return Err(wrong_header(header, columns, name));
        };
        if found.next().is_some() {
            let reason = format!("The header has the column {name} twice.");
            let finding = Finding::new(reason, "Keep one of them.");
            return Err(finding.at_line(1).at_column("header").of(name));
        }
        places[at] = place;
    }
    Ok(places)
}

fn wrong_header<const N: usize>(
    header: &csv::StringRecord,
    columns: [&str; N],
    missing: &str,
) -> Finding {
    let wanted = columns.join(",");
    let first = header.iter().collect::<Vec<_>>().join(",");
    let parted = |mark: char| header.len() == 1 && first.contains(mark);
    let (reason, remedy) = if parted(';') || parted('\t') {
        (
            "The columns are parted by semicolons or tabs.".to_owned(),
            format!(
                "Save the file as CSV with commas between the columns; its first line is then {wanted}."
            ),
        )
    } else {
        (
            format!("The header has no column {missing}."),
            format!("Make the first line {wanted}."),
        )
    };
    Finding::new(reason, remedy)
        .at_line(1)
        .at_column("header")
        .of(&first)
}

fn empty<const N: usize>(columns: [&str; N]) -> Finding {
    Finding::new(
        "The file is empty.",
        format!(
            "Make its first line {}, and add a line for each answer, percentage or rating.",
            columns.join(",")
        ),
    )
    .at_line(1)
}

/// The bytes as text: UTF-8, with or without a byte-order mark.
fn text_of(bytes: &[u8]) -> Result<&str, Finding> {
    const REMEDY: &str = "Save it as “CSV UTF-8” from the spreadsheet.";
    if bytes.len() > FILE_BYTES {
        return Err(Finding::new(
            format!("The file is larger than {} MB.", FILE_BYTES / 1_000_000),
            "Rate one service at a time.",
        ));
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) || bytes.contains(&0) {
        return Err(Finding::new(
            "The file is not plain text; it may be UTF-16 or a workbook.",
            REMEDY,
        )
        .at_line(1));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let read = &bytes[..error.valid_up_to()];
        let line = read.iter().filter(|byte| **byte == b'\n').count() + 1;
        Finding::new(
            "The file is not UTF-8; letters with accents or curly quotes cannot be read. It may be Windows-1252.",
            REMEDY,
        )
        .at_line(u64::try_from(line).unwrap_or(u64::MAX))
    })
}

#[cfg(test)]
mod tests {
    use super::whole_percent;

    #[test]
    fn percentages_as_people_write_them() {
        for (text, expected) in [
            ("64", Some(64)),
            ("64.4", Some(64)),
            ("64.5", Some(65)),
            ("64.49999", Some(64)),
            ("64 %", Some(64)),
            ("0", Some(0)),
            ("100.0", Some(100)),
            ("100.1", None),
            ("101", None),
            ("-1", None),
            ("6e1", None),
            ("64.", None),
            ("", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(whole_percent(text), expected, "{text}");
        }
    }
}
