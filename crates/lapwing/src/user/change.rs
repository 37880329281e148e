//! Giving accounts, closing, opening and resetting them.

use people::Terms;
use people::accounts::{self, NewAccount, Reset, State};
use people::staff::{must_end, needs_service};
use vault::Door;

use super::{AddArgs, ResetArgs, account, link, operator, refused};
use crate::exit::{self, Code};

/// Gives somebody new a post and an account.
pub async fn add(door: &Door, args: &AddArgs) -> anyhow::Result<Code> {
    let role = args.role.words().to_lowercase();
    if args.service.is_none() && needs_service(args.role) {
        eprintln!("lapwing: {role} works for one service: name it with --service.");
        return Ok(exit::USAGE);
    }
    if must_end(args.role) {
        eprintln!(
            "lapwing: {role} is here for a time, so their post has a last day. Add them on the People \
             page, and invite them on the Accounts page."
        );
        return Ok(exit::USAGE);
    }
    let newcomer = NewAccount::Newcomer {
        name: args.name.clone(),
        role: args.role,
        service: args.service.clone(),
    };
    let terms = Terms::default();
    match accounts::invite(door, &operator(), &terms, newcomer, &args.sign_in).await {
        Ok(invited) => {
            let name = args.sign_in.trim().to_lowercase();
            link::print(&args.base, &invited, &name, args.json)?;
            Ok(exit::DONE)
        }
        Err(error) => refused(error),
    }
}

/// Closes an account.
pub async fn disable(door: &Door, named: &str) -> anyhow::Result<Code> {
    let Some(own) = account(door, named).await? else {
        return Ok(exit::USAGE);
    };
    match accounts::close(door, &operator(), &own.id).await {
        Ok(()) => {
            eprintln!(
                "{} is closed. Its owner is signed out everywhere and cannot sign in.",
                own.sign_in_name
            );
            Ok(exit::DONE)
        }
        Err(error) => refused(error),
    }
}

/// Opens an account again.
pub async fn enable(door: &Door, named: &str) -> anyhow::Result<Code> {
    let Some(own) = account(door, named).await? else {
        return Ok(exit::USAGE);
    };
    if let Err(error) = accounts::reopen(door, &operator(), &own.id).await {
        return refused(error);
    }
    eprintln!("{} is open.", own.sign_in_name);
    if own.roles.is_empty() || own.state == State::WithoutPost {
        eprintln!("Its owner holds no post today, and cannot sign in until they do.");
    } else if !own.has_passphrase && !own.single_sign_on {
        eprintln!("Its owner has chosen nothing yet. A new link: lapwing user reset NAME --both");
    }
    Ok(exit::DONE)
}

/// Lets somebody choose anew.
pub async fn reset(door: &Door, args: &ResetArgs) -> anyhow::Result<Code> {
    let Some(own) = account(door, &args.name).await? else {
        return Ok(exit::USAGE);
    };
    let what = if args.passphrase {
        Reset::Passphrase
    } else if args.second_factor {
        Reset::Factor
    } else {
        Reset::Both
    };
    match accounts::reset(door, &operator(), &Terms::default(), &own.id, what).await {
        Ok(invited) => {
            link::print(&args.base, &invited, &own.sign_in_name, args.json)?;
            if !own.state.lets_in() {
                eprintln!(
                    "The account lets nobody in as it is, and the link neither: see lapwing user list."
                );
            }
            Ok(exit::DONE)
        }
        Err(error) => refused(error),
    }
}
