//! Tables, with heads for columns and rows.

use super::Html;
use super::inline::cell_field;
use crate::render::document::{Align, FieldKind, Inline, Row, Table, plain_text, text_length};

impl Html {
    pub(super) fn table(&mut self, table: &Table) {
        self.raw("<div class=\"table\"><table");
        if let Some(anchor) = &table.anchor {
            self.attribute("id", anchor);
        }
        let classes = table_classes(table, self.is_form);
        if !classes.is_empty() {
            self.attribute("class", &classes);
        }
        self.raw(">\n");
        if !table.caption.is_empty() {
            self.raw("<caption>");
            self.inlines(&table.caption);
            self.raw("</caption>\n");
        }
        self.in_table = true;
        self.table_head(table);
        self.raw("<tbody>\n");
        for row in &table.rows {
            self.raw("<tr");
            if let Some(mark) = &row.mark {
                self.attribute("id", &mark.anchor);
                if let Some(filter) = &mark.filter {
                    self.row_filter(filter);
                }
            }
            self.raw(">");
            for (index, cell) in row.cells.iter().enumerate() {
                let tag = if index == 0 && !cell.is_empty() {
                    CellTag::RowHead
                } else {
                    CellTag::Data
                };
                self.cell(tag, align_of(table, index), cell);
            }
            self.raw("</tr>\n");
        }
        self.raw("</tbody></table></div>\n");
        self.in_table = false;
    }

    /// Writes the heads of columns, where any column has one.
    pub(super) fn table_head(&mut self, table: &Table) {
        if table.head.iter().all(Vec::is_empty) {
            return;
        }
        self.raw("<thead><tr>");
        for (index, cell) in table.head.iter().enumerate() {
            let tag = if cell.is_empty() {
                CellTag::Data
            } else {
                CellTag::ColumnHead
            };
            self.cell(tag, align_of(table, index), cell);
        }
        self.raw("</tr></thead>\n");
    }

    fn cell(&mut self, tag: CellTag, align: Align, content: &[Inline]) {
        self.raw(match tag {
            CellTag::ColumnHead => "<th scope=\"col\"",
            CellTag::RowHead => "<th scope=\"row\"",
            CellTag::Data => "<td",
        });
        match (field_class(content), align_class(align)) {
            (None, None) => {}
            (Some(class), None) | (None, Some(class)) => self.class(&[class]),
            (Some(field), Some(align)) => self.class(&[field, " ", align]),
        }
        if let Some(field) = cell_field(content) {
            self.field_in_cell(field);
        } else {
            self.raw(">");
            self.inlines(content);
        }
        self.raw(match tag {
            CellTag::ColumnHead | CellTag::RowHead => "</th>",
            CellTag::Data => "</td>",
        });
    }

    fn class(&mut self, parts: &[&str]) {
        self.raw(" class=\"");
        for part in parts {
            self.raw(part);
        }
        self.raw("\"");
    }
}

/// What a cell is.
#[derive(Debug, Clone, Copy)]
enum CellTag {
    ColumnHead,
    RowHead,
    Data,
}

fn align_of(table: &Table, column: usize) -> Align {
    table.align.get(column).copied().unwrap_or_default()
}

fn align_class(align: Align) -> Option<&'static str> {
    match align {
        Align::Start => None,
        Align::Centre => Some("centre"),
        Align::End => Some("end"),
    }
}

