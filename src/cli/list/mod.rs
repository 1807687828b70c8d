//! `praman list`: lists what a scheme holds.

mod editions;
mod rows;
mod rules;
mod vocabulary;
mod words;
mod work;

use clap::ValueEnum;

use super::json::to_json;
use super::session::{SchemeArguments, Session, Stop};
use super::table::render_table;
use super::terminal::{Answer, Look, Terminal};
use crate::model::Scheme;
use crate::resolve::{EditionChoice, EditionHead, collect_declarations};
use editions::{edition_row, render_editions};
use rows::Part;
use rules::{list_events, list_rules};
use vocabulary::{FactRow, list_facts};
use words::{WordRow, list_words};
use work::{list_configurations, list_phases, list_roles};

/// List what a scheme holds: controls, evidence, procedures, facts and more
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Choose what to list
    #[arg(value_enum, value_name = "WHAT")]
    listing: Listing,
    /// List what a level of the edition calls for; without it, every level
    #[arg(long, value_name = "LEVEL")]
    level: Option<String>,
    #[command(flatten)]
    scheme: SchemeArguments,
    /// Choose the form of the list
    #[arg(long, value_enum, value_name = "FORM", default_value = "table")]
    format: Form,
}

/// A kind of list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Listing {
    /// Controls with their levels, evidence and procedures
    Controls,
    /// Kinds of evidence with the controls that call for them
    Evidence,
    /// Test procedures with their depths and the controls that call for them
    Procedures,
    /// Facts and inventories: the questions of a product file
    Facts,
    /// Roles of the laboratory with the procedures that they carry out
    Roles,
    /// Phases of the edition with the procedures that fall in them
    Phases,
    /// Configurations with the cases that are carried out in them
    Configurations,
    /// Events of the process with the rules that speak of them
    Events,
    /// Rules of the edition's process
    Rules,
    /// Editions of the scheme
    Editions,
    /// Words of the language: items and fields, with what they hold and the rules that describe them
    Words,
}

impl Listing {
    /// Says whether the list depends on the level.
    fn has_levels(self) -> bool {
        match self {
            Self::Controls | Self::Evidence | Self::Procedures => true,
            Self::Facts
            | Self::Roles
            | Self::Phases
            | Self::Configurations
            | Self::Events
            | Self::Rules
            | Self::Editions
            | Self::Words => false,
        }
    }
}

/// The form of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Aligned columns for people
    Table,
    /// An array of objects
    Json,
}

/// Runs `praman list`.
pub(super) fn list(arguments: &Arguments, terminal: Terminal) -> Answer {
    if arguments.level.is_some() && !arguments.listing.has_levels() {
        let wrong = "`--level` goes with controls, evidence and procedures only";
        return Answer::usage(wrong);
    }
    let mut session = Session::default();
    let result = match arguments.listing {
        Listing::Editions => list_editions(&mut session, arguments, terminal.out),
        Listing::Words => Ok(list_language(arguments, terminal.out)),
        Listing::Controls
        | Listing::Evidence
        | Listing::Procedures
        | Listing::Facts
        | Listing::Roles
        | Listing::Phases
        | Listing::Configurations
        | Listing::Events
        | Listing::Rules => list_part(&mut session, arguments, terminal.out),
    };
    session.finish(result, terminal)
}

fn list_editions(session: &mut Session, arguments: &Arguments, look: Look) -> Result<String, Stop> {
    let files = session.read_scheme(&arguments.scheme)?;
    let declared = collect_declarations(&files);
    let names: Vec<String> = match &arguments.scheme.edition {
        Some(name) => vec![name.clone()],
        None => declared.editions().iter().map(EditionHead::name).collect(),
    };
    let mut schemes = Vec::new();
    for name in &names {
        schemes.extend(session.pass(declared.resolve_edition(EditionChoice::Named(name)))?);
    }
    let rows: Vec<_> = schemes.iter().map(edition_row).collect();
    Ok(match arguments.format {
        Form::Json => to_json(&rows),
        Form::Table => render_editions(&rows, look),
    })
}

fn list_language(arguments: &Arguments, look: Look) -> String {
    let words = list_words();
    match arguments.format {
        Form::Json => to_json(&words),
        Form::Table => words_table(&words, look),
    }
}

fn list_part(session: &mut Session, arguments: &Arguments, look: Look) -> Result<String, Stop> {
    let files = session.read_scheme(&arguments.scheme)?;
    let scheme = session.resolve(&files, arguments.scheme.edition.as_deref(), None)?;
    let level = session.published_level(&scheme, arguments.level.as_deref())?;
    let part = Part {
        scheme: &scheme,
        level,
    };
    Ok(match (arguments.listing, arguments.format) {
        (Listing::Controls, Form::Json) => to_json(&part.controls()),
        (Listing::Controls, Form::Table) => controls_table(part, look),
        (Listing::Evidence, Form::Json) => to_json(&part.evidence()),
        (Listing::Evidence, Form::Table) => evidence_table(part, look),
        (Listing::Procedures, Form::Json) => to_json(&part.procedures()),
        (Listing::Procedures, Form::Table) => procedures_table(part, look),
        (Listing::Roles, Form::Json) => to_json(&list_roles(&scheme)),
        (Listing::Roles, Form::Table) => roles_table(&scheme, look),
        (Listing::Events, Form::Json) => to_json(&list_events(&scheme)),
        (Listing::Events, Form::Table) => events_table(&scheme, look),
        (Listing::Rules, Form::Json) => to_json(&list_rules(&scheme)),
        (Listing::Rules, Form::Table) => rules_table(&scheme, look),
        (Listing::Phases, Form::Json) => to_json(&list_phases(&scheme)),
        (Listing::Phases, Form::Table) => phases_table(&scheme, look),
        (Listing::Configurations, Form::Json) => to_json(&list_configurations(&scheme)),
        (Listing::Configurations, Form::Table) => configurations_table(&scheme, look),
        (Listing::Facts | Listing::Editions | Listing::Words, Form::Json) => {
            to_json(&list_facts(&scheme))
        }
        (Listing::Facts | Listing::Editions | Listing::Words, Form::Table) => {
            facts_table(&list_facts(&scheme), look)
        }
    })
}

