//! Writes the mappings of side files in one form.

use std::fmt::{Display, Write as _};

use crate::intake::scalar::{write_inline, write_text};

/// A YAML text that grows line by line.
#[derive(Debug, Default)]
pub(in crate::intake) struct Page(String);

impl Page {
    /// Begins with a comment.
    pub fn about(comment: &str) -> Self {
        Self(format!("# {comment}\n"))
    }

    /// Writes a key below which something follows.
    pub fn head(&mut self, begin: &str, key: &str) {
        self.0.push_str(begin);
        write_inline(&mut self.0, key);
        self.0.push_str(":\n");
    }

    /// Writes a key below which nothing follows.
    pub fn empty(&mut self, begin: &str, key: &str) {
        self.0.push_str(begin);
        write_inline(&mut self.0, key);
        self.0.push_str(": {}\n");
    }

    /// Writes a key with a text. `begin` is what stands before the key: spaces, and `- ` for the first key of a part of a list.
    pub fn text(&mut self, begin: &str, key: &str, text: &str) {
        self.0.push_str(begin);
        write_inline(&mut self.0, key);
        self.0.push(':');
        if text.contains('\n') {
            write_text(&mut self.0, text, begin.chars().count() + 2);
        } else {
            self.0.push(' ');
            write_inline(&mut self.0, text);
            self.0.push('\n');
        }
    }

    /// Writes a key with what is printed as a word, if there is such a value.
    pub fn maybe<T: Display>(&mut self, begin: &str, key: &str, value: Option<T>) {
        if let Some(value) = value {
            self.text(begin, key, &value.to_string());
        }
    }

    /// Writes a key with a word, or with a list of several; nothing if there are none.
    pub fn words(&mut self, begin: &str, key: &str, words: &[String]) {
        match words {
            [] => {}
            [word] => {
                let _ = write!(self.0, "{begin}{key}: ");
                write_inline(&mut self.0, word);
                self.0.push('\n');
            }
            words => self.list(begin, key, words),
        }
    }

    /// Writes a key with a list.
    pub fn list(&mut self, begin: &str, key: &str, words: &[String]) {
        let _ = write!(self.0, "{begin}{key}: [");
        for (place, word) in words.iter().enumerate() {
            self.0.push_str(if place == 0 { "" } else { ", " });
            write_inline(&mut self.0, word);
        }
        self.0.push_str("]\n");
    }

    /// Returns the text.
    pub fn into_text(self) -> String {
        self.0
    }
}
