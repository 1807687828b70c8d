//! What a wording puts in the place of what.

use super::{Overlays, Said, TextOf, What};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Aspect, Confidence, Control, Ground, Overlaid, OverlaidPart};
use crate::source::Text;

pub static CANNOT_CONFIRM: Code =
    Code::error("P0362", "aspect that a copy of the source cannot confirm");
pub static NO_OTHER_WORDS: Code = Code::warning("P0365", "wording that changes no word");

impl Overlays {
    /// Puts what is said of a control, by row, in its place.
    pub fn apply(&self, row: usize, control: &mut Control, out: &mut Diagnostics) {
        let Some(said) = self.said.get(&row) else {
            return;
        };
        for one in said {
            let source = &self.table[one.overlay].source;
            let published = Ground {
                confidence: Confidence::Published,
                source: Some(source.clone()),
            };
            let (ground, part) = match &one.what {
                What::Text(of, text) => {
                    if !put(control, *of, text) {
                        out.push(no_other_words(one, control));
                        continue;
                    }
                    (published, OverlaidPart::Text)
                }
                What::Confirmed if !can_confirm(control, one.aspect) => {
                    out.push(cannot_confirm(one, control));
                    continue;
                }
                What::Confirmed => (published, OverlaidPart::Ground),
                What::Ground(ground) => (ground.clone(), OverlaidPart::Ground),
            };
            if one.aspect == Aspect::Statement {
                part_objective(control);
            }
            control.provenance.set(one.aspect, ground);
            control.overlaid.retain(|other| other.aspect != one.aspect);
            control.overlaid.push(Overlaid {
                overlay: one.overlay,
                aspect: one.aspect,
                part,
            });
        }
    }
}

/// Puts a text in place of that of the scheme; says whether it is another.
fn put(control: &mut Control, of: TextOf, text: &Text) -> bool {
    let ours = match of {
        TextOf::Title => Some(control.title.as_str()),
        TextOf::Statement => control.statement.as_deref(),
        TextOf::Objective => control.objective.as_deref(),
    };
    if text.trim().is_empty() || ours.is_some_and(|ours| is_same(ours, text)) {
        return false;
    }
    match of {
        TextOf::Title => control.title = text.clone(),
        TextOf::Statement => control.statement = Some(text.clone()),
        TextOf::Objective => control.objective = Some(text.clone()),
    }
    true
}

/// Gives the objective the ground of the statement on which it stood until now, before the statement gets
/// another.
fn part_objective(control: &mut Control) {
    let ground = control.provenance.get(Aspect::Statement).cloned();
    let is_bare = control.provenance.get(Aspect::Objective).is_none();
    if let Some(ground) = ground.filter(|_| is_bare && control.objective.is_some()) {
        control.provenance.set(Aspect::Objective, ground);
    }
}

/// Says whether two texts have the same words, however they are spread over lines.
fn is_same(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}

/// Says whether a copy of the source can confirm an aspect of a control: what the source says of it, and no
/// judgement of the scheme.
fn can_confirm(control: &Control, aspect: Aspect) -> bool {
    let ground = control.provenance.get(aspect);
    let is_judgement = |ground: &Ground| ground.confidence == Confidence::Ours;
    match aspect {
        Aspect::Number | Aspect::Title | Aspect::Statement | Aspect::Levels | Aspect::Strength => {
            ground.is_some()
        }
        Aspect::Objective => control.objective.is_some(),
        Aspect::Applies
        | Aspect::Evidence
        | Aspect::Procedure
        | Aspect::Relation
        | Aspect::Claim
        | Aspect::Treatment => ground.is_some_and(|ground| !is_judgement(ground)),
        Aspect::Form | Aspect::Verdicts | Aspect::Rule => false,
    }
}

fn cannot_confirm(said: &Said, control: &Control) -> Diagnostic {
    let (aspect, name) = (said.aspect.word(), &control.name);
    let has = control.provenance.get(said.aspect).is_some();
    let (message, help) = if has {
        (
            format!(
                "the `{aspect}` of `{name}` is a judgement of the scheme, which no copy confirms"
            ),
            "take it out; what the source says of a control is its number, title, statement, levels and strength",
        )
    } else {
        (
            format!("`{name}` has no `{aspect}` that a copy could confirm"),
            "take it out; `praman provenance` lists what waits for confirmation",
        )
    };
    Diagnostic::at(&CANNOT_CONFIRM, said.place, message).help(help)
}

fn no_other_words(said: &Said, control: &Control) -> Diagnostic {
    let (aspect, name) = (said.aspect.word(), &control.name);
    let is_empty = matches!(&said.what, What::Text(_, text) if text.trim().is_empty());
    let (message, help) = if is_empty {
        (
            format!("this {aspect} of `{name}` is empty and left out"),
            format!("write the {aspect} of the copy, or take the line out"),
        )
    } else {
        (
            format!("this {aspect} of `{name}` has the words of the scheme, and is left out"),
            format!("write the words of the copy; if they are the same, write `confirms {aspect}`"),
        )
    };
    Diagnostic::at(&NO_OTHER_WORDS, said.place, message).help(help)
}
