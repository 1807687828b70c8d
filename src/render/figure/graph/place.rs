//! Where the nodes of a graph stand: bands, orders, rows.

use rustc_hash::FxHashMap;

use crate::view::{GraphEdge, GraphNode, GraphView};

/// How many rows a band has at most, so that it fits a page on its long side.
pub(super) const ROWS: usize = 36;

/// A node in its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed<'a> {
    pub node: &'a GraphNode,
    /// The number of its column.
    pub column: usize,
    /// The number of its row.
    pub row: usize,
    /// Whether it stands in the leading column.
    pub leads: bool,
}

/// A part of the leading column and all that it touches.
#[derive(Debug, Default)]
pub(super) struct Band<'a> {
    /// The nodes of each column from top to bottom.
    pub columns: Vec<Vec<Placed<'a>>>,
    /// The lines, each with its ends.
    pub edges: Vec<(&'a GraphEdge, Placed<'a>, Placed<'a>)>,
    /// How many rows it has.
    pub rows: usize,
}

/// What is joined to what, by the numbers of nodes in the whole graph.
struct Net<'a> {
    nodes: Vec<(&'a GraphNode, usize)>,
    /// The lines of each node that lead away from the leading column.
    outward: Vec<Vec<Line<'a>>>,
}

/// A line, seen from the end that is nearer to the leading column.
#[derive(Debug, Clone, Copy)]
struct Line<'a> {
    /// Its place among all lines.
    number: usize,
    edge: &'a GraphEdge,
    /// The number of the node at the other end.
    to: usize,
}

impl<'a> Net<'a> {
    fn of(view: &'a GraphView) -> Self {
        let columns = view.columns.iter().zip(0..);
        let nodes: Vec<(&GraphNode, usize)> = columns
            .flat_map(|(column, index)| column.nodes.iter().map(move |node| (node, index)))
            .collect();
        let by_key: FxHashMap<&str, usize> = nodes
            .iter()
            .zip(0..)
            .map(|((node, _), index)| (node.key.as_str(), index))
            .collect();
        let mut net = Self {
            outward: vec![Vec::new(); nodes.len()],
            nodes,
        };
        for (number, edge) in view.edges.iter().enumerate() {
            let ends = by_key
                .get(edge.from.as_str())
                .zip(by_key.get(edge.to.as_str()));
            if let Some((from, to)) = ends
                && net.column(*from) + 1 == net.column(*to)
            {
                let from_lead = net.column(*from) >= view.lead;
                let (near, to) = if from_lead { (from, *to) } else { (to, *from) };
                if let Some(lines) = net.outward.get_mut(*near) {
                    lines.push(Line { number, edge, to });
                }
            }
        }
        net
    }

    fn column(&self, node: usize) -> usize {
        self.nodes.get(node).map_or(0, |(_, column)| *column)
    }

    fn outward(&self, node: usize) -> &[Line<'a>] {
        self.outward.get(node).map_or(&[], Vec::as_slice)
    }
}

/// Cuts the leading column into bands and places all that each touches.
pub(super) fn place_bands(view: &GraphView) -> Vec<Band<'_>> {
    let net = Net::of(view);
    let lead = view.lead;
    let of_lead = (0..net.nodes.len()).filter(|node| net.column(*node) == lead);
    let mut bands = Vec::new();
    let mut touched = Touched::new(view.columns.len());
    for node in of_lead {
        let mut with = touched.clone();
        with.add(&net, node);
        if with.highest() > ROWS && touched.highest() > 0 {
            bands.push(place_band(&net, lead, &touched));
            with = Touched::new(view.columns.len());
            with.add(&net, node);
        }
        touched = with;
    }
    if touched.highest() > 0 {
        bands.push(place_band(&net, lead, &touched));
    }
    bands
}

/// The nodes of a band by column, in the order in which they were found.
#[derive(Debug, Clone)]
struct Touched {
    columns: Vec<Vec<usize>>,
}

impl Touched {
    fn new(columns: usize) -> Self {
        Self {
            columns: vec![Vec::new(); columns],
        }
    }

    /// Adds a node and what it leads to, away from the leading column.
    fn add(&mut self, net: &Net<'_>, node: usize) {
        let mut waiting = vec![node];
        while let Some(node) = waiting.pop() {
            if let Some(column) = self.columns.get_mut(net.column(node))
                && !column.contains(&node)
            {
                column.push(node);
                waiting.extend(net.outward(node).iter().map(|line| line.to));
            }
        }
    }

