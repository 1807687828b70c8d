//! The clauses that docs/proof-file.md gives to the conditions of a proof file.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::tree::{AtLeast, Checked, Plain, Subject, TYPES, Test, list, passes, text, this};

pub type Lit = i64;
pub const TRUE: Lit = 1;
pub const FALSE: Lit = -1;

/// An answer as literals.
#[derive(Debug, Clone)]
pub enum Made {
    /// One of these.
    One(Vec<(Value, Lit)>),
    /// A set of choices, or of entries by the number of their place.
    Many {
        members: Vec<(Value, Lit)>,
        none: Lit,
        outside: Lit,
        /// The literals of which one is true if the answer must not be none.
        demanded: Vec<Lit>,
    },
}

/// A place for an entry.
#[derive(Debug, Clone)]
pub struct Slot {
    pub inventory: String,
    pub depth: usize,
    pub present: Lit,
}

/// A name with its definition.
#[derive(Debug, Clone)]
pub struct Definition {
    pub name: String,
    /// What a subset is cut from.
    pub of: Option<String>,
    pub meaning: Plain,
}

/// A test at the end of a path, with what was made of it so far, by how much of the path is left and the place.
struct Along<'t> {
    test: &'t Test,
    holds: bool,
    places: &'t [usize],
    known: BTreeMap<(usize, usize), Lit>,
}

#[derive(Debug, Default)]
pub struct Clauses {
    pub facts: Vec<Value>,
    /// The inventories with their attributes.
    pub inventories: Vec<(String, Vec<Value>)>,
    pub definitions: Vec<Definition>,
    pub conditions: Vec<Plain>,
    /// The last depth; `None` for a product that is known.
    pub last: Option<usize>,
    pub variables: Lit,
    pub all: Vec<Vec<Lit>>,
    pub slots: Vec<Slot>,
    pub made: BTreeMap<(Option<usize>, String), Made>,
    named: BTreeMap<(String, Option<usize>, bool), Lit>,
}

impl Clauses {
    pub fn read(case: &Value) -> Checked<Self> {
        let mut read = Self {
            facts: list(case, "facts")?.to_vec(),
            variables: 1,
            all: vec![vec![TRUE]],
            ..Self::default()
        };
        for one in list(case, "inventories")? {
            let attributes = list(one, "attributes")?.to_vec();
            read.inventories.push((text(one, "name")?, attributes));
        }
        let attributes = read.inventories.iter().flat_map(|(_, all)| all);
        for question in read.facts.iter().chain(attributes) {
            let kind = text(question, "type")?;
            if !TYPES.contains(&kind.as_str()) {
                return Err(format!("there is no type `{kind}`"));
            }
        }
        for one in list(case, "definitions")? {
            read.definitions.push(if one.get("subset").is_some() {
                Definition {
                    name: text(one, "subset")?,
                    of: Some(text(one, "of")?),
                    meaning: Plain::of(&one["where"])?,
                }
            } else {
                Definition {
                    name: text(one, "derive")?,
                    of: None,
                    meaning: Plain::of(&one["means"])?,
                }
            });
        }
        for constraint in list(case, "constraints")? {
            read.conditions.push(Plain::of(&constraint["condition"])?);
        }
        let wishes = list(case, "wishes")?;
        if wishes.is_empty() {
            return Err("there are no wishes, so nothing is claimed".to_owned());
        }
        for wish in wishes {
            read.conditions.push(Plain::of(wish)?);
        }
        Ok(read)
    }

    pub fn fact(&self, name: &str) -> Checked<&Value> {
        let fact = self.facts.iter().find(|fact| fact["name"] == name);
        fact.ok_or_else(|| format!("there is no fact `{name}`"))
    }

    pub fn attribute(&self, inventory: &str, name: &str) -> Checked<&Value> {
        let attributes = self.inventories.iter().find(|(one, _)| one == inventory);
        let attributes = attributes.map(|(_, attributes)| attributes.as_slice());
        let mut attributes = attributes.unwrap_or_default().iter();
        let found = attributes.find(|attribute| attribute["name"] == name);
        found.ok_or_else(|| format!("`{inventory}` has no attribute `{name}`"))
    }

    /// Returns the inventory of a set.
    pub fn inventory_of(&self, set: &str) -> Checked<String> {
        let mut set = set;
        // Subsets cannot be cut from more subsets than there are.
        for _ in 0..=self.definitions.len() {
            if self.inventories.iter().any(|(name, _)| name == set) {
                return Ok(set.to_owned());
            }
            let mut definitions = self.definitions.iter();
            let found = definitions.find(|one| one.of.is_some() && one.name == set);
            let of = found.and_then(|found| found.of.as_deref());
            set = of.ok_or_else(|| format!("there is no set `{set}`"))?;
        }
        Err(format!("`{set}` leads back to itself"))
    }

