//! `praman schema`: JSON Schemas of what praman reads and writes.

use super::session::{SchemeArguments, Session, Stop};
use super::terminal::{Answer, Terminal};
use crate::render::{DocumentKind, document_schema};
use crate::view::view_product_schema;

/// Print a JSON Schema: what an editor or another program needs to know of a file
///
/// With the schema of product files an editor completes, explains and checks a product file while it is
/// written. Put it beside the file and name it in the first line:
///
/// # yaml-language-server: $schema=product.schema.json
///
/// The schema of a document tells programs what its JSON holds; the document names it under `schema`, with its
/// version. Only that of product files depends on a scheme and an edition.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Name the file that it describes
    #[arg(value_enum, value_name = "FILE")]
    of: Described,
    #[command(flatten)]
    scheme: SchemeArguments,
}

/// A file that has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Described {
    /// The product file: what the edition asks of a product
    Product,
    /// The JSON of the test plan
    Plan,
    /// The JSON of the technical construction file
    Tcf,
    /// The JSON of the checklist
    Checklist,
    /// The JSON of the traceability document
    Traceability,
    /// The JSON of the list of deliveries
    Deliveries,
    /// The JSON of the index of a build
    Index,
    /// The JSON of the document of a scheme
    Scheme,
    /// The JSON of what of a scheme is not published
    Provenance,
}

impl Described {
    /// Returns the document whose JSON is described; `None` of the product file.
    fn document(self) -> Option<DocumentKind> {
        match self {
            Self::Product => None,
            Self::Plan => Some(DocumentKind::Plan),
            Self::Tcf => Some(DocumentKind::Tcf),
            Self::Checklist => Some(DocumentKind::Checklist),
            Self::Traceability => Some(DocumentKind::Traceability),
            Self::Deliveries => Some(DocumentKind::Deliveries),
            Self::Index => Some(DocumentKind::Index),
            Self::Scheme => Some(DocumentKind::Scheme),
            Self::Provenance => Some(DocumentKind::Provenance),
        }
    }
}

/// Prints a schema.
pub(super) fn schema(arguments: &Arguments, terminal: Terminal) -> Answer {
    let mut session = Session::default();
    let result = match arguments.of.document() {
        None => schema_product(&mut session, &arguments.scheme),
        Some(kind) => Ok(document_schema(kind).to_owned()),
    };
    session.finish(result, terminal)
}

fn schema_product(session: &mut Session, arguments: &SchemeArguments) -> Result<String, Stop> {
    let files = session.read_scheme(arguments)?;
    let resolved = session.resolve(&files, arguments.edition.as_deref(), None)?;
    let schema = view_product_schema(&resolved);
    Ok(format!("{schema:#}\n"))
}

#[cfg(test)]
#[expect(
    clippy::expect_used,
    reason = "a test may stop where a file cannot be written"
)]
mod tests;
