//! People, posts and the establishment as an administrator makes them by forms, and as others see them.
//! All names are invented.

use access::{Asker, Role};
use axum::http::StatusCode;
use people::staff::{Staffing, look};

use crate::crew::{Crew, run};
use crate::house::{Answer, House, get, on_both_fresh, post_form};

/// Sends a form that is taken, and gives the address that it leads to.
async fn done(site: &House, address: &str, fields: &[(&str, &str)]) -> String {
    let answer = post_form(site, address, fields).await;
    let said = error_of(&answer.text);
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{address}: {said}");
    answer.header("location").to_owned()
}

/// The id in an address such as `/people/p-abc?done=person-added#main-content`.
fn id_of(address: &str) -> String {
    let path = address.split('?').next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default().to_owned()
}

/// What a page says is wrong.
fn error_of(text: &str) -> String {
    let list = text.split("govuk-error-summary__list").nth(1);
    let list = list.and_then(|rest| rest.split("</ul>").next());
    list.unwrap_or_default().to_owned()
}

/// A field that a page's form carries.
fn carried(page: &Answer, name: &str) -> String {
    let after = page.text.split(&format!("name=\"{name}\" value=\"")).nth(1);
    let value = after.and_then(|rest| rest.split('"').next());
    value.expect("the form carries it").to_owned()
}

async fn held(site: &House) -> Staffing {
    let held = look(site.door(), &Asker::local_operator(), None).await;
    held.expect("posts and people")
}

const PRACTITIONER: [(&str, &str); 6] = [
    ("name", "Practitioner"),
    ("role", "practitioner"),
    ("service", "medway"),
    ("team", ""),
    ("hours", "18:30"),
    ("first", "24 9 2025"),
];

fn with<'a>(
    fields: &[(&'a str, &'a str)],
    others: &[(&'a str, &'a str)],
) -> Vec<(&'a str, &'a str)> {
    let kept = fields
        .iter()
        .filter(|(name, _)| !others.iter().any(|(other, _)| other == name));
    kept.chain(others).copied().collect()
}

/// A service with a team, two posts and one person who holds one of them. Every page of this part then
/// has something to show.
pub async fn add(site: &House) {
    let first = ("first", "24 9 2025");
    done(site, "/kept-services/new", &[("service", "medway"), first]).await;
    done(
        site,
        "/teams/new",
        &[("name", "North"), ("service", "medway"), first],
    )
    .await;
    let team = held(site).await.teams_of("medway")[0].id.clone();
    let in_team = with(&PRACTITIONER, &[("team", &team)]);
    let post = id_of(&done(site, "/posts/new", &in_team).await);
    done(site, "/posts/new", &PRACTITIONER).await;
    let fields = [("name", "Wren Example"), ("email", "wren@example.org")];
    let person = id_of(&done(site, "/people/new", &fields).await);
    let today = people::staff::day_words(people::today(site.door().now()));
    let holds = [("person", &*person), ("post", &*post), ("first", &*today)];
    done(site, "/holdings/new", &holds).await;
}

#[test]
fn from_an_empty_installation_to_an_establishment() {
    on_both_fresh(async |site| {
        let empty = get(&site, "/people").await.text;
        assert!(empty.contains("Nobody is held here yet"));
        assert!(
            get(&site, "/kept-services")
                .await
                .text
                .contains("No service is kept here yet")
        );
        add(&site).await;
        let page = get(&site, "/establishment").await.text;
        for words in [
            "Posts and vacancies: Medway",
            "Medway has 2 posts, 1 of them vacant. They come to 37 hours a week, 18.5 of these vacant.",
            "Wren Example",
            "since 24 September 2025",
            "In no team",
            "<title>Posts and vacancies on a day – Lapwing</title>",
        ] {
            assert!(page.contains(words), "{words}");
        }
        let past = get(&site, "/establishment?service=medway&day=24+9+2025")
            .await
            .text;
        assert!(past.contains("On 24 September 2025 Medway has 2 posts, 2 of them vacant."));
        assert!(past.contains("The titles, teams and hours of posts are as they are today"));
        let before = get(&site, "/establishment?service=medway&day=23.9.2025")
            .await
            .text;
        assert!(before.contains("On 23 September 2025 Medway has no posts."));
        let wrong = get(&site, "/establishment?service=medway&day=September").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            error_of(&wrong.text).contains("#day"),
            "{}",
            error_of(&wrong.text)
        );
        let csv = get(&site, "/establishment.csv?service=medway").await.text;
        let lines: Vec<&str> = csv.lines().collect();
        assert_eq!(lines.len(), 3);
        assert!(lines[0].ends_with(
            "service,team,post,role,hours_a_week,held_by,held_since,held_until,vacant_since,next_holder,next_from"
        ));
        assert!(lines[1].starts_with("Medway,North,Practitioner,Practitioner,18.5,Wren Example,"));
        assert_eq!(
            lines[2],
            "Medway,,Practitioner,Practitioner,18.5,,,,2025-09-24,,"
        );
    });
}

