//! `praman finding list`.

use serde::Serialize;

use super::arguments::{ListArguments, ListForm};
use super::number::check_numbers;
use crate::answers::{Finding, FindingField, FindingState, findings};
use crate::cli::dossier::at_desk::at_desk;
use crate::cli::evidence::day_of;
use crate::cli::session::Session;
use crate::cli::table::render_table;
use crate::cli::terminal::{Answer, Look, Terminal};
use crate::model::{Date, FindingEffect};
use crate::source::Text;

/// The name and version of the form.
const SCHEMA: &str = "praman/finding-list/1";

#[derive(Serialize)]
struct ListView<'l> {
    schema: &'static str,
    findings: Vec<FindingLine<'l>>,
}

/// A finding, as programs read it in lists.
#[derive(Serialize)]
pub(in crate::cli::dossier) struct FindingLine<'l> {
    number: &'l str,
    id: &'l str,
    from: &'l str,
    to: &'l str,
    class: &'l str,
    effect: FindingEffect,
    state: FindingState,
    turn: Option<&'l str>,
    overdue: bool,
    due: Option<String>,
    raised: &'l str,
    closed: Option<&'l str>,
    round: u32,
    slot: String,
    about: &'l str,
    text: &'l str,
}

impl<'l> FindingLine<'l> {
    /// Shows a finding, with what an open one of its class does.
    pub fn of(finding: &'l Finding, effect: FindingEffect, today: Date) -> Self {
        Self {
            number: finding.number(),
            id: &finding.id,
            from: &finding.from,
            to: &finding.to,
            class: finding.class(),
            effect,
            state: finding.state(),
            turn: finding.turn().map(Text::as_str),
            overdue: finding.is_overdue(today),
            due: finding.due().map(|due| due.to_string()),
            raised: finding.raised.text(FindingField::Date),
            closed: finding.closed_on(),
            round: finding.last_round(),
            slot: finding.key.text(),
            about: finding.raised.text(FindingField::About),
            text: finding.raised.text(FindingField::Text),
        }
    }
}

pub(super) fn list(arguments: &ListArguments, terminal: Terminal) -> Answer {
    let Some(today) = day_of(arguments.today.as_deref()) else {
        return Answer::usage("`--today` takes a date such as 2026-01-31");
    };
    let mut session = Session::default();
    let result = at_desk(&mut session, &arguments.folder, |desk, diagnostics| {
        let all = findings(desk.answers);
        check_numbers(&all, diagnostics);
        let listed = all
            .iter()
            .filter(|one| !arguments.open || one.state().is_open());
        let edition = &desk.basis.scheme.edition;
        Ok(match arguments.format {
            ListForm::Json => {
                let findings = listed
                    .map(|one| FindingLine::of(one, edition.effect_of(one.class()), today))
                    .collect();
                let schema = SCHEMA;
                let view = ListView { schema, findings };
                // Texts and numbers under texts: nothing in it can fail to be JSON.
                let text = serde_json::to_string_pretty(&view).unwrap_or_default();
                format!("{text}\n")
            }
            ListForm::Text => table(listed, today, terminal.out),
        })
    });
    session.finish(result, terminal)
}

fn table<'f>(listed: impl Iterator<Item = &'f Finding>, today: Date, look: Look) -> String {
    let rows: Vec<Vec<String>> = listed.map(|one| row(one, today)).collect();
    if rows.is_empty() {
        return "no findings\n".to_owned();
    }
    let heading = ["finding", "class", "to", "state", "due", "about", "text"];
    render_table(&heading, &rows, look)
}

fn row(finding: &Finding, today: Date) -> Vec<String> {
    let state = finding.state().word();
    let state = if finding.is_overdue(today) {
        format!("{state}, overdue")
    } else {
        state.to_owned()
    };
    let due = finding.due().filter(|_| finding.state().is_open());
    vec![
        finding.number().to_owned(),
        finding.class().to_owned(),
        finding.to.to_string(),
        state,
        due.map(|due| due.to_string()).unwrap_or_default(),
        finding.raised.text(FindingField::About).to_owned(),
        shorten(finding.raised.text(FindingField::Text)),
    ]
}

/// The characters of a text that a line of the table shows.
const SHOWN: usize = 60;

fn shorten(text: &str) -> String {
    let line: Vec<&str> = text.split_whitespace().collect();
    let line = line.join(" ");
    if line.chars().count() <= SHOWN {
        return line;
    }
    let start: String = line.chars().take(SHOWN - 1).collect();
    format!("{}…", start.trim_end())
}
