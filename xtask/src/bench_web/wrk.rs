//! `wrk`, and what it says.

use anyhow::Context;

use crate::run;

/// What `wrk` is told: one thread of its own beside the server, as many connections as a busy service
/// has people at work, and a few seconds, which is a few thousand pages.
const OPTIONS: [&str; 4] = [
    "--threads=1",
    "--connections=16",
    "--duration=5s",
    "--latency",
];

/// How one page did under load.
#[derive(Debug, PartialEq)]
pub struct Load {
    /// Pages a second.
    pub rate: f64,
    /// Pages in all.
    pub requests: f64,
    /// Time within which half of the pages came, in `wrk`'s words: `1.20ms`.
    pub p50: String,
    /// Time within which 99 of 100 came.
    pub p99: String,
    /// Answers that were no pages.
    pub refused: u64,
}

/// Asks for `page` as often as it comes.
pub fn load(address: &str, page: &str) -> anyhow::Result<Load> {
    let output = run::program("wrk")
        .args(OPTIONS)
        .arg(format!("http://{address}{page}"))
        .output()
        .context("wrk cannot be started")?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    parse(&said).with_context(|| format!("wrk says something unexpected:\n{said}"))
}

fn parse(said: &str) -> Option<Load> {
    let after = |mark: &str| {
        let line = said
            .lines()
            .find_map(|line| line.trim().strip_prefix(mark))?;
        Some(line.trim().to_owned())
    };
    let total = said.lines().find(|line| line.contains(" requests in "))?;
    Some(Load {
        rate: after("Requests/sec:")?.parse().ok()?,
        requests: total.trim().split(' ').next()?.parse().ok()?,
        p50: after("50%")?,
        p99: after("99%")?,
        refused: after("Non-2xx or 3xx responses:")
            .and_then(|number| number.parse().ok())
            .unwrap_or(0),
    })
}

#[cfg(test)]
mod tests {
    use super::{Load, parse};

    #[test]
    fn what_wrk_says_is_read() {
        let said = "Running 5s test @ http://127.0.0.1:1/health\n  1 threads and 16 connections\n  \
                    Thread Stats   Avg      Stdev     Max   +/- Stdev\n  Latency Distribution\n     \
                    50%  201.00us\n     75%  283.00us\n     90%  414.00us\n     99%    1.22ms\n  \
                    388170 requests in 5.10s, 290.00MB read\n  Non-2xx or 3xx responses: 12\n\
                    Requests/sec:  76110.53\nTransfer/sec:     56.86MB\n";
        assert_eq!(
            parse(said),
            Some(Load {
                rate: 76110.53,
                requests: 388_170.0,
                p50: "201.00us".to_owned(),
                p99: "1.22ms".to_owned(),
                refused: 12,
            })
        );
        assert_eq!(parse("unable to connect"), None);
    }
}
