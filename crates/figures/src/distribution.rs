//! How many of many got which rating: one bar a row, divided into the levels of the rating, with the
//! place of one of them marked.

use crate::colours::{DARK_BLUE, LIGHT_BLUE, MID_BLUE, ORANGE};
use crate::limits::{CATEGORIES, FEW};
use crate::numbers::count;
use crate::scene::{Anchor, Fill, LEADING, Mark, Scene, spread_out, widest};
use crate::shorthand::NOT_AVAILABLE;
use crate::table::snake;
use crate::text::{Weight, width, wrap};
use crate::{Chart, Column, Shape, Table};

/// How many got which rating, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Distribution {
    /// The finding in about ten words.
    pub title: String,
    /// What a row is: "Standard".
    pub of: String,
    /// The ratings in words, worst first. Up to four can be told apart by their look.
    pub levels: Vec<String>,
    /// One row a standard.
    pub rows: Vec<Spread>,
    /// Whose place is marked: "Medway".
    pub chosen: Option<String>,
    /// What is counted, in the plural: "services".
    pub counted: String,
}

/// One row: how many are at each level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spread {
    /// Its number, such as `2.1`; may be empty.
    pub id: String,
    /// What it is about.
    pub label: String,
    /// How many are at each level, in the order of the levels.
    pub counts: Vec<u32>,
    /// How many have no rating here: not rated, or not known.
    pub without: u32,
    /// The level of the chosen one, counted from nought; none where it has no rating here.
    pub chosen: Option<usize>,
}

const PAD: f64 = 8.0;
const SIZE: f64 = 15.0;
const SMALL: f64 = 13.0;
const BAR: f64 = 18.0;
/// Room above a bar for the mark of the chosen one.
const MARK: f64 = 11.0;
/// Width of the column of labels on a wide page.
const LABELS: f64 = 224.0;

const WITHOUT: &str = "Without a rating";

/// How each level looks, the worst first. Neighbours differ in lightness and in texture, not in
/// colour alone. A fifth level looks as the first; its place in the bar tells it apart.
const LOOKS: [Fill; CATEGORIES] = [
    Fill::Plain(DARK_BLUE),
    Fill::Striped(MID_BLUE),
    Fill::Plain(LIGHT_BLUE),
    Fill::Empty,
];

impl Chart for Distribution {
    fn title(&self) -> String {
        self.title.clone()
    }

    /// Where the worst and the best level are most frequent, how the chosen one stands, and how small
    /// or incomplete the numbers are.
    fn sentence(&self) -> String {
        let parts = [
            self.most_at(self.levels.len().checked_sub(1).map(|_| 0)),
            self.most_at(self.levels.len().checked_sub(1).filter(|last| *last > 0)),
            self.chosen_in_words(),
            self.gaps_in_words(),
            self.few_in_words(),
        ];
        let known: Vec<String> = parts.into_iter().flatten().collect();
        if known.is_empty() {
            "No rating is known.".to_owned()
        } else {
            known.join(" ")
        }
    }

    fn table(&self) -> Table {
        let mut columns = vec![Column::words(&self.of, "name")];
        for level in &self.levels {
            columns.push(Column::numbers(level, &snake(level)));
        }
        columns.push(Column::numbers(WITHOUT, "without_a_rating"));
        columns.push(Column::numbers("With a rating", "with_a_rating"));
        if let Some(chosen) = &self.chosen {
            columns.push(Column::words(chosen, "chosen"));
        }
        Table {
            caption: self.title.clone(),
            columns,
            rows: self.rows.iter().map(|row| self.cells(row)).collect(),
        }
    }

    fn svg(&self, shape: Shape, id: &str) -> String {
        let mut scene = Scene::new(shape.width());
        let mut y = self.key(&mut scene) + 8.0;
        for row in &self.rows {
            y = self.draw(&mut scene, row, shape, y) + 10.0;
        }
        scene.height = y;
        scene.svg(id, &self.title, &self.sentence())
    }
}

impl Distribution {
    /// How many are at `level` in a row.
    fn at(row: &Spread, level: usize) -> u32 {
        row.counts.get(level).copied().unwrap_or(0)
    }

    /// How many have a rating in a row.
    fn rated(&self, row: &Spread) -> u64 {
        let counts = row.counts.iter().take(self.levels.len());
        counts.map(|count| u64::from(*count)).sum()
    }

    fn all(&self, row: &Spread) -> u64 {
        self.rated(row) + u64::from(row.without)
    }

    fn has_gaps(&self) -> bool {
        self.rows.iter().any(|row| row.without > 0)
    }

    /// The level of the chosen one in a row, in words.
    fn place(&self, row: &Spread) -> Option<&str> {
        let level = self.levels.get(row.chosen?)?;
        Some(level)
    }

