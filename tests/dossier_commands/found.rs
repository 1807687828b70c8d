//! What the laboratory found stops nothing, also where the product cannot exist with it.

use super::place::Place;

const PRODUCT: &str = include_str!("../../examples/wired-sensor/product.yaml");

/// A chip that runs firmware, of which the laboratory has not found any.
const CHIP: &str = "inventories:
  chip:
    F1: { found: { by: ravi, when: 2026-11-20 }, role: mcu }
";

const IMAGE: &str = "  image:
    F2: { found: { by: ravi, when: 2026-11-21 }, kind: unknown, os: unknown, runs_on: F1 }
";

const RESULT: &str = "document/result/banned-functions.own-code/image.application";

#[test]
fn a_chip_without_its_image_stops_no_command() {
    let place = Place::with_laboratory(PRODUCT);
    place.write("d/found.yaml", CHIP);
    for command in [
        &["status", "d"][..],
        &["answer", "d", RESULT, "pass", "--as", "ravi"],
        &["build", "d", "--target", "plan", "--format", "md"],
        &["evidence", "check", "d"],
        &["why", "C.12", "d"],
        &["export", "d", "--for", "vendor", "--as", "ravi"],
    ] {
        let run = place.run(command);
        assert_eq!(run.code, 0, "{command:?}: {run:?}");
        let warned = run.err.matches("warning[P0603]").count();
        assert_eq!(warned, 1, "{command:?}: {}", run.err);
        assert!(run.err.contains("d/found.yaml:3"), "{}", run.err);
    }
    let plan = place.raw("d/out/plan.md");
    assert!(plan.contains("F1"), "{plan}");
    // What runs there was found too, or is said to be unknown.
    place.append("d/found.yaml", IMAGE);
    let run = place.run(&["status", "d"]);
    assert!(run.code == 0 && !run.err.contains("P0603"), "{run:?}");
}

#[test]
fn a_product_file_that_contradicts_a_constraint_itself_is_refused() {
    let place = Place::with_laboratory(PRODUCT);
    place.write("d/found.yaml", CHIP);
    let chip = "    declared_only: { role: mcu }\n";
    let product = place.raw("d/product.yaml");
    place.write(
        "d/product.yaml",
        product.replace("  chip:\n", &format!("  chip:\n{chip}")),
    );
    let (codes, told) = place.refused(&["status", "d"]);
    assert_eq!(codes, ["P0601"], "{told}");
}
