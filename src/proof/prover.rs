//! Finds a product for which conditions hold, or proves that there is none.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::circuit::{Formula, Lit, Side};
use super::domain::Constants;
use super::encode::Encoder;
use super::room::{Demands, mandatory_references};
use super::slots::{Reach, Room, Slots};
use super::solver::{BatSolver, Solve, Solved};
use super::values::Ground;
use super::witness::read_witness;
use crate::logic::{Evaluator, Truth};
use crate::model::{
    AttributeKind, AttributeStep, Condition, FactId, InventoryId, Mention, Scheme, Set, Situation,
    find_circles, open_mentions, visit_condition,
};

/// A condition that is to hold, or not to hold.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'c> {
    /// The condition, on a product as a whole.
    pub condition: &'c Condition,
    /// Whether it holds.
    pub holds: bool,
}

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

/// How many conflicts a search may have.
const BUDGET: u64 = 20_000;

/// How many entries of each inventory a product is given in turn.
const SIZES: [usize; 2] = [2, 4];

/// How many questions are asked at once.
const GROUP: usize = 48;

/// Up to which depth demands are followed.
const DEPTHS: usize = 2;

/// How many places there may be for entries that are demanded.
const MOST_PLACES: usize = 400;

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

/// A constraint that holds for every product, since it reads no claim.
struct Axiom<'a> {
    condition: &'a Condition,
    data: Data,
}

/// The facts and inventories that a condition reads.
type Data = BTreeSet<Read>;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Read {
    Fact(FactId),
    Inventory(InventoryId),
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
        if self.is_impossible(first) {
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
        let mut encoder = self.encoder(inventories(), &room, Reach::Inside);
        for inventory in inventories() {
            for (step, _) in mandatory_references(self.scheme, inventory) {
                make_everywhere(&mut encoder, step);
            }
        }
        Inside {
            encoder,
            axioms: Vec::new(),
            solver: BatSolver::new(),
        }
    }

    fn encoder(
        &self,
        inventories: impl Iterator<Item = InventoryId>,
        room: &Room,
        reach: Reach,
    ) -> Encoder<'a> {
        let mut formula = Formula::default();
        let slots = Slots::new(inventories, self.base, room, &mut formula);
        let ground = Ground {
            scheme: self.scheme,
            base: self.base,
            constants: Rc::clone(&self.constants),
            slots,
            reach,
        };
        Encoder::new(ground, formula)
    }

    /// Says whether it is proved that no product meets the wishes: first by the wishes alone, then with the constraints that
    /// bear on them, each time for entries that are demanded of ever more others.
    fn is_impossible(&self, wishes: &[Wish<'_>]) -> bool {
        let bearing = self.bearing(wishes);
        let with: &[&[&Condition]] = if bearing.is_empty() {
            &[&[]]
        } else {
            &[&[], &bearing]
        };
        (0..=DEPTHS).any(|depth| {
            with.iter()
                .any(|axioms| self.is_impossible_around(wishes, axioms, depth))
        })
    }

    /// Returns the constraints that read what the wishes read, or what such constraints read.
    fn bearing(&self, wishes: &[Wish<'_>]) -> Vec<&'a Condition> {
        if wishes.is_empty() {
            return self.axioms();
        }
        let data = wishes
            .iter()
            .map(|wish| data_of(self.scheme, wish.condition));
        let mut data: Data = data.flatten().collect();
        let mut bearing = Vec::new();
        let mut others: Vec<&Axiom<'a>> = self.axioms.iter().collect();
        loop {
            let (more, rest): (Vec<_>, Vec<_>) = others
                .into_iter()
                .partition(|axiom| axiom.data.is_empty() || !axiom.data.is_disjoint(&data));
            if more.is_empty() {
                return bearing;
            }
            for axiom in more {
                data.extend(axiom.data.iter().copied());
                bearing.push(axiom.condition);
            }
            others = rest;
        }
    }

    fn is_impossible_around(
        &self,
        wishes: &[Wish<'_>],
        axioms: &[&Condition],
        depth: usize,
    ) -> bool {
        let mut demands = Demands::default();
        for axiom in axioms {
            demands.add(self.scheme, axiom, Side::Holds);
        }
        for wish in wishes {
            demands.add(self.scheme, wish.condition, side_of(wish));
        }
        demands.close(self.scheme);
        let Some(room) = demands.room(self.base, depth, MOST_PLACES) else {
            return false;
        };
        let reach = Reach::Around { depth };
        let mut encoder = self.encoder(demands.inventories().into_iter(), &room, reach);
        for axiom in axioms {
            let literal = encoder.literal(axiom, Side::Holds);
            encoder.formula.clause([literal]);
        }
        for step in demands.references() {
            make_everywhere(&mut encoder, step);
        }
        let assumed = wishes_of(&mut encoder, wishes);
        let mut solver = BatSolver::new();
        solver.add(&encoder.formula);
        solver.solve(&assumed, BUDGET) == Solved::None
    }
}

/// Makes the variables of a reference for all entries, since an entry refers to something whether or not a condition asks.
fn make_everywhere(encoder: &mut Encoder<'_>, step: AttributeStep) {
    for slot in encoder.ground.slots.of(step.inventory).to_vec() {
        encoder.make_attribute(slot, step);
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

impl<'a> Axiom<'a> {
    fn new(scheme: &Scheme, condition: &'a Condition) -> Self {
        Self {
            condition,
            data: data_of(scheme, condition),
        }
    }
}

/// Says whether a product meets wishes, by the evaluator of the documents.
pub(super) fn meets<'p>(evaluator: &Evaluator<'p>, wishes: &[Wish<'p>]) -> bool {
    let mut wishes = wishes.iter();
    wishes.all(|wish| evaluator.decide(wish.condition) == Truth::of(wish.holds))
}

/// Returns the literals whose truth means that wishes are met.
fn wishes_of(encoder: &mut Encoder<'_>, wishes: &[Wish<'_>]) -> Vec<Lit> {
    let wishes = wishes.iter().map(|wish| {
        let literal = encoder.literal(wish.condition, side_of(wish));
        if wish.holds { literal } else { !literal }
    });
    wishes.collect()
}

fn side_of(wish: &Wish<'_>) -> Side {
    if wish.holds { Side::Holds } else { Side::Fails }
}

fn mentions(scheme: &Scheme, condition: &Condition) -> Vec<Mention> {
    let mut mentions = Vec::new();
    visit_condition(condition, &mut |mention| mentions.push(mention));
    open_mentions(scheme, mentions)
}

fn reads_claim(scheme: &Scheme, condition: &Condition) -> bool {
    mentions(scheme, condition)
        .into_iter()
        .any(|mention| match mention {
            Mention::Attribute(step) => {
                scheme.attribute(step.inventory, step.attribute).kind == AttributeKind::Claim
            }
            Mention::Fact(_) | Mention::Set(_) | Mention::Derive(_) | Mention::Broken => false,
        })
}

fn data_of(scheme: &Scheme, condition: &Condition) -> Data {
    let mentions = mentions(scheme, condition).into_iter();
    let read = mentions.filter_map(|mention| match mention {
        Mention::Fact(fact) => Some(Read::Fact(fact)),
        Mention::Attribute(step) => Some(Read::Inventory(step.inventory)),
        Mention::Set(Set::Inventory(inventory)) => Some(Read::Inventory(inventory)),
        Mention::Set(Set::Subset(_)) | Mention::Derive(_) | Mention::Broken => None,
    });
    read.collect()
}
