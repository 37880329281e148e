//! What holds for the markup of every page: nothing that the policy forbids, one heading, a title,
//! unique ids, a label for every field. What only a browser can see is tested with axe-core in the
//! binary's browser tests.

use std::collections::BTreeSet;

use axum::http::StatusCode;

use crate::house::{get, on_sqlite, post_form};
use crate::pages::{EXAMPLES, STATES, example};
use crate::visitors;

/// Every page in every state that these tests know, with the address it came from.
async fn all_pages(site: &crate::house::House) -> Vec<(String, String)> {
    let mut pages = Vec::new();
    let examples = EXAMPLES.iter().map(|(_, address)| *address);
    for address in examples.chain(STATES.iter().copied()).chain(["/nowhere"]) {
        let answer = get(site, &example(site, address).await).await;
        // A report that is saved as a file stands alone and is no page of the site.
        let is_file = answer
            .header("content-disposition")
            .starts_with("attachment");
        if answer.header("content-type").starts_with("text/html") && !is_file {
            pages.push((address.to_owned(), answer.text));
        }
    }
    let judgements = "case_id,question,answer\n1,2.1.1,yes\n2,2.1.1,no\n1,2.1.2,yes\n1,2.1.3,na\n";
    for (name, fields) in [
        (
            "errors",
            vec![
                ("judgements", "nonsense"),
                ("fieldwork", "31 2 2020"),
                ("count-good", "x"),
            ],
        ),
        ("judgements", vec![("judgements", judgements)]),
        (
            "panel",
            vec![
                ("judgements", judgements),
                (
                    "panel",
                    "standard,rating,who,why\n2.1,good,Ratings panel,One case\n",
                ),
            ],
        ),
        (
            "counts",
            vec![
                ("count-good", "7"),
                ("count-requires_improvement", "4"),
                ("count-inadequate", "1"),
            ],
        ),
    ] {
        let mut all = vec![("framework", "hmip-2018")];
        all.extend(fields);
        let answer = post_form(site, "/rate", &all).await;
        let expected = if name == "errors" {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            StatusCode::OK
        };
        assert_eq!(answer.status, expected, "{name}");
        pages.push((format!("POST /rate ({name})"), answer.text));
    }
    let of_people = visitors::pages().await;
    pages.extend(
        of_people
            .into_iter()
            .filter(|(_, text)| text.contains("<html")),
    );
    pages
}

#[test]
fn no_page_holds_what_the_policy_forbids() {
    on_sqlite(async |site| {
        for (address, text) in all_pages(site).await {
            for tag in tags(&text) {
                for (name, value) in attributes(tag) {
                    assert!(name != "style", "{address}: {tag}");
                    assert!(!name.starts_with("on"), "{address}: {tag}");
                    let loads = matches!(name, "src" | "action" | "formaction")
                        || (name == "href" && tag.starts_with("<link"));
                    assert!(!loads || value.starts_with('/'), "{address} loads {value}");
                    assert!(!value.starts_with("javascript:"), "{address}: {tag}");
                }
                assert!(!tag.starts_with("<style"), "{address}");
                assert!(
                    !tag.starts_with("<script") || tag.contains(" src="),
                    "{address}: {tag}"
                );
            }
        }
    });
}

#[test]
fn every_page_has_a_title_one_heading_and_its_landmarks() {
    on_sqlite(async |site| {
        for (address, text) in all_pages(site).await {
            let title = between(&text, "<title>", "</title>");
            assert!(title.ends_with(" – Lapwing"), "{address}: {title}");
            let failed = text.contains("govuk-error-summary__title");
            assert_eq!(title.starts_with("Error: "), failed, "{address}: {title}");
            assert_eq!(text.matches("<h1").count(), 1, "{address}");
            assert_eq!(text.matches("<main").count(), 1, "{address}");
            assert!(text.contains("href=\"#main-content\""), "{address}");
            assert!(text.contains("lang=\"en\""), "{address}");
            assert!(
                text.contains("Not connected with HM Inspectorate of Probation."),
                "{address}"
            );
            assert!(text.contains("href=\"/accessibility\""), "{address}");
        }
    });
}

#[test]
fn ids_are_unique_and_what_names_them_finds_them() {
    on_sqlite(async |site| {
        for (address, text) in all_pages(site).await {
            let mut ids = BTreeSet::new();
            for tag in tags(&text) {
                for (_, id) in attributes(tag).filter(|(name, _)| *name == "id") {
                    assert!(ids.insert(id), "{address}: the id {id} stands twice");
                }
            }
            for tag in tags(&text) {
                for (name, value) in attributes(tag) {
                    let named: Vec<&str> = match name {
                        "for" | "form" | "aria-labelledby" | "aria-describedby" => {
                            value.split(' ').collect()
                        }
                        "href" => value.strip_prefix('#').into_iter().collect(),
                        _ => Vec::new(),
                    };
                    for id in named {
                        assert!(
                            ids.contains(id),
                            "{address}: nothing has the id {id}: {tag}"
                        );
                    }
                }
            }
        }
    });
}

#[test]
fn every_field_has_a_label_and_every_table_a_caption_and_scopes() {
    on_sqlite(async |site| {
        for (address, text) in all_pages(site).await {
            let labels: BTreeSet<&str> = tags(&text)
                .filter(|tag| tag.starts_with("<label"))
                .flat_map(attributes)
                .filter(|(name, _)| *name == "for")
                .map(|(_, id)| id)
                .collect();
            for tag in tags(&text) {
                let field = ["<input", "<select", "<textarea"]
                    .iter()
                    .any(|f| tag.starts_with(f));
                if field && !tag.contains("type=\"hidden\"") {
                    let id = attributes(tag)
                        .find(|(name, _)| *name == "id")
                        .map(|(_, id)| id);
                    assert!(id.is_some_and(|id| labels.contains(id)), "{address}: {tag}");
                    assert!(!tag.contains("placeholder"), "{address}: {tag}");
                }
                if tag.starts_with("<th ") || tag == "<th>" {
                    assert!(tag.contains("scope="), "{address}: {tag}");
                }
            }
            let tables = text.matches("<table").count();
            assert_eq!(tables, text.matches("<caption").count(), "{address}");
            assert!(!text.contains("<td></td>"), "{address} has an empty cell");
        }
    });
}

/// What stands between `<` and `>`, tags that open only.
fn tags(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('<').filter_map(|(start, _)| {
        let rest = &text[start..];
        let end = rest.find('>')?;
        let tag = &rest[..end];
        tag[1..]
            .starts_with(|c: char| c.is_ascii_alphabetic())
            .then_some(tag)
    })
}

/// The attributes of a tag that have a value in double quotes.
fn attributes(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = tag;
    std::iter::from_fn(move || {
        let (before, after) = rest.split_once("=\"")?;
        let (value, after) = after.split_once('"')?;
        rest = after;
        let name = before.rsplit(|c: char| c.is_whitespace()).next()?;
        Some((name, value))
    })
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let rest = text.split(start).nth(1).expect(start);
    rest.split(end).next().expect(end)
}
