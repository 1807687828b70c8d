//! Three-valued evaluation of conditions over a situation, with reasons (DESIGN M4, M5).

mod evaluate;
mod reason;
mod sentences;
mod test;
mod truth;
mod words;

pub use evaluate::{Evaluator, Member, Members, Scope};
pub use reason::{Reason, Settler};
pub use sentences::{applies_sentence, clauses_sentence, condition_sentence};
pub use truth::{Finding, Truth};
pub use words::{answer_words, set_words};
