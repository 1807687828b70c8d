//! What holds for a drawing of anything: it is well formed, and nothing in it overlaps or leaves it.

use proptest::prelude::*;

use super::words::{SIZE, width_of};
use super::*;
use crate::view::{
    BarView, BarsView, FigureKey, FigureKind, GraphColumn, GraphEdge, GraphNode, GraphView,
    LaneView, LinkView, NetworkView, NodeView, SharePart, SharesView, Status,
};

/// An element as it is written: its name, attributes and text.
#[derive(Debug, Clone, Default)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
}

impl Element {
    fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    fn number(&self, name: &str) -> i64 {
        let value = self.attribute(name).expect("it has the attribute");
        value.parse().expect("it is a whole number")
    }
}

/// Reads a drawing as XML and returns its elements in order.
fn read(svg: &str) -> Vec<Element> {
    let mut elements: Vec<Element> = Vec::new();
    let mut open: Vec<(String, usize)> = Vec::new();
    let mut rest = svg.trim();
    while let Some(from) = rest.strip_prefix('<') {
        let (tag, after) = from.split_once('>').expect("a tag ends");
        let (text, next) = after.split_at(after.find('<').unwrap_or(after.len()));
        rest = next;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().map(|(name, _)| name).as_deref(), Some(name));
            assert!(text.trim().is_empty(), "{text}");
            continue;
        }
        let (tag, closed) = tag
            .strip_suffix('/')
            .map_or((tag, false), |tag| (tag, true));
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        elements.push(Element {
            name: name.to_owned(),
            attributes: read_attributes(attributes),
            text: unescape(text.trim()),
        });
        if !closed {
            open.push((name.to_owned(), elements.len() - 1));
        }
    }
    assert!(open.is_empty() && rest.is_empty(), "{open:?} {rest:?}");
    elements
}

fn read_attributes(text: &str) -> Vec<(String, String)> {
    let mut rest = text.trim();
    let mut attributes = Vec::new();
    while !rest.is_empty() {
        let (name, after) = rest.split_once("=\"").expect("an attribute has a value");
        let (value, after) = after.split_once('"').expect("a value ends");
        assert!(
            name.chars()
                .all(|one| one.is_ascii_alphanumeric() || one == '-'),
            "{name}"
        );
        attributes.push((name.to_owned(), unescape(value)));
        rest = after.trim_start();
    }
    attributes
}

fn unescape(text: &str) -> String {
    let known = ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"];
    for (at, _) in text.match_indices('&') {
        let rest = text.get(at..).unwrap_or_default();
        assert!(known.iter().any(|known| rest.starts_with(known)), "{rest}");
    }
    assert!(!text.contains(['<', '>']), "{text}");
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"");
    text.replace("&#39;", "'").replace("&amp;", "&")
}

/// A box: left, top, right, bottom.
type Bounds = (i64, i64, i64, i64);

fn bounds_of_text(element: &Element) -> Bounds {
    let (x, y) = (element.number("x"), element.number("y"));
    let width = width_of(&element.text);
    let left = match element.attribute("text-anchor") {
        None => x,
        Some(_) => x - width / 2,
    };
    (left, y - SIZE + 1, left + width, y + 1)
}

fn inside(bounds: Bounds, width: i64, height: i64) -> bool {
    let (left, top, right, bottom) = bounds;
    left >= 0 && top >= 0 && right <= width && bottom <= height
}

fn overlap(one: Bounds, other: Bounds) -> bool {
    one.0 < other.2 && other.0 < one.2 && one.1 < other.3 && other.1 < one.3
}

/// Checks what must hold for every drawing.
#[track_caller]
fn check(figure: &FigureView) {
    assert_eq!(draw_figure(figure), draw_figure(figure));
    for svg in draw_figure(figure) {
        let elements = read(&svg);
        let root = elements.first().expect("a drawing has an element");
        let view: Vec<i64> = root
            .attribute("viewBox")
            .into_iter()
            .flat_map(str::split_whitespace)
            .map(|number| number.parse().expect("a number"))
            .collect();
        let [0, 0, width, height] = view.as_slice() else {
            panic!("{view:?}")
        };
        // What is read out as one picture hides the links in it.
        let has_links = elements.iter().any(|element| element.name == "a");
        let role = if has_links { "group" } else { "img" };
        assert_eq!(root.attribute("role"), Some(role));
        let names: Vec<&str> = elements
            .iter()
            .skip(1)
            .take(2)
            .map(|one| one.name.as_str())
            .collect();
        assert_eq!(names, ["title", "desc"]);
        let mut texts = Vec::new();
        for element in &elements {
            match element.name.as_str() {
                "rect" => {
                    let (x, y) = (element.number("x"), element.number("y"));
                    let (wide, high) = (element.number("width"), element.number("height"));
                    assert!(wide >= 0 && high >= 0, "{element:?}");
                    assert!(
                        inside((x, y, x + wide, y + high), *width, *height),
                        "{element:?} in {view:?}"
                    );
                }
                "path" => {
                    let path = element.attribute("d").expect("a path has its points");
                    let numbers = path.split(|one: char| !one.is_ascii_digit() && one != '-');
                    let numbers = numbers.filter(|number| !number.is_empty());
                    let far = |number: &str| number.parse::<i64>().expect("a whole number");
                    assert!(
                        numbers
                            .map(far)
                            .all(|far| far >= 0 && far <= *width.max(height)),
                        "{path}"
                    );
                }
                "text" => texts.push((bounds_of_text(element), element)),
                _ => {}
            }
        }
        for (index, (bounds, element)) in texts.iter().enumerate() {
            assert!(inside(*bounds, *width, *height), "{element:?} in {view:?}");
            for (other, beside) in texts.iter().skip(index + 1) {
                assert!(!overlap(*bounds, *other), "{element:?} over {beside:?}");
            }
        }
    }
}

