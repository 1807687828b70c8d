//! `praman build`: the documents of a product.

mod open;
mod summary;

use std::ffi::OsStr;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::output::{OutputArguments, scheme_errors, write_documents};
use super::session::{SchemeArguments, Session, Stop, Wanted};
use super::terminal::{Answer, Look, Terminal};
use crate::diag::Checked;
use crate::plan::plan_target;
use crate::project::safe_name;
use crate::render::{DOCUMENTS, DocumentSpec, Format, MadeOf, SharedView, When, list_files};
use crate::view::{Basis, view_build_index};
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
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = read_target, help = target_help())]
    target: Vec<&'static DocumentSpec>,
    #[command(flatten)]
    output: OutputArguments,
    /// Write into this folder; without it, into out/NAME, where NAME is that of the product file, or that of
    /// its folder where the file is called product.yaml
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Returns the documents of a product, in the order of work.
fn of_product() -> impl Iterator<Item = &'static DocumentSpec> {
    DOCUMENTS
        .iter()
        .copied()
        .filter(|spec| spec.is_of_product())
}

fn read_target(word: &str) -> Result<&'static DocumentSpec, String> {
    let found = of_product().find(|spec| spec.key == word);
    let known = || of_product().map(|spec| spec.key).collect::<Vec<_>>();
    found.ok_or_else(|| format!("the documents are {}", known().join(", ")))
}

fn target_help() -> String {
    let made = |wanted: When| {
        of_product().filter(move |spec| match spec.made_of {
            MadeOf::Product { when, .. } => when == wanted,
            MadeOf::Build | MadeOf::Scheme => false,
        })
    };
    let by_default: Vec<&str> = made(When::ByDefault).map(|spec| spec.key).collect();
    let on_request = made(When::OnRequest).map(|spec| format!("{} ({})", spec.key, spec.purpose));
    let on_request: Vec<String> = on_request.collect();
    format!(
        "Make only these documents, with commas between them: {}; or what is made on request alone: {}. The index of \
         all files is made with any of them; index alone makes nothing else",
        by_default.join(", "),
        on_request.join(", ")
    )
}

impl Arguments {
    /// Makes the documents that were asked for, or by default those that are made of every product. The index is not among
    /// them, since it needs the other documents.
    fn make(&self, basis: &Basis<'_>) -> Vec<SharedView> {
        let makers = of_product().filter_map(|spec| match spec.made_of {
            MadeOf::Product { when, view } => self.wants(spec, when).then_some(view),
            MadeOf::Build | MadeOf::Scheme => None,
        });
        let makers: Vec<_> = makers.collect();
        makers.into_par_iter().map(|view| view(basis)).collect()
    }

    fn wants(&self, spec: &DocumentSpec, when: When) -> bool {
        if self.target.is_empty() {
            when == When::ByDefault
        } else {
            self.target.iter().any(|asked| asked.key == spec.key)
        }
    }
}

pub(super) fn build(arguments: &Arguments, terminal: Terminal) -> Answer {
    if let Some(wrong) = arguments.output.refuse(&arguments.target) {
        return Answer::usage(&wrong);
    }
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
    let overrides = arguments.output.dress.read_templates(session)?;
    let stamp = arguments.output.dress.stamp();
    let Session {
        sources,
        diagnostics,
    } = session;
    // When they have been printed, the program ends and gives all memory back at once.
    let (read, plan) = (ManuallyDrop::new(read), ManuallyDrop::new(plan));
    let basis = Basis::new(&read.scheme, &plan, &read.product, sources, &stamp);
    let basis = ManuallyDrop::new(basis);
    let mut views = ManuallyDrop::new(arguments.make(&basis));
    let formats = arguments.output.formats();
    let index = Arc::new(view_build_index(&basis, list_files(&views, &formats)));
    // A list of files is useful only next to files that people or programs read.
    if formats.iter().any(|format| *format != Format::Csv) {
        views.push(Arc::clone(&index) as SharedView);
    }
    let default = || default_folder(&arguments.product);
    let folder = arguments.out.clone().unwrap_or_else(default);
    let written = write_documents(&views, &formats, &overrides, &folder, diagnostics)?;
    Ok(summarise(&Summary {
        basis: &basis,
        effort: &index.effort,
        folder: &folder,
        written: &written,
        look,
    }))
}

/// Returns the folder of results, named after the product file: `out/ip-camera` for `ip-camera/product.yaml`,
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
