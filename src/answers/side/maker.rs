//! The evidence of a company that is used in several dossiers.

use crate::answers::register::Pieces;

/// What `maker.yaml` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Maker {
    /// The name of the company.
    pub name: String,
    /// Its address.
    pub address: Option<String>,
    /// Whom to ask.
    pub contact: Option<String>,
    /// Its evidence; files are below `evidence` in the folder of the file.
    pub pieces: Pieces,
}
