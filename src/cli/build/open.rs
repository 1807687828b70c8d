//! The questions whose answers would settle what is open.

use indexmap::{IndexMap, IndexSet};

use crate::cli::why::question_words;
use crate::logic::Reason;
use crate::plan::{ControlPlan, Status};
use crate::view::Basis;

/// A question.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Question<'a> {
    /// The name of what is asked, as in the product file.
    pub name: &'a str,
    /// The question, with what can be answered.
    pub words: String,
    /// Where something stands about it in the product file, as `path:line`.
    pub place: Option<String>,
    /// The controls of which something hangs on it.
    pub controls: Vec<&'a str>,
}

/// Finds the questions in the order in which they come up.
pub(super) fn open_questions<'a>(basis: &Basis<'a>) -> Vec<Question<'a>> {
    let mut found: IndexMap<&str, (Question<'a>, IndexSet<&'a str>)> = IndexMap::new();
    for plan in &basis.plan.controls {
        let control = basis.scheme.controls[plan.control].name.as_str();
        let settlers = reasons(plan)
            .into_iter()
            .flat_map(|reason| &reason.settled_by);
        for settler in settlers {
            let (_, controls) = found.entry(&settler.name).or_insert_with(|| {
                let question = Question {
                    name: &settler.name,
                    words: question_words(basis, settler),
                    place: basis.place(settler.place),
                    controls: Vec::new(),
                };
                (question, IndexSet::new())
            });
            controls.insert(control);
        }
    }
    found
        .into_values()
        .map(|(question, controls)| Question {
            controls: controls.into_iter().collect(),
            ..question
        })
        .collect()
}

/// Returns why a control is open, and why parts of what it calls for are.
fn reasons(plan: &ControlPlan) -> Vec<&Reason> {
    let own = (plan.status == Status::Open).then_some(&plan.reason);
    let variants = plan
        .variants
        .iter()
        .filter(|variant| variant.status == Status::Open)
        .map(|variant| &variant.reason);
    let evidence = plan.evidence.iter().flat_map(|owed| {
        owed.open_because.iter().chain(
            owed.rows
                .rows()
                .iter()
                .filter_map(|row| row.open_because.as_ref()),
        )
    });
    let procedures = plan.procedures.iter().flat_map(|owed| {
        owed.open_because.iter().chain(
            owed.rows
                .rows()
                .iter()
                .filter_map(|row| row.open_because.as_ref()),
        )
    });
    own.into_iter()
        .chain(variants)
        .chain(evidence)
        .chain(procedures)
        .collect()
}
