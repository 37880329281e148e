//! The rating of many services, beside Polars and plain Python doing the same in the same run.
//!
//! `cargo xtask bench` prepares the peers and runs it; `LAPWING_BENCH_INSPECTIONS` says how many
//! inspections of 60 cases each (10,000 unless told otherwise). Answers are invented from a fixed
//! seed. All three get the same columns in memory and one core; each gives a digest of every
//! inspection's total and overall rating, and a run whose digests differ is void. What is printed
//! are ratios; the seconds beside them belong to this machine and this run only.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use rating::input::{Answer, Entered, Input, Judgement, Level};
use rating::sheet::{Scheme, Verdict};
use sha2::{Digest, Sha256};

/// Cases of one inspection.
const CASES: usize = 60;
/// Timed runs of each side; the best counts.
const RUNS: usize = 9;
/// The seed of the invented answers.
const SEED: u64 = 20_200_604;

/// One row an answer, as columns; five entered ratings an inspection.
struct Columns {
    inspection: Vec<u32>,
    question: Vec<u8>,
    answer: Vec<u8>,
    entered: Vec<u8>,
}

/// The standards whose ratings are entered, in the order of [`Columns::entered`].
const ENTERED: [&str; 5] = ["1.1", "1.2", "1.3", "1.4", "3.4"];

fn main() {
    let inspections = std::env::var("LAPWING_BENCH_INSPECTIONS")
        .ok()
        .and_then(|n| n.parse().ok());
    let inspections: u32 = inspections.unwrap_or(10_000);
    let questions = questions();
    let columns = invent(inspections, questions.len());
    println!(
        "{inspections} inspections of {CASES} cases, {} answers, one core, best of {RUNS} runs",
        columns.answer.len()
    );

    let (own, digest) = best(RUNS, || bare(&columns, inspections, &questions));
    report("Lapwing, the bare sum", own, own);
    for peer in peers(&columns, inspections) {
        if peer.digest != digest {
            println!("VOID: {} came to other ratings", peer.name);
            std::process::exit(1);
        }
        report(&peer.name, peer.time, own);
    }
    let (explained, whole) = explained(&columns, inspections, &questions);
    if whole != digest {
        println!("VOID: the explained ratings differ from the bare sum");
        std::process::exit(1);
    }
    report("Lapwing with every step, flag and way", explained, own);
}

fn report(name: &str, time: Duration, own: Duration) {
    let ratio = time.as_secs_f64() / own.as_secs_f64();
    println!(
        "{name:<45} {:>9.4} s   {ratio:>8.1} times the bare sum",
        time.as_secs_f64()
    );
}

/// The questions that are answered case by case, in the framework's order.
fn questions() -> Vec<String> {
    let framework = rules::framework("hmip-2021").expect("held");
    let questions = framework
        .standards()
        .iter()
        .flat_map(|standard| &standard.questions);
    let ids = questions.map(|question| question.id.clone());
    ids.filter(|id| framework.place_of(id).is_some()).collect()
}

/// Invents answers: each service has its own leaning, so that every rating occurs.
fn invent(inspections: u32, questions: usize) -> Columns {
    let mut state = SEED;
    let mut next = move || {
        // SplitMix64, from its published description.
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    };
    let rows = inspections as usize * CASES * questions;
    let mut columns = Columns {
        inspection: Vec::with_capacity(rows),
        question: Vec::with_capacity(rows),
        answer: Vec::with_capacity(rows),
        entered: Vec::with_capacity(inspections as usize * ENTERED.len()),
    };
    for inspection in 0..inspections {
        let leaning = 30 + next() % 65;
        for _ in 0..CASES {
            for question in 0..questions {
                let drawn = next() % 100;
                let applies = next() % 8 > 0;
                columns.inspection.push(inspection);
                columns.question.push(u8::try_from(question).expect("few"));
                columns.answer.push(if applies {
                    u8::from(drawn < leaning)
                } else {
                    2
                });
            }
        }
        columns
            .entered
            .extend((0..ENTERED.len()).map(|_| u8::try_from(next() % 4).expect("small")));
    }
    columns
}

/// The best time of some runs, and what the last of them gave.
fn best<T>(runs: usize, work: impl Fn() -> T) -> (Duration, T) {
    let mut result = work(); // to warm up
    let mut best = Duration::MAX;
    for _ in 0..runs {
        let start = Instant::now();
        result = work();
        best = best.min(start.elapsed());
    }
    (best, result)
}

