//! Tables as CSV: RFC 4180, with nothing that a spreadsheet would take for a formula.

use std::borrow::Cow;
use std::iter;

use super::table::{Table, TableRow};
use super::visible::make_visible;

/// Begins every file: without it Excel reads letters beyond ASCII in the code page of the machine. Other spreadsheets pass
/// over it.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Writes a table as CSV in UTF-8 with a byte-order mark and CRLF line ends, its heads first.
pub fn write_csv(table: Table<'_>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
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

/// Makes a cell harmless: an apostrophe keeps a spreadsheet from reading a formula, and characters that nobody sees become
/// visible. Where a spreadsheet expects semicolons or tabs between cells, as in most of Europe, it begins a cell after each,
/// and a row after each line end, quotes or no quotes.
fn escape_cell(cell: &str) -> Cow<'_, str> {
    let cell = make_visible(cell);
    let pieces = || cell.split_inclusive([';', '\t', '\r', '\n']);
    if !pieces().any(may_be_formula) {
        return cell;
    }
    let guard = |piece| if may_be_formula(piece) { "'" } else { "" };
    pieces().flat_map(|piece| [guard(piece), piece]).collect()
}

/// Says whether a spreadsheet may take what begins a cell for a formula. Some pass over blanks or quotes before it, and
/// take wide letters for narrow ones.
fn may_be_formula(piece: &str) -> bool {
    let is_blank = |letter: char| letter.is_whitespace() || letter == '"' || is_joiner(letter);
    let begins = |letter: char| {
        matches!(
            letter,
            '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '﹦' | '﹢' | '﹣' | '﹫' | '−'
        )
    };
    piece.trim_start_matches(is_blank).starts_with(begins)
}

/// Says whether a letter has no width of its own.
fn is_joiner(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}')
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
            columns: vec!["a", "b"],
            rows: Box::new(iter::once(vec![cell.into(), "x".into()])),
        };
        let text = String::from_utf8(write_csv(table)).expect("CSV is UTF-8");
        assert_eq!(text, format!("\u{feff}a,b\r\n{expected},x\r\n"));
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
        check("\t=1", "\t'=1");
        check("\r=1", "\"\r'=1\"");
        check("\nx", "\"\nx\"");
        check("  =1", "'  =1");
        check("\u{a0}\u{200b}=1", "'\u{a0}\u{200b}=1");
        check("＝1", "'＝1");
        check("＋1", "'＋1");
        check("－1", "'－1");
        check("＠x", "'＠x");
        check("a = b", "a = b");
    }

    #[test]
    fn no_part_of_a_cell_is_a_formula_where_semicolons_part_cells() {
        check("D;=1+1", "D;'=1+1");
        check("D; ;+1;x", "D; ;'+1;x");
        check("D;\"=1\"", "\"D;'\"\"=1\"\"\"");
        check("D\t@x", "D\t'@x");
        check("first\r\n=1", "\"first\r\n'=1\"");
        check("a; b = c", "a; b = c");
    }

    #[test]
    fn what_turns_text_around_is_visible() {
        check("a\u{202e}b", "a⟨U+202E⟩b");
    }
}
