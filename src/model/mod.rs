//! The scheme as resolved for one edition, what is known of a product, and the ids of slots: data and
//! queries only.
//!
//! Knows nothing of how a scheme is written or evaluated.

mod catalog;
mod condition;
mod control;
mod counted;
mod entry;
mod evidence;
mod graph;
mod keyed;
mod levels;
mod mentions;
mod numbering;
mod overlay;
mod procedure;
mod prose;
mod provenance;
mod rule_words;
mod rules;
mod scenario;
mod scheme;
mod scheme_index;
mod situation;
mod slot;
mod table;
mod tally;
mod types;
mod value;
mod vocabulary;
mod work;

pub use catalog::{
    Catalog, CatalogLevel, Cites, Edition, EditionStatus, Group, History, LevelMap, Over, PartOf,
    Party, Use, Verdict, VerdictClass,
};
pub use condition::{
    AttributeStep, Condition, Operand, Operator, Quantified, Quantifier, Set, Test, TestSubject,
};
pub use control::{
    Applies, Assessment, Clauses, Control, EvidenceChoice, EvidenceLine, Relation, RelationKind,
    RelationTarget, Rows, Strength, Subject, TakenFrom, Treatment, TreatmentKind, VerifyLine,
};
pub use counted::{Counted, CountedIter};
pub use entry::{Answer, Entries, Entry, Given, MAX_ID, Origin, Values, is_id};
pub use evidence::{
    Ask, AskKind, BlankKind, EvidenceForm, EvidenceKind, Form, Holding, Interpretation, Section,
};
pub use graph::Dependencies;
pub use keyed::{Keyed, KeyedList};
pub use levels::{Level, LevelSet, MAX_LEVELS, find_level};
pub use mentions::{
    DefinedName, Mention, open_mentions, visit_applies, visit_assessment, visit_clauses,
    visit_condition, visit_definition, visit_scheme,
};
pub use numbering::Numbering;
pub use overlay::{Overlaid, OverlaidPart, Overlay, OverlayId};
pub use procedure::{
    Case, Depth, DepthBlock, Depths, Effort, Procedure, Repeat, SampleSource, SampleState,
    SampleUse,
};
pub(crate) use provenance::words;
pub use provenance::{Aspect, Confidence, Ground, Provenance};
pub use rules::{
    Act, ActKind, Duration, Effect, Event, Force, Limit, Moment, Occasion, Occurrence, Rule,
};
pub use scenario::{Expectation, Scenario, Standing};
pub use scheme::Scheme;
pub use scheme_index::SchemeIndex;
pub use situation::{Datum, Declined, Extent, Situation, Stock, Target, Variant};
pub use slot::SlotId;
pub use table::{
    AttributeId, CatalogId, ConfigurationId, ConstraintId, ControlId, DeriveId, EventId,
    EvidenceId, FactId, FormId, GroupId, Id, InterpretationId, InventoryId, LevelId, PartyId,
    PhaseId, ProcedureId, RoleId, RuleId, SectionId, SubsetId, Table,
};
pub use tally::{count_visit, visits};
pub use types::{Choice, Type, TypeKind};
pub use value::{Date, Misfit, Number, Value};
pub use vocabulary::{Attribute, AttributeKind, Constraint, Derive, Fact, Inventory, Subset};
pub use work::{Phase, Titled};