/// Returns the classes of a table: `pairs` for names with answers, `form` for names with several boxes each,
/// `checks` for names with a choice and boxes, `places` for places of diagrams and photographs, `choices` where nothing but
/// a choice is asked, `options` where the last column offers three or more, `count` for names with numbers, `numbered` for
/// numbered lines of what to do, `worksheet` for cells with several boxes each, with `cases-3` for as many cases side by side,
/// `judged` for names with words and a choice behind each, `activity` for one row of nothing but boxes, `whole` for one that is
/// short enough to stand on one page.
/// Where boxes stand in lines of words a table of a form is `lines` and nothing else of this, and `narrow` if numbers are all that
/// stands before them.
fn table_classes(table: &Table, in_form: bool) -> String {
    let whole = is_short(table).then_some("whole");
    if in_form && has_lines(table) {
        let narrow = has_numbers(table).then_some("narrow");
        let lines = [Some("lines"), narrow, whole];
        return lines.into_iter().flatten().collect::<Vec<_>>().join(" ");
    }
    let classes = [
        is_pairs(table).then_some("pairs"),
        is_form(table).then_some("form"),
        is_count(table).then_some("count"),
        is_checks(table).then_some("checks"),
        is_places(table).then_some("places"),
        has_only_choices(table).then_some("choices"),
        has_many_options(table).then_some("options"),
        is_numbered(table).then_some("numbered"),
        is_worksheet(table).then_some("worksheet"),
        cases_class(table),
        is_judged(table).then_some("judged"),
        is_activity(table).then_some("activity"),
        whole,
    ];
    let classes: Vec<&str> = classes.into_iter().flatten().collect();
    classes.join(" ")
}

/// Whether a table has names at the left and answers or boxes at the right.
fn is_pairs(table: &Table) -> bool {
    let [_, answer] = table.head.as_slice() else {
        return false;
    };
    if is_places(table) {
        return false;
    }
    let boxes = |row: &Row| {
        row.cells
            .last()
            .is_some_and(|cell| field_class(cell).is_some())
    };
    answer.is_empty() || table.rows.iter().any(boxes)
}

/// Whether a table has a name at the left and only boxes at the right, more than one.
fn is_form(table: &Table) -> bool {
    let boxes = |row: &Row| {
        row.cells
            .iter()
            .skip(1)
            .all(|cell| field_class(cell).is_some())
    };
    let filled = !table.rows.is_empty() && table.rows.iter().all(boxes);
    table.head.len() == 3 && filled && !is_checks(table)
}

/// Whether a table has a number at the left, then what to do and what comes of it.
fn is_numbered(table: &Table) -> bool {
    table.head.len() == 3 && align_of(table, 0) == Align::End
}

/// Whether a table has names at the left and a number each at the right.
fn is_count(table: &Table) -> bool {
    table.head.len() == 2 && align_of(table, 1) == Align::End
}

/// Whether a table has names at the left, then a choice, and only boxes after it.
fn is_checks(table: &Table) -> bool {
    let boxes = |row: &Row| {
        let mut classes = row.cells.iter().skip(1).map(|cell| field_class(cell));
        classes.next().flatten() == Some("for-choice") && classes.all(|class| class.is_some())
    };
    table.head.len() >= 3 && !table.rows.is_empty() && table.rows.iter().all(boxes)
}

/// Whether some cell of a table with heads has a choice and several boxes, as on a worksheet.
fn is_worksheet(table: &Table) -> bool {
    if table.head.iter().all(Vec::is_empty) {
        return false;
    }
    let mut cells = table.rows.iter().flat_map(|row| row.cells.iter().skip(1));
    cells.any(|cell| {
        let fields = cell
            .iter()
            .filter(|inline| matches!(inline, Inline::Field(_)));
        fields.take(BOXES_OF_A_RESULT).count() == BOXES_OF_A_RESULT
    })
}

/// How many boxes a result has at least: verdict word, evidence, observation.
const BOXES_OF_A_RESULT: usize = 3;

/// Returns the class that says how many cases stand side by side on a worksheet; none for more than three.
fn cases_class(table: &Table) -> Option<&'static str> {
    let cases = table
        .head
        .len()
        .checked_sub(1)
        .filter(|_| is_worksheet(table));
    match cases? {
        1 => Some("cases-1"),
        2 => Some("cases-2"),
        3 => Some("cases-3"),
        _ => None,
    }
}

