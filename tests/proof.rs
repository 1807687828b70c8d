//! Exact logic: products that meet conditions, and proofs that there are none.

#![expect(
    clippy::unwrap_used,
    reason = "a test may stop where its own data is wrong"
)]

#[path = "proof/answers.rs"]
mod answers;
#[path = "proof/matters.rs"]
mod matters;
#[path = "proof/outcomes.rs"]
mod outcomes;
#[path = "proof/shipped.rs"]
mod shipped;
#[path = "support/sound.rs"]
mod sound;
