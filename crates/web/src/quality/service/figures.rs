//! The published performance figures, by topic: a chart for each series of two values or more, and
//! one table for the rest. Every figure has its source, series, release, period and unit.

use figures::{Column, Lines, Point, Series, Table};
use published::{Figure as Published, Topic};
use quality::inspections::Service;
use quality::services::{FigureSeries, figures};

use super::{Source, source};
use crate::figure::{Downloads, Figure};
use crate::words;

/// The figures about one topic.
pub(super) struct TopicView {
    pub(super) title: &'static str,
    pub(super) about: &'static str,
    pub(super) charts: Vec<ChartView>,
    pub(super) singles: Vec<Single>,
    pub(super) caption: String,
}

/// A series drawn over its periods.
pub(super) struct ChartView {
    pub(super) measure: String,
    pub(super) figure: Figure,
    /// Which series, of which release, over which kind of period.
    pub(super) described: String,
    pub(super) source: Source,
    /// Periods without a value, said.
    pub(super) missing: Option<String>,
    /// Whether it is a rate whose source prints no number of children beside it.
    pub(super) without_count: bool,
    pub(super) notes: Vec<String>,
}

/// A value that stands alone in its series.
pub(super) struct Single {
    pub(super) measure: String,
    /// Below the measure: series and kind of period.
    pub(super) described: String,
    pub(super) period: String,
    pub(super) value: String,
    /// Values of the areas it may be compared with.
    pub(super) beside: Vec<String>,
    pub(super) source: Source,
    pub(super) vintage: Option<String>,
    pub(super) notes: Vec<String>,
}

/// Every topic of which figures of a service are held.
pub(super) fn topics(service: &Service) -> Vec<TopicView> {
    let all = figures(service);
    let topics = Topic::ALL.into_iter().filter_map(|topic| {
        let own: Vec<&FigureSeries> = all.iter().filter(|own| own.topic == topic).collect();
        (!own.is_empty()).then(|| view(service, topic, &own))
    });
    topics.collect()
}

fn view(service: &Service, topic: Topic, all: &[&FigureSeries]) -> TopicView {
    let (drawn, alone): (Vec<&FigureSeries>, Vec<&FigureSeries>) =
        all.iter().copied().partition(|own| known(own) > 1);
    let (title, about) = topic_words(topic);
    TopicView {
        title,
        about,
        charts: drawn
            .into_iter()
            .filter_map(|own| chart_view(service, own))
            .collect(),
        singles: alone.into_iter().flat_map(singles).collect(),
        caption: format!("{title}: values that stand alone in their series"),
    }
}

/// How many values of the service's own a series has.
fn known(series: &FigureSeries) -> usize {
    let own = series.traces.first();
    own.map_or(0, |trace| trace.figures.iter().flatten().count())
}

fn chart_view(service: &Service, series: &FigureSeries) -> Option<ChartView> {
    let example = series.example()?;
    let address = |kind: &str| {
        let path = format!("/services/{}/figures.{kind}", service.id);
        crate::list::address(&path, &[("series", series.id.clone())])
    };
    let downloads = Downloads {
        csv: Some(address("csv")),
        ods: Some(address("ods")),
    };
    Some(ChartView {
        measure: example.measure.clone(),
        figure: Figure::of(&lines(series)?, &series.id, downloads),
        described: described(example),
        source: source(&example.source),
        missing: missing(series),
        without_count: without_count(example),
        notes: notes(
            series
                .traces
                .iter()
                .flat_map(|trace| trace.figures.iter().flatten().copied()),
        ),
    })
}

/// The chart of a series.
pub(super) fn lines(series: &FigureSeries) -> Option<Lines> {
    let example = series.example()?;
    let own = series.traces.first()?;
    let mut values = own.figures.iter().flatten();
    let (first, last) = (values.next()?, values.next_back());
    let finding = match last {
        Some(last) => format!("from {} to {}", value_words(first), value_words(last)),
        None => value_words(first),
    };
    let (unit, periods) = periods(example, &series.periods);
    Some(Lines {
        title: format!("{}: {} {finding}", example.measure, own.area),
        unit,
        periods,
        decimals: decimals(series),
        series: series
            .traces
            .iter()
            .map(|trace| Series {
                name: trace.area.clone(),
                points: trace.figures.iter().map(|own| own.map(point)).collect(),
            })
            .collect(),
    })
}

fn point(figure: &Published) -> Point {
    Point {
        value: figure.number(),
        interval: None,
        mark: None,
    }
}

