//! How an answer stands: whether it is there, and whether it is still true.

use std::collections::BTreeMap;

use serde::Serialize;

use super::checker::tester_who_checked;
use super::judged::Judged;
use super::question::GIVEN;
use super::stale::{is_beside_stale, reason_over};
use super::{Asked, AskedTable, Need};
use crate::answers::{AnswerKey, AnswerSet, Digest, Filled, Held, compared};
use crate::model::{SlotPart, SlotWord, VerdictClass};
use crate::view::outcomes::Outcomes;

/// How what is asked under a key stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "standing", content = "changes", rename_all = "kebab-case")]
pub enum Standing {
    /// Nothing is filled in.
    Missing,
    /// It is answered, and what was asked has not changed.
    Answered,
    /// A verdict that decides nothing yet, or that differs from what is recorded, or a check by the tester; says why.
    Undecided(Vec<String>),
    /// What was asked, or what was judged, is not as it was; says what changed.
    ToReview(Vec<String>),
    /// There are several answers, or one and another in the product file, and nobody has settled which counts.
    Conflict,
}

/// Questions as they were put earlier, by the hash of their meaning.
pub type EarlierQuestions = BTreeMap<Digest, BTreeMap<String, String>>;

/// Works out how answers stand.
#[derive(Debug)]
pub struct Standings<'a> {
    asked: &'a AskedTable,
    answers: &'a AnswerSet,
    earlier: &'a EarlierQuestions,
    outcomes: &'a Outcomes,
    judged: Judged<'a>,
}

impl<'a> Standings<'a> {
    /// Gathers what the standings depend on: the questions of now, the answers, the questions of earlier, and the verdicts that
    /// follow from the answers.
    pub fn of(
        asked: &'a AskedTable,
        answers: &'a AnswerSet,
        earlier: &'a EarlierQuestions,
        outcomes: &'a Outcomes,
    ) -> Self {
        Self {
            asked,
            answers,
            earlier,
            outcomes,
            judged: Judged::of(asked),
        }
    }

    /// Returns how what is asked under a key stands.
    pub fn standing(&self, key: &AnswerKey, asked: &Asked) -> Standing {
        let filled = match self.answers.get(key) {
            None if self.follows(key).is_some() => return Standing::Answered,
            None => return Standing::Missing,
            Some(Held::Conflict(_)) => return Standing::Conflict,
            Some(Held::Value(filled)) => filled,
        };
        if self.contradiction(key, asked).is_some() {
            return Standing::Conflict;
        }
        let class = asked.shape.class_of(&filled.value);
        let against = self.against(key, asked, class);
        let against = against.map(|word| format!("what is recorded gives {word}"));
        let mut changes = self.changes(key, asked, filled);
        if !changes.is_empty() {
            changes.extend(against);
            return Standing::ToReview(changes);
        }
        if let Some(against) = against {
            return Standing::Undecided(vec![against]);
        }
        if let Some(tester) = tester_who_checked(self.answers, key, &filled.value) {
            let why = format!("{tester} carried the test out; another person checks it");
            return Standing::Undecided(vec![why]);
        }
        match class {
            Some(VerdictClass::Undecided) if self.superseded(key).is_none() => {
                Standing::Undecided(Vec::new())
            }
            Some(
                VerdictClass::Undecided
                | VerdictClass::Bad
                | VerdictClass::Good
                | VerdictClass::SetAside,
            )
            | None => Standing::Answered,
        }
    }

    /// Returns the round of tests that counts in the place of a result.
    pub fn superseded(&self, key: &AnswerKey) -> Option<u32> {
        self.asked.rounds.superseding(key)
    }

