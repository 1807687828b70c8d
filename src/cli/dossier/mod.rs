//! The commands of a dossier: what people filled in about a product on its way through an edition.

mod answer;
mod at_desk;
mod carry;
mod chance;
mod change;
mod clock;
mod codes;
mod desk;
mod documents;
mod enclosed;
mod export;
mod filed;
mod finding;
mod finding_codes;
mod finding_edit;
mod found;
mod import;
mod lineage;
mod log;
mod new;
mod no_slot;
mod outbound;
mod parts;
mod past;
mod pattern;
mod pinned;
mod query;
mod replace;
mod reported;
mod round;
mod round_codes;
mod schema;
mod stamps;
mod status;
mod undo;
mod update;

pub(super) use answer::{
    AnswerArguments, ConfirmArguments, SettleArguments, answer, confirm, settle,
};
pub(super) use at_desk::{at_desk, open_dossier};
pub(super) use carry::{CarryOverArguments, carry_over};
pub(in crate::cli) use change::Author;
pub(in crate::cli) use clock::now;
pub(super) use codes::{CODES, lead_key, no_clock, other_keeper, unknown_person};
pub(super) use desk::{ANYBODY, Contents, Desk, check_events, check_values};
pub(super) use documents::{fill_documents, findings_for};
pub(super) use export::{ExportArguments, export};
pub(super) use finding::{FindingArguments, finding};
pub(in crate::cli) use finding_codes::CODES as FINDING_CODES;
pub(super) use found::{FoundArguments, found};
pub(in crate::cli) use import::CODES as IMPORT_CODES;
pub(super) use import::{ImportArguments, import};
pub(super) use log::{LogArguments, log};
pub(super) use new::{DossierArguments, dossier};
pub(super) use parts::DeskParts;
pub(super) use query::{AskArguments, ReplyArguments, ask, reply};
pub(super) use reported::{is_unchecked, recorded_sheets};
pub(super) use round::{RoundArguments, round};
pub(in crate::cli) use round_codes::{
    CODES as ROUND_CODES, no_paper_of_round, no_round, round_of_file,
};
pub(super) use schema::schema_answers;
pub(in crate::cli) use stamps::rounds_of;
pub(super) use status::{StatusArguments, status};
pub(super) use undo::{UndoArguments, undo};
pub(super) use update::{UpdateArguments, update};
