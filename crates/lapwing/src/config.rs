//! `lapwing config show`: every setting, its value, and where that comes from. Opens nothing.

use std::path::{Path, PathBuf};

use clap::parser::ValueSource;
use clap::{ArgMatches, Args, Subcommand};
use serde_json::{Map, Value, json};

use crate::exit::{self, Code};
use crate::serve::Listening;

/// What to do with the settings.
#[derive(Debug, Subcommand)]
pub enum Config {
    /// Print every setting, its value, and where that comes from; passwords are masked.
    Show(ConfigShowArgs),
}

/// `lapwing config show`.
#[derive(Debug, Args)]
#[command(after_help = CONFIG_SHOW_HELP)]
pub struct ConfigShowArgs {
    /// As `serve` would be told.
    #[command(flatten)]
    pub listening: Listening,
    /// Print them as data.
    #[arg(long)]
    pub json: bool,
}

const CONFIG_SHOW_HELP: &str = "\
Example: which database would be served, and where:

    lapwing config show

Exit codes: 0 shown; 2 arguments cannot be used.";

/// The environment variable that says how much is logged.
pub const LOG_VARIABLE: &str = "LAPWING_LOG";

/// What is logged unless [`LOG_VARIABLE`] says otherwise.
const LOG_DEFAULT: &str = "error";

/// What a secret is shown as, whatever its length.
const MASK: &str = "****";

/// A setting as it holds for this run.
struct Setting {
    name: &'static str,
    value: String,
    from: String,
}

/// Prints the settings that `serve` would use now.
pub fn show(
    database: &str,
    file: Option<&Path>,
    args: &ConfigShowArgs,
    matches: &ArgMatches,
) -> anyhow::Result<Code> {
    let asked = matches
        .subcommand_matches("config")
        .and_then(|config| config.subcommand_matches("show"))
        .unwrap_or(matches);
    let own = |name: &'static str, value: Option<String>, variable: &str| Setting {
        name,
        value: value.unwrap_or_default(),
        from: from(asked.value_source(name), variable),
    };
    let path = |file: &Option<PathBuf>| file.as_ref().map(|own| own.display().to_string());
    let listening = &args.listening;
    let log = std::env::var(LOG_VARIABLE).ok();
    let settings = [
        Setting {
            name: "database",
            value: masked(database),
            from: whence_database(file, matches),
        },
        own("listen", Some(listening.listen.clone()), "LAPWING_LISTEN"),
        own(
            "certificate",
            path(&listening.certificate),
            "LAPWING_CERTIFICATE",
        ),
        own(
            "private_key",
            path(&listening.private_key),
            "LAPWING_PRIVATE_KEY",
        ),
        own(
            "behind_proxy",
            listening.behind_proxy.map(|own| own.to_string()),
            "LAPWING_BEHIND_PROXY",
        ),
        own(
            "public_name",
            listening.public_name.clone(),
            "LAPWING_PUBLIC_NAME",
        ),
        own("key_file", path(&listening.key_file), "LAPWING_KEY_FILE"),
        Setting {
            name: "log",
            from: from(log.as_ref().map(|_| ValueSource::EnvVariable), LOG_VARIABLE),
            value: log.unwrap_or_else(|| LOG_DEFAULT.to_owned()),
        },
    ];
    if args.json {
        println!("{}", serde_json::to_string_pretty(&as_json(&settings))?);
    } else {
        for Setting { name, value, from } in &settings {
            println!("{name:<12} {:<40} {from}", shown(value));
        }
    }
    Ok(exit::DONE)
}

/// A value on a terminal, where nothing would be overlooked.
fn shown(value: &str) -> &str {
    if value.is_empty() { "-" } else { value }
}

/// Where the database's address comes from.
fn whence_database(file: Option<&Path>, matches: &ArgMatches) -> String {
    let named = matches.value_source("database");
    match file {
        Some(file) if named != Some(ValueSource::CommandLine) => {
            let source = matches.value_source("database_file");
            let from = from(source, "LAPWING_DATABASE_FILE");
            format!("the file {}, named by {from}", file.display())
        }
        _ => from(named, "LAPWING_DATABASE"),
    }
}

fn as_json(settings: &[Setting]) -> Value {
    let entry = |s: &Setting| {
        let said = json!({ "value": s.value, "from": s.from });
        (s.name.to_owned(), said)
    };
    Value::Object(settings.iter().map(entry).collect::<Map<_, _>>())
}

/// Where a value comes from, in words.
fn from(source: Option<ValueSource>, variable: &str) -> String {
    match source {
        Some(ValueSource::CommandLine) => "argument".to_owned(),
        Some(ValueSource::EnvVariable) => format!("environment variable {variable}"),
        _ => "default".to_owned(),
    }
}

/// A database's address without its password. Where it is not clear what belongs to the password,
/// too much is hidden and not too little.
fn masked(database: &str) -> String {
    let Some((scheme, rest)) = database.split_once("://") else {
        return database.to_owned();
    };
    let rest = match rest.rsplit_once('@') {
        Some((who, place)) => match who.split_once(':') {
            Some((user, _)) => format!("{user}:{MASK}@{place}"),
            None => rest.to_owned(),
        },
        None => rest.to_owned(),
    };
    let Some((place, query)) = rest.split_once('?') else {
        return format!("{scheme}://{rest}");
    };
    // Only what is known to be harmless is shown of the rest.
    let shown = query.split('&').map(|pair| match pair.split_once('=') {
        Some((key @ ("sslmode" | "connect_timeout" | "application_name"), value)) => {
            format!("{key}={value}")
        }
        Some((key, _)) => format!("{key}={MASK}"),
        None => MASK.to_owned(),
    });
    let shown: Vec<String> = shown.collect();
    format!("{scheme}://{place}?{}", shown.join("&"))
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn no_password_is_shown() {
        let cases = [
            ("./lapwing.db", "./lapwing.db"),
            ("postgres://h/d", "postgres://h/d"),
            ("postgres://u@h:5432/d", "postgres://u@h:5432/d"),
            ("postgres://u:secret@h/d", "postgres://u:****@h/d"),
            ("postgresql://u:secret@h/d", "postgresql://u:****@h/d"),
            ("postgres://u:se/cr:et@h/d", "postgres://u:****@h/d"),
            ("postgres://u:se@cret@h/d", "postgres://u:****@h/d"),
            (
                "postgres://u:secret@h/d?sslmode=require",
                "postgres://u:****@h/d?sslmode=require",
            ),
            (
                "postgres://h/d?user=u&password=secret",
                "postgres://h/d?user=****&password=****",
            ),
            ("postgres://h/d?secret", "postgres://h/d?****"),
            ("postgres://u:secret?x@h/d", "postgres://u:****@h/d"),
        ];
        for (address, shown) in cases {
            assert_eq!(masked(address), shown);
            assert!(!masked(address).contains("secret"), "{address}");
        }
    }
}
