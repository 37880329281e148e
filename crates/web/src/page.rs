//! What every page has: a title, its place in the navigation, the way back to it, and its forms' fields.

use crate::visit::Seen;

/// The head of a page.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    /// Title without the product's name. Never holds anything about a person.
    pub(crate) title: String,
    /// Whether the page shows errors; its title then begins with "Error: ".
    pub(crate) failed: bool,
    /// Part of the site.
    pub(crate) section: Section,
    /// Whether it is the first page of its part.
    pub(crate) first: bool,
    /// Whether it holds a list with filters, which needs more room than running text.
    pub(crate) wide: bool,
}

/// Parts of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    Overview,
    Inspections,
    Services,
    Compare,
    Rate,
    Frameworks,
    People,
    Accounts,
    /// Pages outside the navigation.
    Other,
}

/// One link of the navigation.
pub(crate) struct Item {
    pub(crate) href: &'static str,
    pub(crate) text: &'static str,
    pub(crate) current: bool,
    /// `page` for this very page, `true` for a page below it.
    pub(crate) how: &'static str,
}

impl Page {
    pub(crate) fn first(title: &str, section: Section) -> Self {
        Page {
            title: title.to_owned(),
            failed: false,
            section,
            first: true,
            wide: false,
        }
    }

    pub(crate) fn below(title: &str, section: Section) -> Self {
        Page {
            first: false,
            ..Page::first(title, section)
        }
    }

    /// A page with a form; `errors` are those of what was sent.
    pub(crate) fn form(title: &str, section: Section, errors: &[FieldError]) -> Self {
        Page {
            failed: !errors.is_empty(),
            ..Page::below(title, section)
        }
    }

    /// The parts of the site that whoever sees the page may open.
    pub(crate) fn navigation(&self, seen: &Seen) -> Vec<Item> {
        use access::Action;
        [
            (
                "/overview",
                "Overview",
                Section::Overview,
                Some(Action::InspectionsCompare),
            ),
            (
                "/inspections",
                "Inspections",
                Section::Inspections,
                Some(Action::InspectionsList),
            ),
            (
                "/services",
                "Services",
                Section::Services,
                Some(Action::ServicesList),
            ),
            (
                "/compare",
                "Compare",
                Section::Compare,
                Some(Action::InspectionsCompare),
            ),
            ("/rate", "Work out a rating", Section::Rate, None),
            ("/frameworks", "Frameworks", Section::Frameworks, None),
            (
                "/people",
                "People",
                Section::People,
                Some(Action::PeopleList),
            ),
            (
                "/accounts",
                "Accounts",
                Section::Accounts,
                Some(Action::AccountsList),
            ),
        ]
        .into_iter()
        .filter(|(.., action)| seen.inside() && action.is_none_or(|action| seen.may(action)))
        .map(|(href, text, section, _)| Item {
            href,
            text,
            current: section == self.section,
            how: if self.first { "page" } else { "true" },
        })
        .collect()
    }
}

/// One step of the way from the start page to this one.
#[derive(Debug, Clone)]
pub(crate) struct Crumb {
    pub(crate) href: &'static str,
    pub(crate) text: &'static str,
}

/// The start page as a crumb.
pub(crate) const HOME: Crumb = Crumb {
    href: "/",
    text: "Home",
};

/// A field of a form with what was typed and what is wrong with it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Field {
    /// Its id and its name in the form.
    pub(crate) id: String,
    pub(crate) label: String,
    /// One short sentence without a full stop; may be empty.
    pub(crate) hint: String,
    pub(crate) value: String,
    pub(crate) errors: Vec<String>,
}

impl Field {
    pub(crate) fn new(id: &str, label: &str, hint: &str) -> Self {
        Field {
            id: id.to_owned(),
            label: label.to_owned(),
            hint: hint.to_owned(),
            ..Field::default()
        }
    }

    /// The field with what was typed into it, and its own among the errors of its form.
    pub(crate) fn filled(self, typed: &str, errors: &[FieldError]) -> Self {
        let own = errors.iter().filter(|error| error.field == self.id);
        let errors = own.map(|error| error.text.clone()).collect();
        Field {
            value: typed.to_owned(),
            errors,
            ..self
        }
    }

    /// The ids of the texts that describe the field.
    pub(crate) fn described(&self) -> Option<String> {
        let mut ids = Vec::new();
        if !self.hint.is_empty() {
            ids.push(format!("{}-hint", self.id));
        }
        if !self.errors.is_empty() {
            ids.push(format!("{}-error", self.id));
        }
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

/// One choice of a list.
#[derive(Debug, Clone)]
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) text: String,
    pub(crate) hint: String,
    pub(crate) chosen: bool,
    /// How many inspections have it, in a filter.
    pub(crate) count: u64,
}

impl Choice {
    /// A choice that needs no more than its words.
    pub(crate) fn new(value: &str, text: &str) -> Self {
        Choice {
            value: value.to_owned(),
            text: text.to_owned(),
            hint: String::new(),
            chosen: false,
            count: 0,
        }
    }
}

/// An error with the id of the field it is about.
#[derive(Debug, Clone)]
pub(crate) struct FieldError {
    pub(crate) field: String,
    pub(crate) text: String,
}

impl FieldError {
    pub(crate) fn new(field: &str, text: impl Into<String>) -> Self {
        FieldError {
            field: field.to_owned(),
            text: text.into(),
        }
    }
}
