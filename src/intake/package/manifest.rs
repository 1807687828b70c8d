//! What a package says about itself.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::answers::{DossierId, PackageOrder, Timestamp};

/// The version of packages that this program writes.
pub(super) const VERSION: u64 = 1;

/// A package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// What it says about itself.
    pub manifest: Manifest,
    /// Its files, by their path with `/` between the parts.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// What a package says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// The dossier.
    pub dossier: DossierId,
    /// The edition, as `key@version`.
    pub edition: String,
    /// The key of the level.
    pub level: String,
    /// The key by which the lead product is named in answers.
    pub lead: String,
    /// The key of the party that made it.
    pub from: String,
    /// The key of the party for which it was made.
    pub to: String,
    /// When it was made.
    pub when: Timestamp,
    /// Its number among the packages that the folder has made for that party, from 1; 0 where it does not say so.
    pub number: u64,
    /// The hash of the last line of the sender's journal; of an empty journal, the id of the dossier.
    pub journal: String,
    /// The SHA-256 of the text of the scheme with which it was made, if it says so.
    pub scheme: Option<String>,
    /// For another folder of the sender's party, the hashes of the product files that the sender had before. An older product file
    /// is told from a newer one by them.
    pub products: Vec<String>,
}

impl Manifest {
    /// Returns the place of the package among those of its party.
    pub fn order(&self) -> PackageOrder {
        PackageOrder {
            made: self.when.clone(),
            number: self.number,
            journal: self.journal.clone(),
        }
    }
}

/// The manifest as it is written. Files are in the order of their paths.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    #[serde(rename = "praman-package")]
    pub version: u64,
    dossier: String,
    edition: String,
    level: String,
    lead: String,
    from: String,
    #[serde(rename = "for")]
    to: String,
    when: String,
    #[serde(default)]
    number: u64,
    journal: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    scheme: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    products: Vec<String>,
    pub files: Vec<WrittenFile>,
}

/// What the manifest says of a file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenFile {
    /// Its path.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
    /// Its SHA-256, as 64 hexadecimal digits.
    pub sha256: String,
}

/// The version alone, which tells how the rest is to be read.
#[derive(Deserialize)]
pub(super) struct VersionOnly {
    #[serde(rename = "praman-package")]
    pub version: u64,
}

impl Written {
    pub(super) fn of(manifest: &Manifest, files: Vec<WrittenFile>) -> Self {
        Self {
            version: VERSION,
            dossier: manifest.dossier.to_string(),
            edition: manifest.edition.clone(),
            level: manifest.level.clone(),
            lead: manifest.lead.clone(),
            from: manifest.from.clone(),
            to: manifest.to.clone(),
            when: manifest.when.to_string(),
            number: manifest.number,
            journal: manifest.journal.clone(),
            scheme: manifest.scheme.clone(),
            products: manifest.products.clone(),
            files,
        }
    }

    /// Returns the manifest.
    ///
    /// # Errors
    /// Says which value of it is not possible.
    pub(super) fn manifest(&self) -> Result<Manifest, String> {
        let dossier = DossierId::read(&self.dossier);
        let when = Timestamp::read(&self.when);
        Ok(Manifest {
            dossier: dossier.ok_or("its `dossier` is not 32 hexadecimal digits")?,
            edition: self.edition.clone(),
            level: self.level.clone(),
            lead: self.lead.clone(),
            from: self.from.clone(),
            to: self.to.clone(),
            when: when.ok_or("its `when` is no moment such as `2026-01-31T10:00:00Z`")?,
            number: self.number,
            journal: self.journal.clone(),
            scheme: self.scheme.clone(),
            products: self.products.clone(),
        })
    }
}
