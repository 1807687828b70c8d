//! Dossiers as folders: loading, and writing all or nothing.
//!
//! The text of the files is the truth. What the journal leads to is what praman wrote; where the files say something else,
//! somebody edited them.

mod codes;
mod folder;
mod load;
mod paths;
mod pending;
mod write;

pub use codes::{CODES, MEANWHILE};
pub use folder::{Dossier, HandEdit};
pub use load::{is_dossier, journal_head, load_dossier};
pub(in crate::project) use paths::name as file_name;
pub use paths::{ASIDE_FILE, HEAD_FILE};
pub use write::{DossierChanges, create_dossier, digest_of_file, write_dossier};
