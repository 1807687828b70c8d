//! Finds a product for which conditions hold, or proves that there is none.

use std::cell::OnceCell;
use std::rc::Rc;

use rustc_hash::FxHashSet;

use super::around::{Around, DEPTHS, MOST_PLACES};
use super::axiom::{Axiom, Laws};
use super::domain::Constants;
use super::effort::SearchEffort;
use super::inside::Inside;
use super::known::{Kept, Known, known_about};
use super::room::in_all;
use super::solver::Allowance;
use super::wish::{Wish, meets};
use crate::logic::{Evaluator, Truth};
use crate::model::{Condition, Constraint, InventoryId, Scheme, Situation, find_circles};

/// What is said of wishes.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// A product that meets them and breaks no constraint.
    Possible(Rc<Situation>),
    /// No product meets them, of whatever size.
    Impossible,
    /// No such product was found, and no proof that there is none.
    Undecided,
}

/// How many products are remembered.
const MOST_FOUND: usize = 64;

/// How many questions after the one that it was found for a product is tried on, once so many are remembered.
const NEAR: usize = 512;

/// How many variables the clauses about products of a size may have. Each search gives a value to all of them, so that many small
/// solvers take less time than one that holds all conditions.
const MOST_VARIABLES: usize = 20_000;

/// How many questions are asked at once.
const GROUP: usize = 48;

/// Finds products of a scheme, and proves that there are none.
///
/// It remembers the products that it found, since most wishes are met by one of them.
pub struct Prover<'a> {
    scheme: &'a Scheme,
    base: &'a Situation,
    laws: Laws<'a>,
    axioms: Vec<Rc<Axiom>>,
    constants: Rc<Constants>,
    allowance: Allowance,
    effort: SearchEffort,
    found: Vec<Rc<Situation>>,
    /// Whether the constraints exclude each other, once that was asked.
    contradiction: OnceCell<bool>,
    /// For each size, the products of that size, once they were asked for.
    inside: Vec<Option<Inside<'a>>>,
}

