//! The pages as a person meets them: in a real browser, with and without scripts, by keyboard, on a
//! phone, enlarged, and through the rules of an accessibility checker.
//!
//! Each test starts its own site (the real binary over the demo's register), its own ChromeDriver and
//! its own Chromium, so that no test depends on another, and ends all three whatever happens.

mod accessibility;
mod by_hand;
mod colours_and_print;
mod every_page;
mod keyboard;
mod pages;
mod pictures;
mod quiet;
mod reflow;
mod running;
mod without_scripts;
