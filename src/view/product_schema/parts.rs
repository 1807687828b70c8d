//! The parts of a product file.

use serde_json::{Map, Value, json};

use super::answers::{schema_answer, schema_bound};
use super::pieces::{described, object, refer, set};
use crate::model::{AttributeKind, EvidenceKind, IdentityKind, Inventory, MAX_ID, Scheme};
use crate::product::{BED_KEYS, ContactField, EVIDENCE_KEYS, IdentityField, RESERVED_IDS};
use crate::view::parties::view_audience;

/// Makes the schemas of the keys of a file.
pub(super) fn root(scheme: &Scheme) -> Vec<(&'static str, Value)> {
    let edition = &scheme.edition;
    let levels = edition.levels.iter().map(|level| match &level.title {
        Some(title) => json!({ "const": level.key, "description": title }),
        None => json!({ "const": level.key }),
    });
    let levels = levels.chain([unknown()]);
    let mut root = vec![
        ("scheme", scheme_name(scheme)),
        ("product", identity(scheme)),
        ("applicant", contact("Who applies.")),
        ("manufacturer", contact("Who makes the product.")),
        (
            "facts",
            described(
                // Not `anyOf`, so that a wrong answer is marked at its line.
                json!({ "if": { "type": "object" }, "then": refer("facts"), "else": unknown() }),
                "Facts about the product as a whole.",
            ),
        ),
        (
            "inventories",
            described(
                or(&inventories(scheme), &[unknown()]),
                "What the product consists of and does. A list is complete unless it holds `more`.",
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
    let name = json!({ "enum": [edition.name(), edition.key, "unknown"] });
    described(name, "The edition of the scheme.")
}

/// Makes the schema of `product`.
fn identity(scheme: &Scheme) -> Value {
    let fields = IdentityField::all(scheme).map(|field| {
        let part = match field.kind(scheme) {
            _ if field == IdentityField::Name => known_name(),
            IdentityKind::Text | IdentityKind::Lines => refer("text"),
            IdentityKind::Date => or(&refer("date"), &[none()]),
            IdentityKind::Sha256 => or(&refer("sha256"), &[none()]),
        };
        (field.key(scheme), described(part, &field.heading(scheme)))
    });
    described(
        object(fields, &["name"]),
        "What the product is: what is printed on it, what it is for, what belongs to it.",
    )
}

fn contact(description: &str) -> Value {
    let fields = ContactField::words().map(|field| (field, refer("text")));
    described(or(&object(fields, &[]), &[unknown()]), description)
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
        Some(about) => format!("{}. {}", inventory.heading(), about.trim()),
        None => inventory.heading().to_string(),
    }
}

/// Makes the schema of the entries of an inventory.
pub(super) fn inventory(inventory: &Inventory) -> Value {
    let entry = refer(&format!("entry.{}", inventory.key));
    let list = json!({
        "type": "object",
        "properties": { "more": more(inventory) },
        "propertyNames": { "anyOf": [refer("id"), { "const": "more" }] },
        "additionalProperties": { "anyOf": [entry, unknown()] },
    });
    or(&list, &[none(), unknown()])
}

/// Makes the schema of what is said of further entries: that there may be some, or what they could only be.
fn more(inventory: &Inventory) -> Value {
    let attributes = inventory.attributes.iter().map(|(_, attribute)| attribute);
    let bounded = attributes.filter(|attribute| attribute.can_be_bounded());
    let bounds = bounded.map(|attribute| {
        let bound = described(schema_bound(&attribute.answer), &attribute.heading());
        (attribute.key.as_str(), bound)
    });
    let mut bounds = object(bounds, &[]);
    set(&mut bounds, "minProperties", json!(1));
    described(
        or(&bounds, &[unknown()]),
        "There may be more entries; a mapping says what these could only be.",
    )
}

/// Makes the schema of an entry. `x-audience` names the parties that may see an answer (L-314); validators pass over it.
pub(super) fn entry(scheme: &Scheme, inventory: &Inventory) -> Value {
    let mut properties = Map::new();
    for (_, attribute) in inventory.attributes.iter() {
        let question = match attribute.kind {
            AttributeKind::Property => attribute.heading().to_string(),
            AttributeKind::Claim => format!("{} (what was done about it)", attribute.heading()),
        };
        let mut answer = described(schema_answer(&attribute.answer), &question);
        let audience = view_audience(scheme, &attribute.audience);
        if !audience.is_empty() {
            set(&mut answer, "x-audience", json!(audience));
        }
        properties.insert(attribute.key.to_string(), answer);
    }
    let origin = json!({ "enum": ["declared", "found"] });
    let origin = described(
        origin,
        "Whether it is declared, or was found during the examination.",
    );
    properties.insert("origin".to_owned(), origin);
    properties.insert(
        "was".to_owned(),
        described(one_or_list(&refer("id")), "Earlier ids of this entry."),
    );
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

fn declined() -> Value {
    let reasons = json!({ "type": "object", "additionalProperties": known_name() });
    described(
        or(&reasons, &[none()]),
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
    let entry = json!({ "type": "string", "pattern": "^[^.]+\\.." });
    let remove = one_or_list(&entry);
    let variant = object(
        [
            ("name", known_name()),
            (
                "was",
                described(one_or_list(&refer("id")), "Earlier ids of this model."),
            ),
            ("add", add),
            (
                "remove",
                described(
                    remove,
                    "Entries that it does not have, such as `radio.wifi`.",
                ),
            ),
            (
                "change",
                described(
                    change(scheme),
                    "Answers that differ, such as `board.main.layers: 4` or `product.model: X`.",
                ),
            ),
        ],
        &[],
    );
    let variants = json!({
        "type": "object",
        "propertyNames": refer("id"),
        "additionalProperties": variant,
    });
    described(
        or(&variants, &[none()]),
        "The other models of the series, each with what differs from the lead.",
    )
}

/// Makes the schema of `change`: answers under their full names.
fn change(scheme: &Scheme) -> Value {
    let facts = scheme.facts.keys().map(|key| {
        let part = format!("facts/properties/{key}");
        (key.to_owned(), refer(&part))
    });
    let fields = IdentityField::all(scheme).map(|field| {
        let key = field.key(scheme);
        let part = json!({ "$ref": format!("#/properties/product/properties/{key}") });
        (format!("product.{key}"), part)
    });
    let attributes = scheme.inventories.iter().flat_map(|(_, inventory)| {
        inventory.attributes.keys().map(move |key| {
            let part = format!("entry.{}/properties/{key}", inventory.key);
            (format!(r"^{}\..+\.{key}$", inventory.key), refer(&part))
        })
    });
    json!({
        "type": "object",
        "properties": facts.chain(fields).collect::<Map<String, Value>>(),
        "patternProperties": attributes.collect::<Map<String, Value>>(),
        "additionalProperties": false,
    })
}

fn evidence(scheme: &Scheme) -> Value {
    let kinds: Vec<Value> = scheme
        .evidence
        .iter()
        .filter(|(_, kind)| kind.answers.is_none())
        .map(|(_, kind)| evidence_kind(kind))
        .collect();
    let covers = described(
        one_or_list(&known_name()),
        "What it is about: entries such as `chip.soc`, or controls.",
    );
    let texts = EVIDENCE_KEYS.iter().map(|key| (*key, refer("text")));
    let others = [
        ("kind", json!({ "anyOf": kinds })),
        ("date", or(&refer("date"), &[none()])),
        ("sha256", or(&refer("sha256"), &[none()])),
        ("covers", covers),
        ("access", access(scheme)),
    ];
    let paper = object(texts.chain(others), &["kind"]);
    let list = json!({ "type": "array", "items": paper });
    described(
        or(&list, &[none()]),
        "Documents handed in with the application.",
    )
}

fn access(scheme: &Scheme) -> Value {
    let ways: Vec<Value> = scheme
        .access
        .iter()
        .map(|(_, way)| json!({ "const": way.key, "description": way.title }))
        .collect();
    described(
        or(&json!({ "anyOf": ways }), &[none(), unknown()]),
        "How it may be seen.",
    )
}

fn test_bed() -> Value {
    let connects = described(
        one_or_list(&refer("id")),
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
        or(&nodes, &[none()]),
        "What surrounds the product while it is tested; `device` is the product itself.",
    )
}

fn evidence_kind(kind: &EvidenceKind) -> Value {
    json!({ "const": kind.key, "description": kind.heading().as_str() })
}

/// Allows words instead of a part.
fn or(part: &Value, words: &[Value]) -> Value {
    let mut forms = vec![part.clone()];
    forms.extend_from_slice(words);
    json!({ "anyOf": forms })
}

/// Allows a list of such parts instead of one.
fn one_or_list(part: &Value) -> Value {
    json!({ "anyOf": [part, { "type": "array", "items": part }] })
}

fn none() -> Value {
    json!({ "const": "none", "description": "there is none" })
}

fn unknown() -> Value {
    json!({ "const": "unknown", "description": "not known yet" })
}

/// Makes the schema of a name that is neither `none` nor `unknown`.
fn known_name() -> Value {
    json!({ "allOf": [refer("name")], "not": unknown() })
}

/// Makes the schema of a text, which says something. Scalars are read as text.
pub(super) fn text() -> Value {
    json!({ "type": ["string", "number", "boolean"], "pattern": "\\S" })
}

/// Makes the schema of a text that is not `none`.
pub(super) fn name() -> Value {
    json!({ "allOf": [refer("text")], "not": none() })
}

/// Makes the schema of an id of an entry or variant.
pub(super) fn id() -> Value {
    json!({
        "type": "string",
        "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]*$",
        "maxLength": MAX_ID,
        "not": { "enum": RESERVED_IDS },
    })
}

/// Makes the schema of a date: a day or a month.
pub(super) fn date() -> Value {
    let pattern = "^([0-9]{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?|unknown)$";
    json!({ "type": "string", "pattern": pattern })
}

/// Makes the schema of a hash.
pub(super) fn sha256() -> Value {
    json!({ "type": "string", "pattern": "^([0-9a-fA-F]{64}|unknown)$" })
}
