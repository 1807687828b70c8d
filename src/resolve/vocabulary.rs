//! Resolves facts and inventories with their types (L-060 to L-068).

use rustc_hash::FxHashSet;

use super::keys::Key;
use super::names::{Decl, Found, Named, Tree};
use super::numbers::resolve_numbers;
use super::part_names::PartNames;
use super::reader::{DraftReader, meant};
use super::style::KeyStyle;
use super::synonyms::check_synonyms;
use crate::diag::{Code, Diagnostic, Diagnostics, codes};
use crate::model::{
    Attribute, AttributeId, AttributeKind, Choice, Fact, FactId, Id, Inventory, InventoryId, Table,
    Type, TypeKind,
};
use crate::source::Place;
use crate::syntax::ast::{
    self, AttributeDraft, FactDraft, InventoryDraft, ItemKind, Name, OptionDraft, SubsetDraft,
    TypeDraft,
};

codes! {
    OPTION_TWICE = error("P0221", "choice that is declared twice"),
    UNKNOWN_INVENTORY = error("P0222", "inventory that does not exist"),
    ATTRIBUTE_TWICE = error("P0223", "attribute that is declared twice"),
    UNKNOWN_ATTRIBUTE = error("P0303", "attribute that does not exist"),
    NOT_AN_INVENTORY = error("P0224", "subset where an inventory is expected"),
}

impl Named for InventoryId {
    const KIND: ItemKind = ItemKind::Inventory;
    const UNKNOWN: &'static Code = &UNKNOWN_INVENTORY;
}

/// The facts and inventories of a tree.
#[derive(Debug, Default)]
pub(super) struct Questions<'a> {
    pub facts: Table<FactId, Fact>,
    pub inventories: Table<InventoryId, Inventory>,
    /// Attributes whose type could not be read.
    pub broken_attributes: FxHashSet<(InventoryId, &'a str)>,
}

/// Resolves facts and inventories with their types.
pub(super) fn resolve_questions<'a>(tree: &Tree<'a>, out: &mut Diagnostics) -> Questions<'a> {
    let mut questions = Questions::default();
    for (_, decl) in tree.of(ItemKind::Fact).decls::<FactDraft>() {
        let mut reader = DraftReader::new(decl.item, out);
        let FactDraft {
            key: _,
            question,
            number,
            about,
            informative,
            ref was,
            ref answer,
        } = *decl.draft;
        let Some(answer) = resolve_type(&mut reader, tree, answer) else {
            continue;
        };
        let fact = Fact {
            key: decl.key(),
            question: reader.text(question),
            number: reader.numbering(number),
            about: reader.given(about),
            for_information: informative.is_some(),
            was: reader.keys(was),
            answer,
            place: decl.head(),
        };
        let _ = questions.facts.insert(decl.key(), fact);
    }
    for (_, decl) in tree.of(ItemKind::Inventory).decls::<InventoryDraft>() {
        let id = InventoryId::from_index(questions.inventories.len());
        let mut reader = DraftReader::new(decl.item, out);
        let InventoryDraft {
            key: _,
            title,
            number,
            about,
            attributes: _,
            ref label,
            ref confirmed,
            ref was,
        } = *decl.draft;
        let broken = &mut questions.broken_attributes;
        let attributes = resolve_attributes(&mut reader, tree, &decl, id, broken);
        let is_broken = |name: &str| broken.contains(&(id, name));
        let label = resolve_label(&mut reader, &decl.key(), &attributes, label, is_broken);
        let inventory = Inventory {
            key: decl.key(),
            title: reader.text(title),
            number: reader.numbering(number),
            about: reader.given(about),
            attributes,
            label,
            confirmed: reader.refer_all(tree, confirmed),
            was: reader.keys(was),
            place: decl.head(),
        };
        let _ = questions.inventories.insert(decl.key(), inventory);
    }
    questions
}

fn resolve_attributes<'a>(
    reader: &mut DraftReader<'_>,
    tree: &Tree<'a>,
    decl: &Decl<'a, InventoryDraft>,
    inventory: InventoryId,
    broken: &mut FxHashSet<(InventoryId, &'a str)>,
) -> Table<AttributeId, Attribute> {
    let mut attributes = Table::default();
    let mut names = PartNames::new(&ATTRIBUTE_TWICE, "attribute", KeyStyle::Name);
    for attribute in &decl.draft.attributes {
        if !names.declare(reader, attribute.key) {
            continue;
        }
        match resolve_attribute(reader, tree, attribute) {
            Some(row) => {
                let _ = attributes.insert(row.key.clone(), row);
            }
            None => {
                broken.insert((inventory, decl.word(attribute.key)));
            }
        }
    }
    attributes
}

