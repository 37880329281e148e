//! What can be done, what cannot, and the words that say so.

use access::Role;
use jiff::civil::Date;
use people::accounts::{self, NewAccount};
use people::staff::holdings::{self, Move};
use people::staff::persons::{self, Namesake};
use people::staff::{Days, Error, PersonDraft, PostDraft, posts, services, teams};
use people::{Terms, staff};

use super::house::{House, TODAY, day, drawn, line, on_both, operator, practitioner, told};

#[test]
fn a_post_is_held_by_one_person_at_a_time_and_within_its_life() {
    on_both(async |house| {
        let (wren, robin) = (
            house.person("Wren Example").await,
            house.person("Robin Example").await,
        );
        //  the post   somebody   somebody   what is said
        //             holds it   shall
        for (life, other, asked, says) in [
            ("#######>", "-------", "--###--", "done"),
            ("#######>", "-------", "-----##>", "done"),
            ("#######>", "###----", "---####", "done"),
            ("#######>", "---###-", "###----", "done"),
            (
                "#######>",
                "####---",
                "---####",
                "Somebody holds this post until 26 November 2026. Choose 27 November 2026 or a later day",
            ),
            (
                "#######>",
                "####--->",
                "-----##",
                "Somebody holds this post and no last day is set. Enter one for them first, or open a post for each who shares the work",
            ),
            (
                "#######>",
                "---####",
                "--#####>",
                "Somebody begins in this post on 26 November 2026. Enter 25 November 2026 or an earlier day as the last",
            ),
            (
                "#######>",
                "---#---",
                "#######",
                "Somebody begins in this post on 26 November 2026. Enter 25 November 2026 or an earlier day as the last",
            ),
            (
                "--#####>",
                "-------",
                "-####--",
                "This post begins on 25 November 2026. Choose that day or a later one",
            ),
            (
                "#####--",
                "-------",
                "---####",
                "This post ends on 27 November 2026. Choose that day or an earlier one",
            ),
            (
                "#####--",
                "-------",
                "---##-->",
                "This post ends on 27 November 2026. Choose that day or an earlier one",
            ),
            (
                "#####--",
                "-------",
                "-----##",
                "This post ends on 27 November 2026. Choose that day or an earlier one",
            ),
            ("#####--", "-------", "---##--", "done"),
        ] {
            let life = drawn(life).expect("a life");
            let draft = PostDraft {
                first: life.first,
                ..practitioner()
            };
            let post = house.post(&draft, life.last).await;
            if let Some(other) = drawn(other) {
                house.held(&post, &wren, other).await;
            }
            let asked = drawn(asked).expect("days");
            let result = house.hold(&post, &robin, asked).await;
            let case = format!("{}: {} {other} {}", house.database, line(life), line(asked));
            assert_eq!(told(result), says, "{case}");
            let held = house.look().await;
            let taken = held.held_by(&robin).iter().any(|own| own.post == post);
            assert_eq!(taken, says == "done", "{case}");
        }
    });
}

#[test]
fn days_that_cannot_be_meant_are_told() {
    on_both(async |house| {
        let wren = house.person("Wren Example").await;
        let post = house
            .post(
                &PostDraft {
                    first: day("2020-01-01"),
                    ..practitioner()
                },
                None,
            )
            .await;
        for (first, last, says) in [
            (
                "2026-11-27",
                Some("2026-11-26"),
                "Last day must be on or after 27 November 2026, the first day",
            ),
            (
                "1926-11-27",
                None,
                "First day must be on or after 1 January 1998",
            ),
            (
                "2062-11-27",
                None,
                "First day must be on or before 31 December 2031",
            ),
            (
                "2026-11-27",
                Some("2206-11-27"),
                "Last day must be on or before 31 December 2031",
            ),
        ] {
            let days = Days {
                first: day(first),
                last: last.map(day),
            };
            assert_eq!(told(house.hold(&post, &wren, days).await), says);
        }
        let days = Days::from(TODAY);
        assert_eq!(
            told(house.hold("t-none", &wren, days).await),
            "Choose a post"
        );
        assert_eq!(
            told(house.hold(&post, "p-none", days).await),
            "Choose somebody who works here"
        );
    });
}

#[test]
fn an_inspector_is_let_in_for_a_time() {
    on_both(async |house| {
        let wren = house.person("Wren Example").await;
        let draft = PostDraft {
            role: Role::Inspector,
            ..practitioner()
        };
        let post = house.post(&draft, None).await;
        let says = "Enter a last day: an inspector is here for a time";
        assert_eq!(
            told(house.hold(&post, &wren, Days::from(TODAY)).await),
            says
        );
        house
            .held(&post, &wren, drawn("----##-").expect("days"))
            .await;
    });
}

