//! `praman build`: the documents of a product.

mod open;
mod summary;
mod templates;

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::session::{SchemeArguments, Session, Stop, Wanted};
use super::terminal::{Answer, Look, Terminal};
use crate::check::check_scheme;
use crate::diag::{Checked, Diagnostics, Severity};
use crate::model::{Date, Scheme};
use crate::plan::plan_target;
use crate::project::{Disk, OutputFile, safe_name, write_results};
use crate::render::{DocumentKind, DocumentView, Format, render_documents};
use crate::view::{
    Basis, BuildStamp, ChecklistView, DeliveriesView, TcfView, TestPlanView, TraceabilityView,
    view_checklist, view_deliveries, view_tcf, view_test_plan, view_traceability,
};
use summary::{Summary, summarise};
use templates::read_templates;

/// Make the documents of a product: test plan, construction file, checklist, traceability
///
/// Nothing is written if there is an error. A file that a person changed since praman wrote it is not
/// replaced. What is open does not stop anything: it is marked in every document, and listed at the end
/// with the questions whose answers would settle it.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Read the product from this file
    #[arg(value_name = "PRODUCT")]
    product: PathBuf,
    /// Build for this level; without it, for the level that the product file names
    #[arg(long, value_name = "LEVEL")]
    level: Option<String>,
    #[command(flatten)]
    scheme: SchemeArguments,
    /// Make only these documents, with commas between them: plan, tcf, checklist, traceability; or deliveries,
    /// the list of what the vendor delivers, which the plan holds too and which goes out with the quotation
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = read_kind)]
    target: Vec<DocumentKind>,
    /// Write only these formats, with commas between them: md, html, json, csv
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = read_format)]
    format: Vec<Format>,
    /// Write into this folder; without it, into out/NAME, where NAME is that of the product file, or that of
    /// its folder where the file is called product.yaml
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Print this date on the documents, as 2026-01-31; without it, none is printed
    #[arg(long, value_name = "DATE", value_parser = read_date)]
    date: Option<Date>,
    /// Take templates and the style sheet from this folder where it has them, as tcf/document.md.j2
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
}

fn read_kind(word: &str) -> Result<DocumentKind, String> {
    let known = || DocumentKind::ALL.map(DocumentKind::key).join(", ");
    DocumentKind::from_key(word).ok_or_else(|| format!("the documents are {}", known()))
}

fn read_format(word: &str) -> Result<Format, String> {
    let known = || Format::ALL.map(Format::key).join(", ");
    Format::from_key(word).ok_or_else(|| format!("the formats are {}", known()))
}

fn read_date(word: &str) -> Result<Date, String> {
    let date = Date::parse(word).filter(|date| date.day.is_some());
    date.ok_or_else(|| "a date looks like 2026-01-31".to_owned())
}

/// Builds.
pub(super) fn build(arguments: &Arguments, terminal: Terminal) -> Answer {
    let mut session = Session::default();
    let result = build_product(&mut session, arguments, terminal.out);
    session.finish(result, terminal)
}

fn build_product(session: &mut Session, arguments: &Arguments, look: Look) -> Result<String, Stop> {
    let read = session.read_all(&Wanted {
        product: &arguments.product,
        level: arguments.level.as_deref(),
        scheme: &arguments.scheme,
    })?;
    session.pass(Checked::new((), scheme_errors(&read.scheme)))?;
    let plan = session.pass(plan_target(&read.scheme, read.level, &read.product.target))?;
    let overrides = read_templates(session, arguments.templates.as_deref())?;
    let stamp = BuildStamp {
        date: arguments.date.map(|date| date.to_string()),
        tool: Some(format!("praman {}", env!("CARGO_PKG_VERSION"))),
    };
    let Session {
        sources,
        diagnostics,
    } = session;
    let basis = Basis {
        scheme: &read.scheme,
        plan: &plan,
        product: &read.product,
        sources,
        stamp: &stamp,
    };
    let views = Views::of(&basis);
    let results = render(&views, arguments, &overrides, diagnostics)?;
    let folder = arguments
        .out
        .clone()
        .unwrap_or_else(|| default_folder(&arguments.product));
    let written = write_results(&Disk, &folder, &results).map_err(|failed| {
        diagnostics.append(failed);
        Stop
    })?;
    Ok(summarise(&Summary {
        basis: &basis,
        effort: &views.plan.effort,
        folder: &folder,
        written: &written,
        look,
    }))
}

