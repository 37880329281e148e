//! Every limit of this room, with its reason.

/// Characters that a passphrase has at least: the standard asks for 8 and advises 15 (ASVS 5.0,
/// 6.2.1); three or four words come to more than 14.
pub const PASSPHRASE_CHARS_MIN: usize = 14;

/// Characters that a passphrase has at most: far more than anybody types (ASVS 5.0, 6.2.9 asks for
/// 64), and few enough that a long one costs no more to digest than a short one.
pub const PASSPHRASE_CHARS_MAX: usize = 256;

/// Characters of a passphrase whose guessability is reckoned: the reckoning takes time with the square
/// of the length, and what is beyond makes a passphrase no weaker.
pub const PASSPHRASE_CHARS_WEIGHED: usize = 100;

/// Characters of a name or a sign-in name.
pub const NAME_CHARS: usize = 100;

/// Characters of an address at work (RFC 5321).
pub const EMAIL_CHARS: usize = 254;

/// Characters kept of what a browser says it is, in words of ours.
pub const DEVICE_CHARS: usize = 60;

/// Recovery codes that somebody has at once: enough for a lost phone and a bad week.
pub const RECOVERY_CODES: usize = 8;

/// Sessions of an account at once; the oldest ends when one more begins.
pub const SESSIONS: usize = 10;

/// Passphrases that are digested at once: each takes 19 MiB and a core.
pub const DIGESTS_AT_ONCE: usize = 4;

/// Seconds after which a session's use is written down again.
pub const SEEN_SECONDS: i64 = 60;

/// Minutes a week of a post at least: less is a slip, or no post.
pub const MINUTES_A_WEEK_MIN: u32 = 30;

/// Minutes a week of a post at most: sixty hours, more than the 48 that the Working Time Regulations
/// 1998 allow on average; a larger number is a slip.
pub const MINUTES_A_WEEK_MAX: u32 = 3_600;

/// The first day that a post, a team or a holding can have: that of the year whose Crime and Disorder
/// Act made youth justice services.
pub const FIRST_DAY: jiff::civil::Date = jiff::civil::date(1998, 1, 1);

/// Years ahead that a day may lie; further ahead the year is a slip.
pub const YEARS_AHEAD: i16 = 5;

/// Words of a search that are looked for; nobody has more names.
pub const SEARCH_WORDS: usize = 8;

/// Minutes that somebody may be at the council's sign-in: long enough to find the phone there too.
pub const ERRAND_MINUTES: i64 = 10;

/// Seconds that the council's sign-in has for an answer; whoever waits longer thinks that it hangs.
pub const ISSUER_SECONDS: u64 = 10;

/// Bytes of an answer of the council's sign-in: a description with its keys has some ten thousand.
pub const ISSUER_ANSWER_BYTES: usize = 1_000_000;

/// Conversations with the council's sign-in at once. Anybody can begin one, and a crowd must not be
/// passed on to the council.
pub const ISSUERS_AT_ONCE: usize = 16;

/// Minutes that the council's clock may be off from ours.
pub const CLOCKS_APART_MINUTES: i64 = 5;

/// Characters of a subject at most (OpenID Connect Core, 2).
pub const SUBJECT_CHARS: usize = 255;
