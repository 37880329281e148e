//! What was wrong with an input, said so that it can be mended: file, line, column, reason, remedy.

use rating::Finding;

/// Prints findings to standard error, each with the file it is about.
pub fn print(findings: &[(String, Finding)]) {
    for (file, finding) in findings {
        eprintln!("{}", line(file, finding));
    }
    let number = findings.len();
    eprintln!(
        "{number} {} to mend; nothing was worked out.",
        if number == 1 { "thing" } else { "things" }
    );
}

/// One finding as one line.
fn line(file: &str, finding: &Finding) -> String {
    let mut text = String::from(file);
    if let Some(line) = finding.line {
        text.push_str(&format!(", line {line}"));
    }
    if let Some(column) = &finding.column {
        text.push_str(&format!(", column {column}"));
    }
    if let Some(value) = &finding.value {
        text.push_str(&format!(", “{value}”"));
    }
    format!("{text}: {} {}", finding.reason, finding.remedy)
}
