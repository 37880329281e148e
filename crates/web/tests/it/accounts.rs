//! Accounts as an administrator and a data protection officer see them.

use access::Role;
use axum::http::StatusCode;
use people::sessions;

use crate::crew::{Crew, Member, run};

/// An administrator who has just shown both factors, and a practitioner.
async fn two(crew: &Crew) -> (Member, Member) {
    let chief = crew.member("Robin Example", Role::Administrator).await;
    let other = crew.member("Wren Example", Role::Practitioner).await;
    (chief, other)
}

/// The link that a page shows.
fn link(text: &str) -> &str {
    let at = text.find("/invitations/").expect("a link");
    text[at..].split('"').next().expect("its end")
}

#[test]
fn the_list_says_who_can_sign_in_and_what_keeps_the_others_out() {
    run(async {
        let crew = Crew::with_register().await;
        let (chief, other) = two(&crew).await;
        crew.invited("Dunnock Example", Role::Councillor).await;
        let list = crew.get(Some(&chief.token), "/accounts").await;
        assert_eq!(list.status, StatusCode::OK);
        for words in [
            "Robin Example",
            "Wren Example",
            "Can sign in",
            "Waiting for its owner",
            "still to choose a passphrase and a second factor. Their link is taken until 30 November 2026 at 9:00am.",
            "Showing 1 to 3 of 3 accounts",
            "Give somebody an account",
            "<title>Accounts – Lapwing</title>",
        ] {
            assert!(list.text.contains(words), "{words}\n{}", list.text);
        }
        // Seventy-three hours later the link is taken no more; nobody is signed in either.
        crew.turn(73 * 60);
        let chief = Member {
            token: crew.again(&chief).await,
            ..chief
        };
        let list = crew
            .get(Some(&chief.token), "/accounts?state=waiting")
            .await
            .text;
        assert!(list.contains("and has no link for it any more"), "{list}");
        assert!(!list.contains("Wren Example"), "{list}");
        // Filters name nobody; a search by name is no address.
        let role = crew
            .get(Some(&chief.token), "/accounts?role=practitioner")
            .await
            .text;
        assert!(role.contains("Wren Example") && !role.contains("Dunnock Example"));
        let found = crew
            .post(Some(&chief.token), "/accounts", &[("name", "wRÉn")])
            .await;
        assert_eq!(found.status, StatusCode::OK);
        assert!(found.text.contains("Wren Example") && !found.text.contains("Dunnock"));
        assert!(!found.text.contains("?q="), "{}", found.text);
        let none = crew
            .post(Some(&chief.token), "/accounts", &[("name", "Kestrel")])
            .await;
        assert!(none.text.contains("No account matches"), "{}", none.text);
        let _ = other;
    });
}

#[test]
fn a_data_protection_officer_looks_and_changes_nothing() {
    run(async {
        let crew = Crew::with_register().await;
        let (_, other) = two(&crew).await;
        let officer = crew
            .member("Heron Example", Role::DataProtectionOfficer)
            .await;
        let list = crew.get(Some(&officer.token), "/accounts").await;
        assert_eq!(list.status, StatusCode::OK);
        assert!(!list.text.contains("Give somebody an account"));
        let one = format!("/accounts/{}", other.account);
        let page = crew.get(Some(&officer.token), &one).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("Firefox on Linux"));
        for absent in [
            "Reset passphrase",
            "Close the account",
            "Sign out everywhere",
        ] {
            assert!(!page.text.contains(absent), "{absent}");
        }
        for act in [
            "reset",
            "close",
            "reopen",
            "sessions/end",
            "sessions/end-all",
        ] {
            let answer = crew
                .post(Some(&officer.token), &format!("{one}/{act}"), &[])
                .await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{act}");
        }
    });
}

#[test]
fn somebody_is_invited_and_the_link_is_shown_once() {
    run(async {
        let crew = Crew::with_register().await;
        let (chief, _) = two(&crew).await;
        let fields = [
            ("for", "newcomer"),
            ("name", "Siskin Example"),
            ("sign-in-name", "Siskin@example.org"),
            ("role", "team-manager"),
            ("service", "medway"),
        ];
        let answer = crew
            .post(Some(&chief.token), "/accounts/new", &fields)
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        for words in [
            "shown now and never again",
            "http://127.0.0.1:8080/invitations/",
            "Taken once, until 30 November 2026 at 9:00am",
            "<title>Give them their link – Lapwing</title>",
        ] {
            assert!(answer.text.contains(words), "{words}\n{}", answer.text);
        }
        assert_eq!(answer.header("cache-control"), "no-store");
        let token = link(&answer.text).rsplit('/').next().expect("a token");
        let token = people::Token::read(token).expect("a token");
        let open = people::invitations::open(&crew.door, &crew.terms, &token).await;
        assert_eq!(open.expect("read").expect("taken").name, "Siskin Example");
        // The list shows them and no link.
        let list = crew.get(Some(&chief.token), "/accounts").await.text;
        assert!(list.contains("Siskin Example") && !list.contains("/invitations/"));
    });
}

