//! Proof files: checkers that know nothing of the encoder accept each of them, and none that was damaged.

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test fails by panicking, and says what it could not try"
)]

#[path = "support/proof_checker/mod.rs"]
mod proof_checker;

#[path = "proof_file/damaged.rs"]
mod damaged;
#[path = "proof_file/made.rs"]
mod made;
#[path = "proof_file/shipped.rs"]
mod shipped;
#[path = "support/sound.rs"]
mod sound;

use std::process::Command;

use praman::model::{Scheme, Situation};
use praman::proof::{Outcome, ProofFile, Prover, Wish};

use proof_checker::check;
use sound::sound_scheme;

/// The names that the conditions of these tests use.
const HEAD: &str = r#"provenance title, statement, strength, applies, evidence, procedure, form, levels, verdicts ours
catalog home@1 "Home" { provenance number ours }
edition pilot@2026 "Pilot" {
  status draft
  uses home@1
}
fact outdoors "Is it used outdoors?" : yes or no
fact connected "Is it connected?" : yes or no or none
fact place "Where is it?" : one of { garden, roof, cellar } or none
fact colour "Which colour?" : one of { red, green, blue, white, black, yellow, grey }
fact volts "Which voltage?" : whole number in "V" from 1 to 400
fact weight "Which weight?" : number
fact share "Which share?" : number from 0 to 1
fact support "Until when is it supported?" : date
fact maker "Who made it?" : text
fact release "Which version?" : version
fact image_hash "Which hash?" : sha256 or none
fact uses "For what?" : set of { light, heat, noise }
inventory chip "Chips" {
  role "What is it?" : one of { soc, mcu, memory }
  cores "How many cores?" : whole number from 1 to 8
  ports "Which ports?" : set of { jtag, swd, uart }
  made "When was it made?" : date or none
  claim locked "Is it locked?" : yes or no
}
inventory image "Images" {
  runs_on "On which chip?" : entry of chip
  started_by "What starts it?" : entry of image or none { acyclic }
  parts "What is in it?" : set of { kernel, shell }
  reads "Which chips does it read?" : entries of chip
}
"#;

#[track_caller]
fn read(text: &str) -> Scheme {
    sound_scheme(&format!("{HEAD}{text}"))
}

/// Returns the file of what is said of wishes. Each answer has one.
#[track_caller]
fn file_of(prover: &mut Prover<'_>, claim: &str, wishes: &[Wish<'_>]) -> String {
    let edition = "pilot@2026".to_owned();
    let claim = claim.to_owned();
    let file = match prover.ask(wishes) {
        Outcome::Impossible => {
            let proof = prover.certify(wishes).unwrap();
            ProofFile::of_proofs(edition, claim, vec![proof])
        }
        Outcome::Possible(product) => {
            let product = prover.exhibit(&product, wishes).unwrap();
            ProofFile::of_counterexample(edition, claim, product)
        }
        Outcome::Undecided => panic!("{claim} is undecided"),
    };
    file.to_text()
}

/// Returns the files that say of each derived name whether it can hold, and whether it can fail.
#[track_caller]
fn files_of(scheme: &Scheme) -> Vec<String> {
    let base = Situation::default();
    let mut prover = Prover::new(scheme, &base, []);
    let mut files = Vec::new();
    for (_, derive) in scheme.derives.iter() {
        for holds in [true, false] {
            let condition = &derive.meaning;
            let verb = if holds { "holds" } else { "fails" };
            let claim = format!("{} never {verb}", derive.key);
            files.push(file_of(
                &mut prover,
                &claim,
                &[Wish::that(condition, holds)],
            ));
        }
    }
    files
}

/// Returns what the checker in Python says of each file; `None` where there is no Python.
fn check_with_python(files: &[String]) -> Option<Vec<String>> {
    if Command::new("python3").arg("--version").output().is_err() {
        eprintln!("there is no python3: the files are checked by the checker in Rust alone");
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new("python3");
    // -B leaves no compiled files beside the tool.
    command.arg("-B").arg("tools/check_proof.py");
    for (number, file) in files.iter().enumerate() {
        let path = folder.path().join(format!("{number}.json"));
        std::fs::write(&path, file).unwrap();
        command.arg(path);
    }
    let output = command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let said: Vec<String> = said.lines().map(str::to_owned).collect();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert_eq!(said.len(), files.len(), "{complaint}");
    let all_are_shown = said.iter().all(|line| !line.starts_with("refused"));
    assert_eq!(output.status.success(), all_are_shown, "{complaint}");
    Some(said)
}

/// Both checkers accept all files.
#[track_caller]
fn accept(files: &[String]) {
    for file in files {
        assert_eq!(check(file), Ok(()), "{file}");
    }
    for (said, file) in check_with_python(files)
        .unwrap_or_default()
        .iter()
        .zip(files)
    {
        assert!(!said.starts_with("refused"), "{said}\n{file}");
    }
}

/// Both checkers refuse all files.
#[track_caller]
fn refuse(files: &[String]) {
    for file in files {
        assert!(check(file).is_err(), "{file}");
    }
    for (said, file) in check_with_python(files)
        .unwrap_or_default()
        .iter()
        .zip(files)
    {
        assert!(said.starts_with("refused"), "{said}\n{file}");
    }
}
