//! Resolves what became of earlier keys (L-037): the new keys must exist, the old keys must not.

use super::keys::Key;
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

/// Resolves what a catalog or an edition says became of keys.
///
/// `catalogs` are the rows of the catalogs that have the new keys. If they are `None`, keys are not checked.
pub(super) fn resolve_history(
    reader: &mut DraftReader<'_>,
    tree: &Tree<'_>,
    catalogs: Option<&[usize]>,
    drafts: &[HistoryDraft],
) -> Vec<History> {
    if let Some(catalogs) = catalogs {
        for draft in drafts {
            check_keys(reader, tree, catalogs, draft);
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
    }
}

/// Checks the old and new keys. An old key may live on as one of its new keys.
fn check_keys(
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
            reader.report(new_key_missing(place, key).maybe_help(help));
        }
    }
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
    let is_broken = |row: usize| controls.is_broken(&Key::of_catalog(row, key));
    let may_be = catalogs
        .iter()
        .any(|row| tree.unsure.contains(row) || is_broken(*row));
    if may_be || tree.lost_controls.contains(key) {
        return Standing::Unsure;
    }
    Standing::Gone
}

fn new_key_missing(place: Place, key: &str) -> Diagnostic {
    let message = format!("no control has the new key `{key}`");
    Diagnostic::at(&NEW_KEY_MISSING, place, message)
}

fn old_key_there(place: Place, control: Place, key: &str, kind: HistoryKind) -> Diagnostic {
    let change = match kind {
        HistoryKind::Split => "is split",
        HistoryKind::Merged => "is merged",
        HistoryKind::Withdrawn => "is withdrawn",
    };
    let message = format!("the key `{key}` {change}, and a control still has it");
    Diagnostic::at(&OLD_KEY_THERE, place, message)
        .also(control, "it is declared here")
        .help("give the control a new key, or take the old key out of this line")
}
