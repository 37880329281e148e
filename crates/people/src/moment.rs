//! Moments as the tables hold them, and the day in this country.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// A moment as a table holds it, and as rows of the trail say it; text order is time order.
pub(crate) fn text(at: Timestamp) -> String {
    format!("{at:.6}")
}

/// A moment from a table. One that cannot be read counts as long past, which closes and never opens.
pub(crate) fn read(text: &str) -> Timestamp {
    text.parse().unwrap_or(Timestamp::UNIX_EPOCH)
}

/// How long ago something was. A clock that was turned back makes nothing older or younger than it is:
/// what lies ahead was just now.
pub(crate) fn since(earlier: Timestamp, now: Timestamp) -> SignedDuration {
    now.duration_since(earlier).max(SignedDuration::ZERO)
}

/// A moment later. Past the end of the calendar it is the calendar's end.
pub(crate) fn later(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.checked_add(by).unwrap_or(Timestamp::MAX)
}

/// The day in England and Wales, by which posts begin and end.
#[must_use]
pub fn today(now: Timestamp) -> Date {
    // The zone is compiled in; without it the day is an hour late in summer, and never early.
    let zone = TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC);
    now.to_zoned(zone).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_changes_at_midnight_here() {
        for (now, day) in [
            ("2026-06-30T22:59:59Z", "2026-06-30"),
            ("2026-06-30T23:00:00Z", "2026-07-01"),
            ("2026-12-31T23:59:59Z", "2026-12-31"),
            ("2027-01-01T00:00:00Z", "2027-01-01"),
        ] {
            let now: Timestamp = now.parse().expect("a moment");
            assert_eq!(today(now).to_string(), day, "{now}");
        }
    }

    #[test]
    fn nothing_was_before_it_was() {
        let now = Timestamp::UNIX_EPOCH;
        let ahead = later(now, SignedDuration::from_mins(10));
        assert_eq!(since(ahead, now), SignedDuration::ZERO);
        assert_eq!(since(now, ahead), SignedDuration::from_mins(10));
    }
}
