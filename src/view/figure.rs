//! Figures: what a document draws, as plain data. Where things stand and how they look is the writer's.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::plan::Status;

/// The figures of a document, by the key under which its template prints them.
pub type Figures = BTreeMap<String, FigureView>;

/// A figure. What it shows stands in the document's tables too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "figure", rename_all = "kebab-case")]
pub enum FigureView {
    /// Parts of a whole.
    Shares(SharesView),
    /// What takes how long, over time.
    Bars(BarsView),
    /// What leads to what, in columns.
    Graph(GraphView),
    /// What meets what, in rows and columns.
    Matrix(MatrixView),
    /// What is joined to what.
    Network(NetworkView),
}

/// Parts of a whole, with their numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SharesView {
    /// What is shown.
    pub title: String,
    /// What is counted: `requirements`, `h`.
    pub unit: String,
    /// What one of it is called: `requirement`, `h`.
    pub unit_one: String,
    /// The parts, in order; those of nothing are drawn in the legend alone.
    pub parts: Vec<SharePart>,
}

impl SharesView {
    /// Writes a number of what is counted: `1 requirement`.
    #[must_use]
    pub fn counted(&self, number: u64) -> String {
        let unit = if number == 1 {
            &self.unit_one
        } else {
            &self.unit
        };
        format!("{number} {unit}")
    }
}

/// A part of a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SharePart {
    /// What tells it from others; its look follows from it.
    pub key: FigureKey,
    /// What it is.
    pub label: String,
    /// How much of it there is.
    pub value: u32,
}

/// What tells a kind of parts, bars or marks from others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum FigureKey {
    /// Work at which nobody is present.
    Unattended,
    /// A status of controls.
    #[serde(untagged)]
    Status(Status),
    /// A kind of the document's own: a phase, a role, a letter.
    #[serde(untagged)]
    Own(String),
}

impl FigureKey {
    /// Makes the key of a kind of the document's own.
    #[must_use]
    pub fn own(key: &str) -> Self {
        Self::Own(key.to_owned())
    }
}

/// What takes how long, over working time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BarsView {
    /// What is shown.
    pub title: String,
    /// The kinds of bars, in order.
    pub kinds: Vec<FigureKind>,
    /// The lanes from top to bottom.
    pub lanes: Vec<LaneView>,
}

/// A kind of bar or mark, and what it means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FigureKind {
    /// The key by which the parts of the figure name it.
    pub key: FigureKey,
    /// What it means.
    pub label: String,
}

/// A lane with its bars.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LaneView {
    /// What it is for.
    pub label: String,
    /// The heading or table of the document that tells more, by name.
    pub anchor: Option<String>,
    /// Its bars.
    pub bars: Vec<BarView>,
}

/// A bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BarView {
    /// Where it begins, in minutes of working time since the start.
    pub start: u32,
    /// How long it is, in minutes of working time.
    pub minutes: u32,
    /// Its kind, by key.
    pub kind: FigureKey,
    /// Whether it hangs on an open question.
    pub open: bool,
}

/// What leads to what, in columns from left to right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GraphView {
    /// What is shown.
    pub title: String,
    /// The columns from left to right.
    pub columns: Vec<GraphColumn>,
    /// The number of the column, from 0, whose order is kept and along which a drawing is cut.
    pub lead: usize,
    /// What joins nodes, by their keys; those between columns that are not neighbours are left out.
    pub edges: Vec<GraphEdge>,
}

/// A column of a graph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GraphColumn {
    /// What stands in it.
    pub title: String,
    /// Its nodes.
    pub nodes: Vec<GraphNode>,
}

/// A node of a graph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GraphNode {
    /// The key, one in the whole graph.
    pub key: String,
    /// What is printed.
    pub label: String,
    /// What it is, printed where there is room.
    pub title: String,
    /// The heading, table or row of the document that tells more, by name.
    pub anchor: Option<String>,
    /// Its status, where it has one.
    pub status: Option<Status>,
}

/// A line between two nodes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GraphEdge {
    /// The node in the column at the left.
    pub from: String,
    /// The node in the column at the right.
    pub to: String,
    /// Whether it hangs on an open question.
    pub open: bool,
}

/// What meets what, in rows and columns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MatrixView {
    /// What is shown.
    pub title: String,
    /// What the rows are: `Requirement`.
    pub rows_title: String,
    /// What the columns are: `Procedure`.
    pub columns_title: String,
    /// The rows from top to bottom.
    pub rows: Vec<MatrixLine>,
    /// The columns from left to right.
    pub columns: Vec<MatrixLine>,
    /// The cells that are not empty, in the order of rows and then of columns.
    pub cells: Vec<MatrixCell>,
    /// What the letters mean.
    pub legend: Vec<MatrixLetter>,
    /// The filter that hides rows, by name; the subjects of rows are their keys.
    pub filter: Option<String>,
}

/// A letter of a matrix, and what it means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MatrixLetter {
    /// The letter.
    pub key: String,
    /// What it means.
    pub label: String,
}

/// A row or column of a matrix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MatrixLine {
    /// The key, which is printed.
    pub key: String,
    /// What it is.
    pub title: String,
    /// The heading, table or row of the document that tells more, by name.
    pub anchor: Option<String>,
    /// Its status, where it has one.
    pub status: Option<Status>,
}

/// A cell of a matrix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MatrixCell {
    /// The number of its row, from 0.
    pub row: usize,
    /// The number of its column, from 0.
    pub column: usize,
    /// The letters in it, of the legend.
    pub letters: String,
    /// Whether it hangs on an open question.
    pub open: bool,
}

/// What is joined to what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NetworkView {
    /// What is shown.
    pub title: String,
    /// What is joined.
    pub nodes: Vec<NodeView>,
    /// What joins it.
    pub links: Vec<LinkView>,
}

/// A node of a network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NodeView {
    /// The key, one in the network.
    pub key: String,
    /// What is printed.
    pub label: String,
    /// More about it, a line each: addresses, versions.
    pub details: Vec<String>,
    /// Whether it is what the network is about.
    pub main: bool,
}

/// A line between two nodes of a network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LinkView {
    /// The node at one end, by key.
    pub from: String,
    /// The node at the other end, by key.
    pub to: String,
    /// What it is.
    pub label: String,
}

impl FigureView {
    /// Returns what is shown.
    #[must_use]
    pub fn title(&self) -> &str {
        match self {
            Self::Shares(view) => &view.title,
            Self::Bars(view) => &view.title,
            Self::Graph(view) => &view.title,
            Self::Matrix(view) => &view.title,
            Self::Network(view) => &view.title,
        }
    }

    /// Returns the names of the headings, tables and rows that it leads to.
    #[must_use]
    pub fn anchors(&self) -> Vec<&str> {
        match self {
            Self::Bars(view) => view
                .lanes
                .iter()
                .filter_map(|lane| lane.anchor.as_deref())
                .collect(),
            Self::Graph(view) => {
                let nodes = view.columns.iter().flat_map(|column| &column.nodes);
                nodes.filter_map(|node| node.anchor.as_deref()).collect()
            }
            Self::Matrix(view) => {
                let lines = view.rows.iter().chain(&view.columns);
                lines.filter_map(|line| line.anchor.as_deref()).collect()
            }
            Self::Shares(_) | Self::Network(_) => Vec::new(),
        }
    }
}
