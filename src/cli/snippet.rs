//! A source text in the form that miette reads, on top of our own line index.
//!
//! Miette's own reader scans the text from its start for every label. This reader looks lines up, moves spans that do not
//! fit back into the text, and hides characters that would control a terminal.

use std::borrow::Cow;

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use crate::render::is_hidden;
use crate::source::{SourceFile, Span};

/// A line longer than this, in bytes, is shown in part.
const LONG_LINE: usize = 400;
/// The number of bytes of a long line that are shown before a label.
const LEAD: usize = 60;
/// If a span covers more lines than this, only the first line is shown.
const MANY_LINES: usize = 12;

/// Says whether two spans are shown as one piece: they are equal, or their lines are at most `apart` lines apart and none
/// of these is long.
pub(super) fn are_near(file: &SourceFile, a: Span, b: Span, apart: usize) -> bool {
    if a == b {
        return true;
    }
    let (a, b) = (file.lines().line_of(a.start), file.lines().line_of(b.start));
    let (first, last) = (a.min(b), a.max(b));
    last - first <= apart && (first..=last).all(|line| !is_long(file, line))
}

fn is_long(file: &SourceFile, line: usize) -> bool {
    let span = file.lines().span_of(line);
    span.is_some_and(|span| (span.end - span.start) as usize > LONG_LINE)
}

/// A source text to be shown.
#[derive(Debug)]
pub(super) struct Snippet<'a> {
    file: &'a SourceFile,
    text: Cow<'a, str>,
}

impl<'a> Snippet<'a> {
    /// Prepares a text for showing.
    pub(super) fn new(file: &'a SourceFile) -> Self {
        Self {
            file,
            text: visible(file.text()),
        }
    }

    /// Moves a span into the text, so that there is something to point at. At the end of the text it points at the last
    /// visible character. A long span is cut to its beginning.
    pub(super) fn clamp(&self, span: Span) -> Span {
        let len = to_u32(self.text.len());
        let (start, end) = (
            self.floor(span.start.min(len)),
            self.floor(span.end.min(len)),
        );
        if start < len {
            return self.cut(Span::new(start, end));
        }
        let shown = self.text.trim_end();
        let last = shown.char_indices().next_back();
        last.map_or(Span::new(0, 0), |(at, _)| {
            Span::new(to_u32(at), to_u32(shown.len()))
        })
    }

    /// Cuts a span over a long line, or over many lines, to the visible part of its first line.
    fn cut(&self, span: Span) -> Span {
        let lines = self.file.lines();
        let first = lines.line_of(span.start);
        let last = lines.line_of(span.end.saturating_sub(1).max(span.start));
        if last - first < MANY_LINES && (first..=last).all(|line| !is_long(self.file, line)) {
            return span;
        }
        let own = lines.span_of(first).unwrap_or(span);
        let shown = self.window(own, span.start);
        Span::new(span.start, span.end.min(shown.end).max(span.start))
    }

    fn floor(&self, offset: u32) -> u32 {
        (0..=offset)
            .rev()
            .find(|at| self.text.is_char_boundary(*at as usize))
            .unwrap_or(0)
    }

    /// Returns the part of a line to show around `at`: all of it, unless it is long.
    fn window(&self, line: Span, at: u32) -> Span {
        let (line_start, line_end) = (line.start as usize, line.end as usize);
        if line_end - line_start <= LONG_LINE {
            return line;
        }
        let start = (at as usize).saturating_sub(LEAD).max(line_start);
        let end = (start + LONG_LINE).min(line_end);
        Span::new(self.floor(to_u32(start)), self.floor(to_u32(end)))
    }

    fn read(&self, span: Span, before: usize, after: usize) -> MietteSpanContents<'_> {
        let span = self.clamp(span);
        let lines = self.file.lines();
        let last_byte = span.end.saturating_sub(1).max(span.start);
        let (first, last) = (lines.line_of(span.start), lines.line_of(last_byte));
        let is_short = |line: &usize| !is_long(self.file, *line);
        let above = (first.saturating_sub(before)..first).rev();
        let below = last + 1..(last + after + 1).min(lines.count());
        let top = above.take_while(is_short).last().unwrap_or(first);
        let bottom = below.take_while(is_short).last().unwrap_or(last);
        let whole = |line| lines.span_of(line).unwrap_or(span);
        let mut shown = whole(top).to(whole(bottom));
        let own = whole(first);
        if first == last && self.window(own, span.start) != own {
            shown = self.window(own, span.start).to(span);
        }
        if before == 0 {
            shown = Span::new(span.start, shown.end.max(span.end));
        }
        let line = lines.line_of(shown.start);
        let column = lines.line_column(self.file.text(), shown.start).column - 1;
        let text = crate::source::slice(&self.text, shown);
        MietteSpanContents::new_named(
            self.file.path().to_owned(),
            text.as_bytes(),
            (shown.start as usize, text.len()).into(),
            line,
            column,
            bottom - top + 1,
        )
    }
}

impl SourceCode for Snippet<'_> {
    fn read_span<'b>(
        &'b self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'b> + 'b>, MietteError> {
        let start = to_u32(span.offset());
        let end = to_u32(span.offset().saturating_add(span.len()));
        Ok(Box::new(self.read(Span::new(start, end), before, after)))
    }
}

/// Replaces control characters by others of the same length in bytes, so that spans stay right. Line ends and tabs stay.
fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) && !text.contains('\r') {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(letter) = rest.next() {
        let ends_line = letter == '\r' && rest.peek() == Some(&'\n');
        shown.push(match letter.len_utf8() {
            _ if !is_hidden(letter) && (letter != '\r' || ends_line) => letter,
            1 => '?',
            2 => '·',
            _ => '\u{fffd}',
        });
    }
    Cow::Owned(shown)
}

fn to_u32(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
