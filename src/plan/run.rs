//! Runs: the procedures to carry out.

use std::collections::BTreeMap;

use serde::Serialize;
use thin_vec::ThinVec;

use super::reach::Reach;
use super::rows::{Products, RowKey, StillOpen};
use super::status::Status;
use crate::logic::Reason;
use crate::model::{
    Case, CaseId, ControlId, Counted, Depth, DepthBlock, Depths, InventoryId, Keyed, PartyId,
    PhaseId, ProcedureId, RoleId, SampleUse,
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
    /// The part of its attended time that its cases take beside its own effort, in minutes.
    pub of_cases: u32,
    /// The places of the rows on which it is carried out, in order.
    pub rows: Vec<usize>,
    /// The cases that are carried out, in order.
    pub cases: Vec<RunCase>,
    /// How it uses samples; `None` if it needs none.
    pub sample: Option<SampleUse>,
    /// The procedures of the plan that it waits for.
    pub waits_for: Vec<ProcedureId>,
}

/// A case that is carried out.
#[derive(Debug, Clone, PartialEq)]
pub struct RunCase {
    /// The place of the case among those of its depth.
    pub at: usize,
    /// The rows on which it is carried out.
    pub rows: CaseRows,
    /// Why it is not known in which configurations it is carried out, for the rows where it is not (L-304).
    pub set_up_open: BTreeMap<usize, Reason>,
}

/// The rows of a run on which a case is carried out.
#[derive(Debug, Clone, PartialEq)]
pub enum CaseRows {
    /// Each that asks for it; a case that is carried out once, for all of them.
    All(CaseStanding),
    /// These, by their places in the run.
    Each(BTreeMap<usize, CaseStanding>),
}

/// How a case stands on a row.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseStanding {
    /// `Applies`, or `Open` if it is not settled that the case is carried out.
    pub status: Status,
    /// Why it is open.
    pub open_because: Option<Reason>,
    /// What is open for single products of the series, though it is settled for others, or for another reason.
    pub still_open: ThinVec<StillOpen>,
    /// The products of the series for which it is carried out, the lead as `None`; empty if it is for all of the row.
    pub products: Products,
}

impl Default for CaseStanding {
    fn default() -> Self {
        Self {
            status: Status::Applies,
            open_because: None,
            still_open: ThinVec::new(),
            products: Products::default(),
        }
    }
}

impl RunBlock {
    /// Returns the cases that are carried out, with what is written of each.
    pub fn trials<'b>(
        &'b self,
        written: &'b DepthBlock,
    ) -> impl Iterator<Item = (&'b RunCase, &'b Case)> {
        let cases = self.cases.iter();
        cases.filter_map(|planned| Some((planned, written.cases.get(planned.at)?)))
    }
}

impl RunCase {
    /// Returns how it stands on a row of the run; `None` if it falls away there.
    pub fn on(&self, row: usize) -> Option<&CaseStanding> {
        match &self.rows {
            CaseRows::All(standing) => Some(standing),
            CaseRows::Each(standings) => standings.get(&row),
        }
    }

    /// Returns why it is open whether, or in which configurations, it is carried out, for each row where it is; without a
    /// row if that depends on the product alone.
    pub fn open(&self) -> impl Iterator<Item = (Option<usize>, &Reason)> {
        let (all, each) = match &self.rows {
            CaseRows::All(standing) => (Some((None, standing)), None),
            CaseRows::Each(standings) => (None, Some(standings)),
        };
        let each = each.into_iter().flatten();
        let each = each.map(|(row, standing)| (Some(*row), standing));
        let standings = all.into_iter().chain(each);
        let open = standings.flat_map(|(row, one)| {
            let others = one.still_open.iter().map(|other| &other.because);
            let reasons = one.open_because.iter().chain(others);
            reasons.map(move |reason| (row, reason))
        });
        let set_ups = self.set_up_open.iter();
        open.chain(set_ups.map(|(row, reason)| (Some(*row), reason)))
    }
}

/// A row of a procedure.
#[derive(Debug, Clone, PartialEq)]
pub struct RunRow {
    /// The entry; `None` if the procedure is done once.
    pub key: Option<RowKey>,
    /// The deepest depth that any control asks for this row, and an audit if a control asks for one.
    pub depths: Depths,
    /// The cases that are asked for.
    pub reach: Reach,
    /// `Applies`, or `Open` if everything that asks for it is open.
    pub status: Status,
    /// The controls that it serves, in the order of the scheme: each once for all cases, and once for each choice of
    /// single cases.
    pub serves: Vec<Served>,
    /// The products of the series for which it counts, the lead as `None`; empty if all agree.
    pub variants: Products,
    /// Those of them for which something settled asks for it; empty if it is all of them, or it is open.
    pub settled: Products,
    /// The place of the entry in the product file.
    pub place: Option<Place>,
}

impl RunRow {
    /// Returns how it serves a control by some cases, or if none is named by all of them; `None` if it does not.
    pub fn served(&self, control: ControlId, cases: &[CaseId]) -> Option<&Served> {
        let mut own = self.serves_of(control);
        own.find(|served| *served.cases == *cases)
    }

    /// Returns how it serves a control.
    pub fn serves_of(&self, control: ControlId) -> impl Iterator<Item = &Served> {
        let first = self
            .serves
            .partition_point(|served| served.control < control);
        let own = self.serves.get(first..).unwrap_or_default().iter();
        own.take_while(move |served| served.control == control)
    }
}

/// A control that a row serves.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Served {
    /// The control.
    pub control: ControlId,
    /// The single cases that it asks for, in order; empty if it asks for all.
    pub cases: ThinVec<CaseId>,
    /// The depths at which it asks for them.
    pub depths: Depths,
    /// The products of the series for which it asks, the lead as `None`; empty if it is for all of them.
    pub products: Products,
}

impl Served {
    /// Says whether a case of a block counts for it.
    pub fn counts(&self, block: &DepthBlock, case: &Case) -> bool {
        self.depths.includes(block.depth)
            && (self.cases.is_empty() || self.cases.contains(&case.id))
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
