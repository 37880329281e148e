//! The register of inspections as its callers meet it: files in, lists and exports out, on both
//! databases.

mod bad_files;
mod claims;
mod fuzz;
mod house;
mod identity;
mod list;
mod own;
mod properties;
mod published_register;
mod scrape;
mod thirdparty;
