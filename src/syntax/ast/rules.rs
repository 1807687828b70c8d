//! Events and rules of the process.
#![expect(missing_docs, reason = "the table of fields says what each is")]

use thin_vec::ThinVec;

use super::draft::{Act, Field, FieldMut, HeadMut, Table, many, once};
use super::parts::{ActDraft, KindDraft, Name, NumberDraft, ProvenanceDraft, TextDraft};
use crate::source::Span;

/// `event registered "Title" { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EventDraft {
    pub key: Name,
    pub title: TextDraft,
    pub number: Option<NumberDraft>,
    pub about: Option<TextDraft>,
    pub occurs: Option<Name>,
    pub concerns: Option<Name>,
    pub after: Option<Name>,
    pub kinds: ThinVec<KindDraft>,
    pub was: ThinVec<Name>,
}

impl Table for EventDraft {
    #[rustfmt::skip]
    const FIELDS: &'static [Field<Self>] = &[
        once("number", 202, "a text, or `unknown`", |d| FieldMut::Number(&mut d.number)),
        once("about", 202, "a text", |d| FieldMut::Text(&mut d.about)),
        once("occurs", 202, "`once` or `many`", |d| FieldMut::Key(&mut d.occurs)),
        once("concerns", 202, "an event", |d| FieldMut::Key(&mut d.concerns)),
        once("after", 333, "an event", |d| FieldMut::Key(&mut d.after)),
        once("kinds", 203, "keys, each with a text", |d| FieldMut::Kinds(&mut d.kinds)),
        many("was", 241, "earlier keys", |d| FieldMut::Keys(&mut d.was)),
    ];

    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Titled(&mut self.key, &mut self.title)
    }

    fn earlier_keys(&self) -> &[Name] {
        &self.was
    }
}

/// `rule two-copies "Title" { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RuleDraft {
    pub key: Name,
    pub title: TextDraft,
    pub number: Option<NumberDraft>,
    /// `order …`, `deadline …`, `sets …`, `effect …`, `states …`, `same …`: one of them, if the rule is right.
    pub acts: ThinVec<ActDraft>,
    pub may: Option<Span>,
    pub breach: Option<NumberDraft>,
    pub cites: Option<TextDraft>,
    pub about: Option<TextDraft>,
    pub provenance: ThinVec<ProvenanceDraft>,
    pub was: ThinVec<Name>,
}

impl Table for RuleDraft {
    #[rustfmt::skip]
    const FIELDS: &'static [Field<Self>] = &[
        once("number", 340, "a text, or `unknown`", |d| FieldMut::Number(&mut d.number)),
        once("order", 205, "an event, `before` and an event", |d| FieldMut::Act(Act::Order, &mut d.acts)),
        once("deadline", 205, "an event and a time limit", |d| FieldMut::Act(Act::Deadline, &mut d.acts)),
        once("sets", 207, "an event, `to` and a day", |d| FieldMut::Act(Act::Sets, &mut d.acts)),
        once("effect", 207, "a consequence", |d| FieldMut::Act(Act::Effect, &mut d.acts)),
        once("states", 207, "a text", |d| FieldMut::Act(Act::States, &mut d.acts)),
        once("same", 368, "what the models of a series share", |d| FieldMut::Act(Act::Same, &mut d.acts)),
        once("may", 208, "nothing", |d| FieldMut::Flag(&mut d.may)),
        once("breach", 208, "a text, or `unknown`", |d| FieldMut::Number(&mut d.breach)),
        once("cites", 208, "a text", |d| FieldMut::Text(&mut d.cites)),
        once("about", 204, "a text", |d| FieldMut::Text(&mut d.about)),
        many("provenance", 210, "aspects, a confidence; a text", |d| FieldMut::Provenance(&mut d.provenance)),
        many("was", 241, "earlier keys", |d| FieldMut::Keys(&mut d.was)),
    ];

    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Titled(&mut self.key, &mut self.title)
    }

    fn earlier_keys(&self) -> &[Name] {
        &self.was
    }
}
