//! Slowing down whoever guesses, without locking out whoever is guessed at.
//!
//! Each try is counted before it is judged, so tries sent at once are counted too, and what was right
//! is given back. Where from and on whose name a try is made decides which counts it goes to:
//!
//! - by whoever holds what nobody can guess, to a count of that alone: a browser on which this account
//!   was signed in with before (it shows a [`Token`](crate::Token)), a session, a link;
//! - otherwise to three counts: of this name from this address, of this address, and of this name.
//!
//! So somebody who guesses at a colleague's name, from wherever, fills the counts of strangers; the
//! colleague's own browser is not among them and signs in as ever. Names that nobody has are counted
//! like any other, and a full count is answered in the same words.

use std::net::IpAddr;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::{SignedDuration, Timestamp};
use vault::schema::people::guess;
use vault::{Act, Door, Error, on_both};

use crate::moment;
use crate::token::digest;

/// What is guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    /// A passphrase.
    Passphrase,
    /// A code of the second factor, or a recovery code.
    Code,
}

impl What {
    fn code(self) -> &'static str {
        match self {
            What::Passphrase => "passphrase",
            What::Code => "code",
        }
    }

    /// How long tries of one name by strangers count. A code has a million values, of which three are
    /// right at a time, and whoever guesses at it knows the passphrase: in a day they may try so often
    /// that one in seven thousand succeeds.
    fn by_strangers(self) -> SignedDuration {
        match self {
            What::Passphrase => SignedDuration::from_mins(60),
            What::Code => SignedDuration::from_hours(24),
        }
    }
}

/// One count: its name in the table, how many tries it lets through, and in which time.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Count {
    bucket: String,
    tries: i32,
    window: SignedDuration,
}

impl Count {
    fn new(what: What, kind: &str, value: &str, tries: i32, window: SignedDuration) -> Self {
        let name = format!("{}\n{kind}\n{value}", what.code());
        Count {
            bucket: digest(name.as_bytes()),
            tries,
            window,
        }
    }

    /// The count of one name's tries by strangers anywhere.
    fn of_name(what: What, name: &str) -> Self {
        Count::new(what, "name", name, TRIES_A_NAME, what.by_strangers())
    }
}

/// The counts that a try goes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Counts(Vec<Count>);

/// Tries of one name from one address, and of one known browser. Five wrong ones are a bad morning.
const TRIES_AT_ONCE: i32 = 5;

/// Tries from one address in the same time; a whole council may share one.
const TRIES_AN_ADDRESS: i32 = 50;

/// Tries of one name by strangers anywhere, in [`What::by_strangers`].
const TRIES_A_NAME: i32 = 50;

/// How long the first two count.
const WINDOW: SignedDuration = SignedDuration::from_mins(15);

impl Counts {
    /// The counts for a try by somebody who holds what nobody can guess; `held` is the digest of what a
    /// known browser or a link shows, or the id of a session.
    pub(crate) fn of_holder(what: What, held: &str) -> Self {
        Counts(vec![Count::new(
            what,
            "holder",
            held,
            TRIES_AT_ONCE,
            WINDOW,
        )])
    }

    /// The counts for a try by anybody else, on a name or account, from an address. Of an address of
    /// the sixth version the first half counts, because the rest is the guesser's to choose.
    pub(crate) fn of_stranger(what: What, name: &str, from: IpAddr) -> Self {
        let from = network(from);
        Counts(vec![
            Count::new(
                what,
                "name from address",
                &format!("{name}\n{from}"),
                TRIES_AT_ONCE,
                WINDOW,
            ),
            Count::new(what, "address", &from, TRIES_AN_ADDRESS, WINDOW),
            Count::of_name(what, name),
        ])
    }
}

fn network(from: IpAddr) -> String {
    match from.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}")
        }
    }
}

/// Somebody must wait; the moment from which they may try again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Wait(pub(crate) Timestamp);

