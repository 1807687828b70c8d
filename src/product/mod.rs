//! The product file: YAML as a vendor writes it, read against a scheme.
//!
//! Knows how a product file is written and which answers a scheme allows. Whether a control applies, and whether
//! facts contradict one another, is decided elsewhere.

mod answers;
mod beside;
mod changes;
mod codes;
mod documents;
mod edit;
mod evidence;
mod further;
mod identity;
mod inventories;
mod meant;
mod notes;
mod read;
mod reader;
mod referrers;
mod series;
mod submitted;
mod test_bed;
mod types;
mod variant;
mod was;
mod write;
mod yaml;

pub use answers::show_answer;
pub use beside::{EvidenceIds, EvidenceNames};
pub(crate) use beside::{check_evidence, find_evidence_names, read_beside};
pub use codes::CODES;
pub(crate) use codes::{
    ENTRY_TWICE, MISSING_KEY, NO_VALUE, NOT_THERE, UNKNOWN_COVER, entry_twice, is_direction,
    key_twice, missing_key, quoted, unknown_key, value, value_twice,
};
pub use edit::{remove_value, set_value};
pub use evidence::EVIDENCE_KEYS;
pub use notes::RESERVED_IDS;
pub(crate) use notes::{Fields, Notes, TextKind};
pub use read::{PRODUCT_KEYS, find_edition, read_head, read_product};
pub use series::VARIANT_KEYS;
pub use submitted::{Submitted, WantedFor};
pub use test_bed::BED_KEYS;
pub use types::{
    BedNode, Contact, ContactField, Covered, Difference, DifferenceKind, Head, Identity,
    IdentityField, Product, SubmittedEvidence, Text, Texts, VariantInfo,
};
pub use write::{quote, write_product, write_scenario_product};
pub(crate) use yaml::{Content, Member, Node, read_yaml};
