//! Views to documents: templates, the typed document and its writers, tables, JSON.
//!
//! Knows no scheme, plan or product: what is to be said is in the views.

mod codes;
mod csv;
mod document;
mod document_schema;
mod documents;
mod engine;
mod escape;
mod figure;
mod html;
mod index_table;
mod json;
mod kinds;
mod lower;
mod markdown;
mod overlay_file;
mod provenance_table;
mod scheme_table;
mod slot_link;
mod table;
mod table_deliveries;
mod visible;

pub use codes::CODES;
pub use csv::write_csv;
pub use document::{
    Align, Block, Document, Field, FieldKind, Figure, Filter, Heading, Inline, Layout, List,
    PageSection, Row, RowFilter, RowMark, Table as DocumentTable, Target, plain_text,
};
pub use document_schema::document_schema;
pub use documents::{DocumentView, RenderedFile, list_files, render_documents};
pub use engine::{SHIPPED, STYLE};
pub use figure::{describe_figure, draw_figure};
pub use html::write_html;
pub use index_table::table_index;
pub use json::write_json;
pub use kinds::{DocumentKind, Format};
pub use markdown::write_markdown;
pub use overlay_file::write_overlay_file;
pub use provenance_table::table_provenance;
pub use scheme_table::table_scheme;
pub use table::{Table, table_checklist, table_plan, table_tcf, table_traceability};
pub use visible::make_visible;

#[cfg(test)]
#[expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop where its own data is wrong"
)]
mod tests;
