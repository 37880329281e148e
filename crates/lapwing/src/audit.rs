//! `lapwing audit`: the trail, checked and handed out.

use clap::Subcommand;
use vault::{Door, trail};

use crate::exit::{self, Code};

/// What to do with the trail.
#[derive(Debug, Subcommand)]
pub enum Audit {
    /// Check that no row was changed, removed, moved or cut off.
    #[command(after_help = AUDIT_VERIFY_HELP)]
    Verify {
        /// ROW:DIGEST written down earlier; finds a cut tail as well.
        #[arg(long, value_name = "ROW:DIGEST")]
        checkpoint: Option<String>,
        /// Print the result as data.
        #[arg(long)]
        json: bool,
    },
    /// Print the newest row's number and digest, to be kept elsewhere.
    #[command(after_help = AUDIT_CHECKPOINT_HELP)]
    Checkpoint,
    /// Print the trail as JSON lines, for docs/verify_trail.py.
    #[command(after_help = AUDIT_EXPORT_HELP)]
    Export,
}

const AUDIT_VERIFY_HELP: &str = "\
Example: check the trail against a checkpoint that was written down earlier:

    lapwing audit verify --checkpoint ROW:DIGEST

Exit codes: 0 the trail is whole; 1 something outside went wrong; 2 that is no checkpoint;
4 the trail is not whole.";

const AUDIT_CHECKPOINT_HELP: &str = "\
Example: one line to be put into tonight's minutes:

    lapwing audit checkpoint

Exit codes: 0 printed; 1 something outside went wrong.";

const AUDIT_EXPORT_HELP: &str = "\
Example: check the trail without Lapwing:

    lapwing audit export | python3 docs/verify_trail.py

Exit codes: 0 printed; 1 something outside went wrong.";

/// Checks, marks or exports the trail.
pub async fn run(database: &str, what: &Audit) -> anyhow::Result<Code> {
    match what {
        Audit::Verify { checkpoint, json } => verify(database, checkpoint.as_deref(), *json).await,
        Audit::Checkpoint => {
            let door = Door::open(database).await?;
            println!("{}", trail::checkpoint(&door).await?);
            Ok(exit::DONE)
        }
        Audit::Export => {
            let door = Door::open(database).await?;
            trail::export(&door, &mut std::io::stdout().lock()).await?;
            Ok(exit::DONE)
        }
    }
}

/// Checks every row and says what was found.
async fn verify(database: &str, checkpoint: Option<&str>, json: bool) -> anyhow::Result<Code> {
    let checkpoint = match checkpoint.map(str::parse::<trail::Checkpoint>).transpose() {
        Ok(checkpoint) => checkpoint,
        Err(error) => {
            eprintln!("lapwing: {error}");
            return Ok(exit::USAGE);
        }
    };
    let door = Door::open(database).await?;
    let report = trail::verify(&door, checkpoint).await?;
    if json {
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        println!("{report}");
    }
    Ok(if report.problems.is_empty() {
        exit::DONE
    } else {
        exit::NOT_VERIFIED
    })
}
