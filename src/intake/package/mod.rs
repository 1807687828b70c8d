//! Packages: what one party hands another of a dossier, as one file.
//!
//! A package is a plain zip: `manifest.json`, then the files that it names with their sizes and hashes. The same package
//! gives the same bytes. What is read is treated as hostile: it is limited before it is unpacked, and what the manifest does
//! not promise is refused.

mod archive;
mod audience;
mod beside;
mod check;
mod codes;
mod evidence;
mod manifest;
mod paths;
mod people;
mod product;
mod read;

pub use audience::Sight;
pub use beside::{NamesPeople, cut_found, stances_of};
pub use check::check_package;
pub use codes::CODES;
pub use evidence::{Citings, CutRegister, Withheld, cut_register, seen_numbers};
pub use manifest::{Manifest, Package};
pub use people::{ANSWERS_FILE, PEOPLE_FILE, SentPerson, read_people, render_people};
pub use product::{CutProduct, cut_product};
pub use read::{Limits, read_package, render_package};
