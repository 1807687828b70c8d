//! Pieces of what is known of a product, so that some of them can be forgotten to see what an answer rests on.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::around::Around;
use super::axiom::{Axiom, Read};
use super::domain::Constants;
use super::slots::Listed;
use super::solver::Allowance;
use super::wish::{Wish, data_of_wishes};
use crate::model::{
    Answer, AttributeId, ConstraintId, Entries, Extent, FactId, Further, Given, InventoryId,
    Scheme, Situation, Stock, Value,
};
use crate::source::Place;

/// A piece of what is known.
#[derive(Debug, Clone, Copy)]
pub(super) enum Known {
    /// The answer to a fact.
    Fact(FactId),
    /// That an entry exists.
    Entry(Listed),
    /// The answer to an attribute of an entry.
    Attribute(Listed, AttributeId),
    /// That an inventory has no other entries, or what they could only be.
    List(InventoryId),
    /// A constraint.
    Constraint(ConstraintId),
}

/// A product of which some pieces are known, and wishes of it.
pub(super) struct Kept<'w> {
    situation: Situation,
    axioms: BTreeSet<ConstraintId>,
    pub wishes: Vec<Wish<'w>>,
}

/// Returns what is known of a product that bears on wishes. What comes last is forgotten first where there is a choice: constraints,
/// then the ends of lists, attributes, entries and facts, each from the last line of the product file to the first.
pub(super) fn known_about(
    scheme: &Scheme,
    base: &Situation,
    wishes: &[Wish<'_>],
    axioms: &[&Axiom],
) -> Vec<Known> {
    let mut read = data_of_wishes(scheme, wishes);
    read.extend(axioms.iter().flat_map(|axiom| axiom.data.iter().copied()));
    if wishes.is_empty() {
        read.extend(
            base.stocks()
                .map(|(inventory, _)| Read::Inventory(inventory)),
        );
    }
    let mut placed: [Vec<(Option<Place>, Known)>; 4] = Default::default();
    let [in_facts, in_entries, in_attributes, in_lists] = &mut placed;
    let known_facts = base.facts().map(|(fact, _)| fact);
    let known_facts = known_facts.filter(|fact| read.contains(&Read::Fact(*fact)));
    in_facts.extend(known_facts.map(|fact| (base.fact_place(fact), Known::Fact(fact))));
    for (inventory, stock) in base.stocks() {
        if !read.contains(&Read::Inventory(inventory)) {
            continue;
        }
        for (place, entry) in stock.entries.iter().enumerate() {
            let listed = Listed { inventory, place };
            in_entries.push((entry.place, Known::Entry(listed)));
            let given = entry.values.keys();
            in_attributes.extend(given.map(|attribute| {
                let place = entry.place_of(*attribute);
                (place, Known::Attribute(listed, *attribute))
            }));
        }
        if stock.extent == Extent::All || !stock.further.is_anything() {
            in_lists.push((stock.place, Known::List(inventory)));
        }
    }
    for pieces in &mut placed {
        pieces.sort_by_key(|(place, _)| place.map(|place| (place.file, place.span.start)));
    }
    let pieces = placed.into_iter().flatten().map(|(_, known)| known);
    let axioms = axioms.iter().map(|axiom| Known::Constraint(axiom.id));
    pieces.chain(axioms).collect()
}

/// Returns the pieces without which something is no longer so; it is so with all of them. Of the last ones as many as possible are
/// left out.
pub(super) fn shrink(all: &[Known], is_so: &mut dyn FnMut(&[Known]) -> bool) -> Vec<Known> {
    let mut is_kept = vec![true; all.len()];
    let mut ranges = Vec::new();
    ranges.push(0..all.len());
    // Many pieces are tried at once, since most of them make no difference.
    while let Some(range) = ranges.pop() {
        if range.is_empty() {
            continue;
        }
        let kept = |at: &usize| !range.contains(at) && is_kept.get(*at) == Some(&true);
        let fewer: Vec<Known> = (0..all.len())
            .filter(kept)
            .filter_map(|at| all.get(at).copied())
            .collect();
        if is_so(&fewer) {
            if let Some(left_out) = is_kept.get_mut(range) {
                left_out.fill(false);
            }
        } else if range.len() > 1 {
            let middle = range.start + range.len() / 2;
            ranges.push(range.start..middle);
            ranges.push(middle..range.end);
        }
    }
    let kept = all.iter().zip(is_kept).filter(|(_, is_kept)| *is_kept);
    kept.map(|(known, _)| *known).collect()
}

impl<'w> Kept<'w> {
    /// Forgets all that is not among the pieces. An entry that something refers to, or of which a wish is asked, is still listed;
    /// so are all entries of a list that is known to be complete.
    pub fn of(scheme: &Scheme, base: &Situation, known: &[Known], wishes: &[Wish<'w>]) -> Self {
        let mut facts = Vec::new();
        let mut axioms = BTreeSet::new();
        let mut values: BTreeMap<Listed, BTreeSet<AttributeId>> = BTreeMap::new();
        let mut lists = BTreeSet::new();
        for of in wishes.iter().filter_map(|wish| wish.of) {
            values.entry(of).or_default();
        }
        for piece in known {
            match piece {
                Known::Fact(fact) => facts.push(*fact),
                Known::Entry(listed) => _ = values.entry(*listed).or_default(),
                Known::Attribute(listed, attribute) => {
                    values.entry(*listed).or_default().insert(*attribute);
                    for other in referred(scheme, base, (*listed, *attribute)) {
                        values.entry(other).or_default();
                    }
                }
                Known::List(inventory) => {
                    lists.insert(*inventory);
                    let count = base.entries(*inventory).len();
                    let all = (0..count).map(|place| Listed {
                        inventory: *inventory,
                        place,
                    });
                    all.for_each(|listed| _ = values.entry(listed).or_default());
                }
                Known::Constraint(id) => _ = axioms.insert(*id),
            }
        }
        let (situation, places) = forget(base, &facts, &values, &lists);
        let wishes = wishes.iter().map(|wish| Wish {
            of: wish.of.and_then(|of| places.get(&of).copied()),
            ..*wish
        });
        Self {
            situation,
            axioms,
            wishes: wishes.collect(),
        }
    }

    /// Returns what proofs about what is left rest on; `axioms` are all that are assumed.
    pub fn around<'k, 'a>(
        &'k self,
        scheme: &'a Scheme,
        constants: &'k Rc<Constants>,
        axioms: &'k [Rc<Axiom>],
        allowance: &'k Allowance,
    ) -> Around<'k, 'a>
    where
        'k: 'a,
    {
        let axioms = axioms
            .iter()
            .filter(|axiom| self.axioms.contains(&axiom.id));
        Around {
            scheme,
            base: &self.situation,
            constants,
            axioms: axioms.map(Rc::as_ref).collect(),
            allowance,
        }
    }
}

/// Returns the entries to which an attribute of an entry refers.
fn referred(
    scheme: &Scheme,
    base: &Situation,
    (listed, attribute): (Listed, AttributeId),
) -> Vec<Listed> {
    let target = scheme
        .attribute(listed.inventory, attribute)
        .answer
        .target();
    let entry = base.entries(listed.inventory).at(listed.place);
    let (Some(inventory), Some(entry)) = (target, entry) else {
        return Vec::new();
    };
    let named = match entry.answer(attribute) {
        Answer::Within(values) => values.as_slice(),
        answer @ (Answer::Unknown | Answer::None | Answer::One(_) | Answer::Many { .. }) => {
            answer.values()
        }
    };
    let ids = named.iter().filter_map(|value| match value {
        Value::Entry(id) => base.entries(inventory).position(id.as_str()),
        Value::YesNo(_) | Value::Choice(_) | Value::Number(_) | Value::Date(_) | Value::Text(_) => {
            None
        }
    });
    ids.map(|place| Listed { inventory, place }).collect()
}

/// Returns what is left of a product, and where the entries that are left stand in it.
fn forget(
    base: &Situation,
    facts: &[FactId],
    values: &BTreeMap<Listed, BTreeSet<AttributeId>>,
    lists: &BTreeSet<InventoryId>,
) -> (Situation, BTreeMap<Listed, Listed>) {
    let mut situation = Situation::default();
    for fact in facts {
        let answer = base.fact(*fact).clone();
        situation.set_fact(
            *fact,
            Given {
                answer,
                place: None,
            },
        );
    }
    let mut places = BTreeMap::new();
    let mut stocks: BTreeMap<InventoryId, Stock> = BTreeMap::new();
    for (listed, attributes) in values {
        let Some(entry) = base.entries(listed.inventory).at(listed.place) else {
            continue;
        };
        let stock = stocks.entry(listed.inventory).or_insert_with(at_least);
        let place = stock.entries.len();
        let mut entry = entry.clone();
        entry
            .values
            .retain(|attribute, _| attributes.contains(attribute));
        stock.entries.push(entry);
        let inventory = listed.inventory;
        places.insert(*listed, Listed { inventory, place });
    }
    for inventory in lists {
        let stock = stocks.entry(*inventory).or_insert_with(at_least);
        if let Some(known) = base.stock(*inventory) {
            stock.extent = known.extent;
            stock.further = known.further.clone();
        }
    }
    for (inventory, stock) in stocks {
        situation.set_stock(inventory, stock);
    }
    (situation, places)
}

fn at_least() -> Stock {
    Stock {
        extent: Extent::AtLeast,
        entries: Entries::new(),
        further: Further::default(),
        place: None,
    }
}
