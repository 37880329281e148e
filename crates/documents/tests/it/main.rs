//! Files as other programs read them: every cell, the marks of headings and tables, nothing hidden.

mod any_text;
mod example;
mod html;
mod office;
#[cfg(feature = "pdf")]
mod pdf;
mod refused;
mod workbooks;
