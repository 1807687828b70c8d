//! Compares the entries that two models of a series have in a set (L-370).

use indexmap::IndexSet;
use rustc_hash::{FxHashMap, FxHashSet};

use super::evaluator::Evaluator;
use super::likeness::{Gap, GapKind, Likeness, alike, is_known};
use super::truth::Truth;
use super::words::entry_words;
use crate::model::{Answer, AttributeId, Entry, Extent, InventoryId, Scheme, Set, Value};

/// The answers of an entry to what is compared, all of them known: equal answers are equal here.
type Known<'a> = Vec<Vec<&'a Value>>;

/// An entry that belongs to the set, or may belong to it.
struct Row<'a> {
    entry: &'a Entry,
    is_certain: bool,
    /// Its answers; `None` where one of them is not known completely.
    known: Option<Known<'a>>,
}

/// The entries of one model.
struct Side<'a> {
    rows: Vec<Row<'a>>,
    /// Whether it has no other entries.
    is_complete: bool,
}

/// The entries of the lead and of a model, as they are compared.
struct Sides<'a> {
    scheme: &'a Scheme,
    inventory: InventoryId,
    attributes: &'a [AttributeId],
    lead: Side<'a>,
    model: Side<'a>,
}

/// Compares the entries of a set that a model has with those of the lead. Which entry is which does not matter, as long as
/// for each there is one with the same answers.
pub(super) fn compare_entries(
    [lead, model]: [&Evaluator<'_>; 2],
    set: Set,
    attributes: &[AttributeId],
    likeness: &mut Likeness,
) {
    let scheme = lead.scheme;
    let sides = Sides {
        scheme,
        inventory: scheme.inventory_of(set),
        attributes,
        lead: Side::new(lead, set, attributes),
        model: Side::new(model, set, attributes),
    };
    let sides = sides.without_pairs();
    if sides.differs() {
        let before = likeness.differs.len();
        sides.add_gaps(likeness);
        if likeness.differs.len() == before {
            likeness.differs.push(Gap {
                subject: scheme.set_key(set).to_owned(),
                kind: GapKind::Somewhere,
            });
        }
    } else {
        sides.add_open(likeness);
    }
}

impl<'a> Side<'a> {
    fn new(evaluator: &Evaluator<'a>, set: Set, attributes: &[AttributeId]) -> Self {
        let members = evaluator.members(set);
        let rows = members.candidates.iter().map(|member| Row {
            entry: member.entry,
            is_certain: member.truth == Truth::Yes,
            known: known_answers(member.entry, attributes),
        });
        Self {
            rows: rows.collect(),
            is_complete: members.extent == Extent::All,
        }
    }

    /// Returns the entries by their ids.
    fn by_id(&self) -> FxHashMap<&'a str, &Row<'a>> {
        let rows = self.rows.iter();
        rows.map(|row| (row.entry.id.as_str(), row)).collect()
    }

    /// Says whether it certainly has entries for which the other side has none, by the answers that `part` takes of the
    /// known ones.
    fn exceeds<'r>(
        &'r self,
        other: &'r Self,
        part: impl Fn(&'r Row<'a>) -> Option<Known<'a>>,
    ) -> bool {
        if !other.is_complete {
            return false;
        }
        let mut theirs: FxHashMap<Known<'a>, usize> = FxHashMap::default();
        let mut vague = 0;
        for row in &other.rows {
            match part(row) {
                Some(known) => *theirs.entry(known).or_default() += 1,
                None => vague += 1,
            }
        }
        let mut surplus = 0;
        let certain = self.rows.iter().filter(|row| row.is_certain);
        for known in certain.filter_map(part) {
            match theirs.get_mut(&known) {
                Some(count) if *count > 0 => *count -= 1,
                Some(_) | None => surplus += 1,
            }
        }
        surplus > vague
    }
}

