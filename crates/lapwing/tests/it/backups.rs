//! Backup and restore at a terminal, with another process writing; and the command line's manners.

use std::path::Path;
use std::process::Command;

use crate::program::{file, filled, json, lapwing, path, published, says};

#[tokio::test]
async fn the_register_goes_to_postgres_and_back_unchanged() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let sqlite = filled(folder.path());
    let postgres = testkit::postgres_database().await;
    let back = path(folder.path(), "back.db");
    let files = ["a", "b", "c"].map(|name| path(folder.path(), name));
    let said = says(&sqlite, &["backup", &files[0]], 0);
    assert!(said.contains("19 tables, "), "{said}");
    assert!(said.contains("SHA-256 of "), "{said}");
    says(postgres.url(), &["restore", &files[0]], 0);
    says(postgres.url(), &["backup", &files[1]], 0);
    let said = says(&back, &["restore", &files[1]], 0);
    assert!(said.contains("The trail is whole."), "{said}");
    says(&back, &["backup", &files[2]], 0);
    let bytes = files.map(|file| std::fs::read(file).expect("a backup"));
    assert!(bytes[0] == bytes[1], "SQLite and PostgreSQL differ");
    assert!(bytes[1] == bytes[2], "PostgreSQL and SQLite differ");
    let verified = says(&back, &["audit", "verify"], 0);
    assert!(verified.contains("This copy was restored at"), "{verified}");
    let (one, two) = (
        lapwing(&sqlite, &["inspections", "--json"]).stdout,
        lapwing(&back, &["inspections", "--json"]).stdout,
    );
    assert!(one.len() > 100_000);
    assert_eq!(one, two);
}

#[test]
fn a_backup_beside_another_process_that_writes_is_whole() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let database = path(folder.path(), "lapwing.db");
    let csv = published(folder.path());
    says(&database, &["audit", "checkpoint"], 0);
    let mut writer = Command::new(env!("CARGO_BIN_EXE_lapwing"))
        .args(["--database", &database, "import", "inspections", &csv])
        .stdout(std::process::Stdio::null())
        .spawn()
        .expect("the binary starts");
    let mut taken = 0;
    loop {
        let ended = writer.try_wait().expect("a child").is_some();
        let file = path(folder.path(), &format!("{taken}.backup"));
        says(&database, &["backup", &file], 0);
        taken += 1;
        if ended {
            break;
        }
    }
    for n in 0..taken {
        let file = path(folder.path(), &format!("{n}.backup"));
        let copy = path(folder.path(), &format!("{n}.db"));
        let said = says(&copy, &["restore", &file], 0);
        assert!(said.contains("The trail is whole."), "{said}");
        // Inspections are written with their claims in one act, so neither is there without the other.
        let listed = json(&lapwing(&copy, &["inspections", "--json"]));
        let listed = listed.as_array().or(listed["inspections"].as_array());
        let number = listed.expect("a list").len();
        assert!(number == 0 || number == 210, "{number} inspections");
    }
}

#[test]
fn a_damaged_backup_touches_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let database = filled(folder.path());
    let good = path(folder.path(), "good");
    says(&database, &["backup", &good], 0);
    let said = says("never.db", &["restore", &good, "--check-only"], 0);
    assert!(said.contains("as it was written"), "{said}");
    let mut bytes = std::fs::read(&good).expect("a backup");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 4;
    let bad = file(folder.path(), "bad", bytes);
    let new = path(folder.path(), "new.db");
    for (args, code) in [
        (&["restore", &bad][..], 3),
        (&["restore", &bad, "--check-only"][..], 4),
    ] {
        let said = says(&new, args, code);
        assert!(said.contains("Line "), "{said}");
    }
    assert!(!Path::new(&new).exists(), "a database was made for nothing");
    let said = says(&database, &["restore", &good], 2);
    assert!(said.contains("not empty"), "{said}");
    let said = says(&new, &["restore", "no-such-file"], 3);
    assert!(said.contains("no-such-file"), "{said}");
}