    /// The row in which `level` is most frequent, as a share of those with a rating.
    fn most_at(&self, level: Option<usize>) -> Option<String> {
        let level = level?;
        let word = self.levels.get(level)?;
        let rated = |row: &&Spread| self.rated(row) > 0;
        let share = |row: &Spread, other: &Spread| {
            let own = u128::from(Self::at(row, level)) * u128::from(self.rated(other));
            own > u128::from(Self::at(other, level)) * u128::from(self.rated(row))
        };
        let mut rows = self.rows.iter().filter(rated);
        let first = rows.next()?;
        let most = rows.fold(first, |most, row| if share(row, most) { row } else { most });
        let number = Self::at(most, level);
        if number == 0 {
            return Some(format!("None is rated {word}."));
        }
        Some(format!(
            "{word} is most frequent in {}: {} of {} {}.",
            most.heading(),
            count(number.into()),
            count(self.rated(most)),
            self.counted
        ))
    }

    /// "Medway: 3 Inadequate, 9 Good."
    fn chosen_in_words(&self) -> Option<String> {
        let chosen = self.chosen.as_ref()?;
        let mut parts = Vec::new();
        for (index, level) in self.levels.iter().enumerate() {
            let here = |row: &&Spread| row.chosen == Some(index);
            let number = self.rows.iter().filter(here).count();
            if number > 0 {
                parts.push(format!("{number} {level}"));
            }
        }
        let missing = self.rows.iter().filter(|row| self.place(row).is_none());
        match missing.count() {
            0 => {}
            number => parts.push(format!("{number} without a rating")),
        }
        (!parts.is_empty()).then(|| format!("{chosen}: {}.", parts.join(", ")))
    }

    /// How many have no rating.
    fn gaps_in_words(&self) -> Option<String> {
        let most = self.rows.iter().map(|row| row.without).max()?;
        match self.rows.as_slice() {
            _ if most == 0 => None,
            [row] => Some(format!(
                "{} of {} {} have no rating.",
                count(most.into()),
                count(self.all(row)),
                self.counted
            )),
            _ => Some(format!(
                "In some rows up to {} {} have no rating.",
                count(most.into()),
                self.counted
            )),
        }
    }

    /// Says it where a row rests on few.
    fn few_in_words(&self) -> Option<String> {
        let few = |row: &&Spread| self.rated(row) < u64::from(FEW);
        let number = self.rows.iter().filter(few).count();
        (number > 0).then(|| {
            format!(
                "The numbers are small: {number} of {} with fewer than {FEW} {}.",
                rows_in_words(self.rows.len()),
                self.counted
            )
        })
    }

    fn cells(&self, row: &Spread) -> Vec<String> {
        let mut cells = vec![row.heading()];
        for level in 0..self.levels.len() {
            cells.push(Self::at(row, level).to_string());
        }
        cells.push(row.without.to_string());
        cells.push(self.rated(row).to_string());
        if self.chosen.is_some() {
            cells.push(self.place(row).unwrap_or(NOT_AVAILABLE).to_owned());
        }
        cells
    }

    /// What the parts of a bar are, above all bars; gives the lower edge.
    fn key(&self, scene: &mut Scene) -> f64 {
        let room = scene.width - 2.0 * PAD;
        let heading = format!("Number of {} at each rating", self.counted);
        let heading = wrap(&heading, SMALL, Weight::Regular, room);
        let mut y = scene.lines(&heading, PAD, 4.0, SMALL, Anchor::Start, Weight::Regular) + 4.0;
        let mut x = PAD;
        let swatch = 24.0;
        for (words, fill) in self.entries() {
            let lines = wrap(&words, SMALL, Weight::Regular, room - swatch);
            let wide = widest(&lines, SMALL, Weight::Regular);
            if x > PAD && x + swatch + wide > scene.width - PAD {
                x = PAD;
                y += SMALL * LEADING + 4.0;
            }
            match fill {
                Some(fill) => scene.marks.push(rect(x, y + 1.0, 16.0, 13.0, fill)),
                None => scene.marks.push(pointer(x + 8.0, y + 2.0)),
            }
            let end = scene.lines(&lines, x + swatch, y, SMALL, Anchor::Start, Weight::Regular);
            // Where words took more than one line, the next begins below them.
            y = f64::max(y, end - SMALL * LEADING);
            x += swatch + wide + 16.0;
        }
        y + SMALL * LEADING
    }

    /// The entries of the key: words, and the look of a part of a bar or none for the mark.
    fn entries(&self) -> Vec<(String, Option<Fill>)> {
        let levels = self.levels.iter().zip(LOOKS.into_iter().cycle());
        let mut entries: Vec<(String, Option<Fill>)> = levels
            .map(|(level, fill)| (level.clone(), Some(fill)))
            .collect();
        if self.has_gaps() {
            entries.push((WITHOUT.to_owned(), Some(Fill::Dotted)));
        }
        if let Some(chosen) = &self.chosen {
            entries.push((chosen.clone(), None));
        }
        entries
    }

