//! Scenarios: a small product and what is to follow from it.

use thin_vec::ThinVec;

use super::draft::{Field, FieldMut, HeadMut, Table, many, once};
use super::parts::{ExpectDraft, Name, ProductLine, RefDraft, TextDraft};

/// `scenario "…" { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ScenarioDraft {
    /// What it shows.
    pub title: TextDraft,
    /// The edition.
    pub edition: Option<RefDraft>,
    /// The level.
    pub level: Option<Name>,
    /// The product.
    pub product: ThinVec<ProductLine>,
    /// What follows.
    pub expect: ThinVec<ExpectDraft>,
}

impl Table for ScenarioDraft {
    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Text(&mut self.title)
    }

    fn table(&self) -> &'static [Field<Self>] {
        &SCENARIO
    }
}

#[rustfmt::skip]
static SCENARIO: [Field<ScenarioDraft>; 3] = [
    once("under", 220, "an edition; `at` and a level", |d: &mut ScenarioDraft| FieldMut::Under(&mut d.edition, &mut d.level)).required(),
    once("product", 221, "its block", |d| FieldMut::Product(&mut d.product)),
    many("expect", 223, "a control and how it stands; `because` of what", |d| FieldMut::Expect(&mut d.expect)),
];
