//! What a company says of itself, and its evidence, once for several dossiers.

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
    /// The path of its logo, from the folder of the file.
    pub logo: Option<String>,
    /// Its evidence; files are below `evidence` in the folder of the file.
    pub pieces: Pieces,
}
