//! Conditions on a product that is known in part: by tables, and exactly where the tables leave open (L-106).

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::axiom::Laws;
use super::names::rests_on_many;
use super::product_prover::{Conflict, ProductProver, Proved};
use super::slots::Listed;
use crate::logic::{Evaluator, Finding, Member, Members, Reason, Truth};
use crate::model::{Condition, Datum, Entry, Set, Situation};

/// Judges conditions on one product. What the tables of the evaluator leave open is proved where it can be.
///
/// A condition holds if it holds for every product that what is known and the constraints leave possible. It does not hold if it
/// holds for none that what is known leaves possible: nothing falls away on a constraint alone (L-106).
#[derive(Debug)]
pub struct Exact<'a> {
    tables: Evaluator<'a>,
    laws: Laws<'a>,
    effort: Cell<Effort>,
    /// What proves; made when the tables first leave something open.
    prover: RefCell<Option<Box<ProductProver<'a>>>>,
    /// Products that are given to it when it is made.
    examples: RefCell<Vec<Rc<Situation>>>,
    proved: RefCell<FxHashMap<Question, Proved>>,
    reasons: RefCell<FxHashMap<Question, Reason>>,
    /// What entries of sets meet, worked out once for each set.
    memberships: RefCell<BTreeMap<Set, Rc<Condition>>>,
    /// Where the entries of the product are listed, by their addresses.
    listed: OnceCell<FxHashMap<*const Entry, Listed>>,
}

/// What is asked: the key under which an answer is kept. A condition is known by its address, since it outlives the judge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Question {
    /// Whether a condition holds, of an entry or of the product.
    Holds(*const Condition, Option<Listed>),
    /// Whether an entry belongs to a set.
    Belongs(Set, Listed),
    /// Whether a set has an entry.
    Exists(Set),
}

/// How much is done for what tables leave open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Effort {
    /// Nothing.
    Tables,
    /// Each question is proved when it comes up.
    EachQuestion,
    /// At the first question, products are sought that answer all of them.
    AllAtOnce,
}

/// How many entries a product may list so that what tables leave open is proved. The clauses about pairs of entries grow with
/// the square of their number.
const MOST_ENTRIES: usize = 200;

impl<'a> Exact<'a> {
    /// Judges conditions of a scheme on the product that `situation` describes.
    pub fn new(laws: &Laws<'a>, situation: &'a Situation) -> Self {
        Self {
            tables: Evaluator::new(laws.scheme(), situation),
            laws: laws.clone(),
            effort: Cell::new(Effort::EachQuestion),
            prover: RefCell::default(),
            examples: RefCell::default(),
            proved: RefCell::default(),
            reasons: RefCell::default(),
            memberships: RefCell::default(),
            listed: OnceCell::new(),
        }
    }

    /// Announces that all conditions of the scheme will be asked about. When the first of them is open, products are sought that
    /// answer as many as they can.
    pub fn expect_all(&self) {
        self.effort.set(Effort::AllAtOnce);
    }

    /// Leaves open what tables leave open.
    pub fn keep_to_tables(&self) {
        self.effort.set(Effort::Tables);
    }

    /// Returns a product that is possible, and products that differ from it in one of some data; nothing where nothing is proved.
    pub fn examples(&self, data: &[Datum]) -> Vec<Rc<Situation>> {
        let examples = self.with_prover(|prover| prover.examples(data));
        examples.unwrap_or_default()
    }

    /// Begins with products instead of looking for them. Each must have all that is known of this one; those that break a constraint
    /// are passed over.
    pub fn begin_with(&self, products: Vec<Rc<Situation>>) {
        *self.examples.borrow_mut() = products;
    }

