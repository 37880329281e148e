//! Where somebody was going when they were asked to sign in or to confirm, so that they get there
//! afterwards.

use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

use crate::list::{self, Pairs};

/// Pages that nobody is led on to: they ask for the same again, or do something.
const WAY_IN: [&str; 5] = [
    "/sign-in",
    "/sign-out",
    "/confirm",
    "/invitations",
    "/account/stay",
];

/// The page that a step leads on to. It is one of this site whatever stood in the address: a link with
/// another site's page in it leads to the start page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Next(Option<String>);

impl Next {
    /// The page that an address asks for as `next`.
    pub(crate) fn asked(pairs: &[(String, String)]) -> Self {
        let asked = list::values(pairs, "next");
        let page = asked.first().filter(|text| is_page(text));
        Next(page.map(|text| (*text).to_owned()))
    }

    /// As [`asked`](Next::asked), of a whole address.
    pub(crate) fn of(uri: &Uri) -> Self {
        match Pairs::<Vec<(String, String)>>::try_from_uri(uri) {
            Ok(Pairs(pairs)) => Self::asked(&pairs),
            Err(_) => Self::default(),
        }
    }

    /// The page itself.
    pub(crate) fn page(&self) -> &str {
        self.0.as_deref().unwrap_or("/")
    }

    /// The address of a step, which carries it along.
    pub(crate) fn after(&self, step: &str) -> String {
        match &self.0 {
            Some(page) => list::address(step, &[("next", page.clone())]),
            None => step.to_owned(),
        }
    }

    /// Leads there.
    pub(crate) fn lead_on(&self) -> Response {
        see(self.page())
    }
}

/// Leads to an address of this site, which is asked for anew.
pub(crate) fn see(address: &str) -> Response {
    (
        StatusCode::SEE_OTHER,
        [(header::LOCATION, address.to_owned())],
    )
        .into_response()
}

/// Whether a text is the address of a page of this site. Browsers read `//` and `\` at the beginning as
/// the name of another one, and leave out line breaks and tabs.
fn is_page(text: &str) -> bool {
    let plain = text.bytes().all(|byte| byte.is_ascii_graphic()) && !text.contains('\\');
    let path = text.split(['?', '#']).next().unwrap_or_default();
    let on_the_way_in = WAY_IN.iter().any(|page| {
        let below = path.strip_prefix(page);
        below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    });
    plain && text.starts_with('/') && !text.starts_with("//") && !on_the_way_in
}

#[cfg(test)]
mod tests {
    use super::Next;

    #[test]
    fn nobody_is_led_away_from_the_site() {
        for (asked, page) in [
            ("/inspections", "/inspections"),
            (
                "/inspections?q=medway&page=2",
                "/inspections?q=medway&page=2",
            ),
            ("/account", "/account"),
            ("/account/passphrase", "/account/passphrase"),
            ("/sign-information", "/sign-information"),
            ("", "/"),
            ("inspections", "/"),
            ("//example.org", "/"),
            ("//example.org/inspections", "/"),
            ("/\\example.org", "/"),
            ("\\\\example.org", "/"),
            ("/\t/example.org", "/"),
            ("/\n/example.org", "/"),
            ("https://example.org", "/"),
            ("https:example.org", "/"),
            ("javascript:alert(1)", "/"),
            ("data:text/html,x", "/"),
            ("@example.org", "/"),
            ("/inspections?q=é", "/"),
            ("/sign-in", "/"),
            ("/sign-in?next=/sign-in", "/"),
            ("/sign-in/code", "/"),
            ("/sign-out", "/"),
            ("/confirm?next=/accounts/new", "/"),
            ("/invitations/abc", "/"),
            ("/account/stay", "/"),
        ] {
            let pairs = [("next".to_owned(), asked.to_owned())];
            assert_eq!(Next::asked(&pairs).page(), page, "{asked:?}");
        }
    }

    #[test]
    fn a_step_carries_it_along() {
        let pairs = [("next".to_owned(), "/inspections?q=a&page=2".to_owned())];
        let next = Next::asked(&pairs);
        let carried = "/sign-in/code?next=%2Finspections%3Fq%3Da%26page%3D2";
        assert_eq!(next.after("/sign-in/code"), carried);
        assert_eq!(Next::default().after("/sign-in/code"), "/sign-in/code");
    }
}
