//! What has a key, a title and at most a few words more: groups, parties, roles, phases, configurations.
#![expect(missing_docs, reason = "the table of fields says what each is")]

use thin_vec::ThinVec;

use super::draft::{Field, FieldMut, HeadMut, Table, many, once};
use super::parts::{Name, TextDraft};

/// `party key "Title"`
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PartyDraft {
    pub key: Name,
    pub title: TextDraft,
}

impl Table for PartyDraft {
    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Titled(&mut self.key, &mut self.title)
    }
}

/// `group boot "Boot" { … }`; `role` and `configuration` alike.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TitledDraft {
    pub key: Name,
    pub title: TextDraft,
    pub about: Option<TextDraft>,
    pub was: ThinVec<Name>,
}

impl Table for TitledDraft {
    #[rustfmt::skip]
    const FIELDS: &'static [Field<Self>] = &[
        once("about", 20, "a text", |d| FieldMut::Text(&mut d.about)),
        many("was", 241, "earlier keys", |d| FieldMut::Keys(&mut d.was)),
    ];

    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Titled(&mut self.key, &mut self.title)
    }
}

/// `phase tests "Title" { … }`
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PhaseDraft {
    pub key: Name,
    pub title: TextDraft,
    pub about: Option<TextDraft>,
    pub depth: Option<Name>,
    pub was: ThinVec<Name>,
}

impl Table for PhaseDraft {
    #[rustfmt::skip]
    const FIELDS: &'static [Field<Self>] = &[
        once("about", 174, "a text", |d| FieldMut::Text(&mut d.about)),
        once("depth", 174, "a depth", |d| FieldMut::Key(&mut d.depth)),
        many("was", 241, "earlier keys", |d| FieldMut::Keys(&mut d.was)),
    ];

    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Titled(&mut self.key, &mut self.title)
    }
}
