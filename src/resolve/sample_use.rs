//! Resolves how a depth uses samples (L-165, L-166, L-177, L-326 to L-328).

use super::incomplete::Faults;
use super::names::Tree;
use super::reader::DraftReader;
use super::samples::UNKNOWN_STATE;
use crate::diag::{Diagnostic, codes};
use crate::model::{
    SampleKindId, SampleNeed, SampleSource, SampleStateId, SampleUse, Samples, Works,
};
use crate::source::Place;
use crate::syntax::ast::{ItemKind, Name, SampleDraft};

codes! {
    WRONG_SAMPLES = error("P0258", "samples that cannot be supplied"),
    LESS_WORN = error("P0386", "state in which a use cannot leave a sample"),
}

/// The greatest number of samples that a depth can need.
const MAX_SAMPLES: u32 = 1000;
/// The word for any sample that works.
const ANY: &str = "any";
/// The word for no sample.
const NONE: &str = "none";

/// Resolves how a depth uses samples; `None` if it needs none.
pub(super) fn resolve_sample(
    reader: &mut DraftReader<'_>,
    tree: &Tree<'_>,
    samples: &Samples,
    draft: &SampleDraft,
) -> Option<SampleUse> {
    if reader.word(draft.needs) == NONE {
        if let Some((name, what)) = more_than_none(reader, draft) {
            let place = reader.place(name.span);
            reader.report(none_is_needed(place, &what));
        }
        return None;
    }
    let kind = match draft.kind {
        Some(name) => Some(reader.refer(tree, name)?),
        None => samples.ordinary(),
    };
    let mut reading = Reading {
        reader,
        tree,
        samples,
    };
    let needs = reading.needs(draft, kind)?;
    let leaves = reading.left(draft.leaves, needs, kind);
    let may_leave = reading.left(draft.may_leave, needs, kind);
    reading.check_may(draft, needs, leaves, may_leave);
    let (count, batches) = counted(reader, draft);
    Some(SampleUse {
        source: if draft.own {
            SampleSource::Own
        } else {
            SampleSource::Shared
        },
        count,
        batches,
        kind,
        needs,
        leaves,
        may_leave,
    })
}

/// Returns what is said of samples where none is needed.
fn more_than_none(reader: &DraftReader<'_>, draft: &SampleDraft) -> Option<(Name, String)> {
    let state = |name: Name| reader.word(name);
    let counted = draft.count.or(draft.batches);
    let said = [
        draft
            .leaves
            .map(|name| (name, format!("`leaves {}`", state(name)))),
        draft
            .may_leave
            .map(|name| (name, format!("`may leave {}`", state(name)))),
        counted.map(|name| (name, "a number".to_owned())),
        draft.own.then(|| (draft.needs, "`own`".to_owned())),
        draft
            .kind
            .map(|name| (name, format!("the kind of sample `{}`", state(name)))),
        draft.up_to.map(|name| (name, "`up to`".to_owned())),
    ];
    said.into_iter().flatten().next()
}

/// Reads the states of one use.
struct Reading<'r, 'a, 'd, 't> {
    reader: &'r mut DraftReader<'d>,
    tree: &'r Tree<'t>,
    samples: &'a Samples,
}

impl Reading<'_, '_, '_, '_> {
    fn needs(&mut self, draft: &SampleDraft, kind: Option<SampleKindId>) -> Option<SampleNeed> {
        let word = self.reader.word(draft.needs);
        let place = self.reader.place(draft.needs.span);
        if word == ANY {
            if let Some(up_to) = draft.up_to {
                let place = self.reader.place(up_to.span);
                self.reader.report(up_to_any(place));
            }
            return Some(SampleNeed::Working);
        }
        let state = self.state(draft.needs)?;
        if self.samples.works(Some(state)) == Works::No {
            self.reader.report(unusable_needed(place, word));
        }
        let delivered = self.samples.delivered(kind);
        if let Some(delivered) = delivered
            && !self.samples.is_within(Some(delivered), state)
            && self.knows_order()
        {
            let delivered = &self.samples.states[delivered].key;
            self.reader.report(never_so_fresh(place, word, delivered));
        }
        Some(if draft.up_to.is_some() && Some(state) != delivered {
            SampleNeed::UpTo(state)
        } else {
            SampleNeed::In(state)
        })
    }

