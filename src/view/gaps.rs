//! Gaps: places at which the way from a control to its verdict is broken or not known yet.

use serde::Serialize;

use super::basis::Basis;
use super::reasons::SettlerView;
use super::refs::inventory_title;
use super::rows::open_parts;
use crate::logic::Reason;
use crate::model::Treatment;
use crate::plan::{ControlPlan, OwedLine, OwedRows, ProcedureOwed, RowKey, Status};
use crate::source::Text;

/// A gap on the way from a control to its verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Gap {
    /// The kind.
    pub kind: GapKind,
    /// The control or the evidence kind.
    pub subject: Text,
    /// The description, as a sentence without its full stop.
    pub says: String,
    /// The data of the product file that would settle it.
    pub settled_by: Vec<SettlerView>,
}

/// The kind of a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum GapKind {
    /// It is open whether a control applies or an obligation is owed.
    Open,
    /// A control calls for neither evidence nor procedures, so it has no verdict (L-144).
    CallsForNothing,
    /// A control calls for no evidence.
    NoEvidence,
    /// No procedure verifies a control.
    NoProcedure,
    /// An obligation is owed for entries that are not known yet.
    EntriesUnknown,
    /// An obligation is owed for at least one entry, and there is none.
    NoEntry,
    /// A kind of evidence is in no section of a form.
    NoSection,
    /// A procedure has no case at a depth.
    DepthEmpty,
    /// A control is covered by controls of which none applies.
    CoveredByNone,
}

/// Finds all gaps: the gaps of controls in the order of the scheme, then those of evidence kinds.
pub(super) fn find_gaps(basis: &Basis<'_>) -> Vec<Gap> {
    let mut gaps = Vec::new();
    for plan in &basis.plan.controls {
        gaps_of_control(basis, plan, &mut gaps);
    }
    for (id, kind) in basis.scheme.evidence.iter() {
        if kind.places.is_empty() && !basis.lookups.wanted_by(id).is_empty() {
            let says = format!("no section of a form holds {}", kind.title);
            gaps.push(gap(GapKind::NoSection, &kind.key, says));
        }
    }
    gaps
}

fn gap(kind: GapKind, subject: &str, says: impl Into<String>) -> Gap {
    Gap {
        kind,
        subject: subject.into(),
        says: says.into(),
        settled_by: Vec::new(),
    }
}

/// Adds the data that would settle a gap.
fn settled(basis: &Basis<'_>, reason: Option<&Reason>, gap: Gap) -> Gap {
    let settlers = reason.into_iter().flat_map(|reason| &reason.settled_by);
    Gap {
        settled_by: settlers.map(|settler| basis.settler(settler)).collect(),
        ..gap
    }
}

fn gaps_of_control(basis: &Basis<'_>, plan: &ControlPlan, gaps: &mut Vec<Gap>) {
    let name = &basis.scheme.controls[plan.control].name;
    if plan.status == Status::Open {
        let open = gap(GapKind::Open, name, plan.reason.sentence.clone());
        gaps.push(settled(basis, Some(&plan.reason), open));
    }
    if plan.status.is_owed() {
        gaps.extend(bare(basis, plan).map(|(kind, says)| gap(kind, name, says)));
    }
    if plan.status == Status::Covered && !is_covered(basis, plan) {
        let says = "none of the controls that its verdict follows applies at this level";
        gaps.push(gap(GapKind::CoveredByNone, name, says));
    }
    for owed in &plan.evidence {
        gaps.extend(open_obligation(basis, plan, &owed.key, &owed.line));
        gaps.extend(gap_of_rows(basis, name, &owed.key, &owed.line.rows));
    }
    for owed in &plan.procedures {
        let key = &basis.scheme.procedures[owed.procedure].key;
        gaps.extend(open_obligation(basis, plan, key, &owed.line));
        gaps.extend(gap_of_rows(basis, name, key, &owed.line.rows));
        gaps.extend(gap_of_depth(basis, name, owed));
    }
}

