//! What had another key before: controls, models and entries, by that key. Answers go with them (L-241).

use rustc_hash::FxHashMap;

use crate::model::{InventoryId, Scheme, Situation};
use crate::product::Product;
use crate::source::Text;

/// Earlier keys. The maps are read by key only; where several had a key, the first one has it here.
#[derive(Debug)]
pub(super) struct Renames<'a> {
    /// The controls of each catalog, of which several may have had a key.
    controls: FxHashMap<&'a str, FxHashMap<&'a str, Vec<Text>>>,
    models: FxHashMap<&'a str, &'a str>,
    /// The entries of each product of the series, the lead first.
    entries: Vec<RenamedEntries<'a>>,
}

#[derive(Debug, Default)]
struct RenamedEntries<'a> {
    of_inventory: FxHashMap<(InventoryId, &'a str), &'a str>,
    of_any: FxHashMap<&'a str, &'a str>,
}

impl<'a> Renames<'a> {
    pub fn of(scheme: &'a Scheme, product: &'a Product) -> Self {
        let mut controls: FxHashMap<_, FxHashMap<_, Vec<Text>>> = FxHashMap::default();
        for (_, control) in scheme.controls.iter() {
            let Some((catalog, _)) = control.name.split_once(':') else {
                continue;
            };
            for was in &control.was {
                let of_catalog = controls.entry(catalog).or_default();
                let named = of_catalog.entry(was.as_str()).or_default();
                named.push(control.name.clone());
            }
        }
        let mut models = FxHashMap::default();
        for variant in &product.variants {
            for was in &variant.was {
                models.entry(&*was.text).or_insert(variant.key.as_str());
            }
        }
        let target = &product.target;
        let variants = target.variants.iter().map(|variant| &variant.situation);
        let situations = std::iter::once(&target.lead).chain(variants);
        Self {
            controls,
            models,
            entries: situations.map(RenamedEntries::of).collect(),
        }
    }

    /// Returns the names of the controls of a catalog that had a key before.
    pub fn controls(&self, catalog: &str, old: &str) -> &[Text] {
        let of_catalog = self.controls.get(catalog);
        let named = of_catalog.and_then(|earlier| earlier.get(old));
        named.map_or(&[], Vec::as_slice)
    }

    /// Returns the key of the model that had a key before.
    pub fn model(&self, old: &str) -> Option<&'a str> {
        self.models.get(old).copied()
    }

    /// Returns the id of the entry that had an id before, in a product of the series and in one inventory or in any.
    pub fn entry(
        &self,
        model: usize,
        inventory: Option<InventoryId>,
        old: &str,
    ) -> Option<&'a str> {
        let renamed = self.entries.get(model)?;
        let new = match inventory {
            Some(inventory) => renamed.of_inventory.get(&(inventory, old)),
            None => renamed.of_any.get(old),
        };
        new.copied()
    }
}

impl<'a> RenamedEntries<'a> {
    fn of(situation: &'a Situation) -> Self {
        let mut renamed = Self::default();
        for (inventory, stock) in situation.stocks() {
            for entry in &stock.entries {
                for was in &entry.was {
                    let (old, new) = (was.as_str(), entry.id.as_str());
                    renamed.of_inventory.entry((inventory, old)).or_insert(new);
                    renamed.of_any.entry(old).or_insert(new);
                }
            }
        }
        renamed
    }
}
