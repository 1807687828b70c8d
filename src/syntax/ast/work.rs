//! What has a key, a title and at most a few words more: groups, parties, roles, phases, configurations, equipment,
//! deliveries, ways of seeing evidence, fields of the identity.
#![expect(missing_docs, reason = "the table of fields says what each is")]

use thin_vec::ThinVec;

use super::draft::{Field, FieldMut, HeadMut, Table, many, once};
use super::parts::{AskKindDraft, Name, NumberDraft, TextDraft};
use crate::source::Span;

/// `party key "Title"`
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PartyDraft {
    pub key: Name,
    pub title: TextDraft,
    pub number: Option<NumberDraft>,
}

impl Table for PartyDraft {
    #[rustfmt::skip]
    const FIELDS: &'static [Field<Self>] = &[
        once("number", 340, "a text, or `unknown`", |d| FieldMut::Number(&mut d.number)),
    ];

    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Titled(&mut self.key, &mut self.title)
    }
}

/// `group boot "Boot" { … }`; `role`, `configuration`, `equipment` and `delivery` alike.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TitledDraft {
    pub key: Name,
    pub title: TextDraft,
    pub number: Option<NumberDraft>,
    pub about: Option<TextDraft>,
    pub was: ThinVec<Name>,
}

impl Table for TitledDraft {
    #[rustfmt::skip]
    const FIELDS: &'static [Field<Self>] = &[
        once("number", 340, "a text, or `unknown`", |d| FieldMut::Number(&mut d.number)),
        once("about", 20, "a text", |d| FieldMut::Text(&mut d.about)),
        many("was", 241, "earlier keys", |d| FieldMut::Keys(&mut d.was)),
    ];

    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Titled(&mut self.key, &mut self.title)
    }

    fn earlier_keys(&self) -> &[Name] {
        &self.was
    }
}

/// `identity firmware "Firmware version" : text { bound }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct IdentityDraft {
    pub key: Name,
    pub title: TextDraft,
    pub number: Option<NumberDraft>,
    /// What is written in it.
    pub kind: AskKindDraft,
    /// `bound`
    pub bound: Option<Span>,
    /// `quoted`
    pub quoted: Option<Span>,
    /// `event registered`
    pub event: Option<Name>,
    pub about: Option<TextDraft>,
    pub was: ThinVec<Name>,
}

impl Table for IdentityDraft {
    #[rustfmt::skip]
    const FIELDS: &'static [Field<Self>] = &[
        once("number", 340, "a text, or `unknown`", |d| FieldMut::Number(&mut d.number)),
        once("bound", 364, "nothing", |d| FieldMut::Flag(&mut d.bound)),
        once("quoted", 364, "nothing", |d| FieldMut::Flag(&mut d.quoted)),
        once("event", 364, "an event", |d| FieldMut::Key(&mut d.event)),
        once("about", 364, "a text", |d| FieldMut::Text(&mut d.about)),
        many("was", 241, "earlier keys", |d| FieldMut::Keys(&mut d.was)),
    ];

    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Ask(&mut self.key, &mut self.title, &mut self.kind)
    }

    fn earlier_keys(&self) -> &[Name] {
        &self.was
    }
}

/// `phase tests "Title" { … }`
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PhaseDraft {
    pub key: Name,
    pub title: TextDraft,
    pub number: Option<NumberDraft>,
    pub about: Option<TextDraft>,
    pub depth: Option<Name>,
    pub was: ThinVec<Name>,
}

impl Table for PhaseDraft {
    #[rustfmt::skip]
    const FIELDS: &'static [Field<Self>] = &[
        once("number", 340, "a text, or `unknown`", |d| FieldMut::Number(&mut d.number)),
        once("about", 174, "a text", |d| FieldMut::Text(&mut d.about)),
        once("depth", 174, "a depth", |d| FieldMut::Key(&mut d.depth)),
        many("was", 241, "earlier keys", |d| FieldMut::Keys(&mut d.was)),
    ];

    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Titled(&mut self.key, &mut self.title)
    }

    fn earlier_keys(&self) -> &[Name] {
        &self.was
    }
}
