//! What an interview has come to: the product file as it is now, and what to ask next.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::typed::{TypedList, read_further, read_list, read_typed};
use crate::cli::report::render_reports;
use crate::cli::terminal::Look;
use crate::diag::Diagnostics;
use crate::holdings::check_series;
use crate::model::{Answer, Datum, Extent, InventoryId, LevelId, Scheme, Situation};
use crate::plan::{is_contradicted, plan_target};
use crate::product::{read_product, remove_value, set_value};
use crate::source::{Sources, Text};
use crate::view::{
    AnswerCount, Basis, BuildStamp, QuestionView, count_answers, find_unanswered, view_questions,
};

/// The key of further entries in a list.
const MORE: &str = "more";

/// A question of the interview.
#[derive(Debug, Clone)]
pub(super) struct Question {
    /// Its name in the product file.
    pub name: Text,
    /// What is asked.
    pub datum: Datum,
    /// What it decides; `None` if its answer is only printed.
    pub decides: Option<QuestionView>,
    /// Whether it is about entries of an inventory that are not listed: what they could only be (L-342).
    pub is_further: bool,
}

/// An interview about a product.
pub(super) struct Interview<'s> {
    pub scheme: &'s Scheme,
    pub level: Option<LevelId>,
    /// The name of the product file, for messages.
    pub file: String,
    /// The product file as it is now.
    now: Now,
    /// The product file before each answer, the last one last, with the question.
    past: Vec<(Now, Text)>,
    /// What was left open.
    skipped: BTreeSet<Text>,
}

/// What a product file says, and what it leaves to ask.
#[derive(Clone)]
struct Now {
    text: Rc<str>,
    lead: Rc<Situation>,
    questions: Rc<[QuestionView]>,
}

/// Reads a text of a product file.
///
/// # Errors
/// Returns the reports on it.
fn read(scheme: &Scheme, level: Option<LevelId>, file: &str, text: &str) -> Result<Now, String> {
    let mut sources = Sources::default();
    let id = sources.add(file, text);
    let mut told = Diagnostics::new();
    let product = told.take(read_product(scheme, id, text));
    told.append(check_series(scheme, &product));
    // What could not be read may seem to contradict the rest.
    let plan = (!told.has_errors()).then(|| told.take(plan_target(scheme, level, &product.target)));
    let Some(plan) = plan.filter(|_| !told.has_errors()) else {
        return Err(render_reports(&sources, &told.sorted(), Look::Plain));
    };
    let stamp = BuildStamp::default();
    let basis = Basis::new(scheme, &plan, &product, &sources, &stamp);
    Ok(Now {
        questions: view_questions(&basis).into(),
        text: text.into(),
        lead: Rc::new(product.target.lead),
    })
}

impl<'s> Interview<'s> {
    /// Begins with a product file.
    ///
    /// # Errors
    /// Returns the reports on it.
    pub fn new(
        scheme: &'s Scheme,
        level: Option<LevelId>,
        file: &str,
        text: &str,
    ) -> Result<Self, String> {
        Ok(Self {
            scheme,
            level,
            file: file.to_owned(),
            now: read(scheme, level, file, text)?,
            past: Vec::new(),
            skipped: BTreeSet::new(),
        })
    }

    /// Returns the product file as it is now.
    pub fn text(&self) -> &str {
        &self.now.text
    }

    /// Returns how many answers the product file may give, and how many it gives.
    pub fn count(&self) -> AnswerCount {
        count_answers(self.scheme, &self.now.lead)
    }

    /// Returns the questions that still decide something, what decides the most first.
    pub fn questions(&self) -> &[QuestionView] {
        &self.now.questions
    }