    pub fn variable(&mut self) -> Lit {
        self.variables += 1;
        self.variables
    }

    pub fn clause(&mut self, literals: &[Lit]) {
        if !literals.contains(&TRUE) {
            let literals = literals.iter().filter(|one| **one != FALSE);
            self.all.push(literals.copied().collect());
        }
    }

    pub fn any(&mut self, holds: bool, parts: &[Lit]) -> Lit {
        let parts: BTreeSet<Lit> = parts.iter().copied().filter(|one| *one != FALSE).collect();
        let parts: Vec<Lit> = parts.into_iter().collect();
        match parts.as_slice() {
            parts if parts.contains(&TRUE) => TRUE,
            [] => FALSE,
            [only] => *only,
            parts => {
                let gate = self.variable();
                if holds {
                    self.clause(&[&[-gate], parts].concat());
                } else {
                    for part in parts {
                        self.clause(&[gate, -part]);
                    }
                }
                gate
            }
        }
    }

    pub fn all(&mut self, holds: bool, parts: &[Lit]) -> Lit {
        let parts: Vec<Lit> = parts.iter().map(|part| -part).collect();
        -self.any(!holds, &parts)
    }

    fn at_least(&mut self, holds: bool, count: usize, parts: &[Lit]) -> Lit {
        if count == 0 {
            return TRUE;
        }
        if count > parts.len() {
            return FALSE;
        }
        let mut row = vec![FALSE; count];
        for part in parts {
            let mut before = TRUE;
            for reached in &mut row {
                let more = self.all(holds, &[before, *part]);
                before = *reached;
                *reached = self.any(holds, &[before, more]);
            }
        }
        row[count - 1]
    }

    pub fn at_most_one(&mut self, parts: &[Lit]) {
        if parts.len() <= 5 {
            for (at, one) in parts.iter().enumerate() {
                for other in &parts[at + 1..] {
                    self.clause(&[-one, -other]);
                }
            }
            return;
        }
        let mut before = FALSE;
        for part in parts {
            let so_far = self.variable();
            self.clause(&[-before, -part]);
            self.clause(&[-before, so_far]);
            self.clause(&[-part, so_far]);
            before = so_far;
        }
    }

    /// Gives all names their literals.
    pub fn define(&mut self) -> Checked<()> {
        for definition in self.definitions.clone() {
            let Some(of) = &definition.of else {
                for holds in [true, false] {
                    let literal = self.literal(&definition.meaning, holds, &[])?;
                    let key = (definition.name.clone(), None, holds);
                    self.named.insert(key, literal);
                }
                continue;
            };
            let inventory = self.inventory_of(of)?;
            for slot in 0..self.slots.len() {
                if self.slots[slot].inventory != inventory {
                    continue;
                }
                for holds in [true, false] {
                    let belongs = self.belongs(of, slot, holds)?;
                    let meets = self.literal(&definition.meaning, holds, &[slot])?;
                    let literal = self.all(holds, &[belongs, meets]);
                    let key = (definition.name.clone(), Some(slot), holds);
                    self.named.insert(key, literal);
                }
            }
        }
        Ok(())
    }

    fn belongs(&self, set: &str, slot: usize, holds: bool) -> Checked<Lit> {
        if self.inventories.iter().any(|(name, _)| name == set) {
            return Ok(self.slots[slot].present);
        }
        self.named_literal(set, Some(slot), holds)
    }

    fn named_literal(&self, name: &str, slot: Option<usize>, holds: bool) -> Checked<Lit> {
        let literal = self.named.get(&(name.to_owned(), slot, holds)).copied();
        literal.ok_or_else(|| format!("`{name}` is not defined before it is used"))
    }

    /// Returns the literal of a condition: if it `holds`, it implies the condition, else the condition implies it.
    pub fn literal(&mut self, tree: &Plain, holds: bool, places: &[usize]) -> Checked<Lit> {
        match tree {
            Plain::Not(part) => Ok(-self.literal(part, !holds, places)?),
            Plain::All(parts) => {
                let parts = self.each(parts, holds, places)?;
                Ok(self.all(holds, &parts))
            }
            Plain::Any(parts) => {
                let parts = self.each(parts, holds, places)?;
                Ok(self.any(holds, &parts))
            }
            Plain::Derive(name) => self.named_literal(name, None, holds),
            Plain::AtLeast(at_least) => self.counted(at_least, holds, places),
            Plain::Test(test) => match &test.subject {
                Subject::Fact(name) => {
                    let kind = text(self.fact(name)?, "type")?;
                    let made = self.made.get(&(None, name.clone())).cloned();
                    let made = made.ok_or("an answer is missing")?;
                    self.examine(&kind, &made, test, holds, &[])
                }
                Subject::Attribute { entry, path } => {
                    let start = *places.get(*entry).ok_or("there is no such entry")?;
                    let mut along = Along {
                        test,
                        holds,
                        places,
                        known: BTreeMap::new(),
                    };
                    self.along(start, path, &mut along)
                }
            },
        }
    }

