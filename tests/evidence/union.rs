//! The product with what the laboratory found.

use praman::holdings::with_found;
use praman::intake::read_found;
use praman::model::{Extent, Situation, Target};

use crate::product::compile_product;
use crate::support::pages::read;

const FOUND: &str = "inventories:
  chip:
    F2: { found: { by: ravi, when: 2026-11-20 }, role: mcu, debug: [swd] }
  interface:
    F1:
      found: { by: ravi, when: 2026-11-20, models: [NS-4220], contested: { by: asha, when: 2026-11-21 } }
      kind: uart
      chip: F2
";

/// Returns the union of the product, with an edit, and what was found.
fn union(edit: impl Fn(String) -> String) -> (praman::model::Scheme, Target) {
    let product = edit(read("tests/evidence/product.yaml"));
    let (mut sources, found, compiled) =
        compile_product(&read("tests/evidence/scheme.prm"), &product);
    assert!(found.is_empty(), "{found:?}");
    let (scheme, product, _) = compiled.expect("a scheme");
    let file = sources.add("found.yaml", FOUND);
    let found = read_found(&scheme, &product.target, file, FOUND);
    assert!(found.diagnostics.is_empty(), "{:?}", found.diagnostics);
    let target = with_found(&scheme, &product, &found.value);
    (scheme, target)
}

/// Returns the entries of an inventory, each with its chip if it names one.
fn entries(scheme: &praman::model::Scheme, situation: &Situation, inventory: &str) -> Vec<String> {
    let (id, row) = scheme.inventories.lookup(inventory).expect("an inventory");
    let chip = row.attributes.lookup("chip").map(|(id, _)| id);
    let entries = situation.entries(id).iter();
    let shown = entries.map(|entry| {
        let chip = chip.map(|chip| entry.answer(chip).values());
        let chip = chip.and_then(<[_]>::first).map(ToString::to_string);
        format!("{} {}", entry.id, chip.unwrap_or_default())
    });
    shown.map(|one| one.trim().to_owned()).collect()
}

#[test]
fn found_entries_are_in_the_models_in_which_they_were_found() {
    let (scheme, target) = union(|product| product);
    assert_eq!(
        entries(&scheme, &target.lead, "chip"),
        ["soc", "radio", "F2"]
    );
    assert_eq!(entries(&scheme, &target.lead, "interface"), ["console soc"]);
    let variant = &target.variants.iter().next().expect("a variant").situation;
    assert_eq!(
        entries(&scheme, variant, "interface"),
        ["console soc", "usb", "F1 F2"]
    );
}

#[test]
fn an_entry_that_the_vendor_declared_since_is_there_once_and_is_referred_to() {
    let declared = "    pads: { role: mcu, was: [F2] }\n  interface:\n";
    let (scheme, target) = union(|product| product.replacen("  interface:\n", declared, 1));
    assert_eq!(
        entries(&scheme, &target.lead, "chip"),
        ["soc", "radio", "pads"]
    );
    let variant = &target.variants.iter().next().expect("a variant").situation;
    assert_eq!(
        entries(&scheme, variant, "interface"),
        ["console soc", "usb", "F1 pads"]
    );
}

#[test]
fn a_list_of_which_nothing_is_known_has_at_least_what_was_found() {
    let (scheme, target) = union(|product| {
        let (before, rest) = product.split_once("  chip:").expect("chips");
        let (_, rest) = rest.split_once("  interface:").expect("interfaces");
        let rest = rest.replace("chip: soc", "chip: none");
        format!("{before}  interface:{rest}")
    });
    let (chip, _) = scheme.inventories.lookup("chip").expect("chips");
    assert_eq!(target.lead.extent(chip), Extent::AtLeast);
    assert_eq!(entries(&scheme, &target.lead, "chip"), ["F2"]);
}
