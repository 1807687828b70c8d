//! A checker of proof files that knows nothing of the encoder: it makes the clauses from what the file says.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod clauses;
mod needs;
mod show;
mod tree;
mod values;

use serde_json::Value;

use clauses::{Clauses, FALSE, Lit, Made, Slot, TRUE};
use needs::Needs;
use show::show;
use tree::{Checked, list, text};

/// Checks a proof file. Says why, if it does not show its claim.
pub fn check(file: &str) -> Checked<()> {
    let file: Value = serde_json::from_str(file).map_err(|error| error.to_string())?;
    if file["praman-proof"] != 1 {
        return Err("this is another version of proof files".to_owned());
    }
    match (file.get("proofs"), file.get("counterexample")) {
        (Some(_), None) if list(&file, "proofs")?.is_empty() => Err("there is no proof".to_owned()),
        (Some(_), None) => list(&file, "proofs")?.iter().try_for_each(prove),
        (None, Some(product)) => show(product),
        _ => Err("there must be proofs or a counterexample".to_owned()),
    }
}

/// Checks a proof.
fn prove(case: &Value) -> Checked<()> {
    let mut clauses = Clauses::read(case)?;
    let mut places: Vec<Vec<usize>> = Vec::new();
    for one in list(case, "inventories")? {
        let depths = list(one, "places")?.iter();
        let depths = depths.map(|number| number.as_u64().and_then(|one| usize::try_from(one).ok()));
        places.push(
            depths
                .collect::<Option<_>>()
                .ok_or("places are no numbers")?,
        );
    }
    let depths = places.first().map_or(1, Vec::len);
    if depths == 0 || places.iter().any(|one| one.len() != depths) {
        return Err("the places have no depth".to_owned());
    }
    clauses.last = Some(depths - 1);
    let mut needs = Needs::default();
    needs.of_case(&clauses)?;
    needs.check_values(&clauses)?;
    needs.check_places(&clauses, &places)?;
    make(&mut clauses, &places)?;
    clauses.define()?;
    for condition in clauses.conditions.clone() {
        let literal = clauses.literal(&condition, true, &[])?;
        clauses.clause(&[literal]);
    }
    let mut steps: Vec<Vec<Lit>> = Vec::new();
    for step in list(case, "steps")? {
        let words = step.as_str().unwrap_or_default().split_whitespace();
        let step: Result<Vec<Lit>, _> = words.map(str::parse).collect();
        steps.push(step.map_err(|error| error.to_string())?);
    }
    steps.push(Vec::new());
    let all = steps.len();
    for (number, step) in steps.into_iter().enumerate() {
        if !follows(&clauses.all, &step) {
            return Err(format!("step {} of {all} does not follow", number + 1));
        }
        clauses.all.push(step);
    }
    Ok(())
}

/// Says whether the negation of a clause leads to a contradiction by unit propagation.
fn follows(clauses: &[Vec<Lit>], step: &[Lit]) -> bool {
    let most = clauses
        .iter()
        .flatten()
        .chain(step)
        .map(|one| one.unsigned_abs())
        .max();
    let mut value: Vec<Lit> = vec![0; usize::try_from(most.unwrap_or(0)).unwrap() + 1];
    let at = |literal: Lit| usize::try_from(literal.unsigned_abs()).unwrap();
    let mut waiting: Vec<Lit> = step.iter().map(|one| -one).collect();
    let mut left: Vec<&Vec<Lit>> = clauses.iter().collect();
    loop {
        for literal in waiting.drain(..) {
            if value[at(literal)] == -literal.signum() {
                return true;
            }
            value[at(literal)] = literal.signum();
        }
        let mut is_contradiction = false;
        left.retain(|clause| {
            let is_true = |one: &Lit| value[at(*one)] == one.signum();
            if clause.iter().any(is_true) {
                return false;
            }
            let mut open = clause.iter().filter(|one| value[at(**one)] == 0);
            match (open.next(), open.next()) {
                (None, _) => is_contradiction = true,
                (Some(only), None) => waiting.push(*only),
                (Some(_), Some(_)) => return true,
            }
            false
        });
        if is_contradiction {
            return true;
        }
        if waiting.is_empty() {
            return false;
        }
    }
}

