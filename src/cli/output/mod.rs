//! What the commands that write documents share: formats, date, templates, and the report of the files.

mod templates;

use std::path::{Path, PathBuf};

use indexmap::IndexMap;

use super::report::counted;
use super::session::{Session, Stop};
use crate::check::check_before_use;
use crate::diag::{Diagnostics, Severity};
use crate::model::{Date, Scheme};
use crate::project::{Disk, Occupied, OutputFile, Results, Subject, Written, shown, write_results};
use crate::render::{DocumentSpec, Format, SharedView, render_documents, render_pages};
use crate::view::{BuildStamp, FilledDocuments, Pages};
pub(super) use templates::Templates;
use templates::read_templates;

/// The formats in which documents are written.
#[derive(Debug, clap::Args)]
pub(super) struct FormatArguments {
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = read_format, help = format_help())]
    format: Vec<Format>,
}

impl FormatArguments {
    /// Returns the formats that were asked for, each once, or the default formats.
    pub(super) fn chosen(&self) -> Vec<Format> {
        chosen_formats(&self.format)
    }
}

/// How documents are written.
#[derive(Debug, clap::Args)]
pub(super) struct OutputArguments {
    #[command(flatten)]
    format: FormatArguments,
    #[command(flatten)]
    pub(super) dress: DressArguments,
}

/// The options for the look of documents.
#[derive(Debug, clap::Args)]
pub(super) struct DressArguments {
    /// Print this date on the documents, in the form 2026-01-31; by default, none is printed
    #[arg(long, value_name = "DATE", value_parser = read_date)]
    date: Option<Date>,
    /// Use the templates and the style sheet of this folder in place of shipped ones, such as form/document.md.j2
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
}

fn read_format(word: &str) -> Result<Format, String> {
    Format::from_key(word).ok_or_else(|| format!("the formats are {}", keys_of(Format::ALL)))
}

fn keys_of(formats: &[Format]) -> String {
    let keys: Vec<&str> = formats.iter().map(|format| format.key()).collect();
    keys.join(", ")
}

fn format_help() -> String {
    let all = keys_of(Format::ALL);
    let help = format!("Write only these formats, separated by commas: {all}");
    if Format::DEFAULT.len() < Format::ALL.len() {
        format!("{help}; by default, {}", keys_of(Format::DEFAULT))
    } else {
        help
    }
}

pub(super) fn read_date(word: &str) -> Result<Date, String> {
    let date = Date::parse(word).filter(|date| date.day.is_some());
    date.ok_or_else(|| "a date looks like 2026-01-31".to_owned())
}

impl OutputArguments {
    /// Returns the formats that were asked for, each once, or the default formats.
    pub(super) fn formats(&self) -> Vec<Format> {
        self.format.chosen()
    }

    /// Reports a document that cannot be written in any of the formats that were asked for.
    pub(super) fn refuse(&self, documents: &[&DocumentSpec]) -> Option<String> {
        let formats = self.formats();
        let impossible = |spec: &&&DocumentSpec| spec.formats_among(&formats).is_empty();
        let spec = documents.iter().find(impossible)?;
        let (asked, known) = (keys_of(&formats), keys_of(spec.formats));
        Some(format!(
            "`{}` is not written as {asked}; its formats are {known}",
            spec.key
        ))
    }
}

impl DressArguments {
    /// Returns the date and program version that documents print.
    pub(super) fn stamp(&self) -> BuildStamp {
        BuildStamp {
            date: self.date.map(|date| date.to_string()),
            tool: Some(format!("praman {}", env!("CARGO_PKG_VERSION"))),
            first_day: None,
        }
    }

    /// Reads the templates that replace shipped ones.
    pub(super) fn read_templates(&self, session: &mut Session) -> Result<Templates, Stop> {
        match &self.templates {
            Some(folder) => read_templates(session, folder),
            None => Ok(Templates::new()),
        }
    }
}

/// Where documents go.
#[derive(Debug)]
pub(super) struct Destination<'a> {
    pub folder: &'a Path,
    /// The product that they are about; `None` for documents of a scheme.
    pub product: Option<Subject>,
    /// What to do in a folder with the documents of another product.
    pub occupied: Occupied,
    /// What is filled in in their blanks, in a dossier, and what can be.
    pub filled: Option<(&'a FilledDocuments, &'a Pages)>,
}

impl<'a> Destination<'a> {
    /// A folder for documents of a scheme.
    pub(super) fn of_scheme(folder: &'a Path) -> Self {
        Self {
            folder,
            product: None,
            occupied: Occupied::Refuse,
            filled: None,
        }
    }
}

/// Renders documents and writes them into a folder, all or none.
pub(super) fn write_documents(
    views: &[SharedView],
    formats: &[Format],
    overrides: &Templates,
    destination: &Destination<'_>,
    diagnostics: &mut Diagnostics,
) -> Result<Written, Stop> {
    let rendered = match destination.filled {
        Some((filled, pages)) => render_pages(views, formats, overrides, Some(filled), pages),
        None => render_documents(views, formats, overrides, None),
    };
    let rendered = diagnostics.take(rendered);
    if diagnostics.has_errors() {
        return Err(Stop);
    }
    let files: Vec<OutputFile> = rendered
        .into_iter()
        .map(|(path, bytes)| OutputFile { path, bytes })
        .collect();
    let results = Results {
        files: &files,
        product: destination.product.as_ref(),
        occupied: destination.occupied,
    };
    write_results(&Disk, destination.folder, &results).map_err(|failed| {
        diagnostics.append(failed);
        Stop
    })
}

