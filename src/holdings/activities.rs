//! Tests as they were carried out, against the samples and the instruments of the laboratory: whether they were there on that day.

use super::codes;
use crate::answers::{AnswerKey, AnswerSet, Held, Instrument, Laboratory, Sample, SampleList};
use crate::diag::Diagnostics;
use crate::model::{Date, SlotPart, SlotWord};

/// What tests are held against; each may be missing.
#[derive(Debug, Clone, Copy)]
pub struct Means<'a> {
    /// The samples that were received.
    pub samples: Option<&'a SampleList>,
    /// What the laboratory says of itself.
    pub laboratory: Option<&'a Laboratory>,
}

/// Checks what worksheets say of date, samples and equipment: P0877 where a sample is not known or was not there, or where the
/// calibration of an instrument did not hold. People write freely there; what is no date, no sample and no inventory number
/// is passed over.
pub fn check_activities(answers: &AnswerSet, means: Means<'_>) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for (key, held) in answers.iter().filter(|(key, _)| is_activity(key)) {
        let words = words_of(held);
        let date = words.iter().find_map(|word| day_of(word));
        let slot = key.slot.text();
        if let Some(samples) = means.samples.filter(|list| !list.samples.is_empty()) {
            check_samples(&slot, (&words, date), samples, &mut diagnostics);
        }
        let used = answers.get(&equipment_of(key)).map(words_of);
        if let (Some(date), Some(laboratory), Some(used)) = (date, means.laboratory, used) {
            check_instruments((&slot, date), &used, laboratory, &mut diagnostics);
        }
    }
    diagnostics.sorted()
}

/// Says whether a slot is for date, tester and sample of a worksheet.
fn is_activity(key: &AnswerKey) -> bool {
    key.slot.what == SlotWord::CarriedOut && key.slot.part(SlotPart::Field).is_none()
}

/// Returns the key of the equipment that was used on the same worksheet.
fn equipment_of(key: &AnswerKey) -> AnswerKey {
    AnswerKey {
        slot: key.slot.clone().with(SlotPart::Field, "equipment"),
        model: key.model.clone(),
    }
}

/// Returns the words of what is held; of a conflict, none.
fn words_of(held: &Held) -> Vec<&str> {
    let Held::Value(filled) = held else {
        return Vec::new();
    };
    let is_between = |character: char| character.is_whitespace() || ",;()".contains(character);
    let words = filled.value.split(is_between);
    words.filter(|word| !word.is_empty()).collect()
}

fn day_of(word: &str) -> Option<Date> {
    Date::parse(word).filter(|date| date.day.is_some())
}

/// Says whether a word is written as samples are named: `S1`.
fn names_sample(word: &str) -> bool {
    let number = word.strip_prefix('S').unwrap_or_default();
    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

fn check_samples(
    slot: &str,
    (words, date): (&[&str], Option<Date>),
    list: &SampleList,
    diagnostics: &mut Diagnostics,
) {
    for word in words {
        match (list.samples.get(*word), date) {
            (None, _) if names_sample(word) => {
                let known = list.samples.keys().map(String::as_str);
                diagnostics.push(codes::unknown_sample(slot, word, known));
            }
            (Some(sample), Some(date)) => {
                let why = why_not_there(word, sample, date);
                diagnostics.extend(why.map(|why| codes::other_day(slot, date, &why)));
            }
            (None | Some(_), _) => {}
        }
    }
}

/// Says why a sample was not there on a day; `None` if it was, or may have been.
fn why_not_there(id: &str, sample: &Sample, date: Date) -> Option<String> {
    let received = sample.received.as_ref().map(|one| one.when);
    let returned = sample.returned.as_ref().map(|one| one.when);
    let is_before = |one: Date, other: Date| one.last_day() < other.first_day();
    if let Some(received) = received.filter(|received| is_before(date, *received)) {
        return Some(format!("the sample `{id}` was received on {received}"));
    }
    let returned = returned.filter(|returned| is_before(*returned, date))?;
    Some(format!("the sample `{id}` was returned on {returned}"))
}

fn check_instruments(
    (slot, date): (&str, Date),
    words: &[&str],
    laboratory: &Laboratory,
    diagnostics: &mut Diagnostics,
) {
    for word in words {
        let instrument = laboratory.equipment.get(*word);
        let why = instrument.and_then(|one| why_not_calibrated(word, one, date));
        diagnostics.extend(why.map(|why| codes::other_day(slot, date, &why)));
    }
}

/// Says why the calibration of an instrument did not hold on a day; `None` if it did, or may have.
fn why_not_calibrated(asset: &str, instrument: &Instrument, date: Date) -> Option<String> {
    let due = instrument
        .due
        .filter(|due| due.last_day() < date.first_day());
    if let Some(due) = due {
        return Some(format!("the calibration of `{asset}` held until {due}"));
    }
    let calibrated = instrument.calibrated?;
    (date.last_day() < calibrated.first_day())
        .then(|| format!("the calibration of `{asset}` is of {calibrated}"))
}
