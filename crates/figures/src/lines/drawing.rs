//! How lines are drawn: the scale to the left, the names at the ends of the lines to the right, and
//! the periods below.

use super::{Interval, Lines, Point, Series};
use crate::colours::{DARK_BLUE, DARK_PINK, ORANGE, TURQUOISE};
use crate::limits::CATEGORIES;
use crate::scale::Scale;
use crate::scene::{Anchor, Mark, Scene, height, spread_out, widest};
use crate::text::{Weight, wrap};
use crate::{Chart, Shape};

const PAD: f64 = 8.0;
const SMALL: f64 = 13.0;
/// The widest label of a period before it is wrapped.
const PERIOD: f64 = 84.0;
/// Room for the shape before a name.
const KEY: f64 = 15.0;
/// Room between two names at line ends.
const GAP: f64 = 6.0;
/// Below this distance between two periods the shapes at values would hide one another.
const CROWDED: f64 = 12.0;

/// The colours of two lines at most, and those of more.
const TWO: [&str; 2] = [DARK_BLUE, ORANGE];
const MORE: [&str; CATEGORIES] = [DARK_BLUE, TURQUOISE, DARK_PINK, ORANGE];

/// The dashes of each line, and the shape at its values.
const LOOKS: [(&str, Sign); CATEGORIES] = [
    ("", Sign::Circle),
    ("8 4", Sign::Diamond),
    ("2 4", Sign::Square),
    ("10 3 2 3", Sign::Triangle),
];

/// Where the intervals of each line stand beside their value, so that they do not hide one another.
const ASIDE: [f64; CATEGORIES] = [0.0, 1.0, -1.0, 2.0];

/// The drawing of `lines`.
pub(super) fn svg(lines: &Lines, shape: Shape, id: &str) -> String {
    let mut scene = Scene::new(shape.width());
    let scale = Scale::of(values(lines));
    let top = heading(&mut scene, lines, &scale) + 10.0;
    let room = Room::of(shape);
    let ends = ends(lines, room.names);
    let plot = Plot::new(lines, scale, &ends, &room, top);
    plot.draw_axis(&mut scene);
    for (look, series) in looks(lines) {
        plot.draw(&mut scene, lines, look, series);
    }
    let below_names = plot.draw_ends(&mut scene, &ends);
    let below_periods = plot.draw_periods(&mut scene, lines);
    scene.height = below_names.max(below_periods) + 6.0;
    scene.svg(id, &lines.title, &lines.sentence())
}

/// Every number that the scale must hold.
fn values(lines: &Lines) -> impl Iterator<Item = f64> {
    let points = lines.drawn().iter().flat_map(|series| lines.points(series));
    points.flat_map(|(_, point)| {
        let ends = point.interval.map(|ends| [ends.low, ends.high]);
        std::iter::once(point.value).chain(ends.into_iter().flatten())
    })
}

/// The unit, and a word where the scale does not begin at nought; gives the lower edge.
fn heading(scene: &mut Scene, lines: &Lines, scale: &Scale) -> f64 {
    let mut text = lines.unit.clone();
    if let Some(note) = scale.note() {
        if !text.is_empty() {
            text.push_str("; ");
        }
        text.push_str(&note);
    }
    let text = wrap(&text, SMALL, Weight::Regular, scene.width - 2.0 * PAD);
    scene.lines(&text, PAD, 4.0, SMALL, Anchor::Start, Weight::Regular)
}

/// What a shape of drawing has room for.
struct Room {
    width: f64,
    /// For the names at line ends.
    names: f64,
    /// Height of the part in which lines run; more where the names need it.
    plot: f64,
}

impl Room {
    fn of(shape: Shape) -> Self {
        let (names, plot) = match shape {
            Shape::Wide => (168.0, 260.0),
            Shape::Narrow => (84.0, 220.0),
        };
        Room {
            width: shape.width(),
            names,
            plot,
        }
    }
}

/// How one line looks.
#[derive(Debug, Clone, Copy)]
struct Look {
    colour: &'static str,
    dashes: &'static str,
    sign: Sign,
    aside: f64,
}

/// The series that are drawn, each with its look.
fn looks(lines: &Lines) -> impl Iterator<Item = (Look, &Series)> {
    let colours: &[&str] = if lines.series.len() > TWO.len() {
        &MORE
    } else {
        &TWO
    };
    let looks = colours.iter().zip(LOOKS).zip(ASIDE);
    let looks = looks.map(|((colour, (dashes, sign)), aside)| Look {
        colour,
        dashes,
        sign,
        aside,
    });
    looks.zip(lines.drawn())
}

/// What stands at a value, so that lines are told apart without colour.
#[derive(Debug, Clone, Copy)]
enum Sign {
    Circle,
    Diamond,
    Square,
    Triangle,
}

