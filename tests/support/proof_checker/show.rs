//! Whether a product meets the conditions of a counterexample.

use serde_json::Value;

use super::clauses::{Clauses, FALSE, Made, Slot, TRUE};
use super::needs::Needs;
use super::tree::{Checked, list, span, text};
use super::values::limits;

/// Checks a counterexample.
pub fn show(case: &Value) -> Checked<()> {
    let mut clauses = Clauses::read(case)?;
    Needs::default().of_case(&clauses)?;
    let product = &case["product"];
    let mut entries = Vec::new();
    for (inventory, _) in &clauses.inventories {
        for entry in list(&product["entries"], inventory)? {
            entries.push((inventory.clone(), text(entry, "id")?, &entry["answers"]));
        }
    }
    for (at, (inventory, id, _)) in entries.iter().enumerate() {
        if entries
            .iter()
            .take(at)
            .any(|(of, other, _)| of == inventory && other == id)
        {
            return Err(format!("`{id}` is there twice"));
        }
    }
    let ids: Vec<(String, String)> = entries
        .iter()
        .map(|one| (one.0.clone(), one.1.clone()))
        .collect();
    for (inventory, _) in &ids {
        clauses.slots.push(Slot {
            inventory: inventory.clone(),
            depth: 0,
            present: TRUE,
        });
    }
    for fact in clauses.facts.clone() {
        let name = text(&fact, "name")?;
        let made = fit(&fact, product["facts"].get(&name), &ids)?;
        clauses.made.insert((None, name), made);
    }
    for (slot, (inventory, _, answers)) in entries.iter().enumerate() {
        let own = clauses.inventories.iter().find(|(one, _)| one == inventory);
        for attribute in own
            .map(|(_, attributes)| attributes.clone())
            .unwrap_or_default()
        {
            let name = text(&attribute, "name")?;
            let made = fit(&attribute, answers.get(&name), &ids)?;
            clauses.made.insert((Some(slot), name), made);
        }
    }
    check_circles(&clauses)?;
    clauses.define()?;
    for (number, condition) in clauses.conditions.clone().iter().enumerate() {
        if clauses.literal(condition, true, &[])? != TRUE {
            return Err(format!("condition {} does not hold", number + 1));
        }
    }
    Ok(())
}

/// Returns an answer as literals that are known.
fn fit(question: &Value, answer: Option<&Value>, ids: &[(String, String)]) -> Checked<Made> {
    let (name, kind) = (text(question, "name")?, text(question, "type")?);
    let answer = answer.ok_or_else(|| format!("`{name}` is not answered"))?;
    let wrong = || format!("`{name}` cannot be {answer}");
    if answer.is_null() && question["none"] != true {
        return Err(wrong());
    }
    let given: Vec<Value> = match (kind.as_str(), answer) {
        (_, Value::Null) => Vec::new(),
        ("set-of" | "entries-of", Value::Array(given)) => given.clone(),
        ("set-of" | "entries-of", _) => return Err(wrong()),
        _ => vec![answer.clone()],
    };
    let mut members = Vec::new();
    for one in given {
        let fits = match kind.as_str() {
            "yes-no" => one.is_boolean(),
            "one-of" | "set-of" => list(question, "choices")?.contains(&one),
            "number" | "date" => {
                let ((at, end), (least, most, step)) = (span(&kind, &one)?, limits(question)?);
                at == end && (least..=most).contains(&at) && at % step == 0
            }
            _ => one.is_string(),
        };
        let is_sought = |(of, id): &(String, String)| question["of"] == **of && one == **id;
        let member = match kind.as_str() {
            "entry-of" | "entries-of" => {
                Value::from(ids.iter().position(is_sought).ok_or_else(wrong)?)
            }
            _ => one,
        };
        if !fits {
            return Err(wrong());
        }
        members.push((member, TRUE));
    }
    if !matches!(kind.as_str(), "set-of" | "entry-of" | "entries-of") {
        return Ok(Made::One(vec![(answer.clone(), TRUE)]));
    }
    Ok(Made::Many {
        none: if members.is_empty() { TRUE } else { FALSE },
        demanded: members.iter().map(|(_, literal)| *literal).collect(),
        members,
        outside: FALSE,
    })
}

/// Checks that no reference leads back to where it starts that never does.
fn check_circles(clauses: &Clauses) -> Checked<()> {
    let leads = |slot: usize, name: &String| -> Vec<usize> {
        let Some(Made::Many { members, .. }) = clauses.made.get(&(Some(slot), name.clone())) else {
            return Vec::new();
        };
        let to = members.iter().filter_map(|(member, _)| member.as_u64());
        to.filter_map(|to| usize::try_from(to).ok()).collect()
    };
    for slot in 0..clauses.slots.len() {
        let own = clauses
            .inventories
            .iter()
            .find(|(one, _)| *one == clauses.slots[slot].inventory);
        let attributes = own.map_or(&[][..], |(_, attributes)| attributes).iter();
        for attribute in attributes.filter(|one| one["acyclic"] == true) {
            let name = text(attribute, "name")?;
            let mut reached = leads(slot, &name);
            let mut next = 0;
            while let Some(to) = reached.get(next).copied() {
                next += 1;
                if to == slot {
                    return Err(format!("`{name}` leads back to itself"));
                }
                let further = leads(to, &name);
                reached.extend(
                    further
                        .into_iter()
                        .filter(|one| !reached.contains(one))
                        .collect::<Vec<_>>(),
                );
            }
        }
    }
    Ok(())
}
