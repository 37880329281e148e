//! The committed facts, held against what is said of them: how many, about whom, from where.

mod claims;
mod comparisons;
mod conflicts;
mod figures;
mod inspections;
mod licences;
mod neighbours;
mod scrape;
mod services;
mod spelling;
mod tables;
