//! Signing in: a passphrase, then a code.
//!
//! Known and unknown names are answered in the same words after the same work. Whether an account is
//! closed is told only to somebody who knows its passphrase.

use std::net::IpAddr;

use access::{Action, Asker};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use vault::schema::people::{known_device, recovery_code};
use vault::{Act, Deed, Door, Look, on_both};

use crate::accounts::{self, AccountRow, State};
use crate::guessing::{self, Counts, Wait, What};
use crate::limits::SESSIONS;
use crate::passphrase::{self, Passphrase};
use crate::sessions::{self, Beginning, SessionRow, Stage, Way};
use crate::{Key, Terms, Token, factor, invitations, moment};

/// Where a try comes from.
#[derive(Debug, Clone)]
pub struct Origin {
    /// The address that it comes from.
    pub from: IpAddr,
    /// What the browser shows if somebody signed in with it before.
    pub known: Option<Token>,
    /// The browser and system, in words ([`sessions::device_words`]).
    pub device: String,
}

/// Why somebody is not let on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotIn {
    /// Name or passphrase is wrong; which of them is not said.
    #[error("The sign-in name or the passphrase is not right")]
    WrongPassphrase,
    /// The code is wrong, or was used before.
    #[error(
        "This code is not right. Use the one that your app shows now, and each code only once. \
         If codes are never right, check that your phone sets its time by itself"
    )]
    WrongCode,
    /// The recovery code is wrong, or was used before.
    #[error("This recovery code is not right, or was used before")]
    WrongRecoveryCode,
    /// Too many wrong tries of late.
    #[error(
        "There have been too many tries. Try again {}, or use a browser that you have signed in \
         with before", in_minutes(*.minutes)
    )]
    TooOften {
        /// Minutes to wait, at least one.
        minutes: i64,
    },
    /// The account is closed, not used for long, or its owner holds no post.
    #[error("{0}")]
    NotLetIn(&'static str),
    /// The first step was too long ago, or has been taken already.
    #[error("This has taken too long. Begin again with your sign-in name and passphrase")]
    BeginAgain,
    /// The database has something to say.
    #[error(transparent)]
    Vault(#[from] vault::Error),
}

fn in_minutes(minutes: i64) -> String {
    match minutes {
        1 => "in a minute".to_owned(),
        more => format!("in {more} minutes"),
    }
}

impl NotIn {
    fn wait(wait: Wait, now: Timestamp) -> Self {
        let seconds = wait.0.duration_since(now).as_secs().max(1);
        NotIn::TooOften {
            minutes: (seconds + 59) / 60,
        }
    }

    /// Why an account that is no longer open lets nobody in.
    pub(crate) fn state(state: State) -> Self {
        NotIn::NotLetIn(match state {
            State::Dormant => {
                "This account was not used for a long time and is closed. Ask an administrator to \
                 open it again"
            }
            State::WithoutPost => {
                "You hold no post here today, so there is nothing to sign in to. If that is wrong, \
                 ask an administrator"
            }
            State::Invited | State::Open | State::Closed => {
                "This account is closed. Ask an administrator to open it again"
            }
        })
    }
}

/// The first step is taken.
#[derive(Debug, Clone)]
pub struct HalfIn {
    /// What the browser is to hold until the second step.
    pub token: Token,
    /// The second step.
    pub stage: Stage,
}

/// Both steps are taken.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// What the browser is to hold while the session goes on.
    pub token: Token,
    /// What the browser is to hold from now on, so that it is known next time.
    pub known: Token,
    /// Recovery codes that are left.
    pub codes_left: usize,
}

const SIGNING_IN: Deed = Deed {
    action: Action::SessionsBegin,
    purpose: "signing in",
};

/// The first step: name and passphrase.
///
/// # Errors
/// [`NotIn`].
pub async fn with_passphrase(
    door: &Door,
    terms: &Terms,
    name: &str,
    typed: Passphrase,
    origin: &Origin,
) -> Result<HalfIn, NotIn> {
    let name = accounts::normal_name(name);
    let account = by_name(door, name.clone()).await?;
    let known = known_to(door, origin, account.as_ref().map(|own| own.id.as_str())).await?;
    let counts = match &known {
        Some(browser) => Counts::of_holder(What::Passphrase, browser),
        None => Counts::of_stranger(What::Passphrase, &name, origin.from),
    };
    charge(door, &counts).await?;
    let held = account.as_ref().and_then(|own| own.passphrase.clone());
    let right = passphrase::verify(typed, held.clone()).await?;
    let account = account.map(|account| account.id);
    let device = origin.device.clone();
    let terms = *terms;
    let now = door.now();
    let done = door
        .act(&Asker::nobody(), SIGNING_IN, async move |act: &mut Act<'_>| {
            if let Some(id) = &account {
                act.about("account", id);
            }
            let Some(id) = account.filter(|_| right) else {
                act.detail(serde_json::json!({ "factor": "passphrase", "right": false }));
                return Ok(Err(NotIn::WrongPassphrase));
            };
            // It was read before the passphrase was weighed; what changed meanwhile counts.
            let (row, state) = stand(act, &id, &terms, now).await?;
            if row.passphrase != held {
                return Ok(Err(NotIn::WrongPassphrase));
            }
            if !state.lets_in() {
                act.detail(serde_json::json!({ "factor": "passphrase", "right": true }));
                return Ok(Err(NotIn::state(state)));
            }
            // A second factor is set up by a link only: the passphrase alone opens nothing.
            if !row.has_factor() {
                act.detail(serde_json::json!({ "factor": "passphrase", "right": true }));
                return Ok(Err(NotIn::NotLetIn(
                    "Your second factor is not set up yet. Open the link that you were given; if it \
                     is no longer taken, ask an administrator for another",
                )));
            }
            let stage = Stage::Factor;
            let token = sessions::begin(
                act,
                Beginning {
                    account: id,
                    stage,
                    way: Way::Passphrase,
                    device,
                    confirmed: false,
                    claimed_roles: None,
                },
            )
            .await?;
            Ok(Ok(HalfIn { token, stage }))
        })
        .await?;
    if right {
        guessing::give_back(door, counts).await?;
    }
    done
}

