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
    pub(crate) lists: Vec<WayList>,
}

/// Ways that are counted in one unit, the cheapest first.
#[derive(Debug)]
pub(crate) struct WayList {
    pub(crate) heading: &'static str,
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
    let up = outcome
        .points_to_next
        .map(|number| format!("The next rating is {} away.", points(number)));
    let down = outcome
        .points_to_lose
        .map(|number| format!("The rating would be lost with {} fewer.", points(number)));
    let at_an_end = |words: &str| match outcome.overall_computed {
        Some(_) => words.to_owned(),
        None => "Too little is known to say.".to_owned(),
    };
    let total = outcome.ways_total;
    vec![
        WaysView {
            heading: "Ways up",
            lead: lead(up, &outcome.ways_up, total.up, || {
                at_an_end("This is the highest rating.")
            }),
            lists: lists(framework, &outcome.ways_up),
        },
        WaysView {
            heading: "Ways down",
            lead: lead(down, &outcome.ways_down, total.down, || {
                at_an_end("This is the lowest rating.")
            }),
            lists: lists(framework, &outcome.ways_down),
        },
    ]
}

/// How far it is, and how many ways lead there.
fn lead(
    distance: Option<String>,
    ways: &[Way],
    total: u64,
    at_an_end: impl Fn() -> String,
) -> String {
    let Some(distance) = distance else {
        return at_an_end();
    };
    let listed = ways.len() as u64;
    let how_many = match total {
        0 => "Too few ratings are known to say which standards would do it.".to_owned(),
        1 => "There is 1 way.".to_owned(),
        _ if total > listed => {
            let total = words::thousands(total);
            format!("There are {total} ways; the {listed} cheapest are listed.")
        }
        _ => format!("There are {total} ways."),
    };
    format!("{distance} {how_many}")
}

fn lists(framework: &Framework, ways: &[Way]) -> Vec<WayList> {
    let units = [
        (WayBy::Standards, "By moving standards, cheapest first"),
        (
            WayBy::Judgements,
            "By changing answers about cases, cheapest first",
        ),
    ];
    let lists = units.into_iter().map(|(unit, heading)| {
        let own = ways.iter().filter(|way| way.by == unit);
        let mut first: Vec<String> = own.map(|way| way_words(framework, way)).collect();
        let others = first.split_off(first.len().min(WAYS_SHOWN));
        WayList {
            heading,
            others_heading: words::count(others.len() as u64, "more way", "more ways"),
            first,
            others,
        }
    });
    lists.filter(|list| !list.first.is_empty()).collect()
}

/// A way in one sentence: "2.1 Assessment from Requires improvement to Good (1 step)".
fn way_words(framework: &Framework, way: &Way) -> String {
    let cost = u64::from(way.cost);
    match way.by {
        WayBy::Standards => {
            let steps = words::count(cost, "step", "steps");
            format!("{} ({steps})", moves(framework, &way.changes))
        }
        WayBy::Judgements => answers(cost, &way.changes),
    }
}

/// Standards that move alike stand together: "1.1 and 2.1 from Good to Outstanding". One alone is
/// named in full.
fn moves(framework: &Framework, changes: &[Change]) -> String {
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for change in changes {
        let (from, to) = (framework.label(&change.from), framework.label(&change.to));
        let way = format!("from {from} to {to}");
        let what = match &change.standard {
            Some(id) if changes.len() > 1 && names::is_number(id) => id.clone(),
            Some(id) => names::standard(framework, id),
            None => words::count(
                u64::from(change.count.unwrap_or(1)),
                "standard",
                "standards",
            ),
        };
        match groups.iter_mut().find(|(own, _)| *own == way) {
            Some((_, standards)) => standards.push(what),
            None => groups.push((way, vec![what])),
        }
    }
    let groups = groups
        .iter()
        .map(|(way, standards)| format!("{} {way}", words::list(standards)));
    groups.collect::<Vec<_>>().join("; ")
}

