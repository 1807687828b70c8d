//! The ingredients of answers: whether they depend on a claim or on something that could not be read.

use rustc_hash::FxHashMap;

use crate::model::{
    Applies, AttributeKind, DefinedName, Mention, Scheme, visit_applies, visit_definition,
};
use crate::source::Place;

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
    names: FxHashMap<DefinedName, Ingredients>,
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
        let derives = scheme.derives.ids().map(DefinedName::Derive);
        let subsets = scheme.subsets.ids().map(DefinedName::Subset);
        let mut names: FxHashMap<DefinedName, Ingredients> = FxHashMap::default();
        let mut users: FxHashMap<DefinedName, Vec<DefinedName>> = FxHashMap::default();
        let mut changed: Vec<DefinedName> = derives.chain(subsets).collect();
        for name in &changed {
            let mut own = Ingredients {
                claim: false,
                broken: !scheme.is_complete(place_of(scheme, *name)),
            };
            visit_definition(scheme, *name, &mut |mention| {
                own = own.with(direct(scheme, mention));
                if let Some(part) = mention.defined_name() {
                    users.entry(part).or_default().push(*name);
                }
            });
            names.insert(*name, own);
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
            let named = mention
                .defined_name()
                .and_then(|name| self.names.get(&name));
            ingredients = ingredients
                .with(direct(self.scheme, mention))
                .with(named.copied().unwrap_or_default());
        });
        ingredients
    }
}

fn place_of(scheme: &Scheme, name: DefinedName) -> Place {
    match name {
        DefinedName::Derive(derive) => scheme.derives[derive].place,
        DefinedName::Subset(subset) => scheme.subsets[subset].place,
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
