//! `praman issue`: issues a paper, for good.

mod arguments;
mod copies;
mod number;
mod ready;

use std::collections::BTreeMap;

pub(in crate::cli) use arguments::IssueArguments;
pub(super) use copies::view_copy;
use copies::{print_copy, recipients};
use number::choose_number;
use ready::check_ready;

use super::bar::{Bar, Said, check_findings};
use super::issued::{issue_folder, manifest_path};
use super::paper::{Paper, Press, Wanted, tool, with_paper};
use super::standing::{name_of, signer};
use crate::answers::{
    Exchanged, FileHash, IssueManifest, Issued, IssuedFile, PaperStep, Signatory, Signature,
};
use crate::cli::dossier::{Author, Desk, now};
use crate::cli::report::counted;
use crate::cli::session::{Session, Stop};
use crate::cli::terminal::{Answer, Lines, Terminal};
use crate::diag::Diagnostics;
use crate::intake::render_issue;
use crate::model::Date;
use crate::view::{PaperState, PaperView};

/// The form of a manifest.
const SCHEMA: &str = "praman/issue/1";

pub(in crate::cli) fn issue(arguments: &IssueArguments, terminal: Terminal) -> Answer {
    let today = || Date::parse(now()?.as_str().get(..10)?);
    let mut session = Session::default();
    let Some(date) = arguments.date.or_else(today) else {
        session.diagnostics.push(crate::cli::dossier::no_clock());
        return session.finish(Err(Stop), terminal);
    };
    let wanted = Wanted {
        folder: &arguments.folder,
        paper: &arguments.paper,
        first_day: arguments.first_day,
        date: Some(date),
    };
    let result = with_paper(&mut session, &wanted, |press, diagnostics| {
        let desk = press.made.desk(diagnostics)?;
        let printed = print(press, arguments, date, diagnostics)?;
        put(desk, arguments, printed, diagnostics)
    });
    session.finish(result, terminal)
}

/// A paper that is printed to be issued.
struct Printed {
    paper: Paper,
    manifest: IssueManifest,
    files: Vec<(String, Vec<u8>)>,
}

fn print(
    press: &Press<'_, '_>,
    arguments: &IssueArguments,
    date: Date,
    diagnostics: &mut Diagnostics,
) -> Result<Printed, Stop> {
    let (paper, head) = (press.paper, press.head());
    let number = choose_number(press, arguments, date).map_err(|report| {
        diagnostics.push(*report);
        Stop
    })?;
    let holds = |one: &&Signature| one.content == paper.content;
    let checked = paper.record.checked.as_ref().filter(holds);
    let approved = paper.record.approved.as_ref().filter(holds);
    let replaces = paper.record.issues.last().map(|one| one.issued.issue);
    let state = PaperView {
        state: PaperState::Issued,
        issue: paper.record.next_issue(),
        number: number.clone(),
        date: Some(date.to_string()),
        checked: checked.map(|one| signer(head, one)),
        approved: approved.map(|one| signer(head, one)),
        to: recipients(arguments),
        copy: None,
        reason: arguments.reason.clone(),
        replaces,
    };
    let signatory = |one: &Signature| Signatory {
        person: one.by.clone(),
        name: name_of(head, &one.by),
        date: one.date.clone(),
    };
    let person = head.people.get(&arguments.person);
    let is_form = person.is_some_and(|person| !paper.is_of(&person.party));
    let mut files = press.print(
        state.clone(),
        is_form,
        &arguments.formats.chosen(),
        diagnostics,
    )?;
    for copy in &arguments.copy {
        files.extend(print_copy(press, (&state, copy), is_form, diagnostics)?);
    }
    let described = files
        .iter()
        .map(|(name, bytes)| (name.clone(), IssuedFile::of(bytes)));
    let described: BTreeMap<String, IssuedFile> = described.collect();
    let manifest = IssueManifest {
        schema: SCHEMA.to_owned(),
        dossier: head.id.to_string(),
        edition: head.edition.clone(),
        level: head.level.clone(),
        product: press.made.basis.product_name(),
        paper: paper.key.clone(),
        issue: paper.record.next_issue(),
        number,
        date: date.to_string(),
        issued_by: Signatory {
            person: arguments.person.clone(),
            name: name_of(head, &arguments.person),
            date: date.to_string(),
        },
        checked_by: checked.map(signatory),
        approved_by: approved.map(signatory),
        to: recipients(arguments),
        copies: arguments.copy.clone(),
        reason: arguments.reason.clone(),
        replaces,
        to_fill_in: is_form.then(|| paper.party.to_string()),
        first_day: paper.first_day.clone(),
        tool: tool(),
        content: paper.content.clone(),
        journal: press.dossier.journal.head().to_owned(),
        files: described,
    };
    Ok(Printed {
        paper: paper.clone(),
        manifest,
        files,
    })
}

/// Puts an issue into its folder and the journal.
fn put<'d>(
    desk: &'d Desk<'d>,
    arguments: &IssueArguments,
    printed: Printed,
    diagnostics: &mut Diagnostics,
) -> Result<String, Stop> {
    let Printed {
        paper,
        manifest,
        files,
    } = printed;
    let mut author = Author::find(desk, &arguments.person, diagnostics)?;
    let is_form = manifest.to_fill_in.is_some();
    let said = if arguments.despite_findings {
        Said::Despite
    } else {
        Said::Nothing
    };
    let bar = if is_form { Bar::None } else { paper.bar };
    let allowed = check_findings(desk, &paper.key, (bar, said))
        .and_then(|()| check_ready(desk, &author, &paper, &manifest));
    allowed.map_err(|report| {
        diagnostics.push(*report);
        Stop
    })?;
    let text = render_issue(&manifest);
    let issued = Issued {
        paper: paper.key.clone(),
        issue: manifest.issue,
        number: manifest.number.clone(),
        date: manifest.date.clone(),
        content: manifest.content.clone(),
        first_day: manifest.first_day.clone(),
        manifest: FileHash::of(&text).to_string(),
    };
    let folder = issue_folder(&paper.key, manifest.issue);
    let count = files.len();
    for (name, bytes) in files {
        author.replace_file(format!("{folder}/{name}"), None, bytes);
    }
    author.replace_file(manifest_path(&paper.key, manifest.issue), None, text);
    author.exchange(Exchanged::Paper(PaperStep::Issued(issued)));
    author.write(diagnostics)?;
    Ok(say(&manifest, &folder, count))
}

fn say(manifest: &IssueManifest, folder: &str, count: usize) -> String {
    let mut lines = Lines::default();
    let number = manifest.number.as_ref();
    let number = number.map_or_else(String::new, |number| format!(", {number}"));
    let issued = format!(
        "{}, issue {}{number}, {}",
        manifest.paper, manifest.issue, manifest.date
    );
    let mut words = vec![("issued", issued)];
    if let Some(before) = manifest.replaces {
        words.push(("supersedes", format!("issue {before}")));
    }
    if let Some(party) = &manifest.to_fill_in {
        words.push(("to fill in", party.clone()));
    }
    for copy in &manifest.copies {
        words.push(("copy", format!("{} for {}", copy.copy, copy.to)));
    }
    if !manifest.to.is_empty() {
        words.push(("to", manifest.to.join(", ")));
    }
    words.push(("kept", format!("{} in {folder}", counted(count, "file"))));
    lines.add_words(&words);
    lines.into_text()
}
