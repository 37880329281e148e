//! What somebody searched for, kept for a while under a random id. The words may be a colleague's name,
//! and addresses stay in a browser's history and in a proxy's log, so the address of what was found
//! holds the id alone. Going back, filtering and taking the list away work as they do elsewhere.
//!
//! Searches are kept by the program and nowhere else: after a restart one searches again.

use std::sync::{Mutex, PoisonError};

use ::people::Token;
use jiff::{SignedDuration, Timestamp};

use crate::front::problem::Problem;
use crate::limits::{SEARCH_MINUTES, SEARCHES_KEPT};
use crate::visit::Visit;

/// One search.
struct Kept {
    id: String,
    /// Who searched; nobody else is told.
    asker: String,
    words: String,
    at: Timestamp,
}

/// The latest last.
static SEARCHES: Mutex<Vec<Kept>> = Mutex::new(Vec::new());

/// Keeps the words of a search, and gives the id that stands for them.
pub(super) fn keep(visit: &Visit, words: &str) -> Result<String, Problem> {
    let id = Token::fresh()?.reveal();
    let now = visit.door.now();
    let mut searches = SEARCHES.lock().unwrap_or_else(PoisonError::into_inner);
    searches.retain(|own| !is_over(own, now));
    let surplus = (searches.len() + 1).saturating_sub(SEARCHES_KEPT);
    searches.drain(..surplus);
    searches.push(Kept {
        id: id.clone(),
        asker: visit.asker.code().to_owned(),
        words: words.to_owned(),
        at: now,
    });
    Ok(id)
}

/// The words that an id stands for, to whoever searched for them.
pub(super) fn find(visit: &Visit, id: &str) -> Option<String> {
    let now = visit.door.now();
    let searches = SEARCHES.lock().unwrap_or_else(PoisonError::into_inner);
    let mut searches = searches.iter();
    let kept = searches.find(|own| own.id == id && own.asker == visit.asker.code());
    let kept = kept.filter(|own| !is_over(own, now))?;
    Some(kept.words.clone())
}

fn is_over(own: &Kept, now: Timestamp) -> bool {
    now.duration_since(own.at) >= SignedDuration::from_mins(SEARCH_MINUTES)
}
