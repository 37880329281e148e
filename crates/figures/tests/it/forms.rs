//! The sentence, the table and the CSV of figures that a manager could check by hand.

use figures::{Band, Bar, Bars, Chart, Ladder, Place, Reference, Whisker};

pub(crate) fn hmip_bands() -> Vec<Band> {
    [
        ("Inadequate", 0, 6),
        ("Requires improvement", 7, 18),
        ("Good", 19, 30),
        ("Outstanding", 31, 36),
    ]
    .map(|(label, low, high)| Band {
        label: label.to_owned(),
        low,
        high,
    })
    .to_vec()
}

pub(crate) fn ladder(place: Place) -> Ladder {
    Ladder {
        subject: "Medway".to_owned(),
        maximum: 36,
        bands: hmip_bands(),
        place,
    }
}

pub(crate) fn bexley() -> Bars {
    let row = |id: &str, label: &str, percent, rating: &str, compared| Bar {
        id: id.to_owned(),
        label: label.to_owned(),
        percent: Some(percent),
        counts: None,
        rating: Some(rating.to_owned()),
        whisker: None,
        reference: Some(Reference {
            percent: compared,
            name: "average".to_owned(),
            note: "printed with another inspection, late 2011".to_owned(),
        }),
    };
    Bars {
        title: "Bexley 2012: all three percentages below the average".to_owned(),
        of: "Category".to_owned(),
        rows: vec![
            row("", "Safeguarding", 64, "Moderate (inferred)", 68),
            row("", "Risk of harm", 51, "Substantial", 63),
            row(
                "",
                "Likelihood of reoffending",
                66,
                "Moderate (inferred)",
                71,
            ),
        ],
        lines: vec![
            (45, "Substantial".to_owned()),
            (60, "Moderate".to_owned()),
            (75, "Minimum".to_owned()),
        ],
    }
}

pub(crate) fn questions() -> Bars {
    let row = |id: &str,
               label: &str,
               yes: u32,
               all: u32,
               percent,
               rating: Option<&str>,
               whisker: Option<(f64, f64)>| Bar {
        id: id.to_owned(),
        label: label.to_owned(),
        percent,
        counts: Some((yes, all)),
        rating: rating.map(str::to_owned),
        whisker: whisker.map(|(low, high)| Whisker {
            low,
            high,
            other_band: Some(34.2),
        }),
        reference: None,
    };
    Bars {
        title: "Assessment: the lowest question decides".to_owned(),
        of: "Key question".to_owned(),
        rows: vec![
            row(
                "2.1.1",
                "Does assessment analyse well enough how to support desistance?",
                16,
                25,
                Some(64),
                Some("Requires improvement"),
                Some((44.4, 80.6)),
            ),
            row(
                "2.1.2",
                "Does assessment analyse well enough how to keep the child safe?",
                21,
                25,
                Some(84),
                Some("Outstanding"),
                Some((66.0, 94.4)),
            ),
            row(
                "2.1.3",
                "Does assessment analyse well enough how to keep other people safe?",
                0,
                0,
                None,
                None,
                None,
            ),
        ],
        lines: vec![
            (50, "Requires improvement".to_owned()),
            (65, "Good".to_owned()),
            (80, "Outstanding".to_owned()),
        ],
    }
}

#[test]
fn the_ladder_says_how_far_it_is_to_either_side() {
    let cases = [
        (
            Place::At(18),
            "Medway has 18 of 36 points, which is Requires improvement. 1 point more would make it Good. 12 points fewer would make it Inadequate.",
        ),
        (
            Place::At(19),
            "Medway has 19 of 36 points, which is Good. 12 points more would make it Outstanding. 1 point fewer would make it Requires improvement.",
        ),
        (
            Place::At(0),
            "Medway has 0 of 36 points, which is Inadequate. 7 points more would make it Requires improvement.",
        ),
        (
            Place::At(36),
            "Medway has 36 of 36 points, which is Outstanding. 6 points fewer would make it Good.",
        ),
        (
            Place::Between(14, 20),
            "Medway has between 14 and 20 of 36 points, which is anything from Requires improvement to Good. Not every rating is known.",
        ),
        (
            Place::Between(20, 22),
            "Medway has between 20 and 22 of 36 points, which is Good. Not every rating is known.",
        ),
    ];
    for (place, sentence) in cases {
        assert_eq!(ladder(place).sentence(), sentence, "{place:?}");
    }
}

#[test]
fn the_ladder_as_csv() {
    insta::assert_snapshot!(ladder(Place::At(18)).csv(), @r"
    rating,points_from,points_to,place
    Inadequate,0,6,12 points fewer
    Requires improvement,7,18,Medway: 18
    Good,19,30,1 point more
    Outstanding,31,36,13 points more
    ");
}

#[test]
fn bars_as_sentence_and_csv() {
    assert_eq!(
        bexley().sentence(),
        "The lowest percentage is 51 (Risk of harm), the highest 66 (Likelihood of reoffending)."
    );
    insta::assert_snapshot!(questions().csv(), @r"
    name,percent,yes,applicable,rating,interval_from,interval_to,chance_other_band
    2.1.1 Does assessment analyse well enough how to support desistance?,64,16,25,Requires improvement,44.4,80.6,34.2
    2.1.2 Does assessment analyse well enough how to keep the child safe?,84,21,25,Outstanding,66.0,94.4,34.2
    2.1.3 Does assessment analyse well enough how to keep other people safe?,[z],0,0,[z],[z],[z],[z]
    ");
}

#[test]
fn a_cell_that_a_spreadsheet_would_run_is_made_harmless() {
    let mut bars = bexley();
    bars.rows[0].label = "=1+1".to_owned();
    assert!(bars.csv().contains("\r\n'=1+1,"), "{}", bars.csv());
}
