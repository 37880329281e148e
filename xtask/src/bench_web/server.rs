//! The program under load, and what the system tells of it.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use anyhow::Context;

use crate::run;

/// Ticks a second in which Linux counts a program's processor time for others to read: the same on
/// every machine that Lapwing runs on (`getconf CLK_TCK`).
const TICKS: f64 = 100.0;

/// A running server, ended when it is dropped.
pub struct Server {
    child: Child,
    started: Instant,
    address: String,
}

impl Server {
    /// Fills a database in `folder` with the published register, as a demo does when it starts, and with
    /// nobody in it, so that pages are asked for without signing in.
    pub fn fill(program: &Path, folder: &Path) -> anyhow::Result<()> {
        let mut demo = run::program(program);
        run::finish(demo.args(["demo", "--fill-only", "--folder"]).arg(folder))
    }

    /// Serves what [`Server::fill`] has filled on a free port, and waits until it listens.
    pub fn start(program: &Path, folder: &Path) -> anyhow::Result<Self> {
        Server::run(program, &["serve", "--database"], &folder.join("demo.db"))
    }

    fn run(program: &Path, args: &[&str], place: &Path) -> anyhow::Result<Self> {
        let started = Instant::now();
        let mut child = run::program(program)
            .args(args)
            .arg(place)
            .args(["--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("{} cannot be started", program.display()))?;
        let output = child.stdout.take().context("its output is piped")?;
        let mut lines = BufReader::new(output).lines().map_while(Result::ok);
        let address = lines.find_map(|line| {
            let address = line.strip_prefix("listening on http://")?;
            Some(address.to_owned())
        });
        let mut server = Server {
            child,
            started,
            address: String::new(),
        };
        server.address = address.context("the server ended before it listened")?;
        Ok(server)
    }

    /// Where it listens: `127.0.0.1:41234`.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// How long ago it was started.
    pub fn since_start(&self) -> Duration {
        self.started.elapsed()
    }

    /// The memory that it holds, in bytes.
    pub fn memory(&self) -> anyhow::Result<u64> {
        memory_of(&self.tell("status")?).context("no memory is told of the server")
    }

    /// The processor time that it has used, on all processors together.
    pub fn processor_time(&self) -> anyhow::Result<Duration> {
        ticks_of(&self.tell("stat")?)
            .map(|ticks| Duration::from_secs_f64(ticks / TICKS))
            .context("no processor time is told of the server")
    }

    fn tell(&self, file: &str) -> anyhow::Result<String> {
        let path = format!("/proc/{}/{file}", self.child.id());
        fs::read_to_string(&path).with_context(|| format!("{path} cannot be read"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself, which is what is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn memory_of(status: &str) -> Option<u64> {
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kibibytes * 1024)
}

/// User and system time: the 14th and 15th field. The second is a name in brackets that may itself
/// hold blanks and brackets.
fn ticks_of(stat: &str) -> Option<f64> {
    let (_, rest) = stat.rsplit_once(") ")?;
    let mut fields = rest.split(' ').skip(11);
    let user: f64 = fields.next()?.parse().ok()?;
    let system: f64 = fields.next()?.parse().ok()?;
    Some(user + system)
}

#[cfg(test)]
mod tests {
    use super::{memory_of, ticks_of};

    #[test]
    fn what_the_system_tells_is_read() {
        assert_eq!(
            memory_of("Name:\tlapwing\nVmRSS:\t   2048 kB\n"),
            Some(2_097_152)
        );
        assert_eq!(memory_of("Name:\tlapwing\n"), None);
        let stat = "7 (a (b) c) S 1 7 7 0 -1 4194560 900 0 3 0 120 30 0 0 20 0 9 0 88";
        assert_eq!(ticks_of(stat), Some(150.0));
        assert_eq!(ticks_of("7"), None);
    }
}
