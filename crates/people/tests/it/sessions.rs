//! Sessions: how long they go on, what ends them, and that it shows on the next request.

use access::{Asker, Role};
use people::accounts::{self, Reset};
use people::own;
use people::passphrase::Passphrase;
use people::sessions;

use crate::house::{
    House, OTHER, Owner, PASS, WRONG_CODE, expect, from, known, operator, stranger,
};

on_both_databases!(
    limits_hold_to_the_second,
    the_end_that_pages_tell_is_the_end,
    both_factors_count_as_just_shown_for_ten_minutes,
    a_clock_that_moves_ten_minutes_while_somebody_is_in,
    a_stolen_cookie_is_worthless_once_its_session_is_ended,
    what_somebody_may_do_follows_from_the_posts_of_the_day,
    access_ends_with_the_last_day,
    the_eleventh_session_ends_the_one_used_longest_ago,
    a_passphrase_alone_pushes_nobody_out,
    a_list_of_ones_own_devices,
    sessions_are_ones_own_to_end_or_an_administrators,
);

const MINUTE: i64 = 60;
const HOUR: i64 = 3600;

async fn limits_hold_to_the_second(house: House) {
    let wren = house.owner("wren", Role::Practitioner).await;
    for (row, uses, expected) in [
        ("used at once", vec![0], "in"),
        ("half an hour less a second", vec![30 * MINUTE - 1], "in"),
        ("half an hour", vec![30 * MINUTE], "ended: idle"),
        ("twice less a second", vec![30 * MINUTE - 1; 2], "in"),
        (
            "and then half an hour",
            vec![30 * MINUTE - 1, 30 * MINUTE],
            "ended: idle",
        ),
        (
            "a use within the first minute is not written down",
            vec![59, 30 * MINUTE - 59],
            "ended: idle",
        ),
        ("one after it is", vec![60, 30 * MINUTE - 1], "in"),
        (
            "twelve hours less a second",
            [vec![29 * MINUTE; 24], vec![24 * MINUTE - 1]].concat(),
            "in",
        ),
        (
            "twelve hours",
            [vec![29 * MINUTE; 24], vec![24 * MINUTE]].concat(),
            "ended: over",
        ),
        ("half a day unused", vec![12 * HOUR], "ended: over"),
    ] {
        let token = house.sign_in(&wren).await.token;
        let (last, before) = uses.split_last().expect("a use");
        for seconds in before {
            house.turn(*seconds);
            assert_eq!(house.opens(&token).await, "in", "{row}");
        }
        house.turn(*last);
        assert_eq!(house.opens(&token).await, expected, "{row}");
        // What has ended has ended.
        let again = house.opens(&token).await;
        assert_eq!(again, expected, "{row}");
        house.turn(HOUR);
    }
}

/// A page warns before a session ends, so what it is told must be when.
async fn the_end_that_pages_tell_is_the_end(house: House) {
    let wren = house.owner("wren", Role::Practitioner).await;
    let token = house.sign_in(&wren).await.token;
    let over_at = house.visitor(&token).await.over_at;
    assert_eq!(over_at.duration_since(house.now()).as_secs(), 12 * HOUR);
    for use_after in [0, 59, 1, 30, 60, 300, 20, 39] {
        house.turn(use_after);
        let visitor = house.visitor(&token).await;
        let left = visitor.idle_at.duration_since(house.now()).as_secs();
        assert!((29 * MINUTE..=30 * MINUTE).contains(&left), "{left}");
        assert_eq!(visitor.over_at, over_at);
        // A second session of the same age, which nobody looks at until then.
        let twin = house.visitor(&token).await;
        assert_eq!(twin.idle_at, visitor.idle_at);
    }
    let left = house
        .visitor(&token)
        .await
        .idle_at
        .duration_since(house.now());
    house.turn(left.as_secs());
    assert_eq!(house.opens(&token).await, "ended: idle");
}

