//! Resolves levels and the clauses that name them (L-033, L-111 to L-113).

use super::names::Tree;
use super::part_names::PartNames;
use super::reader::{DraftReader, meant};
use super::style::KeyStyle;
use crate::diag::{Diagnostic, codes, list};
use crate::model::{Catalog, Id, Level, LevelId, LevelSet, MAX_LEVELS, find_level};
use crate::source::{Place, Span};
use crate::syntax::ast::{LevelClause, LevelDraft, Name};

codes! {
    LEVEL_TWICE = error("P0230", "level that is declared twice"),
    TOO_MANY_LEVELS = error("P0231", "too many levels"),
    UNKNOWN_LEVEL = error("P0232", "level that does not exist"),
    NO_LEVELS = error("P0233", "level of something that has no levels"),
    LEVELS_MISSING = error("P0234", "control without levels"),
    LEVEL_GAP = error("P0235", "gap in the levels without a reason"),
    NEVER_AT = error("P0236", "line at a level at which its control does not hold"),
}

/// The levels of a catalog or an edition, with their owner.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ladder<'l> {
    /// `catalog` or `edition`.
    pub noun: &'static str,
    /// The key and version of the owner.
    pub owner: &'l str,
    pub levels: &'l [Level],
    /// Whether a level may be missing because something could not be read.
    pub incomplete: bool,
    /// How a line is dealt with that names no level of its control.
    pub cut: Cut,
}

/// How a line is dealt with that names no level of its control.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// It is a mistake.
    Reported,
    /// It is left out: a newer version of the control holds at other levels.
    Silent,
}

impl<'l> Ladder<'l> {
    /// Makes the ladder of the catalog of a row, given its name.
    pub fn of_catalog(tree: &Tree<'_>, row: usize, catalog: &'l Catalog, name: &'l str) -> Self {
        Self {
            noun: "catalog",
            owner: name,
            levels: &catalog.levels,
            incomplete: tree.lacks_levels(row, catalog),
            cut: Cut::Reported,
        }
    }
}

impl Tree<'_> {
    /// Says whether a level of the catalog of a row may be missing because of a mistake in the catalog.
    pub fn lacks_levels(&self, row: usize, catalog: &Catalog) -> bool {
        self.orphans.contains(&row)
            || self.catalog(row).is_some_and(|decl| {
                decl.item.item.is_incomplete() || catalog.levels.len() < decl.draft.levels.len()
            })
    }
}

/// Reads the levels that a catalog or an edition declares, from the lowest.
pub(super) fn resolve_levels(reader: &mut DraftReader<'_>, drafts: &[LevelDraft]) -> Vec<Level> {
    let mut levels: Vec<Level> = Vec::with_capacity(drafts.len());
    let mut names = PartNames::new(&LEVEL_TWICE, "level", KeyStyle::Key);
    for draft in drafts {
        if levels.len() == MAX_LEVELS {
            let place = reader.place(draft.key.span);
            reader.report(too_many_levels(place));
            break;
        }
        if names.declare(reader, draft.key) {
            levels.push(Level {
                key: reader.key(draft.key),
                title: reader.given(draft.title),
            });
        }
    }
    levels
}

