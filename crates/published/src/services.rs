//! The youth justice services of England and Wales, present and past.
//!
//! Two lists are joined: the 154 services of the Youth Justice Board's local maps of 2020/21 and
//! 2021/22, and the services named in the published inspections. Where both name one service
//! differently, the inspectorate's name is shown and the other is an alias; they count as one
//! service only where the board's list of councils bears it out. Each region has one spelling, that
//! of the Department for Education's area list, with Wales as one region.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::{spelling_key, table};

/// A youth justice service: a team of one or more councils.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Service {
    /// Readable and lasting: `medway`, `bath-and-north-east-somerset`.
    pub id: String,
    /// Name as shown.
    pub name: String,
    /// One of the nine English regions, or Wales.
    pub region: String,
    /// `England` or `Wales`.
    pub country: String,
    /// When the service began, as precisely as it is known; none where no source held here says.
    pub from: Option<String>,
    /// When it ended, as precisely as it is known; none for a service that still stands.
    pub to: Option<String>,
    /// Other spellings of its name, as sources print them.
    #[serde(deserialize_with = "table::list")]
    pub aliases: Vec<String>,
    /// Ids of services whose area, or a part of it, this one took over.
    #[serde(deserialize_with = "table::list")]
    pub predecessors: Vec<String>,
    /// Why the spellings are one service, or what is known of its beginning and end.
    pub note: Option<String>,
    /// Where name, region and dates come from; several are parted by ` ; `.
    pub source: String,
}

impl Service {
    /// The name and every alias.
    fn spellings(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }
}

/// Every service, by id.
pub fn services() -> &'static [Service] {
    static SERVICES: LazyLock<Vec<Service>> =
        LazyLock::new(|| table::rows(include_str!("../data/services.csv")));
    &SERVICES
}

/// The service that a text names, by its name or an alias; [`spelling_key`] says which differences
/// of spelling do not count. None when no service is called so.
pub fn service_named(text: &str) -> Option<&'static Service> {
    static BY_KEY: LazyLock<BTreeMap<String, &'static Service>> = LazyLock::new(|| {
        let keyed = |service: &'static Service| {
            service
                .spellings()
                .map(move |spelling| (spelling_key(spelling), service))
        };
        services().iter().flat_map(keyed).collect()
    });
    BY_KEY.get(&spelling_key(text)).copied()
}
