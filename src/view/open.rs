//! Open questions: the answers that would settle open controls and obligations, and the work that each may add.

use std::collections::BTreeMap;
use std::rc::Rc;

use indexmap::{IndexMap, IndexSet};
use serde::Serialize;

use super::answering::answers_to;
use super::basis::Basis;
use super::refs::RefView;
use super::rows::{open_parts, open_standings};
use crate::logic::{Reason, Settler};
use crate::model::{ControlId, Datum, ProcedureId, RoleId};
use crate::plan::{
    ControlPlan, EvidenceOwed, Hanging, OwedLine, ProcedureOwed, RowKey, RunRow, hanging_minutes,
};
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

/// A question without an answer, and what it settles.
#[derive(Debug)]
pub struct OpenQuestion<'a> {
    /// What is asked; `None` for what only several answers together settle.
    pub datum: Option<Datum>,
    /// The facts, inventories and entries of which it is asked, by name.
    pub settlers: IndexMap<&'a str, &'a Settler>,
    /// The open parts of controls that it settles, control by control.
    parts: Vec<Rc<OpenPart<'a>>>,
}

/// An open part of a control.
#[derive(Debug)]
struct OpenPart<'a> {
    control: ControlId,
    what: String,
    reason: &'a Reason,
    adds: Vec<String>,
    /// The work that hangs on it.
    work: Vec<(ProcedureId, Hanging)>,
}

/// One open part counts as this, so that shares of it are whole numbers.
const WHOLE: u64 = 5040;

/// Finds the open questions in the order in which they occur, each with the open parts that it settles.
pub fn find_questions<'a>(basis: &Basis<'a>) -> Vec<OpenQuestion<'a>> {
    let mut questions: IndexMap<Option<Datum>, OpenQuestion<'a>> = IndexMap::new();
    let plans = basis.plan.controls.iter();
    for part in plans.flat_map(|plan| find_open(basis, plan)).map(Rc::new) {
        let settlers = part.reason.settled_by.iter();
        let data: IndexSet<Option<Datum>> = settlers.map(|one| Some(one.datum)).collect();
        let together = data.is_empty().then_some(None);
        for datum in data.into_iter().chain(together) {
            let question = questions.entry(datum).or_insert_with(|| OpenQuestion {
                datum,
                settlers: IndexMap::new(),
                parts: Vec::new(),
            });
            let settlers = part.reason.settled_by.iter();
            let asked = settlers.filter(|one| Some(one.datum) == datum);
            let asked = asked.map(|settler| (settler.name.as_str(), settler));
            question.settlers.extend(asked);
            question.parts.push(Rc::clone(&part));
        }
    }
    questions.into_values().collect()
}

/// Shows the open questions in the order in which they occur, each with the open parts that it settles.
pub(super) fn view_open(basis: &Basis<'_>) -> Vec<OpenView> {
    let questions = find_questions(basis);
    questions
        .iter()
        .map(|question| question.view(basis))
        .collect()
}

impl OpenQuestion<'_> {
    /// Returns the question in words.
    pub fn words(&self, basis: &Basis<'_>) -> Text {
        let together = || "Several answers together".into();
        self.datum
            .map_or_else(together, |datum| basis.question(datum))
    }

    /// Returns the controls that depend on it, each once.
    pub fn controls(&self) -> IndexSet<ControlId> {
        self.parts.iter().map(|part| part.control).collect()
    }

    /// Returns the name of each of its settlers with the parts that it would settle, if each answer on which a part depends settled
    /// its share of it.
    pub(super) fn shares(&self) -> IndexMap<&str, u64> {
        let mut shares: IndexMap<&str, u64> = IndexMap::new();
        for part in &self.parts {
            let settlers = &part.reason.settled_by;
            let own = settlers.iter().filter(|one| Some(one.datum) == self.datum);
            for settler in own {
                let share = shares.entry(settler.name.as_str()).or_default();
                *share = share.saturating_add(share_among(settlers.len()));
            }
        }
        shares
    }

    /// Shows it, with the open parts that it settles.
    pub(super) fn view(&self, basis: &Basis<'_>) -> OpenView {
        let names = self.settlers.values().map(|settler| OpenNameView {
            name: settler.name.clone(),
            place: basis.place(settler.place),
        });
        let mut controls: Vec<OpenControlView> = Vec::new();
        for part in &self.parts {
            let item = OpenItemView {
                what: part.what.clone(),
                because: part.reason.sentence.to_string(),
                adds: part.adds.clone(),
            };
            let control = basis.control(part.control);
            // The open parts of a control come one after another.
            match controls.last_mut() {
                Some(known) if known.control == control => {
                    if !known.items.contains(&item) {
                        known.items.push(item);
                    }
                }
                Some(_) | None => controls.push(OpenControlView {
                    control,
                    items: vec![item],
                }),
            }
        }
        OpenView {
            question: self.words(basis),
            answers: self.datum.map(|datum| answers_to(basis.scheme, datum)),
            names: names.collect(),
            controls,
            minutes: sum(self.minutes(basis).into_values()),
        }
    }

    /// Adds up the attended work that hangs on it, by role.
    pub(super) fn minutes(&self, basis: &Basis<'_>) -> BTreeMap<Option<RoleId>, u32> {
        let mut hanging: IndexMap<ProcedureId, Hanging> = IndexMap::new();
        for (procedure, work) in self.parts.iter().flat_map(|part| &part.work) {
            hanging.entry(*procedure).or_default().add(work);
        }
        let mut minutes: BTreeMap<Option<RoleId>, u32> = BTreeMap::new();
        for (procedure, work) in &hanging {
            let run = basis.plan.runs.find(procedure).into_iter();
            for (role, more) in run.flat_map(|run| hanging_minutes(basis.scheme, run, work)) {
                let sum = minutes.entry(role).or_default();
                *sum = sum.saturating_add(more);
            }
        }
        minutes
    }
}

