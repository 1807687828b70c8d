//! The JSON Schema of product files of the scheme.

use super::*;

#[test]
fn every_key_of_a_product_file_is_in_the_schema() {
    let schema = view_product_schema(&Camera::plain().scheme);
    let mut known = PRODUCT_KEYS.to_vec();
    known.sort_unstable();
    let mut found = keys(&schema["properties"]);
    found.sort_unstable();
    assert_eq!(found, known);
}

#[test]
fn every_reference_of_the_schema_leads_somewhere() {
    let schema = view_product_schema(&Camera::plain().scheme);
    let mut at = vec![&schema];
    let mut references = 0;
    while let Some(value) = at.pop() {
        if let Some(reference) = value["$ref"].as_str() {
            let part = reference.strip_prefix('#').expect("a part");
            assert!(schema.pointer(part).is_some(), "{reference}");
            references += 1;
        }
        at.extend(
            value
                .as_object()
                .into_iter()
                .flat_map(serde_json::Map::values),
        );
        at.extend(value.as_array().into_iter().flatten());
    }
    assert!(references > 20, "{references} references");
}

#[test]
fn an_answer_that_not_every_party_sees_says_who_does() {
    let schema = view_product_schema(&Camera::plain().scheme);
    let asked = &schema["$defs"]["entry.interface"]["properties"];
    assert_eq!(
        asked["protection"]["x-audience"],
        serde_json::json!(["oem-team"])
    );
    assert!(asked["kind"].get("x-audience").is_none());
}
