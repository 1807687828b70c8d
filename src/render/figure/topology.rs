//! What is joined to what, in columns: the main thing at the left, each column one link further away.

use std::fmt::Write as _;

use super::boxes::{PADDING, draw_box};
use super::describe::describe_network;
use super::measures::{PORTRAIT, measure};
use super::svg::{Area, Svg};
use super::words::{LINE, wrap};
use crate::view::{NetworkView, NodeView};

/// How wide the room between columns is, and how wide a box is at most.
const GAP: i64 = 30;
const WIDEST: i64 = 150;
const BETWEEN: i64 = 12;
/// How high a drawing may be, and how many columns fit.
const HIGH: i64 = 620;
const COLUMNS: usize = 5;
/// How far apart lines that end at the same box stand.
const APART: i64 = 4;

/// A box in a column.
struct Placed<'a> {
    node: &'a NodeView,
    name: Vec<String>,
    details: Vec<String>,
    area: Area,
    /// Its column, and its place in it.
    column: usize,
    place: usize,
}

/// Draws a network in columns; `None` if links have labels, something is not joined to the main thing, or it does not fit.
pub(super) fn draw_topology(view: &NetworkView, main: &NodeView) -> Option<String> {
    if view.links.iter().any(|link| !link.label.is_empty()) {
        return None;
    }
    let columns = columns_of(view, main);
    let joined: usize = columns.iter().map(Vec::len).sum();
    if joined < view.nodes.len() || columns.len() > COLUMNS || columns.len() < 3 {
        return None;
    }
    let count = measure(columns.len());
    let width = ((PORTRAIT - (count - 1) * GAP) / count).min(WIDEST);
    let measured = columns.iter().enumerate();
    let mut placed: Vec<Vec<Placed<'_>>> = measured
        .map(|(column, nodes)| measure_column(nodes, column, width))
        .collect();
    let height = placed.iter().map(|column| height_of(column)).max()?;
    if height > HIGH {
        return None;
    }
    for column in &mut placed {
        let mut y = (height - height_of(column)) / 2;
        for one in column {
            one.area.y = y;
            y += one.area.height + BETWEEN;
        }
    }
    let placed: Vec<Placed<'_>> = placed.into_iter().flatten().collect();
    Some(draw(view, main, &placed, height))
}

/// Returns the nodes by their distance from the main thing, each after the nodes that lead to it.
fn columns_of<'a>(view: &'a NetworkView, main: &'a NodeView) -> Vec<Vec<&'a NodeView>> {
    let is_joined = |one: &str, other: &str| {
        view.links.iter().any(|link| {
            (link.from == one && link.to == other) || (link.from == other && link.to == one)
        })
    };
    let others = view.nodes.iter().filter(|node| node.key != main.key);
    let mut left: Vec<&NodeView> = others.collect();
    let mut columns = vec![vec![main]];
    loop {
        let mut next = Vec::new();
        for before in columns.last().into_iter().flatten() {
            let (reached, rest): (Vec<_>, Vec<_>) = left
                .drain(..)
                .partition(|node| is_joined(&node.key, &before.key));
            next.extend(reached);
            left = rest;
        }
        if next.is_empty() {
            return columns;
        }
        columns.push(next);
    }
}

fn measure_column<'a>(nodes: &[&'a NodeView], column: usize, width: i64) -> Vec<Placed<'a>> {
    let room = width - 2 * PADDING;
    let x = measure(column) * (width + GAP);
    let nodes = nodes.iter().enumerate();
    let placed = nodes.map(|(place, node)| {
        let name = wrap(&node.label, room, 4);
        let details = node.details.iter().flat_map(|line| wrap(line, room, 3));
        let details: Vec<String> = details.collect();
        let height = measure(name.len() + details.len()) * LINE + 2 * PADDING;
        Placed {
            node,
            name,
            details,
            area: Area {
                x,
                y: 0,
                width,
                height,
            },
            column,
            place,
        }
    });
    placed.collect()
}

fn height_of(column: &[Placed<'_>]) -> i64 {
    let boxes = column.iter().map(|one| one.area.height + BETWEEN);
    boxes.sum::<i64>() - BETWEEN
}

fn draw(view: &NetworkView, main: &NodeView, placed: &[Placed<'_>], height: i64) -> String {
    let mut svg = Svg::default();
    let find = |key: &str| placed.iter().find(|one| one.node.key == key);
    for link in &view.links {
        if let Some((from, to)) = find(&link.from).zip(find(&link.to)) {
            svg.path("link", &way(from, to));
        }
    }
    for one in placed {
        let class = if one.node.key == main.key {
            "node main"
        } else {
            "node"
        };
        let label = &one.node.label;
        draw_box(&mut svg, class, one.area, label, &one.name, &one.details);
    }
    svg.finish((PORTRAIT, height + 1), &view.title, &describe_network(view))
}

/// Returns the way of a line: from the right edge of the nearer box to the left edge of the farther one, or between two
/// boxes of a column along their right edges. Lines of different boxes turn at different places.
fn way(one: &Placed<'_>, other: &Placed<'_>) -> String {
    let (near, far) = if one.column <= other.column {
        (one, other)
    } else {
        (other, one)
    };
    let middle = |placed: &Placed<'_>| placed.area.y + placed.area.height / 2;
    let right = near.area.x + near.area.width;
    let turn = right + GAP / 4 + APART * measure(near.place % 4);
    // Where lines of several boxes reach one, they do not lie on one another.
    let shift = APART * (measure(near.place % 3) - 1);
    let mut path = format!("M{right} {}H{turn}", middle(near));
    // Writing to a string does not fail.
    let _ = if near.column == far.column {
        write!(path, "V{}H{right}", middle(far) + shift)
    } else {
        write!(path, "V{}H{}", middle(far) + shift, far.area.x)
    };
    path
}