/// "4 answers from no to yes: 3 on 2.1.2 and 1 on 2.1.3".
fn answers(cost: u64, changes: &[Change]) -> String {
    let answers = words::count(cost, "answer", "answers");
    let way = changes.first().map_or_else(String::new, |change| {
        format!("from {} to {}", change.from, change.to)
    });
    let parts = changes.iter().map(|change| {
        let question = change.question.as_deref().unwrap_or_default();
        format!("{} on {question}", change.count.unwrap_or(1))
    });
    let parts: Vec<String> = parts.collect();
    format!("{answers} {way}: {}", words::list(&parts))
}

#[cfg(test)]
mod tests {
    use rating::input::{Answer, Entered, Input, Judgement, Level};

    use super::*;

    fn said(input: &Input) -> Vec<String> {
        let framework = rules::framework("hmip-2018").expect("a framework");
        let outcome = rating::rate(framework, input).expect("an outcome");
        let views = ways(framework, &outcome);
        let lines = views.iter().flat_map(|view| {
            let first = view
                .lists
                .iter()
                .filter_map(|list| list.first.first().cloned());
            std::iter::once(view.lead.clone()).chain(first)
        });
        lines.collect()
    }

    #[test]
    fn ways_of_numbers_of_ratings() {
        let counts = [(Level(2), 7), (Level(1), 4), (Level(0), 1)];
        let medway = Input {
            counts: Some(counts.into()),
            ..Input::default()
        };
        let lines = said(&medway);
        assert_eq!(
            lines[..3],
            [
                "The next rating is 1 point away. There are 3 ways.",
                "1 standard from Inadequate to Requires improvement (1 step)",
                "The rating would be lost with 12 points fewer. There are 14 ways.",
            ]
        );
    }

    #[test]
    fn ways_of_standards_and_of_answers_stand_apart() {
        let framework = rules::framework("hmip-2018").expect("a framework");
        let mut input = Input::default();
        // 2.1 rests on 6 of 10 for each question; everything else is rated, one point short of Good.
        for standard in framework.standards() {
            let level = if standard.domain == "1" {
                Level(1)
            } else {
                Level(2)
            };
            input
                .ratings
                .insert(standard.id.clone(), Entered::Rated(level));
        }
        input
            .ratings
            .insert("3.4".to_owned(), Entered::Rated(Level(1)));
        input.ratings.remove("2.1");
        for question in &framework.standard("2.1").expect("a standard").questions {
            input.judgements.extend((1..=10).map(|case| Judgement {
                case_id: case.to_string(),
                question: question.id.clone(),
                answer: if case <= 6 { Answer::Yes } else { Answer::No },
            }));
        }
        let lines = said(&input);
        assert_eq!(
            lines[..3],
            [
                "The next rating is 1 point away. There are 13 ways.",
                "1.1 Governance and leadership from Requires improvement to Good (1 step)",
                "3 answers from no to yes: 1 on 2.1.1, 1 on 2.1.2 and 1 on 2.1.3",
            ]
        );
    }

    #[test]
    fn standards_that_move_alike_stand_together() {
        let framework = rules::framework("hmip-2018").expect("a framework");
        let change = |standard: &str, from: &str, to: &str| Change {
            standard: Some(standard.to_owned()),
            question: None,
            from: from.to_owned(),
            to: to.to_owned(),
            count: None,
        };
        for (changes, said) in [
            (
                vec![change("2.1", "good", "outstanding")],
                "2.1 Assessment from Good to Outstanding",
            ),
            (
                vec![
                    change("1.1", "good", "outstanding"),
                    change("1.3", "requires_improvement", "good"),
                    change("2.1", "good", "outstanding"),
                ],
                "1.1 and 2.1 from Good to Outstanding; 1.3 from Requires improvement to Good",
            ),
        ] {
            assert_eq!(moves(framework, &changes), said);
        }
    }
}
