//! The products of a series: the lead, and the variants beside it.

use std::iter;

use serde::{Serialize, Serializer};

use super::basis::Basis;
use crate::model::Situation;
use crate::plan::{ControlPlan, Products};

/// The name of the lead product in lists of products.
pub(super) const LEAD: &str = "lead";

/// Names of products of a series. They are cheap to clone, since many rows count for the same products.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(inline))]
pub struct ProductNames(#[cfg_attr(test, schemars(with = "Vec<String>"))] Products);

impl ProductNames {
    /// Names products; the lead is `None`.
    pub fn of(products: &Products) -> Self {
        Self(Products::clone(products))
    }

    /// Returns the products; the lead is `None`.
    pub(super) fn products(&self) -> &Products {
        &self.0
    }

    /// Says whether it names all of some products; no list names all of an empty one, which stands for all.
    pub fn names_all(&self, products: &Products) -> bool {
        !products.is_empty() && products.iter().all(|product| self.0.contains(product))
    }

    /// Returns the names that are not those of some products.
    #[must_use]
    pub fn without(&self, products: &Products) -> Self {
        let others = self.0.iter().filter(|name| !products.contains(name));
        Self(others.cloned().collect())
    }

    /// Returns the names that both lists have.
    #[must_use]
    pub fn shared(&self, other: &Self) -> Self {
        let shared = self.0.iter().filter(|name| other.0.contains(name));
        Self(shared.cloned().collect())
    }

    /// Says whether the list is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the names in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0
            .iter()
            .map(|product| product.as_deref().unwrap_or(LEAD))
    }

    /// Joins the names with a separator between them.
    pub fn join(&self, word: &str) -> String {
        self.iter().collect::<Vec<_>>().join(word)
    }
}

impl Serialize for ProductNames {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

/// Names products of the series; an empty list stands for all.
pub(super) fn product_names(basis: &Basis<'_>, variants: &Products) -> ProductNames {
    if variants.is_empty() {
        all_products(basis)
    } else {
        ProductNames::of(variants)
    }
}

/// Names every product of the series, the lead first.
fn all_products(basis: &Basis<'_>) -> ProductNames {
    basis.memo.of(&basis.plan.variants, || {
        let variants = basis.plan.variants.iter().cloned().map(Some);
        ProductNames::of(&iter::once(None).chain(variants).collect())
    })
}

/// Names the products to which a control applies or may apply.
pub(super) fn owed_products(basis: &Basis<'_>, plan: &ControlPlan) -> ProductNames {
    if !plan.status.is_owed() {
        return ProductNames::default();
    }
    let owed: Products = plan
        .variants
        .iter()
        .filter(|product| product.status.is_owed())
        .map(|product| product.variant.clone())
        .collect();
    product_names(basis, &owed)
}

/// Returns the situation of a product of the series by its number, 0 for the lead.
pub(super) fn situation<'a>(basis: &Basis<'a>, number: usize) -> Option<&'a Situation> {
    let target = &basis.product.target;
    let Some(place) = number.checked_sub(1) else {
        return Some(&target.lead);
    };
    target.variants.get(place).map(|variant| &variant.situation)
}
