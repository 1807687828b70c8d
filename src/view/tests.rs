use super::fixture::Fixture;
use super::*;
use crate::model::{
    Answer, Attribute, AttributeId, AttributeKind, Depth, Depths, Given, Holding, Id, InventoryId,
    RelationKind, Treatment, Type, TypeKind, Value,
};
use crate::plan::{OwedRows, Status};
use crate::product::Covered;
use crate::source::Text;

fn pretty(value: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(value).expect("views serialise")
}

/// Returns the word that JSON has for something.
fn word(value: &impl serde::Serialize) -> String {
    let value = serde_json::to_value(value).expect("views serialise");
    value.as_str().expect("a word").to_owned()
}

fn keys(value: &serde_json::Value) -> Vec<&str> {
    let object = value.as_object().expect("an object");
    object.keys().map(String::as_str).collect()
}

#[test]
fn traceability_tells_the_whole_way() {
    let fixture = Fixture::plain();
    insta::assert_snapshot!(pretty(&view_traceability(&fixture.basis())));
}

#[test]
fn the_json_of_controls_keeps_its_contract() {
    let fixture = Fixture::plain();
    let text = pretty(&view_traceability(&fixture.basis()));
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
    assert_eq!(controls.len(), fixture.plan.controls.len());
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
            ("evidence", ["for", "key", "kinds", "status"]),
            ("procedures", ["depth", "for", "key", "status"]),
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
    let mut fixture = Fixture::plain();
    assert!(!pretty(&view_traceability(&fixture.basis())).contains("2026-"));
    fixture.stamp.date = Some("2026-02-03".to_owned());
    assert!(pretty(&view_traceability(&fixture.basis())).contains("2026-02-03"));
}

