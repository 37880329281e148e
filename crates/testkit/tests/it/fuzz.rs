use std::collections::BTreeSet;

const CORPUS: [&[u8]; 2] = [b"a,b\n1,2\n3,4\n", b"c;d\n5;6\n"];

#[test]
fn the_same_seed_gives_the_same_inputs() {
    let first: Vec<_> = testkit::fuzz::inputs(&CORPUS, 7, 200).collect();
    let again: Vec<_> = testkit::fuzz::inputs(&CORPUS, 7, 200).collect();
    assert_eq!(first, again);
    let other: Vec<_> = testkit::fuzz::inputs(&CORPUS, 8, 200).collect();
    assert_ne!(first, other);
}

#[test]
fn inputs_are_many_and_various() {
    let inputs: Vec<_> = testkit::fuzz::inputs(&CORPUS, 1, 2_000).collect();
    assert_eq!(inputs.len(), 2_000);
    let distinct: BTreeSet<_> = inputs.iter().collect();
    assert!(distinct.len() > 1_500, "{} distinct", distinct.len());
    let seen = |what: &str, test: &dyn Fn(&[u8]) -> bool| {
        assert!(inputs.iter().any(|input| test(input)), "none with {what}");
    };
    seen("nothing", &|input| input.is_empty());
    seen("a NUL", &|input| input.contains(&0));
    seen("bytes that are not UTF-8", &|input| {
        std::str::from_utf8(input).is_err()
    });
    seen("a byte-order mark", &|input| {
        input.windows(3).any(|w| w == b"\xEF\xBB\xBF")
    });
    seen("an odd number of quotes", &|input| {
        input.iter().filter(|&&b| b == b'"').count() % 2 == 1
    });
    seen("a very long field", &|input| input.len() > 10_000);
    seen("a huge number", &|input| {
        input.windows(6).any(|w| w == b"999999")
    });
    seen("Windows' ends of lines", &|input| {
        input.windows(2).any(|w| w == b"\r\n")
    });
}

#[test]
fn an_empty_corpus_is_no_obstacle() {
    assert_eq!(testkit::fuzz::inputs(&[], 3, 50).count(), 50);
}