async fn both_factors_count_as_just_shown_for_ten_minutes(house: House) {
    let wren = house.owner("wren", Role::Practitioner).await;
    let token = house.sign_in(&wren).await.token;
    let confirm = async |code: &str| {
        let visitor = house.visitor(&token).await;
        own::confirm(&house.door, &house.key, &visitor, code).await
    };
    let mut until = None;
    for (row, turn, code, answer, confirmed) in [
        ("just signed in", 0, None, "", true),
        (
            "the code that was signed in with",
            0,
            Some(0),
            WRONG_CODE,
            true,
        ),
        ("ten minutes less a second", 599, None, "", true),
        ("ten minutes", 1, None, "", false),
        (
            "a code of ten minutes ago",
            0,
            Some(-600),
            WRONG_CODE,
            false,
        ),
        ("the code of now", 0, Some(0), "ok", true),
        ("the same again", 0, Some(0), WRONG_CODE, true),
        ("ten minutes less a second", 599, None, "", true),
        ("ten minutes", 1, None, "", false),
    ] {
        house.turn(turn);
        if let Some(seconds) = code {
            let at = house.now() + jiff::SignedDuration::from_secs(seconds);
            expect(&confirm(&wren.app.code(at)).await, answer, row);
        }
        let now = house.visitor(&token).await.confirmed_until;
        assert_eq!(now.is_some(), confirmed, "{row}");
        if let (Some(now), Some("ok")) = (now, code.map(|_| answer)) {
            assert!(until < Some(now), "{row}");
        }
        until = now.or(until);
    }
    // It is the session's, not the account's: another device shows its own.
    let other = house.sign_in(&wren).await.token;
    house.turn(600);
    confirm(&wren.app.code(house.now()))
        .await
        .expect("a code of now");
    assert!(house.visitor(&token).await.confirmed_until.is_some());
    assert!(house.visitor(&other).await.confirmed_until.is_none());
}

async fn a_clock_that_moves_ten_minutes_while_somebody_is_in(house: House) {
    let wren = house.owner("wren", Role::Practitioner).await;
    house.turn(HOUR);
    for (row, turns, expected) in [
        ("forward", vec![600], "in"),
        ("back", vec![-600], "in"),
        (
            "back, and half an hour by the clock as it then is",
            vec![-600, 40 * MINUTE],
            "ended: idle",
        ),
        ("back and forth", vec![-600, 600, -600, 600], "in"),
        (
            "forward and half an hour",
            vec![600, 30 * MINUTE],
            "ended: idle",
        ),
        (
            "forward past the limit at once",
            vec![30 * MINUTE],
            "ended: idle",
        ),
        (
            "back past the beginning, then on",
            vec![-600, 599, 1, 30 * MINUTE - 1],
            "in",
        ),
    ] {
        let token = house.sign_in(&wren).await.token;
        let (last, before) = turns.split_last().expect("a turn");
        for seconds in before {
            house.turn(*seconds);
            assert_eq!(house.opens(&token).await, "in", "{row}");
        }
        house.turn(*last);
        assert_eq!(house.opens(&token).await, expected, "{row}");
        // Past the codes of this row, whose time came twice.
        house.turn(2 * HOUR);
    }
}

