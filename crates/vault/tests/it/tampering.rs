//! Whoever changes the trail past the door is found out.

use std::collections::BTreeSet;

use vault::Act;
use vault::trail::{self, ProblemKind};

use crate::store::{Store, WRITE, operator, whole, write};

on_both_stores!(
    every_column_is_covered,
    rows_taken_out_or_moved_show,
    a_cut_tail_shows_against_a_checkpoint,
    a_trail_written_anew_shows_against_a_checkpoint,
);

/// A trail of six rows: 1 and 2 with detail, 3 to 6 without.
async fn trail_of_six(store: &Store) -> vault::Door {
    let door = store.door().await;
    write(&door, "a").await.unwrap();
    write(&door, "b").await.unwrap();
    for _ in 3..=6 {
        door.act(&operator(), WRITE, async |act: &mut Act<'_>| {
            act.about("pad", "c");
            Ok(())
        })
        .await
        .unwrap();
    }
    assert_eq!(whole(&door).await, 6);
    door
}

/// What a check finds, and at which rows.
async fn found(door: &vault::Door) -> BTreeSet<(i64, ProblemKind)> {
    let report = trail::verify(door, None).await.unwrap();
    report
        .problems
        .iter()
        .map(|problem| (problem.row, problem.kind))
        .collect()
}

/// Table, column, its new value in row 2, and what a check must find.
type Case = (
    &'static str,
    &'static str,
    &'static str,
    &'static [(i64, ProblemKind)],
);

async fn every_column_is_covered(store: Store) {
    use ProblemKind::{DetailEdited, Edited, Unlinked};
    let door = trail_of_six(&store).await;
    let digest = "'00000000000000000000000000000000000000000000000000000000000000ff'";
    let cases: [Case; 16] = [
        (
            "trail",
            "at",
            "'2020-01-01T00:00:00.000000Z'",
            &[(2, Edited)],
        ),
        ("trail", "asker", "'nobody'", &[(2, Edited)]),
        ("trail", "action", "'trail.export'", &[(2, Edited)]),
        ("trail", "class", "'system'", &[(2, Edited)]),
        ("trail", "subject_kind", "'pads'", &[(2, Edited)]),
        ("trail", "subject_kind", "NULL", &[(2, Edited)]),
        ("trail", "subject_id", "'a'", &[(2, Edited)]),
        ("trail", "subject_id", "NULL", &[(2, Edited)]),
        ("trail", "purpose", "'reading the pad'", &[(2, Edited)]),
        ("trail", "outcome", "'failed'", &[(2, Edited)]),
        (
            "trail",
            "detail_hash",
            digest,
            &[(2, Edited), (2, DetailEdited)],
        ),
        (
            "trail",
            "detail_hash",
            "''",
            &[(2, Edited), (2, DetailEdited)],
        ),
        ("trail", "prev", digest, &[(2, Edited), (2, Unlinked)]),
        ("trail", "hash", digest, &[(2, Edited), (3, Unlinked)]),
        ("trail_detail", "detail", "'{}'", &[(2, DetailEdited)]),
        (
            "trail_detail",
            "salt",
            "'00000000000000000000000000000000'",
            &[(2, DetailEdited)],
        ),
    ];
    for (table, column, value, expected) in cases {
        let saved = store
            .values(&format!(
                "SELECT {column} AS value FROM {table} WHERE seq = 2"
            ))
            .await;
        store
            .raw(&format!(
                "UPDATE {table} SET {column} = {value} WHERE seq = 2"
            ))
            .await;
        let expected: BTreeSet<_> = expected.iter().copied().collect();
        assert_eq!(found(&door).await, expected, "{table}.{column} = {value}");
        store
            .raw(&format!(
                "UPDATE {table} SET {column} = '{}' WHERE seq = 2",
                saved[0]
            ))
            .await;
        assert!(found(&door).await.is_empty(), "{table}.{column} put back");
    }
    // A detail that was not there when the row was written.
    store
        .raw("INSERT INTO trail_detail VALUES (3, '00', '{}')")
        .await;
    assert_eq!(found(&door).await, BTreeSet::from([(3, DetailEdited)]));
}

async fn rows_taken_out_or_moved_show(store: Store) {
    use ProblemKind::{Edited, Missing, Unlinked};
    let door = trail_of_six(&store).await;
    // 3 and 4 change places by way of a number that is free.
    let swap = "UPDATE trail SET seq = -1 WHERE seq = 3; UPDATE trail SET seq = 3 WHERE seq = 4; \
        UPDATE trail SET seq = 4 WHERE seq = -1;";
    store.raw(swap).await;
    let moved = BTreeSet::from([
        (3, Edited),
        (3, Unlinked),
        (4, Edited),
        (4, Unlinked),
        (5, Unlinked),
    ]);
    assert_eq!(found(&door).await, moved);
    store.raw(swap).await;
    assert!(found(&door).await.is_empty());

    store.raw("UPDATE trail SET seq = -7 WHERE seq = 5").await;
    let problems = found(&door).await;
    assert!(problems.is_superset(&BTreeSet::from([(-7, Missing), (-7, Edited), (6, Missing)])));
    store.raw("DELETE FROM trail WHERE seq = -7").await;
    assert_eq!(
        found(&door).await,
        BTreeSet::from([(6, Missing), (6, Unlinked)])
    );
    store
        .raw("DELETE FROM trail_detail WHERE seq = 1; DELETE FROM trail WHERE seq = 1")
        .await;
    let report = trail::verify(&door, None).await.unwrap();
    assert_eq!(report.problems[0].text, "row 1 is missing.");
    assert_eq!(
        (report.problems[0].row, report.problems[0].kind),
        (2, Missing)
    );
    assert_eq!(report.problems_total, 4);
}

async fn a_cut_tail_shows_against_a_checkpoint(store: Store) {
    let door = trail_of_six(&store).await;
    let mark = trail::checkpoint(&door).await.unwrap();
    let cut = format!("DELETE FROM trail WHERE seq > {}", mark.row() - 2);
    store.raw(&cut).await;
    // The chain alone cannot know.
    assert!(found(&door).await.is_empty());
    store.raw(&cut).await;
    let report = trail::verify(&door, Some(mark.clone())).await.unwrap();
    assert_eq!(report.problems.len(), 1);
    assert_eq!(report.problems[0].kind, ProblemKind::Cut);
    // Rows written since, up to the same number, do not hide it.
    while trail::checkpoint(&door).await.unwrap().row() <= mark.row() {}
    let report = trail::verify(&door, Some(mark)).await.unwrap();
    assert_eq!(report.problems.len(), 1);
    assert_eq!(report.problems[0].kind, ProblemKind::Rewritten);
}

async fn a_trail_written_anew_shows_against_a_checkpoint(store: Store) {
    let door = trail_of_six(&store).await;
    // A whole and sound trail, but another one: that of a second database.
    let other = Store::sqlite();
    let mark = trail::checkpoint(&trail_of_six(&other).await)
        .await
        .unwrap();
    let report = trail::verify(&door, Some(mark.clone())).await.unwrap();
    let kinds: Vec<_> = report.problems.iter().map(|p| (p.row, p.kind)).collect();
    assert_eq!(kinds, [(mark.row(), ProblemKind::Rewritten)]);
}
