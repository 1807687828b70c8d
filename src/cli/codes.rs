//! The codes of the command line, the wording of their messages, and the list of all codes.

use std::fmt::Write as _;
use std::io::ErrorKind;

use crate::diag::{Code, Diagnostic, did_you_mean, list, list_or};
use crate::model::{Aspect, Edition, Id, LevelId, Scheme};
use crate::source::Place;
use crate::{check, plan, product, project, render, resolve, syntax};

pub static UNKNOWN_CODE: Code = Code::error("P0801", "code that does not exist");
pub static NO_LEVEL: Code = Code::error("P0802", "product without a level");
pub static UNKNOWN_LEVEL: Code = Code::error("P0803", "level that the edition does not have");
pub static UNPUBLISHED_LEVEL: Code = Code::error("P0804", "level whose members are not published");
pub static UNKNOWN_CONTROL: Code = Code::error("P0805", "control that does not exist");
pub static UNKNOWN_KIND: Code = Code::error("P0806", "file that is neither scheme nor product");
pub static NOT_REPLACED: Code = Code::error("P0807", "formatted file that cannot be written");
pub static INPUT: Code = Code::error("P0808", "standard input that cannot be read");
pub static TEMPLATES: Code = Code::error("P0809", "folder of templates that cannot be read");
pub static UNKNOWN_CATALOG: Code = Code::error("P0810", "catalog that the edition does not use");

/// Every code of this module.
pub static CODES: &[&Code] = &[
    &UNKNOWN_CODE,
    &NO_LEVEL,
    &UNKNOWN_LEVEL,
    &UNPUBLISHED_LEVEL,
    &UNKNOWN_CONTROL,
    &UNKNOWN_KIND,
    &NOT_REPLACED,
    &INPUT,
    &TEMPLATES,
    &UNKNOWN_CATALOG,
];

/// The codes of every room, from the lowest floor.
static ROOMS: &[&[&[&Code]]] = &[
    &[syntax::CODES],
    resolve::CODES,
    &[product::CODES],
    check::CODES,
    &[plan::CODES, render::CODES, project::CODES, CODES],
];

/// Returns every code that Praman knows, room by room.
pub fn all_codes() -> impl Iterator<Item = &'static Code> {
    ROOMS.iter().copied().flatten().copied().flatten().copied()
}

pub fn unknown_code(code: &str) -> Diagnostic {
    let near = did_you_mean(code, all_codes().map(|code| code.id));
    Diagnostic::nowhere(&UNKNOWN_CODE, format!("there is no code `{code}`"))
        .help(near.unwrap_or_else(|| "codes look like `P0204`; reports show them".to_owned()))
}

pub fn no_level(edition: &Edition, product: &str) -> Diagnostic {
    let message = format!("`{product}` names no level, and none is given");
    Diagnostic::nowhere(&NO_LEVEL, message).help(format!(
        "give `--level`, or write `level:` into the product file; `{}` has {}",
        edition.name(),
        levels(edition)
    ))
}

pub fn unknown_level(edition: &Edition, level: &str) -> Diagnostic {
    let name = edition.name();
    if edition.levels.is_empty() {
        let message = format!("`{name}` has no levels, and `--level {level}` asks for one");
        return Diagnostic::nowhere(&UNKNOWN_LEVEL, message).help("leave `--level` out");
    }
    let message = format!("`{name}` has no level `{level}`");
    Diagnostic::nowhere(&UNKNOWN_LEVEL, message).help(format!("its levels are {}", levels(edition)))
}

