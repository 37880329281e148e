//! The services table.

use std::collections::{BTreeMap, BTreeSet};

use published::{Service, service_named, services, spelling_key};

use crate::tables::is_date;

/// A service that the test needs.
fn service(id: &str) -> &'static Service {
    services()
        .iter()
        .find(|service| service.id == id)
        .expect("a service of this id")
}

#[test]
fn every_service_has_an_id_of_its_own_that_is_made_from_its_name() {
    let ids: BTreeSet<_> = services().iter().map(|service| &service.id).collect();
    assert_eq!(ids.len(), services().len(), "two services share an id");
    for service in services() {
        let slug: Vec<_> = service
            .name
            .split(|letter: char| !letter.is_alphanumeric())
            .collect();
        assert_eq!(service.id, slug.join("-").to_lowercase());
    }
}

#[test]
fn services_stand_in_the_order_of_their_ids() {
    assert!(services().is_sorted_by_key(|service| &service.id));
}

#[test]
fn every_region_has_one_spelling() {
    let mut numbers = BTreeMap::new();
    for service in services() {
        *numbers.entry(service.region.as_str()).or_insert(0) += 1;
        assert_eq!(
            service.country == "Wales",
            service.region == "Wales",
            "{}",
            service.id
        );
    }
    let expected = [
        ("East Midlands", 8),
        ("East of England", 10),
        ("London", 32),
        ("North East", 11),
        ("North West", 21),
        ("South East", 19),
        ("South West", 14),
        ("Wales", 18),
        ("West Midlands", 11),
        ("Yorkshire and the Humber", 15),
    ];
    assert_eq!(numbers, expected.into());
}

#[test]
fn every_service_names_its_source() {
    for service in services() {
        assert!(service.source.contains("://"), "{}", service.id);
    }
}

#[test]
fn no_two_services_share_a_spelling() {
    let mut owners = BTreeMap::new();
    for service in services() {
        for spelling in std::iter::once(&service.name).chain(&service.aliases) {
            let key = spelling_key(spelling);
            assert!(!key.is_empty(), "{spelling} names no place");
            let owner = *owners.entry(key).or_insert(&service.id);
            assert_eq!(owner, &service.id, "{spelling}");
        }
    }
}

#[test]
fn an_alias_is_never_the_name_itself() {
    for service in services() {
        assert!(!service.aliases.contains(&service.name), "{}", service.id);
    }
}

#[test]
fn other_names_lead_to_the_same_service() {
    for (text, id) in [
        ("Medway", "medway"),
        ("Medway Youth Offending Team", "medway"),
        ("Bristol, City of", "bristol"),
        ("Kingston upon Hull, City of", "hull"),
        ("Leicester City Council", "leicester-city"),
        ("Leicestershire County Council", "leicestershire"),
        ("Leicestershire and Rutland", "leicestershire"),
        ("Nottingham", "nottingham-city"),
        ("Nottinghamshire", "nottinghamshire"),
        ("Derby", "derby-city"),
        ("Durham County Council", "county-durham"),
        ("Dorset Combined Youth Justice Service", "dorset"),
        ("Bournemouth & Poole", "bournemouth-and-poole"),
        (
            "Cheshire East, Cheshire West, Halton and Warrington",
            "cheshire",
        ),
        ("Gwynedd and Ynys Môn", "gwynedd-and-ynys-mon"),
        ("ST HELENS", "st-helens"),
        ("Southend on Sea", "southend-on-sea"),
        ("London Borough of Bexley", "bexley"),
        (
            "The Royal Borough of Kensington and Chelsea",
            "kensington-and-chelsea",
        ),
    ] {
        assert_eq!(
            service_named(text).map(|service| service.id.as_str()),
            Some(id),
            "{text}"
        );
    }
}

#[test]
fn a_text_that_names_no_service_finds_none() {
    for text in [
        "",
        "Council",
        "Youth Justice Service",
        "Atlantis",
        "Medways",
        "City of London",
    ] {
        assert_eq!(service_named(text), None, "{text}");
    }
}

#[test]
fn predecessors_are_services_that_ended_when_the_later_one_began() {
    for later in services() {
        for id in &later.predecessors {
            let ended = service(id).to.as_deref().expect("a predecessor has an end");
            let began = later.from.as_deref().expect("a successor has a beginning");
            let shorter = ended.len().min(began.len());
            assert_eq!(
                ended[..shorter],
                began[..shorter],
                "{} after {id}",
                later.id
            );
        }
    }
}

#[test]
fn every_service_that_ended_has_a_successor() {
    let succeeded: BTreeSet<_> = services()
        .iter()
        .flat_map(|later| &later.predecessors)
        .collect();
    let ended: BTreeSet<_> = services()
        .iter()
        .filter(|one| one.to.is_some())
        .map(|one| &one.id)
        .collect();
    assert_eq!(succeeded, ended);
    assert_eq!(ended.len(), 4);
}

#[test]
fn dates_are_as_precise_as_they_are_known() {
    for service in services() {
        for date in [&service.from, &service.to].into_iter().flatten() {
            assert!(is_date(date), "{}: {date}", service.id);
            assert!(
                service.note.is_some(),
                "{}: a date is explained",
                service.id
            );
        }
    }
}

#[test]
fn the_service_that_was_divided_is_remembered_by_its_three_successors() {
    for id in ["bridgend", "neath-port-talbot", "swansea"] {
        assert_eq!(service(id).predecessors, ["western-bay"]);
        assert_eq!(service(id).from.as_deref(), Some("2019"));
    }
}
