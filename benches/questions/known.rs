//! A complete product file, answer by answer.

use std::path::{Path, PathBuf};

use praman::model::{Datum, Extent, Scheme, Situation};
use praman::plan::{Plan, plan_target};
use praman::product::{Product, read_product, show_answer};
use praman::project::{Disk, load_scheme, load_text};
use praman::resolve::{EditionChoice, resolve_scheme};
use praman::source::{Sources, Text};
use praman::view::{Basis, BuildStamp, view_questions};

/// The edition of the product files.
const EDITION: &str = "iotscs@2024-03";

/// A complete product file, and the scheme that asks.
pub(crate) struct Known {
    pub scheme: Scheme,
    /// The product, without the variants of its series: these repeat what it says, and nobody is asked about them.
    pub product: Product,
    pub level: String,
    sources: Sources,
    /// Every answer, in the order of the scheme.
    pub answers: Vec<KnownAnswer>,
}

/// An answer of a product file.
#[derive(Debug, Clone)]
pub(crate) struct KnownAnswer {
    /// Its name: `radio`, `chip.soc.tee`.
    pub name: String,
    pub datum: Datum,
    /// The entry of which it is asked.
    pub entry: Option<Text>,
    /// As somebody types it.
    pub typed: String,
}

impl Known {
    /// Reads a product file.
    pub fn load(path: &Path) -> Self {
        let mut sources = Sources::default();
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let files = load_scheme(&Disk, &mut sources, &root).value;
        let scheme = resolve_scheme(&files, EditionChoice::Named(EDITION)).value;
        let scheme = scheme.expect("the edition is there");
        let file = load_text(&Disk, &mut sources, path).expect("a product file");
        let text = sources.get(file).expect("it was added").text();
        let read = read_product(&scheme, file, text);
        assert!(!read.diagnostics.has_errors(), "{}", path.display());
        let mut product = read.value;
        product.target.variants = Vec::new().into();
        let level = product.level.expect("the file names its level");
        Self {
            answers: list_answers(&scheme, &product.target.lead),
            level: scheme.level_key(level).to_owned(),
            scheme,
            product,
            sources,
        }
    }

    /// Returns what a product settles: a line for each control, each of its obligations and each row of these, and then the
    /// questions that still decide something.
    pub fn settles(&self, lead: Situation) -> Vec<String> {
        let mut product = self.product.clone();
        product.target.lead = lead;
        let plan = plan_target(&self.scheme, product.level, &product.target).value;
        self.list_settled(&product, &plan)
    }

    fn list_settled(&self, product: &Product, plan: &Plan) -> Vec<String> {
        let mut settled = Vec::new();
        for control in &plan.controls {
            let key = &self.scheme.controls[control.control].key;
            settled.push(format!("{key}: {:?}", control.status));
            for line in control.lines() {
                settled.push(format!("  {:?}", line.status));
                let rows = line.rows.rows().iter();
                settled.extend(rows.map(|row| format!("    {} {:?}", row.key.words(), row.status)));
            }
        }
        let stamp = BuildStamp::default();
        let basis = Basis::new(&self.scheme, plan, product, &self.sources, &stamp);
        let questions = view_questions(&basis).into_iter();
        let mut questions: Vec<String> = questions.map(|one| one.name.to_string()).collect();
        questions.sort();
        settled.extend(questions);
        settled
    }
}

fn list_answers(scheme: &Scheme, product: &Situation) -> Vec<KnownAnswer> {
    let mut answers = Vec::new();
    for (fact, asked) in scheme.facts.iter() {
        answers.push(KnownAnswer {
            name: asked.key.to_string(),
            datum: Datum::Fact(fact),
            entry: None,
            typed: show_answer(product.fact(fact)),
        });
    }
    for (id, inventory) in scheme.inventories.iter() {
        let entries = product.entries(id);
        let mut ids: Vec<&str> = entries.iter().map(|entry| &*entry.id).collect();
        if product.extent(id) != Extent::All {
            ids.push("more");
        }
        answers.push(KnownAnswer {
            name: inventory.key.to_string(),
            datum: Datum::Inventory(id),
            entry: None,
            typed: match ids.as_slice() {
                [] => "none".to_owned(),
                ids => ids.join(", "),
            },
        });
        for entry in entries {
            for (attribute, asked) in inventory.attributes.iter() {
                let given = entry.values.get(&attribute);
                let shown = given.map(|given| show_answer(&given.answer));
                answers.push(KnownAnswer {
                    name: format!("{}.{}.{}", inventory.key, entry.id, asked.key),
                    datum: Datum::Attribute(id, attribute),
                    entry: Some(entry.id.clone()),
                    typed: shown.unwrap_or_else(|| "unknown".to_owned()),
                });
            }
        }
    }
    answers
}
