//! What a laboratory says of itself, in its papers.

use std::collections::BTreeMap;

use praman::answers::{Laboratory, Person, SampleList};
use praman::intake::{read_laboratory, read_samples};
use praman::model::Date;
use praman::render::{blanks_of, product_documents};
use praman::source::Sources;
use praman::view::{Basis, Blank, Resources, view_deliveries, view_procedures, view_quotation};

use super::*;

const LABORATORY: &str = r#"
name: Narmada Test Laboratory
address: Pune
accreditation: { body: NABL, number: TC-1234, until: 2026-01-31, scope: [debug-ports] }
methods: { debug-ports: { number: WI-012, issue: "3" } }
staff:
  ravi: { name: Ravi Nair, designation: Test engineer, roles: hardware-tester }
  meena: { name: Meena Kulkarni }
signatories: [ravi, meena]
equipment:
  LA-1: { is: logic-analyser, maker: Narmada Instruments, version: "3.1", due: 2026-02-02 }
  LA-2: { is: [logic-analyser, usb-host], due: 2027-01-31 }
rates: { currency: INR, hour: { hardware-tester: 3500.50 } }
numbers: { plan: "NTL/{year}/{number}" }
closed: 2026-02-03
"#;

const SAMPLES: &str = r#"
samples:
  S1:
    serial: "00417"
    state: opened
    received: { when: 2026-01-20, by: ravi, condition: As new. }
    custody: [{ when: 2026-01-21, by: ravi, where: Cabinet 4 }]
  S2: { kind: shell, serial: "00418" }
"#;

/// The small product, with what a laboratory brings.
struct Bench {
    camera: Camera,
    laboratory: Laboratory,
    samples: SampleList,
    people: BTreeMap<String, Person>,
}

impl Bench {
    fn new() -> Self {
        let mut sources = Sources::default();
        let laboratory = read_laboratory(sources.add("laboratory.yaml", LABORATORY), LABORATORY);
        let samples = read_samples(sources.add("samples.yaml", SAMPLES), SAMPLES);
        assert!(laboratory.diagnostics.is_empty() && samples.diagnostics.is_empty());
        let person = |name: &str, party: &str| Person {
            name: name.to_owned(),
            party: party.to_owned(),
            email: Some(format!("{name}@example.org")),
        };
        let mut camera = Camera::plain();
        camera.stamp.first_day = Date::parse("2026-02-02");
        Self {
            camera,
            laboratory: laboratory.value.laboratory,
            samples: samples.value.list,
            people: BTreeMap::from([
                ("asha".to_owned(), person("Asha", "oem-team")),
                ("om".to_owned(), person("Om", "bench")),
                ("ravi".to_owned(), person("Ravi Nair", "bench")),
            ]),
        }
    }

    fn basis(&self) -> Basis<'_> {
        self.camera.basis().with_resources(Resources {
            laboratory: Some(&self.laboratory),
            people: Some(&self.people),
            samples: Some(&self.samples),
            ..Resources::default()
        })
    }
}

/// Returns the slots of all documents.
fn slots(basis: &Basis<'_>) -> Vec<String> {
    let documents = product_documents(basis).into_iter();
    let blanks = documents.flat_map(|document| blanks_of(&document.make(basis)));
    blanks.map(|blank| Blank::text(&blank)).collect()
}

#[test]
fn what_the_laboratory_brings_changes_no_slot() {
    let bench = Bench::new();
    assert_eq!(slots(&bench.basis()), slots(&bench.camera.basis()));
}

#[test]
fn a_plan_shows_the_laboratory() {
    let bench = Bench::new();
    let plan = view_plan(&bench.basis());
    let methods = plan.methods.iter();
    let methods: Vec<_> = methods
        .map(|one| (&one.key, one.in_scope, &one.own))
        .collect();
    let equipment = plan.equipment.iter().map(|need| {
        let instruments = need.instruments.iter();
        let instruments: Vec<_> = instruments
            .map(|one| (&one.words, &one.due, &one.lapses_before))
            .collect();
        (&need.key, need.last, instruments)
    });
    let equipment: Vec<_> = equipment.collect();
    let people = plan.effort.roles.iter();
    let people: Vec<_> = people.map(|role| (&role.key, &role.people)).collect();
    let approval = plan.approval.iter();
    let approval: Vec<_> = approval.map(|one| (one.title, &one.signatory)).collect();
    let samples = plan.samples.iter();
    let samples: Vec<_> = samples
        .map(|one| (&one.label, &one.serial_given, &one.keeper))
        .collect();
    insta::assert_debug_snapshot!((
        &plan.laboratory,
        &plan.issue[0].pattern,
        &plan.calendar,
        methods,
        equipment,
        people,
        approval,
        samples,
        &plan.received,
    ));
}

#[test]
fn the_other_papers_show_the_laboratory() {
    let bench = Bench::new();
    let basis = bench.basis();
    let quotation = view_quotation(&basis);
    let lines = quotation.lines.iter();
    let lines: Vec<_> = lines
        .map(|one| (&one.key, one.total, &one.hourly, &one.amount))
        .collect();
    let open = quotation.open.iter();
    let open: Vec<_> = open.map(|one| (one.question.minutes, &one.price)).collect();
    let record = view_record(&basis);
    let sheets = record.sheets.iter();
    let sheets: Vec<_> = sheets
        .map(|one| (&one.key, &one.own, &one.testers, &one.instruments))
        .collect();
    let procedures = view_procedures(&basis);
    let own = procedures.methods.iter();
    let own: Vec<_> = own.map(|one| (&one.key, &one.own)).collect();
    let deliveries = view_deliveries(&basis);
    insta::assert_debug_snapshot!((
        lines,
        &quotation.sum,
        &quotation.out_of_scope,
        open,
        &record.instruments,
        sheets,
        own,
        &deliveries.contacts,
        deliveries
            .samples
            .iter()
            .map(|one| &one.received_given)
            .collect::<Vec<_>>(),
    ));
}

#[test]
fn a_price_of_all_work_needs_a_rate_for_each_role() {
    let mut bench = Bench::new();
    let rates = bench.laboratory.rates.as_mut().expect("it has rates");
    rates.hour.clear();
    let quotation = view_quotation(&bench.basis());
    assert_eq!(quotation.sum, None);
    assert!(quotation.lines.iter().all(|line| line.hourly.is_none()));
}

#[test]
fn without_a_first_day_nothing_lapses() {
    let mut bench = Bench::new();
    bench.camera.stamp.first_day = None;
    let plan = view_plan(&bench.basis());
    let instruments = plan.equipment.iter().flat_map(|need| &need.instruments);
    assert!(
        instruments
            .into_iter()
            .all(|one| one.lapses_before.is_none())
    );
    let accreditation = plan.laboratory.and_then(|one| one.accreditation);
    assert_eq!(accreditation.and_then(|one| one.lapses_before), None);
}
