//! In a theme of few colours and on paper no figure loses anything: its words and outlines stand out
//! from their ground (WCAG 2.2, 1.4.3 and 1.4.11), nothing is cut off, and paper carries the table
//! that a screen folds away.

use super::pages;
use super::reflow::LETTERS;
use super::running::{DESKTOP, PHONE, Scripts, Size, with_browser};

/// A sheet of A4 between its margins, in CSS pixels.
const PAPER: Size = Size {
    width: 718,
    height: 1047,
};

/// Words of drawings with less than 4.5 to 1 against the page or against a shape that lies under their
/// middle, and outlines with less than 3 to 1 against the page. Faint lines say nothing and are left
/// out.
const CONTRAST: &str = "
    const faults = [];
    const parts = colour => (colour.match(/[\\d.]+/g) || []).map(Number);
    const light = colour => parts(colour).slice(0, 3)
        .map(part => part / 255)
        .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
        .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
    const contrast = (one, other) => {
        const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
        return (high + 0.05) / (low + 0.05);
    };
    const seen = colour => colour.startsWith('rgb') && parts(colour)[3] !== 0;
    const ground = element => {
        for (let at = element; at; at = at.parentElement) {
            const colour = getComputedStyle(at).backgroundColor;
            if (seen(colour)) return colour;
        }
        return matchMedia('(forced-colors: active)').matches
            && matchMedia('(prefers-color-scheme: dark)').matches ? 'rgb(0, 0, 0)' : 'rgb(255, 255, 255)';
    };
    const tell = (what, element, ratio) =>
        faults.push(what + ' at ' + ratio.toFixed(1) + ' to 1: ' + element.outerHTML.slice(0, 160));
    for (const drawing of document.querySelectorAll('.lw-figure svg')) {
        if (drawing.getBoundingClientRect().width === 0) continue;
        const page = ground(drawing.parentElement);
        const shapes = [...drawing.querySelectorAll(':scope > rect, :scope > polygon, :scope > circle')];
        for (const text of drawing.querySelectorAll('text')) {
            const box = text.getBoundingClientRect();
            const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
            let under = page;
            for (const shape of shapes) {
                const own = shape.getBoundingClientRect();
                const fill = getComputedStyle(shape).fill;
                if (seen(fill) && own.left <= x && x <= own.right && own.top <= y && y <= own.bottom)
                    under = fill;
            }
            const ratio = contrast(getComputedStyle(text).fill, under);
            if (ratio < 4.5) tell('words', text, ratio);
        }
        for (const mark of drawing.querySelectorAll(':scope > :not(text, title, desc)')) {
            const style = getComputedStyle(mark);
            if (!seen(style.stroke) || Number(style.strokeOpacity) < 1) continue;
            const ratio = contrast(style.stroke, page);
            if (ratio < 3) tell('an outline', mark, ratio);
        }
    }
    return faults.join('\\n');
";

/// What a printed page lacks of its figures: the wide drawing, and the table with all its columns.
const ON_PAPER: &str = "
    const faults = [];
    for (const drawing of document.querySelectorAll('.lw-figure__wide svg'))
        if (drawing.getBoundingClientRect().width < 600) faults.push('a wide drawing is not printed');
    for (const drawing of document.querySelectorAll('.lw-figure__narrow svg'))
        if (drawing.getBoundingClientRect().width > 0) faults.push('a narrow drawing is printed');
    for (const table of document.querySelectorAll('details table')) {
        const box = table.getBoundingClientRect();
        if (box.height === 0 || !table.checkVisibility({contentVisibilityAuto: true}))
            faults.push('not printed: ' + table.outerHTML.slice(0, 160));
        if (box.right > window.innerWidth + 1)
            faults.push('cut off at ' + Math.round(box.right) + ': ' + table.outerHTML.slice(0, 160));
    }
    return faults.join('\\n');
";

#[test]
fn figures_keep_everything_in_a_theme_of_few_colours() {
    looked_at("screen", true, &[DESKTOP, PHONE], &[CONTRAST, LETTERS]);
}

#[test]
fn figures_stand_out_on_a_screen() {
    looked_at("screen", false, &[DESKTOP, PHONE], &[CONTRAST]);
}

#[test]
fn paper_carries_every_figure_with_its_table() {
    looked_at("print", false, &[PAPER], &[CONTRAST, LETTERS, ON_PAPER]);
}

/// The test of the tests: what vanishes is found.
#[test]
fn what_vanishes_is_found() {
    with_browser(Scripts::On, async |browser| {
        browser.show_as("screen", true).await;
        browser.open("/inspections/hmip-2018-medway-2020").await;
        browser
            .run(
                "const drawing = document.querySelector('.lw-figure__wide svg');
                 drawing.querySelector('text').style.cssText = 'forced-color-adjust: none; fill: #111';
                 drawing.querySelector('line').style.cssText = 'stroke: #222';",
            )
            .await;
        let told = browser.text_of(CONTRAST).await;
        assert!(told.contains("words at 1.1 to 1: <text"), "{told}");
        assert!(told.contains("an outline at 1.3 to 1: <line"), "{told}");

        browser.show_as("print", false).await;
        browser.resize(PAPER).await;
        browser
            .run(
                "const sheet = new CSSStyleSheet();
                 sheet.replaceSync('details::details-content { display: none !important }'
                     + ' .lw-figure__wide { display: none !important }');
                 document.adoptedStyleSheets = [sheet];",
            )
            .await;
        let told = browser.text_of(ON_PAPER).await;
        assert!(told.contains("a wide drawing is not printed"), "{told}");
        assert!(told.contains("not printed: <table"), "{told}");
    });
}

/// Opens every page as `media` shows it, and demands that no look at it finds a fault.
fn looked_at(media: &str, forced: bool, sizes: &[Size], looks: &[&str]) {
    with_browser(Scripts::On, async |browser| {
        browser.show_as(media, forced).await;
        let mut told = String::new();
        pages::each(browser, async |name| {
            for size in sizes {
                browser.resize(*size).await;
                for look in looks {
                    let faults = browser.text_of(look).await;
                    if !faults.is_empty() {
                        told.push_str(&format!("{name} at {} pixels\n{faults}\n", size.width));
                    }
                }
            }
        })
        .await;
        assert!(told.is_empty(), "{told}");
    });
}
