//! One request: who makes it, where from, and what they may open.
//!
//! Every route passes [`admit`] before its handler runs, and the handler gets the [`Visit`] that came
//! of it. Nothing of it outlives the request: the next one is looked up anew, so what was taken away
//! meanwhile is gone.

use std::any::Any;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use ::people::sessions::{self, Ending, Found, HalfWay, Stage, Visitor};
use ::people::sign_in::Origin;
use ::people::{Key, Terms, Token};
use access::{Action, Asker, Role};
use askama::Template;
use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Redirect, Response};
use vault::{Deed, Door};

use crate::api::Fault;
use crate::front::held::{self, Reason};
use crate::front::problem::Problem;
use crate::people::next;
use crate::people::sign_in::begin_again;
use crate::routes::Entry;
use crate::{Site, cookies};

/// Who makes a request.
#[derive(Debug, Clone)]
pub(crate) enum Who {
    /// Whoever is at this machine, while there are no accounts.
    LocalOperator,
    /// Nobody that is known.
    Nobody,
    /// Somebody whose session is over.
    Ended(Ending),
    /// Somebody who has shown one factor of two.
    HalfWay(HalfWay),
    /// Somebody who has signed in.
    Visitor(Box<Visitor>),
}

/// One request.
#[derive(Clone)]
pub(crate) struct Visit {
    /// Where the data is.
    pub(crate) door: Door,
    /// In whose name acts and consultations are asked for.
    pub(crate) asker: Asker,
    /// Who makes the request.
    pub(crate) who: Who,
    /// Where it comes from.
    pub(crate) origin: Origin,
    /// What the browser shows of a session.
    pub(crate) token: Option<Token>,
    site: Site,
}

impl Visit {
    /// Finds out who makes a request.
    async fn find(site: &Site, headers: &HeaderMap, from: IpAddr) -> Result<Self, vault::Error> {
        let token = cookies::session(site, headers);
        let agent = headers.get(header::USER_AGENT);
        let agent = agent.and_then(|agent| agent.to_str().ok());
        let who = match &token {
            _ if site.is_local().await? => Who::LocalOperator,
            None => Who::Nobody,
            Some(token) => match sessions::find(&site.door, site.terms(), token).await? {
                Found::Nobody => Who::Nobody,
                Found::Ended(why) => Who::Ended(why),
                Found::HalfWay(half) => Who::HalfWay(half),
                Found::Visitor(visitor) => Who::Visitor(visitor),
            },
        };
        Ok(Visit {
            door: site.door.clone(),
            asker: match &who {
                Who::LocalOperator => Asker::local_operator(),
                Who::Visitor(visitor) => visitor.asker(),
                Who::Nobody | Who::Ended(_) | Who::HalfWay(_) => Asker::nobody(),
            },
            who,
            origin: Origin {
                from,
                known: cookies::known(site, headers),
                device: sessions::device_words(agent.unwrap_or_default()),
            },
            token,
            site: site.clone(),
        })
    }

    /// The site that is visited.
    pub(crate) fn site(&self) -> &Site {
        &self.site
    }

    /// How long things hold.
    pub(crate) fn terms(&self) -> &Terms {
        self.site.terms()
    }

    /// The installation's key.
    pub(crate) fn key(&self) -> Result<&Key, Problem> {
        let missing = || Problem::Fault("the site was started without its key".to_owned());
        self.site.key().ok_or_else(missing)
    }

    /// Whoever has signed in.
    pub(crate) fn visitor(&self) -> Result<&Visitor, Problem> {
        match &self.who {
            Who::Visitor(visitor) => Ok(visitor),
            _ => Err(Problem::NotAllowed),
        }
    }

    /// Whether the asker may do something: for showing a link, never for doing it.
    pub(crate) fn may(&self, action: Action) -> bool {
        access::may(&self.asker, action).is_ok()
    }

