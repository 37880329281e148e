//! What always holds, whatever the answers: more answers of yes never lower a rating, ways are
//! enough and nothing in them is needless, the steps lead to the result.

use std::collections::BTreeMap;

use proptest::prelude::*;
use rating::Framework;
use rating::input::{Answer, Entered, Input, Judgement, Level};
use rating::outcome::{Outcome, Way, WayBy};
use rating::sheet::Scheme;

/// Answers to one question: yes, no, not applicable.
type Answers = (u32, u32, u32);

fn hmip_2021() -> &'static Framework {
    rules::framework("hmip-2021").expect("held")
}

/// Answers by question as an input, with standards outside the scope left out.
fn input(answers: &BTreeMap<String, Answers>, ratings: &[(&str, u8)]) -> Input {
    let mut input = Input::default();
    for (question, (yes, no, na)) in answers {
        let all = [
            (Answer::Yes, *yes),
            (Answer::No, *no),
            (Answer::NotApplicable, *na),
        ];
        let mut case = 0;
        for (answer, number) in all {
            for _ in 0..number {
                case += 1;
                input.judgements.push(Judgement {
                    case_id: case.to_string(),
                    question: question.clone(),
                    answer,
                });
            }
        }
    }
    input.ratings = ratings
        .iter()
        .map(|(id, level)| ((*id).to_owned(), Entered::Rated(Level(*level))))
        .collect();
    let standards = answers.keys().map(|question| question[..3].to_owned());
    let mut scope: Vec<String> = standards
        .chain(ratings.iter().map(|(id, _)| (*id).to_owned()))
        .collect();
    scope.sort();
    scope.dedup();
    input.scope = Some(scope);
    input
}

fn rated(answers: &BTreeMap<String, Answers>, ratings: &[(&str, u8)]) -> Outcome {
    match rating::rate(hmip_2021(), &input(answers, ratings)) {
        Ok(outcome) => outcome,
        Err(findings) => panic!("{findings:?}"),
    }
}

/// The questions of some standards with answers drawn for each.
fn answers(
    standards: &'static [&'static str],
    most: u32,
) -> impl Strategy<Value = BTreeMap<String, Answers>> {
    let number = standards.len() * 3;
    prop::collection::vec((0..=most, 0..=most, 0..=1_u32), number).prop_map(move |drawn| {
        let ids = standards
            .iter()
            .flat_map(|s| (1..=3).map(move |q| format!("{s}.{q}")));
        // A question without any row is another matter; here each has at least one.
        let rows = |(yes, no, na)| (yes, no, if yes + no == 0 { 1 } else { na });
        ids.zip(drawn.into_iter().map(rows)).collect()
    })
}

/// The method in ten lines, written apart from the engine: levels of the standards, total.
fn by_hand(
    answers: &BTreeMap<String, Answers>,
    ratings: &[(&str, u8)],
) -> Option<(BTreeMap<String, u8>, u32)> {
    let mut lowest: BTreeMap<String, u8> = BTreeMap::new();
    for (question, (yes, no, _)) in answers {
        if yes + no == 0 {
            continue;
        }
        // Half up in whole numbers: at least c per cent means 200 yes >= (2c − 1) all.
        let reaches = |cut: u32| 200 * yes >= (2 * cut - 1) * (yes + no);
        let level = u8::from(reaches(50)) + u8::from(reaches(65)) + u8::from(reaches(80));
        let held = lowest.entry(question[..3].to_owned()).or_insert(level);
        *held = (*held).min(level);
    }
    let judged: std::collections::BTreeSet<&str> =
        answers.keys().map(|question| &question[..3]).collect();
    if lowest.len() < judged.len() {
        return None;
    }
    lowest.extend(ratings.iter().map(|(id, level)| ((*id).to_owned(), *level)));
    let total = lowest.values().map(|level| u32::from(*level)).sum();
    Some((lowest, total))
}

/// By sixths of the maximum; the part point counts down.
fn overall_by_hand(total: u32, maximum: u32) -> u8 {
    [(1, 6), (1, 2), (5, 6)]
        .iter()
        .map(|(part, of)| u8::from(total > maximum * part / of))
        .sum()
}

