//! Which answers are sent packed (gzip), where the browser says that it takes them so. A page of the
//! register is a tenth of its size then, which a phone on a slow line notices.
//!
//! Words are packed; pictures, workbooks and PDFs are packed already.

use axum::http::{Extensions, HeaderMap, StatusCode, Version, header};
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{Predicate, SizeAbove};

use crate::limits::PACKED_FROM;

/// The layer that packs. It packs fast rather than small: the smallest would take several times as
/// long and save a few hundredths.
pub(crate) fn layer() -> CompressionLayer<impl Predicate> {
    CompressionLayer::new()
        .quality(CompressionLevel::Fastest)
        .compress_when(SizeAbove::new(PACKED_FROM).and(is_words))
}

fn is_words(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    let kind = headers.get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.starts_with("text/")
        || kind.starts_with("application/json")
        || kind.starts_with("image/svg")
}
