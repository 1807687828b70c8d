//! Test procedures: depths, cases, effort (L-150 to L-176).

use std::hash::Hash;

use indexmap::IndexSet;
use serde::{Serialize, Serializer};

use super::condition::Condition;
use super::numbering::Numbering;
use super::provenance::{Provenance, words};
use super::samples::SampleUse;
use super::table::{
    AttributeId, CaseId, ConfigurationId, DeliveryId, EquipmentId, InventoryId, PartyId, PhaseId,
    ProcedureId, RoleId,
};
use crate::source::{Place, Text};

words! {
    /// How deeply something is examined. `review`, `test` and `attack` are a ladder: a deeper one
    /// includes the shallower. `audit` stands beside it.
    Depth {
        /// Documents are read.
        Review = "review",
        /// The product is tested.
        Test = "test",
        /// An attack is tried within a time box.
        Attack = "attack",
        /// Sites are visited, people interviewed.
        Audit = "audit",
    }
}

impl Depth {
    /// Says whether work at this depth includes the work at `other`.
    pub fn includes(self, other: Self) -> bool {
        match (self, other) {
            (Self::Audit, Self::Audit) => true,
            (Self::Audit, _) | (_, Self::Audit) => false,
            (own, other) => own >= other,
        }
    }
}

/// The depths at which something is carried out: a depth of the ladder, an audit, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Depths {
    /// The deepest of the ladder; never `Audit`.
    ladder: Option<Depth>,
    /// Whether there is an audit.
    audit: bool,
}

impl Depths {
    /// Returns the depths that hold one depth alone.
    pub fn of(depth: Depth) -> Self {
        let audit = depth == Depth::Audit;
        Self {
            ladder: (!audit).then_some(depth),
            audit,
        }
    }

    /// Returns both together: the deeper of the ladder, and an audit where either has one.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            ladder: self.ladder.max(other.ladder),
            audit: self.audit || other.audit,
        }
    }

    /// Says whether the work at these depths includes the work at `depth`.
    pub fn includes(self, depth: Depth) -> bool {
        self.each().any(|own| own.includes(depth))
    }

    /// Says whether the work at these depths includes all the work at `other`.
    pub fn include_all(self, other: Self) -> bool {
        other.each().all(|depth| self.includes(depth))
    }

    /// Returns the deepest of the ladder, then the audit.
    pub fn each(self) -> impl Iterator<Item = Depth> {
        let audit = self.audit.then_some(Depth::Audit);
        self.ladder.into_iter().chain(audit)
    }

    /// Returns the depth under which a verdict is given: that of the ladder where there is one.
    pub fn leading(self) -> Depth {
        self.ladder.unwrap_or(Depth::Audit)
    }

    /// Returns the depths as written in the language: `test`, `audit`, `test and audit`.
    pub fn word(self) -> &'static str {
        match (self.ladder, self.audit) {
            (Some(Depth::Review), true) => "review and audit",
            (Some(Depth::Test), true) => "test and audit",
            (Some(Depth::Attack), true) => "attack and audit",
            (Some(depth), _) => depth.word(),
            (None, _) => Depth::Audit.word(),
        }
    }
}

impl From<Depth> for Depths {
    fn from(depth: Depth) -> Self {
        Self::of(depth)
    }
}

impl Serialize for Depths {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

#[cfg(test)]
impl schemars::JsonSchema for Depths {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Depths".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let depths = Depth::ALL.iter().map(|depth| Self::of(*depth));
        let audited = Depth::ALL
            .iter()
            .filter(|depth| **depth != Depth::Audit)
            .map(|depth| Self::of(*depth).and(Self::of(Depth::Audit)));
        let words: Vec<&str> = depths.chain(audited).map(Self::word).collect();
        schemars::json_schema!({
            "description": "One depth of the ladder, an audit, or both.",
            "type": "string",
            "enum": words,
        })
    }
}

