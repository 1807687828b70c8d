//! What conditions are evaluated with: a scheme, one product, and what has been found out about it so far.

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::{Finding, Settler, Truth};
use crate::model::{
    Datum, DeriveId, Entry, Extent, InventoryId, Quantified, Scheme, Set, Situation, SubsetId,
};

/// Evaluates conditions for one product.
///
/// What a derived name means and what a subset holds is worked out once, however often it comes up.
#[derive(Debug)]
pub struct Evaluator<'a> {
    /// The scheme.
    pub scheme: &'a Scheme,
    /// What is known of the product.
    pub situation: &'a Situation,
    pub(super) known: Known<'a>,
}

/// The entry of a quantifier, and that of the one around it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scope<'s, 'a> {
    pub entry: &'a Entry,
    pub around: Option<&'s Scope<'s, 'a>>,
}

/// An entry that belongs to a set, or may belong to it.
#[derive(Debug, Clone, Copy)]
pub struct Member<'a> {
    /// The entry.
    pub entry: &'a Entry,
    /// Whether it belongs: `Yes` or `Open`.
    pub truth: Truth,
}

/// The entries of a set, those that may belong to it included.
#[derive(Debug, Clone)]
pub struct Members<'a> {
    /// The inventory that the set is cut from.
    pub inventory: InventoryId,
    /// Entries that belong or may belong, in the order of the product file.
    pub candidates: Vec<Member<'a>>,
    /// Whether the inventory lists all its entries.
    pub extent: Extent,
}

/// What has been found out so far.
#[derive(Debug, Default)]
pub(super) struct Known<'a> {
    pub derives: RefCell<FxHashMap<DeriveId, Progress>>,
    /// For each subset, whether each entry of its inventory belongs; `None` while that is being worked out.
    pub subsets: RefCell<FxHashMap<SubsetId, Option<Rc<[Truth]>>>>,
    /// Derived names with their reasons.
    pub reasons: RefCell<FxHashMap<DeriveId, Finding>>,
    /// Whether sets have an entry, with the reasons.
    pub members: RefCell<FxHashMap<Set, Finding>>,
    /// How quantifiers find their entries, by the address of the quantifier, which lives as long as this does.
    pub narrowings: RefCell<FxHashMap<*const Quantified, Option<Rc<Narrowing<'a>>>>>,
}

/// How a quantifier finds the entries that refer to the entry of a quantifier around: `runs_on is this chip`.
#[derive(Debug)]
pub(super) struct Narrowing<'a> {
    /// Which quantifier around, seen from the one that is narrowed: 0 is the next.
    pub outer: usize,
    /// The places of the entries that refer to an entry, by its id.
    pub by_id: FxHashMap<&'a str, Vec<usize>>,
    /// The places of those of which it is not known to what they refer.
    pub open: Vec<usize>,
    /// Whether nothing else in the quantifier speaks of the quantifiers around, so that it comes out the same for all
    /// entries to which nothing refers.
    pub is_alone: bool,
    /// What may belong where nothing refers to the entry.
    pub open_cut: RefCell<Option<Cut>>,
    /// What comes out where nothing refers to the entry.
    pub finding: RefCell<Option<Finding>>,
}

/// The entries that a quantifier looks at: their places, and whether they count: `Yes` or `Open`.
pub(super) type Cut = Rc<[(usize, Truth)]>;

/// How far a derived name has been worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Progress {
    New,
    /// It is being worked out: where it comes up now, it leads back to itself.
    Open,
    Done(Truth),
}

impl<'a> Evaluator<'a> {
    /// Evaluates conditions of `scheme` for `situation`.
    #[must_use]
    pub fn new(scheme: &'a Scheme, situation: &'a Situation) -> Self {
        Self {
            scheme,
            situation,
            known: Known::default(),
        }
    }

    /// Returns the datum of which entries an inventory has.
    #[must_use]
    pub fn inventory_settler(&self, inventory: InventoryId) -> Settler {
        Settler {
            datum: Datum::Inventory(inventory),
            name: self.scheme.inventories[inventory].key.clone(),
            place: self
                .situation
                .stock(inventory)
                .and_then(|stock| stock.place),
        }
    }
}

impl Known<'_> {
    /// Returns how far a derived name has been worked out.
    pub fn derive(&self, derive: DeriveId) -> Progress {
        let known = self.derives.borrow().get(&derive).copied();
        known.unwrap_or(Progress::New)
    }

    /// Notes how far a derived name has been worked out.
    pub fn set_derive(&self, derive: DeriveId, progress: Progress) {
        self.derives.borrow_mut().insert(derive, progress);
    }

    /// Begins a subset; returns whether it is new.
    pub fn open_subset(&self, subset: SubsetId) -> bool {
        let mut subsets = self.subsets.borrow_mut();
        let is_new = !subsets.contains_key(&subset);
        subsets.entry(subset).or_default();
        is_new
    }

    /// Returns which entries belong to a subset, if that has been worked out.
    pub fn subset(&self, subset: SubsetId) -> Option<Rc<[Truth]>> {
        self.subsets.borrow().get(&subset).cloned().flatten()
    }

    /// Notes which entries belong to a subset.
    pub fn set_subset(&self, subset: SubsetId, truths: Rc<[Truth]>) {
        self.subsets.borrow_mut().insert(subset, Some(truths));
    }
}

impl Narrowing<'_> {
    /// Returns the places of the entries that refer to an entry, in order.
    pub fn referring(&self, this: &Entry) -> &[usize] {
        self.by_id.get(this.id.as_str()).map_or(&[], Vec::as_slice)
    }
}

impl<'s, 'a> Scope<'s, 'a> {
    /// Returns the entry of a quantifier around: 0 is the innermost.
    pub fn outer(scope: Option<&Scope<'s, 'a>>, number: usize) -> Option<&'a Entry> {
        let mut scope = scope?;
        for _ in 0..number {
            scope = scope.around?;
        }
        Some(scope.entry)
    }
}
