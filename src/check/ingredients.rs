//! The ingredients of answers: whether they depend on a claim or on something that could not be read.

use rustc_hash::FxHashMap;

use crate::model::{
    Applies, AttributeKind, DeriveId, Mention, Scheme, Set, SubsetId, visit_applies,
    visit_condition,
};

/// What an answer depends on, directly or through derived names and subsets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Ingredients {
    /// A claim of the vendor.
    pub claim: bool,
    /// A part that could not be read.
    pub broken: bool,
}

/// The ingredients of the derived names and subsets of a scheme.
pub(super) struct NameIngredients<'a> {
    scheme: &'a Scheme,
    names: FxHashMap<Name, Ingredients>,
}

/// A name that is defined by a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Name {
    Derive(DeriveId),
    Subset(SubsetId),
}

impl Ingredients {
    fn with(self, added: Self) -> Self {
        Self {
            claim: self.claim || added.claim,
            broken: self.broken || added.broken,
        }
    }
}

impl<'a> NameIngredients<'a> {
    /// Finds the ingredients of each name: those that it mentions itself and those of the names that it mentions.
    pub fn of(scheme: &'a Scheme) -> Self {
        let mut names: FxHashMap<Name, Ingredients> = FxHashMap::default();
        let mut users: FxHashMap<Name, Vec<Name>> = FxHashMap::default();
        let mut changed: Vec<Name> = Vec::new();
        let mut define = |name: Name, mentions: Vec<Mention>| {
            let mut own = Ingredients::default();
            for mention in mentions {
                own = own.with(direct(scheme, mention));
                if let Some(part) = name_of(mention) {
                    users.entry(part).or_default().push(name);
                }
            }
            names.insert(name, own);
            changed.push(name);
        };
        for (id, derive) in scheme.derives.iter() {
            let mut mentions = Vec::new();
            visit_condition(&derive.meaning, &mut |mention| mentions.push(mention));
            define(Name::Derive(id), mentions);
        }
        for (id, subset) in scheme.subsets.iter() {
            let mut mentions = vec![Mention::Set(subset.of)];
            visit_condition(&subset.filter, &mut |mention| mentions.push(mention));
            define(Name::Subset(id), mentions);
        }
        while let Some(name) = changed.pop() {
            let handed_on = names.get(&name).copied().unwrap_or_default();
            for user in users.get(&name).into_iter().flatten() {
                let own = names.entry(*user).or_default();
                let united = own.with(handed_on);
                if united != *own {
                    *own = united;
                    changed.push(*user);
                }
            }
        }
        Self { scheme, names }
    }

    /// Returns the ingredients of the answer whether a control applies.
    pub fn of_applies(&self, applies: &Applies) -> Ingredients {
        let mut ingredients = Ingredients::default();
        visit_applies(applies, &mut |mention| {
            let named = name_of(mention).and_then(|name| self.names.get(&name));
            ingredients = ingredients
                .with(direct(self.scheme, mention))
                .with(named.copied().unwrap_or_default());
        });
        ingredients
    }
}

fn name_of(mention: Mention) -> Option<Name> {
    match mention {
        Mention::Derive(derive) => Some(Name::Derive(derive)),
        Mention::Set(Set::Subset(subset)) => Some(Name::Subset(subset)),
        Mention::Set(Set::Inventory(_))
        | Mention::Fact(_)
        | Mention::Attribute(_)
        | Mention::Broken => None,
    }
}

/// Returns the ingredients that a mention adds by itself.
fn direct(scheme: &Scheme, mention: Mention) -> Ingredients {
    match mention {
        Mention::Attribute(step) => Ingredients {
            claim: scheme.attribute(step.inventory, step.attribute).kind == AttributeKind::Claim,
            broken: false,
        },
        Mention::Broken => Ingredients {
            claim: false,
            broken: true,
        },
        Mention::Fact(_) | Mention::Set(_) | Mention::Derive(_) => Ingredients::default(),
    }
}
