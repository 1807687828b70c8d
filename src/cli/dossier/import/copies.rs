//! Copies of pages that somebody filled in in a browser.

use std::collections::BTreeSet;
use std::path::Path;

use super::arguments::ImportArguments;
use super::faults;
use super::receipt::{AnswerReceipt, CopyReceipt, Report};
use super::taking::Taking;
use crate::answers::{AnswerKey, Digest, Filled, SetAside, Unplaced, UnplacedField};
use crate::cli::dossier::at_desk::at_desk;
use crate::cli::dossier::change::Author;
use crate::cli::dossier::codes;
use crate::cli::dossier::desk::Desk;
use crate::cli::session::{Session, Stop};
use crate::diag::Diagnostic;
use crate::intake::{COPY_BYTES, CopyAnswer, PageCopy, check_copy, copy_too_large, read_copy};
use crate::merge::{Aside, Outcome, Refusal, Returned, merge, read_returned_after};
use crate::model::SlotWord;
use crate::project::{Disk, FileSystem, shown};
use crate::view::question_on_page;

/// A copy that came in: the name of its file, without its folder, and what it brings.
struct Incoming {
    name: String,
    copy: PageCopy,
}

/// What the files of copies end in: pages, and texts of mails.
const COPIES: [&str; 4] = ["html", "htm", "txt", "eml"];

/// Says whether a file is a copy of a page, or a text with the answers of one.
pub(super) fn is_copy(file: &Path) -> bool {
    let extension = file.extension().and_then(|extension| extension.to_str());
    let is_one = |extension: &str| COPIES.iter().any(|one| one.eq_ignore_ascii_case(extension));
    extension.is_some_and(is_one)
}

/// Takes in what somebody filled in in pages, in the dossier of a folder. Writes nothing in a dry run.
pub(super) fn import_copies(
    session: &mut Session,
    arguments: &ImportArguments,
) -> Result<Report, Stop> {
    let mut files = arguments.files.iter();
    if let Some(other) = files.find(|file| !is_copy(file)) {
        return session.fail(faults::no_page(&shown(other)));
    }
    let head = session.read_dossier_head(&arguments.folder)?;
    let mut copies = Vec::new();
    for file in &arguments.files {
        let incoming = session.keep(open_copy(file))?;
        let reports = check_copy(&incoming.name, &incoming.copy, &head);
        let is_wrong = reports.has_errors();
        session.diagnostics.append(reports);
        if is_wrong {
            return Err(Stop);
        }
        copies.push(incoming);
    }
    at_desk(session, &arguments.folder, |desk, diagnostics| {
        let author = Author::find(desk, &arguments.person, diagnostics)?;
        let by = By {
            person: &arguments.person,
            party: author.party().to_owned(),
        };
        let mut taking = Taking::new(desk, author);
        let mut report = Report::default();
        for Incoming { name, copy } in &copies {
            report.copies.push(CopyReceipt {
                name: name.clone(),
                document: copy.document.clone(),
                saved: copy.saved.clone(),
                answers: taking.take_copy(copy, &by),
            });
        }
        taking.finish(&mut report, arguments, diagnostics)?;
        Ok(report)
    })
}

fn open_copy(file: &Path) -> Result<Incoming, Box<Diagnostic>> {
    let path = shown(file);
    let missing = |error| Box::new(codes::no_package(&path, &error));
    let length = Disk.length(file).map_err(missing)?;
    if length > COPY_BYTES {
        return Err(Box::new(copy_too_large(&path, COPY_BYTES)));
    }
    let bytes = Disk.read(file).map_err(missing)?;
    let copy = read_copy(&path, &bytes)?;
    let name = path.rsplit('/').next().unwrap_or_default().to_owned();
    Ok(Incoming { name, copy })
}

/// Who brings a copy.
struct By<'a> {
    /// The key of the person.
    person: &'a str,
    /// The key of the party for which the person works.
    party: String,
}

/// What could not be placed, and why.
type Refused = (UnplacedField, Refusal);

impl Taking<'_> {
    /// Takes in a copy.
    fn take_copy(&mut self, copy: &PageCopy, by: &By<'_>) -> Vec<AnswerReceipt> {
        let mut fields = Vec::new();
        let mut refused: Vec<Refused> = Vec::new();
        for answer in &copy.answers {
            for placed in place(self.desk, answer, by) {
                match placed {
                    Ok(field) => fields.push(field),
                    Err(why) => refused.push(why),
                }
            }
        }
        let earlier = copy.earlier.iter().map(|changes| {
            let answers = earlier_answers(&copy.answers, changes);
            let placed = answers.flat_map(|answer| place(self.desk, &answer, by));
            placed.filter_map(Result::ok).collect()
        });
        let earlier: Vec<Vec<Returned>> = earlier.collect();
        let (mut receipts, unknown) = self.take_fields(&fields, &earlier, &by.party);
        refused.extend(unknown);
        for (field, why) in refused {
            receipts.push(AnswerReceipt {
                slot: field.slot.clone(),
                outcome: Outcome::Aside,
                values: vec![field.value.clone()],
            });
            self.aside.insert(SetAside {
                from: by.party.clone(),
                what: Unplaced::Field(field),
                why: why.reason(),
            });
        }
        receipts
    }

    /// Merges fields with what the folder holds; returns what became of them, and those of which the base is not known.
    fn take_fields(
        &mut self,
        fields: &[Returned],
        earlier: &[Vec<Returned>],
        from: &str,
    ) -> (Vec<AnswerReceipt>, Vec<Refused>) {
        let mut read = read_returned_after(&self.history, fields, earlier);
        let mut merged = merge(&mut self.history, &read.told, |_| Ok(()));
        merged.receipts.append(&mut read.unchanged);
        merged.receipts.sort();
        self.apply(&merged, from);
        // Of a unit that is merged whole, only what was on the page is told.
        let told: BTreeSet<&AnswerKey> = fields.iter().map(|field| &field.key).collect();
        merged
            .receipts
            .retain(|receipt| told.contains(&receipt.key));
        let unknown = read.aside.into_iter().map(unplaced).collect();
        (self.receipts(&merged.receipts), unknown)
    }

    /// Offers a field again; says what became of it, or nothing if it still has no place.
    pub(super) fn offer_field(
        &mut self,
        field: &UnplacedField,
        from: &str,
    ) -> Option<Vec<AnswerReceipt>> {
        let [key] = self.desk.table.find(&field.slot) else {
            return None;
        };
        let fields = [returned(self.desk, key, field, from).ok()?];
        let (receipts, unknown) = self.take_fields(&fields, &[], from);
        unknown.is_empty().then_some(receipts)
    }
}

