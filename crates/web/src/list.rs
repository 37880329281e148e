//! What every list has, whatever it lists: an address that says what is asked for, a search and
//! filters, headings that sort, the sentence that says how much is shown, and numbered pages.
//!
//! A list's own module says what it is ([`Kind`]), reads its query from an address, and says that
//! query again as what is [`Asked`]; the rest of its page is a [`List`], shown by `list.html`.

pub(crate) use axum::extract::Query as Pairs;

use crate::limits::SEARCH_CHARS;
use crate::page::Choice;

/// The pairs of an address, as a handler takes them.
pub(crate) type Asking = Pairs<Vec<(String, String)>>;

/// The values that an address gives a name, each once and in order.
pub(crate) fn values<'a>(pairs: &'a [(String, String)], name: &str) -> Vec<&'a str> {
    let mut values: Vec<&str> = Vec::new();
    for (key, value) in pairs {
        let value = value.trim();
        if key == name && !value.is_empty() && !values.contains(&value) {
            values.push(value);
        }
    }
    values
}

/// As [`values`], to keep.
pub(crate) fn texts(pairs: &[(String, String)], name: &str) -> Vec<String> {
    values(pairs, name).into_iter().map(str::to_owned).collect()
}

/// What was typed into a field of one line, no longer than a search may be.
pub(crate) fn typed(pairs: &[(String, String)], name: &str) -> Option<String> {
    let text = values(pairs, name).first()?.chars();
    Some(text.take(SEARCH_CHARS).collect())
}

/// The words to search for.
pub(crate) fn search(pairs: &[(String, String)]) -> Option<String> {
    typed(pairs, "q")
}

/// The page, from 1.
pub(crate) fn page(pairs: &[(String, String)]) -> u32 {
    let page = values(pairs, "page");
    page.first().and_then(|page| page.parse().ok()).unwrap_or(1)
}

/// A column that a list can be sorted by.
pub(crate) struct Column<By> {
    pub(crate) by: By,
    /// Its name in an address.
    pub(crate) name: &'static str,
    heading: &'static str,
    numeric: bool,
    /// Whether the last comes first when it is chosen.
    downwards: bool,
}

impl<By: Copy> Column<By> {
    pub(crate) const fn new(by: By, name: &'static str, heading: &'static str) -> Self {
        Column {
            by,
            name,
            heading,
            numeric: false,
            downwards: false,
        }
    }

    /// The same of numbers.
    pub(crate) const fn numeric(self) -> Self {
        Column {
            numeric: true,
            ..self
        }
    }

    /// The same of what people first want the newest or best of.
    pub(crate) const fn downwards(self) -> Self {
        Column {
            downwards: true,
            ..self
        }
    }
}

/// What an address sorts by, and whether the last comes first.
pub(crate) fn sort<By: Copy + Default>(
    pairs: &[(String, String)],
    columns: &[Column<By>],
) -> (By, bool) {
    let name = values(pairs, "sort");
    let mut columns = columns.iter();
    let column = columns.find(|column| name.first() == Some(&column.name));
    let order = values(pairs, "order");
    (
        column.map_or_else(By::default, |column| column.by),
        order.first() == Some(&DESCENDING),
    )
}

const ASCENDING: &str = "ascending";
const DESCENDING: &str = "descending";

fn order_name(descending: bool) -> &'static str {
    if descending { DESCENDING } else { ASCENDING }
}

/// An address with its query: the pairs that are given, in their order.
pub(crate) fn address(path: &str, pairs: &[(&str, String)]) -> String {
    match query(pairs) {
        query if query.is_empty() => path.to_owned(),
        query => format!("{path}?{query}"),
    }
}

