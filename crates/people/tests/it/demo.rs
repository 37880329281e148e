//! The invented people of a demo, and the one way in that asks for nothing.

use access::{Action, Role};
use diesel::{ExpressionMethods, QueryDsl};
use diesel_async::RunQueryDsl;
use jiff::SignedDuration;
use people::accounts::{self, Reset};
use people::demo::{self, Guest, NotFilled};
use people::invitations;
use people::passphrase::Passphrase;
use people::sessions::{self, Found, Visitor, Way};
use people::staff::{self, establishment};
use people::{Terms, Token, today};
use vault::schema::people::invitation;
use vault::{Act, Clock, Door, on_both};

use crate::house::{self, House, PASS, START, expect, from, operator};

/// A demo with its people, whose clock the test turns.
struct Demo {
    door: Door,
    clock: Clock,
    guests: Vec<Guest>,
}

impl Demo {
    async fn at(address: &str) -> Self {
        let began = Door::open_demo(address).await.expect("a fresh database");
        began.close().await;
        let clock = Clock::fixed(START.parse().expect("a moment"));
        let door = Door::open_with(address, clock.clone()).await.expect("open");
        let guests = demo::fill(&door, &Terms::default()).await.expect("people");
        Demo {
            door,
            clock,
            guests,
        }
    }

    fn link(&self, role: Role) -> Token {
        let guest = self.guests.iter().find(|guest| guest.role == role);
        guest.expect("somebody in each role").token.clone()
    }

    async fn enter(&self, link: &Token, address: &str) -> Result<Token, invitations::NotTaken> {
        demo::enter(&self.door, &Terms::default(), link, &from(address)).await
    }

    async fn visitor(&self, token: &Token) -> Option<Visitor> {
        let found = sessions::find(&self.door, &Terms::default(), token).await;
        match found.expect("an answer") {
            Found::Visitor(visitor) => Some(*visitor),
            _ => None,
        }
    }
}

/// Runs a test in a demo on SQLite, then on PostgreSQL.
async fn on_each(test: impl AsyncFn(Demo)) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("demo.db");
    test(Demo::at(&path.to_string_lossy()).await).await;
    let postgres = testkit::postgres_database().await;
    test(Demo::at(postgres.url()).await).await;
}

