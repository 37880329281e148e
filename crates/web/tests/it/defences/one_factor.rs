//! `mfa_total` of the web: every address by which somebody who is out can come further in, and that
//! one factor alone leads no further than to the page that asks for the other.

use access::Role;
use axum::http::{Method, StatusCode};
use people::accounts::Reset;
use people::{Token, accounts};
use web::{Entry, Routes};

use crate::crew::{Answer, Crew, Member, PASSPHRASE, run};

/// Fields of a form, each with its words.
type Fields<'a> = Vec<(&'a str, &'a str)>;

/// Every address that whoever is out, or half in, can send something to: these are the ways in. One
/// that is added here needs a line below that shows that it asks for two factors.
const WAYS_IN: &[&str] = &[
    "/sign-in",
    "/sign-in/code",
    "/sign-in/recovery-code",
    "/sign-in/set-up",
    "/invitations/{token}",
    "/demo/{token}",
    "/sign-out",
];

/// Addresses that take a `GET` from whoever is out and may lead further in.
const LED_IN: &[&str] = &["/sign-in", "/invitations/{token}", "/demo/{token}"];

#[test]
fn every_way_in_is_listed() {
    let routes = Routes::all();
    let open = |entry: Entry| matches!(entry, Entry::Bare | Entry::Anybody | Entry::HalfWay);
    let sent = routes
        .iter()
        .filter(|own| own.method != Method::GET && open(own.entry));
    let sent: Vec<&str> = sent.map(|own| own.path).collect();
    for path in &sent {
        assert!(
            WAYS_IN.contains(path),
            "{path} lets in whoever is out and is not listed"
        );
    }
    for path in WAYS_IN {
        assert!(sent.contains(path), "{path} is listed and does not exist");
    }
    // What else is open to whoever is out shows no record and leads nowhere.
    let shown = routes.iter().filter(|own| own.method == Method::GET);
    let shown: Vec<&str> = shown
        .filter(|own| matches!(own.entry, Entry::Bare | Entry::Anybody))
        .map(|own| own.path)
        .filter(|path| !LED_IN.contains(path))
        .collect();
    assert_eq!(shown, ["/accessibility", "/health", "/assets/{name}"]);
}

/// The session that an answer gives the browser, if it gives one.
fn given(answer: &Answer) -> Option<Token> {
    let cookies = answer.headers.get_all("set-cookie").iter();
    let cookies = cookies.filter_map(|cookie| cookie.to_str().ok());
    let mut values = cookies.filter_map(|cookie| cookie.strip_prefix("lapwing="));
    Token::read(values.next()?.split(';').next()?)
}

/// Whether somebody who holds this is in: on a page, and in the API.
async fn is_in(crew: &Crew, token: Option<&Token>) -> bool {
    let page = crew.get(token, "/inspections").await.status == StatusCode::OK;
    let api = crew.get(token, "/api/v1/inspections").await.status == StatusCode::OK;
    assert_eq!(page, api, "page and API let in alike");
    page
}

/// Somebody with a link of a kind; the first number of their next factor.
async fn with_link(crew: &Crew, name: &str, what: Option<Reset>) -> (Member, String, i32) {
    let operator = access::Asker::local_operator();
    let Some(what) = what else {
        let invited = crew.invited(name, Role::Practitioner).await;
        let member = Member {
            account: invited.account.clone(),
            sign_in_name: String::new(),
            token: Token::fresh().expect("random bytes"),
        };
        return (member, invited.token.reveal(), 1);
    };
    let member = crew.member(name, Role::Practitioner).await;
    let reset = accounts::reset(&crew.door, &operator, &crew.terms, &member.account, what).await;
    (member, reset.expect("a link").token.reveal(), 2)
}

