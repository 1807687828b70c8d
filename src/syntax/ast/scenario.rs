//! Scenarios: a small product and what is to follow from it.
#![expect(missing_docs, reason = "the table of fields says what each is")]

use thin_vec::ThinVec;

use super::draft::{Field, FieldMut, HeadMut, Table, many, once};
use super::parts::{ExpectDraft, Name, ProductLine, RefDraft, TextDraft};

/// `scenario "…" { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ScenarioDraft {
    /// What it shows.
    pub title: TextDraft,
    pub edition: Option<RefDraft>,
    pub level: Option<Name>,
    pub product: ThinVec<ProductLine>,
    pub expect: ThinVec<ExpectDraft>,
}

impl Table for ScenarioDraft {
    #[rustfmt::skip]
    const FIELDS: &'static [Field<Self>] = &[
        once("under", 220, "an edition; `at` and a level", |d: &mut Self| FieldMut::Under(&mut d.edition, &mut d.level)).required(),
        once("product", 221, "its block", |d| FieldMut::Product(&mut d.product)),
        many("expect", 223, "a control and its status; `because` and what settles it", |d| FieldMut::Expect(&mut d.expect)),
    ];

    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Text(&mut self.title)
    }
}
