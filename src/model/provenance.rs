//! Where each aspect of an item comes from, and how sure it is (L-210 to L-214).

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::source::Text;

/// Makes an enum of which each variant is a word of the language.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[doc = $about:literal])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        pub enum $name { $($(#[doc = $about])* #[serde(rename = $word)] $variant),* }

        impl $name {
            /// Every variant, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Returns its word in the language.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            /// Returns what it means, as a sentence for people.
            pub fn about(self) -> &'static str {
                match self { $(Self::$variant => concat!($($about),*).trim_ascii()),* }
            }

            /// Finds the variant for a word of the language.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }

            /// Returns all words in order, for messages.
            pub fn words() -> impl Iterator<Item = &'static str> + Clone {
                Self::ALL.iter().map(|one| one.word())
            }
        }
    };
}
pub(crate) use words;

words! {
    /// The part of an item that a provenance speaks of.
    Aspect {
        /// The number under which the source has it.
        Number = "number",
        /// The title.
        Title = "title",
        /// The statement.
        Statement = "statement",
        /// What it is for. Without a ground of its own it has that of the statement.
        Objective = "objective",
        /// The levels at which it holds.
        Levels = "levels",
        /// Whether it must or should be met.
        Strength = "strength",
        /// The condition under which it applies.
        Applies = "applies",
        /// The evidence that it calls for.
        Evidence = "evidence",
        /// How it is verified.
        Procedure = "procedure",
        /// How it relates to other controls.
        Relation = "relation",
        /// A form and its sections.
        Form = "form",
        /// The verdict words.
        Verdicts = "verdicts",
        /// The classes of findings.
        Findings = "findings",
        /// A rule of the process.
        Rule = "rule",
        /// A claim that the source makes a condition.
        Claim = "claim",
        /// Whether it is assessed, covered or set aside.
        Treatment = "treatment",
    }
}

words! {
    /// How sure an aspect is.
    Confidence {
        /// Seen in the published source.
        Published = "published",
        /// Taken from somebody else's account of the source.
        Secondary = "secondary",
        /// Concluded from the source.
        Inferred = "inferred",
        /// Said to be so; nobody has confirmed it.
        Unconfirmed = "unconfirmed",
        /// Sources contradict one another.
        Disputed = "disputed",
        /// The scheme's own words or judgement.
        Ours = "ours",
    }
}

/// How sure an aspect is, and on whose word.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Ground {
    /// How sure.
    pub confidence: Confidence,
    /// The source, where one is named.
    pub source: Option<Text>,
}

/// The grounds of an item, by aspect; the item's own before those of its file and catalog.
///
/// Most items of a file have the same grounds, and share them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Provenance {
    /// Absent where there are none.
    grounds: Option<Arc<BTreeMap<Aspect, Ground>>>,
}

impl Provenance {
    /// Sets the ground of an aspect, in place of the present one.
    pub fn set(&mut self, aspect: Aspect, ground: Ground) {
        Arc::make_mut(self.grounds.get_or_insert_default()).insert(aspect, ground);
    }

    /// Returns the ground of an aspect.
    pub fn get(&self, aspect: Aspect) -> Option<&Ground> {
        self.grounds.as_ref()?.get(&aspect)
    }

    /// Returns all grounds in the order of aspects.
    pub fn iter(&self) -> impl Iterator<Item = (Aspect, &Ground)> {
        self.grounds
            .iter()
            .flat_map(|grounds| grounds.iter())
            .map(|(aspect, ground)| (*aspect, ground))
    }

    /// Returns these grounds, with those of `defaults` for the other aspects.
    #[must_use]
    pub fn or(mut self, defaults: &Self) -> Self {
        if self.grounds.is_none() {
            return defaults.clone();
        }
        for (aspect, ground) in defaults.iter() {
            if self.get(aspect).is_none() {
                self.set(aspect, ground.clone());
            }
        }
        self
    }
}
