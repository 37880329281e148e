//! `lapwing backup` and `lapwing restore`: everything out as one file, and in again.

use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use access::Asker;
use anyhow::Context;
use clap::Args;
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;
use vault::Door;
use vault::backup::{self, BackupError, Key, Lock, Summary};

use crate::exit::{self, Code};
use crate::progress;

/// `lapwing backup`.
#[derive(Debug, Args)]
#[command(after_help = BACKUP_HELP)]
pub struct BackupArgs {
    /// The file to write, or - for standard output.
    pub file: PathBuf,
    /// Encrypt it to this recipient (age1…, as age-keygen prints it). May be given again; each one's
    /// key opens it alone.
    #[arg(long, value_name = "RECIPIENT", conflicts_with = "passphrase_file")]
    pub recipient: Vec<String>,
    /// Encrypt it with the passphrase in this file.
    #[arg(long, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
    /// Replace the file if it is there.
    #[arg(long)]
    pub force: bool,
}

const BACKUP_HELP: &str = "\
Example: an encrypted backup while pages are served, its key lying elsewhere:

    lapwing backup monday.backup --recipient age1...

The file appears under its name once all of it is on the disk. A backup may be taken in the clear
only while there are no records about people.
Exit codes: 0 written; 1 something outside went wrong; 2 arguments cannot be used, the file is
there already, or the backup must be encrypted; 3 the file with the passphrase cannot be read.";

/// `lapwing restore`.
#[derive(Debug, Args)]
#[command(after_help = RESTORE_HELP)]
pub struct RestoreArgs {
    /// The backup.
    pub file: PathBuf,
    /// The file of keys that opens an encrypted one, as age-keygen writes it.
    #[arg(long, value_name = "FILE", conflicts_with = "passphrase_file")]
    pub identity: Option<PathBuf>,
    /// The file with the passphrase that opens an encrypted one.
    #[arg(long, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
    /// Say whether the backup is as it was written, and touch no database.
    #[arg(long)]
    pub check_only: bool,
}

const RESTORE_HELP: &str = "\
Example: is this backup good, and then, into a new database of either kind:

    lapwing restore monday.backup --check-only
    lapwing --database new.db restore monday.backup

The whole backup is checked first; then all of it arrives, or nothing.
Exit codes: 0 restored; 1 something outside went wrong; 2 arguments cannot be used, or there are
records in the database already; 3 the backup or its key cannot be used; 4 the backup that was to be
checked, or the trail in it, is not as it was written.";

/// Why a command gave up: a sentence for the person, and the code to end with.
struct Ended(String, Code);

impl From<BackupError> for Ended {
    fn from(error: BackupError) -> Self {
        use BackupError as E;
        let code = match error {
            E::Archive { .. } | E::NewerArchive(_) | E::Key(_) => exit::BAD_INPUT,
            E::NotEmpty(_) | E::NewerDatabase(_) | E::HoldsNul(_) | E::MustEncrypt(_) => {
                exit::USAGE
            }
            _ => exit::FAILED,
        };
        Ended(error.to_string(), code)
    }
}

impl From<anyhow::Error> for Ended {
    fn from(error: anyhow::Error) -> Self {
        Ended(format!("{error:#}"), exit::FAILED)
    }
}

impl From<vault::Error> for Ended {
    fn from(error: vault::Error) -> Self {
        Ended(error.to_string(), exit::FAILED)
    }
}

/// Writes a backup to a file or to standard output.
pub async fn backup(database: &str, args: &BackupArgs) -> anyhow::Result<Code> {
    let done = if args.file.as_os_str() == "-" {
        to_output(database, args).await
    } else {
        to_file(database, args).await
    };
    Ok(finished(done))
}

/// Fills a database from a backup, or only checks the backup.
pub async fn restore(database: &str, args: &RestoreArgs) -> anyhow::Result<Code> {
    let done = if args.check_only {
        check(args)
    } else {
        fill(database, args).await
    };
    Ok(finished(done))
}

/// The code of what was done, or says why it was not.
fn finished(done: Result<Code, Ended>) -> Code {
    done.unwrap_or_else(|Ended(sentence, code)| {
        eprintln!("lapwing: {sentence}");
        code
    })
}

async fn to_output(database: &str, args: &BackupArgs) -> Result<Code, Ended> {
    let bar = progress::writing("Taking a backup");
    let summary = take(database, args, bar.wrap_write(std::io::stdout())).await?;
    bar.finish_and_clear();
    eprint!("{}", told(&summary));
    Ok(exit::DONE)
}

