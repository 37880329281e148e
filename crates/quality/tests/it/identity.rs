//! Which inspection a row is about.

use crate::house::{csv, medway, on_both, outcome, places, scraped};

#[test]
fn an_id_is_framework_service_and_year() {
    on_both(async |house| {
        let header = "inspection_id,service,framework,published,fieldwork_start";
        let table: &[(&str, &str, bool)] = &[
            (
                "hmip-2018-medway-2020,Medway,hmip-2018,2020-06-04,",
                "hmip-2018-medway-2020",
                true,
            ),
            (",Kent,hmip-2018,2021,2020-12", "hmip-2018-kent-2021", true),
            (",Kent,cci-2009,,2011-02", "cci-2009-kent-2011", true),
            (",Kent,fji-2012,,", "fji-2012-kent-undated", true),
            (
                "hmip-2018-bexley-2020-2,Bexley,hmip-2018,2020-12,",
                "hmip-2018-bexley-2020-2",
                true,
            ),
            (
                "hmip-2018-kent-2019,Bromley,hmip-2018,2019,",
                "hmip-2018-bromley-2019",
                false,
            ),
            (
                "hmip-2018-barnet-2018,Barnet,hmip-2018,2019,",
                "hmip-2018-barnet-2019",
                false,
            ),
            (
                "Barnet!,Barnet,cci-2009,2010,",
                "cci-2009-barnet-2010",
                false,
            ),
        ];
        for (row, id, taken) in table {
            let report = house.import(csv(header, &[row])).await;
            assert_eq!(outcome(&report), "new 1", "{row}");
            let refused: &[&str] = if *taken { &[] } else { &["2 inspection_id"] };
            assert_eq!(places(&report.refused), refused, "{row}");
            assert!(house.ids().await.iter().any(|own| own == id), "{row}");
        }
    });
}

#[test]
fn two_inspections_of_a_year_get_two_ids() {
    on_both(async |house| {
        let header = "service,framework,published";
        let rows = ["Medway,hmip-2018,2020-01-10", "Medway,hmip-2018,2020-11-10"];
        assert_eq!(outcome(&house.import(csv(header, &rows)).await), "new 2");
        assert_eq!(
            house.ids().await,
            ["hmip-2018-medway-2020", "hmip-2018-medway-2020-2"]
        );
        assert_eq!(outcome(&house.import(csv(header, &rows)).await), "same 2");
    });
}

/// A held date of publication, the dataset's date, and whether they are one inspection.
#[test]
fn a_row_of_the_dataset_finds_the_inspection_it_is_about() {
    on_both(async |house| {
        let table = [
            ("2031-06-04", "04/06/31", true),
            ("2032-06", "04/06/32", true),
            ("2033", "04/06/33", true),
            // within two months, whatever the reason
            ("2034-06-04", "01/08/34", true),
            ("2035-06-04", "10/08/35", false),
            ("2036-06-04", "10/04/36", true),
            ("2037-06-04", "01/04/37", false),
        ];
        for (held, scraped_date, one) in table {
            house
                .import(medway(&[("framework", "hmip-2021"), ("published", held)]))
                .await;
            let report = house
                .import(scraped(&[("publication_date", scraped_date)]))
                .await;
            let expected = if one { "changed 1" } else { "new 1" };
            assert_eq!(outcome(&report), expected, "{held} {scraped_date}");
        }
    });
}

#[test]
fn a_day_of_publication_outweighs_a_framework_told_by_date() {
    on_both(async |house| {
        house.import(medway(&[("published", "2021-12-10")])).await;
        let bare = scraped(&[
            ("publication_date", "10/12/21"),
            ("outofcourt_disposal_policy_and_provision", ""),
        ]);
        let report = house.import(bare).await;
        assert_eq!(outcome(&report), "changed 1");
        assert_eq!(places(&report.contradicting), ["2 publication_date"]);
        assert_eq!(house.ids().await, ["hmip-2018-medway-2021"]);
    });
}

#[test]
fn a_service_is_found_by_any_of_its_names() {
    on_both(async |house| {
        for (number, name) in [
            "Medway",
            "MEDWAY",
            "Medway Youth Offending Team",
            "Medway Council",
            "  medway  ",
        ]
        .iter()
        .enumerate()
        {
            let year = format!("{}", 2030 + number);
            let report = house
                .import(medway(&[("service", name), ("published", &year)]))
                .await;
            assert_eq!(outcome(&report), "new 1", "{name}");
        }
        assert!(
            house
                .ids()
                .await
                .iter()
                .all(|id| id.starts_with("hmip-2018-medway-203"))
        );
    });
}
