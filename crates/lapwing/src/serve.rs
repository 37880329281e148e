//! `lapwing serve`: pages for browsers, on this machine or, with a certificate or behind a proxy, on
//! others.

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use clap::Args;
use people::{Key, Terms, accounts, passphrase};
use tokio::net::TcpListener;
use vault::Door;
use web::{Settings, Site};

use crate::exit::{self, Code};
use crate::key;
use crate::reach::{self, Way};

/// How pages are served; `serve` and `config show` read it alike.
#[derive(Debug, Args)]
pub struct Listening {
    /// Address and port; port 0 takes a free one. Only this machine's own, unless there is a certificate
    /// or a proxy.
    #[arg(
        long,
        env = "LAPWING_LISTEN",
        default_value = "127.0.0.1:8080",
        value_name = "ADDRESS:PORT"
    )]
    pub listen: String,
    /// The certificate to answer other machines with, as PEM text, with those that it was signed by
    /// after it.
    #[arg(
        long,
        env = "LAPWING_CERTIFICATE",
        value_name = "FILE",
        requires = "private_key",
        requires = "public_name",
        conflicts_with = "behind_proxy"
    )]
    pub certificate: Option<PathBuf>,
    /// The private key of the certificate, as PEM text without a passphrase.
    #[arg(
        long,
        env = "LAPWING_PRIVATE_KEY",
        value_name = "FILE",
        requires = "certificate"
    )]
    pub private_key: Option<PathBuf>,
    /// The address of the proxy that has the TLS. Nobody else is answered, and what it says of where a
    /// request came from is believed.
    #[arg(
        long,
        env = "LAPWING_BEHIND_PROXY",
        value_name = "ADDRESS",
        requires = "public_name"
    )]
    pub behind_proxy: Option<IpAddr>,
    /// The name of the host that browsers ask for. No other is answered to.
    #[arg(
        long,
        env = "LAPWING_PUBLIC_NAME",
        value_name = "HOST",
        value_parser = reach::host
    )]
    pub public_name: Option<String>,
    /// The installation's key, from which second factors come. Without it, the file beside a SQLite
    /// database with its name and .key, made while nobody has a second factor.
    #[arg(long, env = "LAPWING_KEY_FILE", value_name = "FILE")]
    pub key_file: Option<PathBuf>,
}

/// `lapwing serve`.
#[derive(Debug, Args)]
#[command(after_help = SERVE_HELP)]
pub struct ServeArgs {
    /// Where and how.
    #[command(flatten)]
    pub listening: Listening,
}

const SERVE_HELP: &str = "\
Example: pages on another port of this machine:

    lapwing --database lapwing.db serve --listen 127.0.0.1:9000

Example: pages for a council, with a certificate:

    lapwing serve --listen 0.0.0.0:443 --public-name lapwing.example.gov.uk
        --certificate lapwing.pem --private-key lapwing-private.pem

While there are no accounts, whoever is at this machine is the local operator; as soon as there is one
(lapwing user add), everybody signs in.
Exit codes: 0 stopped by Ctrl-C or a service manager; 1 something outside went wrong; 2 arguments
cannot be used, the key or the certificate cannot, or the front end is not built in.";

/// Serves what is held in `database` until interrupted.
pub async fn serve(database: &str, args: &ServeArgs) -> anyhow::Result<Code> {
    let listening = &args.listening;
    let way = match Way::read(listening) {
        Ok(way) => way,
        Err(words) => return Ok(refused(&words)),
    };
    if let Some(code) = front_end_missing() {
        return Ok(code);
    }
    let door = Door::open(database).await?;
    let accounts = accounts::exist(&door).await?;
    let wanted = key::Wanted {
        file: listening.key_file.as_deref(),
        database,
        factors: accounts::factors_exist(&door).await?,
        signing_in: accounts || way.is_encrypted(),
    };
    let key = match key::find(wanted) {
        Ok(key) => key,
        Err(words) => return Ok(refused(&words)),
    };
    if way.is_encrypted() && !accounts {
        eprintln!(
            "There are no accounts, so nobody can sign in yet. The first: lapwing user add NAME \
             --sign-in NAME --role administrator"
        );
    } else if key.is_none() {
        eprintln!(
            "Served without a key: whoever is at this machine looks around, and nobody can sign in. \
             For accounts start again with --key-file."
        );
    }
    answer(door, way, key, &[]).await
}

/// Says why nothing is served.
pub fn refused(words: &str) -> Code {
    eprintln!("lapwing: {words}.");
    exit::USAGE
}

/// Says what to run when the binary was built without the front end's files.
pub fn front_end_missing() -> Option<Code> {
    let message = web::frontend_missing()?;
    eprintln!("lapwing: {message}");
    Some(exit::USAGE)
}

/// Listens, says where, then each of `lines` with that address in the place of `{}`, and answers until
/// it is stopped.
pub async fn answer(
    door: Door,
    way: Way,
    key: Option<Key>,
    lines: &[String],
) -> anyhow::Result<Code> {
    let address = way.listen();
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("{address} cannot be listened on; is it in use?"))?;
    // So that the first name that nobody has is answered in no other time than the second.
    tokio::task::spawn_blocking(passphrase::prepare).await?;
    let place = way.place(listener.local_addr()?);
    // Another program may be waiting for this line to learn the port.
    println!("listening on {place}");
    for line in lines {
        println!("{}", line.replace("{}", &place));
    }
    let settings = Settings {
        key,
        terms: Terms::default(),
        entrance: way.entrance(),
    };
    let way = Arc::new(way);
    let renewing = tokio::spawn(renew(Arc::clone(&way)));
    web::serve(listener, Site::with(door, settings), way.reach(), stopped()).await?;
    renewing.abort();
    Ok(exit::DONE)
}

/// How often it is looked whether the certificate was renewed; certificates are renewed days before they
/// run out.
const RENEWED: Duration = Duration::from_secs(60 * 60);

/// Takes a renewed certificate without a new start.
async fn renew(way: Arc<Way>) {
    loop {
        tokio::time::sleep(RENEWED).await;
        if let Err(words) = way.renew() {
            eprintln!("lapwing: the earlier certificate goes on: {words}.");
        }
    }
}

/// Ends when the operator or the service manager asks for it.
async fn stopped() {
    tokio::select! {
        () = interrupted() => {}
        () = terminated() => {}
    }
}

async fn interrupted() {
    // Without a signal handler there is nothing to wait for; serving until killed is still right.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut asked) => {
            asked.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending::<()>().await;
}
