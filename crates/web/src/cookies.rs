//! The two cookies: what a browser shows of its session, and what it shows so that it is known again.
//!
//! Neither says anything about a person, neither is read by scripts, and neither is sent along from
//! another site's page but when a link is followed. Where pages come over TLS their names begin with
//! `__Host-`, so no other host of the same council can set them.

use ::people::Token;
use axum::http::{HeaderMap, HeaderValue, header};

use crate::Site;

const SESSION: &str = "lapwing";
const KNOWN: &str = "lapwing-browser";

/// Seconds that a browser is known: browsers keep no cookie for longer than 400 days.
const KNOWN_SECONDS: u32 = 400 * 24 * 60 * 60;

/// What the browser shows of a session.
pub(crate) fn session(site: &Site, headers: &HeaderMap) -> Option<Token> {
    read(site, headers, SESSION)
}

/// What the browser shows if somebody signed in with it before.
pub(crate) fn known(site: &Site, headers: &HeaderMap) -> Option<Token> {
    read(site, headers, KNOWN)
}

/// Gives the browser a session's token. It keeps it until it is closed; the server ends it earlier.
pub(crate) fn set_session(site: &Site, headers: &mut HeaderMap, token: &Token) {
    set(site, headers, SESSION, &token.reveal(), "");
}

/// Takes the session's token away from the browser.
pub(crate) fn clear_session(site: &Site, headers: &mut HeaderMap) {
    set(site, headers, SESSION, "", "; Max-Age=0");
}

/// Gives the browser what it is known by.
pub(crate) fn set_known(site: &Site, headers: &mut HeaderMap, token: &Token) {
    let age = format!("; Max-Age={KNOWN_SECONDS}");
    set(site, headers, KNOWN, &token.reveal(), &age);
}

fn name(site: &Site, name: &str) -> String {
    if site.is_encrypted() {
        format!("__Host-{name}")
    } else {
        name.to_owned()
    }
}

fn read(site: &Site, headers: &HeaderMap, own: &str) -> Option<Token> {
    let own = name(site, own);
    let values = headers.get_all(header::COOKIE).iter();
    values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == own)
        .and_then(|(_, value)| Token::read(value))
}

fn set(site: &Site, headers: &mut HeaderMap, own: &str, value: &str, age: &str) {
    let secure = if site.is_encrypted() { "; Secure" } else { "" };
    let name = name(site, own);
    let cookie = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        headers.append(header::SET_COOKIE, cookie);
    }
}
