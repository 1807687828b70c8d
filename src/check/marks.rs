//! What is used, and how what is not is reported.

use std::marker::PhantomData;

use crate::diag::{Code, Diagnostic};
use crate::model::{Id, ProcedureId, Scheme, Table};
use crate::source::Place;

/// Which rows of a table are used.
pub(super) struct Marks<I> {
    rows: Vec<bool>,
    id: PhantomData<I>,
}

impl<I: Id> Marks<I> {
    pub fn new<T>(table: &Table<I, T>) -> Self {
        Self {
            rows: vec![false; table.len()],
            id: PhantomData,
        }
    }

    pub fn mark(&mut self, id: I) {
        if let Some(row) = self.rows.get_mut(id.index()) {
            *row = true;
        }
    }

    pub fn unmarked(&self) -> impl Iterator<Item = I> {
        self.rows
            .iter()
            .enumerate()
            .filter(|(_, marked)| !**marked)
            .map(|(index, _)| I::from_index(index))
    }
}

/// Returns the procedures that confirm inventories.
pub(super) fn confirming(scheme: &Scheme) -> impl Iterator<Item = ProcedureId> {
    scheme
        .inventories
        .iter()
        .flat_map(|(_, inventory)| inventory.confirmed.iter().copied())
}

/// Reports something that nothing uses.
pub(super) fn unused(code: &'static Code, place: Place, message: String, help: &str) -> Diagnostic {
    Diagnostic::at(code, place, message).help(help)
}
