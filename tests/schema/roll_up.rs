//! Verdicts roll up by the rules that the schema states, from the JSON of a document alone: what is here knows
//! words of the schema, and nothing of any scheme.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use praman::model::VerdictClass;
use proptest::prelude::*;
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
        self.first(classes, &strings(self.roll_up(), "classes"))
    }

    fn best(&self, classes: impl Iterator<Item = &'a str>) -> Option<&'a str> {
        let mut order = strings(self.roll_up(), "classes");
        order.reverse();
        self.first(classes, &order)
    }

    /// Unites classes: the first in the order, or what is set aside where there are no others.
    fn first(&self, classes: impl Iterator<Item = &'a str>, order: &[&'a str]) -> Option<&'a str> {
        let aside = text(self.roll_up(), "set_aside");
        let classes: Vec<&str> = classes.collect();
        let decided = classes.iter().filter(|class| **class != aside);
        let first = decided.min_by_key(|class| order.iter().position(|one| one == *class));
        first.or(classes.first()).copied()
    }

    fn cell(&self, cell: &'a Value) -> &'a str {
        let slot = cell.get("slot").and_then(Value::as_str);
        let word = slot.and_then(|slot| self.recorded.get(slot));
        let verdicts = list(self.document.get("head").unwrap(), "verdicts");
        let known = word.and_then(|word| verdicts.iter().find(|one| text(one, "key") == word));
        let class = known.map(|one| text(one, "class"));
        let agreed = cell.get("agreed").and_then(Value::as_str);
        let agreed = agreed.and_then(|slot| self.recorded.get(slot));
        let counts = |class: &&str| {
            *class != text(self.roll_up(), "set_aside") || agreed.is_some_and(|one| one == "agreed")
        };
        class
            .filter(counts)
            .unwrap_or_else(|| text(self.roll_up(), "empty"))
    }

    fn part(&self, part: &'a Value, product: &str) -> Option<&'a str> {
        if !strings(part, "products").contains(&product) {
            return None;
        }
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
        let aside = text(self.roll_up(), "set_aside");
        let without = part.get("without").and_then(Value::as_str);
        class.filter(|class| *class != aside).or(without).or(class)
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
                let aside = text(self.roll_up(), "set_aside");
                let class = self.worst(classes).filter(|class| *class != aside);
                Some(class.unwrap_or("undecided"))
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
    let documents = written(&["build", product, "--target", "record"]);
    let plan = documents.into_iter().find(|(name, _)| name == "record");
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
        for run in list(&plan, "sheets") {
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
        .filter(|(_, one)| one.get("roll_up").is_some_and(|found| !found.is_null()));
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

/// A scheme of its own with its verdict words, in a folder with products.
struct Made {
    folder: tempfile::TempDir,
}

impl Made {
    fn new() -> Self {
        let made = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        let scheme = [
            include_str!("../plan/prelude.txt"),
            include_str!("at-least-one.prm"),
        ];
        let words = [
            "good \"Good\" good",
            "bad \"Bad\" bad",
            "not-performed \"Not performed\" undecided",
            "not-applicable-here \"Not applicable here\" set-aside",
        ];
        let words: String = words.map(|word| format!("  verdict {word}\n")).concat();
        let with_verdicts = format!("  forms F03\n{words}  provenance verdicts ours\n");
        let scheme = scheme.concat().replacen("  forms F03\n", &with_verdicts, 1);
        made.write("scheme.prm", &scheme);
        made
    }

    fn name(&self, file: &str) -> String {
        self.folder.path().join(file).to_str().unwrap().to_owned()
    }

    fn write(&self, file: &str, text: &str) {
        std::fs::write(self.folder.path().join(file), text).unwrap();
    }

    /// Builds the test plan of a product with two images, in a series.
    fn plan(&self, product: &str, series: &str) -> Value {
        let lead = "scheme: scheme@1\nlevel: L1\nproduct: { name: Lead }\ninventories:\n  image: { a: { os: linux }, b: { os: rtos } }\n  port: none\n";
        self.write(product, &format!("{lead}{series}"));
        assert!(Path::new(&self.name(product)).exists());
        let (product, scheme) = (self.name(product), self.name("scheme.prm"));
        let files = written(&["build", &product, "--scheme", &scheme, "--target", "record"]);
        let plan = files.into_iter().find(|(name, _)| name == "record");
        plan.unwrap().1
    }
}

#[test]
fn one_good_entry_is_enough_where_the_scheme_says_so_in_every_product_of_a_series() {
    let made = Made::new();
    let classes = |plan: &Value, good: &[&str]| {
        ["cat:C.1", "cat:C.2"].map(|control| class_of(plan, control, good))
    };
    let one = made.plan("one.yaml", "");
    assert_eq!(classes(&one, &["image.a"]), ["good", "good"]);
    assert_eq!(classes(&one, &[]), ["bad", "bad"]);
    let series = made.plan(
        "series.yaml",
        "series:\n  small: { remove: [image.a, image.b] }\n",
    );
    assert_eq!(classes(&series, &["image.a"]), ["bad", "bad"]);
}

/// Returns the class of a control of a plan, where all is bad but for some slots.
fn class_of(plan: &Value, control: &str, good: &[&str]) -> String {
    let mut recorded = record(plan, "bad");
    for (slot, word) in &mut recorded {
        let (slot, _models) = slot.split_once('@').unwrap_or((slot, ""));
        if good.iter().any(|good| slot.ends_with(good)) {
            "good".clone_into(word);
        }
    }
    let tool = Tool {
        document: plan,
        recorded: &recorded,
    };
    tool.control(control).unwrap().to_owned()
}

#[test]
fn each_entry_needs_a_good_one_among_those_that_refer_to_it_in_every_product_of_a_series() {
    let made = Made::new();
    let of = |name: &str, paths: &str| {
        let plan = made.plan(name, paths);
        move |good: &[&str]| class_of(&plan, "cat:C.6", good)
    };
    let both = of(
        "both.yaml",
        "  path: { p: { writes: [a, b] }, q: { writes: [b] } }\n",
    );
    assert_eq!(both(&["path.p"]), "good");
    assert_eq!(both(&["path.q"]), "bad");
    let without = of("without.yaml", "  path: { p: { writes: [a] } }\n");
    assert_eq!(without(&["path.p"]), "bad");
    let open = of(
        "open.yaml",
        "  path: { p: { writes: [a] }, more: unknown }\n",
    );
    assert_eq!(open(&["path.p"]), "undecided");
    let lead = "  path: { p: { writes: [a] }, q: { writes: [b] } }\nseries:\n";
    let fewer = of(
        "fewer.yaml",
        &format!("{lead}  small: {{ remove: [image.b, path.q] }}\n"),
    );
    assert_eq!(fewer(&["path.p", "path.q"]), "good");
    assert_eq!(fewer(&["path.p"]), "bad");
    let other = of(
        "other.yaml",
        &format!("{lead}  other: {{ change: {{ path.q.writes: [a] }} }}\n"),
    );
    assert_eq!(other(&["path.p", "path.q"]), "bad");
}

#[test]
fn single_cases_have_a_verdict_of_their_own_that_rests_on_them_alone() {
    let plan = Made::new().plan("one.yaml", "");
    let of = |name: &str| {
        let (_, cell) = cells(&plan).find(|(control, _)| *control == name).unwrap();
        (text(cell, "slot"), strings(cell, "results"))
    };
    assert_eq!(
        of("cat:C.4"),
        (
            "cat:C.4/verdict/boots.forged/image.a",
            vec!["document/result/boots.forged/image.a"]
        )
    );
    assert_eq!(
        of("cat:C.5"),
        (
            "cat:C.5/verdict/boots/image.a",
            vec![
                "document/result/boots.genuine",
                "document/result/boots.forged/image.a",
                "document/result/boots.old/image.a"
            ]
        )
    );
}

#[test]
fn products_for_which_other_cases_are_carried_out_have_verdicts_of_their_own() {
    let series = "  path: none\nfacts: { access: lab }\nseries:\n  near: { change: { image.b.os: linux } }\n  far: { change: { access: site } }\n";
    let plan = Made::new().plan("apart.yaml", series);
    let own = cells(&plan).filter(|(name, cell)| {
        *name == "cat:C.7" && cell.get("entry").and_then(Value::as_str) != Some("image.b")
    });
    let shown: Vec<String> = own
        .map(|(_, cell)| {
            let results = strings(cell, "results").into_iter();
            let results: Vec<&str> = results.filter_map(|slot| slot.split('/').nth(2)).collect();
            let products = strings(cell, "products").join("+");
            format!("{}: {products}: {}", text(cell, "slot"), results.join(" "))
        })
        .collect();
    insta::assert_snapshot!(shown.join("\n"));
}

#[test]
fn each_result_that_is_set_aside_is_agreed_by_itself() {
    let plan = Made::new().plan("one.yaml", "");
    let (_, cell) = cells(&plan).find(|(name, _)| *name == "cat:C.5").unwrap();
    assert_eq!(
        strings(cell, "results_agreed"),
        [
            "document/result-agreed/boots.genuine",
            "document/result-agreed/boots.forged/image.a",
            "document/result-agreed/boots.old/image.a"
        ]
    );
    let mut printed = BTreeSet::new();
    collect(plan.get("sheets").unwrap(), "agreed", &mut printed);
    let own = strings(cell, "results_agreed");
    assert!(own.iter().all(|slot| printed.contains(slot)));
}

/// What is recorded for the two images: a word, and what the assessor says of it.
type Said<'s> = [(&'s str, Option<&'s str>); 2];

/// Records words in the cells of a control, in order.
fn say(plan: &Value, said: Said<'_>) -> Recorded {
    let mut recorded = Recorded::new();
    for control in ["cat:C.1", "cat:C.3"] {
        let own = cells(plan).filter(|(name, _)| *name == control);
        for ((_, cell), (word, agreed)) in own.zip(said) {
            recorded.insert(text(cell, "slot").to_owned(), word.to_owned());
            let agreed = agreed.map(|one| (text(cell, "agreed").to_owned(), one.to_owned()));
            recorded.extend(agreed);
        }
    }
    recorded
}

/// Rolls a control with the best and one with the worst of two images up.
fn rolled<'a>(plan: &'a Value, recorded: &'a Recorded) -> [&'a str; 2] {
    let tool = Tool {
        document: plan,
        recorded,
    };
    ["cat:C.1", "cat:C.3"].map(|name| tool.control(name).unwrap())
}

#[test]
fn what_is_set_aside_leaves_once_the_assessor_has_agreed() {
    let plan = Made::new().plan("one.yaml", "");
    let na = "not-applicable-here";
    let cases: [(Said<'_>, [&str; 2]); 7] = [
        ([("good", None), (na, Some("agreed"))], ["good", "good"]),
        ([("good", None), (na, None)], ["good", "undecided"]),
        (
            [("good", None), (na, Some("refused"))],
            ["good", "undecided"],
        ),
        ([("bad", None), (na, Some("agreed"))], ["bad", "bad"]),
        (
            [("good", None), ("not-performed", None)],
            ["good", "undecided"],
        ),
        // Without any cell left, one that is enough is missing, and a control is not passed by setting all aside.
        (
            [(na, Some("agreed")), (na, Some("agreed"))],
            ["bad", "undecided"],
        ),
        (
            [(na, Some("agreed")), (na, None)],
            ["undecided", "undecided"],
        ),
    ];
    for (said, expected) in cases {
        assert_eq!(rolled(&plan, &say(&plan, said)), expected, "{said:?}");
    }
}

#[test]
fn the_rules_of_the_schema_are_those_of_the_program() {
    let plan = Made::new().plan("one.yaml", "");
    let words = ["good", "bad", "not-performed", "not-applicable-here"];
    let one = (
        prop::sample::select(words.to_vec()),
        prop::sample::select(vec![None, Some("agreed"), Some("refused")]),
    );
    let class = |(word, agreed): (&str, Option<&str>)| match (word, agreed) {
        ("good", _) => VerdictClass::Good,
        ("bad", _) => VerdictClass::Bad,
        ("not-applicable-here", Some("agreed")) => VerdictClass::SetAside,
        (_, _) => VerdictClass::Undecided,
    };
    let decided = |class: &VerdictClass| *class != VerdictClass::SetAside;
    proptest!(|(said in [one.clone(), one])| {
        let best = VerdictClass::best(said.map(class)).filter(decided);
        let worst = VerdictClass::worst(said.map(class)).filter(decided);
        let expected = [best.unwrap_or(VerdictClass::Bad), worst.unwrap_or(VerdictClass::Undecided)];
        let recorded = say(&plan, said);
        prop_assert_eq!(rolled(&plan, &recorded), expected.map(VerdictClass::word));
    });
}