/// Answers with so many changed to yes (up) or from yes (down), question by question.
fn changed(
    answers: &BTreeMap<String, Answers>,
    flips: &BTreeMap<String, u32>,
    up: bool,
) -> BTreeMap<String, Answers> {
    answers
        .iter()
        .map(|(question, (yes, no, na))| {
            let flips = flips.get(question).copied().unwrap_or_default();
            let (yes, no) = if up {
                (yes + flips, no - flips)
            } else {
                (yes - flips, no + flips)
            };
            (question.clone(), (yes, no, *na))
        })
        .collect()
}

fn flips_of(way: &Way) -> BTreeMap<String, u32> {
    let changes = way.changes.iter();
    changes
        .map(|change| {
            (
                change.question.clone().expect("a question"),
                change.count.expect("a count"),
            )
        })
        .collect()
}

/// Every combination of flips that moves the overall rating and of which no flip can be left out.
fn tight_flips(
    answers: &BTreeMap<String, Answers>,
    ratings: &[(&str, u8)],
    maximum: u32,
    up: bool,
) -> Vec<BTreeMap<String, u32>> {
    let (_, total) = by_hand(answers, ratings).expect("a total");
    let before = overall_by_hand(total, maximum);
    let does = |flips: &BTreeMap<String, u32>| {
        let (_, total) = by_hand(&changed(answers, flips, up), ratings).expect("a total");
        let after = overall_by_hand(total, maximum);
        if up { after > before } else { after < before }
    };
    let mut all: Vec<BTreeMap<String, u32>> = vec![BTreeMap::new()];
    for (question, (yes, no, _)) in answers {
        let most = if up { *no } else { *yes };
        all = all
            .into_iter()
            .flat_map(|flips| {
                (0..=most).map(move |number| {
                    let mut flips = flips.clone();
                    if number > 0 {
                        flips.insert(question.clone(), number);
                    }
                    flips
                })
            })
            .collect();
    }
    let tight = |flips: &BTreeMap<String, u32>| {
        !flips.is_empty()
            && does(flips)
            && flips.keys().all(|question| {
                let mut fewer = flips.clone();
                *fewer.get_mut(question).expect("held") -= 1;
                !does(&fewer)
            })
    };
    all.retain(tight);
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    /// The engine, the bare sum and ten lines written apart from both agree.
    #[test]
    fn the_engine_agrees_with_the_method_by_hand(
        answers in answers(&["2.1", "2.2", "2.3", "2.4", "3.1", "3.2", "3.3"], 12),
        levels in prop::collection::vec(0..4_u8, 5),
    ) {
        let ratings: Vec<(&str, u8)> = ["1.1", "1.2", "1.3", "1.4", "3.4"].into_iter().zip(levels).collect();
        let outcome = rated(&answers, &ratings);
        match by_hand(&answers, &ratings) {
            None => prop_assert_eq!(outcome.total, None),
            Some((levels, total)) => {
                prop_assert_eq!(outcome.total, Some(total));
                for standard in outcome.standards.iter().filter(|s| s.rating.is_some()) {
                    let level = hmip_2021().level(standard.rating.as_deref().expect("rated"));
                    prop_assert_eq!(level, Some(Level(levels[&standard.id])), "{}", standard.id);
                }
                let scheme = Scheme::new(hmip_2021(), &BTreeMap::new()).expect("a scheme");
                let mut sheet = scheme.sheet();
                for (place, standard) in hmip_2021().standards().iter().enumerate() {
                    let entered = ratings.iter().find(|(id, _)| *id == standard.id);
                    sheet.entered[place] = entered.map(|(_, level)| Level(*level));
                }
                for judgement in input(&answers, &ratings).judgements {
                    sheet.add(scheme.place(&judgement.question).expect("a place"), judgement.answer);
                }
                let verdict = scheme.verdict(&sheet);
                prop_assert_eq!(verdict.total, Some(total));
                let word = verdict.overall.and_then(|level| hmip_2021().word(level));
                prop_assert_eq!(word.map(|word| word.id.clone()), outcome.overall);
            }
        }
    }

    /// One answer changed from no to yes never lowers a standard, the total or the overall rating.
    #[test]
    fn no_to_yes_never_lowers_a_rating(answers in answers(&["2.1", "2.4", "3.2"], 9), pick in any::<prop::sample::Index>()) {
        let with_no: Vec<&String> = answers.iter().filter(|(_, (_, no, _))| *no > 0).map(|(q, _)| q).collect();
        prop_assume!(!with_no.is_empty());
        let question = with_no[pick.index(with_no.len())].clone();
        let better = changed(&answers, &BTreeMap::from([(question, 1)]), true);
        let (before, after) = (rated(&answers, &[]), rated(&better, &[]));
        let level = |word: &Option<String>| word.as_deref().and_then(|word| hmip_2021().level(word));
        for (one, other) in before.standards.iter().zip(&after.standards) {
            prop_assert!(level(&one.rating) <= level(&other.rating), "{}", one.id);
        }
        prop_assert!(before.total <= after.total);
        prop_assert!(level(&before.overall) <= level(&after.overall));
    }

    /// Against every combination there is: the ways by judgements are all of those that do it and
    /// of which nothing can be left out, and the cheapest is the cheapest.
    #[test]
    fn ways_by_judgements_are_exactly_the_tight_ones(answers in answers(&["2.1", "2.2"], 3), level in 0..4_u8) {
        let ratings = [("1.1", level)];
        prop_assume!(by_hand(&answers, &ratings).is_some());
        let outcome = rated(&answers, &ratings);
        for (up, ways, total) in [
            (true, &outcome.ways_up, outcome.ways_total.up),
            (false, &outcome.ways_down, outcome.ways_total.down),
        ] {
            let mut expected = tight_flips(&answers, &ratings, 9, up);
            let mut found: Vec<_> = ways.iter().filter(|way| way.by == WayBy::Judgements).map(flips_of).collect();
            for way in ways.iter().filter(|way| way.by == WayBy::Judgements) {
                prop_assert_eq!(way.cost, flips_of(way).values().sum::<u32>());
            }
            let by_standards = tight_levels(&answers, &ratings, up);
            prop_assert_eq!(total, (expected.len() + by_standards) as u64, "up: {}", up);
            let listed = found.len();
            let costs = |all: &[BTreeMap<String, u32>]| -> Vec<u32> {
                let mut costs: Vec<u32> = all.iter().map(|flips| flips.values().sum()).collect();
                costs.sort_unstable();
                costs
            };
            prop_assert_eq!(costs(&found), &costs(&expected)[..listed], "the cheapest are listed");
            if listed == expected.len() {
                expected.sort();
                found.sort();
                prop_assert_eq!(found, expected);
            }
        }
    }

    /// Numbers of ratings and the same ratings by name lead to the same total and the same number of steps.
    #[test]
    fn numbers_of_ratings_say_the_same_as_the_ratings(levels in prop::collection::vec(0..4_u8, 12)) {
        let framework = rules::framework("hmip-2018").expect("held");
        let mut counts: rating::input::Counts = (0..4).map(|level| (Level(level), 0)).collect();
        for level in &levels {
            *counts.get_mut(&Level(*level)).expect("held") += 1;
        }
        let standards = framework.standards().iter().zip(&levels);
        let ratings = standards.map(|(standard, level)| (standard.id.clone(), Entered::Rated(Level(*level)))).collect();
        let named = rating::rate(framework, &Input { ratings, ..Input::default() }).expect("rated");
        let numbers = rating::rate(framework, &Input { counts: Some(counts), ..Input::default() }).expect("rated");
        prop_assert_eq!(named.total, numbers.total);
        prop_assert_eq!(named.overall, numbers.overall);
        prop_assert_eq!(named.points_to_next, numbers.points_to_next);
        prop_assert_eq!(named.ways_up.first().map(|way| way.cost), numbers.ways_up.first().map(|way| way.cost));
    }

    /// Whoever follows the steps with a pencil comes to the same result.
    #[test]
    fn the_steps_lead_to_the_result(
        answers in answers(&["2.1", "2.2", "2.3", "2.4"], 30),
        levels in prop::collection::vec(0..4_u8, 8),
    ) {
        let ids = ["1.1", "1.2", "1.3", "1.4", "3.1", "3.2", "3.3", "3.4"];
        let ratings: Vec<(&str, u8)> = ids.into_iter().zip(levels).collect();
        let outcome = rated(&answers, &ratings);
        let followed = follow(&outcome);
        prop_assert_eq!(followed.total, outcome.total);
        let label = outcome.overall.as_deref().map(|word| hmip_2021().label(word).to_owned());
        prop_assert_eq!(followed.overall, label);
        prop_assert_eq!(followed.next, outcome.points_to_next);
        for standard in outcome.standards.iter().filter(|s| s.basis == Some(rating::outcome::Basis::Judgements)) {
            let label = standard.rating.as_deref().map(|word| hmip_2021().label(word));
            prop_assert_eq!(followed.lowest.get(&standard.id).map(String::as_str), label, "{}", standard.id);
        }
    }
}

