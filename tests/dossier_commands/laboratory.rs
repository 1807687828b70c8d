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

/// Builds papers as HTML, and returns them.
fn pages<const COUNT: usize>(
    place: &Place,
    names: [&str; COUNT],
    more: &[&str],
) -> [String; COUNT] {
    let target = names.join(",");
    let build = ["build", "d", "--format", "html", "--target", &target];
    place.fine(&[&build[..], more].concat());
    names.map(|name| place.raw(&format!("d/out/{name}.html")))
}

/// A picture, and how it stands in a page.
const DRAWING: &str = "<svg xmlns='http://www.w3.org/2000/svg'/>";
const PICTURE: &str =
    "<img class=\"logo\" alt=\"Narmada\" src=\"data:image/svg+xml;base64,PHN2ZyB4bWxucz0n";

#[test]
fn a_logo_stands_in_the_papers_of_its_company() {
    let place = dossier_of("laboratory");
    let [plain] = pages(&place, ["plan"], &[]);
    assert!(!plain.contains("img-src") && !plain.contains("<img"));
    place.write("laboratory.yaml", "name: Narmada\nlogo: logos/own.svg\n");
    place.refused(&BUILD);
    std::fs::create_dir(place.path("logos")).unwrap();
    place.write("logos/own.svg", DRAWING);
    let papers = [
        "plan",
        "procedures",
        "record",
        "quotation",
        "deliveries",
        "report",
    ];
    for page in pages(&place, papers, &[]) {
        assert!(page.contains(PICTURE) && page.contains("; img-src data:\""));
    }
    for page in pages(&place, ["tcf", "checklist", "traceability"], &[]) {
        assert!(!page.contains("<img"));
    }
    place.write("logos/own.svg", "<svg><script/></svg>");
    let (codes, told) = place.refused(&BUILD);
    assert_eq!(codes, ["P0938"], "{told}");
    assert!(told.contains("laboratory.yaml:2"), "{told}");
}

const MAKER: &str = "maker: Tapas Instruments LLP\naddress: Chakan, Pune\ncontact: office@tapas.example\nlogo: t.svg\nletter: M\ngiven: 0\n";

#[test]
fn what_the_manufacturer_says_of_itself_is_proposed() {
    let (before, rest) = PRODUCT.split_once("manufacturer:").unwrap();
    let (_, after) = rest.split_once("facts:").unwrap();
    // The applicant without an address, and no manufacturer.
    let product = format!("{}facts:{after}", before.replace("  address: ", "  # "));
    let place = Place::empty();
    place.write("sensor.yaml", &product);
    place.fine(&["dossier", "new", "sensor.yaml", "d", "--party", "vendor"]);
    let before = place.fine(&["status", "d"]);
    let [without] = pages(&place, ["application"], &[]);
    assert!(!without.contains("Chakan, Pune"));
    place.write("t.svg", DRAWING);
    place.write("maker.yaml", MAKER);
    let [form, plan] = pages(&place, ["application", "plan"], &[]);
    assert!(
        form.contains("Chakan, Pune") && form.contains("own file"),
        "{form}"
    );
    assert!(form.contains("alt=\"Tapas Instruments LLP\"") && !plan.contains("<img"));
    assert_eq!(
        place.fine(&["status", "d"]),
        before,
        "a proposal is no answer"
    );
    // Another company.
    place.write("maker.yaml", MAKER.replace("Tapas", "Nadi"));
    let [form] = pages(&place, ["application"], &[]);
    assert!(
        form.contains("Nadi Instruments LLP"),
        "no manufacturer is named"
    );
    let addresses = form.matches("Chakan, Pune").count();
    assert_eq!(addresses, 1, "the applicant is another company");
    place.write("maker.yaml", "maker: Nadi\nlettre: M\n");
    place.refused(&["build", "d"]);
}

#[test]
fn the_report_names_the_samples_that_were_received() {
    let place = Place::with_laboratory(PRODUCT);
    place.write(
        "d/samples.yaml",
        "samples: { S1: { kind: production, serial: VL-0042, received: { when: 2026-03-04, by: ravi } } }\n",
    );
    let report = || {
        place.fine(&["build", "d", "--format", "md", "--target", "report"]);
        place.raw("d/out/report.md")
    };
    let told = report();
    assert!(told.contains("S1 VL-0042, 2026-03-04"), "{told}");
    assert!(told.contains("| VL-0042 |"), "{told}");
    // What is filled in comes first.
    let slot = "document/sample/device-identity.test";
    place.fine(&["answer", "d", slot, "0815", "--as", "ravi"]);
    let told = report();
    assert!(
        told.contains("| 0815 |") && !told.contains("| VL-0042 |"),
        "{told}"
    );
}