fn controls_table(part: Part<'_>, look: Look) -> String {
    let rows: Vec<_> = part
        .controls()
        .into_iter()
        .map(|row| {
            let levels = row.levels.unwrap_or_default().join(" ");
            let (strength, treatment) = (row.strength.to_owned(), row.treatment.to_owned());
            vec![
                row.key.to_owned(),
                levels,
                strength,
                treatment,
                row.title.to_owned(),
            ]
        })
        .collect();
    let heading = ["key", "levels", "strength", "treatment", "title"];
    render_table(&heading, &rows, look)
}

fn evidence_table(part: Part<'_>, look: Look) -> String {
    let rows: Vec<_> = part
        .evidence()
        .into_iter()
        .map(|row| {
            let (sections, controls) = (row.sections.join(", "), row.controls.len().to_string());
            vec![
                row.key.to_owned(),
                row.kind.to_owned(),
                sections,
                controls,
                row.title.to_owned(),
            ]
        })
        .collect();
    let heading = ["key", "kind", "sections", "controls", "title"];
    render_table(&heading, &rows, look)
}

fn procedures_table(part: Part<'_>, look: Look) -> String {
    let rows: Vec<_> = part
        .procedures()
        .into_iter()
        .map(|row| {
            let depths: Vec<&str> = row.depths.iter().map(|depth| depth.depth).collect();
            let inventory = row.inventory.unwrap_or("once").to_owned();
            let (depths, controls) = (depths.join(" "), row.controls.len().to_string());
            vec![
                row.key.to_owned(),
                depths,
                inventory,
                controls,
                row.title.to_owned(),
            ]
        })
        .collect();
    let heading = ["key", "depths", "for each", "controls", "title"];
    render_table(&heading, &rows, look)
}

fn words_table(words: &[WordRow], look: Look) -> String {
    let rows: Vec<_> = words
        .iter()
        .map(|row| {
            let context = row.context.unwrap_or("a file");
            [context, row.word, row.times, &row.rule, row.holds]
                .map(str::to_owned)
                .into()
        })
        .collect();
    render_table(&["in", "word", "times", "rule", "holds"], &rows, look)
}

fn roles_table(scheme: &Scheme, look: Look) -> String {
    let rows: Vec<_> = list_roles(scheme)
        .into_iter()
        .map(|row| {
            let procedures = row.procedures.len().to_string();
            vec![row.key.to_owned(), procedures, row.title.to_owned()]
        })
        .collect();
    render_table(&["key", "procedures", "title"], &rows, look)
}

fn phases_table(scheme: &Scheme, look: Look) -> String {
    let rows: Vec<_> = list_phases(scheme)
        .into_iter()
        .map(|row| {
            let depth = row.depth.unwrap_or("none").to_owned();
            let procedures = row.procedures.len().to_string();
            vec![row.key.to_owned(), depth, procedures, row.title.to_owned()]
        })
        .collect();
    let heading = ["key", "depth", "procedures", "title"];
    render_table(&heading, &rows, look)
}

fn configurations_table(scheme: &Scheme, look: Look) -> String {
    let rows: Vec<_> = list_configurations(scheme)
        .into_iter()
        .map(|row| {
            let cases = row.cases.len().to_string();
            vec![row.key.to_owned(), cases, row.title.to_owned()]
        })
        .collect();
    render_table(&["key", "cases", "title"], &rows, look)
}

fn events_table(scheme: &Scheme, look: Look) -> String {
    let rows: Vec<_> = list_events(scheme)
        .into_iter()
        .map(|row| {
            let (occurs, rules) = (row.occurs.to_owned(), row.rules.len().to_string());
            vec![row.key.to_owned(), occurs, rules, row.title.to_owned()]
        })
        .collect();
    let heading = ["key", "occurs", "rules", "title"];
    render_table(&heading, &rows, look)
}

fn rules_table(scheme: &Scheme, look: Look) -> String {
    let rows: Vec<_> = list_rules(scheme)
        .into_iter()
        .map(|row| {
            let by = row.by.unwrap_or("").to_owned();
            let (kind, force) = (row.kind.to_owned(), row.force.to_owned());
            vec![row.key.to_owned(), kind, force, by, row.says]
        })
        .collect();
    let heading = ["key", "kind", "force", "by", "says"];
    render_table(&heading, &rows, look)
}

fn facts_table(rows: &[FactRow<'_>], look: Look) -> String {
    let cells: Vec<_> = rows
        .iter()
        .flat_map(|row| std::iter::once(row).chain(&row.attributes))
        .map(|row| {
            let (kind, question) = (row.kind.to_owned(), row.title.to_owned());
            vec![row.key.clone(), kind, question, row.form.clone()]
        })
        .collect();
    let heading = ["key", "kind", "question", "answer"];
    render_table(&heading, &cells, look)
}
