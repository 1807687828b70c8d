//! `praman new`, answered by somebody who knows every answer.

use std::collections::BTreeSet;
use std::io::{BufReader, Read, Write};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::known::Known;

/// What comes before the place where an answer is typed.
const PROMPT: &str = "\n> ";
/// How the question ends what the other entries of an open list could be.
const MORE: &str = ".more";
/// What the interview says when nothing more is asked that decides anything.
const SETTLED: &str = "What follows is only printed.";

/// Answers the questions of `praman new` until nothing more decides what applies, and returns their names.
pub(crate) fn ask(known: &Known) -> Vec<String> {
    let folder = TempDir::new().expect("a folder for the product file");
    let mut child = Command::new(env!("CARGO_BIN_EXE_praman"))
        .args(["new", "product.yaml", "--name", "Product", "--model", "P-1"])
        .args(["--level", &known.level, "--edition"])
        .arg(known.scheme.edition.name())
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut input = child.stdin.take().expect("an input");
    let mut output = BufReader::new(child.stdout.take().expect("an output"));
    let mut asked = Vec::new();
    let mut refused = BTreeSet::new();
    loop {
        let said = read_to_prompt(&mut output);
        let before = said.strip_suffix(PROMPT);
        let Some(before) = before.filter(|_| !said.contains(SETTLED)) else {
            break;
        };
        let name = before.lines().last().unwrap_or_default().to_owned();
        let answer = known.answers.iter().find(|answer| answer.name == name);
        let typed = if asked.contains(&name) {
            assert!(refused.insert(name), "asked three times: {said}");
            "skip".to_owned()
        } else if name.ends_with(MORE) {
            // A file that leaves a list open does not say what else could be in it.
            asked.push(name);
            "skip".to_owned()
        } else {
            let answer = answer.expect("every question has an answer");
            asked.push(name);
            format!("={}", answer.typed)
        };
        writeln!(input, "{typed}").expect("the program reads");
    }
    drop(input);
    let _ = child.kill();
    child.wait().expect("the program ends");
    assert!(refused.is_empty(), "refused: {refused:?}");
    asked
}

/// Reads what is said until an answer is awaited, or until the end.
fn read_to_prompt(output: &mut impl Read) -> String {
    let mut said = Vec::new();
    let mut mark = [0];
    while !said.ends_with(PROMPT.as_bytes()) && output.read(&mut mark).is_ok_and(|read| read > 0) {
        said.extend(mark);
    }
    String::from_utf8_lossy(&said).into_owned()
}
