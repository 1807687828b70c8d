//! `praman test`: scenarios as tests, and which sides of conditions they hold.

mod accept;
mod coverage;
mod written;

use std::path::PathBuf;

use super::codes;
use super::report::counted;
use super::session::{SchemeArguments, Session, Stop};
use super::terminal::{Answer, Exit, Lines, Look, Paint, Terminal};
use crate::check::{TriedScenario, try_scenarios};
use crate::diag::{Diagnostic, did_you_mean};
use crate::model::Scheme;

use accept::{accept, read_target};
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
    let target = match &arguments.accept {
        Some(path) => Some((path, read_target(session, path)?)),
        None => None,
    };
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
    if let Some(filter) = filter
        && shown == 0
        && uncovered.all == 0
    {
        return session.fail(nothing_fits(&scheme, &tried, filter));
    }
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
    if let Some((path, text)) = target {
        let scenarios = written.iter().map(|(_, text)| text.as_str());
        accept(session, path, text, scenarios)?;
        lines.add(format_args!(
            "wrote {} in {}",
            counted(written.len(), "scenario"),
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

/// Reports a filter that fits no scenario and no condition of a control.
fn nothing_fits(scheme: &Scheme, tried: &[TriedScenario<'_>], filter: &str) -> Diagnostic {
    let controls = || scheme.controls.iter().map(|(_, control)| control);
    let unconditional = controls().find(|control| control.name.contains(filter));
    let unconditional = unconditional.map(|control| &control.name);
    let unconditional =
        unconditional.map(|name| format!("`{name}` has no condition, and no scenario expects it"));
    let titles = tried.iter().map(|trial| trial.scenario.title.as_str());
    let names = controls().flat_map(|control| [control.name.as_str(), control.key.as_str()]);
    let names: Vec<&str> = titles.chain(names).collect();
    let other_letters = || {
        let lower = filter.to_lowercase();
        let mut names = names.iter();
        let name = names.find(|name| name.to_lowercase().contains(&lower))?;
        Some(format!(
            "`{name}` differs in upper and lower case alone, which matters here"
        ))
    };
    let near = || did_you_mean(filter, names.iter().copied());
    let help = unconditional.or_else(other_letters).or_else(near);
    let message = format!("`--filter {filter}` fits no scenario and no condition of a control");
    Diagnostic::nowhere(&codes::UNKNOWN_CONTROL, message).help(help.unwrap_or_else(|| {
        "name a part of the title of a scenario, or of the name of a control; `praman test` and `praman list controls` show them"
            .to_owned()
    }))
}
