//! The restore drill: random content, a backup, one byte flipped and refused, a restore into the one
//! or the other database, and the same records there. Twenty in every run; `LAPWING_DRILLS=1000`
//! makes it a thousand.

use vault::{Door, trail};

use crate::backup_content::{Dice, fill};
use crate::backups::{archive, check, restore};
use crate::store::Store;

const DRILLS: u64 = 20;

/// Empties a PostgreSQL database, so that a thousand drills need only two.
async fn cleared(store: &Store) {
    store
        .raw("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        .await;
}

#[tokio::test]
async fn restore_drill() {
    let told = std::env::var("LAPWING_DRILLS").ok();
    let drills = told.and_then(|text| text.parse().ok()).unwrap_or(DRILLS);
    let servers = [Store::postgres().await, Store::postgres().await];
    let (mut rows, mut bytes) = (0, 0);
    for seed in 0..drills {
        let mut dice = Dice::new(seed);
        let files = [Store::sqlite(), Store::sqlite()];
        let [source, target] = [0, 1].map(|side| match dice.below(2) {
            0 => &files[side],
            _ => &servers[side],
        });
        for server in &servers {
            cleared(server).await;
        }
        let drill = drill(source, target, &mut dice).await;
        rows += drill.0;
        bytes += drill.1;
    }
    println!("{drills} drills: {rows} rows, {bytes} bytes; 0 differences, {drills} flips refused");
}

/// One drill; gives the rows and bytes of its archive.
async fn drill(source: &Store, target: &Store, dice: &mut Dice) -> (u64, u64) {
    let door = Door::open(source.address()).await.unwrap();
    fill(&door, dice).await;
    let written = archive(&door).await;
    let mut damaged = written.clone();
    let place = dice.below(damaged.len());
    damaged[place] ^= 1 << dice.below(8);
    let refused = restore(target, &damaged).await;
    assert!(refused.is_err(), "a flip at byte {place} went unseen");
    let restored = restore(target, &written).await.unwrap();
    assert!(restored.trail.problems.is_empty(), "{}", restored.trail);
    let copy = Door::open(target.address()).await.unwrap();
    let again = archive(&copy).await;
    assert_eq!(
        check(&again).unwrap().sha256,
        check(&written).unwrap().sha256
    );
    assert!(
        trail::verify(&copy, None)
            .await
            .unwrap()
            .problems
            .is_empty()
    );
    door.close().await;
    copy.close().await;
    (restored.summary.rows(), restored.summary.bytes)
}
