//! Procedures to carry out.

use serde::Serialize;

use super::keyed::Keyed;
use super::rows::{Products, RowKey};
use super::status::Status;
use crate::model::{
    ControlId, Counted, Depth, Depths, InventoryId, PartyId, PhaseId, ProcedureId, RoleId,
    SampleUse,
};
use crate::source::Place;

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
    pub rows: Counted<RunRow>,
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
    pub variants: Products,
    /// Where the entry stands in the product file.
    pub place: Option<Place>,
}

impl RunRow {
    /// Returns the depths at which it serves a control; `None` where it does not serve it.
    #[must_use]
    pub fn depths_for(&self, control: ControlId) -> Option<Depths> {
        let place = self.serves.binary_search_by_key(&control, |(by, _)| *by);
        self.serves.get(place.ok()?).map(|(_, depths)| *depths)
    }
}

/// How long something takes, in minutes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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

impl Keyed for Run {
    type Key = ProcedureId;

    fn key(&self) -> ProcedureId {
        self.procedure
    }
}
