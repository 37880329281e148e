//! `mfa_total`: every way in is listed here, and none leads in with one factor.

use std::fs;
use std::path::Path;

use access::Role;
use people::accounts::Reset;

use crate::house::{
    BEGIN_AGAIN, GONE, House, OTHER, PASS, WRONG_CODE, WRONG_PASSPHRASE, WRONG_RECOVERY_CODE,
    expect, stranger,
};

on_both_databases!(mfa_total);

/// The functions that give a token: those that end in a whole session, and those that end half way. A
/// new one stands in neither and makes the test below fail until somebody has shown that it asks for
/// two factors. The council's own sign-in and a demo's links have tests of their own, which are named.
const WHOLE: [&str; 5] = [
    "demo::enter",
    "invitations::confirm",
    "sign_in::with_code",
    "sign_in::with_recovery_code",
    "single_sign_on::come_back",
];
const HALF: [&str; 3] = [
    "invitations::choose_passphrase",
    "invitations::show_passphrase",
    "sign_in::with_passphrase",
];

/// Nobody gets in by one factor, whichever it is and whichever way they try.
async fn mfa_total(house: House) {
    let owner = house.owner("wren", Role::Practitioner).await;
    house.turn(60);
    let nothing = people::Token::fresh().expect("random bytes");
    let code = owner.app.code(house.now());
    let mut tokens = vec![];
    // sign_in::with_passphrase: the passphrase alone is half, the code alone is nothing.
    let half = house.half(&owner).await;
    tokens.push(("the passphrase alone", half.clone()));
    expect(
        &house.first("wren", &code, &stranger()).await,
        WRONG_PASSPHRASE,
        "a code for it",
    );
    // sign_in::with_code, with_recovery_code: the code without the passphrase, or the wrong code.
    for (row, token) in [
        ("no half session", &nothing),
        ("the browser's", &owner.session.known),
    ] {
        expect(
            &house.second(token, &code, &stranger()).await,
            BEGIN_AGAIN,
            row,
        );
        expect(
            &house.recover(token, &owner.codes[0]).await,
            BEGIN_AGAIN,
            row,
        );
    }
    expect(
        &house.second(&half, PASS, &stranger()).await,
        WRONG_CODE,
        "the passphrase twice",
    );
    expect(
        &house.recover(&half, PASS).await,
        WRONG_RECOVERY_CODE,
        "the passphrase twice",
    );
    // invitations::confirm and setup: half a session of signing in sets up no other factor.
    expect(
        &house.confirm(&half, &code).await,
        BEGIN_AGAIN,
        "a set-up by the passphrase alone",
    );
    assert!(house.app(&half).await.is_none());
    assert!(house.app(&nothing).await.is_none());
    // A reset of the passphrase: the link alone leads half way, and asks for the code.
    let link = house.reset(&owner.account, Reset::Passphrase).await.token;
    tokens.push(("a link for a passphrase", link.clone()));
    expect(
        &house.show(&link, PASS).await,
        GONE,
        "the link for what it is not for",
    );
    let half = house.choose(&link, OTHER).await.expect("half way").token;
    tokens.push(("a link for a passphrase, taken", half.clone()));
    expect(
        &house.confirm(&half, &code).await,
        BEGIN_AGAIN,
        "a set-up by the link alone",
    );
    expect(
        &house.second(&half, OTHER, &stranger()).await,
        WRONG_CODE,
        "no code",
    );
    // A reset of the second factor: the link alone asks for the passphrase, and the passphrase alone
    // leads nowhere.
    let link = house.reset(&owner.account, Reset::Factor).await.token;
    tokens.push(("a link for a second factor", link.clone()));
    expect(
        &house.show(&link, PASS).await,
        WRONG_PASSPHRASE,
        "the link without the passphrase",
    );
    expect(
        &house.choose(&link, PASS).await,
        GONE,
        "the link for what it is not for",
    );
    let answer = house.first("wren", OTHER, &stranger()).await;
    expect(
        &answer,
        "Your second factor is not set up yet",
        "the passphrase without the link",
    );
    let half = house.show(&link, OTHER).await.expect("half way").token;
    tokens.push(("a link for a second factor, taken", half.clone()));
    expect(
        &house.confirm(&half, &code).await,
        WRONG_CODE,
        "the old app's code",
    );
    expect(
        &house.second(&half, &code, &stranger()).await,
        BEGIN_AGAIN,
        "as if signing in",
    );
    expect(
        &house.recover(&half, &owner.codes[0]).await,
        BEGIN_AGAIN,
        "as if signing in",
    );
    // An invitation: the link alone, and with the passphrase chosen.
    let invited = house.invite("plover", Role::Practitioner).await;
    tokens.push(("an invitation", invited.token.clone()));
    let half = house
        .choose(&invited.token, PASS)
        .await
        .expect("half way")
        .token;
    tokens.push(("an invitation, taken", half.clone()));
    expect(&house.confirm(&half, "000000").await, WRONG_CODE, "no code");
    expect(
        &house.second(&half, "000000", &stranger()).await,
        BEGIN_AGAIN,
        "as if signing in",
    );
    let answer = house.first("plover", PASS, &stranger()).await;
    expect(
        &answer,
        "Your second factor is not set up yet",
        "the passphrase alone",
    );
    for (row, token) in tokens {
        assert_ne!(house.opens(&token).await, "in", "{row}");
    }
}

#[test]
fn every_way_in_is_listed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut whole = Vec::new();
    let mut half = Vec::new();
    let mut begun = Vec::new();
    for (module, text) in sources(&folder, "") {
        // What is below is tests of the module's own.
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        for part in text.split("\npub async fn ").skip(1) {
            let signature = part.split(" {\n").next().unwrap_or_default();
            let name = signature.split(['(', '<']).next().unwrap_or_default();
            if signature.contains("SignedIn") {
                whole.push(format!("{module}::{name}"));
            } else if signature.contains("HalfIn") {
                half.push(format!("{module}::{name}"));
            }
        }
        if text.contains("stage: Stage::Whole") {
            begun.push(module);
        }
    }
    for (found, listed) in [(whole, &WHOLE[..]), (half, &HALF[..])] {
        for name in &found {
            assert!(
                listed.contains(&name.as_str()),
                "{name} is a way in that is not listed"
            );
        }
    }
    begun.sort();
    // Whole sessions begin where both factors were shown, and in a demo.
    for module in &begun {
        assert!(
            ["sign_in", "demo", "single_sign_on"].contains(&module.as_str()),
            "{module}"
        );
    }
    assert!(
        begun.contains(&"sign_in".to_owned()),
        "the sources are read"
    );
}

/// The files of a folder: the topic that each belongs to, and its text.
fn sources(folder: &Path, topic: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let stem = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let of = if topic.is_empty() {
            stem
        } else {
            topic.to_owned()
        };
        if path.is_dir() {
            found.extend(sources(&path, &of));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push((of, fs::read_to_string(&path).expect("a text")));
        }
    }
    found
}