/// Counts a try, unless one of its counts is full.
pub(crate) async fn charge(door: &Door, counts: Counts) -> Result<Result<(), Wait>, Error> {
    let now = door.now();
    door.remember(async move |act: &mut Act<'_>| {
        forget_old(act, now).await?;
        let mut held = Vec::new();
        let mut wait = None;
        for count in counts.0 {
            let row = find(act, &count, now).await?;
            if row.failures >= count.tries {
                let until = moment::later(moment::read(&row.since), count.window);
                wait = wait.max(Some(until));
            }
            held.push(row);
        }
        if let Some(until) = wait {
            return Ok(Err(Wait(until)));
        }
        for row in held {
            let row = Row {
                failures: row.failures + 1,
                ..row
            };
            keep(act, row).await?;
        }
        Ok(Ok(()))
    })
    .await
}

/// Gives a try back that was right.
pub(crate) async fn give_back(door: &Door, counts: Counts) -> Result<(), Error> {
    let now = door.now();
    door.remember(async move |act: &mut Act<'_>| {
        for count in counts.0 {
            let row = find(act, &count, now).await?;
            let row = Row {
                failures: (row.failures - 1).max(0),
                ..row
            };
            keep(act, row).await?;
        }
        Ok(())
    })
    .await
}

/// Begins the count of what strangers tried on a name or account anew.
pub(crate) async fn forget_strangers(
    act: &mut Act<'_>,
    what: What,
    name: &str,
) -> Result<(), Error> {
    let bucket = Count::of_name(what, name).bucket;
    on_both!(act.conn(), |c| diesel::delete(guess::table.find(&bucket))
        .execute(c)
        .await)?;
    Ok(())
}

/// A count as the table holds it.
#[derive(Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = guess)]
struct Row {
    bucket: String,
    failures: i32,
    since: String,
}

/// The count as it stands: a fresh one where none is held or the held one has run out.
async fn find(act: &mut Act<'_>, count: &Count, now: Timestamp) -> Result<Row, Error> {
    let held: Option<Row> = on_both!(act.conn(), |c| guess::table
        .find(&count.bucket)
        .select(Row::as_select())
        .first(c)
        .await
        .optional())?;
    let running = held.filter(|row| moment::since(moment::read(&row.since), now) < count.window);
    Ok(running.unwrap_or_else(|| Row {
        bucket: count.bucket.clone(),
        failures: 0,
        since: moment::text(now),
    }))
}

async fn keep(act: &mut Act<'_>, row: Row) -> Result<(), Error> {
    on_both!(act.conn(), |c| diesel::insert_into(guess::table)
        .values(&row)
        .on_conflict(guess::bucket)
        .do_update()
        .set(&row)
        .execute(c)
        .await)?;
    Ok(())
}

/// Forgets counts that began more than a day ago: whatever they counted, they have run out.
async fn forget_old(act: &mut Act<'_>, now: Timestamp) -> Result<(), Error> {
    let old = moment::text(moment::later(now, SignedDuration::from_hours(-24)));
    on_both!(act.conn(), |c| diesel::delete(
        guess::table.filter(guess::since.lt(&old))
    )
    .execute(c)
    .await)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn which_tries_are_counted_together() {
        let of = |name: &str, from: &str| {
            Counts::of_stranger(What::Passphrase, name, from.parse().expect("an address"))
        };
        let common = |a: &Counts, b: &Counts| -> Vec<usize> {
            let same = a.0.iter().zip(&b.0).enumerate();
            same.filter(|(_, (a, b))| a.bucket == b.bucket)
                .map(|(place, _)| place)
                .collect()
        };
        let first = of("wren", "192.0.2.1");
        for (other, counted) in [
            (of("wren", "192.0.2.1"), vec![0, 1, 2]),
            (of("wren", "::ffff:192.0.2.1"), vec![0, 1, 2]),
            (of("wren", "192.0.2.2"), vec![2]),
            (of("plover", "192.0.2.1"), vec![1]),
            (of("plover", "192.0.2.2"), vec![]),
        ] {
            assert_eq!(common(&first, &other), counted);
        }
        assert_eq!(
            common(&of("wren", "2001:db8::1"), &of("wren", "2001:db8::ffff:2")),
            [0, 1, 2]
        );
        assert_eq!(
            common(&of("wren", "2001:db8::1"), &of("wren", "2001:db8:0:1::1")),
            [2]
        );
    }
}
