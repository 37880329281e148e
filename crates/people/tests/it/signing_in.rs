//! Signing in: what is answered to whom, and that each step can be taken once.

use access::Role;
use tokio::task::JoinSet;

use people::Token;
use people::sessions;
use people::sign_in::{self, NotIn};

use crate::house::{
    BEGIN_AGAIN, GONE, House, OTHER, PASS, WRONG_CODE, WRONG_PASSPHRASE, WRONG_RECOVERY_CODE,
    expect, from, known, stranger, told,
};

on_both_databases!(
    a_name_and_a_passphrase_are_right_together_or_wrong_alike,
    names_that_nobody_has_cost_what_known_ones_do,
    a_code_is_of_its_time_and_of_its_owner,
    recovery_codes_stand_in_for_the_app_once,
    a_planted_token_opens_nothing,
    nothing_is_taken_twice,
    at_once_means_once,
    a_clock_that_moves_ten_minutes,
    the_trail_names_accounts_and_nobody,
);

async fn a_name_and_a_passphrase_are_right_together_or_wrong_alike(house: House) {
    house.owner("wren@example.org", Role::Practitioner).await;
    for (n, (name, passphrase, expected)) in [
        ("wren@example.org", PASS, "ok"),
        (" Wren@Example.org ", PASS, "ok"),
        ("wren@example.org", "  plover mortar kettle\n", "ok"),
        ("wren@example.org", OTHER, WRONG_PASSPHRASE),
        ("wren@example.org", "Plover mortar kettle", WRONG_PASSPHRASE),
        ("wren@example.org", "", WRONG_PASSPHRASE),
        ("plover@example.org", PASS, WRONG_PASSPHRASE),
        ("plover@example.org", OTHER, WRONG_PASSPHRASE),
        ("", "", WRONG_PASSPHRASE),
        ("wren@example.org\0", PASS, WRONG_PASSPHRASE),
        ("wren@example.org%", PASS, WRONG_PASSPHRASE),
        ("ẇren@example.org", PASS, WRONG_PASSPHRASE),
    ]
    .into_iter()
    .enumerate()
    {
        let answer = house
            .first(name, passphrase, &from(&format!("198.51.100.{n}")))
            .await;
        expect(&answer, expected, name);
        if expected != "ok" {
            assert_eq!(
                told(&answer),
                WRONG_PASSPHRASE,
                "the same words, whatever was wrong"
            );
        }
    }
}

/// The same work: as many statements, and one digest of a passphrase (a test of `passphrase` shows that
/// nobody's is of the same measure).
async fn names_that_nobody_has_cost_what_known_ones_do(house: House) {
    let wren = house.owner("wren", Role::Practitioner).await;
    let elsewhere = Token::fresh().expect("random bytes");
    let browsers = [
        ("no token", from("198.51.100.1")),
        (
            "somebody else's token",
            known("198.51.100.2", &wren.session.known),
        ),
        ("a made-up token", known("198.51.100.3", &elsewhere)),
    ];
    // Somebody whose own browser the second one is not.
    house.owner("avocet", Role::Practitioner).await;
    for (what, origin) in browsers {
        let mut counts = Vec::new();
        for name in ["avocet", "nobody"] {
            let before = house.door.statements();
            let answer = house.first(name, OTHER, &origin).await;
            expect(&answer, WRONG_PASSPHRASE, name);
            counts.push(house.door.statements() - before);
        }
        assert_eq!(counts[0], counts[1], "{what}");
    }
}

