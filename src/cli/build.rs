//! `praman build`: the documents of a product.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;

use crate::model::Date;
use crate::render::{DocumentKind, Format};

/// Make the documents of a product: test plan, construction file, checklist, traceability
///
/// Nothing is written if there is an error. A file that a person changed since praman wrote it is not
/// replaced.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Read the product from this file
    #[arg(value_name = "PRODUCT")]
    product: PathBuf,
    /// Build for this level; without it, the level that the product file names
    #[arg(long, value_name = "LEVEL")]
    level: Option<String>,
    /// Make only these documents
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = document_kind)]
    target: Vec<DocumentKind>,
    /// Write only these formats
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = format)]
    format: Vec<Format>,
    /// Write to this folder; without it, to `out/` and the name of the product file, or that of its folder
    /// where the file is called `product.yaml`
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Print this date on the documents; without it, none is printed
    #[arg(long, value_name = "DATE", value_parser = date)]
    date: Option<Date>,
    /// Take templates from this folder before those that ship with praman
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
}
