//! What figures show, in words: for those who do not see them, and for formats that do not draw.

use crate::view::{BarsView, FigureView, GraphView, MatrixView, NetworkView, SharesView};

/// How many minutes a day of work has.
pub(super) const DAY: u32 = 8 * 60;

/// Says what a figure shows, as one or two sentences.
pub fn describe_figure(figure: &FigureView) -> String {
    match figure {
        FigureView::Shares(view) => describe_shares(view),
        FigureView::Bars(view) => describe_bars(view),
        FigureView::Graph(view) => describe_graph(view),
        FigureView::Matrix(view) => describe_matrix(view),
        FigureView::Network(view) => describe_network(view),
    }
}

pub(super) fn describe_shares(view: &SharesView) -> String {
    let parts: Vec<String> = view
        .parts
        .iter()
        .map(|part| format!("{} {}", part.label, part.value))
        .collect();
    format!(
        "{}; {} in all.",
        parts.join(", "),
        view.counted(total(view))
    )
}

/// Returns the sum of all parts.
pub(super) fn total(view: &SharesView) -> u64 {
    view.parts.iter().map(|part| u64::from(part.value)).sum()
}

pub(super) fn describe_bars(view: &BarsView) -> String {
    let days = last_minute(view).div_ceil(DAY);
    format!(
        "{} over {}.",
        counted(view.lanes.len(), "lane", "lanes"),
        counted(
            usize::try_from(days).unwrap_or(usize::MAX),
            "day of 8 h",
            "days of 8 h"
        )
    )
}

/// Returns the minute at which the last bar ends.
pub(super) fn last_minute(view: &BarsView) -> u32 {
    let bars = view.lanes.iter().flat_map(|lane| &lane.bars);
    bars.map(|bar| bar.start.saturating_add(bar.minutes))
        .max()
        .unwrap_or(0)
}

pub(super) fn describe_graph(view: &GraphView) -> String {
    let columns: Vec<String> = view
        .columns
        .iter()
        .map(|column| format!("{} ({})", column.title, column.nodes.len()))
        .collect();
    format!(
        "{}; {}.",
        columns.join(", "),
        counted(view.edges.len(), "line", "lines")
    )
}

fn describe_matrix(view: &MatrixView) -> String {
    format!(
        "{} ({}) by {} ({}), {}.",
        view.rows_title,
        view.rows.len(),
        view.columns_title,
        view.columns.len(),
        counted(view.cells.len(), "cell", "cells")
    )
}

pub(super) fn describe_network(view: &NetworkView) -> String {
    let label = |key: &str| {
        let found = view.nodes.iter().find(|node| node.key == key);
        found.map_or_else(|| key.to_owned(), |node| node.label.clone())
    };
    let links: Vec<String> = view
        .links
        .iter()
        .map(|link| match link.label.as_str() {
            "" => format!("{} – {}", label(&link.from), label(&link.to)),
            words => format!("{} – {}: {words}", label(&link.from), label(&link.to)),
        })
        .collect();
    match links.as_slice() {
        [] => format!(
            "{}, not joined.",
            counted(view.nodes.len(), "node", "nodes")
        ),
        links => format!("{}.", links.join("; ")),
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