fn bare(basis: &Basis<'_>, plan: &ControlPlan) -> Option<(GapKind, &'static str)> {
    use GapKind::{CallsForNothing, NoEvidence, NoProcedure};
    Some(
        match (plan.evidence.is_empty(), plan.procedures.is_empty()) {
            (true, true) => (
                CallsForNothing,
                "it calls for no evidence and no procedure at this level, so nothing can decide it",
            ),
            (true, false) => (NoEvidence, "it calls for no evidence at this level"),
            (false, true) if asks_for_procedure(basis, plan) => (
                NoProcedure,
                "no entry of the product meets what its procedures are asked for",
            ),
            (false, true) => (NoProcedure, "no procedure verifies it at this level"),
            (false, false) => return None,
        },
    )
}

/// Says whether a control asks for a procedure at its level, whatever the product.
fn asks_for_procedure(basis: &Basis<'_>, plan: &ControlPlan) -> bool {
    match &basis.scheme.controls[plan.control].treatment {
        Treatment::Assessed(assessment) => assessment
            .verify
            .iter()
            .any(|line| line.depths_at(plan.level).is_some()),
        Treatment::Covered { .. } | Treatment::NotAssessed { .. } => false,
    }
}

fn is_covered(basis: &Basis<'_>, plan: &ControlPlan) -> bool {
    let Treatment::Covered { by, .. } = &basis.scheme.controls[plan.control].treatment else {
        return true;
    };
    let mut plans = by
        .iter()
        .filter_map(|cover| basis.plan.controls.find(cover));
    plans.any(|cover| cover.status.is_owed() || cover.status == Status::Covered)
}

/// Finds what is open about an obligation, with a gap for each reason. A reason that repeats that of the control, and
/// entries that are not known yet, have gaps of their own.
fn open_obligation(basis: &Basis<'_>, plan: &ControlPlan, key: &str, line: &OwedLine) -> Vec<Gap> {
    let name = &basis.scheme.controls[plan.control].name;
    let own = (plan.status == Status::Open).then_some(&plan.reason.sentence);
    open_parts(line, RowKey::text)
        .into_iter()
        .filter(|(_, reason)| Some(&reason.sentence) != own)
        .map(|(entries, reason)| {
            let says = format!("{key}{entries}: {}", reason.sentence);
            settled(basis, Some(reason), gap(GapKind::Open, name, says))
        })
        .collect()
}

fn gap_of_rows(basis: &Basis<'_>, name: &str, key: &str, rows: &OwedRows) -> Option<Gap> {
    let rows = match rows {
        OwedRows::Once => return None,
        OwedRows::AtLeastOne(rows) if rows.is_empty() => {
            let says = format!("{key} wants at least one entry, and there is none");
            return Some(gap(GapKind::NoEntry, name, says));
        }
        OwedRows::Each(rows) | OwedRows::AtLeastOne(rows) => rows,
    };
    rows.iter().find_map(|row| match &row.key {
        RowKey::Unknown { inventory } => {
            let title = inventory_title(basis.scheme, inventory);
            let says = format!("{key} is owed for entries that are not known yet: {title}");
            let unknown = gap(GapKind::EntriesUnknown, name, says);
            Some(settled(basis, row.open_because.as_ref(), unknown))
        }
        RowKey::Entry { .. } | RowKey::Pair { .. } => None,
    })
}

fn gap_of_depth(basis: &Basis<'_>, name: &str, owed: &ProcedureOwed) -> Option<Gap> {
    let procedure = &basis.scheme.procedures[owed.procedure];
    let mut blocks = procedure.blocks(owed.depth);
    let says = || {
        let (key, depth) = (&procedure.key, owed.depth.word());
        format!("{key} has no case at depth {depth}")
    };
    let empty = blocks.all(|block| block.cases.is_empty());
    empty.then(|| gap(GapKind::DepthEmpty, name, says()))
}
