//! Facts, inventories, subsets, derived names, constraints.

use thin_vec::ThinVec;

use super::draft::{Field, FieldMut, HeadMut, Table, many, once};
use super::parts::{AttributeDraft, ExprDraft, Name, TextDraft, TypeDraft};

/// `fact source_access "Question?" : one of { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FactDraft {
    /// The name.
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

    fn table(&self) -> &'static [Field<Self>] {
        &[]
    }
}

/// `inventory chip "Title" { … }`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct InventoryDraft {
    /// The name.
    pub key: Name,
    /// The title.
    pub title: TextDraft,
    /// `about "…"`
    pub about: Option<TextDraft>,
    /// Attributes and claims, in order.
    pub attributes: ThinVec<AttributeDraft>,
    /// `confirmed by teardown, flash-dump`
    pub confirmed: ThinVec<Name>,
    /// `was old`
    pub was: ThinVec<Name>,
}

impl Table for InventoryDraft {
    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Titled(&mut self.key, &mut self.title)
    }

    fn table(&self) -> &'static [Field<Self>] {
        &INVENTORY
    }

    fn unnamed_part(&mut self) -> Option<&mut ThinVec<AttributeDraft>> {
        Some(&mut self.attributes)
    }
}

#[rustfmt::skip]
static INVENTORY: [Field<InventoryDraft>; 4] = [
    once("about", 64, "a text", |d| FieldMut::Text(&mut d.about)),
    many("claim", 67, "a name, a question, `:` and a type", |d| FieldMut::Claim(&mut d.attributes)),
    once("confirmed", 74, "`by` procedures", |d| FieldMut::ByKeys(&mut d.confirmed)),
    many("was", 241, "earlier names", |d| FieldMut::Keys(&mut d.was)),
];

/// `subset serial_port "Title" = interface where …`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SubsetDraft {
    /// The name.
    pub key: Name,
    /// The title.
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

    fn table(&self) -> &'static [Field<Self>] {
        &[]
    }
}

/// `derive connected "Title" = …`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeriveDraft {
    /// The name.
    pub key: Name,
    /// The title.
    pub title: TextDraft,
    /// What it stands for.
    pub meaning: ExprDraft,
}

impl Table for DeriveDraft {
    fn head_parts(&mut self) -> HeadMut<'_> {
        HeadMut::Derive(&mut self.key, &mut self.title, &mut self.meaning)
    }

    fn table(&self) -> &'static [Field<Self>] {
        &[]
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

    fn table(&self) -> &'static [Field<Self>] {
        &[]
    }
}
