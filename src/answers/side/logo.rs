//! The pictures that companies put on their papers.

use crate::model::words;

words! {
    /// How a picture is stored.
    LogoKind {
        /// Portable Network Graphics.
        Png = "image/png",
        /// A photograph in the format of the JPEG.
        Jpeg = "image/jpeg",
        /// A drawing in XML.
        Svg = "image/svg+xml",
    }
}

/// The picture of a company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    /// The name of its file, as the company's own file has it.
    pub file: String,
    /// How it is stored.
    pub kind: LogoKind,
    /// The file.
    pub bytes: Vec<u8>,
}
