//! Packages: what is written is read again, what is hostile is refused, and what a party may not see leaves no byte.

#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop where its own data is wrong"
)]

#[path = "support/product.rs"]
mod product;
#[expect(dead_code, reason = "what other tests need of it")]
mod support;

#[path = "package/audience.rs"]
mod audience;
#[path = "package/bytes.rs"]
mod bytes;
#[path = "package/hostile.rs"]
mod hostile;
