//! Who works here and who may sign in: teams, posts, people, accounts, sessions.

use diesel::{allow_tables_to_appear_in_same_query, joinable, table};

use super::register::service;

table! {
    /// A service whose work is kept in this installation.
    kept_service (service_id) {
        /// The service.
        service_id -> Text,
        /// Since when, as a date.
        since -> Text,
        /// The last day, if it is no longer kept here.
        until -> Nullable<Text>,
    }
}

table! {
    /// A team of a service.
    team (id) {
        /// Random id.
        id -> Text,
        /// Whose team.
        service_id -> Text,
        /// As people call it.
        name -> Text,
        /// First day.
        opened -> Text,
        /// Last day, if it is over.
        closed -> Nullable<Text>,
    }
}

table! {
    /// Somebody who works here. Children are kept elsewhere.
    person (id) {
        /// Random id.
        id -> Text,
        /// The name that colleagues know.
        name -> Text,
        /// What a search looks in: the name in lower case, without accents.
        search_text -> Text,
        /// Address at work, in lower case.
        email -> Nullable<Text>,
        /// When, as in the trail.
        added_at -> Text,
        /// By whom, as in the trail.
        added_by -> Text,
    }
}

table! {
    /// A post, whether or not somebody holds it.
    post (id) {
        /// Random id.
        id -> Text,
        /// Whose post; none for a post of the whole installation.
        service_id -> Nullable<Text>,
        /// In which team, if in one.
        team_id -> Nullable<Text>,
        /// Code of the role that it carries.
        role -> Text,
        /// As the service calls it.
        title -> Text,
        /// Working time in minutes a week, if known.
        minutes_a_week -> Nullable<Integer>,
        /// First day.
        opened -> Text,
        /// Last day, if it is over.
        closed -> Nullable<Text>,
    }
}

table! {
    /// Who holds a post from when until when. A post without one that holds today is vacant.
    holding (post_id, number) {
        /// The post.
        post_id -> Text,
        /// Number within the post, from 1.
        number -> Integer,
        /// Who.
        person_id -> Text,
        /// First day.
        starts -> Text,
        /// Last day, if it is known; access ends with it.
        ends -> Nullable<Text>,
    }
}

table! {
    /// What somebody signs in with.
    account (id) {
        /// Random id; the trail names its owner by it.
        id -> Text,
        /// Whose account.
        person_id -> Text,
        /// What is typed to sign in, in lower case.
        sign_in_name -> Text,
        /// Digest of the passphrase with its parameters; none until one is chosen.
        passphrase -> Nullable<Text>,
        /// Number of the second factor, which its secret is derived from; 0 while there was never one.
        factor -> Integer,
        /// Time step of the last code that was used; none at or before it is taken again. The greatest
        /// number while the factor is being set up and no code is taken.
        factor_step -> BigInt,
        /// Issuer and subject of the council's own sign-in, if it was used.
        single_sign_on -> Nullable<Text>,
        /// Since when it is open.
        opened_at -> Text,
        /// When it was last signed in with, if ever.
        signed_in_at -> Nullable<Text>,
        /// Since when it is closed, if it is.
        closed_at -> Nullable<Text>,
        /// By whom.
        closed_by -> Nullable<Text>,
    }
}

table! {
    /// A code that stands in for the second factor once.
    recovery_code (account_id, number) {
        /// Whose.
        account_id -> Text,
        /// Number within the account, from 1.
        number -> Integer,
        /// SHA-256 of the code, as hex.
        digest -> Text,
        /// When it was used, if it was.
        used_at -> Nullable<Text>,
    }
}

table! {
    /// A link that lets somebody choose what they sign in with.
    invitation (digest) {
        /// SHA-256 of the link's token, as hex.
        digest -> Text,
        /// For which account.
        account_id -> Text,
        /// What it is for: `invitation`, `passphrase`, `factor` or `demo`.
        kind -> Text,
        /// When, as in the trail.
        made_at -> Text,
        /// By whom, as in the trail.
        made_by -> Text,
        /// From when it is no longer taken.
        expires_at -> Text,
        /// When it was used, or withdrawn.
        used_at -> Nullable<Text>,
    }
}

table! {
    /// Somebody signed in on one device.
    session (id) {
        /// Random id, which pages may show.
        id -> Text,
        /// SHA-256 of the token that the browser holds, as hex.
        digest -> Text,
        /// Who.
        account_id -> Text,
        /// How far: `factor`, `enrolment` or `whole`.
        stage -> Text,
        /// How they came: `passphrase`, `single-sign-on`, `invitation` or `demo`.
        way -> Text,
        /// When it began.
        began_at -> Text,
        /// When it was last used, to within a minute.
        seen_at -> Text,
        /// When both factors were last shown, which dangerous acts ask for.
        confirmed_at -> Nullable<Text>,
        /// Codes of roles that the council's sign-in allows, with spaces between; none where it says nothing.
        claimed_roles -> Nullable<Text>,
        /// The browser and system, in words.
        device -> Text,
        /// When it ended, if it was ended.
        ended_at -> Nullable<Text>,
        /// How: `signed-out`, `ended-elsewhere`, `ended-by-administrator`, `replaced` or `closed`.
        ended_why -> Nullable<Text>,
    }
}

table! {
    /// A browser on which somebody has signed in before.
    known_device (digest) {
        /// SHA-256 of the token that the browser holds, as hex.
        digest -> Text,
        /// Who.
        account_id -> Text,
        /// When it was last signed in from.
        seen_at -> Text,
    }
}

table! {
    /// How often somebody guessed wrongly of late.
    guess (bucket) {
        /// What is counted, as a digest: never a name or an address.
        bucket -> Text,
        /// How often since then.
        failures -> Integer,
        /// When counting began.
        since -> Text,
    }
}

joinable!(kept_service -> service (service_id));
joinable!(team -> service (service_id));
joinable!(post -> service (service_id));
joinable!(post -> team (team_id));
joinable!(holding -> post (post_id));
joinable!(holding -> person (person_id));
joinable!(account -> person (person_id));
joinable!(recovery_code -> account (account_id));
joinable!(invitation -> account (account_id));
joinable!(session -> account (account_id));
joinable!(known_device -> account (account_id));
allow_tables_to_appear_in_same_query!(
    kept_service,
    team,
    person,
    post,
    holding,
    account,
    recovery_code,
    invitation,
    session,
    known_device,
    guess,
    service,
);
