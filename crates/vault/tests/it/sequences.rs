//! Random sequences of what can happen, against a model that fits on a page.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use vault::{Act, trail};

use crate::store::{Store, WRITE, fail, operator, panic, read, write};

/// Something that happens. Few lines, so that they meet.
#[derive(Debug, Clone)]
enum Step {
    Write(u8),
    Fail(u8),
    Panic(u8),
    Refuse,
    Read,
    Erase(u8),
    Reopen,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..6_u8).prop_map(Step::Write),
        1 => (0..6_u8).prop_map(Step::Fail),
        1 => (0..6_u8).prop_map(Step::Panic),
        1 => Just(Step::Refuse),
        2 => Just(Step::Read),
        1 => (0..6_u8).prop_map(Step::Erase),
        1 => Just(Step::Reopen),
    ]
}

/// What must be so.
#[derive(Default)]
struct Model {
    pad: BTreeSet<String>,
    outcomes: Vec<&'static str>,
    details: BTreeSet<String>,
    erased: u64,
}

impl Model {
    fn write(&mut self, id: &str) -> bool {
        let fresh = self.pad.insert(id.to_owned());
        self.outcomes.push(if fresh { "done" } else { "failed" });
        if fresh {
            self.details.insert(id.to_owned());
        }
        fresh
    }
}

async fn play(store: Store, steps: Vec<Step>) {
    let mut door = store.door().await;
    let mut model = Model::default();
    for step in steps {
        match step {
            Step::Write(n) => {
                let id = n.to_string();
                assert_eq!(write(&door, &id).await.is_ok(), model.write(&id));
            }
            Step::Fail(n) => {
                fail(&door, &n.to_string()).await.unwrap_err();
                model.outcomes.push("failed");
            }
            Step::Panic(n) => {
                panic(&door, &n.to_string()).await.unwrap_err();
                model.outcomes.push("failed");
            }
            Step::Refuse => {
                let nobody = access::Asker::nobody();
                let idle = async |_: &mut Act<'_>| Ok(());
                door.act(&nobody, WRITE, idle).await.unwrap_err();
                model.outcomes.push("refused");
            }
            Step::Read => {
                let seen: BTreeSet<String> = read(&door).await.unwrap().into_iter().collect();
                assert_eq!(seen, model.pad);
                model.outcomes.push("done");
            }
            Step::Erase(n) => {
                let id = n.to_string();
                let held = model.details.remove(&id);
                let erased = door
                    .act(&operator(), WRITE, async move |act: &mut Act<'_>| {
                        trail::erase(act, "pad", &id).await
                    })
                    .await;
                assert_eq!(erased, Ok(usize::from(held)));
                model.erased += u64::from(held);
                model.outcomes.push("done");
            }
            Step::Reopen => {
                door.close().await;
                door = vault::Door::open(store.address()).await.unwrap();
            }
        }
    }
    let report = trail::verify(&door, None).await.unwrap();
    assert!(report.problems.is_empty(), "{report}");
    assert_eq!(report.details_held, model.details.len() as u64);
    assert_eq!(report.details_erased, model.erased);
    model.outcomes.push("done");
    assert_eq!(store.outcomes().await, model.outcomes);
    assert_eq!(store.pad().await, model.pad.into_iter().collect::<Vec<_>>());
    door.close().await;
}

/// Plays `cases` sequences, each in a database of its own.
fn play_all(cases: u32, open: impl AsyncFn() -> Store) {
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    TestRunner::new(config)
        .run(&vec(step(), 1..25), |steps| {
            runtime.block_on(async { play(open().await, steps).await });
            Ok(())
        })
        .unwrap();
}

#[test]
fn whatever_happens_on_sqlite_the_trail_tells_it() {
    play_all(16, async || Store::sqlite());
}

#[test]
fn whatever_happens_on_postgres_the_trail_tells_it() {
    play_all(6, Store::postgres);
}