/// Resolves the attributes of which a label is made (L-308).
fn resolve_label(
    reader: &mut DraftReader<'_>,
    inventory: &str,
    attributes: &Table<AttributeId, Attribute>,
    names: &[Name],
    is_broken: impl Fn(&str) -> bool,
) -> Vec<AttributeId> {
    let mut label = Vec::with_capacity(names.len());
    for name in names {
        let word = reader.word(*name);
        match attributes.find(word) {
            Some(id) if label.contains(&id) => reader.report_twice(*name, "attribute"),
            Some(id) => label.push(id),
            None if is_broken(word) => {}
            None => {
                let place = reader.place(name.span);
                let help = meant(word, "attribute", attributes.keys());
                let diagnostic = unknown_attribute(place, inventory, word).maybe_help(help);
                reader.report(diagnostic);
            }
        }
    }
    label
}

/// Says that an inventory has no such attribute.
pub(super) fn unknown_attribute(place: Place, inventory: &str, name: &str) -> Diagnostic {
    let message = format!("`{inventory}` has no attribute `{name}`");
    Diagnostic::at(&UNKNOWN_ATTRIBUTE, place, message)
}

fn resolve_attribute(
    reader: &mut DraftReader<'_>,
    tree: &Tree<'_>,
    draft: &AttributeDraft,
) -> Option<Attribute> {
    Some(Attribute {
        key: reader.key(draft.key),
        question: reader.text(draft.question),
        number: reader.numbering(draft.number),
        for_information: draft.informative.is_some(),
        answer: resolve_type(reader, tree, &draft.answer)?,
        kind: match draft.claim {
            Some(_) => AttributeKind::Claim,
            None => AttributeKind::Property,
        },
        acyclic: draft.acyclic.is_some(),
        was: reader.keys(&draft.was),
        audience: reader.refer_all(tree, &draft.audience),
        place: reader.place(draft.key.span),
    })
}

fn resolve_type(reader: &mut DraftReader<'_>, tree: &Tree<'_>, draft: &TypeDraft) -> Option<Type> {
    let kind = match &draft.kind {
        ast::TypeKind::YesNo => TypeKind::YesNo,
        ast::TypeKind::OneOf(options) => TypeKind::OneOf(resolve_options(reader, options)),
        ast::TypeKind::SetOf(options) => TypeKind::SetOf(resolve_options(reader, options)),
        ast::TypeKind::Number(numbers) => TypeKind::Number(resolve_numbers(reader, numbers)),
        ast::TypeKind::Plain(name) => match reader.word(*name) {
            "text" => TypeKind::Text,
            "date" => TypeKind::Date,
            "version" => TypeKind::Version,
            "sha256" => TypeKind::Sha256,
            // The parser has reported every other type.
            _ => return None,
        },
        ast::TypeKind::Entry(name) => TypeKind::Entry(inventory_named(reader, tree, *name)?),
        ast::TypeKind::Entries(name) => TypeKind::Entries(inventory_named(reader, tree, *name)?),
    };
    Some(Type {
        kind,
        or_none: draft.or_none.is_some(),
    })
}

pub(super) fn resolve_options(
    reader: &mut DraftReader<'_>,
    options: &[OptionDraft],
) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::with_capacity(options.len());
    let mut names = PartNames::new(&OPTION_TWICE, "choice", KeyStyle::Choice);
    for option in options {
        if !names.declare(reader, option.key) {
            continue;
        }
        choices.push(Choice {
            key: reader.key(option.key),
            label: reader.given(option.label),
            was: reader.keys(&option.was),
            also: reader.texts(&option.also),
        });
    }
    check_synonyms(reader, options);
    choices
}

/// Finds an inventory by name. A subset is reported.
pub(super) fn inventory_named(
    reader: &mut DraftReader<'_>,
    tree: &Tree<'_>,
    name: Name,
) -> Option<InventoryId> {
    let word = reader.word(name);
    if tree.find::<InventoryId>(word) == Found::Unknown {
        let place = reader.place(name.span);
        let (subsets, key) = (tree.of(ItemKind::Subset), Key::plain(word));
        let subset = subsets
            .row(&key)
            .and_then(|row| subsets.decl::<SubsetDraft>(row));
        if let Some(decl) = subset {
            reader.drop_with(not_an_inventory(place, word, decl.word(decl.draft.of)));
            return None;
        }
        if tree.lost.may_be(ItemKind::Subset, word) {
            reader.lose();
            return None;
        }
    }
    reader.refer(tree, name)
}

fn not_an_inventory(place: Place, name: &str, of: &str) -> Diagnostic {
    let message = format!("`{name}` is a subset; an inventory is expected here");
    Diagnostic::at(&NOT_AN_INVENTORY, place, message).help(format!("write `{of}`"))
}
