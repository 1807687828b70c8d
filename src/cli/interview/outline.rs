//! The questions as comments, for those who answer in an editor.

use super::state::Interview;
use crate::model::Datum;
use crate::view::QuestionView;
use std::fmt::Write as _;

/// Returns the product file with each question that still decides something as a comment at its end.
pub(super) fn outline(interview: &Interview<'_>) -> String {
    let mut text = interview.text().to_owned();
    let questions = interview.questions();
    if questions.is_empty() {
        return text;
    }
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text.push_str("# These answers still decide something, the first the most. Move them to their places above.\n");
    for question in questions {
        for line in comment(question) {
            let _ = writeln!(text, "# {line}");
        }
    }
    text
}

/// Asks a question in a comment, with the line that answers it.
fn comment(question: &QuestionView) -> [String; 2] {
    let place = match question.datum {
        Datum::Fact(_) => "facts",
        Datum::Inventory(_) | Datum::Attribute(..) => "inventories",
    };
    let QuestionView {
        name,
        question,
        answers,
        ..
    } = question;
    [
        format!("{question} ({answers})"),
        format!("  {place}: {name}: unknown"),
    ]
}
