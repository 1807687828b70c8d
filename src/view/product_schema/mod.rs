//! The JSON Schema of product files, with which editors complete, explain and check a file while it is typed.
//!
//! It covers the questions of a single edition: its levels, facts, inventories and kinds of evidence. The compiler
//! has the last word: a file that the schema accepts can still be wrong as a whole, for example in a reference.

mod answers;
mod parts;
pub(super) mod pieces;

use serde_json::{Map, Value, json};

use crate::model::Scheme;
use answers::schema_answer;
use pieces::{described, object};

/// Makes the JSON Schema (draft 2020-12) of the product files of an edition.
pub fn view_product_schema(scheme: &Scheme) -> Value {
    let edition = &scheme.edition;
    let mut file = object(parts::root(scheme), &["product"]);
    let head = [
        (
            "$schema",
            json!("https://json-schema.org/draft/2020-12/schema"),
        ),
        (
            "$id",
            json!(format!("urn:praman:product:{}", edition.name())),
        ),
        (
            "title",
            json!(format!("Product file for {}", edition.name())),
        ),
        (
            "description",
            json!(format!("Describes a product for “{}”.", edition.title)),
        ),
        ("$defs", definitions(scheme)),
    ];
    if let Value::Object(members) = &mut file {
        members.extend(head.map(|(key, value)| (key.to_owned(), value)));
    }
    file
}

/// Makes the parts to which several places of a file refer.
fn definitions(scheme: &Scheme) -> Value {
    let mut all = Map::new();
    for (_, inventory) in scheme.inventories.iter() {
        all.insert(
            format!("entry.{}", inventory.key),
            parts::entry(scheme, inventory),
        );
        all.insert(
            format!("inventory.{}", inventory.key),
            parts::inventory(inventory),
        );
    }
    all.insert("facts".to_owned(), facts(scheme));
    all.insert("text".to_owned(), parts::text());
    all.insert("name".to_owned(), parts::name());
    all.insert("id".to_owned(), parts::id());
    all.insert("date".to_owned(), parts::date());
    all.insert("sha256".to_owned(), parts::sha256());
    Value::Object(all)
}

fn facts(scheme: &Scheme) -> Value {
    let properties = scheme.facts.iter().map(|(_, fact)| {
        (
            fact.key.as_str(),
            described(schema_answer(&fact.answer), &fact.heading()),
        )
    });
    object(properties.collect::<Vec<_>>(), &[])
}
