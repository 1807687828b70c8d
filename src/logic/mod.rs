//! Evaluates conditions over a situation, with three truth values and reasons (L-100 to L-107).

mod decide;
mod evaluator;
mod explain;
mod further;
mod grounds;
mod likeness;
mod names;
mod narrow;
mod reason;
mod same;
mod same_entries;
mod sentence;
mod sentences;
mod test;
mod truth;
mod words;

pub use evaluator::{Evaluator, Member, Members};
pub use likeness::{Gap, GapKind, Likeness};
pub use reason::{Reason, Settler, Settlers};
pub use same::Compared;
pub use sentence::Sentence;
pub use sentences::{applies_sentence, clauses_sentence, condition_sentence};
pub use test::truth_of_answer;
pub use truth::{Finding, Truth};
pub use words::{answer_words, labelled_answer, set_words};
