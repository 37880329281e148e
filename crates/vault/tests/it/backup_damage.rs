//! Archives that are not as they were written: by accident, byte by byte, and by somebody who knows
//! the form and makes the digests right again. The digests here are worked out from docs/backup.md
//! and not by the code that they test.

use sha2::{Digest as _, Sha256};
use vault::Door;
use vault::backup::BackupError;

use crate::backup_content::{Dice, fill, one_service};
use crate::backups::{archive, check};
use crate::store::Store;

/// What somebody does to the lines of an archive.
type Edit<'a> = &'a dyn Fn(&mut Vec<String>);

/// A small archive.
async fn small() -> Vec<u8> {
    let store = Store::sqlite();
    let door = Door::open(store.address()).await.unwrap();
    one_service(&door, "kent").await;
    one_service(&door, "medway").await;
    archive(&door).await
}

/// An archive's lines without its seal.
pub fn lines(bytes: &[u8]) -> Vec<String> {
    let text = std::str::from_utf8(bytes).unwrap();
    let mut lines: Vec<String> = text.split_terminator('\n').map(str::to_owned).collect();
    lines.pop();
    lines
}

fn hex(text: &str) -> String {
    let digest = Sha256::digest(text);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// These lines with every digest made right, the number of each table's rows too.
pub fn sealed(lines: &[String]) -> Vec<u8> {
    let (mut whole, mut table, mut rows) = (String::new(), String::new(), 0);
    for line in lines {
        let mut line = format!("{line}\n");
        if line.starts_with("{\"table\"") {
            (table, rows) = (line.clone(), 0);
        } else if let Some(rest) = line.strip_prefix("{\"end\":\"") {
            let name = rest.split('"').next().unwrap();
            line = format!(
                "{{\"end\":\"{name}\",\"rows\":{rows},\"sha256\":\"{}\"}}\n",
                hex(&table)
            );
        } else {
            table.push_str(&line);
            rows += 1;
        }
        whole.push_str(&line);
    }
    let seal = format!("{{\"seal\":\"{}\"}}\n", hex(&whole));
    (whole + &seal).into_bytes()
}

#[tokio::test]
async fn our_digests_are_the_archives() {
    let bytes = small().await;
    assert!(sealed(&lines(&bytes)) == bytes);
}

#[tokio::test]
async fn every_changed_missing_or_added_byte_is_refused() {
    let bytes = small().await;
    let summary = check(&bytes).unwrap();
    assert_eq!(summary.rows(), 4);
    for place in 0..bytes.len() {
        for flip in [1, 0x20, 0x80] {
            let mut damaged = bytes.clone();
            damaged[place] ^= flip;
            assert!(check(&damaged).is_err(), "byte {place} changed by {flip}");
        }
        let mut shorter = bytes.clone();
        shorter.remove(place);
        assert!(check(&shorter).is_err(), "byte {place} missing");
        let mut longer = bytes.clone();
        longer.insert(place, b' ');
        assert!(check(&longer).is_err(), "a byte added at {place}");
        assert!(check(&bytes[..place]).is_err(), "cut at {place}");
    }
    for tail in ["\n", " ", "{}\n", "\0"] {
        let longer = [&bytes, tail.as_bytes()].concat();
        let error = check(&longer).unwrap_err();
        assert!(error.to_string().contains("after the seal"), "{error}");
    }
}

/// What a person reads: the line, and what is wrong there.
#[tokio::test]
async fn a_refusal_says_where() {
    let bytes = small().await;
    let text = String::from_utf8(bytes.clone()).unwrap();
    let cases: &[(&str, &str, &str, &str)] = &[
        (
            "a value",
            "\"England\"",
            "\"Engxand\"",
            "Line 5: table service should end here",
        ),
        (
            "a table's name",
            "{\"table\":\"service\"",
            "{\"table\":\"servant\"",
            "Line 2: table service should begin here",
        ),
        (
            "a digest",
            "\"rows\":2,\"sha256\":\"",
            "\"rows\":2,\"sha256\":\"x",
            "Line 5: table service should end here",
        ),
        (
            "a row",
            "[\"kent\",\"name\",",
            "[\"kent\",",
            "Line 3: this is no row of table service",
        ),
        (
            "another program's file",
            "{\"lapwing_backup\":1",
            "{\"backup\":1",
            "Line 1: this is not the first line",
        ),
        (
            "the seal",
            "{\"seal\":\"",
            "{\"seal\":\"0",
            "the seal should stand here",
        ),
    ];
    for (what, from, to, said) in cases {
        let damaged = text.replacen(from, to, 1);
        assert_ne!(damaged, text, "{what}");
        let error = check(damaged.as_bytes()).unwrap_err().to_string();
        assert!(error.contains(said), "{what}: {error}");
    }
    let error = check(&bytes[..bytes.len() - 1]).unwrap_err().to_string();
    assert!(error.contains("ends before its end"), "{error}");
}

/// Digests do not keep out somebody who can work them out; the form must hold all the same.
#[tokio::test]
async fn what_no_lapwing_writes_is_refused_with_the_right_digests_too() {
    let good = lines(&small().await);
    let service = 1;
    assert!(good[service + 1].starts_with("[\"kent\""));
    let edits: &[(&str, Edit<'_>)] = &[
        ("rows swapped", &|l| l.swap(2, 3)),
        ("a row twice", &|l| l.insert(2, l[2].clone())),
        ("a space", &|l| l[2] = l[2].replacen(',', ", ", 1)),
        ("a letter as its number", &|l| {
            l[2] = l[2].replacen('k', "\\u006b", 1)
        }),
        ("a value too many", &|l| {
            l[2] = l[2].replacen(']', ",null]", 1)
        }),
        ("a number for a text", &|l| {
            l[2] = l[2].replacen("\"name\"", "7", 1)
        }),
        ("no key", &|l| l[2] = l[2].replacen("\"kent\"", "null", 1)),
        ("a column missing", &|l| {
            l[1] = l[1].replacen(",[\"note\",\"text\"]", "", 1)
        }),
        ("a table missing", &|l| drop(l.drain(1..5))),
        ("a table twice", &|l| {
            let table: Vec<String> = l[5..7].to_vec();
            l.splice(5..5, table);
        }),
        ("tables swapped", &|l| {
            l.swap(5, 7);
            l.swap(6, 8);
        }),
        ("a table of another program", &|l| {
            l.insert(5, "{\"table\":\"other\",\"columns\":[]}".to_owned());
            l.insert(6, "{\"end\":\"other\"}".to_owned());
        }),
        ("the first step missing", &|l| {
            l[0] = l[0].replacen("\"0001_trail\",", "", 1)
        }),
        ("an old form", &|l| l[0] = l[0].replacen(":1", ":0", 1)),
        ("a field in the first line", &|l| {
            l[0] = l[0].replacen('}', ",\"x\":1}", 1)
        }),
    ];
    for (what, edit) in edits {
        let mut edited = good.clone();
        edit(&mut edited);
        assert_ne!(edited, good, "{what}");
        let refused = check(&sealed(&edited));
        assert!(
            matches!(refused, Err(BackupError::Archive { .. })),
            "{what}: {refused:?}"
        );
    }
}

#[tokio::test]
async fn an_archive_of_the_future_is_told_from_a_broken_one() {
    let good = lines(&small().await);
    for (from, to, named) in [
        ("{\"lapwing_backup\":1", "{\"lapwing_backup\":2", "form 2"),
        ("]}", ",\"9999_wings\"]}", "step 9999_wings"),
    ] {
        let mut edited = good.clone();
        edited[0] = edited[0].replacen(from, to, 1);
        let error = check(&sealed(&edited)).unwrap_err();
        assert_eq!(error, BackupError::NewerArchive(named.to_owned()));
        assert!(error.to_string().contains("newer Lapwing"), "{error}");
    }
}

/// The reader of archives against damaged ones: it answers, and never with yes.
#[tokio::test]
async fn no_damaged_archive_is_taken_for_a_good_one() {
    let store = Store::sqlite();
    let door = Door::open(store.address()).await.unwrap();
    fill(&door, &mut Dice::new(8)).await;
    let corpus = [small().await, archive(&door).await];
    let corpus: Vec<&[u8]> = corpus.iter().map(Vec::as_slice).collect();
    let count = testkit::fuzz::count() / 5;
    for input in testkit::fuzz::inputs(&corpus, 3, count) {
        if check(&input).is_ok() {
            assert!(
                corpus.contains(&input.as_slice()),
                "a damaged archive was taken"
            );
        }
    }
}
