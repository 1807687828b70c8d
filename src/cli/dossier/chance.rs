//! Random numbers: for the id of a dossier, for that of a query, and for salts.

use super::codes;
use crate::diag::Diagnostic;

/// Draws 128 bits that nobody can foretell.
///
/// # Errors
/// Reports a computer that gives none.
pub(super) fn draw() -> Result<[u8; 16], Box<Diagnostic>> {
    let mut drawn = [0; 16];
    getrandom::fill(&mut drawn).map_err(|error| Box::new(codes::no_chance(&error.to_string())))?;
    Ok(drawn)
}
