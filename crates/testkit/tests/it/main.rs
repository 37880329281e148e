//! The test room's own tests: what everybody leans on has to hold.

mod bad;
mod cluster;
mod fuzz;
