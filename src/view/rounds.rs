//! Rounds of tests: which rows each of them covers, and which result of a case counts.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::answers::AnswerKey;
use crate::model::{Slot, SlotPart, SlotWord, words};
use crate::source::Text;

/// The rounds after the first one, in order. All that is filled in without a round belongs to the first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rounds {
    rounds: BTreeMap<u32, Round>,
    /// The rounds that cover a row for a model, in order; read by key only.
    covering: FxHashMap<CoveredRow, Vec<u32>>,
}

/// A round of tests.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Round {
    /// When it began.
    pub began: Option<String>,
    /// Why.
    pub why: Option<String>,
    /// Why it covers each row for a model, by the key of the row.
    pub rows: BTreeMap<AnswerKey, String>,
}

words! {
    /// A field of a round.
    RoundField {
        /// When it began.
        Began = "began",
        /// Why.
        Why = "why",
    }
}

/// A row of a procedure for a model: the parts of its entry, or none of what is done once.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct CoveredRow {
    procedure: Text,
    entry: Option<[Option<Text>; 3]>,
    model: Option<Text>,
}

impl CoveredRow {
    fn of(key: &AnswerKey) -> Option<Self> {
        let slot = &key.slot;
        let parts = [SlotPart::Inventory, SlotPart::Entry, SlotPart::Other];
        let entry = slot.part(SlotPart::Entry);
        Some(Self {
            procedure: slot.part(SlotPart::Procedure)?.clone(),
            entry: entry.map(|_| parts.map(|part| slot.part(part).cloned())),
            model: key.model.clone(),
        })
    }
}

impl Rounds {
    /// Gathers rounds from what is filled in about them: the keys, each with its value. Others are passed over.
    pub fn of<'v>(held: impl IntoIterator<Item = (AnswerKey, &'v str)>) -> Self {
        let mut rounds: BTreeMap<u32, Round> = BTreeMap::new();
        for (key, value) in held {
            let Some(number) = number_of(&key.slot).filter(|_| is_about_round(&key.slot)) else {
                continue;
            };
            let round = rounds.entry(number).or_default();
            if key.slot.what == SlotWord::Covered {
                round.rows.insert(key, value.to_owned());
                continue;
            }
            let field = key.slot.part(SlotPart::Field);
            match field.and_then(|field| RoundField::from_word(field)) {
                Some(RoundField::Began) => round.began = Some(value.to_owned()),
                Some(RoundField::Why) => round.why = Some(value.to_owned()),
                None => {}
            }
        }
        let mut covering: FxHashMap<CoveredRow, Vec<u32>> = FxHashMap::default();
        for (number, round) in &rounds {
            for row in round.rows.keys().filter_map(CoveredRow::of) {
                // What is done once in a run is repeated with any of its rows.
                let once = CoveredRow {
                    entry: None,
                    ..row.clone()
                };
                for row in [row, once] {
                    let known = covering.entry(row).or_default();
                    if known.last() != Some(number) {
                        known.push(*number);
                    }
                }
            }
        }
        Self { rounds, covering }
    }

    /// Returns the rounds with their numbers, in order.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &Round)> {
        self.rounds.iter().map(|(number, round)| (*number, round))
    }

    /// Returns a round by its number.
    pub fn get(&self, number: u32) -> Option<&Round> {
        self.rounds.get(&number)
    }

    /// Returns the number of the round that begins next.
    pub fn next(&self) -> u32 {
        let last = self.rounds.keys().next_back();
        last.map_or(FIRST, |last| last.saturating_add(1))
    }

    /// Returns the last round that covers the row of a slot for a model; `None` where the first one counts.
    pub fn last_covering(&self, key: &AnswerKey) -> Option<u32> {
        self.covering.get(&CoveredRow::of(key)?)?.last().copied()
    }

    /// Says whether a round covers the row of a slot for a model.
    pub fn covers(&self, number: u32, key: &AnswerKey) -> bool {
        let covering = CoveredRow::of(key).and_then(|row| self.covering.get(&row));
        covering.is_some_and(|covering| covering.contains(&number))
    }

    /// Returns the rounds that cover any row of a procedure, in order.
    pub(super) fn of_procedure<'k>(&'k self, procedure: &'k str) -> impl Iterator<Item = u32> + 'k {
        let is_of = move |key: &AnswerKey| {
            let own = key.slot.part(SlotPart::Procedure);
            own.is_some_and(|own| own == procedure)
        };
        let rounds = self.rounds.iter();
        let rounds = rounds.filter(move |(_, round)| round.rows.keys().any(is_of));
        rounds.map(|(number, _)| *number)
    }

    /// Returns the later round that counts in the place of a result.
    pub fn superseding(&self, key: &AnswerKey) -> Option<u32> {
        if self.rounds.is_empty() || !is_of_result(&key.slot) {
            return None;
        }
        let last = self.last_covering(key)?;
        (number_of(&key.slot) < Some(last)).then_some(last)
    }
}

