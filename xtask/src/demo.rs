//! `cargo xtask demo`: from a fresh machine to pages in a browser. Needs neither PostgreSQL nor
//! Chromium.

use std::net::TcpListener;
use std::process::{ExitCode, Stdio};

use anyhow::Context;

use crate::{frontend, run};

/// Where the demo answers unless told otherwise; `lapwing demo` has the same.
const ADDRESS: &str = "127.0.0.1:8080";

/// Prepares the front end, builds, fills a demo database and serves it until interrupted. `args` go
/// to `lapwing demo`.
///
/// The build is the everyday one: on a fresh machine it is there in a third of the time that an
/// optimised build takes, and pages still come in milliseconds.
pub fn run(args: &[String]) -> anyhow::Result<ExitCode> {
    frontend::prepare()?;
    println!("Building; the first time takes a minute or two.");
    run::finish(run::cargo().args(["build", "--package", "lapwing"]))?;
    let status = run::cargo()
        .args(["run", "--quiet", "--package", "lapwing", "--", "demo"])
        .args(listen(args, is_free(ADDRESS)))
        .args(args)
        // Whoever started the demo may stop it with Ctrl-C.
        .stdin(Stdio::inherit())
        .status()
        .context("`lapwing demo` cannot be started")?;
    Ok(match status.code() {
        Some(code) => ExitCode::from(u8::try_from(code).unwrap_or(1)),
        // Ended by a signal, which is how Ctrl-C ends it.
        None => ExitCode::SUCCESS,
    })
}

/// Another port when the usual one is taken and none was asked for.
fn listen(args: &[String], free: bool) -> &'static [&'static str] {
    let asked = args.iter().any(|arg| arg.starts_with("--listen"));
    if asked || free {
        return &[];
    }
    println!("{ADDRESS} is in use by another program, so the demo takes a free port.");
    &["--listen", "127.0.0.1:0"]
}

fn is_free(address: &str) -> bool {
    TcpListener::bind(address).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_port_is_taken_only_when_the_usual_one_is_in_use() {
        let asked = ["--listen=127.0.0.1:9000".to_owned()];
        assert!(listen(&[], true).is_empty());
        assert!(listen(&asked, false).is_empty());
        assert_eq!(listen(&[], false), ["--listen", "127.0.0.1:0"]);
    }

    #[test]
    fn a_port_in_use_is_noticed() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = taken.local_addr().unwrap().to_string();
        assert!(!is_free(&address));
        drop(taken);
        assert!(is_free(&address));
    }
}
