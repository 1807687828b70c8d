//! Documents of the fixture, and of hostile ones.

mod figures;
mod hostile;
mod properties;
mod templates;

use std::collections::BTreeMap;

use super::*;
use crate::view::fixture::{Fixture, Texts};
use crate::view::{
    ProvenanceOf, view_build_index, view_provenance, view_scheme, view_traceability,
};

/// Makes every document of a fixture, by key.
fn documents(texts: Texts) -> BTreeMap<&'static str, Box<dyn DocumentView>> {
    let fixture = Fixture::with(texts);
    let all = ProvenanceOf {
        catalog: None,
        aspects: &[],
    };
    let basis = fixture.basis();
    let of_product = DOCUMENTS.iter().filter_map(|spec| match spec.made_of {
        MadeOf::Product { view, .. } => Some(view(&basis)),
        MadeOf::Build | MadeOf::Scheme => None,
    });
    let mut views: Vec<Box<dyn DocumentView>> = of_product.collect();
    let listed = ["plan", "tcf"].map(|key| find(&views, key));
    let files = list_files(&listed, Format::ALL);
    views.push(Box::new(view_build_index(&basis, files)));
    views.push(Box::new(view_scheme(&fixture.scheme_basis())));
    views.push(Box::new(view_provenance(&fixture.scheme_basis(), &all)));
    let views: BTreeMap<_, _> = views
        .into_iter()
        .map(|view| (view.spec().key, view))
        .collect();
    assert_eq!(
        views.len(),
        DOCUMENTS.len(),
        "the fixture gives every document"
    );
    views
}

fn find<'a>(views: &'a [Box<dyn DocumentView>], key: &str) -> &'a dyn DocumentView {
    let found = views.iter().find(|view| view.spec().key == key);
    found.expect("a document of a product").as_ref()
}

fn plain(text: &str) -> String {
    text.to_owned()
}

/// Renders one document in one format; templates of the house have nothing to report.
#[track_caller]
fn render(view: &dyn DocumentView, format: Format) -> String {
    let rendered = render_documents(&[view], &[format], &BTreeMap::new());
    let told: Vec<&str> = rendered
        .diagnostics
        .iter()
        .map(|one| one.message.as_str())
        .collect();
    assert!(told.is_empty(), "{}: {told:#?}", view.stem());
    let [(name, bytes)] = rendered.value.as_slice() else {
        panic!("one file for one document in one format");
    };
    assert_eq!(*name, view.file_name(format));
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
    for view in documents(plain).values() {
        for format in view.spec().formats {
            let text = render(view.as_ref(), *format).replace("\r\n", "\n");
            insta::assert_snapshot!(view.file_name(*format), without_style(&text));
        }
    }
}

#[test]
fn every_slot_of_a_document_is_in_its_json() {
    for view in documents(plain).values() {
        let json = render(view.as_ref(), Format::Json);
        let html = render(view.as_ref(), Format::Html);
        let slots = html.split(" data-slot=\"").skip(1);
        for slot in slots.filter_map(|rest| rest.split('"').next()) {
            assert!(
                json.contains(&format!("\"{slot}\"")),
                "{}: {slot}",
                view.stem()
            );
        }
    }
}
