//! Whether an answer decides anything.

use std::fmt::Write as _;

use crate::cli::terminal::Exit;
use crate::diag::Diagnostics;
use crate::logic::{Evaluator, Truth, answer_words};
use crate::model::{Answer, Datum, Scheme, Situation};
use crate::product::{read_product, write_product};
use crate::proof::{
    Consequence, ConsequenceKind, Difference, Matter, Vocabulary, consequences_of, plainly_deciding,
};
use crate::source::Sources;

/// Finds the fact or the attribute that a name means: `outdoors`, `chip.role`.
pub(super) fn find_datum(scheme: &Scheme, name: &str) -> Option<Datum> {
    let Some((inventory, attribute)) = name.split_once('.') else {
        return scheme.facts.find(name).map(Datum::Fact);
    };
    let (inventory, row) = scheme.inventories.lookup(inventory)?;
    let attribute = row.attributes.find(attribute)?;
    Some(Datum::Attribute(inventory, attribute))
}

/// Returns the names of all facts and attributes.
pub(super) fn names(scheme: &Scheme) -> Vec<String> {
    let facts = scheme.facts.keys().map(str::to_owned);
    let inventories = scheme.inventories.iter();
    let attributes = inventories.flat_map(|(_, inventory)| {
        let keys = inventory.attributes.keys();
        keys.map(|key| format!("{}.{key}", inventory.key))
    });
    facts.chain(attributes).collect()
}

/// Says whether an answer decides anything. Duties are asked about before constraints.
pub(super) fn decide_matter(scheme: &Scheme, name: &str, datum: Datum) -> (String, Exit) {
    if plainly_deciding(scheme).contains(&datum) {
        let text = format!(
            "`{name}` matters: it is used without a condition, to list the rows of a test, to choose configurations, or to compare models\n"
        );
        return (text, Exit::Fine);
    }
    let consequences = consequences_of(scheme);
    let reading = consequences.iter().filter(|one| one.data.contains(&datum));
    let reading: Vec<&Consequence> = reading.collect();
    if reading.is_empty() {
        let text = format!(
            "`{name}` never matters: no condition reads it, so that it is only asked and printed\n"
        );
        return (text, Exit::Errors);
    }
    match Vocabulary::of(scheme).find_difference(datum, &reading) {
        Matter::Never => {
            let text = format!(
                "proved: `{name}` never matters: no two products that differ in it alone are decided differently, though {}\n",
                readers(reading.len())
            );
            (text, Exit::Errors)
        }
        Matter::Decides(difference) if is_so(scheme, &reading, &difference) => {
            (shown(scheme, name, datum, &difference), Exit::Fine)
        }
        Matter::Decides(_) | Matter::Undecided => {
            let text = format!(
                "undecided: neither a proof that `{name}` never matters nor two products for which it does was found\n"
            );
            (text, Exit::Errors)
        }
    }
}

fn readers(count: usize) -> String {
    match count {
        1 => "one condition reads it".to_owned(),
        _ => format!("{count} conditions read it"),
    }
}

/// Judges both products once more, after they were read from their files.
fn is_so(scheme: &Scheme, consequences: &[&Consequence], difference: &Difference) -> bool {
    let mut consequences = consequences.iter();
    let Some(consequence) = consequences.find(|one| one.kind == difference.kind) else {
        return false;
    };
    let [first, second] = [&difference.product, &difference.other].map(|product| {
        let text = write_product(scheme, product);
        let mut told = Diagnostics::new();
        let mut sources = Sources::default();
        let file = sources.add("product.yaml", text.as_str());
        let read = told.take(read_product(scheme, file, &text));
        let is_constraint = matches!(consequence.kind, ConsequenceKind::Constraint(_));
        (read.target.lead, !told.has_errors() || is_constraint)
    });
    first.1 && second.1 && is_decided(scheme, consequence, &first.0, &second.0)
}

fn is_decided(
    scheme: &Scheme,
    consequence: &Consequence,
    first: &Situation,
    second: &Situation,
) -> bool {
    let here = Evaluator::new(scheme, first);
    let there = Evaluator::new(scheme, second);
    let condition = &consequence.condition;
    match consequence.entries {
        None => here.decide(condition) == Truth::Yes && there.decide(condition) == Truth::No,
        Some(inventory) => first.entries(inventory).iter().any(|entry| {
            let counterpart = second.entry(inventory, &entry.id);
            here.decide_for(condition, entry) == Truth::Yes
                && counterpart.is_some_and(|entry| there.decide_for(condition, entry) == Truth::No)
        }),
    }
}

fn shown(scheme: &Scheme, name: &str, datum: Datum, difference: &Difference) -> String {
    let so = difference.kind.words(scheme);
    let changes = changes(datum, &difference.product, &difference.other);
    let mut text = format!("# `{name}` matters: for this product {so}, and no longer if\n");
    for (question, before, after) in changes {
        let question =
            question.map_or_else(|| name.to_owned(), |entry| format!("{name} of {entry}"));
        let (before, after) = (answer_words(before), answer_words(after));
        _ = writeln!(text, "#   {question} is {after} instead of {before}");
    }
    text + &write_product(scheme, &difference.product)
}

/// Returns the answers that differ, each with the id of its entry.
fn changes<'p>(
    datum: Datum,
    product: &'p Situation,
    other: &'p Situation,
) -> Vec<(Option<&'p str>, &'p Answer, &'p Answer)> {
    match datum {
        Datum::Fact(fact) => vec![(None, product.fact(fact), other.fact(fact))],
        Datum::Attribute(inventory, attribute) => {
            let entries = product.entries(inventory).iter();
            let differing = entries.filter_map(|entry| {
                let before = entry.answer(attribute);
                let after = other.entry(inventory, &entry.id)?.answer(attribute);
                (!before.is_same(after)).then_some((Some(entry.id.as_str()), before, after))
            });
            differing.collect()
        }
        Datum::Inventory(_) => Vec::new(),
    }
}