fn query(pairs: &[(&str, String)]) -> String {
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{name}={}", encode(value)))
        .collect();
    pairs.join("&")
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

/// What a list is: what stands on its page whatever is asked for.
pub(crate) struct Kind {
    /// Its address.
    pub(crate) path: &'static str,
    /// Its title: `Inspections`.
    pub(crate) title: &'static str,
    /// One of what is listed: `inspection`.
    pub(crate) one: &'static str,
    /// Several of them: `inspections`.
    pub(crate) many: &'static str,
    /// Where they all are: `in the register`.
    pub(crate) all: &'static str,
    /// Label and hint of the search.
    pub(crate) search: (&'static str, &'static str),
    /// What to try when nothing matches, besides taking off a filter.
    pub(crate) advice: [&'static str; 2],
    /// What narrows the list besides the search: names in an address and legends, in the order in
    /// which they are said and offered.
    pub(crate) filters: &'static [(&'static str, &'static str)],
}

/// What a list is asked for, in the order in which its addresses say it; what is the default is not
/// said.
#[derive(Clone)]
pub(crate) struct Asked {
    kind: &'static Kind,
    search: Option<String>,
    /// What stands for the words of the search in an address that must not hold them.
    found: Option<String>,
    filters: Vec<(&'static str, String)>,
    sort: Option<Sorting>,
    page: u32,
}

/// What a list is sorted by.
#[derive(Clone, Copy)]
struct Sorting {
    name: &'static str,
    default: bool,
    descending: bool,
}

impl Sorting {
    fn of<By: PartialEq + Default>(column: &Column<By>, descending: bool) -> Self {
        Sorting {
            name: column.name,
            default: column.by == By::default(),
            descending,
        }
    }
}

impl Asked {
    /// A page of a list, searched for some words.
    pub(crate) fn new(kind: &'static Kind, search: Option<&str>, page: u32) -> Self {
        Asked {
            kind,
            search: search.map(str::to_owned),
            found: None,
            filters: Vec::new(),
            sort: None,
            page,
        }
    }

    /// The same where words that are searched for may be somebody's name: the address holds the id
    /// under which the search is kept, and never the words.
    pub(crate) fn kept_as(self, id: Option<&str>) -> Self {
        Asked {
            found: id.map(str::to_owned),
            ..self
        }
    }

    /// The same narrowed to some values of a filter.
    pub(crate) fn narrowed<V: ToString>(
        mut self,
        name: &'static str,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        let values = values.into_iter().map(|value| (name, value.to_string()));
        self.filters.extend(values);
        self
    }

    /// The same in an order.
    pub(crate) fn sorted<By: PartialEq + Default>(
        self,
        columns: &[Column<By>],
        by: By,
        descending: bool,
    ) -> Self {
        let column = columns.iter().find(|column| column.by == by);
        Asked {
            sort: column.map(|column| Sorting::of(column, descending)),
            ..self
        }
    }

    fn pairs(&self) -> Vec<(&'static str, String)> {
        let search = self.search.iter().map(|words| match &self.found {
            Some(id) => ("found", id.clone()),
            None => ("q", words.clone()),
        });
        let mut pairs: Vec<_> = search.chain(self.filters.iter().cloned()).collect();
        if let Some(sort) = self.sort {
            if !sort.default {
                pairs.push(("sort", sort.name.to_owned()));
            }
            if sort.descending {
                pairs.push(("order", DESCENDING.to_owned()));
            }
        }
        if self.page > 1 {
            pairs.push(("page", self.page.to_string()));
        }
        pairs
    }

    /// The address that asks for this.
    pub(crate) fn address(&self) -> String {
        address(self.kind.path, &self.pairs())
    }

    fn at_page(&self, page: u32) -> Self {
        Asked {
            page,
            ..self.clone()
        }
    }

    /// What narrows the list, in words, each with the address without it. `words` are those of a
    /// filter's value.
    pub(crate) fn chosen(&self, words: &Words<'_>) -> Vec<(String, String)> {
        let search = self.search.iter().map(|search| {
            let without = Asked {
                search: None,
                ..self.at_page(1)
            };
            (format!("Search: {search}"), without.address())
        });
        let filters = self.filters.iter().map(|own| {
            let mut without = self.at_page(1);
            without.filters.retain(|other| other != own);
            let (name, value) = own;
            let words = words(name, value);
            (format!("{}: {words}", self.legend(name)), without.address())
        });
        search.chain(filters).collect()
    }

    /// The sentence about what was chosen, for a file: `Chosen: Region: Wales.`
    pub(crate) fn chosen_words(&self, words: &Words<'_>) -> String {
        let chosen: Vec<String> = self.chosen(words).into_iter().map(|own| own.0).collect();
        match chosen.as_slice() {
            [] => format!("All {} are listed.", self.kind.many),
            chosen => format!("Chosen: {}.", chosen.join("; ")),
        }
    }

    fn legend(&self, name: &str) -> &'static str {
        let mut filters = self.kind.filters.iter();
        let filter = filters.find(|filter| filter.0 == name);
        filter.map_or("", |filter| filter.1)
    }

    /// The values of a filter with how many have each. A value asked for that nothing has still
    /// shows, so that it can be taken off.
    fn group(&self, facet: Facet, words: &Words<'_>) -> Group {
        let (name, present) = facet;
        let asked: Vec<&String> = self
            .filters
            .iter()
            .filter(|own| own.0 == name)
            .map(|own| &own.1)
            .collect();
        let unknown = asked
            .iter()
            .filter(|value| !present.iter().any(|(own, _)| own == **value))
            .map(|value| ((*value).clone(), 0));
        let unknown: Vec<(String, u64)> = unknown.collect();
        let options = present
            .into_iter()
            .chain(unknown)
            .map(|(value, count)| Choice {
                text: words(name, &value),
                hint: String::new(),
                chosen: asked.contains(&&value),
                value,
                count,
            });
        Group {
            legend: self.legend(name),
            name,
            options: options.collect(),
        }
    }

    /// Headings that sort the whole list from its first page.
    fn headings<By: PartialEq + Default>(&self, columns: &[Column<By>]) -> Vec<Heading> {
        let headings = columns.iter().map(|column| {
            let current = self.sort.filter(|sort| sort.name == column.name);
            let descending = current.map_or(column.downwards, |sort| !sort.descending);
            let sorted = Asked {
                sort: Some(Sorting::of(column, descending)),
                ..self.at_page(1)
            };
            Heading {
                text: column.heading,
                href: sorted.address(),
                order: current.map_or("none", |sort| order_name(sort.descending)),
                hint: format!("sort {}", order_name(descending)),
                numeric: column.numeric,
            }
        });
        headings.collect()
    }
}

/// The words of a filter's value, by the filter's name.
pub(crate) type Words<'a> = dyn Fn(&str, &str) -> String + 'a;

/// A filter by its name, and the values that are held with how many have each.
pub(crate) type Facet = (&'static str, Vec<(String, u64)>);

/// What the page of a list shows around its rows.
pub(crate) struct List {
    pub(crate) kind: &'static Kind,
    pub(crate) search: String,
    /// Sort order, carried along when filters are applied.
    pub(crate) hidden: Vec<(&'static str, &'static str)>,
    pub(crate) groups: Vec<Group>,
    /// What narrows the list: words, and the address without it.
    pub(crate) chosen: Vec<(String, String)>,
    /// The same order without search and filters.
    pub(crate) clear: String,
    pub(crate) headings: Vec<Heading>,
    /// "Showing 1 to 25 of 210 inspections".
    pub(crate) showing: String,
    /// Whether anything is held at all.
    pub(crate) held: bool,
    pub(crate) pages: Option<Pages>,
    /// The query of the files of this list.
    pub(crate) query: String,
}

/// One group of a filter's values.
pub(crate) struct Group {
    pub(crate) legend: &'static str,
    pub(crate) name: &'static str,
    pub(crate) options: Vec<Choice>,
}

/// A column's heading, which sorts by it.
pub(crate) struct Heading {
    pub(crate) text: &'static str,
    pub(crate) href: String,
    /// `ascending`, `descending` or `none`.
    pub(crate) order: &'static str,
    /// What following the link does.
    pub(crate) hint: String,
    pub(crate) numeric: bool,
}

impl List {
    /// The page for what was asked and what was found.
    pub(crate) fn new(asked: &Asked, shown: Shown, facets: Vec<Facet>, words: &Words<'_>) -> Self {
        let clear = Asked {
            search: None,
            filters: Vec::new(),
            ..asked.at_page(1)
        };
        let hidden = asked
            .sort
            .map(|sort| [("sort", sort.name), ("order", order_name(sort.descending))]);
        let groups = facets.into_iter().map(|facet| asked.group(facet, words));
        List {
            kind: asked.kind,
            search: asked.search.clone().unwrap_or_default(),
            hidden: hidden.into_iter().flatten().collect(),
            groups: groups.collect(),
            chosen: asked.chosen(words),
            clear: clear.address(),
            headings: Vec::new(),
            showing: shown.words(asked),
            held: shown.held > 0,
            pages: pages(shown.page, shown.last_page(), |page| {
                asked.at_page(page).address()
            }),
            query: query(&asked.at_page(1).pairs()),
        }
    }

    /// The same with headings that sort.
    pub(crate) fn sorted_by<By: PartialEq + Default>(
        self,
        asked: &Asked,
        columns: &[Column<By>],
    ) -> Self {
        List {
            headings: asked.headings(columns),
            ..self
        }
    }
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
    /// How many are held, whatever is asked for.
    pub(crate) held: u64,
}

impl Shown {
    /// The number of pages; 1 where nothing is found.
    fn last_page(self) -> u64 {
        match u64::from(self.per_page) {
            0 => 1,
            size => self.total.div_ceil(size).max(1),
        }
    }

    /// The title of this page of the list.
    pub(crate) fn title(self, kind: &Kind) -> String {
        match self.last_page() {
            1 => kind.title.to_owned(),
            last => format!("{} (page {} of {last})", kind.title, self.page),
        }
    }

    /// `Showing 1 to 25 of 210 inspections`; where something narrows the list, also of how many.
    pub(crate) fn words(self, asked: &Asked) -> String {
        let Kind { many, all, .. } = asked.kind;
        if self.lines == 0 {
            return format!("Showing 0 {many}");
        }
        let first = u64::from(self.page.saturating_sub(1)) * u64::from(self.per_page) + 1;
        let last = first + u64::try_from(self.lines).unwrap_or(u64::MAX) - 1;
        let words = format!("Showing {first} to {last} of {} {many}", self.total);
        if asked.search.is_none() && asked.filters.is_empty() {
            words
        } else {
            format!("{words}, of {} {all}", self.held)
        }
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

    const SERVICES: Kind = Kind {
        path: "/services",
        title: "Services",
        one: "service",
        many: "services",
        all: "that are held",
        search: ("", ""),
        advice: ["", ""],
        filters: &[("region", "Region"), ("type", "Type")],
    };

    fn asked(page: u32) -> Asked {
        Asked::new(&SERVICES, None, page)
    }

    fn narrowed() -> Asked {
        Asked::new(&SERVICES, Some("east"), 2)
            .narrowed("region", ["Wales", "South & East"])
            .narrowed("type", ["joint"])
    }

    #[test]
    fn values_are_encoded() {
        assert_eq!(encode("Môn & co=1"), "M%C3%B4n+%26+co%3D1");
    }

    #[test]
    fn each_choice_can_be_taken_off_by_itself_and_leads_to_the_first_page() {
        let chosen = narrowed().chosen(&|_, value| value.to_uppercase());
        let chosen: Vec<(&str, &str)> = chosen
            .iter()
            .map(|(words, href)| (words.as_str(), href.as_str()))
            .collect();
        assert_eq!(
            chosen,
            [
                (
                    "Search: east",
                    "/services?region=Wales&region=South+%26+East&type=joint"
                ),
                (
                    "Region: WALES",
                    "/services?q=east&region=South+%26+East&type=joint"
                ),
                (
                    "Region: SOUTH & EAST",
                    "/services?q=east&region=Wales&type=joint"
                ),
                (
                    "Type: JOINT",
                    "/services?q=east&region=Wales&region=South+%26+East"
                ),
            ]
        );
    }

    #[test]
    fn a_value_that_nothing_has_is_offered_all_the_same() {
        let group = narrowed().group(
            (
                "region",
                vec![("London".to_owned(), 3), ("Wales".to_owned(), 2)],
            ),
            &|_, value| value.to_owned(),
        );
        let options: Vec<(&str, u64, bool)> = group
            .options
            .iter()
            .map(|own| (own.text.as_str(), own.count, own.chosen))
            .collect();
        assert_eq!(
            options,
            [
                ("London", 3, false),
                ("Wales", 2, true),
                ("South & East", 0, true)
            ]
        );
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
        let shown = |lines, total, page| Shown {
            lines,
            total,
            page,
            per_page: 25,
            held: 159,
        };
        for (shown, asked, title, words) in [
            (
                shown(25, 159, 1),
                asked(1),
                "Services (page 1 of 7)",
                "Showing 1 to 25 of 159 services",
            ),
            (
                shown(9, 159, 7),
                asked(7),
                "Services (page 7 of 7)",
                "Showing 151 to 159 of 159 services",
            ),
            (shown(0, 0, 1), asked(1), "Services", "Showing 0 services"),
            (
                shown(2, 2, 1),
                narrowed(),
                "Services",
                "Showing 1 to 2 of 2 services, of 159 that are held",
            ),
            (shown(0, 0, 1), narrowed(), "Services", "Showing 0 services"),
        ] {
            assert_eq!(shown.title(&SERVICES), title);
            assert_eq!(shown.words(&asked), words);
        }
    }
}
