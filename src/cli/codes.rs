//! The codes of the command line, the wording of their messages, and the list of all codes.

use std::fmt::Write as _;
use std::io::ErrorKind;
use std::path::Path;

use crate::diag::{Code, Diagnostic, did_you_mean, list, list_or};
use crate::model::{Aspect, Catalog, Edition, Id, LevelId, Scheme};
use crate::source::Place;
use crate::{check, holdings, intake, plan, product, project, render, resolve, syntax};

pub static UNKNOWN_CODE: Code = Code::error("P0801", "code that does not exist");
pub static NO_LEVEL: Code = Code::error("P0802", "product without a level");
pub static UNKNOWN_LEVEL: Code = Code::error("P0803", "level that the edition does not have");
pub static UNPUBLISHED_LEVEL: Code = Code::error("P0804", "level whose members are not published");
pub static UNKNOWN_CONTROL: Code = Code::error("P0805", "control that does not exist");
pub static UNKNOWN_KIND: Code = Code::error("P0806", "file that is neither scheme nor product");
pub static NOT_REPLACED: Code = Code::error("P0807", "file that cannot be written");
pub static INPUT: Code = Code::error("P0808", "standard input that cannot be read");
pub static UNKNOWN_CATALOG: Code = Code::error("P0810", "catalog that the edition does not use");
pub static UNKNOWN_QUESTION: Code = Code::error("P0811", "fact or attribute that does not exist");
pub static UNKNOWN_DOCUMENT: Code = Code::error("P0816", "document that the edition does not have");

pub static WITHOUT_CONDITION: Code = Code::error("P0817", "control without a condition of its own");
pub static WOULD_REPLACE: Code = Code::error("P0878", "file that would be replaced");
pub static NO_CHANGE: Code = Code::error("P0818", "change that names nothing");
pub static NOT_CHANGED: Code = Code::error("P0819", "product file that cannot be changed");

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
    &UNKNOWN_CATALOG,
    &UNKNOWN_QUESTION,
    &UNKNOWN_DOCUMENT,
    &WITHOUT_CONDITION,
    &WOULD_REPLACE,
    &NO_CHANGE,
    &NOT_CHANGED,
];

/// The codes of every room, from the lowest floor.
static ROOMS: &[&[&[&Code]]] = &[
    &[syntax::CODES],
    resolve::CODES,
    &[
        product::CODES,
        intake::CODES,
        intake::COPY_CODES,
        intake::PACKAGE_CODES,
        intake::REGISTER_CODES,
        intake::SIDE_CODES,
        holdings::CODES,
        project::EVIDENCE_CODES,
        EVIDENCE_CODES,
    ],
    check::CODES,
    &[
        plan::CODES,
        render::CODES,
        project::CODES,
        project::DOSSIER_CODES,
        CODES,
        super::dossier::CODES,
        super::dossier::FINDING_CODES,
        super::papers::CODES,
        super::dossier::IMPORT_CODES,
        super::dossier::ROUND_CODES,
    ],
];

pub static NO_PARTY: Code = Code::error("P0936", "party that is not known");
pub static NO_PRODUCT: Code = Code::error("P0937", "folder without a product file");

/// The codes of the commands on evidence.
static EVIDENCE_CODES: &[&Code] = &[&NO_PARTY, &NO_PRODUCT];

pub fn no_party() -> Diagnostic {
    let message = "this folder has no `dossier.yaml` that says whose it is";
    Diagnostic::nowhere(&NO_PARTY, message)
        .help("name the party with `--party`, as in `--party vendor`")
}

pub fn unknown_party(scheme: &Scheme, party: &str) -> Diagnostic {
    let edition = scheme.edition.name();
    let near = did_you_mean(party, scheme.parties.keys());
    let help = near.unwrap_or_else(|| format!("it has {}", list(scheme.parties.keys())));
    Diagnostic::nowhere(&NO_PARTY, format!("`{edition}` has no party `{party}`")).help(help)
}

pub fn no_product_file(folder: &Path) -> Diagnostic {
    let message = format!("`{}` holds no `product.yaml`", project::shown(folder));
    Diagnostic::nowhere(&NO_PRODUCT, message)
        .help("name the folder of a dossier; what is wanted depends on the product")
}

