//! The pictures of the documentation, taken from the running system. `cargo xtask screenshots` keeps
//! them; an ordinary run takes them too, so that they can always be taken, and forgets them.

use std::path::{Path, PathBuf};

use super::pages::{self, BY_COUNTS, BY_JUDGEMENTS};
use super::running::{Browser, Scripts, Size, with_browser};

/// Pictures lie in the repository, so they stay small.
const BYTES_MAX: usize = 300_000;

/// A desktop's window and a phone's, each with the end of its pictures' names; as tall as the part
/// of a page that a reader of the documentation looks at.
const WINDOWS: [(&str, Size); 2] = [
    (
        "wide",
        Size {
            width: 1280,
            height: 1600,
        },
    ),
    (
        "narrow",
        Size {
            width: 390,
            height: 2400,
        },
    ),
];

/// Pages with the names of their pictures.
const PAGES: &[(&str, &str)] = &[
    ("start", "/"),
    ("register", "/inspections"),
    (
        "register-filtered",
        "/inspections?framework=hmip-2018&rating=good",
    ),
    ("inspection", "/inspections/hmip-2018-medway-2020"),
    ("inspection-2012", "/inspections/cci-2009-bexley-2012"),
    ("overview", "/overview"),
    ("service", "/services/medway"),
    (
        "compare",
        "/compare?framework=hmip-2018&service=kent&service=medway",
    ),
    ("working-values", "/working-values"),
    ("enter", "/inspections/new?framework=hmip-2018"),
    ("frameworks", "/frameworks"),
    ("framework", "/frameworks/hmip-2018"),
    ("rate-choose", "/rate"),
    ("rate", "/rate?framework=hmip-2018"),
];

/// Answers to forms with the names of their pictures.
const POSTED: [(&str, pages::Posted); 2] = [
    ("rated-by-counts", BY_COUNTS),
    ("rated-by-judgements", BY_JUDGEMENTS),
];

#[test]
fn pictures_can_be_taken() {
    let forgotten = tempfile::tempdir().expect("a temporary folder can be made");
    let folder = std::env::var_os("LAPWING_SCREENSHOTS")
        .map_or_else(|| forgotten.path().to_owned(), PathBuf::from);
    std::fs::create_dir_all(&folder).expect("the folder of pictures can be made");
    with_browser(Scripts::On, async |browser| {
        for &(name, path) in PAGES {
            browser.open(path).await;
            take(browser, &folder, name).await;
        }
        for (name, posted) in POSTED {
            posted.open(browser).await;
            take(browser, &folder, name).await;
        }
    });
}

/// Takes the open page in both windows, which shrink to the height of a shorter page.
async fn take(browser: &Browser, folder: &Path, name: &str) {
    for (end, window) in WINDOWS {
        browser
            .resize(Size {
                height: 100,
                ..window
            })
            .await;
        let page = browser
            .run("return document.documentElement.scrollHeight")
            .await;
        let page = page.as_u64().and_then(|height| u32::try_from(height).ok());
        let height = page.map_or(window.height, |page| page.min(window.height));
        browser.resize(Size { height, ..window }).await;
        keep(
            &browser.picture().await,
            &folder.join(format!("{name}-{end}.png")),
        );
    }
}

fn keep(picture: &[u8], file: &Path) {
    assert!(
        picture.starts_with(b"\x89PNG"),
        "{} is no picture",
        file.display()
    );
    let bytes = picture.len();
    assert!(
        bytes <= BYTES_MAX,
        "{} has {bytes} bytes, more than {BYTES_MAX}",
        file.display()
    );
    std::fs::write(file, picture).expect("a picture can be written");
}
