//! The outside world: finding and loading files, the scheme in the binary, writing results.
//!
//! Everything goes through [`FileSystem`], so that a full disk, for example, can be tested in memory.

mod bytes;
mod codes;
mod disk;
mod dossier;
mod evidence;
mod files;
mod load;
mod manifest;
mod memory;
mod names;
mod shipped;
mod subject;
mod temporaries;
mod transaction;
mod write;

pub use bytes::load_bytes;
pub use codes::CODES;
pub use disk::Disk;
pub use dossier::{
    ASIDE_FILE, CODES as DOSSIER_CODES, Dossier, DossierChanges, HEAD_FILE, HandEdit, MEANWHILE,
    create_dossier, digest_of_file, is_dossier, journal_head, load_dossier, write_dossier,
};
pub use evidence::{
    Addition, CODES as EVIDENCE_CODES, Keeping, NewEvidence, Spot, evidence_folder, load_registers,
    look_at_files, look_at_spot, plan_addition, read_component_list, read_component_lists,
    read_registered, register_path,
};
pub use files::{FileSystem, Kind, Listed};
pub use load::{MAX_FILE, find_files, load_files, load_overlay, load_scheme, load_text, parse_all};
pub use manifest::MANIFEST;
pub use memory::Memory;
pub use names::{safe_name, shown};
pub use shipped::shipped;
pub use subject::Subject;
pub use temporaries::{Claim, remove_temporaries};
pub use transaction::{FileChange, NotWritten, change_files};
pub use write::{Occupied, OutputFile, Results, Written, write_results};
