//! Files that cannot be used, or only with care: line and remedy named, nothing half-done.

use quality::inspections::{ImportError, ImportOptions, limits};

use crate::house::{medway, on_both, outcome, places};

#[test]
fn a_file_that_is_no_file_of_inspections_changes_nothing() {
    let semicolons = medway(&[]).replace(',', ";");
    let tabs = medway(&[]).replace("\",\"", "\"\t\"");
    let table: Vec<(Vec<u8>, &str, &str)> = vec![
        (Vec::new(), "empty", "header"),
        (b"\xEF\xBB\xBF\n".to_vec(), "empty", "header"),
        (b"service,framework,published\n".to_vec(), "no rows", "row"),
        (
            b"a,b,c\n1,2,3\n".to_vec(),
            "layout",
            "inspection_id, service, framework",
        ),
        (semicolons.into_bytes(), "semicolons", "comma-separated"),
        (tabs.into_bytes(), "tabs", "comma-separated"),
        (utf16(&medway(&[])), "UTF-16", "UTF-8"),
        (
            b"service,framework,Service\nMedway,hmip-2018,Kent\n".to_vec(),
            "twice",
            "Remove",
        ),
        (
            b"\"service,framework\nMedway,hmip-2018\n".to_vec(),
            "never closed",
            "close",
        ),
    ];
    on_both(async |house| {
        for (bytes, reason, remedy) in &table {
            let error = house.try_import(bytes, ImportOptions::default()).await;
            let Err(ImportError::Unusable(cell)) = error else {
                panic!("{reason}: {error:?}");
            };
            assert!(cell.reason.contains(reason), "{reason}: {}", cell.reason);
            assert!(cell.remedy.contains(remedy), "{remedy}: {}", cell.remedy);
            assert_eq!(cell.line, 1);
        }
        assert_eq!(house.ids().await, Vec::<String>::new());
        assert!(
            !house.export().await.contains("\"medway\""),
            "not even services were loaded"
        );
    });
}

fn utf16(text: &str) -> Vec<u8> {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

#[test]
fn a_file_over_the_limit_is_refused_unread() {
    on_both(async |house| {
        let size = usize::try_from(limits::FILE_BYTES).expect("fits") + 1;
        let error = house
            .try_import(vec![b'a'; size], ImportOptions::default())
            .await;
        let Err(ImportError::Unusable(cell)) = error else {
            panic!("{error:?}");
        };
        assert!(cell.reason.contains("20 MB"), "{}", cell.reason);
    });
}

#[test]
fn one_bad_row_does_not_cost_its_neighbours() {
    let header = "service,framework,published,notes\n";
    let good = "Medway,hmip-2018,2020-06-04,fine\n";
    let last = "Kent,hmip-2018,2021-10-05,\"a\nbreak\"\n";
    for (bad, line, reason) in [
        ("Bexley,hmip-2018\n", 3, "has 2 cells, and the header has 4"),
        ("Bexley,hmip-2018,2020,a,b\n", 3, "has 5 cells"),
        ("Bexley,hmip-2099,2020,a\n", 3, "framework"),
    ] {
        let file = format!("{header}{good}{bad}{last}");
        on_both(async |house| {
            let report = house.import(&file).await;
            assert_eq!(outcome(&report), "new 2, refused 1", "{bad}");
            assert_eq!(report.refused.len(), 1);
            assert_eq!(report.refused[0].line, line);
            assert!(
                report.refused[0].reason.contains(reason),
                "{:?}",
                report.refused
            );
        });
    }
    let long = format!(
        "Bexley,hmip-2018,2020,{}\n",
        "x".repeat(limits::CELL_CHARS + 1)
    );
    let unclosed = "Bexley,hmip-2018,2020,\"no end\n";
    on_both(async |house| {
        let report = house
            .import(format!("{header}{good}{last}{long}{unclosed}"))
            .await;
        assert_eq!(outcome(&report), "new 2, refused 2");
        assert_eq!(places(&report.refused), ["5 (whole row)", "6 (whole row)"]);
    });
}

#[test]
fn other_encodings_are_read_and_said_so() {
    let header = b"service,framework,published,notes\n".to_vec();
    let row = b"Medway,hmip-2018,2020-06-04,caf\xE9\n".to_vec();
    on_both(async |house| {
        let report = house.import([header.clone(), row.clone()].concat()).await;
        assert_eq!(outcome(&report), "new 1");
        assert_eq!(places(&report.notes), ["2 (whole row)"]);
        let inspection = house.show("hmip-2018-medway-2020").await;
        let notes = inspection
            .claims
            .iter()
            .find(|claim| claim.field == "notes");
        assert_eq!(notes.map(|claim| claim.value.as_str()), Some("café"));
        let marked = medway(&[("published", "2031")]);
        let report = house
            .import(format!("\u{FEFF}{}", marked.replace('\n', "\r\n")))
            .await;
        assert_eq!(outcome(&report), "new 1");
        assert!(report.notes.is_empty(), "{:?}", report.notes);
        let control = medway(&[("published", "2032"), ("notes", "a\0b")]);
        let report = house.import(control).await;
        assert_eq!(outcome(&report), "new 1");
        assert_eq!(places(&report.notes), ["2 notes"]);
    });
}

#[test]
fn every_bad_variant_of_both_layouts_is_accounted_for() {
    let own = medway(&[("overall_rating", "Good"), ("notes", "Ynys Môn, caf\u{e9}")]);
    let scrape = crate::house::scraped(&[("overall_rating", "Good"), ("score_%", "50.0")]);
    on_both(async |house| {
        for valid in [&own, &scrape] {
            for (name, bytes) in testkit::bad::variants(valid) {
                match house.try_import(bytes, ImportOptions::default()).await {
                    Ok(report) => {
                        outcome(&report);
                        places(&report.refused);
                        places(&report.notes);
                    }
                    Err(ImportError::Unusable(cell)) => {
                        assert!(cell.line > 0 && !cell.remedy.is_empty(), "{name}: {cell:?}");
                    }
                    Err(error) => panic!("{}, {name}: {error}", house.database),
                }
            }
        }
    });
}
