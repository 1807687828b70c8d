//! Lists of components against the entries that they cover.

use super::codes;
use crate::answers::{
    Agreement, ComponentList, Described, EvidenceNumber, FileHash, HeldAgainst, HeldList,
};
use crate::diag::{Diagnostic, Diagnostics};
use crate::intake::Unread;
use crate::model::{AttributeId, Entry, InventoryId, Scheme, Target, TypeKind, Value};
use crate::product::Covered;
use crate::source::Place;

/// A list of components as it was found in a registered file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundComponents {
    /// The number of the piece of evidence.
    pub number: EvidenceNumber,
    /// The path of the file, below the evidence folder of its party.
    pub file: String,
    /// Where the register names it.
    pub place: Option<Place>,
    /// The list, or why it is not read.
    pub list: Result<HeldList, Unread>,
}

/// Holds a list of components against the entries that it is said to cover (L-365).
pub fn hold_components(
    scheme: &Scheme,
    target: &Target,
    covers: &[Covered],
    list: ComponentList,
) -> HeldList {
    let entries = covers.iter().filter_map(|covered| match covered {
        Covered::Entry {
            inventory,
            id,
            name,
        } => Some(Declared::of(scheme, target, *inventory, id, name)),
        Covered::Control(_) => None,
    });
    let entries: Vec<Declared<'_>> = entries.collect();
    let subjects = &list.subjects;
    let is_taken = entries
        .iter()
        .any(|entry| entry.find_own(subjects).is_some());
    // The only thing described belongs to no entry by its hash or its name: it is held against each.
    let only = subjects
        .first()
        .filter(|_| subjects.len() == 1 && !is_taken);
    let held = entries
        .iter()
        .map(|entry| entry.hold(entry.find_own(subjects).or(only)));
    HeldList {
        held: held.collect(),
        list,
    }
}

/// Reports lists that are not read, and those that describe something else than they are said to cover.
pub fn check_components(found: &[FoundComponents]) -> Diagnostics {
    found.iter().flat_map(report).collect()
}

fn report(components: &FoundComponents) -> Vec<Diagnostic> {
    match &components.list {
        Err(why) => vec![codes::unread_list(
            components.place,
            &components.number,
            &components.file,
            why,
        )],
        Ok(list) => {
            let wrong = list.held.iter().filter(|held| held.differs());
            wrong
                .map(|held| codes::other_image(components.place, &components.number, held))
                .collect()
        }
    }
}

/// An entry, and what the product file says of it; several texts if models of the series differ.
#[derive(Debug)]
struct Declared<'c> {
    id: &'c str,
    name: &'c str,
    versions: Vec<String>,
    hashes: Vec<String>,
}

impl<'c> Declared<'c> {
    fn of(
        scheme: &Scheme,
        target: &Target,
        inventory: InventoryId,
        id: &'c str,
        name: &'c str,
    ) -> Self {
        let said = |kind: &TypeKind| {
            let mut attributes = scheme.inventories[inventory].attributes.iter();
            let first = attributes.find(|(_, attribute)| attribute.answer.kind == *kind);
            first.map_or_else(Vec::new, |(attribute, _)| {
                said(target, inventory, id, attribute)
            })
        };
        Self {
            id,
            name,
            versions: said(&TypeKind::Version),
            hashes: said(&TypeKind::Sha256),
        }
    }

    /// Finds what describes the entry: what has its hash, otherwise what has its id for a name.
    fn find_own<'s>(&self, subjects: &'s [Described]) -> Option<&'s Described> {
        let hashes = self.hashes.iter().filter_map(|one| FileHash::read(one));
        let hashes: Vec<FileHash> = hashes.collect();
        let has_hash = |one: &&Described| one.sha256.is_some_and(|hash| hashes.contains(&hash));
        let has_name = |one: &&Described| plain(&one.name) == plain(self.id);
        let by_hash = subjects.iter().find(has_hash);
        by_hash.or_else(|| subjects.iter().find(has_name))
    }

    fn hold(&self, subject: Option<&Described>) -> HeldAgainst {
        let version = subject.and_then(|subject| subject.version.clone());
        let sha256 = subject.and_then(|subject| subject.sha256);
        let is_hash = |found: &str, expected: &str| {
            FileHash::read(expected).is_some_and(|hash| hash.to_string() == found)
        };
        HeldAgainst {
            entry: self.name.to_owned(),
            subject: subject.map(|subject| subject.name.clone()),
            version: agree(version, &self.versions, |found, expected| found == expected),
            sha256: agree(sha256.map(|hash| hash.to_string()), &self.hashes, is_hash),
        }
    }
}

fn said(target: &Target, inventory: InventoryId, id: &str, attribute: AttributeId) -> Vec<String> {
    let variants = target.variants.iter().map(|variant| &variant.situation);
    let situations = std::iter::once(&target.lead).chain(variants);
    let mut texts: Vec<String> = Vec::new();
    for situation in situations {
        let entry = situation.entry(inventory, id);
        for text in entry
            .into_iter()
            .flat_map(|entry| texts_of(entry, attribute))
        {
            if !texts.iter().any(|one| one == text) {
                texts.push(text.to_owned());
            }
        }
    }
    texts
}

fn texts_of(entry: &Entry, attribute: AttributeId) -> impl Iterator<Item = &str> {
    let values = entry.values.get(&attribute);
    let values = values.map_or(&[][..], |given| given.answer.values());
    values.iter().filter_map(|value| match value {
        Value::Text(text) => Some(text.as_str()),
        Value::YesNo(_)
        | Value::Choice(_)
        | Value::Number(_)
        | Value::Date(_)
        | Value::Entry(_) => None,
    })
}

/// Returns a name without what differs by habit: capitals, and marks between words.
fn plain(name: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

fn agree(
    found: Option<String>,
    expected: &[String],
    is_same: impl Fn(&str, &str) -> bool,
) -> Agreement {
    if expected.is_empty() {
        return Agreement::NotDeclared;
    }
    let expected_texts = || expected.to_vec();
    match found {
        None => Agreement::NotSaid {
            expected: expected_texts(),
        },
        Some(found) if expected.iter().any(|one| is_same(&found, one)) => Agreement::Same { found },
        Some(found) => Agreement::Differs {
            found,
            expected: expected_texts(),
        },
    }
}
