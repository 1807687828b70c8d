//! Which documents there are and in which formats.

/// A document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentKind {
    /// The test plan of the laboratory.
    Plan,
    /// The skeleton of the technical construction file.
    Tcf,
    /// The checklist of the assessor.
    Checklist,
    /// The traceability matrices.
    Traceability,
    /// What the vendor delivers, as a list of its own; the test plan holds the same list.
    Deliveries,
    /// The page that leads to all that a build writes, with its figures.
    Index,
    /// The scheme itself, which needs no product.
    Scheme,
    /// What of the scheme is not published.
    Provenance,
}

impl DocumentKind {
    /// Every document, in the order of work.
    pub const ALL: [Self; 8] = [
        Self::Plan,
        Self::Tcf,
        Self::Checklist,
        Self::Traceability,
        Self::Deliveries,
        Self::Index,
        Self::Scheme,
        Self::Provenance,
    ];

    /// The documents of a product, in the order of work.
    pub const OF_PRODUCT: [Self; 6] = [
        Self::Plan,
        Self::Tcf,
        Self::Checklist,
        Self::Traceability,
        Self::Deliveries,
        Self::Index,
    ];

    /// The documents that are made of a product where nobody asks for others: those that hold nothing that
    /// another of them holds.
    pub const DEFAULT: [Self; 4] = [Self::Plan, Self::Tcf, Self::Checklist, Self::Traceability];

    /// Returns the key by which users name it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Tcf => "tcf",
            Self::Checklist => "checklist",
            Self::Traceability => "traceability",
            Self::Deliveries => "deliveries",
            Self::Index => "index",
            Self::Scheme => "scheme",
            Self::Provenance => "provenance",
        }
    }

    /// Finds a document by key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// Returns the name of its files without the extension, which is also the folder of its templates.
    #[must_use]
    pub fn stem(self) -> &'static str {
        match self {
            Self::Plan => "test-plan",
            Self::Tcf => "tcf",
            Self::Checklist => "checklist",
            Self::Traceability => "traceability",
            Self::Deliveries => "deliveries",
            Self::Index => "index",
            Self::Scheme => "scheme",
            Self::Provenance => "provenance",
        }
    }

    /// Returns the name of its file in a format: `test-plan.html`.
    #[must_use]
    pub fn file_name(self, format: Format) -> String {
        format!("{}.{}", self.stem(), format.key())
    }
}

/// A format.
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
    pub const ALL: [Self; 4] = [Self::Md, Self::Html, Self::Json, Self::Csv];

    /// Returns the key by which users name it, which is also the extension of its files.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Md => "md",
            Self::Html => "html",
            Self::Json => "json",
            Self::Csv => "csv",
        }
    }

    /// Finds a format by key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.key() == key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_find_what_they_name() {
        for kind in DocumentKind::ALL {
            assert_eq!(DocumentKind::from_key(kind.key()), Some(kind));
        }
        for format in Format::ALL {
            assert_eq!(Format::from_key(format.key()), Some(format));
        }
        assert_eq!(Format::from_key("docx"), None);
        assert_eq!(DocumentKind::Plan.file_name(Format::Md), "test-plan.md");
    }
}
