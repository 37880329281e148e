//! Mending the record: what sources say is added, one of them is believed, nothing is lost.

use quality::inspections::{self, Choice, Decision, MendError, Mended, Said, Statement};

use crate::house::{House, claims, medway, on_both, operator, record};

const MEDWAY: &str = "hmip-2018-medway-2020";
const FIRST: &str = "https://example.org/first";
const PAPER: &str = "https://example.org/paper";

fn said(value: &str, source: &str) -> Said {
    Said {
        value: value.to_owned(),
        source: source.to_owned(),
    }
}

fn statement(field: &str, value: &str) -> Statement {
    Statement {
        field: field.to_owned(),
        value: value.to_owned(),
        source: PAPER.to_owned(),
        basis: if field == "score" {
            "published"
        } else {
            "printed"
        }
        .to_owned(),
        note: String::new(),
    }
}

fn decision(field: &str, seen: Option<Said>, choice: Choice) -> Decision {
    Decision {
        field: field.to_owned(),
        seen,
        choice,
        reason: "The report itself says so.".to_owned(),
    }
}

async fn correct(house: &House, id: &str, decision: &Decision) -> Result<Mended, MendError> {
    inspections::correct(&house.door, &operator(), id, decision).await
}

async fn state(house: &House, statement: &Statement) -> Result<Mended, MendError> {
    inspections::state(&house.door, &operator(), MEDWAY, statement).await
}

fn drawn() -> String {
    medway(&[
        ("overall_rating", "Good"),
        ("total_score", "21"),
        ("max_score", "36"),
        ("1.1", "Good"),
    ])
}

#[test]
fn a_statement_is_the_record_only_where_there_was_none() {
    on_both(async |house| {
        house.import(drawn()).await;
        for (field, value, becomes, record_then) in [
            ("cases_inspected", "40", "40", "40"),
            ("overall", "Inadequate", "inadequate", "good"),
            ("score", "18 of 36", "18 of 36", "21 of 36"),
            ("rating.1.1", "Not rated", "not_rated", "good"),
            ("published", "2020-06", "2020-06", "2020-06-04"),
            (
                "counts",
                "G=7;R=4",
                "requires_improvement=4;good=7",
                "requires_improvement=4;good=7",
            ),
        ] {
            let added = state(&house, &statement(field, value)).await;
            assert_eq!(added.expect(field), Mended::Done);
            let again = state(&house, &statement(field, value)).await;
            assert_eq!(again.expect(field), Mended::Already, "sent twice");
            let inspection = house.show(MEDWAY).await;
            assert_eq!(
                record(&inspection)[field],
                record_then,
                "{}",
                house.database
            );
            let own = claims(&inspection, field);
            let own: Vec<_> = own
                .iter()
                .filter(|(_, source, _)| *source == PAPER)
                .collect();
            assert_eq!(own.len(), 1, "{field}");
            assert_eq!(own[0].0, becomes);
        }
    });
}

#[test]
fn what_cannot_be_stated_is_said_and_nothing_is_kept() {
    on_both(async |house| {
        house.import(drawn()).await;
        let before = house.export().await;
        let mut wrong: Vec<Statement> = [
            ("overall", "Splendid"),
            ("overall", ""),
            ("score", "40 of 36"),
            ("score", "18"),
            ("published", "2020-02-31"),
            ("cases_inspected", "x"),
        ]
        .map(|(field, value)| statement(field, value))
        .into();
        wrong.push(Statement {
            source: " ".to_owned(),
            ..statement("overall", "Good")
        });
        wrong.push(Statement {
            basis: "rumour".to_owned(),
            ..statement("overall", "Good")
        });
        for statement in &wrong {
            let refused = state(&house, statement).await;
            assert!(
                matches!(&refused, Err(MendError::Unusable(cells)) if !cells.is_empty()),
                "{statement:?} {refused:?}"
            );
        }
        for field in ["rating.victims", "printed.overall", "nothing"] {
            let refused = state(&house, &statement(field, "Good")).await;
            assert!(matches!(refused, Err(MendError::NotByHand)), "{field}");
        }
        let refused = state(&house, &statement("framework", "hmip-2021")).await;
        assert!(matches!(refused, Err(MendError::Identity)));
        assert_eq!(house.export().await, before);
    });
}

#[test]
fn another_statement_becomes_the_record_and_an_import_does_not_undo_it() {
    on_both(async |house| {
        house.import(drawn()).await;
        state(&house, &statement("overall", "Inadequate"))
            .await
            .expect("a statement");
        let seen = Some(said("good", FIRST));
        let chosen = Choice::Held(said("inadequate", PAPER));
        let corrected = correct(&house, MEDWAY, &decision("overall", seen, chosen)).await;
        assert_eq!(corrected.expect("a correction"), Mended::Done);
        for _ in 0..2 {
            let inspection = house.show(MEDWAY).await;
            assert_eq!(
                inspection.row.overall.as_deref(),
                Some("inadequate"),
                "the columns follow"
            );
            assert_eq!(
                claims(&inspection, "overall"),
                [("inadequate", PAPER, true), ("good", FIRST, false)],
                "nothing is lost"
            );
            let [own] = &inspection.corrections[..] else {
                panic!("{:?}", inspection.corrections);
            };
            assert_eq!(own.from.as_deref(), Some("good"));
            assert_eq!(own.to.as_deref(), Some("inadequate"));
            assert_eq!(own.source.as_deref(), Some(PAPER));
            assert_eq!(own.reason, "The report itself says so.");
            house.import(drawn()).await;
        }
        assert!(house.export().await.contains("The report itself says so."));
    });
}

