//! Opened by an administrator with a colleague on the telephone, who wants to see what keeps them out,
//! where they are signed in, and to do the one thing that helps.

use ::people::accounts::Account;
use ::people::sessions::{self, SessionLine};
use access::Action;
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;

use super::standing::{Standing, hindrance, last_signed_in, roles};
use super::{address, find};
use crate::front::problem::Problem;
use crate::list::encode;
use crate::notice;
use crate::page::{Crumb, HOME, Page, Section};
use crate::visit::{Visit, Who};
use crate::words::{self, Tag};

/// `GET /accounts/{id}`
pub(crate) async fn show(
    visit: Visit,
    Path(id): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let account = find(&visit, &id).await?;
    let (door, asker) = (&visit.door, &visit.asker);
    let open = sessions::list(door, asker, visit.terms(), &account.id).await?;
    visit.html(&One::new(&visit, &account, &open, notice::asked(&pairs)))
}

/// The page.
#[derive(Template)]
#[template(path = "people/account_of.html")]
struct One {
    page: Page,
    crumbs: [Crumb; 2],
    notice: Option<&'static str>,
    name: String,
    address: String,
    state: Tag,
    hindrance: Option<String>,
    facts: Vec<(&'static str, String)>,
    /// The owner's own page, if it may be opened.
    person: Option<String>,
    devices: Vec<Device>,
    may_reset: bool,
    may_close: bool,
    may_end: bool,
    /// Whether it is closed, by somebody or by itself.
    closed: bool,
    /// Whether it is the account of whoever looks.
    own: bool,
}

/// A device on which the owner is signed in.
struct Device {
    session: String,
    words: String,
    began: String,
    seen: String,
    /// Whether it is the one on which the page is shown.
    this: bool,
}

impl One {
    fn new(
        visit: &Visit,
        account: &Account,
        open: &[SessionLine],
        notice: Option<&'static str>,
    ) -> Self {
        let standing = Standing::of(account);
        let here = match &visit.who {
            Who::Visitor(visitor) => visitor.session.as_str(),
            _ => "",
        };
        let device = |line: &SessionLine| Device {
            session: line.id.clone(),
            words: line.device.clone(),
            began: words::moment(line.began_at),
            seen: words::moment(line.seen_at),
            this: line.id == here,
        };
        let person = format!("/people/{}", encode(&account.person));
        One {
            page: Page::below("Account", Section::Accounts),
            crumbs: [
                HOME,
                Crumb {
                    href: "/accounts",
                    text: "Accounts",
                },
            ],
            notice,
            name: account.name.clone(),
            address: address(&account.id),
            state: standing.tag(),
            hindrance: hindrance(account, visit.terms()),
            facts: facts(account),
            person: visit.may(Action::PeopleList).then_some(person),
            devices: open.iter().map(device).collect(),
            may_reset: visit.may(Action::AccountsReset),
            may_close: visit.may(Action::AccountsClose),
            may_end: visit.may(Action::SessionsEnd),
            own: visit.asker.code() == account.id,
            closed: matches!(standing, Standing::Closed | Standing::NotUsed),
        }
    }
}

/// What is known of an account, by name.
fn facts(account: &Account) -> Vec<(&'static str, String)> {
    let chosen = |is: bool| if is { "Chosen" } else { "Not chosen" }.to_owned();
    let mut facts = vec![
        ("Sign-in name", account.sign_in_name.clone()),
        ("Roles today", roles(account)),
        ("Last signed in", last_signed_in(account)),
        ("Passphrase", chosen(account.has_passphrase)),
        (
            "Second factor",
            if account.has_factor {
                "Set up"
            } else {
                "Not set up"
            }
            .to_owned(),
        ),
    ];
    if account.single_sign_on {
        facts.push(("Council’s own sign-in", "Used".to_owned()));
    }
    facts
}
