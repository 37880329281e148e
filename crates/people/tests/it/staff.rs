//! Who works here and holds which post, on both databases, around a Friday in November. All names are
//! invented.

mod acts;
mod house;
mod properties;
mod views;
