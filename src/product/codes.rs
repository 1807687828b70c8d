//! The codes of what is wrong with a product file, and the wording of their messages.

use serde_yaml::granit_parser::ErrorKind;

use super::types::Text;
use crate::diag::{Code, Diagnostic, did_you_mean, list_or};
use crate::model::Misfit;
use crate::source::Place;

pub static SYNTAX: Code = Code::error("P0401", "text that is not valid YAML");
pub static TOO_MUCH: Code = Code::error("P0402", "anchors that expand too far");
pub static TOO_DEEP: Code = Code::error("P0403", "lists and mappings nested too deep");
pub static NOT_USED: Code = Code::error("P0404", "YAML that product files do not use");
pub static EMPTY: Code = Code::error("P0405", "product file with nothing in it");
pub static SHAPE: Code = Code::error("P0406", "mapping, list or text where another is expected");
pub static KEY_TWICE: Code = Code::error("P0407", "key given twice");
pub static UNKNOWN_KEY: Code = Code::error("P0408", "key that does not exist here");
pub static MISSING_KEY: Code = Code::error("P0409", "key that must be there");
pub static NO_VALUE: Code = Code::error("P0410", "key without a value");
pub static VALUE: Code = Code::error("P0411", "value that does not fit");
pub static VALUE_TWICE: Code = Code::warning("P0412", "value given twice in a list");
pub static CHARACTER: Code = Code::error("P0413", "control character in a text");
pub static DIRECTION: Code = Code::warning("P0414", "hidden change of writing direction");
pub static UNKNOWN_EDITION: Code = Code::error("P0415", "edition that does not exist");
pub static UNKNOWN_LEVEL: Code = Code::error("P0416", "level that the edition does not have");
pub static UNKNOWN_FACT: Code = Code::error("P0417", "fact that the scheme does not ask");
pub static UNKNOWN_INVENTORY: Code = Code::error("P0418", "inventory that the scheme does not ask");
pub static UNKNOWN_ATTRIBUTE: Code =
    Code::error("P0419", "attribute that the inventory does not have");
pub static ID: Code = Code::error("P0420", "id that cannot be used");
pub static ENTRY_TWICE: Code = Code::error("P0421", "entry or variant given twice");
pub static REFERENCE: Code = Code::error("P0422", "reference to an entry that is not there");
pub static ADDED_TWICE: Code = Code::error("P0423", "variant that adds an entry of the lead");
pub static NOT_THERE: Code =
    Code::error("P0424", "variant that removes or changes what is not there");
pub static STILL_USED: Code =
    Code::error("P0425", "variant that removes an entry still referred to");
pub static NO_CHANGE: Code = Code::warning("P0426", "variant that changes nothing");
pub static UNKNOWN_CONTROL: Code = Code::error("P0427", "control that the edition does not have");
pub static DECLINED_SHALL: Code =
    Code::error("P0428", "requirement declined that is no recommendation");
pub static UNKNOWN_EVIDENCE: Code =
    Code::error("P0429", "kind of evidence that the scheme does not know");
pub static UNKNOWN_COVER: Code = Code::error("P0430", "evidence for something that is not there");

/// Every code of this module.
pub static CODES: &[&Code] = &[
    &SYNTAX,
    &TOO_MUCH,
    &TOO_DEEP,
    &NOT_USED,
    &EMPTY,
    &SHAPE,
    &KEY_TWICE,
    &UNKNOWN_KEY,
    &MISSING_KEY,
    &NO_VALUE,
    &VALUE,
    &VALUE_TWICE,
    &CHARACTER,
    &DIRECTION,
    &UNKNOWN_EDITION,
    &UNKNOWN_LEVEL,
    &UNKNOWN_FACT,
    &UNKNOWN_INVENTORY,
    &UNKNOWN_ATTRIBUTE,
    &ID,
    &ENTRY_TWICE,
    &REFERENCE,
    &ADDED_TWICE,
    &NOT_THERE,
    &STILL_USED,
    &NO_CHANGE,
    &UNKNOWN_CONTROL,
    &DECLINED_SHALL,
    &UNKNOWN_EVIDENCE,
    &UNKNOWN_COVER,
];

