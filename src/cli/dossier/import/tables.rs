//! Tables of answers that a test script or a spreadsheet wrote, and reports of test programs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::arguments::ImportArguments;
use super::outcomes::rows_of;
use super::receipt::{AnswerReceipt, Report, TableReceipt};
use crate::answers::{AnswerKey, Cause, Held, compared};
use crate::cli::dossier::answer::check_value;
use crate::cli::dossier::at_desk::at_desk;
use crate::cli::dossier::change::Author;
use crate::cli::dossier::codes;
use crate::cli::dossier::desk::Desk;
use crate::cli::session::{Session, Stop};
use crate::diag::{Diagnostic, Diagnostics};
use crate::intake::{
    TableRow, TestCase, TestName, answered_twice, read_junit, read_table, read_test_names,
};
use crate::merge::Outcome;
use crate::project::{Disk, load_text, shown};
use crate::source::Place;

/// A table that came in: the name of its file, without its folder, and what it says.
struct Table {
    name: String,
    says: Says,
}

/// What a table says.
enum Says {
    /// An answer in each row.
    Answers(Vec<TableRow>),
    /// What became of tests.
    Tests(Vec<TestCase>),
}

/// Says whether a file is a table or a report of tests, and no package.
pub(super) fn is_table(file: &Path) -> bool {
    has_extension(file, "csv") || is_report(file)
}

fn is_report(file: &Path) -> bool {
    has_extension(file, "xml")
}

fn has_extension(file: &Path, wanted: &str) -> bool {
    let extension = file.extension();
    extension.is_some_and(|extension| extension.eq_ignore_ascii_case(wanted))
}

/// Fills in what tables say, as a person, in the dossier of a folder: all of it, or where a row is wrong, nothing. Writes nothing in a
/// dry run.
pub(super) fn import_tables(
    session: &mut Session,
    arguments: &ImportArguments,
) -> Result<Report, Stop> {
    let ImportArguments { folder, files, .. } = arguments;
    if let Some(package) = files.iter().find(|file| !is_table(file)) {
        return session.fail(codes::no_table(&shown(package)));
    }
    let tables = read_tables(session, files)?;
    let names = read_names(session, arguments.tests.as_deref())?;
    at_desk(session, folder, |desk, diagnostics| {
        let author = Author::find(desk, &arguments.person, diagnostics)?;
        let mut filling = Filling {
            desk,
            author,
            diagnostics,
            first: BTreeMap::new(),
        };
        let mut report = Report::default();
        for table in &tables {
            let name = table.name.clone();
            let answers = filling.fill(&table.says, &names);
            report.tables.push(TableReceipt { name, answers });
        }
        let Filling {
            mut author,
            diagnostics,
            ..
        } = filling;
        author.decide_together();
        if diagnostics.has_errors() {
            return Err(Stop);
        }
        if !arguments.dry_run {
            author.write(diagnostics)?;
        }
        Ok(report)
    })
}

fn read_tables(session: &mut Session, files: &[PathBuf]) -> Result<Vec<Table>, Stop> {
    let mut tables = Vec::new();
    for path in files {
        let read = load_text(&Disk, &mut session.sources, path);
        let file = session.keep(read)?;
        let says = if is_report(path) {
            let cases = read_junit(file, session.text(file));
            Says::Tests(session.pass(cases)?)
        } else {
            let table = read_table(file, session.text(file));
            Says::Answers(session.pass(table)?)
        };
        let name = session.sources.get(file).map_or("", |file| file.name());
        tables.push(Table {
            name: name.to_owned(),
            says,
        });
    }
    Ok(tables)
}

/// Reads the table of tests, if there is one.
fn read_names(session: &mut Session, file: Option<&Path>) -> Result<Vec<TestName>, Stop> {
    let Some(path) = file else {
        return Ok(Vec::new());
    };
    let read = load_text(&Disk, &mut session.sources, path);
    let file = session.keep(read)?;
    let names = read_test_names(file, session.text(file));
    session.pass(names)
}

/// Filling in what tables say.
struct Filling<'a, 'd> {
    desk: &'d Desk<'d>,
    author: Author<'d>,
    diagnostics: &'a mut Diagnostics,
    /// Where each slot was answered first.
    first: BTreeMap<AnswerKey, Place>,
}

impl Filling<'_, '_> {
    fn fill(&mut self, says: &Says, names: &[TestName]) -> Vec<AnswerReceipt> {
        match says {
            Says::Answers(rows) => self.fill_table(rows),
            Says::Tests(cases) => {
                let rows = rows_of(self.desk, cases, names, self.diagnostics);
                self.fill_table(&rows)
            }
        }
    }

    /// Fills in the rows of a table. Reports each that is wrong.
    fn fill_table(&mut self, rows: &[TableRow]) -> Vec<AnswerReceipt> {
        let mut receipts = Vec::new();
        for row in rows {
            let keys = self.check_row(row);
            let keys = keys.unwrap_or_else(|wrong| {
                let placed = |report: Diagnostic| report.placed(Some(row.place));
                self.diagnostics.extend(wrong.into_iter().map(placed));
                Vec::new()
            });
            receipts.extend(keys.iter().map(|key| self.fill_one(key, row)));
        }
        receipts
    }

    /// Returns what a row answers.
    fn check_row(&mut self, row: &TableRow) -> Result<Vec<AnswerKey>, Diagnostics> {
        let mut wrong = Diagnostics::new();
        let Ok(keys) = self.desk.find(&row.slot, &mut wrong) else {
            return Err(wrong);
        };
        // What is wrong is in the reports.
        let _ = check_value(self.desk, &self.author, &keys, &row.answer, &mut wrong);
        let again = keys.iter().find_map(|key| self.first.get(key));
        wrong.extend(again.map(|first| answered_twice(row.place, *first, &row.slot)));
        if wrong.has_errors() {
            return Err(wrong);
        }
        let first = keys.iter().map(|key| (key.clone(), row.place));
        self.first.extend(first);
        Ok(keys)
    }

    fn fill_one(&mut self, key: &AnswerKey, row: &TableRow) -> AnswerReceipt {
        let outcome = if is_held(self.desk, key, &row.answer) {
            Outcome::AlreadySo
        } else {
            let why = Some(row.why.as_str()).filter(|why| !why.is_empty());
            let value = Some(row.answer.as_str());
            self.author.fill(key, value, Cause::Answer, why);
            Outcome::Taken
        };
        AnswerReceipt {
            slot: key.text(),
            outcome,
            values: vec![row.answer.clone()],
        }
    }
}

/// Says whether a slot holds an answer, given to what is asked now.
fn is_held(desk: &Desk<'_>, key: &AnswerKey, answer: &str) -> bool {
    let now = desk.asked(key).map(|asked| asked.question.meaning_digest());
    match desk.answers.get(key) {
        Some(Held::Value(filled)) => {
            compared(&filled.value) == compared(answer) && Some(filled.meaning) == now
        }
        Some(Held::Conflict(_)) | None => false,
    }
}