/// Checks the scheme. Its warnings are for its maintainer, who runs `praman check`.
pub(super) fn scheme_errors(scheme: &Scheme) -> Diagnostics {
    check_before_use(scheme)
        .into_iter()
        .filter(|diagnostic| diagnostic.severity() == Severity::Error)
        .collect()
}

/// Returns the formats that were asked for, each once and in their order, or the default formats.
pub(super) fn chosen_formats(asked: &[Format]) -> Vec<Format> {
    if asked.is_empty() {
        return Format::DEFAULT.to_vec();
    }
    Format::ALL
        .iter()
        .copied()
        .filter(|format| asked.contains(format))
        .collect()
}

/// Returns the list of the files that were written, over several lines.
pub(super) fn written_words(folder: &Path, result: &Written) -> String {
    let Written {
        written, unchanged, ..
    } = result;
    let folder = shown(folder);
    let same = counted(unchanged.len(), "file");
    if written.is_empty() {
        return format!("nothing: {same} in {folder} unchanged");
    }
    let more = match unchanged.len() {
        0 => String::new(),
        _ => format!(", and {same} unchanged"),
    };
    let mut lines = vec![format!(
        "{} in {folder}{more}",
        counted(written.len(), "file")
    )];
    let documents = by_document(written);
    let longest = documents.keys().map(|stem| stem.chars().count()).max();
    let width = longest.unwrap_or_default().max(NAME_WIDTH);
    for (stem, endings) in documents {
        let indent = " ".repeat(INDENT);
        let line = format!("{indent}{stem:<width$}  {}", endings.join(", "));
        lines.push(line);
    }
    lines.join("\n")
}

/// The columns before the names of documents, and those that names have at least.
const INDENT: usize = 14;
const NAME_WIDTH: usize = 12;

fn by_document(files: &[String]) -> IndexMap<&str, Vec<&str>> {
    let mut documents: IndexMap<&str, Vec<&str>> = IndexMap::new();
    for file in files {
        let (stem, ending) = file.rsplit_once('.').unwrap_or((file, ""));
        documents.entry(stem).or_default().push(ending);
    }
    documents
}

/// Returns a report of the documents of another product that were removed; empty if there are none.
pub(super) fn removed_words(written: &Written) -> String {
    let removed = &written.removed;
    if removed.is_empty() {
        return String::new();
    }
    format!(
        "{} of another product: {}",
        counted(removed.len(), "file"),
        removed.join(", ")
    )
}

/// Returns a report of the files that are left from an earlier run; empty if there are none.
pub(super) fn left_words(written: &Written) -> String {
    let stale = &written.stale;
    if stale.is_empty() {
        return String::new();
    }
    format!(
        "{} of an earlier run: {}",
        counted(stale.len(), "file"),
        stale.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::{FilledIn, MadeOf};

    #[test]
    fn what_a_document_is_not_written_in_is_refused() {
        let spec = DocumentSpec {
            key: "list",
            stem: "list",
            title: "List",
            purpose: "for spreadsheets",
            made_of: MadeOf::Scheme,
            filled_in: FilledIn::Before,
            office: crate::view::Office::Tester,
            closes: false,
            formats: &[Format::Csv],
            json_schema: "",
            schema_of_type: || serde_json::Value::Null,
        };
        let asked = |format: &[Format]| OutputArguments {
            format: FormatArguments {
                format: format.to_vec(),
            },
            dress: DressArguments {
                date: None,
                templates: None,
            },
        };
        assert_eq!(
            asked(&[Format::Md, Format::Html])
                .refuse(&[&spec])
                .as_deref(),
            Some("`list` is not written as md, html; its formats are csv")
        );
        assert_eq!(asked(&[Format::Md, Format::Csv]).refuse(&[&spec]), None);
        assert_eq!(asked(&[]).refuse(&[&spec]), None);
    }

    #[test]
    fn a_long_name_has_a_blank_behind_it() {
        let check = |names: &[&str], expected: &str| {
            let written = Written {
                written: names.iter().map(|name| format!("{name}.md")).collect(),
                unchanged: Vec::new(),
                stale: Vec::new(),
                removed: Vec::new(),
            };
            assert_eq!(written_words(Path::new("out"), &written), expected);
        };
        check(&["plan"], "1 file in out\n              plan          md");
        check(
            &["plan-round-2", "procedures-round-2"],
            "2 files in out\n              plan-round-2        md\n              procedures-round-2  md",
        );
    }

    #[test]
    fn a_date_has_a_day() {
        assert!(read_date("2026-01-31").is_ok());
        assert!(read_date("2026-01").is_err() && read_date("today").is_err());
    }
}
