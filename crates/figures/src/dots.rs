//! One value a row on a common scale, with its interval where it rests on a sample, and a line to
//! compare with.

use crate::colours::{MID_BLUE, ORANGE};
use crate::limits::FEW;
use crate::lines::Interval;
use crate::numbers::{count, plain, words};
use crate::scale::Scale;
use crate::scene::{Anchor, Mark, Scene, keep_inside, rows, widest};
use crate::shorthand::{NOT_APPLICABLE, NOT_AVAILABLE};
use crate::text::{Weight, wrap};
use crate::{Chart, Column, Shape, Table};

/// One value a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Dots {
    /// The finding in about ten words.
    pub title: String,
    /// What a row is: "Service".
    pub of: String,
    /// What the values are: "per cent".
    pub unit: String,
    /// One row a value, in the order in which they are to stand.
    pub rows: Vec<Dot>,
    /// A value to compare with.
    pub reference: Option<Line>,
    /// How many decimals a value has in words and tables.
    pub decimals: u8,
}

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub struct Dot {
    /// Whose it is.
    pub label: String,
    /// The value; none where it is not available.
    pub value: Option<f64>,
    /// Where the true value may lie, when it rests on a sample.
    pub interval: Option<Interval>,
    /// Numerator and denominator, where known.
    pub counts: Option<(u32, u32)>,
    /// Whether it is the one that the figure is about.
    pub chosen: bool,
}

/// A value to compare with.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The value.
    pub value: f64,
    /// What it is: "average of England".
    pub name: String,
}

const PAD: f64 = 8.0;
const SIZE: f64 = 15.0;
const SMALL: f64 = 13.0;
/// Width of the column of labels on a wide page.
const LABELS: f64 = 264.0;
/// Half the height of the part of a row in which marks stand.
const HALF: f64 = 9.0;
/// Room between two rows.
const SPACE: f64 = 8.0;

impl Chart for Dots {
    fn title(&self) -> String {
        self.title.clone()
    }

    /// The lowest and the highest value, where the chosen one stands, and how small or incomplete the
    /// numbers are.
    fn sentence(&self) -> String {
        let mut parts = vec![self.range_in_words()];
        parts.extend(self.chosen_in_words());
        parts.extend(self.reference_in_words());
        let known = self.known().len();
        if known > 0 && known < self.rows.len() {
            parts.push(format!("{} without a value.", self.rows.len() - known));
        }
        let few = |row: &&Dot| row.counts.is_some_and(|(_, all)| all < FEW);
        let number = self.rows.iter().filter(few).count();
        if number > 0 {
            parts.push(format!(
                "The numbers are small: {number} of {} with fewer than {FEW} behind the value.",
                self.rows.len()
            ));
        }
        parts.join(" ")
    }

    /// One row a value; columns that no row fills are left out.
    fn table(&self) -> Table {
        let has_counts = self.rows.iter().any(|row| row.counts.is_some());
        let has_intervals = self.rows.iter().any(|row| row.interval.is_some());
        let value = if self.unit.is_empty() {
            "Value"
        } else {
            &self.unit
        };
        let mut columns = vec![
            Column::words(&self.of, "name"),
            Column::numbers(&sentence_case(value), "value"),
        ];
        if has_counts {
            columns.push(Column::numbers("Number", "numerator"));
            columns.push(Column::numbers("Out of", "denominator"));
        }
        if has_intervals {
            columns.push(Column::numbers("Interval from", "interval_from"));
            columns.push(Column::numbers("Interval to", "interval_to"));
        }
        let write = |value: f64| plain(value, self.decimals);
        let or = |text: Option<String>, missing: &str| text.unwrap_or_else(|| missing.to_owned());
        let mut rows: Vec<Vec<String>> = Vec::new();
        for row in &self.rows {
            let mut cells = vec![row.label.clone(), or(row.value.map(write), NOT_AVAILABLE)];
            if has_counts {
                cells.push(or(
                    row.counts.map(|(part, _)| part.to_string()),
                    NOT_AVAILABLE,
                ));
                cells.push(or(
                    row.counts.map(|(_, all)| all.to_string()),
                    NOT_AVAILABLE,
                ));
            }
            if has_intervals {
                cells.push(or(row.interval.map(|ends| write(ends.low)), NOT_APPLICABLE));
                cells.push(or(
                    row.interval.map(|ends| write(ends.high)),
                    NOT_APPLICABLE,
                ));
            }
            rows.push(cells);
        }
        rows.extend(self.reference.as_ref().map(|line| {
            let mut cells = vec![line.name.clone(), write(line.value)];
            cells.resize(columns.len(), NOT_APPLICABLE.to_owned());
            cells
        }));
        Table {
            caption: self.title.clone(),
            columns,
            rows,
        }
    }