/// The second step: the code that the app shows.
///
/// # Errors
/// [`NotIn`].
pub async fn with_code(
    door: &Door,
    key: &Key,
    terms: &Terms,
    half: &Token,
    typed: &str,
    origin: &Origin,
) -> Result<SignedIn, NotIn> {
    let (key, typed) = (key.clone(), typed.to_owned());
    second_step(door, terms, half, origin, async move |act, row, now| {
        let step = factor::step(&key, &row.id, row.factor, &typed, now, row.factor_step);
        let Some(step) = step else {
            return Ok(Err(NotIn::WrongCode));
        };
        let row = AccountRow {
            factor_step: step,
            ..row
        };
        accounts::update(act.conn(), &row).await?;
        Ok(Ok(row))
    })
    .await
}

/// The second step where the app is not at hand: a recovery code, which is then used up.
///
/// # Errors
/// [`NotIn`].
pub async fn with_recovery_code(
    door: &Door,
    terms: &Terms,
    half: &Token,
    typed: &str,
    origin: &Origin,
) -> Result<SignedIn, NotIn> {
    let digest = factor::recovery_digest(typed);
    second_step(door, terms, half, origin, async move |act, row, _| {
        let Some(digest) = digest else {
            return Ok(Err(NotIn::WrongRecoveryCode));
        };
        let now = act.at().to_owned();
        let used = on_both!(act.conn(), |c| diesel::update(
            recovery_code::table
                .filter(recovery_code::account_id.eq(&row.id))
                .filter(recovery_code::digest.eq(&digest))
                .filter(recovery_code::used_at.is_null())
        )
        .set(recovery_code::used_at.eq(&now))
        .execute(c)
        .await)?;
        Ok(match used {
            0 => Err(NotIn::WrongRecoveryCode),
            _ => Ok(row),
        })
    })
    .await
}

/// Takes the second step if `shown` finds that the factor was shown; what it gives is the account as
/// it then stands.
async fn second_step<F>(
    door: &Door,
    terms: &Terms,
    half: &Token,
    origin: &Origin,
    shown: F,
) -> Result<SignedIn, NotIn>
where
    F: AsyncFnOnce(
            &mut Act<'_>,
            AccountRow,
            Timestamp,
        ) -> Result<Result<AccountRow, NotIn>, vault::Error>
        + Send
        + 'static,
{
    let found = sessions::find(door, terms, half).await?;
    let sessions::Found::HalfWay(half_way) = found else {
        return Err(NotIn::BeginAgain);
    };
    if half_way.stage != Stage::Factor {
        return Err(NotIn::BeginAgain);
    }
    let known = known_to(door, origin, Some(&half_way.account)).await?;
    let counts = match &known {
        Some(browser) => Counts::of_holder(What::Code, browser),
        None => Counts::of_stranger(What::Code, &half_way.account, origin.from),
    };
    charge(door, &counts).await?;
    let (terms, half, device) = (*terms, half.clone(), origin.device.clone());
    let now = door.now();
    let done = door
        .act(
            &Asker::nobody(),
            SIGNING_IN,
            async move |act: &mut Act<'_>| {
                act.about("account", &half_way.account);
                // Two tries with the same half session: the second finds it gone.
                let Some(session) = open_half(act, &half).await? else {
                    return Ok(Err(NotIn::BeginAgain));
                };
                let (row, state) = stand(act, &session.account_id, &terms, now).await?;
                if !state.lets_in() {
                    return Ok(Err(NotIn::state(state)));
                }
                let row = match shown(act, row, now).await? {
                    Ok(row) => row,
                    Err(error) => {
                        act.detail(serde_json::json!({ "factor": "second", "right": false }));
                        return Ok(Err(error));
                    }
                };
                Ok(Ok(come_in(act, row, session, device).await?))
            },
        )
        .await?;
    if done.is_ok() {
        guessing::give_back(door, counts).await?;
    }
    done
}

