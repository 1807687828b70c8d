//! What has a key, a title and at most a few words more: groups, parties, roles, phases, configurations.

use thin_vec::ThinVec;

use super::draft::{Field, FieldMut, HeadMut, Table, many, once};
use super::parts::{Name, TextDraft};

/// `party key "Title"`
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PartyDraft {
    /// The key.
    pub key: Name,
    /// The title.
    pub title: TextDraft,
}

impl Table for PartyDraft {
    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Titled(&mut self.key, &mut self.title)
    }

    fn table(&self) -> &'static [Field<Self>] {
        &[]
    }
}

/// `group boot "Boot" { … }`; `role` and `configuration` alike.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TitledDraft {
    /// The key.
    pub key: Name,
    /// The title.
    pub title: TextDraft,
    /// `about "…"`
    pub about: Option<TextDraft>,
    /// `was old`
    pub was: ThinVec<Name>,
}

impl Table for TitledDraft {
    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Titled(&mut self.key, &mut self.title)
    }

    fn table(&self) -> &'static [Field<Self>] {
        &TITLED
    }
}

#[rustfmt::skip]
static TITLED: [Field<TitledDraft>; 2] = [
    once("about", 20, "a text", |d| FieldMut::Text(&mut d.about)),
    many("was", 241, "earlier keys", |d| FieldMut::Keys(&mut d.was)),
];

/// `phase tests "Title" { … }`
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PhaseDraft {
    /// The key.
    pub key: Name,
    /// The title.
    pub title: TextDraft,
    /// `about "…"`
    pub about: Option<TextDraft>,
    /// `depth review`
    pub depth: Option<Name>,
    /// `was old`
    pub was: ThinVec<Name>,
}

impl Table for PhaseDraft {
    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Titled(&mut self.key, &mut self.title)
    }

    fn table(&self) -> &'static [Field<Self>] {
        &PHASE
    }
}

#[rustfmt::skip]
static PHASE: [Field<PhaseDraft>; 3] = [
    once("about", 174, "a text", |d| FieldMut::Text(&mut d.about)),
    once("depth", 174, "a depth", |d| FieldMut::Key(&mut d.depth)),
    many("was", 241, "earlier keys", |d| FieldMut::Keys(&mut d.was)),
];
