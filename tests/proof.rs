//! Exact logic: products that meet conditions, and proofs that there are none.

#[path = "proof/outcomes.rs"]
mod outcomes;
#[path = "proof/shipped.rs"]
mod shipped;
