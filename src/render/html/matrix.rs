//! Matrices: real tables whose head and first column stay in sight. One that is wider than a page is not printed:
//! the tables of the document say the same. A large matrix is nearly empty, so it is written as a list in which each row names the
//! columns that it meets. The list grows only with what it says.

use super::Html;
use crate::render::document::RowFilter;
use crate::render::visible::one_line;
use crate::view::{MatrixCell, MatrixLine, MatrixView, Status};

/// How many columns fit an upright page.
const BAND: usize = 30;

/// The greatest number of cells of a matrix that is printed with its empty ones.
const GRID: usize = 20_000;

/// A row with its cells.
type Row<'a> = (&'a MatrixLine, &'a [MatrixCell]);

impl Html {
    pub(super) fn matrix(&mut self, matrix: &MatrixView) {
        self.legend(matrix);
        let count = matrix.columns.len();
        let rows = rows_of(matrix);
        if count.saturating_mul(rows.len()) > GRID {
            self.matrix_list(matrix, &rows);
            return;
        }
        if count <= BAND {
            self.matrix_table(matrix, "matrix", &rows);
            return;
        }
        self.matrix_table(matrix, "matrix screen", &rows);
        self.raw("<p class=\"legend paper\">This table is too wide for paper; the other tables say the same.</p>\n");
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
            self.raw("; <b class=\"is-open\">?</b> depends on an open question");
        }
        self.raw(".</p>\n");
    }

    /// Writes each row with the columns that it meets.
    fn matrix_list(&mut self, matrix: &MatrixView, rows: &[Row<'_>]) {
        self.matrix_start(matrix, "matrix list");
        self.raw("<thead><tr><th scope=\"col\">");
        self.outside(&matrix.rows_title);
        self.raw("</th><th scope=\"col\">");
        self.outside(&matrix.columns_title);
        self.raw("</th></tr></thead>\n<tbody>\n");
        for (row, cells) in rows {
            self.row_start(matrix, row);
            self.row_words(row);
            self.raw("<td>");
            self.met_columns(matrix, cells);
            self.raw("</td></tr>\n");
        }
        self.raw("</tbody></table></div>\n");
    }

    /// Writes the columns that a row meets, those of one mark behind it.
    fn met_columns(&mut self, matrix: &MatrixView, cells: &[MatrixCell]) {
        let mut before = None;
        for cell in by_mark(cells) {
            let Some(column) = matrix.columns.get(cell.column) else {
                continue;
            };
            let mark = mark_of(cell);
            if before == Some(mark) {
                self.raw(", ");
            } else {
                self.raw(if before.is_some() { "<br>" } else { "" });
                self.cell_mark(cell);
            }
            self.line_key(column);
            before = Some(mark);
        }
    }

    fn cell_mark(&mut self, cell: &MatrixCell) {
        self.raw(if cell.open {
            "<b class=\"is-open\">"
        } else {
            "<b>"
        });
        self.outside(&cell.letters);
        self.raw(if cell.open { "?</b> " } else { "</b> " });
    }

    fn matrix_start(&mut self, matrix: &MatrixView, class: &str) {
        self.raw("<div class=\"");
        self.raw(class);
        self.raw("\" tabindex=\"0\" role=\"group\"");
        self.attribute("aria-label", &one_line(&matrix.title));
        self.raw("><table>\n");
    }

    fn matrix_table(&mut self, matrix: &MatrixView, class: &str, rows: &[Row<'_>]) {
        self.matrix_start(matrix, class);
        self.raw("<thead><tr><td><span>");
        self.outside(&matrix.rows_title);
        self.raw(" <span aria-hidden=\"true\">╲</span> ");
        self.outside(&matrix.columns_title);
        self.raw("</span></td>");
        for column in &matrix.columns {
            self.raw("<th scope=\"col\"");
            self.attribute("title", &one_line(&column.title));
            self.raw("><span>");
            self.line_key(column);
            self.raw("</span></th>");
        }
        self.raw("</tr></thead>\n<tbody>\n");
        for (row, cells) in rows {
            self.matrix_row(matrix, row, cells);
        }
        self.raw("</tbody></table></div>\n");
    }

    fn row_start(&mut self, matrix: &MatrixView, row: &MatrixLine) {
        self.raw("<tr");
        if let Some(filter) = RowFilter::of_line(matrix, row) {
            self.row_filter(&filter);
        }
        self.raw("><th scope=\"row\"");
    }

    fn row_words(&mut self, row: &MatrixLine) {
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
    }

    fn matrix_row(&mut self, matrix: &MatrixView, row: &MatrixLine, cells: &[MatrixCell]) {
        self.row_start(matrix, row);
        self.attribute("title", &one_line(&row.title));
        self.row_words(row);
        let mut cells = cells.iter().peekable();
        for column in 0..matrix.columns.len() {
            match cells.next_if(|cell| cell.column == column) {
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

/// Returns what is printed for a cell.
fn mark_of(cell: &MatrixCell) -> (&str, bool) {
    (&cell.letters, cell.open)
}

/// Returns the cells of a row with those of the same mark together.
fn by_mark(cells: &[MatrixCell]) -> Vec<&MatrixCell> {
    let mut sorted: Vec<&MatrixCell> = cells.iter().collect();
    sorted.sort_by_key(|cell| mark_of(cell));
    sorted
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
