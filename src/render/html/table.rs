//! Tables, with heads for columns and rows.

use super::Html;
use crate::render::document::{Align, FieldKind, Inline, Table};

impl Html {
    pub(super) fn table(&mut self, table: &Table) {
        self.raw("<div class=\"table\"><table");
        if let Some(anchor) = &table.anchor {
            self.attribute("id", anchor);
        }
        self.raw(">\n");
        if !table.caption.is_empty() {
            self.raw("<caption>");
            self.inlines(&table.caption);
            self.raw("</caption>\n");
        }
        self.table_head(table);
        self.raw("<tbody>\n");
        for row in &table.rows {
            self.raw("<tr>");
            for (index, cell) in row.iter().enumerate() {
                let (tag, end) = if index == 0 {
                    ("th scope=\"row\"", "th")
                } else {
                    ("td", "td")
                };
                self.cell(tag, end, align_of(table, index), cell);
            }
            self.raw("</tr>\n");
        }
        self.raw("</tbody></table></div>\n");
    }

    /// Writes the heads of columns, where any column has one.
    pub(super) fn table_head(&mut self, table: &Table) {
        if table.head.iter().all(Vec::is_empty) {
            return;
        }
        self.raw("<thead><tr>");
        for (index, cell) in table.head.iter().enumerate() {
            let (tag, end) = if cell.is_empty() {
                ("td", "td")
            } else {
                ("th scope=\"col\"", "th")
            };
            self.cell(tag, end, align_of(table, index), cell);
        }
        self.raw("</tr></thead>\n");
    }

    pub(super) fn cell(&mut self, tag: &str, end: &str, align: Align, content: &[Inline]) {
        self.raw(&format!("<{tag}"));
        let classes = [field_class(content), align_class(align)];
        let classes: Vec<&str> = classes.into_iter().flatten().collect();
        if !classes.is_empty() {
            self.raw(&format!(" class=\"{}\"", classes.join(" ")));
        }
        self.raw(">");
        self.inlines(content);
        self.raw(&format!("</{end}>"));
    }
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

/// Returns the class of a cell that holds a field, for its width.
fn field_class(content: &[Inline]) -> Option<&'static str> {
    content.iter().find_map(|inline| match inline {
        Inline::Field(field) => Some(match &field.kind {
            FieldKind::Text => "for-text",
            FieldKind::Lines => "for-lines",
            FieldKind::Choice(_) => "for-choice",
            FieldKind::Check => "for-check",
        }),
        Inline::Text(_)
        | Inline::Strong(_)
        | Inline::Emphasis(_)
        | Inline::Code(_)
        | Inline::Link { .. }
        | Inline::Break => None,
    })
}
