//! `praman questions`: the answers of a product file that still decide something.

use std::path::PathBuf;

use serde::Serialize;

use super::build::hours;
use super::json::to_json;
use super::options::Form;
use super::session::{Read, SchemeArguments, Session, Stop, Wanted};
use super::terminal::{Answer, Lines, Look, Paint, Terminal};
use crate::plan::plan_target;
use crate::view::{AnswerCount, Basis, BuildStamp, QuestionView, count_answers, view_questions};

/// List the questions of a product file that still decide something, what decides the most first
///
/// A question is listed if its answer helps to decide whether a control applies, for which entries, or what it calls for. What
/// is only printed in documents is not listed.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Read the product from this file, or from the folder of a dossier
    #[arg(value_name = "PRODUCT")]
    product: PathBuf,
    /// Ask at this level; by default, at the level that the product file names
    #[arg(long, value_name = "LEVEL")]
    level: Option<String>,
    #[command(flatten)]
    scheme: SchemeArguments,
    /// Choose the form of the list
    #[arg(long, value_enum, value_name = "FORM", default_value = "text")]
    format: Form,
}

/// All that is listed.
#[derive(Debug, Serialize)]
struct Listed {
    questions: Vec<QuestionView>,
    answers: AnswerCount,
}

pub(super) fn questions(arguments: &Arguments, terminal: Terminal) -> Answer {
    let mut session = Session::default();
    let result = list(&mut session, arguments, terminal.out);
    session.finish(result, terminal)
}

fn list(session: &mut Session, arguments: &Arguments, look: Look) -> Result<String, Stop> {
    let Read {
        scheme,
        product,
        level,
        found: _,
    } = session.read_all(&Wanted {
        product: &arguments.product,
        level: arguments.level.as_deref(),
        scheme: &arguments.scheme,
    })?;
    let plan = session.pass(plan_target(&scheme, level, &product.target))?;
    let stamp = BuildStamp::default();
    let basis = Basis::new(&scheme, &plan, &product, &session.sources, &stamp);
    let listed = Listed {
        questions: view_questions(&basis),
        answers: count_answers(&scheme, &product.target.lead),
    };
    Ok(match arguments.format {
        Form::Text => show(&listed, look),
        Form::Json => to_json(&listed),
    })
}

fn show(listed: &Listed, look: Look) -> String {
    let mut lines = Lines::default();
    for question in &listed.questions {
        let name = look.paint(Paint::Advice, &question.name);
        let place = question.place.as_deref().unwrap_or("not answered");
        lines.add(format_args!("{name}   {place}"));
        lines.add(format_args!(
            "  {} ({})",
            question.question, question.answers
        ));
        let controls = question.controls.iter();
        let controls: Vec<&str> = controls.map(|control| control.key.as_str()).collect();
        let work = match question.minutes {
            0 => String::new(),
            minutes => format!("; up to {} of work depend on it", hours(minutes)),
        };
        lines.add(format_args!(
            "  helps to decide {}{work}",
            controls.join(", ")
        ));
    }
    if !listed.questions.is_empty() {
        lines.add("");
    }
    let AnswerCount { asked, given } = listed.answers;
    let count = match listed.questions.len() {
        0 => "no question decides anything more".to_owned(),
        1 => "1 question still decides something".to_owned(),
        count => format!("{count} questions still decide something"),
    };
    lines.add(format_args!(
        "{count}; {given} of {asked} answers are given"
    ));
    lines.into_text()
}
