//! What a dossier holds beside answers, against the scheme, the product and the plan: evidence, found entries, samples; the
//! laboratory; and the models of a series, against the rules on them.
//!
//! Reads no file and no clock: the day is an argument, and so is what was found of each file.

mod activities;
mod citing;
mod codes;
mod components;
mod dated;
mod evidence;
mod files;
mod images;
mod laboratory;
mod numbers;
mod samples;
mod series;
mod submit;
mod union;
mod wanted;

pub use activities::{Means, check_activities};
pub use citing::cited_numbers;
pub use codes::{CODES, EXPIRED, MISSING, is_of_tests};
pub use components::{FoundComponents, check_components, hold_components};
pub use evidence::{EvidenceInView, check_evidence};
pub use files::{FileState, check_files};
pub use images::DeclaredImages;
pub use laboratory::{check_laboratory, check_laboratory_names};
pub use numbers::RegisteredNumbers;
pub use samples::{Around, check_found, check_samples};
pub use series::check_series;
pub use submit::{SubmittedPiece, submit_pieces};
pub use union::with_found;
pub use wanted::Lacking;
