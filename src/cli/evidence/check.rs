//! `praman evidence check`: checks the evidence of a dossier.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::beside::{Beside, BesideInView, listed};
use super::folder::Folder;
use super::opened::ListRow;
use crate::answers::AnswerSet;
use crate::cli::codes;
use crate::cli::dossier::now;
use crate::cli::json::to_json;
use crate::cli::report::counted;
use crate::cli::session::{Read, SchemeArguments, Session, Stop};
use crate::cli::terminal::{Answer, Lines, Terminal};
use crate::diag::Checked;
use crate::intake::{LaboratoryDraft, read_laboratory};
use crate::model::Date;
use crate::plan::plan_target;
use crate::project::{Disk, is_dossier, load_dossier, load_text};

/// Check the evidence of a dossier, and its side files
///
/// Says which files are no longer as they were registered, which evidence nothing asks for and which is missing, what
/// nobody can read or verify, and what is no longer valid. Found entries and samples are checked too.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Check the folder of this dossier
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Check what this level calls for; without it, the level of the dossier, or that of the product file
    #[arg(long, value_name = "LEVEL")]
    level: Option<String>,
    /// Check this file of the laboratory too: its equipment, its methods, its staff
    #[arg(long, value_name = "FILE")]
    laboratory: Option<PathBuf>,
    /// Take this day for today, as 2026-01-31
    #[arg(long, value_name = "DATE")]
    today: Option<String>,
    /// Choose the form of what is said; warnings and errors are printed beside it
    #[arg(long, value_enum, value_name = "FORM", default_value = "text")]
    format: Form,
    #[command(flatten)]
    scheme: SchemeArguments,
}

/// The form of what is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    /// Lines for people
    Text,
    /// JSON for programs
    Json,
}

pub(super) fn check(arguments: &Arguments, terminal: Terminal) -> Answer {
    let Some(day) = day_of(arguments.today.as_deref()) else {
        return Answer::usage("`--today` takes a date such as 2026-01-31");
    };
    let mut session = Session::default();
    let result = check_folder(&mut session, arguments, day);
    session.finish(result, terminal)
}

/// Returns the day that is named, or this day, in UTC.
pub(in crate::cli) fn day_of(named: Option<&str>) -> Option<Date> {
    let day = named.map_or_else(today, Date::parse);
    day.filter(|day| day.day.is_some())
}

fn today() -> Option<Date> {
    Date::parse(now()?.as_str().get(..10)?)
}

fn check_folder(session: &mut Session, arguments: &Arguments, today: Date) -> Result<String, Stop> {
    let folder = Folder::open(session, &arguments.folder)?;
    let mut beside = Beside::read(&mut session.sources, folder.path);
    let unread = std::mem::take(&mut beside.diagnostics);
    session.pass(Checked::new((), unread))?;
    if !folder.has_product() {
        return session.fail(codes::no_product_file(&arguments.folder));
    }
    let Read {
        scheme,
        product,
        found,
        level,
    } = folder.read(session, arguments.level.as_deref(), &arguments.scheme)?;
    let laboratory = read_own_file(session, arguments.laboratory.as_deref())?;
    let answers = answers_of(session, &folder);
    let plan = session.pass(plan_target(&scheme, level, &product.target))?;
    let view = BesideInView {
        folder: folder.path,
        scheme: &scheme,
        product: &product,
        plan: &plan,
        found: &found,
        beside: &beside,
        holder: folder.head.as_ref().map(|head| head.holder.as_str()),
        people: folder.head.as_ref().map(|head| &head.people),
        answers: &answers,
        laboratory: laboratory.as_ref(),
        today,
    };
    let lists = view.component_lists();
    let Checked { value, diagnostics } = view.check_with(&lists);
    let mut reports = diagnostics;
    reports.extend(value.into_iter().map(|lacking| lacking.report));
    session.pass(Checked::new((), reports))?;
    let pieces = beside.registers.iter();
    let pieces = pieces.map(|draft| draft.register.pieces.iter().count());
    let checked = CheckedEvidence {
        pieces: pieces.sum::<usize>() + listed(&product).len(),
        component_lists: lists.iter().filter_map(ListRow::of).collect(),
    };
    Ok(match arguments.format {
        Form::Json => to_json(&checked),
        Form::Text => say(&checked, session.diagnostics.is_empty()),
    })
}

/// What was checked.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct CheckedEvidence<'l> {
    /// The number of pieces of evidence.
    pieces: usize,
    component_lists: Vec<ListRow<'l>>,
}

fn say(checked: &CheckedEvidence<'_>, is_in_order: bool) -> String {
    let mut lines = Lines::default();
    for list in &checked.component_lists {
        lines.add(format!("{:<6}{}", list.number, list.line));
    }
    let pieces = counted(checked.pieces, "piece");
    lines.add(if is_in_order {
        format!("all in order: {pieces} of evidence")
    } else {
        format!("{pieces} of evidence; see the warnings")
    });
    lines.into_text()
}

/// Reads the laboratory's own file, if one is named. Mistakes in it are among the diagnostics.
pub(in crate::cli) fn read_own_file(
    session: &mut Session,
    path: Option<&Path>,
) -> Result<Option<LaboratoryDraft>, Stop> {
    let Some(path) = path else { return Ok(None) };
    let read = load_text(&Disk, &mut session.sources, path);
    let file = session.keep(read)?;
    let read = read_laboratory(file, session.text(file));
    Ok(Some(session.diagnostics.take(read)))
}

/// Returns the answers of a dossier. What is wrong with them is no matter of evidence.
fn answers_of(session: &mut Session, folder: &Folder<'_>) -> AnswerSet {
    if !is_dossier(&Disk, folder.path) {
        return AnswerSet::default();
    }
    let loaded = load_dossier(&Disk, &mut session.sources, folder.path).value;
    loaded.map(|dossier| dossier.answers).unwrap_or_default()
}