impl<'a> Sides<'a> {
    /// Takes out the entries that are certainly there on both sides, with the same answers: first under the same id, then
    /// under any. What is left is the same if and only if all of it was.
    fn without_pairs(mut self) -> Self {
        let model = self.model.by_id();
        let is_pair = |lead: &Row<'a>| {
            let certain = model.get(lead.entry.id.as_str());
            let certain = certain.filter(|model| model.is_certain && lead.is_certain);
            certain.is_some_and(|model| lead.known.is_some() && lead.known == model.known)
        };
        let pairs = self.lead.rows.iter().filter(|row| is_pair(row));
        let pairs: FxHashSet<&str> = pairs.map(|row| row.entry.id.as_str()).collect();
        for side in [&mut self.lead, &mut self.model] {
            side.rows
                .retain(|row| !pairs.contains(row.entry.id.as_str()));
        }
        let mut free: FxHashMap<Known<'a>, Vec<&'a str>> = FxHashMap::default();
        for row in self.model.rows.iter().rev().filter(|row| row.is_certain) {
            if let Some(known) = &row.known {
                free.entry(known.clone())
                    .or_default()
                    .push(row.entry.id.as_str());
            }
        }
        let mut taken: FxHashSet<&str> = FxHashSet::default();
        self.lead.rows.retain(|row| {
            let known = row.known.as_ref().filter(|_| row.is_certain);
            let like = known.and_then(|known| free.get_mut(known)?.pop());
            taken.extend(like);
            like.is_none()
        });
        self.model
            .rows
            .retain(|row| !taken.contains(row.entry.id.as_str()));
        self
    }

    /// Says whether the entries are certainly not the same. Each attribute is compared alone too, so that one that is not
    /// known hides no other.
    fn differs(&self) -> bool {
        let (lead, model) = (&self.lead, &self.model);
        let whole = |row: &Row<'a>| row.known.clone();
        if lead.exceeds(model, whole) || model.exceeds(lead, whole) {
            return true;
        }
        let mut attributes = self.attributes.iter();
        attributes.any(|attribute| {
            let only = |row: &Row<'a>| known_answers(row.entry, &[*attribute]);
            lead.exceeds(model, only) || model.exceeds(lead, only)
        })
    }

    fn name(&self, row: &Row<'_>) -> String {
        entry_words(self.scheme, self.inventory, &row.entry.id)
    }

    fn attribute_name(&self, row: &Row<'_>, attribute: AttributeId) -> String {
        let key = &self.scheme.attribute(self.inventory, attribute).key;
        format!("{}.{key}", self.name(row))
    }

    /// Says what differs: of entries with the same id each answer, else which entry only one side has.
    fn add_gaps(&self, likeness: &mut Likeness) {
        let (leads, models) = (self.lead.by_id(), self.model.by_id());
        for row in self.lead.rows.iter().filter(|row| row.is_certain) {
            let Some(model) = models.get(row.entry.id.as_str()) else {
                let (subject, kind) = (self.name(row), GapKind::Removed);
                likeness.differs.push(Gap { subject, kind });
                continue;
            };
            for attribute in self.attributes {
                let lead = row.entry.answer(*attribute);
                let model = model.entry.answer(*attribute);
                if alike(lead, model) == Truth::No {
                    let subject = self.attribute_name(row, *attribute);
                    likeness.add_answers(subject, [lead, model]);
                }
            }
        }
        let models = self.model.rows.iter().filter(|row| row.is_certain);
        for row in models.filter(|row| !leads.contains_key(row.entry.id.as_str())) {
            let (subject, kind) = (self.name(row), GapKind::Added);
            likeness.differs.push(Gap { subject, kind });
        }
    }

    /// Says what is not known: whether an entry belongs to the set, an answer, or whether there are more entries.
    fn add_open(&self, likeness: &mut Likeness) {
        let mut open: IndexSet<String> = IndexSet::new();
        for row in self.lead.rows.iter().chain(&self.model.rows) {
            if !row.is_certain {
                open.insert(self.name(row));
            }
            let answers = self.attributes.iter();
            let unknown = answers.filter(|attribute| !is_known(row.entry.answer(**attribute)));
            open.extend(unknown.map(|attribute| self.attribute_name(row, *attribute)));
        }
        let is_complete = self.lead.is_complete && self.model.is_complete;
        if !is_complete {
            open.insert(self.scheme.inventories[self.inventory].key.to_string());
        }
        likeness.open.extend(open);
    }
}

/// Returns the answers of an entry if all of them are known completely; the order of a set says nothing.
fn known_answers<'a>(entry: &'a Entry, attributes: &[AttributeId]) -> Option<Known<'a>> {
    let known = |attribute: &AttributeId| {
        let answer: &'a Answer = entry.answer(*attribute);
        let mut values: Vec<&Value> = answer.values().iter().collect();
        values.sort_by_cached_key(ToString::to_string);
        is_known(answer).then_some(values)
    };
    attributes.iter().map(known).collect()
}
