//! Three-valued evaluation of conditions, with reasons (DESIGN M5).

mod reason;

pub use reason::{Reason, Settler};
