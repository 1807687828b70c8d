//! The parts of a product file.

use serde_json::{Map, Value, json};

use super::answers::schema_answer;
use super::pieces::{described, object, refer, set};
use crate::model::{AttributeKind, EvidenceKind, Inventory, Scheme};
use crate::product::{Access, BED_KEYS, ContactField, EVIDENCE_KEYS, IdentityField};

/// Makes the schemas of the keys of a file.
pub(super) fn root(scheme: &Scheme) -> Vec<(&'static str, Value)> {
    let edition = &scheme.edition;
    let levels = edition.levels.iter().map(|level| match &level.title {
        Some(title) => json!({ "const": level.key, "description": title }),
        None => json!({ "const": level.key }),
    });
    let mut root = vec![
        ("scheme", scheme_name(scheme)),
        ("product", identity()),
        ("applicant", contact("Who applies.")),
        ("manufacturer", contact("Who makes the product.")),
        (
            "facts",
            described(refer("facts"), "Facts about the product as a whole."),
        ),
        (
            "inventories",
            described(
                or_word(&inventories(scheme)),
                "What the product consists of and does. A list is complete unless it holds `more: unknown`.",
            ),
        ),
        ("declined", declined()),
        ("series", series(scheme)),
        ("evidence", evidence(scheme)),
        ("test_bed", test_bed()),
    ];
    if !edition.levels.is_empty() {
        let level = json!({ "anyOf": levels.collect::<Vec<_>>() });
        root.push(("level", described(level, "The level applied for.")));
    }
    root
}

fn scheme_name(scheme: &Scheme) -> Value {
    let edition = &scheme.edition;
    let name = json!({ "enum": [edition.name(), edition.key] });
    described(name, "The edition of the scheme.")
}

/// Makes the schema of `product`.
fn identity() -> Value {
    let texts = IdentityField::words().map(|field| (field, refer("text")));
    let others = [
        (IdentityField::FirmwareSha256.word(), refer("sha256")),
        (IdentityField::SupportUntil.word(), refer("date")),
    ];
    described(
        object(texts.chain(others), &["name"]),
        "What the product is: what is printed on it, what it is for, what belongs to it.",
    )
}

fn contact(description: &str) -> Value {
    let fields = ContactField::words().map(|field| (field, refer("text")));
    described(or_word(&object(fields, &[])), description)
}

fn inventories(scheme: &Scheme) -> Value {
    let all = scheme.inventories.iter().map(|(_, inventory)| {
        let part = refer(&format!("inventory.{}", inventory.key));
        (
            inventory.key.as_str(),
            described(part, &title_and_about(inventory)),
        )
    });
    object(all.collect::<Vec<_>>(), &[])
}

fn title_and_about(inventory: &Inventory) -> String {
    match &inventory.about {
        Some(about) => format!("{}. {}", inventory.title, about.trim()),
        None => inventory.title.to_string(),
    }
}

/// Makes the schema of the entries of an inventory.
pub(super) fn inventory(inventory: &Inventory) -> Value {
    let entry = refer(&format!("entry.{}", inventory.key));
    let more = json!({ "const": "unknown", "description": "there may be more entries" });
    let list = json!({
        "type": "object",
        "properties": { "more": more },
        "propertyNames": refer("id"),
        "additionalProperties": { "anyOf": [entry, unknown()] },
    });
    or_word(&list)
}

