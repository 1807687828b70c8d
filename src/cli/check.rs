//! `praman check`: checks a scheme and product files.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use rayon::prelude::*;

use super::codes;
use super::json::render_json;
use super::report::{count_words, counted};
use super::session::{OverlayArguments, Session, Stop};
use super::terminal::{Answer, Exit, Terminal};
use crate::check::check_schemes;
use crate::diag::{Checked, Diagnostic, Diagnostics};
use crate::model::Scheme;
use crate::plan::plan_target;
use crate::project::{Disk, FileSystem, Kind, load_scheme, shipped, shown};
use crate::resolve::{EditionChoice, EditionHead, OVERLAY_NOT_USED, collect_declarations};
use crate::syntax::ast::SyntaxFile;

/// Check a scheme and product files
///
/// Folders and `.prm` files are read together as one scheme. Without any, the scheme that ships with
/// praman is checked. `.yaml` files are product files, and are checked against the scheme.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Name folders and .prm files of a scheme, and .yaml files of products
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    overlay: OverlayArguments,
    /// Choose the form of the messages
    #[arg(long, value_enum, value_name = "FORM", default_value = "human")]
    message_format: Messages,
}

/// The form of the messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Messages {
    /// Text for people, on standard error
    Human,
    /// One JSON document, on standard output
    Json,
}

pub(super) fn check(arguments: &Arguments, terminal: Terminal) -> Answer {
    let mut session = Session::default();
    let result = check_paths(&mut session, arguments);
    match arguments.message_format {
        Messages::Human => session.finish(result, terminal),
        Messages::Json => {
            let diagnostics = session.diagnostics.sorted();
            let exit = if diagnostics.has_errors() {
                Exit::Errors
            } else {
                Exit::Fine
            };
            let out = render_json(&session.sources, &diagnostics);
            Answer {
                exit,
                ..Answer::fine(out)
            }
        }
    }
}

/// The schemes and products that the paths name.
#[derive(Debug, Default)]
struct Named<'a> {
    scheme: Vec<&'a Path>,
    products: Vec<&'a Path>,
}

fn check_paths(session: &mut Session, arguments: &Arguments) -> Result<String, Stop> {
    let named = sort_paths(session, &arguments.paths);
    let mut files = read_scheme(session, &named.scheme);
    files.extend(session.read_overlays(&arguments.overlay));
    let is_unread = |diagnostic: &Diagnostic| crate::project::CODES.contains(&diagnostic.code);
    if session.diagnostics.iter().any(is_unread) {
        // Items in a file that cannot be read would seem to be missing everywhere else.
        return Err(Stop);
    }
    let (schemes, catalogs) = resolve_editions(session, &files);
    // The program ends with the check. Freeing a large scheme text by text would take a twentieth of its time.
    let schemes: &[Scheme] = schemes.leak();
    let files: &[SyntaxFile] = if named.products.is_empty() {
        // Nothing but a product needs the files from here on; freed, they make room for the checks.
        rayon::spawn(move || drop(files));
        &[]
    } else {
        files.leak()
    };
    session
        .diagnostics
        .append(check_schemes(schemes, &catalogs));
    let mut summary: String = schemes.iter().map(scheme_words).collect();
    if session.diagnostics.has_errors() {
        // Against a scheme with holes, a product would get reports of mistakes that are not its own.
        return Err(Stop);
    }
    let mut diagnostics = std::mem::take(&mut session.diagnostics);
    for path in &named.products {
        summary += &check_product(session, files, path).unwrap_or_default();
        diagnostics.append(std::mem::take(&mut session.diagnostics));
    }
    // A diagnostic that is shown once is counted once.
    session.diagnostics = diagnostics.sorted();
    if session.diagnostics.has_errors() {
        return Err(Stop);
    }
    Ok(format!("{summary}{}\n", count_words(&session.diagnostics)))
}

