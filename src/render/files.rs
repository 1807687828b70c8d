//! Views to files: which template, which writer, which name.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::codes::template_yields;
use super::csv::write_csv;
use super::document::{Document, PageSection, plain_text};
use super::document_view::{DocumentSpec, DocumentView, MadeOf, SharedView};
use super::documents::DOCUMENTS;
use super::engine::Engine;
use super::format::Format;
use super::html::write_html;
use super::lower::lower_template;
use super::markdown::write_markdown;
use super::references::broken_references;
use crate::diag::{Checked, Diagnostics};
use crate::view::{Figures, FormView, WrittenDocument, WrittenFile};

/// A rendered file: its name, such as `test-plan.html`, and its bytes.
pub type RenderedFile = (String, Vec<u8>);

/// How a format is written.
enum Writer {
    /// From what the template of a document gives, with the style sheet.
    Document(fn(&Document, &str) -> Vec<u8>),
    /// From the view itself.
    View(fn(&dyn DocumentView) -> Vec<u8>),
}

fn writer_of(format: Format) -> Writer {
    match format {
        Format::Md => Writer::Document(|document, _| write_markdown(document).into_bytes()),
        Format::Html => {
            Writer::Document(|document, style| write_html(document, style).into_bytes())
        }
        Format::Json => Writer::View(|view| view.json()),
        Format::Csv => Writer::View(|view| write_csv(view.table())),
    }
}

/// Renders documents in some formats: a file per document and format that it can be written in, in the order given.
///
/// `overrides` replace shipped templates and the style sheet by name: `tcf/document.md.j2`, `style.css`. A
/// document whose template fails is left out of the formats that need it and reported, with template and line.
pub fn render_documents(
    views: &[SharedView],
    formats: &[Format],
    overrides: &BTreeMap<String, String>,
) -> Checked<Vec<RenderedFile>> {
    let mut diagnostics = Diagnostics::new();
    let engine = diagnostics.take(Engine::new(overrides));
    let rendered: Vec<Checked<Vec<RenderedFile>>> = views
        .par_iter()
        .map(|view| render_formats(&engine, view, formats))
        .collect();
    let files = rendered
        .into_iter()
        .flat_map(|files| diagnostics.take(files));
    let files = files.collect();
    Checked::new(files, diagnostics)
}

fn render_formats(
    engine: &Engine,
    view: &SharedView,
    formats: &[Format],
) -> Checked<Vec<RenderedFile>> {
    let formats = view.spec().formats_among(formats);
    let (mut from_document, mut from_view) = (Vec::new(), Vec::new());
    for format in &formats {
        match writer_of(*format) {
            Writer::Document(write) => from_document.push((*format, write)),
            Writer::View(write) => from_view.push((*format, write)),
        }
    }
    // What is written from the view need not wait for the template.
    let (document, data) = rayon::join(
        || (!from_document.is_empty()).then(|| render_document(engine, view)),
        || write_all(&from_view, |write| write(view.as_ref())),
    );
    let mut diagnostics = Diagnostics::new();
    let document = document.and_then(|document| diagnostics.take(document));
    let texts = document.map_or_else(Vec::new, |document| {
        let texts = write_all(&from_document, |write| write(&document, engine.style()));
        // Freeing a large document takes time that nobody needs to wait for.
        rayon::spawn(move || drop(document));
        texts
    });
    let mut written: BTreeMap<Format, Vec<u8>> = texts.into_iter().chain(data).collect();
    let files = formats.iter().filter_map(|format| {
        let bytes = written.remove(format)?;
        Some((view.file_name(*format), bytes))
    });
    let files = files.collect();
    Checked::new(files, diagnostics)
}

/// Writes formats side by side.
fn write_all<Write: Sync>(
    writers: &[(Format, Write)],
    write: impl Fn(&Write) -> Vec<u8> + Sync,
) -> Vec<(Format, Vec<u8>)> {
    writers
        .par_iter()
        .map(|(format, writer)| (*format, write(writer)))
        .collect()
}

/// Renders one document to the typed form that every writer writes.
fn render_document(engine: &Engine, view: &SharedView) -> Checked<Option<Document>> {
    let template = view.spec().template();
    let rendered = match Arc::clone(view).markdown(engine, &template) {
        Ok(rendered) => rendered,
        Err(diagnostic) => return Checked::new(None, Diagnostics::from_iter([*diagnostic])),
    };
    let none = Figures::new();
    let (sections, mut faults) = lower_template(
        &rendered.markdown,
        &rendered.made,
        view.figures().unwrap_or(&none),
    );
    let document = Document {
        title: title_of(&sections).unwrap_or_else(|| view.stem().to_owned()),
        metadata: view.metadata(),
        sections,
        length: rendered.markdown.len(),
    };
    faults.extend(broken_references(&document));
    let diagnostics = faults.iter().map(|fault| template_yields(&template, fault));
    let diagnostics = diagnostics.collect();
    Checked::new(Some(document), diagnostics)
}

fn title_of(sections: &[PageSection]) -> Option<String> {
    let mut blocks = sections.iter().flat_map(|section| &section.blocks);
    let title = blocks.find_map(|block| block.heading().filter(|heading| heading.level == 1));
    title.map(|heading| plain_text(&heading.content))
}

/// Lists the files that documents of a product give in some formats, those of their index last.
pub fn list_files(views: &[SharedView], formats: &[Format]) -> Vec<WrittenDocument> {
    let listed =
        |spec: &'static DocumentSpec, form: Option<&FormView>, stem: &str| WrittenDocument {
            key: spec.key,
            title: spec.title,
            purpose: spec.purpose,
            form: form.cloned(),
            files: spec
                .formats_among(formats)
                .into_iter()
                .map(|format| WrittenFile {
                    format: format.key(),
                    name: format.file_name(stem),
                })
                .collect(),
        };
    let of_build = |spec: &&&DocumentSpec| matches!(spec.made_of, MadeOf::Build);
    let index = DOCUMENTS.iter().filter(of_build);
    let index = index.map(|spec| listed(spec, None, spec.stem));
    views
        .iter()
        .map(|view| listed(view.spec(), view.form(), view.stem()))
        .chain(index)
        .collect()
}
