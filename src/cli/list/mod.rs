//! `praman list`: lists what a scheme holds.

mod editions;
mod forms;
mod listed;
mod rows;
mod rules;
mod vocabulary;
mod words;
mod work;

use clap::ValueEnum;

use super::json::to_json;
use super::session::{SchemeArguments, Session, Stop};
use super::terminal::{Answer, Look, Terminal};
use crate::resolve::{EditionChoice, EditionHead, collect_declarations};
use editions::{edition_row, render_editions};
use forms::list_forms;
use listed::{Form, render_list};
use rows::Part;
use rules::{list_events, list_rules};
use vocabulary::{list_conditions, list_facts};
use words::list_words;
use work::{list_configurations, list_deliveries, list_equipment, list_phases, list_roles};

/// List what a scheme contains: controls, evidence, procedures, facts and more
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Choose what to list
    #[arg(value_enum, value_name = "WHAT")]
    listing: Listing,
    /// List what this level of the edition calls for; by default, every level
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
    /// Conditions: subsets, derived names and constraints, with what they say
    Conditions,
    /// Forms of the edition with their files and who fills them in
    Forms,
    /// Roles of the laboratory with the procedures that they carry out
    Roles,
    /// Phases of the edition with the procedures that belong to them
    Phases,
    /// Configurations with the cases that are carried out in them
    Configurations,
    /// Equipment of the laboratory with the procedures that need it
    Equipment,
    /// Deliveries of the vendor with the procedures that need them
    Deliveries,
    /// Events of the process with the rules that name them
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
            | Self::Conditions
            | Self::Forms
            | Self::Roles
            | Self::Phases
            | Self::Configurations
            | Self::Equipment
            | Self::Deliveries
            | Self::Events
            | Self::Rules
            | Self::Editions
            | Self::Words => false,
        }
    }
}

pub(super) fn list(arguments: &Arguments, terminal: Terminal) -> Answer {
    if arguments.level.is_some() && !arguments.listing.has_levels() {
        let wrong = "`--level` can be used with controls, evidence and procedures only";
        return Answer::usage(wrong);
    }
    let mut session = Session::default();
    let result = match arguments.listing {
        Listing::Editions => list_editions(&mut session, arguments, terminal.out),
        Listing::Words => Ok(render_list(&list_words(), arguments.format, terminal.out)),
        Listing::Controls
        | Listing::Evidence
        | Listing::Procedures
        | Listing::Facts
        | Listing::Conditions
        | Listing::Forms
        | Listing::Roles
        | Listing::Phases
        | Listing::Configurations
        | Listing::Equipment
        | Listing::Deliveries
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

fn list_part(session: &mut Session, arguments: &Arguments, look: Look) -> Result<String, Stop> {
    let files = session.read_scheme(&arguments.scheme)?;
    let scheme = session.resolve(&files, arguments.scheme.edition.as_deref(), None)?;
    let level = session.published_level(&scheme, arguments.level.as_deref())?;
    let part = Part {
        scheme: &scheme,
        level,
    };
    let form = arguments.format;
    Ok(match arguments.listing {
        Listing::Forms => render_list(&list_forms(&scheme), form, look),
        Listing::Controls => render_list(&part.controls(), form, look),
        Listing::Evidence => render_list(&part.evidence(), form, look),
        Listing::Procedures => render_list(&part.procedures(), form, look),
        Listing::Conditions => render_list(&list_conditions(&scheme), form, look),
        Listing::Roles => render_list(&list_roles(&scheme), form, look),
        Listing::Phases => render_list(&list_phases(&scheme), form, look),
        Listing::Configurations => render_list(&list_configurations(&scheme), form, look),
        Listing::Equipment => render_list(&list_equipment(&scheme), form, look),
        Listing::Deliveries => render_list(&list_deliveries(&scheme), form, look),
        Listing::Events => render_list(&list_events(&scheme), form, look),
        Listing::Rules => render_list(&list_rules(&scheme), form, look),
        Listing::Facts | Listing::Editions | Listing::Words => {
            render_list(&list_facts(&scheme), form, look)
        }
    })
}
