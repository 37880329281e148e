//! Entering an inspection by hand: what a form says comes to what a file says.

use quality::inspections::{self, EnterError, Entered, Entry, How, Preview};

use crate::house::{House, claims, on_both, one_row, operator, record};

/// One inspection a framework, by column of the register's own layout.
const ENTRIES: &[&[(&str, &str)]] = &[
    &[
        ("service", "Medway"),
        ("framework", "cci-2009"),
        ("inspection_type", "core case inspection"),
        ("published", "2011-03"),
        ("cci_safeguarding_percent", "62"),
        ("cci_safeguarding_label", "Moderate"),
        ("cci_risk_of_harm_percent", "58"),
        ("cci_likelihood_of_reoffending_percent", "71%"),
        ("cases_inspected", "43"),
        ("source_url", "https://example.org/core-case"),
    ],
    &[
        ("service", "Kent"),
        ("framework", "fji-2012"),
        ("published", "2013"),
        ("fji_reducing_reoffending", "Satisfactory"),
        ("fji_governance", "Good"),
        ("source_url", "Full Joint Inspection of Kent"),
    ],
    &[
        ("service", "Leeds"),
        ("framework", "sqs-2012"),
        ("inspection_type", "short quality screening"),
        ("published", "2014-05-06"),
        ("cases_inspected", "20"),
        ("recommendations", "3"),
        ("source_url", "https://example.org/screening"),
    ],
    &[
        ("service", "Medway Youth Offending Team"),
        ("framework", "hmip-2018"),
        ("inspection_type", "inspection"),
        ("fieldwork_start", "2020-02-24"),
        ("published", "2020-06-04"),
        ("overall_rating", "Requires improvement"),
        ("total_score", "17"),
        ("max_score", "36"),
        ("1.1", "Good"),
        ("2.1", "Requires improvement"),
        ("3.1", "Inadequate"),
        ("source_url", "https://example.org/medway"),
        ("other_sources", "https://example.org/news"),
        ("notes", "Typed in from the report."),
    ],
    &[
        ("service", "Surrey"),
        ("framework", "hmip-2021"),
        ("reinspection_number", "1"),
        ("published", "2023-09-12"),
        ("overall_rating", "Good"),
        ("total_score", "21"),
        ("max_score", "36"),
        ("3.4", "Not rated"),
        ("4.1", "Good"),
        ("rating_counts", "G=7;R=4"),
        ("source_url", "https://example.org/surrey"),
    ],
    &[
        ("service", "Bristol"),
        ("framework", "hmip-2025"),
        ("published", "2025-11"),
        ("overall_rating", "Good"),
        ("governance_2025", "Good"),
        ("victims_2025", "Outstanding"),
        ("source_url", "https://example.org/bristol"),
    ],
];

/// What is wrong with one cell of Medway's inspection of 2020: the column, what is typed there, and
/// the column beside which that is said.
const WRONG: &[(&str, &str, &str)] = &[
    ("service", "", "service"),
    ("service", "Nowhere", "service"),
    ("framework", "hmip-1999", "framework"),
    ("inspection_type", "visit", "inspection_type"),
    ("reinspection_number", "10", "reinspection_number"),
    ("published", "2020-02-31", "published"),
    ("fieldwork_start", "last week", "fieldwork_start"),
    ("fieldwork_end", "31/02/2020", "fieldwork_end"),
    ("overall_rating", "Splendid", "overall_rating"),
    ("total_score", "many", "total_score"),
    ("total_score", "37", "total_score"),
    ("max_score", "", "total_score"),
    ("max_score", "30", "total_score"),
    ("score_basis", "rumour", "score_basis"),
    ("1.1", "Fine", "1.1"),
    ("victims_2025", "Good", "victims_2025"),
    ("cci_safeguarding_percent", "60", "cci_safeguarding_percent"),
    ("rating_counts", "several", "rating_counts"),
    ("cases_inspected", "-1", "cases_inspected"),
    ("recommendations", "1001", "recommendations"),
    ("source_url", "", "source_url"),
    ("notes", "\u{1}", "notes"),
];

fn entry(cells: &[(&str, &str)]) -> Entry {
    cells.iter().copied().collect()
}

async fn enter(house: &House, cells: &[(&str, &str)], onto: Option<&str>) -> Entered {
    inspections::enter(&house.door, &operator(), &entry(cells), onto)
        .await
        .unwrap_or_else(|error| panic!("{}: {cells:?}: {error:?}", house.database))
}

async fn preview(house: &House, cells: &[(&str, &str)]) -> Preview {
    inspections::preview(&house.door, &operator(), &entry(cells))
        .await
        .unwrap_or_else(|error| panic!("{}: {cells:?}: {error:?}", house.database))
}

