//! What commands share that write documents: formats, date, templates, and what is said of the files.

mod templates;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use indexmap::IndexMap;

use super::report::counted;
use super::session::{Session, Stop};
use crate::check::check_scheme;
use crate::diag::{Diagnostics, Severity};
use crate::model::{Date, Scheme};
use crate::project::{Disk, OutputFile, Written, shown, write_results};
use crate::render::{DocumentView, Format, render_documents};
use crate::view::BuildStamp;
use templates::read_templates;

/// How documents are written.
#[derive(Debug, clap::Args)]
pub(super) struct OutputArguments {
    /// Write only these formats, with commas between them: md, html, json, csv
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = read_format)]
    format: Vec<Format>,
    #[command(flatten)]
    dress: DressArguments,
}

/// What documents show beside what they say.
#[derive(Debug, clap::Args)]
pub(super) struct DressArguments {
    /// Print this date on the documents, as 2026-01-31; without it, none is printed
    #[arg(long, value_name = "DATE", value_parser = read_date)]
    date: Option<Date>,
    /// Take templates and the style sheet from this folder where it has them, as tcf/document.md.j2
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
}

fn read_format(word: &str) -> Result<Format, String> {
    let known = || Format::ALL.map(Format::key).join(", ");
    Format::from_key(word).ok_or_else(|| format!("the formats are {}", known()))
}

fn read_date(word: &str) -> Result<Date, String> {
    let date = Date::parse(word).filter(|date| date.day.is_some());
    date.ok_or_else(|| "a date looks like 2026-01-31".to_owned())
}

impl OutputArguments {
    /// Returns the formats asked for, each once; all of them where none was.
    pub(super) fn formats(&self) -> Vec<Format> {
        chosen(&Format::ALL, &self.format).collect()
    }

    /// Returns what is printed on the documents of when and with what they were made.
    pub(super) fn stamp(&self) -> BuildStamp {
        self.dress.stamp()
    }

    /// Reads the templates that take the place of shipped ones.
    pub(super) fn read_templates(
        &self,
        session: &mut Session,
    ) -> Result<BTreeMap<String, String>, Stop> {
        self.dress.read_templates(session)
    }
}

impl DressArguments {
    /// Returns what is printed on the documents of when and with what they were made.
    pub(super) fn stamp(&self) -> BuildStamp {
        BuildStamp {
            date: self.date.map(|date| date.to_string()),
            tool: Some(format!("praman {}", env!("CARGO_PKG_VERSION"))),
        }
    }

    /// Reads the templates that take the place of shipped ones.
    pub(super) fn read_templates(
        &self,
        session: &mut Session,
    ) -> Result<BTreeMap<String, String>, Stop> {
        read_templates(session, self.templates.as_deref())
    }
}

/// Renders documents and writes them into a folder, all or none.
pub(super) fn write_documents(
    views: &[DocumentView<'_>],
    formats: &[Format],
    overrides: &BTreeMap<String, String>,
    folder: &Path,
    diagnostics: &mut Diagnostics,
) -> Result<Written, Stop> {
    let rendered = diagnostics.take(render_documents(views, formats, overrides));
    if diagnostics.has_errors() {
        return Err(Stop);
    }
    let files = rendered.into_iter();
    let files: Vec<OutputFile> = files
        .map(|(path, bytes)| OutputFile { path, bytes })
        .collect();
    write_results(&Disk, folder, &files).map_err(|failed| {
        diagnostics.append(failed);
        Stop
    })
}

/// Checks the scheme. Its warnings are for its maintainer, who runs `praman check`.
pub(super) fn scheme_errors(scheme: &Scheme) -> Diagnostics {
    let found = check_scheme(scheme).into_iter();
    found
        .filter(|diagnostic| diagnostic.severity() == Severity::Error)
        .collect()
}

/// Returns what was asked for, each once, in the order of `all`; all of it where nothing was.
pub(super) fn chosen<'a, T: Copy + PartialEq>(
    all: &'a [T],
    asked: &'a [T],
) -> impl Iterator<Item = T> + 'a {
    all.iter()
        .copied()
        .filter(move |one| asked.is_empty() || asked.contains(one))
}

/// Says which files were written, over several lines.
pub(super) fn written_words(folder: &Path, result: &Written) -> String {
    let Written {
        written, unchanged, ..
    } = result;
    let folder = shown(folder);
    let same = counted(unchanged.len(), "file");
    if written.is_empty() {
        return format!("nothing: {same} in {folder} as before");
    }
    let more = match unchanged.len() {
        0 => String::new(),
        _ => format!(", and {same} as before"),
    };
    let documents = by_document(written).into_iter().map(|(stem, endings)| {
        let indent = " ".repeat(14);
        format!("{indent}{stem:<14}{}", endings.join(", "))
    });
    let first = format!("{} in {folder}{more}", counted(written.len(), "file"));
    let lines: Vec<String> = std::iter::once(first).chain(documents).collect();
    lines.join("\n")
}

/// Puts the formats of each document together.
fn by_document(files: &[String]) -> IndexMap<&str, Vec<&str>> {
    let mut documents: IndexMap<&str, Vec<&str>> = IndexMap::new();
    for file in files {
        let (stem, ending) = file.rsplit_once('.').unwrap_or((file, ""));
        documents.entry(stem).or_default().push(ending);
    }
    documents
}

/// Says which files of an earlier run are left; empty where none is.
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

    #[test]
    fn a_date_has_a_day() {
        assert!(read_date("2026-01-31").is_ok());
        assert!(read_date("2026-01").is_err() && read_date("today").is_err());
    }
}