/// Whoever has copied the cookie asks with it after each of these.
async fn a_stolen_cookie_is_worthless_once_its_session_is_ended(house: House) {
    let door = house.door.clone();
    let end = async |row: &str, owner: &Owner, stolen: &people::Token, other: &people::Token| {
        let visitor = house.visitor(stolen).await;
        let elsewhere = house.visitor(other).await;
        let account = owner.account.as_str();
        match row {
            "signed out" => sessions::sign_out(&door, &visitor).await.expect("an act"),
            "ended from another device" => {
                let asker = elsewhere.asker();
                let ended = sessions::end_one(&door, &asker, account, &visitor.session);
                assert!(ended.await.expect("an act"));
            }
            "all others ended" => {
                let (asker, but) = (elsewhere.asker(), Some(elsewhere.session.as_str()));
                let ended = sessions::end_all(&door, &asker, account, but);
                // The others are a half one, and the one that taking the invitation up ended in.
                assert_eq!(ended.await.expect("an act"), 3);
            }
            "passphrase changed elsewhere" => {
                let typed = (Passphrase::new(PASS), Passphrase::new(OTHER));
                let changed = own::change_passphrase(&door, &elsewhere, typed.0, typed.1);
                changed.await.expect("another passphrase");
            }
            "ended by an administrator" => {
                let asker = operator();
                let ended = sessions::end_one(&door, &asker, account, &visitor.session);
                assert!(ended.await.expect("an act"));
            }
            "all ended by an administrator" => {
                let asker = operator();
                let ended = sessions::end_all(&door, &asker, account, None);
                assert_eq!(ended.await.expect("an act"), 4);
            }
            "closed" | "closed and opened" => {
                accounts::close(&door, &operator(), account)
                    .await
                    .expect("an act");
                if row == "closed and opened" {
                    accounts::reopen(&door, &operator(), account)
                        .await
                        .expect("an act");
                }
            }
            "passphrase reset" => drop(house.reset(account, Reset::Passphrase).await),
            "second factor reset" => drop(house.reset(account, Reset::Factor).await),
            "both reset" => drop(house.reset(account, Reset::Both).await),
            "post ended yesterday" => house.last_day(account, "2026-11-26").await,
            other => panic!("{other}"),
        }
    };
    for (n, (row, stolen_opens, other_opens)) in [
        ("signed out", "ended", "in"),
        ("ended from another device", "ended", "in"),
        ("all others ended", "ended", "in"),
        ("passphrase changed elsewhere", "ended", "in"),
        ("ended by an administrator", "ended: administrator", "in"),
        (
            "all ended by an administrator",
            "ended: administrator",
            "ended: administrator",
        ),
        ("closed", "ended: not let in", "ended: not let in"),
        (
            "closed and opened",
            "ended: not let in",
            "ended: not let in",
        ),
        (
            "passphrase reset",
            "ended: administrator",
            "ended: administrator",
        ),
        (
            "second factor reset",
            "ended: administrator",
            "ended: administrator",
        ),
        ("both reset", "ended: administrator", "ended: administrator"),
        (
            "post ended yesterday",
            "ended: not let in",
            "ended: not let in",
        ),
    ]
    .into_iter()
    .enumerate()
    {
        let owner = house.owner(&format!("wren-{n}"), Role::Practitioner).await;
        let stolen = house.sign_in(&owner).await.token;
        let other = house.sign_in(&owner).await.token;
        let half = house.half(&owner).await;
        assert_eq!(house.opens(&stolen).await, "in", "{row}");
        end(row, &owner, &stolen, &other).await;
        assert_eq!(house.opens(&stolen).await, stolen_opens, "{row}");
        assert_eq!(house.opens(&other).await, other_opens, "{row}");
        // Half a session goes where all go, and stays where one goes.
        let half_opens = match row {
            "signed out" | "ended from another device" | "ended by an administrator" => {
                "half way: code"
            }
            "all others ended" | "passphrase changed elsewhere" => "ended",
            _ => other_opens,
        };
        assert_eq!(house.opens(&half).await, half_opens, "{row}");
        // It does not come back by itself.
        house.turn(60);
        assert_ne!(house.opens(&stolen).await, "in", "{row}");
    }
}

async fn what_somebody_may_do_follows_from_the_posts_of_the_day(house: House) {
    let wren = house.owner("wren", Role::Practitioner).await;
    let second = house.owner("plover", Role::TeamManager).await;
    let token = house.sign_in(&wren).await.token;
    let roles = async || house.visitor(&token).await.roles;
    assert_eq!(roles().await, [Role::Practitioner]);
    // The team manager's post is handed to the practitioner, from today; nobody signs in anew.
    house
        .hand_post(&second.account, &wren.account, "2026-11-27")
        .await;
    assert_eq!(roles().await, [Role::Practitioner, Role::TeamManager]);
    house
        .last_day_in(&wren.account, Role::Practitioner, "2026-11-26")
        .await;
    assert_eq!(roles().await, [Role::TeamManager]);
    let asker = house.visitor(&token).await.asker();
    assert_eq!(
        (asker.code(), asker.roles()),
        (wren.account.as_str(), &[Role::TeamManager][..])
    );
    house
        .last_day_in(&wren.account, Role::TeamManager, "2026-11-26")
        .await;
    assert_eq!(house.opens(&token).await, "ended: not let in");
    // A post from tomorrow opens nothing today.
    house
        .hand_post(&second.account, &wren.account, "2026-11-28")
        .await;
    assert_eq!(house.opens(&token).await, "ended: not let in");
}

