//! How a control stands, and what it calls for.

use super::keyed::Keyed;
use super::rows::{OwedRows, Products};
use super::status::Status;
use crate::logic::Reason;
use crate::model::{ControlId, Depth, EvidenceChoice, LevelId, PartyId, ProcedureId};
use crate::source::Text;

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
    pub key: Text,
    /// What is wanted.
    pub choice: EvidenceChoice,
    /// `Applies` or `Open`.
    pub status: Status,
    /// Why it is open; `None` where it is owed for certain.
    pub open_because: Option<Reason>,
    /// For which entries.
    pub rows: OwedRows,
    /// Where it is owed once: the products of the series that owe it, the lead as `None`; empty where all do.
    pub variants: Products,
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
    pub variants: Products,
    /// Who must be present.
    pub witness: Option<PartyId>,
}

impl Keyed for ControlPlan {
    type Key = ControlId;

    fn key(&self) -> ControlId {
        self.control
    }
}
