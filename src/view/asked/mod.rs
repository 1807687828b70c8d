//! What is asked in the documents of a product, slot by slot and model by model.

mod asked_of_product;
mod asking;
mod bound;
mod carry;
mod checker;
mod declared;
mod differs;
mod filled;
mod judged;
mod kept;
mod need;
mod party;
mod question;
mod rename;
mod rounds;
mod shape;
mod stale;
mod standing;
mod update;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::basis::Basis;
use super::blank::Blank;
use super::rounds::{RoundField, Rounds, covered_key, round_key};
use crate::answers::AnswerKey;
use crate::model::{PartyId, SlotWord};
use crate::source::Text;

pub use bound::carried_over;
pub use carry::Carried;
pub use checker::is_check;
pub use filled::{FilledBlanks, FilledDocuments, FilledView, ResultNote, answered_in, fill_blanks};
pub use kept::with_kept;
pub use need::Need;
pub use party::party_of;
pub use question::Question;
pub use rounds::find_rounds;
pub use shape::{OptionView, Shape};
pub(super) use stale::is_stale;
pub use stale::result_of;
pub use standing::{EarlierQuestions, Standing, Standings};
pub use update::{Updated, update_answers};

/// What is asked in a slot for a model.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The party that answers; `None` where the edition names nobody.
    pub party: Option<PartyId>,
    /// The parties that may see the answer; every party where none is named.
    pub audience: Vec<PartyId>,
    /// Whether it has to be filled in.
    pub need: Need,
    /// How it is answered.
    pub shape: Shape,
    /// What is asked.
    pub question: Question,
    /// The keys of the documents in which it stands, in the order of work.
    pub documents: Vec<Text>,
}

/// All that is asked in the documents of a product.
#[derive(Debug, Default)]
pub struct AskedTable {
    asked: BTreeMap<AnswerKey, Asked>,
    /// The keys that a text stands for; read by key only.
    named: FxHashMap<String, Vec<AnswerKey>>,
    /// The keys of each blank that several models share, each once, in order.
    shared: BTreeSet<Vec<AnswerKey>>,
    documents: Vec<Text>,
    /// The rounds of tests, in which results are superseded.
    rounds: Arc<Rounds>,
}

impl AskedTable {
    /// Returns what is asked under a key.
    pub fn get(&self, key: &AnswerKey) -> Option<&Asked> {
        self.asked.get(key)
    }

    /// Returns all that is asked, in the order of the keys.
    pub fn iter(&self) -> impl Iterator<Item = (&AnswerKey, &Asked)> {
        self.asked.iter()
    }

    /// Returns the number of answers that are asked for.
    pub fn len(&self) -> usize {
        self.asked.len()
    }

    /// Says whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        self.asked.is_empty()
    }

    /// Looks up a text as documents print it: that of a blank, of a slot for all its models, or of a slot and a model. The
    /// keys that it stands for; none if it stands for nothing that is asked.
    pub fn find(&self, text: &str) -> &[AnswerKey] {
        self.named.get(text).map_or(&[], Vec::as_slice)
    }

    /// Returns the keys of each blank that several models share.
    pub fn shared(&self) -> impl Iterator<Item = &[AnswerKey]> {
        self.shared.iter().map(Vec::as_slice)
    }

    /// Returns the keys of the documents, in the order of work.
    pub fn documents(&self) -> &[Text] {
        &self.documents
    }

    /// Returns all texts that can be looked up, in any order.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.named.keys().map(String::as_str)
    }
}

/// Gathers what is asked in documents, each given by its key and its blanks, in the order of work.
pub fn view_asked(basis: &Basis<'_>, documents: &[(Text, Vec<Blank>)]) -> AskedTable {
    let models = &basis.lookups.models;
    let places: FxHashMap<&str, usize> = models.iter().map(|key| &**key).zip(0..).collect();
    let mut table = AskedTable {
        rounds: Arc::clone(&basis.rounds),
        ..AskedTable::default()
    };
    for (document, blanks) in documents {
        table.documents.push(document.clone());
        for blank in blanks {
            for key in blank.keys() {
                let model = key.model.as_deref();
                let number = model.and_then(|model| places.get(model).copied());
                let asked = table
                    .asked
                    .entry(key)
                    .or_insert_with_key(|key| ask(basis, key, number));
                if asked.documents.last() != Some(document) {
                    asked.documents.push(document.clone());
                }
            }
            let keys: Vec<AnswerKey> = blank.keys().collect();
            if keys.len() > 1 {
                table.shared.insert(keys.clone());
            }
            table.named.entry(blank.text()).or_insert(keys);
        }
    }
    add_given(basis, &mut table);
    add_carried_over(basis, &mut table, &places);
    add_rounds(basis, &mut table, &places);
    let mut by_slot: FxHashMap<String, Vec<AnswerKey>> = FxHashMap::default();
    for key in table.asked.keys() {
        by_slot
            .entry(key.slot.text())
            .or_default()
            .push(key.clone());
        table
            .named
            .entry(key.text())
            .or_insert_with(|| vec![key.clone()]);
    }
    // A slot without a model stands for all its models, also where no blank is for all of them.
    table.named.extend(by_slot);
    table
}

/// Adds what the product file gives and no document asks for any more: an answer to it is kept, and may contradict what is given.
fn add_given(basis: &Basis<'_>, table: &mut AskedTable) {
    for slot in declared::given_slots(basis) {
        let key = AnswerKey { slot, model: None };
        let asked = table.asked.entry(key);
        asked.or_insert_with_key(|key| ask(basis, key, None));
    }
}

/// Adds beside each result the reason why it still holds. No document has a field for it: it is given by a command.
fn add_carried_over(basis: &Basis<'_>, table: &mut AskedTable, places: &FxHashMap<&str, usize>) {
    let of_result = |key: &&AnswerKey| key.slot.what == SlotWord::Result;
    let results = table.asked.keys().filter(of_result);
    let beside: Vec<AnswerKey> = results.map(carried_over).collect();
    for key in beside {
        let number = key.model.as_deref();
        let number = number.and_then(|model| places.get(model).copied());
        let asked = table.asked.entry(key);
        asked.or_insert_with_key(|key| ask(basis, key, number));
    }
}

/// Adds what is said of each round, and each row that it covers or could cover.
fn add_rounds(basis: &Basis<'_>, table: &mut AskedTable, places: &FxHashMap<&str, usize>) {
    let results = table.asked.keys();
    let results = results.filter(|key| key.slot.what == SlotWord::Result);
    let results: Vec<AnswerKey> = results.cloned().collect();
    for (number, _) in basis.rounds.iter() {
        let fields = [RoundField::Began, RoundField::Why];
        let rows = results.iter().filter_map(|key| covered_key(number, key));
        let keys = fields.map(|field| round_key(number, field));
        for key in keys.into_iter().chain(rows) {
            let place = key.model.as_deref();
            let place = place.and_then(|model| places.get(model).copied());
            let asked = table.asked.entry(key);
            asked.or_insert_with_key(|key| ask(basis, key, place));
        }
    }
}

fn ask(basis: &Basis<'_>, key: &AnswerKey, model: Option<usize>) -> Asked {
    Asked {
        party: party::party_of(basis.scheme, &key.slot),
        audience: party::audience_of(basis.scheme, &key.slot),
        need: need::need_of(basis, &key.slot),
        shape: shape::shape_of(basis.scheme, &key.slot),
        question: asking::question_of(basis, &key.slot, model),
        documents: Vec::new(),
    }
}
