//! Links by which somebody chooses what they sign in with. A link never signs anybody in: it lets its
//! holder choose what is missing, and the factor that is not missing is still asked for.
//!
//! | kind | what is chosen | what is asked for |
//! |---|---|---|
//! | invitation | passphrase and second factor | nothing else; it is given by hand and expires |
//! | passphrase | passphrase | the code of the second factor |
//! | factor | second factor | the passphrase |
//! | demo | nothing | nothing; it works only in a database that began as a demo |

use access::{Action, Asker};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use vault::schema::people::{invitation, recovery_code};
use vault::{Act, Deed, Door, Look, on_both};

use crate::accounts::{self, AccountRow};
use crate::factor::Setup;
use crate::guessing::{self, Counts, What};
use crate::passphrase::{self, Passphrase, Weakness};
use crate::sessions::{self, Beginning, Stage, Way, Why};
use crate::sign_in::{self, HalfIn, NotIn, Origin, SignedIn};
use crate::{Key, Terms, Token, factor, moment};

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Choosing passphrase and second factor.
    Invitation,
    /// Choosing a passphrase.
    Passphrase,
    /// Setting the second factor up.
    Factor,
    /// Looking around in a demo.
    Demo,
}

impl Kind {
    fn code(self) -> &'static str {
        match self {
            Kind::Invitation => "invitation",
            Kind::Passphrase => "passphrase",
            Kind::Factor => "factor",
            Kind::Demo => "demo",
        }
    }

    fn of_code(code: &str) -> Option<Self> {
        [Kind::Invitation, Kind::Passphrase, Kind::Factor, Kind::Demo]
            .into_iter()
            .find(|kind| kind.code() == code)
    }
}

/// A link as its holder sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// What it is for.
    pub kind: Kind,
    /// Whose account it is for.
    pub name: String,
    /// What they sign in with.
    pub sign_in_name: String,
}

/// Why a link does not lead on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// It is not known, was used, withdrawn, or has expired; which of them is not said.
    #[error("This link is no longer taken. Ask whoever gave it to you for another")]
    Gone,
    /// The passphrase cannot be chosen.
    #[error(transparent)]
    Weak(#[from] Weakness),
    /// As in signing in.
    #[error(transparent)]
    NotIn(#[from] NotIn),
    /// The database has something to say.
    #[error(transparent)]
    Vault(#[from] vault::Error),
}

/// An invitation as a row.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = invitation, treat_none_as_default_value = false)]
struct Row {
    digest: String,
    account_id: String,
    kind: String,
    made_at: String,
    made_by: String,
    expires_at: String,
    used_at: Option<String>,
}

/// Makes a link for an account; those that were made before are withdrawn.
pub(crate) async fn make(
    act: &mut Act<'_>,
    account: &str,
    kind: Kind,
    terms: &Terms,
    now: Timestamp,
) -> Result<Token, vault::Error> {
    withdraw(act, account).await?;
    let token = Token::fresh()?;
    let row = Row {
        digest: token.digest(),
        account_id: account.to_owned(),
        kind: kind.code().to_owned(),
        made_at: act.at().to_owned(),
        made_by: act.asker().to_owned(),
        expires_at: moment::text(moment::later(now, terms.invitation)),
        used_at: None,
    };
    on_both!(act.conn(), |c| diesel::insert_into(invitation::table)
        .values(&row)
        .execute(c)
        .await)?;
    Ok(token)
}

/// Withdraws the open links of an account.
pub(crate) async fn withdraw(act: &mut Act<'_>, account: &str) -> Result<(), vault::Error> {
    let now = act.at().to_owned();
    let open = invitation::table
        .filter(invitation::account_id.eq(account))
        .filter(invitation::used_at.is_null());
    on_both!(act.conn(), |c| diesel::update(open)
        .set(invitation::used_at.eq(&now))
        .execute(c)
        .await)?;
    Ok(())
}

/// The link's row, if it is taken at a moment.
pub(crate) async fn taken(
    conn: &mut vault::Conn,
    digest: &str,
    now: Timestamp,
) -> Result<Option<(Kind, String)>, vault::Error> {
    let row: Option<Row> = on_both!(conn, |c| invitation::table
        .find(digest)
        .select(Row::as_select())
        .first(c)
        .await
        .optional())?;
    let row = row.filter(|row| row.used_at.is_none() && now < moment::read(&row.expires_at));
    Ok(row.and_then(|row| Some((Kind::of_code(&row.kind)?, row.account_id))))
}

/// What a link is for, while it is taken.
///
/// # Errors
/// As [`Door::identify`].
pub async fn open(
    door: &Door,
    terms: &Terms,
    token: &Token,
) -> Result<Option<Invitation>, vault::Error> {
    let (digest, terms, now) = (token.digest(), *terms, door.now());
    door.identify(async move |look: &mut Look<'_>| {
        let Some((kind, id)) = taken(look.conn(), &digest, now).await? else {
            return Ok(None);
        };
        let Some((row, name)) = accounts::find(look.conn(), &id).await? else {
            return Ok(None);
        };
        let day = moment::today(now);
        let roles = accounts::roles_on(look.conn(), &row.person_id, day).await?;
        let lets_in = accounts::state(&row, &roles, &terms, now).lets_in();
        Ok(lets_in.then_some(Invitation {
            kind,
            name,
            sign_in_name: row.sign_in_name,
        }))
    })
    .await
}

const TAKING_UP: Deed = Deed {
    action: Action::InvitationsAccept,
    purpose: "taking a link up",
};

/// Chooses a passphrase by a link of the kind [`Invitation`](Kind::Invitation) or
/// [`Passphrase`](Kind::Passphrase). The link is used up only when the second step is taken, so
/// whoever is interrupted begins again with it.
///
/// # Errors
/// [`NotTaken`].
pub async fn choose_passphrase(
    door: &Door,
    terms: &Terms,
    token: &Token,
    typed: Passphrase,
    origin: &Origin,
) -> Result<HalfIn, NotTaken> {
    let invitation = open(door, terms, token).await?.ok_or(NotTaken::Gone)?;
    if !matches!(invitation.kind, Kind::Invitation | Kind::Passphrase) {
        return Err(NotTaken::Gone);
    }
    passphrase::check(&typed, &[&invitation.name, &invitation.sign_in_name])?;
    let chosen = passphrase::digest(typed).await?;
    let (digest, terms, now) = (token.digest(), *terms, door.now());
    let device = origin.device.clone();
    door.undertake(
        &Asker::nobody(),
        TAKING_UP,
        async move |act: &mut Act<'_>| {
            let Some((kind, id)) = taken(act.conn(), &digest, now).await? else {
                return Ok(Err(NotTaken::Gone));
            };
            act.about("account", &id);
            let (row, state) = sign_in::stand(act, &id, &terms, now).await?;
            if !state.lets_in() {
                return Ok(Err(NotIn::state(state).into()));
            }
            let row = AccountRow {
                passphrase: Some(chosen),
                ..row
            };
            let stage = match kind {
                Kind::Passphrase => Stage::Factor,
                _ => Stage::Enrolment,
            };
            Ok(Ok(begin_half(act, row, stage, device).await?))
        },
    )
    .await
}

