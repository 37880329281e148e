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
    /// `Recommendation 3`.
    pub(crate) title: String,
    /// Name and value of each fact.
    pub(crate) facts: Vec<(&'static str, String)>,
    /// Where it is changed; none once it is withdrawn.
    pub(crate) change: Option<String>,
    /// Why it was withdrawn.
    pub(crate) withdrawn: Option<String>,
}

/// The section of an inspection.
pub(crate) fn section(inspection: &Inspection) -> Section {
    let id = &inspection.row.id;
    let cards = inspection.recommendations.iter().map(|own| Card {
        part: part(own.number),
        title: format!("Recommendation {}", own.number),
        facts: facts(&inspection.row.framework, own),
        change: own.stands().then(|| address(id, own.number)),
        withdrawn: own.withdrawn.clone(),
    });
    Section {
        cards: cards.collect(),
        add: format!("/inspections/{}/recommendations/new", encode(id)),
    }
}

/// What a recommendation says, part by part.
pub(super) fn facts(framework: &str, own: &Recommendation) -> Vec<(&'static str, String)> {
    let framework = rules::framework(framework);
    let about = own.standard.as_deref();
    let due = own.due.map(words::date);
    vec![
        ("Who must act", own.addressed_to.clone()),
        ("What is recommended", own.words.clone()),
        (
            "Standard",
            about.map_or_else(not_provided, |id| standard(framework, id)),
        ),
        ("Due date", due.unwrap_or_else(not_provided)),
    ]
}

fn not_provided() -> String {
    "Not provided".to_owned()
}
