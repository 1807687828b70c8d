//! Resolves roles, phases, configurations and samples (L-165, L-172 to L-177).

use super::names::{Named, Tree};
use super::reader::{DraftReader, resolve_each};
use crate::diag::{Code, Diagnostic, Diagnostics, codes};
use crate::model::{
    ConfigurationId, Phase, PhaseId, RoleId, SampleSource, SampleState, SampleUse, Table, Titled,
};
use crate::source::Place;
use crate::syntax::ast::{ItemKind, Name, PhaseDraft, SampleDraft, TitledDraft};

codes! {
    UNKNOWN_PHASE = error("P0245", "phase that does not exist"),
    UNKNOWN_ROLE = error("P0246", "role that does not exist"),
    UNKNOWN_CONFIGURATION = error("P0247", "configuration that does not exist"),
    WRONG_SAMPLES = error("P0258", "samples that cannot be taken"),
}

/// The greatest number of samples that a depth can need.
const MAX_SAMPLES: u32 = 1000;

impl Named for PhaseId {
    const KIND: ItemKind = ItemKind::Phase;
    const UNKNOWN: &'static Code = &UNKNOWN_PHASE;
}

impl Named for RoleId {
    const KIND: ItemKind = ItemKind::Role;
    const UNKNOWN: &'static Code = &UNKNOWN_ROLE;
}

impl Named for ConfigurationId {
    const KIND: ItemKind = ItemKind::Configuration;
    const UNKNOWN: &'static Code = &UNKNOWN_CONFIGURATION;
}

/// Resolves all roles, or all configurations.
pub(super) fn resolve_titled<I: Named>(tree: &Tree<'_>, out: &mut Diagnostics) -> Table<I, Titled> {
    let titled = tree.of(I::KIND);
    resolve_each(titled, out, |reader, decl| {
        let TitledDraft {
            key,
            title,
            about,
            ref was,
        } = *decl.draft;
        Titled {
            key: reader.key(key),
            title: reader.text(title),
            about: reader.given(about),
            was: reader.keys(was),
            place: decl.head(),
        }
    })
}

pub(super) fn resolve_phases(tree: &Tree<'_>, out: &mut Diagnostics) -> Table<PhaseId, Phase> {
    resolve_each(tree.of(ItemKind::Phase), out, |reader, decl| {
        let PhaseDraft {
            key,
            title,
            about,
            depth,
            ref was,
        } = *decl.draft;
        Phase {
            key: reader.key(key),
            title: reader.text(title),
            about: reader.given(about),
            depth: reader.choose_given(depth),
            was: reader.keys(was),
            place: decl.head(),
        }
    })
}

/// Resolves how a depth uses samples.
pub(super) fn resolve_sample(
    reader: &mut DraftReader<'_>,
    draft: &SampleDraft,
) -> Option<SampleUse> {
    let needs: SampleState = reader.choose(draft.needs)?;
    let leaves = match draft.leaves {
        Some(name) => reader.choose(name)?,
        None => needs,
    };
    let source = if draft.own {
        SampleSource::Own
    } else {
        SampleSource::Shared
    };
    let (count, batches) = if needs == SampleState::None {
        uncounted(reader, draft)
    } else {
        counted(reader, draft)
    };
    Some(SampleUse {
        source,
        count,
        batches,
        needs,
        leaves,
    })
}

/// Checks that nothing is counted if no sample is needed.
fn uncounted(reader: &mut DraftReader<'_>, draft: &SampleDraft) -> (u32, u32) {
    if let Some(count) = draft.count.as_ref().or(draft.batches.as_ref()) {
        let place = reader.place(count.span);
        reader.report(none_is_counted(place));
    }
    (1, 1)
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
    let message = format!("`{count}` is no number of samples or batches");
    Diagnostic::at(&WRONG_SAMPLES, place, message).help(format!(
        "write a number from 1 to {MAX_SAMPLES}, or `sample none` where none is needed"
    ))
}

fn none_is_counted(place: Place) -> Diagnostic {
    let message = "samples are counted where none is needed";
    Diagnostic::at(&WRONG_SAMPLES, place, message)
        .help("write `sample none`, or the state in which the samples are needed")
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
