//! The one table of the site's addresses. The router is made from it, and tests walk through it, so
//! a page that is not in it does not exist and one that is in it is tested.

#![expect(
    clippy::disallowed_methods,
    reason = "the one place where routes are made; see clippy.toml"
)]

use access::Action;
use axum::Router;
use axum::http::Method;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, get, post};

use crate::people::{
    account, accounts, confirm, demo, invitation, recovery_codes, second_step, set_up, sign_in,
    sign_out, staff,
};
use crate::quality::{
    compare, enter, frameworks, inspection, mend, overview, rate, recommendations, register,
    report, reports, service, services, working_values,
};
use crate::visit::admit;
use crate::{Site, api, assets, front};

/// One address.
pub struct Route {
    /// `GET` or `POST`.
    pub method: Method,
    /// The path with its parameters in braces: `/inspections/{id}`.
    pub path: &'static str,
    /// Who may open it.
    pub entry: Entry,
    /// What it leaves in the trail when it does what it is for.
    pub leaves: Leaves,
    handler: fn() -> MethodRouter<Site>,
}

/// Who may open an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// Anybody, and who they are is not even asked: files, and whether the site is there.
    Bare,
    /// Anybody.
    Anybody,
    /// Whoever has shown one factor of two.
    HalfWay,
    /// Whoever has signed in.
    SignedIn,
    /// Whoever has signed in and may do this.
    May(Action),
    /// Whoever may do this and has just shown the second factor again.
    Confirmed(Action),
}

/// What an address leaves in the trail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaves {
    /// Nothing: it reads and changes no record.
    Nothing,
    /// The row of a consultation.
    Consultation,
    /// The row of an act.
    Act,
}

/// All addresses of the site.
pub struct Routes(Vec<Route>);

