//! Plain tables of texts, for spreadsheets. They are made from views and never pass through Markdown.

use std::borrow::Cow;
use std::fmt;

/// A table of texts; every row has as many cells as there are columns.
pub struct Table<'view> {
    /// What it shows.
    pub title: &'static str,
    /// The heads of its columns.
    pub columns: Vec<&'static str>,
    /// Its rows, each made when it is asked for, so that no more than one is in memory.
    pub rows: Box<dyn Iterator<Item = TableRow<'view>> + 'view>,
}

/// The cells of a row; most of them are texts of a view.
pub type TableRow<'view> = Vec<Cow<'view, str>>;

impl fmt::Debug for Table<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut table = f.debug_struct("Table");
        table.field("title", &self.title);
        table.field("columns", &self.columns);
        table.finish_non_exhaustive()
    }
}

/// The key of the status of a control that does not apply.
pub(super) const NOT_APPLICABLE: &str = "not-applicable";
