//! The scheme that ships with the program: each answer of its check can be shown.

use std::path::Path;

use praman::logic::{Evaluator, Truth};
use praman::model::{Applies, Condition, Set, Treatment};
use praman::project::{load_scheme, shipped};
use praman::resolve::{EditionChoice, resolve_scheme};
use praman::source::Sources;

use super::*;

/// A condition as the check takes it: with what is given where it is asked.
struct Asked {
    given: Option<Condition>,
    condition: Condition,
}

/// Returns a condition and the parts of it that stand by themselves.
fn with_parts(condition: &Condition) -> Vec<&Condition> {
    let parts: &[Condition] = match condition {
        Condition::All(parts) | Condition::Any(parts) => parts,
        Condition::Not(_)
        | Condition::Quantified(_)
        | Condition::Derived(_)
        | Condition::Test(_)
        | Condition::Broken => &[],
    };
    let inner = parts.iter().flat_map(with_parts);
    std::iter::once(condition).chain(inner).collect()
}

fn asked(scheme: &Scheme) -> Vec<Asked> {
    let mut asked = Vec::new();
    let mut add = |given: Option<&Condition>, condition: &Condition| {
        let given = given.cloned();
        asked.extend(with_parts(condition).into_iter().map(|condition| Asked {
            given: given.clone(),
            condition: condition.clone(),
        }));
    };
    for (_, derive) in scheme.derives.iter() {
        add(None, &derive.meaning);
    }
    for (id, subset) in scheme.subsets.iter() {
        add(None, &Condition::some(Set::Subset(id), None, subset.place));
    }
    for (_, control) in scheme.controls.iter() {
        let Treatment::Assessed(assessment) = &control.treatment else {
            continue;
        };
        let given = match &assessment.applies {
            Applies::When(condition) => {
                add(None, condition);
                Some(condition.clone())
            }
            Applies::ForEach(set) => Some(Condition::some(*set, None, control.place)),
            Applies::Always => None,
        };
        let evidence = assessment.evidence.iter().map(|line| &line.clauses);
        let verify = assessment.verify.iter().map(|line| &line.clauses);
        for clauses in evidence.chain(verify) {
            if let Some(condition) = &clauses.condition {
                add(given.as_ref(), condition);
            }
            if let Some(set) = clauses.rows.set() {
                let filter = clauses.filter.as_deref().cloned();
                add(given.as_ref(), &Condition::some(set, filter, control.place));
            }
        }
    }
    asked
}

#[test]
fn each_answer_of_the_check_is_shown() {
    let mut sources = Sources::default();
    let files = load_scheme(&shipped(), &mut sources, Path::new(".")).value;
    let edition = EditionChoice::Named("iotscs@2024-03");
    let scheme = resolve_scheme(&files, edition).value.unwrap();
    let asked = asked(&scheme);
    let mut questions = Vec::new();
    for one in &asked {
        for holds in [true, false] {
            let given = one
                .given
                .iter()
                .map(|condition| Wish::that(condition, true));
            let condition = &one.condition;
            questions.push(
                given
                    .chain([Wish::that(condition, holds)])
                    .collect::<Vec<_>>(),
            );
        }
    }
    let base = Situation::default();
    let conditions = asked.iter().map(|one| &one.condition);
    let mut prover = Prover::new(&scheme, &base, conditions);
    let outcomes = prover.settle(&questions);
    let mut shown = Shown::default();
    for (wishes, outcome) in questions.iter().zip(outcomes) {
        shown.add(&scheme, &prover, wishes, &outcome);
    }
    insta::assert_snapshot!(shown.words(), @"79 impossible, 469 possible, 0 undecided");
    // What follows from the other constraints.
    let axioms = prover.axioms();
    let mut shown = Shown::default();
    for condition in &axioms {
        let others = axioms.iter().copied();
        let others: Vec<&Condition> = others
            .filter(|one| !std::ptr::eq(*one, *condition))
            .collect();
        prover.assume(&others);
        let wishes = [Wish::that(condition, false)];
        let outcome = prover.ask(&wishes);
        shown.add(&scheme, &prover, &wishes, &outcome);
    }
    insta::assert_snapshot!(shown.words(), @"0 impossible, 35 possible, 0 undecided");
}

/// How many answers were shown to be right.
#[derive(Default)]
struct Shown {
    impossible: usize,
    possible: usize,
    undecided: usize,
}

impl Shown {
    /// Checks what is said of wishes.
    #[track_caller]
    fn add(
        &mut self,
        scheme: &Scheme,
        prover: &Prover<'_>,
        wishes: &[Wish<'_>],
        outcome: &Outcome,
    ) {
        match outcome {
            Outcome::Impossible => {
                let proof = prover.certify(wishes).unwrap();
                let file =
                    ProofFile::of_proofs(String::new(), String::new(), vec![proof]).to_text();
                assert_eq!(check(&file), Ok(()), "{file}");
                self.impossible += 1;
            }
            Outcome::Possible(product) => {
                let evaluator = Evaluator::new(scheme, product);
                for wish in wishes {
                    assert_eq!(evaluator.decide(wish.condition), Truth::of(wish.holds));
                }
                for axiom in prover.axioms() {
                    assert_eq!(evaluator.decide(axiom), Truth::Yes);
                }
                self.possible += 1;
            }
            Outcome::Undecided => self.undecided += 1,
        }
    }

    fn words(&self) -> String {
        format!(
            "{} impossible, {} possible, {} undecided",
            self.impossible, self.possible, self.undecided
        )
    }
}
