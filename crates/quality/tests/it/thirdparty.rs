//! The public dataset itself, where it is at hand: it is never part of the project, so the test
//! reads its folder from `LAPWING_THIRDPARTY` and passes without it.

use std::path::Path;

use crate::house::{claims, on_both, outcome, record};

const FILE: &str = "d2i_hmip_youth_scrape_2025-02-24_raw.csv";

fn dataset() -> Option<Vec<u8>> {
    let folder = std::env::var_os("LAPWING_THIRDPARTY")?;
    std::fs::read(Path::new(&folder).join(FILE)).ok()
}

#[test]
fn the_dataset_beside_the_published_register() {
    let Some(file) = dataset() else {
        println!("LAPWING_THIRDPARTY names no folder with {FILE}: skipped");
        return;
    };
    on_both(async |house| {
        house.fill().await;
        let report = house.import(&file).await;
        // Every row is about an inspection that the published register holds.
        assert_eq!(outcome(&report), "changed 83");
        let refused: Vec<(&str, &str)> = report
            .refused
            .iter()
            .map(|cell| {
                (
                    cell.column.as_str(),
                    cell.value.split(' ').next().unwrap_or_default(),
                )
            })
            .collect();
        // Portsmouth's footnote, then Bridgend's garbled score.
        assert_eq!(refused, [("overall_rating", "1"), ("score_%", "4.56")]);
        assert!(report.refused[1].remedy.contains("--maximum"));
        // West Sussex, whose grade was misread: against the record, and against its own score.
        let contradicting: Vec<(&str, &str)> = report
            .contradicting
            .iter()
            .map(|cell| (cell.column.as_str(), cell.value.as_str()))
            .collect();
        assert_eq!(contradicting, [("overall_rating", "Requires Improvement")]);
        let clashes = report
            .notes
            .iter()
            .filter(|cell| cell.column == "overall_rating");
        let lines: Vec<u64> = clashes.map(|cell| cell.line).collect();
        assert_eq!(lines, [report.contradicting[0].line]);
        // Ceredigion's maximum. The register knows the framework of all of them already.
        let by_column = |name: &str| {
            report
                .notes
                .iter()
                .filter(|cell| cell.column == name)
                .count()
        };
        assert_eq!(by_column("score_%"), 1);
        assert_eq!(by_column("publication_date"), 0);
        assert_eq!(report.notes.len(), 2);

        let sussex = house.show("hmip-2021-west-sussex-2022").await;
        assert_eq!(claims(&sussex, "overall")[0].0, "good");
        assert!(
            claims(&sussex, "overall")
                .iter()
                .any(|claim| claim.0 == "requires_improvement")
        );
        let portsmouth = house.show("hmip-2021-portsmouth-2022").await;
        assert!(record(&portsmouth)["printed.overall"].starts_with("1 The resettlement"));
        let bridgend = house.show("hmip-2021-bridgend-2022").await;
        assert_eq!(bridgend.row.score.map(|score| score.maximum), Some(24));

        let once = house.export().await;
        let again = house.import(&file).await;
        assert_eq!(outcome(&again), "same 83");
        assert_eq!(again.contradicting, report.contradicting);
        assert_eq!(house.export().await, once);
    });
}

#[test]
fn the_dataset_alone() {
    let Some(file) = dataset() else {
        println!("LAPWING_THIRDPARTY names no folder with {FILE}: skipped");
        return;
    };
    on_both(async |house| {
        let report = house.import(&file).await;
        assert_eq!(outcome(&report), "new 83");
        let ids = house.ids().await;
        let of = |framework: &str| ids.iter().filter(|id| id.starts_with(framework)).count();
        assert_eq!((of("hmip-2018"), of("hmip-2021")), (4, 79));
        let reading = house.show("hmip-2021-reading-2024").await;
        assert!(
            !reading.ratings.contains_key("1.1"),
            "an empty cell is not known"
        );
        let ceredigion = house.show("hmip-2021-ceredigion-2024").await;
        let score = ceredigion.row.score.expect("a score");
        assert_eq!((score.total, score.maximum), (1, 24));
    });
}
