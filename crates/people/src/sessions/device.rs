//! A browser in words, so that somebody knows their own devices in the list of sessions.

use crate::limits::DEVICE_CHARS;

/// The browser and the system that a `User-Agent` tells of: `Firefox on Windows`. What it does not
/// know it calls so; nothing of the header itself is kept.
#[must_use]
pub fn device_words(agent: &str) -> String {
    // Later browsers name earlier ones, so the later stand first.
    let browsers = [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS", "Firefox"),
        ("CriOS", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    let systems = [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("CrOS", "ChromeOS"),
        ("Mac OS X", "Mac"),
        ("Linux", "Linux"),
    ];
    let named = |list: &[(&str, &'static str)]| {
        let mut list = list.iter();
        list.find(|(part, _)| agent.contains(part)).map(|own| own.1)
    };
    let browser = named(&browsers).unwrap_or("Another browser");
    let words = match named(&systems) {
        Some(system) => format!("{browser} on {system}"),
        None => browser.to_owned(),
    };
    words.chars().take(DEVICE_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use super::device_words;

    #[test]
    fn devices_as_their_owners_call_them() {
        for (agent, words) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0",
                "Edge on Windows",
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
                "Firefox on Linux",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
                "Safari on iPhone",
            ),
            ("curl/8.9.1", "Another browser"),
            ("", "Another browser"),
        ] {
            assert_eq!(device_words(agent), words);
        }
    }
}
