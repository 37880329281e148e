//! Links: what each lets its holder choose, what it still asks for, and when it is no longer taken.

use access::Role;
use people::accounts::{self, Reset};
use people::invitations::{self, Kind, NotTaken};

use crate::house::{
    BEGIN_AGAIN, GONE, House, OTHER, PASS, WRONG_CODE, WRONG_PASSPHRASE, WRONG_RECOVERY_CODE,
    expect, operator, stranger,
};

on_both_databases!(
    a_link_is_taken_for_three_days,
    a_link_is_taken_for_what_it_is_for,
    a_later_link_withdraws_an_earlier_one,
    whoever_is_interrupted_begins_again,
    a_secret_that_somebody_saw_is_never_in_force,
    what_was_reset_is_worthless_at_once,
    a_reset_of_what_is_not_there_asks_for_both,
    a_link_of_an_account_that_lets_nobody_in,
    a_passphrase_that_cannot_be_chosen_uses_nothing_up,
);

const HOUR: i64 = 3600;

async fn kind(house: &House, link: &people::Token) -> Option<Kind> {
    let open = invitations::open(&house.door, &house.terms, link).await;
    open.expect("an answer").map(|invitation| invitation.kind)
}

async fn a_link_is_taken_for_three_days(house: House) {
    let wren = house.invite("wren", Role::Practitioner).await.token;
    let invitation = invitations::open(&house.door, &house.terms, &wren)
        .await
        .expect("an answer");
    let invitation = invitation.expect("a link");
    assert_eq!(
        (invitation.name.as_str(), invitation.sign_in_name.as_str()),
        ("wren Example", "wren")
    );
    house.turn(72 * HOUR - 1);
    assert_eq!(kind(&house, &wren).await, Some(Kind::Invitation));
    let half = house
        .choose(&wren, PASS)
        .await
        .expect("the first step")
        .token;
    house.turn(1);
    assert_eq!(kind(&house, &wren).await, None);
    expect(&house.choose(&wren, OTHER).await, GONE, "after three days");
    // Whoever had begun may finish.
    let app = house.app(&half).await.expect("a secret");
    house
        .confirm(&half, &app.code(house.now()))
        .await
        .expect("a session");
    for made_up in [people::Token::fresh().expect("random bytes"), half] {
        assert_eq!(kind(&house, &made_up).await, None);
        expect(&house.choose(&made_up, OTHER).await, GONE, "made up");
        expect(&house.show(&made_up, OTHER).await, GONE, "made up");
    }
}

async fn a_link_is_taken_for_what_it_is_for(house: House) {
    for (n, (what, expected, chooses, shows)) in [
        (None, Kind::Invitation, "ok", GONE),
        (Some(Reset::Passphrase), Kind::Passphrase, "ok", GONE),
        (Some(Reset::Factor), Kind::Factor, GONE, "ok"),
        (Some(Reset::Both), Kind::Invitation, "ok", GONE),
    ]
    .into_iter()
    .enumerate()
    {
        let name = format!("wren-{n}");
        let link = match what {
            None => house.invite(&name, Role::Practitioner).await.token,
            Some(what) => {
                let owner = house.owner(&name, Role::Practitioner).await;
                house.reset(&owner.account, what).await.token
            }
        };
        assert_eq!(kind(&house, &link).await, Some(expected), "{what:?}");
        // A link opens nothing by itself, whatever it is for.
        assert_eq!(house.opens(&link).await, "nothing");
        assert!(house.app(&link).await.is_none());
        let shown = house.show(&link, PASS).await;
        expect(&shown, shows, &format!("{what:?}, shown"));
        let chosen = house.choose(&link, OTHER).await;
        expect(&chosen, chooses, &format!("{what:?}, chosen"));
        let half = chosen.or(shown).expect("one of both").token;
        let (opens, sets_up) = match expected {
            Kind::Passphrase => ("half way: code", false),
            _ => ("half way: set-up", true),
        };
        assert_eq!(house.opens(&half).await, opens, "{what:?}");
        assert_eq!(house.app(&half).await.is_some(), sets_up, "{what:?}");
        if !sets_up {
            let code = "000000";
            expect(
                &house.confirm(&half, code).await,
                BEGIN_AGAIN,
                "a set-up nobody asked for",
            );
        }
    }
}

