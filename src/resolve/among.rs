//! Resolves the attribute by which the entries of a line refer to those for which they are asked (L-306).

use super::lexicon::Lexicon;
use super::reader::DraftReader;
use super::subject::{find_attribute, report_information};
use crate::diag::{Diagnostic, codes};
use crate::model::{Among, AttributeId, AttributeStep, Set};
use crate::syntax::ast::AmongDraft;

codes! {
    NOT_REFERRING = error("P0358", "entries that do not clearly refer to those of `for each`"),
}

/// Resolves `for each …, at least one …`; `None` if it is wrong, which has been reported.
pub(super) fn resolve_among(
    lexicon: &Lexicon<'_>,
    reader: &mut DraftReader<'_>,
    draft: AmongDraft,
) -> Option<Among> {
    let each = lexicon.set(reader, draft.each);
    let set = lexicon.set(reader, draft.set)?;
    let (each, inventory) = (each?, lexicon.inventory_of(set));
    let named = match draft.by {
        Some(name) => Some(find_attribute(lexicon, reader, inventory, name)?),
        None => None,
    };
    let referring = lexicon.referring(inventory, lexicon.inventory_of(each));
    let attribute = match (named, referring.as_slice()) {
        (Some(named), referring) if referring.contains(&named) => named,
        (None, [only]) => *only,
        (None, _) if lexicon.is_unsure(inventory) => {
            reader.dropped = true;
            return None;
        }
        (Some(_) | None, referring) => {
            let diagnostic = not_referring(lexicon, reader, draft, (each, set), referring);
            reader.drop_with(diagnostic);
            return None;
        }
    };
    let at = draft.by.unwrap_or(draft.set);
    report_information(lexicon, reader, (inventory, attribute), at);
    Some(Among {
        each,
        set,
        by: AttributeStep {
            inventory,
            attribute,
        },
    })
}

fn not_referring(
    lexicon: &Lexicon<'_>,
    reader: &DraftReader<'_>,
    draft: AmongDraft,
    (each, set): (Set, Set),
    referring: &[AttributeId],
) -> Diagnostic {
    let inventory = lexicon.inventory_of(set);
    let (each, set) = (
        lexicon.inventory_key(lexicon.inventory_of(each)),
        lexicon.inventory_key(inventory),
    );
    let rows = referring.iter().copied();
    let rows = rows.filter_map(|by| lexicon.attribute_row(inventory, by));
    let clauses: Vec<String> = rows.map(|row| format!("`by {}`", row.key)).collect();
    let message = match (draft.by, referring) {
        (Some(by), _) => {
            let by = reader.word(by);
            format!("`{by}` of `{set}` does not refer to entries of `{each}`")
        }
        (None, []) => format!("no attribute of `{set}` refers to entries of `{each}`"),
        (None, _) => format!("several attributes of `{set}` refer to entries of `{each}`"),
    };
    let place = reader.place(draft.by.unwrap_or(draft.set).span);
    Diagnostic::at(&NOT_REFERRING, place, message).help(match clauses.as_slice() {
        [] => format!("give `{set}` an attribute of the type `entries of {each}`"),
        [only] => format!("write {only}"),
        [..] => format!("say which one is meant: {}", clauses.join(" or ")),
    })
}
