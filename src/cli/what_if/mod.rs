//! `praman what-if`: what comes and goes if a product changes.

mod change;
mod faults;
mod words;

use std::path::{Path, PathBuf};

use super::codes;
use super::json::to_json;
use super::options::Form;
use super::session::{PRODUCT_FILE, Read, SchemeArguments, Session, Stop, Wanted};
use super::terminal::{Answer, Look, Terminal};
use crate::holdings::with_found;
use crate::model::Scheme;
use crate::plan::plan_target;
use crate::product::{NOT_THERE, Product, UNKNOWN_COVER, read_product};
use crate::project::{Disk, is_dossier, load_text};
use crate::source::FileId;
use crate::view::{Basis, BuildStamp, view_difference};

use change::{Change, apply_change, read_change};
use faults::{split_in_braces, unfit_value};

/// Show what comes and goes if the product changes: controls, tests, evidence, hours and samples
///
/// A CHANGE is an answer as in the product file, `secure_boot=no`, `chip.main.tee=none` or `radio=none`; an entry that comes,
/// `+radio.ble{technology=ble,active=[field]}`; or an entry that goes, `-radio.wifi`. Several changes are made one after the
/// other. Nothing is written: the product file and the dossier stay as they are.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Read the product from this file, or from the folder of a dossier
    #[arg(value_name = "PRODUCT")]
    product: PathBuf,
    /// Change this; options come before the first change, and quotes keep the shell from reading braces
    #[arg(value_name = "CHANGE", required = true, allow_hyphen_values = true)]
    changes: Vec<String>,
    /// Ask at this level; by default, at the level that the product file names
    #[arg(long, value_name = "LEVEL")]
    level: Option<String>,
    #[command(flatten)]
    scheme: SchemeArguments,
    /// Choose the form of the answer
    #[arg(long, value_enum, value_name = "FORM", default_value = "text")]
    format: Form,
}

pub(super) fn what_if(arguments: &Arguments, terminal: Terminal) -> Answer {
    let mut session = Session::default();
    let result = compare(&mut session, arguments, terminal.out);
    session.finish(result, terminal)
}

fn compare(session: &mut Session, arguments: &Arguments, look: Look) -> Result<String, Stop> {
    let before = session.read_all(&Wanted {
        product: &arguments.product,
        level: arguments.level.as_deref(),
        scheme: &arguments.scheme,
    })?;
    let mut file = arguments.product.clone();
    if is_dossier(&Disk, &file) {
        file.push(PRODUCT_FILE);
    }
    let after = change_product(session, &before, &file, &arguments.changes)?;
    let Read {
        scheme,
        product,
        level,
        found: _,
    } = &before;
    let plan = session.pass(plan_target(scheme, *level, &product.target))?;
    let plan_after = session.pass(plan_target(scheme, *level, &after.target))?;
    let stamp = BuildStamp::default();
    let basis = Basis::new(scheme, &plan, product, &session.sources, &stamp);
    let basis_after = Basis::new(scheme, &plan_after, &after, &session.sources, &stamp);
    let difference = view_difference(&basis, &basis_after);
    Ok(match arguments.format {
        Form::Text => words::show(&difference, &arguments.changes, look),
        Form::Json => to_json(&difference),
    })
}

/// Reads the product as it would be, from its file as that would be.
fn change_product(
    session: &mut Session,
    before: &Read,
    file: &Path,
    changes: &[String],
) -> Result<Product, Stop> {
    let Read {
        scheme,
        product,
        found,
        ..
    } = before;
    let read = load_text(&Disk, &mut session.sources, file);
    let file = session.keep(read)?;
    let mut text = session.text(file).to_owned();
    let mut altered = None;
    for written in changes {
        let now = altered.as_ref().unwrap_or(product);
        let lead = &now.target.lead;
        let change = session.keep(read_change(scheme, lead, written))?;
        if let Some(report) = unfit_value(&change, written) {
            return session.fail(report);
        }
        let applied = |change: &Change| apply_change(scheme, lead, &text, change);
        let Some(made) = applied(&change) else {
            let split = split_in_braces(&change, written, |change| applied(change).is_some());
            let in_file = || codes::change_not_made(written, &product.file);
            return session.fail(split.unwrap_or_else(in_file));
        };
        text = made;
        let name = format!("{} after {written}", product.file);
        let file = session.sources.add(&name, text.as_str());
        altered = Some(read_altered(session, scheme, file)?);
    }
    let mut after = altered.unwrap_or_else(|| product.clone());
    after.lead.clone_from(&product.lead);
    after.target = with_found(scheme, &after, found);
    // What a dossier holds beside the product file is not changed.
    after.evidence.clone_from(&product.evidence);
    Ok(after)
}

/// Reads a product file that was altered. Evidence and variants may still name what is gone; that is no mistake of a question.
fn read_altered(session: &mut Session, scheme: &Scheme, file: FileId) -> Result<Product, Stop> {
    let mut read = read_product(scheme, file, session.text(file));
    let left_behind = [&NOT_THERE, &UNKNOWN_COVER];
    read.diagnostics
        .retain(|one| !left_behind.contains(&one.code));
    session.pass(read)
}
