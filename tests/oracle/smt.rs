//! A scheme as SMT-LIB 2, by what the language says of its words: nothing of the prover is used.
//!
//! Each inventory is a sort of its own, of which some elements are entries. A model has finitely many of them, since z3 makes its
//! models of uninterpreted sorts finite; and what has no model at all has no finite one.

use std::fmt::Write as _;

use praman::model::{
    AttributeKind, Condition, Mention, Number, Scheme, Type, TypeKind, open_mentions,
    visit_condition,
};

use super::told::{Told, name_of, scaled};

/// Writes the question whether a product can meet the last derived name of a scheme.
pub fn export(scheme: &Scheme) -> String {
    let mut text = String::new();
    for (id, inventory) in scheme.inventories.iter() {
        let name = &inventory.key;
        let _ = writeln!(
            text,
            "(declare-sort {name} 0)\n(declare-fun in_{name} ({name}) Bool)"
        );
        debug_assert_eq!(scheme.inventories.key(id), name.as_str());
    }
    for (_, fact) in scheme.facts.iter() {
        declare(&mut text, scheme, &fact.key, &fact.answer, None);
    }
    for (_, inventory) in scheme.inventories.iter() {
        for (_, attribute) in inventory.attributes.iter() {
            let name = name_of(&inventory.key, attribute);
            declare(
                &mut text,
                scheme,
                &name,
                &attribute.answer,
                Some(&inventory.key),
            );
            if attribute.acyclic {
                let own = &inventory.key;
                let _ = writeln!(
                    text,
                    "(declare-fun rank_{name} ({own}) Int)\n(assert (forall ((x {own})) (=> (and (in_{own} x) (not (none_{name} x))) \
                     (< (rank_{name} ({name} x)) (rank_{name} x)))))"
                );
            }
        }
    }
    let told = Told { scheme };
    for (_, subset) in scheme.subsets.iter() {
        let own = scheme
            .inventories
            .key(scheme.inventory_of(subset.of))
            .to_owned();
        let belongs = told.belongs(subset.of, "e0");
        let filter = told.condition(&subset.filter, &["e0".to_owned()]);
        let _ = writeln!(
            text,
            "(define-fun {} ((e0 {own})) Bool (and {belongs} {filter}))",
            subset.key
        );
    }
    for (_, derive) in scheme.derives.iter() {
        let meaning = told.condition(&derive.meaning, &[]);
        let _ = writeln!(text, "(define-fun {} () Bool {meaning})", derive.key);
    }
    for (_, constraint) in scheme.constraints.iter() {
        if !reads_claim(scheme, &constraint.condition) {
            let holds = told.condition(&constraint.condition, &[]);
            let _ = writeln!(text, "(assert {holds})");
        }
    }
    let asked = scheme
        .derives
        .iter()
        .next_back()
        .map_or("true", |(_, derive)| derive.key.as_str());
    let _ = writeln!(text, "(assert {asked})\n(check-sat)");
    text
}

fn reads_claim(scheme: &Scheme, condition: &Condition) -> bool {
    let mut mentions = Vec::new();
    visit_condition(condition, &mut |mention| mentions.push(mention));
    open_mentions(scheme, mentions)
        .into_iter()
        .any(|mention| match mention {
            Mention::Attribute(step) => {
                scheme.attribute(step.inventory, step.attribute).kind == AttributeKind::Claim
            }
            _ => false,
        })
}

/// Declares the functions of a question. `none_…` says that the answer is none; a set has a function for each member.
fn declare(text: &mut String, scheme: &Scheme, name: &str, kind: &Type, of: Option<&str>) {
    let (sort, bound) = (of.unwrap_or_default(), |what: String| match of {
        Some(own) => format!("(assert (forall ((x {own})) {what}))"),
        None => format!("(assert {what})"),
    });
    let of_x = |function: &str| match of {
        Some(_) => format!("({function} x)"),
        None => function.to_owned(),
    };
    let value = of_x(name);
    match &kind.kind {
        TypeKind::SetOf(choices) => {
            for choice in choices {
                let _ = writeln!(text, "(declare-fun {name}_{} ({sort}) Bool)", choice.key);
            }
            return;
        }
        TypeKind::Entries(target) => {
            let target = scheme.inventories.key(*target);
            let _ = writeln!(
                text,
                "(declare-fun {name} ({sort} {target}) Bool)\n\
                 (assert (forall ((x {sort}) (y {target})) (=> ({name} x y) (and (in_{sort} x) (in_{target} y)))))"
            );
            return;
        }
        _ => {}
    }
    let _ = writeln!(text, "(declare-fun none_{name} ({sort}) Bool)");
    if !kind.takes_none() {
        let _ = writeln!(
            text,
            "{}",
            bound(format!("(not {})", of_x(&format!("none_{name}"))))
        );
    }
    match &kind.kind {
        TypeKind::YesNo => _ = writeln!(text, "(declare-fun {name} ({sort}) Bool)"),
        TypeKind::Entry(target) => {
            let target = scheme.inventories.key(*target);
            let _ = writeln!(
                text,
                "(declare-fun {name} ({sort}) {target})\n\
                 (assert (forall ((x {sort})) (=> (and (in_{sort} x) (not (none_{name} x))) (in_{target} ({name} x)))))"
            );
        }
        TypeKind::OneOf(choices) => {
            let last = choices.len() - 1;
            let _ = writeln!(text, "(declare-fun {name} ({sort}) Int)");
            let _ = writeln!(text, "{}", bound(format!("(<= 0 {value} {last})")));
        }
        TypeKind::Number(numbers) => {
            let _ = writeln!(text, "(declare-fun {name} ({sort}) Int)");
            // Whole numbers are themselves, others are counted in millionths.
            let scale = |number: &Number| scaled(number, numbers.whole);
            if let Some(least) = &numbers.least {
                let _ = writeln!(text, "{}", bound(format!("(>= {value} {})", scale(least))));
            }
            if let Some(most) = &numbers.most {
                let _ = writeln!(text, "{}", bound(format!("(<= {value} {})", scale(most))));
            }
        }
        TypeKind::Date => {
            let _ = writeln!(text, "(declare-fun {name} ({sort}) Int)");
            let _ = writeln!(text, "{}", bound(format!("(<= 1 {value} 3652059)")));
        }
        _ => _ = writeln!(text, "(declare-fun {name} ({sort}) Int)"),
    }
}