#[test]
fn no_file_is_overwritten_unasked_and_none_is_left_half_done() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let database = filled(folder.path());
    let backups = path(folder.path(), "backups");
    std::fs::create_dir(&backups).expect("a folder");
    let file = file(Path::new(&backups), "monday", "precious");
    let said = says(&database, &["backup", &file], 2);
    assert!(said.contains("--force"), "{said}");
    assert_eq!(std::fs::read_to_string(&file).expect("a file"), "precious");
    says(&database, &["backup", &file, "--force"], 0);
    says("never.db", &["restore", &file, "--check-only"], 0);
    let missing = path(folder.path(), "missing.db");
    let other = path(Path::new(&backups), "other");
    let said = says(&missing, &["backup", &other], 2);
    assert!(said.contains("no database"), "{said}");
    says(&database, &["backup", &other, "--recipient", "age1x"], 2);
    let left: Vec<_> = std::fs::read_dir(&backups)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    assert_eq!(left, ["monday"]);
    assert!(!Path::new(&missing).exists());
    // To standard output goes the archive alone.
    let out = lapwing(&database, &["backup", "-"]).stdout;
    assert!(out.starts_with(b"{\"lapwing_backup\":1,") && out.ends_with(b"\"}\n"));
}

#[test]
fn an_encrypted_backup_needs_its_passphrase() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let database = filled(folder.path());
    let [right, wrong, short] = [
        ("right", "four words are enough\n"),
        ("wrong", "four words are not enough\n"),
        ("short", "secret\n"),
    ]
    .map(|(name, text)| file(folder.path(), name, text));
    let file = path(folder.path(), "locked");
    let said = says(
        &database,
        &["backup", &file, "--passphrase-file", &short],
        2,
    );
    assert!(
        said.contains("16 characters") && !said.contains("secret"),
        "{said}"
    );
    says(
        &database,
        &["backup", &file, "--passphrase-file", &right],
        0,
    );
    let bytes = std::fs::read(&file).expect("a backup");
    assert!(bytes.starts_with(b"age-encryption.org/v1\n"));
    let copy = path(folder.path(), "copy.db");
    let said = says(&copy, &["restore", &file], 3);
    assert!(said.contains("--passphrase-file"), "{said}");
    says(&copy, &["restore", &file, "--passphrase-file", &wrong], 3);
    assert!(!Path::new(&copy).exists());
    says(&copy, &["restore", &file, "--passphrase-file", &right], 0);
}

#[test]
fn settings_say_where_they_come_from_and_hide_secrets() {
    let said = says(
        "postgres://lapwing:hunter2@db.example/lapwing",
        &["config", "show", "--listen", "127.0.0.1:9000"],
        0,
    );
    let words: Vec<Vec<&str>> = said
        .lines()
        .map(|line| line.split_whitespace().collect())
        .collect();
    assert_eq!(
        words,
        [
            vec![
                "database",
                "postgres://lapwing:****@db.example/lapwing",
                "environment",
                "variable",
                "LAPWING_DATABASE"
            ],
            vec!["listen", "127.0.0.1:9000", "argument"],
            vec!["certificate", "-", "default"],
            vec!["private_key", "-", "default"],
            vec!["behind_proxy", "-", "default"],
            vec!["public_name", "-", "default"],
            vec!["key_file", "-", "default"],
            vec!["log", "error", "default"],
        ]
    );
    let data = json(&lapwing(
        "unused.db",
        &["config", "show", "--json", "--database", "other.db"],
    ));
    assert_eq!(data["database"]["value"], "other.db");
    assert_eq!(data["database"]["from"], "argument");
    assert_eq!(data["listen"]["from"], "default");
}

#[test]
fn shells_are_told_every_command() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = says("unused.db", &["completions", shell], 0);
        for command in ["backup", "restore", "check-only", "passphrase-file"] {
            assert!(script.contains(command), "{shell}: {command}");
        }
    }
    says("unused.db", &["completions", "abacus"], 2);
}
