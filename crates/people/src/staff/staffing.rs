//! All services, teams, posts, people and holdings, read once.
//!
//! An installation holds some thousands of people at most, so it is cheaper to read them and ask in
//! plain code than to ask the database one question a page; and rules that are plain code can be drawn
//! as tables.

use std::collections::{BTreeMap, BTreeSet};

use access::{Action, Asker, Role};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::civil::Date;
use vault::schema::people::{account, holding, kept_service, person, post, team};
use vault::schema::register::service;
use vault::{Conn, Deed, Door, Look, on_both};

use super::store::{HoldingRow, KeptRow, PersonRow, PostRow, TeamRow, folded};
use super::{Days, Holding, Person, Post, Service, Team};

/// Who works here, and as what.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Staffing {
    services: BTreeMap<String, Service>,
    teams: BTreeMap<String, Team>,
    posts: BTreeMap<String, Post>,
    people: BTreeMap<String, Person>,
    /// By post and number.
    holdings: Vec<Holding>,
    /// Ids of accounts by those of their owners.
    accounts: BTreeMap<String, String>,
}

/// Reads all of it. `about` names the one record that is looked at, if it is one, by its kind and id.
///
/// # Errors
/// As [`Door::consult`].
pub async fn look(
    door: &Door,
    asker: &Asker,
    about: Option<(&'static str, &str)>,
) -> Result<Staffing, vault::Error> {
    let deed = Deed {
        action: Action::PeopleList,
        purpose: "looking at posts and people",
    };
    let about = about.map(|(kind, id)| (kind, id.to_owned()));
    door.consult(asker, deed, async move |look: &mut Look<'_>| {
        let held = Staffing::read(look.conn()).await?;
        // What is not held is not named, so that nothing but ids of ours gets into the trail.
        if let Some((kind, id)) = about
            && held.holds(kind, &id)
        {
            look.about(kind, &id);
        }
        Ok(held)
    })
    .await
}

impl Staffing {
    /// Reads all of it, in seven statements.
    pub(super) async fn read(conn: &mut Conn) -> Result<Self, vault::Error> {
        let named: Vec<(String, String)> = on_both!(&mut *conn, |c| service::table
            .select((service::id, service::name))
            .load(c)
            .await)?;
        let kept: Vec<KeptRow> = on_both!(&mut *conn, |c| kept_service::table
            .select(KeptRow::as_select())
            .load(c)
            .await)?;
        let teams: Vec<TeamRow> = on_both!(&mut *conn, |c| team::table
            .select(TeamRow::as_select())
            .load(c)
            .await)?;
        let posts: Vec<PostRow> = on_both!(&mut *conn, |c| post::table
            .select(PostRow::as_select())
            .load(c)
            .await)?;
        let people: Vec<PersonRow> = on_both!(&mut *conn, |c| person::table
            .select(PersonRow::as_select())
            .load(c)
            .await)?;
        let holdings: Vec<HoldingRow> = on_both!(&mut *conn, |c| holding::table
            .select(HoldingRow::as_select())
            .load(c)
            .await)?;
        let accounts: Vec<(String, String)> = on_both!(conn, |c| account::table
            .select((account::person_id, account::id))
            .load(c)
            .await)?;
        let mut held = Staffing {
            services: BTreeMap::new(),
            teams: by_id(teams.into_iter().map(of_team), |own| &own.id),
            posts: by_id(posts.into_iter().filter_map(of_post), |own| &own.id),
            people: by_id(people.into_iter().map(of_person), |own| &own.id),
            holdings: holdings.into_iter().map(of_holding).collect(),
            accounts: accounts.into_iter().collect(),
        };
        held.holdings
            .sort_by(|one, other| (&one.post, one.number).cmp(&(&other.post, other.number)));
        held.name_services(named, &kept);
        Ok(held)
    }

    /// Keeps the services that have something to do with this installation.
    fn name_services(&mut self, named: Vec<(String, String)>, kept: &[KeptRow]) {
        let of_posts = self.posts.values().filter_map(|own| own.service.as_ref());
        let of_teams = self.teams.values().map(|own| &own.service);
        let wanted: BTreeSet<&String> = of_posts.chain(of_teams).collect();
        let services = named.into_iter().filter_map(|(id, name)| {
            let row = kept.iter().find(|row| row.service_id == id);
            let kept = row.map(|row| Days::read(&row.since, row.until.as_deref()));
            (kept.is_some() || wanted.contains(&id)).then_some(Service { id, name, kept })
        });
        let services: Vec<Service> = services.collect();
        self.services = by_id(services, |own| &own.id);
    }

    fn holds(&self, kind: &str, id: &str) -> bool {
        match kind {
            "person" => self.people.contains_key(id),
            "post" => self.posts.contains_key(id),
            "team" => self.teams.contains_key(id),
            "service" => self.services.contains_key(id),
            _ => false,
        }
    }

    /// The services that have something to do with this installation, by name.
    #[must_use]
    pub fn services(&self) -> Vec<&Service> {
        let mut services: Vec<&Service> = self.services.values().collect();
        services.sort_by_cached_key(|own| (folded(&own.name), own.id.clone()));
        services
    }

    /// One of them.
    #[must_use]
    pub fn service(&self, id: &str) -> Option<&Service> {
        self.services.get(id)
    }