pub(super) fn entry(inventory: &Inventory) -> Value {
    let mut properties = Map::new();
    for (_, attribute) in inventory.attributes.iter() {
        let question = match attribute.kind {
            AttributeKind::Property => attribute.question.to_string(),
            AttributeKind::Claim => format!("{} (what was done about it)", attribute.question),
        };
        let answer = described(schema_answer(&attribute.answer), &question);
        properties.insert(attribute.key.to_string(), answer);
    }
    let origin = json!({ "enum": ["declared", "found"] });
    let origin = described(
        origin,
        "Whether the vendor declares it, or the laboratory found it.",
    );
    properties.insert("origin".to_owned(), origin);
    let was = json!({ "anyOf": [refer("id"), { "type": "array", "items": refer("id") }] });
    properties.insert(
        "was".to_owned(),
        described(was, "Earlier ids of this entry."),
    );
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

fn declined() -> Value {
    let reasons = json!({ "type": "object", "additionalProperties": refer("text") });
    described(
        or_word(&reasons),
        "Recommendations that are not followed, by control, each with the reason.",
    )
}

fn series(scheme: &Scheme) -> Value {
    let mut add = inventories(scheme);
    set(
        &mut add,
        "description",
        json!("Entries that the lead product does not have."),
    );
    let remove = json!({ "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] });
    let change = json!({ "type": "object" });
    let variant = object(
        [
            ("name", refer("text")),
            ("add", add),
            (
                "remove",
                described(remove, "Entries that it does not have, as `radio.wifi`."),
            ),
            (
                "change",
                described(
                    change,
                    "Answers that differ, as `board.main.layers: 4` or `product.model: X`.",
                ),
            ),
        ],
        &[],
    );
    let variants = json!({
        "type": "object",
        "propertyNames": refer("id"),
        "additionalProperties": { "anyOf": [variant, { "type": "null" }] },
    });
    described(
        or_word(&variants),
        "The other models of the series, each with what differs from the lead.",
    )
}

fn evidence(scheme: &Scheme) -> Value {
    let kinds: Vec<Value> = scheme
        .evidence
        .iter()
        .map(|(_, kind)| evidence_kind(kind))
        .collect();
    let covers = json!({ "type": "array", "items": { "type": "string" } });
    let covers = described(
        covers,
        "What it speaks of: entries as `chip.soc`, or controls.",
    );
    let texts = EVIDENCE_KEYS.iter().map(|key| (*key, refer("text")));
    let others = [
        ("kind", json!({ "anyOf": kinds })),
        ("date", refer("date")),
        ("sha256", refer("sha256")),
        ("covers", covers),
        ("access", access()),
    ];
    let paper = object(texts.chain(others), &["kind"]);
    let list = json!({ "type": "array", "items": paper });
    described(or_word(&list), "Documents handed in with the application.")
}

fn access() -> Value {
    let ways: Vec<Value> = Access::ALL
        .iter()
        .map(|access| json!({ "const": access.word(), "description": access.shown() }))
        .collect();
    described(or_word(&json!({ "anyOf": ways })), "How it may be seen.")
}

fn test_bed() -> Value {
    let nodes = json!({ "type": "array", "items": { "type": "string" } });
    let connects = described(
        json!({ "anyOf": [nodes, refer("text")] }),
        "The nodes to which it is connected, by id.",
    );
    let texts = BED_KEYS.iter().map(|key| (*key, refer("text")));
    let fields = texts.chain([("connects", connects)]);
    let nodes = json!({
        "type": "object",
        "propertyNames": refer("id"),
        "additionalProperties": object(fields, &[]),
    });
    described(
        or_word(&nodes),
        "What stands around the product while it is tested; `device` is the product itself.",
    )
}

fn evidence_kind(kind: &EvidenceKind) -> Value {
    json!({ "const": kind.key, "description": kind.title })
}

/// Allows `none` or `unknown` instead of a part.
fn or_word(part: &Value) -> Value {
    json!({ "anyOf": [part, { "const": "none", "description": "there is none" }, unknown()] })
}

fn unknown() -> Value {
    json!({ "const": "unknown", "description": "not known yet" })
}

/// Makes the schema of a text. Scalars are read as text.
pub(super) fn text() -> Value {
    json!({ "type": ["string", "number", "boolean"] })
}

/// Makes the schema of an id of an entry or variant.
pub(super) fn id() -> Value {
    json!({ "type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]*$" })
}

/// Makes the schema of a date: a day or a month.
pub(super) fn date() -> Value {
    json!({ "type": "string", "pattern": "^([0-9]{4}-[0-9]{2}(-[0-9]{2})?|unknown)$" })
}

/// Makes the schema of a hash.
pub(super) fn sha256() -> Value {
    json!({ "type": "string", "pattern": "^([0-9a-fA-F]{64}|unknown)$" })
}
