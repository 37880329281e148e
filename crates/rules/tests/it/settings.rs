//! The register of working values: every value of the method that no public source settles stands
//! as a setting with its default and confidence, or has a known place elsewhere.

use std::collections::BTreeMap;

use rating::settings::Setting;
use rules::Used;

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

/// Working values that are no setting of a rating: key; value; confidence; how they are used; the
/// frameworks that have them.
const BESIDE: &str = "
cci.label.entered_wins            | on                                                           | high   | fixed   | cci-2009
standard.from_key_questions       | lowest                                                       | high   | fixed   | hmip-2018 hmip-2021
key_question.low_risk_left_out    | safety questions only                                        | medium | fixed   | hmip-2018 hmip-2021
n25.ratings                       | entered                                                      | high   | fixed   | hmip-2025
sample.confidence                 | 80                                                           | high   | nothing | hmip-2018 hmip-2021
sample.margin                     | 5                                                            | high   | nothing | hmip-2018 hmip-2021
sample.window.court               | 6 to 9 months before                                         | medium | nothing | hmip-2018 hmip-2021
sample.window.out_of_court        | 3 to 5 months before                                         | medium | nothing | hmip-2018 hmip-2021
sample.strata                     | sex, disposal type, risk of serious harm, safety and wellbeing | medium | nothing | hmip-2018 hmip-2021
plan.due                          | 1                                                            | medium | plans   | cci-2009 fji-2012 sqs-2012 hmip-2018 hmip-2021 hmip-2025
";

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
fn values_beside_the_ratings_are_as_registered() {
    let mut own: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let beside = rules::working_values()
        .iter()
        .filter(|value| value.used != Used::Rating);
    for value in beside {
        let used = match value.used {
            Used::Rating => "rating",
            Used::Plans => "plans",
            Used::Fixed => "fixed",
            Used::Nothing => "nothing",
        };
        let line = format!("{} | {used}", line(&value.setting));
        own.entry(line).or_default().push(value.framework.id());
        assert!(
            value.framework.setting(value.key()).is_none(),
            "{} is a setting of ratings as well",
            value.key()
        );
    }
    let own: Vec<String> = own
        .iter()
        .map(|(line, ids)| format!("{line} | {}", ids.join(" ")))
        .collect();
    let mut registered: Vec<String> = BESIDE.trim().lines().map(straight).collect();
    registered.sort();
    assert_eq!(own, registered);
}

#[test]
fn every_setting_says_what_follows_from_it_and_what_else_could_hold() {
    for framework in rules::frameworks() {
        for setting in framework.settings() {
            let value = rules::working_value(framework.id(), &setting.key);
            let value = value.unwrap_or_else(|| panic!("{} is not registered", setting.key));
            assert!(value.effect.ends_with('.'), "{}", setting.key);
            assert!(!value.alternatives.is_empty(), "{}", setting.key);
            for other in &value.alternatives {
                assert_ne!(*other, setting.default, "{}", setting.key);
                let mut set = value.with.clone();
                set.insert(setting.key.clone(), other.clone());
                assert_eq!(framework.check_values(&set), Ok(()), "{}", setting.key);
                assert_eq!(setting.read(other).as_ref(), Ok(other), "{}", setting.key);
            }
        }
    }
}

#[test]
fn every_value_is_of_its_kind_and_fixed_ones_name_their_rule() {
    for value in rules::working_values() {
        let own = &value.setting.default;
        assert_eq!(value.setting.read(own).as_ref(), Ok(own), "{}", value.key());
        assert!(
            value.used != Used::Fixed || value.rule().is_some(),
            "{} is fixed by no rule",
            value.key()
        );
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

#[test]
fn bands_and_cuts_follow_values_that_are_set_otherwise() {
    let set = |key: &str, value: &str| BTreeMap::from([(key.to_owned(), value.to_owned())]);
    let cci = rules::framework("cci-2009").expect("a framework");
    let cuts = |value: &str| cci.cuts_with(&set("cci.label.moderate_from", value));
    assert_eq!(cci.cuts(), [45, 60, 75]);
    assert_eq!(cuts("61"), [45, 61, 75]);
    assert_eq!(
        cuts("75"),
        [45, 60, 75],
        "what cannot be used changes nothing"
    );
    let hmip = rules::framework("hmip-2021").expect("a framework");
    let lows = |set: &BTreeMap<String, String>| -> Vec<u32> {
        let bands = hmip.bands_with(24, set);
        bands.iter().map(|band| band.low).collect()
    };
    assert_eq!(lows(&BTreeMap::new()), [0, 5, 13, 21]);
    let quarters = set("overall.24.bands", "0-5, 6-11, 12-17, 18-24");
    assert_eq!(lows(&quarters), [0, 6, 12, 18]);
}
