//! No page asks anything of another host, and none makes the browser complain.

use serde_json::Value;

use super::pages::{self, NOWHERE, WITH_ERRORS};
use super::running::{Browser, Scripts, with_browser};

#[test]
fn no_page_asks_another_host_or_draws_a_complaint() {
    with_browser(Scripts::On, async |browser| {
        let mut told = String::new();
        let mut asked = 0;
        pages::each(browser, async |name| {
            let addresses = requests(browser).await;
            asked += addresses.len();
            for address in addresses.iter().filter(|a| !is_ours(browser, a)) {
                told.push_str(&format!("{name} asks {address}\n"));
            }
            for complaint in complaints(browser, name).await {
                told.push_str(&format!("{name}: {complaint}\n"));
            }
        })
        .await;
        assert!(told.is_empty(), "{told}");
        // Each page, its styles and its scripts: otherwise the notes were not kept.
        assert!(
            asked > pages::ADDRESSES.len() * 2,
            "only {asked} requests were noted"
        );
    });
}

/// The test of the tests: a foreign picture and a script within the page are noticed.
#[test]
fn a_foreign_request_and_a_complaint_are_noticed() {
    with_browser(Scripts::On, async |browser| {
        browser.open("/").await;
        requests(browser).await;
        browser
            .run("document.body.append(Object.assign(new Image(), {src: 'http://other.example/x.png'}))")
            .await;
        browser
            .run("document.body.append(Object.assign(document.createElement('script'), {text: '1'}))")
            .await;
        let told = complaints(browser, "/").await.join("\n");
        assert!(told.contains("other.example"), "{told}");
        assert!(told.contains("script-src"), "{told}");
        assert!(!is_ours(browser, "http://other.example/x.png"));
        assert!(!is_ours(
            browser,
            &format!("{}.other.example/", browser.site())
        ));
    });
}

/// Every address asked for since the last look.
async fn requests(browser: &Browser) -> Vec<String> {
    let notes = browser.notes("performance").await;
    notes.iter().filter_map(request).collect()
}

fn request(note: &Value) -> Option<String> {
    let message: Value = serde_json::from_str(note["message"].as_str()?).ok()?;
    let event = &message["message"];
    if event["method"] != "Network.requestWillBeSent" {
        return None;
    }
    Some(event["params"]["request"]["url"].as_str()?.to_owned())
}

/// Whether an address is on the site, or is none at all.
fn is_ours(browser: &Browser, address: &str) -> bool {
    let rest = address.strip_prefix(browser.site());
    rest.is_some_and(|rest| rest.starts_with('/')) || address.starts_with("data:")
}

/// Warnings and errors on the console, without the status of an answer that is meant to have it.
async fn complaints(browser: &Browser, name: &str) -> Vec<String> {
    let meant = match name {
        NOWHERE => "status of 404",
        WITH_ERRORS_NAME => "status of 422",
        _ => "no status is meant",
    };
    let notes = browser.notes("browser").await;
    notes
        .iter()
        .filter(|note| note["level"] != "INFO" && note["level"] != "DEBUG")
        .filter_map(|note| note["message"].as_str())
        .filter(|message| !message.contains(meant))
        .map(str::to_owned)
        .collect()
}

const WITH_ERRORS_NAME: &str = WITH_ERRORS.name;
