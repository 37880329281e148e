//! Comparison figures, each with the inspection it was printed with.

use std::collections::{BTreeMap, BTreeSet};

use published::{Comparison, Statistic, comparisons};

use crate::tables::{inspections, is_date};

/// What was printed with one inspection: category, statistic, per cent.
fn printed_with(id: &str) -> Vec<(&'static str, Statistic, u8)> {
    comparisons()
        .iter()
        .filter(|figure| figure.inspection_id == id)
        .map(|figure| (figure.category.as_str(), figure.statistic, figure.percent))
        .collect()
}

#[test]
fn every_figure_was_printed_with_a_core_case_inspection_and_names_its_source() {
    let known = inspections();
    for figure in comparisons() {
        assert_eq!(known[&figure.inspection_id]["framework"], "cci-2009");
        assert!(figure.source.contains("://"), "{}", figure.inspection_id);
        assert!(figure.percent <= 100, "{}", figure.inspection_id);
        assert!(
            ["safeguarding", "risk_of_harm", "likelihood_of_reoffending"]
                .contains(&figure.category.as_str()),
            "{}",
            figure.category
        );
    }
}

#[test]
fn nine_inspections_were_printed_with_comparison_figures() {
    let with: BTreeSet<_> = comparisons()
        .iter()
        .map(|figure| &figure.inspection_id)
        .collect();
    assert_eq!(with.len(), 9);
}

#[test]
fn no_figure_stands_twice() {
    let figures: BTreeSet<_> = comparisons()
        .iter()
        .map(|figure| {
            (
                &figure.inspection_id,
                &figure.category,
                figure.statistic.word(),
            )
        })
        .collect();
    assert_eq!(figures.len(), comparisons().len());
}

#[test]
fn late_in_2011_the_averages_were_68_63_and_71() {
    let id = "cci-2009-barking-and-dagenham-2011";
    assert_eq!(
        printed_with(id),
        [
            ("safeguarding", Statistic::Average, 68),
            ("risk_of_harm", Statistic::Average, 63),
            ("likelihood_of_reoffending", Statistic::Average, 71),
        ]
    );
    let dated = comparisons()
        .iter()
        .filter(|figure| figure.inspection_id == id);
    for figure in dated {
        assert_eq!(figure.as_at.as_deref(), Some("2011-11"));
        assert_eq!(figure.as_at_words, "late 2011");
    }
}

#[test]
fn the_range_of_january_2012_was_printed_with_greenwich() {
    assert_eq!(
        printed_with("cci-2009-greenwich-2012"),
        [
            ("safeguarding", Statistic::Lowest, 37),
            ("safeguarding", Statistic::Highest, 91),
            ("safeguarding", Statistic::Average, 68),
            ("risk_of_harm", Statistic::Lowest, 36),
            ("risk_of_harm", Statistic::Highest, 85),
            ("risk_of_harm", Statistic::Average, 63),
        ]
    );
}

#[test]
fn no_figure_is_said_to_have_been_printed_with_bexley() {
    assert_eq!(printed_with("cci-2009-bexley-2012"), []);
}

#[test]
fn an_average_lies_between_the_lowest_and_the_highest() {
    let mut ranges = BTreeMap::<_, BTreeMap<_, _>>::new();
    for Comparison {
        inspection_id,
        category,
        statistic,
        percent,
        ..
    } in comparisons()
    {
        let range = ranges.entry((inspection_id, category)).or_default();
        range.insert(statistic.word(), *percent);
    }
    for ((id, category), range) in ranges {
        let average = range["average"];
        let lowest = range.get("lowest").copied().unwrap_or(0);
        let highest = range.get("highest").copied().unwrap_or(100);
        assert!(lowest <= average && average <= highest, "{id}: {category}");
    }
}

#[test]
fn figures_stand_in_the_order_of_their_dates_and_those_without_one_last() {
    let dates: Vec<_> = comparisons()
        .iter()
        .map(|figure| figure.as_at.as_deref())
        .collect();
    assert!(dates.is_sorted_by_key(|date| (date.is_none(), *date)));
    assert!(dates.iter().flatten().all(|date| is_date(date)));
    for figure in comparisons() {
        assert_eq!(
            figure.as_at.is_none(),
            figure.as_at_words == "date not known"
        );
    }
}
