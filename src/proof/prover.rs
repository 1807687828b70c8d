//! Finds a product for which conditions hold, or proves that there is none.

use std::rc::Rc;

use super::around::Around;
use super::axiom::{Axiom, reads_claim};
use super::circuit::{Lit, Side};
use super::domain::Constants;
use super::encode::Encoder;
use super::room::mandatory_references;
use super::slots::{Reach, Room};
use super::solver::{BUDGET, BatSolver, Solve, Solved};
use super::wish::{Wish, meets, wishes_of};
use super::witness::read_witness;
use crate::logic::{Evaluator, Truth};
use crate::model::{Condition, Scheme, Situation, find_circles};

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

/// How many entries of each inventory a product is given in turn.
const SIZES: [usize; 2] = [2, 4];

/// How many questions are asked at once.
const GROUP: usize = 48;

/// Finds products of a scheme, and proves that there are none.
///
/// It remembers the products that it found, since most wishes are met by one of them.
pub struct Prover<'a> {
    scheme: &'a Scheme,
    base: &'a Situation,
    axioms: Vec<Axiom<'a>>,
    constants: Rc<Constants>,
    found: Vec<Rc<Situation>>,
    /// For each of [`SIZES`], the products of that size, once they were asked for.
    inside: Vec<Option<Inside<'a>>>,
}

/// The products of a size, with a solver.
struct Inside<'a> {
    encoder: Encoder<'a>,
    /// The literals of all constraints, so that some of them can be assumed.
    axioms: Vec<(&'a Condition, Lit)>,
    solver: BatSolver,
}

