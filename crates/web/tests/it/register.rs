//! The register as a page and as a file, on both databases.

use crate::house::{House, get, on_both_databases};

#[test]
fn it_says_how_many_it_shows() {
    on_both_databases(async |site| {
        for (address, words) in [
            ("/inspections", "Showing 1 to 25 of 210 inspections"),
            ("/inspections?page=9", "Showing 201 to 210 of 210 inspections"),
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
        let page = get(site, "/inspections?framework=hmip-2018&rating=inadequate").await.text;
        assert!(page.contains("Clear all"));
        assert!(page.contains("href=\"/inspections?framework=hmip-2018\""));
        assert!(page.contains("href=\"/inspections?rating=inadequate\""));
        assert!(page.contains("value=\"hmip-2018\" checked"));
        let csv = get(site, "/inspections.csv?framework=hmip-2018&rating=inadequate").await.text;
        let rows: Vec<&str> = csv.lines().skip(1).collect();
        assert_eq!(rows.len(), 4, "{csv}");
        assert!(rows.iter().all(|row| row.contains(",hmip-2018,") && row.contains(",inadequate,")));
    });
}

#[test]
fn no_match_repeats_the_search_and_says_what_to_try() {
    on_both_databases(async |site| {
        let page = get(site, "/inspections?q=%3Cb%3Eatlantis").await.text;
        assert!(page.contains("No inspection matches"));
        assert!(page.contains("Nothing was found for “&#60;b&#62;atlantis”"), "{page}");
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
        let page = get(site, "/inspections?sort=score&order=descending&region=Wales").await.text;
        assert_eq!(page.matches("aria-sort=\"descending\"").count(), 1);
        // Choosing a heading keeps the filter.
        assert!(page.contains("href=\"/inspections?region=Wales&#38;sort=score\""));
    });
}

#[test]
fn pages_cover_the_list_without_overlap() {
    on_both_databases(async |site| {
        for order in ["sort=score&order=descending", "sort=published", "sort=overall"] {
            let mut ids = std::collections::BTreeSet::new();
            for number in 1..=9 {
                let page = get(site, &format!("/inspections?{order}&page={number}")).await.text;
                for part in page.split("href=\"/inspections/").skip(1) {
                    let id = part.split('"').next().expect("id").to_owned();
                    assert!(ids.insert(id.clone()), "{id} stands on two pages by {order}");
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
        assert!(answer.header("content-disposition").contains("inspections.csv"));
        let mut lines = answer.text.lines();
        assert_eq!(
            lines.next(),
            Some("inspection_id,service,region,framework,inspection_type,reinspection_number,fieldwork_start,fieldwork_end,published,overall_rating,total_score,max_score,score_basis")
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
