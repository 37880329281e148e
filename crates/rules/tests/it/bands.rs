//! Where one rating ends and the next begins, on every scale.

use rating::Framework;
use rating::settings::Number;

/// Framework; maximum; stretches of the total, lowest word first. On 12, those of 2018 and 2021 have
/// no table of their own and go by sixths.
const TOTALS: &str = "
hmip-2018 | 36 | 0-6 7-18 19-30 31-36
hmip-2021 | 36 | 0-6 7-18 19-30 31-36
hmip-2018 | 24 | 0-4 5-12 13-20 21-24
hmip-2021 | 24 | 0-4 5-12 13-20 21-24
hmip-2018 | 12 | 0-2 3-6 7-10 11-12
hmip-2021 | 12 | 0-2 3-6 7-10 11-12
hmip-2025 | 12 | 0-2 3-6 7-10 11-12
hmip-2025 | 36 | -
cci-2009  | 36 | -
fji-2012  | 36 | -
sqs-2012  | 36 | -
";

/// Framework; the per cent at which each word above the lowest begins; what switches them on.
const PERCENTAGES: &str = "
cci-2009  | 45 60 75 | always
fji-2012  | 50 65 80 | fji.stars.percent_cuts
sqs-2012  | -        | never
hmip-2018 | 50 65 80 | always
hmip-2021 | 50 65 80 | always
hmip-2025 | 50 65 80 | n25.percent_bands
";

#[test]
fn totals_meet_these_bands() {
    for row in TOTALS.trim().lines() {
        let [id, maximum, drawn] = cells(row);
        let framework = rules::framework(id).expect("a framework");
        let bands = framework.bands(maximum.parse().expect("a number"));
        let own: Vec<String> = bands
            .iter()
            .map(|band| format!("{}-{}", band.low, band.high))
            .collect();
        let own = if own.is_empty() {
            "-".to_owned()
        } else {
            own.join(" ")
        };
        assert_eq!(own, drawn, "{id} on {maximum}");
        let in_order = bands
            .iter()
            .zip(framework.words())
            .all(|(band, word)| band.word == word.id);
        assert!(in_order, "{id} on {maximum}: {bands:?}");
    }
}

#[test]
fn percentages_meet_these_cuts() {
    let drawn: Vec<[&str; 3]> = PERCENTAGES.trim().lines().map(cells).collect();
    let own: Vec<[String; 3]> = rules::frameworks().iter().map(percentages).collect();
    assert_eq!(own, drawn);
}

#[test]
fn points_are_on_for_2018_and_2021_only() {
    let with: Vec<&str> = rules::frameworks()
        .iter()
        .filter(|own| own.has_points())
        .map(Framework::id)
        .collect();
    assert_eq!(with, ["hmip-2018", "hmip-2021"]);
}

#[test]
fn case_domains_may_drop_out_and_full_inspections_have_no_total() {
    for (id, drops, blocked_by) in [
        ("hmip-2018", vec!["2", "3"], vec![]),
        ("hmip-2021", vec!["2", "3"], vec![]),
        (
            "hmip-2025",
            vec![],
            vec!["governance", "staffing", "partnerships"],
        ),
    ] {
        let framework = rules::framework(id).expect("a framework");
        let total = framework.total_rule().expect("a total");
        assert_eq!(
            (&total.drops[..], &total.blocked_by[..]),
            (&texts(&drops)[..], &texts(&blocked_by)[..]),
            "{id}"
        );
    }
}

#[test]
fn resettlement_warns_in_2021_only() {
    let warnings = rules::frameworks().iter().filter_map(|framework| {
        let warning = framework.total_rule()?.warning.as_ref()?;
        let parts = [
            framework.id(),
            &warning.standard,
            &warning.word,
            &warning.overall,
            &warning.rule,
        ];
        Some(parts.join(" "))
    });
    assert_eq!(
        warnings.collect::<Vec<_>>(),
        ["hmip-2021 4.1 inadequate outstanding H-43"]
    );
}

fn cells(row: &str) -> [&str; 3] {
    let cells: Vec<&str> = row.split('|').map(str::trim).collect();
    cells.try_into().expect("three cells")
}

/// A number as it stands in the text, or in the setting that it names.
fn standing(framework: &Framework, number: &Number) -> String {
    match number {
        Number::Fixed(number) => number.to_string(),
        Number::Setting(key) => framework.setting(key).expect(key).default.clone(),
    }
}

fn percentages(framework: &Framework) -> [String; 3] {
    let rule = framework.percent_rule();
    let cuts = rule.map(|rule| rule.cuts.as_slice()).unwrap_or_default();
    let cuts: Vec<String> = cuts.iter().map(|cut| standing(framework, cut)).collect();
    let switch = match framework.percent_rule() {
        Some(rule) => rule.switch.as_deref().unwrap_or("always"),
        None => "never",
    };
    let cuts = if cuts.is_empty() {
        "-".to_owned()
    } else {
        cuts.join(" ")
    };
    [framework.id().to_owned(), cuts, switch.to_owned()]
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}
