//! The answer of a command, its look, and its way to the terminal.

use std::env;
use std::fmt::{self, Write as _};
use std::io::{self, ErrorKind, IsTerminal, Write};

use crate::render::make_visible;

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
            Self::Colour => format!("\u{1b}[{}m{text}\u{1b}[0m", paint.code()),
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
        lines.add(look.paint(Paint::Strong, &make_visible(title)));
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

/// The answer of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer {
    /// Results, for the standard output.
    pub out: String,
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
            err: String::new(),
            exit: Exit::Fine,
        }
    }

    /// Ends with errors and no result.
    pub(super) fn errors(err: impl Into<String>) -> Self {
        Self {
            out: String::new(),
            err: err.into(),
            exit: Exit::Errors,
        }
    }

    /// Ends with what cannot be understood of the command line.
    pub(super) fn usage(wrong: &str) -> Self {
        Self::errors(format!("error: {wrong}\n")).ending(Exit::Usage)
    }

    pub(super) fn ending(self, exit: Exit) -> Self {
        Self { exit, ..self }
    }

    /// Writes both streams and returns the exit.
    ///
    /// A reader that went away (`praman list controls | head`) is not an error; a full disk is.
    pub(super) fn write(self) -> Exit {
        let Err(error) = put(&mut io::stdout().lock(), &self.out) else {
            // If the standard error cannot be written, there is nowhere to report that.
            let _ = put(&mut io::stderr().lock(), &self.err);
            return self.exit;
        };
        let complaint = format!("error: the output cannot be written: {error}\n");
        let _ = put(&mut io::stderr().lock(), &(self.err + &complaint));
        Exit::Errors
    }
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