/// Reports a level whose members are not published (L-045), with the provenance of the edition's levels.
pub fn unpublished_level(edition: &Edition, level: LevelId, place: Option<Place>) -> Diagnostic {
    let name = edition.name();
    let declared = edition.levels.get(level.index());
    let key = declared.map_or("", |level| level.key.as_str());
    let message = format!("which controls `{name}` has at `{key}` is not published");
    let mut diagnostic = match place {
        Some(place) => Diagnostic::at(&UNPUBLISHED_LEVEL, place, message),
        None => Diagnostic::nowhere(&UNPUBLISHED_LEVEL, message),
    };
    if let Some(ground) = edition.provenance.get(Aspect::Levels)
        && let Some(source) = &ground.source
    {
        let confidence = ground.confidence.word();
        diagnostic = diagnostic.note(format!("the levels of `{name}` are {confidence}: {source}"));
    }
    let ask = "ask the certification body for the list";
    let published: Vec<&str> = edition
        .published_levels()
        .map(|level| level.key.as_str())
        .collect();
    let mut help = match published.as_slice() {
        [] => ask.to_owned(),
        [_, ..] => format!("{ask}, or take {}", list_or(published)),
    };
    if !edition.rules.is_empty() {
        let _ = write!(
            help,
            "; `praman list rules --edition {name}` shows the rules of its process"
        );
    }
    diagnostic.help(help)
}

pub fn unknown_control(scheme: &Scheme, control: &str) -> Diagnostic {
    let holders: Vec<&str> = scheme
        .controls
        .iter()
        .filter(|(_, held)| held.key == control)
        .map(|(_, held)| held.name.as_str())
        .collect();
    let edition = scheme.edition.name();
    if !holders.is_empty() {
        let message = format!("several catalogs of `{edition}` have a control `{control}`");
        return Diagnostic::nowhere(&UNKNOWN_CONTROL, message)
            .help(format!("name one of {}", list(holders)));
    }
    let names = scheme
        .controls
        .iter()
        .flat_map(|(_, held)| [held.name.as_str(), held.key.as_str()]);
    let near = did_you_mean(control, names);
    Diagnostic::nowhere(
        &UNKNOWN_CONTROL,
        format!("`{edition}` has no control `{control}`"),
    )
    .help(near.unwrap_or_else(|| "`praman list controls` shows all of them".to_owned()))
}

pub fn unknown_kind(path: &str) -> Diagnostic {
    let message = format!("`{path}` is neither a folder nor a `.prm` or `.yaml` file");
    Diagnostic::nowhere(&UNKNOWN_KIND, message)
        .help("name a scheme (a folder or `.prm` files) or product files (`.yaml`)")
}

pub fn not_replaced(path: &str, error: &std::io::Error) -> Diagnostic {
    let error = reason(error);
    Diagnostic::nowhere(
        &NOT_REPLACED,
        format!("`{path}` cannot be written: {error}"),
    )
    .note("the file is as it was")
}

pub fn no_templates(path: &str, error: &std::io::Error) -> Diagnostic {
    let error = reason(error);
    let message = format!("the templates in `{path}` cannot be read: {error}");
    Diagnostic::nowhere(&TEMPLATES, message)
        .help("name a folder with templates, such as `tcf/document.md.j2`")
}

pub fn unreadable_input(error: &std::io::Error) -> Diagnostic {
    let error = reason(error);
    Diagnostic::nowhere(
        &INPUT,
        format!("the standard input cannot be read: {error}"),
    )
}

pub fn input_not_utf8() -> Diagnostic {
    Diagnostic::nowhere(&INPUT, "the standard input is not UTF-8 text").help("send it as UTF-8")
}

/// Returns what went wrong, if possible in words that are the same on every system.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the library has many kinds, and grows more"
)]
fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "it does not exist".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string().to_lowercase(),
    }
}

pub fn unknown_catalog(scheme: &Scheme, name: &str) -> Diagnostic {
    let edition = scheme.edition.name();
    let names: Vec<&str> = scheme
        .catalogs
        .iter()
        .map(|(_, control)| control.key.as_str())
        .collect();
    let message = format!("the edition `{edition}` does not use a catalog `{name}`");
    let near = did_you_mean(name, names.iter().copied());
    let all = || format!("it uses {}", list(names.iter().copied()));
    Diagnostic::nowhere(&UNKNOWN_CATALOG, message).help(near.unwrap_or_else(all))
}

fn levels(edition: &Edition) -> String {
    list(edition.levels.iter().map(|level| level.key.as_str()))
}
