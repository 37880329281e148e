//! People and posts as lists: searched, narrowed, sorted, a page at a time.

use access::Role;
use jiff::civil::Date;

use super::establishment::{self, Line as PostLine};
use super::store::folded;
use super::{Person, Post, Staffing};
use crate::limits::SEARCH_WORDS;

/// What is asked of a list; nothing set asks for all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Words that all have to be found.
    pub search: Option<String>,
    /// Ids of services, and [`ALL_SERVICES`] for posts that work for all.
    pub services: Vec<String>,
    /// Roles of posts.
    pub roles: Vec<Role>,
    /// States, by their codes.
    pub states: Vec<String>,
    /// What it is sorted by.
    pub by: SortBy,
    /// Whether the last comes first.
    pub descending: bool,
    /// From 1. A page that does not exist gives the first.
    pub page: u32,
    /// Lines a page; 0 means all.
    pub per_page: u32,
}

/// What a list is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SortBy {
    /// The person's name or the post's title.
    #[default]
    Name,
    /// The role, in the order in which forms offer them.
    Role,
    /// The service's name.
    Service,
    /// The state.
    State,
}

/// Stands for the services that a post of the whole installation works for.
pub const ALL_SERVICES: &str = "all";

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing<L> {
    /// The lines of this page.
    pub lines: Vec<L>,
    /// How many match in all.
    pub total: u64,
    /// The page given, from 1.
    pub page: u32,
    /// Lines a page.
    pub per_page: u32,
    /// How many are held, whatever is asked.
    pub held: u64,
    /// Ids of services with how many have each, whatever is asked.
    pub services: Vec<(String, u64)>,
    /// Roles in the same way.
    pub roles: Vec<(Role, u64)>,
    /// Codes of states in the same way.
    pub states: Vec<(&'static str, u64)>,
}

/// Somebody in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonLine {
    /// Who.
    pub person: Person,
    /// What they hold today.
    pub posts: Vec<Post>,
    /// What is to be said of that.
    pub state: InPost,
}

/// Whether somebody holds a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum InPost {
    /// They do.
    Now,
    /// They will.
    ToCome(Date),
    /// They did until a day.
    Left(Date),
    /// They never did.
    Never,
}

/// In which state a post is on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PostState {
    /// Somebody holds it.
    Held,
    /// Nobody holds it.
    Vacant,
    /// It begins later.
    ToCome,
    /// It is over.
    Closed,
}

impl InPost {
    /// The codes, in the order in which filters offer them.
    pub const CODES: [&str; 4] = ["in-post", "to-come", "left", "never"];

    /// The code that a filter uses.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            InPost::Now => "in-post",
            InPost::ToCome(_) => "to-come",
            InPost::Left(_) => "left",
            InPost::Never => "never",
        }
    }
}

impl PostState {
    /// The codes, in the order in which filters offer them.
    pub const CODES: [&str; 4] = ["held", "vacant", "to-come", "closed"];

    /// The code that a filter uses.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            PostState::Held => "held",
            PostState::Vacant => "vacant",
            PostState::ToCome => "to-come",
            PostState::Closed => "closed",
        }
    }

    /// The state of a post on a day.
    #[must_use]
    pub fn of(line: &PostLine, day: Date) -> Self {
        let days = line.post.days;
        if days.over_by(day) {
            PostState::Closed
        } else if day < days.first {
            PostState::ToCome
        } else if line.vacant_since.is_some() {
            PostState::Vacant
        } else {
            PostState::Held
        }
    }
}

/// The people who match, as they stand today.
#[must_use]
pub fn people(held: &Staffing, query: &Query, today: Date) -> Listing<PersonLine> {
    let lines = held.people().into_iter().map(|own| PersonLine {
        posts: held.held_on(&own.id, today).into_iter().cloned().collect(),
        state: in_post(held, own, today),
        person: own.clone(),
    });
    let entries = lines.map(|line| Entry {
        text: format!(
            "{} {}",
            line.person.folded,
            line.person.email.as_deref().unwrap_or_default()
        ),
        name: line.person.folded.clone(),
        state: line.state.code(),
        rank: InPost::CODES
            .iter()
            .position(|own| *own == line.state.code()),
        posts: line.posts.iter().map(about).collect(),
        line,
    });
    listing(held, entries.collect(), query, &InPost::CODES)
}

/// The posts that match, as they stand today. A search looks for who holds them too.
#[must_use]
pub fn posts(held: &Staffing, query: &Query, today: Date) -> Listing<PostLine> {
    let lines = held.posts().into_iter();
    let entries = lines.map(|own| {
        let line = establishment::line(held, own, today);
        let state = PostState::of(&line, today).code();
        let team = own.team.as_deref().and_then(|id| held.team(id));
        let words = [
            own.title.as_str(),
            own.role.title(),
            team.map_or("", |team| &team.name),
            line.holder
                .as_ref()
                .map_or("", |holder| &holder.person.name),
        ];
        Entry {
            text: folded(&words.join(" ")),
            name: folded(&own.title),
            state,
            rank: PostState::CODES.iter().position(|own| *own == state),
            posts: vec![about(own)],
            line,
        }
    });
    listing(held, entries.collect(), query, &PostState::CODES)
}

