//! What tests need and the product does not: PostgreSQL for a moment, and input that is wrong.
//!
//! - [`postgres_database`] gives a test a PostgreSQL database of its own, in the server that the
//!   environment variable [`POSTGRES_VARIABLE`] names.
//! - [`Cluster`] is such a server: temporary, reachable from this machine only, gone when dropped.
//!   The program `with-postgres` runs a command beside one:
//!
//!   ```text
//!   cargo run -q -p testkit --bin with-postgres -- cargo test -p vault
//!   ```
//! - [`bad`] turns a good file into the bad ones that spreadsheets and people make of it.
//! - [`fuzz`] makes any number of damaged inputs, the same ones every time.
//!
//! This crate imports no other room. Builders for a room's own types stand in that room.

pub mod bad;
mod cluster;
mod database;
pub mod fuzz;

pub use cluster::{Cluster, ClusterError};
pub use database::{Database, POSTGRES_VARIABLE, postgres_database};
