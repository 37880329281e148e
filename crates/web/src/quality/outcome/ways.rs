//! What would change the rating: the distance to the ratings on either side, and the smallest changes
//! that reach them.

use rating::Framework;
use rating::outcome::{Change, Outcome, Way, WayBy};

use crate::limits::WAYS_SHOWN;
use crate::names;
use crate::words;

/// The ways in one direction.
#[derive(Debug)]
pub(crate) struct WaysView {
    pub(crate) heading: &'static str,
    pub(crate) lead: String,
    pub(crate) first: Vec<String>,
    pub(crate) others: Vec<String>,
    pub(crate) others_heading: String,
}

/// Both directions; none where nothing leads to a total.
pub(crate) fn ways(framework: &Framework, outcome: &Outcome) -> Vec<WaysView> {
    if outcome.total_range.is_none() {
        return Vec::new();
    }
    let points = |points: u32| words::count(u64::from(points), "point", "points");
    let at_an_end = |words: &str| match outcome.overall_computed {
        Some(_) => words.to_owned(),
        None => String::new(),
    };
    let up_lead = match outcome.points_to_next {
        Some(number) => format!("The next rating is {} away.", points(number)),
        None => at_an_end("This is the highest rating."),
    };
    let down_lead = match outcome.points_to_lose {
        Some(number) => format!("The rating would be lost with {} fewer.", points(number)),
        None => at_an_end("This is the lowest rating."),
    };
    let (up, down) = (&outcome.ways_up, &outcome.ways_down);
    let total = outcome.ways_total;
    vec![
        direction(framework, "Ways up", up_lead, outcome.points_to_next.is_some(), up, total.up),
        direction(framework, "Ways down", down_lead, outcome.points_to_lose.is_some(), down, total.down),
    ]
}

fn direction(
    framework: &Framework,
    heading: &'static str,
    lead: String,
    reachable: bool,
    ways: &[Way],
    total: u64,
) -> WaysView {
    let mut sentences: Vec<String> = ways.iter().map(|way| way_words(framework, way)).collect();
    let others = sentences.split_off(sentences.len().min(WAYS_SHOWN));
    let listed = ways.len() as u64;
    let how_many = match total {
        0 if lead.is_empty() => "Too little is known to say.".to_owned(),
        0 if reachable => "Too few ratings are known to say which standards would do it.".to_owned(),
        0 => String::new(),
        1 => "There is 1 way.".to_owned(),
        _ if total > listed => format!("There are {total} ways; the {listed} cheapest are listed."),
        _ => format!("There are {total} ways, cheapest first."),
    };
    WaysView {
        heading,
        lead: format!("{lead} {how_many}").trim().to_owned(),
        others_heading: words::count(others.len() as u64, "more way", "more ways"),
        first: sentences,
        others,
    }
}

/// A way in one sentence: "2.1 Assessment from Requires improvement to Good (1 step of one rating)".
fn way_words(framework: &Framework, way: &Way) -> String {
    let changes = way.changes.iter();
    let changes: Vec<String> = changes.map(|change| change_words(framework, change, way.by)).collect();
    let cost = u64::from(way.cost);
    let cost = match way.by {
        WayBy::Standards => words::count(cost, "step of one rating", "steps of one rating"),
        WayBy::Judgements => words::count(cost, "judgement", "judgements"),
    };
    format!("{} ({cost})", changes.join("; "))
}

fn change_words(framework: &Framework, change: &Change, by: WayBy) -> String {
    let number = u64::from(change.count.unwrap_or(1));
    if by == WayBy::Judgements {
        let judgements = words::count(number, "judgement", "judgements");
        let question = change.question.as_deref().unwrap_or_default();
        let (from, to) = (&change.from, &change.to);
        return format!("{judgements} on question {question} from {from} to {to}");
    }
    let what = match &change.standard {
        Some(standard) => names::standard(framework, standard),
        None => words::count(number, "standard", "standards"),
    };
    let (from, to) = (framework.label(&change.from), framework.label(&change.to));
    format!("{what} from {from} to {to}")
}
