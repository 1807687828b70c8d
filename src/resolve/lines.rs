//! Resolves the lines of a control: what all lines share, and `evidence` lines. Each name in a line is one obligation (L-130).

use thin_vec::ThinVec;

use super::answers::{answers_of, fit_answers, report_answers};
use super::levels::Ladder;
use super::reader::DraftReader;
use super::rows::{Asked, Inherited, resolve_clauses, resolve_rows};
use super::same::same_clauses;
use super::style::{KeyStyle, check_style};
use super::world::World;
use crate::diag::{Diagnostic, codes};
use crate::model::{Clauses, EvidenceChoice, EvidenceLine, LevelSet, Rows};
use crate::source::Place;
use crate::syntax::ast::{AlternativesDraft, LineClauses, LineDraft, Name};

codes! {
    LINE_TWICE = error("P0340", "obligation that is owed twice"),
    KEY_REUSED = error("P0341", "one key for different evidence"),
    WRONG_NUMBER = error("P0342", "choice that cannot be met"),
}

/// Reads the lines of one control.
pub(super) struct LineReader<'w, 'a> {
    pub world: &'w World<'a>,
    pub ladder: &'w Ladder<'w>,
    /// The levels of the control.
    pub levels: LevelSet,
    pub inherited: Inherited,
}

impl LineReader<'_, '_> {
    pub fn evidence(
        &self,
        reader: &mut DraftReader<'_>,
        drafts: &[LineDraft],
    ) -> ThinVec<EvidenceLine> {
        let mut lines: ThinVec<EvidenceLine> = ThinVec::with_capacity(drafts.len());
        for draft in drafts {
            let levels = self
                .ladder
                .of_line(reader, draft.levels.as_ref(), self.levels);
            let asked = resolve_rows(self.world, reader, &draft.clauses, self.inherited);
            let choices = self.choices(reader, draft);
            let Some(asked) = asked else {
                continue;
            };
            let mut resolved = None;
            for (name, choice) in choices {
                let Some(rows) = self.rows_of(reader, asked, name, &choice) else {
                    continue;
                };
                let clauses = self.clauses(reader, &draft.clauses, rows, &mut resolved);
                let line = EvidenceLine {
                    key: reader.key(name),
                    choice,
                    levels,
                    clauses,
                    place: reader.place(name.span),
                };
                if let Some(diagnostic) = self.clash(&lines, &line) {
                    reader.report(diagnostic);
                } else {
                    lines.push(line);
                }
            }
        }
        lines
    }

    /// Returns the rows of a choice of evidence: answers are about entries of their inventory.
    fn rows_of(
        &self,
        reader: &mut DraftReader<'_>,
        asked: Asked,
        name: Name,
        choice: &EvidenceChoice,
    ) -> Option<Rows> {
        let answers = match choice {
            EvidenceChoice::Kind(kind) => answers_of(self.world, *kind),
            EvidenceChoice::Of { .. } => None,
        };
        answers.map_or(Some(asked.rows), |answers| {
            fit_answers(self.world, reader, asked, name, answers.inventory)
        })
    }

    /// Resolves the clauses of a line for some rows. They are resolved again only if the name before had other rows, so that
    /// nothing is reported for each name.
    pub fn clauses(
        &self,
        reader: &mut DraftReader<'_>,
        draft: &LineClauses,
        rows: Rows,
        resolved: &mut Option<Clauses>,
    ) -> Clauses {
        match resolved {
            Some(same) if same.rows == rows => same.clone(),
            Some(_) | None => {
                let clauses = resolve_clauses(self.world, reader, draft, rows);
                resolved.insert(clauses).clone()
            }
        }
    }

    /// Returns the choices of a line: each kind by itself, or one choice of several kinds.
    fn choices(
        &self,
        reader: &mut DraftReader<'_>,
        draft: &LineDraft,
    ) -> Vec<(Name, EvidenceChoice)> {
        let tree = self.world.tree;
        let Some(alternatives) = &draft.alternatives else {
            let find = |name: &Name| {
                let kind = reader.refer(tree, *name)?;
                Some((*name, EvidenceChoice::Kind(kind)))
            };
            return draft.names.iter().filter_map(find).collect();
        };
        let Some(key) = draft.names.first() else {
            return Vec::new();
        };
        check_style(reader.item, *key, "choice", KeyStyle::Key, reader.out);
        report_answers(self.world, reader, &alternatives.of, "any of");
        let kinds = reader.refer_all(tree, &alternatives.of);
        let needed = needed(reader, alternatives).filter(|_| !kinds.is_empty());
        let kinds = kinds.into();
        let choice = needed.map(|needed| (*key, EvidenceChoice::Of { needed, kinds }));
        choice.into_iter().collect()
    }

    /// Compares a line with the earlier lines with the same key (L-140).
    fn clash(&self, lines: &[EvidenceLine], line: &EvidenceLine) -> Option<Diagnostic> {
        for earlier in lines.iter().filter(|earlier| earlier.key == line.key) {
            if earlier.choice != line.choice {
                return Some(key_reused(line.place, earlier.place, &line.key));
            }
            if self.overlap(line.levels, earlier.levels)
                && same_clauses(&line.clauses, &earlier.clauses)
            {
                return Some(line_twice(line.place, earlier.place, &line.key));
            }
        }
        None
    }

    pub fn overlap(&self, a: LevelSet, b: LevelSet) -> bool {
        let common = a.and(b);
        if self.ladder.levels.is_empty() {
            return common != LevelSet::NONE;
        }
        common.lowest(self.ladder.levels.len()).is_some()
    }
}

/// Reads the number of alternatives that are needed (L-132).
fn needed(reader: &mut DraftReader<'_>, draft: &AlternativesDraft) -> Option<usize> {
    let word = reader.word(draft.needed);
    if word == "any" {
        return Some(1);
    }
    let needed = word.parse::<usize>().unwrap_or(usize::MAX);
    if (1..=draft.of.len()).contains(&needed) {
        return Some(needed);
    }
    let place = reader.place(draft.needed.span);
    reader.drop_with(wrong_number(place, word, draft.of.len()));
    None
}

pub(super) fn line_twice(place: Place, first: Place, key: &str) -> Diagnostic {
    let message = format!("`{key}` is owed twice for the same entries at the same level");
    Diagnostic::at(&LINE_TWICE, place, message)
        .again(first, "asked for")
        .help("keep one of them, or give them different entries or levels")
}

fn key_reused(place: Place, first: Place, key: &str) -> Diagnostic {
    let message = format!("the key `{key}` is used for different evidence in this control");
    Diagnostic::at(&KEY_REUSED, place, message)
        .label("used for something else here")
        .also(first, "first used here")
        .help("give the choice another key")
}

fn wrong_number(place: Place, needed: &str, kinds: usize) -> Diagnostic {
    let message = format!("a choice cannot ask for {needed} of {kinds} evidence kinds");
    Diagnostic::at(&WRONG_NUMBER, place, message)
        .help(format!("write `any`, or a number from 1 to {kinds}"))
}
