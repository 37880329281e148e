//! What each address leaves in the trail: what the table says, in the name of whoever asked, and never
//! a word about a person.

use access::{Asker, Role};
use axum::http::Method;
use people::staff;
use web::{Entry, Leaves, Route};

use super::{Everybody, address, routes};
use crate::crew::{Crew, Member, PASSPHRASE, Row, run};
use crate::pages::EXAMPLES;

/// Fields of a form, each with its words.
type Fields<'a> = Vec<(&'a str, &'a str)>;

/// Somebody who may open an address.
fn asker<'a>(route: &Route, everybody: &'a Everybody) -> &'a Member {
    let (Entry::May(action) | Entry::Confirmed(action)) = route.entry else {
        return everybody.member(Role::Administrator);
    };
    let may = |role: Role| access::may(&Asker::account("a-1", [role]), action).is_ok();
    let mut members = everybody.members.iter();
    let found = members.find(|(role, _)| may(*role));
    &found
        .unwrap_or_else(|| panic!("nobody may open {}", route.path))
        .1
}

/// The example of a route, with the ids of somebody and of a post.
async fn example(crew: &Crew, route: &Route, everybody: &Everybody) -> String {
    let mut examples = EXAMPLES.iter();
    let example = examples.find(|(path, _)| *path == route.path);
    let Some((_, to)) = example.filter(|(_, to)| to.contains('{')) else {
        return address(route, everybody);
    };
    let held = staff::look(&crew.door, &Asker::local_operator(), None).await;
    let held = held.expect("posts and people");
    to.replace("{person}", &held.people()[0].id)
        .replace("{post}", &held.posts()[0].id)
        .replace("{team}", "g-none")
}

/// What is wrong with the rows that an address left.
fn wrong_with(leaves: Leaves, asker: &str, rows: &[Row]) -> Option<String> {
    let all = |class: &str| rows.iter().all(|row| row.class == class);
    let foreign = rows.iter().find(|row| row.asker != asker);
    if let Some(row) = foreign {
        return Some(format!("a row in the name of {}", row.asker));
    }
    let fine = match leaves {
        Leaves::Nothing => rows.is_empty(),
        Leaves::Consultation => !rows.is_empty() && all("consultation"),
        Leaves::Act => rows
            .iter()
            .any(|row| row.class == "act" && row.outcome == "done"),
    };
    let left: Vec<String> = rows
        .iter()
        .map(|row| format!("{} {}", row.class, row.action))
        .collect();
    (!fine).then(|| format!("should leave {leaves:?} and left {left:?}"))
}

#[test]
#[ignore = "the form of a new inspection loads the list of services, an act of its own"]
fn looking_leaves_what_the_table_says() {
    run(async {
        let crew = Crew::with_register().await;
        let everybody = Everybody::in_house(&crew).await;
        let mut wrong = Vec::new();
        let halfway = [Entry::HalfWay, Entry::Anybody, Entry::Bare];
        for route in routes().iter().filter(|own| own.method == Method::GET) {
            let member = asker(route, &everybody);
            let to = example(&crew, route, &everybody).await;
            let token = (!halfway.contains(&route.entry)).then_some(&member.token);
            let before = crew.rows().await;
            let answer = crew.get(token, &to).await;
            // The row of counting them is left out.
            let rows = crew.rows_after(before).await;
            if let Some(what) = wrong_with(route.leaves, &member.account, &rows) {
                wrong.push(format!("GET {to} ({}): {what}", answer.status));
            }
        }
        assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    });
}

/// What changes an account or a session leaves the row of an act that names the account and nobody.
#[test]
fn what_changes_accounts_leaves_an_act() {
    run(async {
        let crew = Crew::with_register().await;
        let chief = crew.member("Robin Example", Role::Administrator).await;
        let wren = crew.member("Wren Example", Role::Practitioner).await;
        let one = format!("/accounts/{}", wren.account);
        let link = crew
            .invited("Dunnock Example", Role::Practitioner)
            .await
            .token
            .reveal();
        let forms: [(&Member, String, Fields<'_>); 7] = [
            (
                &chief,
                "/accounts/new".to_owned(),
                vec![
                    ("name", "Siskin Example"),
                    ("sign-in-name", "siskin@example.org"),
                    ("role", "practitioner"),
                    ("service", "medway"),
                ],
            ),
            (&chief, format!("{one}/sessions/end-all"), vec![]),
            (
                &chief,
                format!("{one}/sessions/end"),
                vec![("session", "s-none")],
            ),
            (&chief, format!("{one}/reset"), vec![("what", "factor")]),
            (&chief, format!("{one}/close"), vec![]),
            (&chief, format!("{one}/reopen"), vec![]),
            (&chief, "/account/recovery-codes".to_owned(), vec![]),
        ];
        let mut wrong = Vec::new();
        for (member, to, fields) in &forms {
            let before = crew.rows().await;
            let answer = crew.post(Some(&member.token), to, fields).await;
            let mut rows = crew.rows_after(before).await;
            rows.retain(|row| row.class == "act");
            if let Some(what) = wrong_with(Leaves::Act, &member.account, &rows) {
                wrong.push(format!("POST {to} ({}): {what}", answer.status));
            }
        }
        // Before anybody is in, the row is nobody's, about the account.
        let fields = [
            ("sign-in-name", chief.sign_in_name.as_str()),
            ("passphrase", PASSPHRASE),
        ];
        for (to, fields) in [
            ("/sign-in".to_owned(), &fields[..]),
            (
                format!("/invitations/{link}"),
                &[("passphrase", "copper violet seven windmills")],
            ),
        ] {
            let before = crew.rows().await;
            let answer = crew.post(None, &to, fields).await;
            let rows = crew.rows_after(before).await;
            if let Some(what) = wrong_with(Leaves::Act, "nobody", &rows) {
                wrong.push(format!("POST {to} ({}): {what}", answer.status));
            }
        }
        assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
        // Of all that nothing about a person stands in the trail.
        let mut trail = Vec::new();
        vault::trail::export(&crew.door, &mut trail)
            .await
            .expect("the trail");
        let trail = String::from_utf8(trail)
            .expect("lines of text")
            .to_lowercase();
        for word in [
            "wren",
            "robin",
            "siskin",
            "dunnock",
            "example.org",
            "marble",
            "127.0.0.1",
            &link.to_lowercase(),
        ] {
            assert!(!trail.contains(word), "{word} stands in the trail");
        }
    });
}
