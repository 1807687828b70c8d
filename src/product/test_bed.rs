//! The test bed: the equipment around the product during tests.

use rustc_hash::FxHashSet;

use super::codes;
use super::notes::{TextKind, Word};
use super::reader::ProductReader;
use super::types::{BedNode, Text};
use super::yaml::{Member, Node};

/// The keys of a node of the test bed in a product file.
pub static BED_KEYS: &[&str] = &["name", "address", "connects"];

/// Reads `test_bed`: a mapping from ids to nodes; `device` is the product itself.
pub(super) fn read_test_bed(reader: &mut ProductReader<'_>, node: &Node) -> Vec<BedNode> {
    if node.as_word() == Some(Word::None) {
        return Vec::new();
    }
    let members = reader.notes.mapping(node, "`test_bed`", codes::key_twice);
    let mut nodes: Vec<BedNode> = members
        .iter()
        .filter_map(|member| read_node(reader, member))
        .collect();
    check_links(reader, &mut nodes);
    nodes
}

fn read_node(reader: &mut ProductReader<'_>, member: &Member) -> Option<BedNode> {
    let notes = &mut reader.notes;
    if !notes.check_id(&member.key, "the id of a node of the test bed") {
        return None;
    }
    let id = member.key.value.clone();
    let context = format!("`test_bed.{id}`");
    let fields = notes.fields(&member.value, &context, BED_KEYS);
    let name = notes.text_of(&fields, &context, "name", TextKind::Free);
    let address = notes.text_of(&fields, &context, "address", TextKind::Free);
    let connects = fields.value("connects");
    let connects = connects.map(|node| read_connects(reader, node, &context));
    Some(BedNode {
        id,
        name,
        address,
        connects: connects.unwrap_or_default(),
        place: reader.place(member.key.span),
    })
}

fn read_connects(reader: &mut ProductReader<'_>, node: &Node, context: &str) -> Vec<Text> {
    let context = format!("`connects` of {context}");
    let mut known: FxHashSet<String> = FxHashSet::default();
    let mut nodes = reader.notes.names(node, &context, "nodes of the test bed");
    nodes.retain(|to| {
        let is_new = known.insert(to.text.clone());
        if !is_new {
            reader
                .notes
                .report(codes::value_twice(to.place, &context, &to.text));
        }
        is_new
    });
    nodes
}

/// Reports connections to nodes that do not exist, and takes them out.
fn check_links(reader: &mut ProductReader<'_>, nodes: &mut [BedNode]) {
    let ids: Vec<String> = nodes.iter().map(|node| node.id.clone()).collect();
    let known_ids: FxHashSet<&str> = ids.iter().map(String::as_str).collect();
    for node in nodes {
        let by = format!("test_bed.{}", node.id);
        node.connects.retain(|to| {
            let exists = known_ids.contains(to.text.as_str());
            if to.text == node.id {
                let context = format!("`connects` of `{by}`");
                let found = codes::quoted(&to.text);
                let report = codes::shape(to.place, &context, "other nodes", &found);
                reader.notes.report(report);
                return false;
            }
            if !exists {
                let entry = format!("test_bed.{}", to.text);
                let diagnostic =
                    codes::reference(to.place, &by, &entry, ids.iter().map(String::as_str));
                reader.notes.report(diagnostic);
            }
            exists
        });
    }
}
