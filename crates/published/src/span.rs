//! Which months a printed period means.

/// First and last month of a period, each as `2024-01`. Only where the source's words settle it: a
/// publication date is no period, and a year whose kind is in doubt may be either of two.
pub(crate) fn months(period: &str, kind: &str) -> Option<(String, String)> {
    if let Some((first, last)) = period.split_once(" to ") {
        return Some((month(first)?, month(last)?));
    }
    if let Some(year) = period.strip_prefix("year ending December ") {
        return Some(calendar_year(number(year)?));
    }
    if let Some(year) = period.strip_prefix("year ending March ") {
        return Some(financial_year(number(year)? - 1));
    }
    match kind {
        "financial year" => {
            let (first, _) = period.split_once('-')?;
            Some(financial_year(number(first)?))
        }
        "quarter" => {
            let (year, quarter) = period.split_once(" Q")?;
            let (first, _) = year.split_once('-')?;
            quarter_of(number(first)?, number(quarter)?)
        }
        "year" => Some(calendar_year(number(period)?)),
        "month" => {
            let month = month(period)?;
            Some((month.clone(), month))
        }
        _ => None,
    }
}

fn number(text: &str) -> Option<u16> {
    text.parse().ok()
}

/// A text that is a year and a month.
fn month(text: &str) -> Option<String> {
    let (year, month) = text.split_once('-')?;
    let real = number(year).is_some() && matches!(number(month), Some(1..=12));
    real.then(|| text.to_owned())
}

fn calendar_year(year: u16) -> (String, String) {
    (format!("{year}-01"), format!("{year}-12"))
}

fn financial_year(first: u16) -> (String, String) {
    (format!("{first}-04"), format!("{}-03", first + 1))
}

/// A quarter of a financial year, of which the fourth lies in the next calendar year.
fn quarter_of(year: u16, quarter: u16) -> Option<(String, String)> {
    let (year, first) = match quarter {
        1..=3 => (year, quarter * 3 + 1),
        4 => (year + 1, 1),
        _ => return None,
    };
    Some((
        format!("{year}-{first:02}"),
        format!("{year}-{:02}", first + 2),
    ))
}