    /// Finds the question to ask next: one that decides something, then what the entries could only be that lists leave open,
    /// otherwise one whose answer is printed. `None` if nothing is left to ask.
    pub fn next(&self) -> Option<Question> {
        let is_asked = |name: &Text| !self.skipped.contains(name);
        let mut deciding = self.questions().iter();
        if let Some(question) = deciding.find(|question| is_asked(&question.name)) {
            return Some(Question {
                name: question.name.clone(),
                datum: question.datum,
                decides: Some(question.clone()),
                is_further: false,
            });
        }
        if let Some(question) = self.further_question() {
            return Some(question);
        }
        let printed = find_unanswered(self.scheme, &self.now.lead);
        let mut printed = printed.into_iter().filter(|(name, _)| is_asked(name));
        printed.next().map(|(name, datum)| Question {
            name,
            datum,
            decides: None,
            is_further: false,
        })
    }

    /// Asks what the entries could only be that a list leaves open, if something depends on them. It is asked late, since other
    /// answers often settle it.
    fn further_question(&self) -> Option<Question> {
        let mut questions = self.questions().iter();
        questions.find_map(|question| {
            let Datum::Inventory(inventory) = question.datum else {
                return None;
            };
            let stock = self.now.lead.stock(inventory)?;
            let is_open = stock.extent == Extent::AtLeast && stock.further.is_anything();
            let name: Text = format!("{}.{MORE}", question.name).into();
            (is_open && !self.skipped.contains(&name)).then(|| Question {
                name,
                datum: question.datum,
                decides: Some(question.clone()),
                is_further: true,
            })
        })
    }

    /// Leaves a question open.
    pub fn skip(&mut self, question: &Question) {
        self.past.push((self.now.clone(), question.name.clone()));
        self.skipped.insert(question.name.clone());
    }

    /// Takes the last answer back; `false` if there is none.
    pub fn go_back(&mut self) -> bool {
        let Some((before, name)) = self.past.pop() else {
            return false;
        };
        self.now = before;
        self.skipped.remove(&name);
        true
    }

    /// Returns the answer that alone agrees with the other answers, if all but one contradict them.
    pub fn forced(&self, question: &Question) -> Option<String> {
        let answer = self.scheme.answer_type(question.datum)?;
        let values = answer.few_values()?.into_iter();
        let mut values: Vec<String> = values.map(|value| value.to_string()).collect();
        if answer.or_none {
            values.push("none".to_owned());
        }
        // Each look takes a proof, and two possible answers are enough to know.
        let mut possible = values
            .into_iter()
            .filter(|value| self.may_be(question, value));
        let only = possible.next()?;
        possible.next().is_none().then_some(only)
    }

    /// Says whether an answer agrees with the others.
    fn may_be(&self, question: &Question, value: &str) -> bool {
        let Some(text) = self.set(question, value) else {
            return true;
        };
        let mut sources = Sources::default();
        let file = sources.add(self.file.as_str(), text.as_str());
        let read = read_product(self.scheme, file, &text);
        !read.diagnostics.has_errors() && !is_contradicted(self.scheme, &read.value.target)
    }

    /// Takes an answer as it was typed, and returns it as the product file has it.
    ///
    /// # Errors
    /// Returns why it cannot be taken; the product file stays as it was.
    pub fn answer(&mut self, question: &Question, typed: &str) -> Result<String, String> {
        let (text, taken, is_open) = match (question.datum, self.scheme.answer_type(question.datum))
        {
            (Datum::Inventory(inventory), _) if question.is_further => {
                let row = &self.scheme.inventories[inventory];
                let value = read_further(row, typed)?;
                let path = ["inventories", row.key.as_str(), MORE];
                (set_value(self.text(), &path, &value), value, true)
            }
            (Datum::Inventory(inventory), _) => {
                let list = read_list(typed)?;
                let listed = self.listed(inventory);
                if list == TypedList::None && !listed.is_empty() {
                    return Err(format!(
                        "listed: {}; answer `all` if there are no others; delete by hand what does not exist",
                        listed.join(", ")
                    ));
                }
                let was_open = self.now.lead.extent(inventory) == Extent::AtLeast;
                let is_open = matches!(list, TypedList::Entries { more, .. } if more || was_open);
                (self.list(inventory, &list), list.to_string(), is_open)
            }
            (Datum::Fact(_) | Datum::Attribute(..), Some(answer)) => {
                let value = read_typed(answer, &self.present(question), typed)?;
                let is_open = value.contains("unknown") && !value.starts_with('"');
                (self.set(question, &value), value, is_open)
            }
            (Datum::Fact(_) | Datum::Attribute(..), None) => {
                return Err("nothing is asked".to_owned());
            }
        };
        let Some(text) = text else {
            let file = &self.file;
            return Err(format!(
                "{file} cannot be changed there; edit it by hand, or answer skip"
            ));
        };
        let now = read(self.scheme, self.level, &self.file, &text)?;
        let before = std::mem::replace(&mut self.now, now);
        self.past.push((before, question.name.clone()));
        // Who says that something is not known yet is not asked again.
        if is_open {
            self.skipped.insert(question.name.clone());
        }
        Ok(taken)
    }

