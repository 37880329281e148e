//! `cargo xtask fuzz`: the fuzz tests of the readers, for as many inputs as wanted. The same tests
//! run in the suite with fewer.

use anyhow::Context;

use crate::run;

/// Takes some minutes on one core, and finds what ten thousand inputs do not.
const INPUTS: u64 = 1_000_000;

/// Runs the fuzz tests of every reader; the first argument is the number of inputs for each.
pub fn run(args: &[String]) -> anyhow::Result<()> {
    let inputs = inputs(args.first().map(String::as_str))?;
    println!("Fuzzing each reader with {inputs} inputs.");
    run::finish(
        run::cargo()
            .args(["test", "--release", "-p", "rating", "-p", "quality", "fuzz"])
            .env("LAPWING_FUZZ_INPUTS", inputs.to_string()),
    )
}

fn inputs(arg: Option<&str>) -> anyhow::Result<u64> {
    arg.map_or(Ok(INPUTS), |text| {
        text.replace('_', "").parse().with_context(|| {
            format!("{text} is not a number of inputs; give a whole number such as 250000")
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_inputs_may_be_left_out() {
        assert_eq!(inputs(None).unwrap(), INPUTS);
        assert_eq!(inputs(Some("250_000")).unwrap(), 250_000);
        let error = inputs(Some("many")).unwrap_err().to_string();
        assert!(error.contains("such as 250000"), "{error}");
    }
}
