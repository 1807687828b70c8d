//! Units: answers that are filled in together, and merged together.

use super::key::AnswerKey;
use crate::model::{SlotPart, SlotWord};

/// The answers that are merged as a whole: most are alone; the fields of a result, of a signature or of a line of a table
/// belong together, since half of one and half of another is something that nobody wrote.
///
/// It is the key of its answers without what tells them apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit(AnswerKey);

impl Unit {
    /// Returns the unit of an answer.
    pub fn of(key: &AnswerKey) -> Self {
        let what = key.slot.what;
        let mut slot = key.slot.beside(lead(what));
        if is_told_by_field(what) {
            slot = slot.without(SlotPart::Field).without(SlotPart::Column);
        }
        Self(AnswerKey {
            slot,
            model: key.model.clone(),
        })
    }

    /// Returns it as one text for print: that of its first answer.
    pub fn text(&self) -> String {
        self.0.text()
    }

    /// Returns its key, which is that of an answer without the parts that tell the answers of a unit apart.
    pub fn key(&self) -> &AnswerKey {
        &self.0
    }
}

/// What is filled in together at one place: the word for the unit, and the others.
const TOGETHER: &[(SlotWord, &[SlotWord])] = &[
    (
        SlotWord::Result,
        &[SlotWord::Observed, SlotWord::Evidence, SlotWord::Reason],
    ),
    (
        SlotWord::Verdict,
        &[
            SlotWord::Accepted,
            SlotWord::Finding,
            SlotWord::Remark,
            SlotWord::VerdictReason,
        ],
    ),
    (
        SlotWord::Document,
        &[
            SlotWord::Access,
            SlotWord::Confidentiality,
            SlotWord::Covers,
            SlotWord::Issue,
            SlotWord::Link,
            SlotWord::Page,
            SlotWord::Sha256,
            SlotWord::Signatory,
            SlotWord::Title,
        ],
    ),
    (
        SlotWord::NotApplicableAgreed,
        &[SlotWord::NotApplicableRemark, SlotWord::NotApplicableSigned],
    ),
    (SlotWord::TesterAgrees, &[SlotWord::TesterRemark]),
    (SlotWord::Delivery, &[SlotWord::DeliveryDate]),
    (SlotWord::Equipment, &[SlotWord::EquipmentDate]),
];

/// Returns the word for the unit of what is filled in: of a result row `result`.
fn lead(what: SlotWord) -> SlotWord {
    let mut together = TOGETHER.iter();
    let led = together.find(|(_, others)| others.contains(&what));
    led.map_or(what, |(lead, _)| *lead)
}

/// Says whether the fields and columns of what is filled in belong together. What identifies a plan, and where deliveries
/// go, is filled in bit by bit.
fn is_told_by_field(what: SlotWord) -> bool {
    !matches!(what, SlotWord::Plan | SlotWord::Deliveries)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Slot;
    use crate::source::Text;

    fn key(slot: Slot) -> AnswerKey {
        AnswerKey {
            slot,
            model: Some(Text::from("NS-4210")),
        }
    }

    #[test]
    fn what_is_filled_in_together_is_one_unit() {
        let result = Slot::of_product(SlotWord::Result).with(SlotPart::Procedure, "debug-ports");
        let observed = key(result.beside(SlotWord::Observed));
        assert_eq!(Unit::of(&observed), Unit::of(&key(result.clone())));
        let other = key(result.with(SlotPart::Case, "closed"));
        assert_ne!(Unit::of(&observed), Unit::of(&other));
        let signature = Slot::of_product(SlotWord::Declaration).with(SlotPart::Evidence, "fuses");
        let field = |field: &str| key(signature.clone().with(SlotPart::Field, field));
        assert_eq!(Unit::of(&field("name")), Unit::of(&field("date")));
    }

    #[test]
    fn other_answers_are_units_alone() {
        let response = Slot::of_control(&Text::from("asvs-c:C.1"), SlotWord::Response);
        let elsewhere = AnswerKey {
            slot: response.clone(),
            model: None,
        };
        assert_ne!(Unit::of(&key(response)), Unit::of(&elsewhere));
        let plan = |field: &str| key(Slot::of_product(SlotWord::Plan).with(SlotPart::Field, field));
        assert_ne!(Unit::of(&plan("begins")), Unit::of(&plan("number")));
    }
}
