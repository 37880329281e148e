use std::collections::BTreeSet;

const VALID: &str = "case_id,question,answer\n1,2.1.1,yes\n2,2.1.1,no\n3,2.1.1,na\n";

#[test]
fn every_variant_has_a_name_of_its_own_and_differs_from_the_good_file() {
    let variants = testkit::bad::variants(VALID);
    let names: BTreeSet<_> = variants.iter().map(|(name, _)| *name).collect();
    assert_eq!(names.len(), variants.len());
    for (name, bytes) in &variants {
        assert_ne!(bytes, VALID.as_bytes(), "{name}");
    }
}

#[test]
fn variants_are_what_their_names_say() {
    let variants = testkit::bad::variants(VALID);
    let of = |wanted: &str| -> Vec<u8> {
        variants
            .iter()
            .find(|(name, _)| *name == wanted)
            .unwrap()
            .1
            .clone()
    };
    assert_eq!(of("header only"), b"case_id,question,answer\n");
    assert!(of("byte-order mark").starts_with(b"\xEF\xBB\xBFcase_id"));
    assert!(of("semicolons").starts_with(b"case_id;question"));
    assert!(std::str::from_utf8(&of("Windows-1252")).is_err());
    assert!(of("UTF-16").starts_with(b"\xFF\xFEc\0"));
    assert!(of("NUL bytes").contains(&0));
    assert!(of("CRLF").ends_with(b"na\r\n"));
}

#[test]
fn an_empty_file_has_variants_too() {
    assert!(!testkit::bad::variants("").is_empty());
}
