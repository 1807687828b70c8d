//! What becomes of answers when product, level or edition change.

use std::collections::{BTreeMap, BTreeSet};

use super::carry::{Carried, carry_answers, new_value};
use super::judged::{Judged, Origins};
use super::question::STATEMENT;
use super::rename::rename_question;
use super::{Asked, AskedTable, EarlierQuestions};
use crate::answers::{AnswerKey, AnswerSet, Digest, Filled, Held};
use crate::model::Scheme;
use crate::view::basis::Basis;

/// What becomes of answers.
#[derive(Debug, Clone)]
pub struct Updated {
    /// The answers that nothing asks for under their keys, and where they go.
    pub carried: Vec<Carried>,
    /// All answers as they are afterwards.
    pub answers: AnswerSet,
}

impl Updated {
    /// Returns what is held otherwise than before, by key; `None` where an answer moved away.
    pub fn changes(&self, before: &AnswerSet) -> Vec<(AnswerKey, Option<Held>)> {
        let keys = before.iter().chain(self.answers.iter()).map(|(key, _)| key);
        let keys: BTreeSet<&AnswerKey> = keys.collect();
        let changed = keys
            .into_iter()
            .filter(|key| before.get(key) != self.answers.get(key));
        changed
            .map(|key| (key.clone(), self.answers.get(key).cloned()))
            .collect()
    }
}

/// Takes answers along to what is asked now. They go where their keys went; where several come together, all are kept as a
/// conflict. What was only renamed, and means the same, is not to review; nor is what the scheme declares reworded since `scheme`,
/// under which the answers were given. `None` where the scheme stays.
pub fn update_answers(
    basis: &Basis<'_>,
    table: &AskedTable,
    (before, earlier): (&AnswerSet, &EarlierQuestions),
    scheme: Option<&Scheme>,
) -> Updated {
    let carried = carry_answers(basis, table, before);
    let mut answers = move_answers(before, &carried);
    rename_values(basis, table, &mut answers);
    let origins = origins(before, &carried);
    let renamer = Renamer {
        basis,
        table,
        earlier,
        scheme,
        origins: &origins,
    };
    answers = answers
        .iter()
        .map(|(key, held)| (key.clone(), renamer.restamp(key, held)))
        .collect();
    let answers = judge_the_same(table, before, &answers, &origins);
    Updated { carried, answers }
}

/// Moves answers; where several come together, none is lost.
fn move_answers(before: &AnswerSet, carried: &[Carried]) -> AnswerSet {
    let mut after = before.clone();
    let mut coming: BTreeMap<&AnswerKey, Vec<Filled>> = BTreeMap::new();
    for one in carried.iter().filter(|one| !one.to.is_empty()) {
        after.set(one.from.clone(), None);
        for key in &one.to {
            let values = one.held.values().iter().cloned();
            coming.entry(key).or_default().extend(values);
        }
    }
    for (key, values) in coming {
        let known = before.get(key).map(Held::values).unwrap_or_default();
        let all = known.iter().cloned().chain(values);
        after.set(key.clone(), Held::gather(all));
    }
    after
}

/// Returns the keys from which answers came, by their new keys.
fn origins<'k>(before: &AnswerSet, carried: &'k [Carried]) -> Origins<'k> {
    let mut origins = Origins::default();
    for one in carried {
        for key in &one.to {
            let own = before.get(key).is_some().then_some(key);
            let of_key = origins
                .entry(key)
                .or_insert_with(|| own.into_iter().collect());
            of_key.push(&one.from);
        }
    }
    origins
}

/// Gives choices the words that they have now.
fn rename_values(basis: &Basis<'_>, table: &AskedTable, answers: &mut AnswerSet) {
    let renamed = answers.iter().map(|(key, held)| {
        let shape = table.get(key).map(|asked| &asked.shape);
        let shape = shape.filter(|shape| !shape.options().is_empty());
        let held = match shape {
            Some(shape) => change_values(held, |filled| Filled {
                value: new_value(basis.scheme, &key.slot, shape, &filled.value),
                ..filled.clone()
            }),
            None => held.clone(),
        };
        (key.clone(), held)
    });
    *answers = renamed.collect();
}

fn change_values(held: &Held, change: impl Fn(&Filled) -> Filled) -> Held {
    let changed = Held::gather(held.values().iter().map(change));
    changed.unwrap_or_else(|| held.clone())
}

struct Renamer<'r, 'a> {
    basis: &'r Basis<'a>,
    table: &'r AskedTable,
    earlier: &'r EarlierQuestions,
    /// The scheme under which the answers were given, if it was another one.
    scheme: Option<&'r Scheme>,
    origins: &'r Origins<'r>,
}

impl Renamer<'_, '_> {
    /// Lets values answer what is asked now where nothing but names in the question has changed.
    fn restamp(&self, key: &AnswerKey, held: &Held) -> Held {
        let Some(asked) = self.table.get(key) else {
            return held.clone();
        };
        let now = asked.question.meaning_digest();
        let is_renamed = |meaning: &Digest| {
            *meaning != now
                && self.earlier.get(meaning).is_some_and(|earlier| {
                    let mut renamed = rename_question(self.basis, key, asked, earlier);
                    self.reword(key, asked, &mut renamed);
                    renamed == asked.question.meaning
                })
        };
        change_values(held, |filled| Filled {
            meaning: if is_renamed(&filled.meaning) {
                now
            } else {
                filled.meaning
            },
            ..filled.clone()
        })
    }

    /// Puts the statement of a control that is declared reworded into an earlier question. One that asked for something else than
    /// the earlier scheme did was to review already, and stays so.
    fn reword(&self, key: &AnswerKey, asked: &Asked, earlier: &mut BTreeMap<String, String>) {
        let (Some(before), Some(name)) = (self.scheme, &key.slot.control) else {
            return;
        };
        let Some(control) = self.basis.scheme.find_control(name) else {
            return;
        };
        let origins = self
            .origins
            .get(key)
            .map_or_else(|| vec![key], Clone::clone);
        let mut names = origins
            .into_iter()
            .filter_map(|key| key.slot.control.as_ref());
        let is_reworded = names.any(|name| {
            let put = before.find_control(name).map(|old| {
                let old = &before.controls[old];
                old.statement.as_ref().unwrap_or(&old.title).as_str()
            });
            put.is_some()
                && put == earlier.get(STATEMENT).map(String::as_str)
                && self.basis.scheme.is_reworded_since(before, name, control)
        });
        if let Some(now) = asked
            .question
            .meaning
            .get(STATEMENT)
            .filter(|_| is_reworded)
        {
            earlier.insert(STATEMENT.to_owned(), now.clone());
        }
    }
}

/// Lets decisions rest on the answers as they are now, where these have other keys and words and are the same.
fn judge_the_same(
    table: &AskedTable,
    before: &AnswerSet,
    after: &AnswerSet,
    origins: &Origins<'_>,
) -> AnswerSet {
    let judged = Judged::of(table);
    let same = after.iter().map(|(key, held)| {
        let now = judged.digest(key, after);
        let held = change_values(held, |filled| {
            let was_current =
                filled.on.is_some() && filled.on == judged.digest_before(key, before, origins);
            Filled {
                on: if was_current { now } else { filled.on },
                ..filled.clone()
            }
        });
        (key.clone(), held)
    });
    same.collect()
}
