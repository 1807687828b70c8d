//! What a drawing shows, as a table for those who listen. It is out of sight, and paper does not have it.

use std::collections::BTreeMap;

use super::Html;
use crate::render::visible::one_line;
use crate::view::{BarsView, FigureKey, FigureView, GraphView, NetworkView, SharesView};

/// How many minutes a day of work has.
const DAY: u32 = 8 * 60;

impl Html {
    /// Writes the data of a drawing. Matrices are tables themselves.
    pub(super) fn figure_data(&mut self, figure: &FigureView) {
        match figure {
            FigureView::Shares(view) => self.data_of_shares(view),
            FigureView::Bars(view) => self.data_of_bars(view),
            FigureView::Network(view) => self.data_of_network(view),
            FigureView::Graph(view) => self.data_of_graph(view),
            FigureView::Matrix(_) => {}
        }
    }

    fn data_of_shares(&mut self, view: &SharesView) {
        let rows = view.parts.iter();
        let rows = rows.map(|part| [part.label.clone(), view.counted(part.value.into())]);
        self.data_table(&view.title, ["Part", "Value"], rows);
    }

    fn data_of_bars(&mut self, view: &BarsView) {
        let bars = view.lanes.iter();
        let bars = bars.flat_map(|lane| lane.bars.iter().map(move |bar| (lane, bar)));
        let rows = bars.map(|(lane, bar)| {
            let last = bar.start.saturating_add(bar.minutes).saturating_sub(1);
            let kind = kind_of(view, &bar.kind);
            let kind = if bar.open {
                format!("{kind}, depends on an open question")
            } else {
                kind
            };
            let days =
                [bar.start, last.max(bar.start)].map(|minute| (minute / DAY + 1).to_string());
            let [first, last] = days;
            [lane.label.clone(), kind, first, last]
        });
        let head = ["Lane", "What", "First working day", "Last working day"];
        self.data_table(&view.title, head, rows);
    }

    fn data_of_network(&mut self, view: &NetworkView) {
        let labels = view.nodes.iter();
        let labels: BTreeMap<&str, &str> = labels
            .map(|node| (node.key.as_str(), node.label.as_str()))
            .collect();
        let mut joined: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for link in &view.links {
            for (node, other) in [(&link.from, &link.to), (&link.to, &link.from)] {
                let other = labels.get(other.as_str()).copied().unwrap_or(other);
                let words = match link.label.as_str() {
                    "" => other.to_owned(),
                    label => format!("{other} ({label})"),
                };
                joined.entry(node).or_default().push(words);
            }
        }
        let rows = view.nodes.iter().map(|node| {
            let joined = joined.remove(node.key.as_str()).unwrap_or_default();
            [
                node.label.clone(),
                node.details.join("; "),
                joined.join("; "),
            ]
        });
        self.data_table(&view.title, ["Node", "Details", "Joined to"], rows);
    }

    fn data_of_graph(&mut self, view: &GraphView) {
        let rows = view.edges.iter();
        let rows = rows.map(|edge| {
            let open = if edge.open {
                "depends on an open question"
            } else {
                ""
            };
            [edge.from.clone(), edge.to.clone(), open.to_owned()]
        });
        self.data_table(&view.title, ["From", "To", "Remark"], rows);
    }

    fn data_table<const N: usize>(
        &mut self,
        title: &str,
        head: [&str; N],
        rows: impl Iterator<Item = [String; N]>,
    ) {
        self.raw("<div class=\"unseen\"><table><caption>");
        self.text(&one_line(title));
        self.raw(", as a table</caption>\n<thead><tr>");
        for name in head {
            self.raw("<th scope=\"col\">");
            self.raw(name);
            self.raw("</th>");
        }
        self.raw("</tr></thead>\n<tbody>\n");
        for row in rows {
            self.raw("<tr>");
            for cell in row {
                self.raw("<td>");
                self.text(&one_line(&cell));
                self.raw("</td>");
            }
            self.raw("</tr>\n");
        }
        self.raw("</tbody></table></div>\n");
    }
}

fn kind_of(view: &BarsView, key: &FigureKey) -> String {
    let kind = view.kinds.iter().find(|kind| kind.key == *key);
    kind.map(|kind| kind.label.clone()).unwrap_or_default()
}
