//! The export, and docs/verify_trail.py, which was written from the format's document alone.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;
use vault::Act;
use vault::trail;

use crate::store::{Store, WRITE, fail, operator, write};

on_both_stores!(
    an_export_is_whole_for_a_verifier_of_its_own,
    a_full_disk_is_told
);

fn verifier() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/verify_trail.py")
}

/// Whether there is a Python to run it with.
fn has_python() -> bool {
    let there = Command::new("python3")
        .arg("--version")
        .output()
        .is_ok_and(|o| o.status.success());
    if !there {
        println!("skipped: there is no python3 to run docs/verify_trail.py with");
    }
    there
}

/// What the verifier says of these lines, and whether it is content.
fn judge(lines: &[String], checkpoint: Option<&str>) -> (bool, String) {
    let mut command = Command::new("python3");
    command
        .arg(verifier())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    if let Some(checkpoint) = checkpoint {
        command.args(["--checkpoint", checkpoint]);
    }
    let mut child = command.spawn().unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(lines.join("\n").as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    (
        output.status.success(),
        String::from_utf8(output.stdout).unwrap(),
    )
}

/// A trail with every sort of row, and its export.
async fn export(store: &Store) -> (Vec<String>, String) {
    let door = store.door().await;
    write(&door, "a").await.unwrap();
    write(&door, "é–\u{1F426}").await.unwrap();
    fail(&door, "c").await.unwrap_err();
    door.act(&operator(), WRITE, async |act: &mut Act<'_>| {
        trail::erase(act, "pad", "a").await?;
        Ok(())
    })
    .await
    .unwrap();
    let mark = trail::checkpoint(&door).await.unwrap().to_string();
    let mut out = Vec::new();
    trail::export(&door, &mut out).await.unwrap();
    let lines = String::from_utf8(out)
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect();
    (lines, mark)
}

async fn an_export_is_whole_for_a_verifier_of_its_own(store: Store) {
    let (lines, mark) = export(&store).await;
    assert_eq!(lines.len(), 5);
    if !has_python() {
        return;
    }
    let (content, said) = judge(&lines, Some(&mark));
    assert!(content, "{said}");
    assert!(
        said.contains("The trail is whole: 5 rows, 0 problems."),
        "{said}"
    );
}

#[tokio::test]
async fn the_verifier_finds_every_kind_of_tampering() {
    if !has_python() {
        return;
    }
    let (lines, mark) = export(&Store::sqlite()).await;
    for field in [
        "seq",
        "at",
        "asker",
        "action",
        "class",
        "subject_kind",
        "subject_id",
        "purpose",
        "outcome",
        "detail_hash",
        "prev",
        "hash",
        "salt",
        "detail",
    ] {
        let mut edited = lines.clone();
        let mut row: Value = serde_json::from_str(&edited[1]).unwrap();
        row[field] = match field {
            "seq" => 7.into(),
            "detail_hash" | "prev" | "hash" => "f".repeat(64).into(),
            "salt" => "0".repeat(32).into(),
            _ => "other".into(),
        };
        edited[1] = row.to_string();
        let (content, said) = judge(&edited, None);
        assert!(!content, "{field} edited: {said}");
    }
    let without_second = [&lines[..1], &lines[2..]].concat();
    let mut swapped = lines.clone();
    swapped.swap(1, 2);
    let mut nonsense = lines.clone();
    nonsense[2] = "{}".to_owned();
    let cases = [
        ("deleted", without_second),
        ("swapped", swapped),
        ("nonsense", nonsense),
    ];
    for (case, lines) in cases {
        let (content, said) = judge(&lines, None);
        assert!(!content, "{case}: {said}");
    }
    let cut = &lines[..3];
    assert!(
        judge(cut, None).0,
        "a chain alone cannot know that its end is missing"
    );
    let (content, said) = judge(cut, Some(&mark));
    assert!(!content && said.contains("ends at row 3"), "{said}");
    assert!(!judge(&lines, Some(&format!("2:{}", "0".repeat(64)))).0);
}

/// A disk that takes nothing.
struct Full;

impl std::io::Write for Full {
    fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
        Err(std::io::ErrorKind::StorageFull.into())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

async fn a_full_disk_is_told(store: Store) {
    let door = store.door().await;
    write(&door, "a").await.unwrap();
    let error = trail::export(&door, &mut Full).await.unwrap_err();
    assert_eq!(error, vault::Error::Output(std::io::ErrorKind::StorageFull));
}
