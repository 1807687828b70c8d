//! The answer of a command, its look, and its way to the terminal.

use std::borrow::Cow;
use std::env;
use std::fmt::{self, Write as _};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::sync::OnceLock;

use crate::render::{is_hidden, push_code_point};

/// Begins what stands for the escape character.
const MARK: char = '\u{10fffe}';

/// Returns what stands for the escape character in texts of this program that change colour, until they are written. A
/// number that is drawn for each run is part of it, so that no text from outside can hold it.
pub(super) fn escape() -> &'static str {
    static ESCAPE: OnceLock<String> = OnceLock::new();
    ESCAPE.get_or_init(|| {
        let drawn = RandomState::new().build_hasher().finish();
        format!("{MARK}{drawn:016x}")
    })
}

/// The look of a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// ASCII without colour, for pipes and files.
    Plain,
    /// Colour and line drawing, for people at a terminal.
    Colour,
    /// Line drawing alone, for people at a terminal who asked for no colour.
    Drawing,
}

/// A style of a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paint {
    /// Emphasis.
    Strong,
    /// An error.
    Error,
    /// A warning.
    Warning,
    /// Advice.
    Advice,
}

impl Paint {
    fn code(self) -> &'static str {
        match self {
            Self::Strong => "1",
            Self::Error => "1;31",
            Self::Warning => "1;33",
            Self::Advice => "36",
        }
    }
}

impl Look {
    /// Paints a text, if there is colour.
    pub(super) fn paint(self, paint: Paint, text: &str) -> String {
        match self {
            Self::Plain | Self::Drawing => text.to_owned(),
            Self::Colour => format!("{0}[{1}m{text}{0}[0m", escape(), paint.code()),
        }
    }
}

/// The looks of both streams.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Terminal {
    pub out: Look,
    pub err: Look,
}

impl Terminal {
    /// Finds the looks from the streams and the environment (`NO_COLOR`, `TERM`).
    pub(super) fn detect() -> Self {
        let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
        let dumb = set("TERM").is_some_and(|term| term == "dumb");
        let shown = |is_terminal: bool| match (is_terminal && !dumb, set("NO_COLOR")) {
            (false, _) => Look::Plain,
            (true, None) => Look::Colour,
            (true, Some(_)) => Look::Drawing,
        };
        Self {
            out: shown(io::stdout().is_terminal()),
            err: shown(io::stderr().is_terminal()),
        }
    }
}

/// A text that grows line by line.
#[derive(Debug, Default)]
pub(super) struct Lines(String);

impl Lines {
    pub(super) fn add(&mut self, line: impl fmt::Display) {
        // Writing to a string does not fail.
        let _ = writeln!(self.0, "{line}");
    }

    /// Adds a line for each word with something to say: the word in a column, then what there is to say.
    pub(super) fn add_words(&mut self, words: &[(&str, String)]) {
        for (word, says) in words.iter().filter(|(_, says)| !says.is_empty()) {
            self.add(format_args!("{word:<12}{says}"));
        }
    }

    /// Begins with a title, and an empty line below it.
    pub(super) fn titled(title: &str, look: Look) -> Self {
        let mut lines = Self::default();
        lines.add(look.paint(Paint::Strong, title));
        lines.add("");
        lines
    }

    /// Adds lines that are complete already.
    pub(super) fn add_text(&mut self, text: &str) {
        self.0.push_str(text);
    }

    pub(super) fn into_text(self) -> String {
        self.0
    }
}

/// The end of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    /// All is fine, even with warnings and open controls.
    Fine = 0,
    /// Errors; nothing was written.
    Errors = 1,
    /// The command line cannot be understood.
    Usage = 2,
    /// There is a mistake in Praman itself.
    Internal = 3,
}

/// Who reads results.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    /// People.
    People,
    /// A program or a file, unless the standard output is a terminal.
    Program,
}

/// The answer of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer {
    /// Results, for the standard output.
    pub out: String,
    /// Who reads them.
    pub reader: Reader,
    /// Diagnostics, for the standard error.
    pub err: String,
    /// How the run ends.
    pub exit: Exit,
}

