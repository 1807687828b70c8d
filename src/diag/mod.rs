//! What is wrong, as data: one [`Diagnostic`], its codes, and [`Checked`] values.
//!
//! Prints nothing and knows no rule: each rule keeps its codes and the wording of its messages beside
//! itself, and `cli` alone turns diagnostics into text.

mod code;
mod diagnostic;
mod similar;

pub use code::{Code, RANGES, RETIRED, Severity};
pub use diagnostic::{Checked, Diagnostic, Diagnostics, Edit, Fix, Label};
pub use similar::{did_you_mean, list, list_or, similar};
