//! One's own account: what somebody sees of it, ends and changes, and what is asked of them before.

use access::Role;
use axum::http::StatusCode;
use jiff::SignedDuration;

use crate::house::{House, on_both_empty};
use crate::visitors::{Browser, PASSPHRASE, Person, recovery_codes};

#[test]
fn somebody_sees_who_they_are_here_and_where_they_are_signed_in() {
    on_both_empty(async |house| {
        let (_, mut browser) = Person::signed_in(&house, Role::TeamManager).await;
        let page = browser.get("/account").await.text;
        for words in [
            "<title>Your account – Lapwing</title>",
            "Wren Team manager",
            "wren.team-manager@example.org",
            "Team manager. Allocates work and oversees it",
            "8 of 8",
            "(this one)",
        ] {
            assert!(page.contains(words), "{words}\n{page}");
        }
        assert!(!page.contains("Sign out there"), "{page}");
    });
}

#[test]
fn other_devices_are_signed_out_one_by_one_or_all_at_once() {
    on_both_empty(async |house| {
        let (person, mut here) = Person::signed_in(&house, Role::Practitioner).await;
        let (_, mut robin) = Person::signed_in(&house, Role::TeamManager).await;
        let mut others = Vec::new();
        for _ in 0..3 {
            house.turn(SignedDuration::from_secs(90));
            let mut other = Browser::new(&house);
            person.signs_in(&house, &mut other).await;
            others.push(other);
        }
        let page = here.get("/account").await.text;
        assert_eq!(page.matches("Sign out there").count(), 3, "{page}");
        let session = page.split("name=\"session\" value=\"").nth(1);
        let session = session
            .and_then(|rest| rest.split('"').next())
            .expect("an id");
        let fields = [("session", session)];
        // A colleague cannot end it.
        let answer = robin.post("/account/sessions/end", &fields).await;
        let over = "/account?done=own-session-over#devices";
        assert_eq!(answer.header("location"), over);
        let answer = here.post("/account/sessions/end", &fields).await;
        let ended = "/account?done=own-session-ended#devices";
        assert_eq!(answer.header("location"), ended);
        let page = here.get("/account").await.text;
        assert_eq!(page.matches("Sign out there").count(), 2, "{page}");
        here.post("/account/sessions/end-others", &[]).await;
        for other in &mut others {
            assert_eq!(other.get("/rate").await.status, StatusCode::SEE_OTHER);
        }
        assert_eq!(here.get("/rate").await.status, StatusCode::OK);
        assert_eq!(robin.get("/rate").await.status, StatusCode::OK);
    });
}

/// Somebody who has been in for a while, so that what could harm them asks for a code first.
async fn in_for_a_while(house: &House) -> (Person, Browser<'_>) {
    let (person, browser) = Person::signed_in(house, Role::Practitioner).await;
    house.turn(SignedDuration::from_mins(11));
    (person, browser)
}

