//! Resolves the fields of the identity and the ways of seeing evidence (L-363, L-364). A scheme that declares none has
//! those that every scheme can use.

use super::names::Tree;
use super::reader::{DraftReader, resolve_each};
use super::work::resolve_titled;
use crate::diag::{Diagnostic, Diagnostics, codes, list_or};
use crate::model::{
    AccessId, IdentityId, IdentityItem, IdentityKind, Numbering, Table, Titled, neutral_identity,
};
use crate::source::Place;
use crate::syntax::ast::{AskKindDraft, IdentityDraft, ItemKind, Name};

codes! {
    BUILT_IN = error("P0320", "field of the identity that every product has"),
    NO_CHOICE = error("P0321", "field of the identity with choices or a list"),
}

/// The fields that every product has.
const BUILT_IN_FIELDS: [&str; 2] = ["name", "model"];

/// Resolves the fields of the identity; `place` is that of the edition.
pub(super) fn resolve_identity(
    tree: &Tree<'_>,
    place: Place,
    out: &mut Diagnostics,
) -> Table<IdentityId, IdentityItem> {
    if tree.of(ItemKind::Identity).names().next().is_none() {
        return neutral_identity(place);
    }
    resolve_each(tree.of(ItemKind::Identity), out, |reader, decl| {
        let IdentityDraft {
            key,
            title,
            number,
            ref kind,
            bound,
            quoted,
            event,
            about,
            ref was,
        } = *decl.draft;
        check_free(reader, key);
        IdentityItem {
            key: reader.key(key),
            title: reader.text(title),
            number: reader.numbering(number),
            kind: resolve_kind(reader, key, kind),
            is_bound: bound.is_some(),
            is_quoted: quoted.is_some(),
            event: reader.refer_given(tree, event),
            about: reader.given(about),
            was: reader.keys(was),
            place: decl.head(),
        }
    })
}

fn check_free(reader: &mut DraftReader<'_>, key: Name) {
    let word = reader.word(key);
    if BUILT_IN_FIELDS.contains(&word) {
        let diagnostic = built_in(reader.place(key.span), word);
        reader.report(diagnostic);
    }
}

fn resolve_kind(reader: &mut DraftReader<'_>, key: Name, kind: &AskKindDraft) -> IdentityKind {
    let chosen = match kind {
        AskKindDraft::Word(word) => reader.choose(*word),
        AskKindDraft::OneOf(_) | AskKindDraft::ListOf(_) => {
            let place = reader.place(key.span);
            reader.report(no_choice(place));
            None
        }
    };
    chosen.unwrap_or(IdentityKind::Text)
}

/// Resolves the ways of seeing evidence. Where none is declared, evidence is handed in.
pub(super) fn resolve_access(
    tree: &Tree<'_>,
    place: Place,
    out: &mut Diagnostics,
) -> Table<AccessId, Titled> {
    let mut access = resolve_titled(tree, ItemKind::Access, out);
    if tree.of(ItemKind::Access).names().next().is_none() {
        let submitted = Titled {
            key: "submitted".into(),
            title: "handed in".into(),
            number: Numbering::Unsaid,
            about: None,
            was: Vec::new(),
            place,
        };
        let _ = access.insert(submitted.key.clone(), submitted);
    }
    access
}

fn built_in(place: Place, key: &str) -> Diagnostic {
    let message = format!("every product already has a `{key}`");
    Diagnostic::at(&BUILT_IN, place, message).help("remove the field, or give it another key")
}

fn no_choice(place: Place) -> Diagnostic {
    let message = "a field of the identity cannot have choices or be a list";
    let kinds = list_or(IdentityKind::words());
    Diagnostic::at(&NO_CHOICE, place, message).help(format!(
        "write {kinds} after `:`, or declare a `fact` for the question"
    ))
}