#[test]
fn a_search_leaves_its_words_out_of_addresses_and_titles() {
    on_both_fresh(async |site| {
        add(&site).await;
        let robin = [("name", "Robin Example"), ("email", "")];
        done(&site, "/people/new", &robin).await;
        let found = done(
            &site,
            "/people/search",
            &[("q", "wrén"), ("state", "in-post")],
        )
        .await;
        assert!(found.starts_with("/people?found=") && found.ends_with("&state=in-post"));
        let page = get(&site, &found).await.text;
        assert!(page.contains("Wren Example") && !page.contains("Robin Example"));
        assert!(page.contains("Showing 1 to 1 of 1 people, of 2 who are held here"));
        assert!(page.contains("<title>People – Lapwing</title>"));
        let addresses = page.split("href=\"").skip(1);
        let addresses: Vec<&str> = addresses
            .filter_map(|rest| rest.split('"').next())
            .collect();
        for address in &addresses {
            assert!(!address.to_lowercase().contains("wr"), "{address}");
        }
        // The file is of what is shown, and the words can be taken off by themselves.
        let csv = addresses
            .iter()
            .find(|own| own.contains(".csv"))
            .expect("a file");
        let csv = get(&site, &csv.replace("&amp;", "&").replace("&#38;", "&"))
            .await
            .text;
        assert!(
            csv.contains("Wren Example,wren@example.org,Practitioner,Practitioner,Medway,In post")
        );
        assert!(!csv.contains("Robin"));
        assert!(addresses.contains(&"/people?state=in-post"));
        // Posts are found by who holds them, too.
        let found = done(&site, "/posts/search", &[("q", "wren")]).await;
        let page = get(&site, &found).await.text;
        assert!(page.contains("Showing 1 to 1 of 1 posts, of 2 that are held here"));
        // After a quarter of an hour it is over, and a file of everything would be another one.
        site.turn(jiff::SignedDuration::from_mins(15));
        let page = get(&site, &found).await.text;
        assert!(page.contains("A search is kept for 15 minutes") && page.contains("of 2 posts"));
        let file = get(&site, &found.replace("/posts?", "/posts.csv?")).await;
        assert_eq!(
            (file.status, file.header("location")),
            (StatusCode::SEE_OTHER, &*found)
        );
        assert_eq!(
            done(&site, "/people/search", &[("q", " ")]).await,
            "/people"
        );
        let nothing = done(&site, "/people/search", &[("q", "canary")]).await;
        let page = get(&site, &nothing).await.text;
        assert!(page.contains("No person matches") && page.contains("“canary”"));
    });
}

