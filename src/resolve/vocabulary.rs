//! Facts, inventories, types; then subsets, derived names, constraints.

use rustc_hash::{FxHashMap, FxHashSet};

use super::condition::Scopes;
use super::lexicon::Lexicon;
use super::names::{Found, Tree};
use super::reader::{Reader, text, texts};
use super::style::{Style, check_style};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{
    Attribute, AttributeId, AttributeKind, Choice, Constraint, ConstraintId, Derive, DeriveId,
    Fact, FactId, Id, Inventory, InventoryId, Subset, SubsetId, Table, Type, TypeKind,
};
use crate::source::Place;
use crate::syntax::ast::{self, AttributeDraft, InventoryDraft, Name, OptionDraft, TypeDraft};

pub static OPTION_TWICE: Code = Code::error("P0221", "option that is declared twice");
pub static UNKNOWN_INVENTORY: Code = Code::error("P0222", "inventory that does not exist");
pub static ATTRIBUTE_TWICE: Code = Code::error("P0223", "attribute that is declared twice");
pub static NOT_AN_INVENTORY: Code =
    Code::error("P0224", "subset where only an inventory can stand");

/// The facts and inventories of a tree.
#[derive(Debug, Default)]
pub(super) struct Questions<'a> {
    pub facts: Table<FactId, Fact>,
    pub inventories: Table<InventoryId, Inventory>,
    /// Facts whose type could not be read.
    pub broken_facts: FxHashSet<&'a str>,
    /// Attributes whose type could not be read.
    pub broken_attributes: FxHashSet<(InventoryId, &'a str)>,
}

/// Resolves facts and inventories with their types.
pub(super) fn resolve_questions<'a>(tree: &Tree<'a>, out: &mut Diagnostics) -> Questions<'a> {
    let mut questions = Questions::default();
    for (key, decl) in tree.facts.iter() {
        let mut reader = Reader::new(decl.item, out);
        let Some(answer) = resolve_type(&mut reader, tree, &decl.draft.answer) else {
            questions.broken_facts.insert(key);
            continue;
        };
        let fact = Fact {
            key: key.into(),
            question: decl.draft.question.value.as_str().into(),
            answer,
            place: decl.head(),
        };
        let _ = questions.facts.insert(key, fact);
    }
    for (key, decl) in tree.inventories.iter() {
        let id = InventoryId::from_index(questions.inventories.len());
        let mut reader = Reader::new(decl.item, out);
        let broken = &mut questions.broken_attributes;
        let attributes = resolve_attributes(&mut reader, tree, decl.draft, (id, broken));
        let inventory = Inventory {
            key: key.into(),
            title: decl.draft.title.value.as_str().into(),
            about: text(decl.draft.about.as_ref()),
            attributes,
            confirmed: reader.refer_all(&tree.procedures, &decl.draft.confirmed),
            was: texts(&decl.draft.was),
            place: decl.head(),
        };
        let _ = questions.inventories.insert(key, inventory);
    }
    questions
}

