//! A house with people in it, on either database, whose clock the tests turn.

use std::net::IpAddr;

use access::{Asker, Role};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::{SignedDuration, Timestamp};
use people::accounts::{self, Invited, NewAccount, Reset};
use people::invitations;
use people::passphrase::Passphrase;
use people::sessions::{self, Ending, Found, Stage, Visitor};
use people::sign_in::{self, HalfIn, NotIn, Origin, SignedIn};
use people::{Key, Terms, Token};
use tempfile::TempDir;
use vault::schema::people::{account, holding, post};
use vault::{Act, Clock, Door, Look, on_both};

/// What everybody here signs in with unless they say otherwise.
pub const PASS: &str = "plover mortar kettle";
/// Another good one.
pub const OTHER: &str = "copper ladder orchid";

/// A Friday morning in November, when the clocks here show the world's time.
pub const START: &str = "2026-11-27T09:00:00Z";

pub struct House {
    pub door: Door,
    pub clock: Clock,
    pub key: Key,
    pub terms: Terms,
    /// Removed with the house.
    _folder: Option<TempDir>,
}

/// Somebody with an account, and what they know and have.
pub struct Owner {
    pub account: String,
    pub name: String,
    pub passphrase: String,
    pub app: App,
    pub codes: Vec<String>,
    /// The session that taking the invitation up ended in.
    pub session: SignedIn,
}

/// An app that shows codes, set up as people do it: by typing the secret.
#[derive(Clone)]
pub struct App(Vec<u8>);

impl App {
    pub fn set_up(secret: &str) -> Self {
        let secret = secret.replace(' ', "");
        let secret = totp_rs::Secret::try_from_base32(secret).expect("a secret in base 32");
        App(secret.as_ref().to_vec())
    }

    pub fn code(&self, now: Timestamp) -> String {
        let totp = totp_rs::Builder::new()
            .with_secret(self.0.clone())
            .with_issuer(Some("Lapwing"))
            .with_account_name("x")
            .build()
            .expect("an app");
        let second = u64::try_from(now.as_second()).expect("after 1970");
        totp.generate(second).to_string()
    }
}

/// Asker, action, the record's kind and id, purpose and outcome.
type TrailRow = (
    String,
    String,
    Option<String>,
    Option<String>,
    String,
    String,
);

