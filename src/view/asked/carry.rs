//! Where answers go when keys change: by `was` of the scheme and of the product file, and by the maps of its catalogs
//! (L-241, L-037).

use super::AskedTable;
use super::shape::{Shape, asked_choices, find_ask};
use crate::answers::{AnswerKey, AnswerSet, Filled, Held};
use crate::model::{InventoryId, Scheme, Slot, SlotPart, SlotWord};
use crate::source::Text;
use crate::view::basis::Basis;
use crate::view::test_plan::use_slot;

/// Where an answer goes that nothing asks for under its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// Its key so far.
    pub from: AnswerKey,
    /// The keys under which it is asked for now.
    pub to: Vec<AnswerKey>,
    /// What was held.
    pub held: Held,
    /// Whether it stays under its key too: a decision is not copied to the parts of what it decided.
    pub stays: bool,
}

/// Finds where answers go that nothing asks for any more. An answer that is not there stays where it is, and returns with
/// what asked for it.
pub(super) fn carry_answers(
    basis: &Basis<'_>,
    table: &AskedTable,
    answers: &AnswerSet,
) -> Vec<Carried> {
    let orphans = answers.iter().filter(|(key, _)| table.get(key).is_none());
    orphans
        .filter_map(|(key, held)| carry(basis, table, key, held))
        .collect()
}

fn carry(basis: &Basis<'_>, table: &AskedTable, from: &AnswerKey, held: &Held) -> Option<Carried> {
    let key = &with_model(basis, from);
    let slots = new_slots(basis, key);
    let keys = slots.into_iter().map(|slot| AnswerKey {
        slot,
        model: key.model.clone(),
    });
    let asked: Vec<AnswerKey> = keys.filter(|key| table.get(key).is_some()).collect();
    let to = asked.first()?.clone();
    let first = table.get(&to)?;
    let is_decision = !first.shape.options().is_empty();
    let stays = asked.len() > 1 && is_decision;
    let values = held.values().iter().map(|filled| Filled {
        value: new_value(basis.scheme, &to.slot, &first.shape, &filled.value),
        ..filled.clone()
    });
    Some(Carried {
        from: from.clone(),
        to: if stays { Vec::new() } else { asked },
        held: Held::gather(values)?,
        stays,
    })
}

/// Returns the key that an answer about no control has now.
pub(super) fn key_now(basis: &Basis<'_>, key: &AnswerKey) -> AnswerKey {
    let key = with_model(basis, key);
    let slot = new_slots(basis, &key).into_iter().next();
    AnswerKey {
        slot: slot.unwrap_or_else(|| key.slot.clone()),
        model: key.model,
    }
}

/// Returns a key with the id that its model has now. A key that a model of the series has is never another one's.
fn with_model(basis: &Basis<'_>, key: &AnswerKey) -> AnswerKey {
    let mut key = key.clone();
    let is_live = |old: &Text| basis.lookups.models.contains(old);
    if let Some(old) = key.model.clone().filter(|old| !is_live(old)) {
        let had = basis.lookups.renames().model(&old);
        key.model = Some(had.map_or(old, Into::into));
    }
    key
}

/// Returns the slots that a slot became; several where its control was split.
fn new_slots(basis: &Basis<'_>, key: &AnswerKey) -> Vec<Slot> {
    let scheme = basis.scheme;
    let mut base = key.slot.clone();
    let parts: Vec<(SlotPart, Text)> = key
        .slot
        .parts()
        .map(|(part, text)| (part, text.clone()))
        .collect();
    for (part, text) in parts {
        if let Some(new) = new_part(basis, key, part, &text) {
            base = base.with(part, new);
        }
    }
    let Some(control) = &key.slot.control else {
        return vec![of_sample(basis, &base).unwrap_or(base)];
    };
    if scheme
        .find_control(control)
        .is_some_and(|id| scheme.controls[id].name == *control)
    {
        return vec![base];
    }
    let choices = scheme.earlier(control).map(|earlier| earlier.choices);
    let named = choices.unwrap_or_else(|| renamed_control(basis, control));
    let slots = named.into_iter().map(|name| {
        let mut slot = base.clone();
        slot.control = Some(name);
        slot
    });
    slots.collect()
}

