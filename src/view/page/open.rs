//! The fields of a page, from what is asked and what is held.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use indexmap::IndexSet;

use super::basis::PageBasis;
use super::field::{FieldStanding, HeldInField, OpenField, PageField};
use super::types::{PageShape, PageView};
use crate::answers::{AnswerKey, Digest, Held, Version, compared};
use crate::model::{PartyId, SlotWord};
use crate::source::Text;
use crate::view::asked::{Asked, AskedTable, Standing, Standings};
use crate::view::blank::Blank;

impl PageBasis<'_> {
    /// Makes the page of a document. `base` returns the versions of a unit that stand. `None` if the document has no field
    /// for the party.
    pub fn page(
        &self,
        document: &str,
        blanks: &[Blank],
        base: impl Fn(&AnswerKey) -> Vec<Version>,
    ) -> Option<PageView> {
        let open = self.open_for.or_else(|| self.author_of(document));
        let open = open.or_else(|| self.party_of_most(blanks))?;
        let mut adding = Adding {
            basis: self,
            open,
            base,
            fields: BTreeMap::new(),
            shapes: IndexSet::new(),
            models: IndexSet::new(),
            bases: IndexSet::new(),
            parties: IndexSet::new(),
        };
        for blank in blanks {
            adding.add(blank);
        }
        let is_open = |field: &PageField| matches!(field, PageField::Open(_));
        if !adding.fields.values().any(is_open) {
            return None;
        }
        let parties = adding
            .parties
            .iter()
            .map(|party| self.scheme.parties[*party].title.to_string());
        Some(PageView {
            dossier: self.dossier.to_string(),
            document: document.to_owned(),
            edition: self.edition.0.to_owned(),
            level: self.edition.1.to_owned(),
            product: self.product.to_owned(),
            party: self.scheme.parties[open].key.to_string(),
            parties: parties.collect(),
            models: adding.models.into_iter().collect(),
            shapes: adding.shapes.into_iter().collect(),
            bases: adding.bases.into_iter().collect(),
            fields: adding.fields,
        })
    }
}

/// Fields are being added. What many of them share is kept once, and named by its place.
struct Adding<'a, Base> {
    basis: &'a PageBasis<'a>,
    open: PartyId,
    base: Base,
    fields: BTreeMap<String, PageField>,
    shapes: IndexSet<PageShape>,
    models: IndexSet<Vec<Text>>,
    bases: IndexSet<Vec<String>>,
    parties: IndexSet<PartyId>,
}

impl<Base: Fn(&AnswerKey) -> Vec<Version>> Adding<'_, Base> {
    fn add(&mut self, blank: &Blank) {
        let keys: Vec<AnswerKey> = blank.keys().collect();
        let table = self.basis.table;
        let asked: Option<Vec<&Asked>> = keys.iter().map(|key| table.get(key)).collect();
        let Some(asked) = asked else { return };
        let Some(first) = asked.first() else { return };
        let field = match first.party.filter(|party| *party != self.open) {
            Some(party) => PageField::Closed(self.parties.insert_full(party).0),
            None => PageField::Open(OpenField {
                shape: self.shapes.insert_full(PageShape::of(&first.shape)).0,
                need: first.need,
                models: self.models.insert_full(blank.models().to_vec()).0,
                asked: question_on_page(table, self.basis.standings, &keys),
                held: self.held(&keys, &asked),
            }),
        };
        self.fields.insert(blank.text(), field);
    }

    /// Returns what a blank holds. A unit of which another field holds something has a base too.
    fn held(&mut self, keys: &[AnswerKey], asked: &[&Asked]) -> Option<HeldInField> {
        let versions: Vec<Vec<Version>> = keys.iter().map(&self.base).collect();
        let values = values_of(self.basis, keys, asked);
        let standing = self.standing(keys, asked);
        let is_empty = values.is_empty() && versions.iter().all(Vec::is_empty);
        if is_empty && standing == Standing::Missing {
            return None;
        }
        let base = versions.iter().map(|versions| self.base_of(versions));
        let base = base.collect();
        let fixed = values.iter().find_map(|value| why_fixed(value));
        Some(HeldInField {
            base,
            standing: match standing {
                Standing::Answered if values.is_empty() => FieldStanding::Follows,
                Standing::Answered | Standing::Undecided(_) if values.len() > 1 => {
                    FieldStanding::Differs
                }
                Standing::ToReview(_) if of_result(keys) => FieldStanding::Stale,
                Standing::Missing
                | Standing::Answered
                | Standing::Undecided(_)
                | Standing::ToReview(_)
                | Standing::Conflict => FieldStanding::Answer(standing.word()),
            },
            values,
            fixed,
        })
    }

    fn base_of(&mut self, versions: &[Version]) -> usize {
        let versions = versions.iter().map(Version::to_string).collect();
        self.bases.insert_full(versions).0
    }

    fn standing(&self, keys: &[AnswerKey], asked: &[&Asked]) -> Standing {
        let standings = keys.iter().zip(asked);
        let standings = standings.map(|(key, asked)| self.basis.standings.standing(key, asked));
        let most = standings.max_by_key(Standing::urgency);
        most.unwrap_or(Standing::Missing)
    }
}