async fn a_later_link_withdraws_an_earlier_one(house: House) {
    let first = house.invite("wren", Role::Practitioner).await;
    let half = house
        .choose(&first.token, PASS)
        .await
        .expect("the first step")
        .token;
    let app = house.app(&half).await.expect("a secret");
    let second = house.reset(&first.account, Reset::Both).await;
    assert_eq!(kind(&house, &first.token).await, None);
    expect(&house.choose(&first.token, PASS).await, GONE, "the first");
    assert_eq!(house.opens(&half).await, "ended: administrator");
    let code = app.code(house.now());
    expect(
        &house.confirm(&half, &code).await,
        BEGIN_AGAIN,
        "what the first began",
    );
    // Somebody else's is not withdrawn.
    let plover = house.invite("plover", Role::Practitioner).await;
    let wren = house.take_up("wren", &second, PASS).await;
    assert_eq!(kind(&house, &plover.token).await, Some(Kind::Invitation));
    // Signing in withdraws a link that is no longer needed: here by a recovery code.
    let link = house.reset(&wren.account, Reset::Passphrase).await.token;
    let half = house
        .choose(&link, OTHER)
        .await
        .expect("the first step")
        .token;
    assert_eq!(
        kind(&house, &link).await,
        Some(Kind::Passphrase),
        "until the second step"
    );
    house
        .recover(&half, &wren.codes[0])
        .await
        .expect("the second step");
    assert_eq!(kind(&house, &link).await, None);
}

async fn whoever_is_interrupted_begins_again(house: House) {
    let invited = house.invite("wren", Role::Practitioner).await;
    let first = house
        .choose(&invited.token, PASS)
        .await
        .expect("the first step")
        .token;
    // The phone rings. The passphrase alone does not lead on.
    house.turn(HOUR);
    assert_eq!(house.opens(&first).await, "ended: idle");
    assert!(house.app(&first).await.is_none());
    let answer = house.first("wren", PASS, &stranger()).await;
    expect(
        &answer,
        "Your second factor is not set up yet",
        "by the passphrase",
    );
    expect(
        &house.first("wren", OTHER, &stranger()).await,
        WRONG_PASSPHRASE,
        "another",
    );
    // The link does, with the same passphrase or another.
    let wren = house.take_up("wren", &invited, OTHER).await;
    assert_eq!(house.opens(&wren.session.token).await, "in");
    house.sign_in(&wren).await;
    expect(
        &house.first("wren", PASS, &stranger()).await,
        WRONG_PASSPHRASE,
        "the first one",
    );
    // So it is with a link for the second factor.
    let link = house.reset(&wren.account, Reset::Factor).await;
    house
        .show(&link.token, OTHER)
        .await
        .expect("the first step");
    house.turn(HOUR);
    let answer = house.first("wren", OTHER, &stranger()).await;
    expect(
        &answer,
        "Your second factor is not set up yet",
        "by the passphrase",
    );
    let half = house
        .show(&link.token, OTHER)
        .await
        .expect("the first step")
        .token;
    house.set_up("wren", &wren.account, &half, OTHER).await;
}

/// Whoever opens a link before its owner does sees a secret. It must not become the owner's.
async fn a_secret_that_somebody_saw_is_never_in_force(house: House) {
    let invited = house.invite("wren", Role::Practitioner).await;
    let thief = house
        .choose(&invited.token, OTHER)
        .await
        .expect("the first step")
        .token;
    let thiefs_app = house.app(&thief).await.expect("a secret");
    let half = house
        .choose(&invited.token, PASS)
        .await
        .expect("the first step")
        .token;
    assert_eq!(house.opens(&thief).await, "ended", "one sets up at a time");
    let code = thiefs_app.code(house.now());
    expect(
        &house.confirm(&half, &code).await,
        WRONG_CODE,
        "the thief's code",
    );
    let wren = house.set_up("wren", &invited.account, &half, PASS).await;
    expect(
        &house.confirm(&thief, &code).await,
        BEGIN_AGAIN,
        "the thief's half",
    );
    // Nor does a secret that was in force come again, or one of a set-up that was left.
    let mut apps = vec![("the thief's", thiefs_app), ("the first", wren.app.clone())];
    for row in ["reset", "reset, left and reset"] {
        let mut link = house.reset(&wren.account, Reset::Factor).await.token;
        if row == "reset, left and reset" {
            let half = house.show(&link, PASS).await.expect("the first step").token;
            apps.push(("a left one", house.app(&half).await.expect("a secret")));
            link = house.reset(&wren.account, Reset::Factor).await.token;
        }
        let half = house.show(&link, PASS).await.expect("the first step").token;
        let wren = house.set_up("wren", &wren.account, &half, PASS).await;
        for (whose, app) in &apps {
            // Wrong ones are counted; this is not about that.
            house.turn(15 * 60);
            let half = house.half(&wren).await;
            let code = app.code(house.now());
            expect(
                &house.second(&half, &code, &stranger()).await,
                WRONG_CODE,
                whose,
            );
        }
        house.sign_in(&wren).await;
        apps.push(("the last", wren.app));
    }
}

