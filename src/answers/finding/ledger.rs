//! The findings among answers.

use std::collections::BTreeMap;

use super::field::{FindingField, FindingNumber};
use super::parts::{Finding, FindingPart};
use crate::answers::filled::Held;
use crate::answers::key::AnswerKey;
use crate::answers::set::AnswerSet;
use crate::model::SlotWord;
use crate::source::Text;

/// Returns the findings among answers, by party and number.
pub fn findings(answers: &AnswerSet) -> Vec<Finding> {
    let mut found: BTreeMap<&Text, Finding> = BTreeMap::new();
    let of_findings = answers.iter().filter(|(key, _)| key.is_of_finding());
    let of_findings: Vec<_> = of_findings.collect();
    let raised = of_findings.iter();
    for (key, held) in raised.filter(|(key, _)| key.slot.what == SlotWord::FindingRaised) {
        let (Some((id, from, to)), Some(field)) = (key.finding_names(), key.finding_field_of())
        else {
            continue;
        };
        let finding = found.entry(id).or_insert_with(|| Finding {
            key: key.finding_part(SlotWord::FindingRaised, 1),
            id: id.clone(),
            from: from.clone(),
            to: to.clone(),
            raised: FindingPart::default(),
            rounds: BTreeMap::new(),
        });
        finding.raised.add(field, held);
    }
    for (key, held) in of_findings {
        add_to_round(&mut found, key, held);
    }
    let mut all: Vec<Finding> = found.into_values().collect();
    all.sort_by_key(order);
    all
}

/// Adds what an answer says of a round. What anybody but its parties wrote under its id is no part of it.
fn add_to_round(found: &mut BTreeMap<&Text, Finding>, key: &AnswerKey, held: &Held) -> Option<()> {
    let field = key.finding_field_of()?;
    let (id, from, to) = key.finding_names()?;
    let finding = found.get_mut(id)?;
    if (&finding.from, &finding.to) != (from, to) || key.slot.what == SlotWord::FindingRaised {
        return None;
    }
    let round = finding.rounds.entry(key.finding_round()?).or_default();
    let parts = [
        (SlotWord::FindingResponse, &mut round.response),
        (SlotWord::FindingVerified, &mut round.verified),
        (SlotWord::FindingReopened, &mut round.reopened),
        (SlotWord::FindingClosed, &mut round.closed),
    ];
    let mut parts = parts.into_iter();
    let (_, part) = parts.find(|(what, _)| *what == key.slot.what)?;
    part.get_or_insert_default().add(field, held);
    Some(())
}

/// Findings are in the order of their parties, then of their numbers.
fn order(finding: &Finding) -> (Text, bool, Option<FindingNumber>, Text) {
    let number = FindingNumber::read(finding.raised.text(FindingField::Number));
    (
        finding.from.clone(),
        number.is_none(),
        number,
        finding.id.clone(),
    )
}
