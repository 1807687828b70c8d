//! What leads to what, in columns: one column keeps its order, those beside it are ordered by where their neighbours
//! stand, so that few lines cross. Drawn in bands, each with all that its part of the leading column touches.

mod place;

use super::describe::describe_graph;
use super::legend::{Swatch, draw_legend};
use super::look::{fill, look_of_status};
use super::measures::{measure, title_of_band};
use super::svg::{Anchor, Area, Svg};
use super::words::{LINE, fit, width_of};
use crate::render::visible::one_line;
use crate::view::{GraphColumn, GraphEdge, GraphNode, GraphView, Status};

use place::{Band, Placed, place_bands};

/// How wide the text of an A4 page on its long side is, in points.
const LANDSCAPE: i64 = 773;
/// How far apart nodes stand, and how high each is.
const ROW: i64 = 11;
const NODE: i64 = 10;
/// How wide the mark of a status is.
const MARK: i64 = 8;
/// How much room lies between columns, and how wide a column is at least.
const BETWEEN: i64 = 64;
const LEAST: i64 = 40;
const PADDING: i64 = 3;

/// Where each column begins, and how wide it is.
#[derive(Debug)]
struct Columns(Vec<(i64, i64)>);

impl Columns {
    /// Gives every column the room that its words want, as far as there is room, and the leading one the rest.
    fn of(view: &GraphView) -> Self {
        let count = measure(view.columns.len()).max(1);
        let all = (LANDSCAPE - (count - 1) * BETWEEN).max(count);
        let words = |column: &GraphColumn| {
            let labels = column
                .nodes
                .iter()
                .map(|node| width_of(&one_line(&node.label)));
            labels.max().unwrap_or(0) + MARK + 2 * PADDING
        };
        let columns = view
            .columns
            .iter()
            .map(|column| words(column).clamp(LEAST, all / count));
        let mut widths: Vec<i64> = columns.collect();
        let rest = all - widths.iter().sum::<i64>();
        if let Some(lead) = widths.get_mut(view.lead) {
            *lead += rest;
        }
        let mut left = 0;
        let place = |width: i64| {
            let at = left;
            left += width + BETWEEN;
            (at, width)
        };
        Self(widths.into_iter().map(place).collect())
    }

    /// Returns where a column begins and how wide it is.
    fn column(&self, column: usize) -> (i64, i64) {
        self.0.get(column).copied().unwrap_or_default()
    }
}

/// Draws a graph, in as many bands as it takes.
pub(super) fn draw_graph(view: &GraphView) -> Vec<String> {
    let bands = place_bands(view);
    let count = bands.len();
    let page = Page {
        view,
        columns: Columns::of(view),
        description: describe_graph(view),
    };
    let draw = |(index, band): (usize, &Band<'_>)| {
        let title = title_of_band(&view.title, index, count);
        page.draw_band(band, &title)
    };
    bands.iter().enumerate().map(draw).collect()
}

/// What all bands of a graph share.
struct Page<'a> {
    view: &'a GraphView,
    columns: Columns,
    description: String,
}

impl Page<'_> {
    fn draw_band(&self, band: &Band<'_>, title: &str) -> String {
        let mut svg = Svg::default();
        let columns = &self.columns;
        let top = LINE + 5;
        for (column, index) in self.view.columns.iter().zip(0..) {
            let (x, width) = columns.column(index);
            svg.text(
                "strong",
                Anchor::Start,
                (x, LINE - 3),
                &fit(&column.title, width),
            );
        }
        for edge in &band.edges {
            draw_edge(&mut svg, columns, top, edge);
        }
        for placed in band.columns.iter().flatten() {
            draw_node(&mut svg, columns, top, placed);
        }
        let bottom = top + measure(band.rows) * ROW;
        let height = draw_legend(&mut svg, &legend(band), LANDSCAPE, bottom + 6);
        svg.finish((LANDSCAPE, height), title, &self.description)
    }
}

fn draw_node(svg: &mut Svg, columns: &Columns, top: i64, placed: &Placed<'_>) {
    let GraphNode {
        label,
        title,
        anchor,
        status,
        ..
    } = placed.node;
    let (x, width) = columns.column(placed.column);
    let y = top + measure(placed.row) * ROW;
    let anchor = anchor.as_deref();
    svg.open("node", anchor);
    svg.hint(&format!("{label} {title}"));
    svg.area(
        "box",
        Area {
            x,
            y,
            width,
            height: NODE,
        },
    );
    let mut left = x + PADDING;
    if let Some(status) = status {
        fill(
            svg,
            look_of_status(*status),
            Area {
                x,
                y,
                width: MARK,
                height: NODE,
            },
        );
        left += MARK;
    }
    let room = x + width - left;
    let words = if placed.leads {
        fit(&format!("{label} {title}"), room)
    } else {
        fit(label, room)
    };
    svg.text("", Anchor::Start, (left, y + NODE - 2), &words);
    svg.close(anchor);
}

fn draw_edge(
    svg: &mut Svg,
    columns: &Columns,
    top: i64,
    edge: &(&GraphEdge, Placed<'_>, Placed<'_>),
) {
    let (edge, from, to) = edge;
    let middle = |placed: &Placed<'_>| top + measure(placed.row) * ROW + NODE / 2;
    let (left, width) = columns.column(from.column);
    let (x1, y1) = (left + width, middle(from));
    let (x2, y2) = (columns.column(to.column).0, middle(to));
    let bend = (x2 - x1) / 2;
    let class = if edge.open { "edge is-open" } else { "edge" };
    let path = format!("M{x1} {y1}C{} {y1} {} {y2} {x2} {y2}", x1 + bend, x2 - bend);
    svg.path(class, &path);
}

/// Returns the statuses in a band.
fn legend(band: &Band<'_>) -> Vec<(Swatch, String)> {
    let mut seen: Vec<Status> = Vec::new();
    for placed in band.columns.iter().flatten() {
        if let Some(status) = placed.node.status
            && !seen.contains(&status)
        {
            seen.push(status);
        }
    }
    let mut legend: Vec<_> = seen
        .into_iter()
        .map(|status| {
            (
                Swatch::Area(look_of_status(status)),
                status.key().replace('-', " "),
            )
        })
        .collect();
    if band.edges.iter().any(|(edge, ..)| edge.open) {
        legend.push((
            Swatch::Line("edge is-open"),
            "depends on an open question".to_owned(),
        ));
    }
    legend
}
