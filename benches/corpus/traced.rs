//! A scheme like the input of a requirements tracer: requirements with two links each, to a parent and to a procedure,
//! and nothing else. For `n` requirements `n / 10` parents and `n / 5` procedures; the same size gives the same bytes.

use std::fmt::Write;

/// The number of items in a generated file.
const ITEMS_PER_FILE: usize = 100;

/// What requirements speak of.
const SUBJECTS: [&str; 10] = [
    "device",
    "update client",
    "radio stack",
    "boot loader",
    "pairing service",
    "cloud endpoint",
    "credential store",
    "debug port",
    "event log",
    "web interface",
];

/// What they ask.
const ACTIONS: [&str; 5] = [
    "authenticates every peer before it exchanges data",
    "rejects firmware images that are not signed",
    "stores secrets in protected memory",
    "limits failed logins to five in a minute",
    "returns to a safe state after a loss of power",
];

/// The product file that goes with it: nothing is asked of the product.
pub const PRODUCT: &str = "scheme: bench@1\nlevel: L3\nproduct:\n  name: Probe\n  model: P-1\n";

/// Returns a scheme with a number of requirements as files: path and text.
pub fn traced(requirements: usize) -> Vec<(String, String)> {
    let parents = (requirements / 10).max(1);
    let procedures = (requirements / 5).max(1);
    let mut files = vec![
        ("levels/traced.prm".to_owned(), edition()),
        ("requirements/base.prm".to_owned(), base()),
        (
            "requirements/parent/catalog.prm".to_owned(),
            catalogs(requirements, parents),
        ),
    ];
    let mut text = "in parent@1\n".to_owned();
    for index in 0..parents {
        parent(&mut text, index, parents, requirements);
    }
    files.push(("requirements/parent/controls.prm".to_owned(), text));
    add_files(
        &mut files,
        "procedures",
        "provenance procedure ours\n",
        procedures,
        &|text, index| {
            procedure(text, index);
        },
    );
    add_files(
        &mut files,
        "req",
        "in req@1\n",
        requirements,
        &|text, index| {
            requirement(text, index, index % parents, index % procedures);
        },
    );
    files
}

fn add_files(
    files: &mut Vec<(String, String)>,
    folder: &str,
    head: &str,
    count: usize,
    item: &dyn Fn(&mut String, usize),
) {
    for (number, first) in (0..count).step_by(ITEMS_PER_FILE).enumerate() {
        let mut text = head.to_owned();
        (first..(first + ITEMS_PER_FILE).min(count)).for_each(|index| item(&mut text, index));
        files.push((format!("requirements/{folder}/{number:05}.prm"), text));
    }
}

fn edition() -> String {
    "edition bench@1 \"A corpus of links\" {\n  status draft\n  levels L1 < L2 < L3\n  \
     uses parent@1 at every level\n  uses req@1 with L1 = L1, L2 = L2, L3 = L3\n  \
     provenance title, levels, verdicts, form ours\n  verdict pass \"Pass\" good\n  \
     verdict fail \"Fail\" bad\n  forms F\n}\n"
        .to_owned()
}

fn base() -> String {
    "provenance evidence, form ours\n\nparty vendor \"Vendor\"\n\nform F \"Form\" {\n  number unknown\n  \
     section all \"All\" {\n    number unknown\n    holds evidence, responses\n  }\n}\n\n\
     evidence record \"Configuration export\" {\n  kind document\n  form F all\n  \
     contains \"The configuration export with the record of the trial.\"\n}\n"
        .to_owned()
}

fn catalogs(requirements: usize, parents: usize) -> String {
    let provenance = "provenance number, title, statement, levels, strength, applies, evidence, \
                      procedure, relation, treatment ours";
    format!(
        "catalog parent@1 \"Parents\" {{\n  publisher \"Nobody\"\n  controls {parents}\n  {provenance}\n}}\n\n\
         catalog req@1 \"Requirements\" {{\n  publisher \"Nobody\"\n  levels L1 < L2 < L3\n  \
         controls {requirements}\n  {provenance}\n}}\n"
    )
}

fn subject(index: usize) -> &'static str {
    SUBJECTS.get(index % SUBJECTS.len()).unwrap_or(&"device")
}

fn parent(text: &mut String, index: usize, parents: usize, requirements: usize) {
    let covers = (index..requirements).step_by(parents).take(10);
    let covers: Vec<String> = covers.map(|index| format!("req:R{index}")).collect();
    let _ = write!(
        text,
        "\ncontrol P{index} \"Parent {index}: {}\" {{\n  statement \"The {} is protected (clause {index}).\"\n  \
         covered by {} because \"Its requirements are judged one by one.\"\n}}\n",
        subject(index),
        subject(index),
        covers.join(", ")
    );
}

fn procedure(text: &mut String, index: usize) {
    let _ = write!(
        text,
        "\nprocedure t{index} \"Test {index}: {}\" {{\n  depth test {{\n    effort 1 h per run\n    \
         case one \"It does what is stated\" {{\n      do \"Apply stimulus {index}, record the outcome.\"\n      \
         expect \"It does {index}.\"\n    }}\n    pass when \"The outcome of {index} is recorded.\"\n  }}\n}}\n",
        subject(index * 3)
    );
}

fn requirement(text: &mut String, index: usize, parent: usize, procedure: usize) {
    let action = ACTIONS.get(index / 10 % ACTIONS.len()).unwrap_or(&"works");
    let level = index % 3 + 1;
    let _ = write!(
        text,
        "\ncontrol R{index} \"Requirement {index}: {}\" {{\n  from L{level}\n  statement \"\"\"\n    \
         The {} {action} (clause {index}).\n    \"\"\"\n  applies always\n  evidence record\n  \
         verify t{procedure} by test\n  relates subset of parent:P{parent} because \"It is part of it.\"\n}}\n",
        subject(index),
        subject(index)
    );
}
