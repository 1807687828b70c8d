//! Tables as CSV: RFC 4180, with nothing that a spreadsheet would take for a formula.

use std::borrow::Cow;
use std::iter;

use super::table::{Table, TableRow};
use super::visible::make_visible;

/// Writes a table as CSV in UTF-8 with CRLF line ends, its heads first.
pub fn write_csv(table: Table<'_>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let heads = table.columns.iter().map(|head| Cow::Borrowed(*head));
    for row in iter::once(heads.collect::<TableRow<'_>>()).chain(table.rows) {
        // Writing to memory fails only where rows have different lengths, and those of a table do not.
        for cell in &row {
            let _ = writer.write_field(&*escape_cell(cell));
        }
        let _ = writer.write_record(None::<&[u8]>);
    }
    writer.into_inner().unwrap_or_default()
}

/// Makes a cell harmless: a leading apostrophe keeps a spreadsheet from reading a formula, and characters
/// that nobody sees become visible.
fn escape_cell(cell: &str) -> Cow<'_, str> {
    let cell = make_visible(cell);
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}").into()
    } else {
        cell
    }
}

#[cfg(test)]
#[expect(
    clippy::expect_used,
    reason = "a test may stop where its own data is wrong"
)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cell: &str, expected: &str) {
        let table = Table {
            title: "t",
            columns: &["a", "b"],
            rows: Box::new(iter::once(vec![cell.into(), "x".into()])),
        };
        let text = String::from_utf8(write_csv(table)).expect("CSV is UTF-8");
        assert_eq!(text, format!("a,b\r\n{expected},x\r\n"));
    }

    #[test]
    fn cells_are_quoted_where_they_must() {
        check("plain", "plain");
        check("a,b", "\"a,b\"");
        check("say \"no\"", "\"say \"\"no\"\"\"");
        check("two\nlines", "\"two\nlines\"");
        check("", "");
    }

    #[test]
    fn no_cell_is_a_formula() {
        check("=cmd()", "'=cmd()");
        check("+1", "'+1");
        check("-1", "'-1");
        check("@x", "'@x");
        check("\t=1", "'\t=1");
        check("\r=1", "\"'\r=1\"");
    }

    #[test]
    fn what_turns_text_around_is_visible() {
        check("a\u{202e}b", "a⟨U+202E⟩b");
    }
}
