//! Resolves the kinds and states of samples (L-320 to L-325).

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::lexicon::in_circle;
use super::names::{Named, Tree, key_place};
use super::neutral_states::{needs_neutral_states, neutral_states};
use super::reader::{Closed, DraftReader, resolve_each};
use super::style::reserved;
use crate::diag::{Code, Diagnostic, Diagnostics, codes};
use crate::model::{
    Dependencies, Id, MAX_STATES, SampleKind, SampleKindId, SampleState, SampleStateId, Samples,
    Table, Works,
};
use crate::source::{Place, Text};
use crate::syntax::ast::{ItemKind, Name, SampleKindDraft, StateDraft};
use crate::syntax::keywords::SAMPLE_WORDS;

codes! {
    UNKNOWN_STATE = error("P0380", "state of samples that does not exist"),
    UNKNOWN_KIND = error("P0381", "kind of sample that does not exist"),
    WRONG_STATE = error("P0382", "state of samples that is not possible"),
    STATES_IN_CIRCLE = error("P0383", "states of samples that come after one another in a circle"),
    NO_JOIN = error("P0384", "states of samples without one state that comes after both"),
    KINDS_ALIKE = error("P0385", "kinds of samples that documents cannot distinguish"),
}

impl Named for SampleStateId {
    const KIND: ItemKind = ItemKind::State;
    const UNKNOWN: &'static Code = &UNKNOWN_STATE;
}

impl Named for SampleKindId {
    const KIND: ItemKind = ItemKind::Sample;
    const UNKNOWN: &'static Code = &UNKNOWN_KIND;
}

/// What follows `as` in a state.
struct Fresh;

impl Closed for Fresh {
    const NOUN: &'static str = "a word that can follow `as`";

    fn read(word: &str) -> Option<Self> {
        (word == "delivered").then_some(Self)
    }

    fn all() -> Vec<&'static str> {
        vec!["delivered"]
    }
}

/// Resolves the kinds and states of samples; `place` is that of the edition.
pub(super) fn resolve_samples(tree: &Tree<'_>, place: Place, out: &mut Diagnostics) -> Samples {
    let mut states = resolve_each(tree.of(ItemKind::State), out, |reader, decl| {
        resolve_state(tree, reader, decl.draft, decl.head())
    });
    if needs_neutral_states(tree) {
        states = neutral_states(place);
    }
    break_circles(&mut states, out);
    check_first(&states, out);
    let kinds = resolve_each(tree.of(ItemKind::Sample), out, |reader, decl| {
        resolve_kind(tree, reader, decl.draft, decl.head())
    });
    let samples = Samples::new(kinds, states);
    check_unusable(&samples, out);
    check_kinds(&samples, out);
    samples
}

fn resolve_state(
    tree: &Tree<'_>,
    reader: &mut DraftReader<'_>,
    draft: &StateDraft,
    place: Place,
) -> SampleState {
    let StateDraft {
        key,
        title,
        number,
        about,
        ref after,
        delivered,
        doubtful,
        unusable,
        ref was,
    } = *draft;
    check_key(reader, key);
    let is_delivered = reader.choose_given::<Fresh>(delivered).is_some();
    let fate = unusable.or(doubtful);
    if let (Some(_), Some(twice)) = (unusable, doubtful) {
        let place = reader.place(twice);
        reader.report(both_fates(place, reader.word(key)));
    }
    if is_delivered && let Some(fate) = fate {
        let place = reader.place(fate);
        reader.report(delivered_worn(place, reader.word(key)));
    }
    let mut after: Vec<SampleStateId> = reader.refer_all(tree, after);
    if is_delivered && !after.is_empty() {
        reader.report(delivered_after(key_place(reader.item), reader.word(key)));
        after.clear();
    }
    SampleState {
        key: reader.key(key),
        title: reader.text(title),
        number: reader.numbering(number),
        about: reader.given(about),
        after,
        is_delivered,
        works: match (is_delivered, unusable, doubtful) {
            (false, Some(_), _) => Works::No,
            (false, None, Some(_)) => Works::Perhaps,
            (true, _, _) | (false, None, None) => Works::Surely,
        },
        was: reader.keys(was),
        place,
    }
}

