//! `praman build`: the documents of a product.

mod resources;
mod summary;

use std::ffi::OsStr;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::codes;
use super::dossier::{no_paper_of_round, no_round, round_of_file};
use super::making::{Made, Making, Purpose, with_made};
use super::output::{Destination, OutputArguments, Templates, read_date, write_documents};
use super::session::{SchemeArguments, Session, Stop};
use super::terminal::{Answer, Look, Terminal};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::Date;
use crate::product::{ContactField, IdentityField, Product, Text};
use crate::project::{Disk, FileSystem, Occupied, Subject, is_dossier, safe_name};
use crate::render::{
    DOCUMENTS, DocumentSpec, Format, MadeOf, ProductDocument, SharedView, When, list_files,
    product_documents,
};
use crate::view::{BuildStamp, ROUND_PAPERS, round_paper, view_build_index};
pub(super) use resources::{Held, OwnFiles};
pub(super) use summary::hours;
use summary::{Answers, Summary, summarise};

/// Make the documents of a product: test plan, the forms of the edition, traceability
///
/// Nothing is written if there is an error. A file that a person changed since praman wrote it is not
/// replaced. Open controls do not stop a build: what is open is marked in every document, and listed at the end
/// with the questions whose answers would settle it.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Read the product from this file, or from the folder of a dossier, whose answers are printed in their places
    #[arg(value_name = "PRODUCT")]
    product: PathBuf,
    /// Build for this level; by default, for the level that the product file names
    #[arg(long, value_name = "LEVEL")]
    level: Option<String>,
    #[command(flatten)]
    scheme: SchemeArguments,
    #[arg(long, value_name = "LIST", value_delimiter = ',', help = target_help())]
    target: Vec<String>,
    #[command(flatten)]
    output: OutputArguments,
    /// Write into this folder; by default, for a dossier into out in its folder, and otherwise into out/NAME, where NAME is
    /// the name of the product file, or of its folder if the file is called product.yaml
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Give the schedule dates: the first working day, in the form 2026-02-02; Saturdays, Sundays and
    /// the closed days of the laboratory are left out
    #[arg(long, value_name = "DATE", value_parser = read_date)]
    first_day: Option<Date>,
    /// Make the papers of this round of tests of a dossier, from 2: plan, procedures, record, deliveries, or those of them
    /// that --target names; what they cover is that of the round alone
    #[arg(long, value_name = "N")]
    round: Option<u32>,
    /// Open the fields of this party in the HTML documents of a dossier; by default, those of the party that fills in each
    /// document: the author of a form, or the one that answers most of it
    #[arg(long, value_name = "PARTY")]
    open_for: Option<String>,
    /// Show what this file of the laboratory says: its accreditation, methods, staff, equipment and rates; by default, for a
    /// dossier of the laboratory, what laboratory.yaml beside its folder says, if there is such a file
    #[arg(long, value_name = "FILE")]
    laboratory: Option<PathBuf>,
    /// Propose what this file of the manufacturer says where nothing else gives it: name, address, contact, and show its logo; by
    /// default, for a dossier of the party that applies, what maker.yaml beside its folder says, if there is such a file
    #[arg(long, value_name = "FILE")]
    maker: Option<PathBuf>,
    /// Replace the documents of another product in that folder; by default, nothing is written if there are any
    #[arg(long)]
    replace: bool,
}

fn target_help() -> String {
    let made = |wanted: When| {
        DOCUMENTS.iter().filter(move |spec| match spec.made_of {
            MadeOf::Product { when, .. } => when == wanted,
            MadeOf::Form { .. } | MadeOf::Build | MadeOf::Scheme => false,
        })
    };
    let by_default: Vec<&str> = made(When::ByDefault).map(|spec| spec.key).collect();
    let on_request = made(When::OnRequest).map(|spec| format!("{} ({})", spec.key, spec.purpose));
    let on_request: Vec<String> = on_request.collect();
    format!(
        "Make only these documents, separated by commas: {}, the forms of the edition by the names of their files, or \
         those made only on request: {}. The index of all files is made with any of them; index alone makes nothing else",
        by_default.join(", "),
        on_request.join(", ")
    )
}

/// What is built, and where it goes.
pub(super) struct Order<'o> {
    /// The product file, or the folder of a dossier.
    pub product: &'o Path,
    pub level: Option<&'o str>,
    pub scheme: &'o SchemeArguments,
    pub chosen: Chosen<'o>,
    pub output: &'o OutputArguments,
    pub out: Option<&'o Path>,
    pub first_day: Option<Date>,
    pub open_for: Option<&'o str>,
    pub own_files: OwnFiles<'o>,
    pub replace: bool,
}

