//! Where somebody is signed in, and signing them out.

use people::Terms;
use people::sessions::{self, SessionLine};
use serde_json::{Value, json};
use vault::Door;

use super::{SessionsArgs, account, link, operator};
use crate::exit::{self, Code};

/// Lists sessions, or ends one or all.
pub async fn run(door: &Door, args: &SessionsArgs) -> anyhow::Result<Code> {
    let Some(own) = account(door, &args.name).await? else {
        return Ok(exit::USAGE);
    };
    if args.end_all {
        let ended = sessions::end_all(door, &operator(), &own.id, None).await?;
        eprintln!("{ended} sessions of {} were ended.", own.sign_in_name);
        return Ok(exit::DONE);
    }
    if let Some(id) = &args.end {
        if !sessions::end_one(door, &operator(), &own.id, id).await? {
            eprintln!(
                "lapwing: {} has no session {id} that goes on. `lapwing user sessions {}` lists them.",
                own.sign_in_name, own.sign_in_name
            );
            return Ok(exit::USAGE);
        }
        eprintln!("The session was ended.");
        return Ok(exit::DONE);
    }
    let lines = sessions::list(door, &operator(), &Terms::default(), &own.id).await?;
    if args.json {
        let lines: Vec<Value> = lines.iter().map(data).collect();
        println!("{}", serde_json::to_string_pretty(&lines)?);
        return Ok(exit::DONE);
    }
    for line in &lines {
        println!(
            "{:<20} {:<28} began {}, last used {}",
            line.id,
            line.device,
            link::moment(line.began_at),
            link::moment(line.seen_at)
        );
    }
    eprintln!("{} sessions of {}", lines.len(), own.sign_in_name);
    Ok(exit::DONE)
}

fn data(line: &SessionLine) -> Value {
    json!({
        "session": line.id,
        "device": line.device,
        "began_at": line.began_at,
        "seen_at": line.seen_at,
    })
}
