//! How pages are served: the key, secrets from files, a certificate, and the demo that lets a newcomer
//! look around as anybody.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::program::{file, json, lapwing, path, says, text};

/// The program while it serves.
struct Serving {
    child: Child,
    /// What it said on standard output until it was ready.
    said: Vec<String>,
}

impl Serving {
    /// Starts it, and reads `lines` lines from the one on which it says where it listens.
    fn start(args: &[&str], lines: usize) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_lapwing"))
            .args(args)
            .args(["--listen", "127.0.0.1:0"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let output = BufReader::new(child.stdout.take().expect("its output is piped"));
        let all = output.lines().map_while(Result::ok);
        let said: Vec<String> = all
            .skip_while(|line| !line.starts_with("listening on "))
            .take(lines)
            .collect();
        let serving = Serving { child, said };
        assert_eq!(serving.said.len(), lines, "{:?}", serving.said);
        serving
    }

    /// `127.0.0.1:41234`.
    fn address(&self) -> &str {
        let first = self.said[0].strip_prefix("listening on ");
        let place = first.expect("it says where").trim_end();
        place
            .split_once("://")
            .map_or(place, |(_, address)| address)
    }

    /// Sends a request to a path, with these headers besides, and gives the whole answer.
    fn asks(&self, method: &str, path: &str, headers: &str) -> String {
        let address = self.address();
        let mut stream = TcpStream::connect(address).expect("it listens");
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {address}\r\n{headers}Content-Length: 0\r\n\
             Connection: close\r\n\r\n"
        )
        .expect("sent");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("an answer");
        text(&bytes)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or_default()
}

fn header<'a>(answer: &'a str, name: &str) -> Option<&'a str> {
    let mut lines = answer.lines();
    lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}

/// Makes others able, or unable, to read a file.
fn set_mode(file: &str, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::Permissions::from_mode(mode);
    std::fs::set_permissions(file, mode).expect("its owner may");
}

fn mode(file: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    let about = std::fs::metadata(file).expect("a file");
    about.permissions().mode() & 0o777
}

/// A database with an account.
fn with_account(folder: &Path) -> String {
    let database = path(folder, "lapwing.db");
    let add = [
        "user",
        "add",
        "Robin Example",
        "--sign-in",
        "robin@example.org",
    ];
    says(
        &database,
        &[&add[..], &["--role", "administrator"]].concat(),
        0,
    );
    database
}

#[test]
fn a_key_is_made_once_and_for_its_owner_alone() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let database = path(folder.path(), "none.db");
    let key = path(folder.path(), "own.key");
    let said = says(&database, &["key", "new", &key], 0);
    assert!(
        said.contains("neither the database nor its backups"),
        "{said}"
    );
    assert_eq!(mode(Path::new(&key)), 0o600);
    let held = std::fs::read_to_string(&key).expect("a file");
    assert!(held.trim().len() == 64 && !said.contains(held.trim()));
    let said = says(&database, &["key", "new", &key], 2);
    assert!(said.contains("was left alone"), "{said}");
    assert_eq!(std::fs::read_to_string(&key).expect("a file"), held);
    says(&database, &["key", "new", "/nonexistent/own.key"], 1);
}

#[test]
fn beside_a_file_a_key_is_made_when_pages_are_first_served() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    // Also where the first administrator is invited already: nobody has a second factor yet.
    let database = with_account(folder.path());
    let key = folder.path().join("lapwing.key");
    assert!(!key.exists());
    drop(Serving::start(&["serve", "--database", &database], 1));
    assert_eq!(mode(&key), 0o600);
    let held = std::fs::read(&key).expect("a key");
    drop(Serving::start(&["serve", "--database", &database], 1));
    assert_eq!(std::fs::read(&key).expect("a key"), held);
}

/// Each row: what stands in the file of the key, its mode, and what is said of it.
#[test]
fn a_key_that_cannot_be_used_is_refused_in_words() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let database = with_account(folder.path());
    let good = "0b".repeat(32);
    for (held, mode, words) in [
        (Some(good.as_str()), 0o644, "lies open to others"),
        (Some(&good), 0o660, "lies open to others"),
        (Some(&good), 0o604, "lies open to others"),
        (Some("secret"), 0o600, "holds no key"),
        (Some(""), 0o600, "holds no key"),
        (None, 0o600, "Make it with: lapwing key new"),
    ] {
        let key = path(folder.path(), "own.key");
        match held {
            Some(held) => {
                file(folder.path(), "own.key", held);
                set_mode(&key, mode);
            }
            None => std::fs::remove_file(&key).expect("removed"),
        }
        let said = says(&database, &["serve", "--key-file", &key], 2);
        assert!(said.contains(words), "{words}: {said}");
        assert!(!said.contains("secret") && !said.contains(&good), "{said}");
    }
}

