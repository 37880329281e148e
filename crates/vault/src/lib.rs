//! The one door to the database.
//!
//! Whoever wants to read or change records comes through a [`Door`] and says who asks and why. The
//! door asks the policy (`access`), does the work in one transaction, and leaves rows in the
//! [`trail`]. There is no other way in: pages, commands and kernels never see a connection, and the
//! rooms that do see one get it inside an act or a consultation and must give it back.
//!
//! - An **act** ([`Door::act`]) changes records. One writer thread a process takes the acts that
//!   wait, runs each in a savepoint of its own, appends their rows, commits once, and then answers
//!   all. An act that fails leaves no change, but a row that says so.
//! - A **consultation** ([`Door::consult`]) reads a snapshot on one of a few reader threads. What it
//!   read is handed out only after its row is durable.
//!
//! Both run against SQLite and PostgreSQL from one body of typed queries: [`on_both!`] pastes the
//! body for each. Keep an act short and let it await nothing but its queries; hashing, files and
//! network come before or after it, because everybody else's acts wait meanwhile.
//!
//! ```
//! use access::{Action, Asker};
//! use diesel::{ExpressionMethods, QueryDsl};
//! use diesel_async::RunQueryDsl;
//! use vault::schema::register::service;
//! use vault::{Act, Deed, Door, Error, Look, on_both};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Error> {
//! # let folder = tempfile::tempdir().expect("a temporary folder");
//! # let database = folder.path().join("example.db");
//! # let database = database.to_str().expect("a temporary folder with a plain name");
//! let door = Door::open(database).await?;
//! let asker = Asker::local_operator();
//!
//! let named = String::from("Medway");
//! let load = Deed { action: Action::ServicesLoad, purpose: "loading the published list" };
//! door.act(&asker, load, async move |act: &mut Act<'_>| {
//!     let row = (
//!         service::id.eq("medway"),
//!         service::name.eq(named),
//!         service::region.eq("South East"),
//!         service::country.eq("England"),
//!         service::source.eq("an example"),
//!         service::search_text.eq("medway"),
//!     );
//!     on_both!(act.conn(), |c| diesel::insert_into(service::table).values(row).execute(c).await)?;
//!     act.about("service", "medway");
//!     Ok(())
//! })
//! .await?;
//!
//! let list = Deed { action: Action::InspectionsList, purpose: "looking through the register" };
//! let names: Vec<String> = door
//!     .consult(&asker, list, async |look: &mut Look<'_>| {
//!         Ok(on_both!(look.conn(), |c| service::table.select(service::name).load(c).await)?)
//!     })
//!     .await?;
//! assert_eq!(names, ["Medway"]);
//!
//! let report = vault::trail::verify(&door, None).await?;
//! assert!(report.problems.is_empty());
//! # Ok(())
//! # }
//! ```

mod address;
pub mod backup;
mod clock;
mod conn;
mod deed;
mod door;
mod error;
pub mod limits;
mod migrate;
mod reader;
pub mod schema;
mod seat;
pub mod trail;
mod undertake;
mod writer;

pub use clock::Clock;
pub use conn::{Conn, InPlace};
pub use deed::{Act, Deed, Look};
pub use door::Door;
pub use error::{Error, Fault};

/// Runs one typed body against whichever database the connection is of. The body is pasted once for
/// each, so the compiler checks it for both:
/// `on_both!(act.conn(), |c| service::table.load::<Row>(c).await)?`.
///
/// `diesel_async::RunQueryDsl` must be in scope for `load`, `execute` and their like.
#[macro_export]
macro_rules! on_both {
    ($conn:expr, |$c:ident| $body:expr) => {
        match $conn {
            $crate::Conn::Sqlite($c) => $body,
            $crate::Conn::Postgres($c) => $body,
        }
    };
}