impl<'a> Prover<'a> {
    /// Asks about products that are as `base` says, as far as it says anything. All conditions that will be asked about are
    /// named before, so that the values with which they compare are known; others are taken as well, at more expense.
    pub fn new<'c>(
        scheme: &'a Scheme,
        base: &'a Situation,
        conditions: impl IntoIterator<Item = &'c Condition>,
    ) -> Self {
        let mut prover = Self::of(&Laws::of(scheme), base);
        let mut constants = Constants::clone(&prover.constants);
        for condition in conditions {
            constants.collect(condition);
        }
        prover.constants = Rc::new(constants);
        prover
    }

    /// Asks about products that are as `base` says, as far as it says anything.
    pub(super) fn of(laws: &Laws<'a>, base: &'a Situation) -> Self {
        Self {
            scheme: laws.scheme(),
            base,
            axioms: laws.axioms().to_vec(),
            constants: laws.constants(),
            laws: laws.clone(),
            allowance: Allowance::new(),
            effort: SearchEffort::Full,
            found: Vec::new(),
            contradiction: OnceCell::new(),
            inside: SearchEffort::Full.sizes().iter().map(|_| None).collect(),
        }
    }

    pub(super) fn scheme(&self) -> &'a Scheme {
        self.scheme
    }

    /// Lets the searches that follow go so far.
    pub(super) fn allow(&mut self, effort: SearchEffort) {
        self.effort = effort;
        self.allowance = effort.allowance();
    }

    /// Returns the values with which conditions compare.
    pub(super) fn constants(&self) -> &Constants {
        &self.constants
    }

    /// Says whether a product can exist and meets wishes.
    pub(super) fn is_met(&self, product: &Situation, wishes: &[Wish<'_>]) -> bool {
        self.exists(product) && meets(&Evaluator::new(self.scheme, product), wishes)
    }

    /// Returns the products that were found so far, no two of which settled the same questions.
    pub fn products(&self) -> &[Rc<Situation>] {
        &self.found
    }

    /// Adds products to those that were found, as far as they can exist. Each must be as `base` says.
    pub(super) fn remember(&mut self, products: &[Rc<Situation>]) {
        let left = MOST_FOUND.saturating_sub(self.found.len());
        let possible = products.iter().filter(|product| self.exists(product));
        let possible: Vec<Rc<Situation>> = possible.take(left).cloned().collect();
        self.found.extend(possible);
    }

    pub(super) fn base(&self) -> &'a Situation {
        self.base
    }

    /// Returns the constraints that hold for every product, in the order of the scheme: those that read no claim.
    pub fn axioms(&self) -> Vec<&'a Condition> {
        self.axioms
            .iter()
            .map(|axiom| axiom.condition(self.scheme))
            .collect()
    }

    /// Returns the constraints of [`Prover::axioms`].
    pub(super) fn constraints(&self) -> Vec<&'a Constraint> {
        let ids = self.axioms.iter().map(|axiom| axiom.id);
        ids.map(|id| &self.scheme.constraints[id]).collect()
    }

    /// Takes only some of the constraints for true, to ask what follows from them.
    pub fn assume(&mut self, axioms: &[&Condition]) {
        let address = |axiom: &Axiom| std::ptr::from_ref(axiom.condition(self.scheme));
        let before: FxHashSet<_> = self.axioms.iter().map(|axiom| address(axiom)).collect();
        let wanted = axioms
            .iter()
            .map(|condition| std::ptr::from_ref(*condition));
        let wanted: FxHashSet<_> = wanted.collect();
        let taken = self.laws.axioms().iter();
        let taken = taken.filter(|axiom| wanted.contains(&address(axiom)));
        let taken: Vec<Rc<Axiom>> = taken.cloned().collect();
        // What was found obeys all that was assumed before.
        let new = taken
            .iter()
            .filter(|axiom| !before.contains(&address(axiom)));
        let new: Vec<&Condition> = new.map(|axiom| axiom.condition(self.scheme)).collect();
        let obeys = |product: &Rc<Situation>| {
            let evaluator = Evaluator::new(self.scheme, product);
            let mut new = new.iter();
            new.all(|condition| evaluator.decide(condition) == Truth::Yes)
        };
        self.found.retain(obeys);
        self.axioms = taken;
        self.contradiction = OnceCell::new();
    }

    /// Says whether some product meets all wishes.
    pub fn ask(&mut self, wishes: &[Wish<'_>]) -> Outcome {
        let mut outcomes = self.settle(&[wishes.to_vec()]).into_iter();
        outcomes.next().unwrap_or(Outcome::Undecided)
    }

    /// Says of each question whether some product meets all of its wishes.
    pub fn settle(&mut self, questions: &[Vec<Wish<'_>>]) -> Vec<Outcome> {
        self.learn_constants(questions.iter().flatten());
        let mut outcomes: Vec<Option<Outcome>> = questions.iter().map(|_| None).collect();
        for product in &self.found {
            self.settle_by(product, questions, &mut outcomes);
        }
        let mut first = 0;
        while let Some(next) = outcomes.iter().skip(first).position(Option::is_none) {
            first += next;
            let open = outcomes.iter().enumerate().skip(first);
            let open = open.filter(|(_, outcome)| outcome.is_none());
            let group = open.filter_map(|(at, _)| questions.get(at)).take(GROUP);
            let group: Vec<&[Wish<'_>]> = group.map(Vec::as_slice).collect();
            let outcome = self.search(&group);
            // One product meets many wishes. The first ones meet most, so that later ones are tried on near questions alone.
            if let Outcome::Possible(product) = &outcome {
                let last = if self.found.len() < MOST_FOUND {
                    self.found.push(Rc::clone(product));
                    questions.len()
                } else {
                    questions.len().min(first + NEAR)
                };
                let near = questions.get(first..last).unwrap_or_default();
                let outcomes = outcomes.get_mut(first..last).unwrap_or_default();
                self.settle_by(product, near, outcomes);
            }
            if let Some(place) = outcomes.get_mut(first) {
                *place = Some(outcome);
            }
        }
        let outcomes = outcomes.into_iter();
        outcomes
            .map(|outcome| outcome.unwrap_or(Outcome::Undecided))
            .collect()
    }

    /// Settles the questions that a product answers.
    fn settle_by(
        &self,
        product: &Rc<Situation>,
        questions: &[Vec<Wish<'_>>],
        outcomes: &mut [Option<Outcome>],
    ) {
        let evaluator = Evaluator::new(self.scheme, product);
        for (wishes, outcome) in questions.iter().zip(outcomes) {
            if outcome.is_none() && meets(&evaluator, wishes) {
                *outcome = Some(Outcome::Possible(Rc::clone(product)));
            }
        }
    }

    /// Settles the first of some questions. A product is chosen so that it settles as many of the others as it can.
    fn search(&mut self, group: &[&[Wish<'_>]]) -> Outcome {
        // Most products that are possible at all are small, and most proofs are quicker than a search among large ones.
        if let Some(product) = self.find_inside(0, group) {
            return Outcome::Possible(product);
        }
        let first = group.first().copied().unwrap_or_default();
        if self.around().refute(first, self.effort.depths()).is_some() {
            return Outcome::Impossible;
        }
        let mut larger = 1..self.effort.sizes().len();
        let product = larger.find_map(|size| self.find_inside(size, &[first]));
        let product = product.or_else(|| self.find_in_large_room(first));
        match product {
            Some(product) => Outcome::Possible(product),
            None if self.has_no_product() => Outcome::Impossible,
            None => Outcome::Undecided,
        }
    }

    /// Says whether the constraints exclude each other, so that no product meets any wishes, whatever they are about.
    fn has_no_product(&self) -> bool {
        let contradiction = &self.contradiction;
        *contradiction.get_or_init(|| self.around().refute(&[], DEPTHS).is_some())
    }

    /// Looks for a product with as many entries as conditions demand, where one of them demands more than were tried.
    fn find_in_large_room(&self, wishes: &[Wish<'_>]) -> Option<Rc<Situation>> {
        if self.effort == SearchEffort::Quick {
            return None;
        }
        let tried = self.effort.sizes().last().copied()?;
        let demands = self.around().demands(wishes, &self.axioms);
        let mut depths = (0..=self.effort.depths()).rev();
        let demanded = depths.find_map(|depth| demands.room(self.base, depth, MOST_PLACES))?;
        let demanded = in_all(&demanded);
        if demanded.values().all(|count| *count <= tried) {
            return None;
        }
        let mut inside =
            self.make_inside(|inventory| demanded.get(&inventory).copied().unwrap_or(1));
        self.find_in(&mut inside, &[wishes])
    }

    /// Returns what is known of the product that bears on wishes, and the constraints that do: what is left out first comes last.
    pub(super) fn known(&self, wishes: &[Wish<'_>]) -> Vec<Known> {
        known_about(
            self.scheme,
            self.base,
            wishes,
            &self.around().bearing(wishes),
        )
    }

    /// Returns up to which depth demands must be followed for a proof that no product meets the wishes, by some of what is known
    /// alone; `None` if there is no such proof up to depth `most`.
    pub(super) fn depth_of_proof(
        &self,
        known: &[Known],
        wishes: &[Wish<'_>],
        most: usize,
    ) -> Option<usize> {
        let kept = Kept::of(self.scheme, self.base, known, wishes);
        let around = kept.around(self.scheme, &self.constants, &self.axioms, &self.allowance);
        let refuted = around.refute(&kept.wishes, most)?;
        Some(refuted.depth)
    }

    /// Returns the scheme, and what is known of the product.
    pub(super) fn product(&self) -> (&'a Scheme, &'a Situation) {
        (self.scheme, self.base)
    }

    /// Says whether no proof was found that a product, known in part, breaks a constraint.
    pub(super) fn is_possible(&self, product: &Situation) -> bool {
        let around = Around {
            scheme: self.scheme,
            base: product,
            constants: &self.constants,
            axioms: self.axioms.iter().map(Rc::as_ref).collect(),
            allowance: &self.allowance,
        };
        around.refute(&[], DEPTHS).is_none()
    }

    fn learn_constants<'w>(&mut self, wishes: impl Iterator<Item = &'w Wish<'w>>) {
        let mut constants = Constants::clone(&self.constants);
        let mut is_new = false;
        for wish in wishes {
            is_new |= constants.collect(wish.condition);
        }
        if is_new {
            self.constants = Rc::new(constants);
            self.inside.fill_with(|| None);
        }
    }

    /// Says whether a product can exist: it breaks no constraint, and nothing leads back to itself that never does.
    pub(super) fn exists(&self, product: &Situation) -> bool {
        let evaluator = Evaluator::new(self.scheme, product);
        let mut axioms = self.axioms.iter().map(|axiom| axiom.condition(self.scheme));
        let inventories = &self.scheme.inventories;
        let is_round = |inventory| !find_circles(inventories, inventory, product).is_empty();
        axioms.all(|axiom| evaluator.decide(axiom) == Truth::Yes)
            && !inventories.ids().any(is_round)
    }

    /// Looks for a product with a number of entries in each inventory beside those that are listed. It settles the first of some
    /// questions, and of the others as many as it can.
    fn find_inside(&mut self, size: usize, group: &[&[Wish<'_>]]) -> Option<Rc<Situation>> {
        let known = self.inside.get_mut(size)?.take();
        let is_small = |inside: &Inside<'a>| inside.encoder.formula.variables() < MOST_VARIABLES;
        let mut inside = if let Some(known) = known.filter(is_small) {
            known
        } else {
            let size = *self.effort.sizes().get(size)?;
            self.make_inside(|_| size)
        };
        let product = self.find_in(&mut inside, group);
        if let Some(place) = self.inside.get_mut(size) {
            *place = Some(inside);
        }
        product
    }

    /// Looks among some products for one that settles the first of some questions, and of the others as many as it can.
    fn find_in(&self, inside: &mut Inside<'a>, group: &[&[Wish<'_>]]) -> Option<Rc<Situation>> {
        let product = inside.find(&self.axioms(), group, &self.allowance)?;
        // What the clauses say and the evaluator denies is no product.
        let first = group.first().copied().unwrap_or_default();
        self.is_met(&product, first).then(|| Rc::new(product))
    }

    fn make_inside(&self, room: impl Fn(InventoryId) -> usize) -> Inside<'a> {
        let inventories = self.scheme.inventories.ids();
        let room = inventories.map(|inventory| (inventory, room(inventory)));
        let constants = Rc::clone(&self.constants);
        Inside::new((self.scheme, self.base, constants), &vec![room.collect()])
    }

    /// Returns what proofs that there is no product rest on.
    pub(super) fn around(&self) -> Around<'_, 'a> {
        Around {
            scheme: self.scheme,
            base: self.base,
            constants: &self.constants,
            axioms: self.axioms.iter().map(Rc::as_ref).collect(),
            allowance: &self.allowance,
        }
    }
}