/// Which documents are built.
#[derive(Debug, Clone, Copy)]
pub(super) enum Chosen<'o> {
    /// Those that are made of every product.
    ByDefault,
    /// Those with these keys.
    Named(&'o [String]),
    /// The papers of a round of tests: those with these keys in the first round, or all.
    OfRound(u32, &'o [String]),
    /// Those that close a certification.
    Closing,
}

impl<'o> From<&'o Arguments> for Order<'o> {
    fn from(arguments: &'o Arguments) -> Self {
        Self {
            product: &arguments.product,
            level: arguments.level.as_deref(),
            scheme: &arguments.scheme,
            chosen: match (arguments.round, arguments.target.as_slice()) {
                (Some(round), asked) => Chosen::OfRound(round, asked),
                (None, []) => Chosen::ByDefault,
                (None, named) => Chosen::Named(named),
            },
            output: &arguments.output,
            out: arguments.out.as_deref(),
            first_day: arguments.first_day,
            open_for: arguments.open_for.as_deref(),
            own_files: OwnFiles {
                laboratory: arguments.laboratory.as_deref(),
                maker: arguments.maker.as_deref(),
            },
            replace: arguments.replace,
        }
    }
}

impl Chosen<'_> {
    /// Chooses the documents that were asked for. The index is not among them, since it needs the other documents.
    fn choose(
        self,
        documents: Vec<ProductDocument>,
    ) -> Result<Vec<ProductDocument>, Box<Diagnostic>> {
        let asked_keys = self.document_keys(&documents)?;
        let known = || {
            let keys = documents.iter().map(|document| document.key.as_str());
            keys.chain([INDEX])
        };
        let unknown = |asked: &&String| !known().any(|key| key == asked.as_str());
        if let Some(asked) = asked_keys.iter().find(unknown) {
            return Err(Box::new(codes::unknown_document(asked, known())));
        }
        let chosen = documents
            .into_iter()
            .filter(|document| self.wants(document, &asked_keys));
        Ok(chosen.collect())
    }

    fn wants(self, document: &ProductDocument, asked_keys: &[String]) -> bool {
        match self {
            Self::ByDefault => document.when == When::ByDefault,
            Self::Named(_) | Self::OfRound(..) => asked_keys.contains(&document.key),
            Self::Closing => document.closes,
        }
    }

    /// Returns the keys of the documents that were asked for, of a round those of its papers; none where nobody asked.
    fn document_keys(self, documents: &[ProductDocument]) -> Result<Vec<String>, Box<Diagnostic>> {
        match self {
            Self::ByDefault | Self::Closing => Ok(Vec::new()),
            Self::Named(named) => Ok(named.to_vec()),
            Self::OfRound(round, asked) => papers_of(round, asked, documents),
        }
    }
}

/// Returns the keys of the papers of a round: all of them, or those that are asked for by the names of the first round.
fn papers_of(
    round: u32,
    asked: &[String],
    documents: &[ProductDocument],
) -> Result<Vec<String>, Box<Diagnostic>> {
    let papers = ROUND_PAPERS.map(|(paper, _)| paper);
    let is_other = |asked: &&String| !papers.contains(&asked.as_str()) && *asked != INDEX;
    if let Some(wrong_key) = asked.iter().find(is_other) {
        return Err(Box::new(no_paper_of_round(wrong_key, &papers.join(", "))));
    }
    let is_there = |round: u32| {
        let plan = round_paper("plan", round);
        documents.iter().any(|document| document.key == plan)
    };
    if !is_there(round) {
        // Rounds are counted without a gap.
        let most = u32::try_from(documents.len()).unwrap_or(u32::MAX);
        let last = (2..=most).take_while(|round| is_there(*round)).last();
        return Err(Box::new(no_round(round, last.unwrap_or(1))));
    }
    let wanted = papers
        .into_iter()
        .filter(|paper| asked.is_empty() || asked.iter().any(|asked| asked == paper));
    let index = asked.iter().filter(|asked| *asked == INDEX);
    let of_round = wanted.map(|paper| round_paper(paper, round));
    Ok(of_round.chain(index.cloned()).collect())
}

/// The word for the index of a build, which is made with any document.
const INDEX: &str = "index";

