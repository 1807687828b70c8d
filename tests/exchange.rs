//! Exchange as parties do it: a folder each, packages between them.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test may stop where its own data is wrong"
)]

#[path = "exchange/bad.rs"]
mod bad;
#[path = "exchange/findings.rs"]
mod findings;
#[path = "exchange/findings_shown.rs"]
mod findings_shown;
#[path = "exchange/found.rs"]
mod found;
#[path = "exchange/numbers.rs"]
mod numbers;
#[path = "exchange/pages.rs"]
mod pages;
#[path = "exchange/parties.rs"]
mod parties;
#[path = "exchange/place.rs"]
mod place;
#[path = "exchange/random.rs"]
mod random;
#[path = "exchange/registers.rs"]
mod registers;
#[path = "exchange/rounds.rs"]
mod rounds;
#[path = "exchange/seconds.rs"]
mod seconds;
#[path = "exchange/secrets.rs"]
mod secrets;
#[path = "exchange/tables.rs"]
mod tables;
#[path = "exchange/units.rs"]
mod units;
#[path = "exchange/unsaid.rs"]
mod unsaid;
