//! The questions as comments, for those who answer in an editor.

use super::state::Interview;
use crate::model::Datum;
use crate::view::QuestionView;
use std::fmt::Write as _;

/// What comes before the questions.
const HEAD: &str = "# These answers still decide something, the first the most. Move them to their places above.\n";

/// Returns the product file with each question that still decides something as a comment at its end, in place of those that were
/// written there before.
pub(super) fn outline(interview: &Interview<'_>) -> String {
    let mut text = without_outline(interview.text()).to_owned();
    let questions = interview.questions();
    if questions.is_empty() {
        return text;
    }
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text.push_str(HEAD);
    for question in questions {
        for line in comment(question) {
            let _ = writeln!(text, "# {line}");
        }
    }
    text
}

/// Leaves out what [`outline`] wrote at the end of a text, unless something that is no comment follows it.
fn without_outline(text: &str) -> &str {
    let Some((before, after)) = text.split_once(HEAD) else {
        return text;
    };
    let is_outline = after.lines().all(|line| line.starts_with('#'));
    if is_outline { before } else { text }
}

/// Asks a question in a comment, with the line that answers it.
fn comment(question: &QuestionView) -> [String; 2] {
    let QuestionView {
        name,
        question: asked,
        answers,
        ..
    } = question;
    let line = match (
        question.datum,
        name.splitn(3, '.').collect::<Vec<_>>().as_slice(),
    ) {
        (Datum::Fact(_), _) => format!("facts: {{ {name}: unknown }}"),
        (Datum::Attribute(..), [inventory, entry, attribute]) => {
            format!("inventories: {{ {inventory}: {{ {entry}: {{ {attribute}: unknown }} }} }}")
        }
        (Datum::Inventory(_) | Datum::Attribute(..), _) => {
            format!("inventories: {{ {name}: unknown }}")
        }
    };
    [format!("{asked} ({answers})"), format!("  {line}")]
}
