//! Lists a page at a time, with the addresses of the other pages.

use axum::response::Response;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::{Asked, Fault};
use crate::limits::{API_ROWS_MAX, ROWS_PER_PAGE};

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PageOf<T> {
    /// How many match in all.
    total: u64,
    /// The page given, from 1.
    page: u32,
    /// How many stand on a page at most.
    per_page: u32,
    /// What stands on this page.
    items: Vec<T>,
}

/// Which page is asked for, and how long pages are.
#[derive(Debug, Clone, Copy, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Paging {
    /// From 1
    #[param(required = false, minimum = 1, example = 1)]
    pub(crate) page: u32,
    /// How many on a page; 25 unless given
    #[param(required = false, minimum = 1, maximum = 200, example = 25)]
    pub(crate) per_page: u32,
}

impl Paging {
    /// Reads `page` and `per_page`.
    pub(crate) fn of(asked: &Asked) -> Result<Self, Fault> {
        Ok(Paging {
            page: asked.number("page", 1..=u32::MAX)?.unwrap_or(1),
            per_page: asked
                .number("per_page", 1..=API_ROWS_MAX)?
                .unwrap_or(ROWS_PER_PAGE),
        })
    }

    /// How many pages there are; an empty list has one.
    fn last(self, total: u64) -> u64 {
        total.div_ceil(u64::from(self.per_page)).max(1)
    }

    /// The page as the answer, with the addresses of the others.
    pub(crate) fn answer<T: Serialize>(
        self,
        asked: &Asked,
        total: u64,
        items: Vec<T>,
    ) -> Result<Response, Fault> {
        self.is_there(total)?;
        let page = PageOf {
            total,
            page: self.page,
            per_page: self.per_page,
            items,
        };
        asked.answer_linked(&page, self.links(asked, total))
    }

    /// Refuses a page that is not there: a program that counts pages should hear of the end.
    fn is_there(self, total: u64) -> Result<(), Fault> {
        let last = self.last(total);
        if u64::from(self.page) <= last {
            return Ok(());
        }
        Err(Fault::parameter(
            "page",
            format!("There is no page {}.", self.page),
            format!(
                "The last page is {last}; follow the Link header’s rel=\"next\" until there is none."
            ),
        ))
    }

    /// The addresses of the first, previous, next and last page.
    fn links(self, asked: &Asked, total: u64) -> Vec<(&'static str, String)> {
        let (page, last) = (u64::from(self.page), self.last(total));
        let mut links = vec![("first", asked.at_page(1))];
        if page > 1 {
            links.push(("prev", asked.at_page(page - 1)));
        }
        if page < last {
            links.push(("next", asked.at_page(page + 1)));
        }
        links.push(("last", asked.at_page(last)));
        links
    }
}
