//! Chooses the edition of a scheme, and lists the editions that there are (L-040).

use super::keys::Key;
use super::levels::resolve_levels;
use super::names::Tree;
use super::natural::natural_order;
use super::reader::DraftReader;
use crate::diag::{Diagnostic, Diagnostics, codes, list};
use crate::model::{EditionStatus, Level};
use crate::source::Place;
use crate::syntax::ast::{EditionDraft, ItemKind, Name, RefDraft, VersionedName};

codes! {
    UNKNOWN_EDITION = error("P0216", "edition that does not exist"),
    NO_EDITION = error("P0217", "scheme without an edition"),
    WHICH_EDITION = error("P0218", "several editions, and none is named"),
}

/// The edition to resolve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditionChoice<'n> {
    /// The only edition. If there are several with one key, the newest; otherwise the one that was approved last.
    Only,
    /// An edition by name: `iotscs@2024-03`, or `iotscs` for the newest.
    Named(&'n str),
}

/// The data of an edition that need no catalog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditionHead {
    /// The key: `iotscs`.
    pub key: String,
    /// The version: `2024-03`.
    pub version: String,
    /// The title.
    pub title: String,
    /// Whether it can still change.
    pub status: EditionStatus,
    /// Its levels from the lowest; empty if it has none.
    pub levels: Vec<Level>,
    /// Where it is declared.
    pub place: Place,
}

impl EditionHead {
    /// Returns key and version: `iotscs@2024-03`.
    pub fn name(&self) -> String {
        format!("{}@{}", self.key, self.version)
    }
}

/// Finds the row of the chosen edition; `None` if there is none, which has been reported.
pub(super) fn choose_edition(
    tree: &Tree<'_>,
    choice: EditionChoice<'_>,
    out: &mut Diagnostics,
) -> Option<usize> {
    let names = edition_names(tree);
    match choice {
        EditionChoice::Named(name) => {
            let (key, version) = name.split_once('@').unwrap_or((name, ""));
            let editions = tree.of(ItemKind::Edition);
            if let Some(row) = editions.row(&Key::versioned(VersionedName { key, version })) {
                return Some(row);
            }
            if version.is_empty()
                && let Some(row) = newest(&names, key)
            {
                return Some(row);
            }
            if !tree.lost.may_be(ItemKind::Edition, key) {
                out.push(unknown_edition(None, name, &names));
            }
            None
        }
        EditionChoice::Only => {
            let Some(first) = names.first() else {
                if !tree.lost.may_be_any(ItemKind::Edition) {
                    out.push(no_edition());
                }
                return None;
            };
            if names.iter().any(|key| key.name != first.name) {
                let approved = last_approved(tree);
                if approved.is_none() {
                    out.push(which_edition(&names));
                }
                return approved;
            }
            newest(&names, first.name)
        }
    }
}

/// Finds the edition that was approved last; `None` if none is approved.
fn last_approved(tree: &Tree<'_>) -> Option<usize> {
    let editions = tree.of(ItemKind::Edition).decls::<EditionDraft>();
    editions
        .filter_map(|(row, decl)| Some((row, decl.word(decl.draft.approved?))))
        .max_by(|a, b| natural_order(a.1, b.1))
        .map(|(row, _)| row)
}

fn newest(names: &[Key<'_>], key: &str) -> Option<usize> {
    names
        .iter()
        .enumerate()
        .filter(|(_, edition)| edition.name == key)
        .max_by(|(_, a), (_, b)| natural_order(a.version, b.version))
        .map(|(row, _)| row)
}

/// Finds the edition that a scenario or an interpretation names.
pub(super) fn find_edition(
    reader: &mut DraftReader<'_>,
    tree: &Tree<'_>,
    reference: RefDraft,
) -> Option<usize> {
    let name = reader.reference(reference).versioned();
    let row = tree.of(ItemKind::Edition).row(&Key::versioned(name));
    if row.is_none() && tree.lost.may_be(ItemKind::Edition, name.key) {
        reader.lose();
    } else if row.is_none() {
        let place = reader.place(reference.span);
        let all = edition_names(tree);
        reader.drop_with(unknown_edition(Some(place), &name.to_string(), &all));
    }
    row
}

/// Lists the editions of a tree in the order of the source.
pub(super) fn edition_heads(tree: &Tree<'_>) -> Vec<EditionHead> {
    let mut silent = Diagnostics::new();
    tree.of(ItemKind::Edition)
        .decls::<EditionDraft>()
        .map(|(_, decl)| {
            let mut reader = DraftReader::new(decl.item, &mut silent);
            let VersionedName { key, version } = decl.reference(decl.draft.key).versioned();
            EditionHead {
                key: key.to_owned(),
                version: version.to_owned(),
                title: reader.text(decl.draft.title).to_string(),
                status: resolve_status(&mut reader, decl.draft.status),
                levels: resolve_levels(&mut reader, &decl.draft.levels),
                place: decl.head(),
            }
        })
        .collect()
}

fn edition_names<'a>(tree: &Tree<'a>) -> Vec<Key<'a>> {
    tree.of(ItemKind::Edition).keys().collect()
}

pub(super) fn resolve_status(reader: &mut DraftReader<'_>, name: Option<Name>) -> EditionStatus {
    let status = reader.choose_given(name);
    status.unwrap_or(EditionStatus::Draft)
}

fn listed(names: &[Key<'_>]) -> String {
    let names: Vec<String> = names.iter().map(|name| name.full()).collect();
    list(names.iter().map(String::as_str))
}

fn unknown_edition(place: Option<Place>, name: &str, names: &[Key<'_>]) -> Diagnostic {
    let message = format!("there is no edition `{name}`");
    let diagnostic = match place {
        Some(place) => Diagnostic::at(&UNKNOWN_EDITION, place, message).undeclared("edition", name),
        None => Diagnostic::nowhere(&UNKNOWN_EDITION, message),
    };
    match names {
        [] => diagnostic.help("no edition is declared"),
        [_] => diagnostic.help(format!("there is only {}", listed(names))),
        _ => diagnostic.help(format!("there are {}", listed(names))),
    }
}

fn no_edition() -> Diagnostic {
    Diagnostic::nowhere(&NO_EDITION, "the scheme declares no edition")
        .help("write `edition key@version \"Title\" { uses … }`")
}

fn which_edition(names: &[Key<'_>]) -> Diagnostic {
    let message = format!("there are several editions: {}", listed(names));
    Diagnostic::nowhere(&WHICH_EDITION, message).help("name the one to use")
}
