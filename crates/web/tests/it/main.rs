//! The site as a browser meets it: every address answers, every page is sound markup under the strict
//! policy, forms keep what was typed, and the register lists what was asked for.

mod api;
mod enter;
mod house;
mod markup;
mod mend;
mod overview;
mod pages;
mod rating;
mod recommendations;
mod register;
mod report;
mod reports;
mod requests;
mod services;
mod working_values;
