//! A product as a product file: what is known of it, and nothing else.

use std::fmt::Write as _;

use crate::model::{Answer, Entry, Extent, Inventory, Scheme, Situation, Type, TypeKind, Value};

/// Writes a product file that says what is known of a product. What is not known is left out.
pub fn write_product(scheme: &Scheme, product: &Situation) -> String {
    let mut text = format!("scheme: {}\n", scheme.edition.name());
    text.push_str("product: { name: \"An example\", model: \"EX-1\" }\n");
    let facts = product
        .facts()
        .filter(|(_, given)| given.answer != Answer::Unknown);
    let facts: Vec<String> = facts
        .map(|(fact, given)| {
            let fact = &scheme.facts[fact];
            format!("  {}: {}\n", fact.key, written(&fact.answer, &given.answer))
        })
        .collect();
    if !facts.is_empty() {
        let _ = write!(text, "facts:\n{}", facts.concat());
    }
    let stocks: Vec<String> = product
        .stocks()
        .filter_map(|(inventory, stock)| {
            let inventory = &scheme.inventories[inventory];
            let key = &inventory.key;
            if stock.entries.is_empty() {
                return (stock.extent == Extent::All).then(|| format!("  {key}: none\n"));
            }
            let entries = stock.entries.iter();
            let lines = entries.map(|entry| {
                let answers = written_entry(inventory, entry);
                format!("    {}: {answers}\n", entry.id)
            });
            let entries = lines.collect::<Vec<_>>().concat();
            let is_open = stock.extent != Extent::All;
            let more = if is_open { "    more: unknown\n" } else { "" };
            Some(format!("  {key}:\n{entries}{more}"))
        })
        .collect();
    if !stocks.is_empty() {
        let _ = write!(text, "inventories:\n{}", stocks.concat());
    }
    text
}

fn written_entry(inventory: &Inventory, entry: &Entry) -> String {
    let given = entry.values.iter();
    let given = given.filter(|(_, given)| given.answer != Answer::Unknown);
    let answers: Vec<String> = given
        .map(|(attribute, given)| {
            let attribute = &inventory.attributes[*attribute];
            format!(
                "{}: {}",
                attribute.key,
                written(&attribute.answer, &given.answer)
            )
        })
        .collect();
    if answers.is_empty() {
        "{}".to_owned()
    } else {
        format!("{{ {} }}", answers.join(", "))
    }
}

fn written(kind: &Type, answer: &Answer) -> String {
    match answer {
        // A product file has no words for what an answer is among.
        Answer::Unknown | Answer::Within(_) => "unknown".to_owned(),
        Answer::None => "none".to_owned(),
        Answer::One(value) => written_value(kind, value),
        Answer::Many { members, more } => {
            let members = members.iter().map(|value| written_value(kind, value));
            let unknown = more.then(|| "unknown".to_owned());
            let members: Vec<String> = members.chain(unknown).collect();
            format!("[{}]", members.join(", "))
        }
    }
}

/// Quotes what YAML would read as something else.
fn written_value(kind: &Type, value: &Value) -> String {
    match (&kind.kind, value) {
        (TypeKind::Text | TypeKind::Version | TypeKind::Sha256, value) => {
            let quoted = value.to_string().replace('\\', "\\\\").replace('"', "\\\"");
            format!("\"{quoted}\"")
        }
        (_, value) => value.to_string(),
    }
}
