//! Two products that differ in the answer to one question alone, as one product.
//!
//! A scheme gets the question a second time, and each name and constraint that reads it. A product of it is then two products: one
//! with the first answer, one with the second. Whatever can be asked of one product can so be asked of both.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    AttributeStep, Condition, Datum, DefinedName, Entry, Given, Id, Mention, Operator, Quantified,
    Quantifier, Scheme, Set, Situation, Table, Test, TestSubject, visit_condition,
};
use crate::source::Place;

/// What the keys of the second answer and of all that reads it end with. No name can hold it.
const OTHERWISE: &str = " otherwise";

/// A scheme with one question twice.
pub(super) struct Twin {
    scheme: Scheme,
    /// The question.
    datum: Datum,
    /// The same question, asked again.
    again: Datum,
    /// The names that read it, each with that which reads it the second time.
    names: BTreeMap<DefinedName, DefinedName>,
}

/// Returns the part of a scheme with which products are described.
pub(super) fn vocabulary_of(scheme: &Scheme) -> Scheme {
    Scheme {
        controls: Table::default(),
        procedures: Table::default(),
        evidence: Table::default(),
        forms: Table::default(),
        interpretations: Table::default(),
        relations: Vec::new(),
        scenarios: Vec::new(),
        ..scheme.clone()
    }
}

impl Twin {
    /// Asks a fact or an attribute twice; `None` for an inventory.
    pub fn new(vocabulary: &Scheme, datum: Datum) -> Option<Self> {
        let mut scheme = vocabulary.clone();
        let again = ask_again(&mut scheme, datum)?;
        let mut twin = Self {
            scheme,
            datum,
            again,
            names: BTreeMap::new(),
        };
        twin.name_again(vocabulary);
        for (_, constraint) in vocabulary.constraints.iter() {
            if twin.reads(&constraint.condition) {
                let mut again = constraint.clone();
                again.condition = twin.otherwise(&constraint.condition);
                let key = format!("{}{OTHERWISE}", constraint.title);
                twin.scheme.constraints.insert(key, again).ok()?;
            }
        }
        Some(twin)
    }

    /// Returns the scheme.
    pub fn scheme(&self) -> &Scheme {
        &self.scheme
    }

    /// Returns the constraints on the first product.
    pub fn first_constraints(&self, vocabulary: &Scheme) -> Vec<&Condition> {
        let constraints = self
            .scheme
            .constraints
            .iter()
            .take(vocabulary.constraints.len());
        constraints
            .map(|(_, constraint)| &constraint.condition)
            .collect()
    }

    /// Says whether a condition reads the question, itself or by a name.
    fn reads(&self, condition: &Condition) -> bool {
        let mut reads = false;
        visit_condition(condition, &mut |mention| {
            let name = mention.defined_name();
            reads |= mention.datum() == Some(self.datum);
            reads |= name.is_some_and(|name| self.names.contains_key(&name));
        });
        reads
    }

    /// Defines each name that reads the question once more.
    fn name_again(&mut self, vocabulary: &Scheme) {
        let reading = names_reading(vocabulary, self.datum);
        let subsets = vocabulary.subsets.ids();
        let subsets: Vec<_> = subsets
            .filter(|id| reading.contains(&DefinedName::Subset(*id)))
            .collect();
        let derives = vocabulary.derives.ids();
        let derives: Vec<_> = derives
            .filter(|id| reading.contains(&DefinedName::Derive(*id)))
            .collect();
        // All get their numbers first, since they mention one another.
        for (number, subset) in subsets.iter().enumerate() {
            let again = Id::from_index(vocabulary.subsets.len() + number);
            let names = (DefinedName::Subset(*subset), DefinedName::Subset(again));
            self.names.extend([names]);
        }
        for (number, derive) in derives.iter().enumerate() {
            let again = Id::from_index(vocabulary.derives.len() + number);
            let names = (DefinedName::Derive(*derive), DefinedName::Derive(again));
            self.names.extend([names]);
        }
        for id in subsets {
            let mut subset = vocabulary.subsets[id].clone();
            subset.of = self.set_otherwise(subset.of);
            subset.filter = self.otherwise(&subset.filter);
            let key = format!("{}{OTHERWISE}", subset.key);
            // Keys of a table are unique, and no other ends so.
            _ = self.scheme.subsets.insert(key, subset);
        }
        for id in derives {
            let mut derive = vocabulary.derives[id].clone();
            derive.meaning = self.otherwise(&derive.meaning);
            let key = format!("{}{OTHERWISE}", derive.key);
            _ = self.scheme.derives.insert(key, derive);
        }
    }

