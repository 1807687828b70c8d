//! `praman test`: scenarios as tests, and which sides of conditions they hold.

mod coverage;
mod written;

use std::path::{Path, PathBuf};

use super::codes;
use super::report::counted;
use super::session::{SchemeArguments, Session, Stop};
use super::terminal::{Answer, Exit, Lines, Look, Paint, Terminal};
use crate::check::{TriedScenario, try_scenarios};
use crate::format::format_text;
use crate::model::Scheme;
use crate::project::{Disk, FileSystem, change_files, load_text};

use coverage::{Side, find_uncovered};
use written::write_scenario;

/// Try the scenarios of a scheme, and show what they do not hold
///
/// Shows for each scenario what is expected, what is found and why. A condition is covered if one scenario expects that its
/// control applies, and another that it does not; for each side that no scenario holds, the smallest product that meets it is
/// shown as a scenario. Ends with 1 if a scenario fails.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Try only scenarios and controls whose title or name contains this text
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// Write the scenarios for sides that are not covered at the end of this file
    #[arg(long, value_name = "FILE")]
    accept: Option<PathBuf>,
    #[command(flatten)]
    scheme: SchemeArguments,
}

pub(super) fn test(arguments: &Arguments, terminal: Terminal) -> Answer {
    let mut session = Session::default();
    let mut exit = Exit::Fine;
    let result = try_all(&mut session, arguments, terminal.out).map(|(text, holds)| {
        if !holds {
            exit = Exit::Errors;
        }
        text
    });
    session.finish(result, terminal).unless_failed(exit)
}

fn try_all(
    session: &mut Session,
    arguments: &Arguments,
    look: Look,
) -> Result<(String, bool), Stop> {
    let files = session.read_scheme(&arguments.scheme)?;
    let edition = arguments.scheme.edition.as_deref();
    let scheme = session.resolve(&files, edition, None)?;
    let filter = arguments.filter.as_deref();
    let is_wanted = |text: &str| filter.is_none_or(|filter| text.contains(filter));
    let tried = try_scenarios(&scheme);
    let (mut lines, mut failed, mut shown) = (Lines::default(), 0_usize, 0_usize);
    for trial in &tried {
        let names = trial.expectations.iter();
        let mut names = names.map(|one| &scheme.controls[one.expectation.control].name);
        if !is_wanted(&trial.scenario.title) && !names.any(|name| is_wanted(name)) {
            continue;
        }
        shown += 1;
        failed += usize::from(!trial.holds());
        show(&mut lines, session, &scheme, trial, look);
    }
    lines.add(format_args!(
        "{}, {failed} failed",
        counted(shown, "scenario")
    ));
    let uncovered = find_uncovered(&scheme, &tried, is_wanted);
    let written: Vec<(&Side, String)> = uncovered
        .sides
        .iter()
        .filter_map(|side| Some((side, write_scenario(&scheme, side)?)))
        .collect();
    let held = uncovered.all - uncovered.sides.len();
    lines.add(format_args!(
        "{held} of {} sides of conditions are held by a scenario",
        uncovered.all
    ));
    for side in uncovered.sides.iter().filter(|side| side.product.is_none()) {
        lines.add(format_args!("no product was found for “{}”", side.title));
    }
    if let Some(path) = &arguments.accept {
        accept(session, path, written.iter().map(|(_, text)| text.as_str()))?;
        lines.add(format_args!(
            "wrote {} scenarios in {}",
            written.len(),
            path.display()
        ));
    } else {
        for (_, text) in &written {
            lines.add("");
            lines.add_text(text);
        }
    }
    Ok((lines.into_text(), failed == 0))
}

/// Shows what came of a scenario: the failed in full, the others in a line.
fn show(
    lines: &mut Lines,
    session: &Session,
    scheme: &Scheme,
    tried: &TriedScenario<'_>,
    look: Look,
) {
    let title = &tried.scenario.title;
    if tried.holds() {
        lines.add(format_args!("ok      {title}"));
        return;
    }
    let place = session.sources.path_to(tried.scenario.place);
    let failed = look.paint(Paint::Strong, "failed");
    lines.add(format_args!(
        "{failed}  {title}   {}",
        place.unwrap_or_default()
    ));
    for report in tried.impossible.iter() {
        lines.add(format_args!("          {}", report.message));
    }
    for checked in tried.expectations.iter().filter(|one| one.report.is_some()) {
        let control = &scheme.controls[checked.expectation.control].name;
        let expected = checked.expectation.status.word();
        lines.add(format_args!(
            "          {control}: expected {expected}, found {}",
            checked.found.words()
        ));
        if !checked.reason.sentence.is_empty() {
            lines.add(format_args!("            {}", checked.reason.sentence));
        }
    }
}

/// Writes scenarios at the end of a file of the scheme.
fn accept<'t>(
    session: &mut Session,
    path: &Path,
    scenarios: impl Iterator<Item = &'t str>,
) -> Result<(), Stop> {
    let mut text = String::new();
    if matches!(Disk.kind(path), Ok(Some(_))) {
        let read = load_text(&Disk, &mut session.sources, path);
        let file = session.keep(read)?;
        session.text(file).clone_into(&mut text);
    }
    for scenario in scenarios {
        text.push('\n');
        text.push_str(scenario);
    }
    let text = format_text(&text);
    let change = [(path.to_path_buf(), Some(text.as_bytes()))];
    if let Err(failed) = change_files(&Disk, &change, codes::not_replaced) {
        session.diagnostics.append(failed);
        return Err(Stop);
    }
    Ok(())
}
