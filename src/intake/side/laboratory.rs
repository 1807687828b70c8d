//! `laboratory.yaml`: what a laboratory says of itself, once for all dossiers.

use std::collections::BTreeMap;

use super::codes;
use super::page::Page;
use super::places::Places;
use super::record::{Record, texts};
use crate::answers::{Accreditation, Instrument, Laboratory, Member, Method, Rates};
use crate::diag::Checked;
use crate::intake::fields::{read_word, understand};
use crate::model::Date;
use crate::product::{Node, Notes, entry_twice, key_twice, read_yaml};
use crate::source::{FileId, Spanned};

/// The keys of the file, in the order in which they are written.
pub const LABORATORY_KEYS: [&str; 11] = [
    "name",
    "address",
    "logo",
    "accreditation",
    "methods",
    "staff",
    "signatories",
    "equipment",
    "rates",
    "numbers",
    "closed",
];

const ACCREDITATION_KEYS: [&str; 5] = ["body", "number", "standard", "until", "scope"];
const METHOD_KEYS: [&str; 3] = ["number", "issue", "date"];
const MEMBER_KEYS: [&str; 4] = ["name", "designation", "email", "roles"];
const INSTRUMENT_KEYS: [&str; 9] = [
    "is",
    "name",
    "maker",
    "model",
    "serial",
    "version",
    "calibrated",
    "due",
    "certificate",
];
const RATE_KEYS: [&str; 2] = ["currency", "hour"];

/// The key of the logo, and where its place is kept.
pub const LOGO: &str = "logo";

/// The words that a pattern of numbers may hold in braces.
const PATTERN_WORDS: [&str; 3] = ["number", "year", "month"];

/// A laboratory's file with the places of its lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LaboratoryDraft {
    /// What it says.
    pub laboratory: Laboratory,
    /// Where: `equipment/JT-01/due`, `methods/debug-ports`, `signatories/0`.
    pub places: Places,
}

/// Reads what a laboratory says of itself.
pub fn read_laboratory(file: FileId, text: &str) -> Checked<LaboratoryDraft> {
    let Checked { value, diagnostics } = read_yaml(file, text);
    let mut reader = LaboratoryReader {
        notes: Notes::new(file, diagnostics),
        places: Places::default(),
    };
    let laboratory = value.map(|root| reader.read(&root));
    let draft = LaboratoryDraft {
        laboratory: laboratory.unwrap_or_default(),
        places: reader.places,
    };
    Checked::new(draft, reader.notes.diagnostics.sorted())
}

struct LaboratoryReader {
    notes: Notes,
    places: Places,
}

impl LaboratoryReader {
    fn read(&mut self, root: &Node) -> Laboratory {
        let record = Record::open(&mut self.notes, root, "a laboratory", &LABORATORY_KEYS);
        let accreditation = record.value("accreditation");
        if record.value(LOGO).is_some() {
            let place = record.place(&self.notes, LOGO);
            self.places.set(LOGO.to_owned(), place);
        }
        Laboratory {
            name: record.required(&mut self.notes, "name"),
            address: record.text(&mut self.notes, "address"),
            logo: record.text(&mut self.notes, LOGO),
            accreditation: accreditation.and_then(|node| self.read_accreditation(node)),
            methods: self.read_each(&record, "methods", Self::read_method),
            staff: self.read_each(&record, "staff", Self::read_member),
            signatories: note_words(
                &mut self.notes,
                &record,
                "",
                "signatories",
                &mut self.places,
            ),
            equipment: self.read_each(&record, "equipment", Self::read_instrument),
            rates: record.value("rates").and_then(|node| self.read_rates(node)),
            numbers: self.read_each(&record, "numbers", Self::read_pattern),
            closed: record.dates(&mut self.notes, "closed"),
        }
    }

    /// Reads a mapping from ids to values; `read` gets the path of the value.
    fn read_each<T>(
        &mut self,
        record: &Record<'_, '_>,
        key: &str,
        read: fn(&mut Self, &Node, &str) -> Option<T>,
    ) -> BTreeMap<String, T> {
        let mut ids: Vec<(Spanned<String>, Node)> = Vec::new();
        record.members(&mut self.notes, key, entry_twice, |notes, id, node| {
            if notes.check_id(id, &format!("a name under `{key}`")) {
                ids.push((id.clone(), node.clone()));
            }
            Some(())
        });
        let mut values = BTreeMap::new();
        for (id, node) in ids {
            let path = format!("{key}/{}", id.value);
            let place = self.notes.place(id.span);
            self.places.set(path.clone(), place);
            if let Some(value) = read(self, &node, &path) {
                values.insert(id.value, value);
            }
        }
        values
    }