    /// A page as an answer.
    pub(crate) fn html(&self, page: &impl Template) -> Result<Response, Problem> {
        self.answer(StatusCode::OK, page)
    }

    /// A form again, with what is wrong with what was sent.
    pub(crate) fn unprocessable(&self, page: &impl Template) -> Result<Response, Problem> {
        self.answer(StatusCode::UNPROCESSABLE_ENTITY, page)
    }

    /// A page as an answer that says more than that here it is.
    pub(crate) fn answer(
        &self,
        status: StatusCode,
        page: &impl Template,
    ) -> Result<Response, Problem> {
        match page.render_with_values(&Seen::of(self)) {
            Ok(text) => Ok((status, Html(text)).into_response()),
            Err(error) => Err(Problem::Fault(error.to_string())),
        }
    }

    /// What stands between this visit and a page; none if nothing does.
    async fn barred(&self, entry: Entry) -> Result<Option<Bar>, vault::Error> {
        let action = match (entry, &self.who) {
            (Entry::Anybody | Entry::Bare, _) => return Ok(None),
            (Entry::HalfWay, Who::Nobody | Who::Ended(_)) => return Ok(Some(Bar::BeginAgain)),
            (_, Who::Nobody | Who::Ended(_)) => return Ok(Some(Bar::SignIn)),
            (Entry::HalfWay, Who::HalfWay(_)) => return Ok(None),
            (_, Who::HalfWay(half)) => return Ok(Some(Bar::SecondStep(half.stage))),
            // Whoever is in already has nothing to do on the way in.
            (Entry::HalfWay, _) => return Ok(Some(Bar::Inside)),
            (Entry::SignedIn, _) => return Ok(None),
            (Entry::May(action) | Entry::Confirmed(action), _) => action,
        };
        let deed = Deed {
            action,
            purpose: "opening a page",
        };
        match self.door.admit(&self.asker, deed).await {
            Ok(()) => {}
            Err(vault::Error::Refused(_)) => return Ok(Some(Bar::NotAllowed)),
            Err(error) => return Err(error),
        }
        let confirmed = match &self.who {
            Who::Visitor(visitor) => visitor.confirmed_until.is_some(),
            // The local operator has no second factor; there are no accounts yet to protect.
            _ => true,
        };
        let asked = matches!(entry, Entry::Confirmed(_)) && !confirmed;
        Ok(asked.then_some(Bar::Confirm))
    }
}

/// What stands between a visit and a page.
#[derive(Debug, Clone, Copy)]
enum Bar {
    SignIn,
    /// The first step was too long ago; nothing that the second one sends is worth keeping.
    BeginAgain,
    SecondStep(Stage),
    Inside,
    NotAllowed,
    Confirm,
}

/// Where a request comes from. The server says it of each connection; a request without one is made
/// within the program, by a test.
fn address(request: &Request) -> IpAddr {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    peer.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |peer| peer.0.ip())
}

/// Lets a request on to its page if whoever makes it may open it. Others are shown the way, and what
/// they sent is handed back to them.
pub(crate) async fn admit(
    State((site, entry)): State<(Site, Entry)>,
    mut request: Request,
    next: Next,
) -> Response {
    if entry == Entry::Bare {
        return next.run(request).await;
    }
    let for_program = request.uri().path().starts_with("/api/v1/");
    let from = address(&request);
    // A body cannot be shared between threads, so it does not come along while this waits.
    let headers = request.headers().clone();
    let visit = match Visit::find(&site, &headers, from).await {
        Ok(visit) => visit,
        Err(error) if for_program => return Fault::from(error).into_response(),
        Err(error) => return Problem::from(error).into_response(),
    };
    let mut response = match visit.barred(entry).await {
        Ok(None) => {
            request.extensions_mut().insert(visit.clone());
            next.run(request).await
        }
        Ok(Some(bar)) if for_program => bar.for_program().into_response(),
        Ok(Some(bar)) => bar.for_person(&visit, request).await,
        Err(error) if for_program => Fault::from(error).into_response(),
        Err(error) => Problem::from(error).into_response(),
    };
    // Whoever draws a problem's page needs to know whose it is.
    response.extensions_mut().insert(visit);
    response
}

