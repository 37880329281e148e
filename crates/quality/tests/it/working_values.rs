//! Working values: what would change if one were otherwise, and setting one here.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use quality::inspections::{self, Inspection};
use quality::working_values::{
    self, Change, Effect, Made, OUTSIDE, SetError, Value, Weighing, What, effects, plan_due, weigh,
};
use rules::{Used, WorkingValue};

use crate::house::{House, medway, on_both, operator};

/// What the published register says when a value is another than the framework's own: framework, key,
/// the other value; published results that it can bear on; reproduced with the framework's own and
/// with the other; which results come out otherwise, as published > what comes out.
const WEIGHED: &str = "
cci-2009  | cci.label.substantial_from       | 44                         | 15 | 15 | 14 | greenwich-2012 safeguarding drastic > substantial
cci-2009  | cci.label.substantial_from       | 47                         | 15 | 15 | 15 |
cci-2009  | cci.label.substantial_from       | 48                         | 15 | 15 | 13 | hounslow-undated risk_of_harm substantial > drastic; wandsworth-2012 risk_of_harm substantial > drastic
cci-2009  | cci.label.moderate_from          | 59                         | 15 | 15 | 14 | kent-2011 safeguarding substantial > moderate
cci-2009  | cci.label.moderate_from          | 61                         | 15 | 15 | 15 |
cci-2009  | cci.label.moderate_from          | 69                         | 15 | 15 | 14 | kent-2011 likelihood_of_reoffending moderate > substantial
cci-2009  | cci.label.minimum_from           | 68                         | 15 | 15 | 14 | kent-2011 likelihood_of_reoffending moderate > minimum
cci-2009  | cci.score.not_applicable_left_out | off                       | 0  | 0  | 0  |
hmip-2018 | percent.good_from                | 66                         | 0  | 0  | 0  |
hmip-2018 | framework.from.hmip-2021         | 2021-07-01                 | 24 | 24 | 23 | cheshire-2021 framework hmip-2018 > outside
hmip-2021 | framework.from.hmip-2021         | 2021-09-01                 | 16 | 16 | 15 | leicestershire-2021 framework hmip-2021 > outside
hmip-2021 | overall.24.bands                 | 0-4, 5-10, 11-20, 21-24    | 2  | 2  | 1  | bridgend-2022 overall requires_improvement > good
hmip-2021 | overall.24.bands                 | 0-0, 1-12, 13-20, 21-24    | 2  | 2  | 1  | ceredigion-2024 overall inadequate > requires_improvement
hmip-2021 | panel.flag.cases_at_most         | 3                          | 0  | 0  | 0  |
hmip-2025 | n25.points                       | on                         | 17 | 0  | 2  | derby-city-2025 overall outstanding > outstanding; lambeth-2026 overall good > good
hmip-2025 | n25.overall.bands                | 0-2, 3-9, 10-11, 12-12     | 16 | 2  | 1  | lambeth-2026 overall good > requires_improvement
";

async fn weighing(house: &House) -> Weighing {
    weigh(&house.door, &operator(), None)
        .await
        .expect("the register")
}

fn registered(framework: &str, key: &str) -> &'static WorkingValue {
    rules::working_value(framework, key).unwrap_or_else(|| panic!("{framework} {key}"))
}

/// A drawn row without the spaces that keep its columns straight.
fn cells(row: &str) -> Vec<&str> {
    row.split('|').map(str::trim).collect()
}

fn what(what: &What) -> &str {
    match what {
        What::Framework => "framework",
        What::Overall => "overall",
        What::Standard(id) => id,
    }
}

/// The results that come out otherwise, as the table draws them.
fn drawn(effect: &Effect) -> String {
    let rows = effect.differences.iter().map(|own| {
        let service = own
            .inspection
            .strip_prefix(&format!("{}-", effect.framework));
        let to = own.to.as_deref().unwrap_or("nothing");
        let service = service.unwrap_or(&own.inspection);
        format!("{service} {} {} > {to}", what(&own.what), own.published)
    });
    rows.collect::<Vec<_>>().join("; ")
}

