//! Tests as they were carried out, against the samples and the instruments of the laboratory: whether they were there on that day.

use std::collections::{BTreeMap, BTreeSet};

use super::codes;
use super::images::DeclaredImages;
use super::numbers::RegisteredNumbers;
use crate::answers::{
    AnswerKey, AnswerSet, EvidenceNumber, Held, Instrument, Laboratory, Sample, SampleList,
};
use crate::diag::Diagnostics;
use crate::model::{Date, Slot, SlotPart, SlotWord};
use crate::source::Text;

/// What tests are held against; each may be missing.
#[derive(Debug, Clone, Copy)]
pub struct Means<'a> {
    /// The samples that were received.
    pub samples: Option<&'a SampleList>,
    /// What the laboratory says of itself.
    pub laboratory: Option<&'a Laboratory>,
    /// The numbers of all registered evidence.
    pub evidence: Option<&'a RegisteredNumbers>,
    /// The versions and hashes that the product file declares now.
    pub images: Option<&'a DeclaredImages>,
}

/// Checks what worksheets say of date, samples, equipment, images and scans.
///
/// - P0877: something that is named is not known, or was not there on that day.
/// - P0906: an image is not the one of the product file.
/// - P0907: a result names evidence that no register has.
///
/// People write freely in worksheets. What cannot be read as a date, a sample, an inventory number and so on is passed over.
pub fn check_activities(answers: &AnswerSet, means: Means<'_>) -> Diagnostics {
    let checker = Checker {
        answers,
        means,
        still: Still::of(answers),
    };
    let mut diagnostics = Diagnostics::new();
    for (key, held) in answers.iter() {
        checker.check(key, held, &mut diagnostics);
    }
    checker.check_evidence(&mut diagnostics);
    diagnostics.sorted()
}

struct Checker<'a> {
    answers: &'a AnswerSet,
    means: Means<'a>,
    still: Still,
}

impl Checker<'_> {
    fn check(&self, key: &AnswerKey, held: &Held, diagnostics: &mut Diagnostics) {
        let field = key.slot.part(SlotPart::Field).map(Text::as_str);
        match (key.slot.what, field) {
            (SlotWord::CarriedOut, None | Some("samples")) => {
                self.check_samples(key, held, diagnostics);
            }
            (SlotWord::CarriedOut, Some("equipment")) => {
                self.check_instruments(key, held, diagnostics);
            }
            (SlotWord::CarriedOut, Some("times")) => check_order(key, held, diagnostics),
            (SlotWord::CarriedOut, Some("scan")) => self.check_scan(key, held, diagnostics),
            (SlotWord::CarriedOut | SlotWord::Setting, Some("images")) => {
                self.check_images(key, held, diagnostics);
            }
            _ => {}
        }
    }

    /// Returns the days that a worksheet names, in the field for the date and in that for start and end.
    fn days_of(&self, key: &AnswerKey) -> Vec<Date> {
        let fields = [None, Some("times")];
        let held = fields.map(|field| self.answers.get(&beside(key, field)));
        held.into_iter().flatten().flat_map(days_in).collect()
    }

    fn check_samples(&self, key: &AnswerKey, held: &Held, diagnostics: &mut Diagnostics) {
        let known = self.means.samples.map(|list| &list.samples);
        let Some(known) = known.filter(|known| !known.is_empty()) else {
            return;
        };
        let days = self.days_of(key);
        for word in words_of(held) {
            match known.get(word) {
                None if names_sample(word) => {
                    let known = known.keys().map(String::as_str);
                    diagnostics.push(codes::unknown_sample(&key.slot.text(), word, known));
                }
                None => {}
                Some(sample) => {
                    let why = |day: &Date| why_not_there(word, sample, *day);
                    report_day(key, &days, why, diagnostics);
                }
            }
        }
    }

    fn check_instruments(&self, key: &AnswerKey, held: &Held, diagnostics: &mut Diagnostics) {
        let Some(laboratory) = self.means.laboratory else {
            return;
        };
        let known = &laboratory.equipment;
        let days = self.days_of(key);
        let series: BTreeSet<&str> = known.keys().filter_map(|asset| series_of(asset)).collect();
        for word in words_of(held) {
            if let Some(instrument) = known.get(word) {
                let why = |day: &Date| why_not_calibrated(word, instrument, *day);
                report_day(key, &days, why, diagnostics);
            } else if series_of(word).is_some_and(|one| series.contains(one)) {
                let known = known.keys().map(String::as_str);
                diagnostics.push(codes::unknown_instrument(&key.slot.text(), word, known));
            }
        }
    }

    fn check_scan(&self, key: &AnswerKey, held: &Held, diagnostics: &mut Diagnostics) {
        let Some(known) = self.means.evidence else {
            return;
        };
        for word in words_of(held) {
            if EvidenceNumber::read(word).is_some() && !known.has_text(word) {
                diagnostics.push(codes::unknown_scan(&key.slot.text(), word));
            }
        }
    }

    /// Reports the evidence of results that no register has; once where several models have the same.
    fn check_evidence(&self, diagnostics: &mut Diagnostics) {
        let Some(known) = self.means.evidence else {
            return;
        };
        let mut missing = BTreeSet::new();
        for (key, held) in self.answers.iter() {
            if let (SlotWord::Evidence, Held::Value(filled)) = (key.slot.what, held) {
                let numbers = known.missing_in(&filled.value).into_iter();
                missing.extend(numbers.map(|number| (&key.slot, number)));
            }
        }
        for (slot, number) in missing {
            let nearest = known.nearest(&number);
            diagnostics.push(codes::unregistered(&slot.text(), &number, nearest));
        }
    }

    /// Holds images against the product file, unless it was said since that the results still hold, or they were repeated.
    fn check_images(&self, key: &AnswerKey, held: &Held, diagnostics: &mut Diagnostics) {
        let (Some(images), Held::Value(filled)) = (self.means.images, held) else {
            return;
        };
        if self.still.is_settled(&key.slot) {
            return;
        }
        for image in images.others_in(&filled.value) {
            diagnostics.push(codes::other_tested(&key.slot.text(), &image));
        }
    }
}