    /// A service's teams, by name.
    #[must_use]
    pub fn teams_of(&self, service: &str) -> Vec<&Team> {
        let own = self.teams.values().filter(|own| own.service == service);
        let mut teams: Vec<&Team> = own.collect();
        teams.sort_by_cached_key(|own| (folded(&own.name), own.id.clone()));
        teams
    }

    /// A team.
    #[must_use]
    pub fn team(&self, id: &str) -> Option<&Team> {
        self.teams.get(id)
    }

    /// All posts: by role, title and service.
    #[must_use]
    pub fn posts(&self) -> Vec<&Post> {
        let mut posts: Vec<&Post> = self.posts.values().collect();
        posts.sort_by_cached_key(|own| {
            let title = folded(&own.title);
            (own.role, title, own.service.clone(), own.id.clone())
        });
        posts
    }

    /// A post.
    #[must_use]
    pub fn post(&self, id: &str) -> Option<&Post> {
        self.posts.get(id)
    }

    /// All people, by name.
    #[must_use]
    pub fn people(&self) -> Vec<&Person> {
        let mut people: Vec<&Person> = self.people.values().collect();
        people.sort_by(|one, other| (&one.folded, &one.id).cmp(&(&other.folded, &other.id)));
        people
    }

    /// Somebody who works here.
    #[must_use]
    pub fn person(&self, id: &str) -> Option<&Person> {
        self.people.get(id)
    }

    /// The id of the account that somebody signs in with, if they have one.
    #[must_use]
    pub fn account_of(&self, person: &str) -> Option<&str> {
        self.accounts.get(person).map(String::as_str)
    }

    /// Who held a post, the earliest first.
    #[must_use]
    pub fn holders_of(&self, post: &str) -> Vec<&Holding> {
        by_first_day(self.holdings.iter().filter(|own| own.post == post))
    }

    /// What somebody held, the earliest first.
    #[must_use]
    pub fn held_by(&self, person: &str) -> Vec<&Holding> {
        by_first_day(self.holdings.iter().filter(|own| own.person == person))
    }

    /// One holding of a post.
    #[must_use]
    pub fn holding(&self, post: &str, number: u32) -> Option<&Holding> {
        let mut holdings = self.holdings.iter();
        holdings.find(|own| own.post == post && own.number == number)
    }

    /// Who holds a post on a day.
    #[must_use]
    pub fn holder_on(&self, post: &str, day: Date) -> Option<&Holding> {
        let holders = self.holders_of(post);
        holders.into_iter().find(|own| own.days.include(day))
    }

    /// What somebody holds on a day, of posts that are there that day.
    #[must_use]
    pub fn held_on(&self, person: &str, day: Date) -> Vec<&Post> {
        let holdings = self.held_by(person).into_iter();
        holdings
            .filter(|own| own.days.include(day))
            .filter_map(|own| self.post(&own.post))
            .filter(|post| post.days.include(day))
            .collect()
    }

    /// Since when nobody holds a post that is there that day; none where somebody does.
    #[must_use]
    pub fn vacant_since(&self, post: &Post, day: Date) -> Option<Date> {
        if !post.days.include(day) || self.holder_on(&post.id, day).is_some() {
            return None;
        }
        let holders = self.holders_of(&post.id).into_iter();
        let ends = holders.filter_map(|own| own.days.last.filter(|last| *last < day));
        let since = ends.max().map(super::days::after);
        Some(since.map_or(post.days.first, |since| since.max(post.days.first)))
    }
}

fn by_id<T>(things: impl IntoIterator<Item = T>, id: fn(&T) -> &String) -> BTreeMap<String, T> {
    let keyed = things.into_iter().map(|own| (id(&own).clone(), own));
    keyed.collect()
}

fn by_first_day<'a>(holdings: impl Iterator<Item = &'a Holding>) -> Vec<&'a Holding> {
    let mut holdings: Vec<&Holding> = holdings.collect();
    holdings.sort_by(|one, other| {
        let key = |own: &Holding| (own.days.first, own.post.clone(), own.number);
        key(one).cmp(&key(other))
    });
    holdings
}

fn of_team(row: TeamRow) -> Team {
    Team {
        days: Days::read(&row.opened, row.closed.as_deref()),
        id: row.id,
        service: row.service_id,
        name: row.name,
    }
}

/// A post whose role is not known to this program carries none, and is not there for it.
fn of_post(row: PostRow) -> Option<Post> {
    Some(Post {
        role: Role::of_post(&row.role)?,
        days: Days::read(&row.opened, row.closed.as_deref()),
        minutes: row.minutes_a_week.and_then(|own| u32::try_from(own).ok()),
        id: row.id,
        service: row.service_id,
        team: row.team_id,
        title: row.title,
    })
}

fn of_person(row: PersonRow) -> Person {
    Person {
        id: row.id,
        name: row.name,
        email: row.email,
        folded: row.search_text,
    }
}

fn of_holding(row: HoldingRow) -> Holding {
    Holding {
        days: Days::read(&row.starts, row.ends.as_deref()),
        post: row.post_id,
        number: u32::try_from(row.number).unwrap_or_default(),
        person: row.person_id,
    }
}
