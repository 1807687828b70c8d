//! Facts, inventories, subsets, derived names, constraints.
#![expect(missing_docs, reason = "the table of fields says what each is")]

use thin_vec::ThinVec;

use super::draft::{DraftList, Field, FieldMut, HeadMut, Table, many, once};
use super::field_info::Inner;
use super::parts::{ExprDraft, Name, NumberDraft, TextDraft, TypeDraft};
use crate::source::Span;

/// `fact source_access "Question?" : one of { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FactDraft {
    pub key: Name,
    /// The question, as a vendor reads it.
    pub question: TextDraft,
    /// What can be answered.
    pub answer: TypeDraft,
    pub number: Option<NumberDraft>,
    pub about: Option<TextDraft>,
    /// `informative`
    pub informative: Option<Span>,
    pub was: ThinVec<Name>,
}

impl Table for FactDraft {
    #[rustfmt::skip]
    const FIELDS: &'static [Field<Self>] = &[
        once("number", 340, "a text, or `unknown`", |d| FieldMut::Number(&mut d.number)),
        once("about", 60, "a text", |d| FieldMut::Text(&mut d.about)),
        once("informative", 307, "nothing", |d| FieldMut::Flag(&mut d.informative)),
        many("was", 241, "earlier names", |d| FieldMut::Keys(&mut d.was)),
    ];

    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Question(&mut self.key, &mut self.question, &mut self.answer)
    }

    fn earlier_keys(&self) -> &[Name] {
        &self.was
    }
}

/// `inventory chip "Title" { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct InventoryDraft {
    pub key: Name,
    pub title: TextDraft,
    pub number: Option<NumberDraft>,
    pub about: Option<TextDraft>,
    pub attributes: ThinVec<AttributeDraft>,
    /// `label technology, roles`
    pub label: ThinVec<Name>,
    pub confirmed: ThinVec<Name>,
    pub was: ThinVec<Name>,
}

impl Table for InventoryDraft {
    #[rustfmt::skip]
    const FIELDS: &'static [Field<Self>] = &[
        once("number", 340, "a text, or `unknown`", |d| FieldMut::Number(&mut d.number)),
        once("about", 64, "a text", |d| FieldMut::Text(&mut d.about)),
        many("claim", 67, "a name, a question, `:` and a type", |d| FieldMut::Inner(Inner::Attribute, &mut d.attributes)),
        once("label", 308, "attributes", |d| FieldMut::Keys(&mut d.label)),
        once("confirmed", 74, "`by` procedures", |d| FieldMut::ByKeys(&mut d.confirmed)),
        many("was", 241, "earlier names", |d| FieldMut::Keys(&mut d.was)),
    ];

    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Titled(&mut self.key, &mut self.title)
    }

    fn unnamed_part(&mut self) -> Option<&mut dyn DraftList> {
        Some(&mut self.attributes)
    }

    fn earlier_keys(&self) -> &[Name] {
        &self.was
    }
}

/// `kind "What is it?" : one of { … } { … }`: an attribute of an inventory, or with `claim` before it a claim.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AttributeDraft {
    /// The word `claim`, where it is one.
    pub claim: Option<Span>,
    pub key: Name,
    pub question: TextDraft,
    /// What can be answered.
    pub answer: TypeDraft,
    pub number: Option<NumberDraft>,
    /// `informative`
    pub informative: Option<Span>,
    pub audience: ThinVec<Name>,
    /// `acyclic`
    pub acyclic: Option<Span>,
    pub was: ThinVec<Name>,
}

impl Table for AttributeDraft {
    #[rustfmt::skip]
    const FIELDS: &'static [Field<Self>] = &[
        once("number", 340, "a text, or `unknown`", |d| FieldMut::Number(&mut d.number)),
        once("informative", 307, "nothing", |d| FieldMut::Flag(&mut d.informative)),
        once("audience", 314, "parties", |d| FieldMut::Keys(&mut d.audience)),
        once("acyclic", 78, "nothing", |d| FieldMut::Flag(&mut d.acyclic)),
        many("was", 241, "earlier names", |d| FieldMut::Keys(&mut d.was)),
    ];

    fn earlier_keys(&self) -> &[Name] {
        &self.was
    }

    fn head_parts(&mut self) -> HeadMut<'_> {
        let Self {
            claim,
            key,
            question,
            answer,
            ..
        } = self;
        HeadMut::Attribute(claim, key, question, answer)
    }
}

/// `subset serial_port "Title" = interface where …`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SubsetDraft {
    pub key: Name,
    pub title: TextDraft,
    /// The inventory or subset it is cut from.
    pub of: Name,
    /// What its entries meet.
    pub filter: ExprDraft,
    pub number: Option<NumberDraft>,
    pub about: Option<TextDraft>,
}

impl Table for SubsetDraft {
    #[rustfmt::skip]
    const FIELDS: &'static [Field<Self>] = &[
        once("number", 340, "a text, or `unknown`", |d| FieldMut::Number(&mut d.number)),
        once("about", 69, "a text", |d| FieldMut::Text(&mut d.about)),
    ];

    fn head_parts(&mut self) -> HeadMut<'_> {
        let Self {
            key,
            title,
            of,
            filter,
            ..
        } = self;
        HeadMut::Subset(key, title, of, filter)
    }
}

/// `derive connected "Title" = …`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeriveDraft {
    pub key: Name,
    pub title: TextDraft,
    /// What it stands for.
    pub meaning: ExprDraft,
    pub number: Option<NumberDraft>,
    pub about: Option<TextDraft>,
}

impl Table for DeriveDraft {
    #[rustfmt::skip]
    const FIELDS: &'static [Field<Self>] = &[
        once("number", 340, "a text, or `unknown`", |d| FieldMut::Number(&mut d.number)),
        once("about", 71, "a text", |d| FieldMut::Text(&mut d.about)),
    ];

    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Derive(&mut self.key, &mut self.title, &mut self.meaning)
    }
}

/// `constraint "every chip has an image" = …`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConstraintDraft {
    /// What must hold, in words.
    pub title: TextDraft,
    /// What must hold.
    pub condition: ExprDraft,
    pub number: Option<NumberDraft>,
    pub hint: Option<TextDraft>,
}

impl Table for ConstraintDraft {
    #[rustfmt::skip]
    const FIELDS: &'static [Field<Self>] = &[
        once("number", 340, "a text, or `unknown`", |d| FieldMut::Number(&mut d.number)),
        once("hint", 72, "a text", |d| FieldMut::Text(&mut d.hint)),
    ];

    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Constraint(&mut self.title, &mut self.condition)
    }
}