    fn highest(&self) -> usize {
        self.columns.iter().map(Vec::len).max().unwrap_or(0)
    }
}

fn place_band<'a>(net: &Net<'a>, lead: usize, touched: &Touched) -> Band<'a> {
    let rows = touched.highest();
    let mut row_of: FxHashMap<usize, usize> = FxHashMap::default();
    let mut columns = vec![Vec::new(); touched.columns.len()];
    // The leading column first, then each by the one before it.
    let outward = (lead..touched.columns.len()).chain((0..lead).rev());
    for column in outward {
        let nodes = touched.columns.get(column).map_or(&[][..], Vec::as_slice);
        let placed = if column == lead {
            spread(nodes, rows)
        } else {
            let before = if column > lead {
                column - 1
            } else {
                column + 1
            };
            let before = columns.get(before).map_or(&[][..], Vec::as_slice);
            by_neighbours(nodes, &middles(net, before, rows), rows)
        };
        row_of.extend(placed.iter().copied());
        if let Some(into) = columns.get_mut(column) {
            *into = placed;
        }
    }
    let place = |node: usize| {
        let (found, column) = net.nodes.get(node)?;
        Some(Placed {
            node: found,
            column: *column,
            row: *row_of.get(&node)?,
            leads: *column == lead,
        })
    };
    Band {
        edges: edges_of(net, touched, lead, place),
        columns: columns
            .iter()
            .map(|column| column.iter().filter_map(|(node, _)| place(*node)).collect())
            .collect(),
        rows,
    }
}

/// Returns the lines between the nodes of a band, in the order of the graph.
fn edges_of<'a>(
    net: &Net<'a>,
    touched: &Touched,
    lead: usize,
    place: impl Fn(usize) -> Option<Placed<'a>>,
) -> Vec<(&'a GraphEdge, Placed<'a>, Placed<'a>)> {
    let nodes = touched.columns.iter().flatten();
    let mut lines: Vec<(usize, Line<'a>)> = nodes
        .flat_map(|near| net.outward(*near).iter().map(move |line| (*near, *line)))
        .collect();
    lines.sort_unstable_by_key(|(_, line)| line.number);
    let edges = lines.into_iter().filter_map(|(near, line)| {
        let (near, far) = (place(near)?, place(line.to)?);
        let from_lead = near.column >= lead && far.column > near.column;
        let (from, to) = if from_lead { (near, far) } else { (far, near) };
        Some((line.edge, from, to))
    });
    edges.collect()
}

/// Spreads nodes over the rows in their order.
fn spread(nodes: &[usize], rows: usize) -> Vec<(usize, usize)> {
    let count = nodes.len().max(1);
    let row = |index: usize| (2 * index + 1) * rows / (2 * count);
    nodes
        .iter()
        .enumerate()
        .map(|(index, node)| (*node, row(index)))
        .collect()
}

/// The number of parts into which a row is divided to tell middles apart.
const PARTS: usize = 1000;

/// Returns the middle of the rows from which lines lead to a node, in parts, for each node with such lines.
fn middles(net: &Net<'_>, placed: &[(usize, usize)], rows: usize) -> FxHashMap<usize, usize> {
    let mut sums: FxHashMap<usize, (usize, usize)> = FxHashMap::default();
    for (node, row) in placed {
        for line in net.outward(*node) {
            let (sum, count) = sums.entry(line.to).or_default();
            *sum += row;
            *count += 1;
        }
    }
    let middle = |(sum, count): (usize, usize)| (sum * PARTS).checked_div(count);
    sums.into_iter()
        .map(|(node, sum)| (node, middle(sum).unwrap_or(rows * PARTS)))
        .collect()
}

/// Orders nodes by the middle of their neighbours, and puts each as near to it as the others leave room.
fn by_neighbours(
    nodes: &[usize],
    middles: &FxHashMap<usize, usize>,
    rows: usize,
) -> Vec<(usize, usize)> {
    let middle = |node: &usize| middles.get(node).copied().unwrap_or(rows * PARTS);
    let mut ordered: Vec<(usize, usize)> = nodes.iter().map(|node| (middle(node), *node)).collect();
    ordered.sort_unstable();
    let count = ordered.len();
    let mut free = 0;
    let mut placed = Vec::with_capacity(count);
    for (index, (middle, node)) in ordered.into_iter().enumerate() {
        // Below what stands above, above what still needs room below.
        let row = ((middle + PARTS / 2) / PARTS)
            .max(free)
            .min(rows - (count - index));
        free = row + 1;
        placed.push((node, row));
    }
    placed
}
