//! Who may sign in, as whoever runs this machine says it: in words, as data, with exit codes. Everybody
//! is invented.

use serde_json::Value;

use crate::program::{json, lapwing, path, says, text};

/// A database with a first administrator, and the program over it.
struct House {
    folder: tempfile::TempDir,
}

const ROBIN: &[&str] = &[
    "user",
    "add",
    "Robin Example",
    "--sign-in",
    "Robin@example.org",
    "--role",
    "administrator",
];

impl House {
    fn with_robin() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let house = House { folder };
        house.says(ROBIN, 0);
        house
    }

    fn database(&self) -> String {
        path(self.folder.path(), "lapwing.db")
    }

    fn says(&self, args: &[&str], code: i32) -> String {
        says(&self.database(), args, code)
    }

    fn data(&self, args: &[&str]) -> Value {
        json(&lapwing(&self.database(), &[args, &["--json"]].concat()))
    }

    /// The only account, as it is listed.
    fn robin(&self) -> Value {
        self.data(&["user", "list", "--search", "robin"])[0].clone()
    }
}

#[test]
fn the_first_administrator_gets_a_link_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let database = path(folder.path(), "lapwing.db");
    let output = lapwing(&database, ROBIN);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let link = text(&output.stdout);
    let token = link
        .strip_prefix("http://127.0.0.1:8080/invitations/")
        .expect("a link, and nothing before it");
    assert_eq!(token.trim_end().len(), 43, "{token}");
    let told = text(&output.stderr);
    for words in [
        "robin@example.org",
        "works once",
        "taken until",
        "in person",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    // The trail knows neither name nor sign-in name nor link.
    let trail = says(&database, &["audit", "export"], 0);
    for secret in ["Robin", "robin", token.trim_end()] {
        assert!(!trail.contains(secret), "{secret} stands in the trail");
    }
}

#[test]
fn links_begin_with_the_address_that_browsers_reach() {
    let house = House::with_robin();
    let reset = ["user", "reset", "robin@example.org", "--both"];
    for (base, begins) in [
        (
            "https://lapwing.example.gov.uk/",
            "https://lapwing.example.gov.uk/invitations/",
        ),
        (
            "http://localhost:9000",
            "http://localhost:9000/invitations/",
        ),
    ] {
        let said = house.says(&[&reset[..], &["--base-url", base]].concat(), 0);
        assert!(said.starts_with(begins), "{said}");
    }
    let clear = ["--base-url", "http://lapwing.example.gov.uk"];
    let said = house.says(&[&reset[..], &clear].concat(), 2);
    assert!(said.contains("begins with https://"), "{said}");
}

/// Each row: what is asked for, the exit code, and words of the answer.
#[test]
fn what_cannot_be_done_is_said_with_the_remedy() {
    let house = House::with_robin();
    let add = |rest: &[&'static str]| [&["user", "add", "Wren Example"], rest].concat();
    for (args, words) in [
        (
            add(&["--sign-in", "wren@example.org", "--role", "practitioner"]),
            "name it with --service",
        ),
        (
            add(&["--sign-in", "wren@example.org", "--role", "nobody"]),
            "possible values: practitioner",
        ),
        (
            add(&["--sign-in", "wren@example.org", "--role", "local-operator"]),
            "possible values",
        ),
        (
            add(&[
                "--sign-in",
                "wren@example.org",
                "--role",
                "practitioner",
                "--service",
                "atlantis",
            ]),
            "No service is held under this name",
        ),
        (
            add(&[
                "--sign-in",
                "wren@example.org",
                "--role",
                "inspector",
                "--service",
                "medway",
            ]),
            "has a last day",
        ),
        (
            add(&["--sign-in", "ROBIN@example.org", "--role", "councillor"]),
            "signs in with this name already",
        ),
        (
            add(&["--sign-in", "a b", "--role", "councillor"]),
            "without spaces",
        ),
        (add(&["--role", "councillor"]), "--sign-in"),
        (
            vec![
                "user",
                "add",
                " ",
                "--sign-in",
                "wren",
                "--role",
                "councillor",
            ],
            "Enter a name",
        ),
        (vec!["user", "disable", "wren"], "nobody signs in as “wren”"),
        (vec!["user", "enable", "wren"], "lapwing user list"),
        (vec!["user", "sessions", "wren"], "nobody signs in as"),
        (
            vec!["user", "sessions", "robin@example.org", "--end", "s-none"],
            "no session s-none",
        ),
        (vec!["user", "reset", "robin@example.org"], "--both"),
        (
            vec![
                "user",
                "reset",
                "robin@example.org",
                "--both",
                "--passphrase",
            ],
            "cannot be used with",
        ),
    ] {
        let said = house.says(&args, 2);
        assert!(said.contains(words), "{args:?}: {said}");
    }
    assert_eq!(
        house.data(&["user", "list"]).as_array().map(Vec::len),
        Some(1)
    );
}

#[test]
fn an_account_is_named_by_sign_in_name_or_id_and_closes_and_opens() {
    let house = House::with_robin();
    let robin = house.robin();
    assert_eq!(robin["name"], "Robin Example");
    assert_eq!(robin["sign_in_name"], "robin@example.org");
    assert_eq!(robin["roles"], serde_json::json!(["administrator"]));
    assert_eq!(robin["state"], "invited");
    assert_eq!(robin["signed_in_at"], Value::Null);
    assert!(robin["link_until"].is_string());
    let id = robin["account"].as_str().expect("an id");
    for (args, state) in [
        (["user", "disable", "ROBIN@example.org"], "closed"),
        (["user", "disable", id], "closed"),
        (["user", "enable", id], "invited"),
    ] {
        house.says(&args, 0);
        assert_eq!(house.robin()["state"], state, "{args:?}");
    }
    let said = house.says(&["user", "list"], 0);
    for words in [
        "Robin Example",
        "invited",
        "never signed in",
        "1 of 1 accounts",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
}

#[test]
fn a_reset_gives_a_link_for_what_is_missing() {
    let house = House::with_robin();
    for (what, kind) in [
        // Whoever has chosen nothing yet has nothing to show, so both are chosen.
        ("--passphrase", "both"),
        ("--second-factor", "both"),
        ("--both", "both"),
    ] {
        let said = house.data(&["user", "reset", "robin@example.org", what]);
        assert_eq!(said["for"], kind, "{what}");
        assert_eq!(said["account"], house.robin()["account"]);
        assert!(said["until"].is_string());
    }
    let sessions = house.data(&["user", "sessions", "robin@example.org"]);
    assert_eq!(sessions, serde_json::json!([]));
    let said = house.says(&["user", "sessions", "robin@example.org", "--end-all"], 0);
    assert!(said.contains("0 sessions"), "{said}");
}
