//! The names in the public dataset of Data to Insight. The file itself is no part of the project: the
//! test reads the folder that `LAPWING_THIRDPARTY` names, and has nothing to do without it.

use std::path::Path;

use published::service_named;

use crate::tables::rows;

/// The dataset, where the folder of third-party files is known.
fn dataset() -> Option<String> {
    let folder = std::env::var_os("LAPWING_THIRDPARTY")?;
    let path = Path::new(&folder).join("d2i_hmip_youth_scrape_2025-02-24_raw.csv");
    Some(
        std::fs::read_to_string(path).expect("the dataset lies in the folder of third-party files"),
    )
}

#[test]
fn every_name_in_the_public_dataset_finds_its_service() {
    let Some(dataset) = dataset() else { return };
    let rows = rows(&dataset);
    assert_eq!(rows.len(), 83);
    for row in rows {
        let name = row["la_name"].trim_end_matches(" - JI");
        assert!(service_named(name).is_some(), "{name}");
    }
}
