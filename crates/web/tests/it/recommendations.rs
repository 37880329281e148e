//! Recommendations as they are written down on pages, changed and withdrawn. The sentences are
//! invented for these tests.

use axum::http::StatusCode;

use crate::house::{Answer, House, get, on_both_fresh, post_form};

const HOME: &str = "/inspections/hmip-2018-medway-2020";
const NEW: &str = "/inspections/hmip-2018-medway-2020/recommendations/new";
const FIRST: &str = "/inspections/hmip-2018-medway-2020/recommendations/1";
const WITHDRAW: &str = "/inspections/hmip-2018-medway-2020/recommendations/1/withdraw";

/// Invented.
const TO_THE_BOARD: [(&str, &str); 4] = [
    ("addressed-to", "The chair of the management board"),
    ("words", "Ask victims\r\nand say <b>what</b> they said"),
    ("standard", "1.1"),
    ("due", "4.7.2020"),
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

/// The version that a page's form carries.
fn seen(page: &Answer) -> String {
    let after = page.text.split("name=\"seen\" value=\"").nth(1);
    let value = after.and_then(|rest| rest.split('"').next());
    value.expect("a form with a version").to_owned()
}

async fn added(site: &House) {
    let answer = post_form(site, NEW, &TO_THE_BOARD).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    assert_eq!(
        answer.header("location"),
        format!("{HOME}?done=recommendation-added#recommendation-1")
    );
}

#[test]
fn a_recommendation_is_written_down_and_shown() {
    on_both_fresh(async |site| {
        let form = get(&site, NEW).await.text;
        for words in [
            "4 July 2020 is 1 month after publication, which is a working value and no rule",
            "<option value=\"The chair of the management board\">",
            "2.1 Assessment",
            "In your own words",
        ] {
            assert!(form.contains(words), "{words}");
        }
        added(&site).await;
        let page = get(&site, &format!("{HOME}?done=recommendation-added")).await;
        for words in [
            "The recommendation has been written down",
            "id=\"recommendation-1\"",
            "The chair of the management board",
            "Ask victims\nand say &#60;b&#62;what&#60;/b&#62; they said",
            "1.1 ",
            "4 July 2020",
        ] {
            assert!(page.text.contains(words), "{words}");
        }
        let plain = get(&site, &format!("{HOME}?done=nonsense")).await.text;
        assert!(!plain.contains("govuk-notification-banner"));
    });
}

#[test]
fn a_form_sent_twice_is_written_once() {
    on_both_fresh(async |site| {
        added(&site).await;
        let again = post_form(&site, NEW, &TO_THE_BOARD).await;
        assert_eq!(
            again.header("location"),
            format!("{HOME}?done=recommendation-same#recommendation-1")
        );
        let page = get(&site, HOME).await.text;
        assert!(!page.contains("id=\"recommendation-2\""));
    });
}

#[test]
fn every_mistake_stands_beside_its_field_and_what_was_typed_stays() {
    let long = "x".repeat(4_001);
    on_both_fresh(async |site| {
        for (fields, field, words) in [
            (
                vec![("addressed-to", "")],
                "addressed-to",
                "Enter who must act",
            ),
            (vec![("words", " ")], "words", "Enter what is recommended"),
            (
                vec![("words", long.as_str())],
                "words",
                "4000 characters or fewer",
            ),
            (
                vec![("due", "31 2 2020")],
                "due",
                "Due date must be a real date",
            ),
            (vec![("due", "July 2020")], "due", "must include a day"),
            (vec![("standard", "9.9")], "standard", "Choose a standard"),
        ] {
            let fields = with(&TO_THE_BOARD, &fields);
            let answer = post_form(&site, NEW, &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
            let text = &answer.text;
            assert!(text.contains("<title>Error: "), "{words}");
            assert!(text.contains(&format!("<a href=\"#{field}\">")), "{words}");
            assert!(text.matches(words).count() >= 2, "{words} in both places");
            let due = fields.iter().find(|(name, _)| *name == "due");
            let due = due.expect("a day").1;
            assert!(text.contains(&format!("value=\"{due}\"")), "{due} is kept");
        }
        let both = with(&TO_THE_BOARD, &[("words", ""), ("due", "soon")]);
        let text = post_form(&site, NEW, &both).await.text;
        assert!(text.contains("Enter what is recommended") && text.contains("real date"));
        assert!(
            !get(&site, HOME)
                .await
                .text
                .contains("id=\"recommendation-1\"")
        );
    });
}

#[test]
fn a_change_made_meanwhile_is_shown_beside_what_was_typed() {
    on_both_fresh(async |site| {
        added(&site).await;
        let form = get(&site, FIRST).await;
        assert!(form.text.contains("value=\"4 July 2020\""), "{}", form.text);
        let version = seen(&form);
        let theirs = with(&TO_THE_BOARD, &[("words", "Theirs"), ("seen", &version)]);
        let answer = post_form(&site, FIRST, &theirs).await;
        assert_eq!(
            answer.header("location"),
            format!("{HOME}?done=recommendation-changed#recommendation-1")
        );
        let ours = with(&TO_THE_BOARD, &[("words", "Ours"), ("seen", &version)]);
        let answer = post_form(&site, FIRST, &ours).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        for words in [
            "Somebody changed this recommendation",
            "What it says now",
            "Theirs",
            "Ours",
        ] {
            assert!(answer.text.contains(words), "{words}");
        }
        let late = [("reason", "A slip"), ("seen", version.as_str())];
        let refused = post_form(&site, WITHDRAW, &late).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.text.contains("Read what it says now") && refused.text.contains("A slip"));
        // Having seen both, they may save.
        let version = seen(&answer);
        let ours = with(&TO_THE_BOARD, &[("words", "Ours"), ("seen", &version)]);
        assert_eq!(
            post_form(&site, FIRST, &ours).await.status,
            StatusCode::SEE_OTHER
        );
        assert!(get(&site, HOME).await.text.contains("Ours"));
    });
}

#[test]
fn a_withdrawn_one_stays_in_sight_and_cannot_be_changed() {
    on_both_fresh(async |site| {
        added(&site).await;
        let form = get(&site, WITHDRAW).await;
        let version = seen(&form);
        let empty = post_form(&site, WITHDRAW, &[("reason", ""), ("seen", &version)]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            empty
                .text
                .contains("Enter why the recommendation is withdrawn")
        );
        let reason = [("reason", "Written twice"), ("seen", version.as_str())];
        let answer = post_form(&site, WITHDRAW, &reason).await;
        assert_eq!(
            answer.header("location"),
            format!("{HOME}?done=recommendation-withdrawn#recommendation-1")
        );
        let page = get(&site, HOME).await.text;
        assert!(page.contains("Recommendation 1, withdrawn") && page.contains("Written twice"));
        assert!(!page.contains(&format!("href=\"{FIRST}\"")));
        let own = get(&site, FIRST).await.text;
        assert!(own.contains("It can no longer be changed"));
        let late = with(&TO_THE_BOARD, &[("words", "Late"), ("seen", &version)]);
        let refused = post_form(&site, FIRST, &late).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.text.contains("Late") && refused.text.contains("Written twice"));
        let other = [("reason", "Another reason"), ("seen", version.as_str())];
        let refused = post_form(&site, WITHDRAW, &other).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        // The next one gets the next number.
        let next = post_form(&site, NEW, &TO_THE_BOARD).await;
        assert!(next.header("location").ends_with("#recommendation-2"));
    });
}

