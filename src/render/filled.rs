//! What is filled in, in the fields of a document and in its tables.

use std::borrow::Cow;
use std::sync::Arc;

use indexmap::IndexMap;

use super::document::{FilledField, FilledMark};
use super::slot_link::{Made, Together, ToldPart};
use super::visible::{one_line, visible_value};
use crate::view::{
    Blank, FilledBlanks, FilledView, PageField, PageShape, PageView, PaperView, ResultNote,
    Standing,
};

/// The answers of a dossier, as tables ask for them; none for a plain product file.
#[derive(Debug, Clone, Copy)]
pub struct Answers<'a>(Option<&'a FilledBlanks>);

impl<'a> Answers<'a> {
    /// Takes the answers of a dossier; `None` for documents of a plain product file.
    pub fn of(blanks: Option<&'a FilledBlanks>) -> Self {
        Self(blanks)
    }

    /// Adds columns to a table that has them in a dossier alone.
    pub fn columns(self, columns: &mut Vec<&'static str>, heads: &[&'static str]) {
        if self.0.is_some() {
            columns.extend(heads);
        }
    }

    /// Adds cells for such columns.
    pub fn cells<'view, const COUNT: usize>(
        self,
        row: &mut Vec<Cow<'view, str>>,
        cells: impl FnOnce() -> [Cow<'view, str>; COUNT],
    ) {
        if self.0.is_some() {
            row.extend(cells());
        }
    }

    fn get(self, blank: &Blank) -> Option<&'a FilledView> {
        self.0?.get(&blank.text())
    }

    /// Returns what is filled in in a blank; empty if nothing is.
    pub fn shown(self, blank: &Blank) -> Cow<'a, str> {
        let answer = self.get(blank);
        answer.map_or(Cow::default(), |answer| Cow::Borrowed(&*answer.shown))
    }

    /// Returns what is filled in in blanks that have names, with `; ` between them: `interface.console: seen`.
    pub fn listed<'r>(
        self,
        blanks: impl IntoIterator<Item = (&'r str, &'r Blank)>,
    ) -> Cow<'a, str> {
        let named = blanks.into_iter().filter_map(|(name, blank)| {
            let shown = &self.get(blank)?.shown;
            Some(if name.is_empty() {
                Cow::Borrowed(shown.as_str())
            } else {
                Cow::Owned(format!("{name}: {shown}"))
            })
        });
        joined(named)
    }

    /// Returns the marks of what is filled in in blanks, with `; ` between them; empty if all counts as it is.
    pub fn marks<'r>(self, blanks: impl IntoIterator<Item = &'r Blank>) -> Cow<'a, str> {
        let marks = blanks.into_iter().filter_map(|blank| {
            let mark = mark_of(self.get(blank)?)?;
            Some(Cow::Owned(mark.words))
        });
        joined(marks)
    }
}

fn joined<'a>(parts: impl Iterator<Item = Cow<'a, str>>) -> Cow<'a, str> {
    let mut parts: Vec<Cow<'a, str>> = parts.collect();
    match parts.len() {
        0 | 1 => parts.pop().unwrap_or_default(),
        _ => parts.join("; ").into(),
    }
}

/// What a dossier adds to a document.
#[derive(Debug, Clone, Copy)]
pub(super) struct InDossier<'a> {
    /// What is filled in.
    pub blanks: &'a FilledBlanks,
    /// How far it has come, if somebody has checked, approved or issued it.
    pub paper: Option<&'a PaperView>,
    /// What can be filled in in it in a browser.
    pub page: Option<&'a PageView>,
}

/// Shows a text as if somebody had filled it in.
pub(super) fn show_text(text: &str) -> FilledField {
    FilledField {
        lines: lines_of(text),
        mark: None,
    }
}

/// Puts answers into the fields that a template has made.
pub(super) fn fill_fields(made: &mut Made, blanks: &FilledBlanks) {
    for field in &mut made.fields {
        if let Some(answer) = blanks.get(&field.slot) {
            Arc::make_mut(field).filled = Some(Box::new(show_answer(answer)));
        }
    }
}

/// Returns a page without the values that its fields print as they are: a script takes them from there.
pub(super) fn printed_values(page: &PageView, made: &Made) -> PageView {
    let mut page = page.clone();
    for field in &made.fields {
        let Some(PageField::Open(open)) = page.fields.get_mut(&field.slot) else {
            continue;
        };
        let is_choice = matches!(page.shapes.get(open.shape), Some(PageShape::Choice(_)));
        let Some(held) = open.held.as_mut().filter(|_| !is_choice) else {
            continue;
        };
        let lines = field.filled.as_ref().map(|filled| filled.lines.join("\n"));
        if let [value] = held.values.as_slice()
            && lines.as_ref() == Some(value)
        {
            held.values.clear();
        }
    }
    page
}

