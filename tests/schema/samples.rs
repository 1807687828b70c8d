//! Each use of the shipped scheme finds its sample in the state, and with the firmware, that it needs.

use std::collections::BTreeMap;

use serde_json::Value;

use super::written;

fn list<'a>(value: &'a Value, pointer: &str) -> &'a [Value] {
    let found = value.pointer(pointer).and_then(Value::as_array);
    found.map_or(&[], Vec::as_slice)
}

fn word<'a>(value: &'a Value, pointer: &str) -> Option<&'a str> {
    value.pointer(pointer).and_then(Value::as_str)
}

/// What a use needs: the state, and whether a less worn sample will do.
type Needs = BTreeMap<(String, String), (Option<String>, bool)>;

/// The states of the shipped scheme.
const STATES: [&str; 7] = [
    "sealed", "opened", "dumped", "updated", "altered", "wiped", "dead",
];

fn needs(procedures: &Value) -> Needs {
    let mut needs = Needs::new();
    for method in list(procedures, "/methods") {
        for block in list(method, "/depths") {
            let Some(sample) = word(block, "/sample") else {
                continue;
            };
            let key = (
                word(method, "/key").unwrap().to_owned(),
                word(block, "/depth/key").unwrap().to_owned(),
            );
            // What is needed comes before what is left.
            let at = |state: &&str| sample.find(*state);
            let state = STATES.iter().filter(|state| at(state).is_some());
            let state = state.min_by_key(|state| at(state));
            needs.insert(
                key,
                (
                    state.map(|state| (*state).to_owned()),
                    sample.contains("up to "),
                ),
            );
        }
    }
    needs
}

/// Says what is wrong with the uses of a sample.
fn faults(sample: &Value, needs: &Needs) -> Vec<String> {
    let mut faults = Vec::new();
    let (mut runs_another, mut day) = (false, 0);
    for used in list(sample, "/uses") {
        let key = (
            word(used, "/run/key").unwrap().to_owned(),
            word(used, "/depth/key").unwrap().to_owned(),
        );
        let (state, less) = needs.get(&key).unwrap();
        if runs_another && state.as_deref() != Some("updated") {
            faults.push(format!("{key:?} has a sample that runs another release"));
        }
        let in_use = word(used, "/in_use/state/key");
        if !less && state.is_some() && in_use != state.as_deref() {
            faults.push(format!("{key:?} needs {state:?} and has {in_use:?}"));
        }
        let now = used.get("day").and_then(Value::as_u64).unwrap();
        if now < day {
            faults.push(format!("{key:?} is before the use that it follows"));
        }
        day = now;
        runs_another |= word(used, "/after/state/key") == Some("updated");
    }
    faults
}

#[test]
fn each_use_finds_its_sample_in_the_state_and_with_the_firmware_that_it_needs() {
    let mut uses = 0;
    for example in ["ip-camera", "smart-lock", "wired-sensor"] {
        for level in ["L1", "L2", "L3"] {
            let product = format!("examples/{example}/product.yaml");
            let documents = written(&[
                "build",
                &product,
                "--level",
                level,
                "--target",
                "plan,procedures",
            ]);
            let of = |key: &str| {
                let found = documents.iter().find(|(name, _)| name == key);
                found.map(|(_, document)| document).unwrap()
            };
            let needs = needs(of("procedures"));
            for sample in list(of("plan"), "/samples") {
                let faults = faults(sample, &needs);
                assert!(faults.is_empty(), "{example} at {level}: {faults:#?}");
                uses += list(sample, "/uses").len();
            }
        }
    }
    assert!(uses > 300, "only {uses} uses were looked at");
}
