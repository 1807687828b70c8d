//! Documents of the fixture, and of hostile ones.

mod figures;
mod hostile;
mod properties;
mod templates;

use std::collections::BTreeMap;

use super::*;
use crate::view::fixture::{Fixture, Texts};
use crate::view::{
    BuildIndexView, ChecklistView, DeliveriesView, ProvenanceOf, ProvenanceView, SchemeView,
    TcfView, TestPlanView, TraceabilityView, view_build_index, view_checklist, view_deliveries,
    view_provenance, view_scheme, view_tcf, view_test_plan, view_traceability,
};

/// The documents of a fixture.
struct Views {
    plan: TestPlanView,
    tcf: TcfView,
    checklist: ChecklistView,
    traceability: TraceabilityView,
    deliveries: DeliveriesView,
    index: BuildIndexView,
    scheme: SchemeView,
    provenance: ProvenanceView,
}

impl Views {
    fn of(texts: Texts) -> Self {
        let fixture = Fixture::with(texts);
        let all = ProvenanceOf {
            catalog: None,
            aspects: &[],
        };
        let basis = fixture.basis();
        let (plan, tcf) = (view_test_plan(&basis), view_tcf(&basis));
        let documents = [DocumentView::Plan(&plan), DocumentView::Tcf(&tcf)];
        let files = list_files(&documents, &Format::ALL);
        Self {
            plan,
            tcf,
            checklist: view_checklist(&basis),
            traceability: view_traceability(&basis),
            deliveries: view_deliveries(&basis),
            index: view_build_index(&basis, files),
            scheme: view_scheme(&fixture.scheme_basis()),
            provenance: view_provenance(&fixture.scheme_basis(), &all),
        }
    }

    fn get(&self, kind: DocumentKind) -> DocumentView<'_> {
        match kind {
            DocumentKind::Plan => DocumentView::Plan(&self.plan),
            DocumentKind::Tcf => DocumentView::Tcf(&self.tcf),
            DocumentKind::Checklist => DocumentView::Checklist(&self.checklist),
            DocumentKind::Traceability => DocumentView::Traceability(&self.traceability),
            DocumentKind::Deliveries => DocumentView::Deliveries(&self.deliveries),
            DocumentKind::Index => DocumentView::Index(&self.index),
            DocumentKind::Scheme => DocumentView::Scheme(&self.scheme),
            DocumentKind::Provenance => DocumentView::Provenance(&self.provenance),
        }
    }
}

fn plain(text: &str) -> String {
    text.to_owned()
}

/// Renders one document in one format; templates of the house have nothing to report.
#[track_caller]
fn render(views: &Views, kind: DocumentKind, format: Format) -> String {
    let rendered = render_documents(&[views.get(kind)], &[format], &BTreeMap::new());
    let told: Vec<&str> = rendered
        .diagnostics
        .iter()
        .map(|one| one.message.as_str())
        .collect();
    assert!(told.is_empty(), "{kind:?}: {told:#?}");
    let [(name, bytes)] = rendered.value.as_slice() else {
        panic!("one file for one document in one format");
    };
    assert_eq!(*name, kind.file_name(format));
    String::from_utf8(bytes.clone()).expect("text formats are UTF-8")
}

/// Leaves the style sheet out, which is a file of its own.
fn without_style(text: &str) -> String {
    let Some((before, rest)) = text.split_once("<style>\n") else {
        return text.to_owned();
    };
    let (_, after) = rest
        .split_once("@page { @bottom-left")
        .expect("the sheet ends with the title");
    format!("{before}<style>\n…\n@page {{ @bottom-left{after}")
}

#[test]
fn every_document_in_every_format() {
    let views = Views::of(plain);
    for kind in DocumentKind::ALL {
        for format in Format::ALL {
            let text = render(&views, kind, format).replace("\r\n", "\n");
            insta::assert_snapshot!(kind.file_name(format), without_style(&text));
        }
    }
}

#[test]
fn every_slot_of_a_document_is_in_its_json() {
    let views = Views::of(plain);
    for kind in DocumentKind::ALL {
        let json = render(&views, kind, Format::Json);
        let html = render(&views, kind, Format::Html);
        let slots = html.split(" data-slot=\"").skip(1);
        for slot in slots.filter_map(|rest| rest.split('"').next()) {
            assert!(json.contains(&format!("\"{slot}\"")), "{kind:?}: {slot}");
        }
    }
}
