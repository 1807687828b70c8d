//! Mistakes as data: the type [`Diagnostic`], codes, and [`Checked`] values.
//!
//! This room prints nothing and knows no rule. Each rule keeps its codes and the wording of its messages next to itself, and
//! only `cli` turns diagnostics into text.

mod code;
mod diagnostic;
mod diagnostics;
mod letters;
mod similar;

pub(crate) use code::codes;
pub use code::{Code, RANGES, RETIRED, Severity};
pub use diagnostic::{Diagnostic, Edit, Fix, Label};
pub use diagnostics::{Checked, Diagnostics};
pub use letters::{first_odd_letter, first_odd_mark, fold, plain};
pub use similar::{did_you_mean, list, list_or, list_some, look_alike, similar, write_plain};