    fn set_otherwise(&self, set: Set) -> Set {
        let Set::Subset(subset) = set else {
            return set;
        };
        match self.names.get(&DefinedName::Subset(subset)) {
            Some(DefinedName::Subset(again)) => Set::Subset(*again),
            Some(DefinedName::Derive(_)) | None => set,
        }
    }

    /// Returns a condition as it is about the second product.
    pub fn otherwise(&self, condition: &Condition) -> Condition {
        match condition {
            Condition::All(parts) => Condition::All(self.each_otherwise(parts)),
            Condition::Any(parts) => Condition::Any(self.each_otherwise(parts)),
            Condition::Not(part) => Condition::Not(Box::new(self.otherwise(part))),
            Condition::Quantified(quantified) => {
                Condition::Quantified(Box::new(self.quantified_otherwise(quantified)))
            }
            Condition::Derived(derive) => match self.names.get(&DefinedName::Derive(*derive)) {
                Some(DefinedName::Derive(again)) => Condition::Derived(*again),
                Some(DefinedName::Subset(_)) | None => condition.clone(),
            },
            Condition::Test(test) => {
                let subject = self.subject_otherwise(&test.subject);
                let test = Test::clone(test);
                Condition::Test(Box::new(Test { subject, ..test }))
            }
            Condition::Broken => Condition::Broken,
        }
    }

    fn each_otherwise(&self, parts: &[Condition]) -> Vec<Condition> {
        parts.iter().map(|part| self.otherwise(part)).collect()
    }

    fn quantified_otherwise(&self, quantified: &Quantified) -> Quantified {
        let filter = quantified.filter.as_ref();
        Quantified {
            quantifier: match &quantified.quantifier {
                Quantifier::Every(wanted) => Quantifier::Every(self.otherwise(wanted)),
                other @ (Quantifier::Some
                | Quantifier::No
                | Quantifier::AtLeast(_)
                | Quantifier::AtMost(_)
                | Quantifier::Exactly(_)) => other.clone(),
            },
            set: self.set_otherwise(quantified.set),
            filter: filter.map(|filter| self.otherwise(filter)),
            place: quantified.place,
        }
    }

    fn subject_otherwise(&self, subject: &TestSubject) -> TestSubject {
        match (subject, self.datum, self.again) {
            (TestSubject::Fact(fact), Datum::Fact(asked), Datum::Fact(again)) if *fact == asked => {
                TestSubject::Fact(again)
            }
            (
                TestSubject::Attribute {
                    scope,
                    inventory,
                    path,
                },
                Datum::Attribute(asked_of, asked),
                Datum::Attribute(_, again),
            ) => {
                let mut path = path.clone();
                for step in &mut path {
                    if step.inventory == asked_of && step.attribute == asked {
                        step.attribute = again;
                    }
                }
                TestSubject::Attribute {
                    scope: *scope,
                    inventory: *inventory,
                    path,
                }
            }
            (subject, _, _) => subject.clone(),
        }
    }

    /// Returns the two products that a product of this scheme is.
    pub fn split(&self, product: &Situation) -> [Situation; 2] {
        let first = product.without(self.again);
        let mut second = first.without(self.datum);
        match (self.datum, self.again) {
            (Datum::Fact(asked), Datum::Fact(again)) => {
                let given = product.facts().find(|(fact, _)| *fact == again);
                if let Some((_, given)) = given {
                    second.set_fact(asked, given.clone());
                }
            }
            (Datum::Attribute(inventory, asked), Datum::Attribute(_, again)) => {
                for entry in product.entries(inventory) {
                    let given = entry.values.get(&again);
                    let entries = &mut second.stock_mut(inventory).entries;
                    if let (Some(given), Some(values)) = (given, entries.values_mut(&entry.id)) {
                        values.insert(asked, given.clone());
                    }
                }
            }
            (Datum::Fact(_) | Datum::Inventory(_) | Datum::Attribute(..), _) => {}
        }
        [first, second]
    }

    /// Returns products that are less different than a product is: with the same answer both times for one entry more.
    pub fn alike<'p>(&'p self, product: &'p Situation) -> impl Iterator<Item = Situation> + 'p {
        let entries = match self.datum {
            Datum::Attribute(inventory, _) => Some(product.entries(inventory)),
            Datum::Fact(_) | Datum::Inventory(_) => None,
        };
        let entries = entries.into_iter().flat_map(|entries| entries.iter());
        entries.filter_map(|entry| self.alike_in(product, entry))
    }

