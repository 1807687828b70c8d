//! `praman build`: the documents of a product.

mod open;
mod summary;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::output::{OutputArguments, chosen, scheme_errors, write_documents};
use super::session::{SchemeArguments, Session, Stop, Wanted};
use super::terminal::{Answer, Look, Terminal};
use crate::diag::Checked;
use crate::plan::plan_target;
use crate::project::safe_name;
use crate::render::{DocumentKind, DocumentView, Format, list_files};
use crate::view::{
    Basis, ChecklistView, DeliveriesView, TcfView, TestPlanView, TraceabilityView,
    view_build_index, view_checklist, view_deliveries, view_tcf, view_test_plan, view_traceability,
};
use summary::{Summary, summarise};

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
    /// the list of what the vendor delivers, which the plan holds too and which goes out with the quotation. The
    /// index of all files is made with any of them; index alone makes nothing else
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = read_kind)]
    target: Vec<DocumentKind>,
    #[command(flatten)]
    output: OutputArguments,
    /// Write into this folder; without it, into out/NAME, where NAME is that of the product file, or that of
    /// its folder where the file is called product.yaml
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl Arguments {
    /// Returns the documents asked for; where none was, those that are made of every product.
    fn asked(&self) -> &[DocumentKind] {
        if self.target.is_empty() {
            &DocumentKind::DEFAULT
        } else {
            &self.target
        }
    }
}

fn read_kind(word: &str) -> Result<DocumentKind, String> {
    let all = DocumentKind::OF_PRODUCT;
    let known = || all.map(DocumentKind::key).join(", ");
    let found = DocumentKind::from_key(word).filter(|kind| all.contains(kind));
    found.ok_or_else(|| format!("the documents are {}", known()))
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
    let overrides = arguments.output.read_templates(session)?;
    let stamp = arguments.output.stamp();
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
    let views = Views::of(&basis, arguments.asked());
    let formats = arguments.output.formats();
    let kinds = chosen(&DocumentKind::OF_PRODUCT, arguments.asked());
    let mut wanted: Vec<DocumentView<'_>> = kinds.filter_map(|kind| views.get(kind)).collect();
    let index = view_build_index(&basis, list_files(&wanted, &formats));
    // A list of files is of use beside files that people or programs read.
    if formats.iter().any(|format| *format != Format::Csv) {
        wanted.push(DocumentView::Index(&index));
    }
    let default = || default_folder(&arguments.product);
    let folder = arguments.out.clone().unwrap_or_else(default);
    let written = write_documents(&wanted, &formats, &overrides, &folder, diagnostics)?;
    Ok(summarise(&Summary {
        basis: &basis,
        effort: &views.plan.effort,
        folder: &folder,
        written: &written,
        look,
    }))
}

/// Every document as data.
struct Views {
    plan: TestPlanView,
    tcf: TcfView,
    checklist: ChecklistView,
    traceability: TraceabilityView,
    /// The plan holds the same list, so it is made only where it is asked for.
    deliveries: Option<DeliveriesView>,
}

impl Views {
    fn of(basis: &Basis<'_>, asked: &[DocumentKind]) -> Self {
        let papers = || {
            let (tcf, checklist) = (view_tcf(basis), view_checklist(basis));
            (tcf, checklist, view_traceability(basis))
        };
        let ((tcf, checklist, traceability), plan) = rayon::join(papers, || view_test_plan(basis));
        let wants_deliveries = asked.contains(&DocumentKind::Deliveries);
        Self {
            plan,
            tcf,
            checklist,
            traceability,
            deliveries: wants_deliveries.then(|| view_deliveries(basis)),
        }
    }

    /// Returns a document; `None` of one that was not asked for, of the index, which needs the others, and of one
    /// that is not of a product.
    fn get(&self, kind: DocumentKind) -> Option<DocumentView<'_>> {
        Some(match kind {
            DocumentKind::Plan => DocumentView::Plan(&self.plan),
            DocumentKind::Tcf => DocumentView::Tcf(&self.tcf),
            DocumentKind::Checklist => DocumentView::Checklist(&self.checklist),
            DocumentKind::Traceability => DocumentView::Traceability(&self.traceability),
            DocumentKind::Deliveries => DocumentView::Deliveries(self.deliveries.as_ref()?),
            DocumentKind::Index | DocumentKind::Scheme | DocumentKind::Provenance => return None,
        })
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
}