proptest! {
    // Each case rates up to a hundred ways anew.
    #![proptest_config(ProptestConfig::with_cases(cases() / 4))]

    /// Each way by standards moves exactly what is needed, and applied it does.
    #[test]
    fn ways_by_standards_do_what_they_say(levels in prop::collection::vec(0..4_u8, 12)) {
        let ids = ["1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4", "3.1", "3.2", "3.3", "3.4"];
        let ratings: Vec<(&str, u8)> = ids.into_iter().zip(levels).collect();
        let outcome = rated(&BTreeMap::new(), &ratings);
        for (ways, need, up) in [
            (&outcome.ways_up, outcome.points_to_next, true),
            (&outcome.ways_down, outcome.points_to_lose, false),
        ] {
            prop_assert_eq!(ways.is_empty(), need.is_none());
            for way in ways {
                prop_assert_eq!(Some(way.cost), need, "every step is one point");
                let mut moved = ratings.clone();
                for change in &way.changes {
                    let own = moved.iter_mut().find(|(id, _)| Some(*id) == change.standard.as_deref()).expect("held");
                    prop_assert_eq!(hmip_2021().level(&change.from), Some(Level(own.1)));
                    own.1 = hmip_2021().level(&change.to).expect("a word").0;
                }
                let after = rated(&BTreeMap::new(), &moved);
                let level = |word: &Option<String>| word.as_deref().and_then(|word| hmip_2021().level(word)).expect("rated").0;
                let (before, after) = (level(&outcome.overall), level(&after.overall));
                prop_assert_eq!(after, if up { before + 1 } else { before - 1 });
            }
        }
    }
}

