//! The scheme as resolved for one edition, what is known of a product, and the ids of slots: data and
//! queries only.
//!
//! Knows nothing of how a scheme is written or evaluated.

mod allow;
mod catalog;
mod circles;
mod condition;
mod control;
mod counted;
mod earlier;
mod entry;
mod evidence;
mod file_name;
mod finding;
mod form;
mod further;
mod graph;
mod headings;
mod identity;
mod keyed;
mod language;
mod levels;
mod lineage;
mod meant;
mod mentions;
mod migration;
mod number;
mod numbering;
mod overlay;
mod procedure;
mod prose;
mod provenance;
mod renamed;
mod rule_words;
mod rules;
mod samples;
mod scenario;
mod scheme;
mod scheme_controls;
mod scheme_index;
mod situation;
mod slot;
mod table;
mod tally;
mod types;
mod value;
mod verdict;
mod vocabulary;
mod work;

pub use allow::{Allow, AllowedItem, Marked};
pub use catalog::{
    Catalog, CatalogLevel, Cites, Edition, EditionStatus, Group, History, LevelMap, Office,
    Offices, Over, PartOf, Party, Use,
};
pub use circles::{Circle, find_circles};
pub use condition::{
    AttributeStep, Condition, Operand, Operator, Quantified, Quantifier, Set, Test, TestSubject,
};
pub use control::{
    Among, Applies, Assessment, Clauses, Control, EvidenceChoice, EvidenceLine, Inheritance,
    Inherited, Relation, RelationKind, RelationTarget, Rows, Strength, Subject, Treatment,
    TreatmentKind, VerifyLine,
};
pub use counted::{Counted, CountedIter};
pub use earlier::{Earlier, Lineages, Present};
pub use entry::{Answer, Entries, Entry, Given, MAX_ID, Origin, Values, is_id};
pub use evidence::{AnswersOf, EvidenceForm, EvidenceKind, Interpretation};
pub use file_name::{is_device, path_misfit};
pub use finding::{FindingClass, FindingEffect};
pub use form::{
    Ask, AskColumn, AskKind, BlankKind, Excerpt, Form, Holding, PrintedInventories, RESERVED_FILES,
    Section,
};
pub use further::{Bound, Further};
pub use graph::Dependencies;
pub use identity::{IdentityItem, IdentityKind, neutral_identity};
pub use keyed::{Keyed, KeyedList};
pub use language::{is_language, is_language_tag, language_tag_in_case};
pub use levels::{Level, LevelSet, MAX_LEVELS, find_level};
pub use lineage::{Change, ControlName, Fate, Lineage, Passage, Step};
pub use mentions::{
    DefinedName, Mention, open_mentions, visit_applies, visit_assessment, visit_clauses,
    visit_condition, visit_definition, visit_procedure, visit_scheme,
};
pub use migration::Migration;
pub use number::{Number, NumberType};
pub use numbering::Numbering;
pub use overlay::{Overlaid, OverlaidPart, Overlay, OverlayId};
pub use procedure::{
    Case, CaseCondition, CaseConfigurations, Depth, DepthBlock, Depths, Effort, Procedure, Repeat,
};
pub(crate) use provenance::words;
pub use provenance::{Aspect, Confidence, Ground, Provenance};
pub use renamed::Renamed;
pub use rules::{
    Act, ActKind, Duration, Effect, Event, Force, Limit, Moment, Occasion, Occurrence, Rule, Shared,
};
pub use samples::{
    MAX_STATES, SampleKind, SampleNeed, SampleSource, SampleState, SampleUse, Samples, Works,
};
pub use scenario::{Expectation, Scenario, Standing};
pub use scheme::Scheme;
pub use scheme_index::SchemeIndex;
pub use situation::{Datum, Declined, Extent, Situation, Stock, Target, Variant};
pub use slot::{Slot, SlotPart, SlotWord};
pub use table::{
    AccessId, AttributeId, CaseId, CatalogId, ConfigurationId, ConstraintId, ControlId, DeliveryId,
    DeriveId, EquipmentId, EventId, EvidenceId, FactId, FormId, GroupId, Id, IdentityId,
    InterpretationId, InventoryId, LevelId, PartyId, PhaseId, ProcedureId, RoleId, RuleId,
    SampleKindId, SampleStateId, SectionId, SubsetId, Table,
};
pub use tally::{count_visit, visits};
pub use types::{Choice, Type, TypeKind};
pub use value::{Date, Misfit, Value};
pub use verdict::{Verdict, VerdictClass};
pub use vocabulary::{Attribute, AttributeKind, Constraint, Derive, Fact, Inventory, Subset};
pub use work::{Phase, Titled};