/// A test procedure.
#[derive(Debug, Clone, PartialEq)]
pub struct Procedure {
    /// The key.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// The number under which the source has it (L-340).
    pub number: Numbering,
    /// What it establishes, and under which conditions.
    pub about: Option<Text>,
    /// The inventory whose entries it examines; none where it is done once.
    pub inventory: Option<InventoryId>,
    /// The attribute of each entry that gives a second dimension.
    pub second: Option<AttributeId>,
    /// Who must be present.
    pub witness: Option<PartyId>,
    /// The phase of all its depths, where they do not follow the phases of the edition.
    pub phase: Option<PhaseId>,
    /// Who carries out the depths that have no role of their own.
    pub role: Option<RoleId>,
    /// What can hurt people or things in it.
    pub hazards: Vec<Text>,
    /// What must be so before it begins.
    pub preconditions: Vec<Text>,
    /// Its depths, shallow before deep, audit last.
    pub depths: Vec<DepthBlock>,
    /// Where it comes from.
    pub provenance: Provenance,
    /// Earlier keys.
    pub was: Vec<Text>,
    /// Where it is declared.
    pub place: Place,
}

/// What is done at one depth, in addition to what the shallower depths do.
#[derive(Debug, Clone, PartialEq)]
pub struct DepthBlock {
    /// The depth.
    pub depth: Depth,
    /// Who carries it out, where it is not the role of the procedure.
    pub role: Option<RoleId>,
    /// What can hurt people or things in it.
    pub hazards: Vec<Text>,
    /// What must be so before it begins.
    pub preconditions: Vec<Text>,
    /// Equipment and tools of the laboratory.
    pub equipment: Vec<EquipmentId>,
    /// What the vendor delivers.
    pub deliveries: Vec<DeliveryId>,
    /// How it uses samples; `None` if it needs none.
    pub sample: Option<SampleUse>,
    /// Procedures that must have been carried out before, and are planned with this one.
    pub requires: Vec<ProcedureId>,
    /// Procedures that come first if they are planned.
    pub after: Vec<ProcedureId>,
    /// How long it takes.
    pub effort: Effort,
    /// The cases in order.
    pub cases: Vec<Case>,
    /// What to record for the whole depth.
    pub record: Vec<Text>,
    /// When it passes.
    pub pass: Option<Text>,
    /// When to stop trying.
    pub stop: Option<Text>,
    /// Where it is written.
    pub place: Place,
}

/// How long something takes, in minutes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Effort {
    /// Once per run.
    pub per_run: u32,
    /// For each entry.
    pub per_entry: u32,
    /// Without anybody present, per run.
    pub unattended: u32,
}

/// A numbered case of a procedure.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Its number within its procedure.
    pub id: CaseId,
    /// How often it is carried out.
    pub repeat: Repeat,
    /// The key.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// The number under which the source has it (L-340).
    pub number: Numbering,
    /// Whether it shows that what is examined works, or that the set-up sees what it looks for.
    pub positive: bool,
    /// The condition under which it is carried out; `None` where it always is.
    pub condition: Option<CaseCondition>,
    /// The configurations in each of which it is carried out.
    pub configurations: CaseConfigurations,
    /// Equipment and tools that it alone needs.
    pub equipment: Vec<EquipmentId>,
    /// What the vendor delivers for it alone.
    pub deliveries: Vec<DeliveryId>,
    /// How long it takes, beside the effort of its depth.
    pub effort: Effort,
    /// The steps in order.
    pub steps: Vec<Text>,
    /// The expected result.
    pub expect: Option<Text>,
    /// What to record.
    pub record: Vec<Text>,
    /// Earlier keys.
    pub was: Vec<Text>,
    /// Where it is written.
    pub place: Place,
}

/// The condition under which a case is carried out.
#[derive(Debug, Clone, PartialEq)]
pub enum CaseCondition {
    /// For the entries that meet it; the entry is the innermost scope.
    Where(Condition),
    /// For the products that meet it.
    When(Condition),
}