/// Reports a folder that cannot be held.
pub fn not_held(folder: &Path, error: &std::io::Error) -> Diagnostic {
    not_replaced(&project::shown(folder), error)
}

/// Returns every code that Praman knows, room by room.
pub fn all_codes() -> impl Iterator<Item = &'static Code> {
    ROOMS.iter().copied().flatten().copied().flatten().copied()
}

pub fn unknown_code(code: &str) -> Diagnostic {
    let near = did_you_mean(code, all_codes().map(|code| code.id));
    Diagnostic::nowhere(&UNKNOWN_CODE, format!("there is no code `{code}`"))
        .help(near.unwrap_or_else(|| "codes look like `P0204`; messages show them".to_owned()))
}

/// The name that a document had, and those that took its place.
const FORMER: &[(&str, &str)] = &[("test-plan", "`plan`, `procedures` and `record`")];

pub fn unknown_document<'n>(asked: &str, known: impl Iterator<Item = &'n str>) -> Diagnostic {
    let known: Vec<&str> = known.collect();
    let near = did_you_mean(asked, known.iter().copied());
    let message = format!("there is no document `{asked}`");
    let diagnostic = Diagnostic::nowhere(&UNKNOWN_DOCUMENT, message);
    let all = format!("the documents are {}", list(known.iter().copied()));
    let former = FORMER.iter().find(|(name, _)| *name == asked);
    let former =
        former.map(|(_, now)| format!("did you mean {now}? The test plan is three documents"));
    let near = former.or(near);
    diagnostic.help(near.map_or_else(|| all.clone(), |near| format!("{near}; {all}")))
}

pub fn no_level(edition: &Edition, product: &str) -> Diagnostic {
    let message = format!("`{product}` names no level, and the command line names none");
    Diagnostic::nowhere(&NO_LEVEL, message).help(format!(
        "give `--level`, or write `level:` into the product file; `{}` has {}",
        edition.name(),
        levels(edition)
    ))
}

