//! The binary as its users meet it: another program, a browser, a reader of the manual.

mod backups;
mod browser;
mod by_hand;
mod cli;
mod manual;
mod overview;
mod program;
mod serve;
mod users;
mod working_values;
