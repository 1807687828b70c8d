//! The test bed that the product file describes.

use serde::Serialize;

use crate::model::{SlotPart, SlotWord};
use crate::product::BedNode;
use crate::view::basis::Basis;
use crate::view::blank::Blank;
use crate::view::figure::{FigureView, LinkView, NetworkView, NodeView};
use crate::view::texts::given;

/// A node of the test bed: the product, or a device around it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BedNodeView {
    /// Its id in the product file.
    pub key: String,
    /// The name.
    pub name: String,
    /// Whether it is the product itself.
    pub device: bool,
    /// Its addresses, as declared.
    pub address: Option<String>,
    /// The names of the nodes to which it is connected, as declared by either side.
    pub connects: Vec<String>,
    /// Its place in the product file.
    pub place: Option<String>,
    /// The slot for the addresses that the laboratory gives it.
    pub used: Blank,
}

/// Shows the nodes of the test bed; none if the product file does not describe it.
pub(super) fn view_bed(basis: &Basis<'_>) -> Vec<BedNodeView> {
    let nodes = &basis.product.test_bed;
    let view = |node: &BedNode| {
        let linked = nodes.iter().filter(|peer| is_linked(node, peer));
        BedNodeView {
            key: node.id.clone(),
            name: name_of(basis, node),
            device: node.is_device(),
            address: given(node.address.as_ref()),
            connects: linked.map(|peer| name_of(basis, peer)).collect(),
            place: basis.place(Some(node.place)),
            used: basis.part(SlotWord::TestBed, SlotPart::Subject, &node.id),
        }
    };
    nodes.iter().map(view).collect()
}

/// Draws the test bed; `None` if the product file does not describe it.
pub(super) fn draw_bed(basis: &Basis<'_>) -> Option<FigureView> {
    let nodes = &basis.product.test_bed;
    if nodes.is_empty() {
        return None;
    }
    let node = |node: &BedNode| NodeView {
        key: node.id.clone(),
        label: name_of(basis, node),
        details: given(node.address.as_ref()).into_iter().collect(),
        main: node.is_device(),
    };
    let mut links: Vec<LinkView> = Vec::new();
    for from in nodes {
        for to in &from.connects {
            let ends = |link: &LinkView| {
                let ends = (link.from.as_str(), link.to.as_str());
                ends == (&to.text, &from.id) || ends == (&from.id, &to.text)
            };
            if !links.iter().any(ends) {
                links.push(LinkView {
                    from: from.id.clone(),
                    to: to.text.clone(),
                    label: String::new(),
                });
            }
        }
    }
    Some(FigureView::Network(NetworkView {
        title: "Test bed".to_owned(),
        nodes: nodes.iter().map(node).collect(),
        links,
    }))
}

fn is_linked(node: &BedNode, peer: &BedNode) -> bool {
    let names = |from: &BedNode, to: &BedNode| from.connects.iter().any(|end| end.text == to.id);
    node.id != peer.id && (names(node, peer) || names(peer, node))
}

/// Returns the name of a node: its own name, that of the product for the product, otherwise its id.
fn name_of(basis: &Basis<'_>, node: &BedNode) -> String {
    given(node.name.as_ref()).unwrap_or_else(|| {
        if node.is_device() {
            basis.product_name()
        } else {
            node.id.clone()
        }
    })
}
