//! `lapwing demo`: the published register and an invented service to look around in, on this machine.

use std::path::{Path, PathBuf};

use access::Asker;
use anyhow::Context;
use clap::Args;
use people::Terms;
use people::demo::Guest;
use vault::Door;

use crate::exit::{self, Code};
use crate::key;
use crate::reach::Way;
use crate::serve::{answer, front_end_missing, refused};

/// `lapwing demo`.
#[derive(Debug, Args)]
#[command(after_help = DEMO_HELP)]
pub struct DemoArgs {
    /// Address and port; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS:PORT")]
    pub listen: String,
    /// Folder for the demo database; it is made anew at each start.
    #[arg(long, default_value = "target/demo", value_name = "FOLDER")]
    pub folder: PathBuf,
    /// Fill the database with the register, without anybody in it, and stop.
    #[arg(long)]
    pub fill_only: bool,
}

const DEMO_HELP: &str = "\
Example: the published register to look around in, on whichever port is free:

    lapwing demo --listen 127.0.0.1:0

Somebody is invented for each role, and a link for each is printed: open one, and look around as they
would. A link works once, in this demo and on this machine.
Exit codes: 0 stopped by Ctrl-C, or filled; 1 something outside went wrong; 2 arguments cannot be
used, or the front end is not built in.";

/// Makes a fresh demo database, fills it, and serves it.
pub async fn demo(args: &DemoArgs) -> anyhow::Result<Code> {
    if !args.fill_only
        && let Some(code) = front_end_missing()
    {
        return Ok(code);
    }
    let way = match Way::here(&args.listen) {
        Ok(way) => way,
        Err(words) => return Ok(refused(&words)),
    };
    let database = fresh_database(&args.folder)?;
    let door = Door::open_demo(&database).await?;
    let report = quality::inspections::fill(&door, &Asker::local_operator()).await?;
    eprintln!("The demo holds {} published inspections.", report.rows);
    if args.fill_only {
        println!("{database}");
        return Ok(exit::DONE);
    }
    let key = match key::make_for_demo(&database) {
        Ok(key) => key,
        Err(words) => return Ok(refused(&words)),
    };
    let guests = people::demo::fill(&door, &Terms::default()).await?;
    answer(door, way, Some(key), &lines(&guests)).await
}

/// A line for each role, with the site's address still to be put in.
fn lines(guests: &[Guest]) -> Vec<String> {
    let link = |guest: &Guest| {
        let token = guest.token.reveal();
        format!("{}: {{}}/demo/{token}", guest.role.title())
    };
    guests.iter().map(link).collect()
}

/// An empty place for the demo database; an earlier demo's is removed.
fn fresh_database(folder: &Path) -> anyhow::Result<String> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("the folder {} cannot be made", folder.display()))?;
    for name in ["demo.db", "demo.db-wal", "demo.db-shm", "demo.key"] {
        let path = folder.join(name);
        if path.exists() {
            std::fs::remove_file(&path)
                .with_context(|| format!("{} cannot be replaced", path.display()))?;
        }
    }
    Ok(folder.join("demo.db").to_string_lossy().into_owned())
}
