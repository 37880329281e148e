//! Guessing is slowed down, and nobody is locked out by somebody else's guesses.

use access::Role;
use people::accounts::Reset;
use people::own;
use people::passphrase::Passphrase;
use people::sign_in::{self, NotIn, Origin};
use tokio::task::JoinSet;

use crate::house::{
    House, OTHER, PASS, TOO_OFTEN, WRONG_CODE, WRONG_PASSPHRASE, expect, from, known, stranger,
    told,
};

on_both_databases!(
    five_wrong_passphrases_and_then_a_wait,
    strangers_from_everywhere_do_not_lock_a_colleague_out,
    one_address_that_tries_many_names,
    a_known_browser_has_a_count_of_its_own,
    tries_at_once_are_counted_too,
    what_is_right_is_not_counted,
    codes_are_counted_as_well,
    whoever_knows_the_passphrase_has_a_day_for_fifty_codes,
    who_holds_a_link_or_a_session_is_no_stranger,
);

const MINUTE: i64 = 60;
const WRONG: &str = "swordfish is not it";

async fn five_wrong_passphrases_and_then_a_wait(house: House) {
    let wren = house.owner("wren", Role::Practitioner).await;
    let (here, there) = (from("198.51.100.1"), from("198.51.100.2"));
    let at_home = known("198.51.100.1", &wren.session.known);
    // Seconds to wait first, who tries from where with what, and what is answered.
    for (row, (turn, name, passphrase, origin, expected)) in [
        (0, "wren", WRONG, &here, WRONG_PASSPHRASE),
        (60, "wren", WRONG, &here, WRONG_PASSPHRASE),
        (0, "WREN ", WRONG, &here, WRONG_PASSPHRASE),
        (0, "wren", WRONG, &here, WRONG_PASSPHRASE),
        (0, "wren", WRONG, &here, WRONG_PASSPHRASE),
        (
            0,
            "wren",
            WRONG,
            &here,
            "There have been too many tries. Try again in 14 minutes",
        ),
        (0, "wren", PASS, &here, TOO_OFTEN),
        (0, "wren", PASS, &there, "ok"),
        (0, "wren", PASS, &at_home, "ok"),
        // The same for a name that nobody has.
        (0, "nobody", WRONG, &here, WRONG_PASSPHRASE),
        (60, "nobody", WRONG, &here, WRONG_PASSPHRASE),
        (0, "nobody", WRONG, &here, WRONG_PASSPHRASE),
        (0, "nobody", WRONG, &here, WRONG_PASSPHRASE),
        (0, "nobody", WRONG, &here, WRONG_PASSPHRASE),
        (
            0,
            "nobody",
            WRONG,
            &here,
            "There have been too many tries. Try again in 14 minutes",
        ),
        (0, "nobody", PASS, &there, WRONG_PASSPHRASE),
        // The wait is from the first of the five, however often somebody asks meanwhile.
        (
            13 * MINUTE - 1,
            "wren",
            PASS,
            &here,
            "There have been too many tries. Try again in a minute",
        ),
        (1, "wren", PASS, &here, "ok"),
    ]
    .into_iter()
    .enumerate()
    {
        house.turn(turn);
        let answer = house.first(name, passphrase, origin).await;
        expect(&answer, expected, &format!("row {row}, {name}"));
    }
}

/// Fifty wrong passphrases from ten addresses.
async fn fifty_strangers(house: &House, name: &str) {
    for n in 0..10 {
        let origin = from(&format!("203.0.113.{n}"));
        for _ in 0..5 {
            let answer = house.first(name, WRONG, &origin).await;
            expect(&answer, WRONG_PASSPHRASE, &origin.from.to_string());
        }
    }
}

async fn strangers_from_everywhere_do_not_lock_a_colleague_out(house: House) {
    let wren = house.owner("wren", Role::Practitioner).await;
    let plover = house.owner("plover", Role::Practitioner).await;
    fifty_strangers(&house, "wren").await;
    let fresh = from("198.51.100.1");
    let at_home = known("198.51.100.1", &wren.session.known);
    let at_plovers = known("198.51.100.1", &plover.session.known);
    for (row, turn, name, origin, expected) in [
        (
            "from anywhere else",
            0,
            "wren",
            &fresh,
            "There have been too many tries. Try again in 60 minutes",
        ),
        (
            "on a colleague's browser",
            0,
            "wren",
            &at_plovers,
            TOO_OFTEN,
        ),
        ("on their own browser", 0, "wren", &at_home, "ok"),
        ("somebody else", 0, "plover", &fresh, "ok"),
        (
            "an hour less a second",
            60 * MINUTE - 1,
            "wren",
            &fresh,
            "There have been too many tries. Try again in a minute",
        ),
        ("an hour", 1, "wren", &fresh, "ok"),
    ] {
        house.turn(turn);
        expect(&house.first(name, PASS, origin).await, expected, row);
    }
    // Where two counts are full, the later end is told.
    fifty_strangers(&house, "wren").await;
    let answer = house.first("wren", PASS, &from("203.0.113.0")).await;
    expect(
        &answer,
        "There have been too many tries. Try again in 60 minutes",
        "both are full",
    );
}

