//! Verdicts that follow from what is recorded, and what is said where a given one differs.

use praman::answers::AnswerKey;
use praman::model::{SlotPart, SlotWord, VerdictClass};
use praman::view::{AskedTable, Outcomes, Standing};
use proptest::prelude::*;

use super::small;
use super::world::{Desk, World};

/// A dossier in which everything passes.
struct Case {
    world: World,
    table: AskedTable,
    desk: Desk,
}

/// Which slots a change is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    /// The results of cases.
    Results,
    /// The verdicts on rows.
    Rows,
    /// The verdicts on controls.
    Controls,
}

fn of(key: &AnswerKey) -> Option<Of> {
    let has_procedure = key.slot.part(SlotPart::Procedure).is_some();
    match key.slot.what {
        SlotWord::Result => Some(Of::Results),
        SlotWord::Verdict if has_procedure => Some(Of::Rows),
        SlotWord::Verdict => Some(Of::Controls),
        _ => None,
    }
}

impl Case {
    fn passing() -> Self {
        let world = small();
        let table = world.table();
        let mut desk = Desk::full(&table);
        desk.outcomes = Outcomes::of(&world.basis(), &table, &desk.answers);
        Self { world, table, desk }
    }

    /// Records a word in the first slot of a kind whose text begins so; clears it where the word is empty.
    fn record(mut self, kind: Of, start: &str, word: &str) -> Self {
        let keys = self.keys(kind).into_iter();
        let key = keys.filter(|key| key.text().starts_with(start)).min();
        let key = key.unwrap_or_else(|| panic!("no slot {start}"));
        self.put(&key, word);
        self
    }

    fn put(&mut self, key: &AnswerKey, word: &str) {
        if word.is_empty() {
            self.desk.answers.set(key.clone(), None);
        } else {
            self.desk.answer(&self.table, key, word);
        }
    }

    fn clear(mut self, kind: Of) -> Self {
        let keys: Vec<AnswerKey> = self.keys(kind);
        for key in keys {
            self.put(&key, "");
        }
        self
    }

    fn keys(&self, kind: Of) -> Vec<AnswerKey> {
        let keys = self.table.iter().map(|(key, _)| key);
        keys.filter(|key| of(key) == Some(kind)).cloned().collect()
    }

    /// Works the verdicts out, and lets each decision rest on the answers as they are.
    fn worked_out(mut self) -> Self {
        self.desk.judge_again(&self.table);
        self.desk.outcomes = Outcomes::of(&self.world.basis(), &self.table, &self.desk.answers);
        self
    }

    /// Says how each control stands, and which verdicts are undecided.
    fn told(self) -> Vec<String> {
        let case = self.worked_out();
        let outcomes = &case.desk.outcomes;
        let controls = outcomes.controls().filter_map(|(control, outcome)| {
            let outcome = outcome?;
            let lacks = if outcome.lacks { ", not settled" } else { "" };
            let class = (outcome.class != VerdictClass::Good || outcome.lacks)
                .then(|| format!("{control}: {}{lacks}", outcome.class.word()))?;
            Some(class)
        });
        let mut lines: Vec<String> = controls.collect();
        let standings = case.desk.standings(&case.table);
        for (key, asked) in case.table.iter().filter(|(key, _)| of(key).is_some()) {
            match standings.standing(key, asked) {
                Standing::Answered => {}
                Standing::Missing if !standings.is_missing(key, asked) => {}
                Standing::Undecided(changes) => {
                    lines.push(format!("{}: undecided, {}", key.text(), changes.join("; ")));
                }
                other => lines.push(format!("{}: {:?}", key.text(), other)),
            }
        }
        lines
    }
}

#[test]
fn where_everything_passes_nobody_has_to_record_the_rows() {
    assert_eq!(Case::passing().told(), Vec::<String>::new());
    assert_eq!(Case::passing().clear(Of::Rows).told(), Vec::<String>::new());
}

#[test]
fn a_control_needs_the_word_of_a_person() {
    let case = Case::passing().clear(Of::Controls).worked_out();
    let standings = case.desk.standings(&case.table);
    for key in case.keys(Of::Controls) {
        let asked = case.table.get(&key).unwrap();
        assert_eq!(standings.standing(&key, asked), Standing::Missing);
        assert!(standings.is_missing(&key, asked), "{}", key.text());
    }
    let keys = case.keys(Of::Controls).into_iter();
    let classes = keys.filter_map(|key| case.desk.outcomes.class(&key));
    let classes: Vec<VerdictClass> = classes.collect();
    // C.1 may have further interfaces, and no procedure verifies C.9.
    assert_eq!(classes, [VerdictClass::Good]);
}

#[test]
fn a_given_verdict_that_differs_is_undecided() {
    let told = Case::passing().record(Of::Results, "", "fail").told();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn a_result_that_is_missing_settles_nothing() {
    let told = Case::passing()
        .clear(Of::Rows)
        .clear(Of::Controls)
        .record(Of::Results, "", "")
        .told();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn what_is_set_aside_counts_once_it_is_agreed_to() {
    let aside = || Case::passing().record(Of::Results, "", "not-applicable-here");
    // The desk agrees to everything, and has a verdict on the row and one on the control.
    insta::assert_snapshot!(aside().told().join("\n"));
    let mut refused = aside();
    let agreed: Vec<AnswerKey> = refused
        .table
        .iter()
        .filter(|(key, _)| key.slot.what == SlotWord::ResultAgreed)
        .map(|(key, _)| key.clone())
        .collect();
    for key in &agreed {
        refused.put(key, "refused");
    }
    insta::assert_snapshot!(
        refused
            .clear(Of::Rows)
            .clear(Of::Controls)
            .told()
            .join("\n")
    );
}

/// Words of verdicts, and none.
const WORDS: [&str; 4] = ["pass", "fail", "inconclusive", ""];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// What is settled stays settled, whatever is recorded where nothing is.
    #[test]
    fn what_is_settled_stays_so(words in prop::collection::vec(0..WORDS.len(), 4096), more in prop::collection::vec(0..3usize, 4096)) {
        let mut case = Case::passing().clear(Of::Rows).clear(Of::Controls);
        let keys = case.keys(Of::Results);
        for (key, word) in keys.iter().zip(words.iter().cycle()) {
            case.put(key, WORDS[*word]);
        }
        let mut case = case.worked_out();
        let before = case.desk.outcomes.clone();
        for (key, word) in keys.iter().zip(more.iter().cycle()) {
            if case.desk.answers.get(key).is_none() {
                case.put(key, WORDS[*word]);
            }
        }
        let case = case.worked_out();
        for ((control, was), (_, is)) in before.controls().zip(case.desk.outcomes.controls()) {
            if let Some(settled) = was.and_then(praman::view::Outcome::settled) {
                prop_assert_eq!(is.and_then(praman::view::Outcome::settled), Some(settled), "{}", control);
            }
        }
        for key in case.keys(Of::Rows) {
            if let Some(class) = before.class(&key) {
                prop_assert_eq!(case.desk.outcomes.class(&key), Some(class), "{}", key.text());
            }
        }
    }
}
