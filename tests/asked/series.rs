//! The series of the shipped camera: models that come, go and become alike. Measured before answers named their models:
//! dropping NS-4212-W renamed 329 slots of NS-4220-W, 331 slots vanished when two models became equal, and one line of comment
//! changed 40 of 70 requirements.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use praman::answers::{AnswerKey, Held};
use praman::view::{AskedTable, Standing, fill_blanks};

use crate::change::take_along;
use crate::world::{Desk, World};
use crate::{SHIPPED, shipped};

const LEAD: &str = "NS-4210-W";

/// Returns what is asked of the series as it ships. To find that takes a while, so it is found once.
fn table() -> &'static AskedTable {
    static TABLE: OnceLock<AskedTable> = OnceLock::new();
    TABLE.get_or_init(|| shipped().table())
}

/// Returns the part of the product file about a variant.
fn part(variant: &str) -> String {
    let (_, rest) = SHIPPED.split_once(&format!("  {variant}:\n")).unwrap();
    let lines = rest.lines().take_while(|line| line.starts_with("    "));
    let lines: Vec<&str> = lines.collect();
    format!("  {variant}:\n{}\n", lines.join("\n"))
}

fn keys_of(table: &AskedTable, model: &str) -> BTreeSet<AnswerKey> {
    let keys = table.iter().map(|(key, _)| key);
    let keys = keys.filter(|key| key.model.as_deref() == Some(model));
    keys.cloned().collect()
}

/// Says how many answers stand how, of those that a question is about; conflicts and what is missing are none.
fn to_review(desk: &Desk, table: &AskedTable) -> Vec<(AnswerKey, Vec<String>)> {
    let all = desk.all(table).into_iter();
    let review = all.filter_map(|(key, standing)| match standing {
        Standing::ToReview(changes) => Some((key, changes)),
        _ => None,
    });
    review.collect()
}

#[test]
fn a_model_is_dropped() {
    let table = table();
    let desk = Desk::full(table);
    let product = SHIPPED.replace(&part("NS-4212-W"), "");
    let world = World::shipped(&product, LEAD);
    let now = world.table();
    let (after, moved) = take_along(&desk, &world, &now);
    assert_eq!(moved, [""; 0]);
    // What was asked of the other models is asked of them, under the same keys.
    for model in [LEAD, "NS-4210-P", "NS-4220-W"] {
        let (before, keys) = (keys_of(table, model), keys_of(&now, model));
        assert_eq!(before, keys, "{model}");
        assert!(keys.len() > 300, "{model}");
    }
    assert_eq!(after.answers, desk.answers);
    let standings = after.standings(&now);
    let orphans: BTreeSet<AnswerKey> = standings.orphans().map(|(key, _)| key.clone()).collect();
    assert_eq!(orphans, keys_of(table, "NS-4212-W"));
    // What each model was asked stands; what was decided on all models together is decided on fewer.
    for (key, changes) in to_review(&after, &now) {
        assert_eq!(key.model, None, "{}", key.text());
        assert_eq!(changes, ["answers that it judges have changed"]);
    }
    // With the model its answers return.
    let (again, _) = take_along(&after, &shipped(), table);
    assert_eq!(to_review(&again, table), []);
}

