//! The invented people of a demo, one for each role, and the links by which a newcomer looks around as
//! each of them.
//!
//! A link of a demo is the one way in that asks for nothing: so it works only in a database that began
//! as a demo, only from the machine that it runs on, only once, and only while it is in time. Whoever
//! came by one has no second factor, so nothing asks them to show it again.

use access::{Action, Asker, Role};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jiff::ToSpan;
use jiff::civil::Date;
use vault::schema::register::service;
use vault::{Act, Deed, Door, Look, on_both};

use crate::accounts::{self, AccountError, AccountRow, NewAccount};
use crate::invitations::{self, Kind, NotTaken};
use crate::sessions::{self, Beginning, Stage, Way};
use crate::sign_in::{self, NotIn, Origin};
use crate::staff::{self, Days, PersonDraft, PostDraft, must_end};
use crate::{Terms, Token, moment};

/// The service that they work for.
const SERVICE: &str = "lapwing-vale";

/// Its only team.
const TEAM: &str = "Court and community team";

/// Days for which somebody is here who is here for a time.
const VISIT_DAYS: i64 = 28;

/// Somebody invented: what they do, their name, their hours a week, and whether they are in the team.
/// Every name is a bird and says that it is an example.
const PEOPLE: [(Role, &str, u32, bool); 12] = [
    (Role::Practitioner, "Wren Example", 37, true),
    (Role::VictimWorker, "Dunnock Example", 22, true),
    (Role::TeamManager, "Plover Example", 37, true),
    (Role::QualityAuditor, "Kestrel Example", 30, false),
    (Role::DataAnalyst, "Siskin Example", 37, false),
    (Role::HeadOfService, "Heron Example", 37, false),
    (Role::BoardMember, "Curlew Example", 4, false),
    (Role::Councillor, "Martin Example", 4, false),
    (Role::Inspector, "Merlin Example", 37, false),
    (Role::DataProtectionOfficer, "Linnet Example", 10, false),
    (Role::CaldicottGuardian, "Avocet Example", 4, false),
    (Role::Administrator, "Robin Example", 37, false),
];

/// Somebody whom a newcomer can be for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guest {
    /// What they do.
    pub role: Role,
    /// Their name.
    pub name: &'static str,
    /// What their link shows. It works once.
    pub token: Token,
}

/// Why a database has no invented people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotFilled {
    /// It may hold what is real.
    #[error("This database did not begin as a demo, so nobody is invented in it")]
    NoDemo,
    /// The room would not have them.
    #[error(transparent)]
    Staff(#[from] staff::Error),
    /// The room would not give them accounts.
    #[error(transparent)]
    Account(#[from] AccountError),
    /// The database has something to say.
    #[error(transparent)]
    Vault(#[from] vault::Error),
}

/// Invents a service, with a team, with posts of which one is vacant, and with somebody in each role;
/// gives a link for each of them, in the order of [`Role::POSTS`].
///
/// # Errors
/// [`NotFilled`].
pub async fn fill(door: &Door, terms: &Terms) -> Result<Vec<Guest>, NotFilled> {
    if !door.is_demo().await? {
        return Err(NotFilled::NoDemo);
    }
    let asker = Asker::local_operator();
    let today = moment::today(door.now());
    // The business year before this one, so that something has a past.
    let first = Date::new(today.year() - 1, 4, 1).unwrap_or(today);
    invent_service(door, &asker).await?;
    staff::services::keep(door, &asker, SERVICE, first).await?;
    let team = staff::teams::open(door, &asker, SERVICE, TEAM, first).await?;
    let post = |role: Role, hours: u32, in_team: bool| PostDraft {
        service: Some(SERVICE.to_owned()),
        team: in_team.then(|| team.clone()),
        role,
        title: role.title().to_owned(),
        minutes: Some(hours * 60),
        first,
    };
    let vacant = post(Role::Practitioner, 37, true);
    staff::posts::open(door, &asker, &vacant).await?;
    let mut guests = Vec::with_capacity(PEOPLE.len());
    for (role, name, hours, in_team) in PEOPLE {
        let days = if must_end(role) {
            let last = today.saturating_add(VISIT_DAYS.days());
            Days {
                first: today,
                last: Some(last),
            }
        } else {
            Days::from(first)
        };
        let post = post(role, hours, in_team);
        guests.push(invent(door, terms, role, name, &post, days).await?);
    }
    Ok(guests)
}

/// Puts the service into the register, where services stand.
async fn invent_service(door: &Door, asker: &Asker) -> Result<(), vault::Error> {
    let deed = Deed {
        action: Action::ServicesLoad,
        purpose: "inventing a service for the demo",
    };
    door.act(asker, deed, async move |act: &mut Act<'_>| {
        let row = (
            service::id.eq(SERVICE),
            service::name.eq("Lapwing Vale (invented)"),
            service::region.eq("Invented"),
            service::country.eq("England"),
            service::note.eq("Invented for the demo; no such service exists."),
            service::source.eq("Invented for the demo"),
            service::search_text.eq("lapwing vale (invented)"),
        );
        act.about("service", SERVICE);
        on_both!(act.conn(), |c| diesel::insert_into(service::table)
            .values(row)
            .execute(c)
            .await)?;
        Ok(())
    })
    .await
}

/// Invents somebody in a post of their own, with an account and a link.
async fn invent(
    door: &Door,
    terms: &Terms,
    role: Role,
    name: &'static str,
    post: &PostDraft,
    days: Days,
) -> Result<Guest, NotFilled> {
    let asker = Asker::local_operator();
    let first_name = name.split(' ').next().unwrap_or(name).to_lowercase();
    let address = format!("{first_name}@example.org");
    let post = staff::posts::open(door, &asker, post).await?;
    let draft = PersonDraft {
        name: name.to_owned(),
        email: address.clone(),
    };
    let person =
        staff::persons::add(door, &asker, &draft, staff::persons::Namesake::Another).await?;
    staff::holdings::hold(door, &asker, &post, &person, days).await?;
    let owner = NewAccount::Of(person);
    let invited = accounts::invite(door, &asker, terms, owner, &address).await?;
    let deed = Deed {
        action: Action::AccountsInvite,
        purpose: "making a link of the demo",
    };
    let (terms, now, account) = (*terms, door.now(), invited.account);
    let token = door
        .act(&asker, deed, async move |act: &mut Act<'_>| {
            act.about("account", &account);
            // Takes the place of the invitation, which nobody was given.
            invitations::make(act, &account, Kind::Demo, &terms, now).await
        })
        .await?;
    Ok(Guest { role, name, token })
}

