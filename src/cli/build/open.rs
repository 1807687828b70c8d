//! The questions whose answers would settle what is open.

use indexmap::{IndexMap, IndexSet};

use crate::cli::why::question_words;
use crate::logic::Reason;
use crate::plan::{ControlPlan, OwedRows, Status};
use crate::view::Basis;

/// A question.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Question<'a> {
    /// The name of the fact, inventory or attribute, as in the product file.
    pub name: &'a str,
    /// The question, with the possible answers.
    pub words: String,
    /// The place in the product file that says something about it, as `path:line`.
    pub place: Option<String>,
    /// The controls that depend on it.
    pub controls: Vec<&'a str>,
}

/// Finds the questions, in the order of their first mention.
pub(super) fn open_questions<'a>(basis: &Basis<'a>) -> Vec<Question<'a>> {
    let mut questions: IndexMap<&str, (Question<'a>, IndexSet<&'a str>)> = IndexMap::new();
    for plan in &basis.plan.controls {
        let control = basis.scheme.controls[plan.control].name.as_str();
        let settlers = reasons(plan)
            .into_iter()
            .flat_map(|reason| &reason.settled_by);
        for settler in settlers {
            let (_, controls) = questions.entry(&settler.name).or_insert_with(|| {
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
    questions
        .into_values()
        .map(|(question, controls)| Question {
            controls: controls.into_iter().collect(),
            ..question
        })
        .collect()
}

/// Returns why a control is open, and why its obligations are.
fn reasons(plan: &ControlPlan) -> Vec<&Reason> {
    let own = (plan.status == Status::Open).then_some(&plan.reason);
    let variants = plan
        .variants
        .iter()
        .filter(|variant| variant.status == Status::Open)
        .map(|variant| &variant.reason);
    let evidence = plan
        .evidence
        .iter()
        .flat_map(|owed| reasons_of(owed.line.open_because.as_ref(), &owed.line.rows));
    let procedures = plan
        .procedures
        .iter()
        .flat_map(|owed| reasons_of(owed.line.open_because.as_ref(), &owed.line.rows));
    own.into_iter()
        .chain(variants)
        .chain(evidence)
        .chain(procedures)
        .collect()
}

/// Returns why an obligation is open, and why its rows are.
fn reasons_of<'a>(
    open_because: Option<&'a Reason>,
    rows: &'a OwedRows,
) -> impl Iterator<Item = &'a Reason> {
    let of_rows = rows.rows().iter();
    open_because
        .into_iter()
        .chain(of_rows.filter_map(|row| row.open_because.as_ref()))
}
