//! `lapwing user`: who may sign in, said at a terminal by whoever runs this machine. The first
//! administrator comes from here; afterwards administrators do the same on pages.

mod change;
mod link;
mod list;
mod sessions;

use access::{Asker, Role};
use anyhow::Context;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use people::Terms;
use people::accounts::{self, Account, AccountError};
use vault::Door;

use crate::exit::{self, Code};

/// What to do about who may sign in.
#[derive(Debug, Subcommand)]
pub enum User {
    /// Give somebody new a post and an account, and print the link by which they choose what they sign
    /// in with.
    Add(AddArgs),
    /// List who may sign in, and why some cannot.
    List(ListArgs),
    /// Close an account: its owner is signed out everywhere and cannot sign in.
    Disable(DisableArgs),
    /// Open a closed account again; what its owner signs in with is as it was.
    Enable(EnableArgs),
    /// Let somebody choose anew what they sign in with, and print the link.
    Reset(ResetArgs),
    /// List where somebody is signed in, or sign them out.
    Sessions(SessionsArgs),
}

/// `lapwing user add`.
#[derive(Debug, Args)]
#[command(after_help = ADD_HELP)]
pub struct AddArgs {
    /// The name that colleagues know.
    pub name: String,
    /// What they type to sign in, such as their e-mail address at work.
    #[arg(long, value_name = "NAME")]
    pub sign_in: String,
    /// What they do here. It says what they may see and change.
    #[arg(long, value_parser = roles())]
    pub role: Role,
    /// The service that they work for, by its id, as `lapwing services` prints it.
    #[arg(long, value_name = "ID")]
    pub service: Option<String>,
    /// How the link begins.
    #[command(flatten)]
    pub base: link::Base,
    /// Print the result as data.
    #[arg(long)]
    pub json: bool,
}

const ADD_HELP: &str = "\
Example: the first administrator of an installation:

    lapwing user add \"Robin Example\" --sign-in robin@example.gov.uk --role administrator

The link is printed once. Hand it over in person, or in a way that nobody else can read; whoever opens
it chooses a passphrase and sets their second factor up. Nobody is signed in by it.
Exit codes: 0 added; 1 something outside went wrong; 2 arguments cannot be used.";

/// `lapwing user list`.
#[derive(Debug, Args)]
#[command(after_help = LIST_HELP)]
pub struct ListArgs {
    /// Only those whose name or sign-in name holds these words.
    #[arg(long, value_name = "WORDS")]
    pub search: Option<String>,
    /// Print them as data.
    #[arg(long)]
    pub json: bool,
}

const LIST_HELP: &str = "\
Example: everybody who may sign in, as data:

    lapwing user list --json

Exit codes: 0 listed; 1 something outside went wrong; 2 arguments cannot be used.";

/// `lapwing user disable`.
#[derive(Debug, Args)]
#[command(after_help = DISABLE_HELP)]
pub struct DisableArgs {
    /// The sign-in name, or the account’s id.
    pub name: String,
}

const DISABLE_HELP: &str = "\
Example: somebody has lost their phone and their notebook:

    lapwing user disable wren@example.gov.uk

Exit codes: 0 closed; 1 something outside went wrong; 2 there is no such account, or it is the last
that can give accounts.";

/// `lapwing user enable`.
#[derive(Debug, Args)]
#[command(after_help = ENABLE_HELP)]
pub struct EnableArgs {
    /// The sign-in name, or the account’s id.
    pub name: String,
}

const ENABLE_HELP: &str = "\
Example: somebody is back whose account had closed by itself:

    lapwing user enable wren@example.gov.uk

Exit codes: 0 open; 1 something outside went wrong; 2 there is no such account.";

/// `lapwing user reset`.
#[derive(Debug, Args)]
#[command(after_help = RESET_HELP)]
#[group(id = "what", required = true, multiple = false, args = ["passphrase", "second_factor", "both"])]
pub struct ResetArgs {
    /// The sign-in name, or the account’s id.
    pub name: String,
    /// The passphrase is chosen anew; the second factor stays, and is asked for.
    #[arg(long)]
    pub passphrase: bool,
    /// The second factor is set up anew; the passphrase stays, and is asked for.
    #[arg(long)]
    pub second_factor: bool,
    /// Both are chosen anew, and nothing is asked for.
    #[arg(long)]
    pub both: bool,
    /// How the link begins.
    #[command(flatten)]
    pub base: link::Base,
    /// Print the result as data.
    #[arg(long)]
    pub json: bool,
}

const RESET_HELP: &str = "\
Example: somebody has a new phone and no recovery codes left:

    lapwing user reset wren@example.gov.uk --second-factor

What they had is worthless at once, and they are signed out everywhere. Make sure that it is they who
ask: call them back on a number that you know.
Exit codes: 0 reset; 1 something outside went wrong; 2 arguments cannot be used, or there is no such
account.";

/// `lapwing user sessions`.
#[derive(Debug, Args)]
#[command(after_help = SESSIONS_HELP)]
pub struct SessionsArgs {
    /// The sign-in name, or the account’s id.
    pub name: String,
    /// Sign them out of this session.
    #[arg(long, value_name = "ID", conflicts_with = "end_all")]
    pub end: Option<String>,
    /// Sign them out of all.
    #[arg(long)]
    pub end_all: bool,
    /// Print them as data.
    #[arg(long)]
    pub json: bool,
}

const SESSIONS_HELP: &str = "\
Example: somebody was signed in on a computer that was stolen:

    lapwing user sessions wren@example.gov.uk --end-all

Exit codes: 0 listed or ended; 1 something outside went wrong; 2 there is no such account or session.";

/// The roles that a post can carry, by their codes.
fn roles() -> impl TypedValueParser<Value = Role> {
    let codes = Role::POSTS.map(Role::code);
    PossibleValuesParser::new(codes)
        .try_map(|code| Role::of_post(&code).ok_or("this is no role of a post"))
}

/// Does what is asked for.
pub async fn run(database: &str, what: &User) -> anyhow::Result<Code> {
    let door = Door::open(database).await?;
    match what {
        User::Add(args) => change::add(&door, args).await,
        User::List(args) => list::run(&door, args).await,
        User::Disable(args) => change::disable(&door, &args.name).await,
        User::Enable(args) => change::enable(&door, &args.name).await,
        User::Reset(args) => change::reset(&door, args).await,
        User::Sessions(args) => sessions::run(&door, args).await,
    }
}

/// The account that somebody names by sign-in name or id; says so where there is none.
async fn account(door: &Door, named: &str) -> anyhow::Result<Option<Account>> {
    let all = accounts::list(door, &operator(), &Terms::default()).await?;
    let name = named.trim().to_lowercase();
    let found = all
        .into_iter()
        .find(|own| own.sign_in_name == name || own.id == named);
    if found.is_none() {
        eprintln!(
            "lapwing: nobody signs in as “{named}”. `lapwing user list` prints every sign-in name."
        );
    }
    Ok(found)
}

/// Whoever runs the command on this machine.
fn operator() -> Asker {
    Asker::local_operator()
}

/// Says why an account is as it was.
fn refused(error: AccountError) -> anyhow::Result<Code> {
    match error {
        AccountError::Vault(error) => Err(error).context("nothing was changed"),
        other => {
            eprintln!("lapwing: {other}.");
            Ok(exit::USAGE)
        }
    }
}
