//! What the conditions of a proof need: values that stand for all, and places for the entries that they demand.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::clauses::Clauses;
use super::tree::{AtLeast, Checked, Plain, Subject, text, this};
use super::values::is_covered;

/// What conditions compare, and which entries they demand.
#[derive(Default)]
pub struct Needs {
    compared: BTreeMap<(String, String), Vec<Value>>,
    demands: Vec<(Vec<String>, String, usize)>,
    /// The references of which one must be there, by inventory and name.
    sought: BTreeSet<(String, String)>,
}

impl Needs {
    pub fn of_case(&mut self, clauses: &Clauses) -> Checked<()> {
        for definition in &clauses.definitions {
            let around = definition.of.iter().map(|of| clauses.inventory_of(of));
            let around: Vec<String> = around.collect::<Checked<_>>()?;
            self.add(clauses, &definition.meaning, true, &around)?;
            self.add(clauses, &definition.meaning, false, &around)?;
        }
        let mut conditions = clauses.conditions.iter();
        conditions.try_for_each(|condition| self.add(clauses, condition, true, &[]))
    }

    fn add(
        &mut self,
        clauses: &Clauses,
        tree: &Plain,
        holds: bool,
        around: &[String],
    ) -> Checked<()> {
        match tree {
            Plain::All(parts) | Plain::Any(parts) => {
                let mut parts = parts.iter();
                parts.try_for_each(|part| self.add(clauses, part, holds, around))
            }
            Plain::Not(part) => self.add(clauses, part, !holds, around),
            Plain::Derive(_) => Ok(()),
            Plain::Test(test) => {
                let mut key = (String::new(), String::new());
                match &test.subject {
                    Subject::Fact(name) => key.1.clone_from(name),
                    Subject::Attribute { entry, path } => {
                        let mut inventory = around.get(*entry).cloned();
                        for name in path {
                            let of = inventory.ok_or("a path leads nowhere")?;
                            let question = clauses.attribute(&of, name)?;
                            inventory = question["of"].as_str().map(str::to_owned);
                            key = (of, name.clone());
                        }
                    }
                }
                let question = match &test.subject {
                    Subject::Fact(name) => clauses.fact(name)?,
                    Subject::Attribute { .. } => clauses.attribute(&key.0, &key.1)?,
                };
                if !test.is_about(&text(question, "type")?) {
                    return Err(format!("`{}` is not asked `{}`", key.1, test.asked));
                }
                if test.operator == "is-none" && !holds {
                    self.sought.insert(key.clone());
                }
                let values = test.values.iter().filter(|value| this(value).is_none());
                self.compared
                    .entry(key)
                    .or_default()
                    .extend(values.cloned());
                Ok(())
            }
            Plain::AtLeast(counted) => self.add_counted(clauses, counted, holds, around),
        }
    }

    fn add_counted(
        &mut self,
        clauses: &Clauses,
        counted: &AtLeast,
        holds: bool,
        around: &[String],
    ) -> Checked<()> {
        let own = clauses.inventory_of(&counted.of)?;
        if holds {
            let enclosing = if counted.is_open(0) { around } else { &[] };
            self.demands
                .push((enclosing.to_vec(), own.clone(), counted.count));
        }
        let inner = [&[own], around].concat();
        let mut parts = counted.all.iter();
        parts.try_for_each(|part| self.add(clauses, part, holds, &inner))
    }

    /// Checks that the values of each question stand for all.
    pub fn check_values(&self, clauses: &Clauses) -> Checked<()> {
        let nothing = Vec::new();
        let facts = clauses.facts.iter().map(|fact| (String::new(), fact));
        let attributes = clauses.inventories.iter();
        let attributes = attributes.flat_map(|(of, all)| all.iter().map(|one| (of.clone(), one)));
        for (of, question) in facts.chain(attributes) {
            let name = text(question, "name")?;
            let compared = self.compared.get(&(of, name.clone())).unwrap_or(&nothing);
            if !is_covered(question, compared)? {
                return Err(format!("`{name}` lacks a value"));
            }
        }
        Ok(())
    }

    /// Checks that there is a place for each entry that is demanded.
    pub fn check_places(&self, clauses: &Clauses, places: &[Vec<usize>]) -> Checked<()> {
        let number = |name: &str| clauses.inventories.iter().position(|(one, _)| one == name);
        let size = |name: &str, depths: usize| -> Checked<usize> {
            let at = number(name).ok_or_else(|| format!("there is no inventory `{name}`"))?;
            Ok(places[at].iter().take(depths).sum())
        };
        for (at, (inventory, _)) in clauses.inventories.iter().enumerate() {
            for (depth, there) in places[at].iter().enumerate() {
                let mut wanted = 0;
                for (around, own, count) in self.demands.iter().filter(|one| one.1 == *inventory) {
                    let ways = |depths: usize| -> Checked<usize> {
                        let sizes = around.iter().map(|one| size(one, depths));
                        sizes.product()
                    };
                    wanted += match (around.is_empty(), depth) {
                        (true, 0) => *count,
                        (false, 1..) => count * (ways(depth)? - ways(depth - 1)?),
                        _ => 0,
                    };
                    debug_assert_eq!(own, inventory);
                }
                for (from, attributes) in &clauses.inventories {
                    let demands_entry = |one: &&Value| {
                        let key = (
                            from.clone(),
                            one["name"].as_str().unwrap_or_default().to_owned(),
                        );
                        let is_sought = one["type"] == "entries-of" && self.sought.contains(&key);
                        one["of"] == **inventory && (one["type"] == "entry-of" || is_sought)
                    };
                    let each = attributes.iter().filter(demands_entry).count();
                    if each > 0 && depth > 0 {
                        wanted += each * (size(from, depth)? - size(from, depth - 1)?);
                    }
                }
                if *there < wanted {
                    return Err(format!(
                        "`{inventory}` needs {wanted} places at depth {depth}"
                    ));
                }
            }
        }
        Ok(())
    }
}
