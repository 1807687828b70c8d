//! `praman evidence check`: checks the evidence of a dossier.

use std::path::{Path, PathBuf};

use super::folder::Folder;
use crate::answers::{AnswerSet, Found};
use crate::cli::codes;
use crate::cli::dossier::now;
use crate::cli::report::counted;
use crate::cli::session::{Read, SchemeArguments, Session, Stop};
use crate::cli::terminal::{Answer, Terminal};
use crate::diag::{Checked, Diagnostics};
use crate::holdings::{
    Around, EvidenceInView, check_evidence, check_files, check_found, check_laboratory,
    check_samples, cited_numbers, with_found,
};
use crate::intake::{RegisterDraft, read_found, read_laboratory, read_samples};
use crate::model::{Date, Scheme};
use crate::plan::plan_target;
use crate::product::Product;
use crate::project::{Disk, FileSystem, Kind, is_dossier, load_dossier, load_text, look_at_files};
use crate::source::FileId;

const FOUND: &str = "found.yaml";
const SAMPLES: &str = "samples.yaml";

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
    #[command(flatten)]
    scheme: SchemeArguments,
}

pub(super) fn check(arguments: &Arguments, terminal: Terminal) -> Answer {
    let day = arguments.today.as_deref().map(Date::parse);
    let Some(day) = day.unwrap_or_else(today).filter(|day| day.day.is_some()) else {
        return Answer::usage("`--today` takes a date such as 2026-01-31");
    };
    let mut session = Session::default();
    let result = check_folder(&mut session, arguments, day);
    session.finish(result, terminal)
}

/// Returns the day, in UTC.
fn today() -> Option<Date> {
    Date::parse(now()?.as_str().get(..10)?)
}

fn check_folder(session: &mut Session, arguments: &Arguments, today: Date) -> Result<String, Stop> {
    let folder = Folder::open(session, &arguments.folder)?;
    let registers = folder.registers(session)?;
    if !folder.has_product() {
        return session.fail(codes::no_product_file(&arguments.folder));
    }
    let Read {
        scheme,
        product,
        level,
    } = folder.read(session, arguments.level.as_deref(), &arguments.scheme)?;
    let mut found_wrong = check_registered_files(&folder, &registers);
    found_wrong.append(check_own_file(session, arguments, &scheme, today)?);
    let side = Side {
        folder: &folder,
        scheme: &scheme,
        product: &product,
        registers: &registers,
        today,
    };
    let found = found_wrong.take(side.check_found(session));
    found_wrong.append(side.check_samples(session));
    let answers = answers_of(session, &folder);
    let target = with_found(&product, &found);
    let plan = session.pass(plan_target(&scheme, level, &target))?;
    let checked = check_evidence(&EvidenceInView {
        scheme: &scheme,
        plan: &plan,
        target: &target,
        listed: &product.evidence,
        registers: &registers,
        people: folder.head.as_ref().map(|head| &head.people),
        cited: &cited_numbers(&answers, &found),
        today,
    });
    found_wrong.append(checked.diagnostics);
    session.pass(Checked::new((), found_wrong))?;
    let pieces = registers
        .iter()
        .map(|draft| draft.register.pieces.iter().count());
    let count = pieces.sum::<usize>() + product.evidence.len();
    let pieces = counted(count, "piece");
    Ok(if session.diagnostics.is_empty() {
        format!("all in order: {pieces} of evidence\n")
    } else {
        format!("{pieces} of evidence; see the warnings\n")
    })
}

/// Hashes all registered files, and reports those that are not as they were.
fn check_registered_files(folder: &Folder<'_>, registers: &[RegisterDraft]) -> Diagnostics {
    let mut reports = Diagnostics::new();
    for draft in registers {
        let found = look_at_files(&Disk, folder.path, &draft.register);
        reports.append(check_files(&draft.register.pieces, &draft.places, &found));
    }
    reports
}

/// Reads a file of the dossier, if it is there.
fn read(session: &mut Session, path: &Path) -> Option<FileId> {
    if !matches!(Disk.kind(path), Ok(Some(Kind::File))) {
        return None;
    }
    let read = load_text(&Disk, &mut session.sources, path);
    session.keep(read).ok()
}

/// Checks the laboratory's own file, if one is named.
fn check_own_file(
    session: &mut Session,
    arguments: &Arguments,
    scheme: &Scheme,
    today: Date,
) -> Result<Diagnostics, Stop> {
    let mut reports = Diagnostics::new();
    if let Some(path) = &arguments.laboratory {
        let read = load_text(&Disk, &mut session.sources, path);
        let file = session.keep(read)?;
        let draft = reports.take(read_laboratory(file, session.text(file)));
        reports.append(check_laboratory(scheme, &draft, today));
    }
    Ok(reports)
}

/// What side files are checked against.
struct Side<'s> {
    folder: &'s Folder<'s>,
    scheme: &'s Scheme,
    product: &'s Product,
    registers: &'s [RegisterDraft],
    today: Date,
}

impl Side<'_> {
    /// Reads and checks the found entries.
    fn check_found(&self, session: &mut Session) -> Checked<Found> {
        let Some(file) = read(session, &self.folder.path.join(FOUND)) else {
            return Checked::new(Found::default(), Diagnostics::new());
        };
        let target = &self.product.target;
        let mut read = read_found(self.scheme, target, file, session.text(file));
        let reports = self.around(|around| check_found(around, &read.value));
        read.diagnostics.append(reports);
        read
    }

    /// Reads and checks the samples.
    fn check_samples(&self, session: &mut Session) -> Diagnostics {
        let mut reports = Diagnostics::new();
        if let Some(file) = read(session, &self.folder.path.join(SAMPLES)) {
            let draft = reports.take(read_samples(file, session.text(file)));
            reports.append(self.around(|around| check_samples(around, &draft)));
        }
        reports
    }

    fn around(&self, check: impl Fn(&Around<'_>) -> Diagnostics) -> Diagnostics {
        let models: Vec<String> = self
            .product
            .model_keys()
            .map(|key| key.to_string())
            .collect();
        let pieces = self.registers.iter();
        let pieces = pieces.flat_map(|draft| draft.register.pieces.iter());
        let evidence = pieces.map(|(number, _)| number.to_string()).collect();
        check(&Around {
            scheme: self.scheme,
            models: &models,
            people: self.folder.head.as_ref().map(|head| &head.people),
            evidence: &evidence,
            today: self.today,
        })
    }
}

/// Returns the answers of a dossier. What is wrong with them is no matter of evidence.
fn answers_of(session: &mut Session, folder: &Folder<'_>) -> AnswerSet {
    if !is_dossier(&Disk, folder.path) {
        return AnswerSet::default();
    }
    let loaded = load_dossier(&Disk, &mut session.sources, folder.path).value;
    loaded.map(|dossier| dossier.answers).unwrap_or_default()
}
