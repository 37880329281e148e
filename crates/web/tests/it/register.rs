//! The register as a page and as a file, on both databases.

use crate::house::{House, get, on_both_databases, on_sqlite};

#[test]
fn it_says_how_many_it_shows() {
    on_both_databases(async |site| {
        for (address, words) in [
            ("/inspections", "Showing 1 to 25 of 210 inspections"),
            (
                "/inspections?page=9",
                "Showing 201 to 210 of 210 inspections",
            ),
            ("/inspections?page=99", "Showing 1 to 25 of 210 inspections"),
            ("/inspections?page=x", "Showing 1 to 25 of 210 inspections"),
            ("/inspections?q=medway", "of 210 in the register"),
            ("/inspections?q=qwertyuiop", "Showing 0 inspections"),
        ] {
            let page = get(site, address).await.text;
            assert!(page.contains(words), "{address}: {words}");
        }
        let page = get(site, "/inspections?page=2").await.text;
        assert!(page.contains("<title>Inspections (page 2 of 9) – Lapwing</title>"));
    });
}

#[test]
fn filters_narrow_and_can_be_taken_off() {
    on_both_databases(async |site| {
        let page = get(site, "/inspections?framework=hmip-2018&rating=inadequate")
            .await
            .text;
        assert!(page.contains("Clear all"));
        assert!(page.contains("href=\"/inspections?framework=hmip-2018\""));
        assert!(page.contains("href=\"/inspections?rating=inadequate\""));
        assert!(page.contains("value=\"hmip-2018\" checked"));
        let csv = get(
            site,
            "/inspections.csv?framework=hmip-2018&rating=inadequate",
        )
        .await
        .text;
        let rows: Vec<&str> = csv.lines().skip(1).collect();
        assert_eq!(rows.len(), 4, "{csv}");
        assert!(
            rows.iter()
                .all(|row| row.contains(",hmip-2018,") && row.contains(",inadequate,"))
        );
    });
}

#[test]
fn no_match_repeats_the_search_and_says_what_to_try() {
    on_both_databases(async |site| {
        let page = get(site, "/inspections?q=%3Cb%3Eatlantis").await.text;
        assert!(page.contains("No inspection matches"));
        assert!(
            page.contains("Nothing was found for “&#60;b&#62;atlantis”"),
            "{page}"
        );
        assert!(page.contains("checking the spelling"));
    });
}

#[test]
fn headings_sort_the_whole_list_and_say_so() {
    on_both_databases(async |site| {
        let page = get(site, "/inspections").await.text;
        assert_eq!(page.matches("aria-sort=\"ascending\"").count(), 1);
        assert_eq!(page.matches("aria-sort=\"none\"").count(), 4);
        assert!(page.contains("href=\"/inspections?sort=score&#38;order=descending\""));
        let page = get(
            site,
            "/inspections?sort=score&order=descending&region=Wales",
        )
        .await
        .text;
        assert_eq!(page.matches("aria-sort=\"descending\"").count(), 1);
        // Choosing a heading keeps the filter.
        assert!(page.contains("href=\"/inspections?region=Wales&#38;sort=score\""));
    });
}

#[test]
fn pages_cover_the_list_without_overlap() {
    on_both_databases(async |site| {
        for order in [
            "sort=score&order=descending",
            "sort=published",
            "sort=overall",
        ] {
            let mut ids = std::collections::BTreeSet::new();
            for number in 1..=9 {
                let page = get(site, &format!("/inspections?{order}&page={number}"))
                    .await
                    .text;
                for part in page.split("href=\"/inspections/").skip(1) {
                    let id = part.split('"').next().expect("id").to_owned();
                    if id == "new" {
                        continue;
                    }
                    assert!(
                        ids.insert(id.clone()),
                        "{id} stands on two pages by {order}"
                    );
                }
            }
            assert_eq!(ids.len(), 210, "{order}");
        }
    });
}

#[test]
fn the_file_holds_what_the_page_lists() {
    on_both_databases(async |site| {
        let answer = get(site, "/inspections.csv?q=medway").await;
        assert!(answer.header("content-type").starts_with("text/csv"));
        assert!(
            answer
                .header("content-disposition")
                .contains("inspections.csv")
        );
        let mut lines = answer.text.lines();
        assert_eq!(
            lines.next(),
            Some(
                "inspection_id,service,region,framework,inspection_type,reinspection_number,fieldwork_start,fieldwork_end,published,overall_rating,total_score,max_score,score_basis"
            )
        );
        assert!(answer.text.contains(
            "hmip-2018-medway-2020,Medway,South East,hmip-2018,inspection,,2020-02-24,2020-02-28,2020-06-04,requires_improvement,18,36,counts"
        ), "{}", answer.text);
        let all = get(site, "/inspections.csv").await.text;
        assert_eq!(all.lines().count(), 211);
    });
}

#[test]
fn medway_shows_its_points_its_ways_and_its_contradiction() {
    on_both_databases(async |site| {
        let page = get(site, "/inspections/hmip-2018-medway-2020").await.text;
        for words in [
            "18 of 36 points",
            "1 point more would make it Good",
            "24 to 28 February 2020",
            "4 June 2020",
            "7 Good, 4 Requires improvement, 1 Inadequate",
            "Where sources disagree",
            "March 2020",
            "The record",
            "What would change the rating",
            "Computed by Lapwing from its reading of the method",
        ] {
            assert!(page.contains(words), "{words}");
        }
    });
}

