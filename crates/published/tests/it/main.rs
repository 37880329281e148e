//! The committed facts, held against what is said of them: how many, about whom, from where.

mod claims;
mod comparisons;
mod inspections;
mod licences;
mod scrape;
mod services;
mod spelling;
mod tables;
