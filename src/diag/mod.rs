//! Mistakes as data: the type [`Diagnostic`], codes, and [`Checked`] values.
//!
//! This room prints nothing and knows no rule. Each rule keeps its codes and the wording of its messages next to itself, and
//! only `cli` turns diagnostics into text.

mod code;
mod diagnostic;
mod similar;

pub(crate) use code::codes;
pub use code::{Code, RANGES, RETIRED, Severity};
pub use diagnostic::{Checked, Diagnostic, Diagnostics, Edit, Fix, Label};
pub use similar::{did_you_mean, list, list_or, list_some, similar};