/// Whom a link lets somebody be: their name and their roles. None where [`enter`] would take nobody in.
///
/// # Errors
/// As [`Door::identify`].
pub async fn open(
    door: &Door,
    token: &Token,
    origin: &Origin,
) -> Result<Option<(String, Vec<Role>)>, vault::Error> {
    if !works(door, origin).await? {
        return Ok(None);
    }
    let (digest, now) = (token.digest(), door.now());
    door.identify(async move |look: &mut Look<'_>| {
        let Some((Kind::Demo, id)) = invitations::taken(look.conn(), &digest, now).await? else {
            return Ok(None);
        };
        let Some((row, name)) = accounts::find(look.conn(), &id).await? else {
            return Ok(None);
        };
        let day = moment::today(now);
        let roles = accounts::roles_on(look.conn(), &row.person_id, day).await?;
        Ok(Some((name, roles)))
    })
    .await
}

/// Lets somebody in by a link of a demo, and uses the link up. Gives what the browser is to hold.
///
/// # Errors
/// [`NotTaken::Gone`] in a database that is no demo, from another machine, or for a link that is not
/// taken; [`NotTaken::NotIn`] when the account was closed meanwhile.
pub async fn enter(
    door: &Door,
    terms: &Terms,
    token: &Token,
    origin: &Origin,
) -> Result<Token, NotTaken> {
    if !works(door, origin).await? {
        return Err(NotTaken::Gone);
    }
    let deed = Deed {
        action: Action::InvitationsAccept,
        purpose: "taking up a link of the demo",
    };
    let (digest, terms, now) = (token.digest(), *terms, door.now());
    let device = origin.device.clone();
    door.undertake(&Asker::nobody(), deed, async move |act: &mut Act<'_>| {
        let Some((Kind::Demo, id)) = invitations::taken(act.conn(), &digest, now).await? else {
            return Ok(Err(NotTaken::Gone));
        };
        act.about("account", &id);
        let (row, state) = sign_in::stand(act, &id, &terms, now).await?;
        if !state.lets_in() {
            return Ok(Err(NotIn::state(state).into()));
        }
        invitations::withdraw(act, &id).await?;
        let row = AccountRow {
            signed_in_at: Some(act.at().to_owned()),
            ..row
        };
        accounts::update(act.conn(), &row).await?;
        let beginning = Beginning {
            account: id,
            stage: Stage::Whole,
            way: Way::Demo,
            device,
            confirmed: true,
            claimed_roles: None,
        };
        Ok(Ok(sessions::begin(act, beginning).await?))
    })
    .await
}

/// Whether links of a demo work: in this database, and from where somebody asks.
async fn works(door: &Door, origin: &Origin) -> Result<bool, vault::Error> {
    Ok(origin.from.to_canonical().is_loopback() && door.is_demo().await?)
}
