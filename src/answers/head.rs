//! The head of a dossier: which one it is, whose folder, and who works on it.

use std::collections::BTreeMap;
use std::fmt;

use crate::model::Date;

/// The identity of a dossier: 128 bits, made once, the same in the folder of each holder. Printed as 32 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DossierId(u128);

/// What `dossier.yaml` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The identity.
    pub id: DossierId,
    /// The key of the party whose folder this is.
    pub holder: String,
    /// The edition, with its version: `iotscs@2024-03`.
    pub edition: String,
    /// The key of the level; empty where the edition has none.
    pub level: String,
    /// The key by which answers name the lead product of the series. It never changes.
    pub lead: String,
    /// The people who work on the dossier, by key.
    pub people: BTreeMap<String, Person>,
    /// What happened in the course of the certification, as listed.
    pub events: Vec<Happened>,
}

/// Somebody who works on a dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The name.
    pub name: String,
    /// The key of the party for which the person works.
    pub party: String,
    /// The address for mail.
    pub email: Option<String>,
}

/// An event of the process that has happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    /// The key of the event.
    pub event: String,
    /// When.
    pub date: Date,
    /// The number that came with it, of a registration or a report.
    pub number: Option<String>,
}

impl DossierId {
    /// Makes an id of 16 random bytes.
    pub fn new(random: [u8; 16]) -> Self {
        Self(u128::from_be_bytes(random))
    }

    /// Reads the 32 hexadecimal digits as which it is printed.
    pub fn read(text: &str) -> Option<Self> {
        // A number may begin with a sign.
        if text.len() != 32 || !text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        u128::from_str_radix(text, 16).ok().map(Self)
    }
}

impl fmt::Display for DossierId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}
