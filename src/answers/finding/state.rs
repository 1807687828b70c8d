//! How a finding stands: it follows from what its parties wrote.

use super::field::{FindingField, VerificationResult};
use super::parts::{Finding, FindingPart, FindingRound};
use crate::model::{Date, words};
use crate::source::Text;

words! {
    /// How a finding stands.
    FindingState {
        /// It waits for a response.
        Open = "open",
        /// It was opened again, and waits for a response.
        Reopened = "reopened",
        /// Its response was refused, and it waits for another one.
        Refused = "refused",
        /// It has a response, which nobody has verified yet.
        Answered = "answered",
        /// Two people of a party wrote a part of it without knowing of each other.
        Conflict = "in-conflict",
        /// It is closed.
        Closed = "closed",
    }
}

impl FindingState {
    /// Says whether something has still to be done.
    pub fn is_open(self) -> bool {
        self != Self::Closed
    }
}

impl FindingRound {
    /// Returns what the verification of the response says; of a response that was changed since, nothing. A response that
    /// did not reach this folder is taken to be the one that was verified.
    pub fn result(&self) -> Option<VerificationResult> {
        let verified = self.verified.as_ref()?;
        let judged = verified.text(FindingField::Response);
        let is_current = |response: &FindingPart| response.digest().to_string() == judged;
        if !self.response.as_ref().is_none_or(is_current) {
            return None;
        }
        VerificationResult::from_word(verified.text(FindingField::Result))
    }

    fn parts(&self) -> impl Iterator<Item = &FindingPart> {
        let parts = [&self.reopened, &self.response, &self.verified, &self.closed];
        parts.into_iter().flatten()
    }
}

impl Finding {
    /// Returns how it stands.
    pub fn state(&self) -> FindingState {
        let Some(round) = self.round() else {
            return if self.raised.is_in_conflict {
                FindingState::Conflict
            } else {
                FindingState::Open
            };
        };
        if self.raised.is_in_conflict || round.parts().any(|part| part.is_in_conflict) {
            return FindingState::Conflict;
        }
        if round.closed.is_some() {
            return FindingState::Closed;
        }
        match (round.result(), &round.response, &round.reopened) {
            (Some(VerificationResult::Accepted), ..) => FindingState::Closed,
            (Some(VerificationResult::Refused), ..) => FindingState::Refused,
            (None, Some(_), _) => FindingState::Answered,
            (None, None, Some(_)) => FindingState::Reopened,
            (None, None, None) => FindingState::Open,
        }
    }

    /// Returns the round to which the next response belongs: the one after a response that was refused.
    pub fn response_round(&self) -> u32 {
        let last = self.last_round();
        if self.state() == FindingState::Refused {
            last.saturating_add(1)
        } else {
            last
        }
    }

    /// Returns the key of the party whose turn it is; `None` once it is closed.
    pub fn turn(&self) -> Option<&Text> {
        match self.state() {
            FindingState::Open | FindingState::Reopened | FindingState::Refused => Some(&self.to),
            FindingState::Answered => Some(&self.from),
            FindingState::Conflict => {
                let response = self.round().and_then(|round| round.response.as_ref());
                let is_theirs = response.is_some_and(|response| response.is_in_conflict);
                Some(if is_theirs { &self.to } else { &self.from })
            }
            FindingState::Closed => None,
        }
    }

    /// Returns the day by which a response is wanted: that of the last part that names one.
    pub fn due(&self) -> Option<Date> {
        let later = self.rounds.values().rev();
        let parts = later.flat_map(|round| [&round.verified, &round.reopened]);
        let mut named = parts
            .flatten()
            .filter_map(|part| part.date(FindingField::Due));
        named.next().or_else(|| self.raised.date(FindingField::Due))
    }

    /// Says whether a response is wanted, and the day by which it was wanted is over.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.turn() == Some(&self.to)
            && self
                .due()
                .is_some_and(|due| due.last_day() < today.first_day())
    }

    /// Returns the day on which it was closed.
    pub fn closed_on(&self) -> Option<&str> {
        let round = self.round().filter(|_| !self.state().is_open())?;
        let part = round.closed.as_ref().or(round.verified.as_ref())?;
        Some(part.text(FindingField::Date))
    }
}

