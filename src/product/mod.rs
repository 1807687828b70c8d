//! The product file: YAML as a vendor writes it, read against a scheme.
//!
//! Knows how a product file is written and which answers a scheme allows. Whether a control applies, and whether
//! facts contradict one another, is decided elsewhere.

mod answers;
mod codes;
mod evidence;
mod identity;
mod inventories;
mod notes;
mod read;
mod reader;
mod referrers;
mod series;
mod test_bed;
mod types;
mod variant;
mod yaml;

pub use codes::CODES;
pub use evidence::EVIDENCE_KEYS;
pub use read::{PRODUCT_KEYS, find_edition, read_head, read_product};
pub use test_bed::BED_KEYS;
pub use types::{
    Access, BedNode, Contact, ContactField, Covered, Difference, DifferenceKind, Head, Identity,
    IdentityField, Product, SubmittedEvidence, Text, Texts, VariantInfo,
};
