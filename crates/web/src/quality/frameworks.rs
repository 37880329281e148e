//! Opened by an auditor or a board member who met a rule, a standard or a word on another page, or who
//! prepares for an inspection, and wants to read what the framework asks, how its arithmetic goes, and
//! how certain each part of that is.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use rating::Framework;
use rating::framework::{Domain, Judged, Question, Rule, Standard, Word};
use rating::settings::{Kind, Number, Setting};

use crate::front::problem::Problem;
use crate::names;
use crate::page::{Crumb, HOME, Page, Section};
use crate::visit::Visit;
use crate::words::{self, Tag};

/// `GET /frameworks`
pub(crate) async fn list(visit: Visit) -> Result<Response, Problem> {
    visit.html(&Frameworks {
        page: Page::first("Frameworks", Section::Frameworks),
        crumbs: [HOME],
        frameworks: rules::frameworks()
            .iter()
            .rev()
            .map(|framework| FrameworkLine {
                href: format!("/frameworks/{}", framework.id()),
                title: framework.title().to_owned(),
                when: words::sentence_case(&framework.dates().words),
                standards: framework.standards().len(),
                result: framework.result().words.clone(),
            })
            .collect(),
    })
}

/// `GET /frameworks/{id}`
pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let framework = rules::framework(&id).ok_or(Problem::NotFound)?;
    visit.html(&FrameworkPage::new(framework))
}

/// The list.
#[derive(Template)]
#[template(path = "quality/frameworks.html")]
struct Frameworks {
    page: Page,
    crumbs: [Crumb; 1],
    frameworks: Vec<FrameworkLine>,
}

struct FrameworkLine {
    href: String,
    title: String,
    when: String,
    standards: usize,
    result: String,
}

/// One framework.
#[derive(Template)]
#[template(path = "quality/framework.html")]
struct FrameworkPage {
    page: Page,
    crumbs: [Crumb; 2],
    id: String,
    title: String,
    about: String,
    when: String,
    result: String,
    can_rate: bool,
    words: Vec<WordView>,
    domains: Vec<DomainView>,
    tables: Vec<BandTable>,
    rules: Vec<RuleView>,
    settings: Vec<SettingView>,
}

/// A rating word with what it earns.
struct WordView {
    tag: Tag,
    /// "2 points", "3 stars"; empty where it earns nothing.
    earns: String,
}

struct DomainView {
    title: String,
    standards: Vec<StandardView>,
}

struct StandardView {
    name: String,
    /// How it is judged, and whether it counts.
    remarks: Vec<&'static str>,
    questions: Vec<QuestionView>,
}

struct QuestionView {
    /// Its number; none where its id is a word of ours.
    number: Option<String>,
    asks: String,
    prompts: Vec<String>,
    standing: String,
}

/// Ratings with the stretch each covers, and the rule that says so.
struct BandTable {
    caption: String,
    rule: String,
    standing: String,
    rows: Vec<(Tag, String)>,
}

struct RuleView {
    id: String,
    text: String,
    status: Tag,
    source: String,
    confidence: Option<String>,
}

struct SettingView {
    key: String,
    title: String,
    default: String,
    confidence: String,
    /// The rule it rests on, where that is one of this page.
    rule: Option<String>,
    basis: String,
}

impl FrameworkPage {
    fn new(framework: &Framework) -> Self {
        FrameworkPage {
            page: Page::below(framework.title(), Section::Frameworks),
            crumbs: [
                HOME,
                Crumb {
                    href: "/frameworks",
                    text: "Frameworks",
                },
            ],
            id: framework.id().to_owned(),
            title: framework.title().to_owned(),
            about: framework.about().to_owned(),
            when: words::sentence_case(&framework.dates().words),
            result: framework.result().words.clone(),
            can_rate: names::can_rate(framework),
            words: framework
                .words()
                .iter()
                .rev()
                .map(|word| word_view(framework, word))
                .collect(),
            domains: framework
                .domains()
                .iter()
                .map(|domain| domain_view(framework, domain))
                .collect(),
            tables: cuts(framework)
                .into_iter()
                .chain(bands(framework))
                .collect(),
            rules: framework.rules().iter().map(rule_view).collect(),
            settings: framework
                .settings()
                .iter()
                .map(|setting| setting_view(framework, setting))
                .collect(),
        }
    }
}

fn word_view(framework: &Framework, word: &Word) -> WordView {
    let points = word.points.filter(|_| framework.has_points());
    let points = points.map(|points| words::count(points.into(), "point", "points"));
    let stars = word.stars.as_ref().map(|stars| match stars {
        Number::Fixed(1) => "1 star".to_owned(),
        Number::Fixed(stars) => format!("{stars} stars"),
        Number::Setting(key) => {
            let standing = framework
                .setting(key)
                .map_or("", |setting| &setting.default);
            format!("stars: {standing}, a working value")
        }
    });
    WordView {
        tag: names::rating_tag_in(framework, &word.id),
        earns: points.or(stars).unwrap_or_default(),
    }
}

