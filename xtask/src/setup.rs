//! Set-up: what a task needs from the machine, whether it is there, and how to get it.
//!
//! As root on Debian what is missing is installed; anywhere else the one line to run is printed and
//! the task ends with exit code 2, because a task should not ask for somebody's password.

use std::fmt;
use std::path::Path;

use crate::run;

/// Something that has to be installed.
#[derive(Debug)]
pub struct Need {
    /// What a person calls it.
    name: &'static str,
    /// The Debian packages that bring it.
    packages: &'static [&'static str],
    present: fn() -> bool,
}

/// Fetches the front-end packages; the running system does not use it.
pub const NODE: Need = Need {
    name: "Node.js",
    packages: &["nodejs"],
    present: || run::on_path("node").is_some(),
};

/// Fetches the front-end packages, together with [`NODE`].
pub const NPM: Need = Need {
    name: "npm",
    packages: &["npm"],
    present: || run::on_path("npm").is_some(),
};

/// The server that store tests start for themselves.
pub const POSTGRESQL: Need = Need {
    name: "PostgreSQL",
    packages: &["postgresql"],
    present: postgresql,
};

/// The browser of the browser tests. Its letters have the widths that Arial has on other machines,
/// so that pages are measured and pictured as most people see them.
pub const CHROMIUM: Need = Need {
    name: "Chromium",
    packages: &["chromium", "fonts-liberation"],
    present: || run::on_path("chromium").is_some(),
};

/// The browser's remote control.
pub const CHROMEDRIVER: Need = Need {
    name: "ChromeDriver",
    packages: &["chromium-driver"],
    present: || run::on_path("chromedriver").is_some(),
};

/// Opens our workbooks as the people do who get them.
pub const LIBREOFFICE: Need = Need {
    name: "LibreOffice Calc",
    packages: &["libreoffice-calc-nogui"],
    present: || run::on_path("soffice").is_some(),
};

/// Reads the tags, words and letters of our PDF files.
pub const POPPLER: Need = Need {
    name: "Poppler's programs",
    packages: &["poppler-utils"],
    present: || {
        let programs = ["pdfinfo", "pdftotext", "pdffonts"];
        programs.iter().all(|own| run::on_path(own).is_some())
    },
};

/// The benchmark's peers run in it.
pub const PYTHON: Need = Need {
    name: "Python with venv",
    packages: &["python3", "python3-venv"],
    present: || {
        run::program("python3")
            .args(["-c", "import ensurepip, venv"])
            .output()
            .is_ok_and(|output| output.status.success())
    },
};

/// Asks for pages as often as they come.
pub const WRK: Need = Need {
    name: "wrk",
    packages: &["wrk"],
    present: || run::on_path("wrk").is_some(),
};

/// Rust's formatter and linter, which some installations of Rust leave out.
pub const RUST_COMPONENTS: Need = Need {
    name: "rustfmt and clippy",
    packages: &[],
    present: || {
        ["fmt", "clippy"].iter().all(|component| {
            run::cargo()
                .args([component, "--version"])
                .output()
                .is_ok_and(|output| output.status.success())
        })
    },
};

/// What the tests need.
pub const FOR_TESTS: &[Need] = &[
    RUST_COMPONENTS,
    NODE,
    NPM,
    POSTGRESQL,
    CHROMIUM,
    CHROMEDRIVER,
    LIBREOFFICE,
    POPPLER,
];

/// What the front end's files need.
pub const FOR_FRONTEND: &[Need] = &[NODE, NPM];

/// What the benchmark needs.
pub const FOR_BENCH: &[Need] = &[PYTHON];

/// What the benchmark of the pages needs.
pub const FOR_WEB_BENCH: &[Need] = &[WRK, NODE, NPM];

/// What is missing and could not be installed from here. The task ends with exit code 2.
#[derive(Debug)]
pub struct Missing {
    names: Vec<&'static str>,
    remedy: String,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Missing { names, remedy } = self;
        write!(
            f,
            "missing: {}. Run this, then start again:\n\n    {remedy}\n",
            names.join(", ")
        )
    }
}

