//! How far long work has come: on a terminal only, on standard error, and gone when it is done.
//! (indicatif draws nothing where standard error is no terminal.)

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// How often a sign of life moves: often enough to look alive.
const TICK: Duration = Duration::from_millis(120);

/// For reading a file of that many bytes.
pub fn reading(bytes: u64, words: &'static str) -> ProgressBar {
    styled(
        ProgressBar::new(bytes),
        "{msg} {wide_bar} {bytes} of {total_bytes}",
        words,
    )
}

/// For writing nobody knows how many bytes.
pub fn writing(words: &'static str) -> ProgressBar {
    let bar = styled(
        ProgressBar::new_spinner(),
        "{spinner} {msg} {bytes}, {elapsed}",
        words,
    );
    bar.enable_steady_tick(TICK);
    bar
}

/// For work whose length nobody knows.
pub fn working(words: &'static str) -> ProgressBar {
    let bar = styled(
        ProgressBar::new_spinner(),
        "{spinner} {msg} {elapsed}",
        words,
    );
    bar.enable_steady_tick(TICK);
    bar
}

fn styled(bar: ProgressBar, template: &str, words: &'static str) -> ProgressBar {
    let style = ProgressStyle::with_template(template);
    let bar = bar.with_message(words);
    // A template that indicatif would not take leaves its own style, which is good enough.
    match style {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
