//! The images that a worksheet says were tested, against the versions and hashes of the product file.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Answer, Scheme, Situation, Value};
use crate::product::{IdentityField, Product};

/// The versions and hashes that the product file declares now, of all models of the series.
#[derive(Debug, Default)]
pub struct DeclaredImages {
    /// Those of each entry that has any, by its name (`image.system`) and by its id alone.
    entries: BTreeMap<String, Identifiers>,
    /// Those of all entries, and the fields of the identity to which results are bound.
    all: Identifiers,
}

/// Versions and hashes.
#[derive(Debug, Clone, Default)]
struct Identifiers {
    versions: BTreeSet<String>,
    hashes: BTreeSet<String>,
}

/// An image that a worksheet names, and the product file does not have.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct OtherImage {
    /// What the worksheet says: `image.system 2.10`.
    pub found: String,
    /// What the product file has in its place.
    pub expected: Vec<String>,
}

impl DeclaredImages {
    /// Gathers what a product file declares.
    #[must_use]
    pub fn of(scheme: &Scheme, product: &Product) -> Self {
        let mut declared = Self::default();
        let target = &product.target;
        let variants = target.variants.iter().map(|variant| &variant.situation);
        for situation in std::iter::once(&target.lead).chain(variants) {
            declared.add_entries(scheme, situation);
        }
        let variants = product.variants.iter().map(|variant| &variant.identity);
        for identity in std::iter::once(&product.identity).chain(variants) {
            let fields = IdentityField::all(scheme).filter(|field| field.is_bound(scheme));
            let texts = fields.filter_map(|field| identity.get(field));
            declared.all.extend(texts.map(|text| text.text.as_str()));
        }
        declared
    }

    fn add_entries(&mut self, scheme: &Scheme, situation: &Situation) {
        for (id, inventory) in scheme.inventories.iter() {
            let attributes = inventory.attributes.iter();
            let identifying = attributes.filter(|(_, attribute)| attribute.answer.identifies());
            let identifying: Vec<_> = identifying.map(|(attribute, _)| attribute).collect();
            if identifying.is_empty() {
                continue;
            }
            for entry in situation.entries(id) {
                let answers = identifying.iter().map(|attribute| entry.answer(*attribute));
                let texts: Vec<&str> = answers.flat_map(texts_of).collect();
                let name = format!("{}.{}", inventory.key, entry.id);
                for name in [name, entry.id.to_string()] {
                    let of_entry = self.entries.entry(name).or_default();
                    of_entry.extend(texts.iter().copied());
                }
                self.all.extend(texts);
            }
        }
    }

    /// Returns what a text names that the product file does not have. People write freely: what is neither a version nor a hash
    /// is passed over. What stands between commas and semicolons is about the entry that is named there, if one is.
    pub(super) fn others_in(&self, text: &str) -> Vec<OtherImage> {
        let parts = text.split([',', ';', '\n']);
        parts.flat_map(|part| self.others_of_part(part)).collect()
    }

    fn others_of_part(&self, part: &str) -> Vec<OtherImage> {
        let words = part.split_whitespace();
        let words: Vec<&str> = words
            .map(|word| word.trim_matches(['(', ')', ':']))
            .collect();
        let named = words.iter().find_map(|word| {
            let known = self.entries.get(*word)?;
            Some((*word, known))
        });
        let (name, known) = named.unwrap_or(("", &self.all));
        let others = words.iter().filter_map(|word| {
            let expected = known.without(word)?;
            Some(OtherImage {
                found: format!("{name} {word}").trim_start().to_owned(),
                expected,
            })
        });
        others.collect()
    }
}

