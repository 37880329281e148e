//! What a day looks like, who was where, and the lists.

use access::Role;
use jiff::civil::Date;
use people::staff::history::{self, When};
use people::staff::lists::{self, Query, SortBy};
use people::staff::{Days, PostDraft, Staffing, establishment, hours};

use super::house::{House, TODAY, day, drawn, on_both, practitioner};

/// A small service: a manager, two practitioners of a team, and an analyst for all.
async fn staffed(house: &House) -> Staffing {
    let north = house.team("North").await;
    let in_north = PostDraft {
        team: Some(north),
        ..practitioner()
    };
    let manager = PostDraft {
        role: Role::TeamManager,
        title: "Team manager".to_owned(),
        ..in_north.clone()
    };
    let part = PostDraft {
        title: "Practitioner, courts".to_owned(),
        minutes: Some(1_332),
        ..in_north.clone()
    };
    let analyst = PostDraft {
        service: None,
        role: Role::DataAnalyst,
        title: "Analyst".to_owned(),
        minutes: None,
        ..practitioner()
    };
    let victims = PostDraft {
        role: Role::VictimWorker,
        title: "Victim worker".to_owned(),
        minutes: None,
        ..practitioner()
    };
    let (wren, robin) = (
        house.person("Wren Example").await,
        house.person("Robin O’Example").await,
    );
    house.person("Éider Example").await;
    let manager = house.post(&manager, None).await;
    let first = house.post(&in_north, None).await;
    let second = house.post(&part, None).await;
    let analyst = house.post(&analyst, None).await;
    house.post(&victims, None).await;
    house
        .held(&manager, &wren, drawn("#######>").expect("days"))
        .await;
    house
        .held(&first, &robin, drawn("####---").expect("days"))
        .await;
    house
        .held(&second, &robin, drawn("-----##>").expect("days"))
        .await;
    house
        .held(&analyst, &wren, drawn("--#####").expect("days"))
        .await;
    house.look().await
}

/// The establishment as a page would say it, a line a post.
fn said(held: &Staffing, service: Option<&str>, on: Date) -> String {
    let own = establishment::on(held, service, on).expect("a service");
    let mut text = String::new();
    for group in &own.groups {
        let team = group
            .team
            .as_ref()
            .map_or("no team", |team| team.name.as_str());
        text.push_str(&format!("{team}\n"));
        for line in &group.lines {
            let minutes = line.post.minutes.map_or("?".to_owned(), hours);
            let who = match (&line.holder, line.vacant_since) {
                (Some(holder), _) => holder.person.name.clone(),
                (None, Some(since)) => format!("vacant since {since}"),
                (None, None) => "nobody".to_owned(),
            };
            let next = line.next.as_ref().map_or(String::new(), |next| {
                format!(
                    ", then {} from {}",
                    next.person.name, next.holding.days.first
                )
            });
            text.push_str(&format!("  {} ({minutes}): {who}{next}\n", line.post.title));
        }
    }
    let all = own.totals;
    text.push_str(&format!(
        "{} posts, {} vacant; {} hours, {} vacant; {} unknown\n",
        all.posts,
        all.vacant,
        hours(all.minutes),
        hours(all.vacant_minutes),
        all.hours_unknown
    ));
    text
}

#[test]
fn an_establishment_on_days_around_today() {
    on_both(async |house| {
        let held = staffed(&house).await;
        assert_eq!(
            said(&held, Some("medway"), TODAY),
            "North\n\
             \x20 Practitioner (37): vacant since 2026-11-27\n\
             \x20 Practitioner, courts (22.2): vacant since 2026-11-23, then Robin O’Example from 2026-11-28\n\
             \x20 Team manager (37): Wren Example\n\
             no team\n\
             \x20 Victim worker (?): vacant since 2026-11-23\n\
             4 posts, 3 vacant; 96.2 hours, 59.2 vacant; 1 unknown\n"
        );
        assert_eq!(
            said(&held, Some("medway"), day("2026-11-28")),
            "North\n\
             \x20 Practitioner (37): vacant since 2026-11-27\n\
             \x20 Practitioner, courts (22.2): Robin O’Example\n\
             \x20 Team manager (37): Wren Example\n\
             no team\n\
             \x20 Victim worker (?): vacant since 2026-11-23\n\
             4 posts, 2 vacant; 96.2 hours, 37 vacant; 1 unknown\n"
        );
        let empty = "0 posts, 0 vacant; 0 hours, 0 vacant; 0 unknown\n";
        assert_eq!(said(&held, Some("medway"), day("2026-11-22")), empty);
        assert_eq!(
            said(&held, None, day("2026-11-30")),
            "no team\n  Analyst (?): vacant since 2026-11-30\n\
             1 posts, 1 vacant; 0 hours, 0 vacant; 1 unknown\n"
        );
        assert_eq!(establishment::on(&held, Some("kent"), TODAY), None);
    });
}

