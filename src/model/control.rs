//! Controls and what they call for (L-110 to L-144), relations (L-190 to L-192).

use thin_vec::ThinVec;

use super::condition::{AttributeStep, Condition, Set};
use super::levels::LevelSet;
use super::numbering::Numbering;
use super::overlay::{Overlaid, OverlaidPart};
use super::procedure::{Depth, Depths};
use super::provenance::{Aspect, Provenance, words};
use super::table::{
    AttributeId, CaseId, CatalogId, ControlId, EvidenceId, GroupId, LevelId, PartyId, ProcedureId,
};
use crate::source::{Place, Text};

/// A control of a catalog.
#[derive(Debug, Clone, PartialEq)]
pub struct Control {
    /// The source's own key: `C.1`.
    pub key: Text,
    /// The key with that of the catalog: `asvs-c:C.1`. The form that every output shows.
    pub name: Text,
    /// The catalog.
    pub catalog: CatalogId,
    /// The title.
    pub title: Text,
    /// The number under which the source has it (L-340).
    pub number: Numbering,
    /// The group.
    pub group: Option<GroupId>,
    /// The levels of the catalog at which it holds; every level where the catalog has none.
    pub levels: LevelSet,
    /// Why there is a gap in the levels.
    pub gap_because: Option<Text>,
    /// Whether it must or should be met.
    pub strength: Strength,
    /// Whether it judges the product or the maker.
    pub subject: Subject,
    /// The parties that it addresses.
    pub addresses: ThinVec<PartyId>,
    /// What it is for.
    pub objective: Option<Text>,
    /// What it requires.
    pub statement: Option<Text>,
    /// What a good answer contains.
    pub guidance: Option<Text>,
    /// How it is dealt with.
    pub treatment: Treatment,
    /// Where its aspects come from.
    pub provenance: Provenance,
    /// What overlays changed in it.
    pub overlaid: ThinVec<Overlaid>,
    /// Earlier keys.
    pub was: ThinVec<Text>,
    /// The control from which it inherits what it does not say itself.
    pub inherits: Option<Box<Inherited>>,
    /// Whether a part of it could not be read; then nothing follows from what it lacks.
    pub incomplete: bool,
    /// Where it is declared.
    pub place: Place,
}

impl Control {
    /// Returns how it is assessed, if it is assessed itself.
    pub fn assessment(&self) -> Option<&Assessment> {
        match &self.treatment {
            Treatment::Assessed(assessment) => Some(assessment),
            Treatment::Covered { .. } | Treatment::NotAssessed { .. } => None,
        }
    }

    /// Returns the control that it takes, where it is a control of a profile (L-050).
    pub fn takes(&self) -> Option<&Inherited> {
        let inherited = self.inherits.as_deref()?;
        (inherited.by == Inheritance::Profile).then_some(inherited)
    }

    /// Says whether it is a control of an earlier version that a revision leaves as it was (L-058). It is declared there.
    pub fn is_left(&self) -> bool {
        let by = self.inherits.as_deref().map(|inherited| inherited.by);
        by == Some(Inheritance::Left)
    }

    /// Says whether the text of an aspect is that of a licensed copy.
    pub fn is_official(&self, aspect: Aspect) -> bool {
        self.overlaid
            .iter()
            .any(|overlaid| overlaid.aspect == aspect && overlaid.part == OverlaidPart::Text)
    }
}

/// The control from which another inherits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inherited {
    /// How it is inherited.
    pub by: Inheritance,
    /// Its name: `asvs-c:C.1`.
    pub name: Text,
    /// Its catalog: `asvs-c@4.0.3`.
    pub catalog: Text,
    /// The title of its catalog.
    pub source: Text,
    /// The place of the words that decide whether the heir applies.
    pub decides: Option<Place>,
}

/// How a control inherits from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inheritance {
    /// A control of a profile takes one of a base.
    Profile,
    /// A revision writes again what it changes.
    Revision,
    /// A revision leaves the control as it was.
    Left,
}

words! {
    /// Whether a control must or should be met.
    Strength {
        /// It must be met.
        Shall = "shall",
        /// It is recommended.
        Should = "should",
    }
}

words! {
    /// What a control judges.
    Subject {
        /// The product.
        Product = "product",
        /// The maker, who is judged once and not for each product.
        Maker = "maker",
    }
}

words! {
    /// The kind of a treatment.
    TreatmentKind {
        /// By evidence and procedures of its own.
        Assessed = "assessed",
        /// Its verdict follows those of others.
        Covered = "covered",
        /// It is set aside.
        NotAssessed = "not-assessed",
    }
}

/// How a control is dealt with.
#[derive(Debug, Clone, PartialEq)]
pub enum Treatment {
    /// With evidence and procedures of its own.
    Assessed(Assessment),
    /// Its verdict follows the verdicts of other controls.
    Covered {
        /// The controls that cover it.
        by: Vec<ControlId>,
        /// The ground.
        because: Text,
    },
    /// Set aside; neither a gap nor a pass.
    NotAssessed {
        /// The ground.
        because: Text,
    },
}

impl Treatment {
    /// Returns its kind.
    pub fn kind(&self) -> TreatmentKind {
        match self {
            Self::Assessed(_) => TreatmentKind::Assessed,
            Self::Covered { .. } => TreatmentKind::Covered,
            Self::NotAssessed { .. } => TreatmentKind::NotAssessed,
        }
    }
}