impl Identifiers {
    fn extend<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) {
        for text in texts {
            if is_hash(text) {
                self.hashes.insert(text.to_lowercase());
            } else {
                self.versions.insert(plain_version(text).to_lowercase());
            }
        }
    }

    /// Returns what is declared, if a word is a version or a hash and is not among it. What is not declared at all is nothing to
    /// hold a word against.
    fn without(&self, word: &str) -> Option<Vec<String>> {
        let word = word.trim_end_matches(['…', '.']).to_lowercase();
        let (declared, is_known) = if is_hash(&word) {
            let mut hashes = self.hashes.iter();
            (&self.hashes, hashes.any(|hash| hash.starts_with(&word)))
        } else if is_version(&word) {
            let version = plain_version(&word);
            (&self.versions, self.versions.contains(version))
        } else {
            return None;
        };
        (!declared.is_empty() && !is_known).then(|| declared.iter().map(|one| shown(one)).collect())
    }
}

/// Returns the versions and hashes of an answer.
fn texts_of(answer: &Answer) -> impl Iterator<Item = &str> {
    answer.values().iter().filter_map(|value| match value {
        Value::Text(text) => Some(text.as_str()),
        Value::Entry(_)
        | Value::YesNo(_)
        | Value::Choice(_)
        | Value::Number(_)
        | Value::Date(_) => None,
    })
}

/// How many characters a hash has at least where it is cut short.
const SHORTEST_HASH: usize = 8;

/// Says whether a word is a hash or the beginning of one: hexadecimal digits, with letters and figures among them.
fn is_hash(word: &str) -> bool {
    let mut bytes = word.bytes();
    word.len() >= SHORTEST_HASH
        && bytes.all(|byte| byte.is_ascii_hexdigit())
        && word.bytes().any(|byte| byte.is_ascii_digit())
        && word.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// Says whether a word is a version: `2.10`, `v1.6.2-rc1`.
fn is_version(word: &str) -> bool {
    let version = plain_version(word);
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || ".-_+".contains(letter);
    version.starts_with(|letter: char| letter.is_ascii_digit())
        && version.contains('.')
        && version.chars().all(is_part)
}

fn plain_version(word: &str) -> &str {
    word.strip_prefix(['v', 'V']).unwrap_or(word)
}

/// How many characters of a hash are printed.
const SHOWN: usize = 12;

fn shown(identifier: &str) -> String {
    match identifier.get(..SHOWN).filter(|_| is_hash(identifier)) {
        Some(start) => format!("{start}…"),
        None => identifier.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HASH: &str = "7683d3b728f0aa01";

    fn declared() -> DeclaredImages {
        let mut declared = DeclaredImages::default();
        for (id, texts) in [("app", ["1.6.2", HASH]), ("boot", ["v2.0", "2.0-b"])] {
            declared.all.extend(texts);
            for name in [id.to_owned(), format!("image.{id}")] {
                declared.entries.entry(name).or_default().extend(texts);
            }
        }
        declared
    }

    #[test]
    fn versions_and_hashes_are_held_against_those_of_the_product_file() {
        let declared = declared();
        let check = |text: &str, expected: &[&str]| {
            let others = declared.others_in(text);
            let told = others
                .iter()
                .map(|one| format!("{}: {}", one.found, one.expected.join(" ")));
            assert_eq!(told.collect::<Vec<String>>(), expected, "{text}");
        };
        check("image.app 1.6.2 7683d3b728f0…; boot V2.0", &[]);
        check("app v1.6.2 (7683D3B728F0AA01)", &[]);
        check("1.6.2, 2.0, 2.0-b, 7683d3b7", &[]);
        check("the image of 2026-03-01, build 44, deadbeef, 20260301", &[]);
        check("app 1.6.3", &["app 1.6.3: 1.6.2"]);
        // A version of another entry is not one of this one.
        check("image.app 2.0", &["image.app 2.0: 1.6.2"]);
        check("v1.5", &["v1.5: 1.6.2 2.0 2.0-b"]);
        check("app 7683d3b728f1…", &["app 7683d3b728f1…: 7683d3b728f0…"]);
        // Nothing is declared of the hash of `boot`.
        check("boot 7683d3b728f1…", &[]);
    }
}
