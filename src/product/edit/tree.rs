//! The tree of a product file as it is to be read after a change.

use crate::product::yaml::{Content, Member, Node, read_yaml};
use crate::source::{Sources, Span, Spanned};

/// Reads a document; an empty one is a node with nothing in it.
pub(super) fn read_node(text: &str) -> Option<Node> {
    let mut sources = Sources::default();
    let file = sources.add("the product file", text);
    let read = read_yaml(file, text);
    let nothing = || Node {
        span: Span::default(),
        content: Content::Nothing,
    };
    (!read.diagnostics.has_errors()).then(|| read.value.unwrap_or_else(nothing))
}

pub(super) fn position(members: &[Member], key: &str) -> Option<usize> {
    members.iter().position(|member| member.key.value == key)
}

pub(super) fn member<'n>(node: &'n Node, key: &str) -> Option<&'n Member> {
    let Content::Mapping(members) = &node.content else {
        return None;
    };
    members.iter().find(|member| member.key.value == key)
}

pub(super) fn member_mut<'n>(node: &'n mut Node, key: &str) -> Option<&'n mut Member> {
    let Content::Mapping(members) = &mut node.content else {
        return None;
    };
    members.iter_mut().find(|member| member.key.value == key)
}

/// Sets a value in a tree.
pub(super) fn set_node(node: &mut Node, path: &[&str], value: Node) -> Option<()> {
    let Some((key, rest)) = path.split_first() else {
        node.content = value.content;
        return Some(());
    };
    if !matches!(node.content, Content::Mapping(_)) {
        node.content = Content::Mapping(Vec::new());
    }
    if member(node, key).is_none() {
        let fresh = Member {
            key: Spanned::new((*key).to_owned(), node.span),
            value: Node {
                span: node.span,
                content: Content::Nothing,
            },
        };
        if let Content::Mapping(members) = &mut node.content {
            members.push(fresh);
        }
    }
    set_node(&mut member_mut(node, key)?.value, rest, value)
}

/// Says whether a text is read as a tree, wherever its parts stand.
pub(super) fn is_read_as(text: &str, expected: &Node) -> bool {
    read_node(text).is_some_and(|read| is_same(&read, expected))
}

fn is_same(one: &Node, other: &Node) -> bool {
    match (&one.content, &other.content) {
        (Content::List(one), Content::List(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| is_same(one, other))
        }
        (Content::Mapping(one), Content::Mapping(other)) => {
            let is_same_member = |one: &Member, other: &Member| {
                one.key.value == other.key.value && is_same(&one.value, &other.value)
            };
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| is_same_member(one, other))
        }
        (one, other) => one == other,
    }
}
