//! The formats in which documents are written.

pub use crate::view::Format;

impl Format {
    /// The formats that are written where nobody asks for others.
    pub const DEFAULT: &[Self] = &[Self::Md, Self::Html, Self::Json, Self::Csv];

    /// Returns the key by which users name it, which is also the extension of its files.
    pub fn key(self) -> &'static str {
        self.word()
    }

    /// Returns what it is called: `Markdown`.
    pub fn title(self) -> &'static str {
        match self {
            Self::Md => "Markdown",
            Self::Html => "HTML",
            Self::Json => "JSON",
            Self::Csv => "CSV",
        }
    }

    /// Says whether a command may print it: what other programs read from a pipe.
    pub fn is_printed(self) -> bool {
        match self {
            Self::Json | Self::Csv => true,
            Self::Md | Self::Html => false,
        }
    }

    /// Returns the name of a file of this format: `plan.html` of `plan`.
    pub fn file_name(self, stem: &str) -> String {
        format!("{stem}.{}", self.key())
    }

    /// Finds a format by key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::from_word(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_find_what_they_name() {
        for format in Format::ALL {
            assert_eq!(Format::from_key(format.key()), Some(*format));
        }
        assert_eq!(Format::from_key("papyrus"), None);
    }
}