async fn one_address_that_tries_many_names(house: House) {
    house.owner("wren", Role::Practitioner).await;
    for n in 0..50 {
        let address = if n % 2 == 0 {
            "2001:db8::1"
        } else {
            "2001:db8::ffff:2"
        };
        let answer = house
            .first(&format!("name-{n}"), WRONG, &from(address))
            .await;
        expect(&answer, WRONG_PASSPHRASE, address);
    }
    for (address, expected) in [
        ("2001:db8::1", TOO_OFTEN),
        ("2001:db8::3", TOO_OFTEN),
        ("2001:db8:0:1::1", "ok"),
        ("192.0.2.1", "ok"),
    ] {
        expect(
            &house.first("wren", PASS, &from(address)).await,
            expected,
            address,
        );
    }
    house.turn(15 * MINUTE);
    expect(
        &house.first("wren", PASS, &from("2001:db8::1")).await,
        "ok",
        "later",
    );
}

async fn a_known_browser_has_a_count_of_its_own(house: House) {
    let wren = house.owner("wren", Role::Practitioner).await;
    let at_home = known("198.51.100.1", &wren.session.known);
    for _ in 0..5 {
        expect(
            &house.first("wren", WRONG, &at_home).await,
            WRONG_PASSPHRASE,
            "at home",
        );
    }
    expect(
        &house.first("wren", PASS, &at_home).await,
        TOO_OFTEN,
        "at home",
    );
    expect(
        &house.first("wren", PASS, &from("198.51.100.1")).await,
        "ok",
        "without what it shows",
    );
    // Another browser of hers is known too, and the first stays so.
    let elsewhere = house.sign_in(&wren).await.known;
    expect(
        &house
            .first("wren", PASS, &known("198.51.100.1", &elsewhere))
            .await,
        "ok",
        "elsewhere",
    );
    house.turn(15 * MINUTE);
    expect(&house.first("wren", PASS, &at_home).await, "ok", "later");
    // Ten browsers are known, those of the latest sign-ins.
    for _ in 0..9 {
        house.sign_in(&wren).await;
    }
    fifty_strangers(&house, "wren").await;
    expect(
        &house
            .first("wren", PASS, &known("198.51.100.9", &elsewhere))
            .await,
        "ok",
        "the tenth",
    );
    expect(
        &house.first("wren", PASS, &at_home).await,
        TOO_OFTEN,
        "the eleventh",
    );
}

/// Twenty guesses sent at once, before any is answered.
async fn tries_at_once_are_counted_too(house: House) {
    house.owner("wren", Role::Practitioner).await;
    let mut at_once = JoinSet::new();
    for _ in 0..20 {
        let (door, terms) = (house.door.clone(), house.terms);
        at_once.spawn(async move {
            let typed = Passphrase::new(WRONG);
            sign_in::with_passphrase(&door, &terms, "wren", typed, &stranger()).await
        });
    }
    let answers = at_once.join_all().await;
    let of = |expected: fn(&NotIn) -> bool| {
        answers
            .iter()
            .filter(|answer| answer.as_ref().is_err_and(expected))
            .count()
    };
    let judged = of(|error| *error == NotIn::WrongPassphrase);
    let waiting = of(|error| matches!(error, NotIn::TooOften { .. }));
    assert_eq!((judged, waiting), (5, 15));
}

async fn what_is_right_is_not_counted(house: House) {
    let wren = house.owner("wren", Role::Practitioner).await;
    for _ in 0..4 {
        expect(
            &house.first("wren", WRONG, &stranger()).await,
            WRONG_PASSPHRASE,
            "wrong",
        );
    }
    for _ in 0..12 {
        house.sign_in(&wren).await;
    }
    // Nor does it make what was wrong forgotten.
    expect(
        &house.first("wren", WRONG, &stranger()).await,
        WRONG_PASSPHRASE,
        "the fifth",
    );
    expect(
        &house.first("wren", PASS, &stranger()).await,
        TOO_OFTEN,
        "the sixth",
    );
    // A right one given back late, when nothing is counted any more, gives nobody a try more.
    house.turn(15 * MINUTE);
    expect(&house.first("wren", PASS, &stranger()).await, "ok", "right");
    for _ in 0..5 {
        expect(
            &house.first("wren", WRONG, &stranger()).await,
            WRONG_PASSPHRASE,
            "wrong",
        );
    }
    expect(
        &house.first("wren", WRONG, &stranger()).await,
        TOO_OFTEN,
        "the sixth",
    );
}

/// A code that is not right now.
fn wrong_code(right: &str) -> &'static str {
    if right == "000000" {
        "000001"
    } else {
        "000000"
    }
}

