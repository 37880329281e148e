//! Opened by a head of service, a board member or an inspector who has a name from the register, wants
//! to see how that inspection came out, how the rating comes about, what would have changed it, and
//! which source says what, and may want to show each of these to somebody who doubts it.

use askama::Template;
use axum::extract::{Path, Query as Pairs};
use axum::response::Response;
use figures::{Bars, Chart, Ladder};
use quality::inspections::{Claim, Inspection, RatingState, at_odds};
use rating::outcome::Outcome;

use crate::download;
use crate::figure::Downloads;
use crate::front::problem::Problem;
use crate::list::encode;
use crate::names;
use crate::notice;
use crate::page::{Crumb, HOME, Page, Section};
use crate::quality::outcome::{self, Frame, Links, OutcomeView, Voice};
use crate::quality::register::kind;
use crate::quality::services::service_address;
use crate::quality::working_values;
use crate::quality::{mend, recommendations, report, reports};
use crate::visit::Visit;
use crate::words::{self, Tag};

/// `GET /inspections/{id}`
pub(crate) async fn show(
    visit: Visit,
    Path(id): Path<String>,
    Pairs(pairs): Pairs<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let inspection = find(&visit, &id).await?;
    visit.html(&InspectionPage {
        notice: notice::asked(&pairs),
        ..InspectionPage::new(&inspection)
    })
}

/// `GET /inspections/{id}/points.csv`
pub(crate) async fn points(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let ladder = ladder(&visit, &id).await?;
    Ok(download::csv(&format!("{id}-points.csv"), ladder.csv()))
}

/// `GET /inspections/{id}/points.ods`
pub(crate) async fn points_ods(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let ladder = ladder(&visit, &id).await?;
    download::chart_ods(&format!("{id}-points.ods"), &ladder)
}

async fn ladder(visit: &Visit, id: &str) -> Result<Ladder, Problem> {
    let inspection = find(visit, id).await?;
    let (framework, outcome) = worked(&inspection).map_err(|_| Problem::NotFound)?;
    let ladder = outcome::ladder(framework, &outcome, &inspection.row.service.name);
    ladder.ok_or(Problem::NotFound)
}

/// `GET /inspections/{id}/percentages.csv`
pub(crate) async fn percentages(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let bars = bars(&visit, &id).await?;
    Ok(download::csv(&format!("{id}-percentages.csv"), bars.csv()))
}

/// `GET /inspections/{id}/percentages.ods`
pub(crate) async fn percentages_ods(
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let bars = bars(&visit, &id).await?;
    download::chart_ods(&format!("{id}-percentages.ods"), &bars)
}

async fn bars(visit: &Visit, id: &str) -> Result<Bars, Problem> {
    let inspection = find(visit, id).await?;
    let (framework, outcome) = worked(&inspection).map_err(|_| Problem::NotFound)?;
    let bars = outcome::percentages(framework, &outcome, &inspection.comparisons);
    bars.ok_or(Problem::NotFound)
}

pub(crate) async fn find(visit: &Visit, id: &str) -> Result<Inspection, Problem> {
    quality::inspections::show(&visit.door, &visit.asker, id)
        .await?
        .ok_or(Problem::NotFound)
}

/// The inspection's framework and what the kernel makes of it; otherwise why it makes nothing.
fn worked(inspection: &Inspection) -> Result<(&'static rating::Framework, Outcome), Vec<String>> {
    let Some(framework) = rules::framework(&inspection.row.framework) else {
        return Err(vec![format!(
            "The framework {} is not one that Lapwing holds.",
            inspection.row.framework
        )]);
    };
    match quality::inspections::worked(inspection) {
        Ok(outcome) => Ok((framework, outcome)),
        Err(findings) => Err(findings.iter().map(names::finding).collect()),
    }
}

/// The page.
#[derive(Template)]
#[template(path = "quality/inspection.html")]
pub(crate) struct InspectionPage {
    page: Page,
    /// What was just done here.
    notice: Option<&'static str>,
    crumbs: [Crumb; 2],
    pub(crate) service: String,
    /// "Inspection, published 4 June 2020".
    pub(crate) caption: String,
    pub(crate) overall: Tag,
    score: Option<String>,
    /// Name and value of each fact; `href` where a value leads further.
    pub(crate) facts: Vec<Fact>,
    pub(crate) outcome: Option<OutcomeView>,
    /// Why nothing could be worked out.
    pub(crate) refusals: Vec<String>,
    pub(crate) contradictions: Vec<Field>,
    pub(crate) sources: Vec<SourceView>,
    /// Free remarks of the register.
    pub(crate) remarks: Vec<String>,
    /// Every statement held, field by field.
    pub(crate) statements: Vec<Field>,
    statements_heading: String,
    recommendations: recommendations::Section,
    reports: reports::Section,
    files: Files,
    corrections: Vec<mend::CorrectionView>,
    /// Where a statement is added.
    state: String,
}

/// The files that the report of an inspection can be had as.
struct Files {
    /// The inspection.
    id: String,
    /// Whether this build makes PDF files.
    pdf: bool,
}