/// Checks the scheme. Its warnings are for its maintainer, who runs `praman check`.
fn scheme_errors(scheme: &Scheme) -> Diagnostics {
    let found = check_scheme(scheme).into_iter();
    found
        .filter(|diagnostic| diagnostic.severity() == Severity::Error)
        .collect()
}

/// Renders what was asked for.
fn render(
    views: &Views,
    arguments: &Arguments,
    overrides: &BTreeMap<String, String>,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<OutputFile>, Stop> {
    let asked: &[DocumentKind] = if arguments.target.is_empty() {
        &DocumentKind::DEFAULT
    } else {
        &arguments.target
    };
    let kinds = chosen(&DocumentKind::ALL, asked);
    let wanted: Vec<DocumentView<'_>> = kinds.map(|kind| views.get(kind)).collect();
    let formats: Vec<Format> = chosen(&Format::ALL, &arguments.format).collect();
    let rendered = diagnostics.take(render_documents(&wanted, &formats, overrides));
    if diagnostics.has_errors() {
        return Err(Stop);
    }
    let files = rendered.into_iter();
    Ok(files
        .map(|(path, bytes)| OutputFile { path, bytes })
        .collect())
}

/// Returns what was asked for, each once, in the order of `all`; all of it where nothing was.
fn chosen<'a, T: Copy + PartialEq>(all: &'a [T], asked: &'a [T]) -> impl Iterator<Item = T> + 'a {
    all.iter()
        .copied()
        .filter(move |one| asked.is_empty() || asked.contains(one))
}

/// Every document as data; making one takes no time to speak of.
struct Views {
    plan: TestPlanView,
    tcf: TcfView,
    checklist: ChecklistView,
    traceability: TraceabilityView,
    deliveries: DeliveriesView,
}

impl Views {
    fn of(basis: &Basis<'_>) -> Self {
        Self {
            plan: view_test_plan(basis),
            tcf: view_tcf(basis),
            checklist: view_checklist(basis),
            traceability: view_traceability(basis),
            deliveries: view_deliveries(basis),
        }
    }

    fn get(&self, kind: DocumentKind) -> DocumentView<'_> {
        match kind {
            DocumentKind::Plan => DocumentView::Plan(&self.plan),
            DocumentKind::Tcf => DocumentView::Tcf(&self.tcf),
            DocumentKind::Checklist => DocumentView::Checklist(&self.checklist),
            DocumentKind::Traceability => DocumentView::Traceability(&self.traceability),
            DocumentKind::Deliveries => DocumentView::Deliveries(&self.deliveries),
        }
    }
}

/// Names the folder of results after the product file: `out/ip-camera` for `ip-camera/product.yaml`,
/// `out/lock` for `lock.yaml`.
fn default_folder(product: &Path) -> PathBuf {
    let stem = product.file_stem().unwrap_or_default();
    let folder = product.parent().and_then(Path::file_name);
    let name = match folder {
        Some(folder) if stem == OsStr::new("product") => folder,
        Some(_) | None => stem,
    };
    Path::new("out").join(safe_name(&name.to_string_lossy()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_named_after_the_product_file() {
        for (product, folder) in [
            ("examples/ip-camera/product.yaml", "out/ip-camera"),
            ("lock.yaml", "out/lock"),
            ("locks/lock.v2.yaml", "out/lock.v2"),
            ("product.yaml", "out/product"),
            ("../product.yaml", "out/product"),
            ("my locks/product.yaml", "out/my-locks"),
        ] {
            assert_eq!(
                default_folder(Path::new(product)),
                Path::new(folder),
                "{product}"
            );
        }
    }

    #[test]
    fn a_date_has_a_day() {
        assert!(read_date("2026-01-31").is_ok());
        assert!(read_date("2026-01").is_err() && read_date("today").is_err());
    }
}
