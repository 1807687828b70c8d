//! Components of `CycloneDX`. The fields are those of its versions 1.2 to 1.7, as far as they are read.

use std::fmt;

use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::once::Room;
use super::tally::{Counted, Tally};
use crate::answers::{Described, FileHash};

/// The algorithm of the only hashes that are compared.
const SHA_256: &str = "SHA-256";

/// Files are not components that somebody supplies.
const FILE: &str = "file";

/// The greatest number of described things that are kept.
pub(super) const MOST_DESCRIBED: usize = 1000;

/// A list of components, each counted.
pub(super) struct Components<'t>(pub &'t mut Tally);

/// A component that the document describes, and those inside of it.
pub(super) struct Subject<'t>(pub &'t mut Vec<Described>);

/// What a document says of itself: its component is what it describes.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    pub subjects: Vec<Described>,
}

/// A party; only whether it has a name matters.
#[derive(Debug, Deserialize)]
struct Party {
    name: Option<String>,
}

#[derive(Debug, Deserialize)]
struct HashLine {
    alg: Option<String>,
    content: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(field_identifier)]
enum Key {
    #[serde(rename = "type")]
    Type,
    #[serde(rename = "group")]
    Group,
    #[serde(rename = "name")]
    Name,
    #[serde(rename = "version")]
    Version,
    #[serde(rename = "purl")]
    Purl,
    #[serde(rename = "supplier")]
    Supplier,
    #[serde(rename = "manufacturer")]
    Manufacturer,
    #[serde(rename = "publisher")]
    Publisher,
    #[serde(rename = "licenses")]
    Licences,
    #[serde(rename = "hashes")]
    Hashes,
    #[serde(rename = "components")]
    Components,
    #[serde(other)]
    Other,
}

#[derive(Debug, Deserialize)]
#[serde(field_identifier)]
enum MetadataKey {
    #[serde(rename = "component")]
    Component,
    #[serde(other)]
    Other,
}

/// The fields of a component.
#[derive(Debug, Default)]
struct Fields {
    kind: Room<String>,
    group: Room<String>,
    name: Room<String>,
    version: Room<String>,
    purl: Room<String>,
    supplier: Room<Party>,
    manufacturer: Room<Party>,
    publisher: Room<String>,
    licences: Room<Vec<IgnoredAny>>,
    hashes: Room<Vec<HashLine>>,
    /// Whether there were components inside of it.
    inner: Room<()>,
}

impl Fields {
    /// Reads the value of a key; `false` if it is that of the components inside, which is still to be read.
    fn read<'de, M: MapAccess<'de>>(&mut self, key: &Key, map: &mut M) -> Result<bool, M::Error> {
        match key {
            Key::Type => self.kind.read("type", map)?,
            Key::Group => self.group.read("group", map)?,
            Key::Name => self.name.read("name", map)?,
            Key::Version => self.version.read("version", map)?,
            Key::Purl => self.purl.read("purl", map)?,
            Key::Supplier => self.supplier.read("supplier", map)?,
            Key::Manufacturer => self.manufacturer.read("manufacturer", map)?,
            Key::Publisher => self.publisher.read("publisher", map)?,
            Key::Licences => self.licences.read("licenses", map)?,
            Key::Hashes => self.hashes.read("hashes", map)?,
            Key::Components => {
                self.inner.open("components")?;
                return Ok(false);
            }
            Key::Other => drop(map.next_value::<IgnoredAny>()?),
        }
        Ok(true)
    }

    fn count(&self, tally: &mut Tally) {
        if text(&self.kind) == Some(FILE) {
            return;
        }
        let has_name = |party: &Room<Party>| {
            let party = party.get();
            party.is_some_and(|party| is_said(party.name.as_deref()))
        };
        let licences = self.licences.get();
        tally.add(&Counted {
            purl: text(&self.purl),
            name: [
                text(&self.group).unwrap_or_default(),
                text(&self.name).unwrap_or_default(),
            ],
            version: text(&self.version),
            has_supplier: has_name(&self.supplier)
                || has_name(&self.manufacturer)
                || is_said(text(&self.publisher)),
            has_licence: licences.is_some_and(|licences| !licences.is_empty()),
        });
    }

    fn describe(mut self) -> Described {
        let hashes = self.hashes.take().unwrap_or_default();
        let sha256 = hashes.iter().find_map(|hash| {
            let is_right = hash.alg.as_deref() == Some(SHA_256);
            let content = hash.content.as_deref().filter(|_| is_right)?;
            FileHash::read(content.trim())
        });
        Described {
            name: self.name.take().unwrap_or_default(),
            version: self
                .version
                .take()
                .filter(|version| !version.trim().is_empty()),
            sha256,
        }
    }
}

fn text(field: &Room<String>) -> Option<&str> {
    field.get().map(String::as_str)
}

fn is_said(text: Option<&str>) -> bool {
    text.is_some_and(|text| !text.trim().is_empty())
}

impl<'de> DeserializeSeed<'de> for Components<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Components<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of components")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut list: S) -> Result<(), S::Error> {
        while list.next_element_seed(Component(&mut *self.0))?.is_some() {}
        Ok(())
    }
}

/// A component that is counted, and those inside of it.
struct Component<'t>(&'t mut Tally);

impl<'de> DeserializeSeed<'de> for Component<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Component<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a component")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<(), M::Error> {
        let mut fields = Fields::default();
        while let Some(key) = map.next_key::<Key>()? {
            if !fields.read(&key, &mut map)? {
                map.next_value_seed(Components(&mut *self.0))?;
            }
        }
        fields.count(self.0);
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Subject<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Subject<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a component, or a list of components")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut list: S) -> Result<(), S::Error> {
        while list.next_element_seed(Subject(&mut *self.0))?.is_some() {}
        Ok(())
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<(), M::Error> {
        let mut fields = Fields::default();
        let place = self.0.len();
        while let Some(key) = map.next_key::<Key>()? {
            if !fields.read(&key, &mut map)? {
                map.next_value_seed(Subject(&mut *self.0))?;
            }
        }
        // What it consists of stands after it.
        if self.0.len() < MOST_DESCRIBED {
            self.0.insert(place.min(self.0.len()), fields.describe());
        }
        Ok(())
    }
}

impl<'de> Deserialize<'de> for Metadata {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MetadataVisitor)
    }
}

struct MetadataVisitor;

impl<'de> Visitor<'de> for MetadataVisitor {
    type Value = Metadata;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("metadata")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Metadata, M::Error> {
        let mut metadata = Metadata::default();
        let mut given = Room::<()>::default();
        while let Some(key) = map.next_key::<MetadataKey>()? {
            match key {
                MetadataKey::Component => {
                    given.open("component")?;
                    map.next_value_seed(Subject(&mut metadata.subjects))?;
                }
                MetadataKey::Other => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(metadata)
    }
}