/// Whether a table without heads has names at the left and at the right words, each with a choice behind it.
fn is_judged(table: &Table) -> bool {
    let judged = |row: &Row| {
        let last = row.cells.last();
        last.is_some_and(|cell| cell.len() > 1 && field_class(cell) == Some("for-choice"))
    };
    is_pairs(table) && table.head.iter().all(Vec::is_empty) && table.rows.iter().any(judged)
}

/// Whether a table is one row of nothing but boxes, more than two.
fn is_activity(table: &Table) -> bool {
    let [row] = table.rows.as_slice() else {
        return false;
    };
    row.cells.len() > 2 && row.cells.iter().all(|cell| cell_field(cell).is_some())
}

/// Whether a table gives places to diagrams and photographs.
fn is_places(table: &Table) -> bool {
    let mut cells = table.rows.iter().flat_map(|row| &row.cells);
    cells.any(|cell| field_class(cell) == Some("for-drawing"))
}

/// Whether choices are all that a table asks for, and stand where no answer does.
fn has_only_choices(table: &Table) -> bool {
    let cells = table.rows.iter().flat_map(|row| &row.cells);
    let mut fields = cells.filter_map(|cell| field_class(cell)).peekable();
    fields.peek().is_some() && !is_pairs(table) && fields.all(|class| !is_for_words(class))
}

fn is_for_words(class: &str) -> bool {
    matches!(class, "for-text" | "for-lines" | "for-hash")
}

/// Whether the choice of the last column offers three options or more in some row.
fn has_many_options(table: &Table) -> bool {
    let mut last = table.rows.iter().filter_map(|row| row.cells.last());
    let many = |inline: &Inline| {
        let Inline::Field(field) = inline else {
            return false;
        };
        matches!(&field.kind, FieldKind::Choice(options) if options.len() >= 3)
    };
    last.any(|cell| cell.iter().any(many))
}

/// Whether a table without a head has boxes in lines of words.
fn has_lines(table: &Table) -> bool {
    let mut cells = table.rows.iter().flat_map(|row| row.cells.iter().skip(1));
    let in_line = |cell: &Vec<Inline>| cell.len() > 1 && field_class(cell).is_some();
    table.head.iter().all(Vec::is_empty) && !is_places(table) && cells.any(in_line)
}

/// Whether nothing but numbers, such as `12` and `V12`, stands in the first column.
fn has_numbers(table: &Table) -> bool {
    let mut firsts = table.rows.iter().filter_map(|row| row.cells.first());
    firsts.all(|cell| {
        let text = plain_text(cell);
        text.len() <= LONGEST_NUMBER && !text.contains(char::is_lowercase)
    })
}

/// How many bytes some numbers have, with commas between them.
const LONGEST_NUMBER: usize = 24;

fn is_short(table: &Table) -> bool {
    let cells = table.rows.iter().flat_map(|row| &row.cells);
    let length = || cells.map(|cell| text_length(cell)).sum::<usize>();
    table.rows.len() <= SHORT_ROWS && length() <= SHORT_TEXT
}

/// How many rows a table may have that is kept on one page.
const SHORT_ROWS: usize = 4;

/// How many bytes of text a table may have that is kept on one page.
const SHORT_TEXT: usize = 700;

/// Returns the class of a cell that holds a field, for its width.
fn field_class(content: &[Inline]) -> Option<&'static str> {
    content.iter().find_map(|inline| match inline {
        Inline::Field(field) => Some(match &field.kind {
            // A hash has 64 digits.
            FieldKind::Text if field.label.contains("SHA-256") => "for-hash",
            FieldKind::Text => "for-text",
            FieldKind::Lines => "for-lines",
            FieldKind::Choice(_) => "for-choice",
            FieldKind::Check => "for-check",
            FieldKind::Drawing => "for-drawing",
            FieldKind::Signature => "for-signature",
        }),
        Inline::Text(_)
        | Inline::Strong(_)
        | Inline::Emphasis(_)
        | Inline::Code(_)
        | Inline::Link { .. }
        | Inline::Break => None,
    })
}