/// Ends half a session and begins a whole one under another token.
pub(crate) async fn come_in(
    act: &mut Act<'_>,
    row: AccountRow,
    half: SessionRow,
    device: String,
) -> Result<SignedIn, vault::Error> {
    sessions::end_half(act, &half.id).await?;
    let whole = Beginning {
        account: row.id.clone(),
        stage: Stage::Whole,
        way: Way::of_code(&half.way).unwrap_or(Way::Passphrase),
        device,
        confirmed: true,
        claimed_roles: half.claimed_roles,
    };
    begin_whole(act, row, whole).await
}

/// Begins a whole session of somebody who has shown two factors, on a browser that is known from now on.
pub(crate) async fn begin_whole(
    act: &mut Act<'_>,
    row: AccountRow,
    whole: Beginning,
) -> Result<SignedIn, vault::Error> {
    // Whoever has both factors needs no link any more, nor what a link began.
    invitations::withdraw(act, &row.id).await?;
    sessions::end_enrolments(act, &row.id).await?;
    let row = AccountRow {
        signed_in_at: Some(act.at().to_owned()),
        ..row
    };
    accounts::update(act.conn(), &row).await?;
    let known = Token::fresh()?;
    let seen = (
        known_device::digest.eq(known.digest()),
        known_device::account_id.eq(row.id.clone()),
        known_device::seen_at.eq(act.at().to_owned()),
    );
    on_both!(act.conn(), |c| diesel::insert_into(known_device::table)
        .values(seen)
        .execute(c)
        .await)?;
    forget_browsers(act, &row.id).await?;
    let left: i64 = on_both!(act.conn(), |c| recovery_code::table
        .filter(recovery_code::account_id.eq(&row.id))
        .filter(recovery_code::used_at.is_null())
        .count()
        .get_result(c)
        .await)?;
    Ok(SignedIn {
        token: sessions::begin(act, whole).await?,
        known,
        codes_left: usize::try_from(left).unwrap_or_default(),
    })
}

/// Forgets the browsers of an account that were signed in from longest ago, beyond as many as sessions.
async fn forget_browsers(act: &mut Act<'_>, account: &str) -> Result<(), vault::Error> {
    let held: Vec<String> = on_both!(act.conn(), |c| known_device::table
        .filter(known_device::account_id.eq(account))
        .order((known_device::seen_at.desc(), known_device::digest))
        .select(known_device::digest)
        .load(c)
        .await)?;
    let old: Vec<&String> = held.iter().skip(SESSIONS).collect();
    on_both!(act.conn(), |c| diesel::delete(
        known_device::table.filter(known_device::digest.eq_any(old))
    )
    .execute(c)
    .await)?;
    Ok(())
}

/// The half session of a token, if it has not ended.
pub(crate) async fn open_half(
    act: &mut Act<'_>,
    half: &Token,
) -> Result<Option<SessionRow>, vault::Error> {
    let row = sessions::by_digest(act.conn(), &half.digest()).await?;
    Ok(row.filter(|row| row.ended_at.is_none() && row.stage != Stage::Whole.code()))
}

/// An account as it stands in an act, and its state.
pub(crate) async fn stand(
    act: &mut Act<'_>,
    id: &str,
    terms: &Terms,
    now: Timestamp,
) -> Result<(AccountRow, State), vault::Error> {
    let (row, _) = accounts::find(act.conn(), id)
        .await?
        .ok_or(vault::Error::Database(vault::Fault::NotFound))?;
    let roles = accounts::roles_on(act.conn(), &row.person_id, moment::today(now)).await?;
    let state = accounts::state(&row, &roles, terms, now);
    Ok((row, state))
}

async fn by_name(door: &Door, name: String) -> Result<Option<AccountRow>, vault::Error> {
    door.identify(async move |look: &mut Look<'_>| accounts::find_by_name(look.conn(), &name).await)
        .await
}

/// The digest of what a browser shows, if the account was signed in with on it before. For a name that
/// nobody has it is looked up all the same, so that it takes as long.
async fn known_to(
    door: &Door,
    origin: &Origin,
    account: Option<&str>,
) -> Result<Option<String>, vault::Error> {
    let Some(token) = &origin.known else {
        return Ok(None);
    };
    let (digest, account) = (token.digest(), account.map(str::to_owned));
    door.identify(async move |look: &mut Look<'_>| {
        let owner: Option<String> = on_both!(look.conn(), |c| known_device::table
            .find(&digest)
            .select(known_device::account_id)
            .first(c)
            .await
            .optional())?;
        Ok((owner.is_some() && owner == account).then_some(digest))
    })
    .await
}

pub(crate) async fn charge(door: &Door, counts: &Counts) -> Result<(), NotIn> {
    let now = door.now();
    guessing::charge(door, counts.clone())
        .await?
        .map_err(|wait| NotIn::wait(wait, now))
}
