//! Obligations for at least one entry, for products that have none: the result is bad (L-137).

use serde::Serialize;

use super::basis::Basis;
use super::series::{ProductNames, product_names};
use crate::model::VerdictClass;
use crate::plan::{OwedLine, OwedRows, Products, RowKey, Status};
use crate::source::Text;

/// A product that has no entry where at least one is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NoEntryView {
    /// The product of the series; `None` if it is every product.
    pub variant: Option<Text>,
    /// Whether an entry is certainly wanted: `applies` or `open`.
    #[cfg_attr(test, schemars(extend("enum" = ["applies", "open"])))]
    pub status: Status,
    /// The bad verdict, in the word of the edition.
    pub verdict: Text,
}

/// Shows the products for which an obligation wants at least one entry, and that have none. Where it wants one for each of
/// some entries (L-306), nothing is said for those that are not known yet.
pub(super) fn view_no_entry(
    basis: &Basis<'_>,
    each: Option<&RowKey>,
    line: &OwedLine,
) -> Vec<NoEntryView> {
    let OwedRows::AtLeastOne(rows) = &line.rows else {
        return Vec::new();
    };
    if each.is_some_and(|each| each.id().is_none()) {
        return Vec::new();
    }
    let view = |variant: Option<Text>, products: &Products| NoEntryView {
        variant,
        status: line.status_for(None, products),
        verdict: bad_verdict(basis),
    };
    if rows.is_empty() && line.variants.is_empty() && line.still_open.is_empty() {
        return vec![view(None, &Products::default())];
    }
    let is_for_all = rows.iter().any(|row| row.variants.is_empty());
    let has_entry = |product: &Option<String>| {
        is_for_all || rows.iter().any(|row| row.variants.contains(product))
    };
    let names = product_names(basis, &line.variants);
    let without = names
        .products()
        .iter()
        .filter(|product| !has_entry(product));
    without
        .map(|product| {
            let products: Products = [product.clone()].into();
            let name = ProductNames::of(&products).join("");
            view(Some(name.into()), &products)
        })
        .collect()
}

fn bad_verdict(basis: &Basis<'_>) -> Text {
    let mut verdicts = basis.scheme.edition.verdicts.iter();
    let bad = verdicts.find(|verdict| verdict.class == VerdictClass::Bad);
    bad.map_or_else(|| "bad".into(), |verdict| verdict.title.clone())
}