/// Reports a key that would be read as another part of a use.
fn check_key(reader: &mut DraftReader<'_>, key: Name) {
    let (place, word) = (reader.place(key.span), reader.word(key));
    if SAMPLE_WORDS.contains(&word) {
        reader.report(reserved(place, ItemKind::State.noun(), word));
    } else if word.bytes().all(|byte| byte.is_ascii_digit()) {
        reader.report(number_as_key(place, word));
    }
}

/// Reports and breaks every circle of states.
fn break_circles(states: &mut Table<SampleStateId, SampleState>, out: &mut Diagnostics) {
    loop {
        let mut graph = Dependencies::new(states.ids());
        for (id, state) in states.iter() {
            for earlier in &state.after {
                graph.add(*earlier, id);
            }
        }
        let cycles = graph.cycles();
        if cycles.is_empty() {
            return;
        }
        for cycle in cycles {
            let steps: Vec<(&str, Place)> = cycle
                .iter()
                .map(|id| (states.key(*id), states[*id].place))
                .collect();
            out.extend(in_circle(&STATES_IN_CIRCLE, "state", &steps));
            for id in cycle {
                if let Some(state) = states.get_mut(id) {
                    state.after.clear();
                }
            }
        }
    }
}

/// Checks that samples are delivered in one state, and that there are not too many.
fn check_first(states: &Table<SampleStateId, SampleState>, out: &mut Diagnostics) {
    let mut delivered = states.iter().filter(|(_, state)| state.is_delivered);
    if let Some((_, first)) = delivered.next() {
        out.extend(delivered.map(|(_, state)| {
            let message = format!(
                "samples are delivered as `{}` and as `{}`",
                first.key, state.key
            );
            Diagnostic::at(&WRONG_STATE, state.place, message)
                .also(first.place, "delivered as this")
                .help("keep one `as delivered`; write `delivered` in a kind of sample that is delivered in another state")
        }));
    }
    if let Some(state) = states.row(Id::from_index(MAX_STATES)) {
        let message = format!("there are more than {MAX_STATES} states of samples");
        out.push(
            Diagnostic::at(&WRONG_STATE, state.place, message)
                .label("the first one too many")
                .help("declare only states that a procedure needs or leaves"),
        );
    }
}

/// Checks that no state comes after one in which a sample is unusable.
fn check_unusable(samples: &Samples, out: &mut Diagnostics) {
    for (_, state) in samples.states.iter() {
        let unusable = |id: &&SampleStateId| samples.states[**id].works == Works::No;
        if let Some(earlier) = state.after.iter().find(unusable) {
            let earlier = &samples.states[*earlier];
            out.push(after_unusable(state, earlier));
        }
    }
}

fn resolve_kind(
    tree: &Tree<'_>,
    reader: &mut DraftReader<'_>,
    draft: &SampleKindDraft,
    place: Place,
) -> SampleKind {
    let SampleKindDraft {
        key,
        title,
        number,
        about,
        ordinary,
        delivered,
        label,
        ref was,
    } = *draft;
    if let Some(name) = label
        && let word = reader.word(name)
        && !word.chars().all(char::is_alphabetic)
    {
        let place = reader.place(name.span);
        reader.report(wrong_label(place, word));
    }
    SampleKind {
        key: reader.key(key),
        title: reader.text(title),
        number: reader.numbering(number),
        about: reader.given(about),
        is_ordinary: ordinary.is_some(),
        delivered: reader.refer_given(tree, delivered),
        label: label.map_or_else(
            || default_label(reader.word(key), ordinary.is_some()),
            |label| reader.key(label),
        ),
        was: reader.keys(was),
        place,
    }
}

/// Returns the label of a kind that says none: the first letter of its key, or that of samples.
fn default_label(key: &str, is_ordinary: bool) -> Text {
    let first = key.chars().find(char::is_ascii_alphabetic);
    let first = first.filter(|_| !is_ordinary).unwrap_or('S');
    Text::from(first.to_ascii_uppercase().to_string())
}

