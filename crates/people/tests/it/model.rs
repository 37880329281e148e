//! Whatever somebody and an administrator do in whatever order, a token opens what a small model of its
//! own says: only a session that was not ended, within its limits, of an account that is open, whose
//! owner holds a post that day.

use access::Role;
use people::accounts;
use people::sessions;
use proptest::prelude::*;

use crate::house::{House, Owner, operator};

/// One thing that happens. Numbers choose among the sessions there are.
#[derive(Debug, Clone)]
enum Step {
    SignIn,
    SignOut(usize),
    EndElsewhere(usize),
    EndAll,
    Close,
    Reopen,
    /// The last day of the post, in days from the first of all.
    LastDay(i64),
    Use(usize),
    Turn(i64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let turns = prop_oneof![
        Just(30),
        Just(59),
        Just(60),
        Just(29 * 60),
        Just(1800),
        Just(1799),
        Just(6 * 3600),
        Just(24 * 3600),
        Just(89 * 24 * 3600),
        Just(-600),
        1_i64..4000,
    ];
    let step = prop_oneof![
        4 => Just(Step::SignIn),
        1 => any::<usize>().prop_map(Step::SignOut),
        1 => any::<usize>().prop_map(Step::EndElsewhere),
        1 => Just(Step::EndAll),
        1 => Just(Step::Close),
        2 => Just(Step::Reopen),
        1 => (-1_i64..3).prop_map(Step::LastDay),
        4 => any::<usize>().prop_map(Step::Use),
        5 => turns.prop_map(Step::Turn),
    ];
    prop::collection::vec(step, 1..25)
}

/// A session as the model knows it.
struct Known {
    token: people::Token,
    id: String,
    began: i64,
    seen: i64,
    ended: bool,
}

/// What the model knows: seconds since the first moment, which is a Friday at nine in winter.
struct Model {
    now: i64,
    closed: bool,
    last_day: Option<i64>,
    /// When somebody last signed in, or the account was opened.
    last: i64,
    sessions: Vec<Known>,
}

impl Model {
    fn lets_in(&self) -> bool {
        // Nine hours of the first day have passed at the first moment.
        let today = (self.now + 9 * 3600).div_euclid(24 * 3600);
        let post = self.last_day.is_none_or(|day| today <= day);
        !self.closed && post && self.now - self.last < 90 * 24 * 3600
    }

    fn opens(&self, known: &Known) -> bool {
        self.lets_in()
            && !known.ended
            && self.now - known.seen < 1800
            && self.now - known.began < 12 * 3600
    }
}

async fn run(steps: Vec<Step>) {
    let house = House::sqlite().await;
    let owner = house.owner("wren", Role::Practitioner).await;
    let mut model = Model {
        now: 0,
        closed: false,
        last_day: None,
        last: 0,
        sessions: vec![],
    };
    let token = owner.session.token.clone();
    learn(&house, &mut model, token).await;
    for step in &steps {
        take(&house, &owner, &mut model, step).await;
    }
    for place in 0..model.sessions.len() {
        look(&house, &mut model, place).await;
    }
}

/// Remembers a session that just began.
async fn learn(house: &House, model: &mut Model, token: people::Token) {
    let id = house.visitor(&token).await.session;
    model.last = model.now;
    // Ten at once; the one that was used longest ago ends.
    let mut open: Vec<&mut Known> = model
        .sessions
        .iter_mut()
        .filter(|known| !known.ended)
        .collect();
    open.sort_by_key(|known| (known.seen, known.began));
    if open.len() == 10 {
        open[0].ended = true;
    }
    model.sessions.push(Known {
        token,
        id,
        began: model.now,
        seen: model.now,
        ended: false,
    });
}

/// Uses a session, and compares what it opens.
async fn look(house: &House, model: &mut Model, place: usize) {
    let expected = model.opens(&model.sessions[place]);
    let now = model.now;
    let known = &mut model.sessions[place];
    assert_eq!(
        house.opens(&known.token).await == "in",
        expected,
        "session {place} at {now}"
    );
    if expected && now - known.seen >= 60 {
        known.seen = now;
    }
}

async fn take(house: &House, owner: &Owner, model: &mut Model, step: &Step) {
    let place = |n: &usize| n % model.sessions.len();
    match step {
        Step::SignIn => {
            // A minute after any code before, unless the clock was turned back; recovery codes do not
            // mind, but they run out.
            model.now += 30;
            house.turn(30);
            let half = house
                .first(&owner.name, &owner.passphrase, &crate::house::stranger())
                .await;
            assert_eq!(half.is_ok(), model.lets_in(), "at {}", model.now);
            let Ok(half) = half else { return };
            let code = owner.app.code(house.now());
            let origin = crate::house::known("192.0.2.1", &owner.session.known);
            if let Ok(signed_in) = house.second(&half.token, &code, &origin).await {
                learn(house, model, signed_in.token).await;
            }
        }
        Step::SignOut(n) => {
            let place = place(n);
            if model.opens(&model.sessions[place]) {
                let visitor = house.visitor(&model.sessions[place].token).await;
                sessions::sign_out(&house.door, &visitor)
                    .await
                    .expect("an act");
                model.sessions[place].ended = true;
            }
        }
        Step::EndElsewhere(n) => {
            let place = place(n);
            let (account, id) = (&owner.account, &model.sessions[place].id);
            let ended = sessions::end_one(&house.door, &operator(), account, id).await;
            assert_eq!(ended, Ok(!model.sessions[place].ended));
            model.sessions[place].ended = true;
        }
        Step::EndAll => {
            let operator = operator();
            let ended = sessions::end_all(&house.door, &operator, &owner.account, None);
            ended.await.expect("an act");
            model
                .sessions
                .iter_mut()
                .for_each(|known| known.ended = true);
        }
        Step::Close => {
            let closed = accounts::close(&house.door, &operator(), &owner.account).await;
            closed.expect("an act");
            model.closed = true;
            model
                .sessions
                .iter_mut()
                .for_each(|known| known.ended = true);
        }
        Step::Reopen => {
            let opened = accounts::reopen(&house.door, &operator(), &owner.account).await;
            opened.expect("an act");
            model.closed = false;
            model.last = model.last.max(model.now);
        }
        Step::LastDay(day) => {
            let first = jiff::civil::date(2026, 11, 27);
            let day_of = first + jiff::Span::new().days(*day);
            house.last_day(&owner.account, &day_of.to_string()).await;
            model.last_day = Some(*day);
        }
        Step::Use(n) => {
            let place = place(n);
            look(house, model, place).await;
        }
        Step::Turn(seconds) => {
            model.now += seconds;
            house.turn(*seconds);
        }
    }
}

#[test]
fn a_visitor_is_found_only_by_a_session_that_goes_on() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    let config = ProptestConfig {
        cases: 40,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    proptest!(config, |(steps in steps())| {
        runtime.block_on(run(steps));
    });
}
