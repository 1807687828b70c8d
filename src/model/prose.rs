//! The prose of a scheme: titles, questions, explanations and reasons, item by item.
//!
//! Every field of every item is named, here or beside its type. A new kind of item, or a new field, does not compile
//! until it is decided whether it is prose. Keys, words and numbers of the source are not, nor are the texts by which people judge (L-233),
//! and scenarios, which no document prints.

use super::catalog::{Catalog, Edition, Group, PartOf, Party};
use super::control::{Control, Relation, Treatment};
use super::evidence::{EvidenceKind, Interpretation};
use super::form::{Ask, AskColumn, AskKind, Form, Section};
use super::numbering::Numbering;
use super::procedure::{Case, DepthBlock, Procedure};
use super::provenance::Aspect;
use super::rules::{Event, Rule};
use super::samples::{SampleKind, SampleState};
use super::table::{Id, Table};
use super::types::{Choice, Type};
use super::verdict::Verdict;
use super::vocabulary::{Attribute, Constraint, Derive, Fact, Inventory, Subset};
use crate::source::{Place, Text};

/// Receives the place, the key and the prose of an item, or of a part of an item with a place of its own.
pub(super) type Visit<'v, 's> = &'v mut dyn FnMut(Place, &'s str, &[&'s Text]);

/// Items with prose.
pub(super) trait HasProse {
    /// Visits the prose of each item, then that of its parts. Parts without a key go by that of their owner.
    fn visit_prose<'s>(&'s self, owner: &'s str, visit: Visit<'_, 's>);
}

impl<I: Id, T: HasProse> HasProse for Table<I, T> {
    fn visit_prose<'s>(&'s self, owner: &'s str, visit: Visit<'_, 's>) {
        for (_, row) in self.iter() {
            row.visit_prose(owner, visit);
        }
    }
}

impl<T: HasProse> HasProse for Vec<T> {
    fn visit_prose<'s>(&'s self, owner: &'s str, visit: Visit<'_, 's>) {
        for part in self {
            part.visit_prose(owner, visit);
        }
    }
}

/// Implements [`HasProse`] for items from a table: the key, the fields with prose, the parts, and all other fields. A kind
/// of item may have its row here or beside its type.
macro_rules! prose_of {
    ($($item:ident $key:ident {
        prose: $($prose:ident)*;
        parts: $($part:ident)*;
        none: $($none:ident)*;
    })*) => {$(
        impl $crate::model::prose::HasProse for $item {
            fn visit_prose<'s>(&'s self, _: &'s str, visit: $crate::model::prose::Visit<'_, 's>) {
                let Self { $key, $($prose,)* $($part,)* $($none: _,)* place } = self;
                let mut texts = Vec::new();
                $($crate::model::prose::ProseField::gather($prose, &mut texts);)*
                visit(*place, $key, &texts);
                $($part.visit_prose($key, visit);)*
            }
        }
    )*};
}
pub(super) use prose_of;

#[rustfmt::skip]
prose_of! {
    Edition key {
        prose: title about; parts: verdicts;
        none: number version status approved dated cites languages levels unpublished uses findings forms phases calendar rules
            prints offices certified history lineage provenance;
    }
    Verdict key { prose: about; parts: ; none: title class was; }
    Catalog key {
        prose: title about part_of; parts: ;
        none: number version publisher dated cites over levels prints history lineage provenance;
    }
    Group key { prose: title about; parts: ; none: number catalog was is_left; }
    Interpretation key {
        prose: title question ruling; parts: ; none: controls number dated provenance;
    }
    Fact key { prose: question about answer; parts: ; none: number for_information was; }
    Inventory key { prose: title about; parts: attributes; none: number label confirmed was; }
    Attribute key { prose: question answer; parts: ; none: number for_information kind audience acyclic was; }
    Subset key { prose: title about; parts: ; none: number of filter; }
    Derive key { prose: title about; parts: ; none: number meaning; }
    EvidenceKind key {
        prose: title contains; parts: ; none: number form answers places languages signed_by audience provenance was;
    }
    Party key { prose: title; parts: ; none: number; }
    Event key { prose: title about kinds; parts: ; none: number occurs concerns after was; }
    Rule key {
        prose: title about breach; parts: ; none: number act when by force cites provenance was;
    }
    Procedure key {
        prose: title about hazards preconditions; parts: depths;
        none: number inventory second witness phase role provenance was;
    }
    Case key {
        prose: title steps record; parts: ;
        none: id number repeat positive condition configurations equipment deliveries effort expect was;
    }
    Form key { prose: title about; parts: sections; none: file author number issue dated provenance was; }
    Section key {
        prose: title about; parts: asks; none: number holds undertakes lists excerpts leading was;
    }
    Ask key { prose: title about kind; parts: ; none: number audience was; }
    SampleState key { prose: title about; parts: ; none: number after is_delivered works was; }
    SampleKind key { prose: title about; parts: ; none: number is_ordinary delivered label was; }
}