/// A fact of the head.
pub(crate) struct Fact {
    pub(crate) name: &'static str,
    pub(crate) value: String,
    href: Option<String>,
}

/// A field with what each source says of it.
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) claims: Vec<ClaimView>,
    /// Where its record is corrected; none where it cannot be.
    correct: Option<String>,
}

/// One source's statement.
pub(crate) struct ClaimView {
    pub(crate) value: String,
    pub(crate) source: String,
    href: Option<String>,
    pub(crate) basis: String,
    /// Whether it is the record, agrees with it or does not.
    pub(crate) standing: Tag,
    pub(crate) note: Option<String>,
}

/// One source.
pub(crate) struct SourceView {
    pub(crate) text: String,
    pub(crate) href: Option<String>,
}

impl InspectionPage {
    /// The page of an inspection.
    pub(crate) fn new(inspection: &Inspection) -> Self {
        let row = &inspection.row;
        let service = row.service.name.clone();
        let framework_title = names::framework(&row.framework);
        let when = match row.published {
            Some(date) => format!("published {}", words::date(date)),
            None => "publication date not known".to_owned(),
        };
        let (outcome, refusals) = match worked(inspection) {
            Ok((framework, outcome)) => {
                let frame = frame(framework, inspection);
                (
                    Some(OutcomeView::new(framework, &outcome, frame)),
                    Vec::new(),
                )
            }
            Err(refusals) => (None, refusals),
        };
        let statements = fields(inspection, |_| true);
        let number = inspection.claims.len() as u64;
        InspectionPage {
            notice: None,
            recommendations: recommendations::section(inspection),
            reports: reports::section(inspection),
            corrections: mend::corrections(inspection),
            state: format!("/inspections/{}/statements/new", encode(&row.id)),
            files: Files {
                id: row.id.clone(),
                pdf: report::MAKES_PDF,
            },
            page: Page::below(
                &format!("{service}, {when}, {framework_title}"),
                Section::Inspections,
            ),
            crumbs: [
                HOME,
                Crumb {
                    href: "/inspections",
                    text: "Inspections",
                },
            ],
            caption: format!("{}, {when}", kind(row)),
            overall: match &row.overall {
                Some(word) => names::rating_tag(&row.framework, word),
                None => Tag::words(names::no_overall(&row.framework)),
            },
            score: row
                .score
                .as_ref()
                .map(|score| format!("{} of {} points", score.total, score.maximum)),
            facts: facts(inspection, &framework_title),
            outcome,
            refusals,
            contradictions: fields(inspection, |field| is_contradicted(inspection, field)),
            sources: inspection
                .sources
                .iter()
                .map(|source| SourceView {
                    text: source.id.clone(),
                    href: web_address(source.address.as_deref()),
                })
                .collect(),
            remarks: record_values(inspection, "notes"),
            statements_heading: words::count(
                number,
                "statement that is held of this inspection",
                "statements that are held of this inspection",
            ),
            statements,
            service,
        }
    }
}

/// Where the files of one of an inspection's figures are.
fn files_of(id: &str, figure: &str) -> Downloads {
    Downloads {
        csv: Some(format!("/inspections/{id}/{figure}.csv")),
        ods: Some(format!("/inspections/{id}/{figure}.ods")),
    }
}

/// How the outcome is spoken of on the page of an inspection.
fn frame<'a>(framework: &rating::Framework, inspection: &'a Inspection) -> Frame<'a> {
    let row = &inspection.row;
    let service = &row.service.name;
    Frame {
        voice: Voice {
            subject: service.clone(),
            entered: format!("{service} was rated"),
            computed: format!("Worked out from what is published, {service} comes to"),
            unknown: format!("No source that is held gives {service} an overall rating."),
            given: "published",
        },
        counts_known: inspection.counts.is_some(),
        comparisons: &inspection.comparisons,
        remarks: remarks(framework, inspection),
        links: Links {
            points: files_of(&row.id, "points"),
            percentages: files_of(&row.id, "percentages"),
        },
    }
}

/// What the register knows of single standards beside their ratings: what a standard was called, what
/// was printed where that is no rating, and which ratings follow from others.
fn remarks(framework: &rating::Framework, inspection: &Inspection) -> Vec<(String, String)> {
    let mut remarks = Vec::new();
    for standard in framework.standards() {
        let id = &standard.id;
        for name in record_values(inspection, &format!("{id}_name")) {
            remarks.push((id.clone(), format!("Named {name}")));
        }
        for text in record_values(inspection, &format!("printed.rating.{id}")) {
            remarks.push((
                id.clone(),
                format!("Printed as “{text}”, which is no rating of this framework"),
            ));
        }
        if let Some(RatingState::Rated { basis, .. }) = inspection.ratings.get(id)
            && basis != "printed"
        {
            remarks.push((id.clone(), words::sentence_case(words::basis(basis))));
        }
    }
    remarks
}