pub(super) fn build(arguments: &Arguments, terminal: Terminal) -> Answer {
    let asked = |spec: &&&DocumentSpec| arguments.target.iter().any(|asked| asked == spec.key);
    let asked: Vec<&DocumentSpec> = DOCUMENTS.iter().filter(asked).copied().collect();
    if let Some(wrong) = arguments.output.refuse(&asked) {
        return Answer::usage(&wrong);
    }
    if arguments.open_for.is_some() && !is_dossier(&Disk, &arguments.product) {
        return Answer::usage(
            "`--open-for` is for the folder of a dossier: nothing comes back to a product file",
        );
    }
    let mut session = Session::default();
    let result = match arguments.round {
        Some(round) if !is_dossier(&Disk, &arguments.product) => session.fail(round_of_file(round)),
        Some(_) | None => {
            let order = arguments.into();
            let built = build_product(&mut session, &order, terminal.out, |_| ());
            built.map(|(said, ())| said)
        }
    };
    session.finish(result, terminal)
}

/// Builds documents, and returns what there is to say, with what `after` takes from what they were made of.
pub(super) fn build_product<T>(
    session: &mut Session,
    order: &Order<'_>,
    look: Look,
    after: impl FnOnce(&Made<'_>) -> T,
) -> Result<(String, T), Stop> {
    let folder = match order.out {
        Some(folder) => folder.to_owned(),
        None => default_folder(order.product),
    };
    // What a stopped run left goes, whatever is wrong now.
    Disk.sweep(&folder);
    let overrides = order.output.dress.read_templates(session)?;
    let stamp = BuildStamp {
        first_day: order.first_day,
        ..order.output.dress.stamp()
    };
    let making = Making {
        product: order.product,
        level: order.level,
        scheme: order.scheme,
        own_files: order.own_files,
        open_for: order.open_for,
        stamp: &stamp,
        purpose: Purpose::Build,
    };
    with_made(session, &making, |made, diagnostics| {
        let output = Output {
            folder: &folder,
            overrides: &overrides,
            look,
        };
        let said = print_documents(made, order, &output, diagnostics)?;
        Ok((said, after(made)))
    })
}

/// Where documents go, and how they and the summary look.
struct Output<'o> {
    folder: &'o Path,
    /// The templates that take the place of those of the program.
    overrides: &'o Templates,
    look: Look,
}

fn print_documents(
    made: &Made<'_>,
    order: &Order<'_>,
    output: &Output<'_>,
    diagnostics: &mut Diagnostics,
) -> Result<String, Stop> {
    let basis = made.basis;
    let documents = match order.chosen.choose(product_documents(basis)) {
        Ok(documents) => documents,
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            return Err(Stop);
        }
    };
    let views = documents.par_iter().map(|document| document.make(basis));
    let mut views = ManuallyDrop::new(views.collect::<Vec<SharedView>>());
    let formats = order.output.formats();
    let index = Arc::new(view_build_index(basis, list_files(&views, &formats)));
    // A list of files is useful only next to files that people or programs read.
    if formats.iter().any(|format| *format != Format::Csv) {
        views.push(Arc::clone(&index) as SharedView);
    }
    if diagnostics.has_errors() {
        return Err(Stop);
    }
    let destination = Destination {
        folder: output.folder,
        filled: made.filled.zip(made.pages),
        product: Some(subject_of(&made.read.product)),
        occupied: if order.replace {
            Occupied::Replace
        } else {
            Occupied::Refuse
        },
    };
    let written = write_documents(
        &views,
        &formats,
        output.overrides,
        &destination,
        diagnostics,
    )?;
    Ok(summarise(&Summary {
        basis,
        effort: &index.effort,
        folder: output.folder,
        written: &written,
        answers: made.dossier.map(|dossier| Answers {
            given: dossier.answers.len(),
            edited: dossier.edits.len(),
        }),
        look: output.look,
    }))
}

/// Returns what tells the product from others.
fn subject_of(product: &Product) -> Subject {
    let text = |text: Option<&Text>| {
        let words: Vec<&str> = text?.text.split_whitespace().collect();
        Some(words.join(" ")).filter(|words| !words.is_empty())
    };
    let company = product.applicant.as_ref().or(product.manufacturer.as_ref());
    Subject {
        file: product.file.clone(),
        name: text(product.identity.get(IdentityField::Name)),
        model: text(product.identity.get(IdentityField::Model)),
        applicant: text(company.and_then(|company| company.get(ContactField::Name))),
    }
}

/// Returns the folder of results, named after the product file: `out/ip-camera` for `ip-camera/product.yaml`,
/// `out/lock` for `lock.yaml`.
fn default_folder(product: &Path) -> PathBuf {
    if is_dossier(&Disk, product) {
        return product.join("out");
    }
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
            ("घर.yaml", "out/घर"),
            ("con.yaml", "out/x-con"),
        ] {
            assert_eq!(
                default_folder(Path::new(product)),
                Path::new(folder),
                "{product}"
            );
        }
    }
}