/// Gives somebody an account, whose roles then tell what they may do.
async fn account(house: &House, person: &str, name: &str) -> String {
    let owner = NewAccount::Of(person.to_owned());
    let invited = accounts::invite(&house.door, &operator(), &Terms::default(), owner, name).await;
    invited.expect("an account").account
}

async fn roles(house: &House, account: &str) -> Vec<Role> {
    let all = accounts::list(&house.door, &operator(), &Terms::default()).await;
    let mut all = all.expect("accounts").into_iter();
    all.find(|own| own.id == account)
        .expect("the account")
        .roles
}

#[test]
fn access_begins_and_ends_with_the_day() {
    on_both(async |house| {
        let wren = house.person("Wren Example").await;
        let account = account(&house, &wren, "wren").await;
        let post = house.post(&practitioner(), None).await;
        let number = house
            .held(&post, &wren, drawn("###----").expect("days"))
            .await;
        for (days, today) in [
            ("####---", false),
            ("#####--", true),
            ("----#--", true),
            ("----#-->", true),
            ("-----##>", false),
            ("#######>", true),
        ] {
            let own = drawn(days).expect("days");
            let last = own.last.map(|last| last.to_string());
            let first = own.first.to_string();
            house
                .change(&post, number, &first, last.as_deref())
                .await
                .expect("changed");
            let has = roles(&house, &account).await == [Role::Practitioner];
            assert_eq!(has, today, "{}: {days}", house.database);
        }
        // Ended today, it is open until midnight here, and not a minute longer.
        house
            .change(&post, number, "2026-11-23", Some("2026-11-27"))
            .await
            .expect("ended");
        house.turn(11);
        assert_eq!(roles(&house, &account).await, [Role::Practitioner]);
        house.turn(1);
        assert_eq!(roles(&house, &account).await, []);
    });
}

#[test]
fn a_post_and_a_team_take_those_who_hold_them_along() {
    on_both(async |house| {
        let team = house.team(" North  team ").await;
        let wren = house.person("Wren Example").await;
        let draft = PostDraft {
            team: Some(team.clone()),
            ..practitioner()
        };
        //  held       ends with  then held
        for (days, last, then) in [
            ("#######>", "2026-11-26", "####---"),
            ("#######>", "2026-11-27", "#####--"),
            ("###----", "2026-11-26", "###----"),
            ("#######", "2026-11-28", "######-"),
        ] {
            for by_team in [false, true] {
                let post = house.post(&draft, None).await;
                house.held(&post, &wren, drawn(days).expect("days")).await;
                let last = Some(day(last));
                let done = match by_team {
                    true => house.close_team(&team, last).await,
                    false => house.close_post(&post, last).await,
                };
                assert_eq!(told(done), "done");
                let held = house.look().await;
                assert_eq!(held.post(&post).expect("a post").days.last, last);
                let own = held.holding(&post, 1).expect("a holding");
                assert_eq!(line(own.days), then, "{}: {days} {by_team}", house.database);
                if by_team {
                    // Opened again, the team goes on; its posts do not come back by themselves.
                    house.close_team(&team, None).await.expect("opened");
                    let held = house.look().await;
                    assert_eq!(held.post(&post).expect("a post").days.last, last);
                }
            }
        }
        // What begins later stands in the way.
        let post = house.post(&draft, None).await;
        house
            .held(&post, &wren, drawn("-----##").expect("days"))
            .await;
        let says = "Somebody begins in this post on 28 November 2026. Take that back first";
        assert_eq!(told(house.close_post(&post, Some(TODAY)).await), says);
        let says = "Somebody begins in one of its posts on 28 November 2026. Take that back first";
        assert_eq!(told(house.close_team(&team, Some(TODAY)).await), says);
        let seen = house
            .look()
            .await
            .holding(&post, 1)
            .expect("a holding")
            .version();
        let back = holdings::take_back(&house.door, &operator(), &post, 1, &seen).await;
        assert_eq!(told(back), "done");
        assert_eq!(told(house.close_team(&team, Some(TODAY)).await), "done");
        let says = "Its team ends on 27 November 2026. Choose that day or an earlier one";
        assert_eq!(told(house.close_post(&post, None).await), says);
        let early = house.close_post(&post, Some(day("2026-11-22"))).await;
        let says = "Last day must be on or after 23 November 2026, the post’s first day";
        assert_eq!(told(early), says);
    });
}

