//! Room for what is still to be said or decided, and what tells apart what looks alike.

use praman::view::view_procedures;

use super::*;

/// The place in the product file behind its evidence.
const BEHIND: &str = "    covers: [interface.console]\n";

/// A second datasheet, of which little is said.
const SECOND: &str = "  - { kind: soc-datasheet, title: \"Errata\", document: \"DS-101\", date: 2025-12, access: on_site }\n";

/// Returns for each line of the index of evidence the numbers under which it stands.
fn numbers(camera: &Camera) -> Vec<Vec<String>> {
    let index = form(camera, "tcf").evidence.into_iter();
    let numbers = index.map(|line| {
        let papers = line.submitted.iter();
        let papers = papers.map(|one| one.paper.number.clone());
        papers.chain(line.number).collect()
    });
    numbers.collect()
}

#[test]
fn a_second_document_of_a_kind_changes_no_other_number() {
    let before = numbers(&Camera::plain());
    let behind = format!("{BEHIND}{SECOND}");
    let mut after = numbers(&changed(&[(BEHIND, &behind)]));
    assert_eq!(after[0], ["1", "1.2"]);
    after[0].pop();
    assert_eq!(after, before);
}

#[test]
fn what_is_not_said_of_a_document_has_room() {
    let lacks = |camera: &Camera| -> Vec<Vec<String>> {
        let index = form(camera, "tcf").evidence;
        let line = index
            .into_iter()
            .find(|line| line.kind.key == *"soc-datasheet");
        let papers = line.expect("it was handed in").submitted.into_iter();
        let lacks = papers.map(|one| {
            let lacks = one.lacks.iter();
            let rooms = lacks.map(|lack| lack.slot.as_ref().expect("it has room").text());
            rooms.collect()
        });
        lacks.collect()
    };
    assert_eq!(lacks(&Camera::plain()), [Vec::<String>::new()]);
    let behind = format!("{BEHIND}{SECOND}");
    let camera = changed(&[
        ("    link: \"https://example.org/ds-100.pdf\"\n", ""),
        ("    access: on_site\n", ""),
        (BEHIND, &behind),
    ]);
    assert_eq!(
        lacks(&camera),
        [
            vec![
                "document/link/soc-datasheet/DS-100",
                "document/access/soc-datasheet/DS-100"
            ],
            vec![
                "document/link/soc-datasheet/DS-101",
                "document/confidentiality/soc-datasheet/DS-101",
                "document/sha256/soc-datasheet/DS-101",
            ],
        ]
    );
}

#[test]
fn each_of_several_kinds_of_evidence_has_its_page() {
    let tcf = form(&Camera::plain(), "tcf");
    let wanted = tcf.responses.iter().flat_map(|one| &one.evidence);
    let (several, single): (Vec<_>, Vec<_>) = wanted.partition(|one| one.needed.is_some());
    let kinds = |wanted: &[&praman::view::WantedView]| -> Vec<(String, usize, String)> {
        let pointers = wanted.iter().flat_map(|one| &one.pointers);
        let kinds = pointers.flat_map(|one| &one.kinds);
        let kinds = kinds.map(|one| {
            (
                one.kind.key.to_string(),
                one.submitted.len(),
                one.page.text(),
            )
        });
        kinds.collect()
    };
    let expected = [
        (
            "soc-datasheet",
            1,
            "asvs-c:C.1/page/soc-datasheet/interface.console",
        ),
        (
            "schematic",
            0,
            "asvs-c:C.1/page/schematic/interface.console",
        ),
    ];
    let expected = expected.map(|(kind, count, page)| (kind.to_owned(), count, page.to_owned()));
    assert_eq!(kinds(&several)[..2], expected);
    assert!(kinds(&single).is_empty());
}

#[test]
fn a_worksheet_says_which_sample_each_depth_takes() {
    let camera = changed(&[
        ("verify debug-ports by test", "verify debug-ports by attack"),
        ("sample opened leaves dead", "sample own opened leaves dead"),
    ]);
    let record = view_record(&camera.basis());
    let sheet = record.sheets.iter().find(|one| one.key == "debug-ports");
    let sheet = sheet.expect("it is planned");
    let [test, attack] = &sheet.blocks[..] else {
        panic!("it has two depths");
    };
    assert!(test.samples != attack.samples && !test.samples.is_empty());
    let both: Vec<&String> = test.samples.iter().chain(&attack.samples).collect();
    assert_eq!(both, sheet.samples.iter().collect::<Vec<_>>());
}

#[test]
fn equipment_that_only_an_open_case_needs_is_open() {
    let plan = view_plan(&Camera::plain().basis());
    let needs = plan.equipment.iter();
    let needs: Vec<_> = needs.map(|need| (need.key.as_str(), need.status)).collect();
    let expected = [
        ("logic-analyser", Status::Applies),
        ("usb-uart-adapter", Status::Applies),
        ("usb-host", Status::Applies),
        ("adapter", Status::Open),
    ];
    assert_eq!(needs, expected);
    let held = plan.equipment.iter().filter_map(|need| need.held.as_ref());
    assert_eq!(held.count(), expected.len());
}

#[test]
fn procedures_name_their_number_in_the_plan() {
    let camera = Camera::plain();
    let plan = view_plan(&camera.basis());
    let mut planned: Vec<_> = plan
        .methods
        .iter()
        .map(|one| (&one.key, Some(one.number)))
        .collect();
    let procedures = view_procedures(&camera.basis());
    let mut named: Vec<_> = procedures
        .methods
        .iter()
        .map(|one| (&one.key, one.planned))
        .collect();
    planned.sort();
    named.sort();
    assert_eq!(named, planned);
}

#[test]
fn the_assessor_agrees_to_what_is_declined() {
    let checklist = form(&Camera::plain(), "checklist");
    let asides = checklist.asides.iter();
    let agreed: Vec<_> = asides
        .filter_map(|one| Some((one.control.key.as_str(), one.agreed.as_ref()?.text())))
        .collect();
    let slot = "iso27402:5.3.1/not-applicable-agreed".to_owned();
    assert_eq!(agreed, [("iso27402:5.3.1", slot)]);
    let mut taken_over = checklist
        .assessments
        .iter()
        .map(|one| one.taken_over.text());
    assert_eq!(
        taken_over.next().as_deref(),
        Some("asvs-c:C.1/remark/taken-over")
    );
}

#[test]
fn what_a_requirement_leaves_out_is_said_with_the_reason() {
    let left_out = |camera: &Camera| -> Vec<(String, String)> {
        let tcf = form(camera, "tcf");
        let left_out = tcf.responses.iter().flat_map(|one| &one.left_out);
        let left_out = left_out.map(|one| (one.entries.join(", "), one.because.clone()));
        left_out.collect()
    };
    assert_eq!(left_out(&Camera::plain()), []);
    let camera = changed(&[
        ("pads: {", "pads: { kind: other,"),
        ("    console:", "    jack: { kind: other }\n    console:"),
    ]);
    let expected = ("interface.jack, interface.pads", "kind is other");
    let expected = [(expected.0.to_owned(), expected.1.to_owned())];
    assert_eq!(left_out(&camera), expected);
}
