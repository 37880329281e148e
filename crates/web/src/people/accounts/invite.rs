//! Opened by an administrator on somebody's first day, who wants them to be in within minutes: somebody
//! who is on the list of people already, or a newcomer with a post.

use ::people::accounts::{self, Colleague, NewAccount};
use ::people::limits::NAME_CHARS;
use ::people::staff::{must_end, needs_service};
use access::Role;
use askama::Template;
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::response::Response;
use quality::services::Query;

use super::{beside, link};
use crate::form::Form;
use crate::front::problem::Problem;
use crate::list::{self, Asking, Pairs};
use crate::page::{Choice, Field, FieldError, Page, Section};
use crate::visit::Visit;

/// Whom the form is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum For {
    /// Somebody new.
    Newcomer,
    /// Somebody who is on the list of people.
    Staff,
}

impl For {
    const STAFF: &'static str = "staff";

    fn of_code(code: &str) -> Self {
        if code == Self::STAFF {
            For::Staff
        } else {
            For::Newcomer
        }
    }
}

/// What was typed, as it was typed.
#[derive(Debug, Clone)]
struct Typed {
    whom: For,
    name: String,
    sign_in_name: String,
    role: String,
    service: String,
    person: String,
}

impl Typed {
    fn read(form: &Form) -> Self {
        Typed {
            whom: For::of_code(&form.text("for")),
            name: form.text("name"),
            sign_in_name: form.text("sign-in-name"),
            role: form.text("role"),
            service: form.text("service"),
            person: form.text("person"),
        }
    }

    /// A form that is new, for whom an address says.
    fn asked(pairs: &[(String, String)]) -> Self {
        let first = |name| {
            list::values(pairs, name)
                .first()
                .copied()
                .unwrap_or_default()
        };
        Typed {
            whom: For::of_code(first("for")),
            name: String::new(),
            sign_in_name: String::new(),
            role: String::new(),
            service: String::new(),
            person: first("person").to_owned(),
        }
    }

    /// Whose account it will be, or everything that is missing.
    fn owner(&self) -> Result<NewAccount, Vec<FieldError>> {
        match self.whom {
            For::Staff if self.person.is_empty() => Err(vec![FieldError::new(
                "person",
                "Choose whose account it will be",
            )]),
            For::Staff => Ok(NewAccount::Of(self.person.clone())),
            For::Newcomer => self.newcomer(),
        }
    }

    fn newcomer(&self) -> Result<NewAccount, Vec<FieldError>> {
        let mut errors = Vec::new();
        if self.name.is_empty() {
            errors.push(FieldError::new(
                "name",
                format!("Enter a name of at most {NAME_CHARS} characters"),
            ));
        }
        let role = Role::of_post(&self.role).filter(|role| !must_end(*role));
        if role.is_none() {
            errors.push(FieldError::new("role", "Choose what they do"));
        }
        if self.service.is_empty() && role.is_some_and(needs_service) {
            errors.push(FieldError::new(
                "service",
                "Choose the service that they work for. Only some roles are for all services",
            ));
        }
        match role {
            Some(role) if errors.is_empty() => Ok(NewAccount::Newcomer {
                name: self.name.clone(),
                role,
                service: Some(self.service.clone()).filter(|id| !id.is_empty()),
            }),
            _ => Err(errors),
        }
    }
}

/// `GET /accounts/new`
pub(crate) async fn form(visit: Visit, Pairs(pairs): Asking) -> Result<Response, Problem> {
    let page = Invite::new(&visit, &Typed::asked(&pairs), Vec::new()).await?;
    visit.html(&page)
}

/// `POST /accounts/new`
pub(crate) async fn send(
    visit: Visit,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, Problem> {
    let typed = Typed::read(&Form::read(request).await?);
    let owner = match typed.owner() {
        Ok(owner) => owner,
        Err(errors) => return again(&visit, &typed, errors).await,
    };
    let (door, asker, terms) = (&visit.door, &visit.asker, visit.terms());
    let name = typed.sign_in_name.as_str();
    match accounts::invite(door, asker, terms, owner, name).await {
        Ok(invited) => {
            let account = super::find(&visit, &invited.account).await?;
            link::page(&visit, &headers, &account.name, &invited)
        }
        Err(error) => again(&visit, &typed, beside(error, "sign-in-name")?).await,
    }
}

/// The form again, with what was typed and what is wrong with it.
async fn again(visit: &Visit, typed: &Typed, errors: Vec<FieldError>) -> Result<Response, Problem> {
    let page = Invite::new(visit, typed, errors).await?;
    visit.unprocessable(&page)
}

/// The form.
#[derive(Template)]
#[template(path = "people/account_new.html")]
struct Invite {
    page: Page,
    back: &'static str,
    errors: Vec<FieldError>,
    staff: bool,
    name: Field,
    sign_in_name: Field,
    role: Field,
    roles: Vec<Choice>,
    service: Field,
    services: Vec<Choice>,
    person: Field,
    people: Vec<Choice>,
}

impl Invite {
    async fn new(visit: &Visit, typed: &Typed, errors: Vec<FieldError>) -> Result<Self, Problem> {
        let staff = typed.whom == For::Staff;
        let people = if staff {
            accounts::without_account(&visit.door, &visit.asker).await?
        } else {
            Vec::new()
        };
        let services = if staff {
            Vec::new()
        } else {
            services(visit).await?
        };
        let field =
            |id, label, hint: &str, typed: &str| Field::new(id, label, hint).filled(typed, &errors);
        Ok(Invite {
            page: Page::form("Give somebody an account", Section::Accounts, &errors),
            back: "/accounts",
            staff,
            name: field("name", "Their name", "As colleagues know it", &typed.name),
            sign_in_name: field(
                "sign-in-name",
                "What they will sign in with",
                "Their e-mail address at work is easiest to remember",
                &typed.sign_in_name,
            ),
            role: field("role", "What they do", "", &typed.role),
            roles: roles(&typed.role),
            service: field(
                "service",
                "The service that they work for",
                "Auditors, analysts, councillors, data protection officers, guardians and administrators can work for all services",
                &typed.service,
            ),
            services,
            person: field("person", "Whose account is it?", "", &typed.person),
            people: colleagues(people),
            errors,
        })
    }
}

/// The roles that a newcomer can be given; one that ends by itself is given with the post.
fn roles(chosen: &str) -> Vec<Choice> {
    let roles = Role::POSTS.into_iter().filter(|role| !must_end(*role));
    let choices = roles.map(|role| Choice {
        hint: role.does().to_owned(),
        chosen: role.code() == chosen,
        ..Choice::new(role.code(), role.title())
    });
    choices.collect()
}

/// The services that stand in the register, after the choice of all of them.
async fn services(visit: &Visit) -> Result<Vec<Choice>, Problem> {
    let whole = Query {
        page: 1,
        per_page: 0,
        ..Query::default()
    };
    let held = quality::services::list(&visit.door, &visit.asker, &whole).await?;
    let standing = held.lines.iter().filter(|line| line.until.is_none());
    let all = Choice::new("", "All services that are kept here");
    let named = standing.map(|line| Choice::new(&line.service.id, &line.service.name));
    Ok([all].into_iter().chain(named).collect())
}

/// People without an account, each with what they do.
fn colleagues(people: Vec<Colleague>) -> Vec<Choice> {
    let first = Choice::new("", "Choose somebody");
    let named = people.into_iter().map(|own| {
        let roles: Vec<&str> = own.roles.iter().map(|role| role.title()).collect();
        Choice::new(&own.person, &format!("{} ({})", own.name, roles.join(", ")))
    });
    [first].into_iter().chain(named).collect()
}
