//! A link as it is handed to its owner.

use clap::Args;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use people::accounts::Invited;
use people::invitations::Kind;
use serde_json::{Value, json};

/// How links begin.
#[derive(Debug, Args)]
pub struct Base {
    /// How the link begins: the address at which browsers reach this installation.
    #[arg(
        long,
        env = "LAPWING_BASE_URL",
        default_value = "http://127.0.0.1:8080",
        value_name = "ADDRESS",
        value_parser = base
    )]
    pub base_url: String,
}

/// An address that links can begin with. A link in the clear to another machine would be read on its
/// way, and whoever reads it first chooses the passphrase.
fn base(typed: &str) -> Result<String, String> {
    let text = typed.trim_end_matches('/');
    let (scheme, place) = text.split_once("://").unwrap_or(("", text));
    let plain = !place.is_empty() && !place.contains(['/', '?', '#', '@', ' ']);
    let here = ["127.0.0.1", "localhost", "[::1]"].iter().any(|own| {
        let rest = place.strip_prefix(own);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
    });
    match scheme {
        "https" if plain => Ok(text.to_owned()),
        "http" if plain && here => Ok(text.to_owned()),
        "http" if plain => Err(
            "a link to another machine begins with https://, so that nobody reads it on its way"
                .to_owned(),
        ),
        _ => {
            Err("it looks like https://lapwing.example.gov.uk or http://127.0.0.1:8080".to_owned())
        }
    }
}

/// Prints a link, and to standard error what it is for.
pub fn print(
    base: &Base,
    invited: &Invited,
    sign_in_name: &str,
    as_data: bool,
) -> anyhow::Result<()> {
    let token = invited.token.reveal();
    let link = format!("{}/invitations/{token}", base.base_url);
    if as_data {
        println!(
            "{}",
            serde_json::to_string_pretty(&data(invited, sign_in_name, &link))?
        );
        return Ok(());
    }
    println!("{link}");
    eprintln!(
        "This link is for {sign_in_name}, works once and is taken until {}. Whoever opens it {}. Hand \
         it over in person, or in a way that nobody else can read.",
        moment(invited.until),
        asks(invited.kind)
    );
    Ok(())
}

fn data(invited: &Invited, sign_in_name: &str, link: &str) -> Value {
    json!({
        "account": invited.account,
        "sign_in_name": sign_in_name,
        "for": match invited.kind {
            Kind::Invitation => "both",
            Kind::Passphrase => "passphrase",
            Kind::Factor => "second-factor",
            Kind::Demo => "demo",
        },
        "link": link,
        "until": invited.until,
    })
}

fn asks(kind: Kind) -> &'static str {
    match kind {
        Kind::Invitation => "chooses the passphrase and sets the second factor up",
        Kind::Passphrase => "chooses the passphrase, and is asked for the code of their app",
        Kind::Factor => "is asked for the passphrase, and sets the second factor up",
        Kind::Demo => "looks around",
    }
}

/// A moment as people here say it: `30 November 2026, 16:54`.
pub fn moment(at: Timestamp) -> String {
    let zone = TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC);
    at.to_zoned(zone).strftime("%-d %B %Y, %H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::{base, moment};

    #[test]
    fn links_to_other_machines_are_encrypted() {
        for (typed, begins) in [
            ("http://127.0.0.1:8080", Some("http://127.0.0.1:8080")),
            ("http://localhost", Some("http://localhost")),
            ("http://[::1]:9000/", Some("http://[::1]:9000")),
            (
                "https://lapwing.example.gov.uk/",
                Some("https://lapwing.example.gov.uk"),
            ),
            ("http://lapwing.example.gov.uk", None),
            ("http://127.0.0.1.example.org", None),
            ("http://localhost@example.org", None),
            ("https://example.org/lapwing", None),
            ("https://", None),
            ("lapwing.example.gov.uk", None),
            ("ftp://example.org", None),
            ("", None),
        ] {
            assert_eq!(base(typed).ok().as_deref(), begins, "{typed}");
        }
    }

    #[test]
    fn a_moment_is_said_by_the_clocks_here() {
        let at = "2026-06-30T23:05:00Z".parse().expect("a moment");
        assert_eq!(moment(at), "1 July 2026, 00:05");
    }
}
