//! A PostgreSQL server for the length of a test run.
//!
//! Debian's server programs are enough; nothing is downloaded. The server refuses to run as root,
//! so root runs it as the user `postgres`. It keeps nothing safe (no sync to disk), which makes it
//! quick, and listens on this machine only.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// How often another port is tried when somebody took the free one first.
const PORTS_TRIED: usize = 5;

/// Settings of a server whose data nobody will miss.
const SETTINGS: &str = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off \
    -c max_connections=200 -c listen_addresses=127.0.0.1 -c unix_socket_directories=''";

/// Why there is no server.
#[derive(Debug, thiserror::Error)]
pub enum ClusterError {
    /// PostgreSQL's server programs are not on this machine.
    #[error(
        "PostgreSQL's server programs (initdb, pg_ctl) were not found. \
         On Debian: apt-get install -y postgresql"
    )]
    Missing,
    /// A step failed; its own words are in the text.
    #[error("{step} failed: {said}")]
    Step {
        /// What was tried.
        step: &'static str,
        /// What it said.
        said: String,
    },
}

impl ClusterError {
    fn step(step: &'static str, said: impl ToString) -> Self {
        ClusterError::Step {
            step,
            said: said.to_string(),
        }
    }
}

/// A running temporary server. Dropping it stops the server and removes its folder.
#[derive(Debug)]
pub struct Cluster {
    folder: TempDir,
    programs: PathBuf,
    as_postgres: bool,
    port: u16,
}

impl Cluster {
    /// Makes a folder, fills it with an empty cluster, and starts its server on a free port.
    ///
    /// # Errors
    /// [`ClusterError::Missing`] without PostgreSQL; otherwise the step that failed and its words.
    pub fn start() -> Result<Self, ClusterError> {
        let programs = find_programs().ok_or(ClusterError::Missing)?;
        let folder = tempfile::Builder::new()
            .prefix("lapwing-postgres-")
            .tempdir()
            .map_err(|error| ClusterError::step("making a temporary folder", error))?;
        // Whoever owns what we just made is who we are.
        let as_postgres = fs::metadata(folder.path())
            .map_err(|error| ClusterError::step("looking at the temporary folder", error))?
            .uid()
            == 0;
        let mut cluster = Cluster {
            folder,
            programs,
            as_postgres,
            port: 0,
        };
        cluster.fill()?;
        cluster.serve()?;
        Ok(cluster)
    }

    /// The administrator's address.
    #[must_use]
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("server.log")
    }

    /// A server program, run as the right user, in a folder which that user may enter.
    fn program(&self, name: &str) -> Command {
        let path = self.programs.join(name);
        let mut command = if self.as_postgres {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(path);
            command
        } else {
            Command::new(path)
        };
        command.current_dir(self.folder.path());
        command
    }

    fn fill(&self) -> Result<(), ClusterError> {
        if self.as_postgres {
            let mut chown = Command::new("chown");
            chown.arg("postgres").arg(self.folder.path());
            run("giving the folder to the user postgres", &mut chown)?;
        }
        let mut initdb = self.program("initdb");
        initdb
            .args(["--auth=trust", "--no-sync", "--username=postgres"])
            .args(["--encoding=UTF8", "--locale=C", "--pgdata"])
            .arg(self.data());
        run("initdb", &mut initdb)
    }

    /// Starts the server; with another port when somebody took the first one in between.
    fn serve(&mut self) -> Result<(), ClusterError> {
        let mut tried = 0;
        loop {
            self.port = free_port()?;
            tried += 1;
            match self.serve_on_port() {
                Err(_) if tried < PORTS_TRIED => {}
                Err(_) => {
                    let log = fs::read_to_string(self.log()).unwrap_or_default();
                    return Err(ClusterError::step("starting PostgreSQL", log));
                }
                Ok(()) => return Ok(()),
            }
        }
    }

    fn serve_on_port(&self) -> Result<(), ClusterError> {
        let mut start = self.program("pg_ctl");
        start
            .args(["start", "--wait", "--silent", "--pgdata"])
            .arg(self.data())
            .arg("--log")
            .arg(self.log())
            .arg("--options")
            .arg(format!("{SETTINGS} -c port={}", self.port));
        // The server inherits what pg_ctl has; a pipe of ours would stay open as long as it runs.
        let status = start
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .map_err(|error| ClusterError::step("pg_ctl start", error))?;
        if status.success() {
            Ok(())
        } else {
            Err(ClusterError::step("pg_ctl start", status))
        }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let mut stop = self.program("pg_ctl");
        stop.args(["stop", "--wait", "--silent", "--mode=immediate", "--pgdata"])
            .arg(self.data());
        // The folder goes in any case; a server that never started has nothing to stop.
        let _ = run("pg_ctl stop", &mut stop);
    }
}

/// Runs a short program to its end; its words become the error.
fn run(step: &'static str, command: &mut Command) -> Result<(), ClusterError> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| ClusterError::step(step, error))?;
    if output.status.success() {
        return Ok(());
    }
    let mut said = String::from_utf8_lossy(&output.stdout).into_owned();
    said.push_str(&String::from_utf8_lossy(&output.stderr));
    Err(ClusterError::step(step, said.trim()))
}

/// A port that was free a moment ago.
fn free_port() -> Result<u16, ClusterError> {
    TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|error| ClusterError::step("finding a free port", error))
}

/// The folder of `initdb` and `pg_ctl`: Debian's newest, what `pg_config` says, or one of `PATH`.
fn find_programs() -> Option<PathBuf> {
    debian_folders()
        .into_iter()
        .chain(pg_config_folder())
        .chain(path_folders())
        .find(|folder| folder.join("initdb").is_file() && folder.join("pg_ctl").is_file())
}

/// Debian keeps one folder a major version; the newest first.
fn debian_folders() -> Vec<PathBuf> {
    let mut folders: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .collect();
    folders.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    folders.into_iter().map(|(_, path)| path).collect()
}

fn pg_config_folder() -> Option<PathBuf> {
    let output = Command::new("pg_config").arg("--bindir").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output
        .status
        .success()
        .then(|| Path::new(text.trim()).to_owned())
}

fn path_folders() -> Vec<PathBuf> {
    std::env::var_os("PATH")
        .map(|path| std::env::split_paths(&path).collect())
        .unwrap_or_default()
}