#[test]
fn bexley_2012_shows_three_percentages_beside_the_averages() {
    on_both_databases(async |site| {
        let page = get(site, "/inspections/cci-2009-bexley-2012").await.text;
        for words in [
            "64 per cent: Moderate (inferred)",
            "51 per cent: Substantial",
            "66 per cent: Moderate (inferred)",
            "No overall rating",
            "average 68",
            "average 63",
            "average 71",
            "printed with another inspection",
            "late 2011",
        ] {
            assert!(page.contains(words), "{words}");
        }
        assert!(!page.contains("51 per cent: Substantial (inferred)"));
    });
}

/// The first screen says the result in the words that the framework has, and nothing it has not.
#[test]
fn an_inspection_of_every_framework_says_what_it_came_to() {
    on_both_databases(async |site| {
        for (id, headline, has, has_not) in [
            (
                "hmip-2018-medway-2020",
                "Medway was rated Requires improvement with 18 of 36 points: 1 point more would make it Good, and 12 points fewer would make it Inadequate.",
                "1 standard from Requires improvement to Good (1 step)",
                "No points",
            ),
            (
                "hmip-2021-ceredigion-2024",
                "Ceredigion was rated Inadequate with 1 of 24 points: 4 points more would make it Requires improvement.",
                "The bands on a maximum of 24 are a working value",
                "would make it Outstanding",
            ),
            (
                "hmip-2025-south-tees-2025",
                "South Tees was rated Good. No published rule adds points up under this framework.",
                "Work with children and victims",
                "Ways up",
            ),
            (
                "cci-2009-bexley-2012",
                "Safeguarding 64 per cent, risk of harm to others 51 per cent, likelihood of reoffending 66 per cent. There is no overall rating under this framework.",
                "Figures of the services inspected so far, printed with another inspection, late 2011: Safeguarding, average 68;",
                "Ways up",
            ),
            (
                "cci-2009-greenwich-2012",
                "Safeguarding 44 per cent, risk of harm to others 42 per cent, likelihood of reoffending 56 per cent. There is no overall rating under this framework.",
                "printed with this inspection: Safeguarding, lowest 37; Safeguarding, highest 91; Safeguarding, average 68;",
                "they are not this inspection’s own",
            ),
            (
                "fji-2012-wakefield-2014",
                "Wakefield was rated Good on 1 and Satisfactory on 5 of 6 standards. There is no overall rating under this framework.",
                "Named interventions",
                "Points",
            ),
            (
                "fji-2012-warwickshire-2013",
                "Warwickshire was rated Good on 4 of 6 standards.",
                "Printed as “Very good”, which is no rating of this framework",
                "Ways up",
            ),
            (
                "sqs-2012-hampshire-2016",
                "An inspection under this framework ended in findings and recommendations in a letter, without ratings.",
                "None was rated, so there is nothing to add up.",
                "Not known is not the same",
            ),
        ] {
            let page = get(site, &format!("/inspections/{id}")).await.text;
            let headline = format!("lw-headline\">{headline}");
            assert!(page.contains(&headline), "{id}: {headline}");
            assert!(page.contains(has), "{id}: {has}");
            assert!(!page.contains(has_not), "{id}: {has_not}");
        }
    });
}

#[test]
fn a_framework_shows_its_questions_its_arithmetic_and_its_settings() {
    on_sqlite(async |site| {
        for (id, has, has_not) in [
            ("hmip-2018", "19 to 30 points", "switched off"),
            ("hmip-2018", "the board sets direction", "switched off"),
            (
                "hmip-2018",
                "<code>panel.flag.within_points</code>",
                "switched off",
            ),
            ("hmip-2021", "does not count in the total", "switched off"),
            (
                "hmip-2025",
                "switched off unless a run switches it on",
                "65 to 79 per cent",
            ),
            ("cci-2009", "inferred from published results", "points</td>"),
            ("fji-2012", "4 stars", "points</td>"),
            (
                "sqs-2012",
                "looked at and never rated",
                "Work out a rating</a></p>",
            ),
        ] {
            let page = get(site, &format!("/frameworks/{id}")).await.text;
            assert!(page.contains(has), "{id}: {has}");
            assert!(!page.contains(has_not), "{id}: {has_not}");
        }
    });
}

/// A page's statements do not grow with what it shows.
#[test]
fn statements_of_a_page_do_not_depend_on_the_number_of_rows() {
    on_both_databases(async |site| {
        let site = site.alone().await;
        let few = statements(&site, "/inspections?q=medway").await;
        let none = statements(&site, "/inspections?q=qwertyuiop").await;
        let page = statements(&site, "/inspections").await;
        let sorted = statements(&site, "/inspections?sort=score&page=5").await;
        assert_eq!((few, none, sorted), (page, page, page));
        let all = statements(&site, "/inspections.csv").await;
        assert_eq!(all, page);
        let medway = statements(&site, "/inspections/hmip-2018-medway-2020").await;
        let bexley = statements(&site, "/inspections/cci-2009-bexley-2012").await;
        assert_eq!(medway, bexley);
    });
}

async fn statements(site: &House, address: &str) -> u64 {
    let before = site.statements();
    get(site, address).await;
    site.statements() - before
}
