//! Resolves the lines of a control. Each name in a line is one obligation (L-130).

use thin_vec::ThinVec;

use super::keys::Key;
use super::levels::Ladder;
use super::reader::DraftReader;
use super::rows::{Inherited, fit_rows, resolve_clauses, resolve_rows};
use super::same::same_clauses;
use super::style::{KeyStyle, check_style};
use super::world::World;
use crate::diag::{Diagnostic, codes, list};
use crate::model::{
    Clauses, Depth, EvidenceChoice, EvidenceLine, LevelSet, Procedure, ProcedureId, VerifyLine,
};
use crate::source::Place;
use crate::syntax::ast::{
    AlternativesDraft, ByDraft, ItemKind, LineClauses, LineDraft, Name, Style, VerifyDraft,
};

codes! {
    LINE_TWICE = error("P0340", "obligation that is owed twice"),
    KEY_REUSED = error("P0341", "key of two different choices of evidence"),
    WRONG_NUMBER = error("P0342", "choice that cannot be met"),
    DEPTH_MISSING = error("P0343", "depth that the procedure does not have"),
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
            let clauses = self.clauses(reader, &draft.clauses);
            let choices = self.choices(reader, draft);
            let Some(clauses) = clauses else {
                continue;
            };
            for (name, choice) in choices {
                let line = EvidenceLine {
                    key: reader.key(name),
                    choice,
                    levels,
                    clauses: clauses.clone(),
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

    fn clauses(&self, reader: &mut DraftReader<'_>, draft: &LineClauses) -> Option<Clauses> {
        let asked = resolve_rows(self.world, reader, draft, self.inherited)?;
        Some(resolve_clauses(self.world, reader, draft, asked.rows))
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
        let style = KeyStyle::Of(Style::Kebab);
        check_style(reader.item, *key, "choice", style, reader.out);
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

    fn overlap(&self, a: LevelSet, b: LevelSet) -> bool {
        let common = a.and(b);
        if self.ladder.levels.is_empty() {
            return common != LevelSet::NONE;
        }
        common.lowest(self.ladder.levels.len()).is_some()
    }

    pub fn verify(
        &self,
        reader: &mut DraftReader<'_>,
        drafts: &[VerifyDraft],
    ) -> ThinVec<VerifyLine> {
        let mut lines: ThinVec<VerifyLine> = ThinVec::with_capacity(drafts.len());
        for draft in drafts {
            let asked = resolve_rows(self.world, reader, &draft.clauses, self.inherited);
            let depths = self.depths(reader, &draft.by);
            let witness = reader.refer_given(self.world.tree, draft.witness);
            let mut clauses: Option<Clauses> = None;
            for name in &draft.names {
                let Some(id) = reader.refer::<ProcedureId>(self.world.tree, *name) else {
                    continue;
                };
                let (Some(procedure), Some(asked)) = (self.world.procedures.row(id), asked) else {
                    continue;
                };
                self.report_depths(reader, procedure, &draft.by);
                let place = reader.place(name.span);
                let Some(rows) = fit_rows(self.world, reader, asked, place, procedure) else {
                    continue;
                };
                let clauses = match &clauses {
                    Some(same) if same.rows == rows => same.clone(),
                    Some(_) | None => clauses
                        .insert(resolve_clauses(self.world, reader, &draft.clauses, rows))
                        .clone(),
                };
                let line = VerifyLine {
                    procedure: id,
                    depths: depths.clone(),
                    clauses,
                    witness,
                    place,
                };
                match self.repeated(&lines, &line) {
                    Some(first) => reader.report(line_twice(place, first, &procedure.key)),
                    None => lines.push(line),
                }
            }
        }
        lines.retain(|line| !line.depths.is_empty());
        lines
    }

    /// Reads the depths of a line, each once, with its levels.
    fn depths(
        &self,
        reader: &mut DraftReader<'_>,
        drafts: &[ByDraft],
    ) -> ThinVec<(Depth, LevelSet)> {
        let mut depths: ThinVec<(Depth, LevelSet)> = ThinVec::with_capacity(drafts.len());
        for draft in drafts {
            let levels = self
                .ladder
                .of_line(reader, draft.levels.as_ref(), self.levels);
            let Some(depth) = reader.choose::<Depth>(draft.depth) else {
                continue;
            };
            if depths.iter().any(|(before, _)| *before == depth) {
                reader.report_twice(draft.depth, "depth");
            } else {
                depths.push((depth, levels));
            }
        }
        depths
    }

    /// Reports depths for which the procedure has no block.
    fn report_depths(
        &self,
        reader: &mut DraftReader<'_>,
        procedure: &Procedure,
        drafts: &[ByDraft],
    ) {
        // A procedure without any depth is reported by `check`.
        if self.world.is_unsure(procedure) || procedure.depths.is_empty() {
            return;
        }
        for draft in drafts {
            let word = reader.word(draft.depth);
            let asked = Depth::from_word(word);
            if asked.is_some_and(|depth| procedure.block(depth).is_none()) {
                let place = reader.place(draft.depth.span);
                reader.drop_with(depth_missing(place, word, procedure));
            }
        }
    }

    /// Returns the place of an earlier line that asks for the same procedure, for the same rows, at a level of the line.
    fn repeated(&self, lines: &[VerifyLine], line: &VerifyLine) -> Option<Place> {
        let levels_of = |line: &VerifyLine| {
            line.depths
                .iter()
                .map(|(_, levels)| *levels)
                .fold(LevelSet::NONE, LevelSet::or)
        };
        lines
            .iter()
            .find(|earlier| {
                earlier.procedure == line.procedure
                    && self.overlap(levels_of(earlier), levels_of(line))
                    && same_clauses(&earlier.clauses, &line.clauses)
            })
            .map(|earlier| earlier.place)
    }
}

impl World<'_> {
    /// Says whether a part of a procedure could not be read.
    pub fn is_unsure(&self, procedure: &Procedure) -> bool {
        let procedures = self.tree.of(ItemKind::Procedure);
        let row = procedures.row(&Key::plain(&procedure.key));
        let item = row.and_then(|row| procedures.item(row));
        item.is_some_and(|placed| placed.item.is_incomplete())
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

fn line_twice(place: Place, first: Place, key: &str) -> Diagnostic {
    let message = format!("`{key}` is owed twice for the same entries at the same level");
    Diagnostic::at(&LINE_TWICE, place, message)
        .again(first, "asked for")
        .help("keep one of them, or let them differ in entries or levels")
}

fn key_reused(place: Place, first: Place, key: &str) -> Diagnostic {
    let message = format!("the key `{key}` stands for different evidence in this control");
    Diagnostic::at(&KEY_REUSED, place, message)
        .label("something else here")
        .also(first, "first used here")
        .help("give the choice another key")
}

fn wrong_number(place: Place, needed: &str, kinds: usize) -> Diagnostic {
    let message = format!("{needed} of {kinds} evidence kinds cannot be handed in");
    Diagnostic::at(&WRONG_NUMBER, place, message)
        .help(format!("write `any`, or a number from 1 to {kinds}"))
}

fn depth_missing(place: Place, depth: &str, procedure: &Procedure) -> Diagnostic {
    let message = format!("the procedure `{}` has no depth `{depth}`", procedure.key);
    let depths = list(procedure.depths.iter().map(|block| block.depth.word()));
    let diagnostic = Diagnostic::at(&DEPTH_MISSING, place, message);
    if depths.is_empty() {
        return diagnostic.help("give the procedure its depths");
    }
    diagnostic.help(format!("it has {depths}"))
}
