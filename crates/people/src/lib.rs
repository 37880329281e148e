//! Who works here, and who is asking.
//!
//! Four things are kept apart. A **person** works here. A **post** carries a role, in a service and
//! perhaps a team, whether or not somebody holds it; a **holding** says who holds it from when until
//! when. An **account** is what a person signs in with. A **session** is one account on one device.
//! What somebody may do follows from the posts that they hold today and from nothing else, so whoever
//! leaves a post loses its access that day, on the next request.
//!
//! Everybody signs in with two factors: a passphrase and a code. The ways in are few and stand in one
//! list:
//!
//! - [`sign_in::with_passphrase`], then [`sign_in::with_code`] or [`sign_in::with_recovery_code`];
//! - [`invitations`], which let somebody choose what they sign in with, and never sign in by
//!   themselves;
//! - links of a [`demo`], which work only in a database that began as one.
//!
//! Tokens, codes and passphrases are held as digests. The secret of a second factor is derived from
//! the installation's [`Key`], which is not in the database: a stolen copy of it signs nobody in.
//!
//! Time is passed in by the door's clock, so tests turn it.

pub mod accounts;
pub mod demo;
pub mod factor;
mod guessing;
mod id;
pub mod invitations;
mod key;
pub mod limits;
mod moment;
pub mod own;
pub mod passphrase;
pub mod sessions;
pub mod sign_in;
pub mod staff;
mod terms;
mod token;

pub use key::Key;
pub use moment::today;
pub use terms::Terms;
pub use token::Token;
