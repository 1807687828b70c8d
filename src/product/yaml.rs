//! Parses YAML into a tree of nodes with their places.
//!
//! Scalars stay text: the declaration of a fact or attribute decides how its answer is read. The parser of
//! `serde_yaml` gives events. Typed deserialisation would turn `2.10` into a number, and would not say where a value
//! ends.

use rustc_hash::{FxHashMap, FxHashSet};
use serde_yaml::granit_parser::{self, Event, Parser, ScalarStyle};

use super::codes;
use crate::diag::{Checked, Diagnostic, Diagnostics, first_odd_mark};
use crate::source::{FileId, Place, Span, Spanned};

/// How deep lists and mappings may be nested.
pub(super) const MAX_DEPTH: usize = 32;

/// The most bytes that aliases may add to a file.
const MAX_COPIED: usize = 4 * 1024 * 1024;

/// The weight of a node in addition to its text, in bytes.
const NODE_WEIGHT: usize = 24;

/// A value as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node {
    /// Where it stands; for a copy, where the alias stands.
    pub span: Span,
    /// What it holds.
    pub content: Content,
}

/// The content of a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Content {
    /// Nothing: an empty value, `~` or `null`.
    Nothing,
    /// A word or text, without quotes and escapes.
    Text(String),
    List(Vec<Node>),
    /// A mapping in the order given, including keys given twice.
    Mapping(Vec<Member>),
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Member {
    pub key: Spanned<String>,
    pub value: Node,
}

/// Reads one YAML document; `None` where there is none or it cannot be read.
pub(crate) fn read_yaml(file: FileId, text: &str) -> Checked<Option<Node>> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut composer = Composer {
        file,
        text,
        shift: text.len() - body.len(),
        diagnostics: Diagnostics::new(),
        open: Vec::new(),
        anchors: FxHashMap::default(),
        copied: 0,
        documents: 0,
        root: None,
    };
    let mut options = granit_parser::options! {
        flow_nesting_limit: MAX_DEPTH + 1,
        block_nesting_limit: MAX_DEPTH + 1,
    };
    options.set_emit_comments(false);
    for next in Parser::new_from_str_with_options(body, options) {
        let step = match next {
            Ok((event, span)) => composer.take(event, span),
            Err(error) => composer.stop(composer.syntax_error(&error)),
        };
        if step == Err(Stop) {
            return Checked::new(None, composer.diagnostics);
        }
    }
    Checked::new(composer.root, composer.diagnostics)
}

/// Reading ended early, for a reason that has been reported.
#[derive(Debug, PartialEq, Eq)]
struct Stop;

struct Composer<'t> {
    file: FileId,
    text: &'t str,
    /// The number of bytes before the text that the parser sees.
    shift: usize,
    diagnostics: Diagnostics,
    open: Vec<Open>,
    anchors: FxHashMap<usize, (Node, Size)>,
    copied: usize,
    documents: usize,
    root: Option<Node>,
}

/// A list or mapping that is not finished.
struct Open {
    span: Span,
    anchor: usize,
    parts: Parts,
}

enum Parts {
    List(Vec<Node>),
    Mapping(Vec<Member>, Pending),
}

/// What a mapping expects next.
enum Pending {
    Key,
    ValueOf(Spanned<String>),
    /// The value of a key that was reported; it is dropped.
    DroppedValue,
}

