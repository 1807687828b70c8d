//! Answers that change nothing: facts, attributes and choices that conditions read without effect.

use std::collections::{BTreeMap, BTreeSet};

use super::earlier::{Earlier, Question};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{Datum, Scheme, Type, Value};
use crate::proof::{
    Choosing, Consequence, ConsequenceKind, Matter, Prover, Vocabulary, named_choices,
    narrow_consequences_of, plainly_deciding,
};

codes! {
    IDLE_ANSWER = warning("P0615", "answer that changes nothing"),
    IDLE_CHOICE = warning("P0616", "choice that changes nothing"),
}

/// For how many answers and choices that seem to change nothing a proof is looked for.
const MOST_PROOFS: usize = 64;

/// How often conditions may read answers so that answers are exchanged: each is tried with each condition that reads it.
const MOST_READ: usize = 20_000;

/// How many of the conditions that read an answer are named.
const MOST_READERS: usize = 3;

/// The answers of an edition that change nothing in it.
#[derive(Debug, Default)]
pub(in crate::check) struct Idle {
    reports: Vec<(Question, Diagnostic)>,
    /// Those that change something in this edition or one before, or of which it is not known.
    pub active: BTreeSet<Question>,
}

/// Returns the reports of all editions about what changes nothing in any of them.
pub(in crate::check) fn report_idle(editions: &[Option<Idle>]) -> Diagnostics {
    let editions: Option<Vec<&Idle>> = editions.iter().map(Option::as_ref).collect();
    // What was not looked at may change anything.
    let editions = editions.unwrap_or_default();
    let active: BTreeSet<&Question> = editions.iter().flat_map(|one| &one.active).collect();
    let mut told = BTreeSet::new();
    let reports = editions.iter().flat_map(|one| &one.reports);
    let idle = reports.filter(|(question, _)| !active.contains(question));
    let once = idle.filter(|(question, _)| told.insert(question));
    once.map(|(_, report)| report.clone()).collect()
}

/// Finds facts, attributes and choices that are read without effect. What conditions read that are reported has another cause;
/// what changes something in an edition before is not looked at.
pub(super) fn find_idle(scheme: &Scheme, prover: &Prover<'_>, earlier: &Earlier) -> Idle {
    let mut finder = Finder {
        scheme,
        vocabulary: Vocabulary::for_many(scheme),
        idle: Idle {
            reports: Vec::new(),
            active: earlier.active.clone(),
        },
        proofs: MOST_PROOFS,
    };
    let (consequences, passed_over) = narrow_consequences_of(scheme);
    let is_duty = |one: &&Consequence| !matches!(one.kind, ConsequenceKind::Constraint(_));
    let duties: Vec<&Consequence> = consequences.iter().filter(is_duty).collect();
    let mut readers: BTreeMap<Datum, Vec<&Consequence>> = BTreeMap::new();
    for consequence in &duties {
        for datum in &consequence.data {
            readers.entry(*datum).or_default().push(consequence);
        }
    }
    let is_too_much = readers.values().map(Vec::len).sum::<usize>() > MOST_READ;
    let named = named_choices(scheme, duties.iter().map(|one| &one.condition));
    let all_named = named_choices(scheme, consequences.iter().map(|one| &one.condition));
    let plain = plainly_deciding(scheme);
    for (datum, readers) in &readers {
        let mut choosing = choosing(scheme, *datum, &named, &all_named);
        choosing
            .named
            .retain(|choice| !finder.is_active(*datum, Some(choice)));
        let is_read_elsewhere = is_too_much || plain.contains(datum) || passed_over.contains(datum);
        if is_read_elsewhere || earlier.blamed.contains(&scheme.datum_place(*datum)) {
            finder.keep(*datum, None);
            finder.keep_choices(&choosing);
        } else {
            finder.look(prover, &choosing, readers);
        }
    }
    finder.idle
}

/// Returns the choices of a question that can be without effect: those that duties name, if there is one that nothing names, and
/// the members of a set.
fn choosing(
    scheme: &Scheme,
    datum: Datum,
    named: &BTreeMap<Datum, Vec<Value>>,
    all_named: &BTreeMap<Datum, Vec<Value>>,
) -> Choosing {
    let plain = plain_choice(scheme, datum, all_named.get(&datum));
    let is_set = scheme.answer_type(datum).is_some_and(Type::is_set);
    let named = named.get(&datum).filter(|_| is_set || plain.is_some());
    Choosing {
        datum,
        named: named.cloned().unwrap_or_default(),
        plain,
    }
}

/// Returns the first choice of a question that no condition names.
fn plain_choice(scheme: &Scheme, datum: Datum, named: Option<&Vec<Value>>) -> Option<Value> {
    let kind = scheme.answer_type(datum)?;
    if kind.is_set() {
        return None;
    }
    let choices = kind.choices().iter();
    let mut values = choices.map(|choice| Value::Choice(choice.key.to_string()));
    values.find(|value| named.is_none_or(|named| !named.contains(value)))
}

