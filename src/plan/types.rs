//! What a plan holds.

use crate::logic::Reason;
use crate::model::{
    ControlId, Depth, Depths, EvidenceChoice, InventoryId, LevelId, PartyId, PhaseId, ProcedureId,
    RoleId, SampleUse, SlotId,
};
use crate::source::Place;

use super::work::Work;

/// What a scheme calls for at a level, for a product and its variants.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The level of the edition; `None` where it has none.
    pub level: Option<LevelId>,
    /// The names of the variants beside the lead, in order.
    pub variants: Vec<String>,
    /// Every control of the level, in the order of the scheme.
    pub controls: Vec<ControlPlan>,
    /// The inventories on which a control of the level rests, in the order of the scheme.
    pub inventories: Vec<InventoryId>,
    /// The procedures to carry out, in the order in which to carry them out.
    pub runs: Vec<Run>,
    /// What all of them take together: effort, time, samples.
    pub work: Work,
}

/// How a control stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// It applies.
    Applies,
    /// It does not apply.
    NotApplicable,
    /// What is known does not settle whether it applies; treated as owed.
    Open,
    /// Its verdict follows those of others.
    Covered,
    /// It is set aside.
    NotAssessed,
    /// A recommendation that the vendor does not follow.
    Declined,
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 6] = [
        Self::Applies,
        Self::NotApplicable,
        Self::Open,
        Self::Covered,
        Self::NotAssessed,
        Self::Declined,
    ];

    /// Returns the key of the status in JSON: `not-applicable`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Applies => "applies",
            Self::NotApplicable => "not-applicable",
            Self::Open => "open",
            Self::Covered => "covered",
            Self::NotAssessed => "not-assessed",
            Self::Declined => "declined",
        }
    }

    /// Returns the words for people: `does not apply`.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Applies => "applies",
            Self::NotApplicable => "does not apply",
            Self::Open => "open",
            Self::Covered => "covered by others",
            Self::NotAssessed => "not assessed",
            Self::Declined => "declined",
        }
    }

    /// Says whether the control's obligations are owed: it applies, or may apply.
    #[must_use]
    pub fn is_owed(self) -> bool {
        match self {
            Self::Applies | Self::Open => true,
            Self::NotApplicable | Self::Covered | Self::NotAssessed | Self::Declined => false,
        }
    }
}

/// How a control stands, and what it calls for.
#[derive(Debug, Clone, PartialEq)]
pub struct ControlPlan {
    /// The control.
    pub control: ControlId,
    /// The level of its catalog; `None` where the whole catalog is in.
    pub level: Option<LevelId>,
    /// How it stands for the series.
    pub status: Status,
    /// Why, as a sentence with what settles it.
    pub reason: Reason,
    /// How it stands for each product of the series, the lead first; empty where all agree.
    pub variants: Vec<VariantStatus>,
    /// The evidence owed, in the order of the source.
    pub evidence: Vec<EvidenceOwed>,
    /// The procedures owed, in the order of the source.
    pub procedures: Vec<ProcedureOwed>,
}

impl ControlPlan {
    /// Says whether the control applies and yet calls for nothing, so that nothing can decide it.
    #[must_use]
    pub fn yields_nothing(&self) -> bool {
        self.status == Status::Applies && self.evidence.is_empty() && self.procedures.is_empty()
    }
}

/// How a control stands for one product of a series.
#[derive(Debug, Clone, PartialEq)]
pub struct VariantStatus {
    /// The variant; `None` for the lead.
    pub variant: Option<String>,
    /// How it stands.
    pub status: Status,
    /// Why.
    pub reason: Reason,
}