#[cfg(test)]
#[expect(
    clippy::expect_used,
    reason = "a test may stop where its own data is wrong"
)]
mod tests {
    use super::*;
    use crate::answers::finding::findings;
    use crate::answers::{AnswerKey, AnswerSet, Digest, Filled, Held};
    use crate::model::{Slot, SlotWord};

    fn held(values: &str) -> Held {
        let values = values.split('|').map(|value| Filled {
            value: value.to_owned(),
            meaning: Digest::of(""),
            wording: Digest::of(""),
            on: None,
            by: "asha".to_owned(),
        });
        Held::gather(values).expect("a value")
    }

    /// Writes parts of a finding, one on a line: the part, its round, a field and its value; several values with bars between
    /// them are in conflict. `judged` in a verification is the response of its round.
    fn written(parts: &str) -> Finding {
        let slot = Slot::of_product(SlotWord::Verdict);
        let key = AnswerKey { slot, model: None }.finding("laboratory", "vendor", "n1");
        let mut answers = AnswerSet::default();
        answers.set(
            key.finding_field(FindingField::Text),
            Some(held("It is open.")),
        );
        for line in parts.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let mut words = line.splitn(4, ' ');
            let mut word = || words.next().expect("a word");
            let what = SlotWord::from_word(&format!("finding-{}", word())).expect("a part");
            let round = word().parse().expect("a round");
            let field = FindingField::from_word(word()).expect("a field");
            let value = match word() {
                "judged" => {
                    let known = findings(&answers).remove(0);
                    let response = known
                        .rounds
                        .get(&round)
                        .and_then(|one| one.response.clone());
                    response.unwrap_or_default().digest().to_string()
                }
                value => value.to_owned(),
            };
            let part = key.finding_part(what, round);
            answers.set(part.finding_field(field), Some(held(&value)));
        }
        findings(&answers).remove(0)
    }

    fn check(parts: &str, state: FindingState, turn: Option<&str>, next: u32) {
        let finding = written(parts);
        assert_eq!(finding.state(), state, "{parts}");
        assert_eq!(finding.turn().map(|party| &**party), turn, "{parts}");
        assert_eq!(finding.response_round(), next, "{parts}");
    }

    const ANSWERED: &str = "response 1 cause Unknown\n";

    fn verified(result: &str) -> String {
        format!("{ANSWERED}verified 1 response judged\nverified 1 result {result}\n")
    }

    #[test]
    fn how_a_finding_stands_follows_from_its_parts() {
        let (vendor, laboratory) = (Some("vendor"), Some("laboratory"));
        check("", FindingState::Open, vendor, 1);
        check(ANSWERED, FindingState::Answered, laboratory, 1);
        check(&verified("accepted"), FindingState::Closed, None, 1);
        check(&verified("refused"), FindingState::Refused, vendor, 2);
        check("closed 1 reason Withdrawn", FindingState::Closed, None, 1);
        let again = verified("refused") + "response 2 cause Known";
        check(&again, FindingState::Answered, laboratory, 2);
        let reopened = verified("accepted") + "reopened 2 reason Again";
        check(&reopened, FindingState::Reopened, vendor, 2);
        // The response was changed after it was verified.
        let changed = verified("accepted") + "response 1 correction Closed";
        check(&changed, FindingState::Answered, laboratory, 1);
        // The verification came here before the response.
        check("verified 1 result accepted", FindingState::Closed, None, 1);
        check(
            "response 1 cause One|Two",
            FindingState::Conflict,
            vendor,
            1,
        );
        let torn = format!("{ANSWERED}verified 1 result accepted|refused");
        check(&torn, FindingState::Conflict, laboratory, 1);
    }

    #[test]
    fn a_response_is_overdue_after_the_last_day_that_was_named() {
        let day = |text| Date::parse(text).expect("a day");
        let due = verified("refused") + "verified 1 due 2027-01-15";
        let finding = written(&due);
        assert!(!finding.is_overdue(day("2027-01-15")));
        assert!(finding.is_overdue(day("2027-01-16")));
        let answered = written(&(due + "\nresponse 2 cause Known"));
        assert!(!answered.is_overdue(day("2027-01-16")));
    }
}
