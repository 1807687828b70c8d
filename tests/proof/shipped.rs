//! The scheme that ships with the program: whether each of its conditions can hold and can fail is settled.

use std::fmt::Write as _;
use std::path::Path;

use praman::model::{Applies, Condition, Scheme, Set, Situation, Treatment};
use praman::project::{load_scheme, shipped};
use praman::proof::{Outcome, Prover, Wish};
use praman::resolve::{EditionChoice, resolve_scheme};
use praman::source::Sources;

fn read() -> Scheme {
    let mut sources = Sources::default();
    let files = load_scheme(&shipped(), &mut sources, Path::new(".")).value;
    let edition = EditionChoice::Named("iotscs@2024-03");
    resolve_scheme(&files, edition).value.unwrap()
}

#[test]
fn every_condition_is_settled() {
    let scheme = read();
    let mut conditions: Vec<(String, Condition)> = Vec::new();
    for (_, derive) in scheme.derives.iter() {
        conditions.push((derive.key.to_string(), derive.meaning.clone()));
    }
    for (id, subset) in scheme.subsets.iter() {
        let set = Set::Subset(id);
        conditions.push((
            subset.key.to_string(),
            Condition::some(set, None, subset.place),
        ));
    }
    for (_, control) in scheme.controls.iter() {
        let Treatment::Assessed(assessment) = &control.treatment else {
            continue;
        };
        if let Applies::When(condition) = &assessment.applies {
            conditions.push((control.name.to_string(), condition.clone()));
        }
        let evidence = assessment.evidence.iter().map(|line| &line.clauses);
        let verify = assessment.verify.iter().map(|line| &line.clauses);
        for clauses in evidence.chain(verify) {
            if let Some(condition) = &clauses.condition {
                conditions.push((
                    format!("{} line", control.name),
                    Condition::clone(condition),
                ));
            }
            if let (Some(filter), Some(set)) = (&clauses.filter, clauses.rows.set()) {
                let all = Condition::some(set, Some(Condition::clone(filter)), control.place);
                conditions.push((format!("{} rows", control.name), all));
            }
        }
    }
    let base = Situation::default();
    let mut prover = Prover::new(&scheme, &base, conditions.iter().map(|(_, one)| one));
    let mut settled = String::new();
    for (name, condition) in &conditions {
        for holds in [true, false] {
            let verb = if holds { "holds" } else { "fails" };
            match prover.ask(&[Wish::that(condition, holds)]) {
                Outcome::Possible(_) => {}
                Outcome::Impossible => _ = writeln!(settled, "{name} never {verb}"),
                Outcome::Undecided => _ = writeln!(settled, "{name}: undecided whether it {verb}"),
            }
        }
    }
    // Every product has entries of these subsets.
    insta::assert_snapshot!(settled, @r"
    critical_chip never fails
    runs_code_chip never fails
    guarded_chip never fails
    ");
}
