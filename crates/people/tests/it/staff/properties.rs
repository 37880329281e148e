//! Whatever is done in whatever order, the four rules hold.

use access::Role;
use jiff::civil::Date;
use people::staff::holdings::{self, Move};
use people::staff::{Days, PostDraft, Staffing};
use proptest::prelude::*;

use super::house::{House, on_sqlite, operator, practitioner};

/// One thing that somebody tries; places of posts, people and days are taken round and round.
#[derive(Debug, Clone)]
enum Try {
    Hold(usize, usize, Days),
    Change(usize, u32, Days),
    TakeBack(usize, u32),
    Move(usize, u32, usize, Days),
    ClosePost(usize, Option<Date>),
    CloseTeam(Option<Date>),
    OpenPost(bool, Date),
}

fn day() -> impl Strategy<Value = Date> {
    (1_i8..=30).prop_map(|day| Date::constant(2026, 11, day))
}

fn days() -> impl Strategy<Value = Days> {
    (day(), prop::option::of(day())).prop_map(|(first, last)| Days { first, last })
}

fn tried() -> impl Strategy<Value = Try> {
    let post = 0_usize..4;
    let number = 1_u32..4;
    prop_oneof![
        4 => (post.clone(), 0_usize..3, days()).prop_map(|(post, person, days)| Try::Hold(post, person, days)),
        3 => (post.clone(), number.clone(), days()).prop_map(|(post, number, days)| Try::Change(post, number, days)),
        1 => (post.clone(), number.clone()).prop_map(|(post, number)| Try::TakeBack(post, number)),
        2 => (post.clone(), number, post.clone(), days()).prop_map(|(from, number, to, days)| Try::Move(from, number, to, days)),
        1 => (post, prop::option::of(day())).prop_map(|(post, last)| Try::ClosePost(post, last)),
        1 => prop::option::of(day()).prop_map(Try::CloseTeam),
        1 => (any::<bool>(), day()).prop_map(|(in_team, first)| Try::OpenPost(in_team, first)),
    ]
}

/// Tries it; whether it is taken is for the rules to say.
async fn attempt(
    house: &House,
    team: &str,
    people: &[String],
    posts: &mut Vec<String>,
    tried: Try,
) {
    let post = |posts: &[String], place: usize| posts[place % posts.len()].clone();
    let seen = async |post: &str, number: u32| {
        let held = house.look().await;
        held.holding(post, number)
            .map(people::staff::Holding::version)
            .unwrap_or_default()
    };
    match tried {
        Try::Hold(place, person, days) => {
            let _ = house.hold(&post(posts, place), &people[person], days).await;
        }
        Try::Change(place, number, days) => {
            let post = post(posts, place);
            let seen = seen(&post, number).await;
            let _ = holdings::change_to(&house.door, &operator(), &post, number, &seen, days).await;
        }
        Try::TakeBack(place, number) => {
            let post = post(posts, place);
            let seen = seen(&post, number).await;
            let _ = holdings::take_back(&house.door, &operator(), &post, number, &seen).await;
        }
        Try::Move(from, number, to, days) => {
            let (from, to) = (post(posts, from), post(posts, to));
            let seen = seen(&from, number).await;
            let wanted = Move {
                from,
                number,
                seen,
                to,
                days,
            };
            let _ = holdings::move_to(&house.door, &operator(), wanted).await;
        }
        Try::ClosePost(place, last) => {
            let _ = house.close_post(&post(posts, place), last).await;
        }
        Try::CloseTeam(last) => {
            let _ = house.close_team(team, last).await;
        }
        Try::OpenPost(in_team, first) => {
            let draft = PostDraft {
                team: in_team.then(|| team.to_owned()),
                first,
                ..practitioner()
            };
            if let Ok(id) = people::staff::posts::open(&house.door, &operator(), &draft).await {
                posts.push(id);
            }
        }
    }
}

/// The rules, day by day and without the code that keeps them.
fn broken(held: &Staffing) -> Option<String> {
    for day in 1..=30 {
        let day = Date::constant(2026, 11, day);
        for post in held.posts() {
            let holders = held.holders_of(&post.id).into_iter();
            let holders = holders.filter(|own| own.days.include(day)).count();
            if holders > 1 {
                return Some(format!("{holders} hold {} on {day}", post.id));
            }
            if holders == 1 && !post.days.include(day) {
                return Some(format!(
                    "somebody holds {} on {day}, when it is not there",
                    post.id
                ));
            }
            let team = post.team.as_deref().and_then(|id| held.team(id));
            if team.is_some_and(|team| team.days.over_by(day)) && post.days.include(day) {
                return Some(format!("{} is there on {day}, after its team", post.id));
            }
            if post.role != Role::Practitioner {
                return Some(format!("{} has another role", post.id));
            }
        }
    }
    None
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn no_order_of_acts_breaks_a_rule(all in prop::collection::vec(tried(), 1..30)) {
        let broken = on_sqlite(async |house| {
            let team = house.team("North").await;
            let mut people = Vec::new();
            for name in ["Wren Example", "Robin Example", "Dunnock Example"] {
                people.push(house.person(name).await);
            }
            let in_team = PostDraft { team: Some(team.clone()), ..practitioner() };
            let mut posts = vec![house.post(&in_team, None).await, house.post(&practitioner(), None).await];
            for tried in all {
                let words = format!("{tried:?}");
                attempt(&house, &team, &people, &mut posts, tried).await;
                if let Some(broken) = broken(&house.look().await) {
                    return Some(format!("{words}: {broken}"));
                }
            }
            None
        });
        prop_assert_eq!(broken, None);
    }
}
