//! Resolves the product of a scenario to a situation (L-221, L-222).

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::lexicon::{Lexicon, Word};
use super::reader::{DraftReader, IN_CONDITIONS, unknown};
use super::style::{KeyStyle, check_style};
use super::subject::find_attribute;
use super::value_words::{describe, meant_value, never, said, undeclared_value};
use crate::diag::{Diagnostic, codes, did_you_mean};
use crate::model::{
    Answer, AttributeId, Entries, Entry, Extent, Further, Given, InventoryId, Origin, Set,
    Situation, Stock, Type, Value,
};
use crate::source::{Place, Spanned};
use crate::syntax::ast::{
    EntryAnswer, ItemKind, Name, ProductLine, ProductLineKind, ValueDraft, ValuesDraft,
};

codes! {
    UNKNOWN_DATUM = error("P0273", "name that is not a fact, inventory or attribute"),
    GIVEN_TWICE = error("P0274", "fact, entry or attribute that is given twice"),
    WRONG_ANSWER = error("P0275", "answer that the question does not allow"),
    MISSING_ENTRY = error("P0276", "reference to an entry that does not exist"),
    CONTRADICTION = error("P0277", "inventory that is given both as a whole and by its entries"),
}

/// The product of a scenario while its lines are read.
pub(super) struct Product<'l, 'a> {
    pub(super) lexicon: &'l Lexicon<'a>,
    situation: Situation,
    /// The place where each fact, each inventory as a whole, and each entry was first given.
    first: FxHashMap<(&'l str, &'l str), Place>,
    /// References to entries, which are looked up when all lines are read.
    named: Vec<(InventoryId, String, Place)>,
}

/// Resolves the lines of a scenario's product. Everything else about the product is unknown.
pub(super) fn resolve_situation<'l>(
    lexicon: &'l Lexicon<'_>,
    reader: &mut DraftReader<'l>,
    lines: &[ProductLine],
) -> Situation {
    let mut product = Product {
        lexicon,
        situation: Situation::default(),
        first: FxHashMap::default(),
        named: Vec::new(),
    };
    for line in lines {
        product.line(reader, line);
    }
    // An entry may be missing because its line is wrong.
    let is_sure = !reader.dropped;
    for (inventory, id, place) in product.named.iter().filter(|_| is_sure) {
        if product.situation.entry(*inventory, id).is_none() {
            let key = lexicon.inventory_key(*inventory);
            let ids = product
                .situation
                .entries(*inventory)
                .iter()
                .map(|entry| entry.id.as_str());
            let report = missing_entry(*place, key, id, ids);
            let scenario = format!("entry of {key} at {}", reader.item.start);
            reader.drop_with(report.undeclared(&scenario, id));
        }
    }
    product.situation
}

