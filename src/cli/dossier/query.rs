//! `praman ask` and `praman reply`: what one party asks another about a slot.

use std::path::PathBuf;

use super::answer::read_value;
use super::at_desk::at_desk;
use super::chance::mint;
use super::change::Author;
use super::codes;
use super::desk::Desk;
use crate::answers::{AnswerKey, Cause, Digest, Filled, Held, QueryField, queries};
use crate::cli::session::{Session, Stop};
use crate::cli::terminal::{Answer, Terminal};
use crate::diag::Diagnostic;
use crate::intake::Sight;
use crate::model::{Date, SlotWord};

/// Ask another party about a slot
///
/// The query goes with the next package for that party, and the reply comes back in a package of theirs.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct AskArguments {
    /// Name the folder of the dossier
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Name the slot, as documents and `praman status` print it
    #[arg(value_name = "SLOT")]
    slot: String,
    /// Give the question; - reads it from standard input
    #[arg(value_name = "TEXT", allow_hyphen_values = true)]
    text: String,
    /// Ask this party
    #[arg(long, value_name = "PARTY")]
    to: String,
    /// Say until when a reply is wanted, such as 2026-12-24
    #[arg(long, value_name = "DATE")]
    due: Option<String>,
    /// Name the person who asks, by the key in dossier.yaml
    #[arg(long = "as", value_name = "PERSON")]
    person: String,
}

/// Reply to a query of another party
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct ReplyArguments {
    /// Name the folder of the dossier
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Name the query by its id, as `praman status` lists it
    #[arg(value_name = "QUERY")]
    query: String,
    /// Give the reply; - reads it from standard input
    #[arg(value_name = "TEXT", allow_hyphen_values = true)]
    text: String,
    /// Name the person who replies, by the key in dossier.yaml
    #[arg(long = "as", value_name = "PERSON")]
    person: String,
}

pub(in crate::cli) fn ask(arguments: &AskArguments, terminal: Terminal) -> Answer {
    let mut session = Session::default();
    let result = match read_value(&mut session, &arguments.text) {
        Ok(text) => at_desk(&mut session, &arguments.folder, |desk, diagnostics| {
            let keys = desk.find(&arguments.slot, diagnostics)?;
            let mut author = Author::find(desk, &arguments.person, diagnostics)?;
            let about = subject(&keys).ok_or(Stop)?;
            if let Some(report) = objection(desk, &author, &about, &text, arguments) {
                diagnostics.push(report);
                return Err(Stop);
            }
            let about_text = about.text();
            let said = [
                author.party(),
                arguments.to.as_str(),
                &arguments.person,
                &about_text,
                &text,
                arguments.due.as_deref().unwrap_or_default(),
            ];
            let id = match mint(desk, ('q', SlotWord::Query), &said) {
                Ok(id) => id,
                Err(report) => {
                    diagnostics.push(*report);
                    return Err(Stop);
                }
            };
            put(&mut author, &about, &id, &text, arguments);
            author.write(diagnostics)?;
            Ok(format!(
                "asked {} about {}: {id}\n",
                arguments.to, arguments.slot
            ))
        }),
        Err(stop) => Err(stop),
    };
    session.finish(result, terminal)
}

/// Returns the key of what a query is about: of several models, the slot without a model.
fn subject(keys: &[AnswerKey]) -> Option<AnswerKey> {
    let mut key = keys.first()?.clone();
    if keys.len() > 1 {
        key.model = None;
    }
    Some(key)
}

