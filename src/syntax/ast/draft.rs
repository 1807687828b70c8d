//! What all drafts share: a head, and a table of the fields of their block.
//!
//! For each field the table gives its word, how often it may occur, what it holds, the rule of `docs/language.md` that
//! describes it, and the part of the draft that it fills. The room `parse` knows how to read each kind of part.

use thin_vec::ThinVec;

use std::any::Any;
use std::fmt;

use super::field_info::{Count, FieldInfo, Inner, Need};
use super::parts::{
    ActDraft, AnswersDraft, AppliesDraft, AskKindDraft, CaseClause, CitesDraft, CountDraft,
    CoveredDraft, DropDraft, EffortDraft, ExpectDraft, ExprDraft, FindingClassDraft, FormPlace,
    HistoryDraft, HistoryKind, HoldingDraft, KindDraft, LevelClause, LevelDraft, LineDraft, Name,
    NumberDraft, OverDraft, ProductLine, ProvenanceDraft, RefDraft, RelatesDraft, SampleDraft,
    TextDraft, TypeDraft, UsesDraft, VerifyDraft, WordDraft,
};
use crate::source::{Span, Spanned};

/// A head and fields as written: an item, or a part of an item with a block of its own.
pub trait Draft: Any + fmt::Debug + Send + Sync {
    /// Returns the parts that the head fills.
    fn head(&mut self) -> HeadMut<'_>;
    /// Returns the fields that the block may have, in the order in which they are usually written.
    fn fields(&self) -> Vec<&'static FieldInfo>;
    /// Returns the part that a field fills, by its number in [`Draft::fields`].
    fn field(&mut self, number: usize) -> Option<FieldMut<'_>>;
    /// Returns the part that a field fills whose word is not in the table; `None` if the draft has no such fields.
    fn unnamed(&mut self) -> Option<&mut dyn DraftList>;
    /// Returns the keys that it had before.
    fn earlier_keys(&self) -> &[Name];
    /// Returns the draft as a value of any type.
    fn as_any(&self) -> &dyn Any;
}

/// A draft of one type: its head and its table of fields.
pub trait Table: Any + fmt::Debug + Default + Send + Sync {
    /// The fields, in the order in which they are usually written.
    const FIELDS: &'static [Field<Self>] = &[];
    /// Returns the parts that the head fills.
    fn head_parts(&mut self) -> HeadMut<'_>;
    /// Returns the fields that the block of this draft may have.
    fn table(&self) -> &'static [Field<Self>] {
        Self::FIELDS
    }
    /// Returns the part that a field fills whose word is not in the table, if the draft has such fields.
    fn unnamed_part(&mut self) -> Option<&mut dyn DraftList> {
        None
    }
    /// Returns the keys that it had before.
    fn earlier_keys(&self) -> &[Name] {
        &[]
    }
}

impl<D: Table> Draft for D {
    fn head(&mut self) -> HeadMut<'_> {
        self.head_parts()
    }

    fn fields(&self) -> Vec<&'static FieldInfo> {
        self.table().iter().map(|field| &field.info).collect()
    }

    fn field(&mut self, number: usize) -> Option<FieldMut<'_>> {
        let field = self.table().get(number)?;
        Some((field.part)(self))
    }

    fn unnamed(&mut self) -> Option<&mut dyn DraftList> {
        self.unnamed_part()
    }

    fn earlier_keys(&self) -> &[Name] {
        Table::earlier_keys(self)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// A row of the table of fields of a draft.
#[derive(Debug)]
pub struct Field<D> {
    /// The description of the field.
    pub info: FieldInfo,
    /// The part of the draft that it fills.
    pub part: for<'d> fn(&'d mut D) -> FieldMut<'d>,
}

/// Makes the row of a field that may be given once.
pub(super) const fn once<D>(
    word: &'static str,
    rule: u16,
    holds: &'static str,
    part: for<'d> fn(&'d mut D) -> FieldMut<'d>,
) -> Field<D> {
    Field {
        info: FieldInfo {
            word,
            count: Count::Once,
            need: Need::Optional,
            rule,
            holds,
        },
        part,
    }
}

/// Makes the row of a field that may be given any number of times.
pub(super) const fn many<D>(
    word: &'static str,
    rule: u16,
    holds: &'static str,
    part: for<'d> fn(&'d mut D) -> FieldMut<'d>,
) -> Field<D> {
    let mut field = once(word, rule, holds, part);
    field.info.count = Count::Many;
    field
}

