//! `praman why`: explains why a control applies to a product, or does not.

mod answer;
mod clause;
mod open;

use std::path::PathBuf;

use super::codes;
use super::session::{Read, SchemeArguments, Session, Stop, Wanted};
use super::terminal::{Answer, Look, Terminal};
use crate::model::{ControlId, Scheme};
use crate::plan::plan_target;
use crate::view::{Basis, BuildStamp};

pub(super) use answer::question_words;

/// Say why a control applies to a product, does not apply, or is open
///
/// Shows the clause of the scheme and the lines of the product file that decide it; for an open control, and
/// for what is open in what a control calls for, the questions whose answers would.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Name the control, as asvs-c:C.9 or C.9
    #[arg(value_name = "CONTROL")]
    control: String,
    /// Read the product from this file
    #[arg(value_name = "PRODUCT")]
    product: PathBuf,
    /// Ask at this level; without it, at the level that the product file names
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
    } = session.read_all(&Wanted {
        product: &arguments.product,
        level: arguments.level.as_deref(),
        scheme: &arguments.scheme,
    })?;
    let Some(control) = scheme.find_control(&arguments.control) else {
        return session.fail(codes::unknown_control(&scheme, &arguments.control));
    };
    let plan = session.pass(plan_target(&scheme, level, &product.target))?;
    let stamp = BuildStamp::default();
    let basis = Basis::new(&scheme, &plan, &product, &session.sources, &stamp);
    let explained = answer::explain_control(&basis, control, look);
    Ok(explained.unwrap_or_else(|| elsewhere(&scheme, control, &basis)))
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
