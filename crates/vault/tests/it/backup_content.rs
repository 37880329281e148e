//! Invented content for backups: every table with rows, drawn from a seed, with the characters and
//! numbers that tools trip over.

use diesel_async::RunQueryDsl;
use serde_json::json;
use vault::schema::{people as p, register as r};
use vault::{Act, Door, Error, on_both};

use crate::store::{WRITE, operator};

/// When everything here was done.
const AT: &str = "2026-01-05T09:00:00.000000Z";

/// Numbers from a seed: SplitMix64.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Dice(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From 0 to below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap()
    }

    /// A text of up to a dozen pieces.
    pub fn text(&mut self) -> String {
        const PIECES: [&str; 16] = [
            "a",
            "Z",
            " ",
            "\"",
            "\\",
            "\n",
            "\t",
            "\u{1}",
            "\u{1f}",
            "\u{7f}",
            "é",
            "–",
            "’",
            "\u{2028}",
            "\u{1F426}",
            "\u{10FFFF}",
        ];
        let pieces = self.below(12);
        (0..pieces).map(|_| PIECES[self.below(16)]).collect()
    }

    fn perhaps(&mut self) -> Option<String> {
        (self.below(3) > 0).then(|| self.text())
    }

    fn number(&mut self) -> i32 {
        match self.below(4) {
            0 => i32::MIN,
            1 => i32::MAX,
            _ => i32::try_from(self.below(100)).unwrap(),
        }
    }

    fn bytes(&mut self) -> Vec<u8> {
        let length = self.below(300);
        (0..length).map(|_| self.next().to_le_bytes()[0]).collect()
    }
}

macro_rules! put {
    ($act:ident, $table:path, $row:expr) => {{
        let row = $row;
        on_both!($act.conn(), |c| diesel::insert_into($table)
            .values(row)
            .execute(c)
            .await)?
    }};
}

/// Puts a few services with everything that hangs on them into the register, and the people who work
/// in them, an act a service, and names them in the trail.
pub async fn fill(door: &Door, dice: &mut Dice) {
    let services = dice.below(5);
    for n in 0..services {
        let mut dice = Dice::new(dice.next());
        door.act(&operator(), WRITE, async move |act: &mut Act<'_>| {
            let id = service(act, n, &mut dice).await?;
            for k in 0..dice.below(3) {
                inspection(act, &id, k, &mut dice).await?;
            }
            settings(act, n, &mut dice).await?;
            people(act, &id, &mut dice).await?;
            act.about("service", &format!("s-{n}"));
            act.detail(json!({ "said": dice.text() }));
            Ok(())
        })
        .await
        .unwrap();
    }
}

/// One act that adds one service, and so one row to the trail.
pub async fn one_service(door: &Door, id: &str) {
    use diesel::ExpressionMethods as _;
    use r::service;
    let id = id.to_owned();
    door.act(&operator(), WRITE, async move |act: &mut Act<'_>| {
        put!(
            act,
            service::table,
            (
                service::id.eq(id),
                service::name.eq("name"),
                service::region.eq("region"),
                service::country.eq("England"),
                service::source.eq("invented"),
                service::search_text.eq("name"),
            )
        );
        Ok(())
    })
    .await
    .unwrap();
}

async fn service(act: &mut Act<'_>, n: usize, dice: &mut Dice) -> Result<String, Error> {
    use diesel::ExpressionMethods as _;
    use r::{service, service_alias, service_predecessor};
    let id = format!("s-{n}{}", dice.text());
    put!(
        act,
        service::table,
        (
            service::id.eq(id.clone()),
            service::name.eq(dice.text()),
            service::region.eq(dice.text()),
            service::country.eq("Wales"),
            service::from_date.eq(dice.perhaps()),
            service::to_date.eq(dice.perhaps()),
            service::note.eq(dice.perhaps()),
            service::source.eq(dice.text()),
            service::search_text.eq(dice.text()),
        )
    );
    for k in 0..dice.below(3) {
        put!(
            act,
            service_alias::table,
            (
                service_alias::service_id.eq(id.clone()),
                service_alias::alias.eq(format!("{}{k}", dice.text())),
                service_alias::spelling_key.eq(dice.text()),
            )
        );
    }
    put!(
        act,
        service_predecessor::table,
        (
            service_predecessor::service_id.eq(id.clone()),
            service_predecessor::predecessor_id.eq(id.clone()),
        )
    );
    Ok(id)
}