/// On PostgreSQL there is nothing to lie beside.
#[tokio::test]
async fn accounts_on_a_server_need_a_key_that_is_named() {
    let postgres = testkit::postgres_database().await;
    drop(Serving::start(&["serve", "--database", postgres.url()], 1));
    let add = [
        "user",
        "add",
        "Robin Example",
        "--sign-in",
        "robin@example.org",
    ];
    says(
        postgres.url(),
        &[&add[..], &["--role", "administrator"]].concat(),
        0,
    );
    let said = says(postgres.url(), &["serve"], 2);
    assert!(said.contains("--key-file"), "{said}");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let key = path(folder.path(), "own.key");
    says(postgres.url(), &["key", "new", &key], 0);
    let args = ["serve", "--database", postgres.url(), "--key-file", &key];
    let serving = Serving::start(&args, 1);
    assert_eq!(status(&serving.asks("GET", "/inspections", "")), "303");
}

#[test]
fn as_soon_as_there_is_an_account_everybody_signs_in() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let database = path(folder.path(), "lapwing.db");
    let serving = Serving::start(&["serve", "--database", &database], 1);
    assert_eq!(status(&serving.asks("GET", "/inspections", "")), "200");
    // Said by another process, while this one serves.
    with_account(folder.path());
    for (address, expected) in [
        ("/inspections", "303"),
        ("/api/v1/inspections", "401"),
        ("/health", "200"),
    ] {
        assert_eq!(
            status(&serving.asks("GET", address, "")),
            expected,
            "{address}"
        );
    }
}

#[test]
fn an_address_with_a_password_comes_from_a_file() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let database = path(folder.path(), "named.db");
    let named = file(folder.path(), "address", format!("{database}\n"));
    set_mode(&named, 0o600);
    let run = |args: &[&str], variables: &[(&str, &str)]| {
        Command::new(env!("CARGO_BIN_EXE_lapwing"))
            .args(args)
            .env_remove("LAPWING_DATABASE")
            .envs(variables.iter().copied())
            .current_dir(folder.path())
            .output()
            .expect("the program starts")
    };
    let in_file = ("LAPWING_DATABASE_FILE", named.as_str());
    let other = path(folder.path(), "other.db");
    let shown = |args: &[&str], variables: &[(&str, &str)]| {
        let output = run(&[&["config", "show", "--json"], args].concat(), variables);
        json(&output)["database"]["value"].clone()
    };
    assert_eq!(shown(&[], &[in_file]), database);
    assert_eq!(shown(&["--database-file", &named], &[]), database);
    // What is typed counts before the environment.
    assert_eq!(shown(&["--database", &other], &[in_file]), other);
    let args = ["--database-file", named.as_str()];
    assert_eq!(shown(&args, &[("LAPWING_DATABASE", &other)]), database);
    let twice = run(&["inspections"], &[in_file, ("LAPWING_DATABASE", &other)]);
    assert_eq!(twice.status.code(), Some(2));
    assert!(text(&twice.stderr).contains("named twice"));
    file(folder.path(), "address", "postgres://u:secret@h/d");
    let output = run(&["config", "show"], &[in_file]);
    let said = text(&output.stdout);
    assert!(said.contains("postgres://u:****@h/d") && !said.contains("secret"));
    set_mode(&named, 0o644);
    let open = run(&["inspections"], &[in_file]);
    assert_eq!(open.status.code(), Some(2));
    assert!(text(&open.stderr).contains("chmod 600"));
}

#[test]
fn settings_are_shown_with_where_they_come_from_and_secrets_are_not() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let database = path(folder.path(), "x.db");
    let key = file(folder.path(), "own.key", "0b".repeat(32));
    let args = ["config", "show", "--key-file", &key, "--json"];
    let output = lapwing(&database, &args);
    let shown = json(&output);
    assert_eq!(shown["key_file"]["value"], key);
    assert_eq!(shown["key_file"]["from"], "argument");
    assert_eq!(shown["certificate"]["from"], "default");
    assert!(!text(&output.stdout).contains("0b0b"));
}

