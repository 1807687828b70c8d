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
    edges: Vec<(usize, usize, &'a GraphEdge)>,
    /// The neighbours of each node.
    beside: Vec<Vec<usize>>,
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
        let column = |node: usize| nodes.get(node).map(|(_, column)| *column);
        let mut edges = Vec::new();
        let mut beside = vec![Vec::new(); nodes.len()];
        for edge in &view.edges {
            let ends = by_key
                .get(edge.from.as_str())
                .zip(by_key.get(edge.to.as_str()));
            let Some((from, to)) = ends.map(|(from, to)| (*from, *to)) else {
                continue;
            };
            if column(from).map(|from| from + 1) == column(to) {
                edges.push((from, to, edge));
                for (one, other) in [(from, to), (to, from)] {
                    if let Some(list) = beside.get_mut(one) {
                        list.push(other);
                    }
                }
            }
        }
        Self {
            nodes,
            edges,
            beside,
        }
    }

    fn beside(&self, node: usize) -> &[usize] {
        self.beside.get(node).map_or(&[], Vec::as_slice)
    }

    fn column(&self, node: usize) -> usize {
        self.nodes.get(node).map_or(0, |(_, column)| *column)
    }

    /// Returns the neighbours of a node in the column next to its own, away from the leading one.
    fn outward(&self, node: usize, lead: usize) -> impl Iterator<Item = usize> {
        let own = self.column(node);
        let outward = move |other: usize| {
            let other = self.column(other);
            (own >= lead && other == own + 1) || (own <= lead && other + 1 == own)
        };
        self.beside(node)
            .iter()
            .copied()
            .filter(move |other| outward(*other))
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
        with.add(&net, node, lead);
        if with.highest() > ROWS && touched.highest() > 0 {
            bands.push(place_band(&net, lead, &touched));
            with = Touched::new(view.columns.len());
            with.add(&net, node, lead);
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
    fn add(&mut self, net: &Net<'_>, node: usize, lead: usize) {
        let mut waiting = vec![node];
        while let Some(node) = waiting.pop() {
            if let Some(column) = self.columns.get_mut(net.column(node))
                && !column.contains(&node)
            {
                column.push(node);
                waiting.extend(net.outward(node, lead));
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
            by_neighbours(net, nodes, &row_of, rows)
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
    let edges = net
        .edges
        .iter()
        .filter_map(|(from, to, edge)| Some((*edge, place(*from)?, place(*to)?)));
    Band {
        edges: edges.collect(),
        columns: columns
            .iter()
            .map(|column| column.iter().filter_map(|(node, _)| place(*node)).collect())
            .collect(),
        rows,
    }
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

/// Orders nodes by the middle of their neighbours, and puts each as near to it as the others leave room.
fn by_neighbours(
    net: &Net<'_>,
    nodes: &[usize],
    row_of: &FxHashMap<usize, usize>,
    rows: usize,
) -> Vec<(usize, usize)> {
    /// In how many parts a row is divided to tell middles apart.
    const PARTS: usize = 1000;
    let middle = |node: &usize| {
        let placed = net
            .beside(*node)
            .iter()
            .filter_map(|other| row_of.get(other));
        let (sum, count) = placed.fold((0, 0), |(sum, count), row| (sum + row, count + 1));
        (sum * PARTS).checked_div(count).unwrap_or(rows * PARTS)
    };
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
