//! The steps of a paper on its way, as the journal has them.

use serde::{Deserialize, Serialize};

use super::change::Cause;
use crate::model::words;

words! {
    /// What somebody did to a paper before it was issued.
    PaperAct {
        /// Checked it.
        Checked = "checked",
        /// Approved it.
        Approved = "approved",
        /// Took back the last of these.
        Withdrawn = "withdrawn",
    }
}

/// A step of a paper on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaperStep {
    /// Somebody checked or approved it, or took that back.
    Signed(Signed),
    /// It was issued.
    Issued(Issued),
    /// A file was attached to an issue.
    Attached(Attached),
}

/// That somebody checked or approved a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The key of the paper.
    pub paper: String,
    /// What was done.
    pub act: PaperAct,
    /// The hash of what the paper says.
    pub content: String,
    /// The first working day of its schedule.
    pub first_day: Option<String>,
}

/// That a paper was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Issued {
    /// The key of the paper.
    pub paper: String,
    /// The issue, from 1.
    pub issue: u32,
    /// Its number.
    pub number: Option<String>,
    /// The date of the issue.
    pub date: String,
    /// The hash of what it says.
    pub content: String,
    /// The first working day of its schedule.
    pub first_day: Option<String>,
    /// The SHA-256 of its manifest.
    pub manifest: String,
}

/// That a file was attached to an issue: a signed copy, a scan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attached {
    /// The key of the paper.
    pub paper: String,
    /// The issue.
    pub issue: u32,
    /// The path of the file below the folder of the dossier.
    pub file: String,
    /// Its SHA-256.
    pub sha256: String,
}

impl PaperStep {
    /// Returns the cause, as the journal has it.
    pub fn cause(&self) -> Cause {
        match self {
            Self::Signed(signed) => match signed.act {
                PaperAct::Checked => Cause::CheckOff,
                PaperAct::Approved => Cause::Approve,
                PaperAct::Withdrawn => Cause::Undo,
            },
            Self::Issued(_) => Cause::Issue,
            Self::Attached(_) => Cause::Attach,
        }
    }
}