/// How many changes of levels of rated standards are tight, by trying all.
fn tight_levels(answers: &BTreeMap<String, Answers>, ratings: &[(&str, u8)], up: bool) -> usize {
    let (levels, total) = by_hand(answers, ratings).expect("a total");
    let maximum = 3 * u32::try_from(levels.len()).expect("few");
    let before = overall_by_hand(total, maximum);
    let levels: Vec<u32> = levels.values().map(|level| u32::from(*level)).collect();
    let mut all = vec![Vec::new()];
    for level in &levels {
        let most = if up { 3 - level } else { *level };
        all = all
            .into_iter()
            .flat_map(|moves: Vec<u32>| (0..=most).map(move |m| [moves.clone(), vec![m]].concat()))
            .collect();
    }
    let does = |moved: u32| {
        let after = overall_by_hand(if up { total + moved } else { total - moved }, maximum);
        if up { after > before } else { after < before }
    };
    all.iter()
        .filter(|moves| {
            let moved: u32 = moves.iter().sum();
            moved > 0 && does(moved) && !does(moved - 1)
        })
        .count()
}

/// What the steps come to when they are followed with a pencil.
#[derive(Default)]
struct Followed {
    lowest: BTreeMap<String, String>,
    total: Option<u32>,
    overall: Option<String>,
    next: Option<u32>,
}

