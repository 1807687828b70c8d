//! A product, what its documents ask, and what is filled in, in memory.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use praman::answers::{AnswerKey, AnswerSet, Digest, Filled, Held};
use praman::diag::Diagnostics;
use praman::model::{Scheme, VerdictClass};
use praman::plan::{Plan, plan_target};
use praman::product::{Product, read_product};
use praman::project::{load_scheme, shipped};
use praman::render::{blanks_of, product_documents};
use praman::resolve::{EditionChoice, resolve_scheme};
use praman::source::{Sources, Text};
use praman::syntax::parse_file;
use praman::view::{
    Asked, AskedTable, Basis, Blank, BuildStamp, EarlierQuestions, Outcomes, Shape, Standing,
    Standings, covered_key, find_rounds, view_asked,
};

/// Who fills in everything here.
pub const PERSON: &str = "asha";

/// A product read against a scheme.
pub struct World {
    scheme: Arc<Scheme>,
    plan: Plan,
    product: Product,
    sources: Sources,
    stamp: BuildStamp,
    /// What is said of rounds of tests.
    rounds: Vec<(AnswerKey, String)>,
}

/// What is filled in, and what was asked when it was.
#[derive(Debug, Clone, Default)]
pub struct Desk {
    pub answers: AnswerSet,
    pub earlier: EarlierQuestions,
    /// The verdicts that follow, where a test works them out.
    pub outcomes: Outcomes,
}

impl World {
    /// Reads a product against a scheme, both from texts. The lead is named as in a dossier.
    #[track_caller]
    pub fn read(scheme: &str, product: &str, lead: &str) -> Self {
        Self::of(Arc::new(read_scheme(scheme)), product, lead)
    }

    /// Reads a product against the scheme that ships with the program.
    #[track_caller]
    pub fn shipped(product: &str, lead: &str) -> Self {
        static SCHEME: OnceLock<Arc<Scheme>> = OnceLock::new();
        let scheme = SCHEME.get_or_init(|| {
            let mut sources = Sources::default();
            let files = load_scheme(&shipped(), &mut sources, Path::new(".")).value;
            let edition = EditionChoice::Named("iotscs@2024-03");
            Arc::new(resolve_scheme(&files, edition).value.unwrap())
        });
        Self::of(Arc::clone(scheme), product, lead)
    }

    /// Reads a product against a scheme.
    #[track_caller]
    pub fn of(scheme: Arc<Scheme>, product: &str, lead: &str) -> Self {
        let mut sources = Sources::default();
        let mut told = Diagnostics::new();
        let file = sources.add("camera.yaml", product);
        let mut product = told.take(read_product(&scheme, file, product));
        product.lead = Some(lead.to_owned());
        let plan = told.take(plan_target(&scheme, product.level, &product.target));
        assert!(!told.has_errors(), "{told:#?}");
        Self {
            scheme,
            plan,
            product,
            sources,
            stamp: BuildStamp::default(),
            rounds: Vec::new(),
        }
    }

    /// Adds a round of tests that covers the row of a slot.
    #[must_use]
    pub fn with_round(mut self, number: u32, key: &AnswerKey) -> Self {
        let row = covered_key(number, key).unwrap();
        self.rounds.push((row, "named".to_owned()));
        self
    }

    pub fn basis(&self) -> Basis<'_> {
        let Self {
            scheme,
            plan,
            product,
            sources,
            stamp,
            rounds,
        } = self;
        let basis = Basis::new(scheme, plan, product, sources, stamp);
        let rounds = rounds.iter().map(|(key, why)| (key, why.as_str()));
        let rounds = find_rounds(&basis, rounds);
        basis.with_rounds(Arc::new(rounds))
    }

    pub fn scheme(&self) -> &Scheme {
        &self.scheme
    }

    /// Returns the blanks of each document.
    pub fn blanks(&self) -> Vec<(Text, Vec<Blank>)> {
        let basis = self.basis();
        let documents = product_documents(&basis).into_iter();
        let blanks = documents.map(|document| {
            let blanks = blanks_of(&document.make(&basis));
            (Text::from(document.key.as_str()), blanks)
        });
        blanks.collect()
    }

    /// Returns all that is asked.
    pub fn table(&self) -> AskedTable {
        view_asked(&self.basis(), &self.blanks())
    }

    /// Returns all that the data of the documents names: what is asked, and what some product or template may ask. It
    /// renders no page, so it takes a third of the time.
    pub fn table_by_name(&self) -> AskedTable {
        let basis = self.basis();
        let documents = product_documents(&basis).into_iter();
        let blanks = documents.map(|document| {
            let blanks = document.make(&basis).blanks_named();
            (Text::from(document.key.as_str()), blanks)
        });
        let blanks: Vec<_> = blanks.collect();
        view_asked(&basis, &blanks)
    }

    /// Returns the key of the party that answers; `anybody` where the edition names nobody.
    pub fn party(&self, asked: &Asked) -> &str {
        asked
            .party
            .map_or("anybody", |party| self.scheme.parties[party].key.as_str())
    }
}

