//! Resolves levels and the clauses that name them (L-033, L-111 to L-113).

use super::names::twice;
use super::reader::{DraftReader, meant};
use crate::diag::{Diagnostic, codes, list};
use crate::model::{Catalog, Id, Level, LevelId, LevelSet, MAX_LEVELS, find_level};
use crate::source::{Place, Span};
use crate::syntax::ast::{LevelClause, LevelDraft, Name};

codes! {
    LEVEL_TWICE = error("P0230", "level that is declared twice"),
    TOO_MANY_LEVELS = error("P0231", "more levels than there can be"),
    UNKNOWN_LEVEL = error("P0232", "level that does not exist"),
    NO_LEVELS = error("P0233", "level where there are none"),
    LEVELS_MISSING = error("P0234", "control that says at no level"),
    LEVEL_GAP = error("P0235", "gap in the levels without a reason"),
    NEVER_AT = error("P0236", "line at levels at which its control does not hold"),
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
}

impl<'l> Ladder<'l> {
    /// Makes the ladder of a catalog, given its name. A level may be missing if there is none and the catalog is incomplete.
    pub fn of_catalog(catalog: &'l Catalog, name: &'l str, incomplete: bool) -> Self {
        Self {
            noun: "catalog",
            owner: name,
            levels: &catalog.levels,
            incomplete: incomplete && catalog.levels.is_empty(),
        }
    }
}

/// Reads the levels that a catalog or an edition declares, from the lowest.
pub(super) fn resolve_levels(reader: &mut DraftReader<'_>, drafts: &[LevelDraft]) -> Vec<Level> {
    let mut levels: Vec<Level> = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let place = reader.place(draft.key.span);
        let key = reader.word(draft.key);
        if find_level(&levels, key).is_some() {
            let first = drafts.iter().find(|draft| reader.word(draft.key) == key);
            let first = first.map_or(place, |first| reader.place(first.key.span));
            reader.report(twice(&LEVEL_TWICE, place, first, "level", key));
        } else if levels.len() == MAX_LEVELS {
            reader.report(too_many_levels(place));
            break;
        } else {
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
            reader.dropped = true;
        } else if level.is_none() {
            let place = reader.place(name.span);
            reader.drop_with(self.unknown_level(place, word));
        }
        level
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
            let message = format!("{owner} has no levels, so that nothing is at `{name}`");
            let help = format!("take the level out, or declare `levels` in {owner}");
            return Diagnostic::at(&NO_LEVELS, place, message).help(help);
        }
        let message = format!("{owner} has no level `{name}`");
        Diagnostic::at(&UNKNOWN_LEVEL, place, message).maybe_help(meant(
            name,
            "level",
            self.levels.iter().map(|level| level.key.as_str()),
        ))
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
        let message = "the control does not hold at this level, so that the line is never owed";
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
        "this is level {}; there can be {MAX_LEVELS}",
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
