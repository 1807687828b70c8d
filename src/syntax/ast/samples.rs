//! Kinds of samples and the states through which their use takes them.
#![expect(missing_docs, reason = "the table of fields says what each is")]

use thin_vec::ThinVec;

use super::draft::{Field, FieldMut, HeadMut, Table, many, once};
use super::parts::{Name, NumberDraft, TextDraft};
use crate::source::Span;

/// `state opened "Title" { after sealed }`
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StateDraft {
    pub key: Name,
    pub title: TextDraft,
    pub number: Option<NumberDraft>,
    pub about: Option<TextDraft>,
    pub after: ThinVec<Name>,
    /// `as delivered`
    pub delivered: Option<Name>,
    pub doubtful: Option<Span>,
    pub unusable: Option<Span>,
    pub was: ThinVec<Name>,
}

impl Table for StateDraft {
    #[rustfmt::skip]
    const FIELDS: &'static [Field<Self>] = &[
        once("number", 340, "a text, or `unknown`", |d| FieldMut::Number(&mut d.number)),
        once("about", 320, "a text", |d| FieldMut::Text(&mut d.about)),
        many("after", 320, "states", |d| FieldMut::Keys(&mut d.after)),
        once("as", 321, "`delivered`", |d| FieldMut::Key(&mut d.delivered)),
        once("doubtful", 322, "nothing", |d| FieldMut::Flag(&mut d.doubtful)),
        once("unusable", 322, "nothing", |d| FieldMut::Flag(&mut d.unusable)),
        many("was", 241, "earlier keys", |d| FieldMut::Keys(&mut d.was)),
    ];

    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Titled(&mut self.key, &mut self.title)
    }

    fn earlier_keys(&self) -> &[Name] {
        &self.was
    }
}

/// `sample unlocked "Title" { delivered opened; label U }`
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SampleKindDraft {
    pub key: Name,
    pub title: TextDraft,
    pub number: Option<NumberDraft>,
    pub about: Option<TextDraft>,
    pub ordinary: Option<Span>,
    pub delivered: Option<Name>,
    pub label: Option<Name>,
    pub was: ThinVec<Name>,
}

impl Table for SampleKindDraft {
    #[rustfmt::skip]
    const FIELDS: &'static [Field<Self>] = &[
        once("number", 340, "a text, or `unknown`", |d| FieldMut::Number(&mut d.number)),
        once("about", 324, "a text", |d| FieldMut::Text(&mut d.about)),
        once("ordinary", 324, "nothing", |d| FieldMut::Flag(&mut d.ordinary)),
        once("delivered", 325, "a state", |d| FieldMut::Key(&mut d.delivered)),
        once("label", 325, "letters", |d| FieldMut::Key(&mut d.label)),
        many("was", 241, "earlier keys", |d| FieldMut::Keys(&mut d.was)),
    ];

    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Titled(&mut self.key, &mut self.title)
    }

    fn earlier_keys(&self) -> &[Name] {
        &self.was
    }
}