impl Routes {
    /// The table.
    #[must_use]
    pub fn all() -> Self {
        use Action::{
            AccountsClose, AccountsInvite, AccountsList, AccountsReset, InspectionsCompare,
            InspectionsEnter, InspectionsList, InspectionsMend, InspectionsShow, OwnSet, OwnShow,
            PeopleList, PeopleSet, RecommendationsSet, ReportsKeep, ReportsOpen, ServicesList,
            ServicesShow, SessionsEnd, WorkingValuesList, WorkingValuesSet,
        };
        use Entry::{Anybody, Bare, Confirmed, HalfWay, May, SignedIn};
        Routes(vec![
            shown("/", May(InspectionsList), || get(front::start::show)),
            shown("/inspections", May(InspectionsList), || get(register::show)),
            shown("/inspections.csv", May(InspectionsList), || {
                get(register::csv)
            }),
            shown("/inspections/new", May(InspectionsEnter), || {
                get(enter::form)
            }),
            sent("/inspections/new", May(InspectionsEnter), || {
                post(enter::send)
            }),
            shown("/inspections/{id}", May(InspectionsShow), || {
                get(inspection::show)
            }),
            shown("/inspections/{id}/points.csv", May(InspectionsShow), || {
                get(inspection::points)
            }),
            shown(
                "/inspections/{id}/percentages.csv",
                May(InspectionsShow),
                || get(inspection::percentages),
            ),
            shown("/inspections.ods", May(InspectionsList), || {
                get(register::ods)
            }),
            shown("/inspections/{id}/points.ods", May(InspectionsShow), || {
                get(inspection::points_ods)
            }),
            shown(
                "/inspections/{id}/percentages.ods",
                May(InspectionsShow),
                || get(inspection::percentages_ods),
            ),
            shown("/inspections/{id}/report.pdf", May(InspectionsShow), || {
                get(report::as_pdf)
            }),
            shown(
                "/inspections/{id}/report.html",
                May(InspectionsShow),
                || get(report::as_html),
            ),
            shown("/inspections/{id}/report.ods", May(InspectionsShow), || {
                get(report::as_ods)
            }),
            shown(
                "/inspections/{id}/report.xlsx",
                May(InspectionsShow),
                || get(report::as_xlsx),
            ),
            shown("/overview", May(InspectionsCompare), || get(overview::show)),
            shown("/overview/ratings.csv", May(InspectionsCompare), || {
                get(overview::files::ratings)
            }),
            shown("/overview/ratings.ods", May(InspectionsCompare), || {
                get(overview::files::ratings)
            }),
            shown("/overview/distance.csv", May(InspectionsCompare), || {
                get(overview::files::distance)
            }),
            shown("/overview/distance.ods", May(InspectionsCompare), || {
                get(overview::files::distance)
            }),
            shown(
                "/overview/good-with-inadequate.csv",
                May(InspectionsCompare),
                || get(overview::files::good_with_inadequate),
            ),
            shown(
                "/overview/good-with-inadequate.ods",
                May(InspectionsCompare),
                || get(overview::files::good_with_inadequate),
            ),
            shown("/overview/below-good.csv", May(InspectionsCompare), || {
                get(overview::files::below_good)
            }),
            shown("/overview/below-good.ods", May(InspectionsCompare), || {
                get(overview::files::below_good)
            }),
            shown("/compare", May(InspectionsCompare), || get(compare::show)),
            shown("/compare.csv", May(InspectionsCompare), || {
                get(compare::file)
            }),
            shown("/compare.ods", May(InspectionsCompare), || {
                get(compare::file)
            }),
            shown("/services", May(ServicesList), || get(services::show)),
            shown("/services.csv", May(ServicesList), || get(services::csv)),
            shown("/services.ods", May(ServicesList), || get(services::ods)),
            shown("/services/{id}", May(ServicesShow), || get(service::show)),
            shown("/services/{id}/{file}", May(ServicesShow), || {
                get(service::file)
            }),
            shown("/recommendations", May(InspectionsList), || {
                get(recommendations::list::show)
            }),
            shown("/recommendations.csv", May(InspectionsList), || {
                get(recommendations::list::csv)
            }),
            shown("/recommendations.ods", May(InspectionsList), || {
                get(recommendations::list::ods)
            }),
            shown(
                "/inspections/{id}/recommendations/new",
                May(RecommendationsSet),
                || get(recommendations::form::new),
            ),
            sent(
                "/inspections/{id}/recommendations/new",
                May(RecommendationsSet),
                || post(recommendations::form::add),
            ),
            shown(
                "/inspections/{id}/recommendations/{number}",
                May(RecommendationsSet),
                || get(recommendations::form::show),
            ),
            sent(
                "/inspections/{id}/recommendations/{number}",
                May(RecommendationsSet),
                || post(recommendations::form::change),
            ),
            shown(
                "/inspections/{id}/recommendations/{number}/withdraw",
                May(RecommendationsSet),
                || get(recommendations::withdraw::show),
            ),
            sent(
                "/inspections/{id}/recommendations/{number}/withdraw",
                May(RecommendationsSet),
                || post(recommendations::withdraw::withdraw),
            ),
            shown(
                "/inspections/{id}/statements/new",
                May(InspectionsMend),
                || get(mend::form),
            ),
            sent(
                "/inspections/{id}/statements/new",
                May(InspectionsMend),
                || post(mend::add),
            ),
            shown("/inspections/{id}/correct", May(InspectionsMend), || {
                get(mend::choose)
            }),
            sent("/inspections/{id}/correct", May(InspectionsMend), || {
                post(mend::decide)
            }),
            shown("/inspections/{id}/reports/new", May(ReportsKeep), || {
                get(reports::form)
            }),
            sent("/inspections/{id}/reports/new", May(ReportsKeep), || {
                post(reports::keep)
            }),
            shown(
                "/inspections/{id}/reports/{number}",
                May(ReportsOpen),
                || get(reports::open),
            ),
            shown("/rate", SignedIn, || get(rate::form)),
            Route {
                method: Method::POST,
                ..shown("/rate", SignedIn, || post(rate::work_out))
            },
            shown("/working-values", May(WorkingValuesList), || {
                get(working_values::list::show)
            }),
            shown("/working-values.csv", May(WorkingValuesList), || {
                get(working_values::list::csv)
            }),
            shown("/working-values.ods", May(WorkingValuesList), || {
                get(working_values::list::ods)
            }),
            shown(
                "/working-values/{framework}/{key}",
                May(WorkingValuesList),
                || get(working_values::one::show),
            ),
            shown(
                "/working-values/{framework}/{key}/change",
                May(WorkingValuesSet),
                || get(working_values::change::form),
            ),
            sent(
                "/working-values/{framework}/{key}/change",
                May(WorkingValuesSet),
                || post(working_values::change::send),
            ),
            shown("/frameworks", SignedIn, || get(frameworks::list)),
            shown("/frameworks/{id}", SignedIn, || get(frameworks::show)),
            shown("/api", SignedIn, || get(api::description::page)),
            shown("/api/v1/openapi.json", SignedIn, || {
                get(api::description::document)
            }),
            shown("/api/v1/inspections", May(InspectionsList), || {
                get(api::inspections::list)
            }),
            shown("/api/v1/inspections/{id}", May(InspectionsShow), || {
                get(api::inspections::show)
            }),
            shown("/api/v1/recommendations", May(InspectionsList), || {
                get(api::recommendations::list)
            }),
            shown("/api/v1/services", May(ServicesList), || {
                get(api::services::list)
            }),
            shown("/api/v1/services/{id}", May(ServicesShow), || {
                get(api::services::show)
            }),
            shown("/api/v1/overview/ratings", May(InspectionsCompare), || {
                get(api::overview::ratings)
            }),
            shown("/api/v1/overview/distance", May(InspectionsCompare), || {
                get(api::overview::distance)
            }),
            shown(
                "/api/v1/overview/good-with-inadequate",
                May(InspectionsCompare),
                || get(api::overview::good_with_inadequate),
            ),
            shown(
                "/api/v1/overview/below-good",
                May(InspectionsCompare),
                || get(api::overview::below_good),
            ),
            shown("/api/v1/compare", May(InspectionsCompare), || {
                get(api::compare::show)
            }),
            shown("/api/v1/working-values", May(WorkingValuesList), || {
                get(api::working_values::list)
            }),
            shown("/api/v1/frameworks", SignedIn, || {
                get(api::frameworks::list)
            }),
            shown("/api/v1/frameworks/{id}", SignedIn, || {
                get(api::frameworks::show)
            }),
            shown("/accounts", May(AccountsList), || get(accounts::list::show)),
            // A search by name is sent, so that no name stands in an address.
            Route {
                method: Method::POST,
                ..shown("/accounts", May(AccountsList), || {
                    post(accounts::list::search)
                })
            },
            shown("/accounts/new", Confirmed(AccountsInvite), || {
                get(accounts::invite::form)
            }),
            sent("/accounts/new", Confirmed(AccountsInvite), || {
                post(accounts::invite::send)
            }),
            shown("/accounts/{id}", May(AccountsList), || {
                get(accounts::one::show)
            }),
            shown("/accounts/{id}/reset", Confirmed(AccountsReset), || {
                get(accounts::reset::show)
            }),
            sent("/accounts/{id}/reset", Confirmed(AccountsReset), || {
                post(accounts::reset::send)
            }),
            shown("/accounts/{id}/close", Confirmed(AccountsClose), || {
                get(accounts::close::show)
            }),
            sent("/accounts/{id}/close", Confirmed(AccountsClose), || {
                post(accounts::close::close)
            }),
            shown("/accounts/{id}/reopen", Confirmed(AccountsClose), || {
                get(accounts::close::show_reopen)
            }),
            sent("/accounts/{id}/reopen", Confirmed(AccountsClose), || {
                post(accounts::close::reopen)
            }),
            sent("/accounts/{id}/sessions/end", May(SessionsEnd), || {
                post(accounts::sessions::end)
            }),
            sent("/accounts/{id}/sessions/end-all", May(SessionsEnd), || {
                post(accounts::sessions::end_all)
            }),
            shown("/sign-in", Anybody, || get(sign_in::show)),
            sent("/sign-in", Anybody, || post(sign_in::send)),
            shown("/sign-in/code", HalfWay, || get(second_step::code)),
            sent("/sign-in/code", HalfWay, || post(second_step::send_code)),
            shown("/sign-in/recovery-code", HalfWay, || {
                get(second_step::recovery_code)
            }),
            sent("/sign-in/recovery-code", HalfWay, || {
                post(second_step::send_recovery_code)
            }),
            shown("/sign-in/set-up", HalfWay, || get(set_up::show)),
            sent("/sign-in/set-up", HalfWay, || post(set_up::send)),
            shown("/invitations/{token}", Anybody, || get(invitation::show)),
            sent("/invitations/{token}", Anybody, || post(invitation::send)),
            // The one way in that asks for nothing; it leads nowhere outside a demo on this machine.
            shown("/demo/{token}", Anybody, || get(demo::show)),
            sent("/demo/{token}", Anybody, || post(demo::enter)),
            sent("/sign-out", Anybody, || post(sign_out::send)),
            shown("/confirm", SignedIn, || get(confirm::show)),
            sent("/confirm", SignedIn, || post(confirm::send)),
            shown("/account", May(OwnShow), || get(account::show)),
            shown("/account/stay", SignedIn, || get(account::stay)),
            sent("/account/sessions/end", May(OwnSet), || post(account::end)),
            sent("/account/sessions/end-others", May(OwnSet), || {
                post(account::end_others)
            }),
            shown("/account/passphrase", Confirmed(OwnSet), || {
                get(account::passphrase)
            }),
            sent("/account/passphrase", Confirmed(OwnSet), || {
                post(account::change_passphrase)
            }),
            // It only asks whether to go on.
            Route {
                leaves: Leaves::Nothing,
                ..shown("/account/recovery-codes", Confirmed(OwnSet), || {
                    get(recovery_codes::show)
                })
            },
            sent("/account/recovery-codes", Confirmed(OwnSet), || {
                post(recovery_codes::make)
            }),
            shown("/people", May(PeopleList), || get(staff::people::show)),
            shown("/people.csv", May(PeopleList), || get(staff::people::csv)),
            shown("/people.ods", May(PeopleList), || get(staff::people::ods)),
            Route {
                leaves: Leaves::Nothing,
                ..sent("/people/search", May(PeopleList), || {
                    post(staff::list::search_people)
                })
            },
            Route {
                leaves: Leaves::Nothing,
                ..shown("/people/new", May(PeopleSet), || get(staff::person::new))
            },
            sent("/people/new", May(PeopleSet), || post(staff::person::add)),
            shown("/people/{id}", May(PeopleList), || get(staff::person::show)),
            shown("/people/{id}/change", May(PeopleSet), || {
                get(staff::person::form)
            }),
            sent("/people/{id}/change", May(PeopleSet), || {
                post(staff::person::change)
            }),
            shown("/posts", May(PeopleList), || get(staff::posts::show)),
            shown("/posts.csv", May(PeopleList), || get(staff::posts::csv)),
            shown("/posts.ods", May(PeopleList), || get(staff::posts::ods)),
            Route {
                leaves: Leaves::Nothing,
                ..sent("/posts/search", May(PeopleList), || {
                    post(staff::list::search_posts)
                })
            },
            shown("/posts/new", May(PeopleSet), || get(staff::post::new)),
            sent("/posts/new", May(PeopleSet), || post(staff::post::open)),
            shown("/posts/{id}", May(PeopleList), || get(staff::post::show)),
            shown("/posts/{id}/change", May(PeopleSet), || {
                get(staff::post::form)
            }),
            sent("/posts/{id}/change", May(PeopleSet), || {
                post(staff::post::change)
            }),
            shown("/posts/{id}/close", Confirmed(PeopleSet), || {
                get(staff::post::form_of_close)
            }),
            sent("/posts/{id}/close", Confirmed(PeopleSet), || {
                post(staff::post::close)
            }),
            shown("/holdings/new", Confirmed(PeopleSet), || {
                get(staff::holdings::new)
            }),
            sent("/holdings/new", Confirmed(PeopleSet), || {
                post(staff::holdings::hold)
            }),
            shown(
                "/posts/{id}/holdings/{number}",
                Confirmed(PeopleSet),
                || get(staff::holdings::form),
            ),
            sent(
                "/posts/{id}/holdings/{number}",
                Confirmed(PeopleSet),
                || post(staff::holdings::change),
            ),
            shown(
                "/posts/{id}/holdings/{number}/take-back",
                Confirmed(PeopleSet),
                || get(staff::holdings::ask_to_take_back),
            ),
            sent(
                "/posts/{id}/holdings/{number}/take-back",
                Confirmed(PeopleSet),
                || post(staff::holdings::take_back),
            ),
            shown(
                "/posts/{id}/holdings/{number}/move",
                Confirmed(PeopleSet),
                || get(staff::holdings::form_of_move),
            ),
            sent(
                "/posts/{id}/holdings/{number}/move",
                Confirmed(PeopleSet),
                || post(staff::holdings::move_on),
            ),
            shown("/establishment", May(PeopleList), || {
                get(staff::establishment::show)
            }),
            shown("/establishment.csv", May(PeopleList), || {
                get(staff::establishment::csv)
            }),
            shown("/establishment.ods", May(PeopleList), || {
                get(staff::establishment::ods)
            }),
            shown("/teams/new", May(PeopleSet), || get(staff::teams::new)),
            sent("/teams/new", May(PeopleSet), || post(staff::teams::open)),
            shown("/teams/{id}", May(PeopleSet), || get(staff::teams::form)),
            sent("/teams/{id}", May(PeopleSet), || post(staff::teams::rename)),
            shown("/teams/{id}/close", Confirmed(PeopleSet), || {
                get(staff::teams::form_of_close)
            }),
            sent("/teams/{id}/close", Confirmed(PeopleSet), || {
                post(staff::teams::close)
            }),
            shown("/kept-services", May(PeopleList), || {
                get(staff::services::show)
            }),
            shown("/kept-services/new", May(PeopleSet), || {
                get(staff::services::new)
            }),
            sent("/kept-services/new", May(PeopleSet), || {
                post(staff::services::keep)
            }),
            shown("/kept-services/{id}", May(PeopleSet), || {
                get(staff::services::form_of_end)
            }),
            sent("/kept-services/{id}", May(PeopleSet), || {
                post(staff::services::end)
            }),
            shown("/accessibility", Anybody, || {
                get(front::accessibility::show)
            }),
            shown("/health", Bare, || get(|| async { "ok\n" })),
            shown("/assets/{name}", Bare, || get(assets::show)),
        ])
    }

