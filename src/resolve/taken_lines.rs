//! Changes the lines that a control inherits: it writes them again, drops some and adds others (L-052).

use thin_vec::ThinVec;

use super::lines::LineReader;
use super::reader::DraftReader;
use super::same::same_clauses;
use crate::diag::{Diagnostic, codes, did_you_mean, list};
use crate::model::{EvidenceLine, VerifyLine};
use crate::source::Place;
use crate::syntax::ast::{ChangeKind, ControlDraft, Name};

codes! {
    NOTHING_TO_DROP = error("P0286", "dropped line that is not there"),
    ADDED_AGAIN = error("P0287", "added line that is already there"),
}

/// The changes of a control to the lines that it inherits. A written line replaces all inherited lines with its keyword; then
/// lines are dropped, then added.
pub(super) struct LineChanges<'c, 'a> {
    pub lines: LineReader<'c, 'a>,
    pub draft: &'c ControlDraft,
}

impl LineChanges<'_, '_> {
    pub fn evidence(
        &self,
        reader: &mut DraftReader<'_>,
        taken: ThinVec<EvidenceLine>,
    ) -> ThinVec<EvidenceLine> {
        let draft = self.draft;
        let mut kept = if draft.evidence.is_empty() {
            taken
        } else {
            self.lines.evidence(reader, &draft.evidence)
        };
        for name in self.dropped(ChangeKind::Evidence) {
            drop_line(reader, &mut kept, *name, |line| line.key.to_string());
        }
        for line in self.lines.evidence(reader, &draft.add_evidence) {
            let same = kept.iter().find(|kept| {
                kept.key == line.key
                    && (kept.choice != line.choice || same_clauses(&kept.clauses, &line.clauses))
            });
            match same {
                Some(first) => reader.report(added_again(line.place, first.place, &line.key)),
                None => kept.push(line),
            }
        }
        kept
    }

    pub fn verify(
        &self,
        reader: &mut DraftReader<'_>,
        taken: ThinVec<VerifyLine>,
    ) -> ThinVec<VerifyLine> {
        let draft = self.draft;
        let key = |line: &VerifyLine| self.lines.world.procedures[line.procedure].key.to_string();
        let mut kept = if draft.verify.is_empty() {
            taken
        } else {
            self.lines.verify(reader, &draft.verify)
        };
        for name in self.dropped(ChangeKind::Verify) {
            drop_line(reader, &mut kept, *name, key);
        }
        for line in self.lines.verify(reader, &draft.add_verify) {
            let same = kept.iter().find(|kept| {
                kept.procedure == line.procedure
                    && kept.cases == line.cases
                    && same_clauses(&kept.clauses, &line.clauses)
            });
            match same {
                Some(first) => reader.report(added_again(line.place, first.place, &key(&line))),
                None => kept.push(line),
            }
        }
        kept
    }

    fn dropped(&self, kind: ChangeKind) -> impl Iterator<Item = &Name> {
        self.draft
            .drops
            .iter()
            .filter(move |drop| drop.kind == kind)
            .flat_map(|drop| &drop.names)
    }
}

/// Removes all lines with a key, or reports that there are none.
pub(super) fn drop_line<L>(
    reader: &mut DraftReader<'_>,
    lines: &mut ThinVec<L>,
    name: Name,
    key: impl Fn(&L) -> String,
) {
    let word = reader.word(name);
    if lines.iter().any(|line| key(line) == word) {
        lines.retain(|line| key(line) != word);
        return;
    }
    // What it takes may lack the line because of a mistake.
    if !reader.dropped {
        let keys: Vec<String> = lines.iter().map(key).collect();
        let place = reader.place(name.span);
        reader.report(nothing_to_drop(place, word, &keys));
    }
}

fn nothing_to_drop(place: Place, key: &str, keys: &[String]) -> Diagnostic {
    let message = format!("the control does not inherit `{key}`");
    let diagnostic = Diagnostic::at(&NOTHING_TO_DROP, place, message);
    match did_you_mean(key, keys.iter().map(String::as_str)) {
        Some(near) => diagnostic.help(near),
        None if keys.is_empty() => diagnostic.help("nothing of that kind is left to drop"),
        None => diagnostic.help(format!(
            "it inherits {}",
            list(keys.iter().map(String::as_str))
        )),
    }
}

fn added_again(place: Place, first: Place, key: &str) -> Diagnostic {
    let message = format!("`{key}` is added, but the control already asks for it");
    Diagnostic::at(&ADDED_AGAIN, place, message)
        .label("added here")
        .also(first, "asked for here")
        .help("remove `add`, or `drop` it first to ask for it in another way")
}
