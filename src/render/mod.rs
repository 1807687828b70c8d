//! Views to documents: templates, the typed document and its writers, tables, JSON.
//!
//! Knows no scheme, plan or product: what is to be said is in the views.

mod csv;
mod json;
mod kinds;
mod table;
mod visible;

pub use csv::write_csv;
pub use json::write_json;
pub use kinds::{DocumentKind, Format};
pub use table::{Table, table_traceability};
pub use visible::make_visible;

#[cfg(test)]
mod tests;
