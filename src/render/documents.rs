//! Views to files: which template, which writer, which name.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::Serialize;

use super::codes::template_yields;
use super::csv::write_csv;
use super::document::{Block, Document, Inline, Target, plain_text};
use super::engine::{Engine, Rendered};
use super::html::write_html;
use super::index_table::table_index;
use super::json::write_json;
use super::kinds::{DocumentKind, Format};
use super::lower::lower_template;
use super::markdown::write_markdown;
use super::provenance_table::table_provenance;
use super::scheme_table::table_scheme;
use super::table::{Table, table_checklist, table_plan, table_tcf, table_traceability};
use super::table_deliveries::table_deliveries;
use super::visible::make_visible;
use crate::diag::{Checked, Diagnostic, Diagnostics};
use crate::view::{
    BuildIndexView, BuildStamp, ChecklistView, DeliveriesView, Figures, FormView, HeadView,
    LevelView, ProvenanceView, SchemeView, TcfView, TestPlanView, TraceabilityView,
    WrittenDocument, WrittenFile,
};

/// A document to render.
#[derive(Debug, Clone, Copy)]
pub enum DocumentView<'a> {
    /// The test plan.
    Plan(&'a TestPlanView),
    /// The technical construction file.
    Tcf(&'a TcfView),
    /// The checklist.
    Checklist(&'a ChecklistView),
    /// The traceability document.
    Traceability(&'a TraceabilityView),
    /// What the vendor delivers.
    Deliveries(&'a DeliveriesView),
    /// The index of the build.
    Index(&'a BuildIndexView),
    /// The scheme.
    Scheme(&'a SchemeView),
    /// What of the scheme is not published.
    Provenance(&'a ProvenanceView),
}

/// A rendered file: its name, such as `test-plan.html`, and its bytes.
pub type RenderedFile = (String, Vec<u8>);

/// Renders documents in some formats: a file per document and format, in the order given.
///
/// `overrides` replace shipped templates and the style sheet by name: `tcf/document.md.j2`, `style.css`. A
/// document whose template fails is left out of the formats that need it and reported, with template and line.
#[must_use]
pub fn render_documents(
    views: &[DocumentView<'_>],
    formats: &[Format],
    overrides: &BTreeMap<String, String>,
) -> Checked<Vec<RenderedFile>> {
    let mut diagnostics = Diagnostics::new();
    let engine = diagnostics.take(Engine::new(overrides));
    let rendered: Vec<Checked<Vec<RenderedFile>>> = views
        .par_iter()
        .map(|view| render_formats(&engine, *view, formats))
        .collect();
    let files = rendered
        .into_iter()
        .flat_map(|files| diagnostics.take(files));
    let files = files.collect();
    Checked::new(files, diagnostics)
}

fn render_formats(
    engine: &Engine,
    view: DocumentView<'_>,
    formats: &[Format],
) -> Checked<Vec<RenderedFile>> {
    let (texts, data): (Vec<Format>, Vec<Format>) =
        formats.iter().partition(|format| match format {
            Format::Md | Format::Html => true,
            Format::Json | Format::Csv => false,
        });
    // What is written from the view need not wait for the template.
    let (document, data) = rayon::join(
        || (!texts.is_empty()).then(|| render_document(engine, view)),
        || write_all(&data, |format| write_data(view, format)),
    );
    let mut diagnostics = Diagnostics::new();
    let document = document.and_then(|document| diagnostics.take(document));
    let texts = document.map_or_else(Vec::new, |document| {
        write_all(&texts, |format| write_text(&document, engine, format))
    });
    let mut written: BTreeMap<Format, Vec<u8>> = texts.into_iter().chain(data).collect();
    let files = formats.iter().filter_map(|format| {
        let bytes = written.remove(format)?;
        Some((view.kind().file_name(*format), bytes))
    });
    let files = files.collect();
    Checked::new(files, diagnostics)
}

/// Writes formats side by side.
fn write_all(
    formats: &[Format],
    write: impl Fn(Format) -> Option<Vec<u8>> + Sync,
) -> Vec<(Format, Vec<u8>)> {
    let formats = formats.par_iter();
    formats
        .filter_map(|format| Some((*format, write(*format)?)))
        .collect()
}

fn write_text(document: &Document, engine: &Engine, format: Format) -> Option<Vec<u8>> {
    match format {
        Format::Md => Some(write_markdown(document).into_bytes()),
        Format::Html => Some(write_html(document, engine.style()).into_bytes()),
        Format::Json | Format::Csv => None,
    }
}

fn write_data(view: DocumentView<'_>, format: Format) -> Option<Vec<u8>> {
    match format {
        Format::Json => Some(view.json()),
        Format::Csv => Some(write_csv(&view.table())),
        Format::Md | Format::Html => None,
    }
}

/// Renders one document to the typed form that every writer writes.
fn render_document(engine: &Engine, view: DocumentView<'_>) -> Checked<Option<Document>> {
    let template = format!("{}/document.md.j2", view.kind().stem());
    let rendered = match view.markdown(engine, &template) {
        Ok(rendered) => rendered,
        Err(diagnostic) => return Checked::new(None, Diagnostics::from_iter([*diagnostic])),
    };
    let none = Figures::new();
    let (sections, mut faults) = lower_template(
        &rendered.markdown,
        &rendered.fields,
        view.figures().unwrap_or(&none),
    );
    let document = Document {
        title: title_of(&sections).unwrap_or_else(|| view.kind().stem().to_owned()),
        metadata: view.metadata(),
        sections,
    };
    faults.extend(broken_references(&document));
    let diagnostics = faults.iter().map(|fault| template_yields(&template, fault));
    let diagnostics = diagnostics.collect();
    Checked::new(Some(document), diagnostics)
}

impl<'a> DocumentView<'a> {
    /// Returns which document it is.
    #[must_use]
    pub fn kind(self) -> DocumentKind {
        match self {
            Self::Plan(_) => DocumentKind::Plan,
            Self::Tcf(_) => DocumentKind::Tcf,
            Self::Checklist(_) => DocumentKind::Checklist,
            Self::Traceability(_) => DocumentKind::Traceability,
            Self::Deliveries(_) => DocumentKind::Deliveries,
            Self::Index(_) => DocumentKind::Index,
            Self::Scheme(_) => DocumentKind::Scheme,
            Self::Provenance(_) => DocumentKind::Provenance,
        }
    }

    /// Returns what the document is about and where it comes from, by name, in order.
    fn metadata(self) -> Vec<(&'static str, String)> {
        match self {
            Self::Plan(view) => of_product(&view.head),
            Self::Tcf(view) => of_product(&view.head),
            Self::Checklist(view) => of_product(&view.head),
            Self::Traceability(view) => of_product(&view.head),
            Self::Deliveries(view) => of_product(&view.head),
            Self::Index(view) => of_product(&view.head),
            Self::Scheme(view) => {
                metadata(None, &view.edition.name, view.level.as_ref(), &view.stamp)
            }
            Self::Provenance(view) => metadata(None, &view.edition, None, &view.stamp),
        }
    }

    fn figures(self) -> Option<&'a Figures> {
        match self {
            Self::Plan(view) => Some(&view.figures),
            Self::Traceability(view) => Some(&view.figures),
            Self::Index(view) => Some(&view.figures),
            Self::Tcf(_)
            | Self::Checklist(_)
            | Self::Deliveries(_)
            | Self::Scheme(_)
            | Self::Provenance(_) => None,
        }
    }

    fn markdown(self, engine: &Engine, template: &str) -> Result<Rendered, Box<Diagnostic>> {
        match self {
            Self::Plan(view) => engine.render(template, view),
            Self::Tcf(view) => engine.render(template, view),
            Self::Checklist(view) => engine.render(template, view),
            Self::Traceability(view) => engine.render(template, view),
            Self::Deliveries(view) => engine.render(template, view),
            Self::Index(view) => engine.render(template, view),
            Self::Scheme(view) => engine.render(template, view),
            Self::Provenance(view) => engine.render(template, view),
        }
    }

    fn json(self) -> Vec<u8> {
        fn json(view: &impl Serialize) -> Vec<u8> {
            write_json(view)
        }
        match self {
            Self::Plan(view) => json(view),
            Self::Tcf(view) => json(view),
            Self::Checklist(view) => json(view),
            Self::Traceability(view) => json(view),
            Self::Deliveries(view) => json(view),
            Self::Index(view) => json(view),
            Self::Scheme(view) => json(view),
            Self::Provenance(view) => json(view),
        }
    }

    /// Returns the form that the document fills.
    fn form(self) -> Option<&'a FormView> {
        match self {
            Self::Tcf(view) => view.form.as_ref(),
            Self::Checklist(view) => view.form.as_ref(),
            Self::Plan(_)
            | Self::Traceability(_)
            | Self::Deliveries(_)
            | Self::Index(_)
            | Self::Scheme(_)
            | Self::Provenance(_) => None,
        }
    }

    /// Makes the main table of the document.
    #[must_use]
    pub fn table(self) -> Table {
        match self {
            Self::Plan(view) => table_plan(view),
            Self::Tcf(view) => table_tcf(view),
            Self::Checklist(view) => table_checklist(view),
            Self::Traceability(view) => table_traceability(view),
            Self::Deliveries(view) => table_deliveries(view),
            Self::Index(view) => table_index(view),
            Self::Scheme(view) => table_scheme(view),
            Self::Provenance(view) => table_provenance(view),
        }
    }
}

/// Lists the files that documents give in some formats, those of their index last.
#[must_use]
pub fn list_files(views: &[DocumentView<'_>], formats: &[Format]) -> Vec<WrittenDocument> {
    let listed = |kind: DocumentKind, form: Option<&FormView>| WrittenDocument {
        key: kind.key(),
        form: form.cloned(),
        files: formats
            .iter()
            .map(|format| WrittenFile {
                format: format.key(),
                name: kind.file_name(*format),
            })
            .collect(),
    };
    let documents = views.iter().map(|view| listed(view.kind(), view.form()));
    documents
        .chain([listed(DocumentKind::Index, None)])
        .collect()
}

fn title_of(sections: &[super::document::PageSection]) -> Option<String> {
    let mut blocks = sections.iter().flat_map(|section| &section.blocks);
    let title = blocks.find_map(|block| block.heading().filter(|heading| heading.level == 1));
    title.map(|heading| plain_text(&heading.content))
}

fn of_product(head: &HeadView) -> Vec<(&'static str, String)> {
    let product = Some(head.product.as_str());
    metadata(product, &head.edition, head.level.as_ref(), &head.stamp)
}

fn metadata(
    product: Option<&str>,
    edition: &str,
    level: Option<&LevelView>,
    stamp: &BuildStamp,
) -> Vec<(&'static str, String)> {
    let all = [
        ("product", product),
        ("edition", Some(edition)),
        ("level", level.map(|level| level.key.as_str())),
        ("date", stamp.date.as_deref()),
        ("tool", stamp.tool.as_deref()),
    ];
    all.into_iter()
        .filter_map(|(name, value)| Some((name, make_visible(value?).into_owned())))
        .collect()
}

/// Finds references that lead nowhere, and names that two headings or tables have.
fn broken_references(document: &Document) -> Vec<String> {
    let mut faults = Vec::new();
    let mut anchors = BTreeSet::new();
    for block in document.blocks() {
        for anchor in anchors_of(block) {
            if !anchors.insert(anchor) {
                faults.push(format!("two parts with the name `{anchor}`"));
            }
        }
    }
    let mut wanted = BTreeSet::new();
    document
        .blocks()
        .for_each(|block| collect_references(block, &mut wanted));
    let broken = wanted.difference(&anchors);
    faults
        .extend(broken.map(|anchor| format!("a reference to `{anchor}`, which nothing is named")));
    faults
}

/// Returns the names by which references find a block and its rows.
fn anchors_of(block: &Block) -> Vec<&str> {
    match block {
        Block::Heading(heading) => heading.anchor.as_deref().into_iter().collect(),
        Block::Table(table) => {
            let rows = table.rows.iter().filter_map(|row| row.mark.as_ref());
            let rows = rows.map(|mark| mark.anchor.as_str());
            table.anchor.as_deref().into_iter().chain(rows).collect()
        }
        Block::Figure(figure) => vec![&figure.anchor],
        Block::Paragraph(_)
        | Block::List(_)
        | Block::Quote(_)
        | Block::Code(_)
        | Block::Filter(_)
        | Block::Rule => Vec::new(),
    }
}

fn collect_references<'a>(block: &'a Block, wanted: &mut BTreeSet<&'a str>) {
    match block {
        Block::Heading(heading) => collect_inline(&heading.content, wanted),
        Block::Paragraph(content) => collect_inline(content, wanted),
        Block::List(list) => {
            list.items
                .iter()
                .flatten()
                .for_each(|block| collect_references(block, wanted));
        }
        Block::Quote(inner) => inner
            .iter()
            .for_each(|block| collect_references(block, wanted)),
        Block::Table(table) => {
            let rows = table.rows.iter().flat_map(|row| &row.cells);
            let cells = std::iter::once(&table.caption)
                .chain(&table.head)
                .chain(rows);
            cells.for_each(|cell| collect_inline(cell, wanted));
        }
        Block::Figure(figure) => {
            collect_inline(&figure.caption, wanted);
            wanted.extend(figure.shows.anchors());
        }
        Block::Code(_) | Block::Filter(_) | Block::Rule => {}
    }
}

fn collect_inline<'a>(inlines: &'a [Inline], wanted: &mut BTreeSet<&'a str>) {
    for inline in inlines {
        match inline {
            Inline::Link { target, content } => {
                if let Target::Anchor(anchor) = target {
                    wanted.insert(anchor);
                }
                collect_inline(content, wanted);
            }
            Inline::Strong(inner) | Inline::Emphasis(inner) => collect_inline(inner, wanted),
            Inline::Text(_) | Inline::Code(_) | Inline::Field(_) | Inline::Break => {}
        }
    }
}