#[test]
fn a_form_comes_to_what_a_file_comes_to() {
    on_both(async |typed| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("imported.db");
        let imported = House {
            door: vault::Door::open(&path.to_string_lossy())
                .await
                .expect("SQLite opens"),
            database: "SQLite",
        };
        for cells in ENTRIES {
            let before = preview(&typed, cells).await;
            assert_eq!(before.how, How::New);
            let entered = enter(&typed, cells, None).await;
            assert_eq!(entered.how, How::New, "{cells:?}");
            let held = typed.show(&entered.id).await;
            assert_eq!(before.inspection, held, "what was shown is what was kept");
            imported.import(one_row(cells)).await;
        }
        assert_eq!(typed.export().await, imported.export().await);
    });
}

#[test]
fn every_cell_that_cannot_be_used_is_named_and_nothing_is_kept() {
    on_both(async |house| {
        for (column, text, beside) in WRONG {
            let mut cells: Vec<(&str, &str)> = ENTRIES[3].to_vec();
            cells.retain(|(own, _)| own != column);
            cells.push((column, text));
            let error = inspections::enter(&house.door, &operator(), &entry(&cells), None)
                .await
                .expect_err(column);
            let EnterError::Unusable(wrong) = error else {
                panic!("{column}: {error}");
            };
            let named: Vec<&str> = wrong.iter().map(|cell| cell.column.as_str()).collect();
            assert!(named.contains(beside), "{column} {text}: {wrong:?}");
        }
        assert_eq!(house.ids().await, Vec::<String>::new());
    });
}

#[test]
fn without_any_date_two_inspections_could_not_be_told_apart() {
    let mut cells = ENTRIES[3].to_vec();
    cells.retain(|(column, _)| !["published", "fieldwork_start"].contains(column));
    on_both(async |house| {
        let error = inspections::preview(&house.door, &operator(), &entry(&cells)).await;
        let Err(EnterError::Unusable(wrong)) = error else {
            panic!("{error:?}");
        };
        assert_eq!(wrong[0].column, "published");
    });
}

#[test]
fn a_long_text_is_refused() {
    let long = "x".repeat(inspections::limits::CELL_CHARS + 1);
    let mut cells = ENTRIES[3].to_vec();
    cells.push(("confidence", &long));
    on_both(async |house| {
        let error = inspections::enter(&house.door, &operator(), &entry(&cells), None).await;
        assert!(matches!(error, Err(EnterError::Unusable(_))));
    });
}

#[test]
fn sent_twice_it_is_one_inspection() {
    on_both(async |house| {
        let first = enter(&house, ENTRIES[3], None).await;
        let before = house.export().await;
        let second = enter(&house, ENTRIES[3], None).await;
        assert_eq!(second.how, How::Already);
        assert_eq!(second.id, first.id);
        assert_eq!(house.export().await, before);
    });
}

#[test]
fn another_source_is_added_only_when_it_is_asked_for() {
    on_both(async |house| {
        let id = enter(&house, ENTRIES[3], None).await.id;
        let before = house.export().await;
        let other = [
            ("service", "Medway"),
            ("framework", "hmip-2018"),
            ("published", "2020-06"),
            ("overall_rating", "Good"),
            ("source_url", "https://example.org/paper"),
        ];
        let refused = inspections::enter(&house.door, &operator(), &entry(&other), None).await;
        let Err(EnterError::Held(held)) = refused else {
            panic!("{refused:?}");
        };
        assert_eq!(held, id, "the answer names the inspection");
        assert_eq!(house.export().await, before);
        let added = enter(&house, &other, Some(&id)).await;
        assert_eq!((added.id.as_str(), added.how), (id.as_str(), How::Added));
        let inspection = house.show(&id).await;
        assert_eq!(record(&inspection)["overall"], "requires_improvement");
        assert_eq!(
            claims(&inspection, "overall"),
            [
                ("requires_improvement", "https://example.org/medway", true),
                ("good", "https://example.org/paper", false),
            ]
        );
    });
}

#[test]
fn what_does_not_fit_together_is_said_before_it_is_kept() {
    let mut cells = ENTRIES[3].to_vec();
    cells.retain(|(column, _)| *column != "overall_rating");
    cells.push(("overall_rating", "Outstanding"));
    on_both(async |house| {
        let preview = preview(&house, &cells).await;
        let remarks: Vec<&str> = preview
            .remarks
            .iter()
            .map(|own| own.column.as_str())
            .collect();
        assert_eq!(remarks, ["overall_rating"]);
        assert_eq!(house.ids().await, Vec::<String>::new());
    });
}
