//! Accounts: who can be given one, in which state each is, and who closes which.

use access::{Asker, Role};
use people::accounts::{self, AccountError, NewAccount, Reset, State};
use people::own::{self, NotChanged};
use people::passphrase::Passphrase;

use crate::house::{House, OTHER, Owner, PASS, WRONG_PASSPHRASE, expect, operator, stranger};

on_both_databases!(
    an_account_closes_by_itself_when_nobody_uses_it,
    a_closed_account_opens_as_it_was,
    somebody_is_left_who_can_give_accounts,
    nobody_closes_or_resets_their_own_account,
    who_can_be_invited,
    only_administrators_give_and_take_accounts,
    what_is_not_held_is_said_so,
    ones_own_passphrase,
    ones_own_recovery_codes,
    a_session_that_ended_meanwhile_changes_nothing,
    whether_there_is_any_account,
);

const DAY: i64 = 24 * 3600;

async fn state(house: &House, account: &str) -> State {
    let found = accounts::one(&house.door, &operator(), &house.terms, account).await;
    found.expect("an answer").expect("an account").state
}

async fn an_account_closes_by_itself_when_nobody_uses_it(house: House) {
    let wren = house.owner("wren", Role::Practitioner).await;
    let invited = house.invite("plover", Role::Practitioner).await;
    for (row, turn, wrens, plovers) in [
        ("the first day", 0, State::Open, State::Invited),
        (
            "ninety days less a second",
            90 * DAY - 1,
            State::Open,
            State::Invited,
        ),
        ("ninety days", 1, State::Dormant, State::Dormant),
        ("a year", 275 * DAY, State::Dormant, State::Dormant),
    ] {
        house.turn(turn);
        assert_eq!(state(&house, &wren.account).await, wrens, "{row}");
        assert_eq!(state(&house, &invited.account).await, plovers, "{row}");
        let expected = match wrens {
            State::Open => "ok",
            _ => "This account was not used for a long time and is closed",
        };
        expect(&house.first("wren", PASS, &stranger()).await, expected, row);
        // Only somebody who knows the passphrase is told.
        expect(
            &house.first("wren", OTHER, &stranger()).await,
            WRONG_PASSPHRASE,
            row,
        );
    }
    // Opened again, it has its time before it; that nobody signed in meanwhile is as it was.
    let before = accounts::one(&house.door, &operator(), &house.terms, &wren.account).await;
    accounts::reopen(&house.door, &operator(), &wren.account)
        .await
        .expect("an act");
    let after = accounts::one(&house.door, &operator(), &house.terms, &wren.account).await;
    let signed_in = |found: Result<Option<accounts::Account>, vault::Error>| {
        found.expect("an answer").expect("an account").signed_in_at
    };
    assert_eq!(signed_in(after), signed_in(before));
    house.turn(90 * DAY - 1);
    assert_eq!(state(&house, &wren.account).await, State::Open);
    // Signing in counts from then on; a passphrase alone does not.
    house.half(&wren).await;
    house.turn(1);
    assert_eq!(state(&house, &wren.account).await, State::Dormant);
    house.turn(-2 * DAY);
    house.sign_in(&wren).await;
    house.turn(90 * DAY - 1);
    assert_eq!(state(&house, &wren.account).await, State::Open);
}

async fn a_closed_account_opens_as_it_was(house: House) {
    let wren = house.owner("wren", Role::Practitioner).await;
    for _ in 0..2 {
        accounts::close(&house.door, &operator(), &wren.account)
            .await
            .expect("an act");
        assert_eq!(state(&house, &wren.account).await, State::Closed);
    }
    expect(
        &house.first("wren", PASS, &stranger()).await,
        "This account is closed",
        "closed",
    );
    expect(
        &house.first("wren", OTHER, &stranger()).await,
        WRONG_PASSPHRASE,
        "closed",
    );
    accounts::reopen(&house.door, &operator(), &wren.account)
        .await
        .expect("an act");
    assert_eq!(state(&house, &wren.account).await, State::Open);
    house.sign_in(&wren).await;
    // Closed between the passphrase and the code.
    let half = house.half(&wren).await;
    accounts::close(&house.door, &operator(), &wren.account)
        .await
        .expect("an act");
    house.turn(30);
    let code = wren.app.code(house.now());
    assert!(house.second(&half, &code, &stranger()).await.is_err());
    house.last_day(&wren.account, "2026-11-26").await;
    accounts::reopen(&house.door, &operator(), &wren.account)
        .await
        .expect("an act");
    assert_eq!(state(&house, &wren.account).await, State::WithoutPost);
}