/// Evidence that is owed.
#[derive(Debug, Clone, PartialEq)]
pub struct EvidenceOwed {
    /// The key within the control.
    pub key: String,
    /// What is wanted.
    pub choice: EvidenceChoice,
    /// `Applies` or `Open`.
    pub status: Status,
    /// Why it is open; `None` where it is owed for certain.
    pub open_because: Option<Reason>,
    /// For which entries.
    pub rows: OwedRows,
    /// Where it is owed once: the products of the series that owe it, the lead as `None`; empty where all do.
    pub variants: Vec<Option<String>>,
    /// Whether it is owed because the control does not apply.
    pub ground: EvidenceGround,
}

/// Why evidence is owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EvidenceGround {
    /// The control applies or may apply.
    Applies,
    /// `otherwise evidence`: the control does not apply, which itself calls for evidence.
    Otherwise,
}

/// A procedure that is owed.
#[derive(Debug, Clone, PartialEq)]
pub struct ProcedureOwed {
    /// The procedure.
    pub procedure: ProcedureId,
    /// How deeply, for this control.
    pub depth: Depth,
    /// `Applies` or `Open`.
    pub status: Status,
    /// Why it is open; `None` where it is owed for certain.
    pub open_because: Option<Reason>,
    /// For which entries.
    pub rows: OwedRows,
    /// Where it is owed once: the products of the series that owe it, the lead as `None`; empty where all do.
    pub variants: Vec<Option<String>>,
    /// Who must be present.
    pub witness: Option<PartyId>,
}

/// For which entries something is owed.
#[derive(Debug, Clone, PartialEq)]
pub enum OwedRows {
    /// Once.
    Once,
    /// For each of these; never empty.
    Each(Vec<Row>),
    /// For at least one of these, the best verdict wins; empty is a failure.
    AtLeastOne(Vec<Row>),
}

impl OwedRows {
    /// Returns the rows; none where it is owed once.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        match self {
            Self::Once => &[],
            Self::Each(rows) | Self::AtLeastOne(rows) => rows,
        }
    }
}

/// One entry, or one place for entries that are not known yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Which.
    pub key: RowKey,
    /// `Applies`, or `Open` where it is not settled that the entry counts.
    pub status: Status,
    /// Why it is open; `None` where it is settled.
    pub open_because: Option<Reason>,
    /// The products of the series for which it counts, the lead as `None`; empty where all agree.
    pub variants: Vec<Option<String>>,
    /// Where the entry stands in the product file.
    pub place: Option<Place>,
}

/// Which entry a row stands for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowKey {
    /// An entry: `interface.console`.
    Entry {
        /// The inventory's name.
        inventory: String,
        /// The entry's id.
        id: String,
    },
    /// An entry and a member of one of its attributes: `update_path.ota+app`.
    Pair {
        /// The inventory's name.
        inventory: String,
        /// The entry's id.
        id: String,
        /// The member.
        other: String,
    },
    /// Entries of this inventory that are not known yet.
    Unknown {
        /// The inventory's name.
        inventory: String,
    },
}

impl RowKey {
    /// Returns the key used in JSON and slots: `inventory.id`, `inventory.id+other`; `None` for entries not
    /// known yet.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        match self {
            Self::Entry { inventory, id } => Some(format!("{inventory}.{id}")),
            Self::Pair {
                inventory,
                id,
                other,
            } => Some(format!("{inventory}.{id}+{other}")),
            Self::Unknown { .. } => None,
        }
    }

    /// Returns the name of the inventory.
    #[must_use]
    pub fn inventory(&self) -> &str {
        match self {
            Self::Entry { inventory, .. }
            | Self::Pair { inventory, .. }
            | Self::Unknown { inventory } => inventory,
        }
    }

    /// Returns the id of the entry; `None` for entries not known yet.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Entry { id, .. } | Self::Pair { id, .. } => Some(id),
            Self::Unknown { .. } => None,
        }
    }
}

