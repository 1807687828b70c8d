//! The rounds of tests of a dossier, over the rows that there are now.

use super::carry::key_now;
use crate::answers::AnswerKey;
use crate::view::basis::Basis;
use crate::view::rounds::{Rounds, is_about_round};

/// Finds the rounds of tests among what is filled in: keys, each with its value. A row whose entry or model has another id now is
/// known by that.
pub fn find_rounds<'v>(
    basis: &Basis<'_>,
    held: impl IntoIterator<Item = (&'v AnswerKey, &'v str)>,
) -> Rounds {
    let held = held.into_iter();
    let about = held.filter(|(key, _)| is_about_round(&key.slot));
    Rounds::of(about.map(|(key, value)| (key_now(basis, key), value)))
}