fn facts(inspection: &Inspection, framework_title: &str) -> Vec<Fact> {
    let row = &inspection.row;
    let known = |text: Option<String>| text.unwrap_or_else(|| "Not known".to_owned());
    let fact = |name, value| Fact {
        name,
        value,
        href: None,
    };
    let mut facts = vec![
        Fact {
            name: "Service",
            value: row.service.name.clone(),
            href: Some(service_address(&row.service.id)),
        },
        fact("Region", row.service.region.clone()),
        Fact {
            name: "Framework",
            value: framework_title.to_owned(),
            href: rules::framework(&row.framework).map(|f| format!("/frameworks/{}", f.id())),
        },
        fact("Type", kind(row)),
        fact(
            "Fieldwork",
            known(words::dates(row.fieldwork_start, row.fieldwork_end)),
        ),
        fact("Published", known(row.published.map(words::date))),
    ];
    if let Some(score) = &row.score {
        let basis = words::basis(&score.basis);
        facts.push(fact(
            "Score",
            format!("{} of {} points, {basis}", score.total, score.maximum),
        ));
    }
    if let Some(counts) = &inspection.counts {
        let numbers = counts
            .counts
            .iter()
            .map(|(word, number)| (word.as_str(), *number));
        let numbers = names::numbers_of_ratings(&row.framework, numbers);
        let scope = counts
            .scope
            .as_ref()
            .map(|scope| format!(" ({scope})"))
            .unwrap_or_default();
        facts.push(fact("Numbers of ratings", format!("{numbers}{scope}")));
    }
    facts.extend(set_here(inspection));
    for (field, name) in [
        ("printed.overall", "Overall rating as printed"),
        ("cases_inspected", "Cases inspected"),
        ("recommendations", "Recommendations"),
        ("confidence", "How certain the entry is"),
    ] {
        let values = record_values(inspection, field);
        if !values.is_empty() {
            facts.push(fact(name, words::sentence_case(&values.join("; "))));
        }
    }
    facts
}

/// The working values that are set otherwise here, each with the way to its page.
fn set_here(inspection: &Inspection) -> Vec<Fact> {
    let set = inspection.working_values.iter().filter_map(|(key, value)| {
        let registered = rules::working_value(&inspection.row.framework, key)?;
        let (framework, setting) = (registered.framework, &registered.setting);
        Some(Fact {
            name: "Working value set here",
            value: format!(
                "{}: {}; the framework’s own is {}",
                setting.title,
                names::setting_value(framework, setting, value),
                names::setting_value(framework, setting, &setting.default)
            ),
            href: Some(working_values::address(framework.id(), key)),
        })
    });
    set.collect()
}

fn record_values(inspection: &Inspection, field: &str) -> Vec<String> {
    let claims = inspection.claims.iter();
    claims
        .filter(|claim| claim.field == field && claim.record)
        .map(|claim| claim.value.clone())
        .collect()
}

/// Whether any source contradicts the record of a field.
fn is_contradicted(inspection: &Inspection, field: &str) -> bool {
    let of_field = || {
        inspection
            .claims
            .iter()
            .filter(|claim| claim.field == field)
    };
    let record = of_field().find(|claim| claim.record);
    record.is_some_and(|record| of_field().any(|claim| at_odds(field, &record.value, &claim.value)))
}

/// The fields that are wanted, each with all its claims, in the order in which people read them.
fn fields(inspection: &Inspection, wanted: impl Fn(&str) -> bool) -> Vec<Field> {
    let mut names: Vec<&str> = Vec::new();
    for claim in &inspection.claims {
        if wanted(&claim.field) && !names.contains(&claim.field.as_str()) {
            names.push(&claim.field);
        }
    }
    names.sort_by_key(|name| names::order_of_field(name));
    let fields = names.into_iter().map(|name| {
        let claims: Vec<&Claim> = inspection
            .claims
            .iter()
            .filter(|claim| claim.field == name)
            .collect();
        let record = claims
            .iter()
            .find(|claim| claim.record)
            .map_or("", |claim| &claim.value);
        Field {
            name: names::field(&inspection.row.framework, name),
            correct: mend::correct_address(&inspection.row.id, name),
            claims: claims
                .iter()
                .map(|claim| claim_view(inspection, claim, record))
                .collect(),
        }
    });
    fields.collect()
}

fn claim_view(inspection: &Inspection, claim: &Claim, record: &str) -> ClaimView {
    let mut sources = inspection.sources.iter();
    let source = sources.find(|source| source.id == claim.source);
    ClaimView {
        value: names::value(&inspection.row.framework, &claim.field, &claim.value),
        source: claim.source.clone(),
        href: web_address(source.and_then(|source| source.address.as_deref())),
        basis: words::sentence_case(words::basis(&claim.basis)),
        standing: match (claim.record, at_odds(&claim.field, record, &claim.value)) {
            (true, _) => Tag::new("The record", "blue"),
            (false, false) => Tag::words("Agrees with it"),
            (false, true) => Tag::words("Disagrees"),
        },
        note: claim.note.clone(),
    }
}

/// An address that may become a link: of the web, and nothing that a browser would run.
fn web_address(address: Option<&str>) -> Option<String> {
    let address = address?;
    let ours = address.starts_with("https://") || address.starts_with("http://");
    ours.then(|| address.to_owned())
}
