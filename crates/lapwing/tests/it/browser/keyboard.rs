//! Everything that can be done, done with the keyboard alone, and always with the focus in sight.

use fantoccini::key::Key;

use super::running::{Browser, DESKTOP, ENLARGED, Scripts, Size, with_browser};

/// More stops than any page has.
const STOPS_MAX: usize = 400;

/// Where the focus is, and whether a person can see it there: `{at, fault}`. What shows the focus must
/// look otherwise without it; a control that is drawn by its label shows the focus there.
const FOCUS: &str = "
    const element = document.activeElement;
    if (!element || element === document.body) return {at: '', fault: ''};
    const label = element.id && document.querySelector('label[for=\"' + CSS.escape(element.id) + '\"]');
    const clear = colour => colour === 'transparent' || /, 0\\)$/.test(colour);
    const drawn = style => [style.boxShadow, style.backgroundColor, style.borderColor,
        style.outlineStyle === 'none' || clear(style.outlineColor) ? '' : style.outline].join();
    const look = () => drawn(getComputedStyle(element))
        + (label ? drawn(getComputedStyle(label, '::before')) : '');
    const box = element.getBoundingClientRect();
    const within = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    const focused = look();
    element.blur();
    const seen = focused !== look();
    element.focus({preventScroll: true});
    const at = element.outerHTML.slice(0, 120);
    return {at, fault: seen ? (within ? '' : 'the focus is out of sight') : 'the focus does not show'};
";

#[test]
fn the_first_stop_skips_to_the_content() {
    with_browser(Scripts::On, async |browser| {
        browser.open("/inspections").await;
        browser.press(Key::Tab).await;
        assert!(is_at(browser, ".govuk-skip-link").await);
        assert_eq!(
            focus(browser).await.1,
            "",
            "the skip link shows when it has the focus"
        );
        browser.press(Key::Enter).await;
        assert!(is_at(browser, "main").await, "Enter leads to the content");
    });
}

#[test]
fn the_navigation_leads_to_each_section() {
    with_browser(Scripts::On, async |browser| {
        for path in ["/inspections", "/rate", "/frameworks"] {
            browser.open("/").await;
            tab_to(browser, &format!("nav a[href='{path}']")).await;
            browser.press(Key::Enter).await;
            browser.wait_for_path(path).await;
        }
    });
}

#[test]
fn an_inspection_is_searched_for_and_opened() {
    with_browser(Scripts::On, async |browser| {
        browser.open("/inspections").await;
        tab_to(browser, "#q").await;
        browser.type_text("medway").await;
        browser.press(Key::Enter).await;
        browser.wait_for_words("Clear all").await;
        tab_to(
            browser,
            "tbody a[href='/inspections/hmip-2018-medway-2020']",
        )
        .await;
        browser.press(Key::Enter).await;
        browser
            .wait_for_path("/inspections/hmip-2018-medway-2020")
            .await;
        assert!(browser.words().await.contains("18 of 36"));
    });
}

#[test]
fn the_register_is_filtered() {
    with_browser(Scripts::On, async |browser| {
        browser.open("/inspections").await;
        tab_to(browser, "input[name=framework][value=cci-2009]").await;
        browser.press(Key::Space).await;
        tab_to(browser, ".moj-filter button[type=submit]").await;
        browser.press(Key::Enter).await;
        browser.wait_for_words("Clear all").await;
        assert!(browser.path().await.contains("framework=cci-2009"));
    });
}