impl<'l> Product<'l, '_> {
    fn line(&mut self, reader: &mut DraftReader<'l>, line: &ProductLine) {
        let place = reader.place(line.name.span);
        let name = reader.word(line.name);
        match (self.lexicon.word(name), &line.kind) {
            (Some(Word::Fact(fact)), ProductLineKind::Values(values)) => {
                let answer = self.lexicon.questions.facts.row(fact);
                let Some(answer) = answer.map(|fact| &fact.answer) else {
                    return;
                };
                if self.is_new(reader, (name, ""), place)
                    && let Some(answer) = self.answer(reader, name, answer, values)
                {
                    let place = Some(place);
                    self.situation.set_fact(fact, Given { answer, place });
                }
            }
            (Some(Word::Set(Set::Inventory(inventory))), kind) => {
                self.inventory(reader, inventory, line.name, kind);
            }
            (Some(Word::Broken), _) => reader.lose(),
            (word, _) => {
                let diagnostic = self.wrong_line(place, name, word);
                reader.drop_with(diagnostic);
            }
        }
    }

    fn inventory(
        &mut self,
        reader: &mut DraftReader<'l>,
        inventory: InventoryId,
        name: Name,
        kind: &ProductLineKind,
    ) {
        let place = reader.place(name.span);
        let key = reader.word(name);
        match kind {
            ProductLineKind::Entry { id, attributes } if reader.word(*id) == "more" => {
                let further = self.further(reader, inventory, attributes);
                if self.is_new(reader, (key, "more"), reader.place(id.span)) {
                    self.more(inventory, further, place);
                }
            }
            ProductLineKind::Entry { id, attributes } => {
                check_style(reader.item, *id, "entry", KeyStyle::Entry, reader.out);
                if !self.is_new(reader, (key, reader.word(*id)), reader.place(id.span)) {
                    return;
                }
                if let Some(first) = self.first.get(&(key, "")) {
                    reader.drop_with(contradiction(place, *first, key));
                    return;
                }
                let entry = self.entry(reader, inventory, *id, attributes);
                let stock = self.situation.stock_mut(inventory);
                if stock.extent == Extent::Unknown {
                    stock.extent = Extent::All;
                }
                stock.place = stock.place.or(Some(place));
                stock.entries.push(entry);
            }
            ProductLineKind::More(span) => {
                // `more` cannot be the id of an entry, so this key is free.
                if self.is_new(reader, (key, "more"), reader.place(*span)) {
                    self.more(inventory, Further::default(), place);
                }
            }
            ProductLineKind::Values(values) => self.none(reader, inventory, name, values),
        }
    }

    /// Notes that there may be more entries.
    fn more(&mut self, inventory: InventoryId, further: Further, place: Place) {
        let stock = self.situation.stock_mut(inventory);
        stock.extent = Extent::AtLeast;
        stock.further = further;
        stock.place = stock.place.or(Some(place));
    }

    /// Resolves an inventory that is given as a whole: `radio none`, `radio unknown`.
    fn none(
        &mut self,
        reader: &mut DraftReader<'l>,
        inventory: InventoryId,
        name: Name,
        values: &ValuesDraft,
    ) {
        let place = reader.place(name.span);
        let key = reader.word(name);
        let extent = match values.value.as_slice() {
            [only] if is_word(reader, only, "none") => Extent::All,
            [only] if is_word(reader, only, "unknown") => Extent::Unknown,
            _ => {
                let place = reader.place(values.span);
                reader.drop_with(entries_wanted(place, key));
                return;
            }
        };
        let stock = self.situation.stock(inventory);
        if let Some(stock) = stock.filter(|stock| !stock.entries.is_empty()) {
            reader.drop_with(contradiction(place, stock.place.unwrap_or(place), key));
        } else if self.is_new(reader, (key, ""), place) {
            let stock = Stock {
                extent,
                entries: Entries::new(),
                further: Further::default(),
                place: Some(place),
            };
            self.situation.set_stock(inventory, stock);
        }
    }

    fn entry(
        &mut self,
        reader: &mut DraftReader<'_>,
        inventory: InventoryId,
        id: Name,
        answers: &[EntryAnswer],
    ) -> Entry {
        let mut values: BTreeMap<AttributeId, Given> = BTreeMap::new();
        for EntryAnswer {
            name,
            values: written,
        } in answers
        {
            let Some(attribute) = find_attribute(self.lexicon, reader, inventory, *name) else {
                continue;
            };
            let place = reader.place(name.span);
            let name = reader.word(*name);
            if let Some(first) = values.get(&attribute).and_then(|given| given.place) {
                reader.drop_with(given_twice(place, first, name));
                continue;
            }
            let Some(row) = self.lexicon.attribute_row(inventory, attribute) else {
                continue;
            };
            if let Some(answer) = self.answer(reader, name, &row.answer, written) {
                let place = Some(place);
                values.insert(attribute, Given { answer, place });
            }
        }
        Entry {
            id: reader.word(id).into(),
            values,
            origin: Origin::Declared,
            was: Vec::new(),
            place: Some(reader.place(id.span)),
        }
    }

    /// Reads an answer; `None` if it is wrong, which has been reported.
    fn answer(
        &mut self,
        reader: &mut DraftReader<'_>,
        name: &str,
        answer: &Type,
        written: &ValuesDraft,
    ) -> Option<Answer> {
        let place = reader.place(written.span);
        match written.value.as_slice() {
            [only] if is_word(reader, only, "unknown") => return Some(Answer::Unknown),
            [only] if is_word(reader, only, "none") => {
                if answer.takes_none() {
                    return Some(Answer::None);
                }
                reader.drop_with(self.wrong_answer(place, name, "none", answer));
                return None;
            }
            [_, _, ..] if !answer.is_set() => {
                reader.drop_with(several(place, name, &describe(self.lexicon, answer)));
                return None;
            }
            _ => {}
        }
        let mut more = false;
        let mut members: Vec<Value> = Vec::with_capacity(written.value.len());
        for value in &written.value {
            if is_word(reader, value, "unknown") {
                more = true;
                continue;
            }
            let value = self.value(reader, name, answer, value)?;
            if !members.contains(&value) {
                members.push(value);
            }
        }
        if answer.is_set() {
            return Some(Answer::Many { members, more });
        }
        members.pop().map(Answer::One)
    }

    pub(super) fn value(
        &mut self,
        reader: &mut DraftReader<'_>,
        name: &str,
        answer: &Type,
        draft: &Spanned<ValueDraft>,
    ) -> Option<Value> {
        let place = reader.place(draft.span);
        if let ValueDraft::This(_) = draft.value {
            reader.drop_with(self.wrong_answer(place, name, "this …", answer));
            return None;
        }
        let text = said(reader.item, &draft.value);
        match answer.read(&text) {
            Ok(value) => {
                if let (Value::Entry(id), Some(target)) = (&value, answer.target()) {
                    self.named.push((target, id.clone(), place));
                }
                Some(value)
            }
            Err(misfit) => {
                let near = meant_value(answer, &text, &misfit);
                let report = self.wrong_answer(place, name, &text, answer);
                reader.drop_with(undeclared_value(report, name, &text).maybe_help(near));
                None
            }
        }
    }

    /// Records that something is given. Says whether that is the first time, and reports it otherwise.
    fn is_new(
        &mut self,
        reader: &mut DraftReader<'_>,
        key: (&'l str, &'l str),
        place: Place,
    ) -> bool {
        if let Some(first) = self.first.get(&key) {
            let shown = match key {
                (name, "") => name.to_owned(),
                (name, id) => format!("{name} {id}"),
            };
            reader.drop_with(given_twice(place, *first, &shown));
            return false;
        }
        self.first.insert(key, place);
        true
    }

    fn wrong_line(&self, place: Place, name: &str, word: Option<Word>) -> Diagnostic {
        let (kind, help) = match word {
            Some(Word::Set(set)) => {
                let inventory = self.lexicon.inventory_key(self.lexicon.inventory_of(set));
                ("a subset", format!("give the entry in `{inventory}`"))
            }
            Some(Word::Derive(_)) => {
                let help = "give the facts and entries from which it follows";
                ("a derived name", help.to_owned())
            }
            Some(Word::Fact(_)) => ("a fact", format!("write its value after it: `{name} …`")),
            Some(Word::Broken) | None => return unknown_datum(self.lexicon, place, name),
        };
        let message = format!("`{name}` is {kind}; it has no entries of its own");
        Diagnostic::at(&UNKNOWN_DATUM, place, message).help(help)
    }

    pub(super) fn wrong_answer(
        &self,
        place: Place,
        name: &str,
        word: &str,
        answer: &Type,
    ) -> Diagnostic {
        let expected = describe(self.lexicon, answer);
        never(&WRONG_ANSWER, place, name, word, &expected)
    }
}