    /// Draws a row from `top`: its label, and beside or below it the bar; gives the lower edge.
    fn draw(&self, scene: &mut Scene, row: &Spread, shape: Shape, top: f64) -> f64 {
        let right = scene.width - PAD;
        let (room, left) = match shape {
            Shape::Wide => (LABELS - PAD - 16.0, LABELS),
            Shape::Narrow => (right - PAD, PAD),
        };
        let heading = wrap(&row.heading(), SIZE, Weight::Bold, room);
        let mut y = scene.lines(&heading, PAD, top, SIZE, Anchor::Start, Weight::Bold);
        if let Some(chosen) = &self.chosen {
            let words = format!("{chosen}: {}", self.place(row).unwrap_or("no rating"));
            let words = wrap(&words, SIZE, Weight::Regular, room);
            y = scene.lines(&words, PAD, y, SIZE, Anchor::Start, Weight::Regular);
        }
        match shape {
            Shape::Wide => self.bar(scene, row, left, right, top).max(y),
            Shape::Narrow => self.bar(scene, row, left, right, y + 2.0),
        }
    }

    /// The bar with the number of each part below it; gives the lower edge.
    fn bar(&self, scene: &mut Scene, row: &Spread, left: f64, right: f64, top: f64) -> f64 {
        let most = self.rows.iter().map(|row| self.all(row)).max().unwrap_or(0);
        if self.all(row) == 0 {
            let words = format!("No number of {} is known here", self.counted);
            let words = wrap(&words, SMALL, Weight::Regular, right - left);
            return scene.lines(
                &words,
                left,
                top + 3.0,
                SMALL,
                Anchor::Start,
                Weight::Regular,
            );
        }
        let y = if self.chosen.is_some() {
            top + MARK
        } else {
            top + 3.0
        };
        let mut x = left;
        let mut labels = Vec::new();
        for (index, (number, fill)) in self.parts(row).into_iter().enumerate() {
            let wide = (right - left) * share(number.into(), most);
            if number > 0 {
                scene.marks.push(rect(x, y, wide, BAR, fill));
            }
            if row.chosen == Some(index) {
                scene.marks.push(pointer(x + wide / 2.0, y - MARK + 1.0));
            }
            labels.push((x + wide / 2.0, count(number.into())));
            x += wide;
        }
        numbers_below(scene, &labels, left, right, y + BAR + 2.0)
    }

    /// The numbers of a bar's parts with their looks, those without a rating last.
    fn parts(&self, row: &Spread) -> Vec<(u32, Fill)> {
        let looks = LOOKS.into_iter().cycle();
        let levels = (0..self.levels.len()).map(|level| Self::at(row, level));
        let mut parts: Vec<(u32, Fill)> = levels.zip(looks).collect();
        if self.has_gaps() {
            parts.push((row.without, Fill::Dotted));
        }
        parts
    }
}

impl Spread {
    fn heading(&self) -> String {
        if self.id.is_empty() || self.id == self.label {
            self.label.clone()
        } else {
            format!("{} {}", self.id, self.label)
        }
    }
}

/// Every part has its number, noughts too, so that their order alone tells which is which.
fn numbers_below(
    scene: &mut Scene,
    labels: &[(f64, String)],
    left: f64,
    right: f64,
    top: f64,
) -> f64 {
    let boxes: Vec<(f64, f64)> = labels
        .iter()
        .map(|(middle, words)| (*middle, width(words, SMALL, Weight::Regular)))
        .collect();
    let Some(middles) = spread_out(&boxes, 6.0, left, right) else {
        let words: Vec<&str> = labels.iter().map(|(_, words)| words.as_str()).collect();
        let lines = wrap(&words.join("; "), SMALL, Weight::Regular, right - left);
        return scene.lines(&lines, left, top, SMALL, Anchor::Start, Weight::Regular);
    };
    for ((_, words), middle) in labels.iter().zip(middles) {
        let words = std::slice::from_ref(words);
        scene.lines(words, middle, top, SMALL, Anchor::Middle, Weight::Regular);
    }
    top + SMALL * LEADING
}

fn share(part: u64, whole: u64) -> f64 {
    // Numbers of services or cases are far below what an f64 holds exactly.
    #[allow(clippy::cast_precision_loss)]
    let (part, whole) = (part as f64, whole as f64);
    if whole > 0.0 { part / whole } else { 0.0 }
}

fn rect(x: f64, y: f64, width: f64, height: f64, fill: Fill) -> Mark {
    Mark::Rect {
        x,
        y,
        width,
        height,
        fill,
        opacity: 1.0,
        stroke: 1.0,
    }
}

/// The mark of the chosen one: a triangle that points down, with its upper edge at `top`.
fn pointer(middle: f64, top: f64) -> Mark {
    Mark::Polygon {
        points: vec![
            (middle - 6.0, top),
            (middle + 6.0, top),
            (middle, top + 9.0),
        ],
        fill: ORANGE,
    }
}

fn rows_in_words(number: usize) -> String {
    if number == 1 {
        "1 row".to_owned()
    } else {
        format!("{number} rows")
    }
}
