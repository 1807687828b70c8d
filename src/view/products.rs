//! Products of a series, by name.

use serde::{Serialize, Serializer};

use crate::plan::Products;

/// The name of the lead product in lists of products.
pub(super) const LEAD: &str = "lead";

/// Names of products of a series; cheap to copy, since many rows count for the same products.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProductNames(Products);

impl ProductNames {
    /// Names products; the lead is `None`.
    #[must_use]
    pub fn of(products: &Products) -> Self {
        Self(Products::clone(products))
    }

    /// Says whether none is named.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the names in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0
            .iter()
            .map(|product| product.as_deref().unwrap_or(LEAD))
    }

    /// Joins the names with a word between them.
    #[must_use]
    pub fn join(&self, word: &str) -> String {
        self.iter().collect::<Vec<_>>().join(word)
    }
}

impl Serialize for ProductNames {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

#[cfg(test)]
impl schemars::JsonSchema for ProductNames {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ProductNames".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Vec::<String>::json_schema(generator)
    }
}
