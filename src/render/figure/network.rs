//! What is joined to what: the main thing in the middle, the others at its sides, in the order given.

use std::fmt::Write as _;

use super::boxes::{PADDING, draw_box};
use super::describe::describe_network;
use super::measures::{PORTRAIT, measure, title_of_band};
use super::svg::{Anchor, Area, Svg};
use super::topology::draw_topology;
use super::words::{LINE, wrap};
use crate::view::{LinkView, NetworkView, NodeView};

/// How wide the boxes at the sides are, and that of the main thing.
const SIDE: i64 = 132;
const MAIN: i64 = 82;
/// Room at the outer sides for lines between boxes of a side.
const MARGIN: i64 = 21;
const BETWEEN: i64 = 10;
/// How high a drawing may be, so that it fits a page.
const HIGH: i64 = 620;
/// How many lines of details and how many links a box has at most.
const DETAILS: usize = 40;
const LINKS: usize = 14;
/// How far apart the lines between boxes of a side run, and how many ways there are.
const TRACK: i64 = 5;
const TRACKS: usize = 4;

/// A box at a side of the main thing.
struct Placed<'a> {
    node: &'a NodeView,
    /// The lines of text in it: the name, then details.
    name: Vec<String>,
    details: Vec<String>,
    /// The labels of its links to the main thing, in lines.
    joined: Vec<Vec<String>>,
    /// Whether it stands at the side of the box before it, as far as there is room.
    follows: bool,
    left: bool,
    area: Area,
}

/// Draws a network: in columns where that fits, otherwise at both sides of the main thing, in as many drawings as it takes.
pub(super) fn draw_network(view: &NetworkView) -> Vec<String> {
    let main = view
        .nodes
        .iter()
        .find(|node| node.main)
        .or(view.nodes.first());
    let Some(main) = main else {
        return Vec::new();
    };
    if let Some(drawing) = draw_topology(view, main) {
        return vec![drawing];
    }
    let measured = outward(view, main)
        .into_iter()
        .map(|(node, follows)| Placed {
            follows,
            ..measure_node(view, main, node)
        });
    let bands = place_all(measured.collect());
    let count = bands.len();
    let draw = |(index, band): (usize, Vec<Placed<'_>>)| {
        let title = title_of_band(&view.title, index, count);
        draw_band(view, main, &band, &title)
    };
    bands.into_iter().enumerate().map(draw).collect()
}

/// Returns the others in the order of their places. Those that are joined to the main thing keep the order in which they are
/// given. Each is followed by what is reached only through it, marked with `true`. What nothing reaches comes last.
fn outward<'a>(view: &'a NetworkView, main: &NodeView) -> Vec<(&'a NodeView, bool)> {
    let others = view.nodes.iter().filter(|node| node.key != main.key);
    let mut left: Vec<&NodeView> = others.collect();
    let joined = |one: &str, other: &str| {
        view.links.iter().any(|link| {
            (link.from == one && link.to == other) || (link.from == other && link.to == one)
        })
    };
    let mut ordered = Vec::with_capacity(left.len());
    let (roots, rest): (Vec<_>, Vec<_>) = left
        .drain(..)
        .partition(|node| joined(&node.key, &main.key));
    left = rest;
    for root in roots {
        let mut waiting = vec![(root, false)];
        while let Some((node, follows)) = waiting.pop() {
            ordered.push((node, follows));
            let (reached, rest): (Vec<_>, Vec<_>) = left
                .drain(..)
                .partition(|other| joined(&other.key, &node.key));
            left = rest;
            waiting.extend(reached.into_iter().rev().map(|node| (node, true)));
        }
    }
    ordered.extend(left.into_iter().map(|node| (node, false)));
    ordered
}

fn measure_node<'a>(view: &'a NetworkView, main: &NodeView, node: &'a NodeView) -> Placed<'a> {
    let room = SIDE - 2 * PADDING;
    let touching = |link: &&LinkView| link.from == node.key || link.to == node.key;
    let to_main = |link: &LinkView| link.from == main.key || link.to == main.key;
    let links = view.links.iter().filter(touching);
    let (direct, others): (Vec<_>, Vec<_>) = links.partition(|link| to_main(link));
    let mut details: Vec<String> = node
        .details
        .iter()
        .flat_map(|line| wrap(line, room, 3))
        .collect();
    details.extend(
        others
            .iter()
            .flat_map(|link| wrap(&words_of(view, node, link), room, 3)),
    );
    shorten(&mut details, DETAILS, |more| {
        format!("… and {more} more lines")
    });
    let labels = direct.iter().map(|link| wrap(&link.label, GAP - 6, 3));
    let mut joined: Vec<Vec<String>> = labels.collect();
    shorten(&mut joined, LINKS, |more| vec![format!("{more} more")]);
    let mut placed = Placed {
        node,
        name: wrap(&node.label, room, 3),
        details,
        joined,
        follows: false,
        left: false,
        area: Area {
            x: 0,
            y: 0,
            width: SIDE,
            height: 0,
        },
    };
    placed.area.height = (placed.text_height() + 2 * PADDING).max(placed.links_height());
    placed
}

/// How wide the room between boxes and the main thing is.
const GAP: i64 = (PORTRAIT - 2 * SIDE - MAIN - 2 * MARGIN) / 2;

/// Cuts what is too long for a page, and says how much that is.
fn shorten<T>(lines: &mut Vec<T>, at_most: usize, more: impl Fn(usize) -> T) {
    if lines.len() > at_most {
        let rest = lines.split_off(at_most - 1).len();
        lines.push(more(rest));
    }
}

