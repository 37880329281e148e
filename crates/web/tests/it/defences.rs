//! The web's defences, each over every address of the one table, so that an address that is added is
//! defended from its first day or a test fails.

mod entry;
mod headers;
mod logs;
mod one_factor;
mod requests;
mod trail;

use access::Role;
use people::Token;
use web::{Route, Routes};

use crate::crew::{Crew, Member};
use crate::pages::EXAMPLES;

/// Everybody who can stand before an address.
struct Everybody {
    /// Somebody in each role that a post can carry.
    members: Vec<(Role, Member)>,
    /// Who has shown a passphrase.
    at_code: Token,
    /// Who has a link and has chosen a passphrase by it.
    at_set_up: Token,
    /// Who has signed out.
    gone: Token,
    /// An account that nobody asks with.
    other: Member,
}

impl Everybody {
    async fn in_house(crew: &Crew) -> Self {
        let other = crew.member("Heron Example", Role::Practitioner).await;
        let gone = crew.member("Swift Example", Role::Practitioner).await;
        let sessions = people::sessions::find(&crew.door, &crew.terms, &gone.token).await;
        let people::sessions::Found::Visitor(visitor) = sessions.expect("found") else {
            panic!("nobody is signed in");
        };
        let out = people::sessions::sign_out(&crew.door, &visitor).await;
        out.expect("signed out");
        let invited = crew.invited("Crane Example", Role::Practitioner).await;
        let chosen = people::passphrase::Passphrase::new(crate::crew::PASSPHRASE);
        let from = crate::crew::origin();
        let token = &invited.token;
        let half =
            people::invitations::choose_passphrase(&crew.door, &crew.terms, token, chosen, &from);
        let at_set_up = half.await.expect("half a session").token;
        let mut members = Vec::new();
        for role in Role::POSTS {
            let name = format!("Wren {}", role.code());
            members.push((role, crew.member(&name, role).await));
        }
        Everybody {
            at_code: crew.half_in(&other).await,
            at_set_up,
            gone: gone.token,
            members,
            other,
        }
    }

    fn member(&self, role: Role) -> &Member {
        let mut members = self.members.iter();
        let found = members.find(|(own, _)| *own == role);
        &found.expect("somebody in the role").1
    }
}

/// All routes, those last that end the session of whoever asks.
fn routes() -> Vec<Route> {
    let mut routes = Routes::all().into_iter().collect::<Vec<Route>>();
    routes.sort_by_key(|route| route.path == "/sign-out");
    routes
}

/// An address of a route: its example where there is one that needs nothing added by hand, and
/// otherwise one with ids that may name nothing.
fn address(route: &Route, everybody: &Everybody) -> String {
    let mut examples = EXAMPLES.iter();
    let example = examples.find(|(path, to)| *path == route.path && !to.contains('{'));
    if let Some((_, to)) = example {
        return (*to).to_owned();
    }
    let path = match route.path.strip_prefix("/accounts/{id}") {
        Some(rest) => format!("/accounts/{}{rest}", everybody.other.account),
        None => route.path.to_owned(),
    };
    path.replace("{number}", "1")
        .replace("{token}", "unknown")
        .replace(['{', '}'], "")
}