impl Composer<'_> {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "which events there are depends on features of the parser"
    )]
    fn take(&mut self, event: Event<'_>, span: granit_parser::Span) -> Result<(), Stop> {
        let span = self.span(span);
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    return self.stop(codes::second_document(self.place(span)));
                }
            }
            Event::Scalar(text, style, anchor, tag) => {
                let plain = style == ScalarStyle::Plain;
                let nothing = plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
                self.refuse_tag(tag.as_deref(), span);
                let content = if nothing {
                    Content::Nothing
                } else {
                    Content::Text(text.into_owned())
                };
                self.finish(Node { span, content }, anchor);
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.refuse_tag(tag.as_deref(), span);
                self.start(span, anchor, Parts::List(Vec::new()))?;
            }
            Event::MappingStart(_, anchor, tag) => {
                self.refuse_tag(tag.as_deref(), span);
                self.start(span, anchor, Parts::Mapping(Vec::new(), Pending::Key))?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            Event::Alias(anchor) => self.copy(anchor, span)?,
            // No other event carries a value; some come only where an option asks for them.
            _ => {}
        }
        Ok(())
    }

    fn stop(&mut self, reason: Diagnostic) -> Result<(), Stop> {
        self.diagnostics.push(reason);
        Err(Stop)
    }

    fn start(&mut self, span: Span, anchor: usize, parts: Parts) -> Result<(), Stop> {
        if self.open.len() >= MAX_DEPTH {
            return self.stop(codes::too_deep(self.place(span), MAX_DEPTH));
        }
        self.open.push(Open {
            span,
            anchor,
            parts,
        });
        Ok(())
    }

    fn end(&mut self, end: Span) {
        let Some(open) = self.open.pop() else { return };
        let content = match open.parts {
            Parts::List(items) => Content::List(items),
            Parts::Mapping(members, _) => Content::Mapping(self.merge(members)),
        };
        // The parser ends a block where the next one begins; messages should point to its last line.
        let whole = self.trimmed(open.span.to(end));
        self.finish(
            Node {
                span: whole,
                content,
            },
            open.anchor,
        );
    }

    fn copy(&mut self, anchor: usize, span: Span) -> Result<(), Stop> {
        let Some((node, size)) = self.anchors.get(&anchor) else {
            return self.stop(codes::alias_of_itself(self.place(span)));
        };
        if self.open.len() + size.depth > MAX_DEPTH {
            return self.stop(codes::too_deep(self.place(span), MAX_DEPTH));
        }
        self.copied = self.copied.saturating_add(size.weight);
        if self.copied > MAX_COPIED {
            return self.stop(codes::too_much(
                self.place(span),
                MAX_COPIED / (1024 * 1024),
            ));
        }
        let node = Node {
            span,
            ..node.clone()
        };
        self.add(node);
        Ok(())
    }

    fn finish(&mut self, node: Node, anchor: usize) {
        if anchor != 0 {
            let size = node.size();
            self.anchors.insert(anchor, (node.clone(), size));
        }
        self.add(node);
    }

    fn add(&mut self, node: Node) {
        let Some(open) = self.open.last_mut() else {
            self.root.get_or_insert(node);
            return;
        };
        match &mut open.parts {
            Parts::List(items) => items.push(node),
            Parts::Mapping(members, pending) => match std::mem::replace(pending, Pending::Key) {
                Pending::ValueOf(key) => members.push(Member { key, value: node }),
                Pending::DroppedValue => {}
                Pending::Key => match node.content {
                    Content::Text(text) => {
                        *pending = Pending::ValueOf(Spanned::new(text, node.span));
                    }
                    Content::Nothing | Content::List(_) | Content::Mapping(_) => {
                        *pending = Pending::DroppedValue;
                        let place = Place::new(self.file, node.span);
                        self.diagnostics.push(codes::key_is_no_word(place));
                    }
                },
            },
        }
    }

    /// Says whether a key is `<<`, and no text in quotes.
    fn is_merge(&self, key: &Spanned<String>) -> bool {
        key.value == "<<" && crate::source::slice(self.text, key.span).starts_with('<')
    }

    /// Merges the mappings that `<<` names; the mapping's own keys override theirs.
    fn merge(&mut self, members: Vec<Member>) -> Vec<Member> {
        let (merges, mut own): (Vec<_>, Vec<_>) = members
            .into_iter()
            .partition(|member| self.is_merge(&member.key));
        if merges.is_empty() {
            return own;
        }
        if let [first, rest @ ..] = merges.as_slice() {
            let first = self.place(first.key.span);
            let twice = |again: &Member| codes::key_twice(self.place(again.key.span), first, "<<");
            let reports: Vec<Diagnostic> = rest.iter().map(twice).collect();
            self.diagnostics.extend(reports);
        }
        let mut keys: FxHashSet<String> =
            own.iter().map(|member| member.key.value.clone()).collect();
        for merge in merges {
            let place = self.place(merge.value.span);
            let bases = match merge.value {
                Node {
                    content: Content::List(items),
                    ..
                } => items,
                base => vec![base],
            };
            for base in bases {
                let Content::Mapping(inherited) = base.content else {
                    self.diagnostics.push(codes::merge_of_no_mapping(place));
                    continue;
                };
                let new = inherited
                    .into_iter()
                    .filter(|member| keys.insert(member.key.value.clone()));
                own.extend(new);
            }
        }
        own
    }

    fn refuse_tag(&mut self, tag: Option<&granit_parser::Tag>, span: Span) {
        let Some(tag) = tag else { return };
        if !["str", "seq", "map"]
            .iter()
            .any(|known| tag.is_yaml_core_schema_tag(known))
        {
            let place = self.place(span);
            self.diagnostics.push(codes::tag(place));
        }
    }

    fn syntax_error(&self, error: &granit_parser::ScanError) -> Diagnostic {
        let start = self.offset(error.marker());
        let rest = self.text.get(start as usize..).unwrap_or("");
        let width = rest.chars().next().map_or(0, char::len_utf8);
        let end = start.saturating_add(u32::try_from(width).unwrap_or(0));
        let place = self.place(Span::new(start, end));
        if let granit_parser::ErrorKind::RecursionLimitExceeded = error.kind() {
            return codes::too_deep(place, MAX_DEPTH);
        }
        // A mark that is none is found out on its own line or on the next.
        let before = self.text.get(..end as usize).unwrap_or("");
        let mut lines = before.rsplit('\n').take(2).chain(rest.split('\n').take(1));
        let odd = lines.find_map(first_odd_mark);
        let note = odd.map(|odd| format!("this line or the one before contains {odd}"));
        let report = codes::syntax(place, error.kind());
        Diagnostic { note, ..report }
    }

    fn span(&self, span: granit_parser::Span) -> Span {
        Span::new(self.offset(&span.start), self.offset(&span.end))
    }

    fn offset(&self, marker: &granit_parser::Marker) -> u32 {
        let offset = marker.byte_offset().unwrap_or(0) + self.shift;
        u32::try_from(offset.min(self.text.len())).unwrap_or(u32::MAX)
    }

    fn trimmed(&self, span: Span) -> Span {
        let text = crate::source::slice(self.text, span);
        let cut = text.len() - text.trim_end().len();
        Span::new(
            span.start,
            span.end.saturating_sub(u32::try_from(cut).unwrap_or(0)),
        )
    }

    fn place(&self, span: Span) -> Place {
        Place::new(self.file, span)
    }
}

/// The size of a node.
#[derive(Debug, Clone, Copy)]
struct Size {
    /// In bytes, roughly.
    weight: usize,
    /// How deep its lists and mappings are nested.
    depth: usize,
}

impl Node {
    /// Measures the node and all in it; nesting is bounded by [`MAX_DEPTH`].
    fn size(&self) -> Size {
        let mut size = Size {
            weight: NODE_WEIGHT,
            depth: 0,
        };
        let mut add = |extra: usize, part: &Self| {
            let part = part.size();
            size.weight += extra + part.weight;
            size.depth = size.depth.max(part.depth);
        };
        match &self.content {
            Content::Nothing => return size,
            Content::Text(text) => {
                size.weight += text.len();
                return size;
            }
            Content::List(items) => items.iter().for_each(|item| add(0, item)),
            Content::Mapping(members) => members
                .iter()
                .for_each(|member| add(member.key.value.len(), &member.value)),
        }
        size.depth += 1;
        size
    }
}
