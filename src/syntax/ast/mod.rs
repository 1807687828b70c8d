//! The table of items, and the syntax tree: what was written, nothing resolved.
//!
//! [`ItemKind::spec`] and [`ItemKind::blank`] describe each kind of item for the parser, the collection of declarations and
//! the list of words in `docs/language.md`; a kind that is missing there does not compile. Types of the tree end in
//! `Draft`, and their spans count from the start of the item. A piece that could not be read is a hole: an absent field, an
//! [`ExprDraft::Broken`], a [`Body::Broken`].

mod allow;
mod catalog;
mod control;
mod draft;
mod field_info;
mod forms;
mod item;
mod overlay;
mod parts;
mod procedure;
mod rules;
mod samples;
mod scenario;
mod vocabulary;
mod work;

pub use allow::*;
pub use catalog::*;
pub use control::*;
pub use draft::*;
pub use field_info::*;
pub use forms::*;
pub use item::{Body, Item, Lack, Placed, SyntaxFile};
pub use overlay::*;
pub use parts::*;
pub use procedure::*;
pub use rules::*;
pub use samples::*;
pub use scenario::*;
pub use vocabulary::*;
pub use work::*;

/// A kind of item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "`spec` says what each is")]
pub enum ItemKind {
    Access,
    Allow,
    Catalog,
    Configuration,
    Constraint,
    Control,
    Delivery,
    Derive,
    Edition,
    Equipment,
    Event,
    Evidence,
    Fact,
    Form,
    Group,
    Identity,
    In,
    Interpretation,
    Inventory,
    Overlay,
    Party,
    Phase,
    Procedure,
    Profile,
    Provenance,
    Relation,
    Role,
    Rule,
    Sample,
    Scenario,
    State,
    Subset,
    Wording,
}

/// The row of a kind in the table of items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ItemSpec {
    /// The word that begins it.
    pub keyword: &'static str,
    /// Its name in messages, with its article.
    pub name: &'static str,
    /// How its head is written.
    pub written: &'static str,
    /// Whether a block in braces follows.
    pub block: Block,
    /// Its kind of key.
    pub keys: Keys,
    /// The files in which it may be.
    pub home: Home,
    /// The number of the rule of `docs/language.md` that describes it.
    pub rule: u16,
}

/// The kind of an item's key, and the space in which it is unique.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keys {
    /// It has none.
    None,
    /// A key of its own, unique among items of the kind.
    Own,
    /// A name in conditions: facts, inventories, subsets and derived names share one space of names.
    Word,
    /// A key that is unique in the catalog that `in` names.
    OfCatalog,
    /// A key with a version; catalogs and profiles share one space.
    Versioned,
    /// Its title is its key.
    Title,
}

/// The files in which an item may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Home {
    /// The files of a scheme.
    Scheme,
    /// The files of an overlay (L-218).
    Overlay,
}

impl ItemKind {
    /// Every kind, in the order of their keywords.
    pub const ALL: [Self; 33] = [
        Self::Access,
        Self::Allow,
        Self::Catalog,
        Self::Configuration,
        Self::Constraint,
        Self::Control,
        Self::Delivery,
        Self::Derive,
        Self::Edition,
        Self::Equipment,
        Self::Event,
        Self::Evidence,
        Self::Fact,
        Self::Form,
        Self::Group,
        Self::Identity,
        Self::In,
        Self::Interpretation,
        Self::Inventory,
        Self::Overlay,
        Self::Party,
        Self::Phase,
        Self::Procedure,
        Self::Profile,
        Self::Provenance,
        Self::Relation,
        Self::Role,
        Self::Rule,
        Self::Sample,
        Self::Scenario,
        Self::State,
        Self::Subset,
        Self::Wording,
    ];

