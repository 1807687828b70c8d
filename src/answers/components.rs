//! Lists of components, such as software bills of materials: what praman reads of them, and how they agree with the product.

use std::fmt::Write as _;

use serde::Serialize;

use super::register::FileHash;
use crate::model::words;

words! {
    /// The format of a list of components.
    ListFormat {
        /// `CycloneDX` in JSON.
        CycloneDx = "CycloneDX",
        /// SPDX 2 in JSON.
        Spdx = "SPDX",
    }
}

/// What a list of components says, as far as it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComponentList {
    /// The format.
    pub format: ListFormat,
    /// The version of the format, such as `1.6`.
    pub version: String,
    /// The newest version of the format that is known here, if that of the list is newer.
    pub known: Option<&'static str>,
    /// The numbers of components.
    pub counts: ComponentCounts,
    /// What the list says it describes.
    pub subjects: Vec<Described>,
}

/// How many components a list has, and of how many it does not say what it should.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct ComponentCounts {
    /// All components.
    pub components: u64,
    /// Those without a version.
    pub without_version: u64,
    /// Those without a supplier.
    pub without_supplier: u64,
    /// Those without a licence.
    pub without_licence: u64,
    /// Those that the list has already.
    pub repeated: u64,
}

/// Something that a list of components describes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Described {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: Option<String>,
    /// The SHA-256 of its file.
    pub sha256: Option<FileHash>,
}

/// How a list of components agrees with an entry that it covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct HeldAgainst {
    /// The entry: `image.application`.
    pub entry: String,
    /// The name under which the list describes it; `None` if it does not describe it.
    pub subject: Option<String>,
    /// Its version.
    pub version: Agreement,
    /// Its SHA-256.
    pub sha256: Agreement,
}

/// How two texts agree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum Agreement {
    /// They are the same.
    Same {
        /// The text.
        found: String,
    },
    /// They differ.
    Differs {
        /// The text of the list.
        found: String,
        /// That of the product file; several if models of the series differ.
        expected: Vec<String>,
    },
    /// The list does not say it.
    NotSaid {
        /// The text of the product file.
        expected: Vec<String>,
    },
    /// The product file does not say it.
    NotDeclared,
}

/// A list of components with how it agrees with what it covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldList {
    /// The list.
    pub list: ComponentList,
    /// For each entry that it covers, how it agrees, in the order in which they are named.
    pub held: Vec<HeldAgainst>,
}

impl HeldAgainst {
    /// Says whether something differs.
    pub fn differs(&self) -> bool {
        [&self.version, &self.sha256]
            .iter()
            .any(|one| matches!(one, Agreement::Differs { .. }))
    }

    /// Says whether something is the same, and nothing differs.
    pub fn agrees(&self) -> bool {
        let is_same = |one: &&Agreement| matches!(one, Agreement::Same { .. });
        !self.differs() && [&self.version, &self.sha256].iter().any(is_same)
    }
}

impl HeldList {
    /// Says what was found, on one line: `CycloneDX 1.6: 212 components; 3 without version; subject agrees with image.application 2.4.1`.
    pub fn line(&self) -> String {
        let list = &self.list;
        let mut line = format!("{} {}", list.format.word(), list.version);
        if let Some(known) = list.known {
            let _ = write!(line, ", read as {known}");
        }
        let count = list.counts.components;
        let noun = if count == 1 {
            "component"
        } else {
            "components"
        };
        let _ = write!(line, ": {count} {noun}");
        let lacks = list.counts.lacks();
        if !lacks.is_empty() {
            let _ = write!(line, "; {}", lacks.join(", "));
        }
        for held in &self.held {
            let _ = write!(line, "; {}", held.clause());
        }
        if self.held.is_empty() {
            line += "; held against no entry, since it names none that it covers";
        }
        line
    }
}

impl ComponentCounts {
    /// Says of how many components something is not said: `3 without version`.
    fn lacks(&self) -> Vec<String> {
        [
            (self.without_version, "without version"),
            (self.without_supplier, "without supplier"),
            (self.without_licence, "without licence"),
            (self.repeated, "listed again"),
        ]
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect()
    }
}

impl HeldAgainst {
    fn clause(&self) -> String {
        let Self { entry, subject, .. } = self;
        if subject.is_none() {
            return format!("does not say that it describes {entry}");
        }
        let mut clause = if self.differs() {
            format!("subject differs from {entry}")
        } else if self.agrees() {
            format!("subject agrees with {entry}")
        } else {
            format!("subject cannot be compared with {entry}")
        };
        if let Agreement::Same { found } = &self.version {
            let _ = write!(clause, " {found}");
        }
        let parts = [("version", &self.version), ("SHA-256", &self.sha256)];
        let parts: Vec<String> = parts
            .into_iter()
            .filter_map(|(name, one)| one.remark(name))
            .collect();
        if !parts.is_empty() {
            let _ = write!(clause, " ({})", parts.join(", "));
        }
        clause
    }
}

impl Agreement {
    /// Says what is to be noticed; `None` if it is the same.
    fn remark(&self, name: &str) -> Option<String> {
        match self {
            Self::Same { .. } => None,
            Self::Differs { found, expected } => Some(format!(
                "{name} {found} instead of {}",
                expected.join(" or ")
            )),
            Self::NotSaid { .. } => Some(format!("no {name} in the list")),
            Self::NotDeclared => Some(format!("no {name} in the product file")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(version: Agreement, sha256: Agreement) -> HeldAgainst {
        HeldAgainst {
            entry: "image.app".to_owned(),
            subject: Some("app".to_owned()),
            version,
            sha256,
        }
    }

    #[test]
    fn a_line_says_what_was_found() {
        let same = || Agreement::Same {
            found: "2.4.1".to_owned(),
        };
        let differs = || Agreement::Differs {
            found: "2.4.0".to_owned(),
            expected: vec!["2.4.1".to_owned(), "2.5".to_owned()],
        };
        let not_said = || Agreement::NotSaid {
            expected: vec!["ab".to_owned()],
        };
        let counts = ComponentCounts {
            components: 212,
            without_version: 3,
            without_supplier: 40,
            without_licence: 12,
            repeated: 0,
        };
        let line = |counts, known, held| {
            let list = ComponentList {
                format: ListFormat::CycloneDx,
                version: "1.6".to_owned(),
                known,
                counts,
                subjects: Vec::new(),
            };
            HeldList { list, held }.line()
        };
        assert_eq!(
            line(counts, None, vec![held(same(), same())]),
            "CycloneDX 1.6: 212 components; 3 without version, 40 without supplier, 12 without licence; \
             subject agrees with image.app 2.4.1"
        );
        let one = ComponentCounts {
            components: 1,
            ..ComponentCounts::default()
        };
        let nobody = HeldAgainst {
            subject: None,
            ..held(not_said(), not_said())
        };
        assert_eq!(
            line(one, Some("1.5"), vec![held(differs(), not_said()), nobody]),
            "CycloneDX 1.6, read as 1.5: 1 component; subject differs from image.app (version 2.4.0 instead of \
             2.4.1 or 2.5, no SHA-256 in the list); does not say that it describes image.app"
        );
        assert_eq!(
            line(one, None, vec![held(not_said(), Agreement::NotDeclared)]),
            "CycloneDX 1.6: 1 component; subject cannot be compared with image.app (no version in the list, \
             no SHA-256 in the product file)"
        );
        assert_eq!(
            line(one, None, Vec::new()),
            "CycloneDX 1.6: 1 component; held against no entry, since it names none that it covers"
        );
    }
}
