//! Changes of a product file as text: what is set or removed is changed, and every other byte stays as it was.
//!
//! A change that would alter anything else, such as one in a value that stands in several places by an alias, is not made.

mod tree;

#[cfg(test)]
mod tests;

use std::fmt::Write as _;

use self::tree::{is_read_as, member, member_mut, position, read_node, set_node};
use super::write::quote;
use super::yaml::{Content, Member, Node};

/// How deep a line is indented below the line of its parent, if nothing shows how the file does it.
const INDENT: usize = 2;

/// Sets what a path of keys says, such as `facts`, `outdoors`. What is missing on the way is added. `value` is YAML on one line.
///
/// Returns the changed text; `None` if the file cannot be read, or if the change would alter anything else.
pub fn set_value(text: &str, path: &[&str], value: &str) -> Option<String> {
    let root = read_node(text)?;
    let wanted = read_node(value)?;
    let (start, end, new) = place_value(text, &root, path, value)?;
    // Lines end as they do in the file.
    let new = if text.contains("\r\n") {
        new.replace('\n', "\r\n")
    } else {
        new
    };
    let changed = splice(text, start, end, &new)?;
    let mut expected = root;
    set_node(&mut expected, path, wanted)?;
    is_read_as(&changed, &expected).then_some(changed)
}

/// Removes a key and what it says. A mapping that has nothing else becomes `none`.
///
/// Returns the changed text; `None` if nothing is there, or if the change would alter anything else.
pub fn remove_value(text: &str, path: &[&str]) -> Option<String> {
    let (last, parents) = path.split_last()?;
    let mut expected = read_node(text)?;
    let mut parent = &expected;
    for key in parents {
        parent = &member(parent, key)?.value;
    }
    let Content::Mapping(members) = &parent.content else {
        return None;
    };
    let at = position(members, last)?;
    if members.len() == 1 {
        return set_value(text, parents, "none");
    }
    let (start, end) = extent_of_member(text, parent, members, at)?;
    let changed = splice(text, start, end, "")?;
    let mut node = &mut expected;
    for key in parents {
        node = &mut member_mut(node, key)?.value;
    }
    if let Content::Mapping(members) = &mut node.content {
        members.remove(at);
    }
    is_read_as(&changed, &expected).then_some(changed)
}

fn splice(text: &str, start: usize, end: usize, new: &str) -> Option<String> {
    Some(format!("{}{new}{}", text.get(..start)?, text.get(end..)?))
}

/// Returns the bytes to replace, and the text to put there, so that a path of keys has a value.
fn place_value(
    text: &str,
    root: &Node,
    path: &[&str],
    value: &str,
) -> Option<(usize, usize, String)> {
    if root.content == Content::Nothing {
        return Some((
            text.len(),
            text.len(),
            after_line(text, &block(path, value, 0)),
        ));
    }
    let mut node = root;
    let mut parent: Option<&Member> = None;
    let mut rest = path;
    while let Some((key, deeper)) = rest.split_first() {
        let Some(found) = member(node, key) else {
            break;
        };
        (node, parent, rest) = (&found.value, Some(found), deeper);
    }
    let is_whole = rest.is_empty();
    match (&node.content, parent) {
        (Content::Mapping(members), _) if !is_whole => {
            place_member(text, node, members, rest, value)
        }
        (
            Content::Nothing | Content::Text(_) | Content::List(_) | Content::Mapping(_),
            Some(parent),
        ) => {
            // A word such as `none` gives way to a mapping that stands on the same line.
            let new = if is_whole {
                value.to_owned()
            } else {
                flow(rest, value)
            };
            let start = parent.key.span.end as usize;
            let colon = start + text.get(start..)?.find(':')? + 1;
            if node.content == Content::Nothing {
                return Some((colon, colon, format!(" {new}")));
            }
            let first = colon
                + text
                    .get(colon..)?
                    .find(|mark: char| !mark.is_whitespace())?;
            let line = text.get(colon..first)?;
            let start = if line.contains('\n') { colon } else { first };
            let new = if start == colon {
                format!(" {new}")
            } else {
                new
            };
            Some((start, end_of(text, node)?, new))
        }
        (Content::Text(_) | Content::List(_) | Content::Nothing | Content::Mapping(_), None) => {
            None
        }
    }
}

/// Returns where a member is added to a mapping, and how it is written there.
fn place_member(
    text: &str,
    node: &Node,
    members: &[Member],
    path: &[&str],
    value: &str,
) -> Option<(usize, usize, String)> {
    let (key, rest) = path.split_first()?;
    let line = if rest.is_empty() {
        value.to_owned()
    } else {
        flow(rest, value)
    };
    let own = members.iter().rfind(|member| is_within(node, member));
    if is_flow(text, node)? {
        let start = node.span.start as usize;
        return match own {
            Some(last) => {
                let end = end_of_member(text, last)?;
                Some((end, end, format!(", {}: {line}", quoted_key(key))))
            }
            None => Some((
                start,
                end_of(text, node)?,
                format!("{{ {}: {line} }}", quoted_key(key)),
            )),
        };
    }
    let last = own?;
    let column = column_of(text, last.key.span.start as usize)?;
    let end = end_of_line(text, end_of_member(text, last)?);
    let new = block(path, value, column);
    let new = new.strip_suffix('\n').unwrap_or(&new);
    Some((end, end, format!("\n{new}")))
}

