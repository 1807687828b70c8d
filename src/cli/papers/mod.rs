//! Papers on their way: checked, approved, issued, attached to and verified.

mod attach;
mod bar;
mod closing;
mod codes;
mod issue;
mod issued;
mod lines;
mod numbers;
mod paper;
mod sign;
mod standing;
mod verify;

pub(super) use attach::{AttachArguments, attach};
pub(super) use closing::{ReportArguments, report};
pub(super) use codes::{CODES, for_good};
pub(super) use issue::{IssueArguments, issue};
pub(super) use issued::check_issued;
pub(super) use lines::{PaperLine, paper_lines};
pub(super) use sign::{ApproveArguments, CheckOffArguments, approve, check_off};
pub(super) use standing::view_papers;
pub(super) use verify::{VerifyArguments, verify};
