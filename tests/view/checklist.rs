//! The checklist: what it counts and asks for.

use super::*;

#[test]
fn documents_are_counted() {
    let mut camera = Camera::plain();
    let count = |camera: &Camera| {
        let totals = form(camera, "checklist")
            .totals
            .expect("controls are judged");
        (
            totals.evidence_wanted,
            totals.evidence_handed_in,
            totals.evidence_missing,
        )
    };
    assert_eq!(count(&camera), (3, 0, 3), "one entry of several is covered");
    camera.product.evidence[0].covers.clear();
    assert_eq!(count(&camera), (3, 1, 2), "the datasheet meets a choice");
    camera.product.evidence.clear();
    assert_eq!(count(&camera), (3, 0, 3));
    camera.plan.controls = KeyedList::default();
    assert_eq!(count(&camera), (0, 0, 0));
}

#[test]
fn the_checklist_asks_for_the_verdicts_of_the_plan() {
    let camera = versioned("1.0", "2.0");
    let (plan, checklist) = (view_record(&camera.basis()), form(&camera, "checklist"));
    let rows = plan.sheets.iter().flat_map(|sheet| &sheet.rows);
    let serves = rows.flat_map(|row| &row.serves);
    let mut planned: Vec<String> = serves
        .flat_map(|serves| serves.verdicts.iter().map(|cell| cell.slot.text()))
        .collect();
    let tests = checklist.assessments.iter().flat_map(|one| &one.tests);
    let rows = tests.flat_map(|test| &test.rows);
    let mut asked: Vec<String> = rows
        .flat_map(|row| row.verdicts.iter().map(|cell| cell.slot.text()))
        .collect();
    planned.sort_unstable();
    asked.sort_unstable();
    assert!(!asked.is_empty());
    assert_eq!(asked, planned);
}

#[test]
fn a_certificate_would_name_each_model_with_its_versions() {
    let camera = versioned("1.0", "2.0");
    let scope = form(&camera, "checklist").scope.expect("it is held");
    insta::assert_snapshot!(pretty(&scope));
}

#[test]
fn a_row_that_is_tested_and_audited_has_one_verdict() {
    let mut camera = Camera::plain();
    let plan = camera.plan.controls.at_mut(0).expect("C.1 is planned");
    let tested = plan.procedures.iter();
    let mut audited = tested
        .filter(|owed| owed.depth == Depth::Test)
        .cloned()
        .collect::<Vec<_>>();
    for owed in &mut audited {
        owed.depth = Depth::Audit;
    }
    plan.procedures.extend(audited);
    let control = plan.control;
    for row in camera
        .plan
        .runs
        .iter_mut()
        .flat_map(|run| run.rows.iter_mut())
    {
        for served in row.serves.iter_mut().filter(|one| one.control == control) {
            served.depths = served.depths.and(Depths::of(Depth::Audit));
        }
    }
    let checklist = form(&camera, "checklist");
    let question = checklist.assessments.first().expect("C.1 is asked");
    let lines = question.tests.iter().flat_map(|test| {
        let depth = &test.depth;
        test.rows.iter().map(move |row| {
            let with = row.given_with.as_deref().unwrap_or("itself");
            let slots = row.verdicts.len();
            format!("{depth} {}: {slots} with {with}", row.row.shown)
        })
    });
    let lines: Vec<String> = lines.collect();
    let roll_up = checklist.roll_up.as_ref().expect("controls are judged");
    let rolled = roll_up.controls.first().expect("C.1 counts");
    let parts = rolled
        .parts
        .iter()
        .map(|part| format!("{}: {} cells", part.depth.word(), part.cells.len()));
    let parts: Vec<String> = parts.collect();
    insta::assert_snapshot!(format!("{}\n\n{}", lines.join("\n"), parts.join("\n")));
}
