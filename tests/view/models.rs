//! Models of a series against the rules that say what they share: what refuses a model, and what form F02 shows of it.

use std::fmt::Write as _;

use praman::holdings::check_series;

use super::camera::Camera;
use super::form;

const SCHEME: &str = "
provenance form, rule, title, verdicts ours
edition e@1 \"E\" {
  uses c@1
  forms F
  rules same-chip, same-firmware, same-supply, same-board
  verdict pass \"P\" good
  verdict fail \"F\" bad
  verdict u \"U\" undecided
}
catalog c@1 \"First\" { publisher \"X\" }
party vendor \"Vendor\"
form F \"Form\" { section s \"S\" { holds differences } }
fact supply \"How is it powered?\" : set of { mains, battery }
inventory chip \"Chips\" {
  role \"What is it?\" : one of { soc, memory }
  maker \"Who makes it?\" : text { informative }
  part \"What is its number?\" : text { informative }
}
inventory image \"Images\" {
  version \"Which version is it?\" : version
  runs_on \"On which chip does it run?\" : entry of chip
}
inventory board \"Boards\" { layers \"How many layers has it?\" : number; claim guard \"How is it guarded?\" : text }
subset soc_chip \"Systems on chip\" = chip where role is soc
subset soc_image \"Images of a system on chip\" = image where runs_on.role is soc
rule same-chip \"All models have the same system on chip\" {
  same soc_chip.maker, soc_chip.part by vendor
  breach unknown
  cites \"Page 4\"
  provenance rule secondary \"somebody's account\"
}
rule same-firmware \"All models have the same firmware.\" {
  same product.firmware, soc_image.version by vendor
  breach unknown
  provenance rule published \"the rules\"
}
rule same-supply \"All models are powered alike\" { same supply by vendor; breach unknown }
rule same-board \"All models have the same boards\" { same board by vendor; breach unknown; provenance rule inferred }
";

const LEAD: &str = "\
scheme: e@1
product: { name: A, model: B, firmware: '2.0' }
facts: { supply: [mains] }
inventories:
  chip:
    soc: { role: soc, maker: Vistara, part: VS1 }
    flash: { role: memory, maker: Orchid, part: OM2 }
    late: { role: memory, maker: Orchid }
  image:
    system: { version: '2.0', runs_on: soc }
    loader: { version: '1.1', runs_on: soc }
  board: { main: { layers: 4, guard: glue } }
";

/// What models differ in, with what makes each one.
const MODELS: &[(&str, &str)] = &[
    (
        "nothing that a rule compares",
        "{ change: { product.model: C, chip.flash.part: OM4, board.main.guard: none } }",
    ),
    ("another part", "{ change: { chip.soc.part: VS2 } }"),
    (
        "another part, of a maker who is not known",
        "{ change: { chip.soc.maker: unknown, chip.soc.part: VS2 } }",
    ),
    (
        "a part that is not known",
        "{ change: { chip.soc.part: unknown } }",
    ),
    (
        "the same chip under another id",
        "{ remove: [chip.soc], add: { chip: { main: { part: VS1, maker: Vistara, role: soc } } }, change: { image.system.runs_on: main, image.loader.runs_on: main } }",
    ),
    (
        "another chip under the same id",
        "{ remove: [chip.soc], add: { chip: { soc: { part: VS3, maker: Vistara, role: soc } } } }",
    ),
    (
        "a second chip",
        "{ add: { chip: { second: { part: VS1, maker: Vistara, role: soc } } } }",
    ),
    (
        "a chip that may be a second one",
        "{ add: { chip: { second: { part: VS1, maker: Vistara } } } }",
    ),
    (
        "chips that are not listed",
        "{ add: { chip: { more: unknown } } }",
    ),
    (
        "a chip that became one",
        "{ change: { chip.flash.role: soc } }",
    ),
    (
        "another firmware",
        "{ change: { product.firmware: '2.1', image.system.version: '2.1', image.loader.version: '1.1.0' } }",
    ),
    ("an image less", "{ remove: [image.loader] }"),
    (
        "a firmware that is not known",
        "{ change: { product.firmware: unknown } }",
    ),
    ("another supply", "{ change: { supply: [battery, mains] } }"),
    (
        "a supply that is known in part",
        "{ change: { supply: [mains, unknown] } }",
    ),
    (
        "another supply that is known in part",
        "{ change: { supply: [battery, unknown] } }",
    ),
    ("another board", "{ change: { board.main.layers: 6 } }"),
];

fn show(what: &str, variant: &str) -> String {
    let product = format!("{LEAD}series: {{ V: {variant} }}\n");
    let camera = Camera::read(SCHEME, &product);
    let mut shown = format!("{what}: {variant}\n");
    for one in check_series(&camera.scheme, &camera.product).iter() {
        let _ = writeln!(
            shown,
            "  {} {}: {}",
            one.severity().word(),
            one.code,
            one.message
        );
        for label in one.primary.iter().chain(&one.secondary) {
            let file = camera.sources.get(label.place.file).expect("a file");
            let _ = writeln!(
                shown,
                "    at `{}`: {}",
                file.slice(label.place.span),
                label.text
            );
        }
        for (word, text) in [("note", &one.note), ("help", &one.help)] {
            let _ = writeln!(shown, "    {word}: {}", text.as_deref().unwrap_or_default());
        }
    }
    for one in form(&camera, "f").touched.remove(0).rules {
        let standing = serde_json::to_value(one.standing).expect("a word");
        let why = one.differs.into_iter().chain(one.open);
        let why: Vec<String> = why.collect();
        let _ = writeln!(shown, "  {} {standing}: {}", one.rule.key, why.join("; "));
    }
    shown
}

#[test]
fn a_model_is_held_against_the_rules_on_series() {
    let shown: Vec<String> = MODELS
        .iter()
        .map(|(what, variant)| show(what, variant))
        .collect();
    let shown = format!("{LEAD}\n{}", shown.join("\n"));
    insta::with_settings!({ description => SCHEME, omit_expression => true }, {
        insta::assert_snapshot!(shown);
    });
}

#[test]
fn where_the_lead_is_not_known_nothing_is_refused() {
    let lead = "scheme: e@1\nproduct: { name: A }\nseries: { V: { change: { product.firmware: '2', supply: [mains] } } }\n";
    let camera = Camera::read(SCHEME, lead);
    assert!(check_series(&camera.scheme, &camera.product).is_empty());
    let open = form(&camera, "f").touched.remove(0).rules.into_iter();
    let open: Vec<(String, Vec<String>)> = open
        .map(|one| (one.rule.key.to_string(), one.open))
        .collect();
    let expected = [
        ("same-chip", vec!["chip"]),
        ("same-firmware", vec!["product.firmware", "image"]),
        ("same-supply", vec!["supply"]),
        ("same-board", vec!["board"]),
    ];
    let expected =
        expected.map(|(key, open)| (key.to_owned(), open.into_iter().map(String::from).collect()));
    assert_eq!(open, expected);
}
