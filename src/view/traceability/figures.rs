//! The figures of the traceability document: matrices and a graph, made from its tables.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use rustc_hash::FxHashMap;

use super::controls::{TracedControl, TracedEvidence, TracedProcedure};
use super::tables::{EvidenceTrace, ProcedureTrace, SectionTrace};
use crate::model::{Depth, Scheme};
use crate::plan::Status;
use crate::source::Text;
use crate::view::figure::{
    FigureView, Figures, GraphColumn, GraphEdge, GraphNode, GraphView, MatrixCell, MatrixLetter,
    MatrixLine, MatrixView,
};

/// The name of the filter of requirements.
const FILTER: &str = "controls";

/// The greatest number of requirements in a graph that can be read.
const READABLE: usize = 15;

/// The tables of a document from which figures are made.
pub(super) struct Tables<'a> {
    pub controls: &'a [TracedControl],
    pub procedures: &'a [ProcedureTrace],
    pub evidence_kinds: &'a [EvidenceTrace],
    pub sections: &'a [SectionTrace],
    pub depths: Vec<DepthMark>,
}

pub(super) fn view_figures(tables: &Tables<'_>) -> Figures {
    let mut figures = Figures::new();
    if !tables.controls.is_empty() {
        if tables.controls.len() <= READABLE {
            figures.insert("graph".to_owned(), FigureView::Graph(graph(tables)));
        }
        let matrices = [
            ("procedures", procedures(tables)),
            ("evidence", evidence(tables)),
        ];
        for (key, matrix) in matrices {
            if !matrix.columns.is_empty() {
                figures.insert(key.to_owned(), FigureView::Matrix(matrix));
            }
        }
    }
    figures
}

/// A depth as the matrix marks it: a letter, and its meaning.
pub(super) struct DepthMark {
    depth: Depth,
    letter: String,
    meaning: String,
}

/// Returns the marks of all depths: the first letters of the edition's words where they differ, else letters of ours.
pub(super) fn depth_marks(scheme: &Scheme) -> Vec<DepthMark> {
    let initial = |depth: &Depth| {
        let first = scheme.printed(depth.word()).trim().chars().next();
        first.map(|first| first.to_uppercase().collect::<String>())
    };
    let initials: BTreeSet<_> = Depth::ALL.iter().map(initial).collect();
    let differ = initials.len() == Depth::ALL.len();
    let mark = |depth: &Depth| {
        let (letter, meaning) = ours(*depth);
        let printed = scheme.printed(depth.word());
        DepthMark {
            depth: *depth,
            letter: initial(depth)
                .filter(|_| differ)
                .unwrap_or(letter.to_owned()),
            meaning: if printed == depth.word() {
                meaning
            } else {
                printed
            }
            .to_owned(),
        }
    };
    Depth::ALL.iter().map(mark).collect()
}

fn ours(depth: Depth) -> (&'static str, &'static str) {
    match depth {
        Depth::Review => ("R", "review: documents and code are read"),
        Depth::Test => ("T", "test of the product"),
        Depth::Attack => ("A", "attack within a time box"),
        Depth::Audit => ("S", "audit of a site"),
    }
}

/// The matrix of requirements and procedures, with depths.
fn procedures(tables: &Tables<'_>) -> MatrixView {
    let serving = tables
        .procedures
        .iter()
        .filter(|procedure| !procedure.controls.is_empty());
    let columns: Vec<MatrixLine> = serving
        .map(|procedure| line(&procedure.key, &procedure.title, "procedure"))
        .collect();
    let letter = |depth: Depth| {
        let mark = tables.depths.iter().find(|mark| mark.depth == depth);
        mark.map_or("", |mark| mark.letter.as_str())
    };
    let cell = |owed: &TracedProcedure| {
        (
            owed.key.clone(),
            letter(owed.depth.key.leading()),
            owed.status == Status::Open,
        )
    };
    let cells = cells(tables, &columns, |control| {
        control.procedures.iter().map(cell).collect()
    });
    let is_used = |mark: &&DepthMark| cells.iter().any(|cell| cell.letters.contains(&mark.letter));
    let legend = tables.depths.iter().filter(is_used);
    MatrixView {
        title: "Requirements by procedures".to_owned(),
        rows_title: "Requirement".to_owned(),
        columns_title: "Procedure".to_owned(),
        rows: rows(tables),
        legend: legend
            .map(|mark| letter_of(&mark.letter, &mark.meaning))
            .collect(),
        columns,
        cells,
        filter: Some(FILTER.to_owned()),
    }
}

/// The mark of evidence that is wanted, and of evidence of which one of several kinds is enough.
const WANTED: &str = "●";

const CHOICE: &str = "○";

/// The matrix of requirements and wanted evidence.
fn evidence(tables: &Tables<'_>) -> MatrixView {
    let columns: Vec<MatrixLine> = tables
        .evidence_kinds
        .iter()
        .map(|kind| line(&kind.key, &kind.title, "evidence"))
        .collect();
    let marks = |owed: &TracedEvidence| {
        let mark = if owed.kinds.len() > 1 { CHOICE } else { WANTED };
        let open = owed.status == Status::Open;
        owed.kinds
            .iter()
            .map(|kind| (kind.clone(), mark, open))
            .collect::<Vec<_>>()
    };
    let cells = cells(tables, &columns, |control| {
        control.evidence.iter().flat_map(marks).collect()
    });
    let used = |mark: &str| cells.iter().any(|cell| cell.letters.contains(mark));
    let legend = [
        (WANTED, "required"),
        (CHOICE, "one of several alternatives"),
    ];
    MatrixView {
        title: "Requirements by evidence".to_owned(),
        rows_title: "Requirement".to_owned(),
        columns_title: "Evidence".to_owned(),
        rows: rows(tables),
        legend: legend
            .into_iter()
            .filter(|(mark, _)| used(mark))
            .map(|(mark, label)| letter_of(mark, label))
            .collect(),
        columns,
        cells,
        filter: Some(FILTER.to_owned()),
    }
}

