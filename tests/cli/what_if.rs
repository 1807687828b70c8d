//! `praman what-if`: what comes and goes, and what is no change.

use super::{LAMP, SCHEME, SERIES, run, shown, text};

fn what_if(product: &str, changes: &[&str]) -> String {
    shown(&[&["what-if", product, "--scheme", SCHEME], changes].concat())
}

#[test]
fn what_comes_and_goes_is_shown() {
    let all = [
        what_if(LAMP, &["outdoors=yes"]),
        what_if(LAMP, &["chip.main.ports=[jtag]", "-chip.second"]),
        what_if(LAMP, &["+radio.ble{technology=ble}"]),
        what_if(LAMP, &["radio=unknown", "+radio.ble{ technology: ble }"]),
        what_if(SERIES, &["outdoors=no"]),
        what_if(LAMP, &["product.model=LA-2"]),
    ];
    insta::assert_snapshot!(all.concat());
}

#[test]
fn what_is_no_change_is_reported() {
    let all = [
        what_if(LAMP, &["outdoors"]),
        what_if(LAMP, &["outdors=yes"]),
        what_if(LAMP, &["chip.mein.role=mcu"]),
        what_if(LAMP, &["-radio.ble"]),
        what_if(LAMP, &["+chip.main"]),
        what_if(LAMP, &["chip.main.port=none"]),
        what_if(LAMP, &["+radio.ble{technology}"]),
        what_if(LAMP, &["outdoors=["]),
        what_if(LAMP, &["outdoors=yes", "--level"]),
    ];
    insta::assert_snapshot!(all.concat());
}

#[test]
fn a_value_that_yaml_reads_otherwise_is_reported() {
    let said = |change: &str| {
        let output = run(&["what-if", LAMP, "--scheme", SCHEME, change]);
        assert_eq!(output.status.code(), Some(1), "{change}");
        text(&output.stderr)
    };
    insta::assert_snapshot!(said("product.name=A: B # c"), @r#"
    error[P0819]: the value of `product.name=A: B # c` ends at `#`, which begins a comment
      help: a text with `: `, ` #` or other marks of YAML takes quotes, as in 'product.name="A: B # c"'

    1 error
    "#);
    insta::assert_snapshot!(said("chip.main.ports=[jtag"), @r#"
    error[P0819]: the value of `chip.main.ports=[jtag` cannot be read as YAML: unclosed bracket '['
      help: close what is open; a text with `: `, ` #` or other marks of YAML takes quotes, as in 'chip.main.ports="[jtag"'

    1 error
    "#);
    for (change, found) in [
        ("product.name=A # c", "ends at `#`, which begins a comment"),
        ("product.name=A: B", "is read as a key and its value"),
        ("product.name=- A", "is read as a list over several lines"),
        (
            "product.name=\"A",
            "cannot be read as YAML: unclosed quote\n  help: close the quote",
        ),
        (
            "chip.main.role=soc, mcu",
            "is not one value within the braces in which the file writes it",
        ),
        (
            "+radio.ble{technology=ble # c}",
            "ends at `#`, which begins a comment",
        ),
        ("+radio.ble{technology=[ble}", "cannot be read as YAML: "),
    ] {
        let said = said(change);
        assert!(said.contains(&format!("`{change}`")), "{said}");
        assert!(said.contains(found), "{said}");
    }
    for change in ["product.name=\"A: B # c\"", "product.name=A, B"] {
        let output = run(&["what-if", LAMP, "--scheme", SCHEME, change]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    }
}

#[test]
fn an_entry_that_goes_may_still_be_named_by_evidence_and_variants() {
    let camera = "examples/ip-camera/product.yaml";
    let output = run(&["what-if", camera, "-radio.wifi"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("wireless-authentication for radio.wifi"));
}

#[test]
fn programs_get_json() {
    let output = run(&[
        "what-if",
        "--scheme",
        SCHEME,
        "--format",
        "json",
        LAMP,
        "outdoors=yes",
    ]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let keys: Vec<&String> = json.as_object().expect("an object").keys().collect();
    assert_eq!(
        keys,
        ["controls", "evidence", "procedures", "samples", "work"]
    );
    let control = json.pointer("/controls/0/after/status");
    assert!(control.is_some(), "{json:#}");
}
