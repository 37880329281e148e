//! No page has a fault that axe-core can find, on a desktop or on a phone. Such checks find about
//! half of all faults; the keyboard, the enlarged window and people find the rest.

use std::fmt::Write;
use std::sync::LazyLock;

use serde_json::Value;

use super::pages;
use super::running::{Browser, DESKTOP, PHONE, Scripts, Size, with_browser};

/// Where `cargo xtask frontend` leaves the checker.
const AXE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../node_modules/axe-core/axe.min.js"
);

/// WCAG 2.2 at levels A and AA, and what its makers advise besides.
const CHECK: &str = "
    const done = arguments[arguments.length - 1];
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];
    axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})
        .then(results => done({violations: results.violations, passes: results.passes.length}))
        .catch(error => done({error: String(error)}));
";

#[test]
fn no_page_has_a_fault_on_a_desktop() {
    with_browser(Scripts::On, async |browser| check(browser, DESKTOP).await);
}

#[test]
fn no_page_has_a_fault_on_a_phone() {
    with_browser(Scripts::On, async |browser| check(browser, PHONE).await);
}

/// The test of the tests: a fault that is put into a page is found.
#[test]
fn the_checker_finds_faults() {
    with_browser(Scripts::On, async |browser| {
        browser.open("/").await;
        browser
            .run("document.querySelector('main').append(document.createElement('img'))")
            .await;
        let faults = faults(browser).await;
        assert!(faults.contains("image-alt"), "{faults}");
    });
}

async fn check(browser: &Browser, size: Size) {
    let mut told = String::new();
    browser.resize(size).await;
    pages::each(browser, async |name| {
        let faults = faults(browser).await;
        if !faults.is_empty() {
            told.push_str(&format!("{name}\n{faults}"));
        }
    })
    .await;
    assert!(told.is_empty(), "at {} pixels:\n{told}", size.width);
}

/// The checker, read once.
fn axe() -> &'static str {
    static SCRIPT: LazyLock<String> = LazyLock::new(|| {
        std::fs::read_to_string(AXE).expect("axe-core is there; `cargo xtask frontend` fetches it")
    });
    &SCRIPT
}

/// The faults of the page that is open, in words; empty when there are none.
pub async fn faults(browser: &Browser) -> String {
    browser.run(axe()).await;
    let result = browser.run_until_done(CHECK).await;
    assert!(
        result["passes"].as_u64().is_some_and(|passes| passes > 10),
        "the checker did not run: {result}"
    );
    let violations = result["violations"]
        .as_array()
        .map_or(&[][..], Vec::as_slice);
    let mut told = String::new();
    for violation in violations {
        let (id, help) = (text(&violation["id"]), text(&violation["help"]));
        for node in violation["nodes"].as_array().map_or(&[][..], Vec::as_slice) {
            let html: String = text(&node["html"]).chars().take(300).collect();
            let summary = text(&node["failureSummary"]).replace('\n', " ");
            let _ = writeln!(told, "  {id}: {help}\n    {html}\n    {summary}");
        }
    }
    told
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