impl Sign {
    fn at(self, (x, y): (f64, f64), fill: &'static str) -> Mark {
        let points: &[(f64, f64)] = match self {
            Sign::Circle => {
                return Mark::Circle {
                    centre: (x, y),
                    radius: 4.5,
                    fill,
                };
            }
            Sign::Diamond => &[(0.0, -6.0), (6.0, 0.0), (0.0, 6.0), (-6.0, 0.0)],
            Sign::Square => &[(-4.5, -4.5), (4.5, -4.5), (4.5, 4.5), (-4.5, 4.5)],
            Sign::Triangle => &[(0.0, -6.0), (5.5, 4.5), (-5.5, 4.5)],
        };
        Mark::Polygon {
            points: points.iter().map(|(dx, dy)| (x + dx, y + dy)).collect(),
            fill,
        }
    }
}

/// The name and the value that stand at the end of a line.
struct End {
    look: Look,
    /// The period of the last value.
    at: usize,
    level: f64,
    name: Vec<String>,
    value: Vec<String>,
}

impl End {
    fn width(&self) -> f64 {
        let name = widest(&self.name, SMALL, Weight::Bold);
        KEY + name.max(widest(&self.value, SMALL, Weight::Regular))
    }

    fn height(&self) -> f64 {
        height(self.name.len() + self.value.len(), SMALL)
    }
}

/// The ends of the lines that have a value, highest first.
fn ends(lines: &Lines, room: f64) -> Vec<End> {
    let last_period = lines.periods.len().saturating_sub(1);
    let ends = looks(lines).filter_map(|(look, series)| {
        let (at, point) = lines.points(series).last()?;
        let mut value = lines.value(point);
        if at != last_period {
            value.push_str(&format!(" in {}", lines.periods[at]));
        }
        Some(End {
            look,
            at,
            level: point.value,
            name: wrap(&series.name, SMALL, Weight::Bold, room),
            value: wrap(&value, SMALL, Weight::Regular, room),
        })
    });
    let mut ends: Vec<End> = ends.collect();
    ends.sort_by(|a, b| b.level.total_cmp(&a.level));
    ends
}

/// Where lines run: between the numbers of the scale and the names.
struct Plot {
    scale: Scale,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    periods: usize,
}

impl Plot {
    fn new(lines: &Lines, scale: Scale, ends: &[End], room: &Room, top: f64) -> Self {
        let numbers: Vec<String> = scale.ticks().into_iter().map(|(_, text)| text).collect();
        let left = PAD + widest(&numbers, SMALL, Weight::Regular) + 8.0;
        let names = ends.iter().map(End::width).fold(0.0, f64::max);
        let needed: f64 = ends.iter().map(|end| end.height() + GAP).sum();
        Plot {
            scale,
            left,
            right: f64::max(room.width - PAD - names - 20.0, left + 1.0),
            top,
            bottom: top + room.plot.max(needed),
            periods: lines.periods.len(),
        }
    }

    /// Distance between two periods.
    fn step(&self) -> f64 {
        // Periods are years or quarters: a few dozen, which an f64 holds exactly.
        #[allow(clippy::cast_precision_loss)]
        let steps = self.periods.saturating_sub(1).max(1) as f64;
        (self.right - self.left - 2.0 * PAD).max(0.0) / steps
    }

    fn x(&self, at: usize) -> f64 {
        if self.periods == 1 {
            return f64::midpoint(self.left, self.right);
        }
        #[allow(clippy::cast_precision_loss)]
        let at = at as f64;
        self.left + PAD + at * self.step()
    }

    fn y(&self, value: f64) -> f64 {
        self.bottom - self.scale.share(value) * (self.bottom - self.top)
    }

    fn place(&self, (at, point): (usize, &Point)) -> (f64, f64) {
        (self.x(at), self.y(point.value))
    }

    /// The numbers of the scale with faint lines across, a strong one at nought or at the low end, and
    /// a zigzag where the scale does not begin at nought.
    fn draw_axis(&self, scene: &mut Scene) {
        for (value, text) in self.scale.ticks() {
            let y = self.y(value);
            scene.marks.push(Mark::Faint {
                from: (self.left, y),
                to: (self.right, y),
            });
            // Digits reach up to seven tenths of their size, so their middle lies on the line.
            let top = y - SMALL * 0.64;
            let x = self.left - 6.0;
            scene.lines(&[text], x, top, SMALL, Anchor::End, Weight::Regular);
        }
        let base = self.y(0.0);
        scene.line((self.left, base), (self.right, base), 1.0);
        if self.scale.is_broken() {
            scene.zigzag((self.left, self.bottom), (0.0, -1.0));
        }
    }

    /// Draws one series: its intervals, its line broken at gaps, and its values.
    fn draw(&self, scene: &mut Scene, lines: &Lines, look: Look, series: &Series) {
        self.draw_intervals(scene, lines, look, series);
        for run in runs(lines, series) {
            if run.len() > 1 {
                scene.marks.push(Mark::Path {
                    points: run.into_iter().map(|known| self.place(known)).collect(),
                    colour: look.colour,
                    dashes: look.dashes,
                    width: 2.5,
                });
            }
        }
        let known: Vec<(usize, &Point)> = lines.points(series).collect();
        let from = if self.step() < CROWDED {
            known.len().saturating_sub(1)
        } else {
            0
        };
        for known in &known[from..] {
            scene
                .marks
                .push(look.sign.at(self.place(*known), look.colour));
        }
    }

