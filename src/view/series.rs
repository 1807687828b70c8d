//! The products of a series: the lead, and the variants beside it.

use super::basis::Basis;
use crate::model::Situation;

/// The name of the lead product in lists of variants.
pub(super) const LEAD: &str = "lead";

/// Names products of the series, all where none is given.
pub(super) fn product_names(basis: &Basis<'_>, variants: &[Option<String>]) -> Vec<String> {
    let named = products(basis, variants).into_iter();
    named
        .map(|product| product.unwrap_or_else(|| LEAD.to_owned()))
        .collect()
}

/// Returns the products that a row counts for: those named, or all.
pub(super) fn products(basis: &Basis<'_>, variants: &[Option<String>]) -> Vec<Option<String>> {
    if !variants.is_empty() {
        return variants.to_vec();
    }
    let others = basis.plan.variants.iter().cloned().map(Some);
    std::iter::once(None).chain(others).collect()
}

pub(super) fn situation_of<'a>(basis: &Basis<'a>, product: Option<&str>) -> Option<&'a Situation> {
    let target = &basis.product.target;
    let Some(key) = product else {
        return Some(&target.lead);
    };
    basis.lookups.variant(key)
}