fn domain_view(framework: &Framework, domain: &Domain) -> DomainView {
    let own = framework
        .standards()
        .iter()
        .filter(|standard| standard.domain == domain.id);
    DomainView {
        title: domain.title.clone(),
        standards: own
            .map(|standard| standard_view(framework, standard))
            .collect(),
    }
}

fn standard_view(framework: &Framework, standard: &Standard) -> StandardView {
    let mut remarks = vec![match standard.judged {
        Judged::Cases => "judged case by case",
        Judged::Pooled => "all answers together make one percentage",
        Judged::Whole => "judged as a whole",
        Judged::Never => "looked at and never rated",
    }];
    if framework.has_points() && !standard.counts {
        remarks.push("does not count in the total");
    }
    StandardView {
        name: names::standard(framework, &standard.id),
        remarks,
        questions: standard.questions.iter().map(question_view).collect(),
    }
}

fn question_view(question: &Question) -> QuestionView {
    let confidence = question.confidence.as_ref();
    let confidence = confidence.map_or_else(String::new, |held| format!(", confidence {held}"));
    let source = question
        .source
        .as_ref()
        .map_or_else(String::new, |held| format!(", {held}"));
    QuestionView {
        number: names::is_number(&question.id).then(|| question.id.clone()),
        asks: question.asks.clone(),
        prompts: question.prompts.clone(),
        standing: format!(
            "{}{confidence}{source}",
            words::sentence_case(&question.status)
        ),
    }
}

/// From which percentage to which each rating goes, best first; none where percentages meet no bands
/// unless a run switches them on.
fn cuts(framework: &Framework) -> Option<BandTable> {
    let rule = framework.percent_rule()?;
    let cuts = framework.cuts();
    if cuts.is_empty() {
        return None;
    }
    let lows = std::iter::once(0).chain(cuts.iter().copied());
    let highs = cuts.iter().map(|cut| cut.saturating_sub(1)).chain([100]);
    let words = framework.words().iter();
    let rows = words.zip(lows.zip(highs)).map(|(word, (low, high))| {
        let tag = names::rating_tag_in(framework, &word.id);
        (tag, format!("{low} to {high} per cent"))
    });
    let mut rows: Vec<(Tag, String)> = rows.collect();
    rows.reverse();
    Some(BandTable {
        caption: "From a percentage to a rating".to_owned(),
        standing: standing(framework, &rule.bands, None, rule.inferred),
        rule: rule.bands.clone(),
        rows,
    })
}

/// From which total to which each overall rating goes, best first, for each maximum with bands of its
/// own.
fn bands(framework: &Framework) -> Vec<BandTable> {
    let Some(total) = framework.total_rule() else {
        return Vec::new();
    };
    let tables = total.bands.iter().map(|own| {
        let bands = framework.bands(own.maximum);
        let rows = bands.iter().rev().map(|band| {
            let tag = names::rating_tag_in(framework, &band.word);
            (tag, format!("{} to {} points", band.low, band.high))
        });
        BandTable {
            caption: format!(
                "From points to the overall rating, on a maximum of {}",
                own.maximum
            ),
            standing: standing(framework, &own.rule, total.switch.as_deref(), false),
            rule: own.rule.clone(),
            rows: rows.collect(),
        }
    });
    tables.collect()
}

/// How well founded a table is, after the name of its rule: "published".
fn standing(framework: &Framework, rule: &str, switch: Option<&str>, inferred: bool) -> String {
    let mut parts = Vec::new();
    if let Some(rule) = framework.rule(rule) {
        parts.push(rule.status.clone());
        parts.extend(
            rule.confidence
                .iter()
                .map(|held| format!("confidence {held}")),
        );
    }
    if inferred {
        parts.push("inferred from published results".to_owned());
    }
    let off = |key: &str| {
        framework
            .setting(key)
            .is_some_and(|setting| setting.default == "off")
    };
    if switch.is_some_and(off) {
        parts.push("switched off unless a run switches it on".to_owned());
    }
    parts.join("; ")
}

fn rule_view(rule: &Rule) -> RuleView {
    RuleView {
        id: rule.id.clone(),
        text: rule.text.clone(),
        status: words::status_tag(&rule.status),
        source: rule.source.clone(),
        confidence: rule.confidence.clone(),
    }
}

fn setting_view(framework: &Framework, setting: &Setting) -> SettingView {
    let rule = framework.rule(&setting.basis).map(|rule| rule.id.clone());
    let confidence = setting.confidence.as_deref().unwrap_or("not stated");
    SettingView {
        key: setting.key.clone(),
        title: setting.title.clone(),
        default: match setting.kind {
            Kind::Choice => setting.default.replace('_', " "),
            _ => setting.default.clone(),
        },
        confidence: words::sentence_case(confidence),
        rule,
        basis: setting.basis.clone(),
    }
}
