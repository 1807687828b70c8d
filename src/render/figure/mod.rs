//! Figures as drawings: pure geometry in whole points of print, one file per kind of figure.
//!
//! A drawing is as wide as the text of a page, so that a unit of its view box is a point on paper. Texts are cut to the
//! room that they have by an estimate of their width; the whole text stays in a `<title>`. Colours are classes of the
//! style sheet; what a colour says, a hatching, a dash or a letter says too.

mod bars;
mod boxes;
mod describe;
mod graph;
mod legend;
mod look;
mod measures;
mod network;
mod shares;
mod svg;
mod topology;
mod words;

pub use describe::describe_figure;

use crate::view::FigureView;

/// Draws a figure as one or more `<svg>` elements, each short enough for one page.
pub fn draw_figure(figure: &FigureView) -> Vec<String> {
    match figure {
        FigureView::Shares(view) => vec![shares::draw_shares(view)],
        FigureView::Bars(view) => bars::draw_bars(view),
        FigureView::Network(view) => network::draw_network(view),
        FigureView::Graph(view) => graph::draw_graph(view),
        // Matrices are tables.
        FigureView::Matrix(_) => Vec::new(),
    }
}

#[cfg(test)]
#[expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop where its own data is wrong"
)]
mod tests;