/// Shows the passphrase that goes with a link of the kind [`Factor`](Kind::Factor); the second factor
/// is then set up.
///
/// # Errors
/// [`NotTaken`].
pub async fn show_passphrase(
    door: &Door,
    terms: &Terms,
    token: &Token,
    typed: Passphrase,
    origin: &Origin,
) -> Result<HalfIn, NotTaken> {
    let (digest, terms, now) = (token.digest(), *terms, door.now());
    let found = {
        let digest = digest.clone();
        door.identify(async move |look: &mut Look<'_>| {
            let Some((Kind::Factor, id)) = taken(look.conn(), &digest, now).await? else {
                return Ok(None);
            };
            Ok(accounts::find(look.conn(), &id).await?.map(|own| own.0))
        })
        .await?
    };
    let account = found.ok_or(NotTaken::Gone)?;
    let counts = Counts::of_holder(What::Passphrase, &digest);
    sign_in::charge(door, &counts).await?;
    let right = passphrase::verify(typed, account.passphrase.clone()).await?;
    let device = origin.device.clone();
    let done = door
        .act(
            &Asker::nobody(),
            TAKING_UP,
            async move |act: &mut Act<'_>| {
                let Some((Kind::Factor, id)) = taken(act.conn(), &digest, now).await? else {
                    return Ok(Err(NotTaken::Gone));
                };
                act.about("account", &id);
                let (row, state) = sign_in::stand(act, &id, &terms, now).await?;
                if !right || row.passphrase != account.passphrase {
                    act.detail(serde_json::json!({ "factor": "passphrase", "right": false }));
                    return Ok(Err(NotIn::WrongPassphrase.into()));
                }
                if !state.lets_in() {
                    return Ok(Err(NotIn::state(state).into()));
                }
                Ok(Ok(begin_half(act, row, Stage::Enrolment, device).await?))
            },
        )
        .await?;
    if right {
        guessing::give_back(door, counts).await?;
    }
    done
}

