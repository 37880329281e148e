//! Who may open what: every address of the table asked for by everybody, against what its entry and
//! the policy say.

use access::{Action, Asker, Role, may};
use axum::http::{Method, StatusCode};
use people::Token;
use web::{Entry, Route};

use super::{Everybody, address, routes};
use crate::crew::{Answer, Crew, run};

/// What an address does with whoever asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// It lets them in.
    Open,
    /// It asks them to sign in.
    SignIn,
    /// It asks for the second factor.
    SecondStep,
    /// It asks for a fresh code.
    Confirm,
    /// It refuses.
    Refused,
    /// It leads whoever is in away from the way in.
    Away,
}

impl Outcome {
    /// What an answer came to.
    fn of(route: &Route, answer: &Answer) -> Self {
        let to = answer.header("location");
        let says = |words: &str| answer.text.contains(words);
        match answer.status {
            StatusCode::SEE_OTHER if to == "/sign-in" || to.starts_with("/sign-in?") => {
                match route.path {
                    // Signing out leads there too, and has done what was asked.
                    "/sign-out" => Outcome::Open,
                    _ => Outcome::SignIn,
                }
            }
            StatusCode::SEE_OTHER if to == "/sign-in/code" || to == "/sign-in/set-up" => {
                Outcome::SecondStep
            }
            StatusCode::SEE_OTHER if to.starts_with("/confirm") => Outcome::Confirm,
            StatusCode::SEE_OTHER if to == "/" && route.entry == Entry::HalfWay => Outcome::Away,
            StatusCode::UNAUTHORIZED => Outcome::SignIn,
            StatusCode::FORBIDDEN if says("Confirm that it is you to go on") => Outcome::Confirm,
            StatusCode::FORBIDDEN => Outcome::Refused,
            _ => Outcome::Open,
        }
    }

    fn code(self) -> &'static str {
        match self {
            Outcome::Open => "open",
            Outcome::SignIn => "sign in",
            Outcome::SecondStep => "code",
            Outcome::Confirm => "confirm",
            Outcome::Refused => "refused",
            Outcome::Away => "away",
        }
    }
}

/// How somebody stands before an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stand {
    /// Not signed in.
    Out,
    /// One factor is shown; the pages of the step that is still to come.
    HalfWay(&'static [&'static str]),
    /// Signed in; both factors were just shown.
    Fresh(Role),
    /// Signed in; both factors were shown a while ago.
    Stale(Role),
}

/// What an address should do, read from its entry and the policy alone.
fn expected(route: &Route, stand: Stand) -> Outcome {
    let may = |role: Role, action: Action| may(&Asker::account("a-1", [role]), action).is_ok();
    let is_sent = route.method != Method::GET;
    match (route.entry, stand) {
        (Entry::Bare | Entry::Anybody, _) => Outcome::Open,
        (_, Stand::Out) => Outcome::SignIn,
        (Entry::HalfWay, Stand::HalfWay(pages)) if pages.contains(&route.path) => Outcome::Open,
        (Entry::HalfWay, Stand::HalfWay(_)) => Outcome::SecondStep,
        // A program, and a form that is sent, are told to sign in; a browser is led on.
        (_, Stand::HalfWay(_)) if is_sent || route.path.starts_with("/api/v1/") => Outcome::SignIn,
        (_, Stand::HalfWay(_)) => Outcome::SecondStep,
        (Entry::HalfWay, _) => Outcome::Away,
        (Entry::SignedIn, _) => Outcome::Open,
        (Entry::May(action), Stand::Fresh(role) | Stand::Stale(role)) if may(role, action) => {
            Outcome::Open
        }
        (Entry::Confirmed(action), Stand::Fresh(role)) if may(role, action) => Outcome::Open,
        (Entry::Confirmed(action), Stand::Stale(role)) if may(role, action) => Outcome::Confirm,
        (Entry::May(_) | Entry::Confirmed(_), _) => Outcome::Refused,
    }
}

/// Asks for every address as somebody, and draws a line for each that does what it should not.
async fn walk(
    crew: &Crew,
    everybody: &Everybody,
    who: (&str, Option<&Token>, Stand),
    asked: impl Fn(&Route) -> bool,
) -> Vec<String> {
    let (name, token, stand) = who;
    let mut wrong = Vec::new();
    for route in routes().iter().filter(|route| asked(route)) {
        let to = address(route, everybody);
        let answer = match route.method {
            Method::GET => crew.get(token, &to).await,
            _ => crew.post(token, &to, &[]).await,
        };
        let (is, should) = (Outcome::of(route, &answer), expected(route, stand));
        let server = answer.status.is_server_error() && answer.status.as_u16() != 501;
        if is != should || server {
            wrong.push(format!(
                "{:<5} {:<52} {name:<34} should be {:<8} is {} ({})",
                route.method,
                route.path,
                should.code(),
                is.code(),
                answer.status
            ));
        }
    }
    wrong
}

#[test]
fn every_address_lets_in_whom_it_says_and_nobody_else() {
    run(async {
        let crew = Crew::with_register().await;
        let everybody = Everybody::in_house(&crew).await;
        let unknown = Token::fresh().expect("random bytes");
        let mut wrong = Vec::new();
        for (name, token, stand) in [
            ("signed out", None, Stand::Out),
            ("a token that nobody has", Some(&unknown), Stand::Out),
            (
                "a token that was signed out",
                Some(&everybody.gone),
                Stand::Out,
            ),
            (
                "half way, at the code",
                Some(&everybody.at_code),
                Stand::HalfWay(&["/sign-in/code", "/sign-in/recovery-code"]),
            ),
            (
                "half way, at the set-up",
                Some(&everybody.at_set_up),
                Stand::HalfWay(&["/sign-in/set-up"]),
            ),
        ] {
            wrong.extend(walk(&crew, &everybody, (name, token, stand), |_| true).await);
        }
        assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    });
}

#[test]
fn every_role_may_open_what_the_policy_says_with_both_factors_just_shown() {
    run(async {
        let crew = Crew::empty().await;
        let everybody = Everybody::in_house(&crew).await;
        let mut wrong = Vec::new();
        for (role, member) in &everybody.members {
            let who = (role.code(), Some(&member.token), Stand::Fresh(*role));
            wrong.extend(walk(&crew, &everybody, who, |_| true).await);
        }
        assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    });
}

#[test]
fn every_role_is_asked_for_a_fresh_code_where_the_table_says() {
    run(async {
        let crew = Crew::empty().await;
        let everybody = Everybody::in_house(&crew).await;
        crew.turn(11);
        let mut wrong = Vec::new();
        for (role, member) in &everybody.members {
            let who = (role.code(), Some(&member.token), Stand::Stale(*role));
            let asked = |route: &Route| matches!(route.entry, Entry::Confirmed(_));
            wrong.extend(walk(&crew, &everybody, who, asked).await);
        }
        assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    });
}