    /// Returns the evaluator that judges by tables alone.
    pub fn tables(&self) -> &Evaluator<'a> {
        &self.tables
    }

    /// Returns what is known of the product.
    pub fn situation(&self) -> &'a Situation {
        self.tables.situation
    }

    /// Says whether a condition holds.
    pub fn decide(&self, condition: &'a Condition) -> Truth {
        let question = Question::Holds(condition, None);
        let truth = self.tables.decide(condition);
        self.settle(truth, question, condition, None)
    }

    /// Says whether a condition holds for an entry, which is its innermost scope.
    pub fn decide_for(&self, condition: &'a Condition, entry: &'a Entry) -> Truth {
        let truth = self.tables.decide_for(condition, entry);
        if truth != Truth::Open {
            return truth;
        }
        let Some(of) = self.listed(entry) else {
            return truth;
        };
        let question = Question::Holds(condition, Some(of));
        self.settle(truth, question, condition, Some(of))
    }

    /// Says whether a condition holds, and why.
    pub fn evaluate(&self, condition: &'a Condition) -> Finding {
        let question = Question::Holds(condition, None);
        let finding = self.tables.evaluate(condition);
        self.explain(finding, question, condition, None)
    }

    /// Says whether a condition holds for an entry, which is its innermost scope, and why.
    pub fn evaluate_for(&self, condition: &'a Condition, entry: &'a Entry) -> Finding {
        let finding = self.tables.evaluate_for(condition, entry);
        match self.listed(entry) {
            Some(of) if finding.truth == Truth::Open => {
                let question = Question::Holds(condition, Some(of));
                self.explain(finding, question, condition, Some(of))
            }
            Some(_) | None => finding,
        }
    }

    /// Says whether a set has an entry.
    pub fn has_any(&self, set: Set) -> Truth {
        let truth = self.tables.has_member(set).truth;
        if truth != Truth::Open {
            return truth;
        }
        let exists = Condition::some(set, None, self.tables.scheme.edition.place);
        self.settle(truth, Question::Exists(set), &exists, None)
    }

    /// Says whether a set has an entry, and why.
    pub fn has_member(&self, set: Set) -> Finding {
        let finding = self.tables.has_member(set);
        if finding.truth != Truth::Open {
            return finding;
        }
        let place = self.tables.scheme.edition.place;
        let exists = Condition::some(set, None, place);
        self.explain(finding, Question::Exists(set), &exists, None)
    }

    /// Returns the entries that belong or may belong to a set.
    pub fn members(&self, set: Set) -> Members<'a> {
        let mut members = self.tables.members(set);
        for member in &mut members.candidates {
            member.truth = self.membership(set, *member);
        }
        members
            .candidates
            .retain(|member| member.truth != Truth::No);
        members
    }

    /// Says whether an entry belongs to a set, and why.
    pub fn belongs(&self, set: Set, entry: &'a Entry) -> Finding {
        let finding = self.tables.belongs(set, entry);
        match self.listed(entry) {
            Some(of) if finding.truth == Truth::Open => {
                let condition = self.condition_of(set);
                self.explain(finding, Question::Belongs(set, of), &condition, Some(of))
            }
            Some(_) | None => finding,
        }
    }

    /// Returns answers that no product can have together, if what is known and the constraints leave no product possible.
    ///
    /// A constraint that the tables find broken is reported by itself, and is not looked for here.
    pub fn conflict(&self) -> Option<Conflict<'a>> {
        let mut constraints = self.tables.scheme.constraints.iter();
        let is_open = |condition: &'a Condition| self.tables.decide(condition) != Truth::Yes;
        constraints
            .any(|(_, one)| is_open(&one.condition))
            .then(|| self.with_prover(ProductProver::conflict).flatten())?
    }

    fn membership(&self, set: Set, member: Member<'a>) -> Truth {
        match self.listed(member.entry) {
            Some(of) if member.truth == Truth::Open => {
                let condition = self.condition_of(set);
                let question = Question::Belongs(set, of);
                self.settle(member.truth, question, &condition, Some(of))
            }
            Some(_) | None => member.truth,
        }
    }

    /// Returns the truth of a condition that tables may leave open.
    fn settle(
        &self,
        truth: Truth,
        question: Question,
        condition: &Condition,
        of: Option<Listed>,
    ) -> Truth {
        if truth == Truth::Open {
            self.prove(question, condition, of).truth()
        } else {
            truth
        }
    }

    /// Returns the finding about a condition that tables may leave open.
    fn explain(
        &self,
        finding: Finding,
        question: Question,
        condition: &Condition,
        of: Option<Listed>,
    ) -> Finding {
        if finding.truth != Truth::Open {
            return finding;
        }
        let proved = self.prove(question, condition, of);
        if proved == Proved::Open {
            return finding;
        }
        let known = self.reasons.borrow().get(&question).cloned();
        let reason = known.unwrap_or_else(|| {
            let asked = (condition, of);
            let reason = self.with_prover(|prover| prover.reason(asked, proved, &finding.reason));
            let reason = reason.unwrap_or_else(|| finding.reason.clone());
            let mut reasons = self.reasons.borrow_mut();
            reasons.insert(question, reason.clone());
            reason
        });
        Finding::new(proved.truth(), reason)
    }

    fn prove(&self, question: Question, condition: &Condition, of: Option<Listed>) -> Proved {
        if let Some(known) = self.proved.borrow().get(&question) {
            return *known;
        }
        if rests_on_many(self.tables.scheme, condition) {
            return Proved::Open;
        }
        let proved = self.with_prover(|prover| {
            if self.effort.get() == Effort::AllAtOnce {
                self.effort.set(Effort::EachQuestion);
                prover.prepare();
            }
            prover.judge(condition, of)
        });
        let proved = proved.unwrap_or(Proved::Open);
        self.proved.borrow_mut().insert(question, proved);
        proved
    }

    /// Asks the prover; `None` if the product is too large for one, or only tables are wanted.
    fn with_prover<T>(&self, ask: impl FnOnce(&mut ProductProver<'a>) -> T) -> Option<T> {
        let scheme = self.tables.scheme;
        let inventories = scheme.inventories.ids();
        let entries = inventories.map(|one| self.situation().entries(one).len());
        let is_too_large = entries.sum::<usize>() > MOST_ENTRIES;
        if is_too_large || self.effort.get() == Effort::Tables {
            return None;
        }
        let mut place = self.prover.borrow_mut();
        let prover = place.get_or_insert_with(|| {
            let mut prover = ProductProver::open(&self.laws, self.situation());
            prover.remember(&self.examples.take());
            Box::new(prover)
        });
        Some(ask(prover))
    }

    fn listed(&self, entry: &Entry) -> Option<Listed> {
        let all = self.listed.get_or_init(|| {
            let mut all = FxHashMap::default();
            for (inventory, stock) in self.situation().stocks() {
                for (place, entry) in stock.entries.iter().enumerate() {
                    all.insert(std::ptr::from_ref(entry), Listed { inventory, place });
                }
            }
            all
        });
        all.get(&std::ptr::from_ref(entry)).copied()
    }

    fn condition_of(&self, set: Set) -> Rc<Condition> {
        let mut known = self.memberships.borrow_mut();
        let condition = known.entry(set);
        let condition = condition.or_insert_with(|| Rc::new(self.tables.scheme.membership(set)));
        Rc::clone(condition)
    }
}
