//! Exact logic: whether any product can meet conditions, by a solver for clauses.
//!
//! The evaluator of `logic` judges each part of a condition by itself (L-106); here a condition is taken as a whole, with all
//! constraints. Every product that is found is judged by the evaluator before it is returned.

mod around;
mod axiom;
mod circuit;
mod consequence;
mod domain;
mod encode;
mod exchange;
mod matter;
mod minimise;
mod names;
mod prover;
mod room;
mod slots;
mod solver;
mod tested;
mod twin;
mod values;
mod vary;
mod wish;
mod witness;

pub use consequence::{
    Consequence, ConsequenceKind, consequences_of, named_choices, plainly_deciding,
};
pub use matter::{Difference, Matter, find_difference, is_idle_choice};
pub use prover::{Outcome, Prover};
pub use vary::{Choosing, Tried};
pub use wish::Wish;