/// Checks that one kind is ordinary, that their samples are numbered apart, and that they are delivered in a state in
/// which they work.
fn check_kinds(samples: &Samples, out: &mut Diagnostics) {
    let kinds = || samples.kinds.iter().map(|(id, kind)| (Some(id), kind));
    for (id, kind) in kinds() {
        if kind.is_ordinary
            && id != samples.ordinary()
            && let Some(first) = samples.ordinary()
        {
            out.push(two_ordinary(kind, &samples.kinds[first]));
        }
        if samples.works(kind.delivered) != Works::Surely
            && let Some(state) = kind.delivered
        {
            out.push(delivered_unusable(kind, &samples.states[state]));
        }
    }
    let mut labels: BTreeMap<String, Option<SampleKindId>> = BTreeMap::new();
    for id in samples.all_kinds() {
        match (labels.entry(samples.label(id).to_lowercase()), id) {
            (Entry::Occupied(first), Some(id)) => {
                let first = first.get().map(|first| &samples.kinds[first]);
                out.push(same_label(&samples.kinds[id], first));
            }
            (free, _) => {
                free.or_insert(id);
            }
        }
    }
}

fn number_as_key(place: Place, key: &str) -> Diagnostic {
    let message = format!("`{key}` is a number and cannot name a state of samples");
    Diagnostic::at(&WRONG_STATE, place, message).help("begin the key with a letter")
}

fn both_fates(place: Place, key: &str) -> Diagnostic {
    let message = format!("a sample that is `{key}` cannot be used up and still work");
    Diagnostic::at(&WRONG_STATE, place, message).help("keep `unusable` or `doubtful`")
}

fn delivered_worn(place: Place, key: &str) -> Diagnostic {
    let message = format!("samples are delivered as `{key}`, in which they may not work");
    Diagnostic::at(&WRONG_STATE, place, message)
        .help("a sample works when it is delivered: remove `unusable` or `doubtful`")
}

fn delivered_after(place: Place, key: &str) -> Diagnostic {
    let message =
        format!("samples are delivered as `{key}`, so it cannot come after another state");
    Diagnostic::at(&WRONG_STATE, place, message)
        .help("remove `after`; every other state comes after the delivered one")
}

fn after_unusable(state: &SampleState, earlier: &SampleState) -> Diagnostic {
    let message = format!(
        "`{}` comes after `{}`, in which a sample is unusable",
        state.key, earlier.key
    );
    Diagnostic::at(&WRONG_STATE, state.place, message)
        .also(earlier.place, "unusable")
        .help("nothing can be done to a sample that is used up; name another state after `after`")
}

fn wrong_label(place: Place, label: &str) -> Diagnostic {
    let message = format!("`{label}` cannot be used before a number");
    Diagnostic::at(&KINDS_ALIKE, place, message).help("use letters only, such as `label U`")
}

fn two_ordinary(kind: &SampleKind, first: &SampleKind) -> Diagnostic {
    let message = format!(
        "both `{}` and `{}` are the ordinary kind of sample",
        first.key, kind.key
    );
    Diagnostic::at(&KINDS_ALIKE, kind.place, message)
        .also(first.place, "ordinary")
        .help("keep one `ordinary`; uses of the other kind name it with `of`")
}

fn delivered_unusable(kind: &SampleKind, state: &SampleState) -> Diagnostic {
    let message = format!(
        "samples of the kind `{}` are delivered as `{}`, in which they may not work",
        kind.key, state.key
    );
    Diagnostic::at(&WRONG_STATE, kind.place, message)
        .also(state.place, "declared here")
        .help("a sample works when it is delivered: name another state")
}

fn same_label(kind: &SampleKind, first: Option<&SampleKind>) -> Diagnostic {
    let (key, label) = (&kind.key, &kind.label);
    let other = first.map_or("the ordinary kind".to_owned(), |first| {
        format!("the kind `{}`", first.key)
    });
    let message =
        format!("samples of the kind `{key}` are numbered `{label}1`, like those of {other}");
    let report = Diagnostic::at(&KINDS_ALIKE, kind.place, message);
    let report = match first {
        Some(first) => report.also(first.place, "declared here"),
        None => report,
    };
    report.help("give it another `label`")
}
