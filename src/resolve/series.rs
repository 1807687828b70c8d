//! Resolves what rules compare in the models of a series (L-368, L-369).

use super::keys::Key;
use super::lexicon::{Lexicon, Word};
use super::reader::{DraftReader, meant, now_called};
use super::subject::{find_attribute, path_text};
use crate::diag::{Diagnostic, codes};
use crate::model::{AttributeKind, IdentityId, IdentityItem, Set, Shared, Table};
use crate::source::Place;
use crate::syntax::ast::{ItemKind, Name, PathDraft};

codes! {
    UNKNOWN_SHARED = error("P0297", "unknown name after `same`"),
    NOT_SHARED = error("P0298", "`same` before what models cannot share"),
}

/// The word before a field of the identity, as a product file writes it.
const PRODUCT: &str = "product";

/// The fields by which the models of a series are told apart, each in words.
const OWN_FIELDS: [(&str, &str); 2] = [("name", "name"), ("model", "model number")];

/// The names that a rule can compare.
pub(super) struct Comparable<'w, 'a> {
    pub lexicon: &'w Lexicon<'a>,
    pub identity: &'w Table<IdentityId, IdentityItem>,
}

impl Comparable<'_, '_> {
    /// Resolves what a rule compares; `None` if a part of it is wrong, which has been reported.
    pub fn resolve(
        &self,
        reader: &mut DraftReader<'_>,
        paths: &[PathDraft],
    ) -> Option<Vec<Shared>> {
        let mut all: Vec<Shared> = Vec::with_capacity(paths.len());
        let mut is_whole = true;
        for path in paths {
            match self.resolve_path(reader, path) {
                Some(one) if add(&mut all, &one) => {}
                Some(_) => {
                    let shown = path_text(reader, path);
                    reader.report_named_twice(path.span, &shown, "name");
                }
                None => is_whole = false,
            }
        }
        is_whole.then_some(all)
    }

    fn resolve_path(&self, reader: &mut DraftReader<'_>, path: &PathDraft) -> Option<Shared> {
        match *path.names {
            [name] => self.alone(reader, name),
            [first, field] if reader.word(first) == PRODUCT => self.field(reader, field),
            [first, attribute] => {
                let set = self.lexicon.set(reader, first)?;
                self.attribute(reader, set, attribute)
            }
            _ => {
                let place = reader.place(path.span);
                reader.drop_with(too_long(place, &path_text(reader, path)));
                None
            }
        }
    }

    /// Resolves a name without a dot: a fact, or the entries of a set.
    fn alone(&self, reader: &mut DraftReader<'_>, name: Name) -> Option<Shared> {
        let word = reader.word(name);
        let place = reader.place(name.span);
        match self.lexicon.word(word) {
            Some(Word::Fact(fact)) => return Some(Shared::Fact(fact)),
            Some(Word::Set(set)) => {
                let attributes = Vec::new();
                return Some(Shared::Entries { set, attributes });
            }
            Some(Word::Derive(_)) => reader.drop_with(derived(place, word)),
            Some(Word::Broken) => reader.lose(),
            None => {
                let tree = self.lexicon.tree;
                let kinds = [ItemKind::Fact, ItemKind::Inventory, ItemKind::Subset];
                let names = kinds.into_iter().flat_map(|kind| tree.of(kind).names());
                let noun = "fact, inventory or subset";
                let help = self.lexicon.renamed(None, word);
                let help = help.or_else(|| meant(word, noun, names));
                reader.drop_with(unknown(place, noun, word).maybe_help(help));
            }
        }
        None
    }

    /// Resolves a field of the identity.
    fn field(&self, reader: &mut DraftReader<'_>, field: Name) -> Option<Shared> {
        let word = reader.word(field);
        let place = reader.place(field.span);
        if let Some(id) = self.identity.find(word) {
            return Some(Shared::Identity(id));
        }
        let tree = self.lexicon.tree;
        let is_declared = tree.of(ItemKind::Identity).row(&Key::plain(word)).is_some();
        if let Some((_, words)) = OWN_FIELDS.iter().find(|(key, _)| *key == word) {
            reader.drop_with(own_field(place, words));
        } else if is_declared || tree.lost.may_be(ItemKind::Identity, word) {
            reader.lose();
        } else {
            let noun = "field of the identity";
            let now = self.identity.renamed(word);
            let help = now.map(|(_, now)| now_called(word, &now.key));
            let help = help.or_else(|| meant(word, noun, self.identity.keys()));
            reader.drop_with(unknown(place, noun, word).maybe_help(help));
        }
        None
    }

    /// Resolves an attribute of the entries of a set. It may be informative, because it decides about no requirement here.
    fn attribute(&self, reader: &mut DraftReader<'_>, set: Set, name: Name) -> Option<Shared> {
        let inventory = self.lexicon.inventory_of(set);
        let attribute = find_attribute(self.lexicon, reader, inventory, name)?;
        let row = self.lexicon.attribute_row(inventory, attribute)?;
        if row.kind == AttributeKind::Claim {
            let place = reader.place(name.span);
            reader.drop_with(claim(place, &row.key));
            return None;
        }
        Some(Shared::Entries {
            set,
            attributes: vec![attribute],
        })
    }
}

/// Adds something to what is compared; attributes of one set are compared together. Says whether it is new.
fn add(all: &mut Vec<Shared>, one: &Shared) -> bool {
    if let Shared::Entries { set, attributes } = one {
        let mut sets = all.iter_mut();
        let known = sets.find_map(|known| match known {
            Shared::Entries {
                set: own,
                attributes,
            } if own == set => Some(attributes),
            Shared::Entries { .. } | Shared::Fact(_) | Shared::Identity(_) => None,
        });
        if let Some(known) = known {
            // All properties of a set are compared already, or are to be compared beside one of them.
            let is_new = !known.is_empty()
                && !attributes.is_empty()
                && !attributes.iter().any(|attribute| known.contains(attribute));
            if is_new {
                known.extend(attributes);
            }
            return is_new;
        }
    }
    let is_new = !all.contains(one);
    if is_new {
        all.push(one.clone());
    }
    is_new
}

fn unknown(place: Place, noun: &str, word: &str) -> Diagnostic {
    Diagnostic::at(
        &UNKNOWN_SHARED,
        place,
        format!("there is no {noun} `{word}`"),
    )
    .undeclared(noun, word)
}

fn derived(place: Place, word: &str) -> Diagnostic {
    let message =
        format!("`{word}` is a derived name; models share answers, and not what follows from them");
    Diagnostic::at(&NOT_SHARED, place, message)
        .help("name the facts and attributes that its condition reads")
}

fn claim(place: Place, word: &str) -> Diagnostic {
    let message =
        format!("`{word}` is a claim; models share what is in them, and not what is said of it");
    Diagnostic::at(&NOT_SHARED, place, message).help("name an attribute that is not a claim")
}

fn own_field(place: Place, words: &str) -> Diagnostic {
    let message = format!("each model of a series has a {words} of its own");
    Diagnostic::at(&NOT_SHARED, place, message)
        .help("name another field of the identity, such as its firmware version")
}

fn too_long(place: Place, path: &str) -> Diagnostic {
    let message =
        format!("`{path}` leads from entry to entry; a set and one attribute are expected");
    Diagnostic::at(&NOT_SHARED, place, message)
        .help("name the set to which the attribute belongs; a subset can choose its entries")
}
