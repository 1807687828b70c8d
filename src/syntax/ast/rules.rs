//! Events and rules of the process.

use thin_vec::ThinVec;

use super::draft::{Act, Field, FieldMut, HeadMut, Table, many, once};
use super::parts::{ActDraft, Name, NumberDraft, ProvenanceDraft, TextDraft, WordDraft};
use crate::source::Span;

/// `event registered "Title" { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EventDraft {
    /// The key.
    pub key: Name,
    /// The title.
    pub title: TextDraft,
    /// `number "4"` or `number unknown`
    pub number: Option<NumberDraft>,
    /// `about "…"`
    pub about: Option<TextDraft>,
    /// `occurs many`
    pub occurs: Option<Name>,
    /// `concerns change`
    pub concerns: Option<Name>,
    /// `kinds minor "Minor change", major "Major change"`
    pub kinds: ThinVec<WordDraft>,
    /// `was old`
    pub was: ThinVec<Name>,
}

impl Table for EventDraft {
    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Titled(&mut self.key, &mut self.title)
    }

    fn table(&self) -> &'static [Field<Self>] {
        &EVENT
    }
}

#[rustfmt::skip]
static EVENT: [Field<EventDraft>; 6] = [
    once("number", 202, "a text, or `unknown`", |d| FieldMut::Number(&mut d.number)),
    once("about", 202, "a text", |d| FieldMut::Text(&mut d.about)),
    once("occurs", 202, "`once` or `many`", |d| FieldMut::Key(&mut d.occurs)),
    once("concerns", 202, "an event", |d| FieldMut::Key(&mut d.concerns)),
    once("kinds", 203, "keys, each with a text", |d| FieldMut::Words(&mut d.kinds)),
    many("was", 241, "earlier keys", |d| FieldMut::Keys(&mut d.was)),
];

/// `rule two-copies "Title" { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RuleDraft {
    /// The key.
    pub key: Name,
    /// The title.
    pub title: TextDraft,
    /// `order …`, `deadline …`, `sets …`, `effect …`, `states …`: one of them, if the rule is right.
    pub acts: ThinVec<ActDraft>,
    /// `may`
    pub may: Option<Span>,
    /// `breach "…"` or `breach unknown`
    pub breach: Option<NumberDraft>,
    /// `cites "…"`
    pub cites: Option<TextDraft>,
    /// `about "…"`
    pub about: Option<TextDraft>,
    /// `provenance …`
    pub provenance: ThinVec<ProvenanceDraft>,
    /// `was old`
    pub was: ThinVec<Name>,
}

impl Table for RuleDraft {
    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Titled(&mut self.key, &mut self.title)
    }

    fn table(&self) -> &'static [Field<Self>] {
        &RULE
    }
}

#[rustfmt::skip]
static RULE: [Field<RuleDraft>; 11] = [
    once("order", 205, "an event, `before` and an event", |d| FieldMut::Act(Act::Order, &mut d.acts)),
    once("deadline", 205, "an event and until when", |d| FieldMut::Act(Act::Deadline, &mut d.acts)),
    once("sets", 207, "an event, `to` and a day", |d| FieldMut::Act(Act::Sets, &mut d.acts)),
    once("effect", 207, "what follows", |d| FieldMut::Act(Act::Effect, &mut d.acts)),
    once("states", 207, "a text", |d| FieldMut::Act(Act::States, &mut d.acts)),
    once("may", 208, "nothing", |d| FieldMut::Flag(&mut d.may)),
    once("breach", 208, "a text, or `unknown`", |d| FieldMut::Number(&mut d.breach)),
    once("cites", 208, "a text", |d| FieldMut::Text(&mut d.cites)),
    once("about", 204, "a text", |d| FieldMut::Text(&mut d.about)),
    many("provenance", 210, "aspects, a confidence; a text", |d| FieldMut::Provenance(&mut d.provenance)),
    many("was", 241, "earlier keys", |d| FieldMut::Keys(&mut d.was)),
];
