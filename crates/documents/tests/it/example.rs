//! One workbook that the tests share, with a cell of every kind, and what its sheets must hold.

use documents::{Block, Cell, Column, Missing, Report, Section, Sheet, Table, Workbook};

/// Words of a cell.
pub fn text(words: &str) -> Cell {
    Cell::Text(words.to_owned())
}

/// A number of a cell.
pub fn number(value: f64, decimals: u8) -> Cell {
    Cell::Number { value, decimals }
}

/// A column of words, or of numbers.
pub fn column(heading: &str, numeric: bool) -> Column {
    Column {
        heading: heading.to_owned(),
        numeric,
    }
}

/// A workbook of two tables. Its words are as awkward as words can be.
pub fn workbook() -> Workbook {
    Workbook {
        title: "Ratings & “percentages” <2024>".to_owned(),
        author: "Lapwing".to_owned(),
        language: "en-GB".to_owned(),
        about: vec![
            "All that was published of two services.".to_owned(),
            "=HYPERLINK(\"https://example.org\",\"not a link\")".to_owned(),
        ],
        notes: vec!["Counted on the last day of the month.".to_owned()],
        shorthand: vec![("[p]".to_owned(), "provisional".to_owned())],
        sheets: vec![
            Sheet {
                name: "Ratings".to_owned(),
                table: Table {
                    caption: "Ratings of standards".to_owned(),
                    columns: vec![
                        column("Standard", false),
                        column("Points [note 1]", true),
                        column("Remark", false),
                    ],
                    rows: vec![
                        vec![text("2.1 Assessment"), number(2.0, 0), text("=1+1")],
                        vec![
                            text("2.2 Planning"),
                            Cell::Missing(Missing::NotAvailable),
                            text("+44 20"),
                        ],
                        vec![
                            text("2.3  Implementation"),
                            number(1.0, 0),
                            text("-1; and more"),
                        ],
                        vec![
                            text(" 2.4 Reviewing "),
                            Cell::Missing(Missing::NotApplicable),
                            text("@SUM(A1:A9)"),
                        ],
                        vec![text("3.1 Môn & Gwynedd"), text("3 [p]"), text("two\nlines")],
                    ],
                },
            },
            Sheet {
                name: "Kent's shares".to_owned(),
                table: Table {
                    caption: "Shares".to_owned(),
                    columns: vec![column("Year", true), column("Per cent", true)],
                    rows: vec![
                        vec![number(2023.0, 0), number(64.25, 2)],
                        vec![number(2024.0, 0), number(-0.5, 1)],
                    ],
                },
            },
        ],
    }
}

/// What stands above a table with missing values.
const LINE: &str = "One table of 5 rows. A letter in square brackets stands for a value that is missing; the sheet Notes says why.";

/// The sheets of [`workbook`] as a reader sees them: name, and the words of each row.
pub fn sheets() -> Vec<(&'static str, Vec<Vec<&'static str>>)> {
    vec![
        (
            "Cover",
            vec![
                vec!["Ratings & “percentages” <2024>"],
                vec!["All that was published of two services."],
                vec!["=HYPERLINK(\"https://example.org\",\"not a link\")"],
            ],
        ),
        (
            "Contents",
            vec![
                vec!["Contents"],
                vec!["Each sheet after this one and the notes has one table."],
                vec!["Sheet", "What it holds"],
                vec!["Ratings", "Ratings of standards"],
                vec!["Kent's shares", "Shares"],
            ],
        ),
        (
            "Notes",
            vec![
                vec!["Notes"],
                vec!["What the marks in square brackets mean."],
                vec!["Mark", "Meaning"],
                vec!["[note 1]", "Counted on the last day of the month."],
                vec!["[x]", "not available"],
                vec!["[z]", "not applicable"],
                vec!["[p]", "provisional"],
            ],
        ),
        (
            "Ratings",
            vec![
                vec!["Ratings of standards"],
                vec![LINE],
                vec!["Standard", "Points [note 1]", "Remark"],
                vec!["2.1 Assessment", "2", "=1+1"],
                vec!["2.2 Planning", "[x]", "+44 20"],
                vec!["2.3  Implementation", "1", "-1; and more"],
                vec![" 2.4 Reviewing ", "[z]", "@SUM(A1:A9)"],
                vec!["3.1 Môn & Gwynedd", "3 [p]", "two\nlines"],
            ],
        ),
        (
            "Kent's shares",
            vec![
                vec!["Shares"],
                vec!["One table of 2 rows."],
                vec!["Year", "Per cent"],
                vec!["2023", "64.25"],
                vec!["2024", "-0.5"],
            ],
        ),
    ]
}

/// A report with a block of every kind. Some of its words would be markup, were they read as such.
pub fn report() -> Report {
    let words = |text: &str| text.to_owned();
    let workbook = workbook();
    let mut long = workbook.sheets[0].table.clone();
    long.caption = words("Many rows");
    long.rows = (1..=90)
        .map(|row| {
            vec![
                text(&format!("Row {row}")),
                number(f64::from(row), 0),
                text("as before"),
            ]
        })
        .collect();
    Report {
        title: words("Medway & #strong[all] <of> it"),
        subtitle: words("Inspection, published 4 June 2020"),
        author: words("Lapwing"),
        language: words("en-GB"),
        summary: vec![words(
            "Medway was rated *Requires improvement* with 18 of 36 points.",
        )],
        sections: vec![
            Section {
                heading: words("About $this$ inspection"),
                blocks: vec![
                    Block::Facts(vec![
                        (words("Region"), words("South East")),
                        (words("Fieldwork"), words("24 to 28 February 2020")),
                    ]),
                    Block::Heading(words("A smaller heading")),
                    Block::Paragraph(words("Two lines:\n= the second begins with a sign.")),
                    Block::List(vec![words("one"), words("#two")]),
                    Block::Link {
                        words: words("The report of the inspectorate"),
                        address: words("https://example.org/report"),
                    },
                ],
            },
            Section {
                heading: words("Figures"),
                blocks: vec![
                    Block::Drawing {
                        svg: words(
                            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 680 60\" width=\"680\" height=\"60\" \
                             font-family=\"Arial, sans-serif\"><rect x=\"8\" y=\"8\" width=\"300\" height=\"24\" \
                             fill=\"#12436D\"/><text x=\"320\" y=\"26\" font-size=\"16\">18 of 36</text></svg>",
                        ),
                        alt: words("A bar that ends at 18 of 36 points."),
                        caption: words("18 of 36 points"),
                    },
                    Block::Table(workbook.sheets[0].table.clone()),
                    Block::Table(long),
                ],
            },
        ],
        foot: words("Lapwing’s reading; not the inspectorate’s."),
    }
}