async fn codes_are_counted_as_well(house: House) {
    let wren = house.owner("wren", Role::Practitioner).await;
    house.turn(60);
    let half = house.half(&wren).await;
    let code = wren.app.code(house.now());
    let wrong = wrong_code(&code);
    for n in 0..5 {
        // Codes of the app and of the sheet are one count.
        let row = format!("try {n}");
        if n % 2 == 0 {
            expect(
                &house.second(&half, wrong, &stranger()).await,
                WRONG_CODE,
                &row,
            );
        } else {
            let answer = house.recover(&half, "aaaa-aaaa-aaaa-aaaa").await;
            expect(&answer, "This recovery code is not right", &row);
        }
    }
    let at_home = known("192.0.2.1", &wren.session.known);
    expect(
        &house.second(&half, &code, &stranger()).await,
        TOO_OFTEN,
        "here",
    );
    expect(
        &house.recover(&half, &wren.codes[0]).await,
        TOO_OFTEN,
        "here",
    );
    // Another half session is the same account.
    let other = house.half(&wren).await;
    expect(
        &house.second(&other, &code, &stranger()).await,
        TOO_OFTEN,
        "another half session",
    );
    // Passphrases are counted apart.
    expect(
        &house.first("wren", PASS, &stranger()).await,
        "ok",
        "a passphrase",
    );
    expect(&house.second(&half, &code, &at_home).await, "ok", "at home");
    house.sign_in_at(&wren, &from("198.51.100.1")).await;
    house.turn(15 * MINUTE);
    house.sign_in(&wren).await;
}

async fn whoever_knows_the_passphrase_has_a_day_for_fifty_codes(house: House) {
    let wren = house.owner("wren", Role::Practitioner).await;
    let guess = async |addresses: u8, expected: &str| {
        for n in 0..addresses {
            let origin = from(&format!("203.0.113.{n}"));
            let half = house
                .first("wren", PASS, &origin)
                .await
                .expect("the first step");
            for _ in 0..5 {
                let wrong = wrong_code(&wren.app.code(house.now()));
                expect(
                    &house.second(&half.token, wrong, &origin).await,
                    expected,
                    "a guess",
                );
            }
        }
    };
    guess(10, WRONG_CODE).await;
    house.turn(24 * 60 * MINUTE - 60);
    guess(1, TOO_OFTEN).await;
    let at_home = known("198.51.100.1", &wren.session.known);
    house.sign_in_at(&wren, &at_home).await;
    house.turn(60);
    guess(1, WRONG_CODE).await;
    house.turn(60 * MINUTE);
    guess(9, WRONG_CODE).await;
    guess(1, TOO_OFTEN).await;
    // A new passphrase ends that: whoever guessed knows the old one.
    let link = house.reset(&wren.account, Reset::Passphrase).await;
    let half = house
        .choose(&link.token, OTHER)
        .await
        .expect("the first step");
    let code = wren.app.code(house.now());
    house
        .second(&half.token, &code, &stranger())
        .await
        .expect("the second step");
}

/// Strangers fill the counts of a name, of which neither a link nor a session is one.
async fn who_holds_a_link_or_a_session_is_no_stranger(house: House) {
    let wren = house.owner("wren", Role::Practitioner).await;
    let link = house.reset(&wren.account, Reset::Factor).await.token;
    fifty_strangers(&house, "wren").await;
    for _ in 0..5 {
        expect(&house.show(&link, WRONG).await, WRONG_PASSPHRASE, "a link");
    }
    expect(&house.show(&link, PASS).await, TOO_OFTEN, "a link");
    house.turn(15 * MINUTE);
    let half = house.show(&link, PASS).await.expect("the first step").token;
    let wren = house.set_up("wren", &wren.account, &half, PASS).await;
    // A session: its own count, for codes and for the present passphrase.
    let guesses: Vec<Origin> = (0..10).map(|n| from(&format!("203.0.113.{n}"))).collect();
    house.turn(60 * MINUTE);
    let session = house.sign_in(&wren).await.token;
    for origin in &guesses {
        let half = house
            .first("wren", PASS, origin)
            .await
            .expect("the first step");
        for _ in 0..5 {
            let wrong = wrong_code(&wren.app.code(house.now()));
            expect(
                &house.second(&half.token, wrong, origin).await,
                WRONG_CODE,
                "a guess",
            );
        }
    }
    house.turn(30);
    let visitor = house.visitor(&session).await;
    let code = wren.app.code(house.now());
    let confirm = async |code: &str| own::confirm(&house.door, &house.key, &visitor, code).await;
    for _ in 0..5 {
        expect(&confirm(wrong_code(&code)).await, WRONG_CODE, "a session");
    }
    expect(&confirm(&code).await, TOO_OFTEN, "a session");
    let change = async |present: &str| {
        let (present, typed) = (Passphrase::new(present), Passphrase::new(OTHER));
        own::change_passphrase(&house.door, &visitor, present, typed).await
    };
    for _ in 0..5 {
        let answer = told(&change(WRONG).await);
        assert_eq!(answer, "The passphrase that you have now is not right");
    }
    expect(&change(PASS).await, TOO_OFTEN, "a session");
    house.turn(15 * MINUTE);
    let code = wren.app.code(house.now());
    expect(&confirm(&code).await, "ok", "later");
    let visitor = house.visitor(&session).await;
    let (present, typed) = (Passphrase::new(PASS), Passphrase::new(OTHER));
    let changed = own::change_passphrase(&house.door, &visitor, present, typed).await;
    expect(&changed, "ok", "later");
}