async fn a_code_is_of_its_time_and_of_its_owner(house: House) {
    let wren = house.owner("wren", Role::Practitioner).await;
    let plover = house.owner("plover", Role::Practitioner).await;
    // Past the code that the set-up was confirmed with.
    house.turn(3600);
    let at = |seconds: i64| {
        wren.app
            .code(house.now() + jiff::SignedDuration::from_secs(seconds))
    };
    let now = at(0);
    let wrong = if now == "000000" { "000001" } else { "000000" };
    for (n, (row, code, expected)) in [
        ("nothing", String::new(), WRONG_CODE),
        ("one that is not right", wrong.to_owned(), WRONG_CODE),
        ("letters", "abcdef".to_owned(), WRONG_CODE),
        ("a digit too few", now[1..].to_owned(), WRONG_CODE),
        ("a digit too many", format!("{now}0"), WRONG_CODE),
        ("a colleague's", plover.app.code(house.now()), WRONG_CODE),
        ("a recovery code", wren.codes[0].clone(), WRONG_CODE),
        ("a minute old", at(-60), WRONG_CODE),
        ("a minute early", at(60), WRONG_CODE),
        ("half a minute old", at(-30), "ok"),
        (
            "of now, with a gap as apps show it",
            format!("{} {}", &now[..3], &now[3..]),
            "ok",
        ),
        ("half a minute early", at(30), "ok"),
        ("of now, after a later one", now.clone(), WRONG_CODE),
    ]
    .into_iter()
    .enumerate()
    {
        let origin = from(&format!("198.51.100.{n}"));
        let half = house
            .first("wren", PASS, &origin)
            .await
            .expect("the first step");
        assert_eq!(half.stage, sessions::Stage::Factor);
        let answer = house.second(&half.token, &code, &origin).await;
        expect(&answer, expected, row);
        let after = if expected == "ok" {
            "ended"
        } else {
            "half way: code"
        };
        assert_eq!(house.opens(&half.token).await, after, "{row}");
    }
}

async fn recovery_codes_stand_in_for_the_app_once(house: House) {
    let wren = house.owner("wren", Role::Practitioner).await;
    let plover = house.owner("plover", Role::Practitioner).await;
    assert_eq!(wren.codes.len(), 8);
    assert_eq!(wren.session.codes_left, 8);
    let mut left = 8;
    for (row, code, expected) in [
        ("as it was shown", wren.codes[0].clone(), "ok"),
        ("again", wren.codes[0].clone(), WRONG_RECOVERY_CODE),
        (
            "in capitals with spaces",
            wren.codes[1].to_uppercase().replace('-', " "),
            "ok",
        ),
        (
            "a colleague's",
            plover.codes[2].clone(),
            WRONG_RECOVERY_CODE,
        ),
        (
            "made up",
            "aaaa-aaaa-aaaa-aaaa".to_owned(),
            WRONG_RECOVERY_CODE,
        ),
        ("nothing", String::new(), WRONG_RECOVERY_CODE),
        (
            "the app's code",
            wren.app.code(house.now()),
            WRONG_RECOVERY_CODE,
        ),
        ("the last", wren.codes[7].clone(), "ok"),
    ] {
        // Wrong ones are counted; this is not about that.
        house.turn(900);
        let half = house.half(&wren).await;
        let answer = house.recover(&half, &code).await;
        expect(&answer, expected, row);
        if let Ok(signed_in) = answer {
            left -= 1;
            assert_eq!(signed_in.codes_left, left, "{row}");
            assert_eq!(house.opens(&signed_in.token).await, "in", "{row}");
        }
    }
}

/// Whoever plants a token in somebody's browser before they sign in has nothing by it afterwards.
async fn a_planted_token_opens_nothing(house: House) {
    let wren = house.owner("wren", Role::Practitioner).await;
    house.turn(60);
    let planted = Token::fresh().expect("random bytes");
    assert_eq!(house.opens(&planted).await, "nothing");
    let origin = known("192.0.2.1", &planted);
    let half = house
        .first("wren", PASS, &origin)
        .await
        .expect("the first step");
    assert_eq!(house.opens(&planted).await, "nothing");
    assert_eq!(house.opens(&half.token).await, "half way: code");
    let code = wren.app.code(house.now());
    let whole = house
        .second(&half.token, &code, &origin)
        .await
        .expect("the second step");
    let opens = [
        ("the planted one", &planted, "nothing"),
        ("the half one", &half.token, "ended"),
        ("the browser's", &whole.known, "nothing"),
        ("the whole one", &whole.token, "in"),
    ];
    for (row, token, expected) in &opens {
        assert_eq!(house.opens(token).await, *expected, "{row}");
        let alike = opens.iter().filter(|other| other.1 == *token).count();
        assert_eq!(alike, 1, "{row} is like another");
    }
    // A half session of somebody else's, planted, lets in whose it is and nobody else: the code that
    // goes with it is its owner's.
    let plover = house.owner("plover", Role::Practitioner).await;
    house.turn(60);
    let planted = house.half(&plover).await;
    let code = wren.app.code(house.now());
    expect(
        &house.second(&planted, &code, &origin).await,
        WRONG_CODE,
        "planted half",
    );
    // By an invitation too, each step has a token of its own.
    let invited = house.invite("avocet", Role::Practitioner).await;
    let half = house
        .choose(&invited.token, PASS)
        .await
        .expect("the first step");
    let avocet = house
        .set_up("avocet", &invited.account, &half.token, PASS)
        .await;
    for (row, token, expected) in [
        ("the link", &invited.token, "nothing"),
        ("the half one", &half.token, "ended"),
        ("the browser's", &avocet.session.known, "nothing"),
        ("the whole one", &avocet.session.token, "in"),
    ] {
        assert_eq!(house.opens(token).await, expected, "{row}");
    }
}

