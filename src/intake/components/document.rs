//! A document that lists components, in either format. The keys of the two formats do not meet.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::cyclone::{Components, MOST_DESCRIBED, Metadata};
use super::once::{fill, once};
use super::spdx::{Packages, Relationships};
use super::tally::Tally;
use crate::answers::Described;

/// What is read of a document.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub bom_format: Option<String>,
    pub spec_version: Option<String>,
    pub spdx_version: Option<String>,
    /// Whether it is JSON-LD, as SPDX 3 is.
    pub context: Option<IgnoredAny>,
    pub metadata: Option<Option<Metadata>>,
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
    components: Option<()>,
    packages: Option<()>,
    files: Option<()>,
    relationships: Option<()>,
    document_describes: Option<Option<Vec<String>>>,
}

impl Document {
    /// Says whether it has a list that is counted.
    pub fn has_list(&self) -> bool {
        self.given.components.is_some() || self.given.packages.is_some()
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
        let listed = listed.flatten().unwrap_or_default().into_iter();
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
            Key::BomFormat => once(map, "bomFormat", &mut self.bom_format),
            Key::SpecVersion => once(map, "specVersion", &mut self.spec_version),
            Key::SpdxVersion => once(map, "spdxVersion", &mut self.spdx_version),
            Key::Context => once(map, "@context", &mut self.context),
            Key::Metadata => once(map, "metadata", &mut self.metadata),
            Key::DocumentDescribes => {
                once(map, "documentDescribes", &mut self.given.document_describes)
            }
            Key::Components => {
                fill("components", &mut self.given.components, ())?;
                map.next_value_seed(Components(&mut self.tally))
            }
            Key::Relationships => {
                fill("relationships", &mut self.given.relationships, ())?;
                map.next_value_seed(Relationships(&mut self.described))
            }
            Key::Packages => {
                fill("packages", &mut self.given.packages, ())?;
                map.next_value_seed(Packages {
                    described: known,
                    subjects: &mut self.subjects,
                    tally: Some(&mut self.tally),
                })
            }
            Key::Files => {
                fill("files", &mut self.given.files, ())?;
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
