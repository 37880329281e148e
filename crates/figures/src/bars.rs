//! Percentages as bars from nought to a hundred, beside the lines that divide one rating from the
//! next; with an interval where the cases are a sample, and a comparison value where one is known.

use crate::colours::{MID_BLUE, ORANGE};
use crate::scene::{Anchor, Fill, Mark, Scene, keep_inside, rows, widest};
use crate::text::{Weight, wrap};
use crate::{Chart, Column, Shape, Table};

/// A set of percentages.
#[derive(Debug, Clone, PartialEq)]
pub struct Bars {
    /// The finding in about ten words.
    pub title: String,
    /// What a row is: "Key question", "Category".
    pub of: String,
    /// One row a percentage.
    pub rows: Vec<Bar>,
    /// The lowest percentage of each band above the lowest band, with that band's name, ascending.
    pub lines: Vec<(u8, String)>,
}

/// One percentage.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// Its id: `2.1.1`, `safeguarding`.
    pub id: String,
    /// What it is about.
    pub label: String,
    /// Whole per cent, 0 to 100; none when nothing applied.
    pub percent: Option<u8>,
    /// Numerator and denominator, where known.
    pub counts: Option<(u32, u32)>,
    /// The rating in words, with what a reader must know of it: "Moderate (inferred)".
    pub rating: Option<String>,
    /// Where the true percentage may lie, when the cases are a sample.
    pub whisker: Option<Whisker>,
    /// A value to compare with.
    pub reference: Option<Reference>,
}

/// Both ends of an interval, per cent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Whisker {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Chance, per cent, that the true percentage lies in another band than the one shown.
    pub other_band: Option<f64>,
}

/// A comparison value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Whole per cent.
    pub percent: u8,
    /// What it is: "average of the services inspected so far".
    pub name: String,
    /// Where it comes from: "printed with another inspection, late 2011".
    pub note: String,
}

const PAD: f64 = 8.0;
const SIZE: f64 = 15.0;
const SMALL: f64 = 13.0;
const BAR: f64 = 16.0;

impl Chart for Bars {
    fn title(&self) -> String {
        self.title.clone()
    }

    /// How many percentages there are, the lowest and the highest.
    fn sentence(&self) -> String {
        let mut known: Vec<(&Bar, u8)> = self
            .rows
            .iter()
            .filter_map(|row| Some((row, row.percent?)))
            .collect();
        known.sort_by_key(|(_, percent)| *percent);
        let missing = self.rows.len() - known.len();
        let mut text = match (known.first(), known.last()) {
            (Some((low, a)), Some((_, b))) if a == b => {
                if known.len() == 1 {
                    format!("{}: {a} per cent.", low.label)
                } else {
                    format!("All {} percentages are {a}.", known.len())
                }
            }
            (Some((low, a)), Some((high, b))) => format!(
                "The lowest percentage is {a} ({}), the highest {b} ({}).",
                low.short(),
                high.short()
            ),
            _ => "No percentage is known.".to_owned(),
        };
        if missing > 0 && !known.is_empty() {
            text.push_str(&format!(" {missing} without a percentage."));
        }
        text
    }

