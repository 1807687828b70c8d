//! Forms: their layout, what is handed in and what is missing.

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
        let sections = form(camera, "tcf").sections.into_iter();
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
        ("holds evidence\n", "holds evidence, product\n"),
        (
            "holds declarations, undertakings of oem-team",
            "holds declarations, undertakings of oem-team, product",
        ),
    ]));
    insta::assert_snapshot!(format!("{one}\n\nproduct in three sections:\n{shared}"));
}

/// Returns for each pointer of the datasheet's obligation whether something has been handed in.
fn handed_in(camera: &Camera) -> Vec<bool> {
    let tcf = form(camera, "tcf");
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
        [true, false, false, false],
        "it covers interface.console, and no entry that is not known"
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
        (vec![chip.clone()], [false; 4]),
        (vec![chip, Covered::Control(own)], [false; 4]),
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
    let missing = form(&camera, "tcf").missing.expect("it is asked for");
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
    let tcf = form(&camera, "tcf");
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
    let tcf = form(&camera, "tcf");
    let counted: Vec<(&str, usize)> = tcf
        .missing
        .iter()
        .flat_map(|missing| &missing.sections)
        .map(|one| (one.key.as_str(), one.counts.undertakings))
        .filter(|(_, count)| *count > 0)
        .collect();
    assert_eq!(counted, [("signed", 1)]);
    insta::assert_snapshot!(pretty(&tcf.undertakings));
}

/// Reads the camera with one more control that calls for what is said of its ports.
fn answering(pads: &str, more: &[(&str, &str)]) -> Camera {
    let rows = "  applies for each debug_port\n";
    let called = format!("{rows}  evidence port-answers\n");
    let pads = format!("pads: {{ origin: found{pads} }}");
    let own = [(rows, called.as_str()), ("pads: { origin: found }", &pads)];
    changed(&[&own, more].concat())
}

#[test]
fn what_bears_on_a_control_stands_there_in_place_of_a_response() {
    let of_variant = [(
        "source_access: binaries_only }",
        "source_access: binaries_only, interface.console.protection: glue }",
    )];
    let tcf = form(&answering("", &of_variant), "tcf");
    let response = |key: &str| {
        let mut all = tcf.responses.iter();
        all.find(|one| one.control.key == *key).expect("it is owed")
    };
    let own = response("asvs-c:C.1");
    assert!(own.rows.is_empty() && !response("asvs-c:C.9").rows.is_empty());
    let shown = |response: &ResponseView| {
        let rows = response.answers.iter().flat_map(|answered| &answered.rows);
        let rows = rows.map(|line| {
            let given = line.answers.iter();
            let given = given.map(|one| one.answer.as_deref().unwrap_or("-"));
            let given: Vec<&str> = given.collect();
            let variant = line.variant.as_deref().unwrap_or("all");
            format!("{} ({variant}): {}", line.row.shown, given.join(", "))
        });
        rows.collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(format!(
        "of its entries:\n{}\nof all entries:\n{}",
        shown(own),
        shown(response("asvs-c:C.12"))
    ));
    let wanted = tcf.responses.iter().flat_map(|one| &one.evidence);
    let kinds = wanted.flat_map(|wanted| &wanted.kinds);
    let mut kinds = kinds.chain(tcf.evidence.iter().map(|line| &line.kind));
    assert!(kinds.all(|kind| kind.answers.is_none()));
}

#[test]
fn an_answer_that_bears_and_is_not_given_is_missing_once() {
    let missing = |camera: &Camera| {
        let all = form(camera, "tcf").missing.expect("it is asked for");
        let mut sections = all.sections.into_iter();
        let device = sections.find(|one| one.key == "device");
        (
            device.expect("answers are missing").counts.answers,
            all.total.documents,
        )
    };
    let (answers, documents) = missing(&Camera::plain());
    for (pads, expected) in [
        ("", answers + 1),
        (", protection: unknown", answers + 1),
        (", protection: none", answers),
    ] {
        assert_eq!(
            missing(&answering(pads, &[])),
            (expected, documents),
            "{pads}"
        );
    }
    let uncalled = changed(&[("  evidence port-answers\n", "")]);
    assert_eq!(missing(&uncalled), (answers - 1, documents));
}

/// Returns what is missing in the construction file where a dossier has filled in some blanks.
fn missing_beside(camera: &Camera, blanks: &[String], standing: &Standing) -> MissingCounts {
    let view = FilledView {
        value: None,
        shown: "typed".to_owned(),
        standing: standing.clone(),
        kept: false,
        follows: None,
        note: None,
    };
    let filled = blanks.iter().map(|blank| (blank.clone(), view.clone()));
    let documents = [("tcf".to_owned(), filled.collect())];
    let answered = answered_in(&documents.into_iter().collect());
    let basis = camera.basis().with_answers(answered);
    let mut forms = printed_forms(&camera.scheme);
    let (id, _) = forms.find(|(_, name)| **name == *"tcf").expect("a form");
    let missing = view_form_document(&basis, id).missing;
    missing.expect("it is asked for").total
}

#[test]
fn what_a_dossier_answers_is_not_missing() {
    let camera = Camera::plain();
    let tcf = form(&camera, "tcf");
    let without = tcf.missing.as_ref().expect("it is asked for").total;
    let typed = Standing::Answered;
    assert_eq!(missing_beside(&camera, &[], &typed), without);
    let mut rows = tcf.responses.iter().flat_map(|one| &one.rows);
    let row = rows.find_map(|row| row.slot.as_ref()).expect("a response");
    let one = [row.text()];
    let expected = MissingCounts {
        responses: without.responses - 1,
        ..without
    };
    assert_eq!(missing_beside(&camera, &one, &typed), expected);
    // It is there, though somebody has to look at it; of a blank that lacks a model, a part is missing.
    let changed = Standing::ToReview(Vec::new());
    assert_eq!(missing_beside(&camera, &one, &changed), expected);
    assert_eq!(missing_beside(&camera, &one, &Standing::Missing), without);
    // Whatever the form asks is filled in: what belongs in the product file is left.
    let blanks = blanks_in(|| drop(serde_json::to_string(&tcf).expect("JSON")));
    let blanks: Vec<String> = blanks.iter().map(ToString::to_string).collect();
    let left = missing_beside(&camera, &blanks, &typed);
    let expected = MissingCounts {
        answers: left.answers,
        open: without.open,
        ..MissingCounts::default()
    };
    assert_eq!(left, expected);
    assert!(0 < left.answers && left.answers < without.answers);
}