/// Keeps the account as it now is and begins half a session. Whoever sets a factor up gets a secret of
/// their own: one that somebody else was shown, and whoever was shown it, is out.
async fn begin_half(
    act: &mut Act<'_>,
    row: AccountRow,
    stage: Stage,
    device: String,
) -> Result<HalfIn, vault::Error> {
    let row = if stage == Stage::Enrolment {
        sessions::end_enrolments(act, &row.id).await?;
        row.with_factor_anew()
    } else {
        row
    };
    accounts::update(act.conn(), &row).await?;
    let beginning = Beginning {
        account: row.id,
        stage,
        way: Way::Invitation,
        device,
        confirmed: false,
        claimed_roles: None,
    };
    let token = sessions::begin(act, beginning).await?;
    Ok(HalfIn { token, stage })
}

/// What somebody who is half in needs to set their app up; none if they are not at that step.
///
/// # Errors
/// As [`Door::identify`].
pub async fn setup(
    door: &Door,
    key: &Key,
    terms: &Terms,
    half: &Token,
) -> Result<Option<Setup>, vault::Error> {
    let sessions::Found::HalfWay(half_way) = sessions::find(door, terms, half).await? else {
        return Ok(None);
    };
    if half_way.stage != Stage::Enrolment {
        return Ok(None);
    }
    let key = key.clone();
    door.identify(async move |look: &mut Look<'_>| {
        let found = accounts::find(look.conn(), &half_way.account).await?;
        Ok(found.and_then(|(row, _)| factor::setup(&key, &row.id, row.factor, &row.sign_in_name)))
    })
    .await
}

/// Confirms that the app is set up by a code of it. Gives the session and the recovery codes, which
/// are shown once. All other sessions and links of the account end.
///
/// # Errors
/// [`NotIn`].
pub async fn confirm(
    door: &Door,
    key: &Key,
    terms: &Terms,
    half: &Token,
    typed: &str,
    origin: &Origin,
) -> Result<(SignedIn, Vec<String>), NotIn> {
    let codes = factor::recovery_codes()?;
    let digests: Vec<String> = codes
        .iter()
        .filter_map(|code| factor::recovery_digest(code))
        .collect();
    let (key, terms, half, typed) = (key.clone(), *terms, half.clone(), typed.to_owned());
    let (now, device) = (door.now(), origin.device.clone());
    // No counting of tries: the secret was just shown to whoever types its code.
    let signed_in = door
        .undertake(
            &Asker::nobody(),
            TAKING_UP,
            async move |act: &mut Act<'_>| {
                let Some(session) = sign_in::open_half(act, &half).await? else {
                    return Ok(Err(NotIn::BeginAgain));
                };
                let began = moment::read(&session.began_at);
                if session.stage != Stage::Enrolment.code()
                    || moment::since(began, now) >= terms.half_way
                {
                    return Ok(Err(NotIn::BeginAgain));
                }
                act.about("account", &session.account_id);
                let (row, state) = sign_in::stand(act, &session.account_id, &terms, now).await?;
                if !state.lets_in() {
                    return Ok(Err(NotIn::state(state)));
                }
                let Some(step) = factor::step(&key, &row.id, row.factor, &typed, now, 0) else {
                    return Ok(Err(NotIn::WrongCode));
                };
                let row = AccountRow {
                    factor_step: step,
                    ..row
                };
                keep_codes(act, &row.id, &digests).await?;
                withdraw(act, &row.id).await?;
                sessions::end_of_account(act, &row.id, Some(&session.id), Why::Replaced).await?;
                Ok(Ok(sign_in::come_in(act, row, session, device).await?))
            },
        )
        .await?;
    Ok((signed_in, codes))
}

/// Keeps new recovery codes instead of those before.
pub(crate) async fn keep_codes(
    act: &mut Act<'_>,
    account: &str,
    digests: &[String],
) -> Result<(), vault::Error> {
    let rows: Vec<_> = digests
        .iter()
        .zip(1_i32..)
        .map(|(digest, number)| {
            (
                recovery_code::account_id.eq(account),
                recovery_code::number.eq(number),
                recovery_code::digest.eq(digest),
            )
        })
        .collect();
    on_both!(act.conn(), |c| {
        diesel::delete(recovery_code::table.filter(recovery_code::account_id.eq(account)))
            .execute(c)
            .await?;
        for row in rows {
            diesel::insert_into(recovery_code::table)
                .values(row)
                .execute(c)
                .await?;
        }
        Ok::<(), diesel::result::Error>(())
    })?;
    Ok(())
}