    /// One row a percentage; columns that no row fills are left out.
    fn table(&self) -> Table {
        let has_counts = self.rows.iter().any(|row| row.counts.is_some());
        let has_rating = self.rows.iter().any(|row| row.rating.is_some());
        let has_whisker = self.rows.iter().any(|row| row.whisker.is_some());
        let chance = |row: &Bar| row.whisker.and_then(|whisker| whisker.other_band);
        let has_chance = self.rows.iter().any(|row| chance(row).is_some());
        let has_reference = self.rows.iter().any(|row| row.reference.is_some());
        let mut columns = vec![
            Column::words(&self.of, "name"),
            Column::numbers("Per cent", "percent"),
        ];
        if has_counts {
            columns.push(Column::numbers("Yes", "yes"));
            columns.push(Column::numbers("Applicable", "applicable"));
        }
        if has_rating {
            columns.push(Column::words("Rating", "rating"));
        }
        if has_whisker {
            columns.push(Column::numbers("Interval from", "interval_from"));
            columns.push(Column::numbers("Interval to", "interval_to"));
        }
        if has_chance {
            columns.push(Column::numbers(
                "Chance of another band, per cent",
                "chance_other_band",
            ));
        }
        if has_reference {
            columns.push(Column::numbers("Comparison", "comparison"));
            columns.push(Column::words("What the comparison is", "comparison_note"));
        }
        let rows = self
            .rows
            .iter()
            .map(|row| {
                let mut cells = vec![row.heading(), or(row.percent, "[z]")];
                if has_counts {
                    cells.push(or(row.counts.map(|(yes, _)| yes), "[x]"));
                    cells.push(or(row.counts.map(|(_, all)| all), "[x]"));
                }
                if has_rating {
                    cells.push(or(row.rating.as_ref(), "[z]"));
                }
                if has_whisker {
                    cells.push(or(row.whisker.map(|w| format!("{:.1}", w.low)), "[z]"));
                    cells.push(or(row.whisker.map(|w| format!("{:.1}", w.high)), "[z]"));
                }
                if has_chance {
                    cells.push(or(chance(row).map(|c| format!("{c:.1}")), "[z]"));
                }
                if has_reference {
                    cells.push(or(row.reference.as_ref().map(|r| r.percent), "[x]"));
                    cells.push(or(
                        row.reference
                            .as_ref()
                            .map(|r| format!("{}, {}", r.name, r.note)),
                        "[x]",
                    ));
                }
                cells
            })
            .collect();
        Table {
            caption: self.title.clone(),
            columns,
            rows,
        }
    }

    fn svg(&self, shape: Shape, id: &str) -> String {
        let width = shape.width();
        let mut scene = Scene::new(width);
        let axis = Axis {
            left: PAD,
            right: width - PAD,
        };
        let top = self.line_labels(&mut scene, &axis);
        let mut y = top + 10.0;
        for row in &self.rows {
            y = row.draw(&mut scene, &axis, &self.lines, y) + 14.0;
        }
        for (at, _) in &self.lines {
            let x = axis.at(f64::from(*at));
            scene.line((x, top), (x, top + 5.0), 1.5);
        }
        scene.line((axis.left, y), (axis.right, y), 1.0);
        for tick in [0_u8, 25, 50, 75, 100] {
            let x = axis.at(f64::from(tick));
            scene.line((x, y), (x, y + 4.0), 1.0);
            let words = [if tick == 100 {
                "100%".to_owned()
            } else {
                tick.to_string()
            }];
            let x = keep_inside(x, &words, SMALL, Weight::Regular, 0.0, width);
            scene.lines(&words, x, y + 5.0, SMALL, Anchor::Middle, Weight::Regular);
        }
        scene.height = y + 26.0;
        scene.svg(id, &self.title, &self.sentence())
    }
}

impl Bars {
    /// The names of the bands above their lines; gives the lower edge.
    fn line_labels(&self, scene: &mut Scene, axis: &Axis) -> f64 {
        let room = axis.right - axis.left;
        let labels: Vec<(Vec<String>, f64)> = self
            .lines
            .iter()
            .map(|(at, words)| {
                let words = format!("{words} from {at}");
                let lines = wrap(&words, SMALL, Weight::Regular, room);
                let x = axis.at(f64::from(*at));
                let x = keep_inside(x, &lines, SMALL, Weight::Regular, axis.left, axis.right);
                (lines, x)
            })
            .collect();
        let boxes: Vec<(f64, f64)> = labels
            .iter()
            .map(|(lines, x)| (*x, widest(lines, SMALL, Weight::Regular)))
            .collect();
        let row_of = rows(&boxes, 8.0);
        let count = row_of.iter().map(|row| row + 1).max().unwrap_or(0);
        let mut top = 4.0;
        // Upper rows hold the later labels, so that a line never runs through a label.
        for row in (0..count).rev() {
            let mut bottom = top;
            for ((lines, x), own) in labels.iter().zip(&row_of) {
                if *own == row {
                    let end = scene.lines(lines, *x, top, SMALL, Anchor::Middle, Weight::Regular);
                    bottom = f64::max(bottom, end);
                }
            }
            top = bottom + 2.0;
        }
        top
    }
}

