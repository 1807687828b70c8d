//! Answers that are evidence themselves (L-310, L-311).

use super::lexicon::Lexicon;
use super::names::Tree;
use super::reader::DraftReader;
use super::rows::Asked;
use super::subject::find_attribute;
use super::vocabulary::inventory_named;
use super::world::World;
use crate::diag::{Diagnostic, codes};
use crate::model::{AnswersOf, EvidenceId, InventoryId, Rows, Set};
use crate::source::Place;
use crate::syntax::ast::{AnswersDraft, EvidenceDraft, Name};

codes! {
    NO_PAPER = error("P0392", "evidence that consists of answers, used as a paper"),
    OTHER_ENTRIES = error("P0393", "answers that are asked for the wrong entries"),
}

/// Resolves the answers of which a kind of evidence consists.
pub(super) fn resolve_answers(
    lexicon: &Lexicon<'_>,
    reader: &mut DraftReader<'_>,
    tree: &Tree<'_>,
    draft: &AnswersDraft,
) -> Option<AnswersOf> {
    let inventory = inventory_named(reader, tree, draft.inventory)?;
    let mut attributes = Vec::with_capacity(draft.named.len());
    for name in &draft.named {
        match find_attribute(lexicon, reader, inventory, *name) {
            Some(id) if attributes.contains(&id) => reader.report_twice(*name, "attribute"),
            Some(id) => attributes.push(id),
            None => {}
        }
    }
    if draft.named.is_empty() {
        attributes.extend(lexicon.attribute_ids(inventory));
    }
    Some(AnswersOf {
        inventory,
        attributes,
    })
}

/// Reports what answers cannot have, since they are no paper: they stand where their inventory is printed.
pub(super) fn report_paper(reader: &mut DraftReader<'_>, draft: &EvidenceDraft) {
    let places = draft.places.iter().map(|place| ("form", place.span));
    let languages = draft.languages.iter().map(|name| ("languages", name.span));
    let signed = draft.signed_by.iter().map(|name| ("signed by", name.span));
    let audience = draft.audience.iter().map(|name| ("audience", name.span));
    for (word, span) in places.chain(languages).chain(signed).chain(audience) {
        let place = reader.place(span);
        reader.report(no_paper(place, word));
    }
}

/// Reports kinds of evidence that are answers, where only papers can stand.
pub(super) fn report_answers(
    world: &World<'_>,
    reader: &mut DraftReader<'_>,
    names: &[Name],
    clause: &str,
) {
    for name in names {
        let id = world.evidence.find(reader.word(*name));
        if id.is_some_and(|id| answers_of(world, id).is_some()) {
            let place = reader.place(name.span);
            reader.drop_with(not_in(place, reader.word(*name), clause));
        }
    }
}

pub(super) fn answers_of<'w>(world: &World<'w>, kind: EvidenceId) -> Option<&'w AnswersOf> {
    world.evidence.row(kind)?.answers.as_ref()
}

/// Fits the rows of a line to the inventory that answers are about: those of the line or of the control if they are its
/// entries, else all of them.
pub(super) fn fit_answers(
    world: &World<'_>,
    reader: &mut DraftReader<'_>,
    asked: Asked,
    key: Name,
    inventory: InventoryId,
) -> Option<Rows> {
    let is_own = |set: Set| world.lexicon.inventory_of(set) == inventory;
    match (asked.rows, asked.said) {
        (Rows::Each { set, second: None }, _) if is_own(set) => Some(asked.rows),
        (_, None) => {
            let set = Set::Inventory(inventory);
            Some(Rows::Each { set, second: None })
        }
        (rows, Some(said)) => {
            let place = reader.place(said);
            let own = world.lexicon.inventory_key(inventory);
            reader.drop_with(other_entries(place, reader.word(key), own, rows));
            None
        }
    }
}

fn no_paper(place: Place, word: &str) -> Diagnostic {
    let message = format!("this evidence consists of answers, so it cannot have `{word}`");
    Diagnostic::at(&NO_PAPER, place, message)
        .help("remove it: answers are given in the product file and printed with their inventory")
}

fn not_in(place: Place, key: &str, word: &str) -> Diagnostic {
    let message = format!("`{key}` consists of answers, which cannot be used in `{word}`");
    Diagnostic::at(&NO_PAPER, place, message).help(format!(
        "name a paper here, or ask for the answers in a separate line: `evidence {key}`"
    ))
}

fn other_entries(place: Place, key: &str, own: &str, rows: Rows) -> Diagnostic {
    let message = match rows {
        Rows::Once => {
            format!("`{key}` consists of answers about each entry of `{own}`, and is not owed once")
        }
        Rows::Each { .. } | Rows::AtLeastOne(_) | Rows::AtLeastOneOf(_) => {
            format!(
                "`{key}` consists of answers about each entry of `{own}`, and about nothing else"
            )
        }
    };
    Diagnostic::at(&OTHER_ENTRIES, place, message).help(format!(
        "name a subset of `{own}`, or remove this: the answers are then about the entries of the control, or about all of `{own}`"
    ))
}
