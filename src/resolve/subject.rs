//! Resolves the subject of a test: a fact, or an attribute of an entry (L-082, L-091, L-092).

use super::lexicon::{Lexicon, Word};
use super::names::Found;
use super::reader::{DraftReader, IN_CONDITIONS, meant};
use super::scopes::Scopes;
use super::vocabulary::unknown_attribute;
use crate::diag::{Diagnostic, codes, did_you_mean};
use crate::model::{
    AttributeId, AttributeKind, AttributeStep, DeriveId, InventoryId, TestSubject, Type, TypeKind,
};
use crate::source::Place;
use crate::syntax::ast::{ItemKind, Name, OperatorDraft, PathDraft, TestDraft};

codes! {
    UNKNOWN_NAME = error("P0302", "unknown name in a condition"),
    AMBIGUOUS_NAME = error("P0304", "name that an attribute shares with something else"),
    SET_AS_VALUE = error("P0305", "inventory or subset where a value is expected"),
    DERIVE_COMPARED = error("P0306", "comparison of a derived name"),
    NOT_A_REFERENCE = error("P0307", "dot after a name that does not lead to one entry"),
    DOT_OUTSIDE = error("P0308", "attribute of no particular entry"),
    CLAIM_UNSAID = error("P0309", "claim read without `claimed`"),
    INFORMATION_READ = error("P0359", "informative question that something reads"),
    NO_CLAIM = error("P0310", "`claimed` before a name that is not a claim"),
}

/// The subject of a test.
#[derive(Debug)]
pub(super) enum Asked<'a> {
    Derived(DeriveId),
    Value(Value<'a>),
}

/// A value of the product and its type.
#[derive(Debug)]
pub(super) struct Value<'a> {
    pub subject: TestSubject,
    pub answer: &'a Type,
    /// Its name in messages: `source_access`, `runs_on.tee`.
    pub shown: String,
}

/// Resolves the subject of a test; `None` if it is wrong, which has been reported.
pub(super) fn resolve_subject<'a>(
    lexicon: &Lexicon<'a>,
    reader: &mut DraftReader<'_>,
    scopes: &Scopes,
    draft: &TestDraft,
) -> Option<Asked<'a>> {
    let (first, rest) = draft.path.names.split_first()?;
    let word = reader.word(*first);
    if let Some(inventory) = scopes.innermost() {
        match lexicon.attribute(inventory, word) {
            Found::Known(_) => {
                report_ambiguous(lexicon, reader, inventory, *first)?;
                return attribute(lexicon, reader, inventory, draft).map(Asked::Value);
            }
            Found::Broken => {
                reader.lose();
                return None;
            }
            Found::Unknown => {}
        }
    }
    match lexicon.word(word) {
        Some(Word::Fact(fact)) if rest.is_empty() => {
            report_no_claim(reader, draft, "a fact");
            let row = lexicon.questions.facts.row(fact)?;
            if row.for_information {
                reader.report(information_read(reader.place(first.span), "fact", word));
            }
            Some(Asked::Value(Value {
                subject: TestSubject::Fact(fact),
                answer: &row.answer,
                shown: word.to_owned(),
            }))
        }
        Some(Word::Derive(derive)) if rest.is_empty() => {
            report_no_claim(reader, draft, "a derived name");
            derived(reader, draft, derive)
        }
        Some(Word::Broken) => {
            reader.lose();
            None
        }
        meaning => {
            let diagnostic = wrong_name(lexicon, reader, scopes, &draft.path, meaning);
            reader.drop_with(diagnostic);
            None
        }
    }
}

/// Reports a name that is both an attribute of the entry and a name for the product as a whole.
fn report_ambiguous(
    lexicon: &Lexicon<'_>,
    reader: &mut DraftReader<'_>,
    inventory: InventoryId,
    name: Name,
) -> Option<()> {
    let word = reader.word(name);
    let meaning = match lexicon.word(word) {
        Some(Word::Fact(_)) => "a fact",
        Some(Word::Derive(_)) => "a derived name",
        Some(Word::Set(_) | Word::Broken) | None => return Some(()),
    };
    let place = reader.place(name.span);
    let key = lexicon.inventory_key(inventory);
    reader.drop_with(ambiguous(place, word, key, meaning));
    None
}

fn derived(
    reader: &mut DraftReader<'_>,
    draft: &TestDraft,
    derive: DeriveId,
) -> Option<Asked<'static>> {
    if draft.operator.value == OperatorDraft::Holds {
        return Some(Asked::Derived(derive));
    }
    let place = reader.place(draft.span);
    reader.drop_with(derive_compared(place, &path_text(reader, &draft.path)));
    None
}

