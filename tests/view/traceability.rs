//! Traceability: the contract of its JSON, gaps, and what no control reaches.

use praman::source::Text;

use super::*;

#[test]
fn the_json_of_controls_keeps_its_contract() {
    let camera = Camera::plain();
    let text = pretty(&view_traceability(&camera.basis()));
    let order = [
        "\"edition\"",
        "\"level\"",
        "\"product\"",
        "\"controls\"",
        "\"head\"",
    ];
    let places: Vec<_> = order.iter().map(|key| text.find(key)).collect();
    assert!(
        places.iter().all(Option::is_some) && places.is_sorted(),
        "{places:?}"
    );
    let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let controls = json
        .get("controls")
        .and_then(|all| all.as_array())
        .expect("controls");
    assert_eq!(controls.len(), camera.plan.controls.len());
    for control in controls {
        let expected = [
            "evidence",
            "key",
            "level",
            "procedures",
            "reason",
            "status",
            "strength",
            "title",
            "variants",
        ];
        let mut found = keys(control);
        found.sort_unstable();
        assert_eq!(found, expected);
        let part = |name: &str| {
            control
                .get(name)
                .and_then(|all| all.as_array())
                .cloned()
                .unwrap_or_default()
        };
        for (name, expected) in [
            ("evidence", &["for", "key", "kinds", "status"][..]),
            (
                "procedures",
                &["cases", "depth", "each", "for", "key", "status"][..],
            ),
        ] {
            for one in part(name) {
                let mut found = keys(&one);
                found.sort_unstable();
                assert_eq!(found, expected);
            }
        }
    }
}

#[test]
fn no_date_is_shown_unless_given() {
    let mut camera = Camera::plain();
    assert!(!pretty(&view_traceability(&camera.basis())).contains("2026-"));
    camera.stamp.date = Some("2026-02-03".to_owned());
    assert!(pretty(&view_traceability(&camera.basis())).contains("2026-02-03"));
}

#[test]
fn gaps_are_named() {
    let mut camera = Camera::plain();
    let told = |camera: &Camera| {
        let gaps = view_traceability(&camera.basis()).gaps.into_iter();
        gaps.map(|gap| {
            let answers = gap.settled_by.into_iter().map(|one| one.name);
            let answers: Vec<Text> = answers.collect();
            format!(
                "{} {}: {} {answers:?}",
                word(&gap.kind),
                gap.subject,
                gap.says
            )
        })
        .collect::<Vec<_>>()
        .join("\n")
    };
    let before = told(&camera);
    for plan in &mut camera.plan.controls {
        plan.evidence.clear();
        plan.procedures
            .iter_mut()
            .for_each(|owed| owed.line.rows = OwedRows::AtLeastOne(Vec::new().into()));
        if plan.status == Status::Applies && plan.procedures.len() == 1 {
            plan.status = Status::Declined;
        }
    }
    insta::assert_snapshot!(format!(
        "{before}\n\nwithout evidence and entries:\n{}",
        told(&camera)
    ));
}

#[test]
fn a_standard_is_reached_by_relations_and_coverage_but_not_by_none() {
    let unreached = |camera: &Camera| {
        let view = view_traceability(&camera.basis());
        let line = |one: &StandardAlone| {
            let keys: Vec<&str> = one.unreached.iter().map(|one| one.key.as_str()).collect();
            format!("{} of {}: {}", keys.len(), one.controls, keys.join(", "))
        };
        view.alone.iter().map(line).collect::<Vec<_>>().join("\n")
    };
    let mut camera = Camera::plain();
    let mut found = vec![unreached(&camera)];
    let iso = camera.scheme.controls.find("iso27402:5.2.6");
    let iso = iso.and_then(|iso| camera.scheme.controls.get_mut(iso));
    let because = String::new();
    iso.expect("it is there").treatment = Treatment::NotAssessed {
        because: because.into(),
    };
    found.push(unreached(&camera));
    for relation in &mut camera.scheme.relations {
        relation.kind = RelationKind::None;
    }
    found.push(unreached(&camera));
    insta::assert_snapshot!(found.join("\n\n"));
}
