//! Schemes and products of growing sizes, and the papers that are made of them.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use praman::model::Scheme;
use praman::plan::{Plan, plan_target};
use praman::product::{Product, read_product};
use praman::project::{load_scheme, shipped};
use praman::render::{Format, SharedView, product_documents, render_documents};
use praman::resolve::{EditionChoice, resolve_scheme};
use praman::source::Sources;
use praman::syntax::parse_file;
use praman::view::{Basis, BuildStamp, ProvenanceOf, SchemeBasis, view_provenance, view_scheme};

use super::{Work, measure, traced};

/// Makes each paper that a scheme alone makes.
pub fn print_scheme(sources: &Sources, scheme: &Scheme) -> [(&'static str, Work); 2] {
    let stamp = BuildStamp::default();
    let basis = SchemeBasis {
        scheme,
        level: None,
        sources,
        stamp: &stamp,
    };
    let all = ProvenanceOf {
        catalog: None,
        aspects: &[],
    };
    let print = |view: SharedView| {
        let formats = view.spec().formats;
        _ = render_documents(&[view], formats, &BTreeMap::new(), None);
    };
    [
        ("scheme", measure(|| print(Arc::new(view_scheme(&basis)))).0),
        (
            "provenance",
            measure(|| print(Arc::new(view_provenance(&basis, &all)))).0,
        ),
    ]
}

pub fn load_traced(size: usize) -> (Sources, Scheme) {
    load_files(traced::traced(size))
}

/// Reads files of a scheme, given as paths and texts.
pub fn load_files(files: Vec<(String, String)>) -> (Sources, Scheme) {
    let mut sources = Sources::default();
    let files: Vec<_> = files
        .into_iter()
        .map(|(path, text)| {
            let file = sources.add(path, text.as_str());
            parse_file(file, text).value
        })
        .collect();
    let scheme = resolve_scheme(&files, EditionChoice::Only).value;
    (sources, scheme.expect("the edition is there"))
}

pub fn load_shipped() -> (Sources, Scheme) {
    let mut sources = Sources::default();
    let files = load_scheme(&shipped(), &mut sources, Path::new(".")).value;
    let choice = EditionChoice::Named("iotscs@2024-03");
    let scheme = resolve_scheme(&files, choice).value;
    (sources, scheme.expect("the edition is there"))
}

/// Reads a product, plans it and makes each paper, also those that are made only on request.
pub fn plan_and_print(
    kind: &str,
    sources: &Sources,
    scheme: &Scheme,
    text: &str,
    all: &mut BTreeMap<String, Vec<Work>>,
) {
    let mut sources = sources.clone();
    let file = sources.add("product.yaml", text);
    let mut note = |stage: &str, work| {
        let works = all.entry(format!("{kind}: {stage}")).or_default();
        works.push(work);
    };
    let (work, read) = measure(|| read_product(scheme, file, text));
    assert!(!read.diagnostics.has_errors(), "{:?}", read.diagnostics);
    note("read", work);
    let product = read.value;
    let (work, plan) = measure(|| plan_target(scheme, product.level, &product.target));
    assert!(!plan.diagnostics.has_errors(), "{:?}", plan.diagnostics);
    note("planning", work);
    let plan = plan.value;
    for (paper, work) in print(&sources, scheme, &product, &plan) {
        note(&paper, work);
    }
}

fn print(
    sources: &Sources,
    scheme: &Scheme,
    product: &Product,
    plan: &Plan,
) -> Vec<(String, Work)> {
    let stamp = BuildStamp::default();
    let basis = Basis::new(scheme, plan, product, sources, &stamp);
    let documents = product_documents(&basis).into_iter();
    let papers = documents.map(|document| {
        let (work, _) = measure(|| {
            let views = [document.make(&basis)];
            render_documents(&views, Format::ALL, &BTreeMap::new(), None)
        });
        let name = match document.spec.stem {
            "form" => &document.key,
            stem => stem,
        };
        (name.to_owned(), work)
    });
    papers.collect()
}