#[test]
fn a_history_tells_what_was_is_and_will_be() {
    on_both(async |house| {
        let held = staffed(&house).await;
        let people = held.people();
        let names: Vec<&str> = people.iter().map(|own| own.name.as_str()).collect();
        assert_eq!(names, ["Éider Example", "Robin O’Example", "Wren Example"]);
        let stays = |id: &str| -> Vec<(String, Option<String>, When)> {
            let stays = history::of(&held, id, TODAY)
                .expect("held")
                .stays
                .into_iter();
            let told = stays.map(|own| (own.post.title, own.team.map(|team| team.name), own.when));
            told.collect()
        };
        let north = Some("North".to_owned());
        assert_eq!(stays(&people[0].id), []);
        assert_eq!(
            stays(&people[1].id),
            [
                (
                    "Practitioner, courts".to_owned(),
                    north.clone(),
                    When::ToCome
                ),
                ("Practitioner".to_owned(), north.clone(), When::Over),
            ]
        );
        assert_eq!(
            stays(&people[2].id),
            [
                ("Analyst".to_owned(), None, When::Now),
                ("Team manager".to_owned(), north, When::Now),
            ]
        );
        assert_eq!(history::of(&held, "p-none", TODAY), None);
    });
}

#[test]
fn lists_are_searched_narrowed_and_sorted() {
    on_both(async |house| {
        let held = staffed(&house).await;
        let query = |search: &str, services: &[&str], roles: &[Role], states: &[&str]| Query {
            search: Some(search.to_owned()),
            services: services.iter().map(|own| (*own).to_owned()).collect(),
            roles: roles.to_vec(),
            states: states.iter().map(|own| (*own).to_owned()).collect(),
            ..Query::default()
        };
        let people = |query: &Query| -> String {
            let found = lists::people(&held, query, TODAY).lines.into_iter();
            let names = found.map(|own| format!("{} ({})", own.person.name, own.state.code()));
            names.collect::<Vec<_>>().join(", ")
        };
        for (asked, found) in [
            (
                query("", &[], &[], &[]),
                "Éider Example (never), Robin O’Example (to-come), Wren Example (in-post)",
            ),
            (query("EIDER", &[], &[], &[]), "Éider Example (never)"),
            (
                query("o'ex rob", &[], &[], &[]),
                "Robin O’Example (to-come)",
            ),
            (query("robin wren", &[], &[], &[]), ""),
            (query("", &["medway"], &[], &[]), "Wren Example (in-post)"),
            (
                query("", &[], &[Role::DataAnalyst], &[]),
                "Wren Example (in-post)",
            ),
            // Nobody is an analyst of Medway, although somebody of Medway is an analyst for all.
            (query("", &["medway"], &[Role::DataAnalyst], &[]), ""),
            (
                query("", &[], &[], &["never", "to-come"]),
                "Éider Example (never), Robin O’Example (to-come)",
            ),
            (
                Query {
                    by: SortBy::State,
                    ..Query::default()
                },
                "Wren Example (in-post), Robin O’Example (to-come), Éider Example (never)",
            ),
            (
                Query {
                    by: SortBy::Role,
                    descending: true,
                    ..Query::default()
                },
                "Wren Example (in-post), Éider Example (never), Robin O’Example (to-come)",
            ),
            (
                Query {
                    per_page: 2,
                    page: 2,
                    ..Query::default()
                },
                "Wren Example (in-post)",
            ),
            (
                Query {
                    per_page: 2,
                    page: 3,
                    ..Query::default()
                },
                "Éider Example (never), Robin O’Example (to-come)",
            ),
        ] {
            assert_eq!(people(&asked), found, "{}: {asked:?}", house.database);
        }
        let posts = |query: &Query| -> String {
            let found = lists::posts(&held, query, TODAY).lines.into_iter();
            let titles = found.map(|own| own.post.title);
            titles.collect::<Vec<_>>().join("; ")
        };
        for (asked, found) in [
            (
                query("", &[], &[], &["vacant"]),
                "Practitioner; Practitioner, courts; Victim worker",
            ),
            (query("wren", &[], &[], &[]), "Analyst; Team manager"),
            (
                query("north prac", &[], &[], &[]),
                "Practitioner; Practitioner, courts",
            ),
            (query("", &[lists::ALL_SERVICES], &[], &[]), "Analyst"),
            (
                Query {
                    by: SortBy::Name,
                    descending: true,
                    ..Query::default()
                },
                "Victim worker; Team manager; Practitioner, courts; Practitioner; Analyst",
            ),
        ] {
            assert_eq!(posts(&asked), found, "{}: {asked:?}", house.database);
        }
        let all = lists::posts(&held, &Query::default(), TODAY);
        assert_eq!((all.total, all.held), (5, 5));
        assert_eq!(
            all.services,
            [("medway".to_owned(), 4), ("all".to_owned(), 1)]
        );
        assert_eq!(all.states, [("held", 2), ("vacant", 3)]);
        assert_eq!(
            lists::people(&held, &Query::default(), TODAY).roles,
            [(Role::TeamManager, 1), (Role::DataAnalyst, 1)]
        );
    });
}

#[test]
fn a_post_is_in_one_state_on_each_day() {
    on_both(async |house| {
        let wren = house.person("Wren Example").await;
        let life = drawn("-#####-").expect("a life");
        let draft = PostDraft {
            first: life.first,
            ..practitioner()
        };
        let post = house.post(&draft, life.last).await;
        house
            .held(
                &post,
                &wren,
                Days {
                    last: Some(TODAY),
                    ..drawn("---##--").expect("days")
                },
            )
            .await;
        let held = house.look().await;
        let states = (23..=29).map(|day| {
            let day = Date::constant(2026, 11, day);
            let line = establishment::line(&held, held.post(&post).expect("a post"), day);
            match lists::PostState::of(&line, day).code() {
                "held" => '#',
                "vacant" => 'o',
                "to-come" => '<',
                _ => '>',
            }
        });
        assert_eq!(states.collect::<String>(), "<oo##o>", "{}", house.database);
    });
}
