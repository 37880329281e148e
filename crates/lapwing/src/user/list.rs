//! Who may sign in, and why some cannot.

use access::Role;
use people::Terms;
use people::accounts::{self, Account, State};
use serde_json::{Value, json};
use vault::Door;

use super::{ListArgs, link, operator};
use crate::exit::{self, Code};

/// A line an account, or everything as data.
pub async fn run(door: &Door, args: &ListArgs) -> anyhow::Result<Code> {
    let all = accounts::list(door, &operator(), &Terms::default()).await?;
    let held = all.len();
    let words = args.search.as_deref().unwrap_or_default();
    let found: Vec<&Account> = all.iter().filter(|own| own.is_named(words)).collect();
    if args.json {
        let found: Vec<Value> = found.into_iter().map(data).collect();
        println!("{}", serde_json::to_string_pretty(&found)?);
        return Ok(exit::DONE);
    }
    for own in &found {
        println!("{}", line(own));
    }
    eprintln!("{} of {held} accounts", found.len());
    Ok(exit::DONE)
}

/// `wren@example.gov.uk   Wren Example   open   practitioner   last signed in 27 November 2026, 09:00`
fn line(own: &Account) -> String {
    let roles: Vec<&str> = own.roles.iter().map(|role| role.code()).collect();
    let signed_in = own.signed_in_at.map_or_else(
        || "never signed in".to_owned(),
        |at| format!("last signed in {}", link::moment(at)),
    );
    let link = own.link_until.map_or_else(String::new, |until| {
        format!("; link taken until {}", link::moment(until))
    });
    format!(
        "{:<32} {:<24} {:<22} {:<24} {signed_in}{link}",
        own.sign_in_name,
        own.name,
        words(own),
        roles.join(", ")
    )
}

/// The state in words. Who is invited has something to do first.
fn words(own: &Account) -> &'static str {
    match own.state {
        State::Invited => "invited",
        State::Open if !own.has_factor && !own.single_sign_on => "second factor missing",
        State::Open => "open",
        State::Closed => "closed",
        State::Dormant => "closed, not used",
        State::WithoutPost => "holds no post",
    }
}

fn data(own: &Account) -> Value {
    json!({
        "account": own.id,
        "person": own.person,
        "name": own.name,
        "sign_in_name": own.sign_in_name,
        "state": match own.state {
            State::Invited => "invited",
            State::Open => "open",
            State::Closed => "closed",
            State::Dormant => "dormant",
            State::WithoutPost => "without-post",
        },
        "roles": own.roles.iter().map(|role: &Role| role.code()).collect::<Vec<_>>(),
        "signed_in_at": own.signed_in_at,
        "has_passphrase": own.has_passphrase,
        "has_second_factor": own.has_factor,
        "single_sign_on": own.single_sign_on,
        "link_until": own.link_until,
    })
}
