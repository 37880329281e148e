//! What a law, an inspectorate, a board or a service may change, as data with source, status and
//! dates. The files stand in `frameworks/` and travel inside the program.
//!
//! So far these are the inspection frameworks and the register of [`working_values()`]. Each is read and
//! checked once, when it is first asked for; a test reads all of them, so a program with a faulty
//! file is never released.
//!
//! ```
//! let framework = rules::framework("hmip-2018").unwrap();
//! assert_eq!(framework.standards().len(), 12);
//! ```

mod working_values;

use std::sync::LazyLock;

use rating::Framework;
use sha2::{Digest, Sha256};

pub use working_values::{Used, WorkingValue, working_value, working_values};

/// The texts, in the order in which the frameworks were used.
const TEXTS: [&str; 6] = [
    include_str!("../frameworks/cci-2009.toml"),
    include_str!("../frameworks/fji-2012.toml"),
    include_str!("../frameworks/sqs-2012.toml"),
    include_str!("../frameworks/hmip-2018.toml"),
    include_str!("../frameworks/hmip-2021.toml"),
    include_str!("../frameworks/hmip-2025.toml"),
];

/// Hex digits of a text's digest that name its version: enough to tell versions apart, few enough
/// to write on paper.
const VERSION_DIGITS: usize = 12;

static FRAMEWORKS: LazyLock<Vec<Framework>> = LazyLock::new(|| {
    let read = |text: &&str| match Framework::parse(text, &version(text)) {
        Ok(framework) => framework,
        // The test `every_framework_holds_together` reads the same texts.
        Err(error) => unreachable!("a framework that was compiled in: {error}"),
    };
    TEXTS.iter().map(read).collect()
});

/// Every framework, the oldest first.
#[must_use]
pub fn frameworks() -> &'static [Framework] {
    &FRAMEWORKS
}

/// The framework with this id, such as `hmip-2018`.
#[must_use]
pub fn framework(id: &str) -> Option<&'static Framework> {
    FRAMEWORKS.iter().find(|framework| framework.id() == id)
}

/// What names a version of a text: the beginning of its digest.
fn version(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    hex.chars().take(VERSION_DIGITS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_framework_holds_together() {
        for text in TEXTS {
            if let Err(error) = Framework::parse(text, "test") {
                panic!("{error}");
            }
        }
    }
}
