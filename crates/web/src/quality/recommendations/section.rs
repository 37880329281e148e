//! The recommendations on the page of an inspection: read by a head of service who wants to know what
//! was asked of whom and by when, and who goes on from here to write one down or to change it.

use quality::inspections::Inspection;
use quality::recommendations::Recommendation;

use super::{address, part, standard};
use crate::list::encode;
use crate::words;

/// The section.
pub(crate) struct Section {
    pub(crate) cards: Vec<Card>,
    /// Where another is written down.
    pub(crate) add: String,
}

/// One recommendation.
pub(crate) struct Card {
    /// Its id on the page.
    pub(crate) part: String,
    /// `Recommendation 3`, or `Recommendation 3, withdrawn`.
    pub(crate) title: String,
    /// Name and value of each fact.
    pub(crate) facts: Vec<(&'static str, String)>,
    /// Where it is changed; none once it is withdrawn.
    pub(crate) change: Option<String>,
}

/// The section of an inspection.
pub(crate) fn section(inspection: &Inspection) -> Section {
    let id = &inspection.row.id;
    let cards = inspection.recommendations.iter().map(|own| Card {
        part: part(own.number),
        title: title(own),
        facts: facts(&inspection.row.framework, own),
        change: own.stands().then(|| address(id, own.number)),
    });
    Section {
        cards: cards.collect(),
        add: format!("/inspections/{}/recommendations/new", encode(id)),
    }
}

/// Which one it is, and whether it still stands.
pub(super) fn title(own: &Recommendation) -> String {
    let standing = if own.stands() { "" } else { ", withdrawn" };
    format!("Recommendation {}{standing}", own.number)
}

/// What a recommendation says, part by part, and why it was withdrawn.
pub(super) fn facts(framework: &str, own: &Recommendation) -> Vec<(&'static str, String)> {
    let framework = rules::framework(framework);
    let about = own.standard.as_deref();
    let due = own.due.map(words::date);
    let mut facts = vec![
        ("Who must act", own.addressed_to.clone()),
        ("What is recommended", own.words.clone()),
        (
            "Standard",
            about.map_or_else(not_provided, |id| standard(framework, id)),
        ),
        ("Due date", due.unwrap_or_else(not_provided)),
    ];
    facts.extend(own.withdrawn.clone().map(|why| ("Withdrawn because", why)));
    facts
}

fn not_provided() -> String {
    "Not provided".to_owned()
}