#[test]
fn a_new_statement_can_become_the_record_at_once_and_a_field_can_be_left_without_one() {
    on_both(async |house| {
        house.import(drawn()).await;
        let new = Choice::New(statement("score", "18 of 36"));
        let one = decision("score", Some(said("21 of 36", FIRST)), new);
        assert_eq!(
            correct(&house, MEDWAY, &one).await.expect("done"),
            Mended::Done
        );
        assert_eq!(
            correct(&house, MEDWAY, &one).await.expect("done"),
            Mended::Already,
            "sent twice"
        );
        let score = house.show(MEDWAY).await.row.score.expect("a score");
        assert_eq!((score.total, score.maximum), (18, 36));
        let none = decision("score", Some(said("18 of 36", PAPER)), Choice::Nothing);
        assert_eq!(
            correct(&house, MEDWAY, &none).await.expect("done"),
            Mended::Done
        );
        house.import(drawn()).await;
        let inspection = house.show(MEDWAY).await;
        assert_eq!(inspection.row.score, None);
        assert_eq!(claims(&inspection, "score").len(), 2);
        assert_eq!(inspection.corrections.len(), 2);
    });
}

#[test]
fn of_two_people_the_second_learns_what_the_first_did() {
    on_both(async |house| {
        house.import(drawn()).await;
        let seen = || Some(said("good", FIRST));
        let new = |value| Choice::New(statement("overall", value));
        let (first, second) = (
            decision("overall", seen(), new("Inadequate")),
            decision("overall", seen(), new("Outstanding")),
        );
        let both = tokio::join!(
            correct(&house, MEDWAY, &first),
            correct(&house, MEDWAY, &second)
        );
        let (done, changed) = match both {
            (Ok(done), Err(error)) | (Err(error), Ok(done)) => (done, error),
            other => panic!("{other:?}"),
        };
        assert_eq!(done, Mended::Done);
        let inspection = house.show(MEDWAY).await;
        let now = record(&inspection)["overall"].to_owned();
        let MendError::Changed(Some(told)) = changed else {
            panic!("{changed:?}");
        };
        assert_eq!(told, said(&now, PAPER));
        assert_eq!(
            claims(&inspection, "overall").len(),
            2,
            "the second left nothing behind"
        );
    });
}

#[test]
fn a_correction_needs_a_reason_and_a_statement_that_is_held() {
    on_both(async |house| {
        house.import(drawn()).await;
        let nothing = decision("overall", Some(said("good", FIRST)), Choice::Nothing);
        for reason in [
            "",
            " \r\n ",
            &"x".repeat(inspections::limits::REASON_CHARS + 1),
        ] {
            let own = Decision {
                reason: reason.to_owned(),
                ..nothing.clone()
            };
            let refused = correct(&house, MEDWAY, &own).await;
            assert!(matches!(refused, Err(MendError::Reason)));
        }
        let absent = Choice::Held(said("outstanding", FIRST));
        let refused = correct(
            &house,
            MEDWAY,
            &decision("overall", nothing.seen.clone(), absent),
        )
        .await;
        assert!(matches!(refused, Err(MendError::NoSuchStatement)));
        let refused = correct(&house, "hmip-2018-nowhere-2020", &nothing).await;
        assert!(matches!(refused, Err(MendError::NotHeld)));
        let refused = correct(
            &house,
            MEDWAY,
            &decision("framework", None, Choice::Nothing),
        )
        .await;
        assert!(matches!(refused, Err(MendError::Identity)));
    });
}

/// Every field on which sources of the published register are at odds can be decided the other way,
/// and back.
#[test]
fn contradictions_of_the_published_register_can_be_decided() {
    on_both(async |house| {
        house.fill().await;
        let mut decided = 0;
        for id in house
            .ids()
            .await
            .iter()
            .filter(|id| id.contains("west-sussex"))
        {
            let inspection = house.show(id).await;
            let other = inspection.claims.iter().find_map(|claim| {
                let mut all = inspection.claims.iter();
                let first = all.find(|own| own.field == claim.field && own.record)?;
                inspections::at_odds(&claim.field, &first.value, &claim.value)
                    .then(|| (first.clone(), claim.clone()))
            });
            let Some((first, other)) = other.filter(|(first, _)| first.field != "framework") else {
                continue;
            };
            let (one, two) = (
                said(&first.value, &first.source),
                said(&other.value, &other.source),
            );
            for (from, to) in [(&one, &two), (&two, &one)] {
                let own = decision(&first.field, Some(from.clone()), Choice::Held(to.clone()));
                assert_eq!(correct(&house, id, &own).await.expect("done"), Mended::Done);
                let now = house.show(id).await;
                assert_eq!(record(&now)[first.field.as_str()], to.value);
            }
            decided += 1;
        }
        assert!(decided > 0, "West Sussex has a contradiction");
    });
}
