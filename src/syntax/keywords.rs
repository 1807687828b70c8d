//! The words of the language: which start an item, which start a field of what.

/// The words that start an item.
///
/// `parameter` and `translation` are reserved for what the language does
/// not have yet.
pub const ITEMS: [&str; 28] = [
    "catalog",
    "configuration",
    "constraint",
    "control",
    "derive",
    "edition",
    "event",
    "evidence",
    "fact",
    "form",
    "group",
    "in",
    "interpretation",
    "inventory",
    "overlay",
    "parameter",
    "party",
    "phase",
    "procedure",
    "profile",
    "provenance",
    "relation",
    "role",
    "rule",
    "scenario",
    "subset",
    "translation",
    "wording",
];

/// The item keywords that mean nothing yet.
pub const RESERVED_ITEMS: [&str; 2] = ["parameter", "translation"];

/// Item keywords that are also fields: inside an open item such a word in column 0 starts a new item
/// only where a key and a title follow.
const ALSO_FIELDS: [&str; 9] = [
    "configuration",
    "edition",
    "evidence",
    "form",
    "group",
    "inventory",
    "phase",
    "provenance",
    "role",
];

/// Words that no fact, inventory, attribute, subset, derive, option or entry may have as its name.
pub const RESERVED_NAMES: [&str; 18] = [
    "and",
    "at",
    "claimed",
    "every",
    "exactly",
    "has",
    "is",
    "more",
    "no",
    "none",
    "not",
    "or",
    "satisfies",
    "some",
    "this",
    "unknown",
    "where",
    "yes",
];

/// Says whether the word starts an item.
#[must_use]
pub fn is_item_keyword(word: &str) -> bool {
    ITEMS.binary_search(&word).is_ok()
}

/// Says whether the item keyword is also the keyword of a field.
#[must_use]
pub fn is_also_field(word: &str) -> bool {
    ALSO_FIELDS.contains(&word)
}

/// Says whether a line that begins with the word goes on with the field before it: these words start no
/// field.
#[must_use]
pub fn is_continuation(word: &str) -> bool {
    matches!(
        word,
        "and" | "because" | "by" | "for" | "into" | "or" | "satisfies" | "when" | "where"
    )
}

/// Fields that may be given more than once wherever they may stand. (`depth`, `expect`, `evidence` and
/// `form` depend on where they stand.)
const REPEATED: [&str; 27] = [
    "add",
    "after",
    "asks",
    "case",
    "claim",
    "confirms",
    "delivery",
    "do",
    "drop",
    "effort",
    "equipment",
    "members",
    "merged",
    "otherwise",
    "over",
    "prints",
    "provenance",
    "record",
    "relates",
    "requires",
    "section",
    "split",
    "uses",
    "verdict",
    "verify",
    "was",
    "withdrawn",
];

/// Whether a block in braces belongs to a field or an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Block {
    /// There is none.
    None,
    /// There may be one.
    Allowed,
    /// There must be one.
    Needed,
}

/// Where fields stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Context {
    /// `catalog … { }`
    Catalog,
    /// `profile … { }`
    Profile,
    /// `group … { }`
    Group,
    /// `inventory … { }`; its other fields are attributes.
    Inventory,
    /// `role … { }`
    Role,
    /// `phase … { }`
    Phase,
    /// `configuration … { }`
    Configuration,
    /// `control … { }`
    Control,
    /// `evidence … { }`
    Evidence,
    /// `procedure … { }`
    Procedure,
    /// `depth … { }` of a procedure.
    Depth,
    /// `case … { }` of a depth.
    Case,
    /// `form … { }`
    Form,
    /// `section … { }` of a form.
    Section,
    /// `asks … { }` of a section.
    Ask,
    /// `interpretation … { }`
    Interpretation,
    /// `edition … { }`
    Edition,
    /// `event … { }`
    Event,
    /// `rule … { }`
    Rule,
    /// `scenario … { }`
    Scenario,
    /// `overlay … { }`
    Overlay,
    /// `wording … { }`
    Wording,
}

impl Context {
    /// Every context.
    pub const ALL: [Self; 22] = [
        Self::Catalog,
        Self::Profile,
        Self::Group,
        Self::Inventory,
        Self::Role,
        Self::Phase,
        Self::Configuration,
        Self::Control,
        Self::Evidence,
        Self::Procedure,
        Self::Depth,
        Self::Case,
        Self::Form,
        Self::Section,
        Self::Ask,
        Self::Interpretation,
        Self::Edition,
        Self::Event,
        Self::Rule,
        Self::Scenario,
        Self::Overlay,
        Self::Wording,
    ];

