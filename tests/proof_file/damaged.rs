//! Damaged files: both checkers refuse them.

use serde_json::{Value, json};

use super::*;

/// Each chip has an image, and each image runs on one chip: four chips need four images.
pub const PIGEONS: &str = r#"
constraint "Each chip is read" = every chip satisfies some image where runs_on is this chip
derive crowded "crowded" = at least 4 chip and at most 3 image
derive outside "outside" = (some chip where (cores > 4 and role is soc)) and (every chip satisfies cores < 5)
derive late "late" = support > 2026-06 and support < 2026-07
derive lone "lone" = some chip and no image
derive fine "fine" = (some chip where role is soc) and outdoors
"#;

/// Returns the files about a name that holds, or does not, in a scheme.
fn file(name: &str) -> Value {
    let scheme = read(PIGEONS);
    let base = Situation::default();
    let mut prover = Prover::new(&scheme, &base, []);
    let condition = &scheme.derives.lookup(name).unwrap().1.meaning;
    let holds = true;
    let text = file_of(&mut prover, name, &[Wish::that(condition, holds)]);
    assert_eq!(check(&text), Ok(()));
    serde_json::from_str(&text).unwrap()
}

/// Returns a file after a change at a place, as a pointer of JSON names it.
#[track_caller]
fn changed(file: &Value, place: &str, change: impl FnOnce(&mut Value)) -> String {
    let mut damaged = file.clone();
    change(damaged.pointer_mut(place).unwrap());
    assert_ne!(damaged, *file, "{place}");
    damaged.to_string()
}

#[test]
fn a_step_less_or_another_one() {
    let file = file("crowded");
    let steps = file["proofs"][0]["steps"].as_array().unwrap().clone();
    assert!(steps.len() > 1, "{steps:?}");
    let without =
        |kept: Vec<Value>| changed(&file, "/proofs/0/steps", |steps| *steps = kept.into());
    // Without all of them the conflict does not follow; a variable that stands nowhere follows from nothing.
    let first = "/proofs/0/steps/0";
    refuse(&[
        without(Vec::new()),
        changed(&file, first, |step| {
            *step = "99999".into();
        }),
        changed(&file, first, |step| {
            *step = "1 x".into();
        }),
    ]);
    // A step less, and a literal that is turned: what follows all the same is no fault. Both checkers say the same of each.
    let mut damaged = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        let mut kept = steps.clone();
        kept.remove(at);
        damaged.push(without(kept));
        let text = step.as_str().unwrap();
        let turned = text
            .strip_prefix('-')
            .map_or(format!("-{text}"), str::to_owned);
        damaged.push(changed(&file, &format!("/proofs/0/steps/{at}"), |step| {
            *step = turned.into();
        }));
    }
    let (refused, accepted): (Vec<_>, Vec<_>) =
        damaged.into_iter().partition(|file| check(file).is_err());
    assert!(refused.len() > accepted.len(), "{}", refused.len());
    refuse(&refused);
    accept(&accepted);
}

#[test]
fn a_constraint_less() {
    for name in ["crowded", "lone"] {
        let file = file(name);
        refuse(&[
            changed(&file, "/proofs/0/constraints", |all| {
                *all = json!([]);
            }),
            changed(&file, "/proofs/0/constraints/0/condition/every", |every| {
                every["where"] = json!({"test": {"entry": 0, "path": ["role"], "operator": "is", "values": ["soc"]}});
            }),
        ]);
    }
}

#[test]
fn fewer_places() {
    let file = file("crowded");
    refuse(&[
        changed(&file, "/proofs/0/inventories/0/places/0", |places| {
            *places = 2.into();
        }),
        changed(&file, "/proofs/0/inventories/1/places/1", |places| {
            *places = 2.into();
        }),
        changed(&file, "/proofs/0/inventories/0/places", |places| {
            *places = json!([]);
        }),
        changed(&file, "/proofs/0/inventories/0/places", |places| {
            *places = json!([4]);
        }),
    ]);
}

#[test]
fn another_question() {
    let file = file("crowded");
    refuse(&[
        changed(&file, "/proofs/0/wishes", |wishes| {
            *wishes = json!([]);
        }),
        changed(&file, "/proofs/0/wishes/0/all/0/at-least/count", |count| {
            *count = 2.into();
        }),
        changed(&file, "/proofs/0/wishes/0/all/1/at-most/count", |count| {
            *count = 4.into();
        }),
        changed(&file, "/proofs", |proofs| {
            *proofs = json!([]);
        }),
        changed(&file, "/praman-proof", |version| {
            *version = 2.into();
        }),
    ]);
}

