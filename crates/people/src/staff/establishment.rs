//! The establishment of a service on a day: its posts by team, who holds each, and which are vacant
//! since when.

use jiff::civil::Date;

use super::{Holding, Person, Post, Service, Staffing, Team};

/// The posts of a service, or of the whole installation, on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Establishment {
    /// Whose; none for posts of the whole installation.
    pub service: Option<Service>,
    /// The day.
    pub day: Date,
    /// Its teams by name, and last the posts that are in none.
    pub groups: Vec<Group>,
    /// All of it.
    pub totals: Totals,
}

/// The posts of a team, or those that are in none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The team.
    pub team: Option<Team>,
    /// Its posts, by role and title.
    pub lines: Vec<Line>,
    /// All of them.
    pub totals: Totals,
}

/// A post on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The post.
    pub post: Post,
    /// Who holds it.
    pub holder: Option<Holder>,
    /// Since when it is vacant; none where somebody holds it.
    pub vacant_since: Option<Date>,
    /// Who takes it up next, if that is known.
    pub next: Option<Holder>,
}

/// Somebody in a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Who.
    pub person: Person,
    /// When.
    pub holding: Holding,
}

/// Posts and hours in sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Posts.
    pub posts: u32,
    /// Those of them that nobody holds.
    pub vacant: u32,
    /// Minutes a week of the posts whose hours are known.
    pub minutes: u32,
    /// Minutes a week of vacant posts whose hours are known.
    pub vacant_minutes: u32,
    /// Posts whose hours are not known, so that both sums are too small.
    pub hours_unknown: u32,
}

/// The establishment of a service; none for one that has nothing to do with this installation. Without
/// a service it is that of the whole installation: the posts that work for all.
#[must_use]
pub fn on(held: &Staffing, service: Option<&str>, day: Date) -> Option<Establishment> {
    let service = match service {
        Some(id) => Some(held.service(id)?.clone()),
        None => None,
    };
    let id = service.as_ref().map(|own| own.id.as_str());
    let posts = held.posts().into_iter();
    let posts = posts.filter(|own| own.service.as_deref() == id && own.days.include(day));
    let posts: Vec<&Post> = posts.collect();
    let teams = id.map(|id| held.teams_of(id)).unwrap_or_default();
    let in_teams = teams.into_iter().filter_map(|team| {
        let group = group(held, Some(team), &posts, day);
        // A team that is there without posts shows all the same; one that is over does not.
        let shows = team.days.include(day) || !group.lines.is_empty();
        shows.then_some(group)
    });
    let in_none = group(held, None, &posts, day);
    let groups = in_teams.chain((!in_none.lines.is_empty()).then_some(in_none));
    let groups: Vec<Group> = groups.collect();
    Some(Establishment {
        service,
        day,
        totals: groups
            .iter()
            .map(|own| own.totals)
            .fold(Totals::default(), Totals::plus),
        groups,
    })
}

fn group(held: &Staffing, team: Option<&Team>, posts: &[&Post], day: Date) -> Group {
    let id = team.map(|team| &team.id);
    let own = posts.iter().filter(|post| post.team.as_ref() == id);
    let lines: Vec<Line> = own.map(|post| line(held, post, day)).collect();
    Group {
        team: team.cloned(),
        totals: lines
            .iter()
            .map(Line::totals)
            .fold(Totals::default(), Totals::plus),
        lines,
    }
}

/// A post with who holds it on a day, or since when nobody does.
#[must_use]
pub fn line(held: &Staffing, post: &Post, day: Date) -> Line {
    let holder = |holding: &Holding| {
        let person = held.person(&holding.person)?.clone();
        let holding = holding.clone();
        Some(Holder { person, holding })
    };
    let mut later = held.holders_of(&post.id).into_iter();
    let next = later.find(|own| own.is_to_come(day));
    Line {
        holder: held.holder_on(&post.id, day).and_then(holder),
        vacant_since: held.vacant_since(post, day),
        next: next.and_then(holder),
        post: post.clone(),
    }
}

impl Line {
    fn totals(&self) -> Totals {
        let minutes = self.post.minutes.unwrap_or_default();
        let vacant = self.vacant_since.is_some();
        Totals {
            posts: 1,
            vacant: u32::from(vacant),
            minutes,
            vacant_minutes: if vacant { minutes } else { 0 },
            hours_unknown: u32::from(self.post.minutes.is_none()),
        }
    }
}

impl Totals {
    fn plus(self, other: Totals) -> Totals {
        Totals {
            posts: self.posts.saturating_add(other.posts),
            vacant: self.vacant.saturating_add(other.vacant),
            minutes: self.minutes.saturating_add(other.minutes),
            vacant_minutes: self.vacant_minutes.saturating_add(other.vacant_minutes),
            hours_unknown: self.hours_unknown.saturating_add(other.hours_unknown),
        }
    }
}