#[test]
fn what_is_wrong_with_an_invitation_stands_beside_its_field() {
    run(async {
        let crew = Crew::with_register().await;
        let (chief, other) = two(&crew).await;
        let good = [
            ("for", "newcomer"),
            ("name", "Siskin Example"),
            ("sign-in-name", "siskin@example.org"),
            ("role", "practitioner"),
            ("service", "medway"),
        ];
        for (field, typed, error) in [
            ("name", "", "Enter a name of at most 100 characters"),
            (
                "sign-in-name",
                "si",
                "Enter a sign-in name of 3 to 100 characters",
            ),
            (
                "sign-in-name",
                "siskin at example",
                "Enter a sign-in name of 3 to 100 characters",
            ),
            (
                "sign-in-name",
                "WREN.example@example.org",
                "Somebody signs in with this name already",
            ),
            ("role", "", "Choose what they do"),
            ("role", "emperor", "Choose what they do"),
            ("role", "inspector", "Choose what they do"),
            ("service", "", "Choose the service that they work for"),
            ("service", "atlantis", "No service is held under this name"),
        ] {
            let fields =
                good.map(|(name, value)| (name, if name == field { typed } else { value }));
            let answer = crew
                .post(Some(&chief.token), "/accounts/new", &fields)
                .await;
            assert_eq!(
                answer.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{field} {typed}"
            );
            let beside = answer.text.split(&format!("id=\"{field}-error\"")).nth(1);
            let beside = beside.unwrap_or_else(|| panic!("{field} {typed}: {}", answer.text));
            assert!(
                beside
                    .split("</div>")
                    .next()
                    .expect("an end")
                    .contains(error),
                "{field} {typed}"
            );
            assert!(
                answer.text.contains(&format!("<a href=\"#{field}\">")),
                "{field}"
            );
            assert!(answer.text.contains("<title>Error: "), "{field}");
            for (name, value) in fields {
                let kept = value.is_empty() || name == "role" || answer.text.contains(value);
                assert!(kept || name == "service", "{field}: {value} is not kept");
            }
        }
        // Somebody of the staff: who has an account is not offered, and not taken.
        let form = crew
            .get(Some(&chief.token), "/accounts/new?for=staff")
            .await
            .text;
        assert!(
            form.contains("Everybody who holds a post has an account already"),
            "{form}"
        );
        let operator = access::Asker::local_operator();
        let one = people::accounts::one(&crew.door, &operator, &crew.terms, &other.account).await;
        let person = one.expect("read").expect("held").person;
        let fields = [
            ("for", "staff"),
            ("person", &person),
            ("sign-in-name", "other"),
        ];
        let answer = crew
            .post(Some(&chief.token), "/accounts/new", &fields)
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            answer.text.contains("This person has an account already"),
            "{}",
            answer.text
        );
    });
}

#[test]
fn a_dangerous_act_asks_for_a_fresh_code_first() {
    run(async {
        let crew = Crew::with_register().await;
        let (chief, other) = two(&crew).await;
        crew.turn(10);
        let one = format!("/accounts/{}", other.account);
        for address in [
            "/accounts/new".to_owned(),
            format!("{one}/reset"),
            format!("{one}/close"),
            format!("{one}/reopen"),
        ] {
            let form = crew.get(Some(&chief.token), &address).await;
            assert_eq!(form.status, StatusCode::SEE_OTHER, "{address}");
            assert!(
                form.header("location").starts_with("/confirm?next="),
                "{address}"
            );
            let sent = crew
                .post(Some(&chief.token), &address, &[("what", "both")])
                .await;
            assert_eq!(sent.status, StatusCode::FORBIDDEN, "{address}");
            assert!(sent.text.contains("Confirm that it is you"), "{address}");
            assert!(!sent.text.contains("/invitations/"), "{address}");
        }
        crew.confirm(&chief).await;
        let form = crew.get(Some(&chief.token), &format!("{one}/reset")).await;
        assert_eq!(form.status, StatusCode::OK);
    });
}

