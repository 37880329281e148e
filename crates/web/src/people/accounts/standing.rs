//! How an account stands, in words: whether its owner can sign in, and if not, what is in the way.

use ::people::Terms;
use ::people::accounts::{Account, State};
use access::Role;

use crate::words::{self, Tag};

/// How an account stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Its owner can sign in.
    CanSignIn,
    /// Its owner has still to choose something that they sign in with.
    Waiting,
    /// Its owner holds no post today.
    NoPost,
    /// It closed by itself.
    NotUsed,
    /// An administrator closed it.
    Closed,
}

impl Standing {
    /// Each of them, in the order in which a filter offers them.
    pub(super) const ALL: [Standing; 5] = [
        Standing::CanSignIn,
        Standing::Waiting,
        Standing::NoPost,
        Standing::NotUsed,
        Standing::Closed,
    ];

    /// How an account stands today.
    pub(super) fn of(account: &Account) -> Self {
        match account.state {
            State::Closed => Standing::Closed,
            State::WithoutPost => Standing::NoPost,
            State::Dormant => Standing::NotUsed,
            State::Invited | State::Open => {
                let by_itself = account.has_passphrase && account.has_factor;
                if by_itself || account.single_sign_on {
                    Standing::CanSignIn
                } else {
                    Standing::Waiting
                }
            }
        }
    }

    /// Its code in an address.
    pub(super) fn code(self) -> &'static str {
        match self {
            Standing::CanSignIn => "can-sign-in",
            Standing::Waiting => "waiting",
            Standing::NoPost => "no-post",
            Standing::NotUsed => "not-used",
            Standing::Closed => "closed",
        }
    }

    /// The state in a few words.
    pub(super) fn words(self) -> &'static str {
        match self {
            Standing::CanSignIn => "Can sign in",
            Standing::Waiting => "Waiting for its owner",
            Standing::NoPost => "No post today",
            Standing::NotUsed => "Closed because not used",
            Standing::Closed => "Closed",
        }
    }

    /// The same as a tag.
    pub(super) fn tag(self) -> Tag {
        let colour = match self {
            Standing::CanSignIn => "green",
            Standing::Waiting => "yellow",
            Standing::NoPost => "orange",
            Standing::NotUsed | Standing::Closed => "grey",
        };
        Tag::new(self.words(), colour)
    }
}

/// Why the owner of an account cannot sign in, and what would help: one sentence. None if they can.
pub(super) fn hindrance(account: &Account, terms: &Terms) -> Option<String> {
    match Standing::of(account) {
        Standing::CanSignIn => None,
        Standing::Closed => Some("An administrator closed it. Open it again to let its owner in.".to_owned()),
        Standing::NoPost => Some(
            "Its owner holds no post today. They get in again on the day on which they are given one."
                .to_owned(),
        ),
        Standing::NotUsed => Some(format!(
            "Nobody signed in with it for {} days, so it closed by itself. Open it again to let its owner in.",
            terms.dormant.as_hours() / 24
        )),
        Standing::Waiting => Some(waiting(account)),
    }
}

/// What somebody has still to choose, and whether they have a link for it.
fn waiting(account: &Account) -> String {
    let what = match (account.has_passphrase, account.has_factor) {
        (false, true) => "a passphrase",
        (true, _) => "a second factor",
        (false, false) => "a passphrase and a second factor",
    };
    match account.link_until {
        Some(until) => format!(
            "Its owner has still to choose {what}. Their link is taken until {}.",
            words::moment(until)
        ),
        None => format!(
            "Its owner has still to choose {what}, and has no link for it any more. Reset it to give them another."
        ),
    }
}

/// The roles of the posts that somebody holds today.
pub(super) fn roles(account: &Account) -> String {
    let titles: Vec<String> = account
        .roles
        .iter()
        .map(|role| role.title().to_owned())
        .collect();
    match titles.as_slice() {
        [] => "None today".to_owned(),
        _ => titles.join(", "),
    }
}

/// When an account was last signed in with.
pub(super) fn last_signed_in(account: &Account) -> String {
    account
        .signed_in_at
        .map_or_else(|| "Never".to_owned(), words::moment)
}

/// The title of a role by its code; the code itself where there is no such role.
pub(super) fn role_title(code: &str) -> String {
    Role::of_post(code).map_or_else(|| code.to_owned(), |role| role.title().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(state: State, passphrase: bool, factor: bool) -> Account {
        Account {
            id: "a-1".to_owned(),
            person: "p-1".to_owned(),
            name: "Wren Example".to_owned(),
            sign_in_name: "wren".to_owned(),
            state,
            roles: vec![Role::Practitioner],
            signed_in_at: None,
            single_sign_on: false,
            has_passphrase: passphrase,
            has_factor: factor,
            link_until: None,
        }
    }

    #[test]
    fn each_state_says_what_is_in_the_way() {
        let until = "2026-11-30T16:45:00Z".parse().expect("a moment");
        for (state, passphrase, factor, link, standing, words) in [
            (State::Open, true, true, None, Standing::CanSignIn, ""),
            (
                State::Invited,
                false,
                false,
                Some(until),
                Standing::Waiting,
                "still to choose a passphrase and a second factor. Their link is taken until 30 November 2026 at 4:45pm.",
            ),
            (
                State::Invited,
                false,
                true,
                None,
                Standing::Waiting,
                "still to choose a passphrase, and has no link for it any more. Reset it",
            ),
            (
                State::Open,
                true,
                false,
                None,
                Standing::Waiting,
                "still to choose a second factor, and has no link",
            ),
            (
                State::Closed,
                true,
                true,
                None,
                Standing::Closed,
                "An administrator closed it",
            ),
            (
                State::Dormant,
                true,
                true,
                None,
                Standing::NotUsed,
                "for 90 days",
            ),
            (
                State::WithoutPost,
                true,
                true,
                None,
                Standing::NoPost,
                "holds no post today",
            ),
        ] {
            let account = Account {
                link_until: link,
                ..account(state, passphrase, factor)
            };
            assert_eq!(Standing::of(&account), standing, "{state:?}");
            let said = hindrance(&account, &Terms::default()).unwrap_or_default();
            assert!(said.contains(words), "{state:?}: {said}");
            assert_eq!(said.is_empty(), words.is_empty(), "{state:?}: {said}");
        }
    }

    #[test]
    fn the_councils_own_sign_in_needs_nothing_chosen_here() {
        let account = Account {
            single_sign_on: true,
            ..account(State::Open, false, false)
        };
        assert_eq!(Standing::of(&account), Standing::CanSignIn);
    }
}
