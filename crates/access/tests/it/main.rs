//! The policy against its committed table.

use std::collections::BTreeSet;

use access::{Action, Asker, Role, may, policy};

/// `LAPWING_UPDATE=1 cargo test -p access` writes the table anew; the diff is then reviewed.
#[test]
fn the_committed_table_is_the_policy() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/policy.txt");
    if std::env::var_os("LAPWING_UPDATE").is_some() {
        std::fs::write(path, policy()).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap();
    assert_eq!(
        committed,
        policy(),
        "the policy differs from crates/access/policy.txt. If that is meant, run \
         `LAPWING_UPDATE=1 cargo test -p access` and have the difference reviewed"
    );
}

#[test]
fn nobody_may_do_nothing() {
    for action in Action::ALL {
        let refusal = may(&Asker::nobody(), action).unwrap_err();
        assert_eq!((refusal.role, refusal.action), (Role::Nobody, action));
    }
}

#[test]
fn the_local_operator_may_do_everything_there_is() {
    for action in Action::ALL {
        assert_eq!(may(&Asker::local_operator(), action), Ok(()));
    }
}

#[test]
fn codes_are_distinct_and_plain() {
    let codes: Vec<&str> = Action::ALL
        .iter()
        .map(|a| a.code())
        .chain(Role::ALL.iter().map(|r| r.code()))
        .collect();
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len());
    for code in codes {
        assert!(
            code.bytes()
                .all(|b| b.is_ascii_lowercase() || b".-".contains(&b)),
            "{code} would not read well in the trail"
        );
    }
}

#[test]
fn a_refusal_reads_as_a_sentence() {
    let refusal = may(&Asker::nobody(), Action::TrailVerify).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "Someone who has not signed in may not check the trail."
    );
}