async fn what_was_reset_is_worthless_at_once(house: House) {
    // What is reset; then what the old passphrase, the old app and an old recovery code are worth, each
    // beside what is new of the other.
    for (n, (what, old_passphrase, old_app, old_recovery)) in [
        (Reset::Passphrase, WRONG_PASSPHRASE, "ok", "ok"),
        (
            Reset::Factor,
            "Your second factor is not set up yet",
            WRONG_CODE,
            WRONG_RECOVERY_CODE,
        ),
        (
            Reset::Both,
            WRONG_PASSPHRASE,
            WRONG_CODE,
            WRONG_RECOVERY_CODE,
        ),
    ]
    .into_iter()
    .enumerate()
    {
        let row = format!("{what:?}");
        let name = format!("wren-{n}");
        let old = house.owner(&name, Role::Practitioner).await;
        let session = house.sign_in(&old).await.token;
        let half = house.half(&old).await;
        house.turn(30);
        let code = old.app.code(house.now());
        let link = house.reset(&old.account, what).await.token;
        // At once, before anybody has chosen anew.
        assert_eq!(house.opens(&session).await, "ended: administrator", "{row}");
        expect(
            &house.second(&half, &code, &stranger()).await,
            BEGIN_AGAIN,
            &row,
        );
        expect(
            &house.recover(&half, &old.codes[0]).await,
            BEGIN_AGAIN,
            &row,
        );
        expect(
            &house.first(&name, PASS, &stranger()).await,
            old_passphrase,
            &row,
        );
        // And after.
        let (half, passphrase) = match what {
            Reset::Factor => (house.show(&link, PASS).await, PASS),
            Reset::Passphrase | Reset::Both => (house.choose(&link, OTHER).await, OTHER),
        };
        let half = half.expect("the first step").token;
        let (half, app) = if what == Reset::Passphrase {
            (half, old.app.clone())
        } else {
            let new = house.set_up(&name, &old.account, &half, passphrase).await;
            house.turn(60);
            (house.half(&new).await, new.app)
        };
        if passphrase != PASS {
            expect(
                &house.first(&name, PASS, &stranger()).await,
                WRONG_PASSPHRASE,
                &row,
            );
        }
        let code = old.app.code(house.now());
        if old_app != "ok" {
            expect(
                &house.second(&half, &code, &stranger()).await,
                old_app,
                &row,
            );
            expect(
                &house.recover(&half, &old.codes[0]).await,
                old_recovery,
                &row,
            );
        }
        let code = app.code(house.now());
        house
            .second(&half, &code, &stranger())
            .await
            .expect("the second step");
        house.turn(30);
        let half = house
            .first(&name, passphrase, &stranger())
            .await
            .expect("the first step");
        expect(
            &house.recover(&half.token, &old.codes[1]).await,
            old_recovery,
            &row,
        );
    }
}

