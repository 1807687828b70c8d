//! `praman schema`: JSON Schemas of what praman reads and writes.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::dossier::schema_answers;
use super::session::{SchemeArguments, Session, Stop};
use super::terminal::{Answer, Terminal};
use crate::render::{DOCUMENTS, DocumentSpec};
use crate::view::view_product_schema;

/// Print the JSON Schema of a file, for an editor or another program
///
/// With the schema of product files, an editor completes, explains and checks a product file while it is
/// written. Save it beside the product file, and name it in the first line of that file:
///
/// # yaml-language-server: $schema=product.schema.json
///
/// The schema of answers does the same for the files of answers of a dossier. Save it, and name it in the settings
/// of the editor for the files below `answers`: praman writes these files anew and keeps no comment in them.
///
/// The schema of a document describes its JSON; the document names it under `schema`, with its
/// version. Only the schema of product files depends on a scheme and an edition.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Name the file that it describes
    #[arg(value_name = "FILE", value_parser = described())]
    of: Described,
    /// For answers: include the slots, the models, the people and the choices of the dossier in this folder
    #[arg(long, value_name = "DIR")]
    dossier: Option<PathBuf>,
    #[command(flatten)]
    scheme: SchemeArguments,
}

/// A file that has a schema.
#[derive(Debug, Clone, Copy)]
enum Described {
    /// The product file.
    Product,
    /// The files of answers of a dossier.
    Answers,
    /// The JSON of a document.
    Document(&'static DocumentSpec),
}

/// The word for the product file.
const PRODUCT: &str = "product";

/// The word for the files of answers.
const ANSWERS: &str = "answers";

/// Reads the name of a file that has a schema: `product`, `answers`, or the key of a document.
fn described() -> impl TypedValueParser<Value = Described> {
    let product = PossibleValue::new(PRODUCT);
    let product = product.help("The product file: what the edition asks of a product");
    let answers = PossibleValue::new(ANSWERS);
    let answers = answers.help("The files of answers of a dossier");
    let mut values = vec![product, answers];
    for spec in DOCUMENTS {
        let help = format!("{} as JSON", spec.title);
        values.push(PossibleValue::new(spec.key).help(help));
    }
    PossibleValuesParser::new(values).map(|word| {
        let document = DOCUMENTS.iter().find(|spec| spec.key == word);
        match document {
            Some(spec) => Described::Document(spec),
            None if word == ANSWERS => Described::Answers,
            None => Described::Product,
        }
    })
}

pub(super) fn schema(arguments: &Arguments, terminal: Terminal) -> Answer {
    let mut session = Session::default();
    let result = match arguments.of {
        Described::Product => schema_product(&mut session, &arguments.scheme),
        Described::Answers => schema_answers(&mut session, arguments.dossier.as_deref()),
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
