//! Opening a database, a new one and one that somebody else made.

use jiff::{SignedDuration, Timestamp};
use vault::{Act, Clock, Door, Error, Fault};

use crate::store::{Store, WRITE, operator, read, whole, write};

on_both_stores!(
    a_database_opens_again_with_what_it_held,
    two_may_open_a_fresh_one_at_once,
    a_demo_says_so_first_and_only_in_a_new_database,
    a_newer_schema_is_left_alone,
    a_changed_step_is_noticed,
    a_clock_turned_back_changes_no_order,
);

async fn a_database_opens_again_with_what_it_held(store: Store) {
    let door = store.door().await;
    write(&door, "a").await.unwrap();
    door.close().await;
    let door = Door::open(store.address()).await.unwrap();
    assert_eq!(read(&door).await.unwrap(), ["a"]);
    write(&door, "b").await.unwrap();
    assert_eq!(whole(&door).await, 3);
}

async fn two_may_open_a_fresh_one_at_once(store: Store) {
    let (first, second) = tokio::join!(Door::open(store.address()), Door::open(store.address()));
    let (first, second) = (first.unwrap(), second.unwrap());
    let nothing = async |_: &mut Act<'_>| Ok(());
    first.act(&operator(), WRITE, nothing).await.unwrap();
    second.act(&operator(), WRITE, nothing).await.unwrap();
    assert_eq!(whole(&first).await, 2);
}

async fn a_demo_says_so_first_and_only_in_a_new_database(store: Store) {
    let demo = Door::open_demo(store.address()).await.unwrap();
    let first = store
        .values("SELECT seq || ' ' || asker || ' ' || class || ' ' || action AS value FROM trail")
        .await;
    assert_eq!(first, ["1 lapwing system database.demo"]);
    assert_eq!(whole(&demo).await, 1);
    demo.close().await;
    assert_eq!(
        Door::open_demo(store.address()).await.err(),
        Some(Error::NotFresh)
    );
}

async fn a_newer_schema_is_left_alone(store: Store) {
    let door = store.door().await;
    door.close().await;
    store
        .raw("INSERT INTO schema_step VALUES ('9999_later', 'x', 'x')")
        .await;
    let error = Door::open(store.address()).await.err().unwrap();
    assert_eq!(error, Error::NewerSchema("9999_later".to_owned()));
    assert!(error.to_string().contains("newer Lapwing"), "{error}");
}

async fn a_changed_step_is_noticed(store: Store) {
    let door = store.door().await;
    door.close().await;
    store
        .raw("UPDATE schema_step SET digest = 'x' WHERE name = '0001_trail'")
        .await;
    let error = Door::open(store.address()).await.err().unwrap();
    assert_eq!(error, Error::ChangedSchema("0001_trail"));
}

async fn a_clock_turned_back_changes_no_order(store: Store) {
    let noon: Timestamp = "2026-11-25T12:00:00Z".parse().unwrap();
    let clock = Clock::fixed(noon);
    let door = Door::open_with(store.address(), clock.clone())
        .await
        .unwrap();
    let nothing = async |_: &mut Act<'_>| Ok(());
    door.act(&operator(), WRITE, nothing).await.unwrap();
    clock.turn(SignedDuration::from_hours(-2));
    door.act(&operator(), WRITE, nothing).await.unwrap();
    let rows = store
        .values("SELECT seq || ' ' || at AS value FROM trail ORDER BY seq")
        .await;
    assert_eq!(
        rows,
        [
            "1 2026-11-25T12:00:00.000000Z",
            "2 2026-11-25T10:00:00.000000Z"
        ]
    );
    assert_eq!(whole(&door).await, 2);
}

#[tokio::test]
async fn what_is_no_database_is_refused_with_a_remedy() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("notes.txt");
    std::fs::write(
        &text,
        "not a database, but long enough to look at as one".repeat(40),
    )
    .unwrap();
    let absent = folder.path().join("absent/lapwing.db");
    for path in [text, absent] {
        let error = Door::open(path.to_str().unwrap()).await.err().unwrap();
        assert_eq!(error, Error::Database(Fault::File));
    }
    let closed = "postgres://u:secret@127.0.0.1:1/d";
    let error = Door::open(closed).await.err().unwrap();
    assert_eq!(error, Error::Database(Fault::Unreachable));
    assert!(!format!("{error} {error:?}").contains("secret"));
    for address in ["", "mysql://h/d", "postgres://h:port/d"] {
        assert!(
            matches!(Door::open(address).await.err(), Some(Error::Address(_))),
            "{address}"
        );
    }
}

/// SQLite has no connections that break while nobody uses them.
#[tokio::test]
async fn connections_that_broke_meanwhile_are_made_anew() {
    let store = Store::postgres().await;
    let door = store.door().await;
    write(&door, "a").await.unwrap();
    read(&door).await.unwrap();
    store
        .raw(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
             WHERE datname = current_database() AND application_name = 'lapwing'",
        )
        .await;
    write(&door, "b").await.unwrap();
    for _ in 0..5 {
        assert_eq!(read(&door).await.unwrap(), ["a", "b"]);
    }
    whole(&door).await;
}