pub(super) fn is_word(reader: &DraftReader<'_>, value: &Spanned<ValueDraft>, wanted: &str) -> bool {
    matches!(value.value, ValueDraft::Word(word) if reader.word(word) == wanted)
}

/// Reports a name that is neither a fact nor an inventory.
pub(super) fn unknown_datum(lexicon: &Lexicon<'_>, place: Place, name: &str) -> Diagnostic {
    let facts = lexicon.tree.of(ItemKind::Fact).names();
    let keys = facts.chain(lexicon.tree.of(ItemKind::Inventory).names());
    unknown(&UNKNOWN_DATUM, place, "fact or inventory", name, keys).undeclared(IN_CONDITIONS, name)
}

fn several(place: Place, name: &str, expected: &str) -> Diagnostic {
    let message = format!("`{name}` takes one answer: it is {expected}");
    Diagnostic::at(&WRONG_ANSWER, place, message).help("write one of the values")
}

fn entries_wanted(place: Place, inventory: &str) -> Diagnostic {
    let message = format!("`{inventory}` is an inventory: it takes entries, `none` or `unknown`");
    Diagnostic::at(&WRONG_ANSWER, place, message).help(format!(
        "write each entry with its id: `{inventory} main {{ … }}`"
    ))
}

pub(super) fn given_twice(place: Place, first: Place, name: &str) -> Diagnostic {
    Diagnostic::at(&GIVEN_TWICE, place, format!("`{name}` is given twice"))
        .again(first, "given")
        .help("keep one of them")
}

fn contradiction(place: Place, first: Place, inventory: &str) -> Diagnostic {
    let message = format!("`{inventory}` is given both as a whole and by its entries");
    Diagnostic::at(&CONTRADICTION, place, message)
        .also(first, "given the other way here")
        .help(format!(
            "keep one of them; `{inventory} more unknown` says that there may be others"
        ))
}

fn missing_entry<'e>(
    place: Place,
    inventory: &str,
    id: &str,
    ids: impl Iterator<Item = &'e str>,
) -> Diagnostic {
    let message = format!("the product has no entry `{id}` of `{inventory}`");
    let near = did_you_mean(id, ids);
    let add = format!("add `{inventory} {id} {{ … }}` to the product");
    Diagnostic::at(&MISSING_ENTRY, place, message).help(near.unwrap_or(add))
}
