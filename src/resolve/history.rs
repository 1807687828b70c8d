//! Resolves what became of earlier keys (L-037): the new keys must exist, the old keys must not.

use super::names::{Tree, key_place};
use super::reader::{DraftReader, meant};
use crate::diag::{Diagnostic, codes};
use crate::model::History;
use crate::source::{Place, Text};
use crate::syntax::ast::{HistoryDraft, HistoryKind, ItemKind, Name};

codes! {
    NEW_KEY_MISSING = error("P0248", "new key that no control has"),
    OLD_KEY_THERE = error("P0249", "old key that a control still has"),
}

/// Where the new keys are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Scope {
    /// In the catalog of this row.
    Catalog(usize),
    /// In the catalogs of an edition, given by row.
    Edition(Vec<usize>),
    /// Perhaps in a catalog that is missing; keys are not checked.
    Unsure,
}

/// Resolves what a catalog or an edition says became of keys.
pub(super) fn resolve_history(
    reader: &mut DraftReader<'_>,
    tree: &Tree<'_>,
    scope: &Scope,
    drafts: &[HistoryDraft],
) -> Vec<History> {
    let catalogs = match scope {
        Scope::Catalog(row) => std::slice::from_ref(row),
        Scope::Edition(rows) => rows,
        Scope::Unsure => &[],
    };
    for draft in drafts.iter().filter(|_| *scope != Scope::Unsure) {
        check_new_keys(reader, tree, catalogs, draft);
        // In a revision a key may live again: what became of it before is said here.
        if !matches!(scope, Scope::Catalog(row) if tree.revises.contains_key(row)) {
            check_old_keys(reader, tree, catalogs, draft);
        }
    }
    drafts
        .iter()
        .map(|draft| history_of(reader, draft))
        .collect()
}

fn history_of(reader: &DraftReader<'_>, draft: &HistoryDraft) -> History {
    let first = |names: &[Name]| {
        let name = names.first();
        name.map_or_else(Text::default, |name| reader.key(*name))
    };
    match draft.kind {
        HistoryKind::Split => History::Split {
            old: first(&draft.old),
            new: reader.keys(&draft.new),
        },
        HistoryKind::Merged => History::Merged {
            old: reader.keys(&draft.old),
            new: first(&draft.new),
        },
        HistoryKind::Withdrawn => History::Withdrawn {
            old: reader.keys(&draft.old),
            because: reader.given(draft.because).unwrap_or_default(),
        },
        HistoryKind::Reworded => History::Reworded {
            keys: reader.keys(&draft.new),
            because: reader.given(draft.because),
        },
    }
}

fn check_new_keys(
    reader: &mut DraftReader<'_>,
    tree: &Tree<'_>,
    catalogs: &[usize],
    draft: &HistoryDraft,
) {
    for new in &draft.new {
        let key = reader.word(*new);
        if find_key(tree, catalogs, key) == Standing::Gone {
            let help = meant(
                key,
                "control",
                catalogs.iter().flat_map(|row| tree.control_keys(*row)),
            );
            let place = reader.place(new.span);
            reader.report(new_key_missing(place, key, draft.kind).maybe_help(help));
        }
    }
}

/// An old key may live on as one of its new keys.
fn check_old_keys(
    reader: &mut DraftReader<'_>,
    tree: &Tree<'_>,
    catalogs: &[usize],
    draft: &HistoryDraft,
) {
    for old in &draft.old {
        let key = reader.word(*old);
        let lives_on = draft.new.iter().any(|new| reader.word(*new) == key);
        if let Standing::There(first) = find_key(tree, catalogs, key)
            && !lives_on
        {
            let place = reader.place(old.span);
            reader.report(old_key_there(place, first, key, draft.kind));
        }
    }
}

/// Whether there is a control with a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// There is one, declared here.
    There(Place),
    /// There may be one that could not be read.
    Unsure,
    /// There is none.
    Gone,
}

fn find_key(tree: &Tree<'_>, catalogs: &[usize], key: &str) -> Standing {
    let controls = tree.of(ItemKind::Control);
    let found = catalogs.iter().find_map(|row| tree.control_row(*row, key));
    if let Some(item) = found.and_then(|row| controls.item(row)) {
        return Standing::There(key_place(item));
    }
    let may_be = catalogs.iter().any(|row| tree.unsure.contains(row));
    if may_be || tree.lost.may_be(ItemKind::Control, key) {
        return Standing::Unsure;
    }
    Standing::Gone
}

fn new_key_missing(place: Place, key: &str, kind: HistoryKind) -> Diagnostic {
    let message = match kind {
        HistoryKind::Reworded => format!("the reworded control `{key}` does not exist"),
        HistoryKind::Split | HistoryKind::Merged | HistoryKind::Withdrawn => {
            format!("no control has the new key `{key}`")
        }
    };
    Diagnostic::at(&NEW_KEY_MISSING, place, message)
}

fn old_key_there(place: Place, control: Place, key: &str, kind: HistoryKind) -> Diagnostic {
    let change = match kind {
        HistoryKind::Split => "is split",
        HistoryKind::Merged => "is merged",
        HistoryKind::Withdrawn | HistoryKind::Reworded => "is withdrawn",
    };
    let message = format!("the key `{key}` {change}, but a control still has it");
    Diagnostic::at(&OLD_KEY_THERE, place, message)
        .also(control, "it is declared here")
        .help("give the control a new key, or remove the old key from this line")
}
