//! What every document says of itself: what it is about and where it comes from.

use crate::render::document_view::Metadata;
use crate::render::visible::make_visible;
use crate::view::{BuildStamp, HeadView, LevelView};

/// Returns the metadata of a document of a product.
pub(super) fn of_product(head: &HeadView) -> Metadata {
    let product = Some(head.product.as_str());
    let quoted = head.quoted.iter();
    let quoted = quoted.filter_map(|one| Some(format!("{} {}", one.label, one.value.as_deref()?)));
    let quoted: Vec<String> = quoted.collect();
    let quoted = (!quoted.is_empty()).then(|| quoted.join(", "));
    metadata(
        [("product", product), ("quoted", quoted.as_deref())],
        &head.edition,
        head.level.as_ref(),
        &head.stamp,
    )
}

/// Returns the metadata of a document of a scheme.
pub(super) fn of_scheme(edition: &str, level: Option<&LevelView>, stamp: &BuildStamp) -> Metadata {
    metadata([("product", None), ("quoted", None)], edition, level, stamp)
}

fn metadata(
    about: [(&'static str, Option<&str>); 2],
    edition: &str,
    level: Option<&LevelView>,
    stamp: &BuildStamp,
) -> Metadata {
    let rest = [
        ("edition", Some(edition)),
        ("level", level.map(|level| level.key.as_str())),
        ("date", stamp.date.as_deref()),
        ("tool", stamp.tool.as_deref()),
    ];
    about
        .into_iter()
        .chain(rest)
        .filter_map(|(name, value)| Some((name, make_visible(value?).into_owned())))
        .collect()
}