/// When a control applies and what it calls for.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// When it applies.
    pub applies: Applies,
    /// Evidence owed once where the control does not apply.
    pub otherwise: ThinVec<EvidenceId>,
    /// The evidence lines; each is an obligation.
    pub evidence: ThinVec<EvidenceLine>,
    /// The procedure lines; each is an obligation.
    pub verify: ThinVec<VerifyLine>,
}

/// When a control applies.
#[derive(Debug, Clone, PartialEq)]
pub enum Applies {
    /// To every product.
    Always,
    /// If the set has an entry.
    ForEach(Set),
    /// If the condition holds.
    When(Condition),
}

/// An evidence obligation.
#[derive(Debug, Clone, PartialEq)]
pub struct EvidenceLine {
    /// Its key within the control: the key of the evidence kind, or of the choice.
    pub key: Text,
    /// What is wanted.
    pub choice: EvidenceChoice,
    /// The levels of the catalog at which it is wanted.
    pub levels: LevelSet,
    /// For which entries, and when.
    pub clauses: Clauses,
    /// Where it is written.
    pub place: Place,
}

/// The evidence that meets an obligation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EvidenceChoice {
    /// This kind.
    Kind(EvidenceId),
    /// A number of these kinds.
    Of {
        /// How many are needed, at least 1.
        needed: usize,
        /// The kinds to choose from.
        kinds: ThinVec<EvidenceId>,
    },
}

impl EvidenceChoice {
    /// Returns the kinds in it.
    pub fn kinds(&self) -> &[EvidenceId] {
        match self {
            Self::Kind(kind) => std::slice::from_ref(kind),
            Self::Of { kinds, .. } => kinds,
        }
    }
}

/// A procedure obligation.
#[derive(Debug, Clone, PartialEq)]
pub struct VerifyLine {
    /// The procedure.
    pub procedure: ProcedureId,
    /// The single cases that are asked for, in order; empty where all of them are (L-305).
    pub cases: ThinVec<CaseId>,
    /// Depths, with the levels of the catalog at which each is asked.
    pub depths: ThinVec<(Depth, LevelSet)>,
    /// For which entries, and when.
    pub clauses: Clauses,
    /// Who must be present, in place of the procedure's own witness.
    pub witness: Option<PartyId>,
    /// Where it is written.
    pub place: Place,
}

impl VerifyLine {
    /// Returns the depths asked at a level of the catalog: the deepest of the ladder, and an audit.
    pub fn depths_at(&self, level: Option<LevelId>) -> Option<Depths> {
        self.depths
            .iter()
            .filter(|(_, levels)| levels.contains(level))
            .map(|(depth, _)| Depths::of(*depth))
            .reduce(Depths::and)
    }
}

/// For which entries an obligation is owed, and when. The rows that it inherits from `applies for each` are filled
/// in.
#[derive(Debug, Clone, PartialEq)]
pub struct Clauses {
    /// For which entries.
    pub rows: Rows,
    /// The entries to keep; the entry is the innermost scope.
    pub filter: Option<Box<Condition>>,
    /// The obligation is owed only if this holds.
    pub condition: Option<Box<Condition>>,
}

/// For which entries an obligation is owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    /// Once.
    Once,
    /// For each entry, or for each pair of an entry and a member of one of its attributes.
    Each {
        /// The entries.
        set: Set,
        /// The attribute that gives the second dimension.
        second: Option<AttributeId>,
    },
    /// For at least one entry: all are listed, and the best verdict wins.
    AtLeastOne(Set),
    /// For each entry of a set, at least one of those that refer to it (L-306).
    AtLeastOneOf(Among),
}

/// The entries of which one is enough for each entry of another set, to which they refer (L-306).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Among {
    /// The entries to which others refer.
    pub each: Set,
    /// The entries that refer to them.
    pub set: Set,
    /// The attribute that refers.
    pub by: AttributeStep,
}

impl Rows {
    /// Returns the set that gives the rows.
    pub fn set(self) -> Option<Set> {
        match self {
            Self::Once => None,
            Self::Each { set, .. }
            | Self::AtLeastOne(set)
            | Self::AtLeastOneOf(Among { set, .. }) => Some(set),
        }
    }
}

words! {
    /// What a control is to another (NIST IR 8477). The control in which the relation stands is the focal one.
    RelationKind {
        /// They ask for the same.
        Equal = "equal",
        /// The focal control asks for a part of the other.
        Subset = "subset",
        /// The other asks for a part of the focal control.
        Superset = "superset",
        /// They overlap.
        Intersects = "intersects",
        /// They have nothing in common.
        None = "none",
    }
}

impl RelationKind {
    /// Returns the relation as seen from the other control.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::Subset => Self::Superset,
            Self::Superset => Self::Subset,
            Self::Equal | Self::Intersects | Self::None => self,
        }
    }

    /// Returns the verb for a sentence: `is a subset of`.
    pub fn phrase(self) -> &'static str {
        match self {
            Self::Equal => "is equal to",
            Self::Subset => "is a subset of",
            Self::Superset => "is a superset of",
            Self::Intersects => "intersects",
            Self::None => "has nothing in common with",
        }
    }
}

/// A relation between two controls. It informs, and discharges nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// The control from which it is seen.
    pub focal: ControlId,
    /// What the focal control is to the other.
    pub kind: RelationKind,
    /// The other control.
    pub target: RelationTarget,
    /// The ground.
    pub because: Option<Text>,
    /// Where it is written.
    pub place: Place,
}

/// The other side of a relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RelationTarget {
    /// A control of this edition.
    Control(ControlId),
    /// A control of a catalog that the edition does not use, by name.
    Outside(Text),
}
