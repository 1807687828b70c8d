//! The reasons of quantifiers: a sentence about the entries, and the data that it rests on.

use super::evaluator::Evaluator;
use super::explain::Selection;
use super::reason::SettlerList;
use super::words::{entry_words, set_words, some_of};
use super::{Reason, Settler, Truth};
use crate::model::{Datum, Entry, Extent};

/// How many entries a sentence names before it counts the rest.
const NAMED: usize = 3;

impl<'a> Evaluator<'a> {
    /// The reason where entries are certain to count: "`chip.soc` and `chip.radio` are listed", or, where the set has a
    /// filter, why the first entry meets it.
    pub(super) fn some_reason(
        &self,
        selection: &Selection<'_, 'a>,
        certain: &[&'a Entry],
    ) -> Reason {
        let name = |entry: &&Entry| entry_words(self.scheme, selection.inventory, &entry.id);
        let mut reasons = certain
            .iter()
            .map(|entry| self.explain_entry(selection, entry).reason);
        let mut reason = reasons.next().unwrap_or_default();
        if reason.sentence.is_empty() {
            let verb = if certain.len() == 1 { "is" } else { "are" };
            let names = some_of(certain.iter().map(name), NAMED);
            reason.sentence = format!("{names} {verb} listed").into();
        } else if certain.len() > 1 {
            let also = some_of(certain.iter().skip(1).map(name), NAMED);
            // Sets that are cut from one another often hold the same entries, which are named once.
            reason.sentence = reason.sentence.followed_by(&format!("; likewise {also}"));
        }
        let mut settlers = SettlerList::default();
        settlers.add_all(&reason.settled_by);
        settlers.add(self.inventory_settler(selection.inventory));
        reasons.for_each(|reason| settlers.add_all(&reason.settled_by));
        reason.settled_by = settlers.finish();
        reason
    }

    /// The reason where it is open whether any entry counts.
    pub(super) fn open_reason(&self, selection: &Selection<'_, 'a>) -> Reason {
        let open = self.entries_with(selection, Truth::Open);
        let mut reason = self.joined_entry_reasons(selection, &open);
        if open.len() > NAMED {
            let names = some_of(
                reason
                    .settled_by
                    .iter()
                    .map(|settler| settler.name.to_string()),
                NAMED,
            );
            let set = set_words(self.scheme, selection.set);
            reason.sentence = format!("whether {set} has an entry depends on {names}").into();
        }
        reason
    }

    /// The reason where no entry counts and the list of the inventory is complete.
    pub(super) fn none_reason(&self, selection: &Selection<'_, 'a>) -> Reason {
        let inventory = &self.scheme.inventories[selection.inventory].key;
        let settler = self.inventory_settler(selection.inventory);
        let excluded = self.excluded(selection);
        if excluded.is_empty() {
            let sentence = match self.situation.extent(selection.inventory) {
                Extent::All => format!("{inventory} is none: the product has no such part"),
                Extent::Unknown | Extent::AtLeast => format!("no entry of {inventory} is listed"),
            };
            return Reason::resting_on(sentence, settler);
        }
        let mut reason = self.joined_entry_reasons(selection, &excluded);
        let count = excluded.len();
        if count > NAMED {
            let set = set_words(self.scheme, selection.set);
            reason.sentence =
                format!("none of the {count} entries of {inventory} is among {set}").into();
        }
        reason.with([settler])
    }

    fn joined_entry_reasons(&self, selection: &Selection<'_, 'a>, entries: &[&'a Entry]) -> Reason {
        let reasons = entries
            .iter()
            .map(|entry| self.explain_entry(selection, entry).reason);
        Reason::joined(reasons, ", and ")
    }

    /// Returns the entries that do not count.
    fn excluded(&self, selection: &Selection<'_, 'a>) -> Vec<&'a Entry> {
        let mut counting = selection.cut.iter().map(|(place, _)| *place).peekable();
        self.situation
            .entries(selection.inventory)
            .iter()
            .enumerate()
            .filter(|(place, _)| counting.next_if_eq(place).is_none())
            .map(|(_, entry)| entry)
            .collect()
    }

    /// The reason where an entry of `every` fails: `parts` say why it counts and why it fails.
    pub(super) fn failing_reason(
        &self,
        selection: &Selection<'_, 'a>,
        entry: &Entry,
        parts: [Reason; 2],
    ) -> Reason {
        let mut reason = Reason::joined(parts, ", and ");
        let name = entry_words(self.scheme, selection.inventory, &entry.id);
        if !reason.sentence.contains(&name) {
            reason = reason.prefixed(&format!("for {name}: "));
        }
        reason.with([Settler {
            datum: Datum::Inventory(selection.inventory),
            name: name.into(),
            place: entry.place,
        }])
    }

    /// The reason where the inventory may have entries that are not listed.
    pub(super) fn unlisted_reason(&self, selection: &Selection<'_, 'a>) -> Reason {
        let inventory = &self.scheme.inventories[selection.inventory].key;
        let sentence = match selection.extent {
            Extent::AtLeast => format!("{inventory} may have more entries than are listed"),
            Extent::Unknown | Extent::All => format!("the entries of {inventory} are not known"),
        };
        Reason::resting_on(sentence, self.inventory_settler(selection.inventory))
    }
}