async fn inspection(
    act: &mut Act<'_>,
    service: &str,
    k: usize,
    dice: &mut Dice,
) -> Result<(), Error> {
    use diesel::ExpressionMethods as _;
    use r::{claim, correction, inspection, inspection_source, recommendation, report_file};
    let id = format!("{service}-{k}");
    put!(
        act,
        inspection::table,
        (
            inspection::id.eq(id.clone()),
            inspection::service_id.eq(service.to_owned()),
            inspection::framework.eq("hmip-2018"),
            inspection::kind.eq("inspection"),
            inspection::reinspection.eq((dice.below(2) > 0).then(|| dice.number())),
            inspection::published.eq(dice.perhaps()),
            inspection::total.eq((dice.below(2) > 0).then(|| dice.number())),
        )
    );
    for (position, field) in (0..).zip(["overall", "total", "total", "note\u{1F426}"]) {
        put!(
            act,
            claim::table,
            (
                claim::inspection_id.eq(id.clone()),
                claim::field.eq(field),
                claim::position.eq(position),
                claim::value.eq(dice.text()),
                claim::source.eq(dice.text()),
                claim::basis.eq("published"),
                claim::record.eq(dice.below(2) > 0),
                claim::note.eq(dice.perhaps()),
            )
        );
    }
    put!(
        act,
        inspection_source::table,
        (
            inspection_source::inspection_id.eq(id.clone()),
            inspection_source::position.eq(dice.number()),
            inspection_source::source.eq(dice.text()),
        )
    );
    put!(
        act,
        correction::table,
        (
            correction::inspection_id.eq(id.clone()),
            correction::number.eq(1),
            correction::field.eq("overall"),
            correction::from_value.eq(dice.perhaps()),
            correction::to_value.eq(dice.perhaps()),
            correction::source.eq(dice.text()),
            correction::reason.eq(dice.text()),
            correction::made_at.eq(AT),
            correction::made_by.eq("local-operator"),
        )
    );
    put!(
        act,
        recommendation::table,
        (
            recommendation::id.eq(format!("{id}-r1")),
            recommendation::inspection_id.eq(id.clone()),
            recommendation::number.eq(1),
            recommendation::addressed_to.eq(dice.text()),
            recommendation::words.eq(dice.text()),
            recommendation::due.eq(dice.perhaps()),
            recommendation::changed_at.eq(AT),
            recommendation::changed_by.eq("local-operator"),
        )
    );
    for number in 1..=2 {
        let content = dice.bytes();
        put!(
            act,
            report_file::table,
            (
                report_file::inspection_id.eq(id.clone()),
                report_file::number.eq(number),
                report_file::name.eq(dice.text()),
                report_file::media_type.eq("application/pdf"),
                report_file::sha256.eq(dice.text()),
                report_file::size_bytes.eq(i64::MAX - i64::from(number)),
                report_file::content.eq(content),
                report_file::kept_at.eq(AT),
                report_file::kept_by.eq("local-operator"),
            )
        );
    }
    Ok(())
}

async fn settings(act: &mut Act<'_>, n: usize, dice: &mut Dice) -> Result<(), Error> {
    use diesel::ExpressionMethods as _;
    use r::working_value;
    put!(
        act,
        working_value::table,
        (
            working_value::framework.eq("hmip-2018"),
            working_value::setting.eq(format!("percent.{}", dice.text())),
            working_value::number.eq(i32::try_from(n).unwrap()),
            working_value::chosen.eq(dice.perhaps()),
            working_value::reason.eq(dice.text()),
            working_value::changed_at.eq(AT),
            working_value::changed_by.eq("local-operator"),
        )
    );
    Ok(())
}

/// One act that adds one person.
pub async fn one_person(door: &Door, id: &str) {
    let id = id.to_owned();
    door.act(&operator(), WRITE, async move |act: &mut Act<'_>| {
        person(act, &id, "Wren Example", None).await
    })
    .await
    .unwrap();
}

async fn person(
    act: &mut Act<'_>,
    id: &str,
    name: &str,
    email: Option<String>,
) -> Result<(), Error> {
    use diesel::ExpressionMethods as _;
    use p::person;
    put!(
        act,
        person::table,
        (
            person::id.eq(id.to_owned()),
            person::name.eq(name.to_owned()),
            person::search_text.eq(name.to_lowercase()),
            person::email.eq(email),
            person::added_at.eq(AT),
            person::added_by.eq("local-operator"),
        )
    );
    Ok(())
}