#[test]
fn what_would_change_over_the_published_register() {
    on_both(async |house| {
        house.fill().await;
        let weighing = weighing(&house).await;
        for row in WEIGHED.trim().lines() {
            let [framework, key, value, published, own, other, differences] = cells(row)[..] else {
                panic!("{row}");
            };
            let effect = weighing.effect(registered(framework, key), value);
            let effect = effect.unwrap_or_else(|findings| panic!("{row}: {findings:?}"));
            let numbers = [
                effect.published,
                effect.from.reproduced,
                effect.to.reproduced,
            ];
            assert_eq!(
                numbers.map(|number| number.to_string()),
                [published, own, other],
                "{}: {row}",
                house.database
            );
            assert_eq!(drawn(&effect), differences, "{}: {row}", house.database);
        }
    });
}

#[test]
fn the_frameworks_own_values_reproduce_all_that_can_be_worked_out() {
    on_both(async |house| {
        house.fill().await;
        let weighing = weighing(&house).await;
        let mut seen = BTreeSet::new();
        for value in rules::working_values() {
            for weighed in weighing.alternatives(value) {
                let effect = weighed.effect.expect("an alternative that fits");
                assert_eq!(
                    effect.from.reproduced, effect.from.worked_out,
                    "{} {}",
                    effect.framework, effect.key
                );
                let lost = effect.lost().count();
                assert!(
                    effect.to.reproduced + lost >= effect.from.reproduced,
                    "{effect:?}"
                );
                seen.insert((effect.framework, effect.key));
            }
        }
        let rated = rules::working_values().iter();
        let rated = rated.filter(|value| value.used == Used::Rating).count();
        assert_eq!(seen.len(), rated, "each has a value worth weighing");
    });
}

fn change(framework: &str, key: &str, value: Option<&str>, reason: &str) -> Change {
    Change {
        framework: framework.to_owned(),
        key: key.to_owned(),
        value: value.map(str::to_owned),
        reason: reason.to_owned(),
        seen: None,
    }
}

async fn set(house: &House, change: &Change) -> Result<Made, SetError> {
    working_values::set(&house.door, &operator(), change).await
}

async fn held(house: &House, framework: &str, key: &str) -> Value {
    let values = working_values::list(&house.door, &operator()).await;
    let mut values = values.expect("the list").into_iter();
    values
        .find(|value| value.framework == framework && value.key == key)
        .unwrap_or_else(|| panic!("{framework} {key}"))
}

/// The label that is worked out for a category.
fn label(inspection: &Inspection, category: &str) -> Option<String> {
    let outcome = inspections::worked(inspection).expect("an outcome");
    let mut standards = outcome.standards.into_iter();
    standards.find(|own| own.id == category)?.computed
}

const KENT: &str = "cci-2009-kent-2011";
const MODERATE: &str = "cci.label.moderate_from";

