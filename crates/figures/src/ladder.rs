//! The points ladder: a scale from nothing to the maximum, one rung a point, divided into the bands
//! of the rating, with the place of one service on it and the distance to the next band.

use crate::colours::{DARK_BLUE, LIGHT_BLUE, ORANGE};
use crate::scene::{Anchor, Fill, LEADING, Mark, Scene, height, keep_inside, rows, widest};
use crate::text::{Weight, wrap};
use crate::{Chart, Column, Shape, Table};

/// A stretch of the ladder that carries one rating.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// The rating in words: "Requires improvement".
    pub label: String,
    /// Lowest total in it.
    pub low: u32,
    /// Highest total in it.
    pub high: u32,
}

/// Where the service stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// At one total.
    At(u32),
    /// Somewhere between two totals, because not every standard's rating is known.
    Between(u32, u32),
}

/// The ladder as data and words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ladder {
    /// Who stands on it: a service, or "This rating".
    pub subject: String,
    /// The highest total; the ladder has one rung more, for nought.
    pub maximum: u32,
    /// The bands, lowest first. Together they cover 0 to the maximum.
    pub bands: Vec<Band>,
    /// The service's place.
    pub place: Place,
}

const PAD: f64 = 8.0;
const SIZE: f64 = 16.0;
const SMALL: f64 = 14.0;

impl Chart for Ladder {
    fn title(&self) -> String {
        match self.place {
            Place::At(total) => format!("{}: {total} of {} points", self.subject, self.maximum),
            Place::Between(low, high) => format!(
                "{}: between {low} and {high} of {} points",
                self.subject, self.maximum
            ),
        }
    }

    /// The total, its rating, and how far it is to the bands on either side.
    fn sentence(&self) -> String {
        match self.place {
            Place::At(total) => {
                let Some(index) = self.band_of(total) else {
                    return format!(
                        "{} has {total} of {} points, which no band covers.",
                        self.subject, self.maximum
                    );
                };
                let mut text = format!(
                    "{} has {total} of {} points, which is {}.",
                    self.subject, self.maximum, self.bands[index].label
                );
                if let Some(next) = self.bands.get(index + 1) {
                    text.push_str(&format!(
                        " {} more would make it {}.",
                        points(next.low.saturating_sub(total)),
                        next.label
                    ));
                }
                if let Some(below) = index.checked_sub(1).and_then(|i| self.bands.get(i)) {
                    text.push_str(&format!(
                        " {} fewer would make it {}.",
                        points(total.saturating_sub(below.high)),
                        below.label
                    ));
                }
                text
            }
            Place::Between(low, high) => {
                let words = match (self.band_of(low), self.band_of(high)) {
                    (Some(a), Some(b)) if a == b => format!("which is {}", self.bands[a].label),
                    (Some(a), Some(b)) => format!(
                        "which is anything from {} to {}",
                        self.bands[a].label, self.bands[b].label
                    ),
                    _ => "which the bands do not cover".to_owned(),
                };
                format!(
                    "{} has between {low} and {high} of {} points, {words}. Not every rating is known.",
                    self.subject, self.maximum
                )
            }
        }
    }

    /// The bands with the service's place, one row a band.
    fn table(&self) -> Table {
        let rows = self
            .bands
            .iter()
            .enumerate()
            .map(|(index, band)| {
                vec![
                    band.label.clone(),
                    band.low.to_string(),
                    band.high.to_string(),
                    self.place_in(index),
                ]
            })
            .collect();
        Table {
            caption: format!("Bands on a maximum of {} points", self.maximum),
            columns: vec![
                Column::words("Rating", "rating"),
                Column::numbers("From", "points_from"),
                Column::numbers("To", "points_to"),
                Column::words("Place", "place"),
            ],
            rows,
        }
    }

    fn svg(&self, shape: Shape, id: &str) -> String {
        let scene = match shape {
            Shape::Wide => self.lying(shape.width()),
            Shape::Narrow => self.standing(shape.width()),
        };
        scene.svg(id, &self.title(), &self.sentence())
    }
}

impl Ladder {
    fn band_of(&self, total: u32) -> Option<usize> {
        self.bands
            .iter()
            .position(|band| band.low <= total && total <= band.high)
    }

    fn holds(&self, total: u32) -> bool {
        match self.place {
            Place::At(at) => at == total,
            Place::Between(low, high) => low <= total && total <= high,
        }
    }

