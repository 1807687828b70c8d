use super::*;
use crate::view::fixture::Fixture;
use crate::view::view_traceability;

#[test]
fn traceability_as_csv() {
    let fixture = Fixture::plain();
    let table = table_traceability(&view_traceability(&fixture.basis()));
    assert!(
        table
            .rows
            .iter()
            .all(|row| row.len() == table.columns.len())
    );
    let text = String::from_utf8(write_csv(&table)).expect("CSV is UTF-8");
    insta::assert_snapshot!(text.replace("\r\n", "\n"));
}
