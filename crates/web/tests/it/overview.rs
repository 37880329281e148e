//! What the register shows as a whole, and services side by side, as pages and as files.

use axum::http::StatusCode;

use crate::house::{House, get, on_both_databases, on_sqlite};

/// The page's words without what stands between them.
async fn words(site: &House, address: &str) -> String {
    let page = get(site, address).await;
    assert_eq!(page.status, StatusCode::OK, "{address}");
    page.text
}

#[test]
fn the_four_questions_are_answered_on_one_page() {
    on_both_databases(async |site| {
        let page = words(site, "/overview").await;
        for expected in [
            "of 90 services, by the latest inspection of each, 8 Outstanding, 49 Good, 30 Requires improvement, 3 Inadequate.",
            "No overall rating was given under",
            "1 pilot inspection counted here, though a pilot is no part of the rated series",
            "Services rated below Good, the closest first",
            "Of 80 inspections rated Good, 3 are known to have a standard that was Inadequate.",
            "so there may be more",
            "hmip-2021-east-sussex-2024",
            "2.4 Reviewing is the standard most often known to be below Good: 11 of the 56 inspections in which its rating is known (20 per cent).",
            "so the true number lies between 11 and 45 of 90.",
            "A blank in a published table can stand for Requires improvement",
        ] {
            assert!(page.contains(expected), "{expected}");
        }
    });
}

#[test]
fn a_service_that_is_chosen_shows_how_far_it_was_from_good() {
    on_both_databases(async |site| {
        for (service, expected) in [
            (
                "medway",
                "18 of 36 points, Requires improvement, 1 point short of Good (1 standard would have to rise), and 12 points above Inadequate.",
            ),
            (
                "Kent",
                "18 of 36 points, Requires improvement, 1 point short of Good (1 standard would have to rise), and 12 points above Inadequate.",
            ),
            (
                "blackpool",
                "no rule in force adds points up under this framework",
            ),
            ("atlantis", "No service is called “atlantis”."),
            ("cumbria", "No inspection of Cumbria is held."),
        ] {
            let page = words(site, &format!("/overview?service={service}")).await;
            assert!(page.contains(expected), "{service}: {expected}");
        }
    });
}

#[test]
fn a_year_narrows_the_last_question_only() {
    on_sqlite(async |site| {
        let page = words(site, "/overview?framework=hmip-2021&year=2022").await;
        assert!(page.contains("of 90 services, by the latest inspection of each"));
        assert!(page.contains(", published in 2022: 29 inspections of 29 services"));
        assert!(page.contains("<option value=\"2022\" selected>"));
        let all = words(site, "/overview?framework=hmip-2021&year=soon").await;
        assert!(all.contains(": 90 inspections of 90 services"));
    });
}

#[test]
fn the_files_hold_what_the_page_shows() {
    on_both_databases(async |site| {
        for (address, row) in [
            ("/overview/ratings.csv", "all inspections,57,10,24,16,4,3"),
            (
                "/overview/distance.csv?service=medway",
                "hmip-2018-medway-2020,Medway,",
            ),
            (
                "/overview/good-with-inadequate.csv",
                "hmip-2018-liverpool-2019,Liverpool,North West,",
            ),
            (
                "/overview/below-good.csv?framework=hmip-2021",
                "2.4 Reviewing,all,11,56,20,34",
            ),
            (
                "/compare.csv?framework=hmip-2018&service=kent&service=medway",
                "hmip-2018-kent-2021,2021-10-05,Requires improvement,18,36,Good,Requires improvement,Outstanding,Outstanding,",
            ),
        ] {
            let answer = get(site, address).await;
            assert!(answer.header("content-type").starts_with("text/csv"));
            assert!(answer.text.contains(row), "{address}: {}", answer.text);
            let ods = get(site, &address.replace(".csv", ".ods")).await;
            assert_eq!(
                ods.header("content-type"),
                "application/vnd.oasis.opendocument.spreadsheet",
                "{address}"
            );
        }
        let medway = get(site, "/overview/distance.csv?service=medway")
            .await
            .text;
        assert!(medway.contains(",18,36,Good,1,1,12,1,1"), "{medway}");
    });
}

