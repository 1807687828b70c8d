//! What entries that are not listed may change: they could be anything, or only what the product file says (L-342).

use super::Truth;
use super::evaluator::{Evaluator, Scope};
use super::names::belongs;
use super::reason::Reason;
use super::words::bound_words;
use crate::model::{Condition, Entry, Extent, InventoryId, Quantified, Quantifier, Set};

impl<'a> Evaluator<'a> {
    /// Says whether an entry that is not listed may belong to a set and pass a filter.
    pub fn may_have_further(&self, set: Set, passes: impl Fn(&'a Entry) -> Truth) -> bool {
        let inventory = self.scheme.inventory_of(set);
        match self.situation.extent(inventory) {
            Extent::All => false,
            Extent::Unknown => true,
            Extent::AtLeast => !self.each_shape(set, |truth, entry| {
                truth == Truth::No || passes(entry) == Truth::No
            }),
        }
    }

    /// Returns the extent of the list of an inventory as far as it matters for a set.
    pub(super) fn extent_of(&self, set: Set) -> Extent {
        let extent = self.situation.extent(self.scheme.inventory_of(set));
        if extent == Extent::AtLeast && self.none_counts(set, None, None) {
            Extent::All
        } else {
            extent
        }
    }

    /// Returns the extent of the list of an inventory as far as it matters for a quantifier: where no further entry can make
    /// a difference, the list is as good as complete.
    pub(super) fn extent_for(
        &self,
        quantified: &'a Quantified,
        scope: Option<&Scope<'_, 'a>>,
    ) -> Extent {
        let inventory = self.scheme.inventory_of(quantified.set);
        let extent = self.situation.extent(inventory);
        let (set, filter) = (quantified.set, quantified.filter.as_ref());
        let settled = extent == Extent::AtLeast
            && match &quantified.quantifier {
                Quantifier::Every(wanted) => self.each_meets(set, filter, wanted, scope),
                Quantifier::Some
                | Quantifier::No
                | Quantifier::AtLeast(_)
                | Quantifier::AtMost(_)
                | Quantifier::Exactly(_) => self.none_counts(set, filter, scope),
            };
        if settled { Extent::All } else { extent }
    }

    /// Says whether it is certain that no further entry is in a set and meets a filter.
    fn none_counts(
        &self,
        set: Set,
        filter: Option<&'a Condition>,
        scope: Option<&Scope<'_, 'a>>,
    ) -> bool {
        self.each_shape(set, |truth, entry| {
            self.shape_counts(truth, entry, filter, scope) == Truth::No
        })
    }

    /// Says whether it is certain of each further entry of a set that it meets what is wanted if it meets the filter.
    fn each_meets(
        &self,
        set: Set,
        filter: Option<&'a Condition>,
        wanted: &'a Condition,
        around: Option<&Scope<'_, 'a>>,
    ) -> bool {
        self.each_shape(set, |truth, entry| {
            let counts = self.shape_counts(truth, entry, filter, around);
            let met = || self.truth(wanted, Some(&Scope { entry, around }));
            counts == Truth::No || met() == Truth::Yes
        })
    }

    /// Says whether something holds of each shape of a further entry, given whether it is in a set; never where a further
    /// entry could be anything.
    fn each_shape(&self, set: Set, holds: impl Fn(Truth, &'a Entry) -> bool) -> bool {
        let inventory = self.scheme.inventory_of(set);
        let Some(shapes) = self.situation.shapes(inventory) else {
            return false;
        };
        let truths = self.membership(set);
        let listed = self.situation.entries(inventory).len();
        let mut places = shapes.iter().enumerate();
        places.all(|(place, shape)| holds(belongs(truths.as_deref(), listed + place), shape))
    }

    fn shape_counts(
        &self,
        belongs: Truth,
        entry: &'a Entry,
        filter: Option<&'a Condition>,
        around: Option<&Scope<'_, 'a>>,
    ) -> Truth {
        match filter.filter(|_| belongs != Truth::No) {
            Some(filter) => belongs.and(self.truth(filter, Some(&Scope { entry, around }))),
            None => belongs,
        }
    }

    /// Returns the reason why no further entry makes a difference.
    pub fn bounded_reason(&self, inventory: InventoryId) -> Reason {
        let declared = &self.scheme.inventories[inventory];
        let stock = self.situation.stock(inventory);
        let bounds = stock.into_iter().flat_map(|stock| stock.further.bounds());
        let words: Vec<String> = bounds
            .map(|(id, bound)| bound_words(&declared.attributes[id], bound))
            .collect();
        let sentence = format!(
            "for further entries of {} the product file says that {}",
            declared.key,
            words.join(" and ")
        );
        Reason::resting_on(sentence, self.inventory_settler(inventory))
    }
}
