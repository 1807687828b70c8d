//! The construction file: its layout, what is handed in and what is missing.

use praman::source::Text;

use super::*;

#[test]
fn a_form_lays_its_document_out() {
    let shown = |part: &PartView| {
        let asks = part
            .asks
            .iter()
            .map(|ask| format!("{}: {}", ask.key, word(&ask.kind)));
        let inventories = part.inventories.iter().map(Text::to_string);
        let more: Vec<String> = inventories.chain(asks).collect();
        format!("{}({})", word(&part.prints), more.join(", "))
    };
    let layout = |camera: &Camera| {
        let sections = view_tcf(&camera.basis()).sections.into_iter();
        let line = |section: SectionView| {
            format!(
                "{} ({}): {} [{}]",
                section.key,
                section.number.unwrap_or_default(),
                section
                    .parts
                    .iter()
                    .map(shown)
                    .collect::<Vec<_>>()
                    .join(", "),
                section.evidence.join(", ")
            )
        };
        sections.map(line).collect::<Vec<_>>().join("\n")
    };
    let one = layout(&Camera::plain());
    let shared = layout(&changed(&[
        ("lists chip", "lists chip; holds product"),
        (
            "holds declarations, undertakings of oem-team",
            "holds declarations, undertakings of oem-team, product",
        ),
    ]));
    let none = layout(&changed(&[("  forms F03, F04\n", "")]));
    insta::assert_snapshot!(format!(
        "{one}\n\nproduct in three sections:\n{shared}\n\nno form:\n{none}"
    ));
}

/// Returns for each pointer of the datasheet's obligation whether something has been handed in.
fn handed_in(camera: &Camera) -> Vec<bool> {
    let tcf = view_tcf(&camera.basis());
    let response = tcf.responses.first().expect("C.1 is owed");
    let wanted = response
        .evidence
        .iter()
        .find(|wanted| wanted.key == "chip-docs")
        .expect("it is wanted");
    wanted
        .pointers
        .iter()
        .map(|pointer| !pointer.submitted.is_empty())
        .collect()
}

#[test]
fn evidence_fills_the_rows_that_it_speaks_of() {
    let mut camera = Camera::plain();
    assert_eq!(
        handed_in(&camera),
        [true, false, true, false],
        "it covers interface.console, and maybe entries that are not known"
    );
    let control =
        |camera: &Camera, name: &str| camera.scheme.controls.find(name).expect("it is there");
    let (own, other) = (
        control(&camera, "asvs-c:C.1"),
        control(&camera, "asvs-c:C.12"),
    );
    let chip = Covered::Entry {
        inventory: InventoryId::from_index(0),
        id: "main".to_owned(),
        name: "chip.main".to_owned(),
    };
    for (covers, expected) in [
        (vec![], [true; 4]),
        (vec![chip], [true; 4]),
        (vec![Covered::Control(own)], [true; 4]),
        (vec![Covered::Control(other)], [false; 4]),
        (
            vec![Covered::Control(other), Covered::Control(own)],
            [true; 4],
        ),
    ] {
        camera
            .product
            .evidence
            .iter_mut()
            .for_each(|one| one.covers.clone_from(&covers));
        assert_eq!(handed_in(&camera), expected, "{covers:?}");
    }
}

#[test]
fn what_is_missing_is_counted_where_it_belongs() {
    let camera = Camera::plain();
    let missing = view_tcf(&camera.basis()).missing;
    let line = |key: &str, counts: MissingCounts| format!("{key}: {counts:?}");
    let lines = missing
        .sections
        .iter()
        .map(|one| line(&one.key, one.counts));
    let lines: Vec<String> = lines.chain([line("all", missing.total)]).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn what_is_owed_once_by_some_products_says_by_which() {
    let mut camera = Camera::plain();
    let plan = camera.plan.controls.at_mut(0).expect("C.1 is planned");
    for owed in &mut plan.evidence {
        owed.line.rows = OwedRows::Once;
        owed.line.variants = [Some("pro".to_owned())].into();
    }
    let tcf = view_tcf(&camera.basis());
    let wanted = tcf.responses.first().expect("C.1 is owed").evidence.iter();
    let rows = wanted.flat_map(|wanted| &wanted.pointers);
    assert!(rows.clone().count() > 0);
    for pointer in rows {
        assert_eq!(pointer.row.variants.join(", "), "pro");
    }
}

#[test]
fn a_party_undertakes_what_binds_it() {
    let camera = Camera::plain();
    let tcf = view_tcf(&camera.basis());
    let counted: Vec<(&str, usize)> = tcf
        .missing
        .sections
        .iter()
        .map(|one| (one.key.as_str(), one.counts.undertakings))
        .filter(|(_, count)| *count > 0)
        .collect();
    assert_eq!(counted, [("signed", 1)]);
    insta::assert_snapshot!(pretty(&tcf.undertakings));
}
