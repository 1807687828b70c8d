//! `praman scheme`: the scheme itself as a document.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::codes::unknown_document;
use super::output::{
    Destination, OutputArguments, left_words, scheme_errors, write_documents, written_words,
};
use super::session::{SchemeArguments, Session, Stop};
use super::terminal::{Answer, Lines, Look, Terminal};
use crate::diag::{Checked, Diagnostic};
use crate::model::{LevelId, Scheme};
use crate::project::{Written, safe_name};
use crate::render::{DocumentSpec, PROCEDURES, SCHEME, SharedView};
use crate::view::{SchemeBasis, SchemeView, view_manual, view_scheme};

/// Make a document of the scheme itself: what it requires, of which products, at which levels
///
/// It needs no product: it shows vendors what they would have to do, and maintainers what they wrote. Nothing is
/// written if there is an error, and no file that a person changed is replaced.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Show what this level calls for; by default, every level, and the levels of each requirement
    #[arg(long, value_name = "LEVEL")]
    level: Option<String>,
    #[command(flatten)]
    scheme: SchemeArguments,
    /// Make these documents, separated by commas: scheme, procedures (the manual of its methods); by default, scheme
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    target: Vec<String>,
    #[command(flatten)]
    output: OutputArguments,
    /// Write into this folder; by default, into out/scheme-EDITION or out/scheme-EDITION-LEVEL
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// The documents that are made of a scheme alone by this command, the usual one first.
static MADE: [&DocumentSpec; 2] = [&SCHEME, &PROCEDURES];

impl Arguments {
    /// Returns the documents that are asked for, each once; without any, that of the scheme.
    fn asked(&self) -> Vec<&'static DocumentSpec> {
        let wanted = |key: &str| self.target.iter().any(|asked| asked == key);
        let asked = |spec: &&&DocumentSpec| {
            let by_default = self.target.is_empty() && spec.key == SCHEME.key;
            by_default || wanted(spec.key)
        };
        MADE.iter().filter(asked).copied().collect()
    }

    /// Reports a word that names none of them.
    fn refuse_unknown(&self) -> Option<Diagnostic> {
        let known = || MADE.iter().map(|spec| spec.key);
        let mut asked = self.target.iter();
        let wrong = asked.find(|asked| !known().any(|key| key == asked.as_str()))?;
        Some(unknown_document(wrong, known()))
    }
}

pub(super) fn scheme(arguments: &Arguments, terminal: Terminal) -> Answer {
    if let Some(wrong) = arguments.output.refuse(&arguments.asked()) {
        return Answer::usage(&wrong);
    }
    let mut session = Session::default();
    let result = write_scheme(&mut session, arguments, terminal.out);
    session.finish(result, terminal)
}

fn write_scheme(session: &mut Session, arguments: &Arguments, look: Look) -> Result<String, Stop> {
    if let Some(wrong) = arguments.refuse_unknown() {
        session.diagnostics.push(wrong);
        return Err(Stop);
    }
    let files = session.read_scheme(&arguments.scheme)?;
    let scheme = session.resolve(&files, arguments.scheme.edition.as_deref(), None)?;
    let level = session.published_level(&scheme, arguments.level.as_deref())?;
    session.pass(Checked::new((), scheme_errors(&scheme)))?;
    let overrides = arguments.output.dress.read_templates(session)?;
    let stamp = arguments.output.dress.stamp();
    let basis = SchemeBasis {
        scheme: &scheme,
        level,
        sources: &session.sources,
        stamp: &stamp,
    };
    let view = Arc::new(view_scheme(&basis));
    let documents = arguments.asked().into_iter();
    let documents = documents.map(|spec| {
        if spec.key == PROCEDURES.key {
            Arc::new(view_manual(&basis)) as SharedView
        } else {
            Arc::clone(&view) as SharedView
        }
    });
    let documents: Vec<SharedView> = documents.collect();
    let default = || default_folder(&scheme, level);
    let folder = arguments.out.clone().unwrap_or_else(default);
    let written = write_documents(
        &documents,
        &arguments.output.formats(),
        &overrides,
        &Destination::of_scheme(&folder),
        &mut session.diagnostics,
    )?;
    let summary = summarise(&view, &folder, &written, look);
    // The program is about to end, and gives all memory back at once.
    std::mem::forget((view, scheme, files));
    Ok(summary)
}

/// Names the folder of results after the edition and the level: `out/scheme-iotscs-2024-03-L2`.
fn default_folder(scheme: &Scheme, level: Option<LevelId>) -> PathBuf {
    let mut name = format!("scheme-{}", scheme.edition.name());
    if let Some(level) = level {
        name = format!("{name}-{}", scheme.level_key(level));
    }
    Path::new("out").join(safe_name(&name))
}

fn summarise(view: &SchemeView, folder: &Path, written: &Written, look: Look) -> String {
    let level = view.level.as_ref();
    let level = level.map_or_else(String::new, |level| format!(" at {}", level.key));
    let mut text = Lines::titled(&format!("{}{level}", view.edition.name), look);
    text.add_words(&[
        ("controls", view.controls.len().to_string()),
        ("procedures", view.procedures.len().to_string()),
        ("evidence", view.evidence.len().to_string()),
        ("written", written_words(folder, written)),
        ("left", left_words(written)),
    ]);
    text.into_text()
}