/// The first round that has a number in slots.
const FIRST: u32 = 2;

/// Returns the number of the round of a slot; `None` for the first.
pub fn number_of(slot: &Slot) -> Option<u32> {
    let text = slot.part(SlotPart::Round)?;
    let number = text.parse().ok().filter(|number| *number >= FIRST);
    number.filter(|number: &u32| number.to_string() == **text)
}

/// Says whether a slot says what a round is.
pub fn is_about_round(slot: &Slot) -> bool {
    matches!(slot.what, SlotWord::Covered | SlotWord::Round)
}

/// Says whether a slot is about the result of a case.
pub(super) fn is_of_result(slot: &Slot) -> bool {
    slot.control.is_none()
        && slot.part(SlotPart::Case).is_some()
        && matches!(
            slot.what,
            SlotWord::Result
                | SlotWord::Observed
                | SlotWord::Evidence
                | SlotWord::Reason
                | SlotWord::ResultAgreed
                | SlotWord::CarriedOver
        )
}

/// Says whether what a slot is for is filled in anew in each round.
pub(super) fn is_repeated(slot: &Slot) -> bool {
    is_of_result(slot)
        || slot.control.is_none()
            && matches!(
                slot.what,
                SlotWord::CarriedOut
                    | SlotWord::Custody
                    | SlotWord::Deliveries
                    | SlotWord::Delivery
                    | SlotWord::DeliveryDate
                    | SlotWord::Deviations
                    | SlotWord::Equipment
                    | SlotWord::EquipmentDate
                    | SlotWord::Figure
                    | SlotWord::Person
                    | SlotWord::Plan
                    | SlotWord::PlanApproval
                    | SlotWord::Read
                    | SlotWord::Sample
                    | SlotWord::SamplesDue
                    | SlotWord::SamplesReceived
                    | SlotWord::Seen
                    | SlotWord::Setting
                    | SlotWord::TestBed
            )
}

/// Returns the key under which a round covers the row of a slot for a model; `None` where it has no procedure.
pub fn covered_key(round: u32, key: &AnswerKey) -> Option<AnswerKey> {
    let parts = [
        SlotPart::Procedure,
        SlotPart::Inventory,
        SlotPart::Entry,
        SlotPart::Other,
    ];
    key.slot.part(SlotPart::Procedure)?;
    let slot = Slot::of_product(SlotWord::Covered).with(SlotPart::Round, round.to_string());
    let slot = parts.into_iter().fold(slot, |slot, part| {
        slot.maybe(part, key.slot.part(part).cloned())
    });
    Some(AnswerKey {
        slot,
        model: key.model.clone(),
    })
}

/// Returns the key of what is said of a round as a whole.
pub fn round_key(round: u32, field: RoundField) -> AnswerKey {
    let slot = Slot::of_product(SlotWord::Round).with(SlotPart::Field, field.word());
    AnswerKey {
        slot: slot.with(SlotPart::Round, round.to_string()),
        model: None,
    }
}
