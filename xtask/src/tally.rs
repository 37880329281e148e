//! Counts what passed and what failed, from what `cargo test` prints.

use std::fmt;

/// What passed and what failed so far.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tally {
    passed: u64,
    failed: u64,
    failures: Vec<String>,
}

impl Tally {
    /// Counts one check of our own.
    pub fn check(&mut self, name: &str, good: bool) {
        if good {
            self.passed += 1;
        } else {
            self.failed += 1;
            self.failures.push(name.to_owned());
        }
    }

    /// Takes one line of `cargo test`'s output: the result of a test that failed is kept by name,
    /// and the last line of each test program is added up.
    pub fn read(&mut self, line: &str) {
        let line = line.trim();
        if let Some(name) = failed_test(line) {
            self.failures.push(name.to_owned());
        }
        if let Some((passed, failed)) = result(line) {
            self.passed += passed;
            self.failed += failed;
        }
    }

    /// Whether nothing failed.
    pub fn is_good(&self) -> bool {
        self.failed == 0
    }

    /// How many checks and tests there were.
    pub fn total(&self) -> u64 {
        self.passed + self.failed
    }

    /// How many failed.
    pub fn failed(&self) -> u64 {
        self.failed
    }

    /// The names of what failed, in order.
    pub fn failures(&self) -> &[String] {
        &self.failures
    }
}

/// The one line that other programs read.
impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// The name in `test quality::adds_up ... FAILED`.
fn failed_test(line: &str) -> Option<&str> {
    line.strip_prefix("test ")?.strip_suffix(" ... FAILED")
}

/// The two numbers in `test result: ok. 3 passed; 1 failed; 0 ignored; …`.
fn result(line: &str) -> Option<(u64, u64)> {
    let (_, numbers) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let number = |what: &str| {
        let part = numbers
            .split("; ")
            .find_map(|part| part.strip_suffix(what))?;
        part.trim().parse().ok()
    };
    Some((number("passed")?, number("failed")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(output: &str) -> Tally {
        let mut tally = Tally::default();
        output.lines().for_each(|line| tally.read(line));
        tally
    }

    #[test]
    fn results_of_all_test_programs_are_added_up() {
        let tally = tally(
            "running 3 tests\n\
             test a::b ... ok\n\
             test a::c ... FAILED\n\
             test a::d ... ok\n\
             test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.02s\n\
             \n   Doc-tests rating\n\
             test crates/rating/src/lib.rs - (line 4) ... FAILED\n\
             test result: FAILED. 0 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.02s\n\
             test result: ok. 40 passed; 0 failed; 0 ignored; 0 measured; 3 filtered out; finished in 0.00s\n",
        );
        assert_eq!(tally.to_string(), "42 passed, 2 failed");
        assert_eq!(
            tally.failures(),
            ["a::c", "crates/rating/src/lib.rs - (line 4)"]
        );
        assert!(!tally.is_good());
    }

    #[test]
    fn other_lines_count_nothing() {
        let lines = "error: test failed\nthe test result: ok. 3 passed; 0 failed\n12 passed, 3 failed\ntest result: none\n";
        assert_eq!(tally(lines), Tally::default());
    }

    #[test]
    fn checks_of_our_own_count_like_tests() {
        let mut tally = Tally::default();
        tally.check("format", true);
        tally.check("lints", false);
        assert_eq!(tally.to_string(), "1 passed, 1 failed");
        assert_eq!(tally.failures(), ["lints"]);
        assert_eq!(tally.total(), 2);
    }
}