fn resolve_attributes<'a>(
    reader: &mut Reader<'_>,
    tree: &Tree<'a>,
    draft: &'a InventoryDraft,
    (inventory, broken): (InventoryId, &mut FxHashSet<(InventoryId, &'a str)>),
) -> Table<AttributeId, Attribute> {
    let mut attributes = Table::default();
    let mut first: FxHashMap<&str, Place> = FxHashMap::default();
    for attribute in &draft.attributes {
        let place = reader.place(attribute.key.span);
        if let Some(first) = first.insert(attribute.key.value.as_str(), place) {
            reader.report(twice(
                &ATTRIBUTE_TWICE,
                place,
                first,
                "attribute",
                &attribute.key,
            ));
            continue;
        }
        check_style(
            reader.item,
            &attribute.key,
            "attribute",
            Style::Snake,
            reader.out,
        );
        match resolve_attribute(reader, tree, attribute) {
            Some(row) => {
                let _ = attributes.insert(attribute.key.value.as_str(), row);
            }
            None => {
                broken.insert((inventory, &attribute.key.value));
            }
        }
    }
    attributes
}

fn resolve_attribute(
    reader: &mut Reader<'_>,
    tree: &Tree<'_>,
    draft: &AttributeDraft,
) -> Option<Attribute> {
    Some(Attribute {
        key: draft.key.value.as_str().into(),
        question: draft.question.value.as_str().into(),
        answer: resolve_type(reader, tree, &draft.answer)?,
        kind: match draft.claim {
            Some(_) => AttributeKind::Claim,
            None => AttributeKind::Property,
        },
        place: reader.place(draft.key.span),
    })
}

fn resolve_type(reader: &mut Reader<'_>, tree: &Tree<'_>, draft: &TypeDraft) -> Option<Type> {
    let kind = match &draft.kind {
        ast::TypeKind::YesNo => TypeKind::YesNo,
        ast::TypeKind::OneOf(options) => TypeKind::OneOf(resolve_options(reader, options)),
        ast::TypeKind::SetOf(options) => TypeKind::SetOf(resolve_options(reader, options)),
        ast::TypeKind::Number(unit) => TypeKind::Number {
            unit: text(unit.as_ref()),
        },
        ast::TypeKind::Plain(name) => match name.value.as_str() {
            "text" => TypeKind::Text,
            "date" => TypeKind::Date,
            "version" => TypeKind::Version,
            "sha256" => TypeKind::Sha256,
            // The parser knows the plain types, and has reported others.
            _ => return None,
        },
        ast::TypeKind::Entry(name) => TypeKind::Entry(inventory_named(reader, tree, name)?),
        ast::TypeKind::Entries(name) => TypeKind::Entries(inventory_named(reader, tree, name)?),
    };
    Some(Type {
        kind,
        or_none: draft.or_none.is_some(),
    })
}

pub(super) fn resolve_options(reader: &mut Reader<'_>, options: &[OptionDraft]) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::with_capacity(options.len());
    let mut first: FxHashMap<&str, Place> = FxHashMap::default();
    for option in options {
        let place = reader.place(option.key.span);
        if let Some(first) = first.insert(&option.key.value, place) {
            reader.report(twice(&OPTION_TWICE, place, first, "option", &option.key));
            continue;
        }
        check_style(reader.item, &option.key, "option", Style::Snake, reader.out);
        choices.push(Choice {
            key: option.key.value.as_str().into(),
            label: text(option.label.as_ref()),
        });
    }
    choices
}

/// Finds an inventory where a subset of one will not do.
pub(super) fn inventory_named(
    reader: &mut Reader<'_>,
    tree: &Tree<'_>,
    name: &Name,
) -> Option<InventoryId> {
    let key = name.value.as_str();
    if tree.inventories.find::<InventoryId>(&key) == Found::Unknown {
        let place = reader.place(name.span);
        if let Some(row) = tree.subsets.row(&key) {
            let of = tree
                .subsets
                .get(row)
                .map_or("", |decl| &decl.draft.of.value);
            reader.drop_with(not_an_inventory(place, key, of));
            return None;
        }
        if tree.subsets.is_broken(&key) {
            reader.dropped = true;
            return None;
        }
    }
    reader.refer(&tree.inventories, name)
}

/// Resolves the subsets that are cut from an inventory.
pub(super) fn resolve_subsets(
    lexicon: &Lexicon<'_>,
    out: &mut Diagnostics,
) -> Table<SubsetId, Subset> {
    let mut subsets = Table::default();
    for cut in &lexicon.subsets {
        let decl = cut.decl;
        let mut reader = Reader::new(decl.item, out);
        let mut scopes = Scopes::of_entry(cut.inventory);
        let subset = Subset {
            key: decl.draft.key.value.as_str().into(),
            title: decl.draft.title.value.as_str().into(),
            of: cut.of,
            filter: lexicon.condition(&mut reader, &mut scopes, &decl.draft.filter),
            place: decl.head(),
        };
        let _ = subsets.insert(decl.draft.key.value.as_str(), subset);
    }
    subsets
}

pub(super) fn resolve_derives(
    tree: &Tree<'_>,
    lexicon: &Lexicon<'_>,
    out: &mut Diagnostics,
) -> Table<DeriveId, Derive> {
    let mut derives = Table::default();
    for (key, decl) in tree.derives.iter() {
        let mut reader = Reader::new(decl.item, out);
        let mut scopes = Scopes::none();
        let derive = Derive {
            key: key.into(),
            title: decl.draft.title.value.as_str().into(),
            meaning: lexicon.condition(&mut reader, &mut scopes, &decl.draft.meaning),
            place: decl.head(),
        };
        let _ = derives.insert(key, derive);
    }
    derives
}

pub(super) fn resolve_constraints(
    tree: &Tree<'_>,
    lexicon: &Lexicon<'_>,
    out: &mut Diagnostics,
) -> Table<ConstraintId, Constraint> {
    let mut constraints = Table::default();
    for (title, decl) in tree.constraints.iter() {
        let mut reader = Reader::new(decl.item, out);
        let mut scopes = Scopes::none();
        let constraint = Constraint {
            title: title.into(),
            condition: lexicon.condition(&mut reader, &mut scopes, &decl.draft.condition),
            place: decl.head(),
        };
        let _ = constraints.insert(title, constraint);
    }
    constraints
}

/// Reports a name that is declared twice within an item.
pub(super) fn twice(
    code: &'static Code,
    place: Place,
    first: Place,
    noun: &str,
    name: &Name,
) -> Diagnostic {
    let message = format!("the {noun} `{}` is declared twice", name.value);
    Diagnostic::at(code, place, message)
        .label("declared again here")
        .also(first, "first declared here")
        .help("give one of them another key, or take one out")
}

fn not_an_inventory(place: Place, name: &str, of: &str) -> Diagnostic {
    let message = format!("`{name}` is a subset; here stands an inventory");
    Diagnostic::at(&NOT_AN_INVENTORY, place, message).help(format!("write `{of}`"))
}
