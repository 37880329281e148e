//! How long things hold. Each value is this project's choice and can be set otherwise.

use jiff::SignedDuration;

/// How long sessions, invitations and accounts hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// A session ends when it was not used for so long.
    pub idle: SignedDuration,
    /// A session ends so long after it began, however much it is used.
    pub absolute: SignedDuration,
    /// Between the passphrase and the code there may be so long.
    pub half_way: SignedDuration,
    /// Both factors count as just shown for so long.
    pub confirmed: SignedDuration,
    /// A link for choosing what to sign in with is taken for so long.
    pub invitation: SignedDuration,
    /// An account that nobody signed in with for so long is closed.
    pub dormant: SignedDuration,
}

impl Default for Terms {
    /// Half an hour without use; half a day, so that everybody signs in each morning; ten minutes to
    /// find the phone, and ten for a dangerous act; three days for an invitation, which spans a
    /// weekend; ninety days before an account counts as left behind.
    fn default() -> Self {
        Terms {
            idle: SignedDuration::from_mins(30),
            absolute: SignedDuration::from_hours(12),
            half_way: SignedDuration::from_mins(10),
            confirmed: SignedDuration::from_mins(10),
            invitation: SignedDuration::from_hours(72),
            dormant: SignedDuration::from_hours(90 * 24),
        }
    }
}
