//! Plain tables of texts, for spreadsheets. They are made from views and never pass through Markdown.

/// A table of texts; every row has as many cells as there are columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What it shows.
    pub title: &'static str,
    /// The heads of its columns.
    pub columns: &'static [&'static str],
    /// Its rows.
    pub rows: Vec<Vec<String>>,
}

/// The key of the status of a control that does not apply.
pub(super) const NOT_APPLICABLE: &str = "not-applicable";
