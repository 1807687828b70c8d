//! Plain tables of texts, for spreadsheets. They are made from views and never pass through Markdown.

use crate::view::{
    ChecklistView, ClauseView, EntryStatus, PointerView, RunView, TcfView, TestPlanView,
    TraceabilityView, TracedControl, WantedView,
};

/// A table of texts; every row has as many cells as there are columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What it shows.
    pub title: &'static str,
    /// The heads of its columns.
    pub columns: &'static [&'static str],
    /// Its rows.
    pub rows: Vec<Vec<String>>,
}

/// Makes the table of what links to what: a row per control, obligation and entry.
#[must_use]
pub fn table_traceability(view: &TraceabilityView) -> Table {
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
                owed.status.to_owned(),
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
                owed.depth.to_owned(),
                owed.status.to_owned(),
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
        control.strength.to_owned(),
        control.status.to_owned(),
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
            row.status.to_owned(),
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

/// Makes the table of what is to be done: a row per procedure, entry and control.
#[must_use]
pub fn table_plan(view: &TestPlanView) -> Table {
    Table {
        title: "Test plan",
        columns: &[
            "no",
            "procedure",
            "title",
            "entry",
            "what it is",
            "variants",
            "depth",
            "status",
            "control",
            "control depth",
            "one entry is enough",
            "verdict slot",
        ],
        rows: view.runs.iter().flat_map(rows_of_run).collect(),
    }
}

fn rows_of_run(run: &RunView) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for line in &run.rows {
        let head = [
            run.number.to_string(),
            run.key.clone(),
            run.title.clone(),
            line.row.shown.clone(),
            line.row.label.clone().unwrap_or_default(),
            line.row.variants.join("; "),
            line.depth.to_owned(),
            line.row.status.to_owned(),
        ];
        let row = |tail: [String; 4]| head.iter().cloned().chain(tail).collect::<Vec<_>>();
        for serves in &line.serves {
            let enough = if serves.at_least_one { "yes" } else { "no" };
            let slots: Vec<&str> = serves
                .verdicts
                .iter()
                .map(|cell| cell.slot.as_str())
                .collect();
            rows.push(row([
                serves.control.key.clone(),
                serves.depth.clone(),
                enough.to_owned(),
                slots.join("; "),
            ]));
        }
        if line.serves.is_empty() {
            rows.push(row(Default::default()));
        }
    }
    rows
}

/// Makes the table of the evidence of the vendor: a row per control, obligation and entry.
#[must_use]
pub fn table_tcf(view: &TcfView) -> Table {
    let responses = view.responses.iter().flat_map(|one| {
        let control = &one.control;
        let head = [
            control.key.as_str(),
            &control.title,
            control.status,
            &control.reason.sentence,
        ];
        evidence_rows(head, &one.evidence, "")
    });
    let decisions = view.not_applicable.iter().flat_map(|one| {
        let head = [
            one.control.key.as_str(),
            &one.control.title,
            NOT_APPLICABLE,
            &one.reason.sentence,
        ];
        evidence_rows(
            head,
            &one.evidence,
            one.product.as_deref().unwrap_or_default(),
        )
    });
    let asides = view.asides.iter().flat_map(|one| {
        let head = [
            one.control.key.as_str(),
            &one.control.title,
            one.status,
            &one.reason.sentence,
        ];
        evidence_rows(head, &[], "")
    });
    Table {
        title: "Evidence wanted",
        columns: &[
            "control",
            "title",
            "status",
            "reason",
            "evidence",
            "kinds",
            "needed",
            "evidence status",
            "entry",
            "what it is",
            "variant",
            "handed in",
            "issue",
            "pages",
        ],
        rows: responses.chain(decisions).chain(asides).collect(),
    }
}

/// The key of the status of a control that does not apply.
const NOT_APPLICABLE: &str = "not-applicable";

/// The columns of the evidence table that speak of evidence, and where among them the variant stands.
const EVIDENCE_COLUMNS: usize = 10;
const VARIANT_COLUMN: usize = 6;

/// Makes the rows of a control; one with the product alone where it owes no evidence.
fn evidence_rows(control: [&str; 4], evidence: &[WantedView], product: &str) -> Vec<Vec<String>> {
    let pointers = evidence
        .iter()
        .flat_map(|wanted| wanted.pointers.iter().map(move |pointer| (wanted, pointer)));
    let rows = pointers.map(|(wanted, pointer)| evidence_row(control, wanted, pointer));
    let mut rows: Vec<Vec<String>> = rows.collect();
    if rows.is_empty() {
        let tail = (0..EVIDENCE_COLUMNS).map(|column| match column {
            VARIANT_COLUMN => product,
            _ => "",
        });
        let row = control.into_iter().chain(tail).map(str::to_owned);
        rows.push(row.collect());
    }
    rows
}

