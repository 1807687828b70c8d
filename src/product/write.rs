//! A product as a product file, or as the product of a scenario (PF-140): what is known of it, and nothing else.

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
            format!(
                "  {}: {}\n",
                fact.key,
                written(Style::File, &fact.answer, &given.answer)
            )
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
                let answers = written_entry(Style::File, inventory, entry);
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

/// Writes the lines of the product of a scenario that say what is known of a product. What is not known is left out.
pub fn write_scenario_product(scheme: &Scheme, product: &Situation) -> Vec<String> {
    let style = Style::Scenario;
    let facts = product.facts();
    let facts = facts.filter(|(_, given)| given.answer != Answer::Unknown);
    let facts = facts.map(|(fact, given)| {
        let fact = &scheme.facts[fact];
        format!(
            "{} {}",
            fact.key,
            written(style, &fact.answer, &given.answer)
        )
    });
    let mut lines: Vec<String> = facts.collect();
    for (inventory, stock) in product.stocks() {
        let inventory = &scheme.inventories[inventory];
        let key = &inventory.key;
        let is_all = stock.extent == Extent::All;
        if stock.entries.is_empty() {
            lines.extend(is_all.then(|| format!("{key} none")));
            continue;
        }
        for entry in &stock.entries {
            let answers = written_entry(style, inventory, entry);
            lines.push(format!("{key} {} {answers}", entry.id));
        }
        lines.extend((!is_all).then(|| format!("{key} more unknown")));
    }
    lines
}

/// How answers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// As YAML on one line.
    File,
    /// In the words of the language.
    Scenario,
}

fn written_entry(style: Style, inventory: &Inventory, entry: &Entry) -> String {
    let (is, and) = match style {
        Style::File => (": ", ", "),
        Style::Scenario => (" ", "; "),
    };
    let given = entry.values.iter();
    let given = given.filter(|(_, given)| given.answer != Answer::Unknown);
    let answers: Vec<String> = given
        .map(|(attribute, given)| {
            let attribute = &inventory.attributes[*attribute];
            let answer = written(style, &attribute.answer, &given.answer);
            format!("{}{is}{answer}", attribute.key)
        })
        .collect();
    if answers.is_empty() {
        "{}".to_owned()
    } else {
        format!("{{ {} }}", answers.join(and))
    }
}

fn written(style: Style, kind: &Type, answer: &Answer) -> String {
    match answer {
        // Neither has words for what an answer is among.
        Answer::Unknown | Answer::Within(_) => "unknown".to_owned(),
        Answer::None => "none".to_owned(),
        Answer::One(value) => written_value(style, kind, value),
        Answer::Many { members, more } => {
            let members = members.iter();
            let members = members.map(|value| written_value(style, kind, value));
            let unknown = more.then(|| "unknown".to_owned());
            let members = members.chain(unknown).collect::<Vec<_>>().join(", ");
            match style {
                Style::File => format!("[{members}]"),
                Style::Scenario => members,
            }
        }
    }
}

/// Quotes what would be read as something else.
fn written_value(style: Style, kind: &Type, value: &Value) -> String {
    let is_quoted = match kind.kind {
        TypeKind::Text | TypeKind::Sha256 => true,
        // YAML takes the version 2.10 for a number.
        TypeKind::Version => style == Style::File,
        TypeKind::YesNo
        | TypeKind::OneOf(_)
        | TypeKind::SetOf(_)
        | TypeKind::Number(_)
        | TypeKind::Date
        | TypeKind::Entry(_)
        | TypeKind::Entries(_) => false,
    };
    if is_quoted {
        quote(&value.to_string())
    } else {
        value.to_string()
    }
}

/// Writes a text in quotes, as both YAML and the language read it.
pub fn quote(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
