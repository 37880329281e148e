//! Seen once by an administrator who has just invited somebody or reset an account, and who has now to
//! bring the link to them without anybody else getting hold of it.

use ::people::accounts::Invited;
use ::people::invitations::Kind;
use askama::Template;
use axum::http::{HeaderMap, header};
use axum::response::Response;

use super::address;
use crate::Entrance;
use crate::front::problem::Problem;
use crate::page::{Page, Section};
use crate::visit::Visit;
use crate::words;

/// The page with the link.
pub(super) fn page(
    visit: &Visit,
    headers: &HeaderMap,
    name: &str,
    invited: &Invited,
) -> Result<Response, Problem> {
    let (title, asked) = match invited.kind {
        Kind::Invitation => (
            "Give them their link",
            "Whoever opens it chooses the passphrase and sets the second factor up, and is asked for nothing else.",
        ),
        Kind::Passphrase => (
            "Give them their link",
            "Whoever opens it chooses the passphrase, and is then asked for the code of the app that is set up.",
        ),
        Kind::Factor => (
            "Give them their link",
            "Whoever opens it is asked for the passphrase, and then sets the second factor up.",
        ),
        Kind::Demo => ("Give them their link", "It leads into a demo."),
    };
    let token = invited.token.reveal();
    visit.html(&Link {
        page: Page::below(title, Section::Accounts),
        name: name.to_owned(),
        account: address(&invited.account),
        link: format!("{}/invitations/{token}", base(visit, headers)),
        asked,
        until: words::moment(invited.until),
    })
}

/// The beginning of the site's addresses, as whoever gets a link has to type it.
fn base(visit: &Visit, headers: &HeaderMap) -> String {
    match visit.site().entrance() {
        Entrance::Encrypted { host } => format!("https://{host}"),
        // Only this machine's own names come this far.
        Entrance::Loopback => {
            let host = headers
                .get(header::HOST)
                .and_then(|host| host.to_str().ok());
            format!("http://{}", host.unwrap_or("127.0.0.1"))
        }
    }
}

/// The page.
#[derive(Template)]
#[template(path = "people/account_link.html")]
struct Link {
    page: Page,
    name: String,
    /// The account's page.
    account: String,
    link: String,
    asked: &'static str,
    until: String,
}
