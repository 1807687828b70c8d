//! `praman finding raise`.

use super::arguments::RaiseArguments;
use super::number::next_number;
use super::pick::{check_date, check_text, day, write_part};
use crate::answers::{AnswerKey, FindingField};
use crate::cli::dossier::answer::read_value;
use crate::cli::dossier::at_desk::at_desk;
use crate::cli::dossier::chance::mint;
use crate::cli::dossier::change::Author;
use crate::cli::dossier::codes::unknown_party;
use crate::cli::dossier::desk::{Desk, applicant};
use crate::cli::dossier::finding_codes as codes;
use crate::cli::session::{Session, Stop};
use crate::cli::terminal::{Answer, Terminal};
use crate::diag::{Diagnostic, Diagnostics};
use crate::intake::Sight;
use crate::model::{Slot, SlotWord};

/// The word for the product as a whole.
const PRODUCT: &str = "product";

/// What a finding is about.
struct About {
    /// The slot in which it is raised.
    key: AnswerKey,
    /// What it is about, as the finding says it.
    name: String,
}

impl About {
    /// A slot that all models share.
    fn whole(slot: Slot, name: String) -> Self {
        let key = AnswerKey { slot, model: None };
        Self { key, name }
    }
}

pub(super) fn raise(arguments: &RaiseArguments, terminal: Terminal) -> Answer {
    let mut session = Session::default();
    let result = match read_value(&mut session, &arguments.text) {
        Ok(text) => at_desk(&mut session, &arguments.folder, |desk, diagnostics| {
            let about = find_about(desk, &arguments.about, diagnostics)?;
            let mut author = Author::find(desk, &arguments.by.person, diagnostics)?;
            let done = write(desk, &mut author, &about, &text, arguments).map_err(|report| {
                diagnostics.push(*report);
                Stop
            })?;
            author.write(diagnostics)?;
            Ok(done)
        }),
        Err(stop) => Err(stop),
    };
    session.finish(result, terminal)
}

/// Finds what a finding is about: a slot, a requirement or the product as a whole.
fn find_about(desk: &Desk<'_>, text: &str, diagnostics: &mut Diagnostics) -> Result<About, Stop> {
    if text == PRODUCT {
        let slot = Slot::of_product(SlotWord::FindingRaised);
        return Ok(About::whole(slot, text.to_owned()));
    }
    if let Some(control) = desk.basis.scheme.find_control(text) {
        let name = &desk.basis.scheme.controls[control].name;
        let slot = Slot::of_control(name, SlotWord::FindingRaised);
        return Ok(About::whole(slot, name.to_string()));
    }
    let keys = desk.find(text, diagnostics)?;
    let key = keys.first().ok_or(Stop)?.clone();
    let name = text.to_owned();
    Ok(About { key, name })
}

fn write(
    desk: &Desk<'_>,
    author: &mut Author<'_>,
    about: &About,
    text: &str,
    arguments: &RaiseArguments,
) -> Result<String, Box<Diagnostic>> {
    let from = author.party().to_owned();
    let to = addressee(desk, &from, arguments)?;
    check_class(desk, &arguments.class)?;
    check_text(text, "the finding")?;
    let due = arguments.due.as_deref().map(check_date).transpose()?;
    let date = day(&arguments.by)?;
    let number = next_number(desk, &from).to_string();
    let said = [
        from.as_str(),
        &to,
        &arguments.by.person,
        &number,
        &about.name,
        &arguments.class,
        text,
    ];
    let id = mint(desk, ('n', SlotWord::FindingRaised), &said)?;
    let key = about.key.finding(&from, &to, &id);
    let sight = Sight::of(desk.basis.scheme, &to);
    if !sight.is_some_and(|sight| sight.sees(&key)) {
        let why = format!("`{to}` may not see `{}`", arguments.about);
        let help = "raise it with a party that may see it; the scheme says who with `audience`";
        return Err(Box::new(codes::not_so(why, help)));
    }
    let fields = [
        (FindingField::Number, Some(number.clone())),
        (FindingField::Class, Some(arguments.class.clone())),
        (FindingField::About, Some(about.name.clone())),
        (FindingField::Text, Some(text.to_owned())),
        (FindingField::Date, Some(date)),
        (FindingField::Due, due.map(str::to_owned)),
    ];
    write_part(desk, author, &key, &fields)?;
    Ok(format!("raised {number} about {}, to {to}\n", about.name))
}

/// Returns the party that answers: the one that is named, or the one that applies.
fn addressee(
    desk: &Desk<'_>,
    from: &str,
    arguments: &RaiseArguments,
) -> Result<String, Box<Diagnostic>> {
    let scheme = desk.basis.scheme;
    let named = arguments.to.clone();
    let to = named.or_else(|| applicant(scheme).map(|party| party.to_string()));
    let Some(to) = to else {
        let why = "the edition names no party that applies";
        let help = "name the party that answers with `--to`";
        return Err(Box::new(codes::not_so(why, help)));
    };
    if scheme.parties.lookup(&to).is_none() {
        let known: Vec<&str> = scheme.parties.keys().collect();
        return Err(Box::new(unknown_party(&to, &known)));
    }
    if to == from {
        let person = &arguments.by.person;
        let why = format!("`{person}` works for `{from}`, and a finding goes to another party");
        let help = "name the party that answers with `--to`";
        return Err(Box::new(codes::not_so(why, help)));
    }
    Ok(to)
}

fn check_class(desk: &Desk<'_>, class: &str) -> Result<(), Box<Diagnostic>> {
    let edition = &desk.basis.scheme.edition;
    match edition.finding_class(class) {
        Some(_) => Ok(()),
        None => Err(Box::new(codes::no_class(class, edition))),
    }
}