/// The last day is a day of work, to its midnight in this country, winter and summer.
async fn access_ends_with_the_last_day(house: House) {
    for (name, evening, midnight, day) in [
        (
            "wren",
            "2026-11-27T23:45:00Z",
            "2026-11-28T00:00:00Z",
            "2026-11-27",
        ),
        (
            "plover",
            "2027-06-30T22:45:00Z",
            "2027-06-30T23:00:00Z",
            "2027-06-30",
        ),
    ] {
        house.turn_to(evening);
        let owner = house.owner(name, Role::Practitioner).await;
        house.last_day(&owner.account, day).await;
        let token = house.sign_in(&owner).await.token;
        house.turn_to(midnight);
        house.turn(-1);
        assert_eq!(house.opens(&token).await, "in", "{name}");
        house.half(&owner).await;
        house.turn(1);
        assert_eq!(house.opens(&token).await, "ended: not let in", "{name}");
        let answer = house.first(name, PASS, &stranger()).await;
        expect(&answer, "You hold no post here today", name);
    }
}

async fn the_eleventh_session_ends_the_one_used_longest_ago(house: House) {
    let wren = house.owner("wren", Role::Practitioner).await;
    sessions::end_all(&house.door, &operator(), &wren.account, None)
        .await
        .expect("an act");
    let mut tokens = Vec::new();
    for _ in 0..10 {
        tokens.push(house.sign_in(&wren).await.token);
    }
    house.turn(60);
    for token in &tokens {
        house.turn(1);
        assert_eq!(house.opens(token).await, "in");
    }
    house.turn(60);
    // The first is used again; so the second is the one that was used longest ago.
    assert_eq!(house.opens(&tokens[0]).await, "in");
    let eleventh = house.sign_in(&wren).await.token;
    for (n, token) in tokens.iter().enumerate() {
        let expected = if n == 1 { "ended" } else { "in" };
        assert_eq!(house.opens(token).await, expected, "session {n}");
    }
    assert_eq!(house.opens(&eleventh).await, "in");
    // Somebody else's are their own.
    let plover = house.owner("plover", Role::Practitioner).await;
    assert_eq!(house.opens(&plover.session.token).await, "in");
    assert_eq!(house.opens(&eleventh).await, "in");
}

/// Whoever knows a passphrase and has no code may begin as often as they like.
async fn a_passphrase_alone_pushes_nobody_out(house: House) {
    let wren = house.owner("wren", Role::Practitioner).await;
    let token = house.sign_in(&wren).await.token;
    let mut halves = Vec::new();
    for _ in 0..12 {
        house.turn(1);
        halves.push(house.half(&wren).await);
    }
    assert_eq!(house.opens(&token).await, "in");
    let mut open = Vec::new();
    for half in &halves {
        open.push(house.opens(half).await);
    }
    assert_eq!(open[..2], ["ended"; 2]);
    assert_eq!(open[2..], ["half way: code"; 10]);
}

