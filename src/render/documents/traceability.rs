//! The traceability document.

use super::metadata::of_product;
use crate::render::document_view::{DocumentSpec, DocumentView, MadeOf, Metadata, When};
use crate::render::format::Format;
use crate::render::table::Table;
use crate::view::{
    ClauseView, EntryStatus, Figures, TraceabilityView, TracedControl, view_traceability,
};

/// What is known of the document.
pub static SPEC: DocumentSpec = DocumentSpec {
    key: "traceability",
    stem: "traceability",
    title: "Traceability",
    purpose: "for everybody: which requirement leads to what, and gaps",
    made_of: MadeOf::Product {
        when: When::ByDefault,
        view: |basis| Box::new(view_traceability(basis)),
    },
    formats: Format::ALL,
    json_schema: include_str!("../../../docs/schemas/traceability.schema.json"),
    #[cfg(test)]
    schema_of_type: crate::view::schema_of::<TraceabilityView>,
};

impl DocumentView for TraceabilityView {
    fn spec(&self) -> &'static DocumentSpec {
        &SPEC
    }

    fn metadata(&self) -> Metadata {
        of_product(&self.head)
    }

    fn table(&self) -> Table {
        table_traceability(self)
    }

    fn figures(&self) -> Option<&Figures> {
        Some(&self.figures)
    }
}

/// Makes the table of what links to what: a row per control, obligation and entry.
fn table_traceability(view: &TraceabilityView) -> Table {
    Table {
        title: "Traceability",
        columns: &[
            "control",
            "title",
            "level",
            "strength",
            "status",
            "reason",
            "catalog",
            "clause",
            "relations",
            "obligation",
            "key",
            "kinds or depth",
            "obligation status",
            "entry",
            "entry status",
            "form sections",
        ],
        rows: view
            .controls
            .iter()
            .zip(&view.clauses)
            .flat_map(|(control, clause)| rows_of(view, control, clause))
            .collect(),
    }
}

fn rows_of(
    view: &TraceabilityView,
    control: &TracedControl,
    clause: &ClauseView,
) -> Vec<Vec<String>> {
    let head = head_cells(control, clause);
    let row = |tail: [String; 7]| head.iter().cloned().chain(tail).collect::<Vec<String>>();
    let mut rows = Vec::new();
    for owed in &control.evidence {
        for (entry, status) in entry_cells(owed.rows.as_deref()) {
            let key = owed.key.clone();
            let sections = sections_of(view, &owed.kinds);
            rows.push(row([
                "evidence".to_owned(),
                key,
                owed.kinds.join("; "),
                owed.status.key().to_owned(),
                entry,
                status,
                sections,
            ]));
        }
    }
    for owed in &control.procedures {
        for (entry, status) in entry_cells(owed.rows.as_deref()) {
            let key = owed.key.clone();
            rows.push(row([
                "procedure".to_owned(),
                key,
                owed.depth.word().to_owned(),
                owed.status.key().to_owned(),
                entry,
                status,
                String::new(),
            ]));
        }
    }
    if rows.is_empty() {
        rows.push(row(Default::default()));
    }
    rows
}

fn head_cells(control: &TracedControl, clause: &ClauseView) -> [String; 9] {
    let relations = clause.relations.iter();
    let relations: Vec<String> = relations
        .map(|to| format!("{} {}", to.phrase, to.other))
        .collect();
    [
        control.key.clone(),
        control.title.clone(),
        control.level.clone().unwrap_or_default(),
        control.strength.word().to_owned(),
        control.status.key().to_owned(),
        control.reason.clone(),
        clause.catalog.clone(),
        clause.clause.clone(),
        relations.join("; "),
    ]
}

/// Returns entry and status: one pair without an entry where something is owed once.
fn entry_cells(rows: Option<&[EntryStatus]>) -> Vec<(String, String)> {
    let Some(rows) = rows else {
        return vec![("once".to_owned(), String::new())];
    };
    let cell = |row: &EntryStatus| {
        let entry = row.entry.clone();
        (
            entry.unwrap_or_else(|| "not known yet".to_owned()),
            row.status.key().to_owned(),
        )
    };
    if rows.is_empty() {
        return vec![("no entry".to_owned(), String::new())];
    }
    rows.iter().map(cell).collect()
}

fn sections_of(view: &TraceabilityView, kinds: &[String]) -> String {
    let traces = view
        .evidence_kinds
        .iter()
        .filter(|kind| kinds.contains(&kind.key));
    let mut sections: Vec<&str> = traces
        .flat_map(|kind| kind.sections.iter().map(String::as_str))
        .collect();
    sections.sort_unstable();
    sections.dedup();
    sections.join("; ")
}
