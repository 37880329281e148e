//! The published register taken in: what it holds, and that both databases hold the same.

use quality::inspections::{Inspection, Query, list, worked};
use rating::PartialDate;
use rating::flags::FlagCode;
use rating::outcome::State;
use vault::trail;

use crate::house::{claims, medway, on_both, operator, outcome, places, record};

#[test]
fn it_is_taken_in_once_and_importing_it_again_changes_nothing() {
    on_both(async |house| {
        let report = house.fill().await;
        assert_eq!(outcome(&report), "new 210");
        assert!(
            report.contradicting.is_empty(),
            "{:?}",
            report.contradicting
        );
        // Warwickshire's theme of 2013, a word from before the scale settled.
        assert_eq!(report.refused.len(), 1, "{:?}", report.refused);
        assert_eq!(report.refused[0].column, "fji_sentence_served");
        assert_eq!(report.refused[0].value, "Very good");
        assert_eq!(places(&report.notes), Vec::<String>::new());
        let once = house.export().await;
        let again = house.fill().await;
        assert_eq!(outcome(&again), "same 210");
        let imported = house.import(published::inspections_csv()).await;
        assert_eq!(outcome(&imported), "same 210");
        assert_eq!(house.export().await, once);
        let verified = trail::verify(&house.door, None).await.expect("a report");
        assert!(verified.problems.is_empty(), "{verified}");
    });
}

#[test]
fn both_databases_give_the_same_bytes() {
    let exports = std::sync::Mutex::new(Vec::new());
    on_both(async |house| {
        house.fill().await;
        let export = house.export().await;
        exports.lock().expect("no panic").push(export);
    });
    let exports = exports.into_inner().expect("no panic");
    assert_eq!(exports.len(), 2);
    assert_eq!(exports[0], exports[1]);
    assert!(exports[0].contains("\"hmip-2018-medway-2020\""));
}

#[test]
fn an_import_into_an_empty_database_brings_the_services_along() {
    on_both(async |house| {
        let report = house.import(published::inspections_csv()).await;
        assert_eq!(outcome(&report), "new 210");
        let export: serde_json::Value = serde_json::from_str(&house.export().await).expect("JSON");
        let services = export["services"].as_array().expect("services");
        assert_eq!(services.len(), published::services().len());
        assert_eq!(export["inspections"].as_array().map(Vec::len), Some(210));
    });
}

#[test]
fn medway_keeps_both_dates_of_fieldwork_with_the_sources_that_say_them() {
    on_both(async |house| {
        house.fill().await;
        let medway = house.show("hmip-2018-medway-2020").await;
        let council = "Medway Council, Cabinet, 9 June 2020, report \"HMIP inspection of Youth Offending Team (YOT)\"";
        let release = "https://www.justiceinspectorates.gov.uk/hmiprobation/media/press-releases/2020/06/medwayyot/";
        let said = claims(&medway, "fieldwork_start");
        assert_eq!(said[0], ("2020-02-24", council, true));
        assert!(said.contains(&("2020-03", release, false)), "{said:?}");
        assert!(
            !said.contains(&("2020-02-24", release, false)),
            "the release does not say so"
        );
        let date = |text: &str| text.parse::<PartialDate>().ok();
        assert_eq!(medway.row.fieldwork_start, date("2020-02-24"));
        assert_eq!(medway.row.fieldwork_end, date("2020-02-28"));
        let counts = medway.counts.expect("counts");
        assert_eq!(counts.counts["good"], 7);
        assert_eq!(counts.scope.as_deref(), Some("12 standards"));
    });
}

#[test]
fn bexley_shows_the_averages_that_were_in_print_before_it() {
    on_both(async |house| {
        house.fill().await;
        let bexley = house.show("cci-2009-bexley-2012").await;
        let averages: Vec<(&str, u8, String)> = bexley
            .comparisons
            .iter()
            .map(|figure| (figure.category.as_str(), figure.percent, figure.mark()))
            .collect();
        let mark = "printed with another inspection, late 2011".to_owned();
        assert_eq!(
            averages,
            [
                ("safeguarding", 68, mark.clone()),
                ("risk_of_harm", 63, mark.clone()),
                ("likelihood_of_reoffending", 71, mark),
            ]
        );
        let own = house.show("cci-2009-kent-2011").await;
        assert!(own.comparisons.iter().all(|figure| figure.own) && own.comparisons.len() == 3);
        let undated = house.show("cci-2009-havering-undated").await;
        assert!(undated.comparisons.is_empty());
        let medway = house.show("hmip-2018-medway-2020").await;
        assert!(medway.comparisons.is_empty());
    });
}

