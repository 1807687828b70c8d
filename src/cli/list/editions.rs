//! What `praman list editions` shows.

use serde::Serialize;

use crate::model::Scheme;

/// An edition.
#[derive(Debug, Serialize)]
pub(super) struct EditionRow<'a> {
    /// Key and version.
    pub key: String,
    pub title: &'a str,
    pub status: &'static str,
    /// From the lowest; `null` where it has none.
    pub levels: Option<Vec<&'a str>>,
    /// Key and version of each catalog that it uses.
    pub catalogs: Vec<String>,
    pub approved: Option<String>,
    /// How many controls it has at any level.
    pub controls: usize,
}

/// Shows an edition.
pub(super) fn edition_row(scheme: &Scheme) -> EditionRow<'_> {
    let edition = &scheme.edition;
    let levels: Vec<&str> = edition
        .levels
        .iter()
        .map(|level| level.key.as_str())
        .collect();
    let catalogs = edition
        .uses
        .iter()
        .map(|used| scheme.catalogs[used.catalog].name());
    EditionRow {
        key: edition.name(),
        title: &edition.title,
        status: edition.status.word(),
        levels: (!levels.is_empty()).then_some(levels),
        catalogs: catalogs.collect(),
        approved: edition.approved.map(|date| date.to_string()),
        controls: scheme.controls.len(),
    }
}