/// Puts answers into what a template tells of other fields.
pub(super) fn fill_told(made: &mut Made, blanks: &FilledBlanks) {
    for told in &mut made.told {
        told.lines = match &told.together {
            Together::InOrder => tell_in_order(&told.parts, blanks),
            Together::ByWord {
                first,
                counted,
                without,
            } => tell_by_word(&told.parts, (first, counted, without), blanks),
        };
    }
}

fn tell_in_order(parts: &[ToldPart], blanks: &FilledBlanks) -> Vec<String> {
    let parts = parts.iter();
    let parts: Vec<(Option<u32>, Vec<String>)> = parts
        .map(|part| (part.number, tell_slots(&part.slots, blanks)))
        .collect();
    if parts.iter().any(|(number, _)| number.is_some()) {
        tell_numbered(&parts).into_iter().collect()
    } else {
        parts.into_iter().flat_map(|(_, lines)| lines).collect()
    }
}

/// Tells parts by what is filled in in them, a line for each word: `Fail 2: C.1, C.7`.
fn tell_by_word(
    parts: &[ToldPart],
    (first, counted, without): (&[String], &[String], &str),
    blanks: &FilledBlanks,
) -> Vec<String> {
    let mut words: IndexMap<String, Vec<&str>> = IndexMap::new();
    words.extend(first.iter().map(|word| (word.clone(), Vec::new())));
    for part in parts {
        let answers = part.slots.iter().filter_map(|slot| blanks.get(slot));
        let answers: Vec<String> = answers.filter_map(word_of).collect();
        let word = if answers.is_empty() {
            without.to_owned()
        } else {
            answers.join(" / ")
        };
        words.entry(word).or_default().push(&part.name);
    }
    let words = words.into_iter().filter(|(_, names)| !names.is_empty());
    let lines = words.map(|(word, names)| {
        let count = names.len();
        if counted.contains(&word) {
            format!("{word} {count}")
        } else {
            format!("{word} {count}: {}", names.join(", "))
        }
    });
    lines.collect()
}

/// Returns what is filled in in one line, and in a word that it does not count as it is; `None` if nothing is filled in.
fn word_of(answer: &FilledView) -> Option<String> {
    let shown = one_line(&answer.shown);
    if shown.is_empty() {
        return None;
    }
    Some(match answer.standing {
        Standing::Answered | Standing::Undecided(_) => shown.into_owned(),
        Standing::ToReview(_) => format!("{shown} (to review)"),
        Standing::Conflict => format!("{shown} (in conflict)"),
        Standing::Missing => format!("{shown} (missing for other models)"),
    })
}

