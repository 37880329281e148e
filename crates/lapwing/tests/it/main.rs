//! The binary as its users meet it: another program, a browser, a reader of the manual.

mod browser;
mod cli;
mod manual;