#[test]
fn two_models_become_equal() {
    let table = table();
    let mut desk = Desk::full(table);
    let failed = table.iter().map(|(key, _)| key);
    let failed = failed
        .filter(|key| key.model.as_deref() == Some("NS-4212-W"))
        .find(|key| key.text().contains("/verdict/"))
        .unwrap()
        .clone();
    desk.answer(table, &failed, "fail");
    desk.judge_again(table);
    // The dome becomes the bullet with the motor zoom lens, but for its name.
    let other = part("NS-4212-W").replace("NS-4212-W", "NS-4220-W");
    let product = SHIPPED.replace(&part("NS-4220-W"), &other);
    let world = World::shipped(&product, LEAD);
    let now = world.table();
    let (after, moved) = take_along(&desk, &world, &now);
    assert_eq!(moved, [""; 0]);
    assert_eq!(after.answers, desk.answers);
    // The model that did not change is asked what it was asked, and stands.
    assert_eq!(keys_of(table, "NS-4212-W"), keys_of(&now, "NS-4212-W"));
    let review = to_review(&after, &now);
    for (key, _) in &review {
        assert_ne!(key.model.as_deref(), Some("NS-4212-W"), "{}", key.text());
    }
    // Both are asked the same.
    let slots = |model| {
        let keys = keys_of(&now, model).into_iter();
        keys.map(|key| key.slot).collect::<BTreeSet<_>>()
    };
    assert_eq!(slots("NS-4212-W"), slots("NS-4220-W"));
    // The verdict that is not that of the other model is there, with the model that has it.
    assert!(matches!(after.answers.get(&failed), Some(Held::Value(one)) if one.value == "fail"));
    let blanks = world.blanks();
    let blanks = blanks.iter().flat_map(|(_, blanks)| blanks);
    let mut blanks = blanks.filter(|blank| blank.keys().any(|key| key == failed));
    let blank = blanks.next().unwrap();
    assert!(blank.keys().count() > 1);
    let standings = after.standings(&now);
    let filled = fill_blanks([blank], &now, &after.answers, &standings);
    let view = &filled[&blank.text()];
    assert_eq!(view.value, None);
    assert!(view.shown.contains("(NS-4212-W)"), "{}", view.shown);
    assert!(now.shared().any(|keys| keys.contains(&failed)));
}

#[test]
fn two_models_that_were_alike_differ() {
    let table = table();
    let desk = Desk::full(table);
    let own = part("NS-4212-W").replace(
        "    change:\n",
        "    change:\n      interface.console.protection: \"A fuse.\"\n      housing.body.placed_in: private\n",
    );
    let product = SHIPPED.replace(&part("NS-4212-W"), &own);
    let world = World::shipped(&product, LEAD);
    let now = world.table();
    let (after, moved) = take_along(&desk, &world, &now);
    assert_eq!(moved, [""; 0]);
    assert_eq!(after.answers, desk.answers);
    for model in [LEAD, "NS-4210-P", "NS-4220-W"] {
        assert_eq!(keys_of(table, model), keys_of(&now, model), "{model}");
    }
    let review = to_review(&after, &now);
    assert!(!review.is_empty());
    for (key, changes) in review {
        // What reads the one or the other attribute, for this model alone.
        assert_eq!(key.model.as_deref(), Some("NS-4212-W"), "{}", key.text());
        let of_entry = |change: &String| {
            change.starts_with("entry.protection: ") || change.starts_with("entry.placed_in: ")
        };
        assert!(changes.iter().all(of_entry), "{changes:?}");
    }
}

#[test]
fn a_comment_changes_no_question() {
    let table = table();
    let commented = SHIPPED.replace("inventories:\n", "# What is in the box.\ninventories:\n");
    assert_ne!(commented, SHIPPED);
    let now = World::shipped(&commented, LEAD).table();
    let questions = |table: &AskedTable| {
        let all = table.iter();
        let all = all.map(|(key, asked)| (key.text(), asked.question.clone()));
        all.collect::<Vec<_>>()
    };
    assert_eq!(questions(table), questions(&now));
    let desk = Desk::full(table);
    assert_eq!(to_review(&desk, &now), []);
}

#[test]
fn variants_in_another_order_are_asked_the_same() {
    let table = table();
    let zoom = part("NS-4212-W");
    let product = SHIPPED
        .replace(&zoom, "")
        .replace("series:\n", &format!("series:\n{zoom}"));
    let world = World::shipped(&product, LEAD);
    let now = world.table();
    let desk = Desk::full(table);
    let keys = |table: &AskedTable| table.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>();
    assert_eq!(keys(table), keys(&now));
    assert_eq!(to_review(&desk, &now), []);
}
