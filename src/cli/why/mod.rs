//! `praman why`: explains why a control applies to a product, or does not.

mod answer;
mod clause;
mod condition;
mod open;

use std::path::PathBuf;

use super::codes;
use super::session::{Read, SchemeArguments, Session, Stop, Wanted};
use super::terminal::{Answer, Look, Terminal};
use crate::model::{ControlId, Scheme};
use crate::plan::plan_target;
use crate::view::{Basis, BuildStamp};

use condition::{explain_condition, find_condition};

pub(super) use answer::question_words;

/// Show why a control applies to a product, does not apply, or is open
///
/// Also shows whether a derived name or a constraint holds. The answer gives the clause of the scheme and the lines of the
/// product file that decide it and, for an open control or obligation, the questions whose answers would settle it.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Name a control, such as asvs-c:C.9 or C.9, a derived name, or the number of a control, a derived name or a
    /// constraint
    #[arg(value_name = "CONTROL")]
    control: String,
    /// Read the product from this file, or from the folder of a dossier
    #[arg(value_name = "PRODUCT")]
    product: PathBuf,
    /// Ask at this level; by default, at the level that the product file names
    #[arg(long, value_name = "LEVEL")]
    level: Option<String>,
    #[command(flatten)]
    scheme: SchemeArguments,
}

pub(super) fn why(arguments: &Arguments, terminal: Terminal) -> Answer {
    let mut session = Session::default();
    let result = explain(&mut session, arguments, terminal.out);
    session.finish(result, terminal)
}

fn explain(session: &mut Session, arguments: &Arguments, look: Look) -> Result<String, Stop> {
    let Read {
        scheme,
        product,
        level,
        found: _,
    } = session.read_all(&Wanted {
        product: &arguments.product,
        level: arguments.level.as_deref(),
        scheme: &arguments.scheme,
    })?;
    let Some(asked) = find_asked(&scheme, &arguments.control) else {
        return session.fail(codes::unknown_control(&scheme, &arguments.control));
    };
    let plan = session.pass(plan_target(&scheme, level, &product.target))?;
    let stamp = BuildStamp::default();
    let basis = Basis::new(&scheme, &plan, &product, &session.sources, &stamp);
    Ok(match asked {
        Asked::Condition(condition) => explain_condition(&basis, &condition, look),
        Asked::Control(control) => answer::explain_control(&basis, control, look)
            .unwrap_or_else(|| elsewhere(&scheme, control, &basis)),
    })
}

/// What is asked for.
enum Asked<'a> {
    Control(ControlId),
    Condition(condition::Asked<'a>),
}

/// Finds a control by its name, else a condition by its name or number, else a control by its number (L-340).
fn find_asked<'a>(scheme: &'a Scheme, name: &'a str) -> Option<Asked<'a>> {
    if let Some(control) = scheme.find_control(name) {
        return Some(Asked::Control(control));
    }
    if let Some(condition) = find_condition(scheme, name) {
        return Some(Asked::Condition(condition));
    }
    let mut controls = scheme.controls.iter();
    let numbered = controls.find(|(_, control)| control.number.given() == Some(name));
    numbered.map(|(control, _)| Asked::Control(control))
}

/// Reports the levels of a control that does not hold at the level in question.
fn elsewhere(scheme: &Scheme, control: ControlId, basis: &Basis<'_>) -> String {
    let named = basis.control(control);
    let level = basis.plan.level.map_or("", |level| scheme.level_key(level));
    let levels = scheme.levels_of(control).join(", ");
    format!(
        "{} is not called for at {level}: it holds at {levels}\n  title: {}\n",
        named.key, named.title
    )
}
