//! Acts: one transaction each, one order for all.

use futures_util::future::join_all;
use vault::{Act, Door, Error, Fault, limits};

use crate::store::{Store, WRITE, fail, hold_up, operator, panic, put, read, whole, write};

on_both_stores!(
    what_an_act_changed_is_there_with_its_row,
    many_at_once_have_one_order,
    those_who_wait_share_a_commit,
    a_failing_act_leaves_no_change_but_a_row,
    a_refusal_leaves_a_row_and_does_nothing,
    a_panic_is_the_acts_own,
    neighbours_in_a_commit_do_not_hurt_each_other,
    a_failed_savepoint_of_its_own_is_undone_too,
    two_doors_write_one_chain,
    whoever_stops_waiting_is_served_all_the_same,
    too_much_for_the_trail_undoes_the_act,
    the_database_s_own_no_names_no_value,
    an_act_gives_back_what_it_made,
    a_trail_that_cannot_be_written_undoes_the_act,
    naming_many_records_costs_no_more_statements,
);

async fn what_an_act_changed_is_there_with_its_row(store: Store) {
    let door = store.door().await;
    write(&door, "a").await.unwrap();
    assert_eq!(store.pad().await, ["a"]);
    let row = store
        .values(
            "SELECT asker || ' ' || action || ' ' || class || ' ' || subject_kind || ' ' \
             || subject_id || ' ' || purpose || ' ' || outcome AS value FROM trail",
        )
        .await;
    assert_eq!(
        row,
        ["local-operator services.load act pad a writing on the pad done"]
    );
    let detail = store
        .values("SELECT detail AS value FROM trail_detail")
        .await;
    assert_eq!(detail, [r#"{"written":"a"}"#]);
}

async fn many_at_once_have_one_order(store: Store) {
    let door = store.door().await;
    let ids: Vec<String> = (0..200).map(|n| format!("{n:03}")).collect();
    let results = join_all(ids.iter().map(|id| write(&door, id))).await;
    assert!(results.iter().all(Result::is_ok));
    assert_eq!(store.pad().await, ids);
    assert_eq!(whole(&door).await, 200);
}

/// Hands `acts` in while the writer is busy, and gives the statements that it took.
async fn statements_of_a_crowd(door: &Door, acts: usize) -> u64 {
    let (asker, before) = (operator(), door.statements());
    let (release, busy) = hold_up(door).await;
    let one = || door.act(&asker, WRITE, async |_: &mut Act<'_>| Ok(()));
    let crowd = join_all((0..acts).map(|_| one()));
    // The crowd is polled first, and so waits in the queue, before the writer is released.
    let (crowd, ()) = tokio::join!(biased; crowd, async { release.send(()).unwrap() });
    assert!(crowd.iter().all(Result::is_ok));
    busy.await.unwrap().unwrap();
    door.statements() - before
}

async fn those_who_wait_share_a_commit(store: Store) {
    let door = store.door().await;
    let none = statements_of_a_crowd(&door, 0).await;
    let one = statements_of_a_crowd(&door, 1).await - none;
    let full = statements_of_a_crowd(&door, limits::ACTS_A_COMMIT).await - none;
    let over = statements_of_a_crowd(&door, limits::ACTS_A_COMMIT + 1).await - none;
    // A lone act needs its own statements and those of its transaction; one over fills a second one.
    let acts = limits::ACTS_A_COMMIT as u64;
    let own = (full - one) / (acts - 1);
    assert_eq!(full, one + (acts - 1) * own);
    assert!(
        own < one,
        "an act in company costs {own} statements, alone {one}"
    );
    assert_eq!(over, full + one);
}

async fn a_failing_act_leaves_no_change_but_a_row(store: Store) {
    let door = store.door().await;
    let error = fail(&door, "a").await.unwrap_err();
    assert_eq!(error, Error::Abandoned("The pad was full.".to_owned()));
    assert!(store.pad().await.is_empty());
    assert_eq!(store.outcomes().await, ["failed"]);
    assert!(
        store
            .values("SELECT detail AS value FROM trail_detail")
            .await
            .is_empty()
    );
    assert_eq!(whole(&door).await, 1);
}

async fn a_refusal_leaves_a_row_and_does_nothing(store: Store) {
    let door = store.door().await;
    let nobody = access::Asker::nobody();
    let error = door
        .act(&nobody, WRITE, async |act: &mut Act<'_>| {
            put(act, "a").await
        })
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Refused(_)));
    assert!(store.pad().await.is_empty());
    let rows = store
        .values("SELECT asker || ' ' || class || ' ' || outcome AS value FROM trail")
        .await;
    assert_eq!(rows, ["nobody refusal refused"]);
    assert_eq!(whole(&door).await, 1);
}

async fn a_panic_is_the_acts_own(store: Store) {
    let door = store.door().await;
    assert_eq!(panic(&door, "a").await, Err(Error::Panicked));
    write(&door, "b").await.unwrap();
    assert_eq!(store.pad().await, ["b"]);
    assert_eq!(store.outcomes().await, ["failed", "done"]);
    assert_eq!(whole(&door).await, 2);
}

async fn neighbours_in_a_commit_do_not_hurt_each_other(store: Store) {
    let door = store.door().await;
    let (release, busy) = hold_up(&door).await;
    let (a, b, c, again, e, ()) = tokio::join!(
        biased;
        write(&door, "a"),
        fail(&door, "b"),
        panic(&door, "c"),
        write(&door, "a"),
        write(&door, "e"),
        async { release.send(()).unwrap() }
    );
    busy.await.unwrap().unwrap();
    assert_eq!((a, c, e), (Ok(()), Err(Error::Panicked), Ok(())));
    assert!(matches!(b, Err(Error::Abandoned(_))));
    assert!(
        matches!(again, Err(Error::Database(Fault::Rule(_)))),
        "{again:?}"
    );
    assert_eq!(store.pad().await, ["a", "e"]);
    assert_eq!(
        store.outcomes().await,
        ["done", "done", "failed", "failed", "failed", "done"]
    );
    assert_eq!(whole(&door).await, 6);
}

