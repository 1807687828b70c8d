//! The figures of a document as plain data. Layout and look are up to the writer.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::plan::Status;

/// The figures of a document, by the key under which its template prints them.
pub type Figures = BTreeMap<String, FigureView>;

/// A figure. The tables of the document hold the same data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "figure", rename_all = "kebab-case")]
pub enum FigureView {
    /// Parts of a whole.
    Shares(SharesView),
    /// Bars along an axis of time.
    Bars(BarsView),
    /// A graph in columns.
    Graph(GraphView),
    /// A matrix of rows and columns.
    Matrix(MatrixView),
    /// Nodes and the links between them.
    Network(NetworkView),
}

/// Parts of a whole, with their values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SharesView {
    /// The title.
    pub title: String,
    /// The unit in the plural: `requirements`, `h`.
    pub unit: String,
    /// The unit in the singular: `requirement`, `h`.
    pub unit_one: String,
    /// The parts, in order. Parts with the value 0 are drawn in the legend only.
    pub parts: Vec<SharePart>,
}

impl SharesView {
    /// Writes a value with its unit: `1 requirement`.
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
    /// The key, which decides how it is drawn.
    pub key: FigureKey,
    /// The label.
    pub label: String,
    /// The value, in the unit of the figure.
    pub value: u32,
}

/// The key of a kind of parts, bars or marks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum FigureKey {
    /// Unattended work.
    Unattended,
    /// A status of controls.
    #[serde(untagged)]
    Status(Status),
    /// A kind that the document defines: a phase, a role, a letter.
    #[serde(untagged)]
    Own(String),
}

impl FigureKey {
    /// Makes the key of a kind that the document defines.
    pub fn own(key: &str) -> Self {
        Self::Own(key.to_owned())
    }
}

/// Bars along an axis of working time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BarsView {
    /// The title.
    pub title: String,
    /// The kinds of bars, in order.
    pub kinds: Vec<FigureKind>,
    /// The lanes from top to bottom.
    pub lanes: Vec<LaneView>,
}

/// A kind of bar or mark with its meaning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FigureKind {
    /// The key by which the parts of the figure name it.
    pub key: FigureKey,
    /// The meaning.
    pub label: String,
}

/// A lane with its bars.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LaneView {
    /// The label.
    pub label: String,
    /// The name of the heading or table of the document with the details.
    pub anchor: Option<String>,
    /// Whether it is on the critical path.
    pub critical: bool,
    /// Its bars.
    pub bars: Vec<BarView>,
}

/// A bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BarView {
    /// Its start, in minutes of working time from the beginning.
    pub start: u32,
    /// Its length, in minutes of working time.
    pub minutes: u32,
    /// Its kind, by key.
    pub kind: FigureKey,
    /// Whether it depends on an open question.
    pub open: bool,
}

/// A graph, in columns from left to right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GraphView {
    /// The title.
    pub title: String,
    /// The columns from left to right.
    pub columns: Vec<GraphColumn>,
    /// The number of the column, from 0, whose order is kept and along which a drawing is cut.
    pub lead: usize,
    /// The edges between nodes of neighbouring columns, by key.
    pub edges: Vec<GraphEdge>,
}

/// A column of a graph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GraphColumn {
    /// The title.
    pub title: String,
    /// Its nodes.
    pub nodes: Vec<GraphNode>,
}

/// A node of a graph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GraphNode {
    /// The key, unique in the graph.
    pub key: String,
    /// The label.
    pub label: String,
    /// The title, which is printed if there is room.
    pub title: String,
    /// The name of the heading, table or row of the document with the details.
    pub anchor: Option<String>,
    /// Its status, if it has one.
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
    /// Whether it depends on an open question.
    pub open: bool,
}

/// A matrix of rows and columns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MatrixView {
    /// The title.
    pub title: String,
    /// The title of the rows: `Requirement`.
    pub rows_title: String,
    /// The title of the columns: `Procedure`.
    pub columns_title: String,
    /// The rows from top to bottom.
    pub rows: Vec<MatrixLine>,
    /// The columns from left to right.
    pub columns: Vec<MatrixLine>,
    /// The cells that are not empty, sorted by row and then by column.
    pub cells: Vec<MatrixCell>,
    /// The letters with their meaning.
    pub legend: Vec<MatrixLetter>,
    /// The name of the filter that hides rows. Rows are its subjects, by key.
    pub filter: Option<String>,
}

/// A letter of a matrix with its meaning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MatrixLetter {
    /// The letter.
    pub key: String,
    /// The meaning.
    pub label: String,
}

/// A row or column of a matrix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MatrixLine {
    /// The key, which is printed too.
    pub key: String,
    /// The label.
    pub title: String,
    /// The name of the heading, table or row of the document with the details.
    pub anchor: Option<String>,
    /// Its status, if it has one.
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
    /// Whether it depends on an open question.
    pub open: bool,
}

/// Nodes and the links between them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NetworkView {
    /// The title.
    pub title: String,
    /// The nodes.
    pub nodes: Vec<NodeView>,
    /// The links between nodes.
    pub links: Vec<LinkView>,
}

/// A node of a network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NodeView {
    /// The key, unique in the network.
    pub key: String,
    /// The label.
    pub label: String,
    /// The details, one per line: addresses, versions.
    pub details: Vec<String>,
    /// Whether it is the product.
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
    /// The label.
    pub label: String,
}

impl FigureView {
    /// Returns the names of the headings, tables and rows to which it links.
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
