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

/// Something drawn. `y` of a text is its baseline.
#[derive(Debug, Clone)]
pub(crate) enum Mark {
    Rect {
        x: f64,
        y: f64,
        width: f64,
        height: f64,
        fill: &'static str,
        opacity: f64,
        stroke: f64,
    },
    Line {
        from: (f64, f64),
        to: (f64, f64),
        width: f64,
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
        for mark in &self.marks {
            write_mark(&mut out, mark);
            out.push('\n');
        }
        out.push_str("</svg>");
        out
    }
}

fn write_mark(out: &mut String, mark: &Mark) {
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
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{fill}\"",
                number(*x),
                number(*y),
                number(*width),
                number(*height)
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
        Mark::Polygon { points, fill } => {
            let points: Vec<String> = points
                .iter()
                .map(|(x, y)| format!("{},{}", number(*x), number(*y)))
                .collect();
            out.push_str(&format!(
                "<polygon points=\"{}\" fill=\"{fill}\" stroke=\"currentColor\" stroke-width=\"1.5\"/>",
                points.join(" ")
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
