//! Checks that every interpretation asks a question or holds a ruling (L-200, L-201).

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{Interpretation, Scheme};

codes! {
    NOTHING_SAID = error("P0513", "interpretation with neither a question nor a ruling"),
}

/// Checks that every interpretation asks a question or holds a ruling.
pub(super) fn check_interpretations(scheme: &Scheme) -> Diagnostics {
    scheme
        .interpretations
        .iter()
        .map(|(_, interpretation)| interpretation)
        .filter(|interpretation| scheme.is_complete(interpretation.place))
        .filter(|interpretation| {
            interpretation.question.is_none() && interpretation.ruling.is_none()
        })
        .map(nothing_said)
        .collect()
}

fn nothing_said(interpretation: &Interpretation) -> Diagnostic {
    let message = format!(
        "the interpretation `{}` has neither a question nor a ruling",
        interpretation.key
    );
    Diagnostic::at(&NOTHING_SAID, interpretation.place, message)
        .help("write the open `question`, or the `ruling` with its number and date")
}
