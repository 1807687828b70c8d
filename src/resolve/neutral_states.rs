//! The states of samples of a scheme that declares none and yet names some (L-320).

use super::names::Tree;
use crate::model::{Numbering, SampleState, SampleStateId, Table, Works};
use crate::source::Place;
use crate::syntax::ast::{ItemKind, Name, ProcedureDraft, SampleDraft};

/// The states, from the one as delivered to the one in which a sample is used up; each comes after the one before.
const NEUTRAL: [&str; 7] = [
    "sealed", "opened", "unlocked", "dumped", "altered", "wiped", "dead",
];

/// Says whether a scheme declares no states, and a use of samples names one of these.
pub(super) fn needs_neutral_states(tree: &Tree<'_>) -> bool {
    if tree.of(ItemKind::State).len() > 0 {
        return false;
    }
    let mut procedures = tree.of(ItemKind::Procedure).decls::<ProcedureDraft>();
    procedures.any(|(_, decl)| {
        let mut uses = decl
            .draft
            .depths
            .iter()
            .filter_map(|depth| depth.sample.as_ref());
        uses.any(|used| states_named(used).any(|name| NEUTRAL.contains(&decl.word(name))))
    })
}

fn states_named(used: &SampleDraft) -> impl Iterator<Item = Name> {
    [Some(used.needs), used.leaves, used.may_leave]
        .into_iter()
        .flatten()
}

/// Returns the states as if they stood at a place.
pub(super) fn neutral_states(place: Place) -> Table<SampleStateId, SampleState> {
    let mut states: Table<SampleStateId, SampleState> = Table::default();
    for (number, word) in NEUTRAL.into_iter().enumerate() {
        let before = states.ids().next_back();
        let state = SampleState {
            key: word.into(),
            title: word.into(),
            number: Numbering::Unsaid,
            about: None,
            after: before.into_iter().collect(),
            is_delivered: number == 0,
            works: if number + 1 == NEUTRAL.len() {
                Works::No
            } else {
                Works::Surely
            },
            was: Vec::new(),
            place,
        };
        let _ = states.insert(word, state);
    }
    states
}
