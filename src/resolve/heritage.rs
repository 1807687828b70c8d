//! Finds what versions and controls descend from (L-058).

use super::names::{Decl, Inherits, Tree};
use crate::diag::{Diagnostic, Diagnostics};
use crate::source::Place;
use crate::syntax::ast::{ControlDraft, ItemKind};

impl<'a> Tree<'a> {
    /// Returns the rows of the earlier versions of the catalog of a row, the newest first.
    pub fn versions_before(&self, catalog: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.revises.get(&catalog).copied(), |row| {
            self.revises.get(row).copied()
        })
    }

    /// Returns the rows of the versions after an earlier version up to a later one, the oldest first.
    pub fn versions_after(&self, earlier: usize, later: usize) -> Vec<usize> {
        let all = std::iter::once(later).chain(self.versions_before(later));
        let mut after: Vec<usize> = all.take_while(|row| *row != earlier).collect();
        after.reverse();
        after
    }

    /// Says whether two catalogs are the same, or versions of one: each revises the first version, by whatever way.
    pub fn are_versions_of_one(&self, catalog: usize, other: usize) -> bool {
        let first = |row: usize| self.versions_before(row).last().unwrap_or(row);
        first(catalog) == first(other)
    }

    /// Returns the row of the control that is written where a control stands: itself, or the one of an earlier version that a
    /// revision leaves as it was.
    pub fn written(&self, control: usize) -> usize {
        match self.inherits.get(&control) {
            Some(Inherits::From(from)) if self.of(ItemKind::Control).is_left(control) => *from,
            _ => control,
        }
    }

    /// Returns the rows of the controls as they are written from which the control of a row is made, the newest first.
    pub fn heritage(&self, control: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(self.written(control)), |row| {
            match self.inherits.get(row) {
                Some(Inherits::From(from)) => Some(*from),
                Some(Inherits::Lost) | None => None,
            }
        })
    }

    /// Finds something in the newest control of a heritage that says it, with the row of that control.
    pub fn newest<T>(
        &self,
        control: usize,
        find: impl Fn(Decl<'a, ControlDraft>) -> Option<T>,
    ) -> Option<(usize, T)> {
        self.heritage(control)
            .find_map(|row| Some((row, find(self.control(row)?)?)))
    }

    /// Returns the place of what decides whether a control applies: in its own item, or in the newest of a heritage.
    pub fn decides(&self, own: Option<Decl<'a, ControlDraft>>, heritage: usize) -> Option<Place> {
        let place = |decl: Decl<'a, ControlDraft>| Some(decl.item.place(decl.draft.decides()?));
        let inherited = || self.newest(heritage, place).map(|(_, place)| place);
        own.and_then(place).or_else(inherited)
    }

    /// Explains reports on what is written in an earlier version: adds which revision they are about. `heir` is the row of
    /// the control that inherits.
    pub fn explain_inherited(
        &self,
        reports: Diagnostics,
        written_in: usize,
        heir: usize,
    ) -> impl Iterator<Item = Diagnostic> {
        let revision = self.catalog_of(heir).filter(|row| *row != written_in);
        let revision =
            revision.and_then(|row| Some((self.catalog_name(row), self.catalog(row)?.head())));
        reports.into_iter().map(move |report| match &revision {
            Some((name, place)) => report.also(*place, format!("`{name}` inherits it")),
            None => report,
        })
    }
}
