//! The one table of the site's addresses. The router is made from it, and tests walk through it, so
//! a page that is not in it does not exist and one that is in it is tested.

use access::Action;
use axum::Router;
use axum::http::Method;
use axum::routing::{MethodRouter, get, post};

use crate::quality::{frameworks, inspection, rate, register};
use crate::{Site, assets, front};

/// One address.
pub struct Route {
    /// `GET` or `POST`.
    pub method: Method,
    /// The path with its parameters in braces: `/inspections/{id}`.
    pub path: &'static str,
    /// What the asker must be allowed to do; none where nothing is read.
    pub action: Option<Action>,
    handler: fn() -> MethodRouter<Site>,
}

/// All addresses of the site.
pub struct Routes(Vec<Route>);

impl Routes {
    /// The table.
    #[must_use]
    pub fn all() -> Self {
        use Action::{InspectionsList, InspectionsShow};
        Routes(vec![
            shown("/", Some(InspectionsList), || get(front::start::show)),
            shown("/inspections", Some(InspectionsList), || {
                get(register::show)
            }),
            shown("/inspections.csv", Some(InspectionsList), || {
                get(register::csv)
            }),
            shown("/inspections/{id}", Some(InspectionsShow), || {
                get(inspection::show)
            }),
            shown(
                "/inspections/{id}/points.csv",
                Some(InspectionsShow),
                || get(inspection::points),
            ),
            shown(
                "/inspections/{id}/percentages.csv",
                Some(InspectionsShow),
                || get(inspection::percentages),
            ),
            shown("/rate", None, || get(rate::form)),
            Route {
                method: Method::POST,
                path: "/rate",
                action: None,
                handler: || post(rate::work_out),
            },
            shown("/frameworks", None, || get(frameworks::list)),
            shown("/frameworks/{id}", None, || get(frameworks::show)),
            shown("/accessibility", None, || get(front::accessibility::show)),
            shown("/health", None, || get(|| async { "ok\n" })),
            shown("/assets/{name}", None, || get(assets::show)),
        ])
    }

    /// Each address.
    pub fn iter(&self) -> impl Iterator<Item = &Route> {
        self.0.iter()
    }

    /// The router that answers at these addresses.
    pub(crate) fn router(&self) -> Router<Site> {
        self.0.iter().fold(Router::new(), |router, route| {
            router.route(route.path, (route.handler)())
        })
    }
}

fn shown(path: &'static str, action: Option<Action>, handler: fn() -> MethodRouter<Site>) -> Route {
    Route {
        method: Method::GET,
        path,
        action,
        handler,
    }
}
