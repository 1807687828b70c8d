//! The lexicon: the names that conditions use, with their meanings.

use rustc_hash::FxHashMap;

use super::keys::Key;
use super::names::{Decl, Found, Tree};
use super::reader::{DraftReader, IN_CONDITIONS, now_called, unknown};
use super::vocabulary::Questions;
use crate::diag::{Code, Diagnostic, Diagnostics, codes};
use crate::model::{
    Attribute, AttributeId, Dependencies, DeriveId, FactId, Id, InventoryId, Set, SubsetId,
};
use crate::source::{Place, Text};
use crate::syntax::ast::{ItemKind, Keys, Name, SubsetDraft};

codes! {
    UNKNOWN_SET = error("P0225", "inventory or subset that does not exist"),
    NOT_A_SET = error("P0226", "name that has no entries"),
    CYCLE = error("P0227", "definition that leads back to itself"),
}

/// The meaning of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    Fact(FactId),
    Set(Set),
    Derive(DeriveId),
    /// A broken declaration, which has been reported.
    Broken,
}

/// A subset and the inventory from which it is cut in the end.
#[derive(Debug)]
pub(super) struct Cut<'a> {
    pub decl: Decl<'a, SubsetDraft>,
    pub of: Set,
    pub inventory: InventoryId,
}

/// The names that conditions use.
#[derive(Debug)]
pub(super) struct Lexicon<'a> {
    pub tree: &'a Tree<'a>,
    pub questions: &'a Questions<'a>,
    /// The subsets, by id.
    pub subsets: Vec<Cut<'a>>,
    meanings: FxHashMap<&'a str, Word>,
}

impl<'a> Lexicon<'a> {
    /// Gives every name its meaning. A subset that leads to no inventory is reported and has no meaning.
    pub fn new(tree: &'a Tree<'a>, questions: &'a Questions<'a>, out: &mut Diagnostics) -> Self {
        let mut lexicon = Self {
            tree,
            questions,
            subsets: Vec::with_capacity(tree.of(ItemKind::Subset).len()),
            meanings: FxHashMap::default(),
        };
        for key in tree.of(ItemKind::Fact).names() {
            let word = questions.facts.find(key).map_or(Word::Broken, Word::Fact);
            lexicon.meanings.insert(key, word);
        }
        for (number, key) in tree.of(ItemKind::Inventory).names().enumerate() {
            let set = Set::Inventory(InventoryId::from_index(number));
            lexicon.meanings.insert(key, Word::Set(set));
        }
        for (number, key) in tree.of(ItemKind::Derive).names().enumerate() {
            let derive = DeriveId::from_index(number);
            lexicon.meanings.insert(key, Word::Derive(derive));
        }
        lexicon.cut_subsets(out);
        lexicon
    }

    fn cut_subsets(&mut self, out: &mut Diagnostics) {
        let inventories = self.trace_subsets(out);
        let decls = self.tree.of(ItemKind::Subset).decls::<SubsetDraft>();
        let mut cut = Vec::with_capacity(inventories.len());
        for ((_, decl), inventory) in decls.zip(inventories) {
            let word = match inventory {
                Some(_) => Word::Set(Set::Subset(SubsetId::from_index(cut.len()))),
                None => Word::Broken,
            };
            self.meanings.insert(decl.word(decl.draft.key), word);
            cut.extend(inventory.map(|inventory| (decl, inventory)));
        }
        // A subset may be cut from one that is declared later.
        for (decl, inventory) in cut {
            let of = match self.meanings.get(decl.word(decl.draft.of)) {
                Some(Word::Set(set)) => *set,
                Some(Word::Fact(_) | Word::Derive(_) | Word::Broken) | None => {
                    Set::Inventory(inventory)
                }
            };
            self.subsets.push(Cut {
                decl,
                of,
                inventory,
            });
        }
    }

