//! The laboratory's own file beside a dossier.

use super::place::Place;

/// A small product of the shipped scheme.
const PRODUCT: &str = include_str!("../../examples/wired-sensor/product.yaml");

const LABORATORY: &str = "
name: Narmada Test Laboratory
accreditation: { body: NABL, number: TC-1234, scope: [debug-ports] }
rates: { currency: INR, hour: { reviewer: 3000 } }
";

/// Makes a dossier of a party, `d`.
fn dossier_of(party: &str) -> Place {
    let place = Place::empty();
    place.write("sensor.yaml", PRODUCT);
    place.fine(&["dossier", "new", "sensor.yaml", "d", "--party", party]);
    place
}

const BUILD: [&str; 6] = ["build", "d", "--format", "md", "--target", "quotation,plan"];

/// Builds plan and quotation, and returns what they say.
fn papers(place: &Place, more: &[&str]) -> [String; 2] {
    place.fine(&[&BUILD[..], more].concat());
    ["plan", "quotation"].map(|name| place.raw(&format!("d/out/{name}.md")))
}

#[test]
fn the_file_beside_a_dossier_of_the_laboratory_is_shown() {
    let place = dossier_of("laboratory");
    let [plan, _] = papers(&place, &[]);
    assert!(!plan.contains("Narmada"));
    place.write("laboratory.yaml", LABORATORY);
    let [plan, quotation] = papers(&place, &[]);
    assert!(plan.contains("Narmada Test Laboratory") && plan.contains("TC-1234"));
    assert!(quotation.contains("INR 3,000"), "{quotation}");
    assert_eq!(papers(&place, &[]), [plan, quotation]);
}

#[test]
fn rates_are_shown_in_the_laboratory_s_own_folder_only() {
    let place = dossier_of("vendor");
    place.write("laboratory.yaml", LABORATORY);
    let [plan, _] = papers(&place, &[]);
    assert!(!plan.contains("Narmada"), "the folder is the vendor's");
    let [plan, quotation] = papers(&place, &["--laboratory", "laboratory.yaml"]);
    assert!(plan.contains("Narmada Test Laboratory"));
    assert!(quotation.contains("Narmada Test Laboratory") && !quotation.contains("INR"));
}

#[test]
fn a_mistake_in_the_laboratory_s_file_stops_a_build() {
    let place = dossier_of("laboratory");
    let wrong = LABORATORY.replace("debug-ports", "debug-port");
    place.write("laboratory.yaml", wrong);
    let (codes, told) = place.refused(&BUILD);
    assert_eq!(codes.len(), 1, "{told}");
    assert!(told.contains("did you mean `debug-ports`?"), "{told}");
    place.write("laboratory.yaml", LABORATORY);
    place.write("d/samples.yaml", "samples: { S1: { colour: red } }\n");
    let (_, told) = place.refused(&BUILD);
    assert!(told.contains("colour"), "{told}");
}
