//! Facts, inventories, subsets, derived names, constraints.
#![expect(missing_docs, reason = "the table of fields says what each is")]

use thin_vec::ThinVec;

use super::draft::{Field, FieldMut, HeadMut, Table, many, once};
use super::parts::{AttributeDraft, ExprDraft, Name, TextDraft, TypeDraft};

/// `fact source_access "Question?" : one of { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FactDraft {
    pub key: Name,
    /// The question, as a vendor reads it.
    pub question: TextDraft,
    /// What can be answered.
    pub answer: TypeDraft,
}

impl Table for FactDraft {
    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Question(&mut self.key, &mut self.question, &mut self.answer)
    }
}

/// `inventory chip "Title" { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct InventoryDraft {
    pub key: Name,
    pub title: TextDraft,
    pub about: Option<TextDraft>,
    pub attributes: ThinVec<AttributeDraft>,
    pub confirmed: ThinVec<Name>,
    pub was: ThinVec<Name>,
}

impl Table for InventoryDraft {
    #[rustfmt::skip]
    const FIELDS: &'static [Field<Self>] = &[
        once("about", 64, "a text", |d| FieldMut::Text(&mut d.about)),
        many("claim", 67, "a name, a question, `:` and a type", |d| FieldMut::Claim(&mut d.attributes)),
        once("confirmed", 74, "`by` procedures", |d| FieldMut::ByKeys(&mut d.confirmed)),
        many("was", 241, "earlier names", |d| FieldMut::Keys(&mut d.was)),
    ];

    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Titled(&mut self.key, &mut self.title)
    }

    fn unnamed_part(&mut self) -> Option<&mut ThinVec<AttributeDraft>> {
        Some(&mut self.attributes)
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
}

impl Table for SubsetDraft {
    fn head_parts(&mut self) -> HeadMut<'_> {
        let Self {
            key,
            title,
            of,
            filter,
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
}

impl Table for DeriveDraft {
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
}

impl Table for ConstraintDraft {
    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Constraint(&mut self.title, &mut self.condition)
    }
}