#[test]
fn what_could_harm_asks_for_a_fresh_code() {
    on_both_empty(async |house| {
        let (person, mut browser) = in_for_a_while(&house).await;
        for address in ["/account/passphrase", "/account/recovery-codes"] {
            let way = browser.get(address).await.header("location").to_owned();
            assert_eq!(
                way,
                format!("/confirm?next={}", address.replace('/', "%2F"))
            );
        }
        let fields = [
            ("passphrase", PASSPHRASE),
            ("new-passphrase", "marble otter seventeen lanterns"),
        ];
        let held = browser.post("/account/passphrase", &fields).await;
        assert_eq!(held.status, StatusCode::FORBIDDEN);
        for secret in [PASSPHRASE, "marble"] {
            assert!(!held.text.contains(secret), "{}", held.text);
        }
        let way = "/confirm?next=%2Faccount%2Fpassphrase";
        for (typed, words) in [
            ("", "Enter the code that your app shows"),
            ("000 00", "This code is not right"),
        ] {
            let answer = browser.post(way, &[("code", typed)]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(answer.text.contains(words), "{}", answer.text);
        }
        let code = person.code(&house, 0);
        let answer = browser.post(way, &[("code", &code)]).await;
        assert_eq!(answer.header("location"), "/account/passphrase");
        let form = browser.get("/account/passphrase").await;
        assert_eq!(form.status, StatusCode::OK);
    });
}

#[test]
fn another_passphrase_is_chosen_and_other_devices_are_out() {
    on_both_empty(async |house| {
        let (person, mut here) = Person::signed_in(&house, Role::Practitioner).await;
        house.turn(SignedDuration::from_secs(90));
        let mut other = Browser::new(&house);
        person.signs_in(&house, &mut other).await;
        let good = "marble otter seventeen lanterns";
        for (present, chosen, field, words) in [
            (PASSPHRASE, "", "new-passphrase", "Type a passphrase"),
            (
                PASSPHRASE,
                "short",
                "new-passphrase",
                "Use at least 14 characters",
            ),
            (
                "another one that is wrong",
                good,
                "passphrase",
                "is not right",
            ),
        ] {
            let fields = [("passphrase", present), ("new-passphrase", chosen)];
            let answer = here.post("/account/passphrase", &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
            assert!(answer.text.contains(words), "{}", answer.text);
            assert!(answer.text.contains(&format!("href=\"#{field}\"")));
            for secret in [present, chosen].into_iter().filter(|s| s.contains(' ')) {
                assert!(!answer.text.contains(secret), "{}", answer.text);
            }
        }
        let fields = [("passphrase", PASSPHRASE), ("new-passphrase", good)];
        let answer = here.post("/account/passphrase", &fields).await;
        let done = "/account?done=passphrase-changed#main-content";
        assert_eq!(answer.header("location"), done, "{}", answer.text);
        assert_eq!(here.get("/rate").await.status, StatusCode::OK);
        assert_eq!(other.get("/rate").await.status, StatusCode::SEE_OTHER);
        let name = person.sign_in_name.as_str();
        for (typed, status) in [
            (PASSPHRASE, StatusCode::UNPROCESSABLE_ENTITY),
            (good, StatusCode::SEE_OTHER),
        ] {
            let fields = [("sign-in-name", name), ("passphrase", typed)];
            let answer = other.post("/sign-in", &fields).await;
            assert_eq!(answer.status, status);
        }
    });
}

#[test]
fn new_recovery_codes_make_the_old_ones_worthless() {
    on_both_empty(async |house| {
        let person = Person::invited(&house, Role::Practitioner).await;
        let mut browser = Browser::new(&house);
        browser
            .post(&person.link, &[("passphrase", PASSPHRASE)])
            .await;
        let code = person.code(&house, 0);
        let codes = browser.post("/sign-in/set-up", &[("code", &code)]).await;
        let old = recovery_codes(&codes.text);
        let asked = browser.get("/account/recovery-codes").await;
        assert_eq!(recovery_codes(&asked.text).len(), 0, "asking makes none");
        let codes = browser.post("/account/recovery-codes", &[]).await;
        let new = recovery_codes(&codes.text);
        assert_eq!(new.len(), 8, "{}", codes.text);
        assert!(codes.text.contains("href=\"/account\""));
        let mut other = Browser::new(&house);
        person.shows_passphrase(&mut other).await;
        for (typed, status) in [
            (&old[0], StatusCode::UNPROCESSABLE_ENTITY),
            (&new[0], StatusCode::OK),
        ] {
            let fields = [("code", typed.as_str())];
            let answer = other.post("/sign-in/recovery-code", &fields).await;
            assert_eq!(answer.status, status, "{}", answer.text);
        }
        let page = browser.get("/account").await.text;
        assert!(page.contains("7 of 8"), "{page}");
    });
}

#[test]
#[ignore = "not shown yet"]
fn staying_counts_as_use_and_ends_with_the_day() {
    on_both_empty(async |house| {
        let (_, mut browser) = Person::signed_in(&house, Role::Practitioner).await;
        let page = browser.get("/rate").await.text;
        assert!(
            page.contains("data-idle=\"1800\" data-over=\"43200\""),
            "{page}"
        );
        for minutes in (25..720).step_by(25) {
            house.turn(SignedDuration::from_mins(25));
            let stay = browser.get("/account/stay").await;
            assert_eq!(stay.status, StatusCode::OK, "after {minutes} minutes");
            let over = 43_200 - minutes * 60;
            assert_eq!(stay.text, format!("{{\"idle\":1800,\"over\":{over}}}"));
        }
        house.turn(SignedDuration::from_mins(25));
        let stay = browser.get("/account/stay").await;
        assert_eq!(stay.status, StatusCode::SEE_OTHER, "nobody stays for ever");
    });
}
