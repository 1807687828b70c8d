//! Comments in the files beside answers: written again where they stood when praman writes such a file anew.

use std::collections::BTreeMap;

use super::comments::{Remark, find_remarks};
use crate::product::{Content, Node, read_yaml};
use crate::source::{Sources, Span, slice};

/// Returns the new text of a file with the comments of the old one, each above the line that it stood above or beside. If that line
/// is gone, the comment stands above what the line was a part of. If that is gone too, it stands at the end.
pub fn keep_comments(old: &str, new: String) -> String {
    let remarks = remarks_of(old);
    let own = remarks_of(&new);
    // What praman writes at the head is not doubled.
    let is_own = |kept: &Kept| own.iter().any(|one| one.text == kept.text);
    let kept: Vec<Kept> = remarks.into_iter().filter(|one| !is_own(one)).collect();
    if kept.is_empty() {
        return new;
    }
    put(&new, &kept)
}

/// A comment, and where it belongs.
struct Kept {
    text: String,
    spot: Spot,
}

/// Where a comment belongs. Paths are keys from the root, and numbers in lists.
enum Spot {
    Above(Vec<String>),
    Below(Vec<String>),
    End,
}

fn remarks_of(text: &str) -> Vec<Kept> {
    let Some(root) = read(text) else {
        let lines = text
            .lines()
            .map(str::trim)
            .filter(|line| line.starts_with('#'));
        let kept = lines.map(|line| Kept {
            text: line.to_owned(),
            spot: Spot::End,
        });
        return kept.collect();
    };
    let parts = parts_of(&root);
    let remarks = find_remarks(&root, text).into_iter();
    let kept = remarks.map(|remark| Kept {
        spot: spot_of(&remark, text, &parts),
        text: remark.text.to_owned(),
    });
    kept.collect()
}

fn read(text: &str) -> Option<Node> {
    let file = Sources::default().add("a file beside answers", text);
    read_yaml(file, text).value
}

/// The keys and list parts of a file, in their order, each with the place where it begins.
struct Parts(Vec<(u32, Vec<String>)>);

fn parts_of(root: &Node) -> Parts {
    let mut parts = Vec::new();
    add_parts(root, &[], &mut parts);
    Parts(parts)
}

fn add_parts(node: &Node, path: &[String], parts: &mut Vec<(u32, Vec<String>)>) {
    let mut add = |start: u32, name: String, value: &Node| {
        let path = [path, &[name]].concat();
        parts.push((start, path.clone()));
        add_parts(value, &path, parts);
    };
    match &node.content {
        Content::Nothing | Content::Text(_) => {}
        Content::List(list) => {
            for (number, part) in list.iter().enumerate() {
                add(part.span.start, number.to_string(), part);
            }
        }
        Content::Mapping(members) => {
            for member in members {
                add(
                    member.key.span.start,
                    member.key.value.clone(),
                    &member.value,
                );
            }
        }
    }
}

fn spot_of(remark: &Remark<'_>, text: &str, parts: &Parts) -> Spot {
    let Parts(parts) = parts;
    let after = parts.partition_point(|(start, _)| *start < remark.start);
    let next = parts.get(after);
    let before = after.checked_sub(1).and_then(|place| parts.get(place));
    if !remark.is_alone {
        let line = line_start(text, remark.start);
        let mut beside = parts
            .iter()
            .filter(|(start, _)| (line..remark.start).contains(start));
        let beside = beside.next().or(before).or(next);
        return beside.map_or(Spot::End, |(_, path)| Spot::Above(path.clone()));
    }
    let column = |start: u32| start - line_start(text, start);
    let next = next.filter(|(start, _)| column(remark.start) <= column(*start));
    match (next, before) {
        (Some((_, path)), _) => Spot::Above(path.clone()),
        (None, Some((_, path))) if column(remark.start) > 0 => Spot::Below(path.clone()),
        (None, _) => Spot::End,
    }
}

fn line_start(text: &str, offset: u32) -> u32 {
    let before = slice(text, Span::new(0, offset));
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    u32::try_from(start).unwrap_or(offset)
}

/// Writes comments into a text.
fn put(new: &str, kept: &[Kept]) -> String {
    let parts = read(new).map_or(Parts(Vec::new()), |root| parts_of(&root));
    let mut lines: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let mut end = Vec::new();
    for Kept { text, spot } in kept {
        match place_of(spot, new, &parts) {
            Some((start, indent)) => {
                let line = format!("{indent}{text}\n");
                lines.entry(start).or_default().push(line);
            }
            None => end.push(format!("{text}\n")),
        }
    }
    let mut written = String::new();
    let mut from = 0;
    for (start, comments) in lines {
        written.push_str(slice(new, Span::new(from, start)));
        written.extend(comments);
        from = start;
    }
    written.push_str(new.get(from as usize..).unwrap_or_default());
    written.extend(end);
    written
}