#[test]
fn a_value_set_here_reaches_every_inspection_and_going_back_leaves_no_trace_but_the_history() {
    on_both(async |house| {
        house.fill().await;
        let before = house.export().await;
        let kent = house.show(KENT).await;
        assert_eq!(label(&kent, "safeguarding").as_deref(), Some("substantial"));

        let lower = change(
            "cci-2009",
            MODERATE,
            Some("059"),
            " Asked for by the board. ",
        );
        assert_eq!(set(&house, &lower).await, Ok(Made::Changed));
        let kent = house.show(KENT).await;
        assert_eq!(kent.working_values[MODERATE], "59");
        assert_eq!(label(&kent, "safeguarding").as_deref(), Some("moderate"));
        let outcome = inspections::worked(&kent).expect("an outcome");
        assert!(
            outcome
                .rules_version
                .ends_with("+cci.label.moderate_from=59"),
            "{}",
            outcome.rules_version
        );
        let said = outcome.flags.iter().any(|flag| {
            flag.text == "cci.label.moderate_from is set to 59; the framework’s own value is 60."
        });
        assert!(said, "{:?}", outcome.flags);
        let other = house.show("hmip-2018-medway-2020").await;
        assert_eq!(other.working_values, BTreeMap::new());
        assert!(
            house
                .export()
                .await
                .contains("\"cci.label.moderate_from\": \"59\"")
        );

        let back = change("cci-2009", MODERATE, None, "The board was told why not.");
        assert_eq!(set(&house, &back).await, Ok(Made::Changed));
        assert!(house.export().await == before, "{}", house.database);
        let value = held(&house, "cci-2009", MODERATE).await;
        let history = value.history.iter();
        let history: Vec<_> = history
            .map(|choice| {
                (
                    choice.number,
                    choice.chosen.as_deref(),
                    choice.reason.as_str(),
                )
            })
            .collect();
        assert_eq!(
            history,
            [
                (1, Some("59"), "Asked for by the board."),
                (2, None, "The board was told why not."),
            ]
        );
        assert!(
            value
                .history
                .iter()
                .all(|c| c.by == "local-operator" && c.at.ends_with('Z'))
        );
        assert_eq!(
            (value.value.as_str(), value.status.as_str()),
            ("60", "working")
        );
    });
}

#[test]
fn what_holds_already_is_not_written_twice_and_the_frameworks_own_is_no_choice() {
    on_both(async |house| {
        let own = change("cci-2009", MODERATE, Some("60"), "It is so.");
        assert_eq!(set(&house, &own).await, Ok(Made::AlreadySo));
        let lower = change("cci-2009", MODERATE, Some("59"), "Tried.");
        assert_eq!(set(&house, &lower).await, Ok(Made::Changed));
        assert_eq!(set(&house, &lower).await, Ok(Made::AlreadySo));
        let value = held(&house, "cci-2009", MODERATE).await;
        assert_eq!((value.last(), value.status.as_str()), (1, "local"));
        assert_eq!(set(&house, &own).await, Ok(Made::Changed));
        let value = held(&house, "cci-2009", MODERATE).await;
        assert_eq!(value.history[1].chosen, None, "60 is the framework's own");
    });
}

#[test]
fn whoever_was_shown_an_older_value_is_told() {
    on_both(async |house| {
        let seen = |value: &str, seen: u32| Change {
            seen: Some(seen),
            ..change("cci-2009", MODERATE, Some(value), "Tried.")
        };
        assert_eq!(set(&house, &seen("59", 0)).await, Ok(Made::Changed));
        assert_eq!(
            set(&house, &seen("61", 0)).await,
            Err(SetError::ChangedMeanwhile)
        );
        assert_eq!(held(&house, "cci-2009", MODERATE).await.value, "59");
        assert_eq!(
            set(&house, &seen("59", 0)).await,
            Ok(Made::AlreadySo),
            "sent twice"
        );
        assert_eq!(set(&house, &seen("61", 1)).await, Ok(Made::Changed));
    });
}

/// Framework, key, value, reason; the field that is wrong and a word of what is said of it.
const WRONG: &str = "
cci-2009  | cci.label.moderate_from    | sixty          | Tried. | value  | whole number from 0 to 100
cci-2009  | cci.label.moderate_from    | 101            | Tried. | value  | whole number from 0 to 100
cci-2009  | cci.label.moderate_from    | 75             | Tried. | value  | do not rise
cci-2009  | cci.label.moderate_from    | 44             | Tried. | value  | do not rise
cci-2009  | cci.label.moderate_from    |                | Tried. | value  | no value
cci-2009  | cci.label.moderate_from    | 59             |        | reason | no reason
hmip-2018 | percent.rounding           | up             | Tried. | value  | half_up or half_down
hmip-2021 | overall.24.bands           | 0-4, 6-24      | Tried. | value  | without a gap
hmip-2021 | overall.24.bands           | 0-4, 5-24      | Tried. | value  | do not cover
hmip-2025 | n25.points                 | perhaps        | Tried. | value  | on or off
hmip-2025 | n25.points.standards       | assessing, 2.1 | Tried. | value  | not a standard
hmip-2025 | framework.from.hmip-2025   | 2025-02-30     | Tried. | value  | a date
hmip-2025 | plan.due                   | soon           | Tried. | value  | whole number
hmip-2018 | standard.from_key_questions | lowest        | Tried. | value  | would follow
hmip-2018 | sample.margin              | 4              | Tried. | value  | would follow
";

