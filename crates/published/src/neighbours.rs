//! Which councils are alike.
//!
//! The Department for Education names ten statistical neighbours for the children's services of each
//! council. They are councils with children in like circumstances; they are not the family of youth
//! justice services that the Youth Justice Board compares with, which is not published. Sets are held
//! here for a few councils only.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::table;

/// One statistical neighbour of a service's council.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Neighbour {
    /// Id of the service whose neighbour it is.
    pub service: String,
    /// 1 for the closest, to 10.
    pub rank: u8,
    /// The neighbouring council, as the set names it.
    pub council: String,
    /// Id of the service that covers this council; it may cover others too.
    pub council_service: String,
    /// How close, in the set's words: `Very close`.
    pub closeness: String,
    /// Which set, and of when.
    pub set: String,
    /// Where it is printed; several are parted by ` ; `.
    pub source: String,
}

/// The statistical neighbours of a service by its id, closest first; empty where no set is held.
pub fn neighbours(service: &str) -> Vec<&'static Neighbour> {
    static NEIGHBOURS: LazyLock<Vec<Neighbour>> =
        LazyLock::new(|| table::rows(include_str!("../data/neighbours.csv")));
    let own = NEIGHBOURS.iter().filter(|row| row.service == service);
    own.collect()
}
