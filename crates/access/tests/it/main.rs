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

/// What somebody may do, by code.
fn allowed(asker: &Asker) -> Vec<&'static str> {
    let allowed = Action::ALL
        .into_iter()
        .filter(|action| may(asker, *action).is_ok());
    allowed.map(Action::code).collect()
}

#[test]
fn nobody_may_only_become_somebody() {
    assert_eq!(
        allowed(&Asker::nobody()),
        ["sessions.begin", "invitations.accept"]
    );
}

#[test]
fn the_local_operator_may_do_all_but_what_needs_an_account() {
    let may_not: Vec<&str> = Action::ALL
        .into_iter()
        .filter(|action| may(&Asker::local_operator(), *action).is_err())
        .map(Action::code)
        .collect();
    assert_eq!(
        may_not,
        [
            "sessions.begin",
            "invitations.accept",
            "own.show",
            "own.set"
        ]
    );
}

#[test]
fn several_posts_allow_what_each_of_them_allows() {
    let both = Asker::account("a-1", [Role::Councillor, Role::DataAnalyst]);
    let one_by_one = Action::ALL.into_iter().filter(|action| {
        [Role::Councillor, Role::DataAnalyst]
            .into_iter()
            .any(|role| may(&Asker::account("a-1", [role]), *action).is_ok())
    });
    assert_eq!(
        allowed(&both),
        one_by_one.map(Action::code).collect::<Vec<_>>()
    );
}

#[test]
fn without_a_post_an_account_may_do_nothing() {
    assert_eq!(allowed(&Asker::account("a-1", [])), [""; 0]);
}

#[test]
fn no_account_can_become_the_local_operator_by_its_roles() {
    let asker = Asker::account("a-1", [Role::LocalOperator, Role::Nobody]);
    assert_eq!(asker.roles(), []);
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

#[test]
fn a_refusal_names_every_role_that_was_not_enough() {
    let asker = Asker::account("a-1", [Role::Councillor, Role::BoardMember]);
    let refusal = may(&asker, Action::TrailVerify).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "A board member who is a councillor may not check the trail."
    );
}