async fn somebody_is_left_who_can_give_accounts(house: House) {
    let close = async |account: &str| accounts::close(&house.door, &operator(), account).await;
    let wren = house.owner("wren", Role::Practitioner).await;
    // Where nobody is an administrator, somebody else's account closes like any.
    close(&wren.account).await.expect("an act");
    let chief = house.owner("chief", Role::Administrator).await;
    assert_eq!(close(&chief.account).await, Err(AccountError::Last));
    assert_eq!(state(&house, &chief.account).await, State::Open);
    assert_eq!(
        house.opens(&chief.session.token).await,
        "in",
        "nothing of it was done"
    );
    // Others who cannot give accounts today are none to leave it to.
    let invited = house.invite("invited", Role::Administrator).await;
    let ended = house.owner("ended", Role::Administrator).await;
    house.last_day(&ended.account, "2026-11-26").await;
    let closed = house.owner("closed", Role::Administrator).await;
    close(&closed.account).await.expect("an act");
    let tomorrow = house.owner("tomorrow", Role::Practitioner).await;
    house
        .hand_post(&chief.account, &tomorrow.account, "2026-11-28")
        .await;
    assert_eq!(close(&chief.account).await, Err(AccountError::Last));
    house.take_up("invited", &invited, PASS).await;
    close(&chief.account).await.expect("an act");
    assert_eq!(close(&invited.account).await, Err(AccountError::Last));
    house.turn(DAY);
    close(&invited.account)
        .await
        .expect("there is the one of tomorrow");
}

async fn nobody_closes_or_resets_their_own_account(house: House) {
    let chief = house.owner("chief", Role::Administrator).await;
    let other = house.owner("other", Role::Administrator).await;
    let asker = async |owner: &Owner| house.visitor(&owner.session.token).await.asker();
    let (chiefs, others) = (asker(&chief).await, asker(&other).await);
    let reset = async |who: &Asker, account: &str, what: Reset| {
        accounts::reset(&house.door, who, &house.terms, account, what)
            .await
            .map(drop)
    };
    for what in [Reset::Passphrase, Reset::Factor, Reset::Both] {
        assert_eq!(
            reset(&chiefs, &chief.account, what).await,
            Err(AccountError::Own)
        );
    }
    let closed = accounts::close(&house.door, &chiefs, &chief.account).await;
    assert_eq!(closed, Err(AccountError::Own));
    assert_eq!(house.opens(&chief.session.token).await, "in");
    reset(&others, &chief.account, Reset::Both)
        .await
        .expect("a link");
    assert_eq!(
        house.opens(&chief.session.token).await,
        "ended: administrator"
    );
}

async fn who_can_be_invited(house: House) {
    let wren = house.owner("wren@example.org", Role::Practitioner).await;
    let newcomer = |name: &str, service: Option<&str>| NewAccount::Newcomer {
        name: name.to_owned(),
        role: Role::Practitioner,
        service: service.map(str::to_owned),
    };
    let person = {
        let found = accounts::one(&house.door, &operator(), &house.terms, &wren.account).await;
        found.expect("an answer").expect("an account").person
    };
    let long = "a".repeat(101);
    for (row, owner, sign_in_name, expected) in [
        (
            "no sign-in name",
            newcomer("A", None),
            "",
            Err(AccountError::SignInName),
        ),
        (
            "a short one",
            newcomer("A", None),
            " ab ",
            Err(AccountError::SignInName),
        ),
        (
            "a long one",
            newcomer("A", None),
            &long,
            Err(AccountError::SignInName),
        ),
        (
            "with a space",
            newcomer("A", None),
            "wren example",
            Err(AccountError::SignInName),
        ),
        (
            "with a NUL",
            newcomer("A", None),
            "wren\0example",
            Err(AccountError::SignInName),
        ),
        (
            "taken",
            newcomer("A", None),
            "wren@example.org",
            Err(AccountError::Taken),
        ),
        (
            "taken in capitals",
            newcomer("A", None),
            " WREN@EXAMPLE.ORG",
            Err(AccountError::Taken),
        ),
        (
            "no name",
            newcomer("  ", None),
            "ruff",
            Err(AccountError::Name),
        ),
        (
            "a long name",
            newcomer(&long, None),
            "ruff",
            Err(AccountError::Name),
        ),
        (
            "a name with a NUL",
            newcomer("A\0", None),
            "ruff",
            Err(AccountError::Name),
        ),
        (
            "no such service",
            newcomer("A", Some("atlantis")),
            "ruff",
            Err(AccountError::Service),
        ),
        (
            "no such person",
            NewAccount::Of("p-1".to_owned()),
            "ruff",
            Err(AccountError::Person),
        ),
        (
            "one with an account",
            NewAccount::Of(person),
            "ruff",
            Err(AccountError::HasOne),
        ),
        ("the shortest", newcomer("A", None), "abc", Ok(())),
        (
            "the longest",
            newcomer(&long[1..], None),
            &long[1..],
            Ok(()),
        ),
    ] {
        let invited =
            accounts::invite(&house.door, &operator(), &house.terms, owner, sign_in_name).await;
        assert_eq!(invited.map(drop), expected, "{row}");
    }
    let listed = accounts::list(&house.door, &operator(), &house.terms)
        .await
        .expect("a list");
    assert_eq!(listed.len(), 3, "nothing of what was refused is left");
    // Nobody is known by a name that they do not have yet.
    expect(
        &house.first("abc", "", &stranger()).await,
        WRONG_PASSPHRASE,
        "invited",
    );
}

