//! `praman schema`: JSON Schemas of what praman reads and writes.

use super::session::{SchemeArguments, Session, Stop};
use super::terminal::{Answer, Terminal};
use crate::view::view_product_schema;

/// Print a JSON Schema: what an editor or another program needs to know of a file
///
/// With the schema of product files an editor completes, explains and checks a product file while it is
/// written. Put it beside the file and name it in the first line:
/// # yaml-language-server: $schema=product.schema.json
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
}

/// Prints a schema.
pub(super) fn schema(arguments: &Arguments, terminal: Terminal) -> Answer {
    let mut session = Session::default();
    let result = match arguments.of {
        Described::Product => schema_product(&mut session, &arguments.scheme),
    };
    session.finish(result, terminal)
}

fn schema_product(session: &mut Session, arguments: &SchemeArguments) -> Result<String, Stop> {
    let files = session.read_scheme(arguments.scheme.as_deref())?;
    let resolved = session.resolve(&files, arguments.edition.as_deref(), None)?;
    let schema = view_product_schema(&resolved);
    Ok(format!("{schema:#}\n"))
}