/// Makes the places, and the variables of all answers.
fn make(clauses: &mut Clauses, places: &[Vec<usize>]) -> Checked<()> {
    let inventories = clauses.inventories.clone();
    for ((inventory, _), depths) in inventories.iter().zip(places) {
        for (depth, number) in depths.iter().enumerate() {
            let mut before = TRUE;
            for _ in 0..*number {
                let present = clauses.variable();
                clauses.clause(&[before, -present]);
                before = present;
                let inventory = inventory.clone();
                clauses.slots.push(Slot {
                    inventory,
                    depth,
                    present,
                });
            }
        }
    }
    for fact in clauses.facts.clone() {
        let made = make_answer(clauses, &fact, None)?;
        clauses.made.insert((None, text(&fact, "name")?), made);
    }
    for slot in 0..clauses.slots.len() {
        let own = inventories
            .iter()
            .find(|(one, _)| *one == clauses.slots[slot].inventory);
        for attribute in own.map_or(&[][..], |(_, attributes)| attributes) {
            let made = make_answer(clauses, attribute, Some(slot))?;
            let key = (Some(slot), text(attribute, "name")?);
            clauses.made.insert(key, made);
        }
    }
    Ok(())
}

fn make_answer(clauses: &mut Clauses, question: &Value, slot: Option<usize>) -> Checked<Made> {
    let kind = text(question, "type")?;
    if matches!(kind.as_str(), "entry-of" | "entries-of") {
        let slot = slot.ok_or("a fact refers to an entry")?;
        return Ok(make_reference(
            clauses,
            question,
            slot,
            kind == "entries-of",
        ));
    }
    let values = list(question, "values")?;
    if kind == "set-of" {
        let members = values.iter().map(|one| (one.clone(), clauses.variable()));
        let members: Vec<(Value, Lit)> = members.collect();
        return Ok(Made::Many {
            demanded: members.iter().map(|(_, literal)| *literal).collect(),
            members,
            none: FALSE,
            outside: FALSE,
        });
    }
    let literals: Vec<Lit> = match values.len() {
        0 | 1 => vec![TRUE],
        2 => {
            let first = clauses.variable();
            vec![first, -first]
        }
        _ => {
            let literals: Vec<Lit> = values.iter().map(|_| clauses.variable()).collect();
            clauses.clause(&literals);
            clauses.at_most_one(&literals);
            literals
        }
    };
    Ok(Made::One(values.iter().cloned().zip(literals).collect()))
}

fn make_reference(clauses: &mut Clauses, question: &Value, slot: usize, many: bool) -> Made {
    let Slot {
        depth,
        present: exists,
        ..
    } = clauses.slots[slot].clone();
    let is_last = clauses.last.is_some_and(|last| depth >= last);
    let mut members = Vec::new();
    let mut near = Vec::new();
    for (other, to) in clauses.slots.clone().into_iter().enumerate() {
        let is_own = question["acyclic"] == true && other == slot;
        let leads = many || (to.depth <= depth + 1 && !is_own);
        if question["of"] == to.inventory && leads {
            let literal = clauses.variable();
            clauses.clause(&[-literal, to.present]);
            clauses.clause(&[-literal, exists]);
            members.push((Value::from(other), literal));
            near.extend((to.depth <= depth + 1).then_some(literal));
        }
    }
    if many {
        let (none, outside) = (FALSE, clauses.variable());
        let mut demanded = near;
        demanded.extend(is_last.then_some(outside));
        return Made::Many {
            members,
            none,
            outside,
            demanded,
        };
    }
    let none = if question["none"] == true {
        clauses.variable()
    } else {
        FALSE
    };
    let outside = if is_last { clauses.variable() } else { FALSE };
    let mut literals: Vec<Lit> = members.iter().map(|(_, literal)| *literal).collect();
    literals.extend([none, outside].into_iter().filter(|one| *one != FALSE));
    clauses.clause(&[&[-exists], literals.as_slice()].concat());
    for literal in &literals {
        clauses.clause(&[exists, -literal]);
    }
    clauses.at_most_one(&literals);
    Made::Many {
        members,
        none,
        outside,
        demanded: Vec::new(),
    }
}
