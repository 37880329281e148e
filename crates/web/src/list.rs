//! What every list has, whatever it lists: addresses that say what is asked for, the sentence that
//! says how much is shown, and numbered pages.

/// An address with its query: the pairs that are given, in their order.
pub(crate) fn address(path: &str, pairs: &[(&str, String)]) -> String {
    if pairs.is_empty() {
        return path.to_owned();
    }
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{name}={}", encode(value)))
        .collect();
    format!("{path}?{}", pairs.join("&"))
}

/// A value as it stands in a query string.
pub(crate) fn encode(value: &str) -> String {
    let mut out = String::new();
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                out.push(char::from(byte));
            }
            b' ' => out.push('+'),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// What a list shows of what it found.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown {
    /// Lines on this page.
    pub(crate) lines: usize,
    /// How many match in all.
    pub(crate) total: u64,
    /// The page, from 1.
    pub(crate) page: u32,
    /// Lines a page; 0 means all.
    pub(crate) per_page: u32,
}

impl Shown {
    /// The number of pages; 1 where nothing is found.
    pub(crate) fn last_page(self) -> u64 {
        match u64::from(self.per_page) {
            0 => 1,
            size => self.total.div_ceil(size).max(1),
        }
    }

    /// "Showing 1 to 25 of 210 inspections"; `many` says what is listed.
    pub(crate) fn words(self, many: &str) -> String {
        if self.lines == 0 {
            return format!("Showing 0 {many}");
        }
        let first = u64::from(self.page.saturating_sub(1)) * u64::from(self.per_page) + 1;
        let last = first + u64::try_from(self.lines).unwrap_or(u64::MAX) - 1;
        format!("Showing {first} to {last} of {} {many}", self.total)
    }
}

/// The numbered pages.
pub(crate) struct Pages {
    pub(crate) previous: Option<String>,
    pub(crate) next: Option<String>,
    pub(crate) items: Vec<PageItem>,
}

/// One page's number, or a gap.
pub(crate) struct PageItem {
    pub(crate) number: u64,
    pub(crate) href: String,
    pub(crate) current: bool,
    pub(crate) gap: bool,
}

/// The pages from 1 to `last`, those far from `current` behind a gap; none where one page holds all.
/// `href` gives the address of a page.
pub(crate) fn pages(current: u32, last: u64, href: impl Fn(u32) -> String) -> Option<Pages> {
    if last <= 1 {
        return None;
    }
    let current = u64::from(current);
    let href = |number: u64| href(u32::try_from(number).unwrap_or(1));
    let mut items: Vec<PageItem> = Vec::new();
    for number in 1..=last {
        let near = number.abs_diff(current) <= 1 || number == 1 || number == last;
        // A gap that hides one page only would be no shorter than the page's number.
        let fills = (number == 2 && current == 4) || (number + 1 == last && current + 3 == last);
        if near || fills {
            items.push(PageItem {
                number,
                href: href(number),
                current: number == current,
                gap: false,
            });
        } else if items.last().is_some_and(|item| !item.gap) {
            items.push(PageItem {
                number,
                href: String::new(),
                current: false,
                gap: true,
            });
        }
    }
    Some(Pages {
        previous: (current > 1).then(|| href(current - 1)),
        next: (current < last).then(|| href(current + 1)),
        items,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_encoded() {
        assert_eq!(encode("Môn & co=1"), "M%C3%B4n+%26+co%3D1");
    }

    #[test]
    fn pages_that_are_far_away_hide_behind_a_gap() {
        let numbers = |current: u32, last: u64| -> String {
            let pages = pages(current, last, |number| number.to_string());
            let items = pages.expect("more than one page").items;
            let words = items.iter().map(|item| match (item.gap, item.current) {
                (true, _) => "…".to_owned(),
                (_, true) => format!("[{}]", item.number),
                (_, false) => item.number.to_string(),
            });
            words.collect::<Vec<String>>().join(" ")
        };
        assert_eq!(numbers(1, 9), "[1] 2 … 9");
        assert_eq!(numbers(4, 9), "1 2 3 [4] 5 … 9");
        assert_eq!(numbers(5, 9), "1 … 4 [5] 6 … 9");
        assert_eq!(numbers(9, 9), "1 … 8 [9]");
        assert_eq!(numbers(1, 3), "[1] 2 3");
        assert_eq!(numbers(2, 4), "1 [2] 3 4");
    }

    #[test]
    fn one_page_needs_no_numbers() {
        assert!(pages(1, 1, |_| String::new()).is_none());
    }

    #[test]
    fn how_much_is_shown_is_said() {
        let shown = |lines, total, page| {
            let per_page = 25;
            let shown = Shown {
                lines,
                total,
                page,
                per_page,
            };
            (shown.words("services"), shown.last_page())
        };
        assert_eq!(
            shown(25, 159, 1),
            ("Showing 1 to 25 of 159 services".to_owned(), 7)
        );
        assert_eq!(
            shown(9, 159, 7),
            ("Showing 151 to 159 of 159 services".to_owned(), 7)
        );
        assert_eq!(shown(0, 0, 1), ("Showing 0 services".to_owned(), 1));
    }
}
