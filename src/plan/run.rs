//! Runs: the procedures to carry out.

use serde::Serialize;

use super::rows::{Products, RowKey};
use super::status::Status;
use crate::model::{
    ControlId, Counted, Depth, Depths, InventoryId, Keyed, PartyId, PhaseId, ProcedureId, RoleId,
    SampleUse,
};
use crate::source::Place;

/// A procedure to carry out.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// The procedure.
    pub procedure: ProcedureId,
    /// The deepest depth of its rows, and an audit if one is asked for.
    pub depths: Depths,
    /// `Applies`, or `Open` if everything that asks for it is open.
    pub status: Status,
    /// Its rows, each at the depths that any control asks for it.
    pub rows: Counted<RunRow>,
    /// The procedures that require it; empty if controls ask for it themselves.
    pub required_by: Vec<ProcedureId>,
    /// The inventories that it confirms, in the order of the scheme.
    pub confirms: Vec<InventoryId>,
    /// The procedures of the plan that must come before it.
    pub comes_after: Vec<ProcedureId>,
    /// Who must be present.
    pub witnesses: Vec<PartyId>,
    /// One block for each depth that is carried out, from shallow to deep.
    pub blocks: Vec<RunBlock>,
    /// The effort of all its blocks.
    pub effort: RunEffort,
}

/// The work of a procedure at one depth.
#[derive(Debug, Clone, PartialEq)]
pub struct RunBlock {
    /// The depth.
    pub depth: Depth,
    /// Its phase; `None` if the edition has no phase for it.
    pub phase: Option<PhaseId>,
    /// Who carries it out; `None` if the scheme does not say.
    pub role: Option<RoleId>,
    /// Its effort.
    pub effort: RunEffort,
    /// How it uses samples; `None` if it needs none.
    pub sample: Option<SampleUse>,
    /// The procedures of the plan that it waits for.
    pub waits_for: Vec<ProcedureId>,
}

/// A row of a procedure.
#[derive(Debug, Clone, PartialEq)]
pub struct RunRow {
    /// The entry; `None` if the procedure is done once.
    pub key: Option<RowKey>,
    /// The deepest depth that any control asks for this row, and an audit if a control asks for one.
    pub depths: Depths,
    /// `Applies`, or `Open` if everything that asks for it is open.
    pub status: Status,
    /// The controls that it serves, each once with its own depths, in the order of the scheme.
    pub serves: Vec<(ControlId, Depths)>,
    /// The products of the series for which it counts, the lead as `None`; empty if all agree.
    pub variants: Products,
    /// The place of the entry in the product file.
    pub place: Option<Place>,
}

impl RunRow {
    /// Returns the depths at which it serves a control; `None` if it does not serve the control.
    pub fn depths_for(&self, control: ControlId) -> Option<Depths> {
        let place = self.serves.binary_search_by_key(&control, |(by, _)| *by);
        self.serves.get(place.ok()?).map(|(_, depths)| *depths)
    }
}

/// The effort of some work, in minutes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RunEffort {
    /// Time with people at work.
    pub attended: u32,
    /// Time without.
    pub unattended: u32,
    /// The part of `attended` that depends on open questions.
    pub open: u32,
}

impl RunEffort {
    /// Returns the sum of two efforts.
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
