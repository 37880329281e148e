//! Whatever bytes come in, a reader answers: with something typed, or with findings that each have
//! a reason and a remedy. 10,000 inputs a reader in the suite; `cargo xtask fuzz` takes more.

use rating::{Finding, Framework, read};

const SEED: u64 = 20_200_604;

fn framework() -> &'static Framework {
    rules::framework("hmip-2021").expect("held")
}

fn answers<T>(corpus: &[&[u8]], read: impl Fn(&[u8]) -> Result<T, Vec<Finding>>) {
    for bytes in testkit::fuzz::inputs(corpus, SEED, testkit::fuzz::count()) {
        if let Err(findings) = read(&bytes) {
            assert!(!findings.is_empty());
            for finding in findings {
                assert!(
                    !finding.reason.is_empty() && !finding.remedy.is_empty(),
                    "{finding:?}"
                );
            }
        }
    }
}

#[test]
fn fuzz_judgements() {
    answers(
        &[
            b"case_id,question,answer\nc1,2.1.1,yes\nc1,2.1.2,no\nc1,2.1.3,na\n",
            b"\xEF\xBB\xBFcase_id,question,answer\r\n\"c,1\",3.3.3,YES\r\n",
            b"case_id;question;answer\nSi\xE2n;2.1.1;yes\n",
        ],
        |bytes| read::judgements(framework(), bytes),
    );
}

#[test]
fn fuzz_percentages() {
    answers(
        &[
            b"question,percent\n2.1.1,64\n2.1.2,64.5\n2.1.3,100 %\n",
            b"question,percent\n2.1.1,101\n",
        ],
        |bytes| read::percentages(framework(), bytes),
    );
}

#[test]
fn fuzz_ratings() {
    answers(
        &[b"standard,rating\n1.1,good\n4.1,not_rated\noverall,Requires improvement\n"],
        |bytes| read::ratings(framework(), bytes),
    );
}

#[test]
fn fuzz_panel() {
    answers(
        &[b"standard,rating,who,why\n2.1,good,Panel,\"small, but clear\"\n"],
        |bytes| read::panel(framework(), bytes),
    );
}

#[test]
fn fuzz_lists() {
    answers(
        &[b"good=7,requires_improvement=4,inadequate=1", b"2.1,2.2"],
        |bytes| {
            let text = String::from_utf8_lossy(bytes);
            // A scope that is refused has findings as numbers of ratings have.
            read::scope(framework(), text.split(',')).and(read::counts(framework(), &text))
        },
    );
}

#[test]
fn fuzz_frameworks() {
    let hmip = include_bytes!("../../../rules/frameworks/hmip-2018.toml");
    let small = &hmip[..6_000];
    for bytes in testkit::fuzz::inputs(&[small], SEED, testkit::fuzz::count() / 10) {
        // A framework that is not sound is refused with words.
        if let Err(error) = Framework::parse(&String::from_utf8_lossy(&bytes), "fuzz") {
            assert!(error.to_string().len() > 20);
        }
    }
}
