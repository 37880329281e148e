//! The few marks that our figures are drawn with, and how they are written as SVG.

use crate::text::{Weight, escape, width};

/// Height of a line of text over its size.
pub(crate) const LEADING: f64 = 1.25;

/// Where a text stands in relation to its `x`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// What a rectangle is filled with. Stripes and dots tell areas apart where colours do not: on paper
/// without colour, and for people who see few.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fill {
    /// The ground shows through.
    Empty,
    Plain(&'static str),
    /// White stripes on a colour.
    Striped(&'static str),
    /// Dots in the colour of the words, on the ground.
    Dotted,
}

/// Something drawn. `y` of a text is its baseline.
#[derive(Debug, Clone)]
pub(crate) enum Mark {
    Rect {
        x: f64,
        y: f64,
        width: f64,
        height: f64,
        fill: Fill,
        opacity: f64,
        stroke: f64,
    },
    Line {
        from: (f64, f64),
        to: (f64, f64),
        width: f64,
    },
    /// A line that helps the eye and says nothing.
    Faint { from: (f64, f64), to: (f64, f64) },
    /// A line through points, in a colour; `dashes` as SVG writes them, empty for an unbroken line.
    Path {
        points: Vec<(f64, f64)>,
        colour: &'static str,
        dashes: &'static str,
        width: f64,
    },
    Circle {
        centre: (f64, f64),
        radius: f64,
        fill: &'static str,
    },
    Polygon {
        points: Vec<(f64, f64)>,
        fill: &'static str,
    },
    Text {
        x: f64,
        y: f64,
        size: f64,
        anchor: Anchor,
        weight: Weight,
        text: String,
    },
}

/// A drawing of a fixed width that grows downwards.
#[derive(Debug, Clone)]
pub(crate) struct Scene {
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) marks: Vec<Mark>,
}

impl Scene {
    pub(crate) fn new(width: f64) -> Self {
        Scene {
            width,
            height: 0.0,
            marks: Vec::new(),
        }
    }

    pub(crate) fn line(&mut self, from: (f64, f64), to: (f64, f64), width: f64) {
        self.marks.push(Mark::Line { from, to, width });
    }

    /// The sign of a scale that does not begin at nought: a zigzag from its low end in a direction.
    pub(crate) fn zigzag(&mut self, (x, y): (f64, f64), (right, down): (f64, f64)) {
        let along = [(4.0, 0.0), (7.0, -4.0), (11.0, 4.0), (14.0, 0.0)];
        let mut from = (x, y);
        for (far, aside) in along {
            let to = (
                x + right * far + down * aside,
                y + down * far + right * aside,
            );
            self.line(from, to, 1.5);
            from = to;
        }
    }

    /// Writes lines of text downwards; `top` is the upper edge of the first. Gives the lower edge.
    pub(crate) fn lines(
        &mut self,
        lines: &[String],
        x: f64,
        top: f64,
        size: f64,
        anchor: Anchor,
        weight: Weight,
    ) -> f64 {
        let mut y = top;
        for line in lines {
            self.marks.push(Mark::Text {
                x,
                y: y + size,
                size,
                anchor,
                weight,
                text: line.clone(),
            });
            y += size * LEADING;
        }
        y
    }

    /// The drawing as one `<svg>` element, safe to stand in a page. `id` must be its own on the page.
    pub(crate) fn svg(&self, id: &str, title: &str, description: &str) -> String {
        let id = escape(id);
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" viewBox=\"0 0 {w} {h}\" width=\"{w}\" height=\"{h}\" font-family=\"Arial, Helvetica, sans-serif\" fill=\"currentColor\">\n<title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-desc\">{}</desc>\n",
            escape(title),
            escape(description),
            w = number(self.width),
            h = number(self.height),
        );
        self.write_patterns(&mut out, &id);
        for mark in &self.marks {
            write_mark(&mut out, mark, &id);
            out.push('\n');
        }
        out.push_str("</svg>");
        out
    }

    /// Draws `fill` once for all rectangles that use it.
    fn write_patterns(&self, out: &mut String, id: &str) {
        let uses = |wanted: fn(&Fill) -> bool| {
            self.marks.iter().find_map(|mark| match mark {
                Mark::Rect { fill, .. } if wanted(fill) => Some(*fill),
                _ => None,
            })
        };
        if let Some(Fill::Striped(colour)) = uses(|fill| matches!(fill, Fill::Striped(_))) {
            out.push_str(&format!(
                "<pattern id=\"{id}-stripes\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" fill=\"{colour}\"/><rect width=\"1.5\" height=\"6\" fill=\"#FFFFFF\"/></pattern>\n"
            ));
        }
        if uses(|fill| matches!(fill, Fill::Dotted)).is_some() {
            out.push_str(&format!(
                "<pattern id=\"{id}-dots\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\"><circle cx=\"3\" cy=\"3\" r=\"1\"/></pattern>\n"
            ));
        }
    }
}

impl Fill {
    fn attribute(self, id: &str) -> String {
        match self {
            Fill::Empty => "none".to_owned(),
            Fill::Plain(colour) => colour.to_owned(),
            Fill::Striped(_) => format!("url(#{id}-stripes)"),
            Fill::Dotted => format!("url(#{id}-dots)"),
        }
    }
}

