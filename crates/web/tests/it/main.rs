//! The site as a browser meets it: every address answers, every page is sound markup under the strict
//! policy, forms keep what was typed, and the register lists what was asked for.

mod accounts;
mod api;
mod crew;
mod defences;
mod demo;
mod enter;
mod house;
mod markup;
mod mend;
mod overview;
mod own_account;
mod pages;
mod rating;
mod reach;
mod recommendations;
mod register;
mod report;
mod reports;
mod requests;
mod services;
mod sign_in;
mod staff;
mod visitors;
mod working_values;