async fn a_list_of_ones_own_devices(house: House) {
    let wren = house.owner("wren", Role::Practitioner).await;
    let list = async |asker: &Asker| {
        let lines = sessions::list(&house.door, asker, &house.terms, &wren.account).await;
        let lines = lines.expect("a list");
        let told = lines.into_iter().map(|line| {
            let began = line.began_at.strftime("%H:%M").to_string();
            format!("{} {began} {}", line.device, line.seen_at.strftime("%H:%M"))
        });
        told.collect::<Vec<String>>()
    };
    house.turn(5 * MINUTE);
    let mut phone = stranger();
    phone.device = sessions::device_words("Mozilla/5.0 (iPhone) Version/18.1 Safari/604.1");
    let half = house
        .first("wren", PASS, &phone)
        .await
        .expect("the first step");
    let code = wren.app.code(house.now());
    let token = house
        .second(&half.token, &code, &phone)
        .await
        .expect("the second step")
        .token;
    house.half(&wren).await;
    let asker = house.visitor(&token).await.asker();
    assert_eq!(
        list(&asker).await,
        [
            "Safari on iPhone 09:05 09:05",
            "Firefox on Linux 09:00 09:00"
        ],
        "half sessions are not among them"
    );
    house.turn(20 * MINUTE);
    house.opens(&wren.session.token).await;
    let lines = list(&asker).await;
    assert_eq!(
        lines,
        [
            "Firefox on Linux 09:00 09:25",
            "Safari on iPhone 09:05 09:05"
        ]
    );
    house.turn(10 * MINUTE - 1);
    assert_eq!(list(&operator()).await, lines);
    house.turn(1);
    assert_eq!(
        list(&operator()).await,
        lines[..1],
        "one that ran out is no device to worry about"
    );
    sessions::end_all(&house.door, &operator(), &wren.account, None)
        .await
        .expect("an act");
    assert!(list(&operator()).await.is_empty());
    let day: Vec<i64> = vec![29 * MINUTE; 24];
    let token = house.sign_in(&wren).await.token;
    for seconds in day {
        house.turn(seconds);
        house.opens(&token).await;
    }
    house.turn(24 * MINUTE - 1);
    assert_eq!(list(&operator()).await.len(), 1);
    house.turn(1);
    assert!(
        list(&operator()).await.is_empty(),
        "nor is one that went on for half a day"
    );
}

async fn sessions_are_ones_own_to_end_or_an_administrators(house: House) {
    let wren = house.owner("wren", Role::Practitioner).await;
    let plover = house.owner("plover", Role::Practitioner).await;
    let chief = house.owner("chief", Role::Administrator).await;
    let asker = async |owner: &Owner| house.visitor(&owner.session.token).await.asker();
    let hers = house.visitor(&wren.session.token).await.session;
    let (wrens, plovers, chiefs) = (
        asker(&wren).await,
        asker(&plover).await,
        asker(&chief).await,
    );
    for (row, who, account, session, expected) in [
        (
            "a colleague's",
            &plovers,
            &wren.account,
            hers.as_str(),
            "may not",
        ),
        (
            "a colleague's, as if one's own",
            &plovers,
            &plover.account,
            hers.as_str(),
            "false",
        ),
        (
            "one that is not there",
            &wrens,
            &wren.account,
            "s-0123456789abcdef",
            "false",
        ),
        ("made up", &wrens, &wren.account, "a name, say", "false"),
        ("made up, with a NUL", &wrens, &wren.account, "\0", "false"),
        (
            "an administrator's guess",
            &chiefs,
            &plover.account,
            hers.as_str(),
            "false",
        ),
        (
            "an administrator's",
            &chiefs,
            &wren.account,
            hers.as_str(),
            "true",
        ),
        (
            "one that has ended",
            &wrens,
            &wren.account,
            hers.as_str(),
            "false",
        ),
    ] {
        let answer = sessions::end_one(&house.door, who, account, session).await;
        let told = answer.map_or_else(|error| error.to_string(), |ended| ended.to_string());
        assert!(told.contains(expected), "{row}: {told}");
    }
    let all = sessions::end_all(&house.door, &plovers, &wren.account, None).await;
    expect(&all, "A practitioner may not", "all of a colleague's");
    let list = sessions::list(&house.door, &plovers, &house.terms, &wren.account).await;
    expect(&list, "A practitioner may not", "a colleague's list");
    assert_eq!(
        house.opens(&wren.session.token).await,
        "ended: administrator"
    );
    assert_eq!(house.opens(&plover.session.token).await, "in");
    let trail = house.trail().await.join("\n");
    assert!(!trail.contains("a name, say"), "{trail}");
    assert!(
        trail.contains(&format!("{} sessions.end session {hers}", chief.account)),
        "{trail}"
    );
    // A browser that was known is known after all sessions are over.
    let origin = known("198.51.100.1", &wren.session.known);
    house
        .first("wren", PASS, &origin)
        .await
        .expect("the first step");
    house
        .first("wren", PASS, &from("198.51.100.2"))
        .await
        .expect("the first step");
}
