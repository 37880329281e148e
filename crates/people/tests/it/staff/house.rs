//! A service with posts to test with, and weeks drawn as lines.

use access::{Action, Asker, Role};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use people::staff::persons::{self, Namesake};
use people::staff::{
    self, Days, Error, PersonDraft, PostDraft, Staffing, holdings, posts, services,
};
use vault::schema::people::account;
use vault::schema::register::service;
use vault::{Act, Clock, Deed, Door, on_both};

/// The day on which everything happens: the fifth of a drawn week.
pub const TODAY: Date = Date::constant(2026, 11, 27);

/// An installation that keeps the service `medway`.
pub struct House {
    pub door: Door,
    pub clock: Clock,
    pub database: &'static str,
}

/// Runs a test on SQLite, then on PostgreSQL.
pub fn on_both(test: impl AsyncFn(House)) {
    runtime().block_on(async {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("people.db");
        test(House::open(&path.to_string_lossy(), "SQLite").await).await;
        let postgres = testkit::postgres_database().await;
        test(House::open(postgres.url(), "PostgreSQL").await).await;
    });
}

/// Runs a test on SQLite alone: for rules that are plain code.
pub fn on_sqlite<T>(test: impl AsyncFnOnce(House) -> T) -> T {
    runtime().block_on(async {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("people.db");
        test(House::open(&path.to_string_lossy(), "SQLite").await).await
    })
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime")
}

pub fn operator() -> Asker {
    Asker::local_operator()
}

impl House {
    async fn open(database: &str, name: &'static str) -> Self {
        let noon: Timestamp = "2026-11-27T12:00:00Z".parse().expect("a moment");
        let clock = Clock::fixed(noon);
        let door = Door::open_with(database, clock.clone())
            .await
            .expect("a database");
        let house = House {
            door,
            clock,
            database: name,
        };
        house.register("kent", "Kent").await;
        house.register("medway", "Medway").await;
        let kept = services::keep(&house.door, &operator(), "medway", day("2026-01-01")).await;
        kept.expect("kept");
        house
    }

    async fn register(&self, id: &str, name: &str) {
        let deed = Deed {
            action: Action::ServicesLoad,
            purpose: "loading the published list",
        };
        let (id, name) = (id.to_owned(), name.to_owned());
        let asker = operator();
        let done = self.door.act(&asker, deed, async move |act: &mut Act<'_>| {
            let row = (
                service::id.eq(&id),
                service::name.eq(&name),
                service::region.eq("South East"),
                service::country.eq("England"),
                service::source.eq("an example"),
                service::search_text.eq(&id),
            );
            on_both!(act.conn(), |c| diesel::insert_into(service::table)
                .values(row)
                .execute(c)
                .await)?;
            Ok(())
        });
        done.await.expect("a service");
    }

    /// Lets an account have a passphrase, as if its owner had chosen one: no digest is any worth here.
    pub async fn begin(&self, account: &str) {
        let deed = Deed {
            action: Action::AccountsReset,
            purpose: "an example",
        };
        let (asker, id) = (operator(), account.to_owned());
        let done = self.door.act(&asker, deed, async move |act: &mut Act<'_>| {
            on_both!(act.conn(), |c| diesel::update(account::table.find(&id))
                .set(account::passphrase.eq("digest"))
                .execute(c)
                .await)?;
            Ok(())
        });
        done.await.expect("begun");
    }

    /// Turns the clock by so many hours.
    pub fn turn(&self, hours: i64) {
        self.clock.turn(SignedDuration::from_hours(hours));
    }

    pub async fn look(&self) -> Staffing {
        let held = staff::look(&self.door, &operator(), None).await;
        held.expect("an answer")
    }

    pub async fn person(&self, name: &str) -> String {
        let draft = PersonDraft {
            name: name.to_owned(),
            email: String::new(),
        };
        let added = persons::add(&self.door, &operator(), &draft, Namesake::Another).await;
        added.expect("somebody")
    }

    /// A post of `medway` for some days.
    pub async fn post(&self, draft: &PostDraft, last: Option<Date>) -> String {
        let id = posts::open(&self.door, &operator(), draft).await;
        let id = id.unwrap_or_else(|error| panic!("{}: {error}", self.database));
        if last.is_some() {
            self.close_post(&id, last).await.expect("closed");
        }
        id
    }

    /// A team of `medway` from the first day of the drawn week on.
    pub async fn team(&self, name: &str) -> String {
        let first = day("2026-11-23");
        let team = staff::teams::open(&self.door, &operator(), "medway", name, first).await;
        team.expect("a team")
    }

    pub async fn close_post(&self, id: &str, last: Option<Date>) -> Result<(), Error> {
        let seen = self.look().await.post(id).expect("a post").version();
        posts::close(&self.door, &operator(), id, &seen, last).await
    }

    pub async fn close_team(&self, id: &str, last: Option<Date>) -> Result<(), Error> {
        let seen = self.look().await.team(id).expect("a team").version();
        staff::teams::close(&self.door, &operator(), id, &seen, last).await
    }

    pub async fn hold(&self, post: &str, person: &str, days: Days) -> Result<u32, Error> {
        holdings::hold(&self.door, &operator(), post, person, days).await
    }

    pub async fn held(&self, post: &str, person: &str, days: Days) -> u32 {
        let number = self.hold(post, person, days).await;
        number.unwrap_or_else(|error| panic!("{}: {error}", self.database))
    }

    pub async fn change(
        &self,
        post: &str,
        number: u32,
        first: &str,
        last: Option<&str>,
    ) -> Result<(), Error> {
        let held = self.look().await;
        let seen = held.holding(post, number).expect("a holding").version();
        let days = Days {
            first: day(first),
            last: last.map(day),
        };
        holdings::change_to(&self.door, &operator(), post, number, &seen, days).await
    }
}

pub fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

/// A practitioner's post of `medway` from the first day of the drawn week on.
pub fn practitioner() -> PostDraft {
    PostDraft {
        service: Some("medway".to_owned()),
        team: None,
        role: Role::Practitioner,
        title: "Practitioner".to_owned(),
        minutes: Some(2_220),
        first: day("2026-11-23"),
    }
}

/// Days of the week of 23 to 29 November 2026, drawn as a line: `--###--` are Wednesday to Friday,
/// `--###>` go on, and `-------` is no day at all. The fifth day is today.
pub fn drawn(line: &str) -> Option<Days> {
    let day = |place: usize| Date::constant(2026, 11, 23 + i8::try_from(place).expect("a week"));
    let first = line.find('#')?;
    let last = line.rfind('#')?;
    Some(Days {
        first: day(first),
        last: (!line.ends_with('>')).then(|| day(last)),
    })
}

/// Days as a line.
pub fn line(days: Days) -> String {
    let week = (23..=29).map(|day| Date::constant(2026, 11, day));
    let line: String = week
        .map(|day| if days.include(day) { '#' } else { '-' })
        .collect();
    match days.last {
        None => format!("{line}>"),
        Some(_) => line,
    }
}

/// What came of it, in words: `done`, or why not.
pub fn told<T>(result: Result<T, Error>) -> String {
    result.map_or_else(|error| error.to_string(), |_| "done".to_owned())
}