pub fn unknown_level(edition: &Edition, level: &str) -> Diagnostic {
    let name = edition.name();
    if edition.levels.is_empty() {
        let message = format!("`{name}` has no levels, but `--level {level}` asks for one");
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
    let message = format!("the controls of `{name}` at `{key}` are not published");
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
    let ask = "ask the publisher of the edition for the list";
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

const ALL_CONTROLS: &str = "`praman list controls` shows all of them";

pub fn unknown_control(scheme: &Scheme, control: &str) -> Diagnostic {
    if let Some(earlier) = scheme.earlier(control) {
        let is_gone = earlier.choices.is_empty();
        let all = is_gone.then(|| ALL_CONTROLS.to_owned());
        return earlier.report_nowhere(&UNKNOWN_CONTROL).maybe_help(all);
    }
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
    .help(near.unwrap_or_else(|| ALL_CONTROLS.to_owned()))
}

pub fn unknown_kind(path: &str) -> Diagnostic {
    let message = format!("`{path}` is neither a folder nor a `.prm` or `.yaml` file");
    Diagnostic::nowhere(&UNKNOWN_KIND, message)
        .help("name a scheme (a folder or `.prm` files) or product files (`.yaml`)")
}

pub fn no_proof_file(path: &str) -> Diagnostic {
    let message = format!("`{path}` exists already, and is no proof file");
    Diagnostic::nowhere(&WOULD_REPLACE, message)
        .note("nothing was written")
        .help("name another file, or remove this one")
}

pub fn would_be_replaced(path: &Path) -> Diagnostic {
    let path = path.display();
    Diagnostic::nowhere(&WOULD_REPLACE, format!("`{path}` exists already"))
        .note("nothing was written")
        .help(format!(
            "`praman new {path}` goes on with it; or name another file, or remove this one"
        ))
}

pub fn not_replaced(path: &str, error: &std::io::Error) -> Diagnostic {
    let error = reason(error);
    Diagnostic::nowhere(
        &NOT_REPLACED,
        format!("`{path}` cannot be written: {error}"),
    )
    .note("the file is unchanged")
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
    let catalogs = || scheme.catalogs.iter().map(|(_, catalog)| catalog);
    let is_version = |catalog: &&Catalog| {
        let steps = catalog.lineage.steps().iter();
        let mut before = steps.filter_map(|step| step.old.as_deref());
        before.any(|old| old == name || old.split_once('@').is_some_and(|(key, _)| key == name))
    };
    let revision = catalogs().find(is_version);
    let revision = revision.map(|catalog| format!("it uses `{}`, a later version", catalog.name()));
    let near = || did_you_mean(name, names.iter().copied());
    let all = || format!("it uses {}", list(names.iter().copied()));
    Diagnostic::nowhere(&UNKNOWN_CATALOG, message).help(revision.or_else(near).unwrap_or_else(all))
}

fn levels(edition: &Edition) -> String {
    list(edition.levels.iter().map(|level| level.key.as_str()))
}

/// Reports a word of the command line that is no change of a product.
pub fn no_change(text: &str) -> Diagnostic {
    Diagnostic::nowhere(&NO_CHANGE, format!("`{text}` is no change of a product")).help(
        "write an answer, `chip.main.tee=none`; an entry that comes, `+radio.ble{technology=ble}`; or one that goes, `-radio.wifi`",
    )
}

/// Reports an option that comes after a change, where it would be read as one.
pub fn option_behind(text: &str) -> Diagnostic {
    Diagnostic::nowhere(&NO_CHANGE, format!("`{text}` comes after a change"))
        .help("write options before the first change")
}

/// Reports a change that names no fact and no inventory.
pub fn unknown_name(scheme: &Scheme, text: &str, name: &str) -> Diagnostic {
    let message = format!("`{text}` changes `{name}`, which the edition does not ask for");
    let facts = scheme.facts.iter().map(|(_, fact)| fact.key.as_str());
    let inventories = scheme.inventories.iter();
    let inventories = inventories.map(|(_, inventory)| inventory.key.as_str());
    let near = did_you_mean(name, facts.chain(inventories));
    let all = || "`praman list facts` lists what can be changed".to_owned();
    Diagnostic::nowhere(&NO_CHANGE, message).help(near.unwrap_or_else(all))
}

/// Reports a change of an entry that the product does not have.
pub fn no_such_entry<'a>(
    text: &str,
    inventory: &str,
    id: &str,
    ids: impl Iterator<Item = &'a str>,
) -> Diagnostic {
    let message = format!("`{text}` changes `{inventory}.{id}`, which the product does not have");
    let ids: Vec<&str> = ids.collect();
    let near = did_you_mean(id, ids.iter().copied());
    let known = || match ids.as_slice() {
        [] => format!("the product file lists no {inventory}; `+{inventory}.{id}` adds one"),
        ids => format!(
            "it has {}; `+{inventory}.{id}` adds one",
            list(ids.iter().copied())
        ),
    };
    Diagnostic::nowhere(&NO_CHANGE, message).help(near.unwrap_or_else(known))
}

/// Reports an entry that is to come, and is there.
pub fn entry_is_there(text: &str, entry: &str) -> Diagnostic {
    let message = format!("`{text}` adds `{entry}`, which the product has");
    Diagnostic::nowhere(&NO_CHANGE, message)
        .help(format!("write `{entry}.attribute=value` to change it"))
}

/// Reports a change that cannot be made in the text of a product file without changing anything else.
pub fn change_not_made(change: &str, file: &str) -> Diagnostic {
    let message = format!("`{change}` cannot be made in {file} without changing anything else");
    Diagnostic::nowhere(&NOT_CHANGED, message).help(
        "write what it changes out in the file: a value that stands there by an alias or by `<<` is shared with others",
    )
}

/// Reports a control that is covered by others or not assessed, of which nothing can be proved.
pub fn unknown_question(name: &str, known: &[String]) -> Diagnostic {
    let near = did_you_mean(name, known.iter().map(String::as_str));
    let message = format!("there is no fact and no attribute `{name}`");
    Diagnostic::nowhere(&UNKNOWN_QUESTION, message).help(near.unwrap_or_else(|| {
        "name a fact, or an attribute with its inventory, such as `chip.role`; `praman list facts` shows them"
            .to_owned()
    }))
}

pub fn without_condition(name: &str) -> Diagnostic {
    let message = format!(
        "`{name}` has no condition of its own: it is covered by other controls, or not assessed"
    );
    Diagnostic::nowhere(&WITHOUT_CONDITION, message)
        .help("ask about one of the controls that cover it; `praman explain` and `praman list controls` name them")
}