    /// Returns the row of the table of items.
    #[rustfmt::skip]
    pub fn spec(self) -> &'static ItemSpec {
        use Block::{Allowed, Needed, None as NoBlock};
        use Keys::{OfCatalog, Own, Title, Versioned, Word};
        match self {
            Self::Access => const { &item("access", "a way of seeing evidence", "key \"Title\"", Allowed, Own, 363) },
            Self::Allow => const { &item("allow", "an `allow`", "code of item because \"…\"", NoBlock, Keys::None, 245) },
            Self::Catalog => const { &item("catalog", "a catalog", "key@version \"Title\" revises key@version", Needed, Versioned, 30) },
            Self::Configuration => const { &item("configuration", "a configuration", "key \"Title\"", Allowed, Own, 176) },
            Self::Constraint => const { &item("constraint", "a constraint", "\"What holds, in words\" = condition", Allowed, Title, 72) },
            Self::Control => const { &item("control", "a control", "key \"Title\"", Needed, OfCatalog, 110) },
            Self::Delivery => const { &item("delivery", "a delivery", "key \"Title\"", Allowed, Own, 163) },
            Self::Derive => const { &item("derive", "a derived name", "name \"Title\" = condition", Allowed, Word, 71) },
            Self::Edition => const { &item("edition", "an edition", "key@version \"Title\"", Needed, Versioned, 40) },
            Self::Equipment => const { &item("equipment", "a piece of equipment", "key \"Title\"", Allowed, Own, 163) },
            Self::Event => const { &item("event", "an event", "key \"Title\"", Allowed, Own, 202) },
            Self::Evidence => const { &item("evidence", "an evidence kind", "key \"Title\"", Needed, Own, 181) },
            Self::Fact => const { &item("fact", "a fact", "name \"Question?\" : type", Allowed, Word, 60) },
            Self::Form => const { &item("form", "a form", "key \"Title\"", Needed, Own, 184) },
            Self::Group => const { &item("group", "a group", "key \"Title\"", Allowed, OfCatalog, 36) },
            Self::Identity => const { &item("identity", "a field of the identity", "key \"Title\" : kind", Allowed, Own, 364) },
            Self::In => const { &item("in", "an `in`", "key@version", NoBlock, Keys::None, 31) },
            Self::Interpretation => const { &item("interpretation", "an interpretation", "key \"Title\"", Needed, Own, 200) },
            Self::Inventory => const { &item("inventory", "an inventory", "name \"Title\"", Needed, Word, 64) },
            Self::Overlay => const { &item("overlay", "an overlay", "key@version \"Title\"", Needed, Versioned, 215).of_overlay() },
            Self::Party => const { &item("party", "a party", "key \"Title\"", Allowed, Own, 180) },
            Self::Phase => const { &item("phase", "a phase", "key \"Title\"", Allowed, Own, 174) },
            Self::Procedure => const { &item("procedure", "a procedure", "key \"Title\"", Needed, Own, 160) },
            Self::Profile => const { &item("profile", "a profile", "key@version \"Title\"", Needed, Versioned, 49) },
            Self::Provenance => const { &item("provenance", "the provenance of a file", "aspect, aspect confidence \"source\"", NoBlock, Keys::None, 213) },
            Self::Relation => const { &item("relation", "a relation", "control kind control because \"…\"", NoBlock, Keys::None, 191) },
            Self::Role => const { &item("role", "a role", "key \"Title\"", Allowed, Own, 172) },
            Self::Rule => const { &item("rule", "a rule", "key \"Title\"", Needed, Own, 204) },
            Self::Sample => const { &item("sample", "a kind of sample", "key \"Title\"", Allowed, Own, 324) },
            Self::Scenario => const { &item("scenario", "a scenario", "\"What it shows\"", Needed, Keys::None, 220) },
            Self::State => const { &item("state", "a state of samples", "key \"Title\"", Allowed, Own, 320) },
            Self::Subset => const { &item("subset", "a subset", "name \"Title\" = inventory where condition", Allowed, Word, 69) },
            Self::Wording => const { &item("wording", "a wording", "catalog:key", Needed, Keys::None, 216).of_overlay() },
        }
    }

    /// Makes an empty draft of the kind.
    pub fn blank(self) -> Box<dyn Draft> {
        match self {
            Self::Allow => Box::<AllowDraft>::default(),
            Self::Catalog => Box::new(CatalogDraft::of(CatalogForm::Catalog)),
            Self::Access
            | Self::Configuration
            | Self::Delivery
            | Self::Equipment
            | Self::Group
            | Self::Role => Box::<TitledDraft>::default(),
            Self::Constraint => Box::<ConstraintDraft>::default(),
            Self::Control => Box::<ControlDraft>::default(),
            Self::Derive => Box::<DeriveDraft>::default(),
            Self::Edition => Box::<EditionDraft>::default(),
            Self::Event => Box::<EventDraft>::default(),
            Self::Evidence => Box::<EvidenceDraft>::default(),
            Self::Fact => Box::<FactDraft>::default(),
            Self::Form => Box::<FormDraft>::default(),
            Self::Identity => Box::<IdentityDraft>::default(),
            Self::In => Box::<InDraft>::default(),
            Self::Interpretation => Box::<InterpretationDraft>::default(),
            Self::Inventory => Box::<InventoryDraft>::default(),
            Self::Overlay => Box::<OverlayDraft>::default(),
            Self::Party => Box::<PartyDraft>::default(),
            Self::Phase => Box::<PhaseDraft>::default(),
            Self::Procedure => Box::<ProcedureDraft>::default(),
            Self::Profile => Box::new(CatalogDraft::of(CatalogForm::Profile)),
            Self::Provenance => Box::<ProvenanceDraft>::default(),
            Self::Relation => Box::<RelationDraft>::default(),
            Self::Rule => Box::<RuleDraft>::default(),
            Self::Sample => Box::<SampleKindDraft>::default(),
            Self::Scenario => Box::<ScenarioDraft>::default(),
            Self::State => Box::<StateDraft>::default(),
            Self::Subset => Box::<SubsetDraft>::default(),
            Self::Wording => Box::<WordingDraft>::default(),
        }
    }

    /// Returns the kind that begins with a word.
    pub fn from_keyword(word: &str) -> Option<Self> {
        let number = Self::ALL.binary_search_by(|kind| kind.spec().keyword.cmp(word));
        number
            .ok()
            .and_then(|number| Self::ALL.get(number))
            .copied()
    }

    /// Returns its name in messages, without an article.
    pub fn noun(self) -> &'static str {
        let name = self.spec().name;
        name.split_once(' ').map_or(name, |(_, noun)| noun)
    }
}

