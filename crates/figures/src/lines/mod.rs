//! Values over periods: one line a series, a gap where a period has no value, and an interval where
//! a value rests on a sample.

mod drawing;

use crate::limits::CATEGORIES;
use crate::numbers::{plain, words};
use crate::shorthand::{NOT_APPLICABLE, NOT_AVAILABLE};
use crate::table::snake;
use crate::{Chart, Column, Shape, Table};

/// Values over periods.
#[derive(Debug, Clone, PartialEq)]
pub struct Lines {
    /// The finding in about ten words.
    pub title: String,
    /// What the values are: "per 100,000 children", "per cent".
    pub unit: String,
    /// The periods in their order: "2019/20".
    pub periods: Vec<String>,
    /// One line each. Up to four can be told apart and are drawn; the table holds all.
    pub series: Vec<Series>,
    /// How many decimals a value has in words and tables.
    pub decimals: u8,
}

/// One line.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Whose values they are, or of which source. Different series are never joined into one line.
    pub name: String,
    /// One a period; none where there is no value.
    pub points: Vec<Option<Point>>,
}

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// The value.
    pub value: f64,
    /// Where the true value may lie, when it rests on a sample.
    pub interval: Option<Interval>,
    /// The shorthand that belongs to it: `[p]` for provisional.
    pub mark: Option<String>,
}

/// Both ends of an interval, in the unit of the value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Chart for Lines {
    fn title(&self) -> String {
        self.title.clone()
    }

    /// The first and the last value of each series drawn, and the periods without one.
    fn sentence(&self) -> String {
        let drawn = self.drawn().iter();
        let mut parts: Vec<String> = drawn.map(|series| self.in_words(series)).collect();
        if self.series.len() > CATEGORIES {
            parts.push(format!(
                "The drawing shows the first {CATEGORIES} of {}; the table has all.",
                self.series.len()
            ));
        }
        if parts.is_empty() {
            parts.push("No value is known.".to_owned());
        } else if !self.unit.is_empty() {
            parts.push(format!("Unit: {}.", self.unit));
        }
        parts.join(" ")
    }

    /// One row a period, with columns for each series; intervals and marks where a series has any.
    fn table(&self) -> Table {
        let mut columns = vec![Column::words("Period", "period")];
        for series in &self.series {
            let (title, name) = (&series.name, snake(&series.name));
            columns.push(Column::numbers(title, &name));
            if series.has_intervals() {
                columns.push(Column::numbers(
                    &format!("{title}, from"),
                    &format!("{name}_from"),
                ));
                columns.push(Column::numbers(
                    &format!("{title}, to"),
                    &format!("{name}_to"),
                ));
            }
            if series.has_marks() {
                columns.push(Column::words(
                    &format!("{title}, note"),
                    &format!("{name}_note"),
                ));
            }
        }
        let periods = self.periods.iter().enumerate();
        Table {
            caption: self.caption(),
            columns,
            rows: periods.map(|(at, period)| self.cells(at, period)).collect(),
        }
    }

    fn svg(&self, shape: Shape, id: &str) -> String {
        drawing::svg(self, shape, id)
    }
}

impl Lines {
    /// The series that a drawing shows.
    fn drawn(&self) -> &[Series] {
        &self.series[..self.series.len().min(CATEGORIES)]
    }

    /// The values of a series with the places of their periods. What is not a number is no value.
    fn points<'a>(&'a self, series: &'a Series) -> impl Iterator<Item = (usize, &'a Point)> {
        let points = series.points.iter().take(self.periods.len()).enumerate();
        points.filter_map(|(at, point)| Some((at, point.as_ref().filter(|p| p.is_known())?)))
    }

    fn caption(&self) -> String {
        if self.unit.is_empty() {
            self.title.clone()
        } else {
            format!("{} ({})", self.title, self.unit)
        }
    }

    /// "Medway: 350.2 in 2019/20 and 280.1 in 2022/23; no value for 2020/21."
    fn in_words(&self, series: &Series) -> String {
        let known: Vec<(usize, &Point)> = self.points(series).collect();
        let said = |(at, point): &(usize, &Point)| {
            format!("{} in {}", self.value(point), self.periods[*at])
        };
        let mut text = match known.as_slice() {
            [] => return format!("{}: no value is known.", series.name),
            [only] => format!("{}: {}", series.name, said(only)),
            [first, .., last] => {
                format!("{}: {} and {}", series.name, said(first), said(last))
            }
        };
        match self.periods.len() - known.len() {
            0 => {}
            1 => text.push_str("; 1 period without a value"),
            missing => text.push_str(&format!("; {missing} periods without a value")),
        }
        text.push('.');
        text
    }

    /// A value with its mark: "350.2 [p]".
    fn value(&self, point: &Point) -> String {
        let value = words(point.value, self.decimals);
        match &point.mark {
            Some(mark) => format!("{value} {mark}"),
            None => value,
        }
    }

    fn cells(&self, at: usize, period: &str) -> Vec<String> {
        let mut cells = vec![period.to_owned()];
        let missing = || NOT_AVAILABLE.to_owned();
        let write = |value: f64| plain(value, self.decimals);
        for series in &self.series {
            let point = series.points.get(at).and_then(Option::as_ref);
            cells.push(point.map_or_else(missing, |point| write(point.value)));
            if series.has_intervals() {
                let ends = |end: fn(Interval) -> f64| match point {
                    Some(point) => point
                        .interval
                        .map_or_else(|| NOT_APPLICABLE.to_owned(), |ends| write(end(ends))),
                    None => missing(),
                };
                cells.push(ends(|ends| ends.low));
                cells.push(ends(|ends| ends.high));
            }
            if series.has_marks() {
                let mark = |point: &Point| point.mark.clone().unwrap_or_else(|| "none".to_owned());
                cells.push(point.map_or_else(missing, mark));
            }
        }
        cells
    }
}

impl Series {
    fn has_intervals(&self) -> bool {
        self.points.iter().flatten().any(|p| p.interval.is_some())
    }

    fn has_marks(&self) -> bool {
        self.points.iter().flatten().any(|p| p.mark.is_some())
    }
}

impl Point {
    fn is_known(&self) -> bool {
        self.value.is_finite()
    }
}

impl Interval {
    /// Whether both ends are numbers, so that it can be drawn.
    pub(crate) fn is_known(&self) -> bool {
        self.low.is_finite() && self.high.is_finite()
    }
}
