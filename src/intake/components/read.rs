//! Reads a list of components.

use std::collections::BTreeSet;
use std::io::{self, BufReader, ErrorKind, Read};

use serde::de::DeserializeSeed;

use super::document::{Document, DocumentSeed};
use super::guard::{Bounds, Guard};
use crate::answers::{ComponentList, ListFormat};

/// The newest versions that are known.
const NEWEST_CYCLONE: &str = "1.7";
const NEWEST_SPDX: &str = "2.3";

/// Why a list of components is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// The file cannot be read, with the reason.
    Failed(String),
    /// It is no JSON, or not of the shape that the format has, with the reason and the place.
    Broken(String),
    /// It goes beyond the bounds, with the bound.
    TooLarge(String),
    /// It is JSON-LD, as SPDX 3 is.
    JsonLd,
    /// It is of a version that has another shape: `SPDX 3.0`, `CycloneDX 2.0`.
    OtherVersion(String),
    /// It is JSON, and neither `CycloneDX` nor SPDX.
    OtherFormat,
    /// It has no list of components.
    NoList,
}

/// Reads a list of components in `CycloneDX` or SPDX, in JSON. `open` begins at the start of the file: SPDX may name what it
/// describes after the packages, so it is read twice. Nothing but what is described is kept.
///
/// # Errors
/// Returns why it is not read.
pub fn read_components<R: Read>(
    open: &mut dyn FnMut() -> io::Result<R>,
    bounds: Bounds,
) -> Result<ComponentList, Unread> {
    let document = read_document(open, bounds, &BTreeSet::new())?;
    let is_cyclone = document
        .bom_format
        .get()
        .is_some_and(|word| word == "CycloneDX");
    if is_cyclone && !document.spdx_version.is_given() {
        return finish_cyclone(document);
    }
    let Some(version) = document.spdx_version.get().cloned() else {
        let is_linked = document.context.is_given();
        return Err(if is_linked {
            Unread::JsonLd
        } else {
            Unread::OtherFormat
        });
    };
    let document = if document.described.is_empty() {
        document
    } else {
        let known = document.described.clone();
        drop(document);
        read_document(open, bounds, &known)?
    };
    finish_spdx(document, &version)
}

fn read_document<R: Read>(
    open: &mut dyn FnMut() -> io::Result<R>,
    bounds: Bounds,
    known: &BTreeSet<String>,
) -> Result<Document, Unread> {
    let file = open().map_err(|error| Unread::Failed(error.to_string()))?;
    let bytes = BufReader::with_capacity(64 * 1024, Guard::new(file, bounds));
    let mut json = serde_json::Deserializer::from_reader(bytes);
    let document = DocumentSeed { known }.deserialize(&mut json);
    let document = document.and_then(|document| json.end().map(|()| document));
    document.map_err(unread)
}

fn unread(error: serde_json::Error) -> Unread {
    match error.io_error_kind() {
        Some(ErrorKind::FileTooLarge) => Unread::TooLarge(io::Error::from(error).to_string()),
        Some(_) => Unread::Failed(io::Error::from(error).to_string()),
        None => Unread::Broken(error.to_string()),
    }
}

fn finish_cyclone(mut document: Document) -> Result<ComponentList, Unread> {
    let version = document.spec_version.take().unwrap_or_default();
    let known = known_as("CycloneDX", &version, NEWEST_CYCLONE)?;
    if !document.has_list() {
        return Err(Unread::NoList);
    }
    let metadata = document.metadata.take().unwrap_or_default();
    Ok(ComponentList {
        format: ListFormat::CycloneDx,
        version,
        known,
        counts: document.tally.counts,
        subjects: metadata.subjects,
    })
}

fn finish_spdx(document: Document, said: &str) -> Result<ComponentList, Unread> {
    let version = said.strip_prefix("SPDX-").unwrap_or(said);
    let known = known_as("SPDX", version, NEWEST_SPDX)?;
    if !document.has_list() {
        return Err(Unread::NoList);
    }
    Ok(ComponentList {
        format: ListFormat::Spdx,
        version: version.to_owned(),
        known,
        counts: document.tally.counts,
        subjects: document.subjects,
    })
}

/// Returns the version as which a newer one is read: the newest that is known; `None` for one that is known.
///
/// # Errors
/// Returns that its first number is another, so that it has another shape.
fn known_as(
    format: &str,
    version: &str,
    newest: &'static str,
) -> Result<Option<&'static str>, Unread> {
    match (numbers(version), numbers(newest)) {
        (Some([major, minor]), Some([known, last])) if major == known => {
            Ok((minor > last).then_some(newest))
        }
        _ => Err(Unread::OtherVersion(format!("{format} {version}"))),
    }
}

fn numbers(version: &str) -> Option<[u32; 2]> {
    let mut parts = version.split('.').map(|part| part.parse().ok());
    Some([parts.next()??, parts.next()??])
}
