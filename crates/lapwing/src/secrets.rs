//! Secrets come from files: a command line is read by everybody on the machine, and an environment by
//! more programs than one thinks. A file that others can read is refused, because then it is none.

use std::path::Path;

use clap::ArgMatches;
use clap::parser::ValueSource;

use crate::cli::Cli;

/// What a file holds that nobody but its owner, and perhaps a group, can read. `what` begins the
/// sentence that says why not: `the key`.
///
/// # Errors
/// The sentence.
pub fn read(path: &Path, what: &str) -> Result<Vec<u8>, String> {
    let shown = path.display();
    let absent = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => format!("{what} is not there: {shown}"),
        _ => format!("{what} cannot be read: {shown} ({error})"),
    };
    let about = std::fs::metadata(path).map_err(absent)?;
    if others_reach(&about) {
        return Err(format!(
            "{what} lies open to others on this machine. Close it to them, and make another if they \
             may have read it: chmod 600 {shown}"
        ));
    }
    std::fs::read(path).map_err(absent)
}

/// Whether others can read a file, or its group can change it.
#[cfg(unix)]
fn others_reach(about: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    about.permissions().mode() & 0o027 != 0
}

#[cfg(not(unix))]
fn others_reach(_: &std::fs::Metadata) -> bool {
    false
}

/// The database that is meant: the one that is named, or the one whose address stands in a file. Beside
/// an argument, what the environment says does not count.
///
/// # Errors
/// A sentence, where both are named in the same way or the file cannot be used.
pub fn database(cli: &Cli, matches: &ArgMatches) -> Result<String, String> {
    let Some(path) = &cli.database_file else {
        return Ok(cli.database.clone());
    };
    let named = matches.value_source("database");
    let in_file = matches.value_source("database_file");
    if named == in_file {
        return Err(
            "the database is named twice. Give --database or --database-file, LAPWING_DATABASE or \
             LAPWING_DATABASE_FILE, and not both"
                .to_owned(),
        );
    }
    if named == Some(ValueSource::CommandLine) {
        return Ok(cli.database.clone());
    }
    let text = read(path, "the file with the database’s address")?;
    match String::from_utf8(text) {
        Ok(text) if !text.trim().is_empty() => Ok(text.trim().to_owned()),
        _ => Err(format!(
            "the file with the database’s address holds none: {}",
            path.display()
        )),
    }
}
