//! Views to documents: templates, the typed document and its writers, tables, JSON.
//!
//! Knows no scheme, plan or product: what is to be said is in the views.

mod blanks;
mod codes;
mod csv;
mod document;
mod document_view;
mod documents;
mod engine;
mod escape;
mod figure;
mod files;
mod filled;
mod format;
mod html;
mod initials;
mod issue;
mod json;
mod lazy_view;
mod list_index;
mod lower;
mod markdown;
mod overlay_file;
mod pieces;
mod references;
mod slot_link;
mod table;
mod template_fields;
mod template_filters;
mod template_language;
mod told;
mod view_parts;
mod visible;

pub use blanks::{DocumentBlanks, blanks_of, document_blanks, fields_of};
pub use codes::CODES;
pub use csv::write_csv;
pub use document::{
    Align, Block, Document, Field, FieldKind, Figure, FilledField, FilledMark, Filter, Heading,
    Inline, Layout, List, PageSection, Row, RowFilter, RowMark, Table as DocumentTable, Target,
    Words, plain_text,
};
pub use document_view::{
    DocumentSpec, DocumentView, FilledIn, MadeOf, Metadata, Printed, SharedView, When,
};
pub use documents::{
    DOCUMENTS, PROCEDURES, PROVENANCE, ProductDocument, SCHEME, make_by_default, product_documents,
};
pub use figure::{describe_figure, draw_figure};
pub use files::{RenderedFile, list_files, render_documents, render_pages, write_content};
pub use filled::Answers;
pub use format::Format;
pub use html::write_html;
pub use json::write_json;
pub use markdown::write_markdown;
pub use overlay_file::write_overlay_file;
pub use table::Table;
pub use visible::{is_hidden, make_visible, push_code_point, visible_line};

#[cfg(test)]
#[expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop where its own data is wrong"
)]
mod tests;
