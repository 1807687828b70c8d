//! Graphs of dependencies: cycles and orders, stable under reordering of the source. The only user of
//! petgraph.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use rustc_hash::{FxHashMap, FxHashSet};

/// Things that come after other things.
#[derive(Debug, Clone)]
pub struct Dependencies<N> {
    graph: DiGraph<N, ()>,
    index: FxHashMap<N, NodeIndex>,
}

impl<N: Copy + Ord + std::hash::Hash> Dependencies<N> {
    /// Makes the graph of some nodes without edges.
    pub fn new(nodes: impl IntoIterator<Item = N>) -> Self {
        let mut graph = DiGraph::new();
        let index = nodes
            .into_iter()
            .map(|node| (node, graph.add_node(node)))
            .collect();
        Self { graph, index }
    }

    /// Says that `later` comes after `earlier`; nodes that are not in the graph are passed over.
    pub fn add(&mut self, earlier: N, later: N) {
        if let (Some(from), Some(to)) = (self.index.get(&earlier), self.index.get(&later)) {
            self.graph.update_edge(*from, *to, ());
        }
    }

    /// Returns one cycle of each strongly connected component, each from its smallest node, sorted.
    pub fn cycles(&self) -> Vec<Vec<N>> {
        // Of petgraph's algorithms the one that does not call itself: chains may be of any length.
        let mut cycles: Vec<Vec<N>> = kosaraju_scc(&self.graph)
            .into_iter()
            .filter(|component| {
                component.len() > 1 || component.iter().any(|n| self.graph.contains_edge(*n, *n))
            })
            .filter_map(|component| self.cycle_in(&component))
            .collect();
        cycles.sort();
        cycles
    }

    /// Finds the shortest path from the smallest node of a component back to itself.
    fn cycle_in(&self, component: &[NodeIndex]) -> Option<Vec<N>> {
        let nodes = component.iter().copied();
        let start = nodes.clone().min_by_key(|node| self.node(*node))?;
        let component: FxHashSet<NodeIndex> = nodes.collect();
        let mut came_from: FxHashMap<NodeIndex, NodeIndex> = FxHashMap::default();
        let mut queue = std::collections::VecDeque::from([start]);
        while let Some(at) = queue.pop_front() {
            let mut next: Vec<NodeIndex> = self.graph.neighbors(at).collect();
            next.sort_by_key(|node| self.node(*node));
            for to in next {
                if to == start {
                    return Some(self.walk_back(start, at, &came_from));
                }
                if component.contains(&to) && !came_from.contains_key(&to) {
                    came_from.insert(to, at);
                    queue.push_back(to);
                }
            }
        }
        None
    }

    fn walk_back(
        &self,
        start: NodeIndex,
        last: NodeIndex,
        came_from: &FxHashMap<NodeIndex, NodeIndex>,
    ) -> Vec<N> {
        let mut path: Vec<N> = Vec::new();
        let mut at = last;
        while at != start {
            path.extend(self.node(at));
            let Some(before) = came_from.get(&at) else {
                break;
            };
            at = *before;
        }
        path.extend(self.node(start));
        path.reverse();
        path
    }

    /// Returns the nodes in topological order; of the nodes that could come next, the one with the smallest rank
    /// does. Nodes of a cycle come last, by rank.
    pub fn order<K: Ord>(&self, rank: impl Fn(N) -> K) -> Vec<N> {
        let mut waiting: FxHashMap<NodeIndex, usize> = FxHashMap::default();
        let mut ready = BinaryHeap::new();
        for node in self.graph.node_indices() {
            let before = self
                .graph
                .neighbors_directed(node, petgraph::Incoming)
                .count();
            waiting.insert(node, before);
            if before == 0 {
                ready.extend(self.node(node).map(|n| Reverse((rank(n), n, node))));
            }
        }
        let mut order = Vec::with_capacity(self.graph.node_count());
        while let Some(Reverse((_, node, index))) = ready.pop() {
            waiting.remove(&index);
            order.push(node);
            for next in self.graph.neighbors(index) {
                if let Some(before) = waiting.get_mut(&next) {
                    *before = before.saturating_sub(1);
                    if *before == 0 {
                        ready.extend(self.node(next).map(|n| Reverse((rank(n), n, next))));
                    }
                }
            }
        }
        let mut remaining: Vec<N> = self
            .graph
            .node_indices()
            .filter(|n| waiting.contains_key(n))
            .filter_map(|n| self.node(n))
            .collect();
        remaining.sort_by_key(|node| (rank(*node), *node));
        order.extend(remaining);
        order
    }

    fn node(&self, index: NodeIndex) -> Option<N> {
        self.graph.node_weight(index).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(edges: &[(char, char)]) -> Dependencies<char> {
        let mut graph = Dependencies::new('a'..='f');
        for (earlier, later) in edges {
            graph.add(*earlier, *later);
        }
        graph
    }

    #[test]
    fn the_order_respects_edges_and_is_stable() {
        assert_eq!(graph(&[]).order(|n| n), ['a', 'b', 'c', 'd', 'e', 'f']);
        assert_eq!(
            graph(&[('f', 'a'), ('a', 'b')]).order(|n| n),
            ['c', 'd', 'e', 'f', 'a', 'b']
        );
    }

    #[test]
    fn cycles_are_shown_whole() {
        assert_eq!(
            graph(&[('b', 'c'), ('c', 'a'), ('a', 'b')]).cycles(),
            [vec!['a', 'b', 'c']]
        );
        assert_eq!(graph(&[('d', 'd'), ('e', 'f')]).cycles(), [vec!['d']]);
        assert_eq!(
            graph(&[('a', 'b'), ('b', 'c')]).cycles(),
            Vec::<Vec<char>>::new()
        );
    }

    #[test]
    fn nodes_of_a_cycle_come_last() {
        assert_eq!(
            graph(&[('a', 'b'), ('b', 'a')]).order(|n| n),
            ['c', 'd', 'e', 'f', 'a', 'b']
        );
    }
}