    fn open<'n, 'o>(
        &mut self,
        node: &'n Node,
        [owner, path]: [&'o str; 2],
        known: &[&str],
    ) -> Record<'n, 'o> {
        let record = Record::open(&mut self.notes, node, owner, known);
        record.note_places(&self.notes, path, known, &mut self.places);
        record
    }

    fn read_accreditation(&mut self, node: &Node) -> Option<Accreditation> {
        let about = ["`accreditation`", "accreditation"];
        let record = self.open(node, about, &ACCREDITATION_KEYS);
        let notes = &mut self.notes;
        let body = record.required(notes, "body");
        let number = record.required(notes, "number");
        Some(Accreditation {
            standard: record.text(notes, "standard"),
            until: record.date(notes, "until"),
            scope: note_words(notes, &record, "accreditation", "scope", &mut self.places),
            body: body?,
            number: number?,
        })
    }

    fn read_method(&mut self, node: &Node, path: &str) -> Option<Method> {
        let record = self.open(node, ["a method", path], &METHOD_KEYS);
        let notes = &mut self.notes;
        let number = record.required(notes, "number");
        Some(Method {
            issue: record.text(notes, "issue"),
            date: record.date(notes, "date"),
            number: number?,
        })
    }

    fn read_member(&mut self, node: &Node, path: &str) -> Option<Member> {
        let record = self.open(node, ["a person", path], &MEMBER_KEYS);
        let notes = &mut self.notes;
        let name = record.required(notes, "name");
        Some(Member {
            designation: record.text(notes, "designation"),
            email: record.text(notes, "email"),
            roles: note_words(notes, &record, path, "roles", &mut self.places),
            name: name?,
        })
    }

    fn read_instrument(&mut self, node: &Node, path: &str) -> Option<Instrument> {
        let record = self.open(node, ["a piece of equipment", path], &INSTRUMENT_KEYS);
        let notes = &mut self.notes;
        record.require(notes, "is")?;
        Some(Instrument {
            is: note_words(notes, &record, path, "is", &mut self.places),
            name: record.text(notes, "name"),
            maker: record.text(notes, "maker"),
            model: record.text(notes, "model"),
            serial: record.text(notes, "serial"),
            version: record.text(notes, "version"),
            calibrated: record.date(notes, "calibrated"),
            due: record.date(notes, "due"),
            certificate: record.text(notes, "certificate"),
        })
    }

    fn read_rates(&mut self, node: &Node) -> Option<Rates> {
        let record = self.open(node, ["`rates`", "rates"], &RATE_KEYS);
        let notes = &mut self.notes;
        let currency = record.required(notes, "currency");
        let places = &mut self.places;
        let hour = record.members(notes, "hour", key_twice, |notes, key, node| {
            places.set(format!("rates/hour/{}", key.value), notes.place(key.span));
            read_amount(notes, node)
        });
        Some(Rates {
            currency: currency?,
            hour: hour.into_iter().collect(),
        })
    }

    fn read_pattern(&mut self, node: &Node, _path: &str) -> Option<String> {
        const EXPECTED: &str = "a pattern such as `TR/{year}/{number}`";
        let context = "a pattern of numbers";
        let word = read_word(&mut self.notes, node, context, EXPECTED)?;
        let pattern = word.value.to_owned();
        let place = self.notes.place(node.span);
        let words = words_in(&pattern);
        if let Some(wrong) = words.iter().find(|word| !PATTERN_WORDS.contains(word)) {
            self.notes
                .report(codes::pattern_word(place, &pattern, wrong));
        } else if !words.contains(&"number") {
            self.notes.report(codes::pattern(place, &pattern));
        }
        Some(pattern)
    }
}

/// Reads words, and notes where each is: `equipment/JT-01/is/0`.
fn note_words(
    notes: &mut Notes,
    record: &Record<'_, '_>,
    path: &str,
    key: &str,
    places: &mut Places,
) -> Vec<String> {
    let listed = record.words(notes, key);
    let path = if path.is_empty() {
        key.to_owned()
    } else {
        format!("{path}/{key}")
    };
    for (number, word) in listed.iter().enumerate() {
        places.set(format!("{path}/{number}"), notes.place(word.span));
    }
    texts(listed)
}

/// Reads an amount of money: digits, with a point before two of them at the most.
fn read_amount(notes: &mut Notes, node: &Node) -> Option<String> {
    const EXPECTED: &str = "an amount such as `3500` or `3500.50`";
    let word = read_word(notes, node, "a rate", EXPECTED)?;
    understand(
        notes,
        word,
        ["a rate", EXPECTED],
        std::iter::empty(),
        |text| {
            let (whole, parts) = text.split_once('.').unwrap_or((text, "0"));
            let digits =
                |text: &str| !text.is_empty() && text.bytes().all(|one| one.is_ascii_digit());
            (digits(whole) && digits(parts) && parts.len() <= 2).then(|| text.to_owned())
        },
    )
}

/// Returns the words that a pattern holds in braces.
fn words_in(pattern: &str) -> Vec<&str> {
    let pieces = pattern.split('{').skip(1);
    pieces
        .map(|piece| piece.split_once('}').map_or(piece, |(word, _)| word))
        .collect()
}

const ABOUT: &str = "What the laboratory says of itself, once for all dossiers.";

/// Writes what a laboratory says of itself as the text of its file.
pub fn render_laboratory(laboratory: &Laboratory) -> String {
    let mut page = Page::about(ABOUT);
    page.maybe("", "name", laboratory.name.as_ref());
    page.maybe("", "address", laboratory.address.as_ref());
    page.maybe("", "logo", laboratory.logo.as_ref());
    if let Some(accreditation) = &laboratory.accreditation {
        render_accreditation(&mut page, accreditation);
    }
    render_methods(&mut page, &laboratory.methods);
    render_staff(&mut page, &laboratory.staff);
    page.words("", "signatories", &laboratory.signatories);
    render_equipment(&mut page, &laboratory.equipment);
    if let Some(rates) = &laboratory.rates {
        page.head("", "rates");
        page.text("  ", "currency", &rates.currency);
        render_map(&mut page, "  ", "hour", &rates.hour);
    }
    render_map(&mut page, "", "numbers", &laboratory.numbers);
    let closed: Vec<String> = laboratory.closed.iter().map(Date::to_string).collect();
    page.words("", "closed", &closed);
    page.into_text()
}

fn render_map(page: &mut Page, begin: &str, key: &str, map: &BTreeMap<String, String>) {
    if !map.is_empty() {
        page.head(begin, key);
    }
    for (key, value) in map {
        page.text(&format!("{begin}  "), key, value);
    }
}

fn render_accreditation(page: &mut Page, accreditation: &Accreditation) {
    page.head("", "accreditation");
    page.text("  ", "body", &accreditation.body);
    page.text("  ", "number", &accreditation.number);
    page.maybe("  ", "standard", accreditation.standard.as_ref());
    page.maybe("  ", "until", accreditation.until);
    page.words("  ", "scope", &accreditation.scope);
}

fn render_methods(page: &mut Page, methods: &BTreeMap<String, Method>) {
    if !methods.is_empty() {
        page.head("", "methods");
    }
    for (key, method) in methods {
        page.head("  ", key);
        page.text("    ", "number", &method.number);
        page.maybe("    ", "issue", method.issue.as_ref());
        page.maybe("    ", "date", method.date);
    }
}

fn render_staff(page: &mut Page, staff: &BTreeMap<String, Member>) {
    if !staff.is_empty() {
        page.head("", "staff");
    }
    for (key, member) in staff {
        page.head("  ", key);
        page.text("    ", "name", &member.name);
        page.maybe("    ", "designation", member.designation.as_ref());
        page.maybe("    ", "email", member.email.as_ref());
        page.words("    ", "roles", &member.roles);
    }
}

fn render_equipment(page: &mut Page, equipment: &BTreeMap<String, Instrument>) {
    const BEGIN: &str = "    ";
    if !equipment.is_empty() {
        page.head("", "equipment");
    }
    for (key, one) in equipment {
        page.head("  ", key);
        page.words(BEGIN, "is", &one.is);
        page.maybe(BEGIN, "name", one.name.as_ref());
        page.maybe(BEGIN, "maker", one.maker.as_ref());
        page.maybe(BEGIN, "model", one.model.as_ref());
        page.maybe(BEGIN, "serial", one.serial.as_ref());
        page.maybe(BEGIN, "version", one.version.as_ref());
        page.maybe(BEGIN, "calibrated", one.calibrated);
        page.maybe(BEGIN, "due", one.due);
        page.maybe(BEGIN, "certificate", one.certificate.as_ref());
    }
}