impl Ladder<'_> {
    /// Finds a level, or reports that there is none.
    pub fn find(&self, reader: &mut DraftReader<'_>, name: Name) -> Option<LevelId> {
        let word = reader.word(name);
        let level = find_level(self.levels, word);
        if level.is_none() && self.incomplete {
            reader.lose();
        } else if level.is_none() {
            let place = reader.place(name.span);
            reader.drop_with(self.unknown_level(place, word));
        }
        level
    }

    /// Returns the key of a level.
    pub fn key(&self, level: LevelId) -> &str {
        let level = self.levels.get(level.index());
        level.map_or("", |level| level.key.as_str())
    }

    /// Returns the levels that a clause names; all levels if it names an unknown one.
    pub fn clause(&self, reader: &mut DraftReader<'_>, clause: &LevelClause) -> LevelSet {
        match clause {
            LevelClause::From(name) => {
                let level = self.find(reader, *name);
                level.map_or(LevelSet::ALL, LevelSet::from)
            }
            LevelClause::At(at) => self.listed(reader, &at.levels),
        }
    }

    fn listed(&self, reader: &mut DraftReader<'_>, names: &[Name]) -> LevelSet {
        let mut set = LevelSet::NONE;
        for name in names {
            let level = self.find(reader, *name);
            if self.levels.is_empty() {
                // One report is enough.
                return LevelSet::ALL;
            }
            match level {
                Some(level) if set.contains(Some(level)) => reader.report_twice(*name, "level"),
                Some(level) => set = set.with(level),
                None => {}
            }
        }
        if set == LevelSet::NONE {
            return LevelSet::ALL;
        }
        set
    }

    /// Returns the levels of a control, and reports a control without levels or with a gap that has no reason.
    pub fn of_control(
        &self,
        reader: &mut DraftReader<'_>,
        key: Name,
        clause: Option<&LevelClause>,
    ) -> LevelSet {
        let Some(clause) = clause else {
            if !self.levels.is_empty() && !reader.dropped {
                let place = reader.place(key.span);
                reader.drop_with(self.levels_missing(place, reader.word(key)));
            }
            return LevelSet::ALL;
        };
        let set = self.clause(reader, clause);
        if let LevelClause::At(at) = clause
            && at.because.is_none()
            && let Some(missing) = self.gap(set)
        {
            let place = reader.place(clause_span(clause));
            let written: Vec<&str> = at.levels.iter().map(|level| reader.word(*level)).collect();
            reader.report(level_gap(place, missing, &written.join(", ")));
        }
        set
    }

    /// Returns a level that is missing between a lower and a higher level of the set.
    fn gap(&self, set: LevelSet) -> Option<&str> {
        let holds = |index: usize| set.contains(Some(LevelId::from_index(index)));
        let indices = 0..self.levels.len();
        let lowest = indices.clone().find(|index| holds(*index))?;
        let highest = indices.rev().find(|index| holds(*index))?;
        let missing = (lowest..highest).find(|index| !holds(*index))?;
        self.levels.get(missing).map(|level| level.key.as_str())
    }

    /// Returns the levels of a line that are also levels of its control.
    pub fn of_line(
        &self,
        reader: &mut DraftReader<'_>,
        clause: Option<&LevelClause>,
        control: LevelSet,
    ) -> LevelSet {
        let Some(clause) = clause else {
            return control;
        };
        let cut = self.clause(reader, clause).and(control);
        if !self.levels.is_empty() && cut.lowest(self.levels.len()).is_none() {
            if self.cut == Cut::Silent {
                return LevelSet::NONE;
            }
            let place = reader.place(clause_span(clause));
            reader.drop_with(self.never_at(place, control));
            return LevelSet::NONE;
        }
        cut
    }

    fn keys_of(&self, set: LevelSet) -> impl Iterator<Item = &str> {
        self.levels
            .iter()
            .enumerate()
            .filter(move |(index, _)| set.contains(Some(LevelId::from_index(*index))))
            .map(|(_, level)| level.key.as_str())
    }

    fn unknown_level(&self, place: Place, name: &str) -> Diagnostic {
        let owner = format!("the {} `{}`", self.noun, self.owner);
        if self.levels.is_empty() {
            let message = format!("{owner} has no levels, so there is no `{name}`");
            let help = format!("remove the level, or declare `levels` in {owner}");
            return Diagnostic::at(&NO_LEVELS, place, message)
                .undeclared("levels", &owner)
                .help(help);
        }
        let message = format!("{owner} has no level `{name}`");
        let known = self.levels.iter().map(|level| level.key.as_str());
        Diagnostic::at(&UNKNOWN_LEVEL, place, message)
            .undeclared(&format!("level of {owner}"), name)
            .maybe_help(meant(name, "level", known))
    }

    fn levels_missing(&self, place: Place, key: &str) -> Diagnostic {
        let message = format!("the control `{key}` does not say at which levels it holds");
        let lowest = self.levels.first().map_or("", |level| level.key.as_str());
        Diagnostic::at(&LEVELS_MISSING, place, message).help(format!(
            "write `from {lowest}`, or `at {lowest} only because \"…\"`"
        ))
    }

    fn never_at(&self, place: Place, control: LevelSet) -> Diagnostic {
        let keys: Vec<&str> = self.keys_of(control).collect();
        let message = "the control does not hold at this level, so the line is never owed";
        Diagnostic::at(&NEVER_AT, place, message)
            .help(format!("the control holds at {}", list(keys)))
    }
}

fn clause_span(clause: &LevelClause) -> Span {
    match clause {
        LevelClause::From(name) => name.span,
        LevelClause::At(at) => at
            .levels
            .iter()
            .map(|level| level.span)
            .reduce(Span::to)
            .unwrap_or_default(),
    }
}

fn too_many_levels(place: Place) -> Diagnostic {
    let message = format!(
        "this is level {}; there can be at most {MAX_LEVELS}",
        MAX_LEVELS + 1
    );
    Diagnostic::at(&TOO_MANY_LEVELS, place, message)
}

fn level_gap(place: Place, missing: &str, written: &str) -> Diagnostic {
    let message = format!("`{missing}` is left out between these levels without a reason");
    Diagnostic::at(&LEVEL_GAP, place, message).help(format!(
        "add `{missing}`, or write `at {written} only because \"…\"`"
    ))
}
