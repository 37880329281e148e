//! Services as pages and as files, on both databases.

use crate::house::{House, get, on_both_databases, on_sqlite};

#[test]
fn the_list_says_how_many_it_shows_and_finds_other_spellings() {
    on_both_databases(async |site| {
        for (address, words) in [
            ("/services", "Showing 1 to 25 of 159 services"),
            ("/services?page=7", "Showing 151 to 159 of 159 services"),
            ("/services?page=99", "Showing 1 to 25 of 159 services"),
            (
                "/services?region=Wales",
                "Showing 1 to 18 of 18 services, of 159 that are held",
            ),
            ("/services?q=rutland", "Found as Leicestershire and Rutland"),
            ("/services?q=western+bay", "Ended in 2019"),
            ("/services?q=cumbria", "None held"),
            ("/services?q=atlantis", "No service matches"),
            ("/services?q=%3Cb%3Eatlantis", "“&#60;b&#62;atlantis”"),
        ] {
            let page = get(site, address).await.text;
            assert!(page.contains(words), "{address}: {words}");
        }
        let page = get(site, "/services?page=2").await.text;
        assert!(page.contains("<title>Services (page 2 of 7) – Lapwing</title>"));
    });
}

#[test]
fn the_file_holds_the_whole_list() {
    on_both_databases(async |site| {
        let all = get(site, "/services.csv").await.text;
        assert_eq!(all.lines().count(), 160);
        let wales = get(site, "/services.csv?region=Wales").await.text;
        assert_eq!(wales.lines().count(), 19);
        assert!(
            wales.contains(
                "bridgend,Bridgend,Wales,[z],2,hmip-2025-bridgend-2026,hmip-2025,2026,outstanding"
            ),
            "{wales}"
        );
        let none = get(site, "/services.csv?q=cumbria").await.text;
        assert!(none.contains("cumbria,Cumbria,North West,"), "{none}");
        assert!(none.contains(",0,[z],[z],[z],[z]"), "{none}");
        let ods = get(site, "/services.ods?region=Wales").await;
        assert_eq!(
            ods.header("content-type"),
            "application/vnd.oasis.opendocument.spreadsheet"
        );
    });
}

/// Blackpool: Inadequate in 2018, Good in 2021, Requires improvement in 2025. The first two had one
/// framework, the third another, so one change is told and no other.
#[test]
fn blackpool_over_time_is_on_no_single_scale() {
    on_both_databases(async |site| {
        let page = get(site, "/services/blackpool").await.text;
        for words in [
            "4 inspections of Blackpool are held here, under 3 frameworks.",
            "never put on one scale",
            "December 2018",
            "September 2021",
            "From December 2018 to September 2021",
            "▲ Better",
            "The ratings of single standards are not known for either inspection.",
            "Ends in a word for each theme; there is no overall rating.",
            "href=\"/inspections/hmip-2025-blackpool-2025\"",
        ] {
            assert!(page.contains(words), "{words}");
        }
        assert_eq!(page.matches(">From ").count(), 1);
        let csv = get(site, "/services/blackpool/changes.csv").await.text;
        assert_eq!(csv.lines().count(), 2, "{csv}");
        assert!(
            csv.contains("Overall rating,Inadequate,Good,Better"),
            "{csv}"
        );
    });
}

#[test]
fn services_without_two_inspections_of_one_framework_are_told_no_change() {
    on_sqlite(async |site| {
        for id in ["surrey", "cardiff", "hounslow", "bridgend", "cumbria"] {
            let page = get(site, &format!("/services/{id}")).await.text;
            assert!(!page.contains("id=\"changes\""), "{id}");
        }
        let page = get(site, "/services/bridgend").await.text;
        assert!(page.contains("href=\"/services/western-bay\">Western Bay, until 2019</a>"));
        let page = get(site, "/services/western-bay").await.text;
        assert!(page.contains("href=\"/services/bridgend\">Bridgend</a>"));
    });
}

