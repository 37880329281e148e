//! Statistical neighbours.

use published::{neighbours, services};

#[test]
fn three_services_have_ten_neighbours_each_and_no_other_has_any() {
    for service in services() {
        let found = neighbours(&service.id);
        let expected = match service.id.as_str() {
            "bexley" | "kent" | "medway" => 10,
            _ => 0,
        };
        assert_eq!(found.len(), expected, "{}", service.id);
        let ranks: Vec<u8> = found.iter().map(|own| own.rank).collect();
        assert_eq!(ranks, (1..=10).take(expected).collect::<Vec<u8>>());
    }
}

/// A neighbour need not be one in return: Kent is among Medway's ten, Medway not among Kent's.
#[test]
fn kent_medway_and_bexley_stand_in_each_others_lists() {
    for (service, other, stands) in [
        ("medway", "kent", true),
        ("medway", "bexley", true),
        ("bexley", "kent", true),
        ("bexley", "medway", true),
        ("kent", "bexley", true),
        ("kent", "medway", false),
    ] {
        let found = neighbours(service);
        let held = found.iter().any(|own| own.council_service == other);
        assert_eq!(held, stands, "{other} among those of {service}");
    }
}

#[test]
fn every_neighbour_is_covered_by_a_service_and_names_its_source() {
    for service in ["bexley", "kent", "medway"] {
        for own in neighbours(service) {
            assert!(
                services()
                    .iter()
                    .any(|known| known.id == own.council_service)
            );
            assert_ne!(own.council_service, own.service);
            assert!(own.source.contains("://") && !own.closeness.is_empty());
        }
    }
    let bedford = neighbours("bexley")[1];
    assert_eq!(
        (bedford.council.as_str(), bedford.council_service.as_str()),
        ("Bedford Borough", "bedfordshire")
    );
}
