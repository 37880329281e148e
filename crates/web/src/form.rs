//! A form as it arrives: its parts by name, read up to a limit. Nothing of it is kept anywhere but in
//! the answer.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use futures_util::StreamExt;
use rating::PartialDate;

use crate::front::problem::Problem;
use crate::limits::{DISCARDED_BYTES, FORM_BYTES};

/// The parts of a form, in order.
#[derive(Debug, Default)]
pub(crate) struct Form {
    parts: Vec<Part>,
}

/// One part of a form.
#[derive(Debug)]
struct Part {
    name: String,
    /// The name of the file that was chosen; none where the part is no file.
    file_name: Option<String>,
    bytes: Bytes,
}

/// A file that was chosen.
pub(crate) struct File {
    /// Its name as the browser gives it.
    pub(crate) name: String,
    /// Its bytes.
    pub(crate) bytes: Bytes,
}

impl Form {
    /// Reads a `multipart/form-data` request.
    pub(crate) async fn read(request: Request) -> Result<Self, Problem> {
        Self::read_within(request, FORM_BYTES).await
    }

    /// As [`read`](Form::read), for a form that may hold `limit` bytes.
    pub(crate) async fn read_within(request: Request, limit: usize) -> Result<Self, Problem> {
        let seen = Arc::new(AtomicUsize::new(0));
        let mut request = request.map(|body| up_to(body, limit, Arc::clone(&seen)));
        // The limit is kept here; the one that would hold otherwise is smaller.
        DefaultBodyLimit::disable().apply(&mut request);
        let parts = parts(request).await;
        if seen.load(Ordering::Relaxed) > limit {
            return Err(Problem::TooLarge);
        }
        Ok(Form { parts: parts? })
    }

    fn part(&self, name: &str) -> Option<&Part> {
        let mut parts = self.parts.iter();
        parts.find(|part| part.name == name && !part.bytes.is_empty())
    }

    /// The bytes of a part; none when it is absent or empty.
    pub(crate) fn bytes(&self, name: &str) -> Option<&[u8]> {
        self.part(name).map(|part| part.bytes.as_ref())
    }

    /// The file that was chosen in a part; an empty one is a file too. None when none was chosen.
    pub(crate) fn file(&self, name: &str) -> Option<File> {
        let mut parts = self.parts.iter();
        let part = parts.find(|part| part.name == name)?;
        let file_name = part.file_name.clone()?;
        // A browser sends a file without a name where none was chosen.
        let chosen = !file_name.is_empty() || !part.bytes.is_empty();
        chosen.then(|| File {
            name: file_name,
            bytes: part.bytes.clone(),
        })
    }

    /// The words of a part without spaces around them; empty when it is absent.
    pub(crate) fn text(&self, name: &str) -> String {
        self.bytes(name)
            .map(|bytes| String::from_utf8_lossy(bytes).trim().to_owned())
            .unwrap_or_default()
    }

    /// Everything that was typed, in order: names and words. Files are left out.
    pub(crate) fn typed(&self) -> Vec<(String, String)> {
        let typed = self.parts.iter().filter(|part| part.file_name.is_none());
        let words = |part: &Part| String::from_utf8_lossy(&part.bytes).into_owned();
        typed.map(|part| (part.name.clone(), words(part))).collect()
    }

    /// Whether a file was chosen in any part.
    pub(crate) fn has_files(&self) -> bool {
        let mut parts = self.parts.iter();
        parts.any(|part| part.file_name.is_some() && !part.bytes.is_empty())
    }

    /// The non-empty parts whose names begin with `prefix`: the rest of the name, and the words.
    pub(crate) fn with_prefix(&self, prefix: &str) -> Vec<(String, String)> {
        self.parts
            .iter()
            .filter_map(|Part { name, .. }| {
                Some((name.strip_prefix(prefix)?.to_owned(), self.text(name)))
            })
            .filter(|(_, text)| !text.is_empty())
            .collect()
    }
}

/// The parts of a request, one after the other.
async fn parts(request: Request) -> Result<Vec<Part>, Problem> {
    let mut multipart = Multipart::from_request(request, &())
        .await
        .map_err(|_| Problem::Unreadable)?;
    let mut parts = Vec::new();
    while let Some(field) = multipart
        .next_field()
        .await
        .map_err(|_| Problem::Unreadable)?
    {
        parts.push(Part {
            name: field.name().unwrap_or_default().to_owned(),
            file_name: field.file_name().map(str::to_owned),
            bytes: field.bytes().await.map_err(|_| Problem::Unreadable)?,
        });
    }
    Ok(parts)
}

/// The body as it comes, as long as `limit` is not passed. What is beyond is read and dropped, up to a
/// point, because a browser reads our answer only once it has sent all of its own.
fn up_to(body: Body, limit: usize, seen: Arc<AtomicUsize>) -> Body {
    let chunks = body.into_data_stream().map(move |chunk| {
        let chunk = chunk?;
        let so_far = seen.fetch_add(chunk.len(), Ordering::Relaxed) + chunk.len();
        if so_far > DISCARDED_BYTES {
            Err(axum::Error::new("too much was sent"))
        } else if so_far > limit {
            Ok(Bytes::new())
        } else {
            Ok(chunk)
        }
    });
    Body::from_stream(chunks)
}

/// A date as people type it, as precisely as they know it: `24 2 2020`, `24/02/2020`, `24 February
/// 2020`, `2020-02-24`; `2 2020`, `February 2020`; `2020`. Day before month before year, unless the
/// year comes first. None when it is not a real date.
pub(crate) fn typed_date(text: &str) -> Option<PartialDate> {
    let parts = text.split(|c: char| c.is_whitespace() || "/-.,–".contains(c));
    let mut parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    // Four digits are a year; four letters are June or July.
    let is_year = |part: &&str| part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit());
    if parts.first().is_some_and(|first| !is_year(first)) {
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
            (&["June 2020", "june, 2020", "6 2020"], Some("2020-06")),
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
