//! The codes of rounds of tests, and the wording of their messages.

use crate::diag::{Diagnostic, codes};

codes! {
    NOT_CARRIED_OVER = error("P0875", "result that is not carried over"),
    NO_ROUND = error("P0876", "round of tests that does not exist, or covers nothing"),
}

/// Reports a result that somebody confirms without the reason why it still holds.
pub fn not_confirmed(slot: &str) -> Diagnostic {
    let message = format!("`{slot}` is the result of a test, and is not confirmed");
    Diagnostic::nowhere(&NOT_CARRIED_OVER, message).help(
        "say why it still holds with `praman carry-over DIR SLOT --why TEXT`, or repeat the test with `praman round begin`",
    )
}

/// Reports a slot without a result that is to review.
pub fn not_stale(slot: &str) -> Diagnostic {
    let message = format!("`{slot}` has no result that is to review");
    Diagnostic::nowhere(&NOT_CARRIED_OVER, message)
        .help("`praman status` lists the results that are to review")
}

/// Reports a pattern that fits no result.
pub fn no_match(pattern: &str) -> Diagnostic {
    let message = format!("no result of this dossier is named `{pattern}`");
    Diagnostic::nowhere(&NOT_CARRIED_OVER, message).help(
        "name a procedure, or write `*` for what may be anything, as in 'banned-functions*'; `praman status` lists the results that are \
         to review",
    )
}

/// Reports that no result is to review.
pub fn nothing_stale() -> Diagnostic {
    let message = "no result of this dossier is to review";
    Diagnostic::nowhere(&NOT_CARRIED_OVER, message)
        .help("nothing has to be carried over; `praman status` shows what else is open")
}

/// Reports a reason without words.
pub fn no_reason_given(slot: &str) -> Diagnostic {
    let message = format!("`{slot}` is to be carried over without a reason");
    Diagnostic::nowhere(&NOT_CARRIED_OVER, message)
        .help("say with `--why` why the result still holds")
}

/// Reports that no row has to be repeated.
pub fn nothing_to_repeat() -> Diagnostic {
    let message = "no result is to review, bad or undecided, so there is nothing to repeat";
    Diagnostic::nowhere(&NO_ROUND, message)
        .help("name the results or verdicts whose rows the round covers")
}

/// Reports a slot that is about no row of a procedure.
pub fn no_row(slot: &str) -> Diagnostic {
    let message = format!("`{slot}` belongs to no row that is tested, so no round covers it");
    Diagnostic::nowhere(&NO_ROUND, message)
        .help("name a result, or the verdict on a row, as the record prints it")
}

/// Reports a round that a dossier does not have; `last` is its last one.
pub fn no_round(round: u32, last: u32) -> Diagnostic {
    let message = format!("the dossier has no round {round} of tests");
    let help = match last {
        1 => "begin it with `praman round begin`; papers of the first round are made without `--round`".to_owned(),
        last => format!("its last round is {last}; `praman round list` shows all"),
    };
    Diagnostic::nowhere(&NO_ROUND, message).help(help)
}

/// Reports a round of a product that is in no dossier.
pub fn round_of_file(round: u32) -> Diagnostic {
    let message = format!("a product file has no round {round} of tests");
    Diagnostic::nowhere(&NO_ROUND, message).help(
        "make a dossier with `praman dossier new`, record results, and begin the round with `praman round begin`",
    )
}

/// Reports a document that is not made for a round.
pub fn no_paper_of_round(paper: &str, papers: &str) -> Diagnostic {
    let message = format!("`{paper}` is not made for a round of tests");
    Diagnostic::nowhere(&NO_ROUND, message).help(format!(
        "papers of a round are {papers}; build the others without `--round`"
    ))
}
