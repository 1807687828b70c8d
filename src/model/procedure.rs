//! Test procedures: depths, cases, effort, samples (L-150 to L-177).

use serde::{Serialize, Serializer};

use super::provenance::{Provenance, words};
use super::table::{
    AttributeId, ConfigurationId, InventoryId, PartyId, PhaseId, ProcedureId, RoleId,
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

words! {
    /// The state of a sample.
    SampleState {
        /// No sample is needed.
        None = "none",
        /// Any working sample will do.
        Any = "any",
        /// Never opened.
        Sealed = "sealed",
        /// Opened, still working.
        Opened = "opened",
        /// With a shell or debug access that production devices lack.
        Unlocked = "unlocked",
        /// Its storage was read out, chips may have been taken off.
        Dumped = "dumped",
        /// In a state that cannot be taken back: a fuse blown, a counter advanced.
        Altered = "altered",
        /// Its data is gone.
        Wiped = "wiped",
        /// Used up.
        Dead = "dead",
    }
}

/// A test procedure.
#[derive(Debug, Clone, PartialEq)]
pub struct Procedure {
    /// The key.
    pub key: Text,
    /// The title.
    pub title: Text,
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
    /// Equipment and tools of the laboratory.
    pub equipment: Vec<Text>,
    /// What the vendor delivers.
    pub deliveries: Vec<Text>,
    /// How it uses samples.
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

/// How a depth of a procedure uses samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SampleUse {
    /// Whether it takes samples of its own.
    pub source: SampleSource,
    /// How many samples it needs, from 1.
    pub count: u32,
    /// From how many batches of production they come: from 1, at most `count`.
    pub batches: u32,
    /// The state it needs.
    pub needs: SampleState,
    /// The state in which it leaves the sample.
    pub leaves: SampleState,
}

/// Whether a procedure shares its samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SampleSource {
    /// It uses a sample that other procedures use too.
    Shared,
    /// It uses a sample of its own.
    Own,
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// How often it is carried out.
    pub repeat: Repeat,
    /// The key.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// The configurations in each of which it is carried out, in order; where empty, it is carried out once, with
    /// the product as it stands.
    pub configurations: Vec<ConfigurationId>,
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

    /// Returns the block written for exactly this depth.
    pub fn block(&self, depth: Depth) -> Option<&DepthBlock> {
        self.depths.iter().find(|block| block.depth == depth)
    }
}