/// Returns the slot under which the sample of a slot is asked about now. A sample is known by a use of it: the first one gives it
/// its name, and may be the use of another procedure when the plan changes.
fn of_sample(basis: &Basis<'_>, slot: &Slot) -> Option<Slot> {
    if !is_of_sample(slot.what) {
        return None;
    }
    let mut samples = basis.plan.work.samples.iter();
    let sample = samples.find(|sample| {
        let mut uses = sample.uses.iter();
        uses.any(|used| use_slot(basis, slot.what, used) == *slot)
    });
    let first = sample?.uses.first()?;
    Some(use_slot(basis, slot.what, first))
}

/// Says whether a slot is about one sample, named after a use of it.
fn is_of_sample(what: SlotWord) -> bool {
    matches!(
        what,
        SlotWord::Sample | SlotWord::Custody | SlotWord::SamplesDue | SlotWord::SamplesReceived
    )
}

/// Returns the controls that had a key before, in the same catalog.
fn renamed_control(basis: &Basis<'_>, name: &str) -> Vec<Text> {
    let parts = name.split_once(':');
    let renames = basis.lookups.renames();
    let had = parts.map(|(catalog, key)| renames.controls(catalog, key));
    had.unwrap_or_default().to_vec()
}

/// Returns the key that a part of a slot has now; `None` where it is not known by another one.
fn new_part(basis: &Basis<'_>, key: &AnswerKey, part: SlotPart, old: &Text) -> Option<Text> {
    let scheme = basis.scheme;
    match part {
        SlotPart::Form => {
            let mut forms = scheme.forms.iter();
            let form = forms.find(|(_, form)| form.was.contains(old))?;
            Some(form.1.key.clone())
        }
        SlotPart::Section | SlotPart::Ask | SlotPart::Column => new_in_form(scheme, part, old),
        SlotPart::Evidence => Some(scheme.evidence.renamed(old)?.1.key.clone()),
        SlotPart::Rule => {
            let mut rules = scheme.rules.iter();
            Some(
                rules
                    .find(|(_, rule)| rule.was.contains(old))?
                    .1
                    .key
                    .clone(),
            )
        }
        SlotPart::Role => Some(scheme.roles.renamed(old)?.1.key.clone()),
        SlotPart::Equipment => Some(scheme.equipment.renamed(old)?.1.key.clone()),
        SlotPart::Delivery => Some(scheme.deliveries.renamed(old)?.1.key.clone()),
        SlotPart::Configuration => Some(scheme.configurations.renamed(old)?.1.key.clone()),
        SlotPart::Procedure => {
            let mut procedures = scheme.procedures.iter();
            let found = procedures.find(|(_, procedure)| procedure.was.contains(old))?;
            Some(found.1.key.clone())
        }
        SlotPart::Case => new_case(scheme, &key.slot, old),
        SlotPart::Inventory => Some(scheme.inventories.renamed(old)?.1.key.clone()),
        SlotPart::Entry => {
            let inventory = inventory_of(scheme, &key.slot)?;
            new_entry(basis, key, Some(inventory), old)
        }
        SlotPart::Other => new_entry(basis, key, None, old),
        SlotPart::Attribute => {
            let inventory = &scheme.inventories[inventory_of(scheme, &key.slot)?];
            Some(inventory.attributes.renamed(old)?.1.key.clone())
        }
        SlotPart::Subject => {
            let fact = scheme.facts.renamed(old).map(|(_, fact)| fact.key.clone());
            let field = scheme.identity.renamed(old);
            fact.or_else(|| field.map(|(_, field)| field.key.clone()))
                .or_else(|| new_difference(basis, old))
        }
        SlotPart::Verdict => {
            let mut words = scheme.edition.verdicts.iter();
            Some(words.find(|word| word.was.contains(old))?.key.clone())
        }
        SlotPart::Interpretation
        | SlotPart::Depth
        | SlotPart::From
        | SlotPart::To
        | SlotPart::Line
        | SlotPart::Field
        | SlotPart::Round => None,
    }
}