    /// Each interval as a line with short ends.
    fn draw_intervals(&self, scene: &mut Scene, lines: &Lines, look: Look, series: &Series) {
        let half = f64::min(4.0, self.step() / 3.0);
        for (at, point) in lines.points(series) {
            let Some(ends) = point.interval.filter(Interval::is_known) else {
                continue;
            };
            let x = (self.x(at) + look.aside * half).clamp(self.left, self.right);
            let (low, high) = (self.y(ends.low), self.y(ends.high));
            scene.line((x, low), (x, high), 1.25);
            scene.line((x - half, low), (x + half, low), 1.25);
            scene.line((x - half, high), (x + half, high), 1.25);
        }
    }

    /// Writes the names beside the ends of their lines, pushed apart where they would overlap, each led
    /// to by a thin line; gives the lower edge.
    fn draw_ends(&self, scene: &mut Scene, ends: &[End]) -> f64 {
        let boxes: Vec<(f64, f64)> = ends
            .iter()
            .map(|end| (self.y(end.level), end.height()))
            .collect();
        // The plot was made high enough for all names.
        let (from, to) = (self.top - GAP / 2.0, self.bottom + GAP / 2.0);
        let middles = spread_out(&boxes, GAP, from, to).unwrap_or_default();
        let mut bottom = self.bottom;
        for (end, middle) in ends.iter().zip(middles) {
            let tip = (self.x(end.at) + 7.0, self.y(end.level));
            let (bend, x) = (self.right + 4.0, self.right + 18.0);
            let top = middle - end.height() / 2.0;
            let sign = (x + 5.0, top + SMALL * LEADING_MIDDLE);
            scene.line(tip, (bend, tip.1), 0.75);
            scene.line((bend, tip.1), (x - 3.0, sign.1), 0.75);
            scene.marks.push(end.look.sign.at(sign, end.look.colour));
            let x = x + KEY;
            let y = scene.lines(&end.name, x, top, SMALL, Anchor::Start, Weight::Bold);
            let y = scene.lines(&end.value, x, y, SMALL, Anchor::Start, Weight::Regular);
            bottom = bottom.max(y);
        }
        bottom
    }

    /// The periods below the plot, as many as have room, the last always; gives the lower edge.
    fn draw_periods(&self, scene: &mut Scene, lines: &Lines) -> f64 {
        let labels: Vec<Label> = (0..self.periods)
            .map(|at| self.label(lines, at, scene.width))
            .collect();
        let fits = |every: &usize| {
            let shown: Vec<&Label> = labels.iter().rev().step_by(*every).collect();
            shown
                .windows(2)
                .all(|pair| pair[1].right + GAP <= pair[0].left)
        };
        let every = (1..=labels.len()).find(fits).unwrap_or(1);
        let mut bottom = self.bottom + 6.0;
        for label in labels.iter().rev().step_by(every) {
            let (from, to) = (self.bottom, self.bottom + 5.0);
            scene.line((label.tick, from), (label.tick, to), 1.0);
            let x = f64::midpoint(label.left, label.right);
            let top = self.bottom + 8.0;
            let end = scene.lines(&label.lines, x, top, SMALL, Anchor::Middle, Weight::Regular);
            bottom = bottom.max(end);
        }
        bottom
    }

    /// A period with the marks of its values, below its tick and within the drawing.
    fn label(&self, lines: &Lines, at: usize, width: f64) -> Label {
        let mut words = vec![lines.periods[at].as_str()];
        for series in lines.drawn() {
            let point = series.points.get(at).and_then(Option::as_ref);
            let mark = point.and_then(|point| point.mark.as_deref());
            words.extend(mark.filter(|mark| !words.contains(mark)));
        }
        let text = wrap(&words.join(" "), SMALL, Weight::Regular, PERIOD);
        let wide = widest(&text, SMALL, Weight::Regular);
        let tick = self.x(at);
        let left = (tick - wide / 2.0).min(width - PAD - wide).max(PAD);
        Label {
            lines: text,
            tick,
            left,
            right: left + wide,
        }
    }
}

/// Where the middle of a line of text lies below its upper edge, as a share of its size.
const LEADING_MIDDLE: f64 = 0.66;

/// The label of a period.
struct Label {
    lines: Vec<String>,
    tick: f64,
    left: f64,
    right: f64,
}

/// The values of a series in runs of neighbouring periods: a gap is not joined.
fn runs<'a>(lines: &'a Lines, series: &'a Series) -> Vec<Vec<(usize, &'a Point)>> {
    let known: Vec<(usize, &Point)> = lines.points(series).collect();
    let joined = |a: &(usize, &Point), b: &(usize, &Point)| a.0 + 1 == b.0;
    known.chunk_by(joined).map(<[_]>::to_vec).collect()
}