fn letter_of(letter: &str, label: &str) -> MatrixLetter {
    MatrixLetter {
        key: letter.to_owned(),
        label: label.to_owned(),
    }
}

fn line(key: &str, title: &str, kind: &str) -> MatrixLine {
    MatrixLine {
        key: key.to_owned(),
        title: title.to_owned(),
        anchor: Some(format!("{kind}.{key}")),
        status: None,
    }
}

fn rows(tables: &Tables<'_>) -> Vec<MatrixLine> {
    let controls = tables.controls.iter();
    let row = |control: &TracedControl| MatrixLine {
        status: Some(control.status),
        ..line(&control.key, &control.title, "control")
    };
    controls.map(row).collect()
}

/// Makes the cells of all controls. Each control asks for columns, by key, with a letter and whether it is open. A
/// letter is open if all obligations behind it are.
fn cells<'m>(
    tables: &Tables<'_>,
    columns: &[MatrixLine],
    asked: impl Fn(&TracedControl) -> Vec<(Text, &'m str, bool)>,
) -> Vec<MatrixCell> {
    let places = columns.iter().zip(0..);
    let places: FxHashMap<&str, usize> = places
        .map(|(line, place)| (line.key.as_str(), place))
        .collect();
    let mut cells = Vec::new();
    for (row, control) in tables.controls.iter().enumerate() {
        let mut here: BTreeMap<usize, (Vec<&str>, bool)> = BTreeMap::new();
        for (key, letter, open) in asked(control) {
            let Some(column) = places.get(key.as_str()) else {
                continue;
            };
            let (letters, all_open) = here.entry(*column).or_insert((Vec::new(), true));
            letters.push(letter);
            *all_open &= open;
        }
        cells.extend(here.into_iter().map(|(column, (mut letters, open))| {
            letters.dedup();
            MatrixCell {
                row,
                column,
                letters: letters.concat(),
                open,
            }
        }));
    }
    cells
}

/// The graph of procedures, requirements, evidence and sections of forms.
fn graph(tables: &Tables<'_>) -> GraphView {
    let serving = tables
        .procedures
        .iter()
        .filter(|procedure| !procedure.controls.is_empty());
    let procedures = serving.map(|procedure| {
        node(
            "procedure",
            &procedure.key,
            &procedure.title,
            Some(procedure.status),
        )
    });
    let controls = tables.controls.iter().map(|control| {
        node(
            "control",
            &control.key,
            &control.title,
            Some(control.status),
        )
    });
    let kinds = tables
        .evidence_kinds
        .iter()
        .map(|kind| node("evidence", &kind.key, &kind.title, None));
    let holding = tables
        .sections
        .iter()
        .filter(|section| !section.evidence.is_empty());
    let sections = holding.map(|section| node("section", &section.key, &section.title, None));
    let column = |title: &str, nodes: Vec<GraphNode>| GraphColumn {
        title: title.to_owned(),
        nodes,
    };
    GraphView {
        title: "From procedures over requirements and evidence to sections of forms".to_owned(),
        columns: vec![
            column("Procedures", procedures.collect()),
            column("Requirements", controls.collect()),
            column("Evidence", kinds.collect()),
            column("Sections of forms", sections.collect()),
        ],
        lead: 1,
        edges: edges(tables),
    }
}

fn node(kind: &str, key: &str, title: &str, status: Option<Status>) -> GraphNode {
    let anchor = format!("{kind}.{key}");
    GraphNode {
        key: anchor.clone(),
        label: key.to_owned(),
        title: title.to_owned(),
        anchor: Some(anchor),
        status,
    }
}

fn edges(tables: &Tables<'_>) -> Vec<GraphEdge> {
    let mut edges: Vec<GraphEdge> = Vec::new();
    for control in tables.controls {
        let key = format!("control.{}", control.key);
        let mut own: IndexMap<(String, String), bool> = IndexMap::new();
        let mut join = |from: String, to: String, status: Status| {
            // An edge is open if all obligations behind it are.
            *own.entry((from, to)).or_insert(true) &= status == Status::Open;
        };
        for owed in &control.procedures {
            join(format!("procedure.{}", owed.key), key.clone(), owed.status);
        }
        for owed in &control.evidence {
            for kind in &owed.kinds {
                join(key.clone(), format!("evidence.{kind}"), owed.status);
            }
        }
        edges.extend(
            own.into_iter()
                .map(|((from, to), open)| GraphEdge { from, to, open }),
        );
    }
    for kind in tables.evidence_kinds {
        edges.extend(kind.sections.iter().map(|section| GraphEdge {
            from: format!("evidence.{}", kind.key),
            to: format!("section.{section}"),
            open: false,
        }));
    }
    edges
}
