//! What a row of a table of fields says of a field, and the parts of items that have tables of their own.

/// The description of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldInfo {
    /// Its word.
    pub word: &'static str,
    /// How often it may be given.
    pub count: Count,
    /// Whether it must be given.
    pub need: Need,
    /// The number of the rule of `docs/language.md` that describes it.
    pub rule: u16,
    /// What it holds, for people.
    pub holds: &'static str,
}

impl FieldInfo {
    /// Says how often it is given, for people.
    pub fn times(&self) -> &'static str {
        match (self.need, self.count) {
            (Need::Required, Count::Once) => "exactly once",
            (Need::Required, Count::Many) => "at least once",
            (Need::Optional, Count::Once) => "at most once",
            (Need::Optional, Count::Many) => "any number",
        }
    }
}

/// How often a field may be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// Once.
    Once,
    /// Any number of times.
    Many,
}

/// Whether a field must be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// It may be left out, or whether it is needed depends on more than a table can say.
    Optional,
    /// It is a mistake to leave it out.
    Required,
}

/// Parts of an item that have a block of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Inner {
    /// A depth of a procedure.
    Depth,
    /// A case of a depth.
    Case,
    /// A section of a form.
    Section,
    /// Something that a section asks.
    Ask,
    /// An attribute or a claim of an inventory.
    Attribute,
    /// A verdict word of an edition.
    Verdict,
}

impl Inner {
    /// Every one.
    pub const ALL: [Self; 6] = [
        Self::Depth,
        Self::Case,
        Self::Section,
        Self::Ask,
        Self::Attribute,
        Self::Verdict,
    ];

    /// Returns what messages call it, with its article.
    pub fn name(self) -> &'static str {
        match self {
            Self::Depth => "a depth of a procedure",
            Self::Case => "a case",
            Self::Section => "a section of a form",
            Self::Ask => "a question of a section",
            Self::Attribute => "an attribute",
            Self::Verdict => "a verdict",
        }
    }
}
