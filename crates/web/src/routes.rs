//! The one table of the site's addresses. The router is made from it, and tests walk through it, so
//! a page that is not in it does not exist and one that is in it is tested.

use access::Action;
use axum::Router;
use axum::http::Method;
use axum::routing::{MethodRouter, get, post};

use crate::quality::{
    compare, enter, frameworks, inspection, mend, overview, rate, recommendations, register,
    report, reports, service, services, working_values,
};
use crate::{Site, api, assets, front};

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
        use Action::{
            InspectionsCompare, InspectionsEnter, InspectionsList, InspectionsMend,
            InspectionsShow, RecommendationsSet, ReportsKeep, ReportsOpen, ServicesList,
            ServicesShow, WorkingValuesList, WorkingValuesSet,
        };
        Routes(vec![
            shown("/", Some(InspectionsList), || get(front::start::show)),
            shown("/inspections", Some(InspectionsList), || {
                get(register::show)
            }),
            shown("/inspections.csv", Some(InspectionsList), || {
                get(register::csv)
            }),
            shown("/inspections/new", Some(InspectionsEnter), || {
                get(enter::form)
            }),
            sent("/inspections/new", Some(InspectionsEnter), || {
                post(enter::send)
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
            shown("/inspections.ods", Some(InspectionsList), || {
                get(register::ods)
            }),
            shown(
                "/inspections/{id}/points.ods",
                Some(InspectionsShow),
                || get(inspection::points_ods),
            ),
            shown(
                "/inspections/{id}/percentages.ods",
                Some(InspectionsShow),
                || get(inspection::percentages_ods),
            ),
            shown(
                "/inspections/{id}/report.pdf",
                Some(InspectionsShow),
                || get(report::as_pdf),
            ),
            shown(
                "/inspections/{id}/report.html",
                Some(InspectionsShow),
                || get(report::as_html),
            ),
            shown(
                "/inspections/{id}/report.ods",
                Some(InspectionsShow),
                || get(report::as_ods),
            ),
            shown(
                "/inspections/{id}/report.xlsx",
                Some(InspectionsShow),
                || get(report::as_xlsx),
            ),
            shown("/overview", Some(InspectionsCompare), || {
                get(overview::show)
            }),
            shown("/overview/ratings.csv", Some(InspectionsCompare), || {
                get(overview::files::ratings)
            }),
            shown("/overview/ratings.ods", Some(InspectionsCompare), || {
                get(overview::files::ratings)
            }),
            shown("/overview/distance.csv", Some(InspectionsCompare), || {
                get(overview::files::distance)
            }),
            shown("/overview/distance.ods", Some(InspectionsCompare), || {
                get(overview::files::distance)
            }),
            shown(
                "/overview/good-with-inadequate.csv",
                Some(InspectionsCompare),
                || get(overview::files::good_with_inadequate),
            ),
            shown(
                "/overview/good-with-inadequate.ods",
                Some(InspectionsCompare),
                || get(overview::files::good_with_inadequate),
            ),
            shown("/overview/below-good.csv", Some(InspectionsCompare), || {
                get(overview::files::below_good)
            }),
            shown("/overview/below-good.ods", Some(InspectionsCompare), || {
                get(overview::files::below_good)
            }),
            shown("/compare", Some(InspectionsCompare), || get(compare::show)),
            shown("/compare.csv", Some(InspectionsCompare), || {
                get(compare::file)
            }),
            shown("/compare.ods", Some(InspectionsCompare), || {
                get(compare::file)
            }),
            shown("/services", Some(ServicesList), || get(services::show)),
            shown("/services.csv", Some(ServicesList), || get(services::csv)),
            shown("/services.ods", Some(ServicesList), || get(services::ods)),
            shown("/services/{id}", Some(ServicesShow), || get(service::show)),
            shown("/services/{id}/{file}", Some(ServicesShow), || {
                get(service::file)
            }),
            shown("/recommendations", Some(InspectionsList), || {
                get(recommendations::list::show)
            }),
            shown("/recommendations.csv", Some(InspectionsList), || {
                get(recommendations::list::csv)
            }),
            shown("/recommendations.ods", Some(InspectionsList), || {
                get(recommendations::list::ods)
            }),
            shown(
                "/inspections/{id}/recommendations/new",
                Some(RecommendationsSet),
                || get(recommendations::form::new),
            ),
            sent(
                "/inspections/{id}/recommendations/new",
                Some(RecommendationsSet),
                || post(recommendations::form::add),
            ),
            shown(
                "/inspections/{id}/recommendations/{number}",
                Some(RecommendationsSet),
                || get(recommendations::form::show),
            ),
            sent(
                "/inspections/{id}/recommendations/{number}",
                Some(RecommendationsSet),
                || post(recommendations::form::change),
            ),
            shown(
                "/inspections/{id}/recommendations/{number}/withdraw",
                Some(RecommendationsSet),
                || get(recommendations::withdraw::show),
            ),
            sent(
                "/inspections/{id}/recommendations/{number}/withdraw",
                Some(RecommendationsSet),
                || post(recommendations::withdraw::withdraw),
            ),
            shown(
                "/inspections/{id}/statements/new",
                Some(InspectionsMend),
                || get(mend::form),
            ),
            sent(
                "/inspections/{id}/statements/new",
                Some(InspectionsMend),
                || post(mend::add),
            ),
            shown("/inspections/{id}/correct", Some(InspectionsMend), || {
                get(mend::choose)
            }),
            sent("/inspections/{id}/correct", Some(InspectionsMend), || {
                post(mend::decide)
            }),
            shown("/inspections/{id}/reports/new", Some(ReportsKeep), || {
                get(reports::form)
            }),
            sent("/inspections/{id}/reports/new", Some(ReportsKeep), || {
                post(reports::keep)
            }),
            shown(
                "/inspections/{id}/reports/{number}",
                Some(ReportsOpen),
                || get(reports::open),
            ),
            shown("/rate", None, || get(rate::form)),
            Route {
                method: Method::POST,
                path: "/rate",
                action: None,
                handler: || post(rate::work_out),
            },
            shown("/working-values", Some(WorkingValuesList), || {
                get(working_values::list::show)
            }),
            shown("/working-values.csv", Some(WorkingValuesList), || {
                get(working_values::list::csv)
            }),
            shown("/working-values.ods", Some(WorkingValuesList), || {
                get(working_values::list::ods)
            }),
            shown(
                "/working-values/{framework}/{key}",
                Some(WorkingValuesList),
                || get(working_values::one::show),
            ),
            shown(
                "/working-values/{framework}/{key}/change",
                Some(WorkingValuesSet),
                || get(working_values::change::form),
            ),
            Route {
                method: Method::POST,
                path: "/working-values/{framework}/{key}/change",
                action: Some(WorkingValuesSet),
                handler: || post(working_values::change::send),
            },
            shown("/frameworks", None, || get(frameworks::list)),
            shown("/frameworks/{id}", None, || get(frameworks::show)),
            shown("/api", None, || get(api::description::page)),
            shown("/api/v1/openapi.json", None, || {
                get(api::description::document)
            }),
            shown("/api/v1/inspections", Some(InspectionsList), || {
                get(api::inspections::list)
            }),
            shown("/api/v1/inspections/{id}", Some(InspectionsShow), || {
                get(api::inspections::show)
            }),
            shown("/api/v1/recommendations", Some(InspectionsList), || {
                get(api::recommendations::list)
            }),
            shown("/api/v1/services", Some(ServicesList), || {
                get(api::services::list)
            }),
            shown("/api/v1/services/{id}", Some(ServicesShow), || {
                get(api::services::show)
            }),
            shown("/api/v1/overview/ratings", Some(InspectionsCompare), || {
                get(api::overview::ratings)
            }),
            shown(
                "/api/v1/overview/distance",
                Some(InspectionsCompare),
                || get(api::overview::distance),
            ),
            shown(
                "/api/v1/overview/good-with-inadequate",
                Some(InspectionsCompare),
                || get(api::overview::good_with_inadequate),
            ),
            shown(
                "/api/v1/overview/below-good",
                Some(InspectionsCompare),
                || get(api::overview::below_good),
            ),
            shown("/api/v1/compare", Some(InspectionsCompare), || {
                get(api::compare::show)
            }),
            shown("/api/v1/working-values", Some(WorkingValuesList), || {
                get(api::working_values::list)
            }),
            shown("/api/v1/frameworks", None, || get(api::frameworks::list)),
            shown("/api/v1/frameworks/{id}", None, || {
                get(api::frameworks::show)
            }),
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

fn sent(path: &'static str, action: Option<Action>, handler: fn() -> MethodRouter<Site>) -> Route {
    Route {
        method: Method::POST,
        ..shown(path, action, handler)
    }
}
