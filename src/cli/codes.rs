//! Codes: those of the command line, and the list of all.

use crate::diag::Code;
use crate::{plan, syntax};

/// No code is called so.
pub static UNKNOWN_CODE: Code = Code::error("P0801", "code that does not exist");

/// Every code of this module.
pub static CODES: &[&Code] = &[&UNKNOWN_CODE];

/// Returns every code that Praman knows, room by room.
pub fn all_codes() -> impl Iterator<Item = &'static Code> {
    [syntax::CODES, plan::CODES, CODES]
        .into_iter()
        .flatten()
        .copied()
}