async fn a_failed_savepoint_of_its_own_is_undone_too(store: Store) {
    let door = store.door().await;
    let result = door
        .act(&operator(), WRITE, async |act: &mut Act<'_>| {
            put(act, "outer").await?;
            // What diesel's own `transaction` would have left open when a panic ran through it.
            let begin = diesel::sql_query("SAVEPOINT diesel_savepoint_2");
            vault::on_both!(act.conn(), |c| diesel_async::RunQueryDsl::execute(begin, c)
                .await)?;
            put(act, "inner").await?;
            Err::<(), _>(Error::Abandoned("no".to_owned()))
        })
        .await;
    assert!(result.is_err());
    write(&door, "after").await.unwrap();
    assert_eq!(store.pad().await, ["after"]);
    assert_eq!(whole(&door).await, 2);
}

async fn two_doors_write_one_chain(store: Store) {
    let first = store.door().await;
    let second = Door::open(store.address()).await.unwrap();
    let left: Vec<String> = (0..40).map(|n| format!("l{n:02}")).collect();
    let right: Vec<String> = (0..40).map(|n| format!("r{n:02}")).collect();
    // One after the other within each half, so that the two really take turns.
    let work = async |door: &Door, ids: &[String]| {
        for id in ids {
            write(door, id).await.unwrap();
        }
    };
    tokio::join!(work(&first, &left), work(&second, &right));
    assert_eq!(store.pad().await.len(), 80);
    assert_eq!(whole(&first).await, 80);
    assert_eq!(whole(&second).await, 81);
}

async fn whoever_stops_waiting_is_served_all_the_same(store: Store) {
    let door = store.door().await;
    let other = door.clone();
    tokio::select! {
        biased;
        _ = write(&door, "a") => panic!("answered at the first poll"),
        () = std::future::ready(()) => {}
    }
    door.close().await;
    assert_eq!(store.pad().await, ["a"]);
    assert_eq!(read(&other).await.unwrap(), ["a"]);
    other.close().await;
}

async fn too_much_for_the_trail_undoes_the_act(store: Store) {
    let door = store.door().await;
    type Say = fn(&mut Act<'_>);
    let cases: [(&str, Say); 5] = [
        ("too many records", |act| {
            for n in 0..=limits::RECORDS_A_DEED {
                act.about("pad", &n.to_string());
            }
        }),
        ("too long an id", |act| {
            act.about("pad", &"x".repeat(limits::ID_BYTES + 1))
        }),
        ("an id that is none", |act| act.about("pad", "a\0b")),
        ("an empty kind", |act| act.about("", "a")),
        ("too much detail", |act| {
            act.detail("x".repeat(limits::DETAIL_BYTES).into())
        }),
    ];
    for (case, say) in cases {
        let result = door
            .act(&operator(), WRITE, async move |act: &mut Act<'_>| {
                put(act, "a").await?;
                say(act);
                Ok(())
            })
            .await;
        assert!(
            matches!(result, Err(Error::TooMuch(_))),
            "{case}: {result:?}"
        );
        assert!(store.pad().await.is_empty(), "{case}");
    }
    whole(&door).await;
}

async fn the_database_s_own_no_names_no_value(store: Store) {
    let door = store.door().await;
    write(&door, "a-secret").await.unwrap();
    let error = write(&door, "a-secret").await.unwrap_err();
    assert!(
        matches!(error, Error::Database(Fault::Rule(_))),
        "{error:?}"
    );
    let text = format!("{error} {error:?}");
    assert!(!text.contains("secret"), "{text}");
    assert!(text.contains("pad"), "{text}");
}

async fn an_act_gives_back_what_it_made(store: Store) {
    let door = store.door().await;
    let given = String::from("given");
    let made = door
        .act(&operator(), WRITE, async move |act: &mut Act<'_>| {
            put(act, &given).await?;
            Ok(vec![given])
        })
        .await;
    assert_eq!(made.unwrap(), ["given"]);
}

async fn a_trail_that_cannot_be_written_undoes_the_act(store: Store) {
    let door = store.door().await;
    store.raw("ALTER TABLE trail RENAME TO hidden").await;
    assert!(write(&door, "a").await.is_err());
    assert!(read(&door).await.is_err());
    assert!(store.pad().await.is_empty());
    store.raw("ALTER TABLE hidden RENAME TO trail").await;
    write(&door, "b").await.unwrap();
    assert_eq!(store.pad().await, ["b"]);
    assert_eq!(whole(&door).await, 1);
}

async fn naming_many_records_costs_no_more_statements(store: Store) {
    let door = store.door().await;
    let mut costs = Vec::new();
    for records in [1, 2, limits::RECORDS_A_DEED] {
        let before = door.statements();
        door.act(&operator(), WRITE, async move |act: &mut Act<'_>| {
            for n in 0..records {
                act.about("pad", &n.to_string());
                act.detail(n.into());
                act.about("pad", "0");
            }
            Ok(())
        })
        .await
        .unwrap();
        costs.push(door.statements() - before);
    }
    assert!(costs.iter().all(|cost| *cost == costs[0]), "{costs:?}");
    assert_eq!(whole(&door).await, 3 + limits::RECORDS_A_DEED as u64);
}
