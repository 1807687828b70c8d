//! The test plan: cells of verdicts, effort, open questions, and what falls away.

use super::*;

/// Returns the verdict slots of the debug ports.
fn verdict_slots(camera: &Camera) -> Vec<String> {
    let plan = view_record(&camera.basis());
    let run = plan
        .sheets
        .iter()
        .find(|run| run.key == "debug-ports")
        .expect("it is planned");
    let serves = run.rows.iter().flat_map(|row| &row.serves);
    serves
        .flat_map(|serves| serves.verdicts.iter().map(|cell| cell.slot.text()))
        .collect()
}

#[test]
fn products_share_a_cell_unless_version_or_hash_differ() {
    let camera = Camera::plain();
    let shared = [
        "asvs-c:C.1/verdict/debug-ports/interface.console",
        "asvs-c:C.1/verdict/debug-ports/interface.pads",
        // Only the variant has this one.
        "asvs-c:C.1/verdict/debug-ports/interface.service@pro",
    ];
    assert_eq!(verdict_slots(&camera), shared);
    assert_eq!(verdict_slots(&versioned("1.0", "1.0")), shared);
    assert_eq!(
        verdict_slots(&versioned("1.0", "2.0")),
        [
            "asvs-c:C.1/verdict/debug-ports/interface.console@CAM-1",
            "asvs-c:C.1/verdict/debug-ports/interface.console@pro",
            "asvs-c:C.1/verdict/debug-ports/interface.pads@CAM-1",
            "asvs-c:C.1/verdict/debug-ports/interface.pads@pro",
            "asvs-c:C.1/verdict/debug-ports/interface.service@pro",
        ]
    );
}

#[test]
fn the_longest_chain_is_found() {
    let camera = Camera::plain();
    let effort = view_plan(&camera.basis()).effort;
    assert_eq!(
        (
            effort.total.attended,
            effort.total.unattended,
            effort.total.open
        ),
        (870, 60, 490)
    );
    let runs: Vec<&str> = effort
        .critical_runs
        .iter()
        .map(|run| run.key.as_str())
        .collect();
    assert_eq!(
        (effort.critical_path, runs),
        (570, vec!["teardown", "debug-ports"])
    );
}

#[test]
fn open_questions_tell_what_hangs_on_them() {
    let camera = Camera::plain();
    insta::assert_snapshot!(pretty(&view_plan(&camera.basis()).open));
}

/// Tells for each document what does not apply, to which product, and in which slot that is agreed to.
fn falling(camera: &Camera) -> String {
    let basis = camera.basis();
    let decisions = |list: Vec<DecisionView>| {
        let line = |one: DecisionView| {
            format!(
                "  {} for {}: {} [{}], evidence: {}",
                one.control.key,
                one.product.as_deref().unwrap_or("all"),
                one.reason.sentence,
                one.agreed,
                one.evidence.len()
            )
        };
        list.into_iter().map(line).collect::<Vec<_>>().join("\n")
    };
    let grounds = view_record(&basis).not_applicable.into_iter();
    let grounds = grounds.map(|ground| {
        let controls = ground.controls.into_iter();
        let controls: Vec<String> = controls
            .map(|one| {
                format!(
                    "{} for {}",
                    one.key,
                    one.product.unwrap_or("all".to_owned())
                )
            })
            .collect();
        format!(
            "  {}: {} [{}]",
            ground.reason.sentence,
            controls.join(", "),
            ground.agreed
        )
    });
    let grounds: Vec<String> = grounds.collect();
    let (tcf, checklist) = (form(camera, "tcf"), form(camera, "checklist"));
    assert_eq!(tcf.not_applicable, checklist.not_applicable);
    format!(
        "plan\n{}\nTCF and checklist\n{}",
        grounds.join("\n"),
        decisions(tcf.not_applicable)
    )
}

#[test]
fn what_falls_away_for_one_product_of_a_series_is_listed() {
    let variant = falling(&Camera::plain());
    let lead = falling(&changed(&[
        ("source_access: at_lab", "source_access: binaries_only"),
        ("source_access: binaries_only }", "source_access: at_lab }"),
    ]));
    insta::assert_snapshot!(format!(
        "a variant has no sources:\n{variant}\n\nthe lead has none:\n{lead}"
    ));
}

#[test]
fn what_further_entries_could_only_be_is_printed_and_a_found_one_refutes_it() {
    let camera = changed(&[
        ("more: unknown", "more: { kind: other }"),
        ("pads: {", "pads: { kind: usb,"),
    ]);
    let plan = view_record(&camera.basis());
    let inventories = plan.product.inventories.iter();
    let interface = inventories.clone().find(|one| one.key == "interface");
    let interface = interface.expect("it is declared");
    let bounds = interface.further.iter();
    let bounds: Vec<_> = bounds
        .map(|bound| (bound.question.as_str(), bound.answers.as_str()))
        .collect();
    assert_eq!(bounds, [("What is it?", "other")]);
    let refuted = interface.entries.iter();
    let refuted: Vec<_> = refuted
        .map(|entry| (entry.name.as_str(), entry.refuted.len()))
        .collect();
    let expected = [
        ("interface.console", 0),
        ("interface.pads", 1),
        ("interface.service", 0),
    ];
    assert_eq!(refuted, expected);
    // No further interface is a port for debugging, so none is left room for.
    let rows = |camera: &Camera| {
        let plan = view_record(&camera.basis());
        let run = plan.sheets.into_iter().find(|run| run.key == "debug-ports");
        run.map_or(0, |run| run.rows.len())
    };
    assert_eq!((rows(&camera), rows(&Camera::plain())), (3, 4));
}