/// Reads a scheme of one edition, in which nothing is wrong.
#[track_caller]
pub fn read_scheme(text: &str) -> Scheme {
    let mut sources = Sources::default();
    let mut told = Diagnostics::new();
    let file = sources.add("camera.prm", text);
    let parsed = told.take(parse_file(file, text));
    let resolved = told.take(resolve_scheme(&[parsed], EditionChoice::Only));
    assert!(!told.has_errors(), "{told:#?}");
    resolved.unwrap()
}

/// Returns something that fits a question, other in each slot where people write.
pub fn fitting(key: &AnswerKey, asked: &Asked) -> String {
    match &asked.shape {
        Shape::Choice(options) => {
            let good = |option: &&praman::view::OptionView| {
                option.class.is_none_or(|class| class == VerdictClass::Good)
            };
            options.iter().find(good).unwrap().key.clone()
        }
        Shape::Date => "2026-05-04".to_owned(),
        Shape::Text => format!("«{}»", key.text()),
        Shape::Lines => format!("«{}»\n\n  - naïve", key.text()),
    }
}

impl Desk {
    /// Fills in everything that is asked, what is judged before what judges it.
    pub fn full(table: &AskedTable) -> Self {
        let mut desk = Self::default();
        for (key, asked) in table.iter() {
            desk.put(key, asked, &fitting(key, asked), None);
        }
        desk.judge_again(table);
        desk
    }

    /// Fills in a value, as a command does.
    pub fn answer(&mut self, table: &AskedTable, key: &AnswerKey, value: &str) {
        let on = self.standings(table).on(key);
        self.put(key, table.get(key).unwrap(), value, on);
    }

    fn put(&mut self, key: &AnswerKey, asked: &Asked, value: &str, on: Option<Digest>) {
        let question = &asked.question;
        let filled = Filled {
            value: value.to_owned(),
            meaning: question.meaning_digest(),
            wording: question.wording_digest(),
            on,
            by: PERSON.to_owned(),
        };
        self.earlier
            .insert(filled.meaning, question.meaning.clone());
        self.answers.set(key.clone(), Some(Held::Value(filled)));
    }

    /// Takes over answers after an update. What they answer now is put on record.
    pub fn replace(&mut self, table: &AskedTable, answers: AnswerSet) {
        for (_, asked) in answers
            .iter()
            .filter_map(|(key, held)| Some((held, table.get(key)?)))
        {
            let question = &asked.question;
            let meaning = question.meaning.clone();
            self.earlier.insert(question.meaning_digest(), meaning);
        }
        self.answers = answers;
    }

    /// Lets each decision rest on the answers as they are now.
    pub fn judge_again(&mut self, table: &AskedTable) {
        let standings = self.standings(table);
        let stamped = self.answers.iter().map(|(key, held)| {
            let mut held = held.clone();
            if let Held::Value(filled) = &mut held {
                filled.on = standings.on(key);
            }
            (key.clone(), held)
        });
        self.answers = stamped.collect();
    }

    pub fn standings<'d>(&'d self, table: &'d AskedTable) -> Standings<'d> {
        Standings::of(table, &self.answers, &self.earlier, &self.outcomes)
    }

    /// Returns how each thing that is asked stands.
    pub fn all(&self, table: &AskedTable) -> BTreeMap<AnswerKey, Standing> {
        let standings = self.standings(table);
        let all = table.iter();
        let all = all.map(|(key, asked)| (key.clone(), standings.standing(key, asked)));
        all.collect()
    }

    /// Returns the values that are held, by the texts of their keys.
    pub fn values(&self) -> Vec<(String, String)> {
        let held = self.answers.iter();
        let values = held.flat_map(|(key, held)| {
            let values = held.values().iter();
            values.map(move |filled| (key.text(), filled.value.clone()))
        });
        values.collect()
    }
}
