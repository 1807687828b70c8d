//! The test plan: cells of verdicts, effort, open questions, and what falls away.

use super::*;

/// Returns the verdict slots of the debug ports.
fn verdict_slots(camera: &Camera) -> Vec<String> {
    let plan = view_test_plan(&camera.basis());
    let run = plan
        .runs
        .iter()
        .find(|run| run.key == "debug-ports")
        .expect("it is planned");
    let serves = run.rows.iter().flat_map(|row| &row.serves);
    serves
        .flat_map(|serves| serves.verdicts.iter().map(|cell| cell.slot.clone()))
        .collect()
}

#[test]
fn products_share_a_cell_unless_version_or_hash_differ() {
    let camera = Camera::plain();
    let shared = [
        "asvs-c:C.1/verdict/debug-ports/interface.console",
        "asvs-c:C.1/verdict/debug-ports/interface.pads",
        // Only the variant has this one.
        "asvs-c:C.1/verdict/debug-ports/interface.service/pro",
    ];
    assert_eq!(verdict_slots(&camera), shared);
    assert_eq!(verdict_slots(&versioned("1.0", "1.0")), shared);
    assert_eq!(
        verdict_slots(&versioned("1.0", "2.0")),
        [
            "asvs-c:C.1/verdict/debug-ports/interface.console",
            "asvs-c:C.1/verdict/debug-ports/interface.console/pro",
            "asvs-c:C.1/verdict/debug-ports/interface.pads",
            "asvs-c:C.1/verdict/debug-ports/interface.pads/pro",
            "asvs-c:C.1/verdict/debug-ports/interface.service/pro",
        ]
    );
}

#[test]
fn the_longest_chain_is_found() {
    let camera = Camera::plain();
    let effort = view_test_plan(&camera.basis()).effort;
    assert_eq!(
        (
            effort.total.attended,
            effort.total.unattended,
            effort.total.open
        ),
        (840, 60, 480)
    );
    let runs: Vec<&str> = effort
        .critical_runs
        .iter()
        .map(|run| run.key.as_str())
        .collect();
    assert_eq!(
        (effort.critical_path, runs),
        (540, vec!["teardown", "debug-ports"])
    );
}

#[test]
fn open_questions_tell_what_hangs_on_them() {
    let camera = Camera::plain();
    insta::assert_snapshot!(pretty(&view_test_plan(&camera.basis()).open));
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
    let grounds = view_test_plan(&basis).not_applicable.into_iter();
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
    let (tcf, checklist) = (view_tcf(&basis), view_checklist(&basis));
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