/// The unit, and the periods as an axis has room for them: what all of them begin with stands once,
/// beside the unit.
fn periods(example: &Published, periods: &[String]) -> (String, Vec<String>) {
    let unit = unit_words(&example.unit);
    for prefix in ["year ending December ", "year ending March "] {
        let short: Option<Vec<String>> = periods
            .iter()
            .map(|period| period.strip_prefix(prefix).map(str::to_owned))
            .collect();
        if let Some(short) = short {
            return (format!("{unit}, {}", prefix.trim_end()), short);
        }
    }
    (unit, periods.to_vec())
}

/// How many decimals the most exact of the printed values has.
fn decimals(series: &FigureSeries) -> u8 {
    let all = series
        .traces
        .iter()
        .flat_map(|trace| trace.figures.iter().flatten());
    let most = all.map(|figure| {
        figure
            .value
            .split_once('.')
            .map_or(0, |(_, after)| after.len())
    });
    most.max()
        .and_then(|most| u8::try_from(most).ok())
        .unwrap_or_default()
}

/// "Series reoff-15-17 (reoffending, ages 15 to 17). Period: financial year. Release: …".
fn described(figure: &Published) -> String {
    let mut parts = Vec::new();
    if let Some(code) = &figure.series {
        parts.push(format!("Series {code}: {}.", series_words(code)));
    }
    parts.push(format!("Periods: {}.", figure.period_type));
    parts.push(match &figure.vintage {
        Some(vintage) => format!("Release: {vintage}."),
        None => "The source names no release.".to_owned(),
    });
    parts.join(" ")
}

/// What a series is.
fn series_words(code: &str) -> &str {
    match code {
        "fte-police" => "first-time entrants counted by the police computer",
        "reoff-10-14" => "children of 10 to 14 who offended again",
        "reoff-15-17" => "children of 15 to 17 who offended again",
        "reoff-freq-child" => "reoffences for each child of the cohort",
        "reoff-freq-reoffender" => "reoffences for each child who offended again",
        "custody-sentences" => "custodial sentences in twelve months",
        "custody-average-held" => "average number of children held",
        "children-cautioned-sentenced" => "children in the services’ returns",
        other => other,
    }
}

/// A value that the source does not give for the service while others are given is said.
fn missing(series: &FigureSeries) -> Option<String> {
    let periods = series.missing();
    let own = series.traces.first()?;
    if periods.is_empty() {
        return None;
    }
    let periods: Vec<String> = periods.into_iter().map(str::to_owned).collect();
    Some(format!(
        "The source gives no value for {} in {}. It leaves values out where too few children are behind them; a gap is not a zero.",
        own.area,
        words::list(&periods)
    ))
}

/// Whether a figure is a rate, and its source prints no count about the same topic beside it.
fn without_count(figure: &Published) -> bool {
    let is_rate = |unit: &str| unit.starts_with("per ");
    let is_count = |other: &Published| {
        other.area == figure.area
            && other.source == figure.source
            && other.topic == figure.topic
            && !is_rate(&other.unit)
    };
    is_rate(&figure.unit) && !published::figures().iter().any(is_count)
}

/// The remarks of the figures, each once, with the periods that they are about.
fn notes(figures: impl Iterator<Item = &'static Published>) -> Vec<String> {
    let mut notes: Vec<(&str, Vec<String>)> = Vec::new();
    let mut all = 0;
    for figure in figures {
        all += 1;
        let Some(note) = figure.note.as_deref() else {
            continue;
        };
        match notes.iter_mut().find(|(held, _)| *held == note) {
            Some((_, of)) => of.push(figure.period.clone()),
            None => notes.push((note, vec![figure.period.clone()])),
        }
    }
    let said = notes.into_iter().map(|(note, of)| {
        if of.len() == all || of.len() > 2 {
            note.to_owned()
        } else {
            format!("{}: {note}", words::list(&of))
        }
    });
    said.collect()
}

fn singles(series: &FigureSeries) -> Vec<Single> {
    let Some(own) = series.traces.first() else {
        return Vec::new();
    };
    let at = |place: usize, figure: &'static Published| {
        let beside = series.traces.iter().skip(1).filter_map(|trace| {
            let other = trace.figures.get(place).copied().flatten()?;
            Some(format!("{} {}", trace.area, value_words(other)))
        });
        Single {
            measure: figure.measure.clone(),
            described: figure
                .series
                .as_deref()
                .map_or_else(String::new, |code| format!("Series {code}")),
            period: format!("{} ({})", figure.period, figure.period_type),
            value: if own.area == figure.area {
                value_words(figure)
            } else {
                format!("{}, {}", value_words(figure), own.area)
            },
            beside: beside.collect(),
            source: source(&figure.source).by_site(),
            vintage: figure.vintage.clone(),
            notes: figure.note.iter().cloned().collect(),
        }
    };
    let figures = own.figures.iter().enumerate();
    figures
        .filter_map(|(place, figure)| Some(at(place, (*figure)?)))
        .collect()
}

