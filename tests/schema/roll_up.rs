//! Verdicts roll up by the rules that the schema states, from the JSON of a document alone: what is here knows
//! words of the schema, and nothing of any scheme.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use super::{every_target, written};

/// What was recorded, by slot.
type Recorded = BTreeMap<String, String>;

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).unwrap()
}

fn strings<'a>(value: &'a Value, key: &str) -> Vec<&'a str> {
    let all = list(value, key).iter();
    all.map(|one| one.as_str().unwrap()).collect()
}

/// A tool that rolls verdicts up.
struct Tool<'a> {
    document: &'a Value,
    recorded: &'a Recorded,
}

impl<'a> Tool<'a> {
    fn roll_up(&self) -> &'a Value {
        self.document.get("roll_up").unwrap()
    }

    fn worst(&self, classes: impl Iterator<Item = &'a str>) -> Option<&'a str> {
        let order = strings(self.roll_up(), "classes");
        classes.min_by_key(|class| order.iter().position(|one| one == class))
    }

    fn best(&self, classes: impl Iterator<Item = &'a str>) -> Option<&'a str> {
        let order = strings(self.roll_up(), "classes");
        classes.max_by_key(|class| order.iter().position(|one| one == class))
    }

    fn cell(&self, cell: &'a Value) -> &'a str {
        let slot = cell.get("slot").and_then(Value::as_str);
        let word = slot.and_then(|slot| self.recorded.get(slot));
        let verdicts = list(self.document.get("head").unwrap(), "verdicts");
        let known = word.and_then(|word| verdicts.iter().find(|one| text(one, "key") == word));
        known.map_or_else(|| text(self.roll_up(), "empty"), |one| text(one, "class"))
    }

    fn part(&self, part: &'a Value, product: &str) -> Option<&'a str> {
        let cells = list(part, "cells").iter();
        let counts = cells.filter(|cell| strings(cell, "products").contains(&product));
        let classes = counts.map(|cell| self.cell(cell));
        let class = match text(part, "entries") {
            "best" => self.best(classes),
            other => {
                assert_eq!(other, "worst");
                self.worst(classes)
            }
        };
        class.or_else(|| part.get("without").and_then(Value::as_str))
    }

    fn control(&self, name: &str) -> Option<&'a str> {
        let controls = list(self.roll_up(), "controls").iter();
        let control = controls
            .clone()
            .find(|one| text(one, "control") == name)
            .unwrap();
        match text(control, "how") {
            "none" => None,
            "follows" => {
                let classes = strings(control, "follows").into_iter();
                self.worst(classes.filter_map(|other| self.control(other)))
            }
            other => {
                assert_eq!(other, "parts");
                let products = strings(control, "products");
                let parts = list(control, "parts").iter();
                let classes = parts.flat_map(|part| {
                    let products = products.iter();
                    products.filter_map(|product| self.part(part, product))
                });
                Some(self.worst(classes).unwrap_or("undecided"))
            }
        }
    }

    fn all(&self) -> BTreeMap<&'a str, Option<&'a str>> {
        let controls = list(self.roll_up(), "controls").iter();
        let names = controls.map(|control| text(control, "control"));
        names.map(|name| (name, self.control(name))).collect()
    }
}

fn cells(document: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let controls = list(document.get("roll_up").unwrap(), "controls").iter();
    controls.flat_map(|control| {
        let parts = list(control, "parts").iter();
        let cells = parts.flat_map(|part| list(part, "cells"));
        cells.map(|cell| (text(control, "control"), cell))
    })
}

fn slots(document: &Value) -> Vec<&str> {
    let slots = cells(document).filter_map(|(_, cell)| cell.get("slot").and_then(Value::as_str));
    slots.collect()
}

fn record(document: &Value, word: &str) -> Recorded {
    let slots = slots(document).into_iter();
    slots
        .map(|slot| (slot.to_owned(), word.to_owned()))
        .collect()
}

fn plan_of(product: &str) -> Value {
    let documents = written(&["build", product, "--target", "plan"]);
    let plan = documents.into_iter().find(|(name, _)| name == "test-plan");
    plan.unwrap().1
}

/// Collects the texts under a key anywhere below a value.
fn collect<'a>(value: &'a Value, key: &str, into: &mut BTreeSet<&'a str>) {
    match value {
        Value::Object(members) => {
            for (name, inner) in members {
                if name == key
                    && let Some(text) = inner.as_str()
                {
                    into.insert(text);
                }
                collect(inner, key, into);
            }
        }
        Value::Array(all) => all.iter().for_each(|inner| collect(inner, key, into)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn every_verdict_of_the_plan_counts_once_and_rests_on_results_of_the_plan() {
    for example in ["ip-camera", "smart-lock", "wired-sensor"] {
        let plan = plan_of(&format!("examples/{example}/product.yaml"));
        let mut verdicts = BTreeSet::new();
        let mut results = BTreeSet::new();
        for run in list(&plan, "runs") {
            for row in list(run, "rows") {
                for serves in list(row, "serves") {
                    collect(serves, "slot", &mut verdicts);
                }
            }
            collect(run, "result", &mut results);
        }
        let counted = slots(&plan);
        let once: BTreeSet<&str> = counted.iter().copied().collect();
        assert_eq!(once.len(), counted.len(), "{example}: a slot counts twice");
        assert_eq!(once, verdicts, "{example}");
        for (control, cell) in cells(&plan) {
            let rests_on = strings(cell, "results");
            let is_known = cell.get("slot").is_some_and(Value::is_string);
            assert_eq!(rests_on.is_empty(), !is_known, "{example}: {control}");
            assert!(rests_on.iter().all(|slot| results.contains(slot)), "{cell}");
        }
    }
}

#[test]
fn the_documents_of_a_product_agree_on_what_counts() {
    let documents = written(&[
        "build",
        "examples/smart-lock/product.yaml",
        "--target",
        &every_target(),
    ]);
    let with = documents
        .iter()
        .filter(|(_, one)| one.get("roll_up").is_some());
    let counted: Vec<_> = with.map(|(name, one)| (name, slots(one))).collect();
    assert_eq!(counted.len(), 3, "plan, checklist and traceability");
    for pair in counted.windows(2) {
        if let [(_, one), (name, other)] = pair {
            assert!(one == other, "{name}");
        }
    }
}

#[test]
fn the_worst_verdict_of_a_control_wins() {
    let plan = plan_of("examples/ip-camera/product.yaml");
    let roll = |recorded: &Recorded| {
        let tool = Tool {
            document: &plan,
            recorded,
        };
        let all = tool.all().into_iter();
        all.map(|(name, class)| (name.to_owned(), class.unwrap_or("none").to_owned()))
            .collect::<BTreeMap<String, String>>()
    };
    let empty = roll(&Recorded::new());
    assert!(
        empty
            .values()
            .all(|class| class == "undecided" || class == "none"),
        "{empty:?}"
    );
    let mut recorded = record(&plan, "pass");
    let passed = roll(&recorded);
    // A control that is set aside has no verdict, whatever is recorded.
    for (name, class) in &passed {
        let aside = empty.get(name).is_some_and(|before| before == "none");
        assert_eq!(class, if aside { "none" } else { "good" }, "{name}");
    }
    let (control, cell) = cells(&plan).next().unwrap();
    recorded.insert(text(cell, "slot").to_owned(), "fail".to_owned());
    let failed = roll(&recorded);
    // Those that are covered follow.
    let own: BTreeSet<&str> = cells(&plan).map(|(name, _)| name).collect();
    let bad: Vec<&str> = failed
        .iter()
        .filter(|(name, class)| *class == "bad" && own.contains(name.as_str()))
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(bad, [control]);
}

#[test]
fn one_good_entry_is_enough_where_the_scheme_says_so_in_every_product_of_a_series() {
    let folder = tempfile::tempdir().unwrap();
    let name = |file: &str| folder.path().join(file).to_str().unwrap().to_owned();
    let write = |file: &str, text: &str| std::fs::write(folder.path().join(file), text).unwrap();
    let scheme = [
        include_str!("../plan/prelude.txt"),
        include_str!("at-least-one.prm"),
    ];
    let verdicts =
        "  verdict good \"Good\" good\n  verdict bad \"Bad\" bad\n  provenance verdicts ours\n";
    let with_verdicts = format!("  forms F03\n{verdicts}");
    write(
        "scheme.prm",
        &scheme.concat().replacen("  forms F03\n", &with_verdicts, 1),
    );
    let lead = "scheme: scheme@1\nlevel: L1\nproduct: { name: Lead }\ninventories:\n  image: { a: { os: linux }, b: { os: rtos } }\n  port: none\n";
    let build = |product: &str, series: &str| {
        write(product, &format!("{lead}{series}"));
        assert!(Path::new(&name(product)).exists());
        let files = written(&[
            "build",
            &name(product),
            "--scheme",
            &name("scheme.prm"),
            "--target",
            "plan",
        ]);
        files
            .into_iter()
            .find(|(name, _)| name == "test-plan")
            .unwrap()
            .1
    };
    let classes = |plan: &Value, good: &[&str]| {
        let mut recorded = record(plan, "bad");
        for (slot, word) in &mut recorded {
            if good.iter().any(|good| slot.ends_with(good)) {
                "good".clone_into(word);
            }
        }
        let tool = Tool {
            document: plan,
            recorded: &recorded,
        };
        ["cat:C.1", "cat:C.2"].map(|name| tool.control(name).unwrap().to_owned())
    };
    let one = build("one.yaml", "");
    assert_eq!(classes(&one, &["image.a"]), ["good", "good"]);
    assert_eq!(classes(&one, &[]), ["bad", "bad"]);
    let series = build(
        "series.yaml",
        "series:\n  small: { remove: [image.a, image.b] }\n",
    );
    assert_eq!(classes(&series, &["image.a"]), ["bad", "bad"]);
}
