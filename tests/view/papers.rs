//! The papers of a laboratory: the plan, the procedures, the record and the quotation.

use std::collections::BTreeSet;

use praman::render::{blanks_of, product_documents};
use praman::view::{Blank, SchemeBasis, view_manual, view_procedures, view_quotation};

use super::*;

/// What could be filled in in the test plan while it was one document.
const FORMER: &str = include_str!("former-test-plan-slots.txt");

#[test]
fn what_could_be_filled_in_in_the_test_plan_stands_in_its_papers() {
    let camera = Camera::plain();
    let basis = camera.basis();
    let papers = ["plan", "procedures", "record", "deliveries"];
    let documents = product_documents(&basis).into_iter();
    let documents = documents.filter(|document| papers.contains(&document.key.as_str()));
    let blanks = documents.flat_map(|document| blanks_of(&document.make(&basis)));
    let now: BTreeSet<String> = blanks.map(|blank| Blank::text(&blank)).collect();
    let lost: Vec<&str> = FORMER.lines().filter(|slot| !now.contains(*slot)).collect();
    assert!(lost.is_empty(), "{lost:#?}");
}

#[test]
fn entries_with_equal_declarations_share_a_row_of_the_plan() {
    let rows = |camera: &Camera| {
        let plan = view_plan(&camera.basis());
        let method = plan
            .methods
            .into_iter()
            .find(|one| one.key == "debug-ports");
        let rows = method.expect("it is planned").rows.into_iter();
        let members = rows.map(|row| {
            let members = row.members.iter().map(|one| one.shown.to_string());
            members.collect::<Vec<_>>().join(" ")
        });
        members.collect::<Vec<_>>()
    };
    insta::assert_debug_snapshot!((rows(&Camera::plain()), rows(&alike())));
}

/// The camera, with two interfaces of which the same is declared.
fn alike() -> Camera {
    let line = PRODUCT
        .lines()
        .find(|line| line.trim_start().starts_with("console: {"));
    let line = line.expect("a console");
    let twin = line.replacen("console:", "console2:", 1);
    changed(&[(line, format!("{line}\n{twin}"))])
}

#[test]
fn a_method_reads_alike_in_the_manual_and_for_a_product() {
    let camera = Camera::plain();
    let manual = view_manual(&SchemeBasis {
        scheme: &camera.scheme,
        level: None,
        sources: &camera.sources,
        stamp: &camera.stamp,
    });
    let selected = view_procedures(&camera.basis());
    assert!(!selected.methods.is_empty());
    for method in &selected.methods {
        let mut all = manual.methods.iter();
        let whole = all
            .find(|one| one.key == method.key)
            .expect("it is in the manual");
        let cases = |method: &praman::view::MethodView| {
            let depths = method.depths.iter();
            let cases = depths.flat_map(|depth| depth.cases.clone());
            cases.collect::<Vec<_>>()
        };
        let all = cases(whole);
        assert!(
            cases(method).iter().all(|case| all.contains(case)),
            "{}",
            method.key
        );
    }
}

#[test]
fn a_quotation_has_the_hours_of_the_plan() {
    let camera = Camera::plain();
    let basis = camera.basis();
    let quotation = view_quotation(&basis);
    let attended: u32 = quotation.lines.iter().map(|line| line.total.attended).sum();
    assert_eq!(attended, view_plan(&basis).effort.total.attended);
    for line in quotation
        .lines
        .iter()
        .filter(|line| !line.minutes.is_empty())
    {
        let minutes: u32 = line.minutes.iter().sum();
        assert_eq!(minutes, line.total.attended, "{}", line.title);
    }
}

#[test]
fn a_first_day_gives_every_working_day_its_date() {
    let mut camera = Camera::plain();
    assert!(view_plan(&camera.basis()).calendar.is_empty());
    camera.stamp.first_day = praman::model::Date::parse("2026-01-30");
    let plan = view_plan(&camera.basis());
    assert_eq!(plan.calendar.len(), plan.effort.days as usize);
    assert_eq!(&plan.calendar[..2], ["2026-01-30", "2026-02-02"]);
}
