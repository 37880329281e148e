//! The trail in ordinary use: checkpoints, erasure, paging.

use vault::trail::{self, Checkpoint, ProblemKind};
use vault::{Act, limits};

use crate::store::{Store, WRITE, operator, whole, write};

on_both_stores!(
    an_empty_trail_is_whole,
    a_checkpoint_holds_as_the_trail_grows,
    erasing_detail_keeps_the_chain,
    a_trail_longer_than_a_page_is_read_to_its_end,
    the_report_can_be_read,
);

async fn an_empty_trail_is_whole(store: Store) {
    let door = store.door().await;
    let mark = trail::checkpoint(&door).await.unwrap();
    assert_eq!(mark.to_string(), format!("0:{}", "0".repeat(64)));
    let report = trail::verify(&door, Some(mark)).await.unwrap();
    // Taking the checkpoint left the one row that there is.
    assert_eq!((report.rows, report.problems_total), (1, 0));
}

async fn a_checkpoint_holds_as_the_trail_grows(store: Store) {
    let door = store.door().await;
    write(&door, "a").await.unwrap();
    let mark = trail::checkpoint(&door).await.unwrap();
    assert_eq!(mark.row(), 1);
    write(&door, "b").await.unwrap();
    let report = trail::verify(&door, Some(mark.clone())).await.unwrap();
    assert!(report.problems.is_empty(), "{report}");
    assert_eq!(report.checkpoint, Some(mark.to_string()));
    let head: Checkpoint = report.head.parse().unwrap();
    assert_eq!(head.row(), 3);
    assert!(
        trail::verify(&door, Some(head))
            .await
            .unwrap()
            .problems
            .is_empty()
    );
}

async fn erasing_detail_keeps_the_chain(store: Store) {
    let door = store.door().await;
    write(&door, "a").await.unwrap();
    write(&door, "b").await.unwrap();
    let erased = door
        .act(&operator(), WRITE, async |act: &mut Act<'_>| {
            let erased = trail::erase(act, "pad", "a").await?;
            act.about("pad", "a");
            Ok((erased, trail::erase(act, "pad", "a").await?))
        })
        .await;
    assert_eq!(erased, Ok((1, 0)));
    let left = store
        .values("SELECT detail AS value FROM trail_detail WHERE detail IS NOT NULL")
        .await;
    assert_eq!(left, [r#"{"written":"b"}"#]);
    let salts = store
        .values("SELECT CAST(count(salt) AS TEXT) AS value FROM trail_detail")
        .await;
    assert_eq!(salts, ["1"]);
    let report = trail::verify(&door, None).await.unwrap();
    assert!(report.problems.is_empty(), "{report}");
    assert_eq!(
        (report.rows, report.details_held, report.details_erased),
        (3, 1, 1)
    );
}

async fn a_trail_longer_than_a_page_is_read_to_its_end(store: Store) {
    let door = store.door().await;
    let name_many = async |act: &mut Act<'_>| {
        for n in 0..limits::RECORDS_A_DEED {
            act.about("pad", &n.to_string());
        }
        Ok(())
    };
    for _ in 0..3 {
        door.act(&operator(), WRITE, name_many).await.unwrap();
    }
    let rows = 3 * limits::RECORDS_A_DEED as u64;
    assert!(rows > 2 * u64::try_from(limits::TRAIL_ROWS_A_PAGE).unwrap());
    assert_eq!(whole(&door).await, rows);
    let mut out = Vec::new();
    trail::export(&door, &mut out).await.unwrap();
    let lines = String::from_utf8(out).unwrap();
    // The check before it is in; the export's own row is not.
    assert_eq!(lines.lines().count() as u64, rows + 1);
    store
        .raw("UPDATE trail SET outcome = 'edited' WHERE seq > 1")
        .await;
    let report = trail::verify(&door, None).await.unwrap();
    assert_eq!(report.problems.len(), limits::PROBLEMS_LISTED);
    // Every row but the first: also the two that the check and the export left.
    assert_eq!(report.problems_total, rows + 1);
    assert!(report.to_string().contains("more problems are not listed"));
}

async fn the_report_can_be_read(store: Store) {
    let door = store.door().await;
    write(&door, "a").await.unwrap();
    let report = trail::verify(&door, None).await.unwrap();
    let text = report.to_string();
    for part in [
        "The trail is whole.",
        "Rows: 1.",
        "held and checked: 1",
        "No checkpoint",
    ] {
        assert!(text.contains(part), "{text}");
    }
    store
        .raw("UPDATE trail SET asker = 'somebody' WHERE seq = 1")
        .await;
    let report = trail::verify(&door, None).await.unwrap();
    assert!(
        report
            .to_string()
            .starts_with("The trail is NOT whole: 1 problem.\n"),
        "{report}"
    );
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(json["problems"][0]["kind"], "edited");
    assert_eq!(report.problems[0].kind, ProblemKind::Edited);
}