/// Resolves every edition, and the catalogs that no edition uses. A mistake that they share is reported once.
fn resolve_editions(session: &mut Session, files: &[SyntaxFile]) -> (Vec<Scheme>, Vec<Scheme>) {
    let declared = collect_declarations(files);
    let heads = declared.editions();
    let names: Vec<String> = heads.iter().map(EditionHead::name).collect();
    let choices: Vec<EditionChoice<'_>> = match names.as_slice() {
        [] => vec![EditionChoice::Only],
        names => names
            .iter()
            .map(|name| EditionChoice::Named(name))
            .collect(),
    };
    let mut schemes = Vec::new();
    let mut unused: Vec<Diagnostics> = Vec::new();
    let resolve = |choice: EditionChoice<'_>| declared.resolve_edition(choice);
    let resolved: Vec<_> = choices.into_par_iter().map(resolve).collect();
    for Checked { value, diagnostics } in resolved {
        let (of_overlays, others) = split_unused(diagnostics);
        session.diagnostics.append(others);
        unused.push(of_overlays);
        schemes.extend(value);
    }
    session.diagnostics.extend(in_all(unused));
    let catalogs = session.diagnostics.take(declared.resolve_unused_catalogs());
    (schemes, catalogs)
}

/// Splits off the reports of overlays that an edition does not use.
fn split_unused(diagnostics: Diagnostics) -> (Diagnostics, Diagnostics) {
    let is_unused = |diagnostic: &Diagnostic| *diagnostic.code == OVERLAY_NOT_USED;
    let (unused, others): (Vec<_>, Vec<_>) = diagnostics.into_iter().partition(is_unused);
    (unused.into_iter().collect(), others.into_iter().collect())
}

/// Returns the diagnostics that all editions share, since an overlay is used if any edition uses it.
fn in_all(reports: Vec<Diagnostics>) -> Vec<Diagnostic> {
    let mut reports = reports.into_iter();
    let mut common: Vec<Diagnostic> = reports.next().into_iter().flatten().collect();
    for report in reports {
        common.retain(|diagnostic| report.iter().any(|same| same == diagnostic));
    }
    common
}

fn scheme_words(scheme: &Scheme) -> String {
    let parts = [
        counted(scheme.controls.len(), "control"),
        counted(scheme.procedures.len(), "procedure"),
        format!("{} of evidence", counted(scheme.evidence.len(), "kind")),
        counted(scheme.scenarios.len(), "scenario"),
    ];
    format!("{}: {}\n", scheme.edition.name(), parts.join(", "))
}

/// Checks a product file. Constraints are checked whether or not it names a level.
fn check_product(session: &mut Session, files: &[SyntaxFile], path: &Path) -> Result<String, Stop> {
    let (file, head) = session.read_head(path)?;
    let scheme = session.resolve(files, None, Some(&head))?;
    let product = session.read_product(&scheme, file)?;
    let plan = session.pass(plan_target(&scheme, product.level, &product.target))?;
    let level = plan.level.map_or_else(
        || "no level named".to_owned(),
        |level| format!("at {}", scheme.level_key(level)),
    );
    let variants = counted(plan.variants.len(), "variant");
    Ok(format!(
        "{}: {}, {level}, {variants}\n",
        shown(path),
        scheme.edition.name()
    ))
}

fn sort_paths<'a>(session: &mut Session, paths: &'a [PathBuf]) -> Named<'a> {
    let mut named = Named::default();
    for path in paths {
        let extension = path
            .extension()
            .map(|end| end.to_string_lossy().to_ascii_lowercase());
        match (Disk.kind(path), extension.as_deref()) {
            (Ok(Some(Kind::Folder)), _) | (_, Some("prm")) => named.scheme.push(path),
            (_, Some("yaml" | "yml")) => named.products.push(path),
            // What is wrong with them is reported when they are read.
            (Ok(None | Some(Kind::Dangling | Kind::Other)) | Err(_), _) => named.scheme.push(path),
            (Ok(Some(Kind::File)), _) => {
                session.diagnostics.push(codes::unknown_kind(&shown(path)));
            }
        }
    }
    named
}

fn read_scheme(session: &mut Session, roots: &[&Path]) -> Vec<SyntaxFile> {
    if roots.is_empty() {
        // A mistake in the shipped scheme is reported like any other.
        let read = load_scheme(&shipped(), &mut session.sources, Path::new("."));
        return session.diagnostics.take(read);
    }
    session.read_each(roots, |sources, root| load_scheme(&Disk, sources, root))
}
