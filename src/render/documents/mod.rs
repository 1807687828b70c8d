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
    use std::path::Path;

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
    /// The published schema of each document is what its type says; with `UPDATE_SCHEMAS=1` it is written.
    #[test]
    fn the_schema_of_every_document_is_published() {
        for spec in DOCUMENTS {
            let schema = format!("{:#}\n", (spec.schema_of_type)());
            let name = format!("docs/schemas/{}.schema.json", spec.stem);
            if std::env::var_os("UPDATE_SCHEMAS").is_some() {
                let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(&name);
                std::fs::write(path, &schema).expect("the folder can be written");
                continue;
            }
            assert!(
                spec.json_schema == schema,
                "{name} is not what the types say; run the tests with UPDATE_SCHEMAS=1 and look at the change",
            );
        }
    }
}