fn sum(minutes: impl Iterator<Item = u32>) -> u32 {
    minutes.fold(0, u32::saturating_add)
}

/// Returns the share of an open part that one of several answers has.
fn share_among(answers: usize) -> u64 {
    WHOLE / u64::try_from(answers.max(1)).unwrap_or(WHOLE)
}

/// Finds the open parts of a control.
fn find_open<'a>(basis: &Basis<'a>, plan: &'a ControlPlan) -> Vec<OpenPart<'a>> {
    let mut parts = Vec::new();
    let open = |what: String, reason, work| OpenPart {
        control: plan.control,
        what,
        reason,
        adds: Vec::new(),
        work,
    };
    for (products, reason) in open_standings(plan) {
        let work = plan.procedures.iter().map(|owed| {
            let rows = owed.line.rows.rows().iter().map(|row| Some(&row.key));
            work_on(basis, owed.procedure, rows.chain([None]))
        });
        parts.push(OpenPart {
            adds: all_of(basis, plan),
            ..open(
                format!("whether it applies{products}"),
                reason,
                work.collect(),
            )
        });
    }
    let whole = parts.len();
    // A reason that repeats that of the control is in the list already.
    let parts_of = |line: &'a OwedLine| {
        let mut of_line = open_parts(line, |key| Some(key.words()));
        of_line.retain(|part| plan.open_reasons().all(|said| said != part.reason));
        of_line
    };
    for owed in plan.papers_and_answers() {
        let title = evidence_title(basis, owed);
        for part in parts_of(&owed.line) {
            let what = format!("evidence “{title}”{}", part.phrase);
            parts.push(open(what, part.reason, Vec::new()));
        }
    }
    for owed in &plan.procedures {
        let before = parts.len();
        let title = &basis.scheme.procedures[owed.procedure].title;
        for part in parts_of(&owed.line) {
            let depth = basis.depth(plan.control, owed.depth);
            let what = format!("{depth} “{title}”{}{}", owed.for_each(), part.phrase);
            let work = work_on(basis, owed.procedure, part.keys.into_iter());
            parts.push(open(what, part.reason, vec![work]));
        }
        for (what, reason, work) in open_cases(basis, plan.control, owed) {
            // What makes the control or its entry open as well is in the list already.
            let mut known = parts.iter_mut().enumerate();
            let is_own = |number| number < whole || number >= before;
            match known.find(|(number, part)| is_own(*number) && part.reason == reason) {
                Some((_, part)) => part.work.push((owed.procedure, work)),
                None => parts.push(open(what, reason, vec![(owed.procedure, work)])),
            }
        }
    }
    parts
}

/// Returns the work of a procedure on some rows.
fn work_on<'k>(
    basis: &Basis<'_>,
    procedure: ProcedureId,
    keys: impl Iterator<Item = Option<&'k RowKey>>,
) -> (ProcedureId, Hanging) {
    let rows = keys.filter_map(|key| basis.lookups.row(procedure, key));
    (procedure, Hanging::on_rows(rows.map(|(place, _)| place)))
}

/// Says whether a control, or anything that it calls for, is open.
pub(super) fn is_open<'a>(basis: &Basis<'a>, plan: &'a ControlPlan) -> bool {
    !find_open(basis, plan).is_empty()
}

/// Returns the cases of an obligation that may fall away, each with the entries for which that is open, why, and the work.
fn open_cases<'a>(
    basis: &Basis<'a>,
    control: ControlId,
    owed: &ProcedureOwed,
) -> Vec<(String, &'a Reason, Hanging)> {
    let procedure = &basis.scheme.procedures[owed.procedure];
    let run = basis.plan.runs.find(&owed.procedure);
    let mut parts: IndexMap<(&str, &str), (Vec<String>, &Reason, Hanging)> = IndexMap::new();
    for (run, block) in run
        .iter()
        .flat_map(|run| run.blocks.iter().map(|block| (*run, block)))
    {
        let written = procedure.block(block.depth);
        let written = written.filter(|_| owed.depth.includes(block.depth));
        let Some(written) = written else { continue };
        for (planned, case) in block.trials(written) {
            for (place, reason) in planned.open() {
                let row = place.and_then(|place| run.rows.get(place));
                let serves = |row: &RunRow| {
                    let served = row.served(control, &owed.cases);
                    served.is_some_and(|served| served.counts(written, case))
                };
                if row.is_none_or(serves) {
                    let key = (case.title.as_str(), reason.sentence.as_str());
                    let part = parts.entry(key);
                    let (names, _, work) =
                        part.or_insert_with(|| (Vec::new(), reason, Hanging::default()));
                    work.add_case(block.depth, planned.at, place);
                    let key = row.and_then(|row| row.key.as_ref());
                    names.extend(key.map(RowKey::words));
                }
            }
        }
    }
    let what = |case: &str, names: &[String]| {
        let entries = match names {
            [] => String::new(),
            names => format!(" for {}", names.join(", ")),
        };
        format!("case “{case}” of “{}”{entries}", procedure.title)
    };
    let parts = parts.into_iter();
    parts
        .map(|((case, _), (names, reason, work))| (what(case, &names), reason, work))
        .collect()
}

fn all_of(basis: &Basis<'_>, plan: &ControlPlan) -> Vec<String> {
    let evidence = plan
        .papers_and_answers()
        .map(|owed| evidence_title(basis, owed));
    let procedures = plan.procedures.iter().map(|owed| {
        let title = &basis.scheme.procedures[owed.procedure].title;
        let depth = basis.depth(plan.control, owed.depth);
        format!("{title}{} ({depth})", owed.for_each())
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