/// Whoever lost the phone yesterday and the passphrase today, before the phone was set up anew.
async fn a_reset_of_what_is_not_there_asks_for_both(house: House) {
    let resets = [Reset::Passphrase, Reset::Factor, Reset::Both];
    for (n, (first, then)) in resets
        .into_iter()
        .flat_map(|first| resets.map(|then| (first, then)))
        .enumerate()
    {
        let name = format!("wren-{n}");
        let owner = house.owner(&name, Role::Practitioner).await;
        house.reset(&owner.account, first).await;
        let link = house.reset(&owner.account, then).await;
        let expected = match (first, then) {
            (Reset::Passphrase, Reset::Passphrase) => Kind::Passphrase,
            (Reset::Factor, Reset::Factor) => Kind::Factor,
            _ => Kind::Invitation,
        };
        assert_eq!(
            kind(&house, &link.token).await,
            Some(expected),
            "{first:?}, {then:?}"
        );
        if expected == Kind::Invitation {
            let owner = house.take_up(&name, &link, OTHER).await;
            house.sign_in(&owner).await;
        }
    }
    // Somebody who never began begins, whatever is reset.
    for what in resets {
        let name = format!("plover-{what:?}");
        let invited = house.invite(&name, Role::Practitioner).await;
        let link = house.reset(&invited.account, what).await;
        assert_eq!(
            kind(&house, &link.token).await,
            Some(Kind::Invitation),
            "{what:?}"
        );
        house.take_up(&name, &link, PASS).await;
    }
}

async fn a_link_of_an_account_that_lets_nobody_in(house: House) {
    for (row, what, again) in [
        ("closed", "close", GONE),
        ("without a post", "no post", "ok"),
        ("not used for long", "long", "ok"),
    ] {
        let invited = house
            .invite(row.replace(' ', "-").as_str(), Role::Practitioner)
            .await;
        // A link that holds for long, so that only the account's own time passes.
        let mut terms = house.terms;
        terms.invitation = jiff::SignedDuration::from_hours(24 * 365);
        let asker = operator();
        let link = accounts::reset(&house.door, &asker, &terms, &invited.account, Reset::Both);
        let link = link.await.expect("a link").token;
        let half = house
            .choose(&link, PASS)
            .await
            .expect("the first step")
            .token;
        let app = house.app(&half).await.expect("a secret");
        let days = if what == "long" { 90 } else { 0 };
        match what {
            "close" => accounts::close(&house.door, &operator(), &invited.account)
                .await
                .expect("an act"),
            "no post" => house.last_day(&invited.account, "2026-11-26").await,
            _ => house.turn(days * 24 * HOUR),
        }
        assert_eq!(kind(&house, &link).await, None, "{row}");
        expect(&house.choose(&link, OTHER).await, GONE, row);
        assert_ne!(house.opens(&half).await, "half way: set-up", "{row}");
        assert!(house.app(&half).await.is_none(), "{row}");
        assert!(
            house.confirm(&half, &app.code(house.now())).await.is_err(),
            "{row}"
        );
        // Once it is as it was, a link that was withdrawn stays so, and one that was not is taken.
        match what {
            "no post" => house.last_day(&invited.account, "2027-11-26").await,
            "long" => house.turn(-days * 24 * HOUR),
            _ => accounts::reopen(&house.door, &operator(), &invited.account)
                .await
                .expect("an act"),
        }
        expect(&house.choose(&link, OTHER).await, again, row);
    }
    // The second step looks again: here the post ends between the link and the passphrase.
    let wren = house.owner("wren", Role::Practitioner).await;
    let link = house.reset(&wren.account, Reset::Factor).await.token;
    house.last_day(&wren.account, "2026-11-26").await;
    expect(
        &house.show(&link, OTHER).await,
        WRONG_PASSPHRASE,
        "a wrong passphrase",
    );
    expect(
        &house.show(&link, PASS).await,
        "You hold no post here today",
        "a right one",
    );
}

async fn a_passphrase_that_cannot_be_chosen_uses_nothing_up(house: House) {
    let invited = house
        .invite("wren.example@medway", Role::Practitioner)
        .await;
    for (typed, expected) in [
        ("", "Type a passphrase"),
        ("too short", "Use at least 14 characters"),
        ("passwordpassword", "Many people use this"),
        ("wren.example@medway", "This would soon be guessed"),
    ] {
        let answer = house.choose(&invited.token, typed).await;
        assert!(matches!(answer, Err(NotTaken::Weak(_))), "{typed}");
        expect(&answer, expected, typed);
    }
    house.take_up("wren.example@medway", &invited, PASS).await;
}
