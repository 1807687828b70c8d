//! Random small schemes for another solver: `.ci/oracle` compares what it says of them with what praman says.
//!
//! The test writes them as SMT-LIB 2, with the answers of praman, into the folder that `ORACLE` names.

#![expect(
    clippy::indexing_slicing,
    clippy::unreachable,
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm,
    clippy::match_same_arms,
    reason = "a test fails by panicking, and what is told wrongly disagrees"
)]

#[path = "support/proof_checker/mod.rs"]
mod proof_checker;
#[path = "oracle/random.rs"]
mod random;
#[path = "oracle/smt.rs"]
mod smt;
#[path = "oracle/told.rs"]
mod told;

use std::fmt::Write as _;
use std::path::PathBuf;

use praman::diag::Diagnostics;
use praman::model::{Scheme, Situation};
use praman::proof::{Outcome, ProofFile, Prover, Wish};
use praman::resolve::{EditionChoice, resolve_scheme};
use praman::source::Sources;
use praman::syntax::parse_file;

use proof_checker::check;
use random::{Random, random_scheme};
use smt::export;

/// How many schemes are made, unless `ORACLE_COUNT` says another number.
const COUNT: u64 = 10_000;

/// How many schemes are made if nobody asks for them; so few are also written one by one.
const FEW: u64 = 20;

/// Reads a scheme that was made. What is asked of it is its last derived name.
#[track_caller]
fn read(text: &str) -> Scheme {
    let mut sources = Sources::default();
    let mut told = Diagnostics::new();
    let file = sources.add("made.prm", text);
    let parsed = told.take(parse_file(file, text));
    let resolved = told.take(resolve_scheme(&[parsed], EditionChoice::Only));
    let errors: Vec<_> = told
        .iter()
        .filter(|one| one.severity() == praman::diag::Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{text}\n{errors:#?}");
    resolved.unwrap()
}

/// Returns what praman says of a scheme: whether a product can meet its last derived name.
fn answer(scheme: &Scheme) -> &'static str {
    let base = Situation::default();
    let (_, derive) = scheme.derives.iter().next_back().unwrap();
    let mut prover = Prover::new(scheme, &base, []);
    // If the constraints contradict each other, that alone is said.
    if prover.ask(&[]) == Outcome::Impossible {
        return "unsat";
    }
    let condition = &derive.meaning;
    let holds = true;
    match prover.ask(&[Wish::that(condition, holds)]) {
        Outcome::Possible(_) => "sat",
        Outcome::Impossible => "unsat",
        Outcome::Undecided => "undecided",
    }
}

/// Schemes can be made and told to another solver; and what praman says of each can be shown.
#[test]
fn schemes_are_made() {
    let mut said = [0, 0, 0];
    for seed in 0..100 {
        let text = random_scheme(&mut Random::new(seed));
        let scheme = read(&text);
        let told = export(&scheme);
        assert!(told.contains("(check-sat)"), "{told}");
        match answer(&scheme) {
            "sat" => said[0] += 1,
            "unsat" => said[1] += 1,
            _ => said[2] += 1,
        }
        if let Some(file) = proof_file(&scheme) {
            assert_eq!(check(&file), Ok(()), "{text}\n{file}");
        }
    }
    assert!(said[0] > 30 && said[1] > 20 && said[2] < 3, "{said:?}");
}

/// Returns the file that shows what is said of a scheme; `None` if it is undecided.
fn proof_file(scheme: &Scheme) -> Option<String> {
    let base = Situation::default();
    let (_, derive) = scheme.derives.iter().next_back().unwrap();
    let wishes = [Wish::that(&derive.meaning, true)];
    let mut prover = Prover::new(scheme, &base, []);
    let (edition, claim) = (scheme.edition.name(), derive.key.to_string());
    match prover.ask(&wishes) {
        Outcome::Impossible => {
            let proofs = vec![prover.certify(&wishes).unwrap()];
            Some(ProofFile::of_proofs(edition, claim, proofs).to_text())
        }
        Outcome::Possible(product) => {
            let product = prover.exhibit(&product, &wishes).unwrap();
            Some(ProofFile::of_counterexample(edition, claim, product).to_text())
        }
        Outcome::Undecided => None,
    }
}

/// Writes as many schemes as `.ci/oracle` asks for into the folder that it names; without it, a few, to see that they are written.
#[test]
fn schemes_are_written_for_another_solver() {
    let asked = std::env::var_os("ORACLE").map(PathBuf::from);
    let usual = if asked.is_some() { COUNT } else { FEW };
    let spare = tempfile::tempdir().unwrap();
    let folder = asked.unwrap_or_else(|| spare.path().to_path_buf());
    let number = |name: &str, usual: u64| {
        let given = std::env::var(name)
            .ok()
            .and_then(|given| given.parse().ok());
        given.unwrap_or(usual)
    };
    let (count, first) = (number("ORACLE_COUNT", usual), number("ORACLE_SEED", 1));
    let (mut problems, mut answers) = (String::new(), String::new());
    for seed in first..first + count {
        let text = random_scheme(&mut Random::new(seed));
        let scheme = read(&text);
        let _ = writeln!(answers, "{seed} {}", answer(&scheme));
        let told = export(&scheme);
        let _ = write!(problems, "(reset)\n{told}(echo \"{seed}\")\n");
        if count <= FEW {
            std::fs::write(folder.join(format!("{seed}.prm")), &text).unwrap();
            std::fs::write(folder.join(format!("{seed}.smt2")), &told).unwrap();
        }
    }
    std::fs::write(folder.join("problems.smt2"), problems).unwrap();
    std::fs::write(folder.join("answers.txt"), answers).unwrap();
    let lines = |name: &str, of: &str| {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        text.lines().filter(|line| line.starts_with(of)).count() as u64
    };
    assert_eq!(lines("answers.txt", ""), count);
    assert_eq!(lines("problems.smt2", "(reset)"), count);
}
