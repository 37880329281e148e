//! The installation's key: made once, kept in a file apart from the database and its backups.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use people::Key;

use crate::exit::{self, Code};
use crate::secrets;

/// What to do about the key.
#[derive(Debug, Subcommand)]
pub enum KeyCommand {
    /// Make the key of a new installation.
    New(KeyNewArgs),
}

/// `lapwing key new`.
#[derive(Debug, Args)]
#[command(after_help = KEY_NEW_HELP)]
pub struct KeyNewArgs {
    /// The file to make. One that is there is left alone.
    pub file: PathBuf,
}

const KEY_NEW_HELP: &str = "\
Example: a key for an installation on PostgreSQL:

    lapwing key new /etc/lapwing/lapwing.key

Everybody’s second factor is derived from it. Keep a copy where neither the database nor its backups
lie: without the key nobody’s codes are right, and with both somebody else’s would be.
Exit codes: 0 made; 1 something outside went wrong; 2 arguments cannot be used, or the file is there
already.";

/// Makes a key.
pub fn run(what: &KeyCommand) -> anyhow::Result<Code> {
    let KeyCommand::New(args) = what;
    if args.file.exists() {
        eprintln!(
            "lapwing: {} is there already and was left alone. With another key everybody sets their \
             second factor up anew.",
            args.file.display()
        );
        return Ok(exit::USAGE);
    }
    make(&args.file).map_err(|error| anyhow::anyhow!(error))?;
    eprintln!("{} holds a new key. {KEEP}", args.file.display());
    Ok(exit::DONE)
}

/// What to do with a key.
const KEEP: &str = "Keep a copy where neither the database nor its backups lie.";

/// Makes the file of a new key, readable by its owner only.
fn make(path: &Path) -> Result<Key, String> {
    let key = Key::fresh().map_err(|error| error.to_string())?;
    let mut how = std::fs::OpenOptions::new();
    how.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut how, 0o600);
    let written = how.open(path).and_then(|mut file| {
        writeln!(file, "{}", key.reveal())?;
        file.sync_all()
    });
    match written {
        Ok(()) => Ok(key),
        Err(error) => Err(format!(
            "the key cannot be written to {} ({error})",
            path.display()
        )),
    }
}

/// Makes the key of a demo beside its new database.
///
/// # Errors
/// A sentence.
pub fn make_for_demo(database: &str) -> Result<Key, String> {
    make(&Path::new(database).with_extension("key"))
}

/// Where the key is to be found, and what it is needed for.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// The file that is named, if one is.
    pub file: Option<&'a Path>,
    /// The database.
    pub database: &'a str,
    /// Whether somebody's second factor comes from a key already; another would not do.
    pub factors: bool,
    /// Whether nobody gets in without one: there are accounts, or other machines reach the pages.
    pub signing_in: bool,
}

/// The key to serve with. Beside a SQLite file it has the file's name with `.key`, and is made there as
/// long as nobody has a second factor; none only where nothing needs one yet.
///
/// # Errors
/// A sentence that says what to do.
pub fn find(wanted: Wanted<'_>) -> Result<Option<Key>, String> {
    let beside = beside(wanted.database);
    match (wanted.file, beside) {
        (Some(path), _) => read(path, wanted.factors).map(Some),
        (None, Some(path)) if path.exists() || wanted.factors => {
            read(&path, wanted.factors).map(Some)
        }
        (None, Some(path)) => {
            let key = make(&path)?;
            eprintln!(
                "The key of this installation was made: {}. {KEEP}",
                path.display()
            );
            Ok(Some(key))
        }
        (None, None) if wanted.signing_in => Err(
            "signing in needs the installation’s key. Name its file with --key-file; make the file of \
             a new installation with: lapwing key new FILE"
                .to_owned(),
        ),
        (None, None) => Ok(None),
    }
}

/// Where the key of a SQLite file lies. Not under the file's whole name, because `lapwing.db*` is how
/// people copy a database.
fn beside(database: &str) -> Option<PathBuf> {
    let is_file = !database.contains("://");
    is_file.then(|| Path::new(database).with_extension("key"))
}

fn read(path: &Path, factors: bool) -> Result<Key, String> {
    let shown = path.display();
    if !path.exists() {
        return Err(if factors {
            format!(
                "the key that everybody’s codes come from is not there: {shown}. \
                 Bring its copy back, or name it with --key-file. If it is lost: lapwing key new \
                 {shown}, and then for everybody: lapwing user reset NAME --second-factor"
            )
        } else {
            format!("the key is not there: {shown}. Make it with: lapwing key new {shown}")
        });
    }
    let text = secrets::read(path, "the key")?;
    let key = std::str::from_utf8(&text).ok().and_then(Key::read);
    key.ok_or_else(|| {
        format!(
            "{shown} holds no key. A key is 64 hexadecimal digits, as lapwing key new writes them"
        )
    })
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::beside;

    #[test]
    fn a_key_lies_beside_a_file_and_not_among_its_copies() {
        for (database, key) in [
            ("./lapwing.db", Some("./lapwing.key")),
            ("/srv/a.b/lapwing", Some("/srv/a.b/lapwing.key")),
            ("postgres://u:p@h/d", None),
            ("postgresql://h/d", None),
        ] {
            assert_eq!(beside(database), key.map(PathBuf::from), "{database}");
        }
    }
}
