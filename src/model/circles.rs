//! Entries that lead back to themselves by references that never do (L-078).

use super::entry::Entry;
use super::graph::Dependencies;
use super::situation::Situation;
use super::table::{AttributeId, InventoryId, Table};
use super::value::Value;
use super::vocabulary::{Attribute, Inventory};
use crate::diag::{Code, Diagnostic};
use crate::source::Place;

/// Entries each of which refers to the next, and the last to the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circle<'s> {
    /// The inventory of the entries.
    pub inventory: &'s str,
    /// The attribute by which they refer to one another.
    pub attribute: &'s str,
    /// The ids of the entries, each with the place of its reference.
    pub entries: Vec<(&'s str, Option<Place>)>,
}

/// Finds the circles of an inventory of a product.
pub fn find_circles<'s>(
    inventories: &'s Table<InventoryId, Inventory>,
    inventory: InventoryId,
    product: &'s Situation,
) -> Vec<Circle<'s>> {
    let declared = &inventories[inventory];
    let attributes = declared.attributes.iter();
    let acyclic = attributes.filter(|(_, attribute)| attribute.acyclic);
    let circles = acyclic.flat_map(|(id, attribute)| {
        let circles = circles_by(inventory, id, product).into_iter();
        circles.map(move |entries| circle(declared, (id, attribute), &entries))
    });
    circles.collect()
}

fn circles_by(
    inventory: InventoryId,
    attribute: AttributeId,
    product: &Situation,
) -> Vec<Vec<&Entry>> {
    let entries = product.entries(inventory);
    let mut graph = Dependencies::new(0..entries.len());
    for (number, entry) in entries.iter().enumerate() {
        for value in entry.answer(attribute).values() {
            if let Value::Entry(id) = value
                && let Some(target) = entries.position(id.as_str())
            {
                graph.add(number, target);
            }
        }
    }
    let circles = graph.cycles().into_iter();
    let entries_of = |circle: Vec<usize>| circle.iter().filter_map(|at| entries.at(*at)).collect();
    circles.map(entries_of).collect()
}

fn circle<'s>(
    inventory: &'s Inventory,
    (id, attribute): (AttributeId, &'s Attribute),
    entries: &[&'s Entry],
) -> Circle<'s> {
    let named = entries
        .iter()
        .map(|entry| (entry.id.as_str(), entry.place_of(id)));
    Circle {
        inventory: &inventory.key,
        attribute: &attribute.key,
        entries: named.collect(),
    }
}

impl Circle<'_> {
    /// Makes the report of it; `None` if it has no place.
    pub fn report(&self, code: &'static Code) -> Option<Diagnostic> {
        let name = |id: &str| format!("`{}.{id}`", self.inventory);
        let attribute = self.attribute;
        let ((first, place), rest) = self.entries.split_first()?;
        let message = if rest.is_empty() {
            format!("by `{attribute}`, {} leads back to itself", name(first))
        } else {
            let ids = self.entries.iter().map(|(id, _)| *id).chain([*first]);
            let way: Vec<String> = ids.map(name).collect();
            format!(
                "by `{attribute}`, these lead back to one another: {}",
                way.join(", ")
            )
        };
        let diagnostic = Diagnostic::at(code, (*place)?, message);
        let also = rest.iter().filter_map(|(_, place)| *place);
        let all = also.fold(diagnostic, |all, place| all.also(place, "and by this one"));
        Some(all.help("correct one of the references, or write `unknown`"))
    }
}
