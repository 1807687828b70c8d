//! Tables of answers.

use std::fmt::Write as _;

use praman::intake::read_table;
use praman::source::Sources;

use crate::wrong;

fn check(text: &str) -> String {
    let mut sources = Sources::default();
    let file = sources.add("outcomes.csv", text);
    let read = read_table(file, text);
    let mut out = wrong(&sources, &read.diagnostics);
    for row in &read.value {
        let line = sources.line_column(row.place).unwrap().line;
        let _ = writeln!(out, "{line}: {:?} {:?} {:?}", row.slot, row.answer, row.why);
    }
    out
}

#[test]
fn a_table_gives_a_row_for_each_slot() {
    let tables = [
        "slot,answer\na,1\nb,2\n",
        // As Excel saves it: marked UTF-8, CRLF, cells of several lines; columns in any order.
        "\u{feff}why,slot,answer\r\n\"for, two\",a,\"1\n\"\"one\"\"\"\r\n,b,2\r\n",
        // What is empty says nothing.
        "slot,answer,why\na,,later\n\nb,2,\n",
        "slot,answer\n",
    ];
    let all: Vec<String> = tables.iter().map(|table| check(table)).collect();
    insta::assert_snapshot!(all.join("--\n"), @r#"
    2: "a" "1" ""
    3: "b" "2" ""
    --
    2: "a" "1\n\"one\"" "for, two"
    4: "b" "2" ""
    --
    4: "b" "2" ""
    --
    "#);
}

#[test]
fn mistakes_in_a_table_are_located() {
    let tables = [
        "",
        "slot,result\na,1\n",
        "slot\na\n",
        "slot,answer,slot\na,1,b\n",
        "a,1\nb,2\n",
        "slot,answer\na,1,2\nb\nc,3\n",
    ];
    let all: Vec<String> = tables.iter().map(|table| check(table)).collect();
    insta::assert_snapshot!(all.join("--\n"), @r#"
    error P0838 line 1 ``
      the table has no column `slot`
      help: begin the table with the row `slot,answer`
    --
    error P0838 line 1 `slot,result`
      a table of answers has no column `result`
      help: the first row names the columns `slot`, `answer` and `why`
    --
    error P0838 line 1 `slot`
      the table has no column `answer`
      help: begin the table with the row `slot,answer`
    --
    error P0838 line 1 `slot,answer,slot`
      the column `slot` is there twice
      help: remove one of them
    --
    error P0838 line 1 `a,1`
      a table of answers has no column `a`
      help: the first row names the columns `slot`, `answer` and `why`
    --
    error P0838 line 2 `a,1,2`
      this row has 3 cells, and the first row 2
      help: put cells that contain a comma, a quotation mark or a line end into double quotes
    error P0838 line 3 `b`
      this row has 1 cells, and the first row 2
      help: put cells that contain a comma, a quotation mark or a line end into double quotes
    4: "c" "3" ""
    "#);
}
