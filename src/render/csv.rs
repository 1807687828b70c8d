//! Tables as CSV: RFC 4180, with nothing that a spreadsheet would take for a formula.

use super::table::Table;
use super::visible::make_visible;

/// Writes a table as CSV in UTF-8 with CRLF line ends, its heads first.
#[must_use]
pub fn write_csv(table: &Table) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let heads: Vec<String> = table
        .columns
        .iter()
        .map(|head| (*head).to_owned())
        .collect();
    for row in std::iter::once(&heads).chain(&table.rows) {
        // Writing to memory fails only where rows have different lengths, and those of a table do not.
        let _ = writer.write_record(row.iter().map(|cell| escape_cell(cell)));
    }
    writer.into_inner().unwrap_or_default()
}

/// Makes a cell harmless: a leading apostrophe keeps a spreadsheet from reading a formula, and characters
/// that nobody sees become visible.
fn escape_cell(cell: &str) -> String {
    let cell = make_visible(cell);
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.into_owned()
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
            rows: vec![vec![cell.to_owned(), "x".to_owned()]],
        };
        let text = String::from_utf8(write_csv(&table)).expect("CSV is UTF-8");
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