impl<'a> Prover<'a> {
    /// Asks about products that are as `base` says, as far as it says anything. All conditions that will be asked about are
    /// named before, so that the values with which they compare are known; others are taken as well, at more expense.
    pub fn new<'c>(
        scheme: &'a Scheme,
        base: &'a Situation,
        conditions: impl IntoIterator<Item = &'c Condition>,
    ) -> Self {
        let mut constants = Constants::of(scheme);
        for condition in conditions {
            constants.collect(condition);
        }
        let constraints = scheme.constraints.iter();
        let constraints = constraints.map(|(_, constraint)| &constraint.condition);
        let axioms = constraints.filter(|condition| !reads_claim(scheme, condition));
        let axioms = axioms.map(|condition| Axiom::new(scheme, condition));
        Self {
            scheme,
            base,
            axioms: axioms.collect(),
            constants: Rc::new(constants),
            found: Vec::new(),
            inside: SIZES.iter().map(|_| None).collect(),
        }
    }

    pub(super) fn scheme(&self) -> &'a Scheme {
        self.scheme
    }

    pub(super) fn base(&self) -> &'a Situation {
        self.base
    }

    /// Returns the constraints that hold for every product, in the order of the scheme: those that read no claim.
    pub fn axioms(&self) -> Vec<&'a Condition> {
        self.axioms.iter().map(|axiom| axiom.condition).collect()
    }

    /// Takes only some of the constraints for true, to ask what follows from them.
    pub fn assume(&mut self, axioms: &[&Condition]) {
        let wanted = |axiom: &&Condition| axioms.iter().any(|wanted| std::ptr::eq(*wanted, *axiom));
        let constraints = self.scheme.constraints.iter();
        let constraints = constraints.map(|(_, constraint)| &constraint.condition);
        let taken = constraints.filter(wanted);
        self.axioms = taken
            .map(|condition| Axiom::new(self.scheme, condition))
            .collect();
        let mut found = std::mem::take(&mut self.found);
        found.retain(|product| self.exists(product));
        self.found = found;
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
        while let Some(first) = outcomes.iter().position(Option::is_none) {
            let open = outcomes.iter().enumerate().skip(first);
            let open = open.filter(|(_, outcome)| outcome.is_none());
            let group = open.filter_map(|(at, _)| questions.get(at)).take(GROUP);
            let group: Vec<&[Wish<'_>]> = group.map(Vec::as_slice).collect();
            let outcome = self.search(&group);
            // One product meets many wishes.
            if let Outcome::Possible(product) = &outcome {
                self.settle_by(product, questions, &mut outcomes);
                self.found.push(Rc::clone(product));
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
        let (small, large) = (0, 1);
        if let Some(product) = self.find_inside(small, group) {
            return Outcome::Possible(product);
        }
        let first = group.first().copied().unwrap_or_default();
        if self.around().refute(first).is_some() {
            return Outcome::Impossible;
        }
        let product = self.find_inside(large, &[first]);
        product.map_or(Outcome::Undecided, Outcome::Possible)
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
    fn exists(&self, product: &Situation) -> bool {
        let evaluator = Evaluator::new(self.scheme, product);
        let mut axioms = self.axioms.iter().map(|axiom| axiom.condition);
        let inventories = &self.scheme.inventories;
        let is_round = |inventory| !find_circles(inventories, inventory, product).is_empty();
        axioms.all(|axiom| evaluator.decide(axiom) == Truth::Yes)
            && !inventories.ids().any(is_round)
    }

    /// Looks for a product with a number of entries in each inventory beside those that are listed. It settles the first of some
    /// questions, and of the others as many as it can.
    fn find_inside(&mut self, size: usize, group: &[&[Wish<'_>]]) -> Option<Rc<Situation>> {
        let mut inside = match self.inside.get_mut(size)?.take() {
            Some(inside) => inside,
            None => self.make_inside(*SIZES.get(size)?),
        };
        let first = group.first().copied().unwrap_or_default();
        let mut group: Vec<Vec<Lit>> = group
            .iter()
            .map(|wishes| wishes_of(&mut inside.encoder, wishes))
            .collect();
        let axioms = self.axioms.iter();
        let axioms: Vec<Lit> = axioms.map(|axiom| inside.axiom(axiom.condition)).collect();
        inside.solver.add(&inside.encoder.formula);
        let product = inside.solve(&axioms, &mut group);
        if let Some(place) = self.inside.get_mut(size) {
            *place = Some(inside);
        }
        // What the clauses say and the evaluator denies is no product.
        let is_right = |product: &Situation| {
            self.exists(product) && meets(&Evaluator::new(self.scheme, product), first)
        };
        product.filter(is_right).map(Rc::new)
    }

    fn make_inside(&self, size: usize) -> Inside<'a> {
        let inventories = || self.scheme.inventories.ids();
        let room: Room = vec![inventories().map(|inventory| (inventory, size)).collect()];
        let constants = Rc::clone(&self.constants);
        let known = (self.scheme, self.base, constants);
        let mut encoder = Encoder::new(known, inventories(), &room, Reach::Inside);
        for inventory in inventories() {
            for (step, _) in mandatory_references(self.scheme, inventory) {
                encoder.make_everywhere(step);
            }
        }
        Inside {
            encoder,
            axioms: Vec::new(),
            solver: BatSolver::new(),
        }
    }

    /// Returns what proofs that there is no product rest on.
    pub(super) fn around(&self) -> Around<'_, 'a> {
        Around {
            scheme: self.scheme,
            base: self.base,
            constants: &self.constants,
            axioms: &self.axioms,
        }
    }
}

impl<'a> Inside<'a> {
    /// Finds a product for the first question, after leaving out those of the others that exclude it or each other.
    fn solve(&mut self, axioms: &[Lit], group: &mut Vec<Vec<Lit>>) -> Option<Situation> {
        loop {
            let assumed = axioms.iter().chain(group.iter().flatten());
            let assumed: Vec<Lit> = assumed.copied().collect();
            match self.solver.solve(&assumed, BUDGET) {
                Solved::Model => return Some(read_witness(&self.encoder, &self.solver)),
                Solved::Spent => return None,
                Solved::None => {
                    let core = self.solver.core();
                    let is_in_core =
                        |wishes: &Vec<Lit>| wishes.iter().any(|one| core.contains(one));
                    let excluding = group.iter().rposition(is_in_core).filter(|at| *at > 0)?;
                    group.remove(excluding);
                }
            }
        }
    }

    /// Returns the literal of a constraint.
    fn axiom(&mut self, condition: &'a Condition) -> Lit {
        let known = self
            .axioms
            .iter()
            .find(|(one, _)| std::ptr::eq(*one, condition));
        if let Some((_, literal)) = known {
            return *literal;
        }
        let literal = self.encoder.literal(condition, Side::Holds);
        self.axioms.push((condition, literal));
        literal
    }
}
