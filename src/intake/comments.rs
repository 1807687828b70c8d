//! Comments in the files of a dossier: what people wrote beside their answers, and where, so that it is written again.

use std::collections::BTreeMap;

use crate::answers::AnswerKey;
use crate::product::{Content, Node};
use crate::source::{Place, Span, slice};

/// How the line begins that praman writes at the head of a file of answers.
pub(super) const HEADING: &str = "# Answers about this ";

/// The comments of a file of answers, each from its `#` to the end of its line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comments {
    /// Those above the records.
    pub head: Vec<String>,
    /// Those above the record of an answer, and in it.
    pub of: BTreeMap<AnswerKey, Vec<String>>,
    /// Those below the last record.
    pub tail: Vec<String>,
}

/// A comment as it was found.
pub(super) struct Remark<'t> {
    /// Where its `#` is.
    pub start: u32,
    /// From its `#` to the end of its line.
    pub text: &'t str,
    /// Whether nothing else is in its line.
    pub is_alone: bool,
}

impl Comments {
    /// Says whether there are none.
    pub fn is_empty(&self) -> bool {
        self.head.is_empty() && self.of.is_empty() && self.tail.is_empty()
    }

    /// Finds the comments of a file of answers, given the places of their records.
    pub(super) fn find<'k>(
        root: &Node,
        text: &str,
        answers: impl Iterator<Item = (&'k AnswerKey, Place)>,
    ) -> Self {
        let mut scalars = Vec::new();
        add_scalars(root, text, &mut scalars);
        scalars.sort_by_key(|span| span.start);
        let mut records: BTreeMap<u32, Vec<&AnswerKey>> = BTreeMap::new();
        for (key, place) in answers {
            records.entry(place.span.start).or_default().push(key);
        }
        let begins = answers_start(root).unwrap_or_default();
        let mut comments = Self::default();
        for remark in find_all(text, &scalars) {
            let comment = remark.text.to_owned();
            if remark.start < begins {
                if !comment.starts_with(HEADING) {
                    comments.head.push(comment);
                }
                continue;
            }
            match record_of(&remark, &records, &scalars) {
                None => comments.tail.push(comment),
                Some(keys) => {
                    for key in keys {
                        let own = comments.of.entry((*key).clone()).or_default();
                        own.push(comment.clone());
                    }
                }
            }
        }
        comments
    }
}

/// Finds all comments of a file whose records do not matter.
pub(super) fn all_comments(root: &Node, text: &str) -> Vec<String> {
    let remarks = find_remarks(root, text).into_iter();
    remarks.map(|remark| remark.text.to_owned()).collect()
}

/// Finds all comments of a file, with their places.
pub(super) fn find_remarks<'t>(root: &Node, text: &'t str) -> Vec<Remark<'t>> {
    let mut scalars = Vec::new();
    add_scalars(root, text, &mut scalars);
    scalars.sort_by_key(|span| span.start);
    find_all(text, &scalars)
}

/// Returns where the records begin.
fn answers_start(root: &Node) -> Option<u32> {
    let Content::Mapping(members) = &root.content else {
        return None;
    };
    let mut members = members.iter();
    let answers = members.find(|member| member.key.value == "answers")?;
    Some(answers.key.span.start)
}

/// Returns the answers of the record in which a comment is, or above which it stands; `None` below the last one.
fn record_of<'r, 'k>(
    remark: &Remark<'_>,
    records: &'r BTreeMap<u32, Vec<&'k AnswerKey>>,
    scalars: &[Span],
) -> Option<&'r Vec<&'k AnswerKey>> {
    let before = records.range(..=remark.start).next_back();
    let (next, after) = records.range(remark.start..).next().unzip();
    let goes_on =
        |span: &Span| span.start > remark.start && next.is_none_or(|next: &u32| span.start < *next);
    let is_in = !remark.is_alone || scalars.iter().any(goes_on);
    match before {
        Some((_, keys)) if is_in => Some(keys),
        Some(_) | None => after,
    }
}

/// Finds the comments of a text, given what is between quotes, in blocks, or a plain word.
fn find_all<'t>(text: &'t str, scalars: &[Span]) -> Vec<Remark<'t>> {
    let mut remarks = Vec::new();
    let mut start = 0_u32;
    for line in text.split_inclusive('\n') {
        remarks.extend(find_in_line(text, line, start, scalars));
        start = start.saturating_add(length(line));
    }
    remarks
}

fn find_in_line<'t>(
    text: &'t str,
    line: &'t str,
    start: u32,
    scalars: &[Span],
) -> Option<Remark<'t>> {
    let signs = line.match_indices('#');
    let mut comments = signs.filter_map(|(at, _)| {
        let before = line.get(..at)?;
        let offset = start.saturating_add(length(before));
        let begins = before
            .chars()
            .next_back()
            .is_none_or(|last| last.is_whitespace() || last == '\u{feff}');
        let is_in_scalar = is_within(scalars, offset);
        (begins && !is_in_scalar).then_some((offset, before))
    });
    let (offset, before) = comments.next()?;
    let end = start.saturating_add(length(line));
    Some(Remark {
        start: offset,
        text: slice(text, Span::new(offset, end)).trim_end(),
        is_alone: before.trim_matches(['\u{feff}', ' ', '\t']).is_empty(),
    })
}

/// Says whether one of some scalars, in order, holds an offset.
fn is_within(scalars: &[Span], offset: u32) -> bool {
    let after = scalars.partition_point(|span| span.start <= offset);
    let before = after.checked_sub(1).and_then(|place| scalars.get(place));
    before.is_some_and(|span| offset < span.end)
}

fn add_scalars(node: &Node, text: &str, scalars: &mut Vec<Span>) {
    match &node.content {
        Content::Nothing => {}
        Content::Text(_) => scalars.push(without_rest(text, node.span)),
        Content::List(parts) => parts
            .iter()
            .for_each(|part| add_scalars(part, text, scalars)),
        Content::Mapping(members) => {
            for member in members {
                scalars.push(member.key.span);
                add_scalars(&member.value, text, scalars);
            }
        }
    }
}

/// Returns the span of a scalar without what follows a block: the parser ends it where the next token begins.
fn without_rest(text: &str, span: Span) -> Span {
    let scalar = slice(text, span);
    if !scalar.starts_with(['|', '>']) {
        return span;
    }
    let mut lines = scalar.split_inclusive('\n');
    let heading = lines.next().unwrap_or_default();
    let given = heading.chars().find_map(|letter| letter.to_digit(10));
    let mut indent = given.map(|given| given as usize + indent_of_line(text, span.start));
    let mut end = span.start.saturating_add(length(heading));
    for line in lines {
        let own = line.len() - line.trim_start_matches(' ').len();
        if !line.trim().is_empty() && own < *indent.get_or_insert(own.max(1)) {
            break;
        }
        end = end.saturating_add(length(line));
    }
    Span::new(span.start, end.min(span.end))
}

/// Returns how far the key is indented in whose line an offset is.
fn indent_of_line(text: &str, offset: u32) -> usize {
    let before = slice(text, Span::new(0, offset));
    let line = before.rsplit('\n').next().unwrap_or_default();
    line.len() - line.trim_start_matches([' ', '-']).len()
}

fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}
