//! The plan of a control: its status and what it calls for.

use super::rows::{OwedRows, Products};
use super::status::Status;
use crate::logic::Reason;
use crate::model::{ControlId, Depth, EvidenceChoice, Keyed, LevelId, PartyId, ProcedureId};
use crate::source::Text;

/// The plan of a control: its status and what it calls for.
#[derive(Debug, Clone, PartialEq)]
pub struct ControlPlan {
    /// The control.
    pub control: ControlId,
    /// The level of its catalog; `None` if the edition uses the whole catalog.
    pub level: Option<LevelId>,
    /// Its status for the series.
    pub status: Status,
    /// The reason for the status, with the data that settle it.
    pub reason: Reason,
    /// Its status for each product of the series, the lead first; empty if all agree.
    pub variants: Vec<VariantStatus>,
    /// The evidence owed, in the order of the source.
    pub evidence: Vec<EvidenceOwed>,
    /// The procedures owed, in the order of the source.
    pub procedures: Vec<ProcedureOwed>,
}

impl ControlPlan {
    /// Says whether the control applies but calls for nothing, so that no verdict can be reached.
    pub fn yields_nothing(&self) -> bool {
        self.status == Status::Applies && self.evidence.is_empty() && self.procedures.is_empty()
    }

    /// Returns its obligations: the evidence, then the procedures.
    pub fn lines(&self) -> impl Iterator<Item = &OwedLine> {
        let evidence = self.evidence.iter().map(|owed| &owed.line);
        evidence.chain(self.procedures.iter().map(|owed| &owed.line))
    }

    /// Returns why it is open, for the series and for its products; nothing if it is not.
    pub fn open_reasons(&self) -> impl Iterator<Item = &Reason> {
        let own = (self.status == Status::Open).then_some(&self.reason);
        let open = self
            .variants
            .iter()
            .filter(|variant| variant.status == Status::Open);
        own.into_iter().chain(open.map(|variant| &variant.reason))
    }
}

impl OwedLine {
    /// Returns why it is open, and why its rows are; nothing if all of it is settled.
    pub fn open_reasons(&self) -> impl Iterator<Item = &Reason> {
        let of_rows = self
            .rows
            .rows()
            .iter()
            .filter_map(|row| row.open_because.as_ref());
        self.open_because.iter().chain(of_rows)
    }
}

/// The status of a control for one product of a series.
#[derive(Debug, Clone, PartialEq)]
pub struct VariantStatus {
    /// The variant; `None` for the lead.
    pub variant: Option<String>,
    /// The status.
    pub status: Status,
    /// The reason for the status.
    pub reason: Reason,
}

/// Evidence that is owed.
#[derive(Debug, Clone, PartialEq)]
pub struct EvidenceOwed {
    /// The key within the control.
    pub key: Text,
    /// The evidence kinds that are wanted.
    pub choice: EvidenceChoice,
    /// Whether it is certainly owed, and for which entries.
    pub line: OwedLine,
    /// Whether the control applies, or the evidence is owed because it does not.
    pub ground: EvidenceGround,
}

/// Whether an obligation is certainly owed, and for which entries and products.
#[derive(Debug, Clone, PartialEq)]
pub struct OwedLine {
    /// `Applies` or `Open`.
    pub status: Status,
    /// Why it is open; `None` if it is certainly owed.
    pub open_because: Option<Reason>,
    /// The entries for which it is owed.
    pub rows: OwedRows,
    /// If it is owed once: the products of the series that owe it, the lead as `None`; empty if all do.
    pub variants: Products,
}

/// Why evidence is owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EvidenceGround {
    /// The control applies or may apply.
    Applies,
    /// The control does not apply, which itself calls for evidence (L-122).
    Otherwise,
}

/// A procedure that is owed.
#[derive(Debug, Clone, PartialEq)]
pub struct ProcedureOwed {
    /// The procedure.
    pub procedure: ProcedureId,
    /// The depth that this control asks for.
    pub depth: Depth,
    /// Whether it is certainly owed, and for which entries.
    pub line: OwedLine,
    /// Who must be present.
    pub witness: Option<PartyId>,
}

impl Keyed for ControlPlan {
    type Key = ControlId;

    fn key(&self) -> ControlId {
        self.control
    }
}