    fn svg(&self, shape: Shape, id: &str) -> String {
        let mut scene = Scene::new(shape.width());
        let axis = Axis {
            scale: Scale::of(self.values()),
            left: match shape {
                Shape::Wide => LABELS + 12.0,
                Shape::Narrow => PAD + 8.0,
            },
            right: shape.width() - PAD - 8.0,
        };
        let mut y = self.heading(&mut scene, &axis) + 8.0;
        for row in &self.rows {
            y = self.draw(&mut scene, row, &axis, shape, y) + SPACE;
        }
        scene.height = axis.draw(&mut scene, y) + 4.0;
        scene.svg(id, &self.title, &self.sentence())
    }
}

impl Dots {
    /// The rows that have a value, lowest first.
    fn known(&self) -> Vec<(&Dot, f64)> {
        let mut known: Vec<(&Dot, f64)> = self
            .rows
            .iter()
            .filter_map(|row| Some((row, row.known()?)))
            .collect();
        known.sort_by(|(_, a), (_, b)| a.total_cmp(b));
        known
    }

    /// Every number that the scale must hold.
    fn values(&self) -> impl Iterator<Item = f64> {
        let rows = self.rows.iter().filter(|row| row.known().is_some());
        let own = rows.flat_map(|row| {
            let ends = row.interval.map(|ends| [ends.low, ends.high]);
            row.value.into_iter().chain(ends.into_iter().flatten())
        });
        own.chain(self.reference.iter().map(|line| line.value))
    }

    fn reference_line(&self) -> Option<&Line> {
        let line = self.reference.as_ref();
        line.filter(|line| line.value.is_finite())
    }

    fn with_unit(&self, value: f64) -> String {
        format!("{} {}", words(value, self.decimals), self.unit)
            .trim_end()
            .to_owned()
    }

    fn range_in_words(&self) -> String {
        match self.known().as_slice() {
            [] => "No value is known.".to_owned(),
            [(row, value)] => format!("{}: {}.", row.label, self.with_unit(*value)),
            [(_, low), .., (_, high)] if low.total_cmp(high).is_eq() => {
                format!("All are {}.", self.with_unit(*low))
            }
            [(low, a), .., (high, b)] => format!(
                "The lowest is {} ({}), the highest {} ({}).",
                self.with_unit(*a),
                low.label,
                self.with_unit(*b),
                high.label
            ),
        }
    }

    /// "Medway has 64.0: 3 higher, 8 lower."
    fn chosen_in_words(&self) -> Option<String> {
        let chosen = self.rows.iter().find(|row| row.chosen)?;
        let Some(value) = chosen.known() else {
            return Some(format!("{} has no value.", chosen.label));
        };
        let known = self.known();
        let above = known.iter().filter(|(_, other)| *other > value).count();
        let below = known.iter().filter(|(_, other)| *other < value).count();
        (known.len() > 1).then(|| {
            format!(
                "{} has {}: {above} higher, {below} lower.",
                chosen.label,
                words(value, self.decimals)
            )
        })
    }

    fn reference_in_words(&self) -> Option<String> {
        let line = self.reference_line()?;
        Some(format!(
            "To compare: {} {}.",
            line.name,
            words(line.value, self.decimals)
        ))
    }

    /// The unit, a word where the scale does not begin at nought, and the name of the line to compare
    /// with above it; gives the lower edge.
    fn heading(&self, scene: &mut Scene, axis: &Axis) -> f64 {
        let mut text = self.unit.clone();
        if let Some(note) = axis.scale.note() {
            if !text.is_empty() {
                text.push_str("; ");
            }
            text.push_str(&note);
        }
        let room = scene.width - 2.0 * PAD;
        let lines = wrap(&text, SMALL, Weight::Regular, room);
        let y = scene.lines(&lines, PAD, 4.0, SMALL, Anchor::Start, Weight::Regular);
        let Some(line) = self.reference_line() else {
            return y;
        };
        let words = format!("{} {}", line.name, words(line.value, self.decimals));
        let lines = wrap(&words, SMALL, Weight::Regular, room);
        let x = axis.at(line.value);
        let right = scene.width - PAD;
        let x = keep_inside(x, &lines, SMALL, Weight::Regular, PAD, right);
        scene.lines(&lines, x, y + 4.0, SMALL, Anchor::Middle, Weight::Regular)
    }