#[test]
fn mfa_total_no_way_in_opens_with_one_factor() {
    run(async {
        let crew = Crew::with_register().await;
        let wren = crew.member("Wren Example", Role::Practitioner).await;
        crew.turn(1);
        let code = |account: &str, number: i32| {
            people::factor::code(&crew.key, account, number, crew.now()).expect("a code")
        };
        let own = code(&wren.account, 1);
        let (_, invitation, _) = with_link(&crew, "Dunnock Example", None).await;
        let (forgot, forgotten, _) =
            with_link(&crew, "Siskin Example", Some(Reset::Passphrase)).await;
        let (lost, new_phone, _) = with_link(&crew, "Linnet Example", Some(Reset::Factor)).await;
        let (_, both, _) = with_link(&crew, "Robin Example", Some(Reset::Both)).await;
        let other = "copper violet seven windmills";
        let own_code = code(&forgot.account, 1);
        let old_code = code(&lost.account, 1);
        // Which way, what is sent, and the page of the step that is still to come, if it leads on at
        // all.
        let ways: [(&str, String, Fields<'_>, Option<&str>); 11] = [
            (
                "the passphrase alone",
                "/sign-in".to_owned(),
                vec![
                    ("sign-in-name", &wren.sign_in_name),
                    ("passphrase", PASSPHRASE),
                ],
                Some("/sign-in/code"),
            ),
            (
                "the passphrase with the code beside it",
                "/sign-in".to_owned(),
                vec![
                    ("sign-in-name", &wren.sign_in_name),
                    ("passphrase", PASSPHRASE),
                    ("code", &own),
                ],
                Some("/sign-in/code"),
            ),
            (
                "the code alone",
                "/sign-in/code".to_owned(),
                vec![("sign-in-name", &wren.sign_in_name), ("code", &own)],
                None,
            ),
            (
                "a recovery code alone",
                "/sign-in/recovery-code".to_owned(),
                vec![("code", "0000-0000-0000-0000")],
                None,
            ),
            (
                "setting up without a link",
                "/sign-in/set-up".to_owned(),
                vec![("code", &own)],
                None,
            ),
            (
                "an invitation alone",
                format!("/invitations/{invitation}"),
                vec![("passphrase", other)],
                Some("/sign-in/set-up"),
            ),
            (
                "a link for a forgotten passphrase",
                format!("/invitations/{forgotten}"),
                vec![("passphrase", other), ("code", &own_code)],
                Some("/sign-in/code"),
            ),
            (
                "a link for a lost phone, without the passphrase",
                format!("/invitations/{new_phone}"),
                vec![("passphrase", other), ("code", &old_code)],
                None,
            ),
            (
                "a link for a lost phone, with the passphrase",
                format!("/invitations/{new_phone}"),
                vec![("passphrase", PASSPHRASE)],
                Some("/sign-in/set-up"),
            ),
            (
                "a link for both",
                format!("/invitations/{both}"),
                vec![("passphrase", other)],
                Some("/sign-in/set-up"),
            ),
            (
                "a link of a demo where there is none",
                format!("/demo/{both}"),
                vec![],
                None,
            ),
        ];
        for (way, address, fields, next) in ways {
            for method in ["looking", "sending"] {
                let answer = match method {
                    "looking" => crew.get(None, &address).await,
                    _ => crew.post(None, &address, &fields).await,
                };
                let half = given(&answer);
                assert!(!is_in(&crew, half.as_ref()).await, "{way}, {method}");
                let next = next.filter(|_| method == "sending");
                assert_eq!(
                    half.is_some(),
                    next.is_some(),
                    "{way}, {method}: {}",
                    answer.text
                );
                if let Some(next) = next {
                    assert_eq!(answer.header("location"), next, "{way}");
                    let page = crew.get(half.as_ref(), "/inspections").await;
                    assert_eq!(page.header("location"), next, "{way}");
                }
            }
        }
    });
}

/// The other side: two factors lead in, under another token, and the half that led there is worth
/// nothing any more.
#[test]
fn two_factors_lead_in_under_another_token() {
    run(async {
        let crew = Crew::with_register().await;
        let wren = crew.member("Wren Example", Role::Practitioner).await;
        crew.turn(1);
        let planted = Token::fresh().expect("random bytes");
        let fields = [
            ("sign-in-name", wren.sign_in_name.as_str()),
            ("passphrase", PASSPHRASE),
        ];
        let first = crew.post(Some(&planted), "/sign-in", &fields).await;
        let half = given(&first).expect("half a session");
        let code = people::factor::code(&crew.key, &wren.account, 1, crew.now()).expect("a code");
        let second = crew
            .post(Some(&half), "/sign-in/code", &[("code", &code)])
            .await;
        let whole = given(&second).expect("a session");
        for (token, inside) in [(&planted, false), (&half, false), (&whole, true)] {
            assert_eq!(is_in(&crew, Some(token)).await, inside);
        }
        let out = crew.post(Some(&whole), "/sign-out", &[]).await;
        assert!(out.header("set-cookie").starts_with("lapwing=; "));
        assert!(!is_in(&crew, Some(&whole)).await, "signed out");
    });
}