#[test]
fn somebody_moves_and_leaves_no_gap() {
    on_both(async |house| {
        let wren = house.person("Wren Example").await;
        let (from, to) = (
            house.post(&practitioner(), None).await,
            house.post(&practitioner(), None).await,
        );
        house
            .held(&from, &wren, drawn("#######>").expect("days"))
            .await;
        let seen = house
            .look()
            .await
            .holding(&from, 1)
            .expect("a holding")
            .version();
        let wanted = |to: &str, first: &str, seen: &str| Move {
            from: from.clone(),
            number: 1,
            seen: seen.to_owned(),
            to: to.to_owned(),
            days: Days::from(day(first)),
        };
        for (to, first, seen, says) in [
            (
                &from,
                "2026-11-27",
                &seen,
                "They hold this post already. Choose another",
            ),
            (
                &to,
                "2026-11-23",
                &seen,
                "First day must be after 23 November 2026, the first day in the present post",
            ),
            (
                &to,
                "2026-11-27",
                &"another".to_owned(),
                "Somebody changed this since you opened it",
            ),
            (&"t-none".to_owned(), "2026-11-27", &seen, "Choose a post"),
        ] {
            let moved = holdings::move_to(&house.door, &operator(), wanted(to, first, seen)).await;
            assert_eq!(told(moved), says);
        }
        let wanted = wanted(&to, "2026-11-28", &seen);
        let moved = holdings::move_to(&house.door, &operator(), wanted).await;
        assert_eq!(moved, Ok(1));
        let held = house.look().await;
        let stays = held.held_by(&wren).into_iter();
        let stays: Vec<(&str, String)> = stays
            .map(|own| (own.post.as_str(), line(own.days)))
            .collect();
        assert_eq!(
            stays,
            [
                (from.as_str(), "#####--".to_owned()),
                (to.as_str(), "-----##>".to_owned())
            ]
        );
    });
}

#[test]
fn what_has_begun_stays_on_record() {
    on_both(async |house| {
        let wren = house.person("Wren Example").await;
        for (days, says) in [
            (
                "---####>",
                "This began before today, so it stays on record. Enter a last day instead",
            ),
            ("----###>", "done"),
            ("-----##>", "done"),
        ] {
            let post = house.post(&practitioner(), None).await;
            house.held(&post, &wren, drawn(days).expect("days")).await;
            let seen = house
                .look()
                .await
                .holding(&post, 1)
                .expect("a holding")
                .version();
            let back = holdings::take_back(&house.door, &operator(), &post, 1, &seen).await;
            assert_eq!(told(back), says, "{days}");
            assert_eq!(
                house.look().await.holding(&post, 1).is_none(),
                says == "done"
            );
        }
    });
}

#[test]
fn somebody_is_left_who_can_give_accounts() {
    const LEFT: &str = "This would leave nobody who can give accounts. Give another administrator a \
                        post and an account first";
    on_both(async |house| {
        let (wren, robin) = (
            house.person("Wren Example").await,
            house.person("Robin Example").await,
        );
        let draft = PostDraft {
            role: Role::Administrator,
            service: None,
            ..practitioner()
        };
        let (first, second) = (
            house.post(&draft, None).await,
            house.post(&draft, None).await,
        );
        house.held(&first, &wren, Days::from(TODAY)).await;
        let own = account(&house, &wren, "wren").await;
        house.begin(&own).await;
        for last in ["2026-11-27", "2026-12-31"] {
            let ended = house.change(&first, 1, "2026-11-27", Some(last)).await;
            assert_eq!(told(ended), LEFT, "{}: {last}", house.database);
        }
        assert_eq!(
            told(house.change(&first, 1, "2026-11-28", None).await),
            LEFT,
            "not even for a day"
        );
        assert_eq!(told(house.close_post(&first, Some(TODAY)).await), LEFT);
        let held = house.look().await;
        assert_eq!(
            held.holding(&first, 1).expect("a holding").days,
            Days::from(TODAY)
        );
        let seen = held.holding(&first, 1).expect("a holding").version();
        let back = holdings::take_back(&house.door, &operator(), &first, 1, &seen).await;
        assert_eq!(told(back), LEFT);
        // Somebody who takes over the day after is enough, once they use an account.
        house
            .held(&second, &robin, Days::from(day("2026-12-01")))
            .await;
        assert_eq!(
            told(
                house
                    .change(&first, 1, "2026-11-27", Some("2026-11-30"))
                    .await
            ),
            LEFT
        );
        let own = account(&house, &robin, "robin").await;
        house.begin(&own).await;
        assert_eq!(
            told(
                house
                    .change(&first, 1, "2026-11-27", Some("2026-11-29"))
                    .await
            ),
            LEFT,
            "a day between"
        );
        assert_eq!(
            told(
                house
                    .change(&first, 1, "2026-11-27", Some("2026-11-30"))
                    .await
            ),
            "done"
        );
    });
}