pub fn syntax(place: Place, kind: &ErrorKind) -> Diagnostic {
    let help = match kind {
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabInPlainScalar => Some("indent with spaces; YAML allows no tabs there"),
        ErrorKind::MappingValueNotAllowed
        | ErrorKind::InvalidColonPlacement
        | ErrorKind::InvalidMappingValueWhitespace => Some(
            "a text that holds `: ` stands in quotes; keys of one mapping begin in the same column",
        ),
        ErrorKind::UnclosedQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => Some(
            "a text in quotes ends with the quote it began with; write `\\\"` for one inside it",
        ),
        ErrorKind::UnknownQuotedScalarEscape => {
            Some("write `\\\\` for a backslash, or put the text in single quotes")
        }
        ErrorKind::UnknownAnchor => {
            Some("define it before this line with `&name`, or put the text in quotes")
        }
        ErrorKind::InvalidIndentation
        | ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry => {
            Some("keys of one mapping begin in the same column")
        }
        ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator => Some(
            "what opens with `{` or `[` closes with `}` or `]`; its parts are separated by commas",
        ),
        _ => None,
    };
    let found = kind.to_string().replace('\n', " ");
    Diagnostic::at(&SYNTAX, place, format!("this is not valid YAML: {found}"))
        .maybe_help(help.map(str::to_owned))
}

pub fn too_much(place: Place, limit: usize) -> Diagnostic {
    Diagnostic::at(
        &TOO_MUCH,
        place,
        format!("the aliases up to here repeat more than {limit} MB of text"),
    )
    .help("an alias such as `*name` repeats all that `&name` marks; write out the few values that differ")
}

pub fn too_deep(place: Place, limit: usize) -> Diagnostic {
    Diagnostic::at(
        &TOO_DEEP,
        place,
        format!("lists and mappings are nested more than {limit} deep here"),
    )
    .help("nothing in a product file is nested deeper than seven; check brackets and indentation")
}

pub fn alias_of_itself(place: Place) -> Diagnostic {
    Diagnostic::at(&TOO_MUCH, place, "this alias repeats what it stands in")
        .help("write the value out")
}

pub fn second_document(place: Place) -> Diagnostic {
    Diagnostic::at(
        &NOT_USED,
        place,
        "a second document begins here; a product file holds one",
    )
    .help("take the line `---` out, or keep each product in a file of its own")
}

pub fn key_is_no_word(place: Place) -> Diagnostic {
    Diagnostic::at(
        &NOT_USED,
        place,
        "a key must be a word; this one is empty, a list or a mapping",
    )
    .help("a text that begins with `{`, `[` or `?` stands in quotes")
}

pub fn merge_of_no_mapping(place: Place) -> Diagnostic {
    Diagnostic::at(&NOT_USED, place, "`<<` expects an alias of a mapping")
        .help("write `<<: *name`, where `&name` marks a mapping")
}

pub fn tag(place: Place) -> Diagnostic {
    Diagnostic::at(
        &NOT_USED,
        place,
        "product files have no tags such as `!name`",
    )
    .help("take the tag out, or put a text that begins with `!` in quotes")
}

pub fn empty(place: Place) -> Diagnostic {
    Diagnostic::at(&EMPTY, place, "this product file holds nothing").help(
        "begin with `product: { name: … }`; an example stands in `examples/wired-sensor/product.yaml`",
    )
}

pub fn shape(place: Place, what: &str, expected: &str, found: &str) -> Diagnostic {
    Diagnostic::at(
        &SHAPE,
        place,
        format!("{what} expects {expected}, found {found}"),
    )
}

pub fn key_twice(place: Place, first: Place, key: &str) -> Diagnostic {
    Diagnostic::at(&KEY_TWICE, place, format!("{} is given twice", quoted(key)))
        .label("given again here")
        .also(first, "first given here")
        .help("keep one of them")
}

pub fn entry_twice(place: Place, first: Place, id: &str) -> Diagnostic {
    Diagnostic::at(
        &ENTRY_TWICE,
        place,
        format!("{} is given twice", quoted(id)),
    )
    .label("given again here")
    .also(first, "first given here")
    .help("give one of them another id; answers and results are filed under it")
}

pub fn unknown_key<'a>(
    place: Place,
    key: &str,
    what: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let message = format!("{} is not a key of {what}", quoted(key));
    Diagnostic::at(&UNKNOWN_KEY, place, message).help(meant(key, known, what, "has"))
}

pub fn missing_key(place: Place, what: &str, key: &str) -> Diagnostic {
    Diagnostic::at(&MISSING_KEY, place, format!("{what} has no `{key}`"))
        .help(format!("add `{key}: …`"))
}

pub fn no_value(place: Place, what: &str, expected: &str) -> Diagnostic {
    Diagnostic::at(
        &NO_VALUE,
        place,
        format!("{what} has no value; expected {expected}"),
    )
    .help("write `unknown` for what is not known yet")
}

pub fn value(place: Place, what: &str, found: &str, misfit: &Misfit) -> Diagnostic {
    let message = format!(
        "{what} expects {}, found {}",
        misfit.expected,
        quoted(found)
    );
    let candidates = misfit.candidates.iter().map(String::as_str);
    Diagnostic::at(&VALUE, place, message).maybe_help(did_you_mean(found, candidates))
}