    /// The last cell of a band's row in the table: the place itself, or the way to this band.
    fn place_in(&self, index: usize) -> String {
        let band = &self.bands[index];
        match self.place {
            Place::At(total) if band.low <= total && total <= band.high => {
                format!("{}: {total}", self.subject)
            }
            Place::At(total) if total < band.low => format!("{} more", points(band.low - total)),
            Place::At(total) => format!("{} fewer", points(total - band.high)),
            Place::Between(low, high) if band.low <= high && low <= band.high => format!(
                "{}: possible, {} to {}",
                self.subject,
                low.max(band.low),
                high.min(band.high)
            ),
            Place::Between(..) => "not possible".to_owned(),
        }
    }

    /// What stands at the marker: the place, and the distance to the next band.
    fn marker_words(&self) -> (String, Option<String>) {
        let distance = match self.place {
            Place::At(total) => self.band_of(total).and_then(|index| {
                let next = self.bands.get(index + 1)?;
                Some(format!(
                    "{} short of {}",
                    points(next.low.saturating_sub(total)),
                    next.label
                ))
            }),
            Place::Between(..) => None,
        };
        (self.title(), distance)
    }

    /// The rungs drawn as cells; `cell` gives the box of a total.
    fn cells(&self, scene: &mut Scene, cell: impl Fn(u32) -> (f64, f64, f64, f64)) {
        for total in 0..=self.maximum {
            let (x, y, width, height) = cell(total);
            let here = self.holds(total);
            let own_band = match self.place {
                Place::At(at) => {
                    self.band_of(at).is_some() && self.band_of(at) == self.band_of(total)
                }
                Place::Between(..) => false,
            };
            scene.marks.push(Mark::Rect {
                x,
                y,
                width,
                height,
                fill: Fill::Plain(if here {
                    ORANGE
                } else if own_band {
                    DARK_BLUE
                } else {
                    LIGHT_BLUE
                }),
                opacity: if here || own_band { 1.0 } else { 0.4 },
                stroke: 0.75,
            });
        }
    }

    /// Low totals to the left: for a wide page.
    fn lying(&self, width: f64) -> Scene {
        let mut scene = Scene::new(width);
        let room = width - 2.0 * PAD;
        let step = room / f64::from(self.maximum + 1);
        let left = |total: u32| PAD + f64::from(total) * step;
        let (centre, first, last) = match self.place {
            Place::At(total) => (left(total) + step / 2.0, total, total),
            Place::Between(low, high) => ((left(low) + left(high) + step) / 2.0, low, high),
        };

        let (place, distance) = self.marker_words();
        let mut y = 4.0;
        for (words, weight) in [(Some(place), Weight::Bold), (distance, Weight::Regular)] {
            let Some(words) = words else { continue };
            let lines = wrap(&words, SIZE, weight, room);
            let x = keep_inside(centre, &lines, SIZE, weight, PAD, width - PAD);
            y = scene.lines(&lines, x, y, SIZE, Anchor::Middle, weight);
        }
        y += 6.0;
        scene.marks.push(Mark::Polygon {
            points: vec![(centre - 8.0, y), (centre + 8.0, y), (centre, y + 11.0)],
            fill: ORANGE,
        });
        y += 14.0;
        let strip = 34.0;
        self.cells(&mut scene, |total| (left(total), y, step, strip));
        scene.marks.push(Mark::Rect {
            x: left(first),
            y,
            width: left(last) + step - left(first),
            height: strip,
            fill: Fill::Empty,
            opacity: 1.0,
            stroke: 2.5,
        });
        y += strip + 6.0;
        scene.height = self.labels_below(&mut scene, y, &left, step) + 4.0;
        scene
    }

    /// The bands' names under a lying ladder, each under its stretch, in further rows where they
    /// would run into one another. Gives the lower edge.
    fn labels_below(
        &self,
        scene: &mut Scene,
        top: f64,
        left: &impl Fn(u32) -> f64,
        step: f64,
    ) -> f64 {
        let room = scene.width - 2.0 * PAD;
        let labels: Vec<(Vec<String>, f64, f64)> = self
            .bands
            .iter()
            .map(|band| {
                let (from, to) = (left(band.low), left(band.high) + step);
                let mut lines = wrap(&band.label, SMALL, Weight::Regular, room);
                lines.push(span(band));
                let middle = f64::midpoint(from, to);
                let right = scene.width - PAD;
                let x = keep_inside(middle, &lines, SMALL, Weight::Regular, PAD, right);
                (lines, x, middle)
            })
            .collect();
        let boxes: Vec<(f64, f64)> = labels
            .iter()
            .map(|(lines, x, _)| (*x, widest(lines, SMALL, Weight::Regular)))
            .collect();
        let row_of = rows(&boxes, 8.0);
        let row_height = labels
            .iter()
            .map(|(lines, ..)| height(lines.len(), SMALL))
            .fold(0.0, f64::max)
            + 6.0;
        let mut bottom = top;
        for (band, ((lines, x, middle), row)) in self.bands.iter().zip(labels.iter().zip(row_of)) {
            let inset = (step * 0.15).min(2.0);
            let (from, to) = (left(band.low) + inset, left(band.high) + step - inset);
            scene.line((from, top), (to, top), 2.0);
            // A ladder has four bands or so; the row number is tiny.
            #[allow(clippy::cast_precision_loss)]
            let y = top + 6.0 + row as f64 * row_height;
            if row > 0 {
                scene.line((*middle, top), (*middle, y), 1.0);
            }
            bottom = f64::max(
                bottom,
                scene.lines(lines, *x, y, SMALL, Anchor::Middle, Weight::Regular),
            );
        }
        bottom
    }