struct Finder<'s> {
    scheme: &'s Scheme,
    vocabulary: Vocabulary,
    idle: Idle,
    /// How many proofs may still be looked for.
    proofs: usize,
}

impl Finder<'_> {
    /// Looks whether an answer and each of its choices change something.
    fn look(&mut self, prover: &Prover<'_>, choosing: &Choosing, readers: &[&Consequence]) {
        let datum = choosing.datum;
        let is_active = self.is_active(datum, None);
        if is_active && choosing.named.is_empty() {
            return;
        }
        let tried = prover.exchange(choosing, readers);
        // What the constraints settle by all else is no answer of its own.
        if !is_active && tried.varies && !tried.decides && self.may_prove() {
            let matter = self.vocabulary.find_difference(datum, readers);
            if matter == Matter::Never {
                let report = self.idle_answer(datum, readers);
                self.idle.reports.push((self.question(datum, None), report));
                self.keep_choices(choosing);
                return;
            }
        }
        self.keep(datum, None);
        let mut silent: Vec<&Value> = Vec::new();
        for choice in &choosing.named {
            if !tried.telling.contains(choice) && self.may_prove() {
                silent.push(choice);
            } else {
                self.keep(datum, Some(choice));
            }
        }
        if silent.is_empty() {
            return;
        }
        let idle = self
            .vocabulary
            .find_idle_choices(choosing, &silent, readers);
        for (choice, is_idle) in silent.into_iter().zip(idle) {
            if is_idle {
                let report = self.idle_choice(choosing, choice, readers);
                let question = self.question(datum, Some(choice));
                self.idle.reports.push((question, report));
            } else {
                self.keep(datum, Some(choice));
            }
        }
    }

    fn is_active(&self, datum: Datum, choice: Option<&Value>) -> bool {
        self.idle.active.contains(&self.question(datum, choice))
    }

    /// Says whether a proof may still be looked for, and counts it.
    fn may_prove(&mut self) -> bool {
        let left = self.proofs.checked_sub(1);
        self.proofs = left.unwrap_or_default();
        left.is_some()
    }

    /// Keeps an answer, or a choice of it, from being reported.
    fn keep(&mut self, datum: Datum, choice: Option<&Value>) {
        let question = self.question(datum, choice);
        self.idle.active.insert(question);
    }

    /// Keeps the choices of an answer from being reported.
    fn keep_choices(&mut self, choosing: &Choosing) {
        for choice in &choosing.named {
            self.keep(choosing.datum, Some(choice));
        }
    }

    fn question(&self, datum: Datum, choice: Option<&Value>) -> Question {
        let place = self.scheme.datum_place(datum);
        (place, choice.map(choice_key))
    }

    fn idle_answer(&self, datum: Datum, readers: &[&Consequence]) -> Diagnostic {
        let (name, place) = (
            self.scheme.datum_name(datum),
            self.scheme.datum_place(datum),
        );
        let message = format!("the answer to `{name}` changes nothing, though conditions read it");
        let report = Diagnostic::at(&IDLE_ANSWER, place, message);
        self.with_readers(report, readers).help(
            "correct these conditions, which are settled without it, or take the question out of them",
        )
    }

    fn idle_choice(
        &self,
        choosing: &Choosing,
        choice: &Value,
        readers: &[&Consequence],
    ) -> Diagnostic {
        let datum = choosing.datum;
        let (name, place) = (
            self.scheme.datum_name(datum),
            self.scheme.datum_place(datum),
        );
        let key = choice_key(choice);
        let otherwise = match &choosing.plain {
            Some(plain) => format!("`{}` would give the same", choice_key(plain)),
            None => "its absence would give the same".to_owned(),
        };
        let message = format!(
            "the choice `{key}` of `{name}` changes nothing, though conditions name it: {otherwise}"
        );
        let report = Diagnostic::at(&IDLE_CHOICE, place, message);
        self.with_readers(report, readers).help(
            "correct these conditions, which are settled without it, or do not name the choice",
        )
    }

    /// Adds where the first conditions stand that read an answer.
    fn with_readers(&self, report: Diagnostic, readers: &[&Consequence]) -> Diagnostic {
        let mut told = BTreeSet::new();
        let mut readers = readers.to_vec();
        readers.retain(|one| told.insert(one.place));
        let first = readers.into_iter().take(MOST_READERS);
        first.fold(report, |report, one| {
            report.also(
                one.place,
                format!("read where {}", one.kind.words(self.scheme)),
            )
        })
    }
}

fn choice_key(choice: &Value) -> String {
    match choice {
        Value::Choice(key) => key.clone(),
        Value::YesNo(_) | Value::Number(_) | Value::Date(_) | Value::Text(_) | Value::Entry(_) => {
            String::new()
        }
    }
}