/// Returns the line above which a comment is written, and how far it is indented; `None` for the end of the text.
fn place_of<'t>(spot: &Spot, text: &'t str, parts: &Parts) -> Option<(u32, &'t str)> {
    let Parts(parts) = parts;
    let (Spot::Above(path) | Spot::Below(path)) = spot else {
        return None;
    };
    let mut path = path.as_slice();
    loop {
        if let Some(at) = parts.iter().position(|(_, known)| known == path) {
            let (start, _) = parts.get(at)?;
            let line = line_start(text, *start);
            let indent = indent_at(text, line);
            if matches!(spot, Spot::Above(_)) {
                return Some((line, indent));
            }
            let mut rest = parts.get(at + 1..)?.iter();
            let next = rest.find(|(_, other)| !other.starts_with(path));
            return next.map(|(start, _)| (line_start(text, *start), indent));
        }
        (_, path) = path.split_last()?;
    }
}

fn indent_at(text: &str, line: u32) -> &str {
    let rest = text.get(line as usize..).unwrap_or_default();
    let blanks = rest.len() - rest.trim_start_matches(' ').len();
    rest.get(..blanks).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(old: &str, new: &str, expected: &str) {
        assert_eq!(keep_comments(old, new.to_owned()), expected);
    }

    #[test]
    fn comments_stay_where_they_stood() {
        let old = "\
# Written by praman.
# At the head.
a: { b: 1, c: \"# none\" } # beside
list:
  # Above a part.
  - by: x
    note: |
      # none
      more
    # Below a part.
# Above d.
d: 2
# At the end.
";
        let new = "\
# Written by praman.
a:
  b: 1
  c: \"# none\"
  e: 3
list:
  - by: x
    note: |-
      # none
      more
    when: now
d: 2
";
        let expected = "\
# Written by praman.
# At the head.
# beside
a:
  b: 1
  c: \"# none\"
  e: 3
list:
  # Above a part.
  - by: x
    note: |-
      # none
      more
    # Below a part.
    when: now
# Above d.
d: 2
# At the end.
";
        check(old, new, expected);
        // Written once more, nothing changes.
        check(expected, new, expected);
    }

    #[test]
    fn a_comment_of_what_goes_is_kept() {
        check(
            "a:\n  b:\n    c: 1 # why\nd: 2 # gone\n",
            "a:\n  e: 2\n",
            "# why\na:\n  e: 2\n# gone\n",
        );
        check("# all\n", "a: 1\n", "a: 1\n# all\n");
        check("a: 1\n", "a: 2\n", "a: 2\n");
        check("", "a: 2\n", "a: 2\n");
    }

    proptest::proptest! {
        /// Wherever comments are, all of them are kept, and what the file says stays.
        #[test]
        fn no_comment_is_lost(at in proptest::collection::vec((0..12_usize, proptest::bool::ANY), 1..6)) {
            let new = "# Head.\na:\n  b: 1\n  c: [x, y]\n  d:\n    - by: z\n      when: 2\n    - by: w\ne:\n  f: \"#\"\n  g: ''\n";
            let mut lines: Vec<String> = new.lines().map(str::to_owned).collect();
            for (number, (line, is_beside)) in at.iter().enumerate() {
                let line = line % lines.len();
                if *is_beside {
                    let end = format!(" # c{number}.");
                    lines = lines.into_iter().enumerate().map(|(at, text)| if at == line { text + &end } else { text }).collect();
                } else {
                    let indent = " ".repeat(number);
                    lines.insert(line, format!("{indent}# c{number}."));
                }
            }
            let old = lines.join("\n");
            let kept = keep_comments(&old, new.to_owned());
            for number in 0..at.len() {
                let sign = format!("c{number}.");
                proptest::prop_assert_eq!(kept.matches(&sign).count(), 1, "{} {}", old, kept);
            }
            let bare = |text: &str| -> Vec<String> {
                let lines = text.lines().filter(|line| !line.trim_start().starts_with('#'));
                lines.map(str::to_owned).collect()
            };
            proptest::prop_assert_eq!(bare(&kept), bare(new));
            proptest::prop_assert_eq!(keep_comments(&kept, new.to_owned()), kept);
        }
    }
}
