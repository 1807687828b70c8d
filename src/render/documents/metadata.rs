//! What every document says of itself: what it is about and where it comes from.

use crate::render::document_view::Metadata;
use crate::render::visible::make_visible;
use crate::view::{BuildStamp, HeadView, LevelView};

/// Returns the metadata of a document of a product.
pub(super) fn of_product(head: &HeadView) -> Metadata {
    let product = Some(head.product.as_str());
    metadata(product, &head.edition, head.level.as_ref(), &head.stamp)
}

/// Returns the metadata of a document of a scheme.
pub(super) fn of_scheme(edition: &str, level: Option<&LevelView>, stamp: &BuildStamp) -> Metadata {
    metadata(None, edition, level, stamp)
}

fn metadata(
    product: Option<&str>,
    edition: &str,
    level: Option<&LevelView>,
    stamp: &BuildStamp,
) -> Metadata {
    let all = [
        ("product", product),
        ("edition", Some(edition)),
        ("level", level.map(|level| level.key.as_str())),
        ("date", stamp.date.as_deref()),
        ("tool", stamp.tool.as_deref()),
    ];
    all.into_iter()
        .filter_map(|(name, value)| Some((name, make_visible(value?).into_owned())))
        .collect()
}