    fn state(&mut self, name: Name) -> Option<SampleStateId> {
        if let Some(state) = self.samples.states.find(self.reader.word(name)) {
            return Some(state);
        }
        if self.tree.of(ItemKind::State).len() == 0 && !self.tree.lost.may_be_any(ItemKind::State) {
            let (place, word) = (self.reader.place(name.span), self.reader.word(name));
            self.reader.drop_with(no_states(place, word));
            return None;
        }
        self.reader.refer(self.tree, name)
    }

    /// Reads a state in which the use leaves samples, or may leave them.
    fn left(
        &mut self,
        name: Option<Name>,
        needs: SampleNeed,
        kind: Option<SampleKindId>,
    ) -> Option<SampleStateId> {
        let name = name?;
        let (place, word) = (self.reader.place(name.span), self.reader.word(name));
        if word == ANY || word == NONE {
            self.reader.report(no_state(place, word));
            return None;
        }
        let left = self.state(name)?;
        let least = match needs {
            SampleNeed::In(state) => Some(state),
            SampleNeed::UpTo(_) | SampleNeed::Working => None,
        };
        match least {
            Some(least) if !self.samples.is_within(Some(least), left) => {
                let (key, order) = (&self.samples.states[least].key, self.order(left, least));
                if self.knows_order() {
                    self.reader.report(less_worn(place, key, word, order));
                }
                None
            }
            None if Some(left) == self.samples.delivered(kind) => {
                self.reader.report(as_delivered(place, word));
                None
            }
            Some(_) | None => Some(left),
        }
    }

    /// Says whether the order of the states is known: each of them could be read.
    fn knows_order(&self) -> bool {
        let faults = Faults::so_far(self.reader.out);
        !self.tree.may_lack(ItemKind::State, &faults)
    }

    /// Says in words how a state stands to one that it should be as worn as.
    fn order(&self, left: SampleStateId, least: SampleStateId) -> &'static str {
        if self.samples.is_within(Some(left), least) {
            "which is less worn"
        } else {
            "which does not come after it"
        }
    }

    /// Checks that a use may leave a sample more worn than it leaves it anyhow.
    fn check_may(
        &mut self,
        draft: &SampleDraft,
        needs: SampleNeed,
        leaves: Option<SampleStateId>,
        may_leave: Option<SampleStateId>,
    ) {
        let (Some(name), Some(may)) = (draft.may_leave, may_leave) else {
            return;
        };
        let anyhow = match needs {
            SampleNeed::In(state) => leaves.or(Some(state)),
            SampleNeed::UpTo(_) | SampleNeed::Working => leaves,
        };
        let Some(anyhow) = anyhow else {
            return;
        };
        let (place, word) = (self.reader.place(name.span), self.reader.word(name));
        let key = &self.samples.states[anyhow].key;
        if may == anyhow {
            self.reader.report(may_leave_same(place, word));
        } else if !self.samples.is_within(Some(anyhow), may) && self.knows_order() {
            let order = self.order(may, anyhow);
            self.reader.report(less_worn(place, key, word, order));
        }
    }
}

/// Reads the numbers of samples and batches. A wrong number is reported and counts as one.
fn counted(reader: &mut DraftReader<'_>, draft: &SampleDraft) -> (u32, u32) {
    let count = count_of(reader, draft.count);
    let batches = count_of(reader, draft.batches);
    let (Some(count), Some(batches)) = (count, batches) else {
        return (count.unwrap_or(1), 1);
    };
    if let Some(written) = draft.batches.filter(|_| batches > count) {
        let place = reader.place(written.span);
        reader.report(too_many_batches(place, count, batches));
    }
    (count, batches.min(count))
}

