//! The frameworks held against what is published and known of them: what each contains, how well
//! founded each rule is, which working values it has, and where everything comes from.

mod bands;
mod contents;
mod settings;
mod sources;
mod standing;
