//! Obligations for each of some entries, met by one of those that refer to it (L-306).

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::lines::{Filter, LineHere, LinePlanner, entry_row, open_members, unknown_row};
use super::rows::{OwedRows, Row};
use crate::logic::{Reason, Truth};
use crate::model::{Among, Answer, AttributeStep, Entry, Extent, Value};

impl<'a> LinePlanner<'a> {
    /// Returns an obligation for each entry to which others are asked to refer: one of those that do is enough.
    pub(super) fn owed_among(&self, among: Among, filter: Filter<'_, 'a>) -> Vec<LineHere> {
        let to = self.passing(among.each, Filter::NONE);
        let referring = Referring::of(self, among, filter);
        let mut lines = Vec::new();
        for (entry, open_because) in to.entries {
            let key = entry_row(self.judge.tables(), to.inventory, entry, None).key;
            let rows = OwedRows::AtLeastOne(referring.rows(&entry.id).into());
            lines.push(LineHere::new(Some(key), open_because, rows));
        }
        let further = |_: &'a Entry| Truth::Yes;
        if to.extent != Extent::All && self.judge.tables().may_have_further(among.each, further) {
            let row = unknown_row(self.judge.tables(), to.inventory, to.extent);
            let rows = OwedRows::AtLeastOne([].into());
            lines.push(LineHere::new(Some(row.key), row.open_because, rows));
        }
        lines
    }
}

/// The entries that refer to others, found by what they refer to.
struct Referring<'p, 'f, 'a> {
    planner: &'p LinePlanner<'a>,
    among: Among,
    filter: Filter<'f, 'a>,
    extent: Extent,
    /// The entries that pass the filter, or may; for those that may, why that is open.
    entries: Vec<(&'a Entry, Option<Reason>)>,
    /// The places of those that refer to an entry.
    by_id: FxHashMap<&'a str, Vec<usize>>,
    /// The places of those that may refer to more.
    open: Vec<usize>,
}

impl<'p, 'f, 'a> Referring<'p, 'f, 'a> {
    fn of(planner: &'p LinePlanner<'a>, among: Among, filter: Filter<'f, 'a>) -> Self {
        let passing = planner.passing(among.set, filter);
        let mut by_id: FxHashMap<&'a str, Vec<usize>> = FxHashMap::default();
        let mut open = Vec::new();
        for (place, (entry, _)) in passing.entries.iter().enumerate() {
            let answer = entry.answer(among.by.attribute);
            for value in answer.values() {
                if let Value::Entry(id) = value {
                    by_id.entry(id.as_str()).or_default().push(place);
                }
            }
            if answer.is_open() {
                open.push(place);
            }
        }
        Self {
            planner,
            among,
            filter,
            extent: passing.extent,
            entries: passing.entries,
            by_id,
            open,
        }
    }

    /// Returns a row for each entry that refers to one, or may.
    fn rows(&self, id: &str) -> Vec<Row> {
        let certain = self.by_id.get(id).into_iter().flatten();
        let places: BTreeSet<usize> = certain.chain(&self.open).copied().collect();
        let entries = places.iter().filter_map(|place| self.entries.get(*place));
        let rows = entries.filter_map(|(entry, because)| self.row(entry, because.as_ref(), id));
        let mut rows: Vec<Row> = rows.collect();
        if self.may_have_further(id) {
            let inventory = self.among.by.inventory;
            rows.push(unknown_row(
                self.planner.judge.tables(),
                inventory,
                self.extent,
            ));
        }
        rows
    }

    fn row(&self, entry: &'a Entry, because: Option<&Reason>, id: &str) -> Option<Row> {
        let AttributeStep {
            inventory,
            attribute,
        } = self.among.by;
        let evaluator = self.planner.judge.tables();
        let open_because = match refers(entry.answer(attribute), id) {
            Truth::No => return None,
            Truth::Yes => because.cloned(),
            Truth::Open => because
                .cloned()
                .or_else(|| Some(open_members(evaluator, self.among.by, entry))),
        };
        Some(entry_row(evaluator, inventory, entry, open_because))
    }

    fn may_have_further(&self, id: &str) -> bool {
        let counts = |entry: &'a Entry| {
            let passes = self.planner.passes(self.filter, entry).all();
            passes.and(refers(entry.answer(self.among.by.attribute), id))
        };
        let evaluator = self.planner.judge.tables();
        self.extent != Extent::All && evaluator.may_have_further(self.among.set, counts)
    }
}

/// Says whether an answer refers to an entry.
fn refers(answer: &Answer, id: &str) -> Truth {
    let names = |value: &Value| matches!(value, Value::Entry(named) if named.as_str() == id);
    let could_not = matches!(answer, Answer::Within(possible) if !possible.iter().any(names));
    if answer.values().iter().any(names) {
        Truth::Yes
    } else if answer.is_open() && !could_not {
        Truth::Open
    } else {
        Truth::No
    }
}
