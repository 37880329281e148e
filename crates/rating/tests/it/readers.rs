//! Bad files: each gets a line, a reason and a remedy, and nothing half-done.

use rating::{Finding, Framework, read};

fn framework() -> &'static Framework {
    rules::framework("hmip-2021").expect("held")
}

/// Findings as `line column: reason`.
fn said<T: std::fmt::Debug>(result: Result<T, Vec<Finding>>) -> Vec<String> {
    let findings = result.expect_err("findings");
    findings
        .iter()
        .map(|finding| {
            assert!(finding.remedy.len() > 5, "{finding:?} says no remedy");
            let line = finding.line.map_or("-".to_owned(), |line| line.to_string());
            format!(
                "{line} {}: {}",
                finding.column.as_deref().unwrap_or("-"),
                finding.reason
            )
        })
        .collect()
}

#[test]
fn bad_judgements_are_named_line_by_line() {
    let header = "case_id,question,answer\n";
    let table: [(&[u8], &[&str]); 13] = [
        (
            b"case_id,question,answer,answer\nc1,2.1.1,yes,no\n",
            &["1 header: The header has the column answer twice."],
        ),
        (b"", &["1 -: The file is empty."]),
        (
            header.as_bytes(),
            &["1 -: Nothing stands below the header."],
        ),
        (
            b"case,question,answer\nc1,2.1.1,yes\n",
            &["1 header: The header has no column case_id."],
        ),
        (
            b"case_id;question;answer\nc1;2.1.1;yes\n",
            &["1 header: The columns are parted by semicolons or tabs."],
        ),
        (
            b"case_id\tquestion\tanswer\nc1\t2.1.1\tyes\n",
            &["1 header: The columns are parted by semicolons or tabs."],
        ),
        (
            b"\xFF\xFEc\0a\0s\0e\0",
            &["1 -: The file is not plain text; it may be UTF-16 or a workbook."],
        ),
        (
            b"case_id,question,answer\nc1,2.1.1,yes\nSi\xE2n,2.1.1,yes\n",
            &[
                "3 -: The file is not UTF-8; letters with accents or curly quotes cannot be read. It may be Windows-1252.",
            ],
        ),
        (
            b"case_id,question,answer\nc1,2.1.1,yes\nc1,9.9.9,yes\nc1,2.1.2,perhaps\n",
            &[
                "3 question: hmip-2021 has no such key question.",
                "4 answer: This is no answer.",
            ],
        ),
        (
            b"case_id,question,answer\nc1,1.1.1,yes\n",
            &["2 question: 1.1 is judged as a whole and not by counting cases."],
        ),
        (
            b"case_id,question,answer\n,2.1.1,yes\n",
            &["2 case_id: The case has no name."],
        ),
        (
            b"case_id,question,answer\nc1,2.1.1,yes\n\nc1,2.1.1,no\n",
            &["4 case_id: Question 2.1.1 is answered twice for this case; line 2 answers it too."],
        ),
        (
            b"case_id,question,answer\nc1,2.1.1\n",
            &["2 -: This line has 2 cells and the header 3."],
        ),
    ];
    for (bytes, expected) in table {
        let found = said(read::judgements(framework(), bytes));
        assert_eq!(found, expected, "{}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn what_spreadsheets_add_does_no_harm() {
    for text in [
        "\u{FEFF}case_id,question,answer\r\nc1,2.1.1,Yes\r\nc2,2.1.1,NA\r\n",
        "answer,case_id,question\nyes,c1,2.1.1\nna,c2,2.1.1\n",
        "Case_ID , Question , Answer , Remark\nc1 , 2.1.1 , yes , fine\nc2,2.1.1,na,\n,,,\n",
        "\"case_id\",\"question\",\"answer\"\n\"c1\",\"2.1.1\",\"yes\"\n\"c2\",\"2.1.1\",\"na\"",
    ] {
        let read = read::judgements(framework(), text.as_bytes()).expect(text);
        assert_eq!(read.len(), 2, "{text}");
        assert_eq!(
            (read[0].case_id.as_str(), read[0].question.as_str()),
            ("c1", "2.1.1")
        );
    }
}

#[test]
fn bad_percentages_ratings_and_decisions_are_named() {
    let percentages = |text: &str| said(read::percentages(framework(), text.as_bytes()));
    assert_eq!(
        percentages("question,percent\n2.1.1,101\n2.1.2,many\n2.1.3,-4\n2.9.9,50\n"),
        [
            "2 percent: This is not a percentage from 0 to 100.",
            "3 percent: This is not a percentage from 0 to 100.",
            "4 percent: This is not a percentage from 0 to 100.",
            "5 question: hmip-2021 has no such key question."
        ]
    );
    assert_eq!(
        percentages("question,percent\n2.1.1,64\n2.1.1,65\n"),
        ["3 question: This stands twice."]
    );
    let ratings = |text: &str| said(read::ratings(framework(), text.as_bytes()));
    assert_eq!(
        ratings("standard,rating\n2.1,adequate\n5.1,good\noverall,splendid\n2.2,good\n2.2,good\n"),
        [
            "2 rating: This is not a rating of hmip-2021.",
            "3 standard: hmip-2021 has no such standard.",
            "4 rating: This is not a rating of hmip-2021.",
            "6 standard: This stands twice."
        ]
    );
    let panel = |text: &str| said(read::panel(framework(), text.as_bytes()));
    assert_eq!(
        panel("standard,rating,who,why\n2.1,good,,small sub-sample\n2.2,not_rated,Panel,why\n"),
        [
            "2 who: Nothing stands here.",
            "3 rating: This is not a rating of hmip-2021."
        ]
    );
    assert_eq!(
        said(read::counts(
            framework(),
            "good=7,adequate=4,inadequate=many,good=1"
        )),
        [
            "- counts: This is not a number of one of the framework’s ratings.",
            "- counts: The number of standards is not a whole number.",
            "- counts: This rating stands twice."
        ]
    );
    assert_eq!(
        said(read::scope(framework(), ["2.1", "9.1"])),
        ["- scope: hmip-2021 has no such standard."]
    );
}

#[test]
fn words_are_taken_as_people_write_them() {
    let text =
        "standard,rating\n1.1,Requires improvement\n1.2,OUTSTANDING\n1.3,not rated\noverall,Good\n";
    let (ratings, overall) = read::ratings(framework(), text.as_bytes()).expect("read");
    assert_eq!(ratings.len(), 3);
    assert!(overall.is_some());
    let cci = rules::framework("cci-2009").expect("held");
    let (ratings, _) =
        read::ratings(cci, b"standard,rating\nsafeguarding,minimal\n").expect("read");
    assert_eq!(ratings.len(), 1);
    let sqs = rules::framework("sqs-2012").expect("held");
    assert_eq!(
        said(read::ratings(
            sqs,
            b"standard,rating\nprotecting_children,good\n"
        )),
        ["2 rating: sqs-2012 has no ratings."]
    );
}

#[test]
fn a_long_list_of_findings_is_cut_and_says_so() {
    let mut text = "case_id,question,answer\n".to_owned();
    for case in 0..150 {
        text.push_str(&format!("c{case},2.1.1,perhaps\n"));
    }
    let found = said(read::judgements(framework(), text.as_bytes()));
    assert_eq!(found.len(), 101);
    assert_eq!(found[100], "- -: 50 more lines have something to mend.");
}

#[test]
fn statements_that_exclude_one_another_are_findings() {
    use rating::input::{Entered, Input, Level, Score};
    let rate = |input: Input| said(rating::rate(framework(), &input));
    let ratings = [("2.1".to_owned(), Entered::Rated(Level(2)))];
    let base = Input {
        ratings: ratings.into(),
        ..Input::default()
    };
    let scope = Some(vec!["2.2".to_owned()]);
    assert_eq!(
        rate(Input {
            scope,
            ..base.clone()
        }),
        ["- standard: It is rated and its standard is not in the scope."]
    );
    assert_eq!(
        rate(Input {
            counts: Some([(Level(2), 14)].into()),
            ..base.clone()
        }),
        ["- counts: The numbers of ratings add up to 14, and 13 standards can have one."]
    );
    assert_eq!(
        rate(Input {
            counts: Some([(Level(2), 0), (Level(1), 12)].into()),
            ..base.clone()
        }),
        ["- counts: More standards are rated Good than the numbers of ratings say."]
    );
    assert_eq!(
        rate(Input {
            counts: Some([(Level(1), 12)].into()),
            ..base.clone()
        }),
        [
            "- counts: The numbers of ratings and the ratings of single standards do not fit together."
        ]
    );
    assert_eq!(
        rate(Input {
            score: Some(Score {
                total: 37,
                maximum: 36
            }),
            ..base.clone()
        }),
        ["- score: The score is higher than its maximum."]
    );
    let set = [("percent.good_from".to_owned(), "90".to_owned())];
    assert_eq!(
        rate(Input {
            set: set.into(),
            ..base
        }),
        [
            "- set: The settings do not fit one another: the percentages at which ratings begin do not rise from 1 to 100."
        ]
    );
}
