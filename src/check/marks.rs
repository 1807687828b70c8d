//! Marks what is used.

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::{Id, ProcedureId, Scheme, Table};

/// Marks on the rows of a table that are used.
pub(super) struct Marks<'a, I, T> {
    table: &'a Table<I, T>,
    rows: Vec<bool>,
}

impl<'a, I: Id, T> Marks<'a, I, T> {
    pub fn new(table: &'a Table<I, T>) -> Self {
        Self {
            table,
            rows: vec![false; table.len()],
        }
    }

    pub fn mark(&mut self, id: I) {
        if let Some(row) = self.rows.get_mut(id.index()) {
            *row = true;
        }
    }

    pub fn mark_all(&mut self, ids: impl IntoIterator<Item = I>) {
        ids.into_iter().for_each(|id| self.mark(id));
    }

    /// Reports the rows that are not marked.
    pub fn report_unmarked(&self, report: impl Fn(&T) -> Diagnostic) -> Diagnostics {
        let rows = self.table.iter().zip(&self.rows);
        let unmarked = rows.filter(|(_, marked)| !**marked);
        unmarked.map(|((_, row), _)| report(row)).collect()
    }
}

/// Returns the procedures that confirm inventories.
pub(super) fn confirming(scheme: &Scheme) -> impl Iterator<Item = ProcedureId> {
    scheme
        .inventories
        .iter()
        .flat_map(|(_, inventory)| inventory.confirmed.iter().copied())
}