async fn only_administrators_give_and_take_accounts(house: House) {
    let chief = house.owner("chief", Role::Administrator).await;
    for role in Role::POSTS {
        let owner = house.owner(&format!("one-{}", role.code()), role).await;
        let asker = house.visitor(&owner.session.token).await.asker();
        let allowed = role == Role::Administrator;
        let newcomer = NewAccount::Newcomer {
            name: "Ruff Example".to_owned(),
            role,
            service: None,
        };
        let name = format!("two-{}", role.code());
        let invited = accounts::invite(&house.door, &asker, &house.terms, newcomer, &name).await;
        assert_eq!(invited.is_ok(), allowed, "{role:?} invites");
        let reset = accounts::reset(
            &house.door,
            &asker,
            &house.terms,
            &chief.account,
            Reset::Both,
        );
        assert_eq!(reset.await.is_ok(), allowed, "{role:?} resets");
        let closed = accounts::close(&house.door, &asker, &chief.account).await;
        assert_eq!(closed.is_ok(), allowed, "{role:?} closes");
        let opened = accounts::reopen(&house.door, &asker, &chief.account).await;
        assert_eq!(opened.is_ok(), allowed, "{role:?} opens");
        let looks = allowed || role == Role::DataProtectionOfficer;
        let listed = accounts::list(&house.door, &asker, &house.terms).await;
        assert_eq!(listed.is_ok(), looks, "{role:?} looks");
        let one = accounts::one(&house.door, &asker, &house.terms, &chief.account).await;
        assert_eq!(one.is_ok(), looks, "{role:?} looks at one");
        let own = accounts::one(&house.door, &asker, &house.terms, &owner.account).await;
        let own = own.expect("their own").expect("an account");
        assert_eq!(
            (own.roles, own.name),
            (vec![role], format!("one-{} Example", role.code()))
        );
    }
}

async fn what_is_not_held_is_said_so(house: House) {
    let asker = operator();
    for account in ["a-0123456789abcdef", "", "\0", "a-1' or 1=1"] {
        let reset = accounts::reset(&house.door, &asker, &house.terms, account, Reset::Both);
        assert_eq!(
            reset.await.map(drop),
            Err(AccountError::NotHeld),
            "{account:?}"
        );
        let closed = accounts::close(&house.door, &operator(), account).await;
        assert_eq!(closed, Err(AccountError::NotHeld), "{account:?}");
        let opened = accounts::reopen(&house.door, &operator(), account).await;
        assert_eq!(opened, Err(AccountError::NotHeld), "{account:?}");
        let one = accounts::one(&house.door, &operator(), &house.terms, account).await;
        assert_eq!(one, Ok(None), "{account:?}");
    }
}

