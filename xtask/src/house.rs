//! The rules of the house that no compiler checks: which room may import which, how long a file may
//! grow, and what no file may hold.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde_json::Value;

use crate::{asvs, run};

/// A file longer than this holds more than one topic and is split.
const LINES_MAX: usize = 900;

/// Rooms that compute and nothing else. They use no room of ours.
const KERNELS: [&str; 5] = ["rating", "figures", "access", "measures", "practice"];

/// Rooms that hold facts. Every room above may use them.
const FACTS: [&str; 2] = ["rules", "published"];

/// The other rooms from top to bottom. A room may use those below it, never one beside or above it.
const LAYERS: [&[&str]; 7] = [
    &["lapwing"],
    &["web", "synth"],
    &["governance"],
    &["performance", "quality"],
    &["casework", "victims"],
    &["people"],
    &["vault"],
];

/// Edges that the layers do not give, each with its kind.
const EXCEPTIONS: [(&str, &str, Kind); 2] = [
    // It hands out frameworks that the kernel has parsed and checked.
    ("rules", "rating", Kind::Normal),
    // The kernel's worked examples use the real frameworks.
    ("rating", "rules", Kind::Dev),
];

/// Rooms that use no room of ours: one helps all tests, one takes finished data, one runs tasks.
const ALONE: [&str; 3] = ["testkit", "documents", "xtask"];

/// A rule, and each place where it is broken.
#[derive(Debug)]
pub struct Finding {
    /// The rule in words.
    pub rule: &'static str,
    /// Where it is broken, and how to mend it. Empty when it is kept.
    pub breaches: Vec<String>,
}

/// Looks at the whole tree.
pub fn check() -> anyhow::Result<Vec<Finding>> {
    let files = files(&run::root())?;
    Ok(vec![
        Finding {
            rule: "imports go one way",
            breaches: wrong_edges(&edges(&metadata()?)),
        },
        Finding {
            rule: "no file is too long",
            breaches: files.iter().filter_map(too_long).collect(),
        },
        Finding {
            rule: "no file names this machine or a package registry",
            breaches: files.iter().filter_map(names_a_place).collect(),
        },
        Finding {
            rule: "doors without a row in the trail are for the room `people`, routes for `web::Routes`",
            breaches: files.iter().filter_map(past_a_door).collect(),
        },
        Finding {
            rule: "docs/asvs.md has every requirement once and names tests that exist",
            breaches: asvs::breaches(&run::root())?,
        },
    ])
}

/// How one room uses another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Normal,
    Dev,
}

/// One room that uses another.
#[derive(Debug, PartialEq, Eq)]
struct Edge {
    from: String,
    to: String,
    kind: Kind,
}

/// What Cargo knows of the workspace.
fn metadata() -> anyhow::Result<Value> {
    let output = run::cargo()
        .args(["metadata", "--format-version", "1", "--no-deps"])
        .output()
        .context("`cargo metadata` cannot be started")?;
    serde_json::from_slice(&output.stdout).context("`cargo metadata` gave no JSON")
}

/// The edges between our own rooms; a dependency with a path is one of ours.
fn edges(metadata: &Value) -> Vec<Edge> {
    let mut edges = Vec::new();
    for package in list(&metadata["packages"]) {
        let ours = list(&package["dependencies"])
            .iter()
            .filter(|dependency| dependency["path"].is_string());
        edges.extend(ours.map(|dependency| Edge {
            from: text(&package["name"]),
            to: text(&dependency["name"]),
            kind: match dependency["kind"].as_str() {
                Some("dev") => Kind::Dev,
                _ => Kind::Normal,
            },
        }));
    }
    edges
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn wrong_edges(edges: &[Edge]) -> Vec<String> {
    edges
        .iter()
        .filter(|edge| !allowed(edge))
        .map(|Edge { from, to, kind }| {
            let how = match kind {
                Kind::Normal => "uses",
                Kind::Dev => "uses in its tests",
            };
            format!(
                "`{from}` {how} `{to}`, which ARCHITECTURE.md does not allow; take the dependency \
                 out of its Cargo.toml, or change the plan and xtask/src/house.rs together"
            )
        })
        .collect()
}

fn allowed(Edge { from, to, kind }: &Edge) -> bool {
    let (from, to) = (from.as_str(), to.as_str());
    if EXCEPTIONS.contains(&(from, to, *kind)) || (*kind == Kind::Dev && to == "testkit") {
        return true;
    }
    if KERNELS.contains(&from) || FACTS.contains(&from) || ALONE.contains(&from) {
        return false;
    }
    let Some(above) = layer(from) else {
        return false;
    };
    KERNELS.contains(&to)
        || FACTS.contains(&to)
        || layer(to).is_some_and(|below| above < below)
        || to == "documents"
}

/// The height of a room, counted from the top.
fn layer(room: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&room))
}

