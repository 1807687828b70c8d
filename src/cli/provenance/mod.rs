//! `praman provenance`: lists what is not published, for those who can confirm it.

mod summary;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::codes;
use super::output::{
    Destination, DressArguments, chosen_formats, left_words, write_documents, written_words,
};
use super::session::{SchemeArguments, Session, Stop};
use super::terminal::{Answer, Lines, Look, Reader, Terminal};
use crate::model::{Aspect, CatalogId, Scheme};
use crate::project::Written;
use crate::render::{Format, PROVENANCE, SharedView, render_documents, write_overlay_file};
use crate::view::{ProvenanceOf, ProvenanceView, SchemeBasis, view_provenance};
use summary::summarise_provenance;

/// Show which parts of a scheme were not seen in their published source, and what they rest on
///
/// For readers who have a licensed copy of a standard and can confirm items one by one. What can be
/// confirmed comes first: what is unconfirmed, disputed, inferred or from secondary sources, each with its
/// reason. What is the scheme's own comes last, in one line for each aspect.
#[derive(Debug, clap::Args)]
#[command(after_long_help = THE_WAY)]
pub(super) struct Arguments {
    /// Show this catalog of the edition, such as iso27400 or iso27400@2022; by default, all of them and what is in none
    #[arg(value_name = "CATALOG")]
    catalog: Option<String>,
    /// Show only these aspects, separated by commas, such as number,title
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = read_aspect)]
    aspect: Vec<Aspect>,
    #[command(flatten)]
    scheme: SchemeArguments,
    /// Print in this form; with --out, write the worksheet in these formats, separated by commas
    #[arg(long, value_name = "FORM", value_delimiter = ',', value_parser = forms())]
    format: Vec<Form>,
    /// Write the worksheet into this folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    dress: DressArguments,
}

/// The end of the help text: the way from a list to documents.
const THE_WAY: &str = "\
How to go on, with the licensed copy:
  praman provenance iso27400 --out desk
      a worksheet to print or to open as a spreadsheet: agrees or differs, clause and page
  praman provenance iso27400 --format overlay > iso27400.prm
      an overlay to fill in: remove the # from what you looked up
  praman provenance iso27400 --overlay iso27400.prm
      what is still to be confirmed

Every command takes the overlay (--overlay, PRAMAN_OVERLAY). It changes only words and grounds
of the scheme, and stays with the licensee of the copy. See docs/confirming.md.";

/// A form of the answer.
#[derive(Debug, Clone, Copy)]
enum Form {
    /// For people at a terminal.
    Table,
    /// An overlay to fill in.
    Overlay,
    /// The worksheet as a document.
    Worksheet(Format),
}

/// The words for the forms that are not documents.
const TABLE: &str = "table";
const OVERLAY: &str = "overlay";

/// Reads a form by its word.
fn forms() -> impl TypedValueParser<Value = Form> {
    let mut values = vec![
        PossibleValue::new(TABLE).help("For people at a terminal"),
        PossibleValue::new(OVERLAY).help("An overlay to fill in"),
    ];
    for format in PROVENANCE.formats {
        let out = if format.is_printed() {
            ""
        } else {
            ", with --out"
        };
        let help = format!("The worksheet as {}{out}", format.title());
        values.push(PossibleValue::new(format.key()).help(help));
    }
    PossibleValuesParser::new(values).map(|word| {
        let format = Format::from_key(&word).map(Form::Worksheet);
        let printed = if word == TABLE {
            Form::Table
        } else {
            Form::Overlay
        };
        format.unwrap_or(printed)
    })
}

fn read_aspect(word: &str) -> Result<Aspect, String> {
    let known = || Aspect::words().collect::<Vec<_>>().join(", ");
    Aspect::from_word(word).ok_or_else(|| format!("the aspects are {}", known()))
}

/// The destination of the answer.
enum Target<'a> {
    /// To the standard output.
    Printed(Form),
    /// Into a folder.
    Written(&'a Path, Vec<Format>),
}

pub(super) fn provenance(arguments: &Arguments, terminal: Terminal) -> Answer {
    let target = match target_of(arguments) {
        Ok(target) => target,
        Err(wrong) => return Answer::usage(wrong),
    };
    let mut session = Session::default();
    let result = show(&mut session, arguments, &target, terminal.out);
    let reader = match target {
        Target::Printed(Form::Overlay | Form::Worksheet(_)) => Reader::Program,
        Target::Printed(Form::Table) | Target::Written(..) => Reader::People,
    };
    session.finish(result, terminal).read_by(reader)
}

