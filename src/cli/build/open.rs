//! The questions whose answers would settle what is open.

use indexmap::{IndexMap, IndexSet};

use crate::cli::why::question_words;
use crate::plan::OwedLine;
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
        let of_lines = plan.lines().flat_map(OwedLine::open_reasons);
        let reasons = plan.open_reasons().chain(of_lines);
        for settler in reasons.flat_map(|reason| &reason.settled_by) {
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
