//! Which differences of spelling count, as examples.

use published::spelling_key;

#[test]
fn these_are_spellings_of_one_name() {
    for (one, other) in [
        ("Medway", "MEDWAY"),
        ("Medway", "  medway  "),
        ("St. Helens", "St Helens"),
        ("Kingston-upon-Hull", "Kingston upon Hull"),
        ("Ynys Môn", "Ynys Mon"),
        ("Ynys Mo\u{302}n", "Ynys Mon"),
        ("King's Lynn", "King’s Lynn"),
        ("Conwy & Denbighshire", "Conwy and Denbighshire"),
        (
            "Bath and North East Somerset",
            "Bath & North East Somerset Council",
        ),
        ("Royal Borough of Greenwich", "Greenwich"),
        ("London Borough of Barnet", "Barnet"),
        ("City of York Council", "York"),
        ("Bristol, City of", "Bristol"),
        ("Herefordshire, County of", "Herefordshire"),
        ("Torfaen County Borough Council", "Torfaen"),
        ("Kent County Council", "Kent"),
        ("Kent Youth Justice Service", "Kent Youth Offending Team"),
        ("Hampshire YOT", "Hampshire youth offending services"),
        ("The Vale of Glamorgan", "Vale of Glamorgan"),
    ] {
        assert_eq!(spelling_key(one), spelling_key(other), "{one} | {other}");
    }
}

#[test]
fn these_are_different_names() {
    for (one, other) in [
        ("Leicester", "Leicestershire"),
        ("Bury", "Bury and Rochdale"),
        ("North Lincolnshire", "North East Lincolnshire"),
        ("Durham", "County Durham"),
        ("Derby", "Derby City"),
        ("St Helens", "Sthelens"),
    ] {
        assert_ne!(spelling_key(one), spelling_key(other), "{one} | {other}");
    }
}

#[test]
fn a_key_is_its_own_key() {
    for service in published::services() {
        let key = spelling_key(&service.name);
        assert_eq!(spelling_key(&key), key, "{}", service.name);
    }
}

#[test]
fn a_text_without_a_place_has_an_empty_key() {
    for text in ["", " ", "&", "Council", "the youth justice service", "-.,'"] {
        assert_eq!(spelling_key(text), "", "{text:?}");
    }
}