/// Follows a path from an entry of the innermost scope.
fn attribute<'a>(
    lexicon: &Lexicon<'a>,
    reader: &mut DraftReader<'_>,
    start: InventoryId,
    draft: &TestDraft,
) -> Option<Value<'a>> {
    let mut inventory = start;
    let mut path = Vec::with_capacity(draft.path.names.len());
    let mut answer: Option<(Name, &'a Type)> = None;
    let mut is_claim = false;
    for name in &draft.path.names {
        if let Some((before, answer)) = answer {
            inventory = follow(lexicon, reader, before, answer, inventory)?;
        }
        let attribute = read_attribute(lexicon, reader, inventory, *name)?;
        let row = lexicon.attribute_row(inventory, attribute)?;
        is_claim |= row.kind == AttributeKind::Claim;
        path.push(AttributeStep {
            inventory,
            attribute,
        });
        answer = Some((*name, &row.answer));
    }
    let shown = path_text(reader, &draft.path);
    if is_claim && draft.claimed.is_none() {
        let place = reader.place(draft.path.span);
        reader.report(claim_unsaid(place, &shown));
    } else if !is_claim {
        report_no_claim(reader, draft, "an attribute");
    }
    Some(Value {
        subject: TestSubject::Attribute {
            scope: 0,
            inventory: start,
            path,
        },
        answer: answer?.1,
        shown,
    })
}

/// Returns the inventory to which an attribute leads.
fn follow(
    lexicon: &Lexicon<'_>,
    reader: &mut DraftReader<'_>,
    name: Name,
    answer: &Type,
    inventory: InventoryId,
) -> Option<InventoryId> {
    if let TypeKind::Entry(target) = answer.kind {
        return Some(target);
    }
    let place = reader.place(name.span);
    let target = answer.target().map(|target| lexicon.inventory_key(target));
    let own = lexicon.inventory_key(inventory);
    reader.drop_with(not_a_reference(place, reader.word(name), target, own));
    None
}

/// Finds an attribute whose answer decides something, or reports that there is none.
pub(super) fn read_attribute(
    lexicon: &Lexicon<'_>,
    reader: &mut DraftReader<'_>,
    inventory: InventoryId,
    name: Name,
) -> Option<AttributeId> {
    let attribute = find_attribute(lexicon, reader, inventory, name)?;
    report_information(lexicon, reader, (inventory, attribute), name);
    Some(attribute)
}

/// Reports at a name that the attribute that is read there is for information.
pub(super) fn report_information(
    lexicon: &Lexicon<'_>,
    reader: &mut DraftReader<'_>,
    (inventory, attribute): (InventoryId, AttributeId),
    at: Name,
) {
    let row = lexicon.attribute_row(inventory, attribute);
    if let Some(row) = row.filter(|row| row.for_information) {
        let place = reader.place(at.span);
        reader.report(information_read(place, "attribute", &row.key));
    }
}

/// Finds an attribute, or reports that there is none.
pub(super) fn find_attribute(
    lexicon: &Lexicon<'_>,
    reader: &mut DraftReader<'_>,
    inventory: InventoryId,
    name: Name,
) -> Option<AttributeId> {
    let word = reader.word(name);
    match lexicon.attribute(inventory, word) {
        Found::Known(id) => Some(id),
        Found::Broken => {
            reader.lose();
            None
        }
        Found::Unknown => {
            let place = reader.place(name.span);
            let keys = lexicon.attribute_keys(inventory);
            let help = lexicon.renamed(Some(inventory), word);
            let help = help.or_else(|| meant(word, "attribute", keys));
            let key = lexicon.inventory_key(inventory);
            let report = unknown_attribute(place, key, word).maybe_help(help);
            reader.drop_with(report.undeclared(IN_CONDITIONS, word));
            None
        }
    }
}

fn report_no_claim(reader: &mut DraftReader<'_>, draft: &TestDraft, meaning: &str) {
    if let Some(span) = draft.claimed {
        let place = reader.place(span);
        reader.report(no_claim(place, &path_text(reader, &draft.path), meaning));
    }
}

/// Reports that the first name of a path is not an attribute.
fn wrong_name(
    lexicon: &Lexicon<'_>,
    reader: &DraftReader<'_>,
    scopes: &Scopes,
    path: &PathDraft,
    word: Option<Word>,
) -> Diagnostic {
    let shown = path_text(reader, path);
    let Some(first) = path.names.first() else {
        return unknown_name(reader.place(path.span), &shown, None);
    };
    let place = reader.place(first.span);
    let name = reader.word(*first);
    match word {
        Some(Word::Set(_)) if path.names.len() > 1 => {
            let report = dot_outside(reader.place(path.span), name, &shown);
            match scopes.innermost() {
                // It was meant as an attribute.
                Some(_) => report.undeclared(IN_CONDITIONS, name),
                None => report,
            }
        }
        Some(Word::Set(_)) => set_as_value(place, name),
        Some(Word::Fact(_) | Word::Derive(_)) => not_a_reference(place, name, None, ""),
        Some(Word::Broken) | None => unknown_name(place, name, help(lexicon, scopes, name)),
    }
}