async fn nothing_is_taken_twice(house: House) {
    let invited = house.invite("wren", Role::Practitioner).await;
    let half = house
        .choose(&invited.token, PASS)
        .await
        .expect("the first step");
    let wren = house
        .set_up("wren", &invited.account, &half.token, PASS)
        .await;
    // The link, and the half session that came of it.
    expect(&house.choose(&invited.token, OTHER).await, GONE, "a link");
    let code = wren.app.code(house.now());
    expect(
        &house.confirm(&half.token, &code).await,
        BEGIN_AGAIN,
        "a set-up",
    );
    assert!(
        house.app(&half.token).await.is_none(),
        "no secret is shown any more"
    );
    // The code of the set-up is not a code to sign in with.
    let half = house.half(&wren).await;
    let code = wren.app.code(house.now());
    expect(
        &house.second(&half, &code, &stranger()).await,
        WRONG_CODE,
        "the set-up's code",
    );
    // A code, a half session, a recovery code.
    house.turn(30);
    let code = wren.app.code(house.now());
    house
        .second(&half, &code, &stranger())
        .await
        .expect("the second step");
    expect(
        &house.second(&half, &code, &stranger()).await,
        BEGIN_AGAIN,
        "a half session",
    );
    house.turn(30);
    let next = wren.app.code(house.now());
    expect(
        &house.second(&half, &next, &stranger()).await,
        BEGIN_AGAIN,
        "with a new code",
    );
    let half = house.half(&wren).await;
    expect(
        &house.second(&half, &code, &stranger()).await,
        WRONG_CODE,
        "a code",
    );
    house
        .recover(&half, &wren.codes[0])
        .await
        .expect("the second step");
    expect(
        &house.recover(&half, &wren.codes[1]).await,
        BEGIN_AGAIN,
        "a half session",
    );
    let half = house.half(&wren).await;
    expect(
        &house.recover(&half, &wren.codes[0]).await,
        WRONG_RECOVERY_CODE,
        "a code",
    );
    // A whole session is no half one.
    let whole = house
        .recover(&half, &wren.codes[1])
        .await
        .expect("the second step");
    house.turn(30);
    let next = wren.app.code(house.now());
    expect(
        &house.second(&whole.token, &next, &stranger()).await,
        BEGIN_AGAIN,
        "a whole session",
    );
}

/// Somebody who sees a code being typed is as quick as its owner.
async fn at_once_means_once(house: House) {
    let wren = house.owner("wren", Role::Practitioner).await;
    house.turn(60);
    let code = wren.app.code(house.now());
    // A code at four half sessions, then one half session with a code and recovery codes.
    let mut halves = Vec::new();
    for _ in 0..4 {
        halves.push(house.half(&wren).await);
    }
    let tries = halves
        .iter()
        .map(|half| (half.clone(), code.clone(), false))
        .collect();
    assert_eq!(
        let_in(&house, tries).await,
        1,
        "one code, four half sessions"
    );
    house.turn(3600);
    let half = house.half(&wren).await;
    let code = wren.app.code(house.now());
    let tries = vec![
        (half.clone(), code.clone(), false),
        (half.clone(), wren.codes[0].clone(), true),
        (half.clone(), wren.codes[1].clone(), true),
        (half, code, false),
    ];
    assert_eq!(
        let_in(&house, tries).await,
        1,
        "one half session, four codes"
    );
    house.turn(3600);
    let (one, other) = (house.half(&wren).await, house.half(&wren).await);
    let tries = vec![
        (one, wren.codes[7].clone(), true),
        (other, wren.codes[7].clone(), true),
    ];
    assert_eq!(
        let_in(&house, tries).await,
        1,
        "one recovery code, two half sessions"
    );
}

