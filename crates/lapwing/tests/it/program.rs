//! The program as these tests run it: arguments in, what it said and its exit code out.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

/// Runs `lapwing` with a database that the test owns, and none of the settings of whoever runs the
/// tests.
pub fn lapwing(database: &str, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_lapwing"))
        .args(args)
        .env("LAPWING_DATABASE", database)
        .env_remove("LAPWING_BASE_URL")
        .env_remove("LAPWING_BEHIND_PROXY")
        .env_remove("LAPWING_CERTIFICATE")
        .env_remove("LAPWING_DATABASE_FILE")
        .env_remove("LAPWING_KEY_FILE")
        .env_remove("LAPWING_LISTEN")
        .env_remove("LAPWING_LOG")
        .env_remove("LAPWING_PRIVATE_KEY")
        .env_remove("LAPWING_PUBLIC_NAME")
        .output()
        .expect("the binary starts")
}

/// Runs it, expects this exit code, and gives what it said on both outputs.
pub fn says(database: &str, args: &[&str], code: i32) -> String {
    let output = lapwing(database, args);
    let said = text(&output.stdout) + &text(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{args:?}: {said}");
    said
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// What it printed as data.
pub fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| {
        panic!(
            "{error}\n{}\n{}",
            text(&output.stdout),
            text(&output.stderr)
        )
    })
}

/// The path of a file that may not be there yet.
pub fn path(folder: &Path, name: &str) -> String {
    folder.join(name).to_string_lossy().into_owned()
}

/// A file that is there.
pub fn file(folder: &Path, name: &str, content: impl AsRef<[u8]>) -> String {
    let path = path(folder, name);
    std::fs::write(&path, content).expect("a temporary file can be written");
    path
}

/// The published register as a file.
pub fn published(folder: &Path) -> String {
    file(folder, "published.csv", published::inspections_csv())
}

/// A database with the published register.
pub fn filled(folder: &Path) -> String {
    let database = path(folder, "lapwing.db");
    says(&database, &["import", "inspections", &published(folder)], 0);
    database
}