/// A procedure to carry out.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// The procedure.
    pub procedure: ProcedureId,
    /// The deepest depth of its rows, and an audit where one is asked for.
    pub depths: Depths,
    /// `Applies`, or `Open` where nothing settled asks for it.
    pub status: Status,
    /// Its rows, each at the depths that any control asks for it.
    pub rows: Vec<RunRow>,
    /// The procedures that require it; empty where controls ask for it themselves.
    pub required_by: Vec<ProcedureId>,
    /// The inventories that it confirms, in the order of the scheme.
    pub confirms: Vec<InventoryId>,
    /// The procedures of the plan that must come before it.
    pub comes_after: Vec<ProcedureId>,
    /// Who must be present.
    pub witnesses: Vec<PartyId>,
    /// What it takes at each depth that is carried out, shallow before deep.
    pub blocks: Vec<RunBlock>,
    /// Its effort, that of all its blocks.
    pub effort: RunEffort,
}

/// What a procedure takes at one depth.
#[derive(Debug, Clone, PartialEq)]
pub struct RunBlock {
    /// The depth.
    pub depth: Depth,
    /// The phase in which it falls; `None` where the edition has no phase for it.
    pub phase: Option<PhaseId>,
    /// Who carries it out; `None` where the scheme does not say.
    pub role: Option<RoleId>,
    /// Its effort.
    pub effort: RunEffort,
    /// What it does to samples; `None` where it needs none.
    pub sample: Option<SampleUse>,
    /// What of the plan it waits for.
    pub waits_for: Vec<ProcedureId>,
}

/// A row of a procedure.
#[derive(Debug, Clone, PartialEq)]
pub struct RunRow {
    /// Which entry; `None` where the procedure is done once.
    pub key: Option<RowKey>,
    /// The deepest depth that any control asks for it, and an audit where one does.
    pub depths: Depths,
    /// `Applies`, or `Open` where nothing settled asks for it.
    pub status: Status,
    /// The controls it serves, each once and at its own depths, in the order of the scheme.
    pub serves: Vec<(ControlId, Depths)>,
    /// The products of the series for which it counts, the lead as `None`; empty where all agree.
    pub variants: Vec<Option<String>>,
    /// Where the entry stands in the product file.
    pub place: Option<Place>,
}

impl RunRow {
    /// Returns the depths at which it serves a control; `None` where it does not serve it.
    #[must_use]
    pub fn depths_for(&self, control: ControlId) -> Option<Depths> {
        let mut asked = self.serves.iter();
        let found = asked.find(|(by, _)| *by == control);
        found.map(|(_, depths)| *depths)
    }
}

/// How long something takes, in minutes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RunEffort {
    /// With people at work.
    pub attended: u32,
    /// Without.
    pub unattended: u32,
    /// The part of `attended` that stands or falls with what is open.
    pub open: u32,
}

impl RunEffort {
    /// Returns both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            attended: self.attended.saturating_add(other.attended),
            unattended: self.unattended.saturating_add(other.unattended),
            open: self.open.saturating_add(other.open),
        }
    }
}

impl std::iter::Sum for RunEffort {
    fn sum<I: Iterator<Item = Self>>(efforts: I) -> Self {
        efforts.fold(Self::default(), Self::plus)
    }
}

impl Plan {
    /// Returns the plan of a control.
    #[must_use]
    pub fn control(&self, control: ControlId) -> Option<&ControlPlan> {
        self.controls.iter().find(|plan| plan.control == control)
    }

    /// Returns the run of a procedure.
    #[must_use]
    pub fn run(&self, procedure: ProcedureId) -> Option<&Run> {
        self.runs.iter().find(|run| run.procedure == procedure)
    }

    /// Returns the controls with a status.
    pub fn with_status(&self, status: Status) -> impl Iterator<Item = &ControlPlan> {
        self.controls
            .iter()
            .filter(move |plan| plan.status == status)
    }
}

/// Returns the slot in which the verdict of a control on a row is given.
#[must_use]
pub fn verdict_slot(control: &str, procedure: &str, row: Option<&RowKey>) -> SlotId {
    SlotId::new(control, "verdict")
        .item(procedure)
        .entry(row.and_then(RowKey::text))
}
