//! The index of a build as a plain table: a row per file.

use super::table::Table;
use crate::view::BuildIndexView;

/// Makes the table of a build: a row per file.
#[must_use]
pub fn table_index(view: &BuildIndexView) -> Table {
    let rows = view.documents.iter().flat_map(|document| {
        let form = document.form.as_ref();
        let form = form.map_or_else(String::new, |form| form.key.clone());
        let files = document.files.iter();
        files.map(move |file| {
            let key = document.key.to_owned();
            vec![key, form.clone(), file.format.to_owned(), file.name.clone()]
        })
    });
    Table {
        title: "Files",
        columns: &["document", "form", "format", "file"],
        rows: rows.collect(),
    }
}