impl House {
    pub async fn sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("people.db");
        House::at(&path.to_string_lossy(), Some(folder)).await
    }

    pub async fn postgres() -> Self {
        let database = testkit::postgres_database().await;
        House::at(database.url(), None).await
    }

    async fn at(address: &str, folder: Option<TempDir>) -> Self {
        let clock = Clock::fixed(START.parse().expect("a moment"));
        let door = Door::open_with(address, clock.clone())
            .await
            .expect("a door");
        House {
            door,
            clock,
            key: Key::read(&"0b".repeat(32)).expect("a key"),
            terms: Terms::default(),
            _folder: folder,
        }
    }

    /// Turns the clock by so many seconds, which may be negative.
    pub fn turn(&self, seconds: i64) {
        self.clock.turn(SignedDuration::from_secs(seconds));
    }

    /// Turns the clock to a moment.
    pub fn turn_to(&self, moment: &str) {
        let moment: Timestamp = moment.parse().expect("a moment");
        self.clock.turn(moment.duration_since(self.now()));
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Gives somebody new an account.
    pub async fn invite(&self, name: &str, role: Role) -> Invited {
        let newcomer = NewAccount::Newcomer {
            name: format!("{name} Example"),
            role,
            service: None,
        };
        accounts::invite(&self.door, &operator(), &self.terms, newcomer, name)
            .await
            .expect("an invitation")
    }

    /// Somebody with an account of their own, both factors chosen, and signed in by that.
    pub async fn owner(&self, name: &str, role: Role) -> Owner {
        let invited = self.invite(name, role).await;
        self.take_up(name, &invited, PASS).await
    }

    /// Chooses both factors by a link.
    pub async fn take_up(&self, name: &str, invited: &Invited, passphrase: &str) -> Owner {
        let half = self.choose(&invited.token, passphrase).await;
        let half = half.expect("a passphrase that can be chosen");
        self.set_up(name, &invited.account, &half.token, passphrase)
            .await
    }

    /// Sets the second factor up, half way in.
    pub async fn set_up(&self, name: &str, account: &str, half: &Token, passphrase: &str) -> Owner {
        let app = self.app(half).await.expect("a secret");
        let code = app.code(self.now());
        let (session, codes) =
            invitations::confirm(&self.door, &self.key, &self.terms, half, &code, &stranger())
                .await
                .expect("a session");
        Owner {
            account: account.to_owned(),
            name: name.to_owned(),
            passphrase: passphrase.to_owned(),
            app,
            codes,
            session,
        }
    }

    /// Confirms that an app is set up.
    pub async fn confirm(
        &self,
        half: &Token,
        code: &str,
    ) -> Result<(SignedIn, Vec<String>), NotIn> {
        let origin = stranger();
        invitations::confirm(&self.door, &self.key, &self.terms, half, code, &origin).await
    }

    /// The app as it is set up from what somebody half way in is shown.
    pub async fn app(&self, half: &Token) -> Option<App> {
        let setup = invitations::setup(&self.door, &self.key, &self.terms, half)
            .await
            .expect("an answer");
        setup.map(|setup| App::set_up(&setup.secret))
    }

    /// Chooses a passphrase by a link.
    pub async fn choose(
        &self,
        link: &Token,
        passphrase: &str,
    ) -> Result<HalfIn, invitations::NotTaken> {
        let typed = Passphrase::new(passphrase);
        invitations::choose_passphrase(&self.door, &self.terms, link, typed, &stranger()).await
    }

    /// Shows the passphrase by a link for a second factor.
    pub async fn show(
        &self,
        link: &Token,
        passphrase: &str,
    ) -> Result<HalfIn, invitations::NotTaken> {
        let typed = Passphrase::new(passphrase);
        invitations::show_passphrase(&self.door, &self.terms, link, typed, &stranger()).await
    }

    /// The first step.
    pub async fn first(
        &self,
        name: &str,
        passphrase: &str,
        from: &Origin,
    ) -> Result<HalfIn, NotIn> {
        let typed = Passphrase::new(passphrase);
        sign_in::with_passphrase(&self.door, &self.terms, name, typed, from).await
    }

    /// The first step of somebody who knows their passphrase.
    pub async fn half(&self, owner: &Owner) -> Token {
        let half = self
            .first(&owner.name, &owner.passphrase, &stranger())
            .await;
        half.expect("the first step").token
    }

    /// The second step.
    pub async fn second(&self, half: &Token, code: &str, from: &Origin) -> Result<SignedIn, NotIn> {
        sign_in::with_code(&self.door, &self.key, &self.terms, half, code, from).await
    }

    /// The second step by a recovery code.
    pub async fn recover(&self, half: &Token, code: &str) -> Result<SignedIn, NotIn> {
        sign_in::with_recovery_code(&self.door, &self.terms, half, code, &stranger()).await
    }

    /// Signs in, half a minute later, because each code is taken once.
    pub async fn sign_in(&self, owner: &Owner) -> SignedIn {
        self.sign_in_at(owner, &stranger()).await
    }

    /// Signs in from somewhere.
    pub async fn sign_in_at(&self, owner: &Owner, origin: &Origin) -> SignedIn {
        self.turn(30);
        let half = self.first(&owner.name, &owner.passphrase, origin).await;
        let half = half.expect("the first step").token;
        let code = owner.app.code(self.now());
        let signed_in = self.second(&half, &code, origin).await;
        signed_in.expect("the second step")
    }

    pub async fn found(&self, token: &Token) -> Found {
        sessions::find(&self.door, &self.terms, token)
            .await
            .expect("an answer")
    }

    pub async fn visitor(&self, token: &Token) -> Visitor {
        match self.found(token).await {
            Found::Visitor(visitor) => *visitor,
            other => panic!("{other:?}"),
        }
    }

    /// What a token opens, in words.
    pub async fn opens(&self, token: &Token) -> &'static str {
        match self.found(token).await {
            Found::Nobody => "nothing",
            Found::Visitor(_) => "in",
            Found::HalfWay(half) => match half.stage {
                Stage::Factor => "half way: code",
                Stage::Enrolment => "half way: set-up",
                Stage::Whole => "a whole session that is half",
            },
            Found::Ended(ending) => match ending {
                Ending::Idle => "ended: idle",
                Ending::Over => "ended: over",
                Ending::Ended => "ended",
                Ending::ByAdministrator => "ended: administrator",
                Ending::NotLetIn => "ended: not let in",
            },
        }
    }

    /// Resets an account as the local operator.
    pub async fn reset(&self, account: &str, what: Reset) -> Invited {
        accounts::reset(&self.door, &operator(), &self.terms, account, what)
            .await
            .expect("a link")
    }

    /// Ends every holding of an account's owner on a day.
    pub async fn last_day(&self, of: &str, day: &str) {
        for role in Role::POSTS {
            self.last_day_in(of, role, day).await;
        }
    }

    /// Ends the holdings of one role's posts on a day.
    pub async fn last_day_in(&self, of: &str, role: Role, day: &str) {
        let (of, day) = (of.to_owned(), day.to_owned());
        self.door
            .remember(async move |act: &mut Act<'_>| {
                let person = person_of(act, &of).await?;
                let posts = post::table
                    .filter(post::role.eq(role.code()))
                    .select(post::id);
                on_both!(act.conn(), |c| diesel::update(
                    holding::table
                        .filter(holding::person_id.eq(&person))
                        .filter(holding::post_id.eq_any(posts))
                )
                .set(holding::ends.eq(Some(&day)))
                .execute(c)
                .await)?;
                Ok(())
            })
            .await
            .expect("a holding");
    }

    /// Hands the posts that one holds to another from a day on.
    pub async fn hand_post(&self, of: &str, to: &str, day: &str) {
        let (of, to, day) = (of.to_owned(), to.to_owned(), day.to_owned());
        self.door
            .remember(async move |act: &mut Act<'_>| {
                let (of, to) = (person_of(act, &of).await?, person_of(act, &to).await?);
                on_both!(act.conn(), |c| {
                    let posts: Vec<String> = holding::table
                        .filter(holding::person_id.eq(&of))
                        .select(holding::post_id)
                        .load(c)
                        .await?;
                    for post in posts {
                        let number: Option<i32> = holding::table
                            .filter(holding::post_id.eq(&post))
                            .select(diesel::dsl::max(holding::number))
                            .first(c)
                            .await?;
                        let row = (
                            holding::post_id.eq(&post),
                            holding::number.eq(number.unwrap_or_default() + 1),
                            holding::person_id.eq(&to),
                            holding::starts.eq(&day),
                        );
                        diesel::insert_into(holding::table)
                            .values(row)
                            .execute(c)
                            .await?;
                    }
                    Ok::<(), diesel::result::Error>(())
                })?;
                Ok(())
            })
            .await
            .expect("a holding");
    }

    /// Every text in the trail, one row after the other.
    pub async fn trail(&self) -> Vec<String> {
        use vault::schema::trail::trail;
        self.door
            .identify(async |look: &mut Look<'_>| {
                let rows: Vec<TrailRow> = on_both!(look.conn(), |c| trail::table
                    .order(trail::seq)
                    .select((
                        trail::asker,
                        trail::action,
                        trail::subject_kind,
                        trail::subject_id,
                        trail::purpose,
                        trail::outcome,
                    ))
                    .load(c)
                    .await)?;
                Ok(rows
                    .into_iter()
                    .map(|(asker, action, kind, id, purpose, outcome)| {
                        let about =
                            format!("{} {}", kind.unwrap_or_default(), id.unwrap_or_default());
                        format!("{asker} {action} {about} {purpose} {outcome}")
                    })
                    .collect())
            })
            .await
            .expect("the trail")
    }
}