const HERE: &str = "127.0.0.1";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_newcomer_looks_around_in_every_role() {
    on_each(async |demo| {
        let roles: Vec<Role> = demo.guests.iter().map(|guest| guest.role).collect();
        assert_eq!(roles, Role::POSTS);
        for guest in &demo.guests {
            let seen = demo::open(&demo.door, &guest.token, &from(HERE)).await;
            let (name, roles) = seen.expect("an answer").expect("a link that is taken");
            assert_eq!(
                (name.as_str(), roles.as_slice()),
                (guest.name, &[guest.role][..])
            );
            let token = demo.enter(&guest.token, HERE).await.expect("in");
            let visitor = demo.visitor(&token).await.expect("a whole session");
            assert_eq!(visitor.name, guest.name);
            assert_eq!(visitor.roles, [guest.role]);
            assert_eq!(visitor.way, Way::Demo);
            let may = |action| access::may(&visitor.asker(), action).is_ok();
            assert_eq!(
                may(Action::AccountsInvite),
                guest.role == Role::Administrator
            );
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_invented_service_has_a_team_a_vacancy_and_somebody_here_for_a_time() {
    on_each(async |demo| {
        let held = staff::look(&demo.door, &operator(), None)
            .await
            .expect("staff");
        let day = today(demo.door.now());
        let held = establishment::on(&held, Some("lapwing-vale"), day);
        let totals = held.expect("the service").totals;
        assert_eq!((totals.posts, totals.vacant), (13, 1));
        assert_eq!(totals.vacant_minutes, 37 * 60);
        let accounts = accounts::list(&demo.door, &operator(), &Terms::default()).await;
        for account in accounts.expect("accounts") {
            assert!(account.name.ends_with(" Example"), "{}", account.name);
            assert!(account.sign_in_name.ends_with("@example.org"));
        }
    })
    .await;
}

/// Each row: what happens to the link before it is followed, from where, and what comes of it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn when_a_link_of_a_demo_is_taken() {
    on_each(async |demo| {
        let link = demo.link(Role::Practitioner);
        for (address, turned, expected) in [
            ("192.0.2.1", 0, house::GONE),
            ("::ffff:192.0.2.1", 0, house::GONE),
            ("2001:db8::1", 0, house::GONE),
            ("127.0.0.1", 0, "ok"),
            // Used twice.
            ("127.0.0.1", 0, house::GONE),
        ] {
            demo.clock.turn(SignedDuration::from_secs(turned));
            let open = demo::open(&demo.door, &link, &from(address)).await;
            let open = open.expect("an answer").is_some();
            assert_eq!(open, expected == "ok", "{address}");
            expect(&demo.enter(&link, address).await, expected, address);
        }
        // In time to the last second, at each of this machine's addresses.
        let terms = Terms::default();
        demo.clock
            .turn(terms.invitation - SignedDuration::from_secs(1));
        let late = demo.link(Role::Councillor);
        expect(&demo.enter(&late, "::1").await, "ok", "the last second");
        demo.clock.turn(SignedDuration::from_secs(1));
        let later = demo.link(Role::Inspector);
        expect(&demo.enter(&later, HERE).await, house::GONE, "too late");
        let unknown = Token::fresh().expect("random bytes");
        expect(&demo.enter(&unknown, HERE).await, house::GONE, "unknown");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_of_a_demo_chooses_nothing_and_ends_with_the_account() {
    on_each(async |demo| {
        let terms = Terms::default();
        let link = demo.link(Role::TeamManager);
        let typed = Passphrase::new(PASS);
        let chosen =
            invitations::choose_passphrase(&demo.door, &terms, &link, typed, &from(HERE)).await;
        expect(&chosen, house::GONE, "choosing a passphrase");
        let account = accounts::list(&demo.door, &operator(), &terms).await;
        let account = account.expect("accounts").into_iter();
        let mut plover = account.filter(|own| own.name.starts_with("Plover"));
        let plover = plover.next().expect("Plover").id;
        let closed = accounts::close(&demo.door, &operator(), &plover).await;
        closed.expect("closed");
        expect(&demo.enter(&link, HERE).await, house::GONE, "closed");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_came_by_a_link_is_never_asked_for_a_code_and_is_out_like_others() {
    on_each(async |demo| {
        let link = demo.link(Role::Administrator);
        let token = demo.enter(&link, HERE).await.expect("in");
        for minutes in [0, 20, 40] {
            demo.clock.turn(SignedDuration::from_mins(minutes / 2));
            let visitor = demo.visitor(&token).await.expect("in");
            assert!(visitor.confirmed_until.is_some(), "after {minutes} minutes");
        }
        demo.clock.turn(Terms::default().idle);
        assert_eq!(demo.visitor(&token).await, None, "idle");
    })
    .await;
}

async fn no_demo_no_people_and_no_way_in(house: House) {
    let filled = demo::fill(&house.door, &house.terms).await;
    assert_eq!(filled, Err(NotFilled::NoDemo));
    // Somebody wrote the row of a link of a demo into a database that is none.
    let owner = house.owner("wren", Role::Practitioner).await;
    let link = house.reset(&owner.account, Reset::Both).await.token;
    say_it_is_of_a_demo(&house, &owner.account).await;
    let taken = demo::enter(&house.door, &house.terms, &link, &from(HERE)).await;
    expect(&taken, house::GONE, "no demo");
    let open = demo::open(&house.door, &link, &from(HERE)).await;
    assert_eq!(open, Ok(None));
}

/// Makes the open link of an account one of a demo, past every act.
async fn say_it_is_of_a_demo(house: &House, account: &str) {
    let account = account.to_owned();
    let changed = house.door.remember(async move |act: &mut Act<'_>| {
        let open = invitation::table
            .filter(invitation::account_id.eq(&account))
            .filter(invitation::used_at.is_null());
        Ok(on_both!(act.conn(), |c| diesel::update(open)
            .set(invitation::kind.eq("demo"))
            .execute(c)
            .await)?)
    });
    assert_eq!(changed.await, Ok(1));
}

on_both_databases!(no_demo_no_people_and_no_way_in);
