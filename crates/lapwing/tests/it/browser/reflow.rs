//! Enlarged to 400 %, no page scrolls sideways and nothing is cut off (WCAG 2.2, 1.4.10), also with
//! the wider spacing that some readers set (1.4.12).

use super::pages;
use super::running::{DESKTOP, ENLARGED, PHONE, Scripts, Size, with_browser};

/// What is wider than the window, and what hides a part of itself. What scrolls in its own region may
/// be wider, and a field may hold more than it shows; what only screen readers see is left out.
const MEASURE: &str = "
    const faults = [];
    const tell = (what, element) => faults.push(what + ': ' + element.outerHTML.slice(0, 160));
    const page = document.documentElement;
    if (page.scrollWidth > window.innerWidth)
        faults.push('the page is ' + page.scrollWidth + ' wide in a window of ' + window.innerWidth);
    for (const element of document.body.querySelectorAll('*')) {
        const box = element.getBoundingClientRect();
        if (box.width <= 1 || element.closest('.govuk-visually-hidden, svg')) continue;
        const scrolled = element.parentElement.closest('.lw-scroll');
        if (!scrolled && box.right > window.innerWidth + 1) tell('beyond the window', element);
        if (element.matches('input, textarea, select')) continue;
        const hides = ['hidden', 'clip'].includes(getComputedStyle(element).overflowX);
        if (hides && element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1)
            tell('cut off', element);
    }
    return faults.join('\\n');
";

/// Letters of a drawing that lie outside it. Looked for without a reader's own spacing: a drawing is
/// drawn to measure, and all that it says stands beside it in words and in a table.
pub const LETTERS: &str = "
    const faults = [];
    for (const text of document.querySelectorAll('svg text')) {
        const box = text.getBoundingClientRect();
        const drawing = text.ownerSVGElement.getBoundingClientRect();
        if (box.width > 0 && (box.left < drawing.left - 1 || box.right > drawing.right + 1
            || box.top < drawing.top - 1 || box.bottom > drawing.bottom + 1))
            faults.push('outside its drawing: ' + text.outerHTML.slice(0, 160));
    }
    return faults.join('\\n');
";

/// The spacing of 1.4.12, as a reader's own style sheet would set it.
const SPACE: &str = "
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important;'
        + ' word-spacing: 0.16em !important } p { margin-bottom: 2em !important }');
    document.adoptedStyleSheets = [sheet];
";

/// Opens what can be opened, because what is closed is not measured.
const OPEN: &str = "document.querySelectorAll('details').forEach(details => details.open = true)";

#[test]
fn no_page_scrolls_sideways_at_400_per_cent() {
    measured("", &[(ENLARGED, MEASURE)]);
}

#[test]
fn no_page_scrolls_sideways_with_wide_spacing() {
    measured(SPACE, &[(DESKTOP, MEASURE), (PHONE, MEASURE)]);
}

#[test]
fn no_drawing_cuts_its_letters_off() {
    measured(
        "",
        &[(DESKTOP, LETTERS), (PHONE, LETTERS), (ENLARGED, LETTERS)],
    );
}

/// The test of the tests: what is too wide is found.
#[test]
fn what_is_too_wide_is_found() {
    with_browser(Scripts::On, async |browser| {
        browser.resize(ENLARGED).await;
        browser.open("/").await;
        browser
            .run("document.querySelector('h1').style.cssText = 'width: 400px; overflow: hidden'")
            .await;
        let told = browser.text_of(MEASURE).await;
        assert!(told.contains("the page is"), "{told}");
        assert!(told.contains("beyond the window: <h1"), "{told}");
        browser
            .run("document.querySelector('h1').style.cssText = 'width: 20px; overflow: hidden'")
            .await;
        let told = browser.text_of(MEASURE).await;
        assert!(told.contains("cut off: <h1"), "{told}");
        browser.open("/inspections/hmip-2018-medway-2020").await;
        browser
            .run("document.querySelector('.lw-figure__narrow text').setAttribute('x', '-20')")
            .await;
        let told = browser.text_of(LETTERS).await;
        assert!(told.contains("outside its drawing: <text"), "{told}");
    });
}

/// Opens every page, prepares it with a script, and demands that no look at it finds a fault.
fn measured(prepare: &str, looks: &[(Size, &str)]) {
    with_browser(Scripts::On, async |browser| {
        let mut told = String::new();
        pages::each(browser, async |name| {
            browser.run(OPEN).await;
            browser.run(prepare).await;
            for &(size, look) in looks {
                browser.resize(size).await;
                let faults = browser.text_of(look).await;
                if !faults.is_empty() {
                    told.push_str(&format!("{name} at {} pixels\n{faults}\n", size.width));
                }
            }
        })
        .await;
        assert!(told.is_empty(), "{told}");
    });
}
