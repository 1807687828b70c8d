//! What a scheme asks of the identity of a product beyond name and model (L-364).

use super::numbering::Numbering;
use super::prose::prose_of;
use super::provenance::words;
use super::table::{EventId, IdentityId, Table};
use crate::source::{Place, Text};

words! {
    /// What is written in a field of the identity.
    IdentityKind {
        /// A few words, such as a version.
        Text = "text",
        /// Some lines that describe the product.
        Lines = "lines",
        /// A date, or a year and a month.
        Date = "date",
        /// A SHA-256, 64 hexadecimal digits.
        Sha256 = "sha256",
    }
}

/// A field of the identity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityItem {
    /// The key in a product file: `firmware`.
    pub key: Text,
    /// Its name for people.
    pub title: Text,
    /// The number under which the source has it (L-340).
    pub number: Numbering,
    /// What is written in it.
    pub kind: IdentityKind,
    /// Whether results hold for what it says alone, such as a version of the firmware.
    pub is_bound: bool,
    /// Whether documents quote it on every page, such as the number of a registration.
    pub is_quoted: bool,
    /// The event that brings the value as its number.
    pub event: Option<EventId>,
    /// More about it.
    pub about: Option<Text>,
    /// Earlier keys.
    pub was: Vec<Text>,
    /// Where it is declared.
    pub place: Place,
}

impl IdentityItem {
    /// Says whether it describes the product rather than identify it.
    pub fn describes(&self) -> bool {
        self.kind == IdentityKind::Lines
    }
}

/// The fields of a scheme that declares none: key, title, kind, and whether results are bound to it.
const NEUTRAL: [(&str, &str, IdentityKind, bool); 7] = [
    ("description", "Description", IdentityKind::Lines, false),
    ("intended_use", "Intended use", IdentityKind::Lines, false),
    ("boundary", "Boundary", IdentityKind::Lines, false),
    ("environment", "Environment", IdentityKind::Lines, false),
    ("hardware", "Hardware version", IdentityKind::Text, true),
    ("firmware", "Firmware version", IdentityKind::Text, true),
    (
        "firmware_sha256",
        "SHA-256 of the firmware",
        IdentityKind::Sha256,
        true,
    ),
];

/// Returns the fields of a scheme that declares none, as if they stood at a place.
pub fn neutral_identity(place: Place) -> Table<IdentityId, IdentityItem> {
    let mut fields = Table::default();
    for (key, title, kind, is_bound) in NEUTRAL {
        let field = IdentityItem {
            key: key.into(),
            title: title.into(),
            number: Numbering::Unsaid,
            kind,
            is_bound,
            is_quoted: false,
            event: None,
            about: None,
            was: Vec::new(),
            place,
        };
        let _ = fields.insert(field.key.clone(), field);
    }
    fields
}

#[rustfmt::skip]
prose_of! {
    IdentityItem key { prose: title about; parts: ; none: number kind is_bound is_quoted event was; }
}
