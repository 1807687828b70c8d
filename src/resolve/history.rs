//! What became of keys of earlier versions: the new ones are there, the old ones are not.

use super::names::Tree;
use super::reader::{Reader, meant, text, texts};
use crate::diag::{Code, Diagnostic};
use crate::model::History;
use crate::source::Place;
use crate::syntax::ast::{HistoryDraft, HistoryKind, Name};

pub static NEW_KEY_MISSING: Code = Code::error("P0248", "new key that no control has");
pub static OLD_KEY_THERE: Code = Code::error("P0249", "old key that a control still has");

/// Resolves what a catalog or an edition says became of keys, given the catalogs, by row, that have the new ones;
/// `None` where they are not known, and keys are not checked.
pub(super) fn resolve_history(
    reader: &mut Reader<'_>,
    tree: &Tree<'_>,
    (catalogs, drafts): (Option<&[usize]>, &[HistoryDraft]),
) -> Vec<History> {
    if let Some(catalogs) = catalogs {
        for draft in drafts {
            check_keys(reader, tree, (catalogs, draft));
        }
    }
    drafts.iter().map(history_of).collect()
}

fn history_of(draft: &HistoryDraft) -> History {
    let first = |names: &[Name]| {
        names
            .first()
            .map_or_else(String::new, |name| name.value.clone())
    };
    match draft.kind {
        HistoryKind::Split => History::Split {
            old: first(&draft.old).into(),
            new: texts(&draft.new),
        },
        HistoryKind::Merged => History::Merged {
            old: texts(&draft.old),
            new: first(&draft.new).into(),
        },
        HistoryKind::Withdrawn => History::Withdrawn {
            old: texts(&draft.old),
            because: text(draft.because.as_ref()).unwrap_or_default(),
        },
    }
}

/// A key may live on as one of those that it became.
fn check_keys(
    reader: &mut Reader<'_>,
    tree: &Tree<'_>,
    (catalogs, draft): (&[usize], &HistoryDraft),
) {
    for new in &draft.new {
        if find_key(tree, catalogs, &new.value) == Standing::Gone {
            let keys = catalogs.iter().flat_map(|row| tree.control_keys(*row));
            let help = meant(&new.value, "control", keys);
            let place = reader.place(new.span);
            reader.report(new_key_missing(place, &new.value).maybe_help(help));
        }
    }
    for old in &draft.old {
        let lives_on = draft.new.iter().any(|new| new.value == old.value);
        if let Standing::There(first) = find_key(tree, catalogs, &old.value)
            && !lives_on
        {
            let place = reader.place(old.span);
            reader.report(old_key_there(place, first, &old.value, draft.kind));
        }
    }
}

/// Whether a control has a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// One has, and is declared here.
    There(Place),
    /// One may have, but could not be read.
    Unsure,
    /// None has.
    Gone,
}

fn find_key(tree: &Tree<'_>, catalogs: &[usize], key: &str) -> Standing {
    let controls = &tree.controls;
    let found = catalogs.iter().find_map(|row| controls.row(&(*row, key)));
    if let Some(decl) = found.and_then(|row| controls.get(row)) {
        return Standing::There(decl.item.place(decl.draft.key.span));
    }
    let mut rows = catalogs.iter();
    let may_be = rows.any(|row| tree.unsure.contains(row) || controls.is_broken(&(*row, key)));
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
    let what = match kind {
        HistoryKind::Split => "is split",
        HistoryKind::Merged => "is merged",
        HistoryKind::Withdrawn => "is withdrawn",
    };
    let message = format!("the key `{key}` {what}, and a control still has it");
    Diagnostic::at(&OLD_KEY_THERE, place, message)
        .also(control, "it is declared here")
        .help("give the control a new key, or take the old key out of this line")
}
