//! The sentences on what a quantifier found, and the data that they rest on.

use super::evaluator::Evaluator;
use super::explain::Look;
use super::reason::SettlerList;
use super::words::{entry_words, set_words, some_of};
use super::{Reason, Settler, Truth};
use crate::model::{Datum, Entry, Extent};

/// How many entries a sentence names before it counts the rest.
const NAMED: usize = 3;

impl<'a> Evaluator<'a> {
    /// "`chip.soc` and `chip.radio` are listed"; where the set has a filter, what the first one meets.
    pub(super) fn found(&self, look: &Look<'_, 'a>, certain: &[&'a Entry]) -> Reason {
        let name = |entry: &&Entry| entry_words(self.scheme, look.inventory, &entry.id);
        let mut findings = certain.iter().map(|entry| self.explain_entry(look, entry));
        let first = findings.next().map(|finding| finding.reason);
        let mut reason = first.unwrap_or_default();
        if reason.sentence.is_empty() {
            let verb = if certain.len() == 1 { "is" } else { "are" };
            let names = some_of(certain.iter().map(name), NAMED);
            reason.sentence = format!("{names} {verb} listed");
        } else if certain.len() > 1 {
            let also = some_of(certain.iter().skip(1).map(name), NAMED);
            reason.sentence = format!("{}; likewise {also}", reason.sentence);
        }
        let mut settlers = SettlerList::default();
        settlers.add_all(&reason.settled_by);
        settlers.add(self.inventory_settler(look.inventory));
        findings.for_each(|finding| settlers.add_all(&finding.reason.settled_by));
        reason.settled_by = settlers.finish();
        reason
    }

    pub(super) fn undecided(&self, look: &Look<'_, 'a>) -> Reason {
        let open = self.entries_of(look, Truth::Open);
        let reasons = open
            .iter()
            .map(|entry| self.explain_entry(look, entry).reason);
        let mut reason = Reason::joined(reasons, ", and ");
        if open.len() > NAMED {
            let names = reason.settled_by.iter();
            let names = some_of(names.map(|settler| settler.name.to_string()), NAMED);
            let which = set_words(self.scheme, look.set);
            reason.sentence = format!("whether {which} has an entry depends on {names}");
        }
        reason
    }

    /// Nothing belongs to the set, and the inventory lists all there is.
    pub(super) fn nothing(&self, look: &Look<'_, 'a>) -> Reason {
        let inventory = &self.scheme.inventories[look.inventory].key;
        let settler = self.inventory_settler(look.inventory);
        let excluded = self.excluded(look);
        if excluded.is_empty() {
            return Reason::resting_on(
                format!("{inventory} is none: the product has no such part"),
                settler,
            );
        }
        let reasons = excluded
            .iter()
            .map(|entry| self.explain_entry(look, entry).reason);
        let mut reason = Reason::joined(reasons, ", and ");
        let count = excluded.len();
        if count > NAMED {
            let which = set_words(self.scheme, look.set);
            reason.sentence =
                format!("none of the {count} entries of {inventory} is among {which}");
        }
        reason.with([settler])
    }

    /// Returns the entries that do not count.
    fn excluded(&self, look: &Look<'_, 'a>) -> Vec<&'a Entry> {
        let mut cut = look.cut.iter().map(|(place, _)| *place).peekable();
        let entries = self.situation.entries(look.inventory).iter().enumerate();
        let excluded = entries.filter(|(place, _)| cut.next_if_eq(place).is_none());
        excluded.map(|(_, entry)| entry).collect()
    }

    pub(super) fn failing(&self, look: &Look<'_, 'a>, entry: &Entry, parts: [Reason; 2]) -> Reason {
        let mut reason = Reason::joined(parts, ", and ");
        let name = entry_words(self.scheme, look.inventory, &entry.id);
        if !reason.sentence.contains(&name) {
            reason.sentence = format!("for {name}: {}", reason.sentence);
        }
        reason.with([Settler {
            datum: Datum::Inventory(look.inventory),
            name: name.into(),
            place: entry.place,
        }])
    }

    pub(super) fn unlisted(&self, look: &Look<'_, 'a>) -> Reason {
        let inventory = &self.scheme.inventories[look.inventory].key;
        let sentence = match look.extent {
            Extent::AtLeast => format!("{inventory} may have more entries than are listed"),
            Extent::Unknown | Extent::All => format!("the entries of {inventory} are not known"),
        };
        Reason::resting_on(sentence, self.inventory_settler(look.inventory))
    }
}
