//! `lapwing audit`: the trail, checked and handed out.

use vault::{Door, trail};

use crate::cli::Audit;
use crate::exit::{self, Code};

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
