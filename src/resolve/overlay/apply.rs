//! Applies wordings to controls (L-216, L-217).

use super::{CANNOT_CONFIRM, Content, NO_OTHER_WORDS, Overlays, Statement, TextOf};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::{Aspect, Confidence, Control, Ground, Overlaid, OverlaidPart};
use crate::source::Text;

impl Overlays {
    /// Applies what the overlays say of the control of a row.
    pub fn apply(&self, row: usize, control: &mut Control, out: &mut Diagnostics) {
        let Some(statements) = self.statements.get(&row) else {
            return;
        };
        for statement in statements {
            let source = &self.table[statement.overlay].source;
            let published = Ground {
                confidence: Confidence::Published,
                source: Some(source.clone()),
            };
            let (ground, part) = match &statement.content {
                Content::Text(of, text) => {
                    if !put(control, *of, text) {
                        out.push(no_other_words(statement, control));
                        continue;
                    }
                    (published, OverlaidPart::Text)
                }
                Content::Confirmed if !can_confirm(control, statement.aspect) => {
                    out.push(cannot_confirm(statement, control));
                    continue;
                }
                Content::Confirmed => (published, OverlaidPart::Ground),
                Content::Ground(ground) => (ground.clone(), OverlaidPart::Ground),
            };
            if statement.aspect == Aspect::Statement {
                part_objective(control);
            }
            control.provenance.set(statement.aspect, ground);
            control
                .overlaid
                .retain(|overlaid| overlaid.aspect != statement.aspect);
            control.overlaid.push(Overlaid {
                overlay: statement.overlay,
                aspect: statement.aspect,
                part,
            });
        }
    }
}

/// Replaces a text of the scheme, and says whether the new text differs.
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

/// Gives the objective a ground of its own, a copy of that of the statement, before the statement gets a new one.
fn part_objective(control: &mut Control) {
    let ground = control.provenance.get(Aspect::Statement).cloned();
    let is_bare = control.provenance.get(Aspect::Objective).is_none();
    if let Some(ground) = ground.filter(|_| is_bare && control.objective.is_some()) {
        control.provenance.set(Aspect::Objective, ground);
    }
}

/// Says whether two texts have the same words. Line breaks make no difference.
fn is_same(a: &str, b: &str) -> bool {
    a.split_whitespace().eq(b.split_whitespace())
}

/// Says whether a copy of the source can confirm an aspect of a control: the source must say something about it, and
/// it must not be a judgement of the scheme.
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
        Aspect::Form | Aspect::Verdicts | Aspect::Findings | Aspect::Rule => false,
    }
}

fn cannot_confirm(statement: &Statement, control: &Control) -> Diagnostic {
    let (aspect, name) = (statement.aspect.word(), &control.name);
    let has = control.provenance.get(statement.aspect).is_some();
    let (message, help) = if has {
        (
            format!(
                "the `{aspect}` of `{name}` is a judgement of the scheme, which no copy can confirm"
            ),
            "remove it; what a source says of a control is its number, title, statement, objective, levels and strength",
        )
    } else {
        (
            format!("`{name}` has no `{aspect}` that a copy could confirm"),
            "remove it; `praman provenance` lists what waits for confirmation",
        )
    };
    Diagnostic::at(&CANNOT_CONFIRM, statement.place, message).help(help)
}

fn no_other_words(statement: &Statement, control: &Control) -> Diagnostic {
    let (aspect, name) = (statement.aspect.word(), &control.name);
    let is_empty = matches!(&statement.content, Content::Text(_, text) if text.trim().is_empty());
    let (message, help) = if is_empty {
        (
            format!("this {aspect} of `{name}` is empty, and is left out"),
            format!("write the {aspect} of the copy, or remove the line"),
        )
    } else {
        (
            format!("this {aspect} of `{name}` has the words of the scheme, and is left out"),
            format!("write the words of the copy; if they are the same, write `confirms {aspect}`"),
        )
    };
    Diagnostic::at(&NO_OTHER_WORDS, statement.place, message).help(help)
}