/// Each row: how other machines are to reach the pages, and what is wrong with that.
#[test]
fn other_machines_take_a_certificate_or_a_proxy() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let database = path(folder.path(), "x.db");
    let made = rcgen::generate_simple_self_signed(["other.example".to_owned()]);
    let made = made.expect("a certificate");
    let chain = file(folder.path(), "chain.pem", made.cert.pem());
    let private = file(
        folder.path(),
        "private.pem",
        made.signing_key.serialize_pem(),
    );
    set_mode(&private, 0o600);
    let open = file(folder.path(), "open.pem", made.signing_key.serialize_pem());
    set_mode(&open, 0o644);
    let name = ["--public-name", "lapwing.example"];
    for (args, words) in [
        (vec!["--listen", "0.0.0.0:0"], "--behind-proxy"),
        (
            vec!["--public-name", "lapwing.example"],
            "takes a certificate",
        ),
        (
            vec!["--public-name", "https://lapwing.example"],
            "the name alone",
        ),
        (vec!["--behind-proxy", "10.0.0.1"], "--public-name"),
        (vec!["--behind-proxy", "proxy.example"], "--behind-proxy"),
        (vec!["--certificate", &chain], "--private-key"),
        (
            [
                &["--certificate", &chain, "--private-key", &private][..],
                &name,
            ]
            .concat(),
            "the certificate is not for lapwing.example",
        ),
        (
            vec![
                "--certificate",
                &chain,
                "--private-key",
                &open,
                "--public-name",
                "other.example",
            ],
            "lies open to others",
        ),
        (
            vec![
                "--certificate",
                "/nonexistent",
                "--private-key",
                &private,
                "--public-name",
                "other.example",
            ],
            "cannot be read",
        ),
    ] {
        let said = says(&database, &[&["serve"], &args[..]].concat(), 2);
        assert!(said.contains(words), "{args:?}: {said}");
    }
    assert!(
        !Path::new(&database).exists(),
        "a database was made for nothing"
    );
    let args = [
        "--certificate",
        &chain,
        "--private-key",
        &private,
        "--public-name",
        "other.example",
    ];
    let serving = Serving::start(
        &[&["serve", "--database", &database], &args[..]].concat(),
        1,
    );
    assert!(serving.said[0].starts_with("listening on https://other.example:"));
    let args = [
        "--behind-proxy",
        "127.0.0.1",
        "--public-name",
        "other.example",
    ];
    let serving = Serving::start(
        &[&["serve", "--database", &database], &args[..]].concat(),
        1,
    );
    assert!(
        serving.said[0].ends_with("for the proxy at 127.0.0.1, which is https://other.example")
    );
}

/// From the command to a page as each role sees it: within a minute, of which this takes seconds.
#[test]
fn a_newcomer_looks_around_as_anybody() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let place = path(folder.path(), "demo");
    let roles = access::Role::POSTS;
    let demo = Serving::start(&["demo", "--folder", &place], 1 + roles.len());
    assert_eq!(status(&demo.asks("GET", "/inspections", "")), "303");
    for (role, line) in roles.iter().zip(&demo.said[1..]) {
        let begins = format!("{}: http://{}", role.title(), demo.address());
        let link = line.strip_prefix(&begins).expect("a line for each role");
        // A browser that looks ahead uses nothing up.
        for _ in 0..2 {
            let page = demo.asks("GET", link, "");
            assert_eq!(status(&page), "200", "{line}");
            assert!(page.contains(role.does()) && page.contains(" Example</strong>"));
        }
        let entered = demo.asks("POST", link, "");
        assert_eq!(
            (status(&entered), header(&entered, "location")),
            ("303", Some("/"))
        );
        let cookie = header(&entered, "set-cookie").expect("a cookie");
        assert!(cookie.contains("; HttpOnly; SameSite=Lax"), "{cookie}");
        let cookie = cookie.split(';').next().expect("its value");
        let page = demo.asks("GET", "/inspections", &format!("Cookie: {cookie}\r\n"));
        assert_eq!(status(&page), "200", "{line}");
        assert!(page.contains(" Example</a>"), "{line}");
        for method in ["GET", "POST"] {
            let again = demo.asks(method, link, "");
            assert_eq!(status(&again), "410", "{line}");
            assert!(again.contains("This link of the demo is used up"));
        }
    }
    assert_eq!(mode(&folder.path().join("demo/demo.key")), 0o600);
}

#[test]
fn where_there_is_no_demo_its_links_lead_nowhere() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let database = with_account(folder.path());
    let serving = Serving::start(&["serve", "--database", &database], 1);
    let link = format!("/demo/{}", "a".repeat(43));
    for method in ["GET", "POST"] {
        assert_eq!(status(&serving.asks(method, &link, "")), "404", "{method}");
    }
}
