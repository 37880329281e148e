//! `lapwing serve` and `lapwing demo`: pages for browsers on this machine.

use std::net::{SocketAddr, ToSocketAddrs};
use std::path::{Path, PathBuf};

use access::Asker;
use anyhow::Context;
use clap::Args;
use tokio::net::TcpListener;
use vault::Door;

use crate::exit::{self, Code};

/// Where pages are served; `serve` and `config show` read it alike.
#[derive(Debug, Args)]
pub struct Listening {
    /// Address and port; port 0 takes a free one. Only this machine until accounts exist.
    #[arg(
        long,
        env = "LAPWING_LISTEN",
        default_value = "127.0.0.1:8080",
        value_name = "ADDRESS:PORT"
    )]
    pub listen: String,
}

/// `lapwing serve`.
#[derive(Debug, Args)]
#[command(after_help = SERVE_HELP)]
pub struct ServeArgs {
    /// Where.
    #[command(flatten)]
    pub listening: Listening,
}

const SERVE_HELP: &str = "\
Example: pages on another port:

    lapwing --database lapwing.db serve --listen 127.0.0.1:9000

Exit codes: 0 stopped by Ctrl-C; 1 something outside went wrong; 2 arguments cannot be used, or the
front end is not built in.";

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
    /// Fill the database and stop.
    #[arg(long)]
    pub fill_only: bool,
}

const DEMO_HELP: &str = "\
Example: the published register to look around in, on whichever port is free:

    lapwing demo --listen 127.0.0.1:0

Exit codes: 0 stopped by Ctrl-C, or filled; 1 something outside went wrong; 2 arguments cannot be
used, or the front end is not built in.";

/// Serves the register held in `database` until interrupted.
pub async fn serve(database: &str, args: &ServeArgs) -> anyhow::Result<Code> {
    let Some(address) = loopback(&args.listening.listen) else {
        return Ok(exit::USAGE);
    };
    if let Some(code) = front_end_missing() {
        return Ok(code);
    }
    let door = Door::open(database).await?;
    answer(door, address).await
}

/// Makes a fresh demo database, fills it with the published register, and serves it.
pub async fn demo(args: &DemoArgs) -> anyhow::Result<Code> {
    if !args.fill_only
        && let Some(code) = front_end_missing()
    {
        return Ok(code);
    }
    let Some(address) = loopback(&args.listen) else {
        return Ok(exit::USAGE);
    };
    let database = fresh_database(&args.folder)?;
    let door = Door::open_demo(&database).await?;
    let report = quality::inspections::fill(&door, &Asker::local_operator()).await?;
    eprintln!("The demo holds {} published inspections.", report.rows);
    if args.fill_only {
        println!("{database}");
        return Ok(exit::DONE);
    }
    answer(door, address).await
}

/// Says what to run when the binary was built without the front end's files.
fn front_end_missing() -> Option<Code> {
    let message = web::frontend_missing()?;
    eprintln!("lapwing: {message}");
    Some(exit::USAGE)
}

/// The address to listen on, if it is this machine's own; otherwise says why not.
fn loopback(listen: &str) -> Option<SocketAddr> {
    let address = listen.to_socket_addrs().ok().and_then(|mut all| all.next());
    let Some(address) = address else {
        eprintln!("lapwing: {listen} is not an address and port, such as 127.0.0.1:8080.");
        return None;
    };
    if address.ip().is_loopback() {
        return Some(address);
    }
    eprintln!(
        "lapwing: {listen} could be reached from other machines. Until accounts exist, pages are \
         served on this machine only: use --listen 127.0.0.1:{}",
        address.port()
    );
    None
}

/// An empty place for the demo database; an earlier demo's is removed.
fn fresh_database(folder: &Path) -> anyhow::Result<String> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("the folder {} cannot be made", folder.display()))?;
    for name in ["demo.db", "demo.db-wal", "demo.db-shm"] {
        let path = folder.join(name);
        if path.exists() {
            std::fs::remove_file(&path)
                .with_context(|| format!("{} cannot be replaced", path.display()))?;
        }
    }
    Ok(folder.join("demo.db").to_string_lossy().into_owned())
}

/// Listens, says where, and answers until Ctrl-C.
async fn answer(door: Door, address: SocketAddr) -> anyhow::Result<Code> {
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("{address} cannot be listened on; is it in use?"))?;
    // Another program may be waiting for this line to learn the port.
    println!("listening on http://{}", listener.local_addr()?);
    let site = web::Site::new(door, Asker::local_operator());
    web::serve(listener, site, stopped()).await?;
    Ok(exit::DONE)
}

/// Ends when the operator asks for it.
async fn stopped() {
    // Without a signal handler there is nothing to wait for; serving until killed is still right.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