    fn each(&mut self, parts: &[Plain], holds: bool, places: &[usize]) -> Checked<Vec<Lit>> {
        let parts = parts.iter();
        parts
            .map(|part| self.literal(part, holds, places))
            .collect()
    }

    fn counted(&mut self, counted: &AtLeast, holds: bool, places: &[usize]) -> Checked<Lit> {
        let depth = places.iter().map(|slot| self.slots[*slot].depth).max();
        let depth = depth.filter(|_| counted.is_open(0));
        let is_beyond = self
            .last
            .is_some_and(|last| depth.is_some_and(|depth| depth >= last));
        if holds && counted.count > 0 && is_beyond {
            return Ok(self.variable());
        }
        let inventory = self.inventory_of(&counted.of)?;
        let reach = depth.map_or(0, |depth| depth + 1);
        let mut counting = Vec::new();
        for slot in 0..self.slots.len() {
            let is_far = self.slots[slot].depth > reach;
            if self.slots[slot].inventory != inventory || (holds && is_far) {
                continue;
            }
            let belongs = self.belongs(&counted.of, slot, holds)?;
            if belongs != FALSE {
                let inner = [&[slot], places].concat();
                let mut parts = vec![belongs];
                parts.extend(self.each(&counted.all, holds, &inner)?);
                counting.push(self.all(holds, &parts));
            }
        }
        Ok(self.at_least(holds, counted.count, &counting))
    }

    /// Returns the literal of a test at the end of a path from an entry.
    fn along(&mut self, slot: usize, path: &[String], along: &mut Along<'_>) -> Checked<Lit> {
        let at = (path.len(), slot);
        if !along.known.contains_key(&at) {
            let literal = self.make_along(slot, path, along)?;
            along.known.insert(at, literal);
        }
        Ok(along.known[&at])
    }

    fn make_along(&mut self, slot: usize, path: &[String], along: &mut Along<'_>) -> Checked<Lit> {
        let holds = along.holds;
        let (name, rest) = path.split_first().ok_or("a path is empty")?;
        let inventory = self.slots[slot].inventory.clone();
        let kind = text(self.attribute(&inventory, name)?, "type")?;
        let made = self.made.get(&(Some(slot), name.clone())).cloned();
        let made = made.ok_or("an answer is missing")?;
        if rest.is_empty() {
            return self.examine(&kind, &made, along.test, holds, along.places);
        }
        let Made::Many {
            members, outside, ..
        } = made
        else {
            return Err(format!("`{name}` is no reference"));
        };
        let mut ways = Vec::new();
        for (to, leads) in members {
            let to = to.as_u64().and_then(|to| usize::try_from(to).ok());
            let meets = self.along(to.ok_or("no place")?, rest, along)?;
            ways.push(self.all(holds, &[leads, meets]));
        }
        if holds {
            ways.push(outside);
        }
        Ok(self.any(holds, &ways))
    }

    fn examine(
        &mut self,
        kind: &str,
        made: &Made,
        test: &Test,
        holds: bool,
        places: &[usize],
    ) -> Checked<Lit> {
        match made {
            Made::One(answers) => {
                let mut holding = Vec::new();
                for (answer, literal) in answers {
                    if passes(kind, test, answer)? {
                        holding.push(*literal);
                    }
                }
                if holding.len() == answers.len() {
                    return Ok(TRUE);
                }
                Ok(self.any(holds, &holding))
            }
            Made::Many { none, .. } if test.operator == "is-none" && kind == "entry-of" => {
                Ok(*none)
            }
            Made::Many { demanded, .. } if test.operator == "is-none" && !holds => {
                Ok(-self.any(true, demanded))
            }
            Made::Many {
                members, outside, ..
            } if test.operator == "is-none" => {
                let mut all: Vec<Lit> = members.iter().map(|(_, literal)| *literal).collect();
                all.push(*outside);
                Ok(-self.any(!holds, &all))
            }
            Made::Many { members, .. } => {
                let mut named = Vec::new();
                for value in &test.values {
                    let sought = match this(value) {
                        Some(at) => Value::from(*places.get(at).ok_or("there is no such entry")?),
                        None => value.clone(),
                    };
                    let found = members.iter().find(|(member, _)| *member == sought);
                    named.push(found.map_or(FALSE, |(_, literal)| *literal));
                }
                Ok(if test.operator == "has-all" {
                    self.all(holds, &named)
                } else {
                    self.any(holds, &named)
                })
            }
        }
    }
}
