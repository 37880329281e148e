//! Consultations: read first, write down, then hand out.

use std::time::Duration;

use diesel::{ExpressionMethods, QueryDsl};
use diesel_async::RunQueryDsl;
use tokio::sync::oneshot;
use vault::{Error, Look, limits, on_both};

use crate::store::{READ, Store, hold_up, operator, pad, read, whole, write};

on_both_stores!(
    a_consultation_leaves_a_row_for_each_record,
    nothing_is_handed_out_before_its_row_is_durable,
    all_queries_of_one_see_the_same_state,
    a_consultation_cannot_change_anything,
    one_that_fails_or_panics_says_so_and_the_reader_lives_on,
    more_of_them_than_readers_all_get_their_turn,
    statements_do_not_grow_with_the_rows,
);

async fn a_consultation_leaves_a_row_for_each_record(store: Store) {
    let door = store.door().await;
    let seen = door
        .consult(&operator(), READ, async |look: &mut Look<'_>| {
            for id in ["a", "b", "a"] {
                look.about("pad", id);
            }
            look.detail("of a".into());
            Ok(7)
        })
        .await;
    assert_eq!(seen, Ok(7));
    let rows = store
        .values(
            "SELECT trail.seq || ' ' || class || ' ' || subject_id || ' ' \
             || coalesce(detail, '-') AS value \
             FROM trail LEFT JOIN trail_detail ON trail.seq = trail_detail.seq ORDER BY trail.seq",
        )
        .await;
    assert_eq!(rows, ["1 consultation a \"of a\"", "2 consultation b -"]);
    assert_eq!(whole(&door).await, 2);
}

async fn nothing_is_handed_out_before_its_row_is_durable(store: Store) {
    let door = store.door().await;
    let (release, busy) = hold_up(&door).await;
    let (tell, mut told) = oneshot::channel::<()>();
    let asker = operator();
    let mut consultation =
        Box::pin(
            door.consult(&asker, READ, async move |look: &mut Look<'_>| {
                let ids: Vec<String> =
                    on_both!(look.conn(), |c| pad::table.select(pad::id).load(c).await)?;
                tell.send(()).unwrap();
                Ok(ids)
            }),
        );
    let early = tokio::time::timeout(Duration::from_millis(300), &mut consultation).await;
    assert!(
        early.is_err(),
        "handed out while the writer could not write"
    );
    assert!(told.try_recv().is_ok(), "it had read long before");
    assert!(store.outcomes().await.is_empty());
    release.send(()).unwrap();
    consultation.await.unwrap();
    assert_eq!(store.outcomes().await, ["done", "done"]);
    busy.await.unwrap().unwrap();
}

async fn all_queries_of_one_see_the_same_state(store: Store) {
    let door = store.door().await;
    write(&door, "a").await.unwrap();
    let (tell, told) = oneshot::channel::<()>();
    let (go_on, wait) = oneshot::channel::<()>();
    let asker = operator();
    let looking = door.consult(&asker, READ, async move |look: &mut Look<'_>| {
        let before: i64 = on_both!(look.conn(), |c| pad::table.count().get_result(c).await)?;
        tell.send(()).unwrap();
        wait.await.unwrap();
        let after: i64 = on_both!(look.conn(), |c| pad::table.count().get_result(c).await)?;
        Ok((before, after))
    });
    let writing = async {
        told.await.unwrap();
        write(&door, "b").await.unwrap();
        go_on.send(()).unwrap();
    };
    let (seen, ()) = tokio::join!(looking, writing);
    assert_eq!(seen, Ok((1, 1)));
    assert_eq!(read(&door).await.unwrap(), ["a", "b"]);
}

async fn a_consultation_cannot_change_anything(store: Store) {
    let door = store.door().await;
    let result = door
        .consult(&operator(), READ, async |look: &mut Look<'_>| {
            let row = (pad::id.eq("a"), pad::body.eq("b"));
            on_both!(look.conn(), |c| diesel::insert_into(pad::table)
                .values(row)
                .execute(c)
                .await)?;
            Ok(())
        })
        .await;
    assert!(matches!(result, Err(Error::Database(_))), "{result:?}");
    assert!(store.pad().await.is_empty());
    assert_eq!(store.outcomes().await, ["failed"]);
}

async fn one_that_fails_or_panics_says_so_and_the_reader_lives_on(store: Store) {
    let door = store.door().await;
    // More often than there are readers, so that none is left that has not seen one.
    for _ in 0..=limits::READERS {
        let gave_up = door
            .consult(&operator(), READ, async |_: &mut Look<'_>| {
                Err::<(), _>(Error::Abandoned("No such page.".to_owned()))
            })
            .await;
        assert_eq!(gave_up, Err(Error::Abandoned("No such page.".to_owned())));
        let panicked = door
            .consult(&operator(), READ, async |look: &mut Look<'_>| {
                let count: i64 = on_both!(look.conn(), |c| pad::table.count().get_result(c).await)?;
                assert_eq!(count, 99, "a test's own panic; the reader must live on");
                Ok(())
            })
            .await;
        assert_eq!(panicked, Err(Error::Panicked));
    }
    assert_eq!(read(&door).await.unwrap(), Vec::<String>::new());
    assert_eq!(
        store
            .outcomes()
            .await
            .iter()
            .filter(|o| *o == "failed")
            .count(),
        10
    );
    whole(&door).await;
}

async fn more_of_them_than_readers_all_get_their_turn(store: Store) {
    let door = store.door().await;
    write(&door, "a").await.unwrap();
    let all = futures_util::future::join_all((0..50).map(|_| read(&door))).await;
    assert!(
        all.into_iter()
            .all(|seen| seen.is_ok_and(|ids| ids == ["a"]))
    );
    assert_eq!(whole(&door).await, 51);
}

async fn statements_do_not_grow_with_the_rows(store: Store) {
    let door = store.door().await;
    write(&door, "first").await.unwrap();
    read(&door).await.unwrap();
    let cost = async || {
        let before = door.statements();
        let rows = read(&door).await.unwrap().len();
        (rows, door.statements() - before)
    };
    let (few, cost_of_few) = cost().await;
    let more: Vec<String> = (0..300).map(|n| format!("('{n}', 'b')")).collect();
    store
        .raw(&format!("INSERT INTO pad VALUES {}", more.join(", ")))
        .await;
    let (many, cost_of_many) = cost().await;
    assert_eq!((few, many), (1, 301));
    assert_eq!(cost_of_few, cost_of_many);
    assert!(cost_of_few > 0);
}
