//! What a dossier knows of the words in its files of answers: the keys that are asked for, the models, the people.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::answers::Head;
use crate::view::asked::AskedTable;
use crate::view::product_schema::pieces::refer;

/// The values that a dossier knows, by the word under which they stand; each with a text for people, or an empty one.
#[derive(Default)]
pub(super) struct Known(BTreeMap<&'static str, BTreeMap<String, String>>);

impl Known {
    /// Gathers the values of what is asked, and the people.
    pub fn of(head: &Head, table: &AskedTable) -> Self {
        let mut values: BTreeMap<&'static str, BTreeSet<&str>> = BTreeMap::new();
        for (key, _) in table.iter() {
            let control = key.slot.control.iter().map(|control| ("control", control));
            let model = key.model.iter().map(|model| ("model", model));
            let parts = key.slot.parts().map(|(part, text)| (part.word(), text));
            for (word, text) in control.chain(model).chain(parts) {
                values.entry(word).or_default().insert(text);
            }
        }
        let words = values.into_iter().map(|(word, texts)| {
            let texts = texts
                .into_iter()
                .map(|text| (text.to_owned(), String::new()));
            (word, texts.collect())
        });
        let mut known = Self(words.collect());
        let people = head
            .people
            .iter()
            .map(|(key, person)| (key.clone(), person.name.clone()));
        known.0.insert("by", people.collect());
        known
    }

    /// Returns the schema of the texts under a word. Other texts than the known ones remain allowed, since an answer stays
    /// when nothing asks for it any more.
    pub fn schema_of(&self, word: &str) -> Value {
        let Some(texts) = self.0.get(word).filter(|texts| !texts.is_empty()) else {
            return refer("word");
        };
        let mut any: Vec<Value> = texts
            .iter()
            .map(|(text, about)| match about.as_str() {
                "" => json!({ "const": text }),
                about => json!({ "const": text, "description": about }),
            })
            .collect();
        any.push(refer("word"));
        json!({ "anyOf": any })
    }
}