async fn person_of(act: &mut Act<'_>, of: &str) -> Result<String, vault::Error> {
    Ok(on_both!(act.conn(), |c| account::table
        .find(of)
        .select(account::person_id)
        .first(c)
        .await)?)
}

pub fn operator() -> Asker {
    Asker::local_operator()
}

/// A browser that nobody knows, at an address.
pub fn from(address: &str) -> Origin {
    let from: IpAddr = address.parse().expect("an address");
    Origin {
        from,
        known: None,
        device: "Firefox on Linux".to_owned(),
    }
}

pub fn stranger() -> Origin {
    from("192.0.2.1")
}

/// A browser that was signed in from before.
pub fn known(address: &str, token: &Token) -> Origin {
    Origin {
        known: Some(token.clone()),
        ..from(address)
    }
}

/// An answer as a table says it: `ok`, or what is told.
pub fn told<T, E: std::fmt::Display>(answer: &Result<T, E>) -> String {
    match answer {
        Ok(_) => "ok".to_owned(),
        Err(error) => error.to_string(),
    }
}

/// The first words of each refusal, for tables.
pub const WRONG_PASSPHRASE: &str = "The sign-in name or the passphrase is not right";
pub const WRONG_CODE: &str = "This code is not right";
pub const WRONG_RECOVERY_CODE: &str = "This recovery code is not right";
pub const TOO_OFTEN: &str = "There have been too many tries";
pub const BEGIN_AGAIN: &str = "This has taken too long";
pub const GONE: &str = "This link is no longer taken";

/// Whether an answer is the expected one: `ok`, or words that it begins with.
#[track_caller]
pub fn expect<T, E: std::fmt::Display>(answer: &Result<T, E>, expected: &str, row: &str) {
    let told = told(answer);
    assert!(told.starts_with(expected), "{row}: {told}, not {expected}");
}