fn follow(outcome: &Outcome) -> Followed {
    let mut followed = Followed::default();
    let mut percents: BTreeMap<String, u32> = BTreeMap::new();
    let mut bands: BTreeMap<String, String> = BTreeMap::new();
    let mut points = 0;
    for step in &outcome.steps {
        let text = step.text.trim_end_matches('.');
        match step.rule.as_str() {
            "H-5" if text.contains("100 ×") => {
                let (question, rest) = text.split_once(": ").expect(text);
                let (_, sum) = rest.split_once("100 × ").expect(text);
                let numbers: Vec<u32> = sum
                    .split(|c: char| !c.is_ascii_digit())
                    .filter_map(|n| n.parse().ok())
                    .collect();
                let percent = *numbers.last().expect(text);
                let (yes, of) = (f64::from(numbers[0]), f64::from(numbers[1]));
                assert!(
                    (100.0 * yes / of - f64::from(percent)).abs() <= 0.5,
                    "{text}"
                );
                percents.insert(question.to_owned(), percent);
            }
            "H-7" => {
                let (_, rest) = text.split_once(": ").expect(text);
                for part in rest.split("; ") {
                    let (question, rest) = part.split_once(" at ").expect(part);
                    let (percent, label) = rest.split_once(" per cent is ").expect(part);
                    assert_eq!(
                        percents.get(question),
                        percent.parse().ok().as_ref(),
                        "{part}"
                    );
                    bands.insert(question.to_owned(), label.to_owned());
                }
            }
            "H-8" => {
                let (name, rest) = text.split_once(": the lowest of ").expect(text);
                let (list, lowest) = rest.split_once(" is ").expect(text);
                let order = |label: &str| {
                    ["Inadequate", "Requires improvement", "Good", "Outstanding"]
                        .iter()
                        .position(|l| *l == label)
                };
                let labels = list.split(", ").map(|part| {
                    let (label, question) =
                        part.trim_end_matches(')').split_once(" (").expect(part);
                    assert_eq!(bands.get(question).map(String::as_str), Some(label));
                    order(label)
                });
                assert_eq!(labels.min().flatten(), order(lowest), "{text}");
                followed
                    .lowest
                    .insert(name[..3].to_owned(), lowest.to_owned());
            }
            "H-20" => {
                let (_, list) = text.split_once(": ").expect(text);
                points = list
                    .split(", ")
                    .map(|part| {
                        part.rsplit(' ')
                            .next()
                            .expect(part)
                            .parse::<u32>()
                            .expect(part)
                    })
                    .sum();
            }
            "H-21" if text.contains(" = ") && !text.contains("maximum") => {
                let (parts, total) = text.split_once(" = ").expect(text);
                let sum: u32 = parts
                    .split(" + ")
                    .map(|part| part.parse::<u32>().expect(part))
                    .sum();
                assert_eq!(Some(sum), total.parse().ok(), "{text}");
                assert_eq!(sum, points, "{text}");
                followed.total = Some(sum);
            }
            "H-23" => {
                let (sum, label) = text.split_once(": ").expect(text);
                let numbers: Vec<u32> = sum
                    .split(|c: char| !c.is_ascii_digit())
                    .filter_map(|n| n.parse().ok())
                    .collect();
                let [total, maximum, low, high] = numbers[..] else {
                    panic!("{text}")
                };
                assert_eq!(
                    (Some(total), Some(maximum)),
                    (followed.total, outcome.maximum),
                    "{text}"
                );
                assert!((low..=high).contains(&total), "{text}");
                followed.overall = Some(label.to_owned());
            }
            "H-26" if text.ends_with("to go") => {
                let (_, sum) = text.split_once(": ").expect(text);
                let numbers: Vec<u32> = sum
                    .split(|c: char| !c.is_ascii_digit())
                    .filter_map(|n| n.parse().ok())
                    .collect();
                assert_eq!(numbers[0] - numbers[1], numbers[2], "{text}");
                followed.next = Some(numbers[2]);
            }
            _ => {}
        }
    }
    followed
}

/// Cases a property tries: few in the suite, as many as asked for on demand.
fn cases() -> u32 {
    std::env::var("LAPWING_CASES")
        .ok()
        .and_then(|number| number.parse().ok())
        .unwrap_or(128)
}
