//! Resolves what the further entries of a scenario's product could only be (L-342).

use std::collections::BTreeMap;

use super::reader::DraftReader;
use super::situation::{Product, given_twice, is_word};
use super::subject::find_attribute;
use crate::diag::{Diagnostic, codes};
use crate::model::{Attribute, AttributeId, Bound, Further, InventoryId, Value};
use crate::source::Place;
use crate::syntax::ast::{EntryAnswer, ValuesDraft};

codes! {
    NO_BOUND = error("P0391", "attribute of further entries that cannot be bounded"),
}

impl Product<'_, '_> {
    /// Resolves `more { os rtos, none }`.
    pub(super) fn further(
        &mut self,
        reader: &mut DraftReader<'_>,
        inventory: InventoryId,
        lines: &[EntryAnswer],
    ) -> Further {
        let mut bounds: BTreeMap<AttributeId, Bound> = BTreeMap::new();
        for EntryAnswer { name, values } in lines {
            let Some(id) = find_attribute(self.lexicon, reader, inventory, *name) else {
                continue;
            };
            let place = reader.place(name.span);
            let name = reader.word(*name);
            if let Some(first) = bounds.get(&id).and_then(|bound| bound.place) {
                reader.drop_with(given_twice(place, first, name));
                continue;
            }
            let Some(row) = self.lexicon.attribute_row(inventory, id) else {
                continue;
            };
            bounds.extend(self.bound(reader, row, values).map(|bound| {
                let place = Some(place);
                (id, Bound { place, ..bound })
            }));
        }
        Further::new(bounds)
    }

    /// Reads the values; `None` if nothing can be said by them, which has been reported.
    fn bound(
        &mut self,
        reader: &mut DraftReader<'_>,
        attribute: &Attribute,
        written: &ValuesDraft,
    ) -> Option<Bound> {
        let name = &attribute.key;
        let unknown = written
            .value
            .iter()
            .any(|value| is_word(reader, value, "unknown"));
        if unknown || !attribute.can_be_bounded() {
            let place = reader.place(written.span);
            reader.drop_with(no_bound(place, attribute));
            return None;
        }
        let is_set = attribute.answer.is_set();
        let mut none = is_set;
        let mut values: Vec<Value> = Vec::with_capacity(written.value.len());
        for value in &written.value {
            if !is_word(reader, value, "none") {
                values.push(self.value(reader, name, &attribute.answer, value)?);
            } else if attribute.answer.takes_none() {
                none = true;
            } else {
                let place = reader.place(value.span);
                reader.drop_with(self.wrong_answer(place, name, "none", &attribute.answer));
                return None;
            }
        }
        let place = None;
        Some(Bound {
            values,
            none,
            is_set,
            place,
        })
    }
}

fn no_bound(place: Place, attribute: &Attribute) -> Diagnostic {
    let name = &attribute.key;
    let message = if attribute.can_be_bounded() {
        format!("`{name}` of further entries could be `unknown`, which says nothing about them")
    } else {
        format!(
            "`{name}` is a claim, a text, a version or a hash, so in further entries it could be anything"
        )
    };
    Diagnostic::at(&NO_BOUND, place, message)
        .help("remove the line: what is not said of further entries may be anything")
}