fn write_mark(out: &mut String, mark: &Mark, id: &str) {
    match mark {
        Mark::Rect {
            x,
            y,
            width,
            height,
            fill,
            opacity,
            stroke,
        } => {
            out.push_str(&format!(
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\"",
                number(*x),
                number(*y),
                number(*width),
                number(*height),
                fill.attribute(id)
            ));
            if *opacity < 1.0 {
                out.push_str(&format!(" fill-opacity=\"{}\"", number(*opacity)));
            }
            if *stroke > 0.0 {
                out.push_str(&format!(
                    " stroke=\"currentColor\" stroke-width=\"{}\"",
                    number(*stroke)
                ));
            }
            out.push_str("/>");
        }
        Mark::Line { from, to, width } => {
            out.push_str(&format!(
                "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"currentColor\" stroke-width=\"{}\"/>",
                number(from.0),
                number(from.1),
                number(to.0),
                number(to.1),
                number(*width)
            ));
        }
        Mark::Faint { from, to } => {
            out.push_str(&format!(
                "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"currentColor\" stroke-width=\"1\" stroke-opacity=\"0.25\"/>",
                number(from.0),
                number(from.1),
                number(to.0),
                number(to.1)
            ));
        }
        Mark::Path {
            points,
            colour,
            dashes,
            width,
        } => {
            out.push_str(&format!(
                "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{}\" stroke-linejoin=\"round\"",
                coordinates(points),
                number(*width)
            ));
            if !dashes.is_empty() {
                out.push_str(&format!(" stroke-dasharray=\"{dashes}\""));
            }
            out.push_str("/>");
        }
        Mark::Circle {
            centre,
            radius,
            fill,
        } => {
            out.push_str(&format!(
                "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{fill}\" stroke=\"currentColor\" stroke-width=\"1.5\"/>",
                number(centre.0),
                number(centre.1),
                number(*radius)
            ));
        }
        Mark::Polygon { points, fill } => {
            out.push_str(&format!(
                "<polygon points=\"{}\" fill=\"{fill}\" stroke=\"currentColor\" stroke-width=\"1.5\"/>",
                coordinates(points)
            ));
        }
        Mark::Text {
            x,
            y,
            size,
            anchor,
            weight,
            text,
        } => {
            let anchor = match anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            };
            let weight = match weight {
                Weight::Regular => "",
                Weight::Bold => " font-weight=\"bold\"",
            };
            out.push_str(&format!(
                "<text x=\"{}\" y=\"{}\" font-size=\"{}\" text-anchor=\"{anchor}\"{weight}>{}</text>",
                number(*x),
                number(*y),
                number(*size),
                escape(text)
            ));
        }
    }
}

fn coordinates(points: &[(f64, f64)]) -> String {
    let points = points.iter();
    let pairs: Vec<String> = points
        .map(|(x, y)| format!("{},{}", number(*x), number(*y)))
        .collect();
    pairs.join(" ")
}

/// A coordinate with at most two decimals and no trailing noise, so that snapshots stay readable.
fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text.is_empty() || text == "-0" {
        "0".to_owned()
    } else {
        text.to_owned()
    }
}

/// The middle of a text of `lines`, moved so that the widest line stays between `left` and `right`.
pub(crate) fn keep_inside(
    centre: f64,
    lines: &[String],
    size: f64,
    weight: Weight,
    left: f64,
    right: f64,
) -> f64 {
    let half = widest(lines, size, weight) / 2.0;
    // A text wider than the room was wrapped before; `max` last keeps the left edge in any case.
    centre.min(right - half).max(left + half)
}

/// The width of the widest of `lines`.
pub(crate) fn widest(lines: &[String], size: f64, weight: Weight) -> f64 {
    lines
        .iter()
        .map(|line| width(line, size, weight))
        .fold(0.0, f64::max)
}

/// The height of `count` lines of text.
pub(crate) fn height(count: usize, size: f64) -> f64 {
    // A figure has a handful of lines; the count is far below what an f64 holds exactly.
    #[allow(clippy::cast_precision_loss)]
    let count = count as f64;
    count * size * LEADING
}

/// Puts labels that would overlap into further rows: for each `(centre, width)`, from left to right,
/// the first row in which it has room.
pub(crate) fn rows(labels: &[(f64, f64)], gap: f64) -> Vec<usize> {
    let mut ends: Vec<f64> = Vec::new();
    labels
        .iter()
        .map(|(centre, width)| {
            let (start, end) = (centre - width / 2.0, centre + width / 2.0);
            let row = ends
                .iter()
                .position(|taken| *taken + gap <= start)
                .unwrap_or(ends.len());
            if row == ends.len() {
                ends.push(end);
            } else if let Some(taken) = ends.get_mut(row) {
                *taken = end;
            }
            row
        })
        .collect()
}

/// Places labels along a line, in their order and without overlap, each as near its own middle as the
/// others let it: for each `(middle, length)` the middle that it gets. None when they do not fit
/// between `from` and `to`.
pub(crate) fn spread_out(labels: &[(f64, f64)], gap: f64, from: f64, to: f64) -> Option<Vec<f64>> {
    // How far each start lies after those before it; what is left of a wish may then only grow.
    let mut before = 0.0;
    let mut offsets = Vec::with_capacity(labels.len());
    let mut runs: Vec<(f64, u32)> = Vec::new();
    for (middle, length) in labels {
        let mut run = (middle - length / 2.0 - before, 1);
        // Wishes that run against one another meet at their mean.
        while let Some((wish, number)) = runs.pop_if(|(wish, _)| *wish > run.0) {
            let together = number + run.1;
            let sum = wish * f64::from(number) + run.0 * f64::from(run.1);
            run = (sum / f64::from(together), together);
        }
        runs.push(run);
        offsets.push(before);
        before += length + gap;
    }
    let last = to - (before - gap);
    if last < from - 0.01 {
        return None;
    }
    let starts = runs.into_iter().flat_map(|(wish, number)| {
        let start = wish.min(last).max(from);
        std::iter::repeat_n(start, number as usize)
    });
    let placed = starts.zip(offsets).zip(labels);
    Some(
        placed
            .map(|((start, offset), (_, length))| start + offset + length / 2.0)
            .collect(),
    )
}
