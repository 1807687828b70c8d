//! Models of a series that are compared: what is settled stays settled, and a complete product is compared by hand.

use std::collections::BTreeMap;

use praman::logic::{Compared, Truth};
use praman::model::{
    Answer, AttributeId, Entry, FactId, Id, InventoryId, Set, Shared, Situation, SubsetId, Value,
};
use proptest::prelude::*;

use super::{scheme, situations};

fn entries(set: Set, attributes: &[usize]) -> Shared {
    Shared::Entries {
        set,
        attributes: attributes
            .iter()
            .copied()
            .map(AttributeId::from_index)
            .collect(),
    }
}

/// What rules compare here: the facts, every property of the parts, and some attributes of the parts or of a subset.
fn rules() -> Vec<Vec<Shared>> {
    let parts = Set::Inventory(InventoryId::from_index(0));
    let some = Set::Subset(SubsetId::from_index(0));
    vec![
        [0, 1]
            .map(|fact| Shared::Fact(FactId::from_index(fact)))
            .into(),
        vec![entries(parts, &[])],
        vec![entries(parts, &[0])],
        vec![entries(parts, &[1, 4])],
        vec![entries(some, &[0])],
        vec![entries(some, &[2, 1]), Shared::Fact(FactId::from_index(0))],
    ]
}

fn compare(lead: &Situation, model: &Situation, shared: &[Shared]) -> Truth {
    let scheme = scheme();
    let [lead, model] = [lead, model].map(|one| Compared::new(&scheme, one, BTreeMap::new()));
    lead.compare(&model, shared).truth()
}

/// Compares two complete products as a person would: entry by entry, each once.
fn is_same(lead: &Situation, model: &Situation, shared: &Shared) -> bool {
    let (set, attributes) = match shared {
        Shared::Fact(fact) => return lead.fact(*fact).is_same(model.fact(*fact)),
        Shared::Identity(_) => return true,
        Shared::Entries { set, attributes } => (set, attributes),
    };
    let all: Vec<AttributeId> = (0..5).map(AttributeId::from_index).collect();
    let attributes = if attributes.is_empty() {
        &all
    } else {
        attributes
    };
    let kind = AttributeId::from_index(0);
    let is_member = |entry: &&Entry| match (set, entry.answer(kind)) {
        (Set::Inventory(_), _) => true,
        (Set::Subset(_), Answer::One(Value::Choice(key))) => key == "a" || key == "b",
        (Set::Subset(_), _) => false,
    };
    let parts = InventoryId::from_index(0);
    let mut theirs: Vec<&Entry> = model.entries(parts).iter().filter(is_member).collect();
    for own in lead.entries(parts).iter().filter(is_member) {
        let is_like = |other: &&Entry| {
            let mut answers = attributes.iter();
            answers.all(|one| own.answer(*one).is_same(other.answer(*one)))
        };
        match theirs.iter().position(is_like) {
            Some(place) => _ = theirs.remove(place),
            None => return false,
        }
    }
    theirs.is_empty()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_model_that_is_settled_stays_settled((lead, whole_lead) in situations(), (model, whole_model) in situations()) {
        for shared in rules() {
            let whole = compare(&whole_lead, &whole_model, &shared);
            let by_hand = shared.iter().all(|one| is_same(&whole_lead, &whole_model, one));
            prop_assert_eq!(whole, Truth::of(by_hand), "{:?}", shared);
            let so_far = compare(&lead, &model, &shared);
            prop_assert!(so_far == Truth::Open || so_far == whole, "{:?}: {:?}, then {:?}", shared, so_far, whole);
        }
    }

    #[test]
    fn a_complete_model_is_like_itself((so_far, whole) in situations()) {
        for shared in rules() {
            prop_assert_eq!(compare(&whole, &whole, &shared), Truth::Yes);
            prop_assert_ne!(compare(&so_far, &whole, &shared), Truth::No);
            prop_assert_ne!(compare(&whole, &so_far, &shared), Truth::No);
        }
    }
}
