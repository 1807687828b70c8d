//! Views to files: which template, which writer, which name.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::codes::template_yields;
use super::csv::write_csv;
use super::document::{Document, PageSection, plain_text};
use super::document_view::{DocumentSpec, MadeOf, SharedView};
use super::documents::DOCUMENTS;
use super::engine::{Dress, Engine};
use super::filled::{Answers, InDossier, fill_fields, fill_told, printed_values};
use super::format::Format;
use super::html::write_html;
use super::issue::{issue_of, sign_fields};
use super::json::write_without_places;
use super::lower::lower_template;
use super::markdown::write_markdown;
use super::references::broken_references;
use crate::diag::{Checked, Diagnostics};
use crate::view::{
    Figures, FilledBlanks, FilledDocuments, Pages, WrittenDocument, WrittenFile,
    view_document_answers,
};

/// A rendered file: its name, such as `plan.html`, and its bytes.
pub type RenderedFile = (String, Vec<u8>);

/// How a format is written.
enum Writer {
    /// From what the template of a document gives, with the style sheet.
    Document(fn(&Document, &str) -> Vec<u8>),
    /// From the view itself.
    View(fn(&SharedView, Option<InDossier<'_>>) -> Vec<u8>),
}

fn writer_of(format: Format) -> Writer {
    match format {
        Format::Md => Writer::Document(|document, _| write_markdown(document).into_bytes()),
        Format::Html => {
            Writer::Document(|document, style| write_html(document, style).into_bytes())
        }
        Format::Json => Writer::View(write_data),
        Format::Csv => Writer::View(|view, dossier| {
            let blanks = dossier.map(|dossier| dossier.blanks);
            write_csv(view.table(Answers::of(blanks)))
        }),
    }
}

/// Writes the data of a document; in a dossier, with what is filled in in it.
fn write_data(view: &SharedView, dossier: Option<InDossier<'_>>) -> Vec<u8> {
    let answers = dossier.map(|dossier| view_document_answers(dossier.blanks));
    view.json(answers.as_ref(), dossier.and_then(|dossier| dossier.paper))
}

/// Renders documents in some formats: a file per document and format that it can be written in, in the order given.
///
/// `overrides` replace shipped templates and style sheets by name: `form/document.md.j2`, `style.css`. `filled` holds what
/// is filled in in a dossier, by document and blank; without it the documents are those of a plain product file. A
/// document whose template fails is left out of the formats that need it and reported, with template and line.
pub fn render_documents(
    views: &[SharedView],
    formats: &[Format],
    overrides: &BTreeMap<String, String>,
    filled: Option<&FilledDocuments>,
) -> Checked<Vec<RenderedFile>> {
    render_pages(views, formats, overrides, filled, &Pages::new())
}

/// Renders documents as [`render_documents`] does; those of `pages` can be filled in in a browser.
pub fn render_pages(
    views: &[SharedView],
    formats: &[Format],
    overrides: &BTreeMap<String, String>,
    filled: Option<&FilledDocuments>,
    pages: &Pages,
) -> Checked<Vec<RenderedFile>> {
    let mut diagnostics = Diagnostics::new();
    let engine = diagnostics.take(Engine::new(overrides));
    let rendered: Vec<Checked<Vec<RenderedFile>>> = views
        .par_iter()
        .map(|view| {
            let dossier = filled.map(|all| InDossier {
                blanks: all.blanks.get(view.key()).unwrap_or(&NOTHING),
                paper: all.papers.get(view.key()),
                page: pages.get(view.key()),
            });
            render_formats(&engine, view, formats, dossier)
        })
        .collect();
    let files = rendered
        .into_iter()
        .flat_map(|files| diagnostics.take(files));
    let files = files.collect();
    Checked::new(files, diagnostics)
}

/// Writes what a document says in a dossier as JSON, without how far it has come and without the lines of the product file: a
/// comment there changes nothing that a document says.
pub fn write_content(view: &SharedView, filled: &FilledDocuments) -> Vec<u8> {
    let blanks = filled.blanks.get(view.key()).unwrap_or(&NOTHING);
    write_without_places(&view.json(Some(&view_document_answers(blanks)), None))
}

/// A document in which nothing is filled in.
static NOTHING: FilledBlanks = FilledBlanks::new();

fn dress_of(dossier: Option<InDossier<'_>>) -> Dress {
    match dossier.map(|dossier| dossier.page) {
        None => Dress::Plain,
        Some(None) => Dress::Answers,
        Some(Some(_)) => Dress::Page,
    }
}

fn render_formats(
    engine: &Engine,
    view: &SharedView,
    formats: &[Format],
    dossier: Option<InDossier<'_>>,
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
        || (!from_document.is_empty()).then(|| render_document(engine, view, dossier)),
        || write_all(&from_view, |write| write(view, dossier)),
    );
    let mut diagnostics = Diagnostics::new();
    let document = document.and_then(|document| diagnostics.take(document));
    let texts = document.map_or_else(Vec::new, |document| {
        let style = engine.style(dress_of(dossier));
        let texts = write_all(&from_document, |write| write(&document, &style));
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
fn render_document(
    engine: &Engine,
    view: &SharedView,
    dossier: Option<InDossier<'_>>,
) -> Checked<Option<Document>> {
    let template = view.spec().template();
    let mut rendered = match Arc::clone(view).markdown(engine, &template) {
        Ok(rendered) => rendered,
        Err(diagnostic) => return Checked::new(None, Diagnostics::from_iter([*diagnostic])),
    };
    if let Some(dossier) = dossier {
        fill_fields(&mut rendered.made, dossier.blanks);
        fill_told(&mut rendered.made, dossier.blanks);
        if let Some(paper) = dossier.paper {
            sign_fields(&mut rendered.made, view, paper);
        }
    }
    let page = dossier.and_then(|dossier| dossier.page);
    let page = page.map(|page| Box::new(printed_values(page, &rendered.made)));
    let none = Figures::new();
    let (sections, mut faults) = lower_template(
        &rendered.markdown,
        &rendered.made,
        view.figures().unwrap_or(&none),
    );
    let document = Document {
        title: title_of(&sections).unwrap_or_else(|| view.stem().to_owned()),
        issue: issue_of(view, &rendered.made.fields, dossier.as_ref()),
        logo: view.logo().cloned(),
        stem: view.spec().stem.to_owned(),
        metadata: view.metadata(),
        sections,
        length: rendered.markdown.len(),
        page,
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
    let of_build = |spec: &&&DocumentSpec| matches!(spec.made_of, MadeOf::Build);
    let index = DOCUMENTS.iter().filter(of_build);
    let index = index.map(|spec| WrittenDocument {
        key: spec.key.to_owned(),
        is_index: true,
        title: spec.title.to_owned(),
        purpose: spec.purpose,
        form: None,
        files: files_of(spec, spec.stem, formats),
    });
    let views = views.iter().map(|view| WrittenDocument {
        key: view.key().to_owned(),
        is_index: false,
        title: view.title().to_owned(),
        purpose: view.spec().purpose,
        form: view.form().cloned(),
        files: files_of(view.spec(), view.stem(), formats),
    });
    views.chain(index).collect()
}

fn files_of(spec: &DocumentSpec, stem: &str, formats: &[Format]) -> Vec<WrittenFile> {
    let formats = spec.formats_among(formats).into_iter();
    let files = formats.map(|format| WrittenFile {
        format,
        name: format.file_name(stem),
    });
    files.collect()
}
