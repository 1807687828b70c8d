//! The evidence of a dossier as files: registers, and the evidence folders of parties.
//!
//! A file is hashed as it lies there. One that changes meanwhile, or that a link leads to from outside, is refused.

mod add;
mod codes;
mod components;
mod hash;
mod inside;
mod load;
mod look;
mod spot;

pub use add::{Addition, Keeping, NewEvidence, plan_addition};
pub use codes::CODES;
pub use components::{read_component_list, read_component_lists};
pub use load::{evidence_folder, load_registers, register_path};
pub use look::{look_at_files, read_registered};
pub use spot::{Spot, look_at_spot};