#[test]
fn a_reset_shows_a_link_and_signs_its_owner_out() {
    run(async {
        let crew = Crew::with_register().await;
        let (chief, other) = two(&crew).await;
        let one = format!("/accounts/{}", other.account);
        let nothing = crew
            .post(Some(&chief.token), &format!("{one}/reset"), &[])
            .await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(nothing.text.contains("Choose what they shall choose anew"));
        for (what, asked) in [
            ("passphrase", "is then asked for the code of the app"),
            ("both", "is asked for nothing else"),
        ] {
            let fields = [("what", what)];
            let answer = crew
                .post(Some(&chief.token), &format!("{one}/reset"), &fields)
                .await;
            assert_eq!(answer.status, StatusCode::OK, "{what}");
            assert!(answer.text.contains(asked), "{what}\n{}", answer.text);
            let found = sessions::find(&crew.door, &crew.terms, &other.token).await;
            let ended = sessions::Found::Ended(sessions::Ending::ByAdministrator);
            assert_eq!(found.expect("found"), ended);
        }
        let page = crew.get(Some(&chief.token), &one).await.text;
        assert!(
            page.contains("Not set up") && page.contains("Waiting for its owner"),
            "{page}"
        );
        let answer = crew
            .post(
                Some(&chief.token),
                "/accounts/a-none/reset",
                &[("what", "both")],
            )
            .await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn an_account_is_closed_and_opened_again() {
    run(async {
        let crew = Crew::with_register().await;
        let (chief, other) = two(&crew).await;
        let one = format!("/accounts/{}", other.account);
        let closed = crew
            .post(Some(&chief.token), &format!("{one}/close"), &[])
            .await;
        assert_eq!(closed.status, StatusCode::SEE_OTHER);
        let page = crew
            .get(Some(&chief.token), closed.header("location"))
            .await
            .text;
        for words in [
            "The account has been closed",
            "An administrator closed it",
            "Open the account again",
            "Nowhere at the moment",
        ] {
            assert!(page.contains(words), "{words}\n{page}");
        }
        assert!(!page.contains("Reset passphrase"));
        let opened = crew
            .post(Some(&chief.token), &format!("{one}/reopen"), &[])
            .await;
        let page = crew
            .get(Some(&chief.token), opened.header("location"))
            .await
            .text;
        assert!(page.contains("The account has been opened again") && page.contains("Can sign in"));
        // Nobody closes their own.
        let own = format!("/accounts/{}/close", chief.account);
        let answer = crew.post(Some(&chief.token), &own, &[]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            answer
                .text
                .contains("your own account. Ask another administrator")
        );
        assert!(answer.text.contains("<a href=\"#close\">"));
    });
}

#[test]
fn devices_are_signed_out_one_by_one_or_all_at_once() {
    run(async {
        let crew = Crew::with_register().await;
        let (chief, other) = two(&crew).await;
        let more = [crew.again(&other).await, crew.again(&other).await];
        let one = format!("/accounts/{}", other.account);
        let page = crew.get(Some(&chief.token), &one).await.text;
        let ids: Vec<&str> = page
            .split("name=\"session\" value=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        assert_eq!(ids.len(), 3, "{page}");
        let end = format!("{one}/sessions/end");
        let ended = crew
            .post(Some(&chief.token), &end, &[("session", ids[0])])
            .await;
        let page = crew
            .get(
                Some(&chief.token),
                ended.header("location").split('#').next().expect("a path"),
            )
            .await;
        assert!(
            page.text
                .contains("They have been signed out on that device")
        );
        let again = crew
            .post(Some(&chief.token), &end, &[("session", ids[0])])
            .await;
        assert!(again.header("location").contains("session-over"));
        // A session of somebody else is not reached through this account.
        let chiefs = crew
            .get(Some(&chief.token), &format!("/accounts/{}", chief.account))
            .await
            .text;
        let own = chiefs
            .split("name=\"session\" value=\"")
            .nth(1)
            .expect("a session");
        let own = own.split('"').next().expect("an id");
        let wrong = crew
            .post(Some(&chief.token), &end, &[("session", own)])
            .await;
        assert!(wrong.header("location").contains("session-over"));
        let all = crew
            .post(Some(&chief.token), &format!("{one}/sessions/end-all"), &[])
            .await;
        assert!(all.header("location").contains("sessions-ended"));
        for token in more.iter().chain([&other.token]) {
            let answer = crew.get(Some(token), "/").await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER);
        }
        assert!(chiefs.contains("The one you are using"), "{chiefs}");
    });
}

/// Until there is an account, the local operator may give the first one.
#[test]
fn the_first_account_is_given_by_the_local_operator() {
    run(async {
        let crew = Crew::with_register().await;
        let list = crew.get(None, "/accounts").await;
        assert!(
            list.text.contains("Nobody has an account yet"),
            "{}",
            list.text
        );
        let fields = [
            ("name", "Robin Example"),
            ("sign-in-name", "robin"),
            ("role", "administrator"),
        ];
        let answer = crew.post(None, "/accounts/new", &fields).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        assert!(link(&answer.text).len() > 50);
        let list = crew.get(None, "/accounts").await;
        assert_eq!(list.status, StatusCode::SEE_OTHER);
        assert_eq!(list.header("location"), "/sign-in?next=%2Faccounts");
    });
}