/// A text file of the tree, with its path from the root.
struct File {
    path: String,
    text: String,
}

/// Every text file that could be committed, in the order of their paths.
fn files(root: &Path) -> anyhow::Result<Vec<File>> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder)
            .with_context(|| format!("{} cannot be read", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_symlink() || is_made(root, &path) {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else {
                found.extend(read(root, path));
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

/// The file, unless it is no text.
fn read(root: &Path, path: PathBuf) -> Option<File> {
    let text = String::from_utf8(fs::read(&path).ok()?).ok()?;
    let path = path.strip_prefix(root).unwrap_or(&path);
    Some(File {
        path: path.to_string_lossy().into_owned(),
        text,
    })
}

/// Whether a path is made by a tool and never committed.
fn is_made(root: &Path, path: &Path) -> bool {
    let made = [
        ".git",
        "target",
        "node_modules",
        "crates/web/frontend",
        "screenshots-new",
    ];
    made.iter().any(|name| path == root.join(name))
}

fn too_long(file: &File) -> Option<String> {
    let lines = file.text.lines().count();
    (file.path.ends_with(".rs") && lines > LINES_MAX).then(|| {
        format!(
            "{} has {lines} lines, more than {LINES_MAX}; split it by topic",
            file.path
        )
    })
}

/// Places that a file must not name: they would be true on one machine only, or say where packages
/// come from, which is each machine's own setting. Written in pieces, so that this file passes.
const PLACES: [&str; 10] = [
    concat!("/root", "/"),
    concat!("/home", "/"),
    concat!("/Users", "/"),
    concat!("/work", "/"),
    concat!("registry.", "npmjs"),
    concat!("registry.", "yarnpkg"),
    concat!("index.", "crates.io"),
    concat!("static.", "crates.io"),
    concat!("pypi", ".org"),
    concat!("files.", "pythonhosted"),
];

/// The first place that a file names, with its line.
fn names_a_place(file: &File) -> Option<String> {
    let own = run::root().to_string_lossy().into_owned();
    let places = PLACES.iter().copied().chain([own.as_str()]);
    file.text.lines().zip(1..).find_map(|(line, number)| {
        let place = places.clone().find(|place| names(line, place))?;
        Some(format!(
            "{}:{number} names {place}; leave the place out or take it from a setting",
            file.path
        ))
    })
}

/// Whether `line` names `place`, and not a longer path that ends alike, such as `docs/home/`.
fn names(line: &str, place: &str) -> bool {
    line.match_indices(place).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !place.starts_with('/') || !before.is_some_and(|c| c.is_alphanumeric() || "._-".contains(c))
    })
}

/// Words of code that stand in a few files only: what they do, and where they may. Written in pieces,
/// so that this file passes.
const DOORS: [(&str, &str, &[&str]); 4] = [
    (
        concat!(".ident", "ify("),
        "reads without a row in the trail",
        &["crates/people/", "crates/vault/"],
    ),
    (
        concat!(".rem", "ember("),
        "writes without a row in the trail",
        &["crates/people/", "crates/vault/"],
    ),
    (
        concat!("disallowed", "_methods"),
        "allows routes that `web::Routes` does not know",
        &["crates/web/src/routes.rs"],
    ),
    (
        concat!("MethodRouter", "::"),
        "makes a route that `web::Routes` does not know",
        &["crates/web/src/routes.rs"],
    ),
];

/// The first way past a door that a file takes although it may not, with its line.
fn past_a_door(file: &File) -> Option<String> {
    let ours = file.path.starts_with("crates/") && file.path.ends_with(".rs");
    let code = file.text.lines().zip(1..);
    let mut code = code.filter(|(line, _)| ours && !line.trim_start().starts_with("//"));
    code.find_map(|(line, number)| {
        let (word, does, _) = DOORS.iter().find(|(word, _, places)| {
            line.contains(word) && !places.iter().any(|place| file.path.starts_with(place))
        })?;
        Some(format!(
            "{}:{number} uses `{word}`, which {does}; call an act or a consultation, or add a line to \
             `web::Routes`",
            file.path
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(from: &str, to: &str, kind: Kind) -> Edge {
        Edge {
            from: from.to_owned(),
            to: to.to_owned(),
            kind,
        }
    }

    #[test]
    fn imports_that_the_plan_allows() {
        for (from, to) in [
            ("lapwing", "web"),
            ("lapwing", "synth"),
            ("lapwing", "vault"),
            ("web", "quality"),
            ("web", "documents"),
            ("web", "figures"),
            ("governance", "performance"),
            ("quality", "casework"),
            ("people", "vault"),
            ("vault", "access"),
            ("rules", "rating"),
            ("synth", "casework"),
        ] {
            assert!(allowed(&edge(from, to, Kind::Normal)), "{from} -> {to}");
        }
        assert!(allowed(&edge("rating", "testkit", Kind::Dev)));
        assert!(allowed(&edge("rating", "rules", Kind::Dev)));
    }

    #[test]
    fn imports_that_it_does_not_allow() {
        for (from, to) in [
            ("vault", "quality"),
            ("quality", "web"),
            ("quality", "performance"),
            ("web", "synth"),
            ("web", "lapwing"),
            ("rating", "rules"),
            ("rating", "figures"),
            ("published", "rating"),
            ("rules", "published"),
            ("documents", "quality"),
            ("testkit", "vault"),
            ("xtask", "rating"),
            ("web", "testkit"),
            ("web", "xtask"),
            ("unheard-of", "rating"),
            ("web", "unheard-of"),
        ] {
            assert!(!allowed(&edge(from, to, Kind::Normal)), "{from} -> {to}");
        }
        assert!(!allowed(&edge("vault", "quality", Kind::Dev)));
    }

    #[test]
    fn edges_are_read_from_what_cargo_knows() {
        let metadata = serde_json::json!({"packages": [{
            "name": "web",
            "dependencies": [
                {"name": "axum", "kind": null},
                {"name": "quality", "kind": null, "path": "crates/quality"},
                {"name": "testkit", "kind": "dev", "path": "crates/testkit"},
            ],
        }]});
        assert_eq!(
            edges(&metadata),
            [
                edge("web", "quality", Kind::Normal),
                edge("web", "testkit", Kind::Dev)
            ]
        );
        assert_eq!(edges(&Value::Null), []);
    }

    #[test]
    fn a_wrong_edge_is_told_with_its_remedy() {
        let told = wrong_edges(&[edge("vault", "web", Kind::Dev)]);
        assert!(
            told[0].starts_with("`vault` uses in its tests `web`"),
            "{told:?}"
        );
        assert!(told[0].contains("Cargo.toml"));
    }

    fn file(path: &str, text: &str) -> File {
        File {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn a_long_file_is_named_and_a_long_table_is_not() {
        let long = "x\n".repeat(LINES_MAX + 1);
        assert!(
            too_long(&file("a.rs", &long))
                .unwrap()
                .contains("901 lines")
        );
        assert!(too_long(&file("a.rs", &long[2..])).is_none());
        assert!(too_long(&file("a.csv", &long)).is_none());
    }

    #[test]
    fn a_place_is_found_with_its_line() {
        for place in PLACES {
            let told = names_a_place(&file("a.md", &format!("first\nsee {place}x\n"))).unwrap();
            assert!(told.starts_with("a.md:2 names "), "{told}");
        }
        let own = format!("`{}`", run::root().display());
        assert!(names_a_place(&file("a.md", &own)).is_some());
        for fine in [
            "docs/home/page",
            concat!("..", "/work", "/"),
            "https://crates.io",
            "at home/work",
        ] {
            assert!(names_a_place(&file("a.md", fine)).is_none(), "{fine}");
        }
    }

    #[test]
    fn a_way_past_a_door_is_found_where_it_may_not_be() {
        for (word, _, places) in DOORS {
            let text = format!("// {word} is fine in words\nlet found = door{word}x);\n");
            let told = past_a_door(&file("crates/quality/src/a.rs", &text)).unwrap();
            assert!(told.starts_with("crates/quality/src/a.rs:2 "), "{told}");
            for place in places {
                let path = format!("{place}a.rs");
                let own = if place.ends_with(".rs") {
                    place
                } else {
                    path.as_str()
                };
                assert!(past_a_door(&file(own, &text)).is_none(), "{own}");
            }
            assert!(past_a_door(&file("docs/a.md", &text)).is_none());
        }
    }

    /// The lint that keeps routes in one place is worth as much as its list.
    #[test]
    fn the_lint_names_every_way_to_make_a_route() {
        let list = fs::read_to_string(run::root().join("clippy.toml")).unwrap();
        for way in [
            "axum::Router::route",
            "axum::Router::route_service",
            "axum::Router::nest",
            "axum::Router::nest_service",
            "axum::Router::merge",
            "axum::Router::fallback_service",
            "axum::routing::get",
            "axum::routing::post",
            "axum::routing::any",
            "axum::routing::on",
            "axum::routing::MethodRouter::new",
        ] {
            assert!(list.contains(&format!("path = \"{way}\"")), "{way}");
        }
    }

    #[test]
    fn the_tree_is_read_without_what_tools_made() {
        let files = files(&run::root()).unwrap();
        assert!(files.iter().any(|f| f.path == "xtask/src/house.rs"));
        assert!(files.iter().any(|f| f.path == ".ci/run"));
        assert!(!files.iter().any(|f| f.path.starts_with("target/")));
        assert!(!files.iter().any(|f| f.path.starts_with("node_modules/")));
    }
}