/// A value with its unit: `193 per 100,000`, `£1,223,206`, `48.7 per cent`, `24 children`.
pub(super) fn value_words(figure: &Published) -> String {
    let (whole, rest) = match figure.value.split_once('.') {
        Some((whole, rest)) => (whole, format!(".{rest}")),
        None => (figure.value.as_str(), String::new()),
    };
    let whole = whole
        .parse()
        .map_or_else(|_| whole.to_owned(), words::thousands);
    match figure.unit.as_str() {
        "GBP" => format!("£{whole}{rest}"),
        "count" | "number" => format!("{whole}{rest}"),
        unit => format!("{whole}{rest} {unit}"),
    }
}

fn unit_words(unit: &str) -> String {
    match unit {
        "GBP" => "pounds".to_owned(),
        "count" | "number" => "number".to_owned(),
        unit => unit.to_owned(),
    }
}

/// A topic's heading, and what must be known of its figures.
fn topic_words(topic: Topic) -> (&'static str, &'static str) {
    match topic {
        Topic::FirstTimeEntrants => (
            "First-time entrants",
            "Children with a first caution or sentence. The police computer and the services’ own records count differently, so each series stands by itself.",
        ),
        Topic::Reoffending => (
            "Reoffending",
            "Children who offended again. Cohorts are small and rates move from year to year; a local tracker and the official rate are two measures.",
        ),
        Topic::Custody => ("Custody", "Children sentenced to custody."),
        Topic::Offences => (
            "Children cautioned or sentenced",
            "Children, their proven offences, and the cautions and sentences given, with each count beside its rate.",
        ),
        Topic::Children => (
            "The children",
            "Who the children are, as sources describe them.",
        ),
        Topic::Money => (
            "Money",
            "What councils reported to have spent, before any income.",
        ),
        Topic::Inspection => (
            "From inspection reports",
            "Percentages that reports and their press releases print.",
        ),
        Topic::Context => (
            "About the area",
            "Figures about the area, which do not measure the service’s work.",
        ),
    }
}

/// Every figure of a service as the published table has it, with those beside it; one row a figure.
pub(super) fn table(service: &Service, only: Option<&str>) -> Table {
    let all = figures(service);
    let wanted = all.iter().filter(|own| only.is_none_or(|id| own.id == id));
    let rows = wanted.flat_map(|series| {
        series.traces.iter().flat_map(move |trace| {
            let held = trace.figures.iter().zip(&series.periods);
            held.map(move |(figure, period)| row(series, &trace.area, *figure, period))
        })
    });
    Table {
        caption: format!("Published figures of {}", service.name),
        columns: vec![
            Column::words("Series on this page", "page_series"),
            Column::words("Measure", "measure"),
            Column::words("Area", "area"),
            Column::words("Period", "period"),
            Column::words("Kind of period", "period_type"),
            Column::numbers("Value", "value"),
            Column::words("Unit", "unit"),
            Column::words("Series", "series"),
            Column::words("Source", "source"),
            Column::words("Release", "release"),
            Column::words("Remark", "note"),
        ],
        rows: rows.collect(),
    }
}

fn row(
    series: &FigureSeries,
    area: &str,
    figure: Option<&'static Published>,
    period: &str,
) -> Vec<String> {
    let absent = || "[x]".to_owned();
    let or_absent = |text: Option<&String>| text.cloned().unwrap_or_else(absent);
    // What a series shares is said of a missing value too.
    let shared = figure.or_else(|| series.example());
    let of = |read: fn(&Published) -> &String| or_absent(shared.map(read));
    vec![
        series.id.clone(),
        of(|own| &own.measure),
        area.to_owned(),
        period.to_owned(),
        of(|own| &own.period_type),
        or_absent(figure.map(|own| &own.value)),
        of(|own| &own.unit),
        or_absent(shared.and_then(|own| own.series.as_ref())),
        of(|own| &own.source),
        or_absent(shared.and_then(|own| own.vintage.as_ref())),
        figure
            .and_then(|own| own.note.clone())
            .unwrap_or_else(|| "[z]".to_owned()),
    ]
}