#[test]
fn gaps_are_named() {
    let mut fixture = Fixture::plain();
    let told = |fixture: &Fixture| {
        let gaps = view_traceability(&fixture.basis()).gaps.into_iter();
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
    let before = told(&fixture);
    for plan in &mut fixture.plan.controls {
        plan.evidence.clear();
        plan.procedures
            .iter_mut()
            .for_each(|owed| owed.rows = OwedRows::AtLeastOne(Vec::new().into()));
        if plan.status == Status::Applies && plan.procedures.len() == 1 {
            plan.status = Status::Declined;
        }
    }
    insta::assert_snapshot!(format!(
        "{before}\n\nwithout evidence and entries:\n{}",
        told(&fixture)
    ));
}

/// Tells for each document what does not apply, to which product, and in which slot that is agreed to.
fn falling(fixture: &Fixture) -> String {
    let basis = fixture.basis();
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
    let mut fixture = Fixture::plain();
    let variant = falling(&fixture);
    for plan in &mut fixture.plan.controls {
        for one in &mut plan.variants {
            one.variant = match &one.variant {
                None => Some("pro".to_owned()),
                Some(_) => None,
            };
        }
    }
    insta::assert_snapshot!(format!(
        "a variant has no radio:\n{variant}\n\nthe lead has none:\n{}",
        falling(&fixture)
    ));
}

#[test]
fn documents_are_counted() {
    let mut fixture = Fixture::plain();
    let count = |fixture: &Fixture| {
        let totals = view_checklist(&fixture.basis()).totals;
        (
            totals.evidence_wanted,
            totals.evidence_handed_in,
            totals.evidence_missing,
        )
    };
    assert_eq!(count(&fixture), (3, 1, 2), "the datasheet meets a choice");
    fixture.product.evidence.clear();
    assert_eq!(count(&fixture), (3, 0, 3));
    fixture.plan.controls = Vec::new().into();
    assert_eq!(count(&fixture), (0, 0, 0));
}

/// Gives the interfaces a version, one per product in the order lead, variant.
fn versions(fixture: &mut Fixture, versions: [&str; 2]) {
    let interface: InventoryId = fixture
        .scheme
        .inventories
        .find("interface")
        .expect("the fixture has it");
    let inventory = fixture
        .scheme
        .inventories
        .get_mut(interface)
        .expect("it is there");
    let attribute = Attribute {
        key: "version".into(),
        question: "Which version?".into(),
        answer: Type {
            kind: TypeKind::Version,
            or_none: false,
        },
        kind: AttributeKind::Property,
        place: inventory.place,
    };
    let version: AttributeId = inventory
        .attributes
        .insert("version", attribute)
        .expect("it is new");
    let target = &mut fixture.product.target;
    let variants = target
        .variants
        .iter_mut()
        .map(|variant| &mut variant.situation);
    for (situation, text) in std::iter::once(&mut target.lead)
        .chain(variants)
        .zip(versions)
    {
        for values in situation.stock_mut(interface).entries.all_values_mut() {
            let answer = Answer::One(Value::Text(text.to_owned()));
            values.insert(
                version,
                Given {
                    answer,
                    place: None,
                },
            );
        }
    }
}

/// Returns the verdict slots of the debug ports.
fn verdict_slots(fixture: &Fixture) -> Vec<String> {
    let plan = view_test_plan(&fixture.basis());
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
    let mut fixture = Fixture::plain();
    let shared = [
        "asvs-c:C.1/verdict/debug-ports/interface.console",
        "asvs-c:C.1/verdict/debug-ports/interface.pads",
        // Only the variant has this one.
        "asvs-c:C.1/verdict/debug-ports/interface.service/pro",
    ];
    assert_eq!(verdict_slots(&fixture), shared);
    versions(&mut fixture, ["1.0", "1.0"]);
    assert_eq!(verdict_slots(&fixture), shared);
    let mut fixture = Fixture::plain();
    versions(&mut fixture, ["1.0", "2.0"]);
    assert_eq!(
        verdict_slots(&fixture),
        [
            "asvs-c:C.1/verdict/debug-ports/interface.console",
            "asvs-c:C.1/verdict/debug-ports/interface.console/pro",
            "asvs-c:C.1/verdict/debug-ports/interface.pads",
            "asvs-c:C.1/verdict/debug-ports/interface.pads/pro",
            "asvs-c:C.1/verdict/debug-ports/interface.service/pro",
        ]
    );
}

/// Returns for each pointer of the datasheet's obligation whether something has been handed in.
fn handed_in(fixture: &Fixture) -> Vec<bool> {
    let tcf = view_tcf(&fixture.basis());
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
    let mut fixture = Fixture::plain();
    assert_eq!(
        handed_in(&fixture),
        [true, false, false],
        "it covers interface.console"
    );
    let control =
        |fixture: &Fixture, name: &str| fixture.scheme.controls.find(name).expect("it is there");
    let (own, other) = (
        control(&fixture, "asvs-c:C.1"),
        control(&fixture, "asvs-c:C.12"),
    );
    let chip = Covered::Entry {
        inventory: InventoryId::from_index(0),
        id: "main".to_owned(),
        name: "chip.main".to_owned(),
    };
    for (covers, expected) in [
        (vec![], [true, true, true]),
        (vec![chip], [true, true, true]),
        (vec![Covered::Control(own)], [true, true, true]),
        (vec![Covered::Control(other)], [false, false, false]),
        (
            vec![Covered::Control(other), Covered::Control(own)],
            [true, true, true],
        ),
    ] {
        fixture
            .product
            .evidence
            .iter_mut()
            .for_each(|one| one.covers.clone_from(&covers));
        assert_eq!(handed_in(&fixture), expected, "{covers:?}");
    }
}

#[test]
fn a_form_lays_its_document_out() {
    let mut fixture = Fixture::plain();
    let shown = |part: &PartView| {
        let asks = part
            .asks
            .iter()
            .map(|ask| format!("{}: {}", ask.key, word(&ask.kind)));
        let inventories = part.inventories.iter().map(Text::to_string);
        let more: Vec<String> = inventories.chain(asks).collect();
        format!("{}({})", word(&part.prints), more.join(", "))
    };
    let layout = |fixture: &Fixture| {
        let sections = view_tcf(&fixture.basis()).sections.into_iter();
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
    let one = layout(&fixture);
    let form = fixture.scheme.forms.find("F03").expect("the form");
    let form = fixture.scheme.forms.get_mut(form).expect("it is there");
    for section in ["chips", "signed"] {
        let section = form.sections.find(section).expect("the section");
        if let Some(section) = form.sections.get_mut(section) {
            section.holds.push(Holding::Product);
        }
    }
    let shared = layout(&fixture);
    fixture.scheme.edition.forms.clear();
    let none = layout(&fixture);
    insta::assert_snapshot!(format!(
        "{one}\n\nproduct in three sections:\n{shared}\n\nno form:\n{none}"
    ));
}

#[test]
fn the_longest_chain_is_found() {
    let fixture = Fixture::plain();
    let effort = view_test_plan(&fixture.basis()).effort;
    assert_eq!(
        (effort.attended, effort.unattended, effort.open),
        (450, 30, 90)
    );
    let runs: Vec<&str> = effort
        .critical_runs
        .iter()
        .map(|run| run.key.as_str())
        .collect();
    assert_eq!(
        (effort.critical_path, runs),
        (420, vec!["teardown", "debug-ports"])
    );
}

#[test]
fn open_questions_tell_what_hangs_on_them() {
    let fixture = Fixture::plain();
    insta::assert_snapshot!(pretty(&view_test_plan(&fixture.basis()).open));
}

#[test]
fn the_checklist_asks_for_the_verdicts_of_the_plan() {
    let mut fixture = Fixture::plain();
    versions(&mut fixture, ["1.0", "2.0"]);
    let (plan, checklist) = (
        view_test_plan(&fixture.basis()),
        view_checklist(&fixture.basis()),
    );
    let rows = plan.runs.iter().flat_map(|run| &run.rows);
    let serves = rows.flat_map(|row| &row.serves);
    let mut planned: Vec<&str> = serves
        .flat_map(|serves| serves.verdicts.iter().map(|cell| cell.slot.as_str()))
        .collect();
    let tests = checklist.questions.iter().flat_map(|one| &one.tests);
    let rows = tests.flat_map(|test| &test.rows);
    let mut asked: Vec<&str> = rows
        .flat_map(|row| row.verdicts.iter().map(|cell| cell.slot.as_str()))
        .collect();
    planned.sort_unstable();
    asked.sort_unstable();
    assert!(!asked.is_empty());
    assert_eq!(asked, planned);
}

#[test]
fn what_is_missing_is_counted_where_it_belongs() {
    let fixture = Fixture::plain();
    let missing = view_tcf(&fixture.basis()).missing;
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
    let mut fixture = Fixture::plain();
    let plan = fixture.plan.controls.at_mut(0).expect("C.1 is planned");
    for owed in &mut plan.evidence {
        owed.rows = OwedRows::Once;
        owed.variants = [Some("pro".to_owned())].into();
    }
    let tcf = view_tcf(&fixture.basis());
    let wanted = tcf.responses.first().expect("C.1 is owed").evidence.iter();
    let rows = wanted.flat_map(|wanted| &wanted.pointers);
    assert!(rows.clone().count() > 0);
    for pointer in rows {
        assert_eq!(pointer.row.variants.join(", "), "pro");
    }
}

#[test]
fn a_certificate_would_name_each_model_with_its_versions() {
    let mut fixture = Fixture::plain();
    versions(&mut fixture, ["1.0", "2.0"]);
    insta::assert_snapshot!(pretty(&view_checklist(&fixture.basis()).scope));
}

#[test]
fn a_party_undertakes_what_binds_it() {
    let fixture = Fixture::plain();
    let tcf = view_tcf(&fixture.basis());
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

#[test]
fn a_row_that_is_tested_and_audited_has_one_verdict() {
    let mut fixture = Fixture::plain();
    let plan = fixture.plan.controls.at_mut(0).expect("C.1 is planned");
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
    for row in fixture.plan.runs.iter_mut().flat_map(|run| &mut run.rows) {
        for (_, depths) in row.serves.iter_mut().filter(|(one, _)| *one == control) {
            *depths = depths.and(Depths::of(Depth::Audit));
        }
    }
    let checklist = view_checklist(&fixture.basis());
    let question = checklist.questions.first().expect("C.1 is asked");
    let lines = question.tests.iter().flat_map(|test| {
        let depth = &test.depth;
        test.rows.iter().map(move |row| {
            let with = row.given_with.as_deref().unwrap_or("itself");
            let slots = row.verdicts.len();
            format!("{depth} {}: {slots} with {with}", row.row.shown)
        })
    });
    let lines: Vec<String> = lines.collect();
    let rolled = checklist.roll_up.controls.first().expect("C.1 counts");
    let parts = rolled
        .parts
        .iter()
        .map(|part| format!("{}: {} cells", part.depth.word(), part.cells.len()));
    let parts: Vec<String> = parts.collect();
    insta::assert_snapshot!(format!("{}\n\n{}", lines.join("\n"), parts.join("\n")));
}

#[test]
fn a_standard_is_reached_by_relations_and_coverage_but_not_by_none() {
    let unreached = |fixture: &Fixture| {
        let view = view_traceability(&fixture.basis());
        let line = |one: &StandardAlone| {
            let keys: Vec<&str> = one.unreached.iter().map(|one| one.key.as_str()).collect();
            format!("{} of {}: {}", keys.len(), one.controls, keys.join(", "))
        };
        view.alone.iter().map(line).collect::<Vec<_>>().join("\n")
    };
    let mut fixture = Fixture::plain();
    let mut found = vec![unreached(&fixture)];
    let iso = fixture.scheme.controls.find("iso27402:5.2.6");
    let iso = iso.and_then(|iso| fixture.scheme.controls.get_mut(iso));
    let because = String::new();
    iso.expect("it is there").treatment = Treatment::NotAssessed {
        because: because.into(),
    };
    found.push(unreached(&fixture));
    for relation in &mut fixture.scheme.relations {
        relation.kind = RelationKind::None;
    }
    found.push(unreached(&fixture));
    insta::assert_snapshot!(found.join("\n\n"));
}
