//! Makes proofs and counterexamples for proof files.
//!
//! The question is asked once more, alone, with the constraints and constants that it needs. Its variables have the numbers that
//! docs/proof-file.md states, so that a checker can make the same clauses by itself.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use super::around::{DEPTHS, MOST_PLACES};
use super::circuit::{Lit, Side};
use super::domain::Constants;
use super::encode::Encoder;
use super::proof_file::{Answers, Constrained, Counterexample, EntryAnswers, Proof};
use super::prover::Prover;
use super::room::Demands;
use super::slots::{Reach, Room};
use super::solver::{BUDGET, BatSolver, Solve, Solved, Steps};
use super::terms::{Terms, Vocabulary};
use super::tree::{AnswerLeaf, Tree};
use super::wish::{Wish, side_of, wishes_of};
use crate::model::{AttributeStep, Condition, Constraint, Entry, Scheme, Situation};

/// A question, and what its proof may rest on.
#[derive(Clone)]
struct Asked<'q> {
    scheme: &'q Scheme,
    nothing_known: &'q Situation,
    wishes: &'q [Wish<'q>],
    axioms: Vec<&'q Constraint>,
    /// Up to which depth demands are followed.
    depth: usize,
}

/// A question as clauses.
struct Posed<'q> {
    encoder: Encoder<'q>,
    vocabulary: Vocabulary,
    axioms: Vec<Lit>,
    wishes: Vec<Lit>,
}

/// A proof that no product answers a question.
struct Refuted<'q> {
    vocabulary: Vocabulary,
    steps: Steps,
    /// The constraints that the solver used.
    used: Vec<&'q Constraint>,
}

impl Prover<'_> {
    /// Returns a proof that no product meets wishes, with constraints of which each is needed. `None` if none is found, or if
    /// something is known of the product: such proofs are about all products.
    pub fn certify(&self, wishes: &[Wish<'_>]) -> Option<Proof> {
        let nothing_known = Situation::default();
        if *self.base() != nothing_known {
            return None;
        }
        let around = self.around();
        let refuted = around.refute(wishes, DEPTHS);
        // Constraints that exclude each other exclude all else, whatever they are about.
        let refuted = refuted.or_else(|| around.refute(&[], DEPTHS))?;
        let axioms = refuted.axioms.iter();
        let axioms = axioms.map(|id| &self.scheme().constraints[*id]);
        let asked = Asked {
            scheme: self.scheme(),
            nothing_known: &nothing_known,
            wishes,
            axioms: axioms.collect(),
            depth: refuted.depth,
        };
        let (asked, refuted) = asked.with_fewest_axioms()?;
        Some(Proof {
            vocabulary: refuted.vocabulary,
            constraints: write_constraints(asked.scheme, &asked.axioms)?,
            wishes: write_wishes(asked.scheme, wishes)?,
            steps: refuted.steps.iter().map(|step| write_step(step)).collect(),
        })
    }

    /// Returns what shows that a whole product meets wishes and breaks no constraint. `None` if a part of them could not be read.
    pub fn exhibit(&self, product: &Situation, wishes: &[Wish<'_>]) -> Option<Counterexample> {
        let scheme = self.scheme();
        let axioms = self.constraints();
        let conditions = axioms.iter().map(|axiom| &axiom.condition);
        let conditions = conditions.chain(wishes.iter().map(|wish| wish.condition));
        let terms = Terms::of(scheme, conditions);
        Some(Counterexample {
            vocabulary: terms.write(scheme, None)?,
            constraints: write_constraints(scheme, &axioms)?,
            wishes: write_wishes(scheme, wishes)?,
            product: write_product(scheme, product, &terms),
        })
    }
}

impl<'q> Asked<'q> {
    /// Leaves out constraints that are not needed: first those that the solver did not use, then one by one, the last first.
    fn with_fewest_axioms(self) -> Option<(Self, Refuted<'q>)> {
        let mut refuted = self.refute()?;
        let mut asked = self;
        let used = asked.clone().with_axioms(refuted.used.clone());
        if let Some(fewer) = used.refute() {
            (asked, refuted) = (used, fewer);
        }
        for at in (0..asked.axioms.len()).rev() {
            let mut axioms = asked.axioms.clone();
            axioms.remove(at);
            let fewer = asked.clone().with_axioms(axioms);
            if let Some(found) = fewer.refute() {
                (asked, refuted) = (fewer, found);
            }
        }
        Some((asked, refuted))
    }

    fn with_axioms(self, axioms: Vec<&'q Constraint>) -> Self {
        Self { axioms, ..self }
    }

    fn conditions(&self) -> impl Iterator<Item = &'q Condition> {
        let axioms = self.axioms.iter().map(|axiom| &axiom.condition);
        axioms.chain(self.wishes.iter().map(|wish| wish.condition))
    }

    fn refute(&self) -> Option<Refuted<'q>> {
        let posed = self.pose()?;
        let steps = Rc::new(RefCell::new(Steps::new()));
        let mut solver = BatSolver::with_steps(&steps);
        solver.add(&posed.encoder.formula);
        let assumed = posed.axioms.iter().chain(&posed.wishes).copied();
        let assumed: Vec<Lit> = assumed.collect();
        if solver.solve(&assumed, BUDGET) != Solved::None {
            return None;
        }
        let core: BTreeSet<Lit> = solver.core().into_iter().collect();
        let axioms = self.axioms.iter().zip(&posed.axioms);
        let used = axioms.filter(|(_, literal)| core.contains(literal));
        let used = used.map(|(axiom, _)| *axiom).collect();
        Some(Refuted {
            vocabulary: posed.vocabulary,
            steps: steps.take(),
            used,
        })
    }

    /// Makes the clauses, in the order that docs/proof-file.md states.
    fn pose(&self) -> Option<Posed<'q>> {
        let scheme = self.scheme;
        let room = self.room()?;
        let terms = Terms::of(scheme, self.conditions());
        let constants = Rc::new(Constants::in_conditions(
            terms.definitions(scheme).chain(self.conditions()),
        ));
        let vocabulary = terms.write(scheme, Some((&constants, &room)))?;
        let known = (scheme, self.nothing_known, constants);
        let reach = Reach::Around { depth: self.depth };
        let inventories = terms.inventories.keys().copied();
        let mut encoder = Encoder::new(known, inventories, &room, reach);
        for fact in &terms.facts {
            encoder.make_fact(*fact);
        }
        for (inventory, attributes) in &terms.inventories {
            for slot in encoder.ground.slots.of(*inventory).to_vec() {
                for attribute in attributes {
                    let (inventory, attribute) = (*inventory, *attribute);
                    let step = AttributeStep {
                        inventory,
                        attribute,
                    };
                    encoder.make_attribute(slot, step);
                }
            }
        }
        for name in &terms.names {
            encoder.define(*name);
        }
        let axioms = self.axioms.iter();
        let axioms = axioms.map(|axiom| encoder.literal(&axiom.condition, Side::Holds));
        let axioms = axioms.collect();
        let wishes = wishes_of(&mut encoder, self.wishes);
        if encoder.formula.is_full() {
            return None;
        }
        Some(Posed {
            encoder,
            vocabulary,
            axioms,
            wishes,
        })
    }

    fn room(&self) -> Option<Room> {
        let mut demands = Demands::default();
        for axiom in &self.axioms {
            demands.add(self.scheme, &axiom.condition, None, Side::Holds);
        }
        for wish in self.wishes {
            demands.add(self.scheme, wish.condition, None, side_of(wish));
        }
        demands.close(self.scheme);
        demands.room(self.nothing_known, self.depth, MOST_PLACES)
    }
}