    /// High totals at the top: for a phone.
    fn standing(&self, width: f64) -> Scene {
        let mut scene = Scene::new(width);
        let step = (444.0 / f64::from(self.maximum + 1)).clamp(4.0, 30.0);
        let strip = 40.0;
        let strip_left = 112.0;
        let label_left = strip_left + strip + 16.0;
        let top = 6.0;
        let ladder_bottom = top + step * f64::from(self.maximum + 1);
        let upper = |total: u32| ladder_bottom - step * f64::from(total + 1);

        self.cells(&mut scene, |total| (strip_left, upper(total), strip, step));
        let (low, high) = match self.place {
            Place::At(total) => (total, total),
            Place::Between(low, high) => (low, high),
        };
        scene.marks.push(Mark::Rect {
            x: strip_left,
            y: upper(high),
            width: strip,
            height: upper(low) + step - upper(high),
            fill: Fill::Empty,
            opacity: 1.0,
            stroke: 2.5,
        });
        let centre = f64::midpoint(upper(high), upper(low) + step);
        let tip = strip_left - 4.0;
        scene.marks.push(Mark::Polygon {
            points: vec![
                (tip - 11.0, centre - 8.0),
                (tip - 11.0, centre + 8.0),
                (tip, centre),
            ],
            fill: ORANGE,
        });

        let left_bottom = self.marker_beside(&mut scene, centre, tip - 16.0, top, ladder_bottom);
        let mut previous = top;
        for band in self.bands.iter().rev() {
            let middle = f64::midpoint(upper(band.high), upper(band.low) + step);
            let mut lines = wrap(&band.label, SMALL, Weight::Bold, width - label_left - PAD);
            let names = lines.len();
            lines.push(span(band));
            let label_top = (middle - height(lines.len(), SMALL) / 2.0).max(previous);
            let bracket = strip_left + strip + 5.0;
            scene.line(
                (bracket, upper(band.high) + 1.0),
                (bracket, upper(band.low) + step - 1.0),
                2.0,
            );
            let y = scene.lines(
                &lines[..names],
                label_left,
                label_top,
                SMALL,
                Anchor::Start,
                Weight::Bold,
            );
            previous = scene.lines(
                &lines[names..],
                label_left,
                y,
                SMALL,
                Anchor::Start,
                Weight::Regular,
            ) + 4.0;
        }
        scene.height = ladder_bottom.max(previous).max(left_bottom) + 6.0;
        scene
    }

    /// The marker's words to the left of a standing ladder; gives their lower edge.
    fn marker_beside(
        &self,
        scene: &mut Scene,
        centre: f64,
        right: f64,
        top: f64,
        bottom: f64,
    ) -> f64 {
        let (place, distance) = self.marker_words();
        let room = right - PAD;
        let bold = wrap(&place, SMALL, Weight::Bold, room);
        let plain = distance
            .map(|words| wrap(&words, SMALL, Weight::Regular, room))
            .unwrap_or_default();
        let tall = height(bold.len() + plain.len(), SMALL);
        let y = (centre - tall / 2.0).min(bottom - tall).max(top);
        let y = scene.lines(&bold, right, y, SMALL, Anchor::End, Weight::Bold);
        scene.lines(&plain, right, y, SMALL, Anchor::End, Weight::Regular) + SMALL * (LEADING - 1.0)
    }
}

fn span(band: &Band) -> String {
    if band.low == band.high {
        band.low.to_string()
    } else {
        format!("{} to {}", band.low, band.high)
    }
}

fn points(count: u32) -> String {
    if count == 1 {
        "1 point".to_owned()
    } else {
        format!("{count} points")
    }
}
