//! The register of working values: every value of the method that no public source settles stands
//! as a setting with its default and confidence, or has a known place elsewhere.

use std::collections::BTreeMap;

use rating::settings::Setting;

/// Key; value; confidence; the frameworks that have it.
const REGISTER: &str = "
framework.from.hmip-2021           | 2021-08-01                               | high   | hmip-2018 hmip-2021
framework.from.hmip-2025           | 2025-01-01                               | medium | hmip-2021 hmip-2025
cci.label.substantial_from         | 45                                       | medium | cci-2009
cci.label.moderate_from            | 60                                       | medium | cci-2009
cci.label.minimum_from             | 75                                       | medium | cci-2009
cci.score.not_applicable_left_out  | on                                       | medium | cci-2009
fji.stars.unsatisfactory           | 2                                        | high   | fji-2012
fji.stars.poor                     | 1                                        | high   | fji-2012
fji.stars.percent_cuts             | off                                      | low    | fji-2012
percent.requires_improvement_from  | 50                                       | high   | hmip-2018 hmip-2021
percent.good_from                  | 65                                       | high   | hmip-2018 hmip-2021
percent.outstanding_from           | 80                                       | high   | hmip-2018 hmip-2021
percent.rounding                   | half_up                                  | low    | hmip-2018 hmip-2021
panel.flag.within_points           | 5                                        | medium | hmip-2018 hmip-2021
panel.flag.one_case_changes        | on                                       | medium | hmip-2018 hmip-2021
panel.flag.cases_at_most           | 5                                        | medium | hmip-2018 hmip-2021
overall.24.bands                   | 0-4, 5-12, 13-20, 21-24                  | medium | hmip-2018 hmip-2021
overall.other_maximum              | on                                       | low    | hmip-2018 hmip-2021
resettlement.inadequate_warns      | on                                       | medium | hmip-2021
n25.points                         | off                                      | -      | hmip-2025
n25.points.standards               | assessing, planning, delivering, victims | medium | hmip-2025
n25.overall.bands                  | 0-2, 3-6, 7-10, 11-12                    | low    | hmip-2025
n25.percent_bands                  | off                                      | medium | hmip-2025
n25.weaker_limb_decides            | off                                      | medium | hmip-2025
";

/// Working values that are no setting of a rating, and where they stand instead.
const ELSEWHERE: [(&str, &str); 10] = [
    ("cci.label.entered_wins", "always so, by rule CCI-5"),
    ("standard.from_key_questions", "always so, by rule H-8"),
    ("key_question.low_risk_left_out", "answered na, by rule H-9"),
    ("n25.ratings", "always so, by rule N-2"),
    ("sample.confidence", "comes with sampling, in room quality"),
    ("sample.margin", "comes with sampling, in room quality"),
    (
        "sample.window.court",
        "comes with sampling, in room quality",
    ),
    (
        "sample.window.out_of_court",
        "comes with sampling, in room quality",
    ),
    ("sample.strata", "comes with sampling, in room quality"),
    (
        "plan.due",
        "comes with improvement plans, in room governance",
    ),
];

#[test]
fn working_values_are_as_registered() {
    let mut own: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for framework in rules::frameworks() {
        for setting in framework.settings() {
            own.entry(line(setting)).or_default().push(framework.id());
        }
    }
    let own: Vec<String> = own
        .iter()
        .map(|(line, ids)| format!("{line} | {}", ids.join(" ")))
        .collect();
    let mut registered: Vec<String> = REGISTER.trim().lines().map(straight).collect();
    registered.sort();
    assert_eq!(own, registered);
}

#[test]
fn what_stands_elsewhere_is_no_setting_and_its_rule_is_there() {
    for (key, place) in ELSEWHERE {
        let with = rules::frameworks()
            .iter()
            .find(|framework| framework.setting(key).is_some());
        assert!(
            with.is_none(),
            "{key} is a setting now; take it off the list"
        );
        if let Some((_, rule)) = place.split_once("by rule ") {
            let told = rules::frameworks()
                .iter()
                .any(|framework| framework.rule(rule).is_some());
            assert!(told, "{key}: no framework has the rule {rule}");
        }
    }
}

#[test]
fn a_setting_is_the_same_wherever_it_stands_and_rests_on_something() {
    let mut known: BTreeMap<&str, &Setting> = BTreeMap::new();
    for framework in rules::frameworks() {
        for setting in framework.settings() {
            let first = *known.entry(&setting.key).or_insert(setting);
            assert_eq!(first, setting, "{}", framework.id());
            let rule = setting.basis.split(',').next().unwrap_or_default();
            let named = rule.contains('-') && !rule.contains(' ');
            assert!(
                !setting.basis.is_empty() && (!named || framework.rule(rule).is_some()),
                "{}: {} rests on {}",
                framework.id(),
                setting.key,
                setting.basis
            );
        }
    }
}

fn line(setting: &Setting) -> String {
    let confidence = setting.confidence.as_deref().unwrap_or("-");
    format!("{} | {} | {confidence}", setting.key, setting.default)
}

/// A drawn row without the spaces that keep its columns straight.
fn straight(row: &str) -> String {
    row.split('|')
        .map(str::trim)
        .collect::<Vec<_>>()
        .join(" | ")
}