#[test]
#[ignore = "not shown yet"]
fn mistakes_stand_beside_their_fields_and_what_was_typed_stays() {
    on_both_fresh(async |site| {
        add(&site).await;
        let person = held(&site).await.people()[0].id.clone();
        let posts = held(&site).await;
        let taken = posts
            .posts()
            .into_iter()
            .find(|own| own.team.is_some())
            .expect("a post")
            .id
            .clone();
        let holds = |first, last| {
            vec![
                ("person", &*person),
                ("post", &*taken),
                ("first", first),
                ("last", last),
            ]
        };
        for (address, fields, field, words) in [
            (
                "/people/new",
                vec![("name", ""), ("email", "wren")],
                "name",
                "Enter a name",
            ),
            (
                "/people/new",
                vec![("name", "Robin"), ("email", "robin")],
                "email",
                "name@example.gov.uk",
            ),
            (
                "/people/new",
                vec![("name", "Robin"), ("email", "wren@example.org")],
                "email",
                "Somebody else has this address",
            ),
            (
                "/people/new",
                vec![("name", "wren example")],
                "another",
                "works here already",
            ),
            (
                "/posts/new",
                with(&PRACTITIONER, &[("role", "")]),
                "role",
                "Choose a role",
            ),
            (
                "/posts/new",
                with(&PRACTITIONER, &[("hours", "full time")]),
                "hours",
                "such as 37, 18.5 or 18:30",
            ),
            (
                "/posts/new",
                with(&PRACTITIONER, &[("hours", "370")]),
                "hours",
                "between 0.5 and 60",
            ),
            (
                "/posts/new",
                with(&PRACTITIONER, &[("service", "")]),
                "service",
                "a practitioner works for one",
            ),
            (
                "/posts/new",
                with(&PRACTITIONER, &[("service", "kent")]),
                "service",
                "is not kept here",
            ),
            (
                "/posts/new",
                with(&PRACTITIONER, &[("first", "")]),
                "first",
                "Enter a first day",
            ),
            (
                "/posts/new",
                with(&PRACTITIONER, &[("first", "June 2026")]),
                "first",
                "must include a day",
            ),
            (
                "/posts/new",
                with(&PRACTITIONER, &[("first", "31 2 2026")]),
                "first",
                "must be a real date",
            ),
            (
                "/holdings/new",
                holds("24 9 2032", ""),
                "first",
                "on or before 31 December",
            ),
            (
                "/holdings/new",
                holds("24 9 2026", ""),
                "last",
                "Somebody begins in this post on",
            ),
            (
                "/holdings/new",
                holds("24 9 2024", "25 9 2024"),
                "first",
                "This post begins on 24 September 2025",
            ),
            (
                "/teams/new",
                vec![
                    ("name", "north"),
                    ("service", "medway"),
                    ("first", "24 9 2025"),
                ],
                "name",
                "has this name already",
            ),
            (
                "/teams/new",
                vec![("name", "South"), ("service", ""), ("first", "24 9 2025")],
                "service",
                "not kept here",
            ),
            (
                "/kept-services/new",
                vec![("service", ""), ("first", "24 9 2025")],
                "service",
                "Choose one from the list",
            ),
            (
                "/kept-services/medway",
                vec![("last", "24 9 2025")],
                "last",
                "Close its teams and posts first",
            ),
        ] {
            let answer = post_form(&site, address, &fields).await;
            assert_eq!(
                answer.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{address} {words}"
            );
            let summary = error_of(&answer.text);
            assert!(
                summary.contains(&format!("<a href=\"#{field}\">")),
                "{address} {words}: {summary}"
            );
            assert!(
                answer.text.matches(words).count() >= 2,
                "{address} {words}: in both places"
            );
            assert!(answer.text.contains("<title>Error: "), "{address} {words}");
            for (name, value) in &fields {
                let kept = answer.text.contains(&format!("value=\"{value}\""));
                assert!(
                    kept || value.is_empty(),
                    "{address} {words}: {name} is kept"
                );
            }
        }
        // A namesake is another person where that is said.
        let fields = [("name", "wren example"), ("another", "yes")];
        done(&site, "/people/new", &fields).await;
    });
}

#[test]
fn what_somebody_changed_meanwhile_is_shown_beside() {
    on_both_fresh(async |site| {
        add(&site).await;
        let all = held(&site).await;
        let person = format!("/people/{}/change", all.people()[0].id);
        let own = all
            .posts()
            .into_iter()
            .find(|own| own.team.is_some())
            .expect("a post");
        let (post, team) = (own.id.clone(), own.team.clone().expect("a team"));
        let change = format!("/posts/{post}/change");
        let theirs = with(&PRACTITIONER, &[("name", "Theirs"), ("team", &team)]);
        let ours = with(&PRACTITIONER, &[("name", "Ours"), ("team", &team)]);
        let holding = format!("/posts/{post}/holdings/1");
        for (address, theirs, ours, shows) in [
            (
                &person,
                vec![("name", "Theirs")],
                vec![("name", "Ours")],
                "Theirs",
            ),
            (&change, theirs, ours, "Theirs"),
            (
                &format!("/teams/{team}"),
                vec![("name", "Theirs")],
                vec![("name", "Ours")],
                "Theirs",
            ),
            (
                &holding,
                vec![("first", "24 9 2026")],
                vec![("first", "25 9 2026")],
                "24 September 2026",
            ),
            (
                &format!("/posts/{post}/close"),
                vec![("last", "24 9 2029")],
                vec![("last", "")],
                "24 September 2029",
            ),
        ] {
            let seen = carried(&get(&site, address).await, "seen");
            done(&site, address, &with(&theirs, &[("seen", &seen)])).await;
            let late = post_form(&site, address, &with(&ours, &[("seen", &seen)])).await;
            assert_eq!(late.status, StatusCode::CONFLICT, "{address}");
            assert!(
                late.text.contains("What stands now") && late.text.contains(shows),
                "{address}"
            );
            // Having seen both, they may send it again.
            let seen = carried(&late, "seen");
            done(&site, address, &with(&ours, &[("seen", &seen)])).await;
        }
    });
}

