//! Matrices: real tables whose head and first column stay in sight; on paper in bands of columns, each with the rows
//! that have something in it.

use std::ops::Range;

use super::Html;
use crate::render::document::RowFilter;
use crate::render::visible::one_line;
use crate::view::{MatrixCell, MatrixLine, MatrixView, Status};

/// How many columns fit an upright page.
const BAND: usize = 22;

/// A row with its cells.
type Row<'a> = (&'a MatrixLine, &'a [MatrixCell]);

impl Html {
    pub(super) fn matrix(&mut self, matrix: &MatrixView) {
        self.legend(matrix);
        let count = matrix.columns.len();
        let rows = rows_of(matrix);
        if count <= BAND {
            self.matrix_table(matrix, "matrix", &rows, 0..count);
            return;
        }
        self.matrix_table(matrix, "matrix screen", &rows, 0..count);
        self.raw("<p class=\"legend paper\">Each part leaves out the rows that have nothing in it; rows without anything stand in the first.</p>\n");
        let width = count.div_ceil(count.div_ceil(BAND));
        let mut start = 0;
        while start < count {
            let columns = start..(start + width).min(count);
            let here =
                |cells: &[MatrixCell]| cells.iter().any(|cell| columns.contains(&cell.column));
            let shown = rows
                .iter()
                .filter(|(_, cells)| here(cells) || (start == 0 && cells.is_empty()));
            let shown: Vec<Row<'_>> = shown.copied().collect();
            self.matrix_table(matrix, "matrix paper", &shown, columns.clone());
            start = columns.end;
        }
    }

    fn legend(&mut self, matrix: &MatrixView) {
        self.raw("<p class=\"legend\">");
        for (index, kind) in matrix.legend.iter().enumerate() {
            self.raw(if index > 0 { "; <b>" } else { "<b>" });
            self.outside(&kind.key);
            self.raw("</b> ");
            self.outside(&kind.label);
        }
        if matrix.cells.iter().any(|cell| cell.open) {
            self.raw("; <b class=\"is-open\">?</b> hangs on an open question");
        }
        self.raw(".</p>\n");
    }

    fn matrix_table(
        &mut self,
        matrix: &MatrixView,
        class: &str,
        rows: &[Row<'_>],
        columns: Range<usize>,
    ) {
        self.raw(&format!(
            "<div class=\"{class}\" tabindex=\"0\" role=\"region\""
        ));
        self.attribute("aria-label", &one_line(&matrix.title));
        self.raw("><table>\n<thead><tr><td><span>");
        self.outside(&matrix.rows_title);
        self.raw(" <span aria-hidden=\"true\">╲</span> ");
        self.outside(&matrix.columns_title);
        self.raw("</span></td>");
        for column in matrix.columns.get(columns.clone()).unwrap_or_default() {
            self.raw("<th scope=\"col\"");
            self.attribute("title", &one_line(&column.title));
            self.raw("><span>");
            self.line_key(column);
            self.raw("</span></th>");
        }
        self.raw("</tr></thead>\n<tbody>\n");
        for (row, cells) in rows {
            self.matrix_row(matrix, row, cells, columns.clone());
        }
        self.raw("</tbody></table></div>\n");
    }

    fn matrix_row(
        &mut self,
        matrix: &MatrixView,
        row: &MatrixLine,
        cells: &[MatrixCell],
        columns: Range<usize>,
    ) {
        self.raw("<tr");
        if let Some(filter) = RowFilter::of_line(matrix, row) {
            self.row_filter(&filter);
        }
        self.raw("><th scope=\"row\"");
        self.attribute("title", &one_line(&row.title));
        self.raw("><span>");
        self.line_key(row);
        self.raw(" ");
        if let Some(status) = row.status.filter(|status| *status != Status::Applies) {
            self.raw("<em>");
            self.outside(&status.key().replace('-', " "));
            self.raw("</em> ");
        }
        self.outside(&row.title);
        self.raw("</span></th>");
        for column in columns {
            match cells.iter().find(|cell| cell.column == column) {
                None => self.raw("<td></td>"),
                Some(cell) => {
                    self.raw(if cell.open {
                        "<td class=\"is-open\">"
                    } else {
                        "<td class=\"met\">"
                    });
                    self.outside(&cell.letters);
                    self.raw(if cell.open { "?</td>" } else { "</td>" });
                }
            }
        }
        self.raw("</tr>\n");
    }

    /// Writes a text of a view, which no filter of templates has seen.
    fn outside(&mut self, text: &str) {
        self.text(&one_line(text));
    }

    fn line_key(&mut self, line: &MatrixLine) {
        if let Some(anchor) = &line.anchor {
            self.anchor_link(anchor, None);
        }
        self.raw("<code>");
        self.outside(&line.key);
        self.raw("</code>");
        if line.anchor.is_some() {
            self.raw("</a>");
        }
    }
}

/// Returns the rows of a matrix, each with its cells.
fn rows_of(matrix: &MatrixView) -> Vec<Row<'_>> {
    let mut cells = matrix.cells.as_slice();
    let mut rows = Vec::with_capacity(matrix.rows.len());
    for (index, row) in matrix.rows.iter().enumerate() {
        let count = cells.iter().take_while(|cell| cell.row <= index).count();
        let (of_row, rest) = cells.split_at_checked(count).unwrap_or_default();
        rows.push((row, of_row));
        cells = rest;
    }
    rows
}
