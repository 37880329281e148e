//! Opened by LibreOffice, as by the people who get the files.

use std::path::Path;
use std::process::Command;

use crate::example::{sheets, workbook};

/// Has LibreOffice write every sheet of `file` as CSV into `folder`.
fn convert(folder: &Path, file: &str) {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    // Comma, double quotes, UTF-8, from the first line, cells as they are shown, every sheet.
    let filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1";
    let output = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", filter, "--outdir"])
        .arg(folder.join("out"))
        .arg(folder.join(file))
        .output()
        .expect("LibreOffice; `cargo xtask setup` installs it");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// The rows of one sheet, without the cells that a short row has not got.
fn rows(folder: &Path, stem: &str, sheet: &str) -> Vec<Vec<String>> {
    let path = folder.join(format!("out/{stem}-{sheet}.csv"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("{}", path.display()));
    parse(&text)
}

/// CSV as LibreOffice writes it.
fn parse(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut quoted, mut chars) = (false, text.chars().peekable());
    while let Some(char) = chars.next() {
        match char {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                while row.last().is_some_and(String::is_empty) {
                    row.pop();
                }
                rows.push(std::mem::take(&mut row));
            }
            _ => cell.push(char),
        }
    }
    rows
}

#[test]
fn libreoffice_shows_every_cell_of_both_files() {
    let folder = tempfile::tempdir().expect("a folder");
    let workbook = workbook();
    for (name, bytes) in [
        ("ods.ods", documents::ods(&workbook)),
        ("xlsx.xlsx", documents::xlsx(&workbook)),
    ] {
        std::fs::write(folder.path().join(name), bytes.expect(name)).expect("a file");
        convert(folder.path(), name);
        let stem = name.split('.').next().expect("a stem");
        for (sheet, wanted) in sheets() {
            assert_eq!(rows(folder.path(), stem, sheet), wanted, "{name}, {sheet}");
        }
    }
}