    /// Returns the members of a set that is known in part.
    pub fn present(&self, question: &Question) -> Vec<String> {
        let answer = match question.datum {
            Datum::Fact(fact) => Some(self.now.lead.fact(fact)),
            Datum::Attribute(inventory, attribute) => {
                let id = question.name.split('.').nth(1).unwrap_or_default();
                let entries = self.now.lead.entries(inventory);
                let place = entries.position(id);
                place
                    .and_then(|place| entries.at(place))
                    .map(|entry| entry.answer(attribute))
            }
            Datum::Inventory(_) => None,
        };
        match answer {
            Some(Answer::Many {
                members,
                more: true,
            }) => members.iter().map(ToString::to_string).collect(),
            Some(
                Answer::Unknown
                | Answer::None
                | Answer::One(_)
                | Answer::Many { more: false, .. }
                | Answer::Within(_),
            )
            | None => Vec::new(),
        }
    }

    /// Returns the ids of the entries that an inventory lists.
    pub fn listed(&self, inventory: InventoryId) -> Vec<&str> {
        let entries = self.now.lead.entries(inventory).iter();
        entries.map(|entry| &*entry.id).collect()
    }

    /// Writes an answer in the product file; beside a fact on a new line stands the question.
    fn set(&self, question: &Question, value: &str) -> Option<String> {
        let path: Vec<&str> = match question.datum {
            Datum::Fact(_) => vec!["facts", &question.name],
            Datum::Inventory(_) => vec!["inventories", &question.name],
            Datum::Attribute(..) => {
                let (inventory, rest) = question.name.split_once('.')?;
                let (id, attribute) = rest.rsplit_once('.')?;
                vec!["inventories", inventory, id, attribute]
            }
        };
        // A line that is there may have a comment of its own, and in braces there is no room for one.
        if let Datum::Fact(fact) = question.datum
            && self.now.lead.facts().all(|(given, _)| given != fact)
        {
            let commented = format!("{value} # {}", self.scheme.facts[fact].question);
            if let Some(text) = set_value(self.text(), &path, &commented) {
                return Some(text);
            }
        }
        set_value(self.text(), &path, value)
    }

    /// Writes which entries an inventory has.
    fn list(&self, inventory: InventoryId, list: &TypedList) -> Option<String> {
        let key = self.scheme.inventories[inventory].key.as_str();
        let stock = &self.now.lead;
        match list {
            TypedList::None if stock.entries(inventory).is_empty() => {
                set_value(self.text(), &["inventories", key], "none")
            }
            TypedList::None | TypedList::All => {
                remove_value(self.text(), &["inventories", key, MORE])
            }
            TypedList::Entries { ids, more } => {
                let mut text = self.text().to_owned();
                for id in ids {
                    text = set_value(&text, &["inventories", key, id], "{}")?;
                }
                // A list that was left open stays so until somebody answers `all`.
                if *more && stock.extent(inventory) != Extent::AtLeast {
                    return set_value(&text, &["inventories", key, MORE], "unknown");
                }
                Some(text)
            }
        }
    }
}
