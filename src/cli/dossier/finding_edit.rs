//! Findings that somebody writes into the files of answers by hand.

use super::finding_codes as codes;
use crate::answers::{AnswerKey, FindingField, Held, VerificationResult};
use crate::diag::Diagnostic;
use crate::intake::HeldDraft;
use crate::model::{Date, SlotPart};
use crate::project::HandEdit;

/// Reports what cannot be part of a finding. What stood there before may stay.
pub(super) fn check_edit(edit: &HandEdit) -> Option<Diagnostic> {
    let known = edit.before.as_ref().map(Held::values).unwrap_or_default();
    let values = edit.after.as_ref().map(HeldDraft::values);
    let values = values.unwrap_or_default().iter();
    let new = values.filter(|value| !known.iter().any(|known| known.value == value.value));
    let reports = new.map(|value| misfit(&edit.key, &value.value));
    let report = reports.flatten().next()?;
    Some(report.placed(edit.place))
}

fn misfit(key: &AnswerKey, value: &str) -> Option<Diagnostic> {
    let round = key.slot.part(SlotPart::Round);
    if round.is_some_and(|round| !round.parse().is_ok_and(|number: u32| number > 0)) {
        let why = format!("`{}` names a round that is no number", key.text());
        return Some(codes::not_so(why, "rounds are numbered from 1"));
    }
    let Some(field) = key.finding_field_of() else {
        let why = format!("`{}` names no field of a finding", key.text());
        let words = FindingField::words();
        return Some(codes::not_so(why, codes::one_of("write", words)));
    };
    let fits = match field {
        FindingField::Date | FindingField::Due => {
            Date::parse(value).is_some_and(|date| date.day.is_some())
        }
        FindingField::Result => VerificationResult::from_word(value).is_some(),
        FindingField::Number
        | FindingField::Class
        | FindingField::About
        | FindingField::Text
        | FindingField::Cause
        | FindingField::Correction
        | FindingField::Action
        | FindingField::Evidence
        | FindingField::Response
        | FindingField::Reason => true,
    };
    if fits {
        return None;
    }
    let why = format!("`{value}` is no {} of a finding", field.word());
    let help = if field == FindingField::Result {
        codes::one_of("write", VerificationResult::words())
    } else {
        "write a day, as in `2026-12-24`".to_owned()
    };
    Some(codes::not_so(why, help))
}