impl CaseCondition {
    /// Returns what must hold.
    pub fn condition(&self) -> &Condition {
        match self {
            Self::Where(condition) | Self::When(condition) => condition,
        }
    }
}

/// The configurations in which a case is carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaseConfigurations {
    /// In each of these, in order; where there are none, once, with the product as it stands.
    Named(Vec<ConfigurationId>),
    /// In those that the entry names (L-304).
    OfEntry {
        /// The attribute that names them.
        attribute: AttributeId,
        /// Its choices in order, each with its configuration.
        choices: Vec<(Text, ConfigurationId)>,
    },
}

impl CaseConfigurations {
    /// Returns every configuration in which the case may be carried out, in order.
    pub fn all(&self) -> impl Iterator<Item = ConfigurationId> {
        let (named, choices) = match self {
            Self::Named(named) => (named.as_slice(), &[][..]),
            Self::OfEntry { choices, .. } => (&[][..], choices.as_slice()),
        };
        let of_entry = choices.iter().map(|(_, configuration)| *configuration);
        named.iter().copied().chain(of_entry)
    }
}

/// How often a case is carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Repeat {
    /// For each entry.
    PerEntry,
    /// Once in a run.
    #[serde(rename = "once")]
    OncePerRun,
}

impl Procedure {
    /// Returns the blocks that work at `depth` includes, the shallowest first.
    pub fn blocks(&self, depth: Depth) -> impl Iterator<Item = &DepthBlock> {
        self.depths
            .iter()
            .filter(move |block| depth.includes(block.depth))
    }

    /// Returns its cases in order, by id.
    pub fn cases(&self) -> impl Iterator<Item = &Case> {
        self.depths.iter().flat_map(|block| &block.cases)
    }

    /// Returns the cases of some ids, in order.
    pub fn some_cases(&self, ids: &[CaseId]) -> impl Iterator<Item = &Case> {
        self.cases().filter(|case| ids.contains(&case.id))
    }

    /// Returns its key, with those of single cases that are asked for: `debug-ports.closed+locked`.
    pub fn key_of(&self, cases: &[CaseId]) -> String {
        let cases = self.joined_cases(cases);
        let cases = cases.map_or_else(String::new, |cases| format!(".{cases}"));
        format!("{}{cases}", self.key)
    }

    /// Returns the keys of single cases that are asked for, as slots name them: `closed+locked`; `None` if all are.
    pub fn joined_cases(&self, cases: &[CaseId]) -> Option<String> {
        let keys: Vec<&str> = self.some_cases(cases).map(|case| &*case.key).collect();
        (!cases.is_empty()).then(|| keys.join("+"))
    }

    /// Returns the condition of each case.
    pub fn conditions(&self) -> impl Iterator<Item = &CaseCondition> {
        self.cases().filter_map(|case| case.condition.as_ref())
    }

    /// Returns the block written for exactly this depth.
    pub fn block(&self, depth: Depth) -> Option<&DepthBlock> {
        self.depths.iter().find(|block| block.depth == depth)
    }
}

impl DepthBlock {
    /// Returns its equipment and that of its cases, each once, in order.
    pub fn all_equipment(&self) -> Vec<EquipmentId> {
        let of_cases = self.cases.iter().flat_map(|case| &case.equipment);
        each_once(self.equipment.iter().chain(of_cases))
    }

    /// Returns its deliveries and those of its cases, each once, in order.
    pub fn all_deliveries(&self) -> Vec<DeliveryId> {
        let of_cases = self.cases.iter().flat_map(|case| &case.deliveries);
        each_once(self.deliveries.iter().chain(of_cases))
    }
}

fn each_once<'i, I: Copy + Eq + Hash + 'i>(ids: impl Iterator<Item = &'i I>) -> Vec<I> {
    let once: IndexSet<I> = ids.copied().collect();
    once.into_iter().collect()
}
