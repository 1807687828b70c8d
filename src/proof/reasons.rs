//! Reasons of what was proved: the answers of which none can be left out (L-105).

use super::forced::Forced;
use super::known::Known;
use super::required::required_words;
use super::slots::Listed;
use crate::logic::{Evaluator, Reason, Settler, labelled_answer};
use crate::model::{AttributeStep, Constraint, Datum, Extent, Scheme, Situation};

/// Says why a condition holds, or does not, for every product that is possible.
pub(super) fn settled_reason(
    product: (&Scheme, &Situation),
    known: &[Known],
    constraints: &[&Constraint],
    holds: bool,
) -> Reason {
    let answers = known.iter().filter_map(|piece| reason_of(product, piece));
    let laws = (!constraints.is_empty()).then(|| {
        Reason::stated(format!(
            "every product obeys {}",
            constraint_titles(constraints)
        ))
    });
    let parts: Vec<Reason> = answers.chain(laws).collect();
    if parts.is_empty() {
        let verb = if holds { "holds" } else { "does not hold" };
        return Reason::stated(format!("it {verb} whatever is answered"));
    }
    Reason::joined(parts, ", and ")
}

/// Says which answers no product can have together.
pub(super) fn conflict_reason(product: (&Scheme, &Situation), known: &[Known]) -> Reason {
    let answers = known.iter().filter_map(|piece| reason_of(product, piece));
    let required = required_words(product, known)
        .into_iter()
        .map(Reason::stated);
    Reason::joined(answers.chain(required), ", and ")
}

/// Says that constraints exclude a condition that is open, and which answers would settle it.
pub(super) fn excluded_reason(
    constraints: &[&Constraint],
    forced: &[Forced],
    tables: &Reason,
) -> Reason {
    let confirm: Vec<String> = forced.iter().map(Forced::words).collect();
    let way_on = if confirm.is_empty() {
        "answer what is open to confirm this".to_owned()
    } else {
        format!("confirm {}", confirm.join(" and "))
    };
    let mut reason = tables.clone();
    let sentence = &tables.sentence;
    let laws = constraint_titles(constraints);
    let verb = if constraints.len() == 1 {
        "rules"
    } else {
        "rule"
    };
    reason.sentence = format!("{sentence}, but {laws} {verb} it out; {way_on}").into();
    let settlers = forced.iter().map(|forced| forced.settler.clone());
    reason.with(settlers)
}

/// Returns the titles of constraints in a row: “A”, “B” and “C”.
pub fn constraint_titles(constraints: &[&Constraint]) -> String {
    let quoted = |one: &&Constraint| format!("“{}”", one.title.trim_end_matches('.'));
    let mut quoted: Vec<String> = constraints.iter().map(quoted).collect();
    match quoted.pop() {
        Some(last) if quoted.is_empty() => last,
        Some(last) => format!("{} and {last}", quoted.join(", ")),
        None => String::new(),
    }
}

/// Returns what a piece says; `None` for a constraint.
fn reason_of((scheme, product): (&Scheme, &Situation), piece: &Known) -> Option<Reason> {
    let tables = Evaluator::new(scheme, product);
    Some(match piece {
        Known::Fact(fact) => {
            let row = &scheme.facts[*fact];
            let shown = labelled_answer(&row.answer, product.fact(*fact));
            let settler = tables.fact_settler(*fact);
            Reason::resting_on(format!("{} is {shown}", settler.name), settler)
        }
        Known::Attribute(Listed { inventory, place }, attribute) => {
            let entry = product.entries(*inventory).at(*place)?;
            let step = AttributeStep {
                inventory: *inventory,
                attribute: *attribute,
            };
            let kind = &scheme.attribute(*inventory, *attribute).answer;
            let shown = labelled_answer(kind, entry.answer(*attribute));
            let settler = tables.attribute_settler(entry, step);
            Reason::resting_on(format!("{} is {shown}", settler.name), settler)
        }
        Known::Entry(Listed { inventory, place }) => {
            let entry = product.entries(*inventory).at(*place)?;
            let name = format!("{}.{}", scheme.inventories[*inventory].key, entry.id);
            let sentence = format!("{name} is listed");
            let settler = Settler {
                datum: Datum::Inventory(*inventory),
                name: name.into(),
                place: entry.place,
            };
            Reason::resting_on(sentence, settler)
        }
        Known::List(inventory) => {
            let settler = tables.inventory_settler(*inventory);
            let key = &settler.name;
            match (
                product.extent(*inventory),
                product.entries(*inventory).is_empty(),
            ) {
                (Extent::All, true) => Reason::resting_on(format!("{key} is none"), settler),
                (Extent::All, false) => {
                    Reason::resting_on(format!("no other {key} is listed"), settler)
                }
                (Extent::AtLeast | Extent::Unknown, _) => tables.bounded_reason(*inventory),
            }
        }
        Known::Constraint(_) => return None,
    })
}
