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
    let (scheme, target, warnings) = union_with(FOUND, edit);
    assert_eq!(warnings, [""; 0]);
    (scheme, target)
}

/// Returns the union of the product, with an edit, and what a file says was found, with the warnings about that file.
fn union_with(
    text: &str,
    edit: impl Fn(String) -> String,
) -> (praman::model::Scheme, Target, Vec<String>) {
    let product = edit(read("tests/evidence/product.yaml"));
    let (mut sources, found, compiled) =
        compile_product(&read("tests/evidence/scheme.prm"), &product);
    assert!(found.is_empty(), "{found:?}");
    let (scheme, product, _) = compiled.expect("a scheme");
    let file = sources.add("found.yaml", text);
    let found = read_found(&scheme, &product.target, file, text);
    assert!(!found.diagnostics.has_errors(), "{:?}", found.diagnostics);
    let warnings = found.diagnostics.iter();
    let warnings = warnings.map(|one| format!("{}: {}", one.code.id, one.message));
    let warnings = warnings.collect();
    let target = with_found(&scheme, &product, &found.value);
    (scheme, target, warnings)
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

/// The product file is the vendor's: a newer one may give an entry another id, or drop it, and nothing stops.
#[test]
fn what_found_entries_refer_to_may_be_renamed_or_dropped() {
    let found = FOUND.replace("chip: F2", "chip: radio");
    let of_variant = |edit: fn(String) -> String| {
        let (scheme, target, warnings) = union_with(&found, edit);
        let variant = &target.variants.iter().next().expect("a variant").situation;
        let interfaces = entries(&scheme, variant, "interface");
        (interfaces.last().cloned().expect("the found one"), warnings)
    };
    let same = of_variant(|product| product);
    assert_eq!(same, ("F1 radio".to_owned(), Vec::new()));
    let renamed = of_variant(|product| {
        product.replace("radio: { role: mcu", "wifi: { was: [radio], role: mcu")
    });
    assert_eq!(renamed, ("F1 wifi".to_owned(), Vec::new()));
    let dropped =
        of_variant(|product| product.replace("    radio: { role: mcu, debug: none }\n", ""));
    let warning =
        "P0439: `interface.F1.chip` refers to `chip.radio`, which the product file does not have";
    assert_eq!(dropped, ("F1".to_owned(), vec![warning.to_owned()]));
}
