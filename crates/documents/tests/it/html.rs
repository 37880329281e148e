//! The page of HTML: complete in itself, and its words never markup.

use crate::example::report;

fn page() -> String {
    documents::html(&report()).expect("a page")
}

#[test]
fn the_page_stands_as_it_did() {
    let page = page();
    let (_, body) = page.split_once("<body>").expect("a body");
    let (short, _) = body.split_once("Row 3<").expect("the long table");
    insta::assert_snapshot!(short);
}

#[test]
fn the_page_has_what_everybody_needs() {
    let page = page();
    for part in [
        "<html lang=\"en-GB\">",
        "<title>Medway &#38; #strong[all] &#60;of&#62; it</title>",
        "<th scope=\"col\" class=\"number\">Points [note 1]</th>",
        "<th scope=\"row\">2.1 Assessment</th>",
        "<div role=\"img\" aria-label=\"A bar that ends at 18 of 36 points.\"><svg",
        "@media print",
    ] {
        assert!(page.contains(part), "{part}");
    }
    assert_eq!(page.matches("<h1>").count(), 1);
}

#[test]
fn the_page_needs_nothing_else() {
    let page = page();
    for part in [
        "<script", "<link", "src=", "url(", "@import", "<iframe", "<form",
    ] {
        assert!(!page.contains(part), "{part}");
    }
    // The one address is a link that a person may follow.
    let addresses = page.replace("http://www.w3.org/2000/svg", "");
    assert_eq!(addresses.matches("http").count(), 1);
}
