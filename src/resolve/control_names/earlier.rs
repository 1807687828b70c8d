//! Finds what references in earlier versions mean, and the controls of today for what became of others (L-039, L-059).

use super::{ControlNames, Target};
use crate::diag::Diagnostic;
use crate::model::{ControlName, Earlier, Fate, Passage, Present};
use crate::resolve::migrations::EARLIER_CONTROL;
use crate::resolve::reader::DraftReader;
use crate::source::{Place, Text};
use crate::syntax::ast::RefDraft;

impl<'a> ControlNames<'a> {
    /// Finds the control that a reference in a control means, or reports that there is none; `catalog` is the row of the catalog
    /// in which the control is written.
    ///
    /// What a revision inherits is written in an earlier version. There, a name without a version means a control of that version.
    /// If that control is still one control, the name goes with it; otherwise it is reported.
    pub fn find_from(
        &self,
        reader: &mut DraftReader<'_>,
        written: RefDraft,
        catalog: usize,
    ) -> Option<Target> {
        let Some((heir, fate)) = self.fate_from(reader, written, catalog) else {
            return self.find(reader, written);
        };
        if let (Passage::Moves, [key]) = (fate.passage(), fate.now.as_slice()) {
            let row = self.tree.control_row(heir, key)?;
            let outside = || Target::Outside(self.outside(row, None));
            return Some(self.id(row).map_or_else(outside, Target::Control));
        }
        let place = reader.place(written.span);
        let key = reader.reference(written).key.unwrap_or_default();
        let meant = format!("{}:{key}", self.tree.catalog_name(catalog));
        let mut earlier = self.became(&meant)?;
        let revision = self.tree.catalog_name(heir);
        earlier.help = format!("write this again in `{revision}`; there, {}", earlier.help);
        reader.drop_with(earlier.report(&EARLIER_CONTROL, place));
        None
    }

    /// Says what became in this edition of a control of an earlier version that a reference names.
    pub fn earlier(&self, reader: &DraftReader<'_>, written: RefDraft) -> Option<Earlier> {
        self.became(reader.item.item.written(written.span))
    }

    /// Says what became of the control of an earlier version that a name means; `None` if it means none.
    pub fn became(&self, name: &str) -> Option<Earlier> {
        self.lineages.find(name, self)
    }

    /// Reports the name of a control that is not in the edition, where it must be: with what became of it, if that is known
    /// (L-039), else by `otherwise`.
    pub fn not_here(
        &self,
        place: Place,
        name: &str,
        otherwise: impl FnOnce(&str) -> Diagnostic,
    ) -> Diagnostic {
        let earlier = self.became(name);
        earlier.map_or_else(
            || otherwise(name),
            |earlier| earlier.report(&EARLIER_CONTROL, place),
        )
    }

    /// Says whether a reference in a control that is inherited means a control that was withdrawn.
    pub fn is_gone(&self, reader: &DraftReader<'_>, written: RefDraft, catalog: usize) -> bool {
        let fate = self.fate_from(reader, written, catalog);
        fate.is_some_and(|(_, fate)| fate.passage() == Passage::Gone)
    }

    /// Returns what became of a control that is named in an earlier version, with the row of the heir of that version. `None` if the
    /// version is not an earlier one, or has no such control.
    fn fate_from(
        &self,
        reader: &DraftReader<'_>,
        written: RefDraft,
        catalog: usize,
    ) -> Option<(usize, Fate<'a>)> {
        let (heir, lineage) = *self.heirs.get(&catalog)?;
        let name = reader.reference(written);
        let key = name.key.filter(|_| name.version.is_none())?;
        let own = self.catalog_of_row(catalog).name;
        if name.catalog.is_some_and(|catalog| catalog != own) {
            return None;
        }
        self.tree.control_row(catalog, key)?;
        let fate = lineage.fate_from(&self.tree.catalog_name(catalog), key)?;
        Some((heir, fate))
    }
}

impl Present for ControlNames<'_> {
    fn with_name(&self, name: ControlName<'_>) -> Vec<Text> {
        self.rows_of(name)
            .filter(|row| self.own_id(*row).is_some())
            .map(|row| self.name(row).into())
            .collect()
    }

    fn taker(&self, name: ControlName<'_>) -> Option<Text> {
        let mut takers = self.rows_of(name).filter_map(|row| self.taken.get(&row));
        takers.next().map(|taker| self.shown(*taker).into())
    }
}