    fn alike_in(&self, product: &Situation, entry: &Entry) -> Option<Situation> {
        let (Datum::Attribute(inventory, asked), Datum::Attribute(_, again)) =
            (self.datum, self.again)
        else {
            return None;
        };
        let given = entry.values.get(&asked)?.clone();
        let mut changed = product.clone();
        let values = changed.stock_mut(inventory).entries.values_mut(&entry.id)?;
        let is_other = |before: Given| before.answer != given.answer;
        let is_changed = values.insert(again, given.clone()).is_none_or(is_other);
        is_changed.then_some(changed)
    }

    /// Returns a product in which both answers are given wherever one of them is, taken from a product that has all answers.
    pub fn completed(&self, least: &Situation, whole: &Situation) -> Situation {
        let mut product = least.clone();
        match (self.datum, self.again) {
            (Datum::Fact(_), Datum::Fact(_)) => {
                let asked = |fact| [self.datum, self.again].contains(&Datum::Fact(fact));
                for (fact, given) in whole.facts().filter(|(fact, _)| asked(*fact)) {
                    product.set_fact(fact, given.clone());
                }
            }
            (Datum::Attribute(inventory, asked), Datum::Attribute(_, again)) => {
                for entry in least.entries(inventory) {
                    let both = [asked, again];
                    let is_given = both.iter().any(|one| entry.values.contains_key(one));
                    let whole = whole.entry(inventory, &entry.id).filter(|_| is_given);
                    let entries = &mut product.stock_mut(inventory).entries;
                    if let (Some(whole), Some(values)) = (whole, entries.values_mut(&entry.id)) {
                        let given = both
                            .iter()
                            .filter_map(|one| Some((*one, whole.values.get(one)?)));
                        values.extend(given.map(|(one, given)| (one, given.clone())));
                    }
                }
            }
            (Datum::Fact(_) | Datum::Inventory(_) | Datum::Attribute(..), _) => {}
        }
        product
    }

    /// Returns a test of both answers: of the product, or of an entry where it stands.
    pub fn tests(&self, operator: &Operator, place: Place) -> [Condition; 2] {
        [self.datum, self.again].map(|datum| {
            let subject = match datum {
                Datum::Fact(fact) => TestSubject::Fact(fact),
                Datum::Attribute(inventory, attribute) => TestSubject::Attribute {
                    scope: 0,
                    inventory,
                    path: vec![AttributeStep {
                        inventory,
                        attribute,
                    }],
                },
                Datum::Inventory(_) => return Condition::Broken,
            };
            let operator = operator.clone();
            Condition::Test(Box::new(Test {
                subject,
                operator,
                place,
            }))
        })
    }
}

/// Returns the names that read a question, themselves or by other names.
fn names_reading(scheme: &Scheme, datum: Datum) -> BTreeSet<DefinedName> {
    let mut users: BTreeMap<DefinedName, Vec<DefinedName>> = BTreeMap::new();
    let mut left: Vec<DefinedName> = Vec::new();
    let mut note = |user: DefinedName, mention: Mention| {
        if mention.datum() == Some(datum) {
            left.push(user);
        }
        if let Some(name) = mention.defined_name() {
            users.entry(name).or_default().push(user);
        }
    };
    for (id, subset) in scheme.subsets.iter() {
        let user = DefinedName::Subset(id);
        note(user, Mention::Set(subset.of));
        visit_condition(&subset.filter, &mut |mention| note(user, mention));
    }
    for (id, derive) in scheme.derives.iter() {
        let user = DefinedName::Derive(id);
        visit_condition(&derive.meaning, &mut |mention| note(user, mention));
    }
    let mut reading = BTreeSet::new();
    while let Some(name) = left.pop() {
        if reading.insert(name) {
            left.extend(users.get(&name).into_iter().flatten());
        }
    }
    reading
}

/// Adds the question to the scheme again.
fn ask_again(scheme: &mut Scheme, datum: Datum) -> Option<Datum> {
    match datum {
        Datum::Fact(fact) => {
            let row = scheme.facts.row(fact)?.clone();
            let again = scheme.facts.insert(format!("{}{OTHERWISE}", row.key), row);
            again.ok().map(Datum::Fact)
        }
        Datum::Attribute(inventory, attribute) => {
            let row = scheme.inventories.get_mut(inventory)?;
            let attributes = &mut row.attributes;
            let asked = attributes.row(attribute)?.clone();
            let again = attributes.insert(format!("{}{OTHERWISE}", asked.key), asked);
            again.ok().map(|again| Datum::Attribute(inventory, again))
        }
        Datum::Inventory(_) => None,
    }
}