/// Tells what is filled in in slots, each line once.
fn tell_slots(slots: &[String], blanks: &FilledBlanks) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for answer in slots.iter().filter_map(|slot| blanks.get(slot)) {
        for line in tell(answer) {
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    lines
}

/// Tells numbered parts in one line, neighbours that say the same as one: `1–6 Pass, 7 Fail`. `None` if nothing is filled in.
fn tell_numbered(parts: &[(Option<u32>, Vec<String>)]) -> Option<String> {
    if parts.iter().all(|(_, lines)| lines.is_empty()) {
        return None;
    }
    let runs = parts.chunk_by(|(_, one), (_, other)| one == other);
    let words = runs.filter_map(|run| {
        let (first, lines) = run.first()?;
        let numbers = match (first, run.last()?.0) {
            (Some(first), Some(last)) if *first != last => format!("{first}–{last} "),
            (Some(first), _) => format!("{first} "),
            (None, _) => String::new(),
        };
        let words = if lines.is_empty() {
            "–".to_owned()
        } else {
            lines.join(" / ")
        };
        Some(format!("{numbers}{words}"))
    });
    Some(words.collect::<Vec<_>>().join(", "))
}

/// Tells an answer in lines, with its mark at the end; nothing where nothing is filled in.
fn tell(answer: &FilledView) -> Vec<String> {
    if answer.shown.is_empty() {
        return Vec::new();
    }
    let mut lines = lines_of(&answer.shown);
    let is_settled = answer.standing == Standing::Answered && answer.follows.is_some();
    if let Some(mark) = mark_of(answer).filter(|_| !is_settled)
        && let Some(last) = lines.last_mut()
    {
        last.push_str(" (");
        last.push_str(&mark.words);
        last.push(')');
    }
    lines
}

fn show_answer(answer: &FilledView) -> FilledField {
    FilledField {
        lines: if answer.shown.is_empty() {
            Vec::new()
        } else {
            lines_of(&answer.shown)
        },
        mark: mark_of(answer),
    }
}

/// Cuts an answer into lines. Nothing in it means anything; what cannot be seen is made visible.
fn lines_of(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n");
    let lines = text.split(['\n', '\r', '\u{2028}', '\u{2029}']);
    lines.map(|line| visible_value(line).into_owned()).collect()
}

/// How many changes a mark names.
const CHANGES_NAMED: usize = 3;

/// Returns the mark of an answer that does not count as it is.
fn mark_of(answer: &FilledView) -> Option<FilledMark> {
    let standing = &answer.standing;
    let follows = answer.follows.as_deref();
    let words = match standing {
        Standing::Answered | Standing::Undecided(_) if answer.note.is_some() => {
            note_words(answer.note.as_ref()?)
        }
        Standing::Answered if follows.is_some() => "follows from the results".to_owned(),
        Standing::Missing if answer.shown.is_empty() => {
            format!("what is recorded gives {}", visible_value(follows?))
        }
        Standing::Answered if answer.kept => {
            "kept; the product file gives another value".to_owned()
        }
        Standing::Answered => return None,
        Standing::ToReview(changes) => to_review(changes),
        Standing::Conflict => "in conflict".to_owned(),
        Standing::Undecided(changes) if changes.is_empty() => "undecided".to_owned(),
        Standing::Undecided(changes) => format!("undecided: {}", one_line(&changes.join("; "))),
        Standing::Missing => "missing for other models".to_owned(),
    };
    Some(FilledMark {
        standing: standing.word().word(),
        words,
    })
}

fn note_words(note: &ResultNote) -> String {
    match note {
        ResultNote::CarriedOver { by, why } => {
            format!("carried over by {}: {}", one_line(by), one_line(why))
        }
        ResultNote::Superseded { round } => format!("superseded by round {round}"),
    }
}

fn to_review(changes: &[String]) -> String {
    let named = changes.iter().take(CHANGES_NAMED);
    let mut parts: Vec<Cow<'_, str>> = named.map(|change| one_line(change)).collect();
    if let Some(more) = changes
        .len()
        .checked_sub(CHANGES_NAMED)
        .filter(|more| *more > 0)
    {
        parts.push(format!("and {more} more").into());
    }
    if parts.is_empty() {
        return "to review".to_owned();
    }
    format!("to review: {}", parts.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_kept_as_they_were_typed() {
        let check = |typed: &str, lines: &[&str]| assert_eq!(lines_of(typed), lines, "{typed:?}");
        check("a", &["a"]);
        check("a\r\n\r\n  b \rc", &["a", "", "  b ", "c"]);
        check("a\u{2028}b\tc", &["a", "b\tc"]);
        check("{{ x }} <b> **c** \\", &["{{ x }} <b> **c** \\"]);
        check("a\u{202e}b\u{fffe}", &["a⟨U+202E⟩b⟨U+FFFE⟩"]);
    }

    #[test]
    fn a_mark_says_what_changed_and_stays_short() {
        let changes = |count: usize| {
            let changes = (1..=count).map(|number| format!("a{number}: x\n→\u{202e} y"));
            Standing::ToReview(changes.collect())
        };
        let answer = |standing: &Standing, kept: bool| FilledView {
            value: None,
            shown: "a".to_owned(),
            standing: standing.clone(),
            kept,
            follows: None,
            note: None,
        };
        let check = |standing: &Standing, expected: Option<&str>| {
            let mark = mark_of(&answer(standing, false));
            assert_eq!(mark.as_ref().map(|mark| &*mark.words), expected);
        };
        check(&Standing::Answered, None);
        let kept = mark_of(&answer(&Standing::Answered, true));
        let kept = kept.map(|mark| mark.words);
        assert_eq!(
            kept.as_deref(),
            Some("kept; the product file gives another value")
        );
        check(&Standing::Undecided(Vec::new()), Some("undecided"));
        let against = Standing::Undecided(vec!["what is recorded gives Fail".to_owned()]);
        check(&against, Some("undecided: what is recorded gives Fail"));
        check(&Standing::Conflict, Some("in conflict"));
        check(&Standing::Missing, Some("missing for other models"));
        check(&changes(0), Some("to review"));
        check(&changes(1), Some("to review: a1: x →⟨U+202E⟩ y"));
        check(
            &changes(5),
            Some("to review: a1: x →⟨U+202E⟩ y; a2: x →⟨U+202E⟩ y; a3: x →⟨U+202E⟩ y; and 2 more"),
        );
    }
}