/// Where worksheets of an earlier product are right as they are. Procedures and rounds are as slots have them; a slot without a
/// procedure is about all of them.
#[derive(Debug, Default)]
struct Still {
    /// Procedure and round of results that were carried over.
    carried: BTreeSet<(Option<Text>, u32)>,
    /// The last round that covers a procedure.
    covered: BTreeMap<Option<Text>, u32>,
}

impl Still {
    fn of(answers: &AnswerSet) -> Self {
        let mut still = Self::default();
        for (key, _) in answers.iter() {
            let procedure = key.slot.part(SlotPart::Procedure).cloned();
            let round = round_of(&key.slot);
            if key.slot.what == SlotWord::CarriedOver {
                still.carried.extend([(procedure, round), (None, round)]);
            } else if key.slot.what == SlotWord::Covered {
                for procedure in [procedure, None] {
                    let last = still.covered.entry(procedure).or_default();
                    *last = round.max(*last);
                }
            }
        }
        still
    }

    fn is_settled(&self, slot: &Slot) -> bool {
        let procedure = slot.part(SlotPart::Procedure).cloned();
        let round = round_of(slot);
        let is_repeated = self
            .covered
            .get(&procedure)
            .is_some_and(|last| *last > round);
        is_repeated || self.carried.contains(&(procedure, round))
    }
}

/// Returns the number of the round of a slot, which is 1 where it names none.
fn round_of(slot: &Slot) -> u32 {
    let round = slot.part(SlotPart::Round);
    round.and_then(|round| round.parse().ok()).unwrap_or(1)
}

/// Returns the key of another field of the same worksheet.
fn beside(key: &AnswerKey, field: Option<&str>) -> AnswerKey {
    AnswerKey {
        slot: key
            .slot
            .clone()
            .without(SlotPart::Field)
            .maybe(SlotPart::Field, field),
        model: key.model.clone(),
    }
}

/// Reports the first of some days on which something was not there. The report is about the field for the date.
fn report_day(
    key: &AnswerKey,
    days: &[Date],
    why: impl Fn(&Date) -> Option<String>,
    diagnostics: &mut Diagnostics,
) {
    let wrong_day = days.iter().find_map(|day| Some((*day, why(day)?)));
    if let Some((day, why)) = wrong_day {
        let slot = beside(key, None).slot.text();
        diagnostics.push(codes::other_day(&slot, day, &why));
    }
}

/// Checks that a test does not end on a day before the one on which it begins.
fn check_order(key: &AnswerKey, held: &Held, diagnostics: &mut Diagnostics) {
    let days = days_in(held);
    if let (Some(begins), Some(ends)) = (days.first(), days.last())
        && ends.first_day() < begins.first_day()
    {
        diagnostics.push(codes::ends_before(&key.slot.text(), *begins, *ends));
    }
}

/// Returns the words of what is held; of a conflict, none.
fn words_of(held: &Held) -> Vec<&str> {
    let Held::Value(filled) = held else {
        return Vec::new();
    };
    let is_between = |character: char| character.is_whitespace() || ",;():".contains(character);
    let words = filled.value.split(is_between);
    words.filter(|word| !word.is_empty()).collect()
}

fn days_in(held: &Held) -> Vec<Date> {
    let dates = words_of(held).into_iter().filter_map(Date::parse);
    dates.filter(|date| date.day.is_some()).collect()
}

/// Says whether a word is written as samples are named: `S1`.
fn names_sample(word: &str) -> bool {
    let number = word.strip_prefix('S').unwrap_or_default();
    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns what stands before the number of an inventory number: `LA-` of `LA-04`. A word that begins as those of the laboratory
/// is meant to be one.
fn series_of(word: &str) -> Option<&str> {
    let series = word.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let begins = series.starts_with(char::is_alphabetic);
    (begins && series.len() < word.len()).then_some(series)
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