impl Bar {
    fn for_program(self) -> Fault {
        match self {
            Bar::SignIn | Bar::BeginAgain | Bar::SecondStep(_) => Fault::NotSignedIn,
            Bar::Inside | Bar::NotAllowed | Bar::Confirm => Fault::NotAllowed,
        }
    }

    async fn for_person(self, visit: &Visit, request: Request) -> Response {
        let reason = match self {
            Bar::NotAllowed => return Problem::NotAllowed.into_response(),
            Bar::Inside => return Redirect::to("/").into_response(),
            Bar::BeginAgain => return begin_again(&next::Next::of(request.uri())),
            Bar::SecondStep(stage) if request.method() == Method::GET => {
                return Redirect::to(second_step(stage)).into_response();
            }
            Bar::SignIn | Bar::SecondStep(_) => Reason::SignedOut,
            Bar::Confirm => Reason::Confirm,
        };
        if request.method() == Method::GET {
            return Redirect::to(&reason.way(request.uri())).into_response();
        }
        held::page(visit, reason, request)
            .await
            .unwrap_or_else(IntoResponse::into_response)
    }
}

/// The page of the step that is still to come.
pub(crate) fn second_step(stage: Stage) -> &'static str {
    match stage {
        Stage::Factor => "/sign-in/code",
        Stage::Enrolment => "/sign-in/set-up",
        Stage::Whole => "/",
    }
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let visit = parts.extensions.get::<Visit>().cloned();
        visit.ok_or_else(|| Problem::Fault("a page is asked for outside its route".to_owned()))
    }
}

/// Draws the page of whatever went wrong, wherever that was found out.
pub(crate) async fn draw_problems(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let Some(problem) = response.extensions_mut().remove::<Problem>() else {
        return response;
    };
    let visit = response.extensions_mut().remove::<Visit>();
    problem.page(visit.as_ref())
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        if let Problem::Fault(reason) = &self {
            tracing::error!(%reason, "a page failed");
        }
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// What the frame of every page shows of who sees it.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    asker: Asker,
    /// The name of whoever has signed in.
    pub(crate) name: Option<String>,
    /// Whether they came by a link of a demo.
    pub(crate) demo: bool,
    /// Seconds until the session ends unless it is used, and until it ends in any case.
    pub(crate) seconds: Option<(i64, i64)>,
}

impl Seen {
    pub(crate) fn of(visit: &Visit) -> Self {
        let visitor = match &visit.who {
            Who::Visitor(visitor) => Some(visitor),
            _ => None,
        };
        let now = visit.door.now();
        Seen {
            asker: visit.asker.clone(),
            name: visitor.map(|visitor| visitor.name.clone()),
            demo: visitor.is_some_and(|visitor| visitor.way == sessions::Way::Demo),
            seconds: visitor.map(|visitor| {
                let until = |at: jiff::Timestamp| at.duration_since(now).as_secs().max(0);
                (until(visitor.idle_at), until(visitor.over_at))
            }),
        }
    }

    /// Whether whoever sees the page may do something; the frame offers nothing else.
    pub(crate) fn may(&self, action: Action) -> bool {
        access::may(&self.asker, action).is_ok()
    }

    /// Whether whoever sees the page is in: signed in, or at this machine while there are no accounts.
    pub(crate) fn inside(&self) -> bool {
        !self.asker.roles().contains(&Role::Nobody)
    }
}

impl askama::Values for Seen {
    fn get_value<'a>(&'a self, key: &str) -> Option<&'a dyn Any> {
        (key == "seen").then_some(self as &dyn Any)
    }
}