pub fn value_twice(place: Place, what: &str, found: &str) -> Diagnostic {
    Diagnostic::at(
        &VALUE_TWICE,
        place,
        format!("{what} lists {} twice", quoted(found)),
    )
    .help("take one of them out")
}

pub fn none_in_list(place: Place, what: &str) -> Diagnostic {
    Diagnostic::at(&VALUE, place, format!("{what} lists `none` beside other values")).help(
        "write `none` without a list where there is none, `unknown` in the list where there may be more",
    )
}

pub fn character(place: Place, what: &str, found: char) -> Diagnostic {
    Diagnostic::at(
        &CHARACTER,
        place,
        format!(
            "{what} holds the control character U+{:04X}, which documents cannot show",
            u32::from(found)
        ),
    )
    .help("take it out")
}

pub fn direction(place: Place, what: &str, found: char) -> Diagnostic {
    Diagnostic::at(
        &DIRECTION,
        place,
        format!(
            "{what} holds U+{:04X}, which changes the order in which letters are shown",
            u32::from(found)
        ),
    )
    .help("take it out unless the text needs it; the documents print the text as it stands")
}

pub fn unknown_edition<'a>(
    asked: &Text,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let message = format!("there is no edition {}", quoted(&asked.text));
    Diagnostic::at(&UNKNOWN_EDITION, asked.place, message).help(meant(
        &asked.text,
        known,
        "the scheme",
        "has",
    ))
}

pub fn unknown_level<'a>(
    place: Place,
    level: &str,
    edition: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let what = format!("`{edition}`");
    let message = format!("{what} has no level {}", quoted(level));
    let diagnostic = Diagnostic::at(&UNKNOWN_LEVEL, place, message);
    if known.clone().next().is_none() {
        return diagnostic.help("this edition has no levels; take the line out");
    }
    diagnostic.help(meant(level, known, &what, "has"))
}

pub fn unknown_fact<'a>(
    place: Place,
    name: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let message = format!("the scheme asks for no fact {}", quoted(name));
    Diagnostic::at(&UNKNOWN_FACT, place, message).help(meant(name, known, "it", "asks for"))
}

pub fn unknown_inventory<'a>(
    place: Place,
    name: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let message = format!("the scheme has no inventory {}", quoted(name));
    Diagnostic::at(&UNKNOWN_INVENTORY, place, message).help(meant(name, known, "it", "has"))
}

pub fn unknown_attribute<'a>(
    place: Place,
    name: &str,
    inventory: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let what = format!("`{inventory}`");
    let message = format!("{what} has no attribute {}", quoted(name));
    Diagnostic::at(&UNKNOWN_ATTRIBUTE, place, message).help(meant(name, known, &what, "has"))
}

pub fn id_characters(place: Place, what: &str, id: &str) -> Diagnostic {
    Diagnostic::at(&ID, place, format!("{} cannot be {what}", quoted(id))).help(
        "an id begins with a letter or digit and is made of at most 64 of `A`–`Z`, `a`–`z`, `0`–`9`, `.`, `_` and `-`; \
         the name that people read goes into a text",
    )
}

pub fn id_reserved(place: Place, what: &str, id: &str) -> Diagnostic {
    Diagnostic::at(
        &ID,
        place,
        format!("`{id}` is a reserved word and cannot be {what}"),
    )
    .help("give it another id")
}

pub fn reference<'a>(
    place: Place,
    by: &str,
    entry: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let message = format!("`{by}` refers to {}, which is not there", quoted(entry));
    let id = entry.split_once('.').map_or(entry, |(_, id)| id);
    let inventory = entry.split_once('.').map_or("", |(inventory, _)| inventory);
    let help = did_you_mean(id, known.clone()).unwrap_or_else(|| match known.clone().next() {
        None => format!("`{inventory}` has no entries; add one, or write `unknown`"),
        Some(_) => format!("`{inventory}` has {}", list_some(known)),
    });
    Diagnostic::at(&REFERENCE, place, message).help(help)
}

pub fn added_twice(place: Place, first: Option<Place>, entry: &str, variant: &str) -> Diagnostic {
    let message = format!("{variant} adds `{entry}`, which the lead product has already");
    let diagnostic = Diagnostic::at(&ADDED_TWICE, place, message).help(format!(
        "give the new entry another id, or write what differs under `change`: `{entry}.attribute: value`"
    ));
    match first {
        Some(first) => diagnostic.also(first, "the lead's stands here"),
        None => diagnostic,
    }
}

pub fn not_there<'a>(
    place: Place,
    variant: &str,
    verb: &str,
    entry: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let message = format!("{variant} {verb} {}, which is not there", quoted(entry));
    let id = entry.split_once('.').map_or(entry, |(_, id)| id);
    Diagnostic::at(&NOT_THERE, place, message).maybe_help(did_you_mean(id, known))
}

