//! The journeys that people come for, in a browser that runs no scripts.

use super::running::{Browser, PHONE, Scripts, with_browser};

/// Our script marks the body when it runs.
const MARK: &str = "govuk-frontend-supported";

/// The test of the tests: scripts that should be off are off, and the mark tells it.
#[test]
fn scripts_run_only_where_they_should() {
    for (scripts, runs) in [(Scripts::On, true), (Scripts::Off, false)] {
        with_browser(scripts, async |browser| {
            browser.open("/").await;
            let body = browser.find("body").await;
            let classes = body.attr("class").await.expect("an attribute");
            assert_eq!(
                classes.unwrap_or_default().contains(MARK),
                runs,
                "{scripts:?}"
            );
        });
    }
}

#[test]
fn an_inspection_is_found_and_read() {
    with_browser(Scripts::Off, async |browser| {
        browser.open("/").await;
        browser.click("nav a[href='/inspections']").await;
        browser.fill("#q", "medway").await;
        browser.click("button[form=list-form]").await;
        browser
            .click("tbody a[href='/inspections/hmip-2018-medway-2020']")
            .await;
        sees(
            browser,
            &["Medway", "18 of 36", "Requires improvement", "The working"],
        )
        .await;
        browser.click("summary").await;
        let table = browser.find("details[open] table").await;
        let words = table.text().await.expect("words");
        assert!(
            words.contains("Requires improvement"),
            "a figure has its table: {words}"
        );
    });
}

#[test]
fn the_register_is_filtered_and_cleared() {
    with_browser(Scripts::Off, async |browser| {
        browser.resize(PHONE).await;
        browser.open("/inspections").await;
        // A section of the browser's own holds the filters on a phone, and opens without scripts.
        browser.click(".lw-filters > summary").await;
        browser.click("input[name=framework][value=cci-2009]").await;
        browser
            .click(".moj-filter__options button[type=submit]")
            .await;
        browser.arrives("framework=cci-2009", true).await;
        sees(browser, &["Clear all"]).await;
        browser.click(".moj-filter__tag").await;
        browser.arrives("framework=cci-2009", false).await;
    });
}

#[test]
fn a_rating_is_worked_out_and_changed() {
    with_browser(Scripts::Off, async |browser| {
        browser.open("/rate").await;
        browser.click("input[type=radio][value=hmip-2018]").await;
        browser.click("main form button").await;
        // The sections are the browser's own and open without scripts; the last one takes numbers.
        browser.click("details:has(#count-good) > summary").await;
        browser.fill("#count-good", "7").await;
        browser.fill("#count-requires_improvement", "4").await;
        browser.fill("#count-inadequate", "1").await;
        browser.click("main form button[type=submit]").await;
        sees(browser, &["18 of 36", "1 point short of Good"]).await;
        browser.click("button[name=then][value=edit]").await;
        let kept = browser.find("#count-good").await;
        assert_eq!(
            kept.prop("value").await.expect("a value").as_deref(),
            Some("7")
        );
    });
}

#[test]
fn a_mistake_is_told_beside_its_field() {
    with_browser(Scripts::Off, async |browser| {
        browser.open("/rate?framework=hmip-2018").await;
        browser.fill("#fieldwork", "31 2 2020").await;
        browser.click("main form button[type=submit]").await;
        sees(browser, &["There is a problem", "real date"]).await;
        browser
            .click(".govuk-error-summary a[href='#fieldwork']")
            .await;
        assert!(browser.path().await.ends_with("#fieldwork"));
    });
}

async fn sees(browser: &Browser, words: &[&str]) {
    for words in words {
        browser.wait_for_words(words).await;
    }
}