impl<D> Field<D> {
    /// Says that the field must be given.
    pub(super) const fn required(mut self) -> Self {
        self.info.need = Need::Required;
        self
    }
}

/// Drafts of one type that an item holds.
pub trait DraftList {
    /// Lets `read` fill an empty draft, and keeps the draft if `read` returns that its head could be read.
    fn add(&mut self, read: &mut dyn FnMut(&mut dyn Draft) -> bool);
}

impl<D: Table> DraftList for ThinVec<D> {
    fn add(&mut self, read: &mut dyn FnMut(&mut dyn Draft) -> bool) {
        let mut draft = D::default();
        if read(&mut draft) {
            push_one(self, draft);
        }
    }
}

/// Adds to a list. Most lists hold one or two values, so room is made for each instead of for four.
pub fn push_one<T>(list: &mut ThinVec<T>, added: T) {
    if list.len() < 4 {
        list.reserve_exact(1);
    }
    list.push(added);
}

/// The parts of a draft that a head fills; the variant is how the head is written.
#[derive(Debug)]
pub enum HeadMut<'d> {
    /// `key "Title"`
    Titled(&'d mut Name, &'d mut TextDraft),
    /// `key "Title"`; the title may be missing where the control inherits one.
    Control(&'d mut Name, &'d mut Option<TextDraft>),
    /// `key@version "Title"`
    Versioned(&'d mut RefDraft, &'d mut TextDraft),
    /// `key@version "Title" revises key@version`; the revised catalog may be missing.
    Revising(
        &'d mut RefDraft,
        &'d mut TextDraft,
        &'d mut Option<RefDraft>,
    ),
    /// `key@version`
    Catalog(&'d mut RefDraft),
    /// `catalog:key`
    ControlOf(&'d mut RefDraft),
    /// `"What it shows"`
    Text(&'d mut TextDraft),
    /// `name "Question?" : type`
    Question(&'d mut Name, &'d mut TextDraft, &'d mut TypeDraft),
    /// The same, with `claim` before it if it is one.
    Attribute(
        &'d mut Option<Span>,
        &'d mut Name,
        &'d mut TextDraft,
        &'d mut TypeDraft,
    ),
    /// `name "Title" = inventory where condition`
    Subset(
        &'d mut Name,
        &'d mut TextDraft,
        &'d mut Name,
        &'d mut ExprDraft,
    ),
    /// `name "Title" = condition`
    Derive(&'d mut Name, &'d mut TextDraft, &'d mut ExprDraft),
    /// `"What holds, in words" = condition`
    Constraint(&'d mut TextDraft, &'d mut ExprDraft),
    /// `control kind control because "…"`
    Relation(&'d mut RefDraft, &'d mut RelatesDraft),
    /// `code of item because "…"`
    Allow(
        &'d mut ThinVec<Name>,
        &'d mut ThinVec<RefDraft>,
        &'d mut TextDraft,
    ),
    /// `aspect, aspect confidence "source"`
    Provenance(&'d mut ProvenanceDraft),
    /// `test`
    Depth(&'d mut Name),
    /// `once key "Title" when condition`
    Case(
        &'d mut bool,
        &'d mut Name,
        &'d mut TextDraft,
        &'d mut Option<CaseClause>,
    ),
    /// `key "Title" : kind`
    Ask(&'d mut Name, &'d mut TextDraft, &'d mut AskKindDraft),
    /// `key "Word" class was keys`
    Verdict(
        &'d mut Name,
        &'d mut TextDraft,
        &'d mut Name,
        &'d mut ThinVec<Name>,
    ),
}

/// The part of a draft that a field fills; the variant is how the field is written.
pub enum FieldMut<'d> {
    /// A text.
    Text(&'d mut Option<TextDraft>),
    /// Texts with commas between them.
    Texts(&'d mut ThinVec<TextDraft>),
    /// `when` and a text.
    WhenText(&'d mut Option<TextDraft>),
    /// A word: a key, a date, a word of a closed list.
    Key(&'d mut Option<Name>),
    /// Words with commas between them.
    Keys(&'d mut ThinVec<Name>),
    /// `by` and a key.
    ByKey(&'d mut Option<Name>),
    /// `by` and keys.
    ByKeys(&'d mut ThinVec<Name>),
    /// `unpublished of` and keys.
    Unpublished(&'d mut ThinVec<Name>),
    /// A reference.
    Reference(&'d mut Option<RefDraft>),
    /// References with commas between them.
    References(&'d mut ThinVec<RefDraft>),
    /// A number in quotes, or `unknown`.
    Number(&'d mut Option<NumberDraft>),
    /// Nothing: the word alone says it.
    Flag(&'d mut Option<Span>),
    /// A source and its licence.
    Cites(&'d mut Option<CitesDraft>),
    /// Words, each with what is printed for it.
    Words(&'d mut ThinVec<WordDraft>),
    /// Kinds of an event.
    Kinds(&'d mut ThinVec<KindDraft>),
    /// Aspects, a confidence and a source.
    Provenance(&'d mut ThinVec<ProvenanceDraft>),
    /// What became of earlier keys.
    History(HistoryKind, &'d mut ThinVec<HistoryDraft>),
    /// Levels with `<` between them.
    Levels(&'d mut ThinVec<LevelDraft>),
    /// How many controls a catalog holds.
    Count(&'d mut Option<CountDraft>),
    /// A catalog and a level.
    Over(&'d mut ThinVec<OverDraft>),
    /// A catalog and how its levels map.
    Uses(&'d mut ThinVec<UsesDraft>),
    /// A key, a word in quotes, and what an open finding does.
    Finding(&'d mut ThinVec<FindingClassDraft>),
    /// A level and all above; a control has this or [`FieldMut::AtLevels`].
    FromLevel(&'d mut Option<LevelClause>),
    /// Levels.
    AtLevels(&'d mut Option<LevelClause>),
    /// To which products a control applies.
    Applies(&'d mut Option<Spanned<AppliesDraft>>),
    /// `evidence` and keys.
    Otherwise(&'d mut ThinVec<Name>),
    /// A line of evidence.
    Evidence(&'d mut ThinVec<LineDraft>),
    /// A line of procedures.
    Verify(&'d mut ThinVec<VerifyDraft>),
    /// A line that begins with its word, `evidence` or `verify`.
    Added(&'d mut ThinVec<LineDraft>, &'d mut ThinVec<VerifyDraft>),
    /// `evidence` or `verify` and keys.
    Dropped(&'d mut ThinVec<DropDraft>),
    /// Controls and a ground.
    Covered(&'d mut Option<Box<CoveredDraft>>),
    /// `assessed because` and a ground.
    NotAssessed(&'d mut Option<TextDraft>),
    /// A kind of relation and a control.
    Relates(&'d mut ThinVec<RelatesDraft>),
    /// An inventory, and the attribute that gives a second dimension.
    Inventory(&'d mut Option<Name>, &'d mut Option<Name>),
    /// A state of samples, how many and whose.
    Sample(&'d mut Option<SampleDraft>),
    /// Configurations, or the attribute that names them.
    Configurations(&'d mut ThinVec<Name>, &'d mut Option<Name>),
    /// How long work takes.
    Effort(&'d mut ThinVec<EffortDraft>),
    /// A form and a section of it.
    Place(&'d mut ThinVec<FormPlace>),
    /// What evidence is: a word, or answers.
    EvidenceKind(&'d mut Option<Name>, &'d mut Option<AnswersDraft>),
    /// What a section holds.
    Holds(&'d mut ThinVec<HoldingDraft>),
    /// One thing that a rule says.
    Act(Act, &'d mut ThinVec<ActDraft>),
    /// An edition and a level.
    Under(&'d mut Option<RefDraft>, &'d mut Option<Name>),
    /// The lines of a product, in a block.
    Product(&'d mut ThinVec<ProductLine>),
    /// A control and how it stands.
    Expect(&'d mut ThinVec<ExpectDraft>),
    /// Something with a block of its own.
    Inner(Inner, &'d mut dyn DraftList),
}

/// The word of the field of a rule that says what the rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is its word")]
pub enum Act {
    Order,
    Deadline,
    Sets,
    Effect,
    States,
    Same,
}

/// Whether a block in braces follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Block {
    /// None does.
    None,
    /// One may.
    Allowed,
    /// One must.
    Needed,
}

impl FieldMut<'_> {
    /// Says whether the field has a block in braces.
    pub fn block(&self) -> Block {
        if matches!(
            self,
            Self::Product(_) | Self::Inner(Inner::Depth | Inner::Case, _)
        ) {
            Block::Needed
        } else if matches!(
            self,
            Self::Inner(
                Inner::Section | Inner::Ask | Inner::Attribute | Inner::Verdict,
                _
            )
        ) {
            Block::Allowed
        } else {
            Block::None
        }
    }
}