    /// Returns why a result holds that was obtained for something else than is tested now, as somebody has said.
    pub fn carried_over(&self, key: &AnswerKey) -> Option<&'a Filled> {
        let is_result = key.slot.what == SlotWord::Result;
        is_result
            .then(|| reason_over(self.asked, self.answers, key))
            .flatten()
    }

    /// Says whether the result of which a slot holds a part speaks for it: it is carried over, or itself to review.
    fn is_spoken_for(&self, key: &AnswerKey) -> bool {
        reason_over(self.asked, self.answers, key).is_some()
            || is_beside_stale(self.asked, self.answers, key)
    }

    /// Returns what is filled in under a key.
    pub(in crate::view) fn held(&self, key: &AnswerKey) -> Option<&'a Held> {
        self.answers.get(key)
    }

    /// Returns the class of a verdict on a row that nobody has to record, since it follows from the results of its cases.
    pub(super) fn follows(&self, key: &AnswerKey) -> Option<VerdictClass> {
        key.slot.part(SlotPart::Procedure)?;
        self.outcomes.class(key)
    }

    /// Returns the word for the verdict that follows from the recorded results; `None` if the verdict that was given has the same
    /// class.
    pub(super) fn against<'q>(
        &self,
        key: &AnswerKey,
        asked: &'q Asked,
        given: Option<VerdictClass>,
    ) -> Option<&'q str> {
        let follows = self.outcomes.class(key)?;
        if given == Some(follows) {
            return None;
        }
        let option = asked.shape.option_of(follows)?;
        Some(&option.title)
    }

    /// Returns what the product file gives where it contradicts an answer: it differs, and was not given, or was another value,
    /// when the answer was filled in. An answer that was given over it holds.
    pub fn contradiction<'q>(&self, key: &AnswerKey, asked: &'q Asked) -> Option<&'q str> {
        let (filled, given, is_over) = self.beside_given(key, asked)?;
        (!is_over && !filled.is_marked()).then_some(given)
    }

    /// Returns an answer that was kept over another value in the product file.
    pub(super) fn kept_over(&self, key: &AnswerKey, asked: &Asked) -> Option<&'a str> {
        let (filled, _, is_over) = self.beside_given(key, asked)?;
        is_over.then_some(&filled.value)
    }

    /// Returns an answer that differs from the product file, with the value of the file, and whether the answer was given over
    /// that value.
    fn beside_given<'q>(
        &self,
        key: &AnswerKey,
        asked: &'q Asked,
    ) -> Option<(&'a Filled, &'q str, bool)> {
        let given = asked.question.meaning.get(GIVEN)?;
        let Some(Held::Value(filled)) = self.answers.get(key) else {
            return None;
        };
        let is_over = filled.meaning == asked.question.meaning_digest() || {
            let earlier = self.earlier.get(&filled.meaning);
            earlier.and_then(|earlier| earlier.get(GIVEN)) == Some(given)
        };
        let is_same = compared(&filled.value) == compared(given);
        (!is_same).then_some((filled, given, is_over))
    }

    /// Says what is not as it was when a value was filled in.
    fn changes(&self, key: &AnswerKey, asked: &Asked, filled: &Filled) -> Vec<String> {
        let mut changes = Vec::new();
        let counts_no_more = self.superseded(key).is_some();
        if key.slot.what == SlotWord::CarriedOver || counts_no_more || self.is_spoken_for(key) {
            // What was given for something else counts for nothing, and the result says so.
            return changes;
        }
        if self.outcomes.is_lapsed(key) {
            changes.push("results on which it rests are to review, or to be repeated".to_owned());
        }
        if filled.is_marked() {
            changes.push("its author has it to review".to_owned());
        } else if filled.meaning != asked.question.meaning_digest() {
            match self.earlier.get(&filled.meaning) {
                Some(earlier) => changes.extend(asked.question.changes_since(earlier)),
                None => changes.push("what was asked is not on record".to_owned()),
            }
        }
        if filled.on.is_some() && filled.on != self.on(key) {
            changes.push("answers that it judges have changed".to_owned());
        }
        changes
    }

    /// Says whether a value is no longer true as it was asked, or judges what is no longer so.
    pub fn is_to_review(&self, key: &AnswerKey, asked: &Asked, filled: &Filled) -> bool {
        !self.changes(key, asked, filled).is_empty()
    }

    /// Returns the hash of what a decision judges as it stands now; `None` if it is no decision.
    pub fn on(&self, key: &AnswerKey) -> Option<Digest> {
        self.judged.digest(key, self.answers)
    }

    /// Returns the hash of what a decision judges among other answers than those that are filled in.
    pub fn on_among(&self, key: &AnswerKey, answers: &AnswerSet) -> Option<Digest> {
        self.judged.digest(key, answers)
    }

    /// Says whether something is missing under a key: it is needed, and nothing is filled in.
    pub fn is_missing(&self, key: &AnswerKey, asked: &Asked) -> bool {
        let is_empty = self.answers.get(key).is_none();
        is_empty
            && self.follows(key).is_none()
            && self.superseded(key).is_none()
            && match asked.need {
                Need::Needed => true,
                Need::Optional => false,
                Need::IfSetAside => self.sets_aside(key),
            }
    }

    /// Says whether the verdict or the result beside a slot sets something aside.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "slots that are not named here are all treated alike"
    )]
    fn sets_aside(&self, key: &AnswerKey) -> bool {
        let what = match key.slot.what {
            SlotWord::VerdictReason | SlotWord::VerdictAgreed => SlotWord::Verdict,
            _ => SlotWord::Result,
        };
        let beside = AnswerKey {
            slot: key.slot.beside(what),
            model: key.model.clone(),
        };
        let shape = self.asked.get(&beside).map(|asked| &asked.shape);
        let values = self
            .answers
            .get(&beside)
            .map(Held::values)
            .unwrap_or_default();
        let mut classes = values.iter().map(|filled| shape?.class_of(&filled.value));
        classes.any(|class| class == Some(VerdictClass::SetAside))
    }

    /// Says whether the words around what was asked are other than they were, though it means the same.
    pub fn is_reworded(&self, key: &AnswerKey, asked: &Asked) -> bool {
        match self.answers.get(key) {
            Some(Held::Value(filled)) => filled.wording != asked.question.wording_digest(),
            Some(Held::Conflict(_)) | None => false,
        }
    }

    /// Returns the answers that nothing asks for any more, in order. Queries are asked, and findings raised, by people.
    pub fn orphans(&self) -> impl Iterator<Item = (&'a AnswerKey, &'a Held)> {
        let asked = self.asked;
        let of_people = |key: &AnswerKey| {
            matches!(key.slot.what, SlotWord::Query | SlotWord::Reply) || key.is_of_finding()
        };
        self.answers
            .iter()
            .filter(move |(key, _)| asked.get(key).is_none() && !of_people(key))
    }
}