    /// Returns for each subset the inventory from which it is cut in the end.
    fn trace_subsets(&self, out: &mut Diagnostics) -> Vec<Option<InventoryId>> {
        let subsets = self.tree.of(ItemKind::Subset);
        let count = subsets.len();
        let mut graph = Dependencies::new(0..count);
        for (row, decl) in subsets.decls::<SubsetDraft>() {
            if let Some(of) = subsets.row(&Key::plain(decl.word(decl.draft.of))) {
                graph.add(of, row);
            }
        }
        for cycle in graph.cycles() {
            let steps: Vec<(&str, Place)> = cycle
                .iter()
                .filter_map(|row| subsets.decl::<SubsetDraft>(*row))
                .map(|decl| {
                    let place = decl.item.place(decl.draft.of.span);
                    (decl.word(decl.draft.key), place)
                })
                .collect();
            out.extend(cyclic("subset", &steps));
        }
        let mut inventories: Vec<Option<InventoryId>> = vec![None; count];
        for row in graph.order(|row| row) {
            let Some(decl) = subsets.decl::<SubsetDraft>(row) else {
                continue;
            };
            let of = decl.draft.of;
            let inventory = match subsets.row(&Key::plain(decl.word(of))) {
                Some(outer) => inventories.get(outer).copied().flatten(),
                None => self
                    .set(&mut DraftReader::new(decl.item, out), of)
                    .map(|set| self.inventory_of(set)),
            };
            if let Some(of_row) = inventories.get_mut(row) {
                *of_row = inventory;
            }
        }
        inventories
    }

    /// Returns the meaning of a name; `None` if nothing declares it.
    pub fn word(&self, name: &str) -> Option<Word> {
        let tree = self.tree;
        self.meanings.get(name).copied().or_else(|| {
            let mut kinds = ItemKind::ALL.into_iter();
            let lost =
                kinds.any(|kind| kind.spec().keys == Keys::Word && tree.lost.may_be(kind, name));
            lost.then_some(Word::Broken)
        })
    }

    /// Finds an inventory or a subset.
    pub fn set(&self, reader: &mut DraftReader<'_>, name: Name) -> Option<Set> {
        let place = reader.place(name.span);
        let word = reader.word(name);
        match self.word(word) {
            Some(Word::Set(set)) => return Some(set),
            Some(Word::Broken) => reader.lose(),
            Some(Word::Fact(_)) => reader.drop_with(not_a_set(place, word, "a fact")),
            Some(Word::Derive(_)) => {
                reader.drop_with(not_a_set(place, word, "a derived name"));
            }
            None => reader.drop_with(self.unknown_set(place, word)),
        }
        None
    }

    fn unknown_set(&self, place: Place, name: &str) -> Diagnostic {
        let inventories = self.tree.of(ItemKind::Inventory).names();
        let keys = inventories.chain(self.tree.of(ItemKind::Subset).names());
        unknown(&UNKNOWN_SET, place, "inventory or subset", name, keys)
            .undeclared(IN_CONDITIONS, name)
    }

    /// Returns the inventory from which a set is cut.
    pub fn inventory_of(&self, set: Set) -> InventoryId {
        match set {
            Set::Inventory(inventory) => inventory,
            Set::Subset(subset) => self
                .subsets
                .get(subset.index())
                .map_or(InventoryId::from_index(0), |cut| cut.inventory),
        }
    }

