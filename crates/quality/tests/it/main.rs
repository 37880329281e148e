//! The register of inspections as its callers meet it: files in, lists and exports out, on both
//! databases.

mod bad_files;
mod claims;
mod compare;
mod correcting;
mod entering;
mod fuzz;
mod house;
mod identity;
mod list;
mod overview;
mod own;
mod properties;
mod published_register;
mod recommendations;
mod reports;
mod scrape;
mod services;
mod services_figures;
mod thirdparty;
mod working_values;