/// Says where a link of a box leads that does not lead to the main thing.
fn words_of(view: &NetworkView, node: &NodeView, link: &LinkView) -> String {
    let other = if link.from == node.key {
        &link.to
    } else {
        &link.from
    };
    let found = view.nodes.iter().find(|node| node.key == *other);
    let other = found.map_or(other, |node| &node.label);
    if link.label.is_empty() {
        format!("↔ {other}")
    } else {
        format!("↔ {other}: {}", link.label)
    }
}

impl Placed<'_> {
    fn text_height(&self) -> i64 {
        measure(self.name.len() + self.details.len()) * LINE
    }

    fn links_height(&self) -> i64 {
        self.joined.iter().map(|lines| link_height(lines)).sum()
    }

    /// Returns the edge away from the main thing.
    fn outer_edge(&self) -> i64 {
        if self.left {
            self.area.x
        } else {
            self.area.x + SIDE
        }
    }
}

fn link_height(lines: &[String]) -> i64 {
    measure(lines.len()) * LINE + 5
}

/// Places each box on the side of the box that it follows, or else on the shorter side. When both sides are full, a new drawing
/// begins.
fn place_all(nodes: Vec<Placed<'_>>) -> Vec<Vec<Placed<'_>>> {
    let mut bands = Vec::new();
    let mut band = Vec::new();
    let (mut left, mut right) = (0, 0);
    let mut at_left = true;
    for mut placed in nodes {
        let height = placed.area.height + BETWEEN;
        if !band.is_empty() && left.min(right) + height > HIGH {
            bands.push(std::mem::take(&mut band));
            (left, right) = (0, 0);
        }
        let before = if at_left { left } else { right };
        if !placed.follows || before + height > HIGH {
            at_left = left <= right;
        }
        placed.left = at_left;
        let side = if placed.left { &mut left } else { &mut right };
        placed.area.x = if placed.left {
            MARGIN
        } else {
            PORTRAIT - MARGIN - SIDE
        };
        placed.area.y = *side;
        *side += height;
        band.push(placed);
    }
    bands.push(band);
    bands
}

fn draw_band(view: &NetworkView, main: &NodeView, band: &[Placed<'_>], title: &str) -> String {
    let mut svg = Svg::default();
    let room = MAIN - 2 * PADDING;
    let name = wrap(&main.label, room, 4);
    let details = main.details.iter().flat_map(|line| wrap(line, room, 3));
    let mut details: Vec<String> = details.collect();
    shorten(&mut details, DETAILS, |more| format!("{more} more lines"));
    let text = measure(name.len() + details.len()) * LINE + 2 * PADDING;
    let sides = band.iter().map(|placed| placed.area.y + placed.area.height);
    let height = sides.max().unwrap_or(0).max(text).max(40);
    let x = (PORTRAIT - MAIN) / 2;
    let area = Area {
        x,
        y: 0,
        width: MAIN,
        height,
    };
    draw_box(&mut svg, "node main", area, &main.label, &name, &details);
    for placed in band {
        draw_box(
            &mut svg,
            "node",
            placed.area,
            &placed.node.label,
            &placed.name,
            &placed.details,
        );
        draw_links(&mut svg, placed, area);
    }
    let height = height + 1 + draw_others(&mut svg, view, band, height);
    svg.finish((PORTRAIT, height), title, &describe_network(view))
}

/// Draws the links of a box to the main thing, each with its label over it.
fn draw_links(svg: &mut Svg, placed: &Placed<'_>, main: Area) {
    let (from, to) = if placed.left {
        (placed.area.x + SIDE, main.x)
    } else {
        (main.x + MAIN, placed.area.x)
    };
    // In the middle of the box, which may be higher than its links.
    let mut y = placed.area.y + (placed.area.height - placed.links_height()) / 2;
    for lines in &placed.joined {
        for (line, number) in lines.iter().zip(1..) {
            svg.text(
                "",
                Anchor::Middle,
                (i64::midpoint(from, to), y + number * LINE - 2),
                line,
            );
        }
        y += link_height(lines);
        svg.line("link", (from, y - 3), (to, y - 3));
    }
}

/// Draws links between boxes of one drawing at their outer sides; returns how much room they take below.
fn draw_others(svg: &mut Svg, view: &NetworkView, band: &[Placed<'_>], bottom: i64) -> i64 {
    let mut below = 0;
    let place = |key: &str| band.iter().find(|placed| placed.node.key == key);
    let pairs = view
        .links
        .iter()
        .filter_map(|link| place(&link.from).zip(place(&link.to)));
    for ((from, to), index) in pairs.filter(|(a, b)| a.node.key != b.node.key).zip(0..) {
        let track = measure(index % TRACKS + 1) * TRACK;
        let out = |placed: &Placed<'_>| {
            if placed.left {
                placed.area.x - track
            } else {
                placed.area.x + SIDE + track
            }
        };
        let y = |placed: &Placed<'_>| placed.area.y + placed.area.height / 2 + track - 2 * TRACK;
        let mut path = format!("M{} {}H{}", from.outer_edge(), y(from), out(from));
        // Writing to a string does not fail.
        if from.left != to.left {
            let _ = write!(path, "V{}H{}", bottom + track, out(to));
            below = below.max(track + 1);
        }
        let _ = write!(path, "V{}H{}", y(to), to.outer_edge());
        svg.path("link", &path);
    }
    below
}