    pub fn inventory_key(&self, inventory: InventoryId) -> &'a str {
        self.questions.inventories.key(inventory)
    }

    /// Finds an attribute of an inventory.
    pub fn attribute(&self, inventory: InventoryId, name: &str) -> Found<AttributeId> {
        let declared = self.questions.inventories.row(inventory);
        if let Some(id) = declared.and_then(|inventory| inventory.attributes.find(name)) {
            return Found::Known(id);
        }
        let broken = self
            .questions
            .broken_attributes
            .contains(&(inventory, name));
        let item = self.tree.of(ItemKind::Inventory).item(inventory.index());
        if broken || item.is_some_and(|placed| self.tree.may_declare(placed, name)) {
            return Found::Broken;
        }
        Found::Unknown
    }

    pub fn attribute_row(&self, inventory: InventoryId, id: AttributeId) -> Option<&'a Attribute> {
        self.questions
            .inventories
            .row(inventory)?
            .attributes
            .row(id)
    }

    /// Says how an attribute of an inventory, or else a fact, is called today that had a name before.
    pub fn renamed(&self, inventory: Option<InventoryId>, name: &str) -> Option<String> {
        let had = |was: &[Text]| was.iter().any(|was| *was == name);
        let inventory = inventory.and_then(|id| self.questions.inventories.row(id));
        let attributes = inventory.into_iter().flat_map(|one| one.attributes.iter());
        let attributes = attributes.map(|(_, attribute)| (&attribute.key, &attribute.was));
        let facts = self.questions.facts.iter();
        let facts = facts.map(|(_, fact)| (&fact.key, &fact.was));
        let (key, _) = attributes.chain(facts).find(|(_, was)| had(was))?;
        Some(now_called(name, key))
    }

    /// Returns all attributes of an inventory.
    pub fn attribute_ids(&self, inventory: InventoryId) -> impl Iterator<Item = AttributeId> {
        let inventory = self.questions.inventories.row(inventory);
        inventory
            .into_iter()
            .flat_map(|inventory| inventory.attributes.ids())
    }

    /// Returns the attributes of an inventory that refer to entries of another.
    pub fn referring(&self, inventory: InventoryId, target: InventoryId) -> Vec<AttributeId> {
        let inventory = self.questions.inventories.row(inventory).into_iter();
        let all = inventory.flat_map(|inventory| inventory.attributes.iter());
        all.filter(|(_, attribute)| attribute.answer.target() == Some(target))
            .map(|(id, _)| id)
            .collect()
    }

    /// Says whether an inventory may have attributes that could not be read.
    pub fn is_unsure(&self, inventory: InventoryId) -> bool {
        let mut broken = self.questions.broken_attributes.iter();
        let item = self.tree.of(ItemKind::Inventory).item(inventory.index());
        broken.any(|(of, _)| *of == inventory)
            || item.is_some_and(|placed| placed.item.is_incomplete())
    }

    /// Returns the names of the attributes of an inventory.
    pub fn attribute_keys(&self, inventory: InventoryId) -> impl Iterator<Item = &'a str> {
        let inventory = self.questions.inventories.row(inventory);
        inventory
            .into_iter()
            .flat_map(|inventory| inventory.attributes.keys())
    }
}

/// Reports a cycle. Each step depends on the one before it; the message shows them in reverse.
pub(super) fn cyclic(noun: &str, steps: &[(&str, Place)]) -> Option<Diagnostic> {
    in_circle(&CYCLE, noun, steps)
}

/// Words a circle under a code: each step leads to the one before it.
pub(super) fn in_circle(
    code: &'static Code,
    noun: &str,
    steps: &[(&str, Place)],
) -> Option<Diagnostic> {
    let (first, place) = *steps.first()?;
    let backwards = || steps.iter().skip(1).rev();
    let names: Vec<String> = std::iter::once(&(first, place))
        .chain(backwards())
        .chain(steps.first())
        .map(|(name, _)| format!("`{name}`"))
        .collect();
    let circle = names.join(" → ");
    let message = format!("the {noun} `{first}` leads back to itself: {circle}");
    let mut diagnostic = Diagnostic::at(code, place, message);
    for (name, place) in backwards() {
        diagnostic = diagnostic.also(*place, format!("through `{name}`"));
    }
    Some(diagnostic.help("break the circle at one of its steps"))
}

fn not_a_set(place: Place, name: &str, kind: &str) -> Diagnostic {
    let message = format!("`{name}` is {kind}; an inventory or a subset is expected here");
    Diagnostic::at(&NOT_A_SET, place, message).help(format!(
        "name an inventory or a subset, or write `{name}` alone to ask for its answer"
    ))
}
