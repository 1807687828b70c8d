//! Changes: what the journal of a dossier keeps.

use super::filled::Held;
use super::key::AnswerKey;
use crate::model::words;

/// A change of what a slot holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The slot and the model.
    pub key: AnswerKey,
    /// What it held before.
    pub before: Option<Held>,
    /// What it holds now; `None` where it was emptied.
    pub after: Option<Held>,
}

words! {
    /// What caused a change.
    Cause {
        /// Somebody answered by command.
        Answer = "answer",
        /// Somebody edited a file of answers.
        Edit = "edit",
        /// Somebody confirmed that an answer is still true.
        Confirm = "confirm",
        /// Somebody settled a conflict.
        Settle = "settle",
        /// Something was imported.
        Import = "import",
        /// Something was sent to another party.
        Export = "export",
        /// The product, the level or the edition changed.
        Update = "update",
        /// Evidence was registered.
        Evidence = "evidence",
        /// The party that applies said something to a found entry.
        Found = "found",
        /// A finding was raised, answered, verified, closed or opened again.
        Finding = "finding",
        /// A paper was checked.
        CheckOff = "check-off",
        /// A paper was approved.
        Approve = "approve",
        /// A paper was issued.
        Issue = "issue",
        /// A file was attached to an issue.
        Attach = "attach",
        /// A change was undone.
        Undo = "undo",
    }
}