/// Returns what is wrong with a query.
fn objection(
    desk: &Desk<'_>,
    author: &Author<'_>,
    about: &AnswerKey,
    text: &str,
    arguments: &AskArguments,
) -> Option<Diagnostic> {
    let AskArguments { to, slot, .. } = arguments;
    let Some(sight) = Sight::of(desk.basis.scheme, to) else {
        let known: Vec<&str> = desk.basis.scheme.parties.keys().collect();
        return Some(codes::unknown_party(to, &known));
    };
    if let Some(report) = not_of_holder(desk, author, &arguments.person) {
        return Some(report);
    }
    let wrong = |why: String, help: &str| Some(codes::not_asked_so(&why, help));
    if text.trim().is_empty() {
        return wrong("the question is empty".to_owned(), "write what is asked");
    }
    if *to == desk.dossier.head.holder {
        return wrong(
            format!("this is the folder of `{to}`, and a query goes to another party"),
            "name the party that is to reply with `--to`",
        );
    }
    if !sight.sees(about) {
        return wrong(
            format!("`{to}` may not see `{slot}`"),
            "ask a party that may see it; the scheme says who with `audience`",
        );
    }
    let due = arguments.due.as_deref();
    if let Some(due) = due.filter(|due| Date::parse(due).is_none()) {
        return wrong(format!("`{due}` is no date"), "write it as in `2026-12-24`");
    }
    None
}

/// Reports a person who works for another party than that of the folder.
fn not_of_holder(desk: &Desk<'_>, author: &Author<'_>, person: &str) -> Option<Diagnostic> {
    let (party, holder) = (author.party(), &desk.dossier.head.holder);
    let why = format!("`{person}` works for `{party}`, and this is the folder of `{holder}`");
    (*party != **holder).then(|| {
        let help = format!("name a person of `{holder}` with `--as`");
        codes::not_asked_so(&why, &help)
    })
}

fn put(author: &mut Author<'_>, about: &AnswerKey, id: &str, text: &str, arguments: &AskArguments) {
    let from = author.party().to_owned();
    let fields = [
        (QueryField::From, Some(from.as_str())),
        (QueryField::To, Some(arguments.to.as_str())),
        (QueryField::Question, Some(text)),
        (QueryField::About, Some(arguments.slot.as_str())),
        (QueryField::Due, arguments.due.as_deref()),
    ];
    for (field, value) in fields {
        if let Some(value) = value {
            let key = about.query(id, field);
            fill(author, &from, &key, value, &arguments.person);
        }
    }
}

/// Fills in a slot for which no document asks.
fn fill(author: &mut Author<'_>, party: &str, key: &AnswerKey, value: &str, person: &str) {
    let filled = Filled {
        value: value.to_owned(),
        meaning: Digest::of(""),
        wording: Digest::of(""),
        on: None,
        by: person.to_owned(),
    };
    let held = Some(Held::Value(filled));
    author.set_for(party.into(), key, held, Cause::Answer, None);
}

pub(in crate::cli) fn reply(arguments: &ReplyArguments, terminal: Terminal) -> Answer {
    let mut session = Session::default();
    let result = match read_value(&mut session, &arguments.text) {
        Ok(text) => at_desk(&mut session, &arguments.folder, |desk, diagnostics| {
            let mut author = Author::find(desk, &arguments.person, diagnostics)?;
            let key = reply_key(desk, &author, arguments, &text).map_err(|report| {
                diagnostics.push(*report);
                Stop
            })?;
            let party = author.party().to_owned();
            fill(&mut author, &party, &key, &text, &arguments.person);
            author.write(diagnostics)?;
            Ok(format!("replied to {}\n", arguments.query))
        }),
        Err(stop) => Err(stop),
    };
    session.finish(result, terminal)
}

/// Returns the key of a reply.
fn reply_key(
    desk: &Desk<'_>,
    author: &Author<'_>,
    arguments: &ReplyArguments,
    text: &str,
) -> Result<AnswerKey, Box<Diagnostic>> {
    if let Some(report) = not_of_holder(desk, author, &arguments.person) {
        return Err(Box::new(report));
    }
    let ours = queries(&desk.dossier.answers).filter(|query| query.to == author.party());
    let ours: Vec<_> = ours.collect();
    let Some(query) = ours.iter().find(|query| **query.id == *arguments.query) else {
        let open = ours.iter().filter(|query| query.reply.is_none());
        let open: Vec<&str> = open.map(|query| &**query.id).collect();
        return Err(Box::new(codes::no_query(&arguments.query, &open)));
    };
    if text.trim().is_empty() {
        let report = codes::not_asked_so("the reply is empty", "write the reply");
        return Err(Box::new(report));
    }
    Ok(query.reply_key.clone())
}
