//! Packages that were made within one second.

use crate::place::{Place, person};

/// Exports a product file with this name in it, at the moment of the export before.
fn export(place: &Place, model: usize) -> String {
    let product = String::from_utf8(place.read("vendor/product.yaml")).expect("text");
    let (before, after) = product.split_once("name: \"").expect("a name");
    let (_, after) = after.split_once('"').expect("its end");
    place.write(
        "vendor/product.yaml",
        format!("{before}name: \"Lamp {model}\"{after}"),
    );
    let name = format!("{model}.praman");
    place.stand_still();
    let export = ["export", "vendor", "--for", "laboratory", "--to", &name];
    place.fine(&[&export[..], &["--as", person("vendor")]].concat());
    name
}

/// The hash of a journal's last line is salted, so an order by it alone would be another in every second run.
#[test]
fn the_last_package_of_a_second_is_the_newest_in_whatever_order_they_come() {
    let place = Place::new();
    let packages: Vec<String> = (1..=6).map(|model| export(&place, model)).collect();
    let when = |name: &String| place.package(name).manifest.when;
    assert!(packages.iter().all(|name| when(name) == when(&packages[0])));
    let held = || String::from_utf8(place.read("laboratory/product.yaml")).expect("text");
    place.import("laboratory", &[&packages[2], &packages[0]]);
    assert!(held().contains("Lamp 3"), "{}", held());
    place.import("laboratory", &[&packages[1]]);
    assert!(held().contains("Lamp 3"), "{}", held());
    place.import("laboratory", &[&packages[5], &packages[3], &packages[4]]);
    assert!(held().contains("Lamp 6"), "{}", held());
}

/// The number counts what was made for one party: it says nothing of what went to others.
#[test]
fn a_package_has_its_number_among_those_for_its_recipient() {
    let place = Place::new();
    let number = |to: &str| {
        let name = place.export("vendor", to);
        place.package(&name).manifest.number
    };
    let before = number("laboratory");
    assert_eq!(number("laboratory"), before + 1);
    let other = number("assessor");
    assert_eq!(number("assessor"), other + 1);
    assert_eq!(number("laboratory"), before + 2);
}