#[test]
fn a_post_that_somebody_has_held_keeps_its_role() {
    on_both(async |house| {
        let post = house.post(&practitioner(), None).await;
        let change = async |draft: PostDraft| {
            let seen = house.look().await.post(&post).expect("a post").version();
            told(posts::change_to(&house.door, &operator(), &post, &seen, &draft).await)
        };
        let manager = PostDraft {
            role: Role::TeamManager,
            title: "Manager".to_owned(),
            ..practitioner()
        };
        assert_eq!(change(manager.clone()).await, "done");
        let wren = house.person("Wren Example").await;
        house
            .held(&post, &wren, drawn("--#####>").expect("days"))
            .await;
        let says = "Somebody has held this post, so its role stays. Close it and open another";
        assert_eq!(change(practitioner()).await, says);
        let says =
            "Somebody held this post from 25 November 2026. Choose that day or an earlier one";
        assert_eq!(
            change(PostDraft {
                first: TODAY,
                ..manager.clone()
            })
            .await,
            says
        );
        let other = PostDraft {
            title: "Manager, courts".to_owned(),
            minutes: None,
            ..manager
        };
        assert_eq!(change(other).await, "done");
        let held = house.look().await;
        let own = held.post(&post).expect("a post");
        assert_eq!(
            (own.title.as_str(), own.minutes, own.role),
            ("Manager, courts", None, Role::TeamManager)
        );
    });
}

#[test]
fn posts_belong_to_services_and_teams_that_are_there() {
    on_both(async |house| {
        let team = house.team("North").await;
        let open =
            async |draft: PostDraft| told(posts::open(&house.door, &operator(), &draft).await);
        let kent = PostDraft {
            service: Some("kent".to_owned()),
            ..practitioner()
        };
        let not_kept = "This service is not kept here. Choose one that is, or keep it here first";
        assert_eq!(open(kent.clone()).await, not_kept);
        services::keep(&house.door, &operator(), "kent", TODAY)
            .await
            .expect("kept");
        assert_eq!(open(kent.clone()).await, "done");
        let foreign = PostDraft {
            team: Some(team.clone()),
            ..kent
        };
        assert_eq!(
            open(foreign).await,
            "Choose a team of the post’s service, or none"
        );
        // A team with a last day gives it to the posts that are opened in it.
        house
            .close_team(&team, Some(day("2026-12-31")))
            .await
            .expect("closed");
        let own = PostDraft {
            team: Some(team.clone()),
            ..practitioner()
        };
        let post = posts::open(&house.door, &operator(), &own)
            .await
            .expect("a post");
        let held = house.look().await;
        assert_eq!(
            held.post(&post).expect("a post").days.last,
            Some(day("2026-12-31"))
        );
        house
            .close_team(&team, Some(day("2026-11-26")))
            .await
            .expect("closed");
        assert_eq!(
            open(own).await,
            "This team is over by then. Choose another, or none"
        );
        let again = teams::open(&house.door, &operator(), "medway", "NORTH", TODAY).await;
        again.expect("the name is free again");
        let twice = teams::open(&house.door, &operator(), "medway", "north", TODAY).await;
        assert_eq!(
            told(twice),
            "A team of this service has this name already. Choose another"
        );
    });
}

#[test]
fn a_service_goes_when_its_posts_have_gone() {
    on_both(async |house| {
        let stop = async |last: Date| {
            told(services::stop_keeping(&house.door, &operator(), "medway", last).await)
        };
        let post = house.post(&practitioner(), None).await;
        let says = "Close its teams and posts first: 0 of its teams and 1 of its posts go on after this day";
        assert_eq!(stop(TODAY).await, says);
        house.close_post(&post, Some(TODAY)).await.expect("closed");
        assert_eq!(stop(day("2026-11-26")).await, says);
        let says = "Last day must be on or after 1 January 2026, when it was first kept here";
        assert_eq!(stop(day("2025-12-31")).await, says);
        assert_eq!(stop(TODAY).await, "done");
        let says = "Its service ends on 27 November 2026. Choose that day or an earlier one";
        assert_eq!(told(house.close_post(&post, None).await), says);
        let none = services::stop_keeping(&house.door, &operator(), "kent", TODAY).await;
        assert_eq!(none, Err(Error::NotHeld));
        let unknown = services::keep(&house.door, &operator(), "atlantis", TODAY).await;
        let says = "No service is held under this name. Choose one from the list of services";
        assert_eq!(told(unknown), says);
        services::keep(&house.door, &operator(), "medway", TODAY)
            .await
            .expect("kept again");
        house.close_post(&post, None).await.expect("opened again");
    });
}

