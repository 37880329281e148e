//! A form as it arrives: its parts by name, read up to a limit. Nothing of it is kept anywhere but in
//! the answer.

use axum::body::Body;
use axum::extract::{FromRequest, Multipart, Request};
use futures_util::StreamExt;
use rating::PartialDate;

use crate::front::problem::Problem;
use crate::limits::{DISCARDED_BYTES, FORM_BYTES};

/// The parts of a form, in order: name and bytes.
#[derive(Debug, Default)]
pub(crate) struct Form {
    parts: Vec<(String, Vec<u8>)>,
}

impl Form {
    /// Reads a `multipart/form-data` request.
    pub(crate) async fn read(request: Request) -> Result<Self, Problem> {
        let (head, body) = request.into_parts();
        let bytes = read_up_to(body, FORM_BYTES).await?;
        let request = Request::from_parts(head, Body::from(bytes));
        let mut multipart = Multipart::from_request(request, &())
            .await
            .map_err(|_| Problem::Unreadable)?;
        let mut form = Form::default();
        while let Some(field) = multipart
            .next_field()
            .await
            .map_err(|_| Problem::Unreadable)?
        {
            let name = field.name().unwrap_or_default().to_owned();
            let bytes = field.bytes().await.map_err(|_| Problem::Unreadable)?;
            form.parts.push((name, bytes.to_vec()));
        }
        Ok(form)
    }

    /// The bytes of a part; none when it is absent or empty.
    pub(crate) fn bytes(&self, name: &str) -> Option<&[u8]> {
        self.parts
            .iter()
            .find(|(own, bytes)| own == name && !bytes.is_empty())
            .map(|(_, bytes)| bytes.as_slice())
    }

    /// The words of a part without spaces around them; empty when it is absent.
    pub(crate) fn text(&self, name: &str) -> String {
        self.bytes(name)
            .map(|bytes| String::from_utf8_lossy(bytes).trim().to_owned())
            .unwrap_or_default()
    }

    /// The non-empty parts whose names begin with `prefix`: the rest of the name, and the words.
    pub(crate) fn with_prefix(&self, prefix: &str) -> Vec<(String, String)> {
        self.parts
            .iter()
            .filter_map(|(name, _)| Some((name.strip_prefix(prefix)?.to_owned(), self.text(name))))
            .filter(|(_, text)| !text.is_empty())
            .collect()
    }
}

/// The whole body, unless it is larger than `limit`. What is beyond is read and dropped, up to a
/// point, because a browser reads our answer only once it has sent all of its own.
async fn read_up_to(body: Body, limit: usize) -> Result<Vec<u8>, Problem> {
    let mut stream = body.into_data_stream();
    let mut kept = Vec::new();
    let mut seen = 0_usize;
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|_| Problem::Unreadable)?;
        seen = seen.saturating_add(chunk.len());
        if seen > DISCARDED_BYTES {
            return Err(Problem::TooLarge);
        }
        if seen <= limit {
            kept.extend_from_slice(&chunk);
        } else {
            kept = Vec::new();
        }
    }
    if seen > limit {
        return Err(Problem::TooLarge);
    }
    Ok(kept)
}

/// A date as people type it, as precisely as they know it: `24 2 2020`, `24/02/2020`, `24 February
/// 2020`, `2020-02-24`; `2 2020`, `February 2020`; `2020`. Day before month before year, unless the
/// year comes first. None when it is not a real date.
pub(crate) fn typed_date(text: &str) -> Option<PartialDate> {
    let parts = text.split(|c: char| c.is_whitespace() || "/-.,–".contains(c));
    let mut parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    if parts.first().is_some_and(|first| first.len() != 4) {
        parts.reverse();
    }
    let (year, rest) = parts.split_first()?;
    let mut date = (*year).to_owned();
    for (place, part) in rest.iter().enumerate() {
        let number = match (whole_number(part), place) {
            (Some(number), _) => number,
            (None, 0) => named_month(part)?,
            (None, _) => return None,
        };
        date.push_str(&format!("-{number:02}"));
    }
    date.parse().ok()
}

fn whole_number(text: &str) -> Option<u8> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

fn named_month(name: &str) -> Option<u8> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let name = name.to_lowercase();
    let index = MONTHS.iter().position(|month| name.starts_with(month))?;
    u8::try_from(index + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::typed_date;

    #[test]
    fn dates_as_people_type_them() {
        for (texts, date) in [
            (
                &[
                    "24 2 2020",
                    "24/02/2020",
                    "24 February 2020",
                    "24-Feb-2020",
                    "2020-02-24",
                    "24.2.2020",
                ][..],
                Some("2020-02-24"),
            ),
            (
                &["2 2020", "February 2020", "2020-02", "02/2020"],
                Some("2020-02"),
            ),
            (&["2020", " 2020 "], Some("2020")),
            (
                &[
                    "",
                    "31 2 2020",
                    "2/24/2020",
                    "24 2 20",
                    "tomorrow",
                    "24 Smarch 2020",
                    "1 24 2 2020",
                    "13 2020",
                    "1066",
                    "+2 2020",
                ],
                None,
            ),
        ] {
            for text in texts {
                let found = typed_date(text).map(|date| date.to_string());
                assert_eq!(found.as_deref(), date, "{text}");
            }
        }
    }
}