/// How many of these are let in, tried at once: half session, code, whether it is a recovery code.
async fn let_in(house: &House, tries: Vec<(Token, String, bool)>) -> usize {
    let mut at_once = JoinSet::new();
    for (half, code, recovery) in tries {
        let (door, key, terms) = (house.door.clone(), house.key.clone(), house.terms);
        at_once.spawn(async move {
            let origin = stranger();
            if recovery {
                sign_in::with_recovery_code(&door, &terms, &half, &code, &origin).await
            } else {
                sign_in::with_code(&door, &key, &terms, &half, &code, &origin).await
            }
        });
    }
    let answers = at_once.join_all().await;
    for answer in &answers {
        assert!(
            !matches!(answer, Err(NotIn::Vault(_) | NotIn::TooOften { .. })),
            "{answer:?}"
        );
    }
    answers.iter().filter(|answer| answer.is_ok()).count()
}

/// Somebody sets the server's clock right, by ten minutes, between one step and the next.
async fn a_clock_that_moves_ten_minutes(house: House) {
    for (name, turn, code, session, recovery) in [
        ("wren", 599, "ok", "in", "ok"),
        ("plover", 600, BEGIN_AGAIN, "ended: idle", BEGIN_AGAIN),
        ("avocet", -600, "ok", "in", "ok"),
    ] {
        // Between the passphrase and the code.
        let owner = house.owner(name, Role::Practitioner).await;
        house.turn(3600);
        let half = house.half(&owner).await;
        house.turn(turn);
        let answer = house
            .second(&half, &owner.app.code(house.now()), &stranger())
            .await;
        expect(&answer, code, name);
        if let Ok(signed_in) = answer {
            assert_eq!(house.opens(&signed_in.token).await, session, "{name}");
        } else {
            assert_eq!(house.opens(&half).await, session, "{name}");
        }
        house.turn(3600);
        let half = house.half(&owner).await;
        house.turn(turn);
        expect(&house.recover(&half, &owner.codes[0]).await, recovery, name);
        // Between the passphrase of an invitation and the set-up.
        let new = format!("{name}.new");
        let invited = house.invite(&new, Role::Practitioner).await;
        let half = house
            .choose(&invited.token, PASS)
            .await
            .expect("the first step");
        let app = house.app(&half.token).await.expect("a secret");
        house.turn(turn);
        let shown = app.code(house.now());
        expect(&house.confirm(&half.token, &shown).await, code, &new);
        assert!(house.app(&half.token).await.is_none(), "{name}");
        house.turn(3600);
    }
    // Back after the code: it is not taken again although its time comes again, nor is an earlier one;
    // recovery codes are, and so is the app's code once the clock is past it.
    let owner = house.owner("knot", Role::Practitioner).await;
    house.turn(3600);
    let signed_in = house.sign_in(&owner).await;
    house.turn(-600);
    assert_eq!(house.opens(&signed_in.token).await, "in");
    let half = house.half(&owner).await;
    let code = owner.app.code(house.now());
    expect(
        &house.second(&half, &code, &stranger()).await,
        WRONG_CODE,
        "ten minutes back",
    );
    house
        .recover(&half, &owner.codes[0])
        .await
        .expect("the second step");
    house.turn(600);
    let half = house.half(&owner).await;
    let code = owner.app.code(house.now());
    expect(
        &house.second(&half, &code, &stranger()).await,
        WRONG_CODE,
        "the same moment again",
    );
    house.sign_in(&owner).await;
}

async fn the_trail_names_accounts_and_nobody(house: House) {
    let wren = house.owner("wren@example.org", Role::Practitioner).await;
    let _ = house
        .first("wren@example.org", "swordfish is not it", &stranger())
        .await;
    let _ = house
        .first("ruff.else", "swordfish is not it", &stranger())
        .await;
    let signed_in = house.sign_in(&wren).await;
    let half = house.half(&wren).await;
    let _ = house.recover(&half, &wren.codes[0]).await;
    let rows = house.trail().await;
    let signing_in = format!(
        "nobody sessions.begin account {} signing in done",
        wren.account
    );
    assert!(
        rows.iter().filter(|row| **row == signing_in).count() >= 4,
        "{rows:#?}"
    );
    for row in &rows {
        for personal in [
            "wren",
            "Example",
            "ruff",
            "swordfish",
            "192.0.2",
            PASS,
            &signed_in.token.reveal(),
            &signed_in.known.reveal(),
            &half.reveal(),
            &wren.codes[0],
        ] {
            assert!(!row.contains(personal), "{personal}: {row}");
        }
    }
}
