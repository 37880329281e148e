//! What the register shows as a whole, and what it cannot show.
//!
//! [`read`] takes in one consultation what is needed of every inspection; everything else here is a
//! pure function over the [`Register`] that it gives, so a page, a file and a command cannot differ:
//!
//! - [`ratings`]: how many services, and how many inspections, have which overall rating;
//! - [`distance`]: how far one inspection was from the next rating and from Good;
//! - [`good_with_inadequate`]: who was rated Good with a standard that was Inadequate;
//! - [`below_good`]: how often each standard was below Good, by year;
//! - [`distribution`]: how the ratings of each standard are spread, with one inspection's place;
//! - [`rarity`]: how many had a result like one inspection's.
//!
//! The register is the published set as far as it is held, and no sample of it, so there are no
//! intervals here. What is missing is counted and said beside every number: a rating that is not
//! known is no rating, and where a source leaves a cell blank it can stand for Requires improvement
//! (ALL-4), so what is known may look better than what was found.
//!
//! Results of different frameworks are never put together (ALL-2): every question is about one.

mod below_good;
mod distance;
mod distribution;
mod good_with_inadequate;
mod known;
mod rarity;
mod ratings;
mod read;

pub use below_good::{BelowGood, StandardBelow, YearBelow, below_good};
pub use distance::{Distance, Standing, Step, WhyUnknown, distance};
pub use distribution::{Distribution, Spread, distribution};
pub use good_with_inadequate::{GoodWithInadequate, WithInadequate, good_with_inadequate};
pub use rarity::{Rarity, SetRarity, StandardRarity, TotalRarity, rarity};
pub use ratings::{Numbers, Ratings, RatingsUnder, ratings};
pub use read::{Register, read};

/// The word at which a standard or a service is good enough; each framework with an overall rating
/// has it.
pub(crate) const GOOD: &str = "good";

/// So many of something, as the register counts.
pub(crate) fn count<T>(things: &[T]) -> u32 {
    u32::try_from(things.len()).unwrap_or(u32::MAX)
}

/// How many of `things` are so.
pub(crate) fn count_if<'a, T: 'a>(
    things: impl IntoIterator<Item = &'a T>,
    mut is_so: impl FnMut(&T) -> bool,
) -> u32 {
    things
        .into_iter()
        .map(|thing| u32::from(is_so(thing)))
        .sum()
}