/// The figures of the services that Lapwing was first asked for, with series, release and gaps.
#[test]
fn published_figures_name_their_source_series_release_and_gaps() {
    on_both_databases(async |site| {
        for (id, has) in [
            (
                "medway",
                &[
                    "First time entrant rate, children aged 10 to 17: Medway from 261 per 100,000 to 193 per 100,000",
                    "Series fte-police: first-time entrants counted by the police computer.",
                    "commit 2e30e39, 2026-04-08",
                    "href=\"https://democracy.medway.gov.uk/mgAi.aspx?ID=25491\"",
                    "Children entering custody",
                    "2025755",
                    "Swindon",
                    "href=\"/compare?service=medway&#38;service=kent\"",
                ][..],
            ),
            (
                "bexley",
                &[
                    "The source gives no value for Bexley in 2021, 2022 and 2024.",
                    "It is a rise of 20.8 per cent.",
                    "Part of the Bedfordshire service",
                ],
            ),
            (
                "kent",
                &[
                    "Kent 160 per 100,000 for 2022 in its release of February 2025, and gives 162",
                    "First time entrant rate, children aged 10 to 17, South East: two values are printed",
                    "Printed to compare Buckinghamshire with",
                    "26.4 per 10,000 aged 10-17",
                ],
            ),
            (
                "bath-and-north-east-somerset",
                &[
                    "It is a rise of 26.9 per cent",
                    "one custodial sentence beside a rate of 0.00",
                ],
            ),
            ("lancashire", &["247 children, Lancashire (county)"]),
            (
                "west-sussex",
                &["They are two measures with different windows, never one series."],
            ),
        ] {
            let page = get(site, &format!("/services/{id}")).await.text;
            for words in has {
                assert!(page.contains(words), "{id}: {words}");
            }
        }
    });
}

#[test]
fn a_service_of_which_nothing_is_published_says_so() {
    on_both_databases(async |site| {
        let page = get(site, "/services/cumbria").await.text;
        for words in [
            "No inspection of Cumbria is held here.",
            "No published performance figures of Cumbria are held here. They are held of 16 services so far",
            "No set of statistical neighbours is held of Cumbria.",
        ] {
            assert!(page.contains(words), "{words}");
        }
        assert!(!page.contains("lw-figure__wide"), "no chart without data");
    });
}

/// What a file holds is what the page shows; what does not exist is not found.
#[test]
fn every_list_of_a_service_is_a_file() {
    on_both_databases(async |site| {
        for (address, lines, has) in [
            (
                "/services/blackpool/inspections.csv",
                5,
                "hmip-2018-blackpool-2021,hmip-2018,joint inspection,2021-05,2021-06,2021-09,good,[x],[x]",
            ),
            (
                "/services/kent/neighbours.csv",
                11,
                "9,Bedford Borough,bedfordshire,Very close",
            ),
            ("/services/cumbria/figures.csv", 1, "measure"),
            (
                "/services/bexley/figures.csv",
                117,
                "reoffending-binary-rate-ages-10-to-14,\"Reoffending binary rate, ages 10 to 14\",Bexley,2021,",
            ),
            (
                "/services/bexley/figures.csv?series=reoffending-binary-rate-ages-10-to-14",
                10,
                "2021,[x],24.64",
            ),
        ] {
            let answer = get(site, address).await;
            assert!(answer.text.contains(has), "{address}: {}", answer.text);
            assert_eq!(answer.text.lines().count(), lines, "{address}");
        }
        for address in [
            "/services/atlantis",
            "/services/atlantis/figures.csv",
            "/services/medway/figures.csv?series=unheard-of",
            "/services/medway/figures.pdf",
            "/services/medway/secrets.csv",
            "/services/medway/figures",
        ] {
            let answer = get(site, address).await;
            assert_eq!(answer.status, 404, "{address}");
        }
    });
}

/// The register's first column leads to the inspection, and a link below it to the service.
#[test]
fn inspections_lead_to_their_service() {
    on_sqlite(async |site| {
        let page = get(site, "/inspections?q=medway").await.text;
        assert!(page.contains("href=\"/services/medway\""));
        let page = get(site, "/inspections/hmip-2018-medway-2020").await.text;
        assert!(page.contains("href=\"/services/medway\""));
    });
}

#[test]
fn statements_of_a_page_do_not_depend_on_what_is_held() {
    on_both_databases(async |site| {
        let site = site.alone().await;
        let blackpool = statements(&site, "/services/blackpool").await;
        let cumbria = statements(&site, "/services/cumbria").await;
        assert_eq!(blackpool, cumbria);
        let all = statements(&site, "/services").await;
        let none = statements(&site, "/services?q=atlantis").await;
        assert_eq!(all, none);
    });
}

async fn statements(site: &House, address: &str) -> u64 {
    let before = site.statements();
    get(site, address).await;
    site.statements() - before
}