async fn ones_own_passphrase(house: House) {
    let wren = house.owner("wren.example@medway", Role::Practitioner).await;
    let token = house.sign_in(&wren).await.token;
    let change = async |present: &str, typed: &str| {
        let visitor = house.visitor(&token).await;
        let (present, typed) = (Passphrase::new(present), Passphrase::new(typed));
        own::change_passphrase(&house.door, &visitor, present, typed).await
    };
    for (row, present, typed, expected) in [
        (
            "a weak one",
            PASS,
            "too short",
            "Use at least 14 characters",
        ),
        (
            "one's name",
            PASS,
            "wren.example",
            "Use at least 14 characters",
        ),
        (
            "one's sign-in name",
            PASS,
            "wren.example@medway",
            "This would soon be guessed",
        ),
        (
            "another's",
            OTHER,
            OTHER,
            "The passphrase that you have now is not right",
        ),
        (
            "nothing",
            "",
            OTHER,
            "The passphrase that you have now is not right",
        ),
        ("the present one", PASS, OTHER, "ok"),
        (
            "the one before",
            PASS,
            "seven spotted ladybirds",
            "The passphrase that you have now",
        ),
        ("the present one again", OTHER, PASS, "ok"),
        ("and back", PASS, OTHER, "ok"),
    ] {
        expect(&change(present, typed).await, expected, row);
        assert_eq!(
            house.opens(&token).await,
            "in",
            "{row}: the session that asks goes on"
        );
    }
    assert_eq!(house.opens(&wren.session.token).await, "ended");
    expect(
        &house.first(&wren.name, PASS, &stranger()).await,
        WRONG_PASSPHRASE,
        "the old one",
    );
    let wren = Owner {
        passphrase: OTHER.to_owned(),
        ..wren
    };
    house.sign_in(&wren).await;
    // Ten minutes later both factors count as shown no more.
    house.turn(600);
    let visitor = house.visitor(&token).await;
    let (present, typed) = (Passphrase::new(OTHER), Passphrase::new(PASS));
    let changed = own::change_passphrase(&house.door, &visitor, present, typed).await;
    assert_eq!(changed, Err(NotChanged::NotConfirmed));
    house.sign_in(&wren).await;
}

async fn ones_own_recovery_codes(house: House) {
    let wren = house.owner("wren", Role::Practitioner).await;
    let plover = house.owner("plover", Role::Practitioner).await;
    let token = house.sign_in(&wren).await.token;
    let visitor = house.visitor(&token).await;
    let codes = own::new_recovery_codes(&house.door, &visitor)
        .await
        .expect("new codes");
    assert_eq!(codes.len(), 8);
    for (row, owner, code, expected) in [
        (
            "an old one",
            &wren,
            &wren.codes[0],
            "This recovery code is not right",
        ),
        ("a new one", &wren, &codes[0], "ok"),
        (
            "a colleague's are as they were",
            &plover,
            &plover.codes[0],
            "ok",
        ),
    ] {
        let half = house.half(owner).await;
        let answer = house.recover(&half, code).await;
        expect(&answer, expected, row);
    }
    house.turn(600);
    let late = own::new_recovery_codes(&house.door, &visitor).await;
    assert_eq!(
        late,
        Err(NotChanged::NotConfirmed),
        "by what was found ten minutes ago"
    );
    let visitor = house.visitor(&token).await;
    let late = own::new_recovery_codes(&house.door, &visitor).await;
    assert_eq!(late, Err(NotChanged::NotConfirmed));
    let half = house.half(&wren).await;
    house
        .recover(&half, &codes[1])
        .await
        .expect("they are as they were");
}

/// A request of a stolen session is under way while its owner, or an administrator, ends it.
async fn a_session_that_ended_meanwhile_changes_nothing(house: House) {
    let wren = house.owner("wren", Role::Practitioner).await;
    let visitor = house.visitor(&house.sign_in(&wren).await.token).await;
    house.turn(30);
    let code = wren.app.code(house.now());
    house.reset(&wren.account, Reset::Passphrase).await;
    let confirmed = own::confirm(&house.door, &house.key, &visitor, &code).await;
    expect(&confirmed, "This has taken too long", "a confirmation");
    // Whoever has no passphrase is not asked for one, so here only the session's end is in the way.
    let typed = (Passphrase::new(PASS), Passphrase::new(OTHER));
    let changed = own::change_passphrase(&house.door, &visitor, typed.0, typed.1).await;
    assert_eq!(changed, Err(NotChanged::NotConfirmed));
    expect(
        &house.first("wren", OTHER, &stranger()).await,
        WRONG_PASSPHRASE,
        "what was typed",
    );
    let codes = own::new_recovery_codes(&house.door, &visitor).await;
    assert_eq!(codes, Err(NotChanged::NotConfirmed));
}

async fn whether_there_is_any_account(house: House) {
    assert_eq!(accounts::exist(&house.door).await, Ok(false));
    let invited = house.invite("wren", Role::Administrator).await;
    assert_eq!(accounts::exist(&house.door).await, Ok(true));
    accounts::close(&house.door, &operator(), &invited.account)
        .await
        .expect("an act");
    assert_eq!(
        accounts::exist(&house.door).await,
        Ok(true),
        "a closed one is one"
    );
}