    /// Each address.
    pub fn iter(&self) -> impl Iterator<Item = &Route> {
        self.0.iter()
    }

    /// The router that answers at these addresses. Whoever asks passes the route's own door first.
    pub(crate) fn router(&self, site: &Site) -> Router<Site> {
        self.0.iter().fold(Router::new(), |router, route| {
            let door = from_fn_with_state((site.clone(), route.entry), admit);
            router.route(route.path, (route.handler)().route_layer(door))
        })
    }
}

impl IntoIterator for Routes {
    type Item = Route;
    type IntoIter = std::vec::IntoIter<Route>;

    /// Each address, to keep.
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

fn shown(path: &'static str, entry: Entry, handler: fn() -> MethodRouter<Site>) -> Route {
    Route {
        method: Method::GET,
        path,
        entry,
        leaves: match entry {
            Entry::May(_) | Entry::Confirmed(_) => Leaves::Consultation,
            Entry::Bare | Entry::Anybody | Entry::HalfWay | Entry::SignedIn => Leaves::Nothing,
        },
        handler,
    }
}

fn sent(path: &'static str, entry: Entry, handler: fn() -> MethodRouter<Site>) -> Route {
    Route {
        method: Method::POST,
        leaves: Leaves::Act,
        ..shown(path, entry, handler)
    }
}
