//! A document that lists components, in either format. The keys of the two formats do not meet.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::cyclone::{Components, MOST_DESCRIBED, Metadata};
use super::once::Room;
use super::spdx::{Packages, Relationships};
use super::tally::Tally;
use crate::answers::Described;

/// What is read of a document.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub bom_format: Room<String>,
    pub spec_version: Room<String>,
    pub spdx_version: Room<String>,
    /// Whether it is JSON-LD, as SPDX 3 is.
    pub context: Room<IgnoredAny>,
    pub metadata: Room<Metadata>,
    /// The ids of what an SPDX document says it describes.
    pub described: BTreeSet<String>,
    /// The packages and files that it describes.
    pub subjects: Vec<Described>,
    pub tally: Tally,
    given: Given,
}

/// The lists that were read.
#[derive(Debug, Default)]
struct Given {
    components: Room<()>,
    packages: Room<()>,
    files: Room<()>,
    relationships: Room<()>,
    document_describes: Room<Vec<String>>,
}

impl Document {
    /// Says whether it has a list that is counted.
    pub fn has_list(&self) -> bool {
        self.given.components.is_given() || self.given.packages.is_given()
    }
}

/// Reads a document. `known` has the ids of what an SPDX document describes, if it was read before.
pub(super) struct DocumentSeed<'k> {
    pub known: &'k BTreeSet<String>,
}

#[derive(Debug, Deserialize)]
#[serde(field_identifier, rename_all = "camelCase")]
enum Key {
    BomFormat,
    SpecVersion,
    Metadata,
    Components,
    SpdxVersion,
    DocumentDescribes,
    Packages,
    Files,
    Relationships,
    #[serde(rename = "@context")]
    Context,
    #[serde(other)]
    Other,
}

impl<'de> DeserializeSeed<'de> for DocumentSeed<'_> {
    type Value = Document;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Document, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for DocumentSeed<'_> {
    type Value = Document;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Document, M::Error> {
        let mut document = Document::default();
        while let Some(key) = map.next_key()? {
            document.read(&key, self.known, &mut map)?;
        }
        let listed = document.given.document_describes.take();
        let listed = listed.unwrap_or_default().into_iter();
        document.described.extend(listed.take(MOST_DESCRIBED));
        Ok(document)
    }
}

impl Document {
    fn read<'de, M: MapAccess<'de>>(
        &mut self,
        key: &Key,
        known: &BTreeSet<String>,
        map: &mut M,
    ) -> Result<(), M::Error> {
        match key {
            Key::BomFormat => self.bom_format.read("bomFormat", map),
            Key::SpecVersion => self.spec_version.read("specVersion", map),
            Key::SpdxVersion => self.spdx_version.read("spdxVersion", map),
            Key::Context => self.context.read("@context", map),
            Key::Metadata => self.metadata.read("metadata", map),
            Key::DocumentDescribes => self.given.document_describes.read("documentDescribes", map),
            Key::Components => {
                self.given.components.open("components")?;
                map.next_value_seed(Components(&mut self.tally))
            }
            Key::Relationships => {
                self.given.relationships.open("relationships")?;
                map.next_value_seed(Relationships(&mut self.described))
            }
            Key::Packages => {
                self.given.packages.open("packages")?;
                map.next_value_seed(Packages {
                    described: known,
                    subjects: &mut self.subjects,
                    tally: Some(&mut self.tally),
                })
            }
            Key::Files => {
                self.given.files.open("files")?;
                map.next_value_seed(Packages {
                    described: known,
                    subjects: &mut self.subjects,
                    tally: None,
                })
            }
            Key::Other => map.next_value::<IgnoredAny>().map(drop),
        }
    }
}
