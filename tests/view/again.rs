//! What an assessor has repeated and witnesses, and what is said once of several entries.

use praman::plan::{RowKey, RunRow};

use super::*;

/// The section of the small scheme's checklist beside which the plans stand.
const BESIDE: &str = "section observations \"Observations\" { holds observations }";

fn with_plans(changes: &[(&str, &str)]) -> FormDocumentView {
    let plans = format!("{BESIDE}\n  section again \"Again\" {{ holds repetition, witnesses }}");
    let mut all: Vec<(&str, &str)> = vec![(BESIDE, &plans)];
    all.extend(changes);
    form(&changed(&all), "checklist")
}

#[test]
fn rows_are_proposed_for_repetition_and_witnesses_have_days() {
    let checklist = with_plans(&[]);
    let repetition = checklist.repetition.expect("it is held");
    let witnesses = checklist.witnesses.expect("it is held");
    insta::assert_snapshot!(format!("{}\n{}", pretty(&repetition), pretty(&witnesses)));
    // A form that does not hold them has no room for them.
    let plain = form(&Camera::plain(), "checklist");
    assert!(plain.repetition.is_none() && plain.witnesses.is_none());
}

#[test]
fn each_kind_of_examination_is_proposed_at_least_once() {
    let camera = Camera::plain();
    // What waits for entries that are not known yet cannot be repeated.
    let is_known = |row: &RunRow| !matches!(row.key, Some(RowKey::Unknown { .. }));
    let planned = camera.plan.runs.iter();
    let planned = planned.flat_map(|run| {
        run.rows
            .iter()
            .filter(|row| is_known(row))
            .flat_map(|row| row.depths.each())
    });
    let planned: std::collections::BTreeSet<String> = planned
        .map(|depth| camera.scheme.printed(depth.word()).to_owned())
        .collect();
    let repetition = with_plans(&[]).repetition.expect("it is held");
    let proposed = repetition.proposed.iter();
    let proposed = proposed.flat_map(|row| row.depth.split(" and ").map(str::to_owned));
    assert_eq!(proposed.collect::<std::collections::BTreeSet<_>>(), planned);
}

#[test]
fn entries_of_which_the_same_is_said_follow_one_another() {
    let told = |twin: &str| {
        let console = "console: { kind: uart, chip: main, active: [commissioned], protection: \"login with a random password\" }";
        let twin = format!("{console}\n    other: {{ kind: usb, chip: main }}\n    twin: {twin}");
        let camera = changed(&[(console, &twin)]);
        let product = form(&camera, "tcf").product.expect("it is held");
        let interfaces = product
            .inventories
            .iter()
            .find(|one| one.key == "interface");
        let entries = interfaces.expect("interfaces").entries.iter();
        let entries = entries.map(|entry| {
            let mark = if entry.as_before { "+" } else { "" };
            format!("{mark}{}", entry.name)
        });
        entries.collect::<Vec<_>>().join(" ")
    };
    let like = "{ kind: uart, chip: main, active: [commissioned], protection: \"login with a random password\" }";
    assert_eq!(
        told(like),
        "interface.console +interface.twin interface.other interface.pads interface.service"
    );
    // One claim that differs, and each stands for itself.
    let unlike = like.replace("random", "fixed");
    assert_eq!(
        told(&unlike),
        "interface.console interface.other interface.twin interface.pads interface.service"
    );
    // What the laboratory found stands for itself too.
    let found = like.replace("{ kind", "{ origin: found, kind");
    assert!(!told(&found).contains('+'));
}
