//! The notice that goes with the facts.

#[test]
fn the_notice_holds_the_sentence_of_the_open_government_licence() {
    let sentence =
        "Contains public sector information licensed under the Open Government Licence v3.0.";
    assert!(published::NOTICE.lines().any(|line| line == sentence));
}

#[test]
fn the_notice_names_the_public_dataset_and_its_licence() {
    for text in [
        "Data to Insight",
        "hmi-probation-youth-justice-scrape",
        "MIT License",
    ] {
        assert!(published::NOTICE.contains(text), "{text}");
    }
}