#[test]
fn somebody_moves_leaves_and_is_taken_back() {
    on_both_fresh(async |site| {
        add(&site).await;
        let all = held(&site).await;
        let person = all.people()[0].id.clone();
        let posts = all.posts();
        let (from, to) = match posts[0].team {
            Some(_) => (posts[0].id.clone(), posts[1].id.clone()),
            None => (posts[1].id.clone(), posts[0].id.clone()),
        };
        let page = get(&site, &format!("/people/{person}")).await.text;
        assert!(page.contains("<title>A person and their posts – Lapwing</title>"));
        assert!(page.contains("Give them an account") && page.contains("North, Medway"));
        let holding = format!("/posts/{from}/holdings/1");
        let form = get(&site, &holding).await;
        assert!(form.text.contains("Take it back"), "it began today");
        let seen = carried(&form, "seen");
        let earlier = [("first", "24 9 2025"), ("last", ""), ("seen", &seen)];
        done(&site, &holding, &earlier).await;
        let moving = format!("{holding}/move");
        let form = get(&site, &moving).await;
        assert!(
            form.text
                .contains("Practitioner, Medway: vacant since 24 September 2025")
        );
        let seen = carried(&form, "seen");
        let fields = [("post", &*to), ("first", "24 10 2025"), ("seen", &*seen)];
        let there = done(&site, &moving, &fields).await;
        assert_eq!(
            there,
            format!("/people/{person}?done=holding-moved#main-content")
        );
        let page = get(&site, &there).await.text;
        assert!(page.contains("23 October 2025") && page.contains("24 October 2025"));
        let back = format!("/posts/{to}/holdings/1/take-back");
        let seen = carried(&get(&site, &back).await, "seen");
        let late = post_form(&site, &back, &[("seen", &seen)]).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            error_of(&late.text).contains("#form"),
            "there is no field for it"
        );
        let close = format!("/posts/{to}/close");
        let seen = carried(&get(&site, &close).await, "seen");
        done(&site, &close, &[("last", "25 10 2025"), ("seen", &seen)]).await;
        let page = get(&site, &format!("/posts/{to}")).await.text;
        assert!(page.contains("Closed") && page.contains("After 25 October 2025"));
        let list = get(&site, "/people?state=left").await.text;
        assert!(list.contains("Left 25 October 2025"));
    });
}

#[test]
fn others_look_and_change_nothing() {
    run(async {
        let crew = Crew::with_register().await;
        let chief = crew.member("Robin Example", Role::Administrator).await;
        let head = crew.member("Wren Example", Role::HeadOfService).await;
        let other = crew.member("Dunnock Example", Role::Practitioner).await;
        let list = crew.get(Some(&head.token), "/people").await;
        assert_eq!(list.status, StatusCode::OK);
        assert!(list.text.contains("Dunnock Example") && !list.text.contains("Add somebody"));
        // The first post of a service was given with an account, and the service is kept since then.
        let page = crew.get(Some(&head.token), "/establishment").await.text;
        assert!(page.contains(
            "Medway has 2 posts, none of them vacant. The hours of 2 posts are not known"
        ));
        for address in [
            "/people/new",
            "/posts/new",
            "/holdings/new",
            "/teams/new",
            "/kept-services/new",
        ] {
            let refused = crew.get(Some(&head.token), address).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{address}");
        }
        for address in ["/people", "/posts", "/establishment", "/people.csv"] {
            let refused = crew.get(Some(&other.token), address).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{address}");
            assert!(!refused.text.contains("Wren Example"));
            let shut = crew.get(None, address).await;
            assert_eq!(shut.status, StatusCode::SEE_OTHER, "{address}");
        }
        // What gives and takes access asks for the second factor once more.
        assert_eq!(
            crew.get(Some(&chief.token), "/holdings/new").await.status,
            StatusCode::OK
        );
        crew.turn(11);
        let asked = crew.get(Some(&chief.token), "/holdings/new").await;
        assert_eq!(asked.status, StatusCode::SEE_OTHER);
        assert!(asked.header("location").starts_with("/confirm?next="));
        assert_eq!(
            crew.get(Some(&chief.token), "/people/new").await.status,
            StatusCode::OK
        );
    });
}