#[test]
fn the_four_states_of_a_rating_survive() {
    on_both(async |house| {
        house.fill().await;
        let reading = house.show("hmip-2021-reading-2024").await;
        assert_eq!(record(&reading)["rating.4.1"], "not_rated");
        assert!(
            !reading.ratings.contains_key("1.1"),
            "not known stays absent"
        );
        let warwickshire = house.show("fji-2012-warwickshire-2013").await;
        assert_eq!(
            record(&warwickshire)["printed.rating.sentence_served"],
            "Very good"
        );
    });
}

/// The kernel makes the published overall rating out of every published total.
#[test]
fn every_published_total_gives_the_published_overall_rating() {
    on_both(async |house| {
        house.fill().await;
        let mut scored = 0;
        let mut summed = 0;
        let listing = list(&house.door, &operator(), &Query::default()).await;
        for row in listing.expect("a list").rows {
            if row.score.is_some() {
                scored += 1;
                summed += u32::from(reproduces(&house.show(&row.id).await));
            }
        }
        assert_eq!(scored, 92);
        assert!(
            summed >= 13,
            "complete ratings or counts add up to the score {summed} times"
        );
    });
}

#[test]
fn the_kernel_works_out_what_is_known() {
    on_both(async |house| {
        house.fill().await;
        let table = [
            ("hmip-2018-medway-2020", Some((18, 36)), Some(1)),
            // Thirteen standards were counted, and resettlement adds nothing.
            ("hmip-2021-havering-2022", Some((20, 36)), Some(11)),
            ("hmip-2021-ceredigion-2024", Some((1, 24)), Some(4)),
            ("hmip-2018-brighton-and-hove-2021", Some((36, 36)), None),
            // Eight of twelve Inadequate do not make a total.
            ("hmip-2018-surrey-2019", None, None),
        ];
        for (id, total, to_next) in table {
            let outcome = worked(&house.show(id).await).expect("an outcome");
            assert_eq!(outcome.total.zip(outcome.maximum), total, "{id}");
            assert_eq!(outcome.points_to_next, to_next, "{id}");
        }
        let screening = house
            .ids()
            .await
            .into_iter()
            .find(|id| id.starts_with("sqs-2012"));
        let screening = house.show(&screening.expect("a screening")).await;
        assert!(worked(&screening).is_ok_and(|outcome| outcome.overall.is_none()));
    });
}

#[test]
fn a_lower_maximum_says_which_domain_was_not_rated_where_the_ratings_do() {
    on_both(async |house| {
        let file = |year: &str, rated: &str| {
            medway(&[
                ("published", year),
                ("total_score", "9"),
                ("max_score", "24"),
                (rated, "Good"),
            ])
        };
        house.import(file("2031", "2.4")).await;
        house.import(file("2032", "1.1")).await;
        for (year, state) in [("2031", State::NotRated), ("2032", State::NotKnown)] {
            let inspection = house.show(&format!("hmip-2018-medway-{year}")).await;
            let outcome = worked(&inspection).expect("an outcome");
            let domain = outcome
                .standards
                .iter()
                .filter(|own| own.id.starts_with('3'));
            assert!(domain.clone().all(|own| own.state == state), "{year}");
            let flagged = |code| outcome.flags.iter().any(|flag| flag.code == code);
            assert!(flagged(FlagCode::DomainNotRated), "{year}");
            assert!(!flagged(FlagCode::ScoreDiffers), "{year}");
            assert_eq!(
                (outcome.total, outcome.maximum),
                (Some(9), Some(24)),
                "{year}"
            );
        }
    });
}

/// The score's band is the published rating, and so is what the kernel makes of the record. Whether
/// the ratings or their numbers add up to the score as well.
fn reproduces(inspection: &Inspection) -> bool {
    let row = &inspection.row;
    let score = row.score.as_ref().expect("a score");
    let framework = rules::framework(&row.framework).expect("a known framework");
    let bands = framework.bands(score.maximum);
    let band = bands
        .iter()
        .find(|band| (band.low..=band.high).contains(&score.total));
    let band = band.map(|band| band.word.as_str());
    assert_eq!(band, row.overall.as_deref(), "{}", row.id);
    let outcome = worked(inspection).unwrap_or_else(|findings| panic!("{}: {findings:?}", row.id));
    assert_eq!(outcome.overall, row.overall, "{}", row.id);
    assert_eq!(outcome.total, Some(score.total), "{}", row.id);
    assert_eq!(outcome.maximum, Some(score.maximum), "{}", row.id);
    let differs = |code| outcome.flags.iter().any(|flag| flag.code == code);
    assert!(!differs(FlagCode::EnteredDiffers), "{}", row.id);
    assert!(!differs(FlagCode::ScoreDiffers), "{}", row.id);
    // On a maximum of 24 a domain was not rated, and no source says which.
    let dropped = score.maximum == 24;
    assert_eq!(differs(FlagCode::DomainNotRated), dropped, "{}", row.id);
    inspection.counts.is_some() || inspection.ratings.len() >= 12
}