const fn item(
    keyword: &'static str,
    name: &'static str,
    written: &'static str,
    block: Block,
    keys: Keys,
    rule: u16,
) -> ItemSpec {
    ItemSpec {
        keyword,
        name,
        written,
        block,
        keys,
        home: Home::Scheme,
        rule,
    }
}

impl ItemSpec {
    const fn of_overlay(mut self) -> Self {
        self.home = Home::Overlay;
        self
    }
}

/// The context of fields: an item, or a part of an item with a block of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Context {
    /// An item.
    Item(ItemKind),
    /// A part of an item.
    Inner(Inner),
}

impl Context {
    /// Returns every context that has fields, items first.
    pub fn all() -> impl Iterator<Item = Self> {
        ItemKind::ALL
            .into_iter()
            .map(Self::Item)
            .chain(Inner::ALL.into_iter().map(Self::Inner))
            .filter(|context| !context.fields().is_empty())
    }

    /// Returns it, and every part in it that has a block of its own.
    pub fn with_parts(self) -> Vec<Self> {
        let mut draft = self.blank();
        let count = draft.fields().len();
        let mut parts = Vec::new();
        for number in 0..count {
            if let Some(FieldMut::Inner(inner, _)) = draft.field(number) {
                parts.push(Self::Inner(inner));
            }
        }
        let nested = parts.into_iter().flat_map(Self::with_parts);
        std::iter::once(self).chain(nested).collect()
    }

    /// Returns its name in messages, with its article.
    pub fn name(self) -> &'static str {
        match self {
            Self::Item(kind) => kind.spec().name,
            Self::Inner(inner) => inner.name(),
        }
    }

    /// Returns its fields, in the order in which they are usually written.
    pub fn fields(self) -> Vec<&'static FieldInfo> {
        self.blank().fields()
    }

    /// Makes an empty draft.
    fn blank(self) -> Box<dyn Draft> {
        match self {
            Self::Item(kind) => kind.blank(),
            Self::Inner(Inner::Depth) => Box::<DepthDraft>::default(),
            Self::Inner(Inner::Case) => Box::<CaseDraft>::default(),
            Self::Inner(Inner::Section) => Box::<SectionDraft>::default(),
            Self::Inner(Inner::Ask) => Box::<AskDraft>::default(),
            Self::Inner(Inner::Attribute) => Box::<AttributeDraft>::default(),
            Self::Inner(Inner::Verdict) => Box::<VerdictDraft>::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_found() {
        assert!(ItemKind::ALL.is_sorted_by_key(|kind| kind.spec().keyword));
        for kind in ItemKind::ALL {
            assert_eq!(ItemKind::from_keyword(kind.spec().keyword), Some(kind));
        }
        assert_eq!(ItemKind::from_keyword("controls"), None);
    }

    #[test]
    fn no_field_stands_twice_in_a_table() {
        for context in Context::all() {
            let mut words: Vec<_> = context.fields().iter().map(|info| info.word).collect();
            let count = words.len();
            words.sort_unstable();
            words.dedup();
            assert_eq!(words.len(), count, "{context:?}");
        }
    }

    #[test]
    fn every_field_fills_a_part() {
        for context in ItemKind::ALL {
            let mut draft = context.blank();
            let count = draft.fields().len();
            assert!((0..count).all(|number| draft.field(number).is_some()));
            assert!(draft.field(count).is_none());
        }
    }
}
