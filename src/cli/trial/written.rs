//! A scenario as text.

use std::fmt::Write as _;

use super::coverage::Side;
use crate::format::format_text;
use crate::model::{Answer, Extent, Scheme, Situation, Type, TypeKind, Value};

/// Writes a scenario that holds a side of a condition; `None` if there is no product for it, or no level that calls for the control.
pub(super) fn write_scenario(scheme: &Scheme, side: &Side) -> Option<String> {
    let product = side.product.as_deref()?;
    let control = &scheme.controls[side.control];
    let level = if scheme.edition.levels.is_empty() {
        String::new()
    } else {
        format!(" at {}", scheme.levels_of(side.control).into_iter().next()?)
    };
    let edition = scheme.edition.name();
    let lines = lines(scheme, product).join("\n");
    let stands = if side.applies {
        "applies"
    } else {
        "not applicable"
    };
    let (title, name) = (&side.title, &control.name);
    let text = format!(
        "scenario \"{title}\" {{\n  under {edition}{level}\n  product {{\n{lines}\n  }}\n  expect {name} {stands}\n}}\n"
    );
    Some(format_text(&text))
}

fn lines(scheme: &Scheme, product: &Situation) -> Vec<String> {
    let facts = product
        .facts()
        .filter(|(_, given)| given.answer != Answer::Unknown);
    let facts = facts.map(|(fact, given)| {
        let fact = &scheme.facts[fact];
        format!("{} {}", fact.key, written(&fact.answer, &given.answer))
    });
    let mut lines: Vec<String> = facts.collect();
    for (id, stock) in product.stocks() {
        let inventory = &scheme.inventories[id];
        let key = &inventory.key;
        if stock.entries.is_empty() {
            lines.extend((stock.extent == Extent::All).then(|| format!("{key} none")));
            continue;
        }
        for entry in &stock.entries {
            let mut line = format!("{key} {}", entry.id);
            let given = entry.values.iter();
            let given = given.filter(|(_, given)| given.answer != Answer::Unknown);
            let answers: Vec<String> = given
                .map(|(attribute, given)| {
                    let attribute = &inventory.attributes[*attribute];
                    format!(
                        "{} {}",
                        attribute.key,
                        written(&attribute.answer, &given.answer)
                    )
                })
                .collect();
            let _ = write!(line, " {{ {} }}", answers.join("; "));
            lines.push(line);
        }
        if stock.extent != Extent::All {
            lines.push(format!("{key} more unknown"));
        }
    }
    lines
}

fn written(kind: &Type, answer: &Answer) -> String {
    match answer {
        Answer::Unknown | Answer::Within(_) => "unknown".to_owned(),
        Answer::None => "none".to_owned(),
        Answer::One(value) => written_value(kind, value),
        Answer::Many { members, more } => {
            let members = members.iter().map(|value| written_value(kind, value));
            let more = more.then(|| "unknown".to_owned());
            members.chain(more).collect::<Vec<_>>().join(", ")
        }
    }
}

fn written_value(kind: &Type, value: &Value) -> String {
    match (&kind.kind, value) {
        (TypeKind::Text | TypeKind::Sha256, value) => {
            let text = value.to_string().replace('\\', "\\\\").replace('"', "\\\"");
            format!("\"{text}\"")
        }
        (_, value) => value.to_string(),
    }
}