fn digest_of(verdicts: impl Iterator<Item = (Option<u32>, Option<Level>)>) -> String {
    let mut digest = Sha256::new();
    for (total, overall) in verdicts {
        let total = u8::try_from(total.expect("a total")).expect("at most 36");
        digest.update([total, overall.expect("an overall rating").0]);
    }
    digest
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Every inspection's total and overall rating, from the columns.
fn bare(columns: &Columns, inspections: u32, questions: &[String]) -> String {
    let framework = rules::framework("hmip-2021").expect("held");
    let scheme = Scheme::new(framework, &BTreeMap::new()).expect("a scheme");
    let places: Vec<usize> = questions
        .iter()
        .map(|id| scheme.place(id).expect("a place"))
        .collect();
    let standards: Vec<usize> = ENTERED
        .iter()
        .map(|id| {
            framework
                .standards()
                .iter()
                .position(|own| own.id == *id)
                .expect("a standard")
        })
        .collect();
    let mut sheet = scheme.sheet();
    let mut verdicts: Vec<Verdict> = Vec::with_capacity(inspections as usize);
    let mut row = 0;
    for inspection in 0..inspections {
        sheet.clear();
        for (at, standard) in standards.iter().enumerate() {
            sheet.entered[*standard] = Some(Level(
                columns.entered[inspection as usize * ENTERED.len() + at],
            ));
        }
        while columns.inspection.get(row) == Some(&inspection) {
            sheet.add(
                places[usize::from(columns.question[row])],
                answer(columns.answer[row]),
            );
            row += 1;
        }
        verdicts.push(scheme.verdict(&sheet));
    }
    digest_of(
        verdicts
            .into_iter()
            .map(|verdict| (verdict.total, verdict.overall)),
    )
}

fn answer(code: u8) -> Answer {
    match code {
        0 => Answer::No,
        1 => Answer::Yes,
        _ => Answer::NotApplicable,
    }
}

/// The same by the whole engine; the making of the inputs is not timed.
fn explained(columns: &Columns, inspections: u32, questions: &[String]) -> (Duration, String) {
    let framework = rules::framework("hmip-2021").expect("held");
    let mut time = Duration::ZERO;
    let mut verdicts = Vec::new();
    let mut row = 0;
    for inspection in 0..inspections {
        let mut input = Input::default();
        while columns.inspection.get(row) == Some(&inspection) {
            input.judgements.push(Judgement {
                case_id: (row / questions.len()).to_string(),
                question: questions[usize::from(columns.question[row])].clone(),
                answer: answer(columns.answer[row]),
            });
            row += 1;
        }
        for (at, standard) in ENTERED.iter().enumerate() {
            let level = Level(columns.entered[inspection as usize * ENTERED.len() + at]);
            input
                .ratings
                .insert((*standard).to_owned(), Entered::Rated(level));
        }
        let start = Instant::now();
        let outcome = rating::rate(framework, &input).expect("rated");
        time += start.elapsed();
        verdicts.push((
            outcome.total,
            outcome
                .overall
                .as_deref()
                .and_then(|word| framework.level(word)),
        ));
    }
    (time, digest_of(verdicts.into_iter()))
}

/// What a peer printed.
struct Peer {
    name: String,
    time: Duration,
    digest: String,
}

/// Runs the peers over the same columns.
fn peers(columns: &Columns, inspections: u32) -> Vec<Peer> {
    let Some(python) = std::env::var_os("LAPWING_BENCH_PYTHON") else {
        println!("(no peers: run `cargo xtask bench`, which prepares them)");
        return Vec::new();
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, bytes: &[u8]| {
        std::fs::write(folder.path().join(name), bytes).expect("written")
    };
    let inspection: Vec<u8> = columns
        .inspection
        .iter()
        .flat_map(|id| id.to_le_bytes())
        .collect();
    write("inspection.u32", &inspection);
    write("question.u8", &columns.question);
    write("answer.u8", &columns.answer);
    write("entered.u8", &columns.entered);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers.py");
    let output = Command::new(python)
        .arg(script)
        .arg(folder.path())
        .args([inspections.to_string(), RUNS.to_string()])
        .env("POLARS_MAX_THREADS", "1")
        .output()
        .expect("Python starts");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let lines = String::from_utf8(output.stdout).expect("text");
    lines
        .lines()
        .map(|line| {
            let peer: serde_json::Value = serde_json::from_str(line).expect("JSON");
            Peer {
                name: peer["name"].as_str().expect("a name").to_owned(),
                time: Duration::from_secs_f64(peer["seconds"].as_f64().expect("seconds")),
                digest: peer["digest"].as_str().expect("a digest").to_owned(),
            }
        })
        .collect()
}
