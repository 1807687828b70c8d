//! What documents are built from.

use serde::Serialize;

use super::lookups::Lookups;
use super::memo::Memo;
use crate::model::{ControlId, Id, LevelId, Scheme, SlotId};
use crate::plan::Plan;
use crate::product::{IdentityField, Product};
use crate::source::{Place, Sources};

/// What a document is built from.
#[derive(Debug)]
pub struct Basis<'a> {
    /// The scheme of the edition.
    pub scheme: &'a Scheme,
    /// What it calls for.
    pub plan: &'a Plan,
    /// The product.
    pub product: &'a Product,
    /// The texts, to name places in them.
    pub sources: &'a Sources,
    /// When and with what the document is built.
    pub stamp: &'a BuildStamp,
    /// What is looked up of the plan and the product.
    pub(super) lookups: Lookups<'a>,
    /// Views that many places show.
    pub(super) memo: Memo<'a>,
}

/// What the document of a scheme is built from.
#[derive(Debug, Clone, Copy)]
pub struct SchemeBasis<'a> {
    /// The scheme of the edition.
    pub scheme: &'a Scheme,
    /// The level of the edition; `None` for all of them.
    pub level: Option<LevelId>,
    /// The texts, to name places in them.
    pub sources: &'a Sources,
    /// When and with what the document is built.
    pub stamp: &'a BuildStamp,
}

/// When and with what a document is built. What is `None` is not printed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BuildStamp {
    /// The date, as it is to be printed.
    pub date: Option<String>,
    /// The tool and its version.
    pub tool: Option<String>,
}

impl<'a> Basis<'a> {
    /// Takes what documents are built from.
    #[must_use]
    pub fn new(
        scheme: &'a Scheme,
        plan: &'a Plan,
        product: &'a Product,
        sources: &'a Sources,
        stamp: &'a BuildStamp,
    ) -> Self {
        Self {
            scheme,
            plan,
            product,
            sources,
            stamp,
            lookups: Lookups::of(scheme, plan, product),
            memo: Memo::default(),
        }
    }

    /// Returns the model of the product, or its name.
    #[must_use]
    pub fn product_name(&self) -> String {
        let identity = &self.product.identity;
        let model = identity.get(IdentityField::Model);
        let name = model.or_else(|| identity.get(IdentityField::Name));
        name.map_or_else(|| "unnamed product".to_owned(), ToString::to_string)
    }

    /// Names a place as `path:line`.
    #[must_use]
    pub fn place(&self, place: Option<Place>) -> Option<String> {
        self.sources.locate(place?)
    }

    /// Makes the slot of something that belongs to no control, such as `document/seen/model`.
    #[must_use]
    pub fn slot(&self, slot: &str, item: &str, last: Option<String>) -> String {
        let slot = SlotId::new("document", slot).item(item);
        slot.variant(last).text()
    }
}

impl SchemeBasis<'_> {
    /// Returns the controls that are shown, in the order of the scheme.
    pub(super) fn selected(&self) -> Vec<ControlId> {
        if self.level.is_none() {
            return self.scheme.controls.ids().collect();
        }
        let controls = self.scheme.controls_at(self.level);
        controls.map(|(control, _)| control).collect()
    }

    /// Returns the levels of the edition that are shown; `None` stands for an edition without levels.
    pub(super) fn levels(&self) -> Vec<Option<LevelId>> {
        let count = self.scheme.edition.levels.len();
        match self.level {
            Some(level) => vec![Some(level)],
            None if count == 0 => vec![None],
            None => (0..count)
                .map(|index| Some(LevelId::from_index(index)))
                .collect(),
        }
    }

    /// Names a place as `path:line`.
    pub(super) fn place(&self, place: Place) -> Option<String> {
        self.sources.locate(place)
    }
}