fn new_in_form(scheme: &Scheme, part: SlotPart, old: &Text) -> Option<Text> {
    let mut sections = scheme
        .forms
        .iter()
        .flat_map(|(_, form)| form.sections.iter());
    sections.find_map(|(_, section)| {
        if part == SlotPart::Section {
            return section.was.contains(old).then(|| section.key.clone());
        }
        section.asks.iter().find_map(|ask| {
            if part == SlotPart::Ask {
                return ask.was.contains(old).then(|| ask.key.clone());
            }
            let columns = ask.columns().iter();
            let mut columns = columns.filter(|column| column.was.contains(old));
            columns.next().map(|column| column.key.clone())
        })
    })
}

fn new_case(scheme: &Scheme, slot: &Slot, old: &Text) -> Option<Text> {
    let key = slot.part(SlotPart::Procedure)?;
    let mut procedures = scheme.procedures.iter();
    let (_, procedure) = procedures.find(|(_, one)| one.key == *key || one.was.contains(key))?;
    let mut cases = procedure.cases();
    Some(cases.find(|case| case.was.contains(old))?.key.clone())
}

/// Returns the id that an entry has now, in the product of the model, or in any of the series.
pub(super) fn new_entry(
    basis: &Basis<'_>,
    key: &AnswerKey,
    inventory: Option<InventoryId>,
    old: &str,
) -> Option<Text> {
    let models = &basis.lookups.models;
    let own = key.model.as_ref();
    let own = own.and_then(|own| models.iter().position(|model| model == own));
    let mut numbers = own.map_or(0..models.len(), |own| own..own + 1);
    let new = numbers.find_map(|number| basis.lookups.renames().entry(number, inventory, old));
    new.map(Into::into)
}

/// Returns what a difference between models is called now: `radio.wifi`, `housing.body.closed_by`, `product.model`.
fn new_difference(basis: &Basis<'_>, old: &str) -> Option<Text> {
    let scheme = basis.scheme;
    let (first, rest) = old.split_once('.')?;
    if first == "product" {
        let (_, field) = scheme.identity.renamed(rest)?;
        return Some(format!("product.{}", field.key).into());
    }
    let (id, attribute) = match rest.split_once('.') {
        Some((id, attribute)) => (id, Some(attribute)),
        None => (rest, None),
    };
    let inventories = &scheme.inventories;
    let found = inventories.lookup(first);
    let (inventory, row) = found.or_else(|| inventories.renamed(first))?;
    let earlier = basis.lookups.renames();
    let mut models = 0..basis.lookups.models.len();
    let entry = models.find_map(|model| earlier.entry(model, Some(inventory), id));
    let mut new = format!("{}.{}", row.key, entry.unwrap_or(id));
    if let Some(attribute) = attribute {
        let renamed = row.attributes.renamed(attribute);
        new.push('.');
        new.push_str(renamed.map_or(attribute, |(_, attribute)| &attribute.key));
    }
    (new != old).then(|| new.into())
}

/// Returns the inventory of a slot, also by a key that it had before.
pub(super) fn inventory_of(scheme: &Scheme, slot: &Slot) -> Option<InventoryId> {
    let key = slot.part(SlotPart::Inventory)?;
    let inventories = &scheme.inventories;
    let found = inventories.lookup(key).or_else(|| inventories.renamed(key));
    found.map(|(id, _)| id)
}

/// Returns the word that a choice has now.
pub(super) fn new_value(scheme: &Scheme, slot: &Slot, shape: &Shape, value: &str) -> String {
    let options = shape.options();
    if options.is_empty() || options.iter().any(|option| option.key == value) {
        return value.to_owned();
    }
    let asked = find_ask(scheme, slot).and_then(|ask| asked_choices(ask, slot));
    let choice = asked.and_then(|choices| {
        let mut choices = choices.iter();
        choices.find(|choice| choice.was.iter().any(|was| *was == value))
    });
    let words = scheme.edition.verdicts.iter();
    let mut words = words.filter(|word| word.was.iter().any(|was| *was == value));
    let way = || scheme.access.renamed(value).map(|(_, way)| &way.key);
    let word = words.next().map(|word| &word.key);
    let new = choice.map(|choice| &choice.key).or(word).or_else(way);
    new.map_or_else(|| value.to_owned(), ToString::to_string)
}