    /// Returns the keywords of its fields, in the order in which they are usually written.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "one table")]
    pub fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Catalog => &[
                "publisher",
                "dated",
                "cites",
                "about",
                "levels",
                "controls",
                "prints",
                "provenance",
                "split",
                "merged",
                "withdrawn",
            ],
            Self::Profile => &[
                "over",
                "publisher",
                "dated",
                "cites",
                "about",
                "levels",
                "controls",
                "prints",
                "provenance",
                "split",
                "merged",
                "withdrawn",
            ],
            Self::Group | Self::Role | Self::Configuration | Self::Ask => &["about", "was"],
            Self::Phase => &["about", "depth", "was"],
            Self::Inventory => &["about", "claim", "confirmed", "was"],
            Self::Control => &[
                "take",
                "group",
                "from",
                "at",
                "strength",
                "subject",
                "addresses",
                "objective",
                "statement",
                "guidance",
                "applies",
                "otherwise",
                "evidence",
                "verify",
                "add",
                "drop",
                "covered",
                "not",
                "relates",
                "provenance",
                "was",
            ],
            Self::Evidence => &[
                "kind",
                "form",
                "contains",
                "languages",
                "signed",
                "provenance",
                "was",
            ],
            Self::Procedure => &[
                "about",
                "inventory",
                "witness",
                "phase",
                "role",
                "depth",
                "provenance",
                "was",
            ],
            Self::Depth => &[
                "role",
                "equipment",
                "delivery",
                "sample",
                "requires",
                "after",
                "effort",
                "case",
                "record",
                "pass",
                "stop",
            ],
            Self::Case => &["configuration", "do", "expect", "record", "was"],
            Self::Form => &[
                "number",
                "issue",
                "dated",
                "about",
                "section",
                "provenance",
                "was",
            ],
            Self::Section => &["number", "about", "holds", "lists", "asks", "was"],
            Self::Interpretation => &[
                "controls",
                "edition",
                "number",
                "dated",
                "question",
                "ruling",
                "provenance",
            ],
            Self::Edition => &[
                "status",
                "approved",
                "dated",
                "about",
                "cites",
                "languages",
                "levels",
                "members",
                "uses",
                "verdict",
                "forms",
                "phases",
                "calendar",
                "rules",
                "provenance",
                "split",
                "merged",
                "withdrawn",
            ],
            Self::Event => &["number", "about", "occurs", "concerns", "kinds", "was"],
            Self::Rule => &[
                "order",
                "deadline",
                "sets",
                "effect",
                "states",
                "may",
                "breach",
                "cites",
                "about",
                "provenance",
                "was",
            ],
            Self::Scenario => &["under", "product", "expect"],
            Self::Overlay => &["source", "notice"],
            Self::Wording => &["title", "statement", "objective", "confirms", "provenance"],
        }
    }

    /// Says whether a field may stand in the context more than once.
    #[must_use]
    pub fn repeats(self, field: &str) -> bool {
        REPEATED.binary_search(&field).is_ok()
            || (self, field) == (Self::Evidence, "form")
            || (self, field) == (Self::Control, "evidence")
            || (self, field) == (Self::Procedure, "depth")
            || (self, field) == (Self::Scenario, "expect")
    }

    /// Says whether a field of the context has a block in braces.
    #[must_use]
    pub fn block_of(self, field: &str) -> Block {
        match (self, field) {
            (Self::Procedure, "depth") | (Self::Depth, "case") | (Self::Scenario, "product") => {
                Block::Needed
            }
            (Self::Form, "section") | (Self::Section, "asks") => Block::Allowed,
            _ => Block::None,
        }
    }

    /// Returns what the context is called in messages, with its article.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Catalog => "a catalog",
            Self::Profile => "a profile",
            Self::Group => "a group",
            Self::Inventory => "an inventory",
            Self::Role => "a role",
            Self::Phase => "a phase",
            Self::Configuration => "a configuration",
            Self::Control => "a control",
            Self::Evidence => "an evidence kind",
            Self::Procedure => "a procedure",
            Self::Depth => "a depth of a procedure",
            Self::Case => "a case",
            Self::Form => "a form",
            Self::Section => "a section of a form",
            Self::Ask => "something that a section asks",
            Self::Interpretation => "an interpretation",
            Self::Edition => "an edition",
            Self::Event => "an event",
            Self::Rule => "a rule",
            Self::Scenario => "a scenario",
            Self::Overlay => "an overlay",
            Self::Wording => "a wording",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_that_are_searched_are_sorted() {
        assert!(ITEMS.is_sorted());
        assert!(REPEATED.is_sorted());
    }

    #[test]
    fn a_word_that_continues_a_field_starts_none() {
        for context in Context::ALL {
            for field in context.fields() {
                assert!(!is_continuation(field), "`{field}` in {context:?}");
            }
        }
    }

    #[test]
    fn words_that_are_items_and_fields_are_known() {
        for context in Context::ALL {
            for field in context.fields() {
                assert!(
                    !is_item_keyword(field) || is_also_field(field),
                    "`{field}` in {context:?}"
                );
            }
        }
    }
}
