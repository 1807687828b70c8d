//! What documents say, as data: the views of the small scheme and product of `tests/support/camera.rs`.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop where its own data is wrong"
)]

#[path = "view/again.rs"]
mod again;
#[path = "support/camera.rs"]
mod camera;
#[path = "view/checklist.rs"]
mod checklist;
#[path = "view/forms.rs"]
mod forms;
#[path = "view/laboratory.rs"]
mod laboratory;
#[path = "view/models.rs"]
mod models;
#[path = "view/papers.rs"]
mod papers;
#[path = "view/product_schema.rs"]
mod product_schema;
#[path = "view/rooms.rs"]
mod rooms;
#[path = "view/scheme.rs"]
mod scheme;
#[path = "view/series.rs"]
mod series;
#[path = "view/test_plan.rs"]
mod test_plan;
#[path = "view/traceability.rs"]
mod traceability;
#[path = "view/versions.rs"]
mod versions;

use camera::{Camera, PRODUCT, SCHEME};
use praman::model::{Depth, Depths, Id, InventoryId, KeyedList, RelationKind, Treatment};
use praman::plan::{OwedRows, Status};
use praman::product::{Covered, PRODUCT_KEYS};
use praman::view::{
    DecisionView, FilledView, FormDocumentView, MissingCounts, PartView, ResponseView, SectionView,
    StandardAlone, Standing, answered_in, blanks_in, printed_forms, view_form_document, view_plan,
    view_product_schema, view_record, view_traceability,
};

/// Reads scheme and product with pieces of them replaced; each piece stands in one of them, once.
#[track_caller]
fn changed(changes: &[(&str, impl AsRef<str>)]) -> Camera {
    let (mut scheme, mut product) = (SCHEME.to_owned(), PRODUCT.to_owned());
    for (piece, other) in changes {
        let found = (
            scheme.matches(piece).count(),
            product.matches(piece).count(),
        );
        assert!(matches!(found, (1, 0) | (0, 1)), "{piece:?}: {found:?}");
        scheme = scheme.replace(piece, other.as_ref());
        product = product.replace(piece, other.as_ref());
    }
    Camera::read(&scheme, &product)
}

/// Shows the form whose files have a name.
#[track_caller]
fn form(camera: &Camera, file: &str) -> FormDocumentView {
    let mut forms = printed_forms(&camera.scheme);
    let (id, _) = forms.find(|(_, name)| **name == *file).expect("a form");
    view_form_document(&camera.basis(), id)
}

fn pretty(value: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(value).expect("views serialise")
}

/// Returns the word that JSON has for something.
fn word(value: &impl serde::Serialize) -> String {
    let value = serde_json::to_value(value).expect("views serialise");
    value.as_str().expect("a word").to_owned()
}

fn keys(value: &serde_json::Value) -> Vec<&str> {
    let object = value.as_object().expect("an object");
    object.keys().map(String::as_str).collect()
}

/// Reads the product with a version of its interfaces in the lead, and one in the variant.
fn versioned(lead: &str, variant: &str) -> Camera {
    let asked = "version \"Which version?\" : version; claim protection".to_owned();
    let mut change = "change: {".to_owned();
    if variant != lead {
        let of = |interface| format!(" interface.{interface}.version: \"{variant}\",");
        change.extend(["console", "pads"].map(of));
    }
    changed(&[
        ("claim protection", asked),
        ("change: {", change),
        ("console: {", format!("console: {{ version: \"{lead}\",")),
        ("pads: {", format!("pads: {{ version: \"{lead}\",")),
        ("service: {", format!("service: {{ version: \"{variant}\",")),
    ])
}
