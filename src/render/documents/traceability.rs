//! The traceability document.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::metadata::of_product;
use crate::render::document_view::{DocumentSpec, DocumentView, FilledIn, MadeOf, Metadata, When};
use crate::render::filled::Answers;
use crate::render::format::Format;
use crate::render::table::{Table, TableRow};
use crate::view::{
    ClauseView, EntryStatus, EvidenceTrace, Figures, Office, TraceabilityView, TracedControl,
    TracedEvidence, view_traceability,
};

/// What is known of the document.
pub static SPEC: DocumentSpec = DocumentSpec {
    key: "traceability",
    stem: "traceability",
    title: "Traceability",
    purpose: "for everybody: from each requirement to procedures, evidence and forms, with gaps",
    made_of: MadeOf::Product {
        when: When::ByDefault,
        view: |basis| Arc::new(view_traceability(basis)),
    },
    filled_in: FilledIn::After,
    office: Office::Tester,
    closes: true,
    formats: Format::ALL,
    json_schema: include_str!("../../../docs/schemas/traceability.schema.json"),
    #[cfg(test)]
    schema_of_type: crate::view::schema_with_answers::<TraceabilityView>,
};

impl DocumentView for TraceabilityView {
    fn spec(&self) -> &'static DocumentSpec {
        &SPEC
    }

    fn metadata(&self) -> Metadata {
        of_product(&self.head)
    }

    fn table<'view>(&'view self, _: Answers<'view>) -> Table<'view> {
        table_traceability(self)
    }

    fn figures(&self) -> Option<&Figures> {
        Some(&self.figures)
    }
}

/// Makes the table of what links to what: a row per control, obligation and entry.
fn table_traceability(view: &TraceabilityView) -> Table<'_> {
    Table {
        title: "Traceability",
        columns: vec![
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
        rows: Box::new(rows_of_view(view)),
    }
}

fn rows_of_view(view: &TraceabilityView) -> impl Iterator<Item = TableRow<'_>> {
    let kinds: Kinds<'_> = view
        .evidence_kinds
        .iter()
        .map(|kind| (kind.key.as_str(), kind))
        .collect();
    let controls = view.controls.iter().zip(&view.clauses);
    controls.flat_map(move |(control, clause)| rows_of(&kinds, control, clause))
}

/// The kinds of evidence by their keys.
type Kinds<'view> = FxHashMap<&'view str, &'view EvidenceTrace>;

fn rows_of<'view>(
    kinds: &Kinds<'view>,
    control: &'view TracedControl,
    clause: &'view ClauseView,
) -> Vec<TableRow<'view>> {
    let head = head_cells(control, clause);
    let row = |tail: [Cow<'view, str>; 7]| head.iter().cloned().chain(tail).collect();
    let mut rows = Vec::new();
    for owed in &control.evidence {
        let sections = sections_of(kinds, owed);
        let kinds = owed.kinds.join("; ");
        for (entry, status) in entry_cells(owed.rows.as_deref()) {
            rows.push(row([
                "evidence".into(),
                owed.key.as_str().into(),
                kinds.clone().into(),
                owed.status.key().into(),
                entry.into(),
                status.into(),
                sections.clone().into(),
            ]));
        }
    }
    for owed in &control.procedures {
        for (entry, status) in entry_cells(owed.rows.as_deref()) {
            rows.push(row([
                "procedure".into(),
                owed.key.as_str().into(),
                owed.depth.title.as_str().into(),
                owed.status.key().into(),
                entry.into(),
                status.into(),
                "".into(),
            ]));
        }
    }
    if rows.is_empty() {
        rows.push(row(Default::default()));
    }
    rows
}

fn head_cells<'view>(
    control: &'view TracedControl,
    clause: &'view ClauseView,
) -> [Cow<'view, str>; 9] {
    let relations: Vec<String> = clause
        .relations
        .iter()
        .map(|to| format!("{} {}", to.phrase, to.other))
        .collect();
    [
        control.key.as_str().into(),
        control.title.as_str().into(),
        control.level.as_deref().unwrap_or_default().into(),
        control.strength.title.as_str().into(),
        control.status.key().into(),
        control.reason.as_str().into(),
        clause.catalog.as_str().into(),
        clause.clause.as_str().into(),
        relations.join("; ").into(),
    ]
}

/// Returns entry and status: one pair without an entry where something is owed once.
fn entry_cells(rows: Option<&[EntryStatus]>) -> Vec<(&str, &'static str)> {
    let Some(rows) = rows else {
        return vec![("once", "")];
    };
    if rows.is_empty() {
        return vec![("no entry", "")];
    }
    let cells = rows.iter().map(|row| {
        let entry = row.entry.as_deref();
        (entry.unwrap_or("not known yet"), row.status.key())
    });
    cells.collect()
}

/// Returns the sections of forms that hold what meets an obligation.
fn sections_of(kinds: &Kinds<'_>, owed: &TracedEvidence) -> String {
    let meeting = owed.kinds.iter().filter_map(|key| kinds.get(key.as_str()));
    let sections = meeting.flat_map(|kind| &kind.sections);
    let named: BTreeSet<&str> = sections.map(AsRef::as_ref).collect();
    Vec::from_iter(named).join("; ")
}
