//! Packages of SPDX 2. The fields are those of its versions 2.2 and 2.3, as far as they are read.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{DeserializeSeed, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::cyclone::MOST_DESCRIBED;
use super::tally::{Counted, Tally};
use crate::answers::{Described, FileHash};

/// The element of a document itself.
const DOCUMENT: &str = "SPDXRef-DOCUMENT";

/// Words for what is not said.
const UNSAID: [&str; 2] = ["NOASSERTION", "NONE"];

/// A list of packages: those that the document describes are kept, the others counted.
pub(super) struct Packages<'t> {
    /// The ids of what the document describes.
    pub described: &'t BTreeSet<String>,
    pub subjects: &'t mut Vec<Described>,
    /// `None` where files are read, which are not counted.
    pub tally: Option<&'t mut Tally>,
}

/// A list of relationships: what the document describes.
pub(super) struct Relationships<'t>(pub &'t mut BTreeSet<String>);

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Package {
    #[serde(rename = "SPDXID")]
    id: Option<String>,
    name: Option<String>,
    file_name: Option<String>,
    version_info: Option<String>,
    supplier: Option<String>,
    license_concluded: Option<String>,
    license_declared: Option<String>,
    checksums: Option<Vec<Checksum>>,
    external_refs: Option<Vec<ExternalRef>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Checksum {
    algorithm: Option<String>,
    checksum_value: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ExternalRef {
    reference_type: Option<String>,
    reference_locator: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Relationship {
    #[serde(rename = "spdxElementId")]
    from: Option<String>,
    #[serde(rename = "relationshipType")]
    kind: Option<String>,
    #[serde(rename = "relatedSpdxElement")]
    to: Option<String>,
}

impl Package {
    fn count(&self, tally: &mut Tally) {
        let refs = self.external_refs.as_deref().unwrap_or_default();
        let purl = refs.iter().find_map(|reference| {
            let is_purl = reference.reference_type.as_deref() == Some("purl");
            reference.reference_locator.as_deref().filter(|_| is_purl)
        });
        tally.add(&Counted {
            purl,
            name: ["", self.name.as_deref().unwrap_or_default()],
            version: said(self.version_info.as_deref()),
            has_supplier: said(self.supplier.as_deref()).is_some(),
            has_licence: [&self.license_concluded, &self.license_declared]
                .iter()
                .any(|licence| said(licence.as_deref()).is_some()),
        });
    }

    fn describe(self) -> Described {
        let checksums = self.checksums.unwrap_or_default();
        let sha256 = checksums.iter().find_map(|checksum| {
            let is_right = checksum.algorithm.as_deref() == Some("SHA256");
            let value = checksum.checksum_value.as_deref().filter(|_| is_right)?;
            FileHash::read(value.trim())
        });
        Described {
            version: said(self.version_info.as_deref()).map(str::to_owned),
            name: self.name.or(self.file_name).unwrap_or_default(),
            sha256,
        }
    }
}

fn said(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.trim().is_empty() && !UNSAID.contains(text))
}

impl<'de> DeserializeSeed<'de> for Packages<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Packages<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of packages or files")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut list: S) -> Result<(), S::Error> {
        let Self {
            described,
            subjects,
            mut tally,
        } = self;
        while let Some(package) = list.next_element::<Package>()? {
            let is_described = package.id.as_ref().is_some_and(|id| described.contains(id));
            if is_described && subjects.len() < MOST_DESCRIBED {
                subjects.push(package.describe());
            } else if let Some(tally) = tally.as_deref_mut() {
                package.count(tally);
            }
        }
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Relationships<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Relationships<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of relationships")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut list: S) -> Result<(), S::Error> {
        while let Some(relationship) = list.next_element::<Relationship>()? {
            if self.0.len() >= MOST_DESCRIBED {
                continue;
            }
            let Relationship { from, kind, to } = relationship;
            let is_document = |id: &Option<String>| id.as_deref() == Some(DOCUMENT);
            match kind.as_deref() {
                Some("DESCRIBES") if is_document(&from) => self.0.extend(to),
                Some("DESCRIBED_BY") if is_document(&to) => self.0.extend(from),
                Some(_) | None => {}
            }
        }
        Ok(())
    }
}