#[test]
fn the_list_is_filtered_and_taken_along() {
    on_both_fresh(async |site| {
        let empty = get(&site, "/recommendations").await.text;
        assert!(empty.contains("None has been written down yet"));
        added(&site).await;
        let kent = "/inspections/hmip-2018-kent-2021/recommendations/new";
        let police = [("addressed-to", "The police"), ("words", "=Share data")];
        let answer = post_form(&site, kent, &police).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        for (address, words, missing) in [
            (
                "/recommendations",
                "Showing 1 to 2 of 2 recommendations",
                "No date at all",
            ),
            (
                "/recommendations?q=POLICE",
                "of 2 that are held",
                "Ask victims",
            ),
            ("/recommendations?due=2020", "Ask victims", "Share data"),
            (
                "/recommendations?due=31+12+2019",
                "No recommendation matches",
                "Ask victims",
            ),
            (
                "/recommendations?addressed-to=The+police",
                "Remove this: ",
                "Ask victims",
            ),
            (
                "/recommendations?state=withdrawn",
                "Clear all",
                "Ask victims",
            ),
            (
                "/recommendations?due=soon",
                "The day must be a real date",
                "No recommendation matches",
            ),
        ] {
            let page = get(&site, address).await;
            assert_eq!(page.status, StatusCode::OK, "{address}");
            assert!(page.text.contains(words), "{address}: {words}");
            assert!(!page.text.contains(missing), "{address}: {missing}");
        }
        let csv = get(&site, "/recommendations.csv?addressed-to=The+police").await;
        assert!(
            csv.header("content-disposition")
                .contains("recommendations.csv")
        );
        assert_eq!(csv.text.lines().count(), 2, "{}", csv.text);
        assert!(
            !csv.text.contains(",=Share"),
            "no cell begins as a formula: {}",
            csv.text
        );
        let ods = get(&site, "/recommendations.ods").await;
        assert_eq!(ods.status, StatusCode::OK);
        assert!(
            ods.header("content-type")
                .contains("opendocument.spreadsheet")
        );
    });
}

#[test]
fn what_is_not_there_is_not_found() {
    on_both_fresh(async |site| {
        for address in [
            FIRST,
            WITHDRAW,
            "/inspections/hmip-2018-atlantis-2020/recommendations/new",
            "/inspections/hmip-2018-atlantis-2020/recommendations/1",
        ] {
            assert_eq!(
                get(&site, address).await.status,
                StatusCode::NOT_FOUND,
                "{address}"
            );
        }
        let unheard = "/inspections/hmip-2018-atlantis-2020/recommendations/new";
        let answer = post_form(&site, unheard, &TO_THE_BOARD).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    });
}
