//! The OpenAPI document, and the page that says the same to people.
//!
//! Opened by a data officer who has been asked for a figure every quarter and would rather fetch it
//! than type it, wanting to see which addresses there are, what they take, and an answer to try.

use std::sync::LazyLock;

use askama::Template;
use axum::response::Response;
use serde_json::Value;
use utoipa::OpenApi;

use super::{Asked, Fault, ProblemDetails};
use crate::front::problem::Problem;
use crate::page::{Crumb, HOME, Page, Section};
use crate::visit::Visit;

/// The API as it describes itself.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Lapwing",
        description = "The public part of a Lapwing installation: published inspections of youth justice services in England and Wales, each value with its source, and what the register as a whole shows. Everything computed is Lapwing's reading of the method and not the inspectorate's.",
        license(name = "MIT OR Apache-2.0"),
    ),
    servers((url = "/", description = "This installation")),
    tags(
        (name = "Inspections", description = "Published inspections with every statement about them and its source, and what was written down of their recommendations"),
        (name = "Services", description = "Youth justice services, their inspections over time and published figures"),
        (name = "Overview", description = "What the register as a whole shows, and services side by side"),
        (name = "Frameworks", description = "The inspection frameworks, their rules, and the values that no public source settles"),
    ),
    paths(
        super::inspections::list,
        super::inspections::show,
        super::recommendations::list,
        super::services::list,
        super::services::show,
        super::overview::ratings,
        super::overview::distance,
        super::overview::good_with_inadequate,
        super::overview::below_good,
        super::compare::show,
        super::frameworks::list,
        super::frameworks::show,
        super::working_values::list,
    ),
    components(schemas(ProblemDetails)),
)]
struct Description;

/// The document, made once.
static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    serde_json::to_value(Description::openapi())
        .expect("a description of texts, numbers and lists always becomes JSON")
});

/// `GET /api/v1/openapi.json`
pub(crate) async fn document(asked: Asked) -> Result<Response, Fault> {
    asked.only(&[])?;
    asked.answer(&*DOCUMENT)
}

/// `GET /api`
pub(crate) async fn page(visit: Visit) -> Result<Response, Problem> {
    visit.html(&ApiPage::new(&DOCUMENT))
}

/// The page.
#[derive(Template)]
#[template(path = "api/api.html")]
pub(crate) struct ApiPage {
    page: Page,
    crumbs: [Crumb; 1],
    groups: Vec<Group>,
}

/// Addresses about one subject.
struct Group {
    name: String,
    about: String,
    addresses: Vec<Address>,
}

/// One address.
struct Address {
    path: String,
    /// What is at it, in a sentence.
    summary: String,
    parameters: Vec<Parameter>,
    /// The address with its examples filled in, to try.
    example: String,
}

/// One parameter.
struct Parameter {
    name: String,
    about: String,
    required: bool,
}

impl ApiPage {
    fn new(document: &Value) -> Self {
        let groups = list(&document["tags"]).iter().map(|tag| Group {
            name: text(&tag["name"]),
            about: text(&tag["description"]),
            addresses: addresses(document, &tag["name"]),
        });
        ApiPage {
            page: Page::first("Data for other programs", Section::Other),
            crumbs: [HOME],
            groups: groups.collect(),
        }
    }
}

/// The addresses of a group, in the order of their paths.
fn addresses(document: &Value, tag: &Value) -> Vec<Address> {
    let Some(paths) = document["paths"].as_object() else {
        return Vec::new();
    };
    let own = paths
        .iter()
        .filter(|(_, path)| list(&path["get"]["tags"]).contains(tag));
    own.map(|(path, item)| {
        let parameters = list(&item["get"]["parameters"]);
        Address {
            example: example(path, parameters),
            path: path.clone(),
            summary: text(&item["get"]["summary"]),
            parameters: parameters.iter().map(parameter).collect(),
        }
    })
    .collect()
}

fn parameter(parameter: &Value) -> Parameter {
    Parameter {
        name: text(&parameter["name"]),
        about: text(&parameter["description"]),
        required: parameter["required"] == true,
    }
}

/// A path with the examples of its own parameters, and those of the query that it cannot do without.
fn example(path: &str, parameters: &[Value]) -> String {
    let mut path = path.to_owned();
    let mut query = Vec::new();
    for parameter in parameters {
        let name = text(&parameter["name"]);
        let value = match &parameter["example"] {
            Value::Array(values) => values.first().map(text).unwrap_or_default(),
            value => text(value),
        };
        if parameter["in"] == "path" {
            path = path.replace(&format!("{{{name}}}"), &value);
        } else if parameter["required"] == true {
            query.push(format!("{name}={value}"));
        }
    }
    if query.is_empty() {
        path
    } else {
        format!("{path}?{}", query.join("&"))
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// A text as it is, another value as it is written in JSON.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}
