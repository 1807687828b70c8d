//! Exact logic: whether any product can meet conditions, by a solver for clauses.
//!
//! The evaluator of `logic` judges each part of a condition by itself (L-106); here a condition is taken as a whole, with all
//! constraints. Every product that is found is judged by the evaluator before it is returned.

mod around;
mod axiom;
mod certify;
mod circuit;
mod conditions;
mod consequence;
mod domain;
mod effort;
mod encode;
mod exact;
mod exchange;
mod forced;
mod inside;
mod known;
mod matter;
mod minimise;
mod names;
mod product_prover;
mod proof_file;
mod prover;
mod reasons;
mod required;
mod room;
mod slots;
mod solver;
mod terms;
mod tested;
mod tree;
mod twin;
mod values;
mod vary;
mod wish;
mod witness;

pub use axiom::Laws;
pub use consequence::{
    Consequence, ConsequenceKind, consequences_of, named_choices, narrow_consequences_of,
    plainly_deciding,
};
pub use exact::Exact;
pub use matter::{Difference, Matter, Vocabulary};
pub use names::rests_on_many;
pub use product_prover::Conflict;
pub use proof_file::{Counterexample, Proof, ProofFile};
pub use prover::{Outcome, Prover};
pub use reasons::constraint_titles;
pub use slots::Listed;
pub use vary::{Choosing, Tried};
pub use wish::Wish;