/// Looks for the name that was meant: a similar name, or an attribute of an outer entry.
fn help(lexicon: &Lexicon<'_>, scopes: &Scopes, name: &str) -> Option<String> {
    let inner = scopes.innermost().map(|inner| lexicon.inventory_key(inner));
    for outer in scopes.outwards().skip(1) {
        if lexicon.attribute(outer, name) != Found::Unknown {
            let (outer, inner) = (lexicon.inventory_key(outer), inner.unwrap_or_default());
            return Some(format!(
                "it is an attribute of `{outer}`; the attributes known here are those of `{inner}`"
            ));
        }
    }
    if let Some(now) = lexicon.renamed(scopes.innermost(), name) {
        return Some(now);
    }
    if let Some(left) = scopes.left()
        && lexicon.attribute(left, name) != Found::Unknown
    {
        let left = lexicon.inventory_key(left);
        return Some(format!(
            "does it belong to `{left}`? `where` takes one test; put several in brackets: `{left} where (… and {name} …)`"
        ));
    }
    let attributes = scopes
        .innermost()
        .into_iter()
        .flat_map(|inner| lexicon.attribute_keys(inner));
    let tree = lexicon.tree;
    let names = attributes
        .chain(tree.of(ItemKind::Fact).names())
        .chain(tree.of(ItemKind::Derive).names());
    if let Some(near) = did_you_mean(name, names) {
        return Some(near);
    }
    let inventory = lexicon.questions.inventories.iter();
    let owner = inventory
        .filter(|(_, inventory)| inventory.attributes.find(name).is_some())
        .map(|(_, inventory)| inventory.key.as_str())
        .next()?;
    Some(format!(
        "`{name}` is an attribute of `{owner}`: write `some {owner} where {name} …`"
    ))
}

fn unknown_name(place: Place, name: &str, help: Option<String>) -> Diagnostic {
    let message = format!("there is no fact, attribute or derived name `{name}` here");
    Diagnostic::at(&UNKNOWN_NAME, place, message)
        .undeclared(IN_CONDITIONS, name)
        .maybe_help(help)
}

fn ambiguous(place: Place, name: &str, inventory: &str, meaning: &str) -> Diagnostic {
    let message = format!("`{name}` is an attribute of `{inventory}` and {meaning}");
    Diagnostic::at(&AMBIGUOUS_NAME, place, message).help("rename one of them")
}

fn set_as_value(place: Place, name: &str) -> Diagnostic {
    let message = format!("`{name}` has entries, not a value");
    Diagnostic::at(&SET_AS_VALUE, place, message)
        .help(format!("write `some {name}`, or `no {name}`"))
}

fn derive_compared(place: Place, name: &str) -> Diagnostic {
    let message = format!("`{name}` is a derived name, which either holds or does not hold");
    Diagnostic::at(&DERIVE_COMPARED, place, message).help(format!(
        "write `{name}` or `not {name}` without a comparison"
    ))
}

fn not_a_reference(place: Place, name: &str, target: Option<&str>, own: &str) -> Diagnostic {
    let (message, help) = match target {
        Some(target) => (
            format!(
                "`{name}` refers to any number of entries of `{target}`; a dot can follow only one entry"
            ),
            format!(
                "ask from the other side: `some {own} where {name} has any of (this {target})`"
            ),
        ),
        None => (
            format!("`{name}` does not refer to an entry, so no dot can follow it"),
            "a dot can follow an attribute of the type `entry of …`".to_owned(),
        ),
    };
    Diagnostic::at(&NOT_A_REFERENCE, place, message).help(help)
}

fn dot_outside(place: Place, inventory: &str, path: &str) -> Diagnostic {
    let attribute = path
        .split_once('.')
        .map_or(path, |(_, attribute)| attribute);
    let message = format!("`{path}` does not say which entry of `{inventory}` is meant");
    Diagnostic::at(&DOT_OUTSIDE, place, message)
        .help(format!("write `some {inventory} where {attribute} …`"))
}

fn claim_unsaid(place: Place, name: &str) -> Diagnostic {
    let message = format!("`{name}` is a claim, and a condition reads a claim only with `claimed`");
    Diagnostic::at(&CLAIM_UNSAID, place, message).help(format!(
        "write `claimed {name}` if the source itself makes the claim a condition; otherwise ask what the product is, not what was done about it"
    ))
}

fn no_claim(place: Place, name: &str, meaning: &str) -> Diagnostic {
    let message = format!("`{name}` is {meaning}, not a claim");
    Diagnostic::at(&NO_CLAIM, place, message).help("remove `claimed`")
}

/// Returns a path as written.
pub(super) fn path_text(reader: &DraftReader<'_>, path: &PathDraft) -> String {
    let names: Vec<&str> = path.names.iter().map(|name| reader.word(*name)).collect();
    names.join(".")
}

fn information_read(place: Place, noun: &str, name: &str) -> Diagnostic {
    let message = format!("the {noun} `{name}` is `informative`, but decides something here");
    Diagnostic::at(&INFORMATION_READ, place, message).help(format!(
        "remove `informative` from `{name}`, or read another {noun}"
    ))
}
