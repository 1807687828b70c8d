//! Open questions: which answers would settle what is open, and what each would add.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use super::basis::{Basis, RefView};
use crate::logic::Reason;
use crate::model::{ControlId, ProcedureId};
use crate::plan::{ControlPlan, OwedRows, RowKey, Status};

/// An answer that is missing, and what hangs on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OpenView {
    /// Its name in the product file: `radio`, `chip.soc.tee`.
    pub name: String,
    /// The question.
    pub question: String,
    /// Where it belongs in the product file, where something stands there.
    pub place: Option<String>,
    /// What it decides.
    pub decides: Vec<OpenItemView>,
    /// Minutes of attended work that hang on it, and perhaps on other answers too.
    pub minutes: u32,
}

/// Something that an answer decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OpenItemView {
    /// The control.
    pub control: RefView,
    /// What is open: `whether it applies`, or an obligation and its entries.
    pub what: String,
    /// Why, as a sentence without its full stop.
    pub because: String,
    /// What is added if it turns out to be owed.
    pub adds: Vec<String>,
}

/// Something open, before it is sorted by the answers that settle it.
struct Found<'a> {
    control: ControlId,
    what: String,
    reason: &'a Reason,
    adds: Vec<String>,
    procedures: Vec<ProcedureId>,
}

/// Finds what is open, by the answer that settles it, in the order in which the questions come up.
pub(super) fn view_open(basis: &Basis<'_>) -> Vec<OpenView> {
    let mut by_name: IndexMap<String, (OpenView, Vec<ProcedureId>)> = IndexMap::new();
    for found in basis
        .plan
        .controls
        .iter()
        .flat_map(|plan| find_open(basis, plan))
    {
        let item = OpenItemView {
            control: basis.control(found.control),
            what: found.what.clone(),
            because: found.reason.sentence.clone(),
            adds: found.adds.clone(),
        };
        for (name, question, place) in settlers(basis, found.reason) {
            let (view, procedures) = by_name.entry(name.clone()).or_insert_with(|| {
                let view = OpenView {
                    name,
                    question,
                    place,
                    decides: Vec::new(),
                    minutes: 0,
                };
                (view, Vec::new())
            });
            if !view.decides.contains(&item) {
                view.decides.push(item.clone());
            }
            procedures.extend(&found.procedures);
        }
    }
    let finish = |(mut view, procedures): (OpenView, Vec<ProcedureId>)| {
        view.minutes = open_minutes(basis, &procedures);
        view
    };
    by_name.into_values().map(finish).collect()
}

/// Returns name, question and place of what would settle a reason.
fn settlers(basis: &Basis<'_>, reason: &Reason) -> Vec<(String, String, Option<String>)> {
    let settlers = reason.settled_by.iter();
    let mut all: Vec<_> = settlers
        .map(|settler| {
            let question = basis.question(settler.datum).to_owned();
            (settler.name.clone(), question, basis.place(settler.place))
        })
        .collect();
    if all.is_empty() {
        all.push((
            "(no single answer)".to_owned(),
            "Several answers together".to_owned(),
            None,
        ));
    }
    all
}

fn open_minutes(basis: &Basis<'_>, procedures: &[ProcedureId]) -> u32 {
    let runs = basis.plan.runs.iter();
    let touched = runs.filter(|run| procedures.contains(&run.procedure));
    touched
        .map(|run| run.effort.open)
        .fold(0, u32::saturating_add)
}

fn find_open<'a>(basis: &Basis<'a>, plan: &'a ControlPlan) -> Vec<Found<'a>> {
    let mut found = Vec::new();
    let open = |what: String, reason, adds, procedures| Found {
        control: plan.control,
        what,
        reason,
        adds,
        procedures,
    };
    if plan.status == Status::Open {
        let procedures = plan.procedures.iter().map(|owed| owed.procedure).collect();
        found.push(open(
            "whether it applies".to_owned(),
            &plan.reason,
            all_of(basis, plan),
            procedures,
        ));
    }
    for owed in &plan.evidence {
        let title = evidence_title(basis, owed);
        for (entries, reason) in open_parts(basis, owed.open_because.as_ref(), &owed.rows) {
            let adds = vec![title.clone()];
            found.push(open(
                format!("evidence “{title}”{entries}"),
                reason,
                adds,
                Vec::new(),
            ));
        }
    }
    for owed in &plan.procedures {
        let title = &basis.scheme.procedures[owed.procedure].title;
        for (entries, reason) in open_parts(basis, owed.open_because.as_ref(), &owed.rows) {
            let adds = vec![format!("{title} ({})", owed.depth.word())];
            found.push(open(
                format!("procedure “{title}”{entries}"),
                reason,
                adds,
                vec![owed.procedure],
            ));
        }
    }
    // What only repeats the control's own reason is said already.
    let whole = (plan.status == Status::Open).then_some(&plan.reason);
    found.retain(|part| part.what == "whether it applies" || Some(part.reason) != whole);
    found
}

fn all_of(basis: &Basis<'_>, plan: &ControlPlan) -> Vec<String> {
    let evidence = plan.evidence.iter().map(|owed| evidence_title(basis, owed));
    let procedures = plan.procedures.iter().map(|owed| {
        let title = &basis.scheme.procedures[owed.procedure].title;
        format!("{title} ({})", owed.depth.word())
    });
    evidence.chain(procedures).collect()
}

fn evidence_title(basis: &Basis<'_>, owed: &crate::plan::EvidenceOwed) -> String {
    let kinds = owed.choice.kinds().iter();
    let titles: Vec<&str> = kinds
        .map(|kind| basis.scheme.evidence[*kind].title.as_str())
        .collect();
    titles.join(" or ")
}

/// Returns the open parts of an obligation: the whole, or rows of the same reason together.
fn open_parts<'a>(
    basis: &Basis<'_>,
    whole: Option<&'a Reason>,
    rows: &'a OwedRows,
) -> Vec<(String, &'a Reason)> {
    if let Some(reason) = whole {
        return vec![(String::new(), reason)];
    }
    let mut parts: Vec<(Vec<String>, &Reason)> = Vec::new();
    for row in rows.rows() {
        let Some(reason) = &row.open_because else {
            continue;
        };
        let name = row_name(basis, &row.key);
        match parts
            .iter_mut()
            .find(|(_, known)| known.sentence == reason.sentence)
        {
            Some((names, _)) => names.push(name),
            None => parts.push((vec![name], reason)),
        }
    }
    parts
        .into_iter()
        .map(|(names, reason)| (format!(" for {}", names.join(", ")), reason))
        .collect()
}

fn row_name(basis: &Basis<'_>, key: &RowKey) -> String {
    key.text().unwrap_or_else(|| {
        let found = basis.scheme.inventories.lookup(key.inventory());
        let title = found.map_or(key.inventory(), |(_, inventory)| inventory.title.as_str());
        format!("entries not known yet: {title}")
    })
}