#[test]
fn what_cannot_be_used_is_named_and_nothing_changes() {
    on_both(async |house| {
        for row in WRONG.trim().lines() {
            let [framework, key, value, reason, field, word] = cells(row)[..] else {
                panic!("{row}");
            };
            let change = change(framework, key, Some(value), reason);
            let Err(SetError::Unusable(findings)) = set(&house, &change).await else {
                panic!("{}: {row} was taken", house.database);
            };
            let said = findings.iter().any(|finding| {
                let text = format!("{} {}", finding.reason, finding.remedy);
                finding.column.as_deref() == Some(field) && text.contains(word)
            });
            assert!(said, "{row}: {findings:?}");
            assert_eq!(held(&house, framework, key).await.last(), 0, "{row}");
        }
        let long = "x".repeat(1_001);
        let change = change("cci-2009", MODERATE, Some(&long), &long);
        let Err(SetError::Unusable(findings)) = set(&house, &change).await else {
            panic!("it was taken");
        };
        let fields: Vec<_> = findings.iter().map(|own| own.column.as_deref()).collect();
        assert_eq!(fields, [Some("value"), Some("reason")]);
        for (framework, key) in [("hmip-2018", "n25.points"), ("hmip-1999", MODERATE)] {
            let change = self::change(framework, key, Some("on"), "Tried.");
            assert_eq!(set(&house, &change).await, Err(SetError::Unknown));
        }
    });
}

#[test]
fn values_that_hold_are_weighed_together() {
    on_both(async |house| {
        house.fill().await;
        let lower = change("cci-2009", MODERATE, Some("50"), "Tried.");
        assert_eq!(set(&house, &lower).await, Ok(Made::Changed));
        let weighing = weighing(&house).await;
        let moderate = weighing.alternatives(registered("cci-2009", MODERATE));
        assert_eq!(moderate[0].value, "50", "the value set here comes first");
        let substantial = registered("cci-2009", "cci.label.substantial_from");
        let findings = weighing
            .effect(substantial, "50")
            .expect_err("it meets Moderate");
        assert!(findings[0].reason.contains("do not rise"), "{findings:?}");
    });
}

#[test]
fn reading_setting_and_refusing_leave_their_rows_in_the_trail() {
    on_both(async |house| {
        let lower = change("cci-2009", MODERATE, Some("59"), "Not for the trail.");
        set(&house, &lower).await.expect("a change");
        let stale = Change {
            seen: Some(0),
            ..change("cci-2009", MODERATE, Some("61"), "Tried.")
        };
        set(&house, &stale).await.expect_err("it changed meanwhile");
        let value = registered("cci-2009", MODERATE);
        let weighed = weigh(&house.door, &operator(), Some(value)).await;
        weighed.expect("the register");
        let mut trail = Vec::new();
        vault::trail::export(&house.door, &mut trail)
            .await
            .expect("the trail");
        let trail = String::from_utf8(trail).expect("text");
        let rows: Vec<&str> = trail
            .lines()
            .filter(|row| row.contains("settings."))
            .collect();
        let outcomes = ["done", "failed", "done"];
        assert_eq!(rows.len(), outcomes.len(), "{trail}");
        for (row, outcome) in rows.iter().zip(outcomes) {
            assert!(row.contains("cci-2009 cci.label.moderate_from"), "{row}");
            assert!(row.contains(&format!("\"{outcome}\"")), "{row}");
        }
        assert!(!trail.contains("Not for the trail"), "{trail}");
    });
}

