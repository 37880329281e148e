//! Services side by side under one framework.

use quality::compare::{Comparison, Difference, compare, neighbours, of_region};
use quality::inspections::Service;
use quality::overview::Register;

use crate::house::on_both;
use crate::overview::{csv_of, framework, read};

/// What the comparisons below are about. Bexley has no inspection under the framework of 2021.
const SERVICES: &str = "
| service | framework | published | overall_rating       | 2.1        | 2.2  | 2.3         | 2.4       |
| Kent    | hmip-2021 | 2021      | Inadequate           | Inadequate | Good |             |           |
| Kent    | hmip-2021 | 2023      | Good                 | Good       | Good | Outstanding | Not rated |
| Medway  | hmip-2021 | 2022      | Requires improvement | Inadequate | Good |             | Good      |
| Bexley  | hmip-2018 | 2020      | Good                 | Good       | Good | Good        | Good      |
";

fn named<'r>(register: &'r Register, names: &[&str]) -> Vec<&'r Service> {
    let services = names.iter().map(|name| register.service(name));
    services.map(|own| own.expect("a service")).collect()
}

fn difference(comparison: &Comparison, standard: &str) -> Difference {
    let mut lines = comparison.standards.iter();
    let line = lines.find(|line| line.standard == standard);
    line.expect("a standard").difference
}

#[test]
fn the_latest_inspections_stand_side_by_side_and_differences_are_told() {
    on_both(async |house| {
        house.import(csv_of(SERVICES)).await;
        let register = read(&house).await;
        let services = named(&register, &["Kent", "Medway", "kent"]);
        let found = compare(&register, framework("hmip-2021"), &services);
        let sides: Vec<(&str, u32)> = found
            .sides
            .iter()
            .map(|side| {
                let row = side.inspection.as_ref().expect("an inspection");
                (row.id.as_str(), side.earlier)
            })
            .collect();
        let expected = [("hmip-2021-kent-2023", 1), ("hmip-2021-medway-2022", 0)];
        assert_eq!(
            sides, expected,
            "each service once, by its latest inspection"
        );
        for (standard, expected) in [
            ("2.1", Difference::Differ),
            ("2.2", Difference::Same),
            // Outstanding beside nothing known is no difference.
            ("2.3", Difference::NotKnown),
            // Not rated is no rating that could differ.
            ("2.4", Difference::NotKnown),
            ("1.1", Difference::NotKnown),
        ] {
            assert_eq!(difference(&found, standard), expected, "{standard}");
        }
    });
}

#[test]
fn a_service_without_an_inspection_under_the_framework_says_where_it_has_one() {
    on_both(async |house| {
        house.import(csv_of(SERVICES)).await;
        let register = read(&house).await;
        let services = named(&register, &["Kent", "Bexley"]);
        let found = compare(&register, framework("hmip-2021"), &services);
        let bexley = &found.sides[1];
        assert!(bexley.inspection.is_none());
        assert_eq!(bexley.elsewhere, ["hmip-2018"]);
        assert!(found.standards.iter().all(|line| line.ratings[1].is_none()));
        let alone = compare(&register, framework("hmip-2021"), &services[..1]);
        assert_eq!(
            difference(&alone, "2.1"),
            Difference::NotKnown,
            "nothing to compare with"
        );
    });
}

#[test]
fn regions_and_statistical_neighbours() {
    on_both(async |house| {
        house.fill().await;
        let register = read(&house).await;
        let bexley = register.service("Bexley").expect("a service");
        let london = of_region(&register, bexley);
        assert_eq!(london[0], bexley, "itself first");
        assert!(london.iter().all(|own| own.region == "London"));
        let in_london = register
            .services()
            .iter()
            .filter(|own| own.region == "London");
        assert_eq!(london.len(), in_london.count());
        let alike = neighbours(&register, bexley);
        let names: Vec<&str> = alike.iter().take(4).map(|own| own.id.as_str()).collect();
        // The closest is Havering; the council of Bedford is covered by a service with another.
        assert_eq!(names, ["bexley", "havering", "bedfordshire", "kent"]);
        let surrey = register.service("Surrey").expect("a service");
        assert_eq!(
            neighbours(&register, surrey),
            [surrey],
            "no set is held for it"
        );
    });
}