/// The horizontal scale of a drawing.
struct Axis {
    left: f64,
    right: f64,
}

impl Axis {
    fn at(&self, percent: f64) -> f64 {
        self.left + (self.right - self.left) * percent.clamp(0.0, 100.0) / 100.0
    }
}

impl Bar {
    /// Its number, where it has one: a question's words are too long within a sentence.
    fn short(&self) -> &str {
        if self.id.is_empty() {
            &self.label
        } else {
            &self.id
        }
    }

    fn heading(&self) -> String {
        if self.id.is_empty() || self.id == self.label {
            self.label.clone()
        } else {
            format!("{} {}", self.id, self.label)
        }
    }

    /// The value in words: "64 per cent (16 of 25): Requires improvement".
    fn words(&self) -> String {
        let Some(percent) = self.percent else {
            return "No percentage: it applied to no case".to_owned();
        };
        let mut text = format!("{percent} per cent");
        if let Some((yes, all)) = self.counts {
            text.push_str(&format!(" ({yes} of {all})"));
        }
        if let Some(rating) = &self.rating {
            text.push_str(&format!(": {rating}"));
        }
        if let Some(whisker) = self.whisker {
            text.push_str(&format!(
                "; interval {:.0} to {:.0}",
                whisker.low, whisker.high
            ));
            if let Some(chance) = whisker.other_band {
                text.push_str(&format!(", {chance:.0} per cent chance of another band"));
            }
        }
        if let Some(reference) = &self.reference {
            text.push_str(&format!(
                "; {} {}, {}",
                reference.name, reference.percent, reference.note
            ));
        }
        text
    }

    /// Draws the row from `top`; gives its lower edge.
    fn draw(&self, scene: &mut Scene, axis: &Axis, lines: &[(u8, String)], top: f64) -> f64 {
        let room = axis.right - axis.left;
        let heading = wrap(&self.heading(), SIZE, Weight::Bold, room);
        let y = scene.lines(&heading, axis.left, top, SIZE, Anchor::Start, Weight::Bold);
        let words = wrap(&self.words(), SIZE, Weight::Regular, room);
        let y = scene.lines(&words, axis.left, y, SIZE, Anchor::Start, Weight::Regular) + 4.0;
        scene.marks.push(Mark::Rect {
            x: axis.left,
            y,
            width: room,
            height: BAR,
            fill: Fill::Empty,
            opacity: 1.0,
            stroke: 0.75,
        });
        if let Some(percent) = self.percent {
            scene.marks.push(Mark::Rect {
                x: axis.left,
                y,
                width: axis.at(f64::from(percent)) - axis.left,
                height: BAR,
                fill: Fill::Plain(MID_BLUE),
                opacity: 1.0,
                stroke: 0.75,
            });
        }
        for (at, _) in lines {
            let x = axis.at(f64::from(*at));
            scene.line((x, y - 4.0), (x, y + BAR + 4.0), 1.5);
        }
        if let Some(reference) = &self.reference {
            let (x, middle) = (axis.at(f64::from(reference.percent)), y + BAR / 2.0);
            scene.marks.push(Mark::Polygon {
                points: vec![
                    (x, middle - 8.0),
                    (x + 7.0, middle),
                    (x, middle + 8.0),
                    (x - 7.0, middle),
                ],
                fill: ORANGE,
            });
        }
        let Some(whisker) = self.whisker else {
            return y + BAR;
        };
        let below = y + BAR + 10.0;
        let (low, high) = (axis.at(whisker.low), axis.at(whisker.high));
        scene.line((low, below), (high, below), 2.0);
        scene.line((low, below - 4.0), (low, below + 4.0), 2.0);
        scene.line((high, below - 4.0), (high, below + 4.0), 2.0);
        below + 4.0
    }
}

fn or(value: Option<impl ToString>, missing: &str) -> String {
    value.map_or_else(|| missing.to_owned(), |value| value.to_string())
}
