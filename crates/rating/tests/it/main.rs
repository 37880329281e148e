//! The kernel's tests: worked examples as tables, published results, properties, readers.

mod examples;
mod fuzz;
mod interval;
mod properties;
mod readers;
mod snapshots;
mod worked;