/// Returns the answers of a copy as an earlier one had them.
fn earlier_answers<'c>(
    answers: &'c [CopyAnswer],
    changes: &'c [(usize, Option<String>)],
) -> impl Iterator<Item = CopyAnswer> + 'c {
    let answers = answers.iter().enumerate();
    answers.filter_map(|(at, answer)| {
        let change = changes.iter().find(|(place, _)| *place == at);
        let value = match change {
            Some((_, value)) => value.clone()?,
            None => answer.value.clone(),
        };
        Some(CopyAnswer {
            value,
            ..answer.clone()
        })
    })
}

/// Looks up what an answer of a copy is for: a field for each of its models.
fn place(desk: &Desk<'_>, answer: &CopyAnswer, by: &By<'_>) -> Vec<Result<Returned, Refused>> {
    let texts: Vec<String> = if answer.models.is_empty() {
        vec![answer.slot.clone()]
    } else {
        let models = answer.models.iter();
        models
            .map(|model| format!("{}@{model}", answer.slot))
            .collect()
    };
    let keys: Vec<Option<&AnswerKey>> = texts.iter().map(|text| find_one(desk, text)).collect();
    let known: Vec<AnswerKey> = keys.iter().copied().flatten().cloned().collect();
    let is_asked = question_on_page(desk.table, &desk.standings, &known) == answer.asked;
    let bases = answer
        .base
        .iter()
        .cloned()
        .chain(std::iter::repeat(Vec::new()));
    let places = texts.into_iter().zip(keys).zip(bases);
    let mut fields = Vec::new();
    for ((slot, key), base) in places {
        let field = |meaning: Option<Digest>| UnplacedField {
            slot,
            value: answer.value.clone(),
            by: by.person.to_owned(),
            meaning: meaning.unwrap_or(Digest::NONE),
            base,
        };
        let Some(key) = key else {
            fields.push(Err((field(None), Refusal::NotAsked)));
            continue;
        };
        let now = desk.asked(key).map(|asked| asked.question.meaning_digest());
        let field = field(now.filter(|_| is_asked));
        fields.push(returned(desk, key, &field, &by.party).map_err(|why| (field, why)));
    }
    fields
}

/// Returns the one key for which a text stands.
fn find_one<'d>(desk: &'d Desk<'_>, text: &str) -> Option<&'d AnswerKey> {
    match desk.table.find(text) {
        [key] => Some(key),
        _ => None,
    }
}

/// Returns a field as it came back, or why it is not taken from a party.
fn returned(
    desk: &Desk<'_>,
    key: &AnswerKey,
    field: &UnplacedField,
    from: &str,
) -> Result<Returned, Refusal> {
    let owner = desk.owner(&key.slot).filter(|owner| **owner != *from);
    if let Some(owner) = owner {
        return Err(Refusal::OtherParty(owner));
    }
    let asked = desk.asked(key).ok_or(Refusal::NotAsked)?;
    if !field.value.is_empty() && !asked.shape.takes(&field.value) {
        return Err(Refusal::Unfit);
    }
    let filled = (!field.value.is_empty()).then(|| {
        let now = desk.stamp(key, asked, &field.value, &field.by);
        // What was asked otherwise is for its author to review.
        Filled {
            meaning: if let Some(held) = held_result(desk, key, &field.value) {
                held
            } else if field.meaning == now.meaning {
                now.meaning
            } else {
                Digest::NONE
            },
            ..now
        }
    });
    Ok(Returned {
        key: key.clone(),
        value: filled,
        base: field.base.clone(),
    })
}

/// Returns the meaning of a result that comes back as it is held: a page gives no reason why it still holds.
fn held_result(desk: &Desk<'_>, key: &AnswerKey, value: &str) -> Option<Digest> {
    let held = desk
        .answers
        .get(key)
        .filter(|_| key.slot.what == SlotWord::Result);
    let same = held?.values().iter().find(|held| held.value == value)?;
    Some(same.meaning)
}

/// Returns a field of which the base is not known, as it is set aside.
fn unplaced(aside: Aside) -> Refused {
    let filled = aside.value.as_ref();
    let field = UnplacedField {
        slot: aside.key.text(),
        value: filled
            .map(|filled| filled.value.clone())
            .unwrap_or_default(),
        by: filled.map(|filled| filled.by.clone()).unwrap_or_default(),
        meaning: filled.map_or(Digest::NONE, |filled| filled.meaning),
        base: aside.base,
    };
    (field, aside.why)
}
