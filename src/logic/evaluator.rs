//! The evaluator: a scheme, one product, and the results so far.

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::{Finding, Settler, Truth};
use crate::model::{
    Datum, DeriveId, Entry, Extent, InventoryId, Quantified, Scheme, Set, Situation, SubsetId,
};

/// Evaluates conditions for one product.
///
/// Each derived name and each subset is evaluated once, however often it comes up.
#[derive(Debug)]
pub struct Evaluator<'a> {
    /// The scheme.
    pub scheme: &'a Scheme,
    /// What is known of the product.
    pub situation: &'a Situation,
    pub(super) known: Known<'a>,
}

/// The entry of a quantifier, and the scope of the enclosing quantifier.
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

/// The entries of a set, including those that may belong to it.
#[derive(Debug, Clone)]
pub struct Members<'a> {
    /// The inventory that the set is cut from.
    pub inventory: InventoryId,
    /// Entries that belong or may belong, in the order of the product file.
    pub candidates: Vec<Member<'a>>,
    /// Whether the list of the inventory is complete.
    pub extent: Extent,
}

/// The results so far.
#[derive(Debug, Default)]
pub(super) struct Known<'a> {
    /// Whether each derived name holds; `None` while that is being evaluated.
    pub derives: RefCell<FxHashMap<DeriveId, Option<Truth>>>,
    /// For each subset, whether each entry of its inventory belongs to it; `None` while that is being evaluated.
    pub subsets: RefCell<FxHashMap<SubsetId, Option<Rc<[Truth]>>>>,
    /// Whether each derived name holds, with the reason; `None` while that is being evaluated.
    pub derive_findings: RefCell<FxHashMap<DeriveId, Option<Finding>>>,
    /// For each subset, whether each entry belongs to it, with the reason; `None` while that is being evaluated.
    pub entry_findings: RefCell<FxHashMap<SubsetId, Option<Rc<EntryFindings>>>>,
    /// Whether sets have an entry, with the reasons.
    pub members: RefCell<FxHashMap<Set, Finding>>,
    /// The truths of the quantifiers that mention no enclosing entry, by the address of the quantifier; `None` for one that
    /// does.
    pub closed: RefCell<FxHashMap<*const Quantified, Option<Truth>>>,
    /// The findings of the quantifiers that mention no enclosing entry.
    pub closed_findings: RefCell<FxHashMap<*const Quantified, Finding>>,
    /// The narrowings of quantifiers, by the address of the quantifier, which outlives the evaluator.
    pub narrowings: RefCell<FxHashMap<*const Quantified, Option<Rc<Narrowing<'a>>>>>,
}

/// Findings about entries, by the address of the entry, which outlives the evaluator.
pub(super) type EntryFindings = FxHashMap<*const Entry, Finding>;

/// An index of the entries of a quantifier, by the enclosing entry that they refer to: `runs_on is this chip`.
#[derive(Debug)]
pub(super) struct Narrowing<'a> {
    /// Which enclosing quantifier; 0 is the one around the narrowed quantifier.
    pub outer: usize,
    /// The places of the entries that refer to an entry, by its id.
    pub by_id: FxHashMap<&'a str, Vec<usize>>,
    /// The places of the entries whose reference is not known.
    pub open: Vec<usize>,
    /// Whether the rest of the quantifier mentions no enclosing quantifier. Then the result is the same for all entries
    /// to which nothing refers.
    pub is_alone: bool,
    /// The cut for an entry to which nothing refers.
    pub open_cut: RefCell<Option<Cut>>,
    /// The finding for an entry to which nothing refers.
    pub finding: RefCell<Option<Finding>>,
}

/// The entries that count for a quantifier, or may: their places, each with `Yes` or `Open`.
pub(super) type Cut = Rc<[(usize, Truth)]>;

impl<'a> Evaluator<'a> {
    /// Evaluates conditions of `scheme` for `situation`.
    pub fn new(scheme: &'a Scheme, situation: &'a Situation) -> Self {
        Self {
            scheme,
            situation,
            known: Known::default(),
        }
    }

    /// Returns the settler "which entries the inventory has".
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

impl Narrowing<'_> {
    /// Returns the places of the entries that refer to an entry, in order.
    pub fn referring(&self, this: &Entry) -> &[usize] {
        self.by_id.get(this.id.as_str()).map_or(&[], Vec::as_slice)
    }
}

impl<'s, 'a> Scope<'s, 'a> {
    /// Returns the entry of an enclosing quantifier: 0 is the innermost.
    pub fn outer(scope: Option<&Scope<'s, 'a>>, number: usize) -> Option<&'a Entry> {
        let mut scope = scope?;
        for _ in 0..number {
            scope = scope.around?;
        }
        Some(scope.entry)
    }
}