fn count_of(reader: &mut DraftReader<'_>, written: Option<Name>) -> Option<u32> {
    let Some(written) = written else {
        return Some(1);
    };
    let word = reader.word(written);
    let count = word.parse().ok();
    let count = count.filter(|count| (1..=MAX_SAMPLES).contains(count));
    if count.is_none() {
        let place = reader.place(written.span);
        reader.report(wrong_count(place, word));
    }
    count
}

fn wrong_count(place: Place, count: &str) -> Diagnostic {
    let message = format!("`{count}` is not a valid number of samples or batches");
    Diagnostic::at(&WRONG_SAMPLES, place, message).help(format!(
        "write a number from 1 to {MAX_SAMPLES}, or `sample none` where none is needed"
    ))
}

fn none_is_needed(place: Place, what: &str) -> Diagnostic {
    Diagnostic::at(
        &WRONG_SAMPLES,
        place,
        format!("`sample none` cannot be combined with {what}"),
    )
    .help("write `sample none` alone, or name the state in which samples are needed")
}

fn up_to_any(place: Place) -> Diagnostic {
    let message = "`up to` needs a state, and `any` is not one";
    Diagnostic::at(&WRONG_SAMPLES, place, message)
        .help("write `sample any` for one that works, or name the most worn state that will do")
}

fn too_many_batches(place: Place, count: u32, batches: u32) -> Diagnostic {
    let noun = if count == 1 {
        "1 sample".to_owned()
    } else {
        format!("{count} samples")
    };
    let message = format!("{noun} cannot come from {batches} batches");
    Diagnostic::at(&WRONG_SAMPLES, place, message).help(format!(
        "ask for at least {batches} samples: `sample {batches} … from {batches} batches`"
    ))
}

fn unusable_needed(place: Place, state: &str) -> Diagnostic {
    let message = format!("a sample that is `{state}` is unusable");
    Diagnostic::at(&WRONG_SAMPLES, place, message)
        .help("name a state in which a sample may still work")
}

fn never_so_fresh(place: Place, state: &str, delivered: &str) -> Diagnostic {
    let message = format!(
        "no sample is ever `{state}`: this kind is delivered `{delivered}`, which is not less worn"
    );
    Diagnostic::at(&WRONG_SAMPLES, place, message)
        .help(format!("name `{delivered}` or a state that comes after it"))
}

fn no_states(place: Place, state: &str) -> Diagnostic {
    let message = format!("there is no state of samples `{state}`");
    Diagnostic::at(&UNKNOWN_STATE, place, message).help(format!(
        "declare it with `state {state} \"…\"`, or write `any` for a sample that works, or `none`"
    ))
}

fn no_state(place: Place, word: &str) -> Diagnostic {
    let message = format!("a use cannot leave a sample `{word}`, which is not a state");
    Diagnostic::at(&LESS_WORN, place, message)
        .help("name a state of the scheme, or leave it out: the sample stays as it is")
}

fn less_worn(place: Place, least: &str, left: &str, order: &str) -> Diagnostic {
    let message = format!("a sample that is `{least}` cannot be left `{left}`, {order}");
    Diagnostic::at(&LESS_WORN, place, message)
        .help(format!("name `{least}` or a state that comes after it"))
}

fn as_delivered(place: Place, left: &str) -> Diagnostic {
    let message =
        format!("a sample that may be worn cannot be left `{left}`, the state as delivered");
    Diagnostic::at(&LESS_WORN, place, message).help("leave it out: the sample stays as it is")
}

fn may_leave_same(place: Place, state: &str) -> Diagnostic {
    let message =
        format!("`may leave {state}` adds nothing: the sample is left `{state}` in any case");
    Diagnostic::at(&LESS_WORN, place, message).help("name a more worn state, or remove `may leave`")
}