/// Returns the destination of the answer, or what is wrong with the arguments.
fn target_of(arguments: &Arguments) -> Result<Target<'_>, &'static str> {
    let Some(folder) = arguments.out.as_deref() else {
        return match arguments.format.as_slice() {
            [] => Ok(Target::Printed(Form::Table)),
            [Form::Worksheet(format)] if !format.is_printed() => {
                Err("this format of the worksheet needs `--out DIR`")
            }
            [form] => Ok(Target::Printed(*form)),
            _ => Err("only one form can be printed; several need `--out DIR`"),
        };
    };
    let mut asked = Vec::new();
    for form in &arguments.format {
        match form {
            Form::Worksheet(format) => asked.push(*format),
            Form::Table | Form::Overlay => {
                return Err(
                    "`--format table` and `--format overlay` are printed: leave `--out` out",
                );
            }
        }
    }
    Ok(Target::Written(folder, chosen_formats(&asked)))
}

fn show(
    session: &mut Session,
    arguments: &Arguments,
    target: &Target<'_>,
    look: Look,
) -> Result<String, Stop> {
    let files = session.read_scheme(&arguments.scheme)?;
    let scheme = session.resolve(&files, arguments.scheme.edition.as_deref(), None)?;
    let catalog = find_catalog(session, &scheme, arguments.catalog.as_deref())?;
    let stamp = arguments.dress.stamp();
    let basis = SchemeBasis {
        scheme: &scheme,
        level: None,
        sources: &session.sources,
        stamp: &stamp,
    };
    let of = ProvenanceOf {
        catalog,
        aspects: &arguments.aspect,
    };
    let view = Arc::new(view_provenance(&basis, &of));
    let (folder, formats) = match target {
        Target::Printed(form) => return print(session, &view, *form, look),
        Target::Written(folder, formats) => (folder, formats),
    };
    let overrides = arguments.dress.read_templates(session)?;
    let written = write_documents(
        &[Arc::clone(&view) as SharedView],
        formats,
        &overrides,
        &Destination::of_scheme(folder),
        &mut session.diagnostics,
    )?;
    Ok(written_summary(&view, folder, &written, look))
}

/// Finds a catalog of the edition by name.
fn find_catalog(
    session: &mut Session,
    scheme: &Scheme,
    named: Option<&str>,
) -> Result<Option<CatalogId>, Stop> {
    let Some(named) = named else { return Ok(None) };
    let catalog = scheme
        .catalogs
        .iter()
        .find(|(_, catalog)| catalog.name() == named || catalog.key == named);
    match catalog {
        Some((id, _)) => Ok(Some(id)),
        None => session.fail(codes::unknown_catalog(scheme, named)),
    }
}

fn print(
    session: &mut Session,
    view: &Arc<ProvenanceView>,
    form: Form,
    look: Look,
) -> Result<String, Stop> {
    match form {
        Form::Overlay => Ok(write_overlay_file(view)),
        Form::Table => Ok(summarise_provenance(view, look)),
        Form::Worksheet(format) => {
            let rendered = render_documents(
                &[Arc::clone(view) as SharedView],
                &[format],
                &BTreeMap::new(),
                None,
            );
            Ok(session
                .pass(rendered)?
                .into_iter()
                .map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned())
                .collect())
        }
    }
}

fn written_summary(view: &ProvenanceView, folder: &Path, written: &Written, look: Look) -> String {
    let mut text = Lines::titled(&view.edition, look);
    for part in &view.parts {
        let name = match &part.catalog {
            Some(_) => part.name.as_str(),
            None => "in no catalog",
        };
        let aspects = part.waiting.iter().flat_map(|item| &item.aspects);
        let aspects = aspects.filter_map(|aspect| aspect.slots.as_ref());
        let shared = part
            .shared
            .iter()
            .filter_map(|shared| shared.slots.as_ref());
        let slots = aspects.chain(shared).count();
        text.add(format_args!("{name:<18}{slots} to confirm"));
    }
    text.add_words(&[
        ("written", written_words(folder, written)),
        ("left", left_words(written)),
    ]);
    text.into_text()
}