#[test]
fn a_value_less() {
    let outside = file("outside");
    let values = "/proofs/0/inventories/0/attributes/1/values";
    let mut damaged = Vec::new();
    for at in 0..outside.pointer(values).unwrap().as_array().unwrap().len() {
        damaged.push(changed(&outside, values, |values| {
            values.as_array_mut().unwrap().remove(at);
        }));
    }
    let late = file("late");
    damaged.push(changed(&late, "/proofs/0/facts/0/values", |values| {
        *values = json!(["2026-06-30", "2026-07-01"]);
    }));
    damaged.push(changed(
        &late,
        "/proofs/0/wishes/0/all/1/test/values",
        |values| {
            *values = json!(["2026-08"]);
        },
    ));
    // Of numbers between bounds, one stands for all that no test tells from it.
    let needed: Vec<String> = damaged
        .into_iter()
        .filter(|file| check(file).is_err())
        .collect();
    assert!(needed.len() >= 4, "{}", needed.len());
    refuse(&needed);
}

#[test]
fn a_product_that_meets_less() {
    let file = file("fine");
    let product = "/counterexample/product";
    refuse(&[
        changed(&file, &format!("{product}/facts/outdoors"), |answer| {
            *answer = false.into();
        }),
        changed(&file, &format!("{product}/facts/outdoors"), |answer| {
            *answer = Value::Null;
        }),
        changed(&file, &format!("{product}/entries/chip"), |chips| {
            *chips = json!([]);
        }),
        changed(&file, &format!("{product}/entries/image"), |images| {
            *images = json!([]);
        }),
        changed(
            &file,
            &format!("{product}/entries/chip/0/answers/role"),
            |answer| {
                *answer = "mcu".into();
            },
        ),
        changed(
            &file,
            &format!("{product}/entries/chip/0/answers/role"),
            |answer| {
                *answer = "none".into();
            },
        ),
        changed(
            &file,
            &format!("{product}/entries/image/0/answers/runs_on"),
            |answer| {
                *answer = "chip_9".into();
            },
        ),
    ]);
}

/// Returns the file about chips in which they are asked something else.
#[track_caller]
fn asked(operator: &str, values: Value) -> String {
    let test = "/counterexample/wishes/0/all/0/some/where/test";
    changed(&file("fine"), test, |test| {
        test["operator"] = operator.into();
        test["values"] = values;
    })
}

/// A word that the format does not have is not taken for another one.
#[test]
fn another_word() {
    let kind = "inventories/0/attributes/0/type";
    refuse(&[
        asked("equals", json!(["soc"])),
        // These ask about numbers, sets and texts.
        asked("less", json!(["soc"])),
        asked("has-any", json!(["soc"])),
        asked("is-given", json!([])),
        changed(
            &file("fine"),
            "/counterexample/wishes/0/all/0",
            |condition| {
                *condition = json!({"not": {"few": {"of": "chip"}}});
            },
        ),
        changed(&file("fine"), &format!("/counterexample/{kind}"), |kind| {
            *kind = "banana".into();
        }),
        changed(&file("outside"), &format!("/proofs/0/{kind}"), |kind| {
            *kind = "banana".into();
        }),
    ]);
}

#[test]
fn values_that_are_not_asked() {
    let outdoors = "/counterexample/wishes/0/all/1/test";
    refuse(&[
        asked("is", json!(["soc", "mcu"])),
        asked("is-not", json!([])),
        asked("not-one-of", json!([])),
        asked("one-of", json!("soc")),
        asked("one-of", json!(["soc", 1])),
        asked("one-of", json!(["soc", null])),
        asked("one-of", json!(["soc", {"this": -1}])),
        asked("one-of", json!(["soc", {"this": 0, "that": 0}])),
        changed(&file("fine"), outdoors, |test| {
            test["values"] = json!([true]);
        }),
    ]);
}

#[test]
fn a_key_more_or_less() {
    let file = file("fine");
    let chips = "/counterexample/wishes/0/all/0";
    refuse(&[
        changed(&file, &format!("{chips}/some/where/test"), |test| {
            test["value"] = "mcu".into();
        }),
        changed(&file, &format!("{chips}/some/where/test"), |test| {
            test["fact"] = "outdoors".into();
        }),
        changed(&file, &format!("{chips}/some/where/test/entry"), |entry| {
            *entry = json!(-1);
        }),
        changed(&file, &format!("{chips}/some"), |some| {
            some["satisfies"] = json!({"any": []});
        }),
        changed(&file, &format!("{chips}/some"), |some| {
            some["count"] = 1.into();
        }),
        changed(&file, chips, |chips| {
            *chips = json!({"at-least": {"of": "chip"}});
        }),
        changed(&file, chips, |chips| {
            chips["any"] = json!([]);
        }),
    ]);
}

/// Without wishes nothing is claimed, whatever the constraints say.
#[test]
fn no_wishes() {
    let fine = file("fine");
    let late = file("late");
    refuse(&[
        changed(&fine, "/counterexample/wishes", |wishes| {
            *wishes = json!([]);
        }),
        changed(&late, "/proofs/0", |proof| {
            let wish = proof["wishes"][0].take();
            proof["constraints"] = json!([{"title": "Late", "condition": wish}]);
            proof["wishes"] = json!([]);
        }),
    ]);
}