#[test]
fn two_may_have_one_name_and_nobody_shares_an_address() {
    on_both(async |house| {
        let add = async |name: &str, email: &str, namesake| {
            let draft = PersonDraft {
                name: name.to_owned(),
                email: email.to_owned(),
            };
            persons::add(&house.door, &operator(), &draft, namesake).await
        };
        let first = add("Zoë  Example", "Zoe@Example.org ", Namesake::Ask)
            .await
            .expect("added");
        let again = add("zoe example", "", Namesake::Ask).await;
        assert_eq!(again, Err(Error::SameName(vec![first.clone()])));
        let second = add("Zoe Example", "", Namesake::Another)
            .await
            .expect("another");
        let taken = add("Wren Example", "zoe@example.org", Namesake::Ask).await;
        let says = "Somebody else has this address. Choose another, or leave it empty";
        assert_eq!(told(taken), says);
        assert_eq!(told(add("", "", Namesake::Ask).await), "Enter a name");
        let held = house.look().await;
        assert_eq!(held.person(&first).expect("held").name, "Zoë Example");
        let change = async |id: &str, seen: &str, name: &str, email: &str| {
            let draft = PersonDraft {
                name: name.to_owned(),
                email: email.to_owned(),
            };
            told(persons::change_to(&house.door, &operator(), id, seen, &draft).await)
        };
        let seen = held.person(&second).expect("held").version();
        assert_eq!(
            change(&second, &seen, "Zoe Another", "zoe@example.org").await,
            says
        );
        assert_eq!(change(&second, &seen, "Zoe Another", "").await, "done");
        let changed = "Somebody changed this since you opened it";
        assert_eq!(change(&second, &seen, "Zoe Third", "").await, changed);
        assert_eq!(
            change("p-none", &seen, "Zoe", "").await,
            "This is not held here"
        );
        let own = house.look().await;
        let own = own.person(&first).expect("held");
        assert_eq!(
            change(&first, &own.version(), "Zoë Example", "zoe@example.org").await,
            "done"
        );
    });
}

#[test]
fn the_trail_knows_ids_and_no_names() {
    on_both(async |house| {
        let wren = house.person("Wren Canary").await;
        let post = house.post(&practitioner(), None).await;
        house.held(&post, &wren, Days::from(TODAY)).await;
        assert_eq!(
            house.held(&post, &wren, Days::from(TODAY)).await,
            1,
            "asked twice, done once"
        );
        let draft = PersonDraft {
            name: "Robin Canary".to_owned(),
            email: "canary@example.org".to_owned(),
        };
        let seen = house.look().await.person(&wren).expect("held").version();
        persons::change_to(&house.door, &operator(), &wren, &seen, &draft)
            .await
            .expect("changed");
        let looked = staff::look(&house.door, &operator(), Some(("person", "Wren Canary"))).await;
        looked.expect("an answer");
        let mut trail = Vec::new();
        vault::trail::export(&house.door, &mut trail)
            .await
            .expect("the trail");
        let trail = String::from_utf8(trail).expect("text");
        assert!(trail.contains(&wren) && trail.contains(&post));
        assert!(
            !trail.to_lowercase().contains("canary"),
            "{}",
            house.database
        );
    });
}

#[test]
fn whoever_may_not_gets_nothing() {
    on_both(async |house| {
        let practitioner_asks = access::Asker::account("a-example", [Role::Practitioner]);
        let head_asks = access::Asker::account("a-example", [Role::HeadOfService]);
        let look = staff::look(&house.door, &practitioner_asks, None).await;
        assert!(matches!(look, Err(vault::Error::Refused(_))));
        staff::look(&house.door, &head_asks, None)
            .await
            .expect("they look");
        let opened = posts::open(&house.door, &head_asks, &practitioner()).await;
        assert!(matches!(
            opened,
            Err(Error::Vault(vault::Error::Refused(_)))
        ));
    });
}