pub fn removed_and_changed(place: Place, variant: &str, entry: &str) -> Diagnostic {
    let message = format!("{variant} changes `{entry}`, which it removes");
    Diagnostic::at(&NOT_THERE, place, message).help("take one of the two lines out")
}

pub fn still_used(place: Place, variant: &str, entry: &str, by: &str, user: Place) -> Diagnostic {
    let message = format!("{variant} removes `{entry}`, to which `{by}` refers");
    Diagnostic::at(&STILL_USED, place, message)
        .label("removed here")
        .also(user, "referred to here")
        .help(format!(
            "remove that entry too, or give `{by}` another value under `change`"
        ))
}

pub fn no_change(place: Place, variant: &str, subject: &str) -> Diagnostic {
    let message = format!("{variant} gives `{subject}` the value that the lead product has");
    Diagnostic::at(&NO_CHANGE, place, message).help("take the line out")
}

pub fn change_subject(place: Place, key: &str, why: &str) -> Diagnostic {
    let message = format!("{} cannot be changed: {why}", quoted(key));
    Diagnostic::at(&UNKNOWN_KEY, place, message).help(
        "`change` takes `inventory.entry.attribute`, the name of a fact, or `product.` and a key of `product`",
    )
}

pub fn unknown_control<'a>(
    place: Place,
    name: &str,
    edition: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let message = format!("`{edition}` has no control {}", quoted(name));
    let help = did_you_mean(name, known);
    Diagnostic::at(&UNKNOWN_CONTROL, place, message).maybe_help(help)
}

pub fn ambiguous_control<'a>(
    place: Place,
    name: &str,
    meant: impl Iterator<Item = &'a str>,
) -> Diagnostic {
    let message = format!("{} is a control of several catalogs", quoted(name));
    Diagnostic::at(&UNKNOWN_CONTROL, place, message).help(format!("write {}", list_or(meant)))
}

pub fn no_reason(place: Place, name: &str) -> Diagnostic {
    let message = format!("{} is declined without a reason", quoted(name));
    Diagnostic::at(&NO_VALUE, place, message).help("write why in one or two sentences, as a text")
}

pub fn declined_shall(place: Place, name: &str, declared: Place) -> Diagnostic {
    let message = format!("`{name}` is a requirement and cannot be declined");
    Diagnostic::at(&DECLINED_SHALL, place, message)
        .also(declared, "declared here")
        .help("only recommendations (`strength should`) can be declined")
}

pub fn unknown_evidence<'a>(
    place: Place,
    kind: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let message = format!("the scheme knows no evidence {}", quoted(kind));
    Diagnostic::at(&UNKNOWN_EVIDENCE, place, message).help(meant(kind, known, "it", "knows"))
}

pub fn renamed(place: Place, code: &'static Code, old: &str, new: &str) -> Diagnostic {
    Diagnostic::at(code, place, format!("`{old}` is now called `{new}`"))
        .help(format!("write `{new}`"))
        .fix("use the new name", place, new)
}

pub fn unknown_cover<'a>(
    place: Place,
    name: &str,
    known: impl Iterator<Item = &'a str>,
) -> Diagnostic {
    let message = format!("{} is neither an entry nor a control", quoted(name));
    let help = did_you_mean(name, known).unwrap_or_else(|| {
        "write entries as `inventory.entry` and controls as `catalog:key` or `key`".to_owned()
    });
    Diagnostic::at(&UNKNOWN_COVER, place, message).help(help)
}

/// Quotes what a user wrote: short, on one line, without signs that would disturb a message.
pub fn quoted(text: &str) -> String {
    const SHOWN: usize = 60;
    if text.is_empty() {
        return "an empty text".to_owned();
    }
    let mut shown: String = text.chars().take(SHOWN).map(harmless).collect();
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    format!("`{shown}`")
}

fn harmless(character: char) -> char {
    if character == '`' {
        return '\'';
    }
    if character.is_control() || is_direction(character) {
        return '\u{fffd}';
    }
    character
}

/// Says whether a character overrides, embeds or isolates a writing direction.
pub fn is_direction(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn meant<'a>(
    name: &str,
    known: impl Iterator<Item = &'a str> + Clone,
    what: &str,
    verb: &str,
) -> String {
    did_you_mean(name, known.clone())
        .unwrap_or_else(|| format!("{what} {verb} {}", list_some(known)))
}

/// Lists names, the first twenty where there are more.
fn list_some<'a>(names: impl Iterator<Item = &'a str> + Clone) -> String {
    const SHOWN: usize = 20;
    let more = names.clone().count().saturating_sub(SHOWN);
    match more {
        0 => crate::diag::list(names),
        more => {
            let shown: Vec<_> = names.take(SHOWN).map(|name| format!("`{name}`")).collect();
            format!("{} and {more} more", shown.join(", "))
        }
    }
}
