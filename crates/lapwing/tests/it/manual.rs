//! The manual's generated pages: made from the rules and the worked examples, committed, and compared
//! here. `cargo xtask docs` writes them anew.

use std::fmt::Write as _;
use std::path::PathBuf;

use rating::{FlagCode, Framework};

/// The worked examples, in the order in which a newcomer reads them.
const WORKED: [&str; 4] = [
    include_str!("../../../rating/tests/worked/percentages.md"),
    include_str!("../../../rating/tests/worked/standards.md"),
    include_str!("../../../rating/tests/worked/totals.md"),
    include_str!("../../../rating/tests/worked/ways.md"),
];

const MADE: &str =
    "<!-- Made by `cargo xtask docs` from crates/rules and crates/rating; do not edit. -->\n\n";

#[test]
fn the_manual_says_what_the_rules_say() {
    let mut stale = Vec::new();
    for (name, text) in pages() {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("../../docs/manual")
            .join(&name);
        if std::env::var_os("LAPWING_UPDATE").is_some() {
            std::fs::write(&path, &text).expect("the manual can be written");
        }
        if std::fs::read_to_string(&path).ok().as_deref() != Some(text.as_str()) {
            stale.push(name);
        }
    }
    assert!(
        stale.is_empty(),
        "these pages of docs/manual are not up to date: {stale:?}; run `cargo xtask docs`"
    );
}

fn pages() -> Vec<(String, String)> {
    let mut pages: Vec<(String, String)> = rules::frameworks()
        .iter()
        .map(|f| (format!("{}.md", f.id()), framework(f)))
        .collect();
    pages.push(("worked-examples.md".to_owned(), worked_examples()));
    pages.push(("flags.md".to_owned(), flags()));
    pages
}

fn worked_examples() -> String {
    let intro = "# Worked examples\n\nEach row is tested: the words under “Given” go in, and what stands under “Gives” must come out. \
        `16/20+3na` means 16 of 20 cases yes and three to which the question does not apply.\n\n";
    let tables: Vec<String> = WORKED.iter().map(|table| format!("#{table}")).collect();
    format!("{MADE}{intro}{}", tables.join("\n"))
}

fn flags() -> String {
    let mut text = format!(
        "{MADE}# Flags\n\nWhat a result can remark on, by the code that stands in its JSON form.\n\n| code | meaning |\n|---|---|\n"
    );
    for code in FlagCode::ALL {
        let _ = writeln!(text, "| `{}` | {} |", code.as_str(), code.meaning());
    }
    text
}

fn framework(framework: &Framework) -> String {
    let mut text = format!(
        "{MADE}# {}\n\n{}\n\n- Id: `{}`\n- Fieldwork: {}\n- What comes out: {}\n",
        framework.title(),
        framework.about(),
        framework.id(),
        framework.dates().words,
        framework.result().words
    );
    if !framework.words().is_empty() {
        let words: Vec<String> = framework
            .words()
            .iter()
            .rev()
            .map(|w| format!("{} (`{}`)", w.label, w.id))
            .collect();
        let _ = writeln!(text, "- Ratings, best first: {}", words.join(", "));
    }
    text.push_str("\n## Standards and key questions\n");
    for domain in framework.domains() {
        let _ = writeln!(text, "\n### {}\n", domain.title);
        for standard in framework
            .standards()
            .iter()
            .filter(|s| s.domain == domain.id)
        {
            let apart = if framework.has_points() && !standard.counts {
                " (not in the total)"
            } else {
                ""
            };
            let _ = writeln!(
                text,
                "- **`{}` {}**{apart}, judged under {}",
                standard.id, standard.title, standard.rule
            );
            for question in &standard.questions {
                let _ = writeln!(text, "  - `{}` {}", question.id, question.asks);
            }
        }
    }
    bands(framework, &mut text);
    text.push_str("\n## Rules\n\n| rule | says | status | rests on |\n|---|---|---|---|\n");
    for rule in framework.rules() {
        let confidence = rule
            .confidence
            .as_ref()
            .map_or(String::new(), |c| format!(", {c}"));
        let _ = writeln!(
            text,
            "| {} | {} | {}{confidence} | {} |",
            rule.id, rule.text, rule.status, rule.source
        );
    }
    if !framework.settings().is_empty() {
        text.push_str("\n## Settings\n\nChange one for a run with `--set KEY=VALUE`.\n\n| key | what it is | value | confidence | rests on |\n|---|---|---|---|---|\n");
        for s in framework.settings() {
            let confidence = s.confidence.as_deref().unwrap_or("-");
            let _ = writeln!(
                text,
                "| `{}` | {} | `{}` | {confidence} | {} |",
                s.key, s.title, s.default, s.basis
            );
        }
    }
    text
}

/// The bands of percentages and of totals, where the framework has them.
fn bands(framework: &Framework, text: &mut String) {
    let cuts = framework.cuts();
    if !cuts.is_empty() {
        text.push_str(
            "\n## From a percentage to a rating\n\n| rating | from per cent |\n|---|---|\n",
        );
        let lows = std::iter::once(0).chain(cuts);
        for (word, low) in framework.words().iter().zip(lows) {
            let _ = writeln!(text, "| {} | {low} |", word.label);
        }
    }
    let maximums = framework
        .total_rule()
        .map(|rule| rule.bands.iter().map(|bands| bands.maximum));
    for maximum in maximums.into_iter().flatten() {
        let _ = writeln!(
            text,
            "\n## From a total to the overall rating, of {maximum}\n\n| rating | points |\n|---|---|"
        );
        for band in framework.bands(maximum) {
            let _ = writeln!(
                text,
                "| {} | {} to {} |",
                framework.label(&band.word),
                band.low,
                band.high
            );
        }
    }
}