fn in_post(held: &Staffing, own: &Person, today: Date) -> InPost {
    if !held.held_on(&own.id, today).is_empty() {
        return InPost::Now;
    }
    let holdings = held.held_by(&own.id);
    let to_come = holdings.iter().find(|own| own.is_to_come(today));
    let left = holdings.iter().filter_map(|own| own.days.last).max();
    match (to_come, left) {
        (Some(own), _) => InPost::ToCome(own.days.first),
        (None, Some(last)) => InPost::Left(last),
        (None, None) => InPost::Never,
    }
}

/// A line with what is asked about it.
struct Entry<L> {
    line: L,
    /// What a search looks in.
    text: String,
    /// What it is sorted by.
    name: String,
    state: &'static str,
    rank: Option<usize>,
    posts: Vec<(Role, String)>,
}

/// Role and service of a post.
fn about(post: &Post) -> (Role, String) {
    let service = post.service.as_deref().unwrap_or(ALL_SERVICES);
    (post.role, service.to_owned())
}

impl<L> Entry<L> {
    fn matches(&self, words: &[String], query: &Query) -> bool {
        // One post has to fit both, or an auditor of one service and analyst of another would be found
        // as an analyst of the first.
        let post = |(role, service): &(Role, String)| {
            (query.roles.is_empty() || query.roles.contains(role))
                && (query.services.is_empty() || query.services.contains(service))
        };
        let asked = !query.roles.is_empty() || !query.services.is_empty();
        words.iter().all(|word| self.text.contains(word))
            && (query.states.is_empty() || query.states.iter().any(|own| own == self.state))
            && (!asked || self.posts.iter().any(post))
    }
}

fn listing<L>(
    held: &Staffing,
    entries: Vec<Entry<L>>,
    query: &Query,
    states: &[&'static str],
) -> Listing<L> {
    let number =
        |test: &dyn Fn(&Entry<L>) -> bool| entries.iter().filter(|own| test(own)).count() as u64;
    let services = held.services().into_iter().map(|own| own.id.clone());
    let services = services.chain(std::iter::once(ALL_SERVICES.to_owned()));
    let services = services.map(|id| {
        let of_it = number(&|own| own.posts.iter().any(|(_, service)| *service == id));
        (id, of_it)
    });
    let services = services.filter(|(_, number)| *number > 0).collect();
    let roles = Role::POSTS.into_iter().map(|role| {
        let of_it = number(&|own| own.posts.iter().any(|(carried, _)| *carried == role));
        (role, of_it)
    });
    let roles = roles.filter(|(_, number)| *number > 0).collect();
    let states = states
        .iter()
        .map(|code| (*code, number(&|own| own.state == *code)));
    let states = states.filter(|(_, number)| *number > 0).collect();
    let all = entries.len() as u64;

    let words = folded(query.search.as_deref().unwrap_or_default());
    let words = words.split_whitespace().take(SEARCH_WORDS);
    let words: Vec<String> = words.map(str::to_owned).collect();
    let found = entries.into_iter();
    let mut found: Vec<Entry<L>> = found.filter(|own| own.matches(&words, query)).collect();
    sort(held, &mut found, query);
    let total = found.len() as u64;
    let page = page_of(total, query);
    let size = if query.per_page == 0 {
        usize::MAX
    } else {
        usize::try_from(query.per_page).unwrap_or(usize::MAX)
    };
    let before = usize::try_from(page.saturating_sub(1)).unwrap_or(usize::MAX);
    let lines = found.into_iter().map(|own| own.line);
    Listing {
        lines: lines.skip(before.saturating_mul(size)).take(size).collect(),
        total,
        page,
        per_page: query.per_page,
        held: all,
        services,
        roles,
        states,
    }
}

/// Sorts, and leaves those that are alike by name, the first first.
fn sort<L>(held: &Staffing, found: &mut [Entry<L>], query: &Query) {
    found.sort_by(|one, other| one.name.cmp(&other.name));
    let service_name = |own: &Entry<L>| {
        let (_, id) = own.posts.first()?;
        Some(
            held.service(id)
                .map_or_else(String::new, |own| folded(&own.name)),
        )
    };
    let role = |own: &Entry<L>| own.posts.iter().map(|(role, _)| *role).min();
    // Those without a post come last, whichever way.
    match query.by {
        SortBy::Name if query.descending => found.sort_by(|one, other| other.name.cmp(&one.name)),
        SortBy::Name => {}
        SortBy::Role => order(found, query.descending, role),
        SortBy::Service => order(found, query.descending, service_name),
        SortBy::State => order(found, query.descending, |own| own.rank),
    }
}

fn order<L, K: Ord>(
    found: &mut [Entry<L>],
    descending: bool,
    key: impl Fn(&Entry<L>) -> Option<K>,
) {
    found.sort_by(|one, other| match (key(one), key(other)) {
        (Some(one), Some(other)) if descending => other.cmp(&one),
        (Some(one), Some(other)) => one.cmp(&other),
        (one, other) => one.is_none().cmp(&other.is_none()),
    });
}

/// The page to give when so many are found: the one asked for, if it is there.
fn page_of(total: u64, query: &Query) -> u32 {
    let pages = match u64::from(query.per_page) {
        0 => 1,
        size => total.div_ceil(size),
    };
    if (1..=pages).contains(&u64::from(query.page)) {
        query.page
    } else {
        1
    }
}
