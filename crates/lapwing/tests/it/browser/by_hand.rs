//! What people add by hand to an inspection: recommendations and its report as a file. The sentences
//! are invented for these tests.

use fantoccini::key::Key;

use super::accessibility;
use super::keyboard::tab_to;
use super::running::{Browser, Scripts, with_browser};

const HOME: &str = "/inspections/hmip-2018-medway-2020";

/// The smallest file that begins and ends as a PDF.
const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\nstartxref\n9\n%%EOF\n";

#[test]
fn a_recommendation_is_written_down_changed_and_withdrawn_by_keyboard() {
    with_browser(Scripts::Off, async |browser| {
        browser.open(HOME).await;
        follow(browser, &format!("a[href='{HOME}/recommendations/new']")).await;
        browser.wait_for_words("Write a recommendation down").await;
        tab_to(browser, "#addressed-to").await;
        browser.type_text("The management board").await;
        tab_to(browser, "#due").await;
        browser.type_text("31 2 2020").await;
        browser.press(Key::Enter).await;
        // Both mistakes are told, and what was typed stays.
        browser.wait_for_words("There is a problem").await;
        let words = browser.words().await;
        assert!(words.contains("Enter what is recommended") && words.contains("real date"));
        let kept = browser.text_of("return document.querySelector('#addressed-to').value");
        assert_eq!(kept.await, "The management board");
        tab_to(browser, "#words").await;
        browser.type_text("Ask victims (invented)").await;
        browser
            .run("document.querySelector('#due').value = ''")
            .await;
        tab_to(browser, "#due").await;
        browser.type_text("4 July 2020").await;
        browser.press(Key::Enter).await;
        browser
            .wait_for_words("The recommendation has been written down")
            .await;
        follow(browser, &format!("a[href='{HOME}/recommendations/1']")).await;
        browser.wait_for_words("Change a recommendation").await;
        tab_to(browser, "#words").await;
        browser.press(Key::End).await;
        browser.type_text(", and listen").await;
        follow(browser, "main form button[type=submit]").await;
        browser
            .wait_for_words("The recommendation has been changed")
            .await;
        follow(
            browser,
            &format!("a[href='{HOME}/recommendations/1/withdraw']"),
        )
        .await;
        tab_to(browser, "#reason").await;
        browser.type_text("A trial").await;
        follow(browser, "main form button[type=submit]").await;
        browser
            .wait_for_words("The recommendation has been withdrawn")
            .await;
        assert!(browser.words().await.contains("A trial"));
    });
}

#[test]
fn a_report_is_chosen_and_kept() {
    with_browser(Scripts::Off, async |browser| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("Medway 2020.pdf");
        std::fs::write(&path, PDF).expect("a file can be written");
        browser.open(&format!("{HOME}/reports/new")).await;
        browser.click("main form button[type=submit]").await;
        browser.wait_for_words("There is a problem").await;
        browser.fill("#report", &path.to_string_lossy()).await;
        browser.click("main form button[type=submit]").await;
        browser.wait_for_words("The report has been kept").await;
        let words = browser.words().await;
        assert!(words.contains("Medway 2020.pdf (PDF, 63 bytes)"), "{words}");
    });
}

/// The pages that only exist once something was added have no fault that a checker finds.
#[test]
fn pages_of_what_was_added_have_no_fault() {
    with_browser(Scripts::On, async |browser| {
        browser.open(&format!("{HOME}/recommendations/new")).await;
        browser.fill("#addressed-to", "The board").await;
        browser.fill("#words", "Ask victims (invented)").await;
        browser.click("main form button[type=submit]").await;
        browser
            .wait_for_words("The recommendation has been written down")
            .await;
        let mut told = accessibility::faults(browser).await;
        for path in ["recommendations/1", "recommendations/1/withdraw"] {
            browser.open(&format!("{HOME}/{path}")).await;
            told.push_str(&accessibility::faults(browser).await);
        }
        browser.open("/recommendations").await;
        told.push_str(&accessibility::faults(browser).await);
        assert!(told.is_empty(), "{told}");
    });
}

/// Goes to a link or a button by keyboard and presses it.
async fn follow(browser: &Browser, selector: &str) {
    tab_to(browser, selector).await;
    browser.press(Key::Enter).await;
}
