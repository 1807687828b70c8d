//! The documents that there are: one file for each, with what is known of it and its main table.

mod checklist;
mod deliveries;
mod index;
mod metadata;
mod provenance;
mod scheme;
mod tcf;
mod test_plan;
mod traceability;

use super::document_view::DocumentSpec;

pub use provenance::SPEC as PROVENANCE;
pub use scheme::SPEC as SCHEME;

/// Every document, in the order of work.
pub static DOCUMENTS: &[&DocumentSpec] = &[
    &test_plan::SPEC,
    &tcf::SPEC,
    &checklist::SPEC,
    &traceability::SPEC,
    &deliveries::SPEC,
    &index::SPEC,
    &scheme::SPEC,
    &provenance::SPEC,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_files_are_told_apart() {
        for spec in DOCUMENTS {
            let same_key = DOCUMENTS.iter().filter(|other| other.key == spec.key);
            let same_stem = DOCUMENTS.iter().filter(|other| other.stem == spec.stem);
            assert_eq!(
                (same_key.count(), same_stem.count()),
                (1, 1),
                "{}",
                spec.key
            );
        }
    }
}