    /// Draws a row from `top`: its label with its value in words, and beside or below these its mark;
    /// gives the lower edge.
    fn draw(&self, scene: &mut Scene, row: &Dot, axis: &Axis, shape: Shape, top: f64) -> f64 {
        let room = match shape {
            Shape::Wide => LABELS - PAD,
            Shape::Narrow => scene.width - 2.0 * PAD,
        };
        let weight = if row.chosen {
            Weight::Bold
        } else {
            Weight::Regular
        };
        let label = wrap(&row.label, SIZE, weight, room);
        let y = scene.lines(&label, PAD, top, SIZE, Anchor::Start, weight);
        let value = wrap(&self.in_words(row), SMALL, Weight::Regular, room);
        let y = scene.lines(&value, PAD, y, SMALL, Anchor::Start, Weight::Regular);
        match shape {
            Shape::Wide => {
                let bottom = y.max(top + 2.0 * HALF);
                self.draw_reference(scene, axis, top, bottom + SPACE);
                row.draw(scene, axis, top + HALF);
                bottom
            }
            // Words stand above the mark here, so the line is drawn beside the mark only.
            Shape::Narrow => {
                let bottom = y + 2.0 + 2.0 * HALF;
                self.draw_reference(scene, axis, y + 2.0, bottom);
                row.draw(scene, axis, y + 2.0 + HALF);
                bottom
            }
        }
    }

    /// The piece of the line to compare with that belongs to one row.
    fn draw_reference(&self, scene: &mut Scene, axis: &Axis, from: f64, to: f64) {
        let Some(line) = self.reference_line() else {
            return;
        };
        let x = axis.at(line.value);
        scene.marks.push(Mark::Path {
            points: vec![(x, from), (x, to)],
            colour: "currentColor",
            dashes: "5 3",
            width: 1.5,
        });
    }

    /// The value in words: "64.0 (16 of 25), interval 44.4 to 80.6".
    fn in_words(&self, row: &Dot) -> String {
        let Some(value) = row.known() else {
            return format!("{NOT_AVAILABLE} not available");
        };
        let mut text = words(value, self.decimals);
        if let Some((part, all)) = row.counts {
            text.push_str(&format!(
                " ({} of {})",
                count(part.into()),
                count(all.into())
            ));
        }
        if let Some(ends) = row.interval {
            text.push_str(&format!(
                ", interval {} to {}",
                words(ends.low, self.decimals),
                words(ends.high, self.decimals)
            ));
        }
        text
    }
}

impl Dot {
    /// The value, where it is a number.
    fn known(&self) -> Option<f64> {
        self.value.filter(|value| value.is_finite())
    }

    /// Draws the value and its interval with their middle at `y`.
    fn draw(&self, scene: &mut Scene, axis: &Axis, y: f64) {
        scene.marks.push(Mark::Faint {
            from: (axis.left, y),
            to: (axis.right, y),
        });
        let Some(value) = self.known() else { return };
        if let Some(ends) = self.interval.filter(Interval::is_known) {
            let (low, high) = (axis.at(ends.low), axis.at(ends.high));
            scene.line((low, y), (high, y), 2.0);
            scene.line((low, y - 5.0), (low, y + 5.0), 2.0);
            scene.line((high, y - 5.0), (high, y + 5.0), 2.0);
        }
        let x = axis.at(value);
        scene.marks.push(if self.chosen {
            Mark::Polygon {
                points: vec![(x, y - 8.0), (x + 8.0, y), (x, y + 8.0), (x - 8.0, y)],
                fill: ORANGE,
            }
        } else {
            Mark::Circle {
                centre: (x, y),
                radius: 5.5,
                fill: MID_BLUE,
            }
        });
    }
}

/// The scale lying across the drawing.
struct Axis {
    scale: Scale,
    left: f64,
    right: f64,
}

impl Axis {
    fn at(&self, value: f64) -> f64 {
        self.left + (self.right - self.left) * self.scale.share(value)
    }

    /// The line with its numbers below, as many as have room; gives the lower edge.
    fn draw(&self, scene: &mut Scene, y: f64) -> f64 {
        scene.line((self.left, y), (self.right, y), 1.0);
        let labels: Vec<(f64, String)> = self
            .scale
            .ticks()
            .into_iter()
            .map(|(value, text)| {
                let tick = self.at(value);
                scene.line((tick, y), (tick, y + 4.0), 1.0);
                let words = std::slice::from_ref(&text);
                let x = keep_inside(tick, words, SMALL, Weight::Regular, 0.0, scene.width);
                (x, text)
            })
            .collect();
        let boxes: Vec<(f64, f64)> = labels
            .iter()
            .map(|(x, text)| {
                (
                    *x,
                    widest(std::slice::from_ref(text), SMALL, Weight::Regular),
                )
            })
            .collect();
        for ((x, text), row) in labels.into_iter().zip(rows(&boxes, 8.0)) {
            // A number that has no room in the first row is left out: those beside it say enough.
            if row == 0 {
                scene.lines(&[text], x, y + 6.0, SMALL, Anchor::Middle, Weight::Regular);
            }
        }
        if self.scale.is_broken() {
            scene.zigzag((self.left, y), (1.0, 0.0));
        }
        y + 6.0 + SMALL * 1.25
    }
}

/// The unit as a heading: "Per cent".
fn sentence_case(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