#[test]
fn a_rating_is_worked_out_from_a_filled_form() {
    with_browser(Scripts::On, async |browser| {
        browser.open("/rate").await;
        tab_to(browser, "input[type=radio]").await;
        browser.press(Key::Space).await;
        while !is_at(browser, "input[type=radio][value=hmip-2018]").await {
            browser.press(Key::Down).await;
        }
        browser.press(Key::Enter).await;
        browser.wait_for_words("What do you know?").await;
        browser.open("/rate?framework=hmip-2018").await;
        tab_to_open(browser, "Numbers of ratings").await;
        for (field, number) in [
            ("#count-good", "7"),
            ("#count-requires_improvement", "4"),
            ("#count-inadequate", "1"),
        ] {
            tab_to(browser, field).await;
            browser.type_text(number).await;
        }
        tab_to(browser, "main form button[type=submit]").await;
        browser.press(Key::Enter).await;
        browser.wait_for_words("18 of 36").await;
    });
}

#[test]
fn an_error_takes_the_focus_and_leads_to_its_field() {
    with_browser(Scripts::On, async |browser| {
        browser.open("/rate?framework=hmip-2018").await;
        tab_to(browser, "#fieldwork").await;
        browser.type_text("31 2 2020").await;
        browser.press(Key::Enter).await;
        browser.wait_for_words("There is a problem").await;
        assert!(is_at(browser, ".govuk-error-summary").await);
        tab_to(browser, ".govuk-error-summary a[href='#fieldwork']").await;
        browser.press(Key::Enter).await;
        assert!(is_at(browser, "#fieldwork").await);
        let kept = browser.text_of("return document.activeElement.value").await;
        assert_eq!(kept, "31 2 2020", "what was typed is kept");
    });
}

#[test]
fn the_focus_shows_at_every_stop_and_is_never_caught() {
    with_browser(Scripts::On, async |browser| {
        let mut told = String::new();
        for (path, size) in [
            ("/", DESKTOP),
            ("/inspections", DESKTOP),
            ("/inspections?q=medway", ENLARGED),
            ("/inspections/hmip-2018-medway-2020", DESKTOP),
            ("/rate", DESKTOP),
            ("/rate?framework=hmip-2018", DESKTOP),
            ("/frameworks/hmip-2018", ENLARGED),
        ] {
            told.push_str(&walk(browser, path, size).await);
        }
        assert!(told.is_empty(), "{told}");
    });
}

/// Goes through all stops of a page, and gives what is wrong at any of them.
async fn walk(browser: &Browser, path: &str, size: Size) -> String {
    browser.resize(size).await;
    browser.open(path).await;
    let mut told = String::new();
    for stop in 0..STOPS_MAX {
        browser.press(Key::Tab).await;
        let (at, fault) = focus(browser).await;
        if at.is_empty() {
            assert!(stop > 5, "{path} has hardly a stop");
            return told;
        }
        if !fault.is_empty() {
            told.push_str(&format!("{path} at {} pixels: {fault}: {at}\n", size.width));
        }
    }
    format!("{told}{path}: the focus never leaves the page\n")
}

/// Presses Tab until what is at `selector` has the focus.
pub async fn tab_to(browser: &Browser, selector: &str) {
    for _ in 0..STOPS_MAX {
        browser.press(Key::Tab).await;
        if is_at(browser, selector).await {
            return;
        }
    }
    panic!(
        "{selector} cannot be reached by keyboard at {}",
        browser.path().await
    );
}

/// Presses Tab until the section with these words has the focus, and opens it.
async fn tab_to_open(browser: &Browser, words: &str) {
    for _ in 0..STOPS_MAX {
        browser.press(Key::Tab).await;
        let at = browser
            .text_of("return document.activeElement.textContent.trim()")
            .await;
        if at == words && is_at(browser, "summary").await {
            browser.press(Key::Enter).await;
            return;
        }
    }
    panic!("no section “{words}” can be reached by keyboard");
}

async fn is_at(browser: &Browser, selector: &str) -> bool {
    let selector = serde_json::json!(selector);
    browser
        .run(&format!(
            "return document.activeElement.matches({selector})"
        ))
        .await
        == true
}

async fn focus(browser: &Browser) -> (String, String) {
    let focus = browser.run(FOCUS).await;
    let text = |name: &str| focus[name].as_str().unwrap_or_default().to_owned();
    (text("at"), text("fault"))
}
