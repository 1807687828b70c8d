//! What documents say, as data: the views of the small scheme and product of `tests/support/camera.rs`.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop where its own data is wrong"
)]

#[path = "support/camera.rs"]
mod camera;
#[path = "view/checklist.rs"]
mod checklist;
#[path = "view/product_schema.rs"]
mod product_schema;
#[path = "view/tcf.rs"]
mod tcf;
#[path = "view/test_plan.rs"]
mod test_plan;
#[path = "view/traceability.rs"]
mod traceability;

use camera::{Camera, PRODUCT, SCHEME};
use praman::model::{Depth, Depths, Id, InventoryId, RelationKind, Treatment};
use praman::plan::{OwedRows, Status};
use praman::product::{Covered, PRODUCT_KEYS};
use praman::view::{
    DecisionView, MissingCounts, PartView, SectionView, StandardAlone, view_checklist,
    view_product_schema, view_tcf, view_test_plan, view_traceability,
};

/// Reads scheme and product with pieces of them replaced; each piece stands in one of them, once.
#[track_caller]
fn changed(changes: &[(&str, &str)]) -> Camera {
    let (mut scheme, mut product) = (SCHEME.to_owned(), PRODUCT.to_owned());
    for (piece, other) in changes {
        let found = (
            scheme.matches(piece).count(),
            product.matches(piece).count(),
        );
        assert!(matches!(found, (1, 0) | (0, 1)), "{piece:?}: {found:?}");
        scheme = scheme.replace(piece, other);
        product = product.replace(piece, other);
    }
    Camera::read(&scheme, &product)
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
    let mut change = String::from("change: { ");
    if variant != lead {
        for interface in ["console", "pads"] {
            change += &format!("interface.{interface}.version: \"{variant}\", ");
        }
    }
    let versions = [("console", lead), ("pads", lead), ("service", variant)]
        .map(|(interface, version)| {
            (
                format!("{interface}: {{"),
                format!("version: \"{version}\","),
            )
        })
        .map(|(entry, version)| (entry.clone(), format!("{entry} {version}")));
    let attribute = "claim protection";
    let asked = format!("version \"Which version?\" : version; {attribute}");
    let mut changes = vec![(attribute, asked.as_str()), ("change: { ", change.as_str())];
    changes.extend(
        versions
            .iter()
            .map(|(entry, versioned)| (entry.as_str(), versioned.as_str())),
    );
    changed(&changes)
}
