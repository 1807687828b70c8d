//! The kinds and states of samples.

use std::fmt::Write as _;

use serde::Serialize;

use crate::model::{SampleNeed, SampleSource, SampleStateId, SampleUse, Samples, Scheme, Works};
use crate::view::refs::{RefView, WorkItemView, sample_state_ref, work_item};

/// A state of samples.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SampleStateDefinition {
    /// The parts that all items have.
    #[serde(flatten)]
    pub item: WorkItemView,
    /// The states than which it is more worn.
    pub after: Vec<RefView>,
    /// Whether samples are delivered in it.
    pub delivered: bool,
    /// Whether nobody knows if a sample in it works.
    pub doubtful: bool,
    /// Whether a sample in it is used up.
    pub unusable: bool,
}

pub(super) fn view_kinds(scheme: &Scheme) -> Vec<WorkItemView> {
    let kinds = scheme.samples.kinds.iter();
    kinds
        .map(|(_, kind)| work_item(&kind.key, kind.heading(), kind.about.as_ref()))
        .collect()
}

pub(super) fn view_states(scheme: &Scheme) -> Vec<SampleStateDefinition> {
    let samples = &scheme.samples;
    let states = samples.states.iter();
    states
        .map(|(id, state)| SampleStateDefinition {
            item: work_item(&state.key, state.heading(), state.about.as_ref()),
            after: state
                .after
                .iter()
                .map(|earlier| sample_state_ref(scheme, *earlier))
                .collect(),
            delivered: state.is_delivered,
            doubtful: samples.works(Some(id)) == Works::Perhaps,
            unusable: samples.works(Some(id)) == Works::No,
        })
        .collect()
}

/// Describes a use of samples: `2 of its own from 2 batches, up to opened → dumped, perhaps dead`, in the titles of the
/// scheme.
pub(in crate::view) fn use_in_words(samples: &Samples, used: SampleUse) -> String {
    let title = |state: SampleStateId| samples.states[state].title.as_str();
    let mut words = used.count.to_string();
    if used.source == SampleSource::Own {
        words.push_str(" of its own");
    }
    if used.batches > 1 {
        let _ = write!(words, " from {} batches", used.batches);
    }
    if let Some(kind) = used.kind.filter(|_| used.kind != samples.ordinary()) {
        let _ = write!(words, ", {}", samples.kinds[kind].title);
    }
    let _ = match used.needs {
        SampleNeed::Working => write!(words, ", any"),
        SampleNeed::In(state) => write!(words, ", {}", title(state)),
        SampleNeed::UpTo(state) => write!(words, ", up to {}", title(state)),
    };
    if let Some(left) = used
        .leaves
        .filter(|left| used.needs != SampleNeed::In(*left))
    {
        let _ = write!(words, " → {}", title(left));
    }
    if let Some(left) = used.may_leave {
        let _ = write!(words, ", perhaps {}", title(left));
    }
    words
}