/// Returns the bytes of a member with what separates it from its neighbours.
fn extent_of_member(
    text: &str,
    node: &Node,
    members: &[Member],
    at: usize,
) -> Option<(usize, usize)> {
    let own = members.get(at).filter(|member| is_within(node, member))?;
    let (start, end) = (own.key.span.start as usize, end_of_member(text, own)?);
    if is_flow(text, node)? {
        return match (
            at.checked_sub(1).and_then(|before| members.get(before)),
            members.get(at + 1),
        ) {
            (_, Some(next)) => Some((start, next.key.span.start as usize)),
            (Some(before), None) => Some((end_of_member(text, before)?, end)),
            (None, None) => Some((start, end)),
        };
    }
    let line = text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
    let end = end_of_line(text, end);
    // The end of the line goes with it.
    Some((line, text.len().min(end + 1)))
}

/// Says whether a member is written in its mapping, and not taken over from another one.
fn is_within(node: &Node, member: &Member) -> bool {
    node.span.start <= member.key.span.start && member.key.span.end <= node.span.end
}

/// Says whether a mapping is written with braces; `None` where another one is named by an alias.
fn is_flow(text: &str, node: &Node) -> Option<bool> {
    let rest = text.get(node.span.start as usize..)?;
    (!rest.starts_with('*')).then(|| rest.starts_with('{'))
}

/// Returns where the last thing in a node ends. Comments behind it are not in it.
fn end_of(text: &str, node: &Node) -> Option<usize> {
    let written = text.get(node.span.start as usize..node.span.end as usize)?;
    let whole = node.span.start as usize + written.trim_end().len();
    if written.starts_with(['{', '[', '*', '"', '\'', '&', '|', '>']) {
        return Some(whole);
    }
    match &node.content {
        Content::List(items) => items.last().map_or(Some(whole), |item| end_of(text, item)),
        Content::Mapping(members) => {
            let last = members.iter().rfind(|member| is_within(node, member));
            last.map_or(Some(whole), |last| end_of_member(text, last))
        }
        Content::Nothing | Content::Text(_) => Some(whole),
    }
}

fn end_of_member(text: &str, member: &Member) -> Option<usize> {
    if member.value.content != Content::Nothing {
        return end_of(text, &member.value);
    }
    let key = member.key.span.end as usize;
    let colon = key + text.get(key..)?.find(':')? + 1;
    Some(colon.max(member.value.span.end as usize))
}

fn end_of_line(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    let line = rest.find('\n').map_or(text.len(), |at| from + at);
    // A carriage return belongs to the end of the line.
    let is_windows = text
        .get(..line)
        .is_some_and(|before| before.ends_with('\r'));
    if is_windows && line > from {
        line - 1
    } else {
        line
    }
}

/// Returns how far a line is indented; `None` if something else stands before the place.
fn column_of(text: &str, at: usize) -> Option<usize> {
    let before = text.get(..at)?;
    let line = before.rsplit('\n').next().unwrap_or_default();
    line.chars().all(|mark| mark == ' ').then_some(line.len())
}

/// Puts lines behind a text that may lack the end of its last line.
fn after_line(text: &str, lines: &str) -> String {
    let is_ended = text.is_empty() || text.ends_with('\n');
    format!("{}{lines}", if is_ended { "" } else { "\n" })
}

/// Writes a path of keys and a value over lines.
fn block(path: &[&str], value: &str, column: usize) -> String {
    let mut text = String::new();
    for (depth, key) in path.iter().enumerate() {
        let is_last = depth + 1 == path.len();
        let key = quoted_key(key);
        let value = if is_last {
            format!(" {value}")
        } else {
            String::new()
        };
        let indent = column + INDENT * depth;
        let _ = writeln!(text, "{:indent$}{key}:{value}", "");
    }
    text
}

/// Writes a path of keys and a value on one line.
fn flow(path: &[&str], value: &str) -> String {
    let keys = path.iter().rev();
    keys.fold(value.to_owned(), |value, key| {
        format!("{{ {}: {value} }}", quoted_key(key))
    })
}

/// Writes a key; ids and keys of the scheme need no quotes.
fn quoted_key(key: &str) -> String {
    let is_plain = |mark: char| mark.is_ascii_alphanumeric() || matches!(mark, '_' | '-' | '.');
    let is_word =
        key.chars().all(is_plain) && key.starts_with(|mark: char| mark.is_ascii_alphabetic());
    if is_word { key.to_owned() } else { quote(key) }
}
