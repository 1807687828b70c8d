//! `praman schema`: JSON Schemas of what praman reads and writes.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::session::{SchemeArguments, Session, Stop};
use super::terminal::{Answer, Terminal};
use crate::render::{DOCUMENTS, DocumentSpec};
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
    #[arg(value_name = "FILE", value_parser = described())]
    of: Described,
    #[command(flatten)]
    scheme: SchemeArguments,
}

/// A file that has a schema.
#[derive(Debug, Clone, Copy)]
enum Described {
    /// The product file.
    Product,
    /// The JSON of a document.
    Document(&'static DocumentSpec),
}

/// The word for the product file.
const PRODUCT: &str = "product";

/// Reads the name of a file that has a schema: `product`, or the key of a document.
fn described() -> impl TypedValueParser<Value = Described> {
    let product = PossibleValue::new(PRODUCT);
    let product = product.help("The product file: what the edition asks of a product");
    let mut values = vec![product];
    for spec in DOCUMENTS {
        let help = format!("{} as JSON", spec.title);
        values.push(PossibleValue::new(spec.key).help(help));
    }
    PossibleValuesParser::new(values).map(|word| {
        let document = DOCUMENTS.iter().find(|spec| spec.key == word);
        document.map_or(Described::Product, |spec| Described::Document(spec))
    })
}

pub(super) fn schema(arguments: &Arguments, terminal: Terminal) -> Answer {
    let mut session = Session::default();
    let result = match arguments.of {
        Described::Product => schema_product(&mut session, &arguments.scheme),
        Described::Document(spec) => Ok(spec.json_schema.to_owned()),
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
#[expect(clippy::expect_used, reason = "a test may stop where it cannot write")]
mod tests {
    use std::path::Path;

    use super::*;

    /// The published schema of each document is what its type says; with `UPDATE_SCHEMAS=1` it is written.
    #[test]
    fn the_schema_of_every_document_is_published() {
        for spec in DOCUMENTS {
            let schema = format!("{:#}\n", (spec.schema_of_type)());
            let name = format!("docs/schemas/{}.schema.json", spec.stem);
            if std::env::var_os("UPDATE_SCHEMAS").is_some() {
                let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(&name);
                std::fs::write(path, &schema).expect("the folder can be written");
                continue;
            }
            assert!(
                spec.json_schema == schema,
                "{name} is not what the types say; run the tests with UPDATE_SCHEMAS=1 and look at the change",
            );
        }
    }
}
