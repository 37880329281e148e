//! Every page as a picture, for people to look at: in three widths, with its errors, over an empty
//! register, and printed. `cargo xtask screenshots all FOLDER` keeps them; they are many, so the suite
//! takes none and looks at the empty pages for faults instead.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::accessibility;
use super::pages::{self, EMPTY};
use super::running::{
    Browser, DESKTOP, PHONE, Register, Scripts, Size, with_browser, with_browser_over,
};

/// A desktop, a tablet, and the narrowest phone in common use.
const WIDTHS: [u32; 3] = [1280, 768, 360];

/// No page is taller than this in a picture; Chromium takes none that is much taller.
const TALLEST: u32 = 12_000;

#[test]
fn empty_pages_have_no_fault() {
    with_browser_over(Register::Empty, Scripts::On, async |browser| {
        let mut told = String::new();
        for size in [DESKTOP, PHONE] {
            browser.resize(size).await;
            for &address in EMPTY {
                browser.open(address).await;
                let faults = accessibility::faults(browser).await;
                if !faults.is_empty() {
                    told.push_str(&format!("{address} at {} pixels\n{faults}", size.width));
                }
            }
        }
        assert!(told.is_empty(), "{told}");
    });
}

#[test]
fn every_page_has_its_pictures() {
    let Some(folder) = std::env::var_os("LAPWING_PICTURES").map(PathBuf::from) else {
        return;
    };
    std::fs::create_dir_all(&folder).expect("the folder of pictures can be made");
    with_browser(Scripts::On, async |browser| {
        pages::each(browser, async |name| take(browser, &folder, name).await).await;
    });
    with_browser_over(Register::Empty, Scripts::On, async |browser| {
        for &address in EMPTY {
            browser.open(address).await;
            take(browser, &folder, &format!("empty {address}")).await;
        }
    });
}

/// Takes the page that is open in every width, and as it is printed.
async fn take(browser: &Browser, folder: &Path, name: &str) {
    let name = file_name(name);
    for width in WIDTHS {
        browser.resize(Size { width, height: 100 }).await;
        let height = browser
            .run("return document.documentElement.scrollHeight")
            .await;
        let height = height
            .as_u64()
            .and_then(|height| u32::try_from(height).ok());
        let height = height.unwrap_or(TALLEST).min(TALLEST);
        browser.resize(Size { width, height }).await;
        let file = folder.join(format!("{name}-{width}.png"));
        std::fs::write(file, browser.picture().await).expect("a picture can be written");
    }
    let printed = folder.join(format!("{name}-printed.pdf"));
    let encoded = printed.with_extension("base64");
    std::fs::write(&encoded, browser.printed().await).expect("a file can be written");
    let decoded = Command::new("base64")
        .arg("--decode")
        .arg(&encoded)
        .output()
        .expect("base64 is on every Linux machine");
    std::fs::write(&printed, decoded.stdout).expect("a file can be written");
    std::fs::remove_file(encoded).expect("a file can be removed");
}

/// An address as the name of a file.
fn file_name(name: &str) -> String {
    let plain = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' });
    let name: String = plain.collect();
    let name = name.trim_matches('-');
    if name.is_empty() {
        "start".to_owned()
    } else {
        name.to_owned()
    }
}
