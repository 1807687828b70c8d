//! What is judged beyond single controls: the count of verdicts, interpretations, observations.

use serde::Serialize;

use crate::model::{
    Aspect, Confidence, Interpretation, Slot, SlotPart, SlotWord, Verdict, VerdictClass,
};
use crate::plan::ControlPlan;
use crate::source::Text;
use crate::view::basis::Basis;
use crate::view::blank::{Blank, part_blank};
use crate::view::interpretations::{InterpretationTexts, view_interpretation_texts};
use crate::view::open::is_open;
use crate::view::refs::RefView;

/// The controls by verdict, and the open controls that keep the case from the committee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct VerdictsView {
    /// The number of controls that need a verdict.
    pub owed: usize,
    /// A count to fill in for each verdict.
    pub counts: Vec<VerdictCount>,
    /// The slot for the number of controls without a verdict.
    pub without: Blank,
    /// Controls that are open, as a whole or in part.
    pub open: Vec<RefView>,
}

/// A verdict to count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct VerdictCount {
    /// The verdict.
    pub verdict: Verdict,
    /// The slot for the number of controls with this verdict.
    pub slot: Blank,
}

/// An interpretation: a ruling, or a question that waits for one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct InterpretationView {
    /// The question and the ruling.
    #[serde(flatten)]
    pub texts: InterpretationTexts,
    /// The confidence of its text.
    pub confidence: Option<Confidence>,
    /// The source of its text.
    pub source: Option<Text>,
    /// The slot for how it was applied.
    pub applied: Blank,
}

/// The slots of an observation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ObservationSlots {
    /// Its number in the document.
    pub number: usize,
    /// The slot for the text of the observation.
    pub text: Blank,
    /// The slot for its class.
    pub class: Blank,
    /// The slot for the response to it.
    pub response: Blank,
    /// The slot for the date on which the response is due.
    pub due: Blank,
    /// The slot for the date, person and round in which it was closed.
    pub closure: Blank,
}

/// The number of observations for which there is room.
const OBSERVATIONS: usize = 10;

/// Makes room for the number of controls with each verdict.
pub(in crate::view) fn view_verdicts(basis: &Basis<'_>) -> VerdictsView {
    let slot = |key: &str| part_blank(SlotWord::VerdictCount, SlotPart::Verdict, key);
    let owed: Vec<&ControlPlan> = basis
        .plan
        .controls
        .iter()
        .filter(|plan| plan.status.is_owed())
        .collect();
    let open = owed.iter().filter(|plan| is_open(basis, plan));
    // A control is never set aside.
    let verdicts = basis.scheme.edition.verdicts.iter();
    let verdicts = verdicts.filter(|verdict| verdict.class != VerdictClass::SetAside);
    let count = |verdict: &Verdict| VerdictCount {
        slot: slot(&verdict.key),
        verdict: verdict.clone(),
    };
    VerdictsView {
        owed: owed.len(),
        counts: verdicts.map(count).collect(),
        without: slot("none"),
        open: open.map(|plan| basis.control(plan.control)).collect(),
    }
}

/// Shows the interpretations that bear on a control of the plan.
pub(super) fn view_interpretations(basis: &Basis<'_>) -> Vec<InterpretationView> {
    basis
        .scheme
        .interpretations_on(|control| basis.plan.controls.find(&control).is_some())
        .map(|interpretation| view_interpretation(basis, interpretation))
        .collect()
}

fn view_interpretation(basis: &Basis<'_>, interpretation: &Interpretation) -> InterpretationView {
    let ground = interpretation.provenance.get(Aspect::Statement);
    InterpretationView {
        texts: view_interpretation_texts(basis.scheme, interpretation),
        confidence: ground.map(|ground| ground.confidence),
        source: ground.and_then(|ground| ground.source.clone()),
        applied: part_blank(
            SlotWord::Interpretation,
            SlotPart::Interpretation,
            &interpretation.key,
        ),
    }
}

/// Makes room for observations.
pub(super) fn view_observations() -> Vec<ObservationSlots> {
    (1..=OBSERVATIONS).map(observation).collect()
}

fn observation(number: usize) -> ObservationSlots {
    let line = Slot::of_product(SlotWord::Observation).with(SlotPart::Line, number.to_string());
    let slot = |field: &str| Blank::of(line.clone().with(SlotPart::Field, field));
    ObservationSlots {
        number,
        text: slot("text"),
        class: slot("class"),
        response: slot("response"),
        due: slot("due"),
        closure: slot("closure"),
    }
}
