//! The report of an inspection as a file: what it says, and that every kind of file is given.

use crate::house::{get, on_sqlite};

/// Inspections with what their reports must say: points, percentages with comparisons, a framework
/// without points, sources that disagree.
const SAID: [(&str, &[&str]); 4] = [
    (
        "hmip-2018-medway-2020",
        &[
            "Medway was rated Requires improvement with 18 of 36 points: 1 point more would make it Good",
            "<caption>Bands on a maximum of 36 points</caption>",
            "What would change the rating",
            "Where sources disagree",
            "The working",
            "Not connected with HM Inspectorate of Probation.",
        ],
    ),
    (
        "cci-2009-bexley-2012",
        &[
            "Safeguarding 64 per cent",
            "There is no overall rating under this framework.",
            "printed with another inspection, late 2011",
        ],
    ),
    (
        "hmip-2025-south-tees-2025",
        &["South Tees", "How far to trust this"],
    ),
    (
        "hmip-2021-ceredigion-2024",
        &["1 of 24 points", "Before you rely on this"],
    ),
];

#[test]
fn it_says_what_the_page_says() {
    on_sqlite(async |site| {
        for (id, said) in SAID {
            let report = get(site, &format!("/inspections/{id}/report.html"))
                .await
                .text;
            for words in said {
                assert!(report.contains(words), "{id}: {words}");
            }
        }
        let bexley = get(site, "/inspections/cci-2009-bexley-2012/report.html").await;
        assert!(!bexley.text.contains("of 36 points"));
    });
}

#[test]
fn every_kind_of_file_is_given_and_named_on_the_page() {
    on_sqlite(async |site| {
        for (id, _) in SAID {
            let page = get(site, &format!("/inspections/{id}")).await.text;
            for kind in ["html", "ods", "xlsx"] {
                let address = format!("/inspections/{id}/report.{kind}");
                assert!(page.contains(&format!("href=\"{address}\"")), "{address}");
                assert_eq!(get(site, &address).await.status, 200, "{address}");
            }
        }
        let pdf = get(site, "/inspections/hmip-2018-medway-2020/report.pdf").await;
        if cfg!(feature = "pdf") {
            assert_eq!(pdf.status, 200);
            assert!(pdf.text.starts_with("%PDF-"));
        } else {
            assert_eq!(pdf.status, 501);
            assert!(pdf.text.contains("This build of Lapwing makes no PDF"));
        }
        let nowhere = get(site, "/inspections/hmip-2018-nowhere-2020/report.ods").await;
        assert_eq!(nowhere.status, 404);
    });
}

#[test]
fn lists_and_figures_are_given_as_ods() {
    on_sqlite(async |site| {
        for (address, status) in [
            ("/inspections.ods?q=medway", 200),
            ("/inspections.ods?q=qwertyuiop", 200),
            ("/inspections/hmip-2018-medway-2020/points.ods", 200),
            ("/inspections/hmip-2018-medway-2020/percentages.ods", 404),
            ("/inspections/cci-2009-bexley-2012/percentages.ods", 200),
        ] {
            assert_eq!(get(site, address).await.status, status, "{address}");
        }
    });
}
