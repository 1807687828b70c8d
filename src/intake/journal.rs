//! The journal of a dossier: lines of text, each with the hash of the line before it.

use super::codes;
use super::exchange_text::{is_exchange, read_exchange, write_exchange};
use super::journal_text::{read_line, write_line};
use crate::answers::{DossierId, Exchange, Exchanged, FileHash, JournalLine, Received};
use crate::diag::{Checked, Diagnostics};
use crate::source::{FileId, Place, Span};

/// A line of a journal.
#[derive(Debug, Clone, Copy)]
pub enum Step<'j> {
    /// An answer changed.
    Changed(&'j JournalLine),
    /// Something went out or came in.
    Exchanged(&'j Exchange),
}

/// Why a line is not taken.
enum Wrong {
    /// It cannot be read, and why.
    Line(String),
    /// It does not follow the line before it.
    Chain,
}

/// A journal: its lines, and its text, which only grows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Journal {
    lines: Vec<JournalLine>,
    /// What went out and came in, each with the number of changes before it.
    exchanges: Vec<(usize, Exchange)>,
    text: String,
    head: String,
}

impl Journal {
    /// Starts the journal of a dossier.
    pub fn new(id: DossierId) -> Self {
        Self {
            lines: Vec::new(),
            exchanges: Vec::new(),
            text: String::new(),
            head: id.to_string(),
        }
    }

    /// Reads the journal of a dossier. The lines after one that cannot be read, or that does not follow the one before it, are
    /// left out.
    pub fn read(id: DossierId, file: FileId, text: &str) -> Checked<Self> {
        let mut journal = Self::new(id);
        let mut diagnostics = Diagnostics::new();
        let mut start = 0;
        for (place, line) in text.split_inclusive('\n').enumerate() {
            let span = Span::new(start, start + length(line.trim_end()));
            start += length(line);
            let number = place + 1;
            let place = Place::new(file, span);
            // A version history may give lines another end.
            let line = line.strip_suffix('\n').unwrap_or(line);
            let line = line.strip_suffix('\r').unwrap_or(line);
            let report = match journal.read_next(number, line) {
                Ok(()) => continue,
                Err(Wrong::Line(why)) => codes::line(place, number, &why),
                Err(Wrong::Chain) => codes::chain(place, number),
            };
            diagnostics.push(report);
            break;
        }
        Checked::new(journal, diagnostics)
    }

    fn read_next(&mut self, number: usize, line: &str) -> Result<(), Wrong> {
        let fits = |found: usize, prev: &str| found == number && prev == self.head;
        if is_exchange(line) {
            let read = read_exchange(line).map_err(Wrong::Line)?;
            if !fits(read.number, &read.prev) {
                return Err(Wrong::Chain);
            }
            self.add_exchange(read.exchange, line);
            return Ok(());
        }
        let read = read_line(line).map_err(Wrong::Line)?;
        if !fits(read.number, &read.prev) {
            return Err(Wrong::Chain);
        }
        self.add(read.line, line);
        Ok(())
    }

    /// Returns all lines, the oldest first.
    pub fn steps(&self) -> impl Iterator<Item = Step<'_>> {
        let mut exchanges = self.exchanges.iter().peekable();
        let mut lines = self.lines.iter();
        let mut passed = 0;
        std::iter::from_fn(move || {
            if let Some((_, exchange)) = exchanges.next_if(|(before, _)| *before <= passed) {
                return Some(Step::Exchanged(exchange));
            }
            passed += 1;
            lines.next().map(Step::Changed)
        })
    }

    /// Returns the packages that were imported, the oldest first.
    pub fn received(&self) -> impl Iterator<Item = &Received> {
        let exchanges = self.exchanges.iter();
        exchanges.filter_map(|(_, exchange)| match &exchange.what {
            Exchanged::Received(received) => Some(received),
            Exchanged::Learned(_)
            | Exchanged::Shared(_)
            | Exchanged::Replaced(_)
            | Exchanged::Filed(_)
            | Exchanged::Paper(_) => None,
        })
    }

    /// Returns how many packages were made for a party.
    pub fn sent_to(&self, party: &str) -> u64 {
        let exchanges = self.exchanges.iter();
        let sent = exchanges.filter(
            |(_, exchange)| matches!(&exchange.what, Exchanged::Shared(shared) if shared.to == party),
        );
        sent.map(|_| 1).sum()
    }

    /// Returns the number of the last command.
    pub fn last_command(&self) -> usize {
        let entry = self.lines.last().map(|entry| entry.command);
        let exchange = self.exchanges.last();
        entry
            .max(exchange.map(|(_, exchange)| exchange.command))
            .unwrap_or_default()
    }

    /// Returns what went out and came in, the oldest first.
    pub fn exchanges(&self) -> impl Iterator<Item = &Exchange> {
        self.exchanges.iter().map(|(_, exchange)| exchange)
    }

    fn next_number(&self) -> usize {
        self.lines.len() + self.exchanges.len() + 1
    }

    /// Adds what went out or came in.
    pub fn append_exchange(&mut self, exchange: Exchange) {
        let line = write_exchange(self.next_number(), &self.head, &exchange);
        self.add_exchange(exchange, &line);
    }

    fn add_exchange(&mut self, exchange: Exchange, line: &str) {
        self.exchanges.push((self.lines.len(), exchange));
        self.add_text(line);
    }

    /// Returns the changes, the oldest first.
    pub fn lines(&self) -> &[JournalLine] {
        &self.lines
    }

    /// Returns the text of the file.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the hash of the last line; of an empty journal, the id of the dossier.
    pub fn head(&self) -> &str {
        &self.head
    }

    /// Adds an entry.
    pub fn append(&mut self, entry: JournalLine) {
        let line = write_line(self.next_number(), &self.head, &entry);
        self.add(entry, &line);
    }

    fn add(&mut self, entry: JournalLine, line: &str) {
        self.lines.push(entry);
        self.add_text(line);
    }

    /// Returns the head of the journal of a dossier with this text.
    pub fn head_of(id: DossierId, text: &str) -> String {
        let last = text.lines().last();
        last.map_or_else(|| id.to_string(), hash)
    }

    fn add_text(&mut self, line: &str) {
        self.head = hash(line);
        self.text.push_str(line);
        self.text.push('\n');
    }
}

fn hash(line: &str) -> String {
    FileHash::of(line.as_bytes()).to_string()
}

fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}
