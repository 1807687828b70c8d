//! Exact logic: whether any product can meet conditions, by a solver for clauses.
//!
//! The evaluator of `logic` judges each part of a condition by itself (L-106); here a condition is taken as a whole, with all
//! constraints. Every product that is found is judged by the evaluator before it is returned.

mod around;
mod axiom;
mod certify;
mod circuit;
mod domain;
mod encode;
mod minimise;
mod names;
mod proof_file;
mod prover;
mod room;
mod slots;
mod solver;
mod terms;
mod tested;
mod tree;
mod values;
mod wish;
mod witness;

pub use proof_file::{Counterexample, Proof, ProofFile};
pub use prover::{Outcome, Prover};
pub use wish::Wish;
