//! The plan of a control: its status and what it calls for.

use thin_vec::ThinVec;

use super::rows::{OwedRows, Products, Row, RowKey, StillOpen, status_for};
use super::status::Status;
use crate::logic::Reason;
use crate::model::{
    AnswersOf, CaseId, ControlId, Depth, EvidenceChoice, EvidenceId, Keyed, LevelId, PartyId,
    ProcedureId, Scheme,
};
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
    /// Its status for each product of the series, the lead first; empty if all agree, and are open for the same reason.
    pub variants: Vec<VariantStatus>,
    /// The evidence owed, in the order of the source, answers left out.
    pub evidence: Vec<EvidenceOwed>,
    /// The answers owed, which are evidence themselves (L-310), in the order of the source.
    pub answers: Vec<EvidenceOwed>,
    /// The procedures owed, in the order of the source.
    pub procedures: Vec<ProcedureOwed>,
}

impl ControlPlan {
    /// Says whether the control applies but calls for nothing, so that no verdict can be reached.
    pub fn yields_nothing(&self) -> bool {
        self.status == Status::Applies
            && self.papers_and_answers().next().is_none()
            && self.procedures.is_empty()
    }

    /// Returns all evidence that is owed: the papers, then the answers.
    pub fn papers_and_answers(&self) -> impl Iterator<Item = &EvidenceOwed> {
        self.evidence.iter().chain(&self.answers)
    }

    /// Returns its obligations: the evidence, then the procedures.
    pub fn lines(&self) -> impl Iterator<Item = &OwedLine> {
        let evidence = self.papers_and_answers().map(|owed| &owed.line);
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
    /// Returns how it stands for some products of a series, for one of its rows if it has some. An empty list stands for all
    /// products.
    pub fn status_for(&self, row: Option<&Row>, products: &Products) -> Status {
        let own = match row {
            Some(row) => status_for(row.status, &row.still_open, products),
            None => self.status,
        };
        if own == Status::Open {
            return own;
        }
        status_for(Status::Applies, &self.still_open, products)
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

impl EvidenceOwed {
    /// Returns the kind and the answers of which it consists, if it is no paper (L-310).
    pub fn answers<'s>(&self, scheme: &'s Scheme) -> Option<(EvidenceId, &'s AnswersOf)> {
        let kind = *self.choice.kinds().first()?;
        Some((kind, scheme.evidence[kind].answers.as_ref()?))
    }
}

/// Whether an obligation is certainly owed, and for which entries and products.
#[derive(Debug, Clone, PartialEq)]
pub struct OwedLine {
    /// `Applies` or `Open`.
    pub status: Status,
    /// Why it is open; `None` if it is certainly owed.
    pub open_because: Option<Reason>,
    /// What is open for single products of the series, though it is owed for others, or for another reason.
    pub still_open: ThinVec<StillOpen>,
    /// The entries for which it is owed.
    pub rows: OwedRows,
    /// If it is owed once, or one entry is enough: the products of the series that owe it, the lead as `None`; empty if
    /// all do.
    pub variants: Products,
}

impl ProcedureOwed {
    /// Names it within its control: `debug-ports.closed`, `bypass for component.keys`.
    pub fn name(&self, scheme: &Scheme) -> String {
        let key = scheme.procedures[self.procedure].key_of(&self.cases);
        format!("{key}{}", self.for_each())
    }

    /// Returns the entry for which one of its rows is wanted, as the end of a phrase: ` for component.keys`; empty if there
    /// is none.
    pub fn for_each(&self) -> String {
        let each = self.each.as_ref();
        each.map_or_else(String::new, |each| format!(" for {}", each.words()))
    }
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
    /// The single cases that this control asks for, in order; empty if it asks for all (L-305).
    pub cases: ThinVec<CaseId>,
    /// The entry for which one of the rows is wanted, where one is wanted for each of some entries (L-306).
    pub each: Option<RowKey>,
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
