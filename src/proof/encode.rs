//! Conditions as clauses, over the places of a product.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::circuit::{Formula, Lit, Side};
use super::domain::Constants;
use super::names::names_below;
use super::slots::{Listed, Reach, Room, SlotId, Slots};
use super::values::{Asked, Ground, KnownValues, Values};
use crate::model::{
    AttributeStep, Condition, DefinedName, DeriveId, FactId, InventoryId, Quantified, Quantifier,
    Scheme, Set, Situation, SubsetId, Test, TestSubject,
};

/// Turns conditions into clauses.
pub(super) struct Encoder<'a> {
    pub ground: Ground<'a>,
    pub formula: Formula,
    pub known: KnownValues,
    derives: FxHashMap<(DeriveId, Side), Lit>,
    members: FxHashMap<(SubsetId, SlotId, Side), Lit>,
}

/// The places of the enclosing entries, the innermost first.
type Places<'p> = &'p [SlotId];

/// A test at the end of a path, from one entry on.
struct Along<'t> {
    test: &'t Test,
    side: Side,
    places: Places<'t>,
    /// The literals of the test from a place on, by how much of the path is left: many ways lead through one place.
    made: FxHashMap<(usize, SlotId), Lit>,
}

impl<'a> Encoder<'a> {
    /// Makes an encoder for a product of some inventories, of which something is known. Its clauses say only which places can be
    /// filled.
    pub fn new(
        (scheme, base, constants): (&'a Scheme, &'a Situation, Rc<Constants>),
        inventories: impl Iterator<Item = InventoryId>,
        room: &Room,
        reach: Reach,
    ) -> Self {
        let mut formula = Formula::default();
        let slots = Slots::new(inventories, base, room, &mut formula);
        let ground = Ground {
            scheme,
            base,
            constants,
            slots,
            reach,
        };
        Self {
            ground,
            formula,
            known: KnownValues::default(),
            derives: FxHashMap::default(),
            members: FxHashMap::default(),
        }
    }

    /// Returns a literal for a condition on the product.
    pub fn literal(&mut self, condition: &Condition, side: Side) -> Lit {
        self.literal_of(condition, None, side)
    }

    /// Returns a literal for a condition on an entry that is listed, or on the product.
    pub fn literal_of(&mut self, condition: &Condition, of: Option<Listed>, side: Side) -> Lit {
        // Names first, each after those that it rests on: chains of any length can be followed.
        let scheme = self.ground.scheme;
        for name in names_below(scheme, condition) {
            self.define(name);
        }
        let place = of.and_then(|listed| self.ground.slots.listed(listed));
        let places: Vec<SlotId> = place.into_iter().collect();
        self.condition(condition, side, &places)
    }

    /// Makes the literals of a name, unless it has them. Those of the names that it rests on are there.
    pub fn define(&mut self, name: DefinedName) {
        let scheme = self.ground.scheme;
        match name {
            DefinedName::Derive(derive) => {
                let meaning = &scheme.derives[derive].meaning;
                for side in [Side::Holds, Side::Fails] {
                    if !self.derives.contains_key(&(derive, side)) {
                        let literal = self.condition(meaning, side, &[]);
                        self.derives.insert((derive, side), literal);
                    }
                }
            }
            DefinedName::Subset(subset) => self.add_members(subset),
        }
    }

    fn add_members(&mut self, subset: SubsetId) {
        let scheme = self.ground.scheme;
        let row = &scheme.subsets[subset];
        let inventory = scheme.inventory_of(row.of);
        for slot in self.ground.slots.of(inventory).to_vec() {
            for side in [Side::Holds, Side::Fails] {
                if self.members.contains_key(&(subset, slot, side)) {
                    continue;
                }
                let belongs = self.belongs(row.of, slot, side);
                let meets = self.condition(&row.filter, side, &[slot]);
                let literal = self.formula.all(side, [belongs, meets]);
                self.members.insert((subset, slot, side), literal);
            }
        }
    }

    /// Returns a literal for "the entry at this place exists and belongs to the set".
    fn belongs(&self, set: Set, slot: SlotId, side: Side) -> Lit {
        match set {
            Set::Inventory(_) => self.ground.slots.present(slot),
            Set::Subset(subset) => {
                let known = self.members.get(&(subset, slot, side));
                // A subset that leads back to itself was reported, and nothing is proved with it.
                known.copied().unwrap_or(self.ground.slots.present(slot))
            }
        }
    }

    fn condition(&mut self, condition: &Condition, side: Side, places: Places<'_>) -> Lit {
        if self.formula.is_full() {
            return self.formula.variable();
        }
        match condition {
            Condition::All(parts) => {
                let parts = self.each(parts, side, places);
                self.formula.all(side, parts)
            }
            Condition::Any(parts) => {
                let parts = self.each(parts, side, places);
                self.formula.any(side, parts)
            }
            Condition::Not(part) => !self.condition(part, side.other(), places),
            Condition::Quantified(quantified) => self.quantified(quantified, side, places),
            Condition::Derived(derive) => {
                let known = self.derives.get(&(*derive, side)).copied();
                known.unwrap_or_else(|| self.formula.variable())
            }
            Condition::Test(test) => self.test(test, side, places),
            // Nothing follows from what could not be read.
            Condition::Broken => self.formula.variable(),
        }
    }

    fn each(&mut self, parts: &[Condition], side: Side, places: Places<'_>) -> Vec<Lit> {
        let parts = parts.iter();
        parts
            .map(|part| self.condition(part, side, places))
            .collect()
    }

