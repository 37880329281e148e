//! `lapwing report attach`: an inspection's report kept as a file.

use std::path::{Path, PathBuf};

use access::Asker;
use clap::Args;
use quality::reports::{self, Error, limits::FILE_BYTES};
use vault::Door;

use crate::exit::{self, Code};

/// `lapwing report attach`.
#[derive(Debug, Args)]
#[command(after_help = REPORT_ATTACH_HELP)]
pub struct AttachArgs {
    /// The inspection's id, such as hmip-2018-medway-2020.
    #[arg(value_name = "ID")]
    pub inspection: String,
    /// The file.
    pub file: PathBuf,
}

const REPORT_ATTACH_HELP: &str = "\
Example: keep the published report beside its inspection:

    lapwing report attach hmip-2018-medway-2020 medway-2020.pdf

Exit codes: 0 kept; 1 something outside went wrong; 2 the register holds no such inspection;
3 the file cannot be used.";

/// Keeps the file, or says what is wrong with it.
pub async fn run(database: &str, args: &AttachArgs) -> anyhow::Result<Code> {
    let (name, bytes) = match read(&args.file) {
        Ok(file) => file,
        Err(sentence) => {
            eprintln!("lapwing: {sentence}");
            return Ok(exit::BAD_INPUT);
        }
    };
    // A file that cannot be kept is told before a database is made for it.
    if let Err(error) = reports::check(&name, &bytes) {
        eprintln!("{}: {error}", args.file.display());
        return Ok(exit::BAD_INPUT);
    }
    let door = Door::open(database).await?;
    let asker = Asker::local_operator();
    match reports::keep(&door, &asker, &args.inspection, &name, bytes).await {
        Ok(kept) => {
            let file = kept.file;
            let as_what = if kept.already {
                "was kept already as"
            } else {
                "is kept as"
            };
            println!(
                "{} {as_what} file {} of {}: {}, {} bytes, SHA-256 {}",
                args.file.display(),
                file.number,
                args.inspection,
                file.kind.name(),
                file.size_bytes,
                file.sha256
            );
            Ok(exit::DONE)
        }
        Err(Error::NotHeld) => {
            eprintln!(
                "lapwing: the register holds no inspection {}. `lapwing inspections` lists the ids.",
                args.inspection
            );
            Ok(exit::USAGE)
        }
        Err(Error::Vault(error)) => Err(error.into()),
        Err(error) => {
            eprintln!("{}: {error}", args.file.display());
            Ok(exit::BAD_INPUT)
        }
    }
}

/// A file's name and bytes, unread when it is too large; otherwise why it cannot be taken.
fn read(path: &Path) -> Result<(String, Vec<u8>), String> {
    let shown = path.display();
    let failed = |error: std::io::Error| format!("{shown} cannot be read: {error}.");
    let size = std::fs::metadata(path).map_err(failed)?.len();
    if usize::try_from(size).is_ok_and(|size| size <= FILE_BYTES) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        return Ok((name.into_owned(), std::fs::read(path).map_err(failed)?));
    }
    Err(format!("{shown}: {}", Error::TooLarge))
}
