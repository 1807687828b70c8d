//! Documents of the small scheme and product of `tests/support/camera.rs`, and of the same with hostile texts.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop where its own data is wrong"
)]

#[path = "support/blanks.rs"]
mod blanks;
#[path = "support/camera.rs"]
mod camera;
#[path = "render/figures.rs"]
mod figures;
#[path = "render/filled.rs"]
mod filled;
#[path = "render/hostile.rs"]
mod hostile;
#[path = "render/templates.rs"]
mod templates;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use camera::{Camera, PRODUCT, SCHEME};
use praman::render::{
    DOCUMENTS, Format, SharedView, list_files, product_documents, render_documents,
};
use praman::view::{
    FilledBlanks, FilledDocuments, ProvenanceOf, SchemeBasis, view_build_index, view_provenance,
    view_scheme,
};

/// What makes a text of a plain one: itself, or something hostile.
type Texts = fn(&str) -> String;

/// Reads the camera with each quoted text, and the path of the product, passed through `texts`.
#[track_caller]
fn retell_camera(texts: Texts) -> Camera {
    let scheme = retell(&SCHEME.replace("\"\"\"", "\""), |quoted| {
        let lines: Vec<&str> = quoted.trim().lines().map(str::trim).collect();
        format!("\"\"\"\n{}\n\"\"\"", texts(&lines.join("\n")))
    });
    let product = retell(PRODUCT, |quoted| {
        let plain = quoted.replace("\\n", "\n");
        serde_json::Value::from(texts(&plain)).to_string()
    });
    let mut camera = Camera::read(&scheme, &product);
    camera.product.file = texts(&camera.product.file);
    camera
}

/// Replaces each quoted text of a source; none holds a quotation mark.
fn retell(source: &str, write: impl Fn(&str) -> String) -> String {
    let parts = source.split('"').enumerate();
    parts
        .map(|(index, part)| match index % 2 {
            0 => part.to_owned(),
            _ => write(part),
        })
        .collect()
}

/// Makes every document, by key.
fn documents(texts: Texts) -> BTreeMap<String, SharedView> {
    let camera = retell_camera(texts);
    let all = ProvenanceOf {
        catalog: None,
        aspects: &[],
    };
    let basis = camera.basis();
    let scheme_basis = SchemeBasis {
        scheme: &camera.scheme,
        level: None,
        sources: &camera.sources,
        stamp: &camera.stamp,
    };
    let documents = product_documents(&basis).into_iter();
    let mut views: Vec<SharedView> = documents.map(|document| document.make(&basis)).collect();
    let listed = ["plan", "tcf"].map(|key| find(&views, key));
    let files = list_files(&listed, Format::ALL);
    views.push(Arc::new(view_build_index(&basis, files)));
    views.push(Arc::new(view_scheme(&scheme_basis)));
    views.push(Arc::new(view_provenance(&scheme_basis, &all)));
    let views: BTreeMap<_, _> = views
        .into_iter()
        .map(|view| (view.key().to_owned(), view))
        .collect();
    for spec in DOCUMENTS {
        let mut kinds = views.values().map(|view| view.spec().key);
        assert!(kinds.any(|key| key == spec.key), "{}", spec.key);
    }
    views
}

fn find(views: &[SharedView], key: &str) -> SharedView {
    let found = views.iter().find(|view| view.key() == key);
    Arc::clone(found.expect("a document of a product"))
}

fn plain(text: &str) -> String {
    text.to_owned()
}

/// Renders one document in one format; templates of the house have nothing to report.
#[track_caller]
fn render(view: &SharedView, format: Format) -> String {
    render_filled(view, format, None)
}

/// Renders one document in one format with what is filled in in a dossier.
#[track_caller]
fn render_filled(view: &SharedView, format: Format, filled: Option<&FilledBlanks>) -> String {
    let filled =
        filled.map(|filled| FilledDocuments::from_iter([(view.key().to_owned(), filled.clone())]));
    let overrides = BTreeMap::new();
    let rendered = render_documents(&[Arc::clone(view)], &[format], &overrides, filled.as_ref());
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

/// Leaves the style sheet and the script out, which are files of their own, and the hash of the script.
fn without_style(text: &str) -> String {
    let Some((before, rest)) = text.split_once("<style>\n") else {
        return text.to_owned();
    };
    let (_, after) = rest
        .split_once("@page { @bottom-left")
        .expect("the sheet ends with the title");
    let (content, _) = after
        .rsplit_once("<script>")
        .expect("a document ends with its script");
    let (before, hash) = before
        .split_once("'sha256-")
        .expect("the policy allows the script");
    let (_, before_style) = hash.split_once('\'').expect("the hash ends");
    format!(
        "{before}'sha256-…'{before_style}<style>\n…\n@page {{ @bottom-left{content}<script>…</script>\n</body>\n</html>\n"
    )
}

#[test]
fn every_document_in_every_format() {
    for view in documents(plain).values() {
        for format in view.spec().formats {
            let text = render(view, *format).replace("\r\n", "\n");
            insta::assert_snapshot!(view.file_name(*format), without_style(&text));
        }
    }
}

#[test]
fn every_field_is_a_room_and_is_filled_in_as_it_is_asked() {
    blanks::check_blanks(&Camera::plain().basis());
}

#[test]
fn every_slot_of_a_document_is_in_its_json() {
    for view in documents(plain).values() {
        let json = render(view, Format::Json);
        let html = render(view, Format::Html);
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

#[test]
fn every_page_quotes_what_is_quoted_once_it_is_declared() {
    let quoted = "\"Registration number\" : text { quoted }";
    let scheme = SCHEME.replace("\"Registration number\" : text", quoted);
    let registered = PRODUCT.replace(
        "  hardware: \"C\"\n",
        "  hardware: \"C\"\n  registration: \"N 17\"\n",
    );
    let head = "Registration number N 17 \\b7";
    for (product, is_quoted) in [(registered.as_str(), true), (PRODUCT, false)] {
        let camera = Camera::read(&scheme, product);
        let basis = camera.basis();
        let documents = product_documents(&basis);
        assert!(documents.len() > 5);
        for document in documents {
            let view = document.make(&basis);
            let html = render(&view, Format::Html);
            assert_eq!(html.contains(head), is_quoted, "{}", view.stem());
        }
    }
}
