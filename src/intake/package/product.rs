//! The part of a product file that a party may see.

use super::audience::Sight;
use crate::diag::Checked;
use crate::intake::scalar::write_inline;
use crate::product::{Content, Member, Node, read_yaml};
use crate::source::FileId;

/// A product file without what a party may not see.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CutProduct {
    /// Its text. Comments are left out, since they may hold what is withheld.
    pub text: String,
    /// What was left out, by the words of the scheme: `chip.debug_lock`, `evidence fuse-map`; each once, in order. Of what the
    /// scheme does not know, the word of the file.
    pub withheld: Vec<String>,
}

/// Cuts out of a product file what a party may not see: attributes of entries and evidence. `None` where the file cannot be
/// read as YAML, which is reported.
pub fn cut_product(sight: Sight<'_>, file: FileId, text: &str) -> Checked<Option<CutProduct>> {
    let Checked { value, diagnostics } = read_yaml(file, text);
    let cut = value.map(|mut root| {
        let mut cut = Cut {
            sight,
            withheld: Vec::new(),
        };
        cut.root(&mut root);
        cut.withheld.sort();
        cut.withheld.dedup();
        let mut text = String::new();
        write_node(&mut text, &root, 0);
        CutProduct {
            text,
            withheld: cut.withheld,
        }
    });
    Checked::new(cut, diagnostics)
}

struct Cut<'s> {
    sight: Sight<'s>,
    withheld: Vec<String>,
}

impl Cut<'_> {
    fn root(&mut self, root: &mut Node) {
        for member in members(root) {
            match member.key.value.as_str() {
                "inventories" => self.inventories(&mut member.value),
                "series" => members(&mut member.value)
                    .iter_mut()
                    .for_each(|variant| self.variant(&mut variant.value)),
                "evidence" => self.evidence(&mut member.value),
                _ => {}
            }
        }
    }

    fn variant(&mut self, variant: &mut Node) {
        for member in members(variant) {
            match member.key.value.as_str() {
                "add" => self.inventories(&mut member.value),
                "change" => self.changes(&mut member.value),
                _ => {}
            }
        }
    }

    /// Entries and what further ones could only be are both mappings of attributes.
    fn inventories(&mut self, inventories: &mut Node) {
        for inventory in members(inventories) {
            let key = inventory.key.value.as_str();
            for entry in members(&mut inventory.value) {
                self.entry(key, &mut entry.value);
            }
        }
    }

    /// Cuts an entry; of one of which nothing is left, nothing is known.
    fn entry(&mut self, inventory: &str, entry: &mut Node) {
        let Content::Mapping(attributes) = &mut entry.content else {
            return;
        };
        let before = attributes.len();
        attributes.retain(|attribute| self.keeps(inventory, &attribute.key.value));
        if attributes.is_empty() && before > 0 {
            entry.content = Content::Text("unknown".to_owned());
        }
    }

    /// `chip.main.role: mcu`
    fn changes(&mut self, changes: &mut Node) {
        if let Content::Mapping(changes) = &mut changes.content {
            changes.retain(|change| {
                let inventory = change.key.value.split_once('.');
                let attribute = inventory.and_then(|(_, rest)| rest.rsplit_once('.'));
                match (inventory, attribute) {
                    (Some((inventory, _)), Some((_, attribute))) => {
                        self.keeps(inventory, attribute)
                    }
                    _ => true,
                }
            });
        }
    }

    fn keeps(&mut self, inventory: &str, attribute: &str) -> bool {
        let is_seen = ["origin", "was"].contains(&attribute)
            || self.sight.sees_attribute(inventory, attribute);
        if !is_seen {
            self.withheld.push(format!("{inventory}.{attribute}"));
        }
        is_seen
    }

    fn evidence(&mut self, evidence: &mut Node) {
        if let Content::List(pieces) = &mut evidence.content {
            pieces.retain(|piece| self.keeps_piece(piece));
        }
    }

    fn keeps_piece(&mut self, piece: &Node) -> bool {
        let Content::Mapping(members) = &piece.content else {
            return true;
        };
        let kinds = members.iter().filter(|member| member.key.value == "kind");
        let kinds: Vec<&str> = kinds.filter_map(|kind| kind.value.as_text()).collect();
        let is_seen = !kinds.is_empty() && kinds.iter().all(|kind| self.sight.sees_evidence(kind));
        if !is_seen {
            let kinds = kinds.iter().map(|kind| format!("evidence {kind}"));
            self.withheld.extend(kinds);
        }
        is_seen
    }
}

/// Returns the members of a mapping; none of anything else.
fn members(node: &mut Node) -> &mut [Member] {
    match &mut node.content {
        Content::Mapping(members) => members,
        Content::Nothing | Content::Text(_) | Content::List(_) => &mut [],
    }
}

/// Writes a node after its key; lists and mappings in blocks, each level two blanks further in.
fn write_node(out: &mut String, node: &Node, indent: usize) {
    match &node.content {
        Content::Nothing => out.push_str("null\n"),
        Content::Text(text) => {
            write_inline(out, text);
            out.push('\n');
        }
        Content::List(items) if items.is_empty() => out.push_str("[]\n"),
        Content::Mapping(members) if members.is_empty() => out.push_str("{}\n"),
        Content::List(items) => {
            for item in items {
                start_line(out, indent);
                out.push_str("- ");
                write_inner(out, item, indent);
            }
        }
        Content::Mapping(members) => {
            for member in members {
                start_line(out, indent);
                write_inline(out, &member.key.value);
                out.push_str(": ");
                write_inner(out, &member.value, indent);
            }
        }
    }
}

/// Writes a node behind `- ` or a key: what takes lines of its own begins on the next one.
fn write_inner(out: &mut String, node: &Node, indent: usize) {
    let has_lines = match &node.content {
        Content::List(items) => !items.is_empty(),
        Content::Mapping(members) => !members.is_empty(),
        Content::Nothing | Content::Text(_) => false,
    };
    if has_lines {
        out.truncate(out.trim_end_matches(' ').len());
        out.push('\n');
    }
    write_node(out, node, indent + 2);
}

fn start_line(out: &mut String, indent: usize) {
    out.extend(std::iter::repeat_n(' ', indent));
}
