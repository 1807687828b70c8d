//! Merging: what an import makes of the answers of a folder, case by case, and what must hold for all of them.

#[path = "merge/cases.rs"]
mod cases;
#[path = "merge/folder.rs"]
mod folder;
#[path = "merge/parties.rs"]
mod parties;
#[path = "merge/properties.rs"]
mod properties;
