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
