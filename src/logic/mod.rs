//! Three-valued evaluation of conditions over a situation, with reasons.

mod decide;
mod evaluator;
mod explain;
mod grounds;
mod names;
mod narrow;
mod reason;
mod sentences;
mod test;
mod truth;
mod words;

pub use evaluator::{Evaluator, Member, Members};
pub use reason::{Reason, Settler, Settlers};
pub use sentences::{applies_sentence, clauses_sentence, condition_sentence};
pub use truth::{Finding, Truth};
pub use words::{answer_words, set_words};