fn of_result(keys: &[AnswerKey]) -> bool {
    keys.iter().any(|key| key.slot.what == SlotWord::Result)
}

/// Returns the values of a blank, each once: what is held, and what the product file gives instead.
fn values_of(basis: &PageBasis<'_>, keys: &[AnswerKey], asked: &[&Asked]) -> Vec<String> {
    let mut values: Vec<String> = Vec::new();
    let mut add = |value: &str| {
        let is_known = values
            .iter()
            .any(|known| compared(known) == compared(value));
        if !is_known {
            values.push(value.to_owned());
        }
    };
    let standings = basis.standings;
    for (key, asked) in keys.iter().zip(asked) {
        let held = standings.held(key).map(Held::values).unwrap_or_default();
        let given = standings.contradiction(key, asked);
        let held = held.iter().map(|filled| filled.value.as_str());
        for value in held.chain(given) {
            add(value);
        }
    }
    values
}

/// How much of a hash tells that something else is asked.
const SHORT: usize = 8;

/// Returns what is asked and judged under the keys of a blank, as a page has it: a hash, shortened to what tells changes
/// apart. It is on the page of the party that answers, and nowhere else.
pub fn question_on_page(
    table: &AskedTable,
    standings: &Standings<'_>,
    keys: &[AnswerKey],
) -> String {
    let mut text = String::new();
    for key in keys {
        let meaning = table.get(key).map(|asked| asked.question.meaning_digest());
        for digest in [meaning, standings.on(key)] {
            // Writing into a text cannot fail.
            let _ = write!(text, "{};", digest.unwrap_or(Digest::NONE));
        }
    }
    let mut short = Digest::of(&text).to_string();
    short.truncate(SHORT);
    short
}

/// How many characters of a value a browser still edits well.
const LONGEST: usize = 50_000;

/// Says why a value cannot be edited in a browser: an input would change it.
fn why_fixed(value: &str) -> Option<&'static str> {
    let is_kept = |character: char| matches!(character, '\n' | '\t') || !character.is_control();
    let lines = value.replace("\r\n", "\n");
    if !lines.chars().all(is_kept) {
        return Some("it contains control characters");
    }
    (lines.chars().count() > LONGEST).then_some("it is too long")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_input_would_change_is_not_edited() {
        let check = |value: &str, fixed: bool| assert_eq!(why_fixed(value).is_some(), fixed);
        check("two\r\nlines\tand a tab, é घ 😀", false);
        check(&"x".repeat(LONGEST), false);
        check(&"x".repeat(LONGEST + 1), true);
        for wrong in ["a\u{0}b", "a\u{1b}[31m", "a\rb", "a\u{85}b"] {
            check(wrong, true);
        }
    }
}
