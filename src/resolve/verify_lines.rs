//! Resolves `verify` lines: procedures with their depths, and single cases of them (L-133, L-305).

use thin_vec::ThinVec;

use super::keys::Key;
use super::lines::{LineReader, line_twice};
use super::reader::{DraftReader, unknown};
use super::rows::{fit_rows, resolve_rows};
use super::same::same_clauses;
use super::world::World;
use crate::diag::{Diagnostic, codes, list};
use crate::model::{CaseId, Depth, LevelSet, Procedure, ProcedureId, VerifyLine};
use crate::source::Place;
use crate::syntax::ast::{ByDraft, ItemKind, Name, VerifyDraft};

codes! {
    DEPTH_MISSING = error("P0343", "depth that the procedure does not have"),
    CASE_UNKNOWN = error("P0355", "case that the procedure does not have"),
    CASE_BEYOND = error("P0356", "case that the depth of the line does not include"),
    CASES_OF_SEVERAL = error("P0357", "single cases of several procedures"),
}

impl LineReader<'_, '_> {
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
            let mut resolved = None;
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
                let clauses = self.clauses(reader, &draft.clauses, rows, &mut resolved);
                let Some(cases) = self.single_cases(reader, procedure, draft) else {
                    continue;
                };
                let line = VerifyLine {
                    procedure: id,
                    cases,
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

    /// Reads the single cases of a line (L-305); `None` if they cannot be asked for.
    fn single_cases(
        &self,
        reader: &mut DraftReader<'_>,
        procedure: &Procedure,
        draft: &VerifyDraft,
    ) -> Option<ThinVec<CaseId>> {
        if let (Some(_), [first, second, ..]) = (draft.cases.first(), &*draft.names) {
            let diagnostic = cases_of_several(
                reader.place(second.span),
                reader.word(*first),
                reader.word(*second),
            );
            reader.drop_with(diagnostic);
            return None;
        }
        let mut cases: ThinVec<CaseId> = ThinVec::with_capacity(draft.cases.len());
        for name in &draft.cases {
            let case = self.single_case(reader, procedure, *name, &draft.by)?;
            if cases.contains(&case) {
                reader.report_twice(*name, "case");
            } else {
                cases.push(case);
            }
        }
        cases.sort_unstable();
        Some(cases)
    }

    /// Finds a case by key, and checks that each depth of the line includes it.
    fn single_case(
        &self,
        reader: &mut DraftReader<'_>,
        procedure: &Procedure,
        name: Name,
        by: &[ByDraft],
    ) -> Option<CaseId> {
        let (place, word) = (reader.place(name.span), reader.word(name));
        let mut blocks = procedure.depths.iter();
        let found = blocks.find_map(|block| {
            let case = block.cases.iter().find(|case| case.key == word)?;
            Some((block.depth, case.id))
        });
        let Some((depth, case)) = found else {
            if self.world.is_unsure(procedure) {
                reader.dropped = true;
            } else {
                reader.drop_with(case_unknown(place, word, procedure));
            }
            return None;
        };
        let asked = by
            .iter()
            .filter_map(|by| Depth::from_word(reader.word(by.depth)));
        let shallow = asked
            .filter(|asked| procedure.block(*asked).is_some())
            .find(|asked| !asked.includes(depth));
        if let Some(asked) = shallow {
            reader.drop_with(case_beyond(place, word, depth, asked));
            return None;
        }
        Some(case)
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
                    && earlier.cases == line.cases
                    && self.overlap(levels_of(earlier), levels_of(line))
                    && same_clauses(&earlier.clauses, &line.clauses)
            })
            .map(|earlier| earlier.place)
    }
}

impl World<'_> {
    /// Says whether a procedure lacks a part because of a mistake.
    pub fn is_unsure(&self, procedure: &Procedure) -> bool {
        let procedures = self.tree.of(ItemKind::Procedure);
        let row = procedures.row(&Key::plain(&procedure.key));
        row.is_some_and(|row| procedures.lacks(row, self.faults))
    }
}

fn depth_missing(place: Place, depth: &str, procedure: &Procedure) -> Diagnostic {
    let message = format!("the procedure `{}` has no depth `{depth}`", procedure.key);
    let depths = list(procedure.depths.iter().map(|block| block.depth.word()));
    let diagnostic = Diagnostic::at(&DEPTH_MISSING, place, message)
        .undeclared(&format!("depth of {}", procedure.key), depth);
    if depths.is_empty() {
        return diagnostic.help("add depths to the procedure");
    }
    diagnostic.help(format!("it has {depths}"))
}

fn case_unknown(place: Place, case: &str, procedure: &Procedure) -> Diagnostic {
    let keys = procedure.cases().map(|case| &*case.key);
    let mut diagnostic = unknown(&CASE_UNKNOWN, place, "case", case, keys);
    diagnostic.message = format!("the procedure `{}` has no case `{case}`", procedure.key);
    diagnostic
}

fn case_beyond(place: Place, case: &str, depth: Depth, asked: Depth) -> Diagnostic {
    let (depth, asked) = (depth.word(), asked.word());
    let message = format!("`by {asked}` does not include the case `{case}` of the depth `{depth}`");
    Diagnostic::at(&CASE_BEYOND, place, message).help(format!(
        "write `by {depth}`; if other levels ask for less, write a separate line for them"
    ))
}

fn cases_of_several(place: Place, first: &str, second: &str) -> Diagnostic {
    let message =
        format!("single cases are asked of one procedure only, but `{second}` follows `{first}`");
    Diagnostic::at(&CASES_OF_SEVERAL, place, message)
        .help("write a separate `verify` line for each procedure of which single cases are wanted")
}
