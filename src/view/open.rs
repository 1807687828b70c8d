//! Open questions: the answers that would settle open controls and obligations, and the work that each may add.

use indexmap::{IndexMap, IndexSet};
use rustc_hash::FxHashSet;
use serde::Serialize;

use super::answering::answers_to;
use super::basis::Basis;
use super::refs::RefView;
use super::rows::{open_parts, row_name};
use crate::logic::Reason;
use crate::model::{ControlId, Datum, ProcedureId};
use crate::plan::{ControlPlan, EvidenceOwed, Status};
use crate::source::Text;

/// A question without an answer, and the controls that depend on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OpenView {
    /// The question.
    pub question: Text,
    /// The possible answers in words: `one of usb, uart, or none`; `None` if no single answer settles it.
    pub answers: Option<String>,
    /// The facts, inventories or entries of which it is asked.
    pub names: Vec<OpenNameView>,
    /// The controls that depend on it, as a whole or in part.
    pub controls: Vec<OpenControlView>,
    /// Minutes of attended work that depend on it, and perhaps on other answers too.
    pub minutes: u32,
}

/// A fact, an inventory or an entry without an answer.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OpenNameView {
    /// Its name in the product file: `radio`, `chip.soc.tee`.
    pub name: Text,
    /// Its place in the product file, if it has one.
    pub place: Option<String>,
}

/// The parts of a control that depend on a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OpenControlView {
    /// The control.
    pub control: RefView,
    /// The open parts.
    pub items: Vec<OpenItemView>,
}

/// A part of a control that an answer decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OpenItemView {
    /// The open part: `whether it applies`, or an obligation and its entries.
    pub what: String,
    /// The reason, as a sentence without its full stop.
    pub because: String,
    /// The obligations added if the control turns out to apply; empty if `what` names the obligation itself.
    pub adds: Vec<String>,
}

/// An open part of a control, before the parts are sorted by question.
struct OpenPart<'a> {
    control: ControlId,
    what: String,
    reason: &'a Reason,
    adds: Vec<String>,
    procedures: Vec<ProcedureId>,
}

/// A question that is being gathered.
struct Question {
    view: OpenView,
    names: IndexSet<OpenNameView>,
    procedures: FxHashSet<ProcedureId>,
}

/// Shows the open questions in the order in which they occur, each with the open parts that it settles.
pub(super) fn view_open(basis: &Basis<'_>) -> Vec<OpenView> {
    let mut questions: IndexMap<Option<Datum>, Question> = IndexMap::new();
    for part in basis
        .plan
        .controls
        .iter()
        .flat_map(|plan| find_open(basis, plan))
    {
        if part.reason.settled_by.is_empty() {
            let together = || Question::new("Several answers together", None);
            let question = questions.entry(None).or_insert_with(together);
            question.add(basis, &part);
        }
        for settler in &part.reason.settled_by {
            let datum = settler.datum;
            let answers = || Some(answers_to(basis.scheme, datum));
            let asked = || Question::new(basis.question(datum), answers());
            let question = questions.entry(Some(datum)).or_insert_with(asked);
            question.names.insert(OpenNameView {
                name: settler.name.clone(),
                place: basis.place(settler.place),
            });
            question.add(basis, &part);
        }
    }
    let finish = |question: Question| OpenView {
        minutes: open_minutes(basis, &question.procedures),
        names: question.names.into_iter().collect(),
        ..question.view
    };
    questions.into_values().map(finish).collect()
}

impl Question {
    fn new(question: &str, answers: Option<String>) -> Self {
        Self {
            view: OpenView {
                question: question.into(),
                answers,
                names: Vec::new(),
                controls: Vec::new(),
                minutes: 0,
            },
            names: IndexSet::new(),
            procedures: FxHashSet::default(),
        }
    }

    fn add(&mut self, basis: &Basis<'_>, part: &OpenPart<'_>) {
        self.procedures.extend(&part.procedures);
        let control = basis.control(part.control);
        let item = OpenItemView {
            what: part.what.clone(),
            because: part.reason.sentence.clone(),
            adds: part.adds.clone(),
        };
        // The open parts of a control are added one after another.
        match self.view.controls.last_mut() {
            Some(known) if known.control == control => {
                if !known.items.contains(&item) {
                    known.items.push(item);
                }
            }
            Some(_) | None => self.view.controls.push(OpenControlView {
                control,
                items: vec![item],
            }),
        }
    }
}

fn open_minutes(basis: &Basis<'_>, procedures: &FxHashSet<ProcedureId>) -> u32 {
    let touched = basis
        .plan
        .runs
        .iter()
        .filter(|run| procedures.contains(&run.procedure));
    touched
        .map(|run| run.effort.open)
        .fold(0, u32::saturating_add)
}

fn find_open<'a>(basis: &Basis<'a>, plan: &'a ControlPlan) -> Vec<OpenPart<'a>> {
    let mut parts = Vec::new();
    let open = |what: String, reason, adds, procedures| OpenPart {
        control: plan.control,
        what,
        reason,
        adds,
        procedures,
    };
    let whole = (plan.status == Status::Open).then_some(&plan.reason);
    if let Some(reason) = whole {
        let procedures = plan.procedures.iter().map(|owed| owed.procedure).collect();
        parts.push(open(
            "whether it applies".to_owned(),
            reason,
            all_of(basis, plan),
            procedures,
        ));
    }
    // A reason that repeats that of the control is in the list already.
    let parts_of = |line| {
        let of_line = open_parts(line, |key| Some(row_name(basis.scheme, key)));
        of_line
            .into_iter()
            .filter(|(_, reason)| Some(*reason) != whole)
    };
    for owed in &plan.evidence {
        let title = evidence_title(basis, owed);
        for (entries, reason) in parts_of(&owed.line) {
            let what = format!("evidence “{title}”{entries}");
            parts.push(open(what, reason, Vec::new(), Vec::new()));
        }
    }
    for owed in &plan.procedures {
        let title = &basis.scheme.procedures[owed.procedure].title;
        for (entries, reason) in parts_of(&owed.line) {
            let depth = basis.depth(plan.control, owed.depth);
            let what = format!("{depth} “{title}”{entries}");
            parts.push(open(what, reason, Vec::new(), vec![owed.procedure]));
        }
    }
    parts
}

fn all_of(basis: &Basis<'_>, plan: &ControlPlan) -> Vec<String> {
    let evidence = plan.evidence.iter().map(|owed| evidence_title(basis, owed));
    let procedures = plan.procedures.iter().map(|owed| {
        let title = &basis.scheme.procedures[owed.procedure].title;
        format!("{title} ({})", basis.depth(plan.control, owed.depth))
    });
    evidence.chain(procedures).collect()
}

fn evidence_title(basis: &Basis<'_>, owed: &EvidenceOwed) -> String {
    let titles: Vec<&str> = owed
        .choice
        .kinds()
        .iter()
        .map(|kind| basis.scheme.evidence[*kind].title.as_str())
        .collect();
    titles.join(" or ")
}