impl HasProse for Constraint {
    fn visit_prose<'s>(&'s self, _: &'s str, visit: Visit<'_, 's>) {
        let Self {
            title,
            number: _,
            hint,
            condition: _,
            place,
        } = self;
        let mut texts = Vec::from([title]);
        hint.gather(&mut texts);
        visit(*place, title, &texts);
    }
}

impl HasProse for Relation {
    fn visit_prose<'s>(&'s self, owner: &'s str, visit: Visit<'_, 's>) {
        let Self {
            focal: _,
            kind: _,
            target: _,
            because,
            place,
        } = self;
        let mut texts = Vec::new();
        because.gather(&mut texts);
        visit(*place, owner, &texts);
    }
}

impl HasProse for Control {
    fn visit_prose<'s>(&'s self, _: &'s str, visit: Visit<'_, 's>) {
        let Self {
            key: _,
            name,
            catalog: _,
            title,
            number: _,
            group: _,
            levels: _,
            gap_because,
            strength: _,
            subject: _,
            addresses: _,
            objective,
            statement: _,
            guidance,
            treatment,
            provenance: _,
            overlaid: _,
            was: _,
            inherits: _,
            incomplete: _,
            place,
        } = self;
        let mut texts = Vec::new();
        // The wording of a licensed copy is not ours to change.
        if !self.is_official(Aspect::Title) {
            title.gather(&mut texts);
        }
        objective.gather(&mut texts);
        guidance.gather(&mut texts);
        gap_because.gather(&mut texts);
        treatment.gather(&mut texts);
        visit(*place, name, &texts);
    }
}

impl HasProse for DepthBlock {
    fn visit_prose<'s>(&'s self, owner: &'s str, visit: Visit<'_, 's>) {
        let Self {
            depth: _,
            role: _,
            hazards,
            preconditions,
            equipment: _,
            deliveries: _,
            sample: _,
            requires: _,
            after: _,
            effort: _,
            cases,
            record,
            pass: _,
            stop,
            place,
        } = self;
        let mut texts = Vec::new();
        hazards.gather(&mut texts);
        preconditions.gather(&mut texts);
        record.gather(&mut texts);
        stop.gather(&mut texts);
        visit(*place, owner, &texts);
        cases.visit_prose(owner, visit);
    }
}

/// Fields with prose.
pub(super) trait ProseField {
    /// Adds the texts of the field to a list.
    fn gather<'s>(&'s self, texts: &mut Vec<&'s Text>);
}

impl ProseField for Text {
    fn gather<'s>(&'s self, texts: &mut Vec<&'s Text>) {
        texts.push(self);
    }
}

impl<T: ProseField> ProseField for Option<T> {
    fn gather<'s>(&'s self, texts: &mut Vec<&'s Text>) {
        if let Some(field) = self {
            field.gather(texts);
        }
    }
}

impl<T: ProseField> ProseField for Vec<T> {
    fn gather<'s>(&'s self, texts: &mut Vec<&'s Text>) {
        for field in self {
            field.gather(texts);
        }
    }
}

impl ProseField for Choice {
    fn gather<'s>(&'s self, texts: &mut Vec<&'s Text>) {
        let Self {
            key: _,
            label,
            was: _,
            also: _,
        } = self;
        label.gather(texts);
    }
}

impl ProseField for Type {
    fn gather<'s>(&'s self, texts: &mut Vec<&'s Text>) {
        for choice in self.choices() {
            choice.gather(texts);
        }
    }
}

impl ProseField for AskKind {
    fn gather<'s>(&'s self, texts: &mut Vec<&'s Text>) {
        match self {
            Self::OneOf(choices) => choices.gather(texts),
            Self::ListOf(columns) => columns.gather(texts),
            Self::Blank(_) => {}
        }
    }
}

impl ProseField for AskColumn {
    fn gather<'s>(&'s self, texts: &mut Vec<&'s Text>) {
        let Self {
            key: _,
            title,
            kind,
            was: _,
        } = self;
        title.gather(texts);
        kind.gather(texts);
    }
}

impl ProseField for PartOf {
    fn gather<'s>(&'s self, texts: &mut Vec<&'s Text>) {
        let Self { total: _, because } = self;
        because.gather(texts);
    }
}

impl ProseField for Numbering {
    fn gather<'s>(&'s self, texts: &mut Vec<&'s Text>) {
        match self {
            Self::Given(text) => text.gather(texts),
            Self::Unknown | Self::Unsaid => {}
        }
    }
}

impl ProseField for Treatment {
    fn gather<'s>(&'s self, texts: &mut Vec<&'s Text>) {
        match self {
            Self::Covered { by: _, because } | Self::NotAssessed { because } => {
                because.gather(texts);
            }
            Self::Assessed(_) => {}
        }
    }
}
