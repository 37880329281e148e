//! The site as a browser meets it: every address answers, every page is sound markup under the strict
//! policy, forms keep what was typed, and the register lists what was asked for.

mod house;
mod markup;
mod pages;
mod rating;
mod register;
mod requests;