impl std::error::Error for Missing {}

/// Makes sure that everything in `needs` is there: says what is missing and installs it, or fails
/// with [`Missing`].
pub fn ensure(needs: &[Need]) -> anyhow::Result<()> {
    let missing: Vec<&Need> = needs.iter().filter(|need| !(need.present)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages = packages(&missing);
    if !may_install() || packages.is_empty() {
        return Err(explain(&missing).into());
    }
    println!(
        "Set-up: missing {}; installing.",
        names(&missing).join(", ")
    );
    install(&packages)?;
    let missing: Vec<&Need> = needs.iter().filter(|need| !(need.present)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(explain(&missing).into())
}

fn names(needs: &[&Need]) -> Vec<&'static str> {
    needs.iter().map(|need| need.name).collect()
}

fn packages(needs: &[&Need]) -> Vec<&'static str> {
    needs
        .iter()
        .flat_map(|need| need.packages)
        .copied()
        .collect()
}

/// The one line that a person runs for what is missing.
fn explain(needs: &[&Need]) -> Missing {
    let packages = packages(needs);
    let mut commands = Vec::new();
    if !packages.is_empty() {
        commands.push(format!(
            "sudo apt-get update && sudo apt-get install -y --no-install-recommends {}",
            packages.join(" ")
        ));
    }
    if needs.iter().any(|need| need.packages.is_empty()) {
        commands.push("rustup component add rustfmt clippy".to_owned());
    }
    Missing {
        names: names(needs),
        remedy: commands.join(" && "),
    }
}

fn install(packages: &[&str]) -> anyhow::Result<()> {
    run::finish(apt_get().arg("update"))?;
    run::finish(
        apt_get()
            .args(["install", "-y", "--no-install-recommends"])
            .args(packages),
    )
}

fn apt_get() -> std::process::Command {
    let mut command = run::program("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

/// Whether packages may be installed from here: as root, on Debian.
fn may_install() -> bool {
    let root = run::program("id")
        .arg("-u")
        .output()
        .is_ok_and(|output| output.stdout.trim_ascii() == b"0");
    root && run::on_path("apt-get").is_some()
        && std::fs::read_to_string("/etc/os-release").is_ok_and(|text| is_debian(&text))
}

fn is_debian(os_release: &str) -> bool {
    os_release.lines().any(|line| line == "ID=debian")
}

/// Debian keeps PostgreSQL's own programs in a folder a version, apart from everybody's.
fn postgresql() -> bool {
    if run::on_path("initdb").is_some() {
        return true;
    }
    let Ok(versions) = Path::new("/usr/lib/postgresql").read_dir() else {
        return false;
    };
    versions
        .flatten()
        .any(|version| version.path().join("bin/initdb").is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEVER: Need = Need {
        name: "a thing",
        packages: &["thing", "thing-data"],
        present: || false,
    };

    #[test]
    fn what_is_missing_is_said_with_one_line_to_run() {
        assert_eq!(
            explain(&[
                &NEVER,
                &Need {
                    packages: &[],
                    ..RUST_COMPONENTS
                }
            ])
            .to_string(),
            "missing: a thing, rustfmt and clippy. Run this, then start again:\n\n    \
             sudo apt-get update && sudo apt-get install -y --no-install-recommends thing thing-data \
             && rustup component add rustfmt clippy\n"
        );
    }

    #[test]
    fn nothing_is_done_when_nothing_is_missing() {
        ensure(&[Need {
            present: || true,
            ..NEVER
        }])
        .unwrap();
        ensure(&[]).unwrap();
    }

    #[test]
    fn only_debian_is_debian() {
        assert!(is_debian("NAME=\"Debian GNU/Linux\"\nID=debian\n"));
        assert!(!is_debian("NAME=\"Ubuntu\"\nID=ubuntu\nID_LIKE=debian\n"));
    }
}
