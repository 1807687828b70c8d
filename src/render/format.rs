//! The formats in which documents are written.

/// A format; the name of each file ends with its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Markdown, for people.
    Md,
    /// One HTML file that needs no other.
    Html,
    /// The data of the document.
    Json,
    /// Its main table, for spreadsheets.
    Csv,
}

impl Format {
    /// Every format.
    pub const ALL: &[Self] = &[Self::Md, Self::Html, Self::Json, Self::Csv];

    /// The formats that are written where nobody asks for others.
    pub const DEFAULT: &[Self] = &[Self::Md, Self::Html, Self::Json, Self::Csv];

    /// Returns the key by which users name it, which is also the extension of its files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Md => "md",
            Self::Html => "html",
            Self::Json => "json",
            Self::Csv => "csv",
        }
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
        let mut all = Self::ALL.iter().copied();
        all.find(|format| format.key() == key)
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