/// Labels: short, long, hostile, of other scripts.
fn label() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-z]{1,8}( [a-z]{1,8}){0,3}",
        2 => "[A-Za-z ]{40,200}",
        2 => "W{30,90}",
        2 => "[<>&\"'/;=%#\\[\\]!-]{0,40}",
        1 => Just("</text></svg><script>alert(1)</script>".to_owned()),
        1 => Just("\u{202e}\u{0}\u{fffe}\n\t ".to_owned()),
        2 => "[अ-ह]{1,60}",
        1 => "[一-十]{1,60}",
        1 => "[א-ת ]{1,60}",
        1 => "\\PC{0,80}",
    ]
}

fn key() -> impl Strategy<Value = FigureKey> {
    prop_oneof![
        Just(FigureKey::Unattended),
        status().prop_map(FigureKey::Status),
        "[a-c]".prop_map(FigureKey::Own),
    ]
}

fn status() -> impl Strategy<Value = Status> {
    prop::sample::select(Status::ALL.as_slice())
}

fn shares() -> impl Strategy<Value = FigureView> {
    let value = prop_oneof![Just(0), 1..50_u32, Just(1), Just(u32::MAX)];
    let part = (key(), label(), value);
    let part = part.prop_map(|(key, label, value)| SharePart { key, label, value });
    (label(), label(), prop::collection::vec(part, 0..12)).prop_map(|(title, unit, parts)| {
        let unit_one = unit.clone();
        FigureView::Shares(SharesView {
            title,
            unit,
            unit_one,
            parts,
        })
    })
}

fn bars() -> impl Strategy<Value = FigureView> {
    let minutes = || prop_oneof![4 => 0..20_000_u32, 1 => Just(u32::MAX), 1 => Just(1)];
    let bar = (minutes(), minutes(), key(), any::<bool>());
    let bar = bar.prop_map(|(start, minutes, kind, open)| BarView {
        start,
        minutes,
        kind,
        open,
    });
    let lane = (
        label(),
        prop::option::of(label()),
        any::<bool>(),
        prop::collection::vec(bar, 0..4),
    );
    let lane = lane.prop_map(|(label, anchor, critical, bars)| LaneView {
        label,
        anchor,
        critical,
        bars,
    });
    let kind = (key(), label()).prop_map(|(key, label)| FigureKind { key, label });
    let parts = (
        label(),
        prop::collection::vec(kind, 0..4),
        prop::collection::vec(lane, 0..60),
    );
    parts.prop_map(|(title, kinds, lanes)| {
        FigureView::Bars(BarsView {
            title,
            kinds,
            lanes,
        })
    })
}

fn network() -> impl Strategy<Value = FigureView> {
    let node = (
        "[a-f]",
        label(),
        prop::collection::vec(label(), 0..6),
        any::<bool>(),
    );
    let node = node.prop_map(|(key, label, details, main)| NodeView {
        key,
        label,
        details,
        main,
    });
    let link =
        ("[a-g]", "[a-g]", label()).prop_map(|(from, to, label)| LinkView { from, to, label });
    let parts = (
        label(),
        prop::collection::vec(node, 0..14),
        prop::collection::vec(link, 0..30),
    );
    parts.prop_map(|(title, nodes, links)| {
        FigureView::Network(NetworkView {
            title,
            nodes,
            links,
        })
    })
}

fn graph() -> impl Strategy<Value = FigureView> {
    let node = (
        "[a-h][0-9]",
        label(),
        label(),
        prop::option::of(label()),
        prop::option::of(status()),
    );
    let node = node.prop_map(|(key, label, title, anchor, status)| GraphNode {
        key,
        label,
        title,
        anchor,
        status,
    });
    let column = (label(), prop::collection::vec(node, 0..60));
    let column = column.prop_map(|(title, nodes)| GraphColumn { title, nodes });
    let edge = ("[a-h][0-9]", "[a-h][0-9]", any::<bool>());
    let edge = edge.prop_map(|(from, to, open)| GraphEdge { from, to, open });
    let parts = (
        label(),
        prop::collection::vec(column, 0..6),
        0..6_usize,
        prop::collection::vec(edge, 0..80),
    );
    parts.prop_map(|(title, columns, lead, edges)| {
        FigureView::Graph(GraphView {
            title,
            columns,
            lead,
            edges,
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn shares_hold(figure in shares()) {
        check(&figure);
    }

    #[test]
    fn bars_hold(figure in bars()) {
        check(&figure);
    }

    #[test]
    fn networks_hold(figure in network()) {
        check(&figure);
    }

    #[test]
    fn graphs_hold(figure in graph()) {
        check(&figure);
    }
}