fn evidence_row(control: [&str; 4], wanted: &WantedView, pointer: &PointerView) -> Vec<String> {
    let titles: Vec<&str> = wanted
        .kinds
        .iter()
        .map(|kind| kind.title.as_str())
        .collect();
    let papers = pointer.submitted.iter();
    let joined = |part: fn(&crate::view::SubmittedView) -> Option<&String>| {
        let parts: Vec<&str> = papers
            .clone()
            .filter_map(|paper| part(paper).map(String::as_str))
            .collect();
        parts.join("; ")
    };
    let mut row: Vec<String> = control.iter().map(|cell| (*cell).to_owned()).collect();
    row.extend([
        wanted.key.clone(),
        titles.join("; "),
        wanted.needed.unwrap_or(1).to_string(),
        wanted.status.to_owned(),
        pointer.row.shown.clone(),
        pointer.row.label.clone().unwrap_or_default(),
        pointer.variant.clone().unwrap_or_default(),
        joined(|paper| paper.document.as_ref().or(Some(&paper.title))),
        joined(|paper| paper.issue.as_ref()),
        joined(|paper| paper.pages.as_ref()),
    ]);
    row
}

/// Makes the table of the checklist: a row per control, with room to fill in.
#[must_use]
pub fn table_checklist(view: &ChecklistView) -> Table {
    let questions = view.questions.iter().map(question_row);
    let decisions = view.not_applicable.iter().map(|one| {
        let evidence = evidence_cell(&one.evidence);
        let head = [
            &one.control.key,
            &one.control.title,
            NOT_APPLICABLE,
            &one.reason.sentence,
        ];
        let statement = one.statement.clone().unwrap_or_default();
        let product = one.product.as_deref().unwrap_or_default();
        checklist_row(head, [statement, evidence, String::new()], product)
    });
    let asides = view.asides.iter().map(|one| {
        let head = [
            &one.control.key,
            &one.control.title,
            one.status,
            &one.reason.sentence,
        ];
        checklist_row(head, Default::default(), "")
    });
    Table {
        title: "Checklist",
        columns: &[
            "control",
            "title",
            "status",
            "reason",
            "statement",
            "evidence wanted",
            "test reference",
            "evidence seen",
            "finding",
            "verdict",
            "remark",
            "product",
        ],
        rows: questions.chain(decisions).chain(asides).collect(),
    }
}

fn question_row(one: &crate::view::QuestionView) -> Vec<String> {
    let control = &one.control;
    let tests = one.tests.iter().map(|test| {
        let rows: Vec<&str> = test.rows.iter().map(|one| one.row.shown.as_str()).collect();
        format!(
            "{} ({}): {}",
            test.procedure.key,
            test.depth,
            rows.join(", ")
        )
    });
    let tests: Vec<String> = tests.collect();
    let head = [
        &control.key,
        &control.title,
        control.status,
        &control.reason.sentence,
    ];
    let body = [
        control.statement.clone().unwrap_or_default(),
        evidence_cell(&one.evidence),
        tests.join("; "),
    ];
    checklist_row(head, body, "")
}

/// How many columns of the checklist are there to be filled in.
const ROOM_TO_FILL: usize = 4;

/// Makes a row: the control, then statement, evidence and tests, room, and the product that it is about.
fn checklist_row(head: [&str; 4], body: [String; 3], product: &str) -> Vec<String> {
    let head = head.into_iter().map(str::to_owned);
    let body = body.into_iter().map(|cell| cell.trim().to_owned());
    let room = std::iter::repeat_n(String::new(), ROOM_TO_FILL);
    let row = head.chain(body).chain(room);
    row.chain([product.to_owned()]).collect()
}

fn evidence_cell(wanted: &[WantedView]) -> String {
    let cells = wanted.iter().map(|wanted| {
        let titles: Vec<&str> = wanted
            .kinds
            .iter()
            .map(|kind| kind.title.as_str())
            .collect();
        let rows: Vec<&str> = wanted
            .pointers
            .iter()
            .map(|pointer| pointer.row.shown.as_str())
            .collect();
        format!("{}: {}", titles.join(" or "), rows.join(", "))
    });
    cells.collect::<Vec<_>>().join("; ")
}
