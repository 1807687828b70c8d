//! Faults that were planted: each is found once, on the line that is marked with `# !` and its code, and nothing else is reported.

use std::fmt::Write as _;
use std::fs;

use rayon::prelude::*;

use super::{check_case, folder, show};

/// What a planted fault is marked with.
const MARK: &str = "# ! ";

/// Returns the fault of a text: its line and its code.
fn fault(text: &str) -> (usize, &str) {
    let mut lines = (1..).zip(text.lines());
    let marked = lines.find_map(|(number, line)| Some((number, line.split_once(MARK)?.1)));
    marked.expect("a line is marked")
}

/// Says what is wrong with a case; nothing if the fault alone is found.
fn check(name: &str, text: &str) -> Option<String> {
    let (line, code) = fault(text);
    let (sources, reports) = check_case(text);
    let is_found = reports.iter().all(|report| {
        let place = report.place();
        let at = place.and_then(|place| {
            let file = sources.get(place.file)?;
            let is_case = file.path() == "case.prm";
            sources.line_column(place).filter(|_| is_case)
        });
        report.code.id == code && at.is_some_and(|at| at.line == line)
    });
    if is_found && reports.iter().count() == 1 {
        return None;
    }
    let mut wrong = format!("{name}: {code} on line {line} is to be found alone, but is\n");
    for report in reports.iter() {
        _ = write!(wrong, "{}", show(&sources, report));
    }
    Some(wrong)
}

#[test]
fn planted_faults_are_found_where_they_are() {
    let files = fs::read_dir(folder().join("planted")).expect("the folder can be read");
    let paths = files.map(|file| file.expect("the folder can be read").path());
    let mut paths: Vec<_> = paths.collect();
    paths.sort();
    assert!(paths.len() >= 30);
    let wrong: Vec<String> = paths
        .par_iter()
        .filter_map(|path| {
            let text = fs::read_to_string(path).expect("the case can be read");
            let name = path.file_stem().expect("a name").to_string_lossy();
            check(&name, &text)
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