/// A service that is kept here, with a team, and somebody in a post of it who has an account.
async fn people(act: &mut Act<'_>, service: &str, dice: &mut Dice) -> Result<(), Error> {
    use diesel::ExpressionMethods as _;
    use p::{holding, kept_service, post, team};
    put!(
        act,
        kept_service::table,
        (
            kept_service::service_id.eq(service.to_owned()),
            kept_service::since.eq(dice.text()),
            kept_service::until.eq(dice.perhaps()),
        )
    );
    // Two fills of one database must not meet.
    let n = format!("{:016x}", dice.next());
    let [team_id, person_id, post_id] = ["m", "p", "t"].map(|kind| format!("{kind}-{n}"));
    put!(
        act,
        team::table,
        (
            team::id.eq(team_id.clone()),
            team::service_id.eq(service.to_owned()),
            team::name.eq(dice.text()),
            team::opened.eq(dice.text()),
            team::closed.eq(dice.perhaps()),
        )
    );
    let (name, email) = (dice.text(), dice.perhaps());
    person(act, &person_id, &name, email).await?;
    put!(
        act,
        post::table,
        (
            post::id.eq(post_id.clone()),
            post::service_id.eq((dice.below(2) > 0).then(|| service.to_owned())),
            post::team_id.eq((dice.below(2) > 0).then_some(team_id)),
            post::role.eq("practitioner"),
            post::title.eq(dice.text()),
            post::minutes_a_week.eq((dice.below(2) > 0).then(|| dice.number())),
            post::opened.eq(dice.text()),
            post::closed.eq(dice.perhaps()),
        )
    );
    for number in 1..=2 {
        put!(
            act,
            holding::table,
            (
                holding::post_id.eq(post_id.clone()),
                holding::number.eq(number),
                holding::person_id.eq(person_id.clone()),
                holding::starts.eq(dice.text()),
                holding::ends.eq(dice.perhaps()),
            )
        );
    }
    account(act, &person_id, &n, dice).await?;
    memory(act, &n).await
}

async fn account(act: &mut Act<'_>, person: &str, n: &str, dice: &mut Dice) -> Result<(), Error> {
    use diesel::ExpressionMethods as _;
    use p::{account, recovery_code};
    let id = format!("a-{n}");
    put!(
        act,
        account::table,
        (
            account::id.eq(id.clone()),
            account::person_id.eq(person.to_owned()),
            account::sign_in_name.eq(format!("{}{n}", dice.text())),
            account::passphrase.eq(dice.perhaps()),
            account::factor.eq(dice.number()),
            account::factor_step.eq(i64::MAX - i64::from(dice.number().unsigned_abs())),
            account::single_sign_on.eq(dice.perhaps().map(|text| format!("{text}{n}"))),
            account::opened_at.eq(AT),
            account::signed_in_at.eq(dice.perhaps()),
            account::closed_at.eq(dice.perhaps()),
            account::closed_by.eq(dice.perhaps()),
        )
    );
    for number in 1..=3 {
        put!(
            act,
            recovery_code::table,
            (
                recovery_code::account_id.eq(id.clone()),
                recovery_code::number.eq(number),
                recovery_code::digest.eq(dice.text()),
                recovery_code::used_at.eq(dice.perhaps()),
            )
        );
    }
    Ok(())
}

/// What stays here and is in no archive.
async fn memory(act: &mut Act<'_>, n: &str) -> Result<(), Error> {
    use diesel::ExpressionMethods as _;
    use p::{guess, invitation, known_device, session};
    let account = format!("a-{n}");
    put!(
        act,
        invitation::table,
        (
            invitation::digest.eq(format!("i-{n}")),
            invitation::account_id.eq(account.clone()),
            invitation::kind.eq("invitation"),
            invitation::made_at.eq(AT),
            invitation::made_by.eq("local-operator"),
            invitation::expires_at.eq(AT),
        )
    );
    put!(
        act,
        session::table,
        (
            session::id.eq(format!("s-{n}")),
            session::digest.eq(format!("s-{n}")),
            session::account_id.eq(account.clone()),
            session::stage.eq("whole"),
            session::way.eq("passphrase"),
            session::began_at.eq(AT),
            session::seen_at.eq(AT),
            session::device.eq("Firefox on Windows"),
        )
    );
    put!(
        act,
        known_device::table,
        (
            known_device::digest.eq(format!("k-{n}")),
            known_device::account_id.eq(account),
            known_device::seen_at.eq(AT),
        )
    );
    put!(
        act,
        guess::table,
        (
            guess::bucket.eq(format!("g-{n}")),
            guess::failures.eq(1),
            guess::since.eq(AT),
        )
    );
    Ok(())
}