impl Answer {
    /// Ends well with a result.
    pub(super) fn fine(out: impl Into<String>) -> Self {
        Self {
            out: out.into(),
            reader: Reader::People,
            err: String::new(),
            exit: Exit::Fine,
        }
    }

    /// Ends with errors and no result.
    pub(super) fn errors(err: impl Into<String>) -> Self {
        Self {
            err: err.into(),
            exit: Exit::Errors,
            ..Self::fine("")
        }
    }

    /// Ends with what cannot be understood of the command line.
    pub(super) fn usage(wrong: &str) -> Self {
        Self::errors(format!("error: {wrong}\n")).ending(Exit::Usage)
    }

    pub(super) fn ending(self, exit: Exit) -> Self {
        Self { exit, ..self }
    }

    /// Ends so, unless it has ended with errors already.
    pub(super) fn unless_failed(self, exit: Exit) -> Self {
        if self.exit == Exit::Fine {
            self.ending(exit)
        } else {
            self
        }
    }

    pub(super) fn read_by(self, reader: Reader) -> Self {
        Self { reader, ..self }
    }

    /// Writes both streams and returns the exit. This is the one way to the terminal: characters that control it, or turn
    /// the text around, become visible here, wherever they come from.
    ///
    /// A reader that went away (`praman list controls | head`) is not an error; a full disk is.
    pub(super) fn write(self) -> Exit {
        let is_data = self.reader == Reader::Program && !io::stdout().is_terminal();
        let out = if is_data {
            self.out.into()
        } else {
            harmless(&self.out)
        };
        let Err(error) = put(&mut io::stdout().lock(), &out) else {
            // If the standard error cannot be written, there is nowhere to report that.
            let _ = put(&mut io::stderr().lock(), &harmless(&self.err));
            return self.exit;
        };
        let complaint = format!("error: the output cannot be written: {error}\n");
        let _ = put(
            &mut io::stderr().lock(),
            &harmless(&(self.err + &complaint)),
        );
        Exit::Errors
    }
}

/// Makes characters visible that control a terminal, and lets [`escape`] have its effect.
fn harmless(text: &str) -> Cow<'_, str> {
    let is_special = |letter| matches!(letter, '\r' | MARK) || is_hidden(letter);
    if !text.contains(is_special) {
        return Cow::Borrowed(text);
    }
    let mut harmless = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(is_special) {
        let (before, special) = rest.split_at(at);
        harmless.push_str(before);
        if let Some(after) = special.strip_prefix(escape()) {
            harmless.push('\u{1b}');
            rest = after;
            continue;
        }
        let mut letters = special.chars();
        let letter = letters.next().unwrap_or_default();
        rest = letters.as_str();
        if letter == '\r' && rest.starts_with('\n') {
            harmless.push(letter);
        } else {
            push_code_point(letter, &mut harmless);
        }
    }
    harmless.push_str(rest);
    Cow::Owned(harmless)
}

fn put(stream: &mut impl Write, text: &str) -> io::Result<()> {
    match stream
        .write_all(text.as_bytes())
        .and_then(|()| stream.flush())
    {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_controls_the_terminal_but_our_colours() {
        let red = Look::Colour.paint(Paint::Error, "stop");
        assert_eq!(harmless(&red), "\u{1b}[1;31mstop\u{1b}[0m");
        for (text, shown) in [
            ("two\r\nlines\tand tabs\n", "two\r\nlines\tand tabs\n"),
            ("\u{1b}[2Jgone", "⟨U+001B⟩[2Jgone"),
            ("over\rwritten", "over⟨U+000D⟩written"),
            (
                "\u{9b}31m \u{85} \u{7f} \u{0}",
                "⟨U+009B⟩31m ⟨U+0085⟩ ⟨U+007F⟩ ⟨U+0000⟩",
            ),
            ("a\u{202e}b\u{2066}c", "a⟨U+202E⟩b⟨U+2066⟩c"),
            ("\u{10fffe}[2J", "⟨U+10FFFE⟩[2J"),
            ("\u{10fffe}[8mgone", "⟨U+10FFFE⟩[8mgone"),
            ("क्\u{200d}ष", "क्\u{200d}ष"),
        ] {
            assert_eq!(harmless(text), shown, "{text:?}");
        }
    }
}
