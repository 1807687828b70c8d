use super::fixture::Fixture;
use super::*;

fn pretty(value: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(value).expect("views serialise")
}

#[test]
fn traceability_tells_the_whole_way() {
    let fixture = Fixture::plain();
    insta::assert_snapshot!(pretty(&view_traceability(&fixture.basis())));
}

#[test]
fn no_date_is_shown_unless_given() {
    let mut fixture = Fixture::plain();
    assert!(!pretty(&view_traceability(&fixture.basis())).contains("2026-"));
    fixture.stamp.date = Some("2026-02-03".to_owned());
    assert!(pretty(&view_traceability(&fixture.basis())).contains("2026-02-03"));
}