/// When the improvement plan is due: publication, months as set here, the day.
const PLANS: [(&str, Option<&str>, Option<&str>); 5] = [
    ("2020-06-04", None, Some("2020-07-04")),
    ("2020-01-31", None, Some("2020-02-29")),
    ("2020-11-30", Some("3"), Some("2021-02-28")),
    ("2020-06-04", Some("0"), Some("2020-06-04")),
    ("2020-06", None, None),
];

#[test]
fn a_plan_is_due_so_many_months_after_publication() {
    on_both(async |house| {
        house.import(medway(&[])).await;
        let mut inspection = house.show("hmip-2018-medway-2020").await;
        for (published, months, due) in PLANS {
            inspection.row.published = Some(published.parse().expect("a date"));
            inspection.working_values = months
                .map(|months| ("plan.due".to_owned(), months.to_owned()))
                .into_iter()
                .collect();
            let day = plan_due(&inspection).map(|day| day.to_string());
            assert_eq!(day.as_deref(), due, "{published} {months:?}");
            let outcome = inspections::worked(&inspection).expect("an outcome");
            assert_eq!(outcome.set, BTreeMap::new(), "no rating rests on it");
        }
    });
}

/// A Core Case Inspection with drawn percentages and labels.
fn drawn_inspection(template: &Inspection, scores: &[(u8, u8)]) -> Inspection {
    let categories = ["safeguarding", "risk_of_harm", "likelihood_of_reoffending"];
    let words = ["drastic", "substantial", "moderate", "minimum"];
    let mut inspection = template.clone();
    inspection.percents.clear();
    inspection.ratings.clear();
    for (category, (percent, word)) in categories.iter().zip(scores) {
        inspection.percents.insert((*category).to_owned(), *percent);
        let rated = inspections::RatingState::Rated {
            rating: words[usize::from(*word)].to_owned(),
            basis: "printed".to_owned(),
        };
        inspection.ratings.insert((*category).to_owned(), rated);
    }
    inspection
}

#[test]
fn effects_are_the_same_read_from_the_other_side() {
    on_both(async |house| {
        house.fill().await;
        let template = house.show(KENT).await;
        let moderate = registered("cci-2009", MODERATE);
        let none = BTreeMap::new();
        let scores = prop::collection::vec((0_u8..=100, 0_u8..4), 3);
        let registers = prop::collection::vec(scores, 1..6);
        proptest!(|(drawn in registers, from in 46_u8..75, to in 46_u8..75)| {
            let inspections: Vec<Inspection> =
                drawn.iter().map(|scores| drawn_inspection(&template, scores)).collect();
            let weigh = |from: u8, to: u8| {
                effects(&inspections, moderate, &none, &from.to_string(), &to.to_string())
                    .expect("cuts that rise")
            };
            let (there, back) = (weigh(from, to), weigh(to, from));
            prop_assert_eq!(there.published, 3 * inspections.len());
            prop_assert_eq!(&there.from, &back.to);
            prop_assert_eq!(&there.to, &back.from);
            for (one, other) in there.differences.iter().zip(&back.differences) {
                prop_assert_eq!((&one.from, &one.to), (&other.to, &other.from));
            }
            // Between the two cuts, and nowhere else, something comes out otherwise.
            let between = |percent: &u8| (from.min(to)..from.max(to)).contains(percent);
            let percents = drawn.iter().flatten().map(|(percent, _)| percent);
            prop_assert_eq!(there.differences.len(), percents.filter(|p| between(p)).count());
            prop_assert!(from != to || there.differences.is_empty());
        });
    });
}

#[test]
fn a_framework_that_does_not_fit_is_named_so() {
    on_both(async |house| {
        house.fill().await;
        let weighing = weighing(&house).await;
        let from = registered("hmip-2021", "framework.from.hmip-2021");
        let effect = weighing.effect(from, "2021-09-01").expect("a date");
        assert_eq!(effect.differences[0].to.as_deref(), Some(OUTSIDE));
        assert_eq!(effect.to.worked_out, effect.published);
    });
}
