//! What is proved of a product that is known in part, and why.

use std::fmt::Write as _;

use praman::diag::Diagnostics;
use praman::logic::Truth;
use praman::product::read_product;
use praman::proof::{Exact, Laws, constraint_titles};
use praman::source::Sources;

use super::outcomes::read;

/// Says of each derived name whether it holds for a product, and why; before that, which answers conflict.
#[track_caller]
fn check(scheme: &str, product: &str) -> String {
    let scheme = read(scheme);
    let mut sources = Sources::default();
    let text = format!("product: {{ name: \"Made\" }}\n{product}");
    let file = sources.add("product.yaml", text.as_str());
    let mut told = Diagnostics::new();
    let product = told.take(read_product(&scheme, file, &text));
    assert!(!told.has_errors(), "{told:#?}");
    let laws = Laws::of(&scheme);
    let judge = Exact::new(&laws, &product.target.lead);
    let mut said = String::new();
    if let Some(conflict) = judge.conflict() {
        let titles = constraint_titles(&conflict.constraints);
        let _ = writeln!(said, "conflict: {} – {titles}", conflict.reason.sentence);
    }
    for (_, derive) in scheme.derives.iter() {
        let finding = judge.evaluate(&derive.meaning);
        let word = match finding.truth {
            Truth::Yes => "holds",
            Truth::No => "fails",
            Truth::Open => "open",
        };
        let _ = writeln!(
            said,
            "{}: {word}, {}",
            derive.title, finding.reason.sentence
        );
        assert_eq!(
            judge.decide(&derive.meaning),
            finding.truth,
            "{}",
            derive.title
        );
    }
    said
}

#[test]
fn parts_are_taken_together() {
    insta::assert_snapshot!(check(
        r#"
derive a "outdoors or not" = outdoors or not outdoors
derive b "outdoors and not" = outdoors and not outdoors
derive c "connected, or in the garden outdoors or indoors" = connected or (place is garden and outdoors) or (place is garden and not outdoors)
derive d "one of all places" = place is one of (garden, roof) or place is cellar or place is none
derive e "over 10 or under 20 volts" = volts > 10 or volts < 20
derive f "some big chip with a port or without" = some chip where ((role is soc and ports is none) or (role is soc and ports is not none))
derive g "a big chip without a big chip" = (some chip where role is soc) and (every chip satisfies role is not soc)
derive h "only outdoors" = outdoors
"#,
        r"
facts: { place: garden }
inventories:
  chip: { main: { role: soc }, other: { role: mcu, ports: none } }
"
    ));
}

#[test]
fn constraints_settle_what_applies_and_nothing_that_falls_away() {
    insta::assert_snapshot!(check(
        r#"
constraint "A device outdoors is connected" = not outdoors or connected
constraint "A memory has no ports" = every chip where role is memory satisfies ports is none
constraint "What is not connected stands in the cellar" = connected or place is cellar
derive a "connected" = connected
derive b "not connected" = not connected
derive c "connected or a memory with ports" = connected or some chip where (role is memory and ports is not none)
derive d "a chip with ports" = some chip where ports is not none
"#,
        r"
facts: { outdoors: yes, volts: 12 }
inventories:
  chip: { rom: { role: memory } }
"
    ));
}

#[test]
fn answers_that_conflict_are_as_few_as_possible() {
    insta::assert_snapshot!(check(
        r#"
constraint "A device outdoors is connected" = not outdoors or connected
constraint "What is connected has a big chip" = not connected or some chip where role is soc
constraint "Big chips have jtag" = every chip where role is soc satisfies ports has any of (jtag)
constraint "There is an image" = some image
"#,
        r"
facts: { outdoors: yes, place: roof, volts: 12 }
inventories:
  chip: { main: { cores: 2, ports: swd }, other: { role: mcu, cores: 4, ports: jtag } }
  image: { boot: { runs_on: other } }
"
    ));
}

/// A list of what entries must refer to conflicts with a constraint that asks for such an entry.
#[test]
fn what_entries_must_refer_to_can_conflict() {
    insta::assert_snapshot!(check(
        r#"
constraint "There is an image" = some image
constraint "It is outdoors" = outdoors
"#,
        "inventories: { chip: none }\n"
    ), @"conflict: chip is none, and every image names its chip in `image.runs_on` – “There is an image”");
}

/// What a listed entry refers to may be an entry that is not listed.
#[test]
fn references_lead_beyond_lists() {
    insta::assert_snapshot!(check(
        r#"
constraint "There are five chips" = at least 5 chip
derive a "it runs on a big chip" = some image where runs_on.role is soc
derive b "it reads a big chip" = some image where (runs_on.role is soc and started_by is none)
derive c "it runs on a big chip or not" = every image satisfies (runs_on.role is soc or runs_on.role is not soc)
"#,
        "inventories: { image: { app: { parts: kernel } } }\n"
    ));
}

#[test]
fn a_claim_is_no_ground() {
    insta::assert_snapshot!(check(
        r#"
constraint "Chips are locked" = every chip satisfies claimed locked
derive a "every chip is locked" = every chip satisfies claimed locked
"#,
        "inventories: { chip: { main: { role: soc } } }\n"
    ));
}