/// Writes to another name beside the file's and gives it its own once all is on the disk, so that a
/// backup which was broken off never looks like one.
async fn to_file(database: &str, args: &BackupArgs) -> Result<Code, Ended> {
    let name = args.file.display();
    let exists = || {
        let sentence = format!("{name} is there already. Choose another name, or say --force.");
        Ended(sentence, exit::USAGE)
    };
    if args.file.exists() && !args.force {
        return Err(exists());
    }
    let folder = match args.file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let file = NamedTempFile::new_in(folder)
        .with_context(|| format!("nothing can be written beside {name}"))?;
    let bar = progress::writing("Taking a backup");
    let out = file.as_file().try_clone().context("the new file broke")?;
    let summary = take(database, args, bar.wrap_write(out)).await?;
    bar.finish_and_clear();
    file.as_file()
        .sync_all()
        .context("the backup could not be brought to the disk")?;
    let digest = file_digest(file.path()).context("the new file cannot be read again")?;
    if args.force {
        let kept = file.persist(&args.file);
        kept.with_context(|| format!("{name} cannot be replaced"))?;
    } else {
        // Somebody may have made a file of that name in the meantime.
        file.persist_noclobber(&args.file).map_err(|_| exists())?;
    }
    print!("{}", told(&summary));
    println!("SHA-256 of {name}: {digest}");
    Ok(exit::DONE)
}

async fn take<W>(database: &str, args: &BackupArgs, out: W) -> Result<Summary, Ended>
where
    W: Write + Send + 'static,
{
    let lock = lock(args)?;
    // Opening makes a SQLite file that is not there, and a backup of nothing would help nobody.
    if !database.contains("://") && !Path::new(database).exists() {
        let sentence = format!("there is no database {database} to take a backup of.");
        return Err(Ended(sentence, exit::USAGE));
    }
    let door = Door::open(database).await?;
    let summary = backup::take(&door, &Asker::local_operator(), out, lock).await?;
    door.close().await;
    Ok(summary)
}

/// How the backup is to be protected.
fn lock(args: &BackupArgs) -> Result<Lock, Ended> {
    let lock = match &args.passphrase_file {
        Some(path) => Lock::with_passphrase(&secret(path)?),
        None if args.recipient.is_empty() => Ok(Lock::open()),
        None => Lock::to_recipients(&args.recipient),
    };
    lock.map_err(|error| Ended(error.to_string(), exit::USAGE))
}

fn check(args: &RestoreArgs) -> Result<Code, Ended> {
    let (file, bytes) = open(&args.file)?;
    let bar = progress::reading(bytes, "Checking");
    let checked = backup::check(bar.wrap_read(file), key(args)?.as_ref());
    bar.finish_and_clear();
    match checked {
        Ok(summary) => {
            print!("{}", told(&summary));
            println!("The backup is as it was written. Nothing was restored.");
            Ok(exit::DONE)
        }
        Err(error @ BackupError::Archive { .. }) => {
            Err(Ended(error.to_string(), exit::NOT_VERIFIED))
        }
        Err(error) => Err(error.into()),
    }
}

async fn fill(database: &str, args: &RestoreArgs) -> Result<Code, Ended> {
    let (file, bytes) = open(&args.file)?;
    let bar = progress::reading(bytes, "Checking, then restoring");
    let restored = backup::restore(database, bar.wrap_read(file), key(args)?).await;
    bar.finish_and_clear();
    let restored = restored?;
    print!("{}", told(&restored.summary));
    println!("All of it was restored.\n{}", restored.trail);
    Ok(if restored.trail.problems.is_empty() {
        exit::DONE
    } else {
        exit::NOT_VERIFIED
    })
}

/// What opens the backup, if anything was given.
fn key(args: &RestoreArgs) -> Result<Option<Key>, Ended> {
    Ok(match (&args.identity, &args.passphrase_file) {
        (Some(path), _) => Some(Key::from_identities(&secret(path)?)?),
        (None, Some(path)) => Some(Key::from_passphrase(&secret(path)?)),
        (None, None) => None,
    })
}

/// The backup, and how long it is.
fn open(path: &Path) -> Result<(File, u64), Ended> {
    let file = File::open(path).map_err(|error| unreadable(path, &error))?;
    let length = file.metadata().map_err(|error| unreadable(path, &error))?;
    Ok((file, length.len()))
}

/// What stands in a file of keys or with a passphrase. Such files are short; of a longer one the
/// beginning is enough to say that it is none.
fn secret(path: &Path) -> Result<String, Ended> {
    const BYTES: u64 = 65_536;
    let mut text = String::new();
    File::open(path)
        .and_then(|file| file.take(BYTES).read_to_string(&mut text))
        .map_err(|error| unreadable(path, &error))?;
    Ok(text)
}

fn unreadable(path: &Path, error: &std::io::Error) -> Ended {
    let sentence = format!("{} cannot be read: {error}.", path.display());
    Ended(sentence, exit::BAD_INPUT)
}

/// SHA-256 of a file as it lies on the disk, as hexadecimal.
fn file_digest(path: &Path) -> std::io::Result<String> {
    let mut digest = Sha256::new();
    std::io::copy(&mut File::open(path)?, &mut digest)?;
    Ok(format!("{:x}", digest.finalize()))
}

/// A line a table, and what they come to.
fn told(summary: &Summary) -> String {
    let tables = summary.tables.iter();
    let mut text: String = tables
        .map(|(table, rows)| format!("{table:<20} {rows:>10}\n"))
        .collect();
    text.push_str(&format!(
        "{} tables, {} rows, {} bytes\nSHA-256 of the archive, before any encryption: {}\n",
        summary.tables.len(),
        summary.rows(),
        summary.bytes,
        summary.sha256
    ));
    text
}
