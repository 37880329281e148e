//! What was rated, standard by standard, with what a reader should know of each.
//!
//! A remark on one standard stands in full beside it, where it is needed; the list at the top says
//! once what such a remark means and leads to the standards that have it.

use rating::outcome::{Basis, Outcome, StandardOutcome, State};
use rating::{FlagCode, Framework};

use super::FlagView;
use crate::names;
use crate::words::{self, Tag};

/// The standards of one domain.
#[derive(Debug)]
pub(crate) struct DomainView {
    pub(crate) title: String,
    pub(crate) standards: Vec<StandardView>,
}

/// One standard.
#[derive(Debug)]
pub(crate) struct StandardView {
    /// The id of its place on the page.
    pub(crate) anchor: String,
    /// Its number; none where its id is a word of ours.
    pub(crate) number: Option<String>,
    pub(crate) title: String,
    pub(crate) basis: String,
    pub(crate) remarks: Vec<String>,
    pub(crate) points: String,
    pub(crate) tag: Tag,
}

/// What a reader should know first: remarks on the whole as they are, remarks on standards gathered by
/// what they mean.
pub(crate) fn flags(framework: &Framework, outcome: &Outcome) -> Vec<FlagView> {
    let mut views: Vec<(Option<FlagCode>, FlagView)> = Vec::new();
    for flag in &outcome.flags {
        let Some(id) = &flag.standard else {
            let standards = Vec::new();
            views.push((
                None,
                FlagView {
                    text: flag.text.clone(),
                    standards,
                },
            ));
            continue;
        };
        let place = (names::standard(framework, id), anchor(id));
        match views.iter_mut().find(|(code, _)| *code == Some(flag.code)) {
            Some((_, view)) if view.standards.contains(&place) => {}
            Some((_, view)) => view.standards.push(place),
            None => {
                let text = flag.code.meaning().to_owned();
                views.push((
                    Some(flag.code),
                    FlagView {
                        text,
                        standards: vec![place],
                    },
                ));
            }
        }
    }
    views.into_iter().map(|(_, view)| view).collect()
}

fn anchor(id: &str) -> String {
    format!("standard-{id}")
}

/// What has to be said before the list, which holds the standards in scope only.
pub(crate) fn notes(framework: &Framework, outcome: &Outcome, counts_known: bool) -> Vec<String> {
    let of = |state: State| {
        let standards = outcome.standards.iter();
        standards.filter(move |standard| standard.state == state)
    };
    let mut notes = match of(State::NotKnown).count() as u64 {
        0 => Vec::new(),
        _ if counts_known => {
            vec!["The numbers of ratings are known, and not which standard holds which.".to_owned()]
        }
        number => vec![format!(
            "The rating of {} is not known. Not known is not the same as not rated.",
            words::count(number, "standard", "standards")
        )],
    };
    let outside = of(State::NotApplicable).map(|own| names::standard(framework, &own.id));
    let outside: Vec<String> = outside.collect();
    if !outside.is_empty() {
        notes.push(format!("Not in scope: {}.", outside.join(", ")));
    }
    notes
}

/// Whether no standard has anything to show.
pub(crate) fn none_known(outcome: &Outcome) -> bool {
    let unknown = |standard: &StandardOutcome| {
        standard.state == State::NotKnown && standard.percent.is_none()
    };
    in_scope(outcome).all(unknown)
}

/// The standards that the inspection or audit was about.
fn in_scope(outcome: &Outcome) -> impl Iterator<Item = &StandardOutcome> {
    let standards = outcome.standards.iter();
    standards.filter(|standard| standard.state != State::NotApplicable)
}

/// The standards in scope in their domains. `remarks` are the page's own, by standard.
pub(crate) fn domains(
    framework: &Framework,
    outcome: &Outcome,
    given: &str,
    remarks: &[(String, String)],
) -> Vec<DomainView> {
    let in_domain = |id: &str, standard: &StandardOutcome| {
        framework
            .standard(&standard.id)
            .is_some_and(|own| own.domain == id)
    };
    let view = |standard: &StandardOutcome| {
        let own = remarks.iter().filter(|(id, _)| *id == standard.id);
        let own = own.map(|(_, remark)| remark.clone()).collect();
        standard_view(framework, outcome, standard, given, own)
    };
    let domains = framework.domains().iter().map(|domain| {
        let own = in_scope(outcome).filter(|s| in_domain(&domain.id, s));
        DomainView {
            title: domain.title.clone(),
            standards: own.map(view).collect(),
        }
    });
    domains
        .filter(|domain| !domain.standards.is_empty())
        .collect()
}

fn standard_view(
    framework: &Framework,
    outcome: &Outcome,
    standard: &StandardOutcome,
    given: &str,
    own: Vec<String>,
) -> StandardView {
    let mut remarks = plain_remarks(framework, standard);
    let flags = outcome
        .flags
        .iter()
        .filter(|flag| flag.standard.as_ref() == Some(&standard.id));
    remarks.extend(flags.map(|flag| flag.text.clone()));
    remarks.extend(own);
    StandardView {
        anchor: anchor(&standard.id),
        number: names::is_number(&standard.id).then(|| standard.id.clone()),
        title: standard.title.clone(),
        basis: words::sentence_case(basis(standard, given)),
        remarks,
        points: match (standard.points, standard.state) {
            (Some(points), _) => points.to_string(),
            (None, State::NotKnown) => "Not known".to_owned(),
            (None, _) => "None".to_owned(),
        },
        tag: tag(framework, standard),
    }
}

fn tag(framework: &Framework, standard: &StandardOutcome) -> Tag {
    match (standard.state, &standard.rating) {
        (State::Rated, Some(word)) => names::rating_tag_in(framework, word),
        (State::NotRated, _) => Tag::unrated("Not rated"),
        _ => Tag::words("Not known"),
    }
}

fn basis<'a>(standard: &StandardOutcome, given: &'a str) -> &'a str {
    match (standard.state, standard.basis) {
        (State::NotRated, _) => "The standard applied; no rating was given",
        (_, Some(Basis::Judgements)) => "Answers about cases",
        (_, Some(Basis::Percentages)) => "Percentages",
        (_, Some(Basis::Entered)) => given,
        (_, Some(Basis::Counts)) => "Numbers of ratings",
        (_, Some(Basis::Computed)) => "Worked out",
        (_, None) if standard.percent.is_some() => "A percentage without a rating",
        (_, None) => "Nothing is known",
    }
}

/// What stands beside the rating before any flag.
fn plain_remarks(framework: &Framework, standard: &StandardOutcome) -> Vec<String> {
    let mut remarks = Vec::new();
    if let Some(percent) = standard.percent {
        remarks.push(format!("{percent} per cent"));
    }
    if let Some(stars) = standard.stars {
        remarks.push(words::count(u64::from(stars), "star", "stars"));
    }
    let entered = standard.basis == Some(Basis::Entered) && standard.panel.is_none();
    if entered && standard.computed.is_some() && standard.computed == standard.rating {
        remarks.push("The arithmetic gives the same".to_owned());
    }
    if !standard.counts && standard.state != State::NotApplicable && framework.has_points() {
        remarks.push("Does not count in the total".to_owned());
    }
    remarks
}