    fn quantified(&mut self, quantified: &Quantified, side: Side, places: Places<'_>) -> Lit {
        match &quantified.quantifier {
            Quantifier::Some => self.at_least(1, quantified, None, side, places),
            Quantifier::No => !self.at_least(1, quantified, None, side.other(), places),
            Quantifier::Every(wanted) => {
                !self.at_least(1, quantified, Some(wanted), side.other(), places)
            }
            Quantifier::AtLeast(count) => self.at_least(*count, quantified, None, side, places),
            Quantifier::AtMost(count) => {
                let above = count.saturating_add(1);
                !self.at_least(above, quantified, None, side.other(), places)
            }
            Quantifier::Exactly(count) => {
                let above = count.saturating_add(1);
                let least = self.at_least(*count, quantified, None, side, places);
                let most = !self.at_least(above, quantified, None, side.other(), places);
                self.formula.all(side, [least, most])
            }
        }
    }

    /// Returns a literal for "at least so many entries count, and fail what is wanted".
    fn at_least(
        &mut self,
        count: u32,
        quantified: &Quantified,
        wanted: Option<&Condition>,
        side: Side,
        places: Places<'_>,
    ) -> Lit {
        let depth = places
            .iter()
            .map(|slot| self.ground.slots.depth(*slot))
            .max();
        let depth = depth.filter(|_| !quantified.is_closed());
        if side == Side::Holds && count > 0 && !self.ground.reach.demands(depth) {
            // Entries that have no place may count.
            return self.formula.variable();
        }
        let inventory = self.ground.scheme.inventory_of(quantified.set);
        let slots = self.ground.slots.of(inventory).to_vec();
        let mut counting = Vec::with_capacity(slots.len());
        for slot in slots {
            let belongs = self.belongs(quantified.set, slot, side);
            let is_witness = self
                .ground
                .reach
                .leads(depth, self.ground.slots.depth(slot));
            if belongs == Lit::FALSE || (side == Side::Holds && !is_witness) {
                continue;
            }
            let mut inner = Vec::with_capacity(places.len() + 1);
            inner.push(slot);
            inner.extend_from_slice(places);
            let mut parts = vec![belongs];
            if let Some(filter) = &quantified.filter {
                parts.push(self.condition(filter, side, &inner));
            }
            if let Some(wanted) = wanted {
                parts.push(!self.condition(wanted, side.other(), &inner));
            }
            counting.push(self.formula.all(side, parts));
        }
        self.formula.at_least(side, count, &counting)
    }

    fn test(&mut self, test: &Test, side: Side, places: Places<'_>) -> Lit {
        let (scope, path) = match &test.subject {
            TestSubject::Fact(fact) => {
                self.make_fact(*fact);
                let values = self.known.facts.get(fact);
                return values.map_or(Lit::FALSE, |values| {
                    values.test(side, &test.operator, &[], &mut self.formula)
                });
            }
            TestSubject::Attribute { scope, path, .. } => (*scope, path.as_slice()),
        };
        let Some(start) = places.get(scope) else {
            return self.formula.variable();
        };
        let mut along = Along {
            test,
            side,
            places,
            made: FxHashMap::default(),
        };
        self.test_along(*start, path, &mut along)
    }

    /// Returns a literal for a test at the end of a path of references. If one of them is nothing, the test fails (L-092).
    fn test_along(&mut self, slot: SlotId, path: &[AttributeStep], along: &mut Along<'_>) -> Lit {
        let Some((step, rest)) = path.split_first() else {
            return Lit::FALSE;
        };
        if let Some(made) = along.made.get(&(path.len(), slot)) {
            return *made;
        }
        self.make_attribute(slot, *step);
        let Some(values) = self.known.attributes.get(&(slot, step.attribute)) else {
            return Lit::FALSE;
        };
        let literal = if rest.is_empty() {
            let operator = &along.test.operator;
            values.test(along.side, operator, along.places, &mut self.formula)
        } else {
            let Values::Reference { to, outside, .. } = values else {
                return Lit::FALSE;
            };
            let (to, outside) = (to.clone(), *outside);
            let mut ways = Vec::with_capacity(to.len() + 1);
            for (next, leads) in to {
                let meets = self.test_along(next, rest, along);
                ways.push(self.formula.all(along.side, [leads, meets]));
            }
            if along.side == Side::Holds {
                // An entry that has no place may meet anything.
                ways.push(outside);
            }
            self.formula.any(along.side, ways)
        };
        along.made.insert((path.len(), slot), literal);
        literal
    }

    /// Makes the variables of a fact, unless it has them.
    pub fn make_fact(&mut self, fact: FactId) {
        if !self.known.facts.contains_key(&fact) {
            let values = self.ground.values_of_fact(fact, &mut self.formula);
            self.known.facts.insert(fact, values);
        }
    }

    /// Makes the variables of an attribute of an entry, unless it has them.
    pub fn make_attribute(&mut self, slot: SlotId, step: AttributeStep) {
        let key = (slot, step.attribute);
        if !self.known.attributes.contains_key(&key) {
            let asked = Asked {
                slot,
                inventory: step.inventory,
                attribute: step.attribute,
            };
            let values = self.ground.values_of_entry(asked, &mut self.formula);
            self.known.attributes.insert(key, values);
        }
    }

    /// Makes the variables of a reference for all entries, since an entry refers to something whether or not a condition asks.
    pub fn make_everywhere(&mut self, step: AttributeStep) {
        for slot in self.ground.slots.of(step.inventory).to_vec() {
            self.make_attribute(slot, step);
        }
    }
}