#[test]
fn kent_and_medway_stand_side_by_side() {
    on_both_databases(async |site| {
        let page = words(
            site,
            "/compare?framework=hmip-2018&service=kent&service=medway",
        )
        .await;
        for expected in [
            "Kent and Medway scored the same: 18 of 36 points.",
            // Of Medway only the numbers of ratings are known.
            "In 12 of 12 standards not both ratings are known",
            "Where Kent stands among all services",
            "mark=medway#spread",
            "Kent had 18 of 36 points.",
            "What holds services back, year by year",
        ] {
            assert!(page.contains(expected), "{expected}");
        }
        let marked = words(
            site,
            "/compare?framework=hmip-2018&service=kent&service=medway&mark=medway",
        )
        .await;
        assert!(marked.contains(
            "Medway’s ratings together are 7 Good, 4 Requires improvement, 1 Inadequate."
        ));
        assert!(marked.contains("no other had the same"));
    });
}

#[test]
fn differences_are_told_in_sentences() {
    on_sqlite(async |site| {
        let address = "/compare?framework=hmip-2021&service=east-sussex&service=dorset";
        let page = words(site, address).await;
        for expected in [
            "East Sussex scored 1 point more than Dorset.",
            "Dorset was rated higher in 2.2 Planning, 3.2 Planning and 4.1 Resettlement policy and provision.",
            "Both were rated the same in 1.1 Governance and leadership, 1.2 Staff, 2.1 Assessment,",
        ] {
            assert!(page.contains(expected), "{expected}");
        }
    });
}

#[test]
fn what_cannot_be_compared_is_said() {
    on_both_databases(async |site| {
        for (address, expected) in [
            (
                "service=kent&framework=hmip-2018",
                "Choose a second service to compare with.",
            ),
            (
                "service=kent&service=bexley&framework=hmip-2018",
                "No inspection under this framework is held for Bexley (inspected under",
            ),
            (
                "service=surrey&with=neighbours",
                "No set of statistical neighbours is held for Surrey.",
            ),
            ("with=region", "Choose a service first"),
            ("service=atlantis", "No service is called “atlantis”."),
            (
                "framework=hmip-2021&service=ceredigion&service=dorset",
                "totals on different maximums cannot be compared",
            ),
        ] {
            let page = words(site, &format!("/compare?{address}")).await;
            assert!(page.contains(expected), "{address}: {expected}");
        }
    });
}

#[test]
fn a_region_and_statistical_neighbours_come_as_a_whole() {
    on_both_databases(async |site| {
        let page = words(
            site,
            "/compare?framework=hmip-2021&service=bexley&with=neighbours",
        )
        .await;
        assert!(page.contains("Bexley, beside its statistical neighbours"));
        assert!(
            page.contains("statistical neighbours, May 2025"),
            "which set it is"
        );
        assert!(page.contains("hmip-2021-havering-2022"));
        let page = words(
            site,
            "/compare?framework=hmip-2021&service=kent&with=region",
        )
        .await;
        assert!(page.contains("Kent, beside the services of South East"));
        assert!(page.contains("hmip-2021-east-sussex-2024"));
    });
}

#[test]
fn statements_do_not_grow_with_what_is_compared() {
    on_both_databases(async |site| {
        let site = site.alone().await;
        let mut numbers = Vec::new();
        for address in [
            "/overview",
            "/compare",
            "/compare?service=kent&with=region&framework=hmip-2021",
        ] {
            let before = site.statements();
            get(&site, address).await;
            numbers.push(site.statements() - before);
        }
        // Naming a service adds its row to the trail and nothing else.
        assert_eq!(numbers[0], numbers[1]);
        assert!(numbers[2] <= numbers[1] + 1, "{numbers:?}");
    });
}