fn write_constraints(scheme: &Scheme, axioms: &[&Constraint]) -> Option<Vec<Constrained>> {
    let constraints = axioms.iter().map(|axiom| {
        let title = axiom.title.to_string();
        let condition = Tree::of(scheme, &axiom.condition)?;
        Some(Constrained { title, condition })
    });
    constraints.collect()
}

/// Writes wishes as conditions that hold.
fn write_wishes(scheme: &Scheme, wishes: &[Wish<'_>]) -> Option<Vec<Tree>> {
    let wishes = wishes.iter().map(|wish| {
        let tree = Tree::of(scheme, wish.condition)?;
        Some(if wish.holds {
            tree
        } else {
            Tree::Not(Box::new(tree))
        })
    });
    wishes.collect()
}

fn write_step(step: &[Lit]) -> String {
    let literals: Vec<String> = step.iter().map(ToString::to_string).collect();
    literals.join(" ")
}

fn write_product(scheme: &Scheme, product: &Situation, terms: &Terms) -> Answers {
    let facts = terms.facts.iter().map(|fact| {
        let answer = AnswerLeaf::of(product.fact(*fact));
        (scheme.facts.key(*fact).to_owned(), answer)
    });
    let entries = terms.inventories.iter().map(|(inventory, attributes)| {
        let answers = |entry: &Entry| {
            let answers = attributes.iter().map(|attribute| {
                let key = scheme.attribute(*inventory, *attribute).key.to_string();
                (key, AnswerLeaf::of(entry.answer(*attribute)))
            });
            EntryAnswers {
                id: entry.id.to_string(),
                answers: answers.collect(),
            }
        };
        let entries = product.entries(*inventory).iter();
        let key = scheme.inventories.key(*inventory).to_owned();
        (key, entries.map(answers).collect())
    });
    Answers {
        facts: facts.collect(),
        entries: entries.collect(),
    }
}
