//! The codes of mistakes in reading, and the wording of their messages.

use crate::diag::{Diagnostic, codes, first_odd_letter, list, plain};
use crate::source::Place;

codes! {
    UNEXPECTED_CHARACTER = error("P0101", "character that means nothing here"),
    UNTERMINATED_STRING = error("P0102", "quoted text that is never closed"),
    UNTERMINATED_BLOCK = error("P0103", "text block that is never closed"),
    STRAY_TEXT = error("P0104", "text that does not begin an item"),
    UNCLOSED = error("P0105", "brace or bracket that is never closed"),
    TOO_DEEP = error("P0106", "nesting that is too deep"),
    UNKNOWN_FIELD = error("P0107", "field that does not exist here"),
    UNEXPECTED = error("P0108", "field or head that cannot be read"),
    FIELD_TWICE = error("P0109", "field given twice"),
    COLUMN_0 = error("P0110", "field in column 0"),
    RESERVED_ITEM = error("P0111", "item that is not part of the language yet"),
    MIXED_CONNECTIVES = error("P0112", "`and` and `or` mixed without brackets"),
    PARAMETER_IN_TEXT = error("P0113", "`${…}` in a text"),
    BLOCK_NOT_HERE = error("P0114", "block where none is allowed"),
    BLOCK_MISSING = error("P0115", "missing block in braces"),
    EMPTY_TEXT = error("P0228", "empty text"),
    NO_ATTRIBUTE = error("P0116", "word of the language as the name of an attribute"),
}

pub fn unexpected_character(place: Place, text: &str) -> Diagnostic {
    let help = match text {
        "&&" | "&" => "write `and`",
        "||" | "|" => "write `or`",
        "!" => "write `not`",
        "!=" => "write `is not`",
        "“" | "”" | "„" | "«" | "»" => "write straight quotes: `\"`",
        "‘" | "’" | "'" => "put texts in double quotes: `\"`",
        _ if text.starts_with("//") || text.starts_with("/*") => "comments begin with `#`",
        _ if text.starts_with(['“', '”', '„']) => "write straight quotes: `\"`",
        _ if text.starts_with('$') => "parameters are not part of the language yet",
        _ => return odd_or_unexpected(place, text),
    };
    let message = format!("`{}` means nothing here", shortened(text));
    Diagnostic::at(&UNEXPECTED_CHARACTER, place, message).help(help)
}

/// Names a letter that cannot be seen, or that looks like another.
fn odd_or_unexpected(place: Place, text: &str) -> Diagnostic {
    if let (Some(odd), Some(plain)) = (first_odd_letter(text), plain(text)) {
        let message = format!("found {odd}");
        return Diagnostic::at(&UNEXPECTED_CHARACTER, place, message).help(match plain.trim() {
            "" if plain.is_empty() => "remove it".to_owned(),
            "" => "write a space".to_owned(),
            plain => format!("write `{plain}`"),
        });
    }
    let message = format!("`{}` means nothing here", shortened(text));
    Diagnostic::at(&UNEXPECTED_CHARACTER, place, message).help(
        "keys and names consist of `A`–`Z`, `a`–`z`, `0`–`9`, `.`, `_` and `-`; put texts in quotes",
    )
}

fn shortened(text: &str) -> String {
    text.chars().take(20).collect()
}

pub fn unterminated_string(place: Place) -> Diagnostic {
    let message = "this text has no closing `\"` on its line";
    Diagnostic::at(&UNTERMINATED_STRING, place, message)
        .help("close it, or use `\"\"\"` for a text of several lines")
}

pub fn unterminated_block(place: Place) -> Diagnostic {
    let message = "this text block has no closing `\"\"\"`";
    Diagnostic::at(&UNTERMINATED_BLOCK, place, message)
        .label("opened here")
        .help("close it with `\"\"\"` on a line of its own")
}

pub fn unclosed(place: Place, text: &str, owner: Option<&str>) -> Diagnostic {
    let of = owner.map_or(String::new(), |owner| format!(" of {owner}"));
    let close = match text {
        "(" => ")",
        "[" => "]",
        _ => "}",
    };
    let message = format!("this `{text}`{of} is never closed");
    Diagnostic::at(&UNCLOSED, place, message).help(format!("add `{close}` where it ends"))
}

pub fn too_deep(place: Place, limit: usize) -> Diagnostic {
    let message = format!("this is nested more than {limit} deep");
    Diagnostic::at(&TOO_DEEP, place, message)
        .help("name a part of it with `derive` or `subset` and use the name")
}

pub fn unknown_field(place: Place, word: &str, owner: &str, fields: &[&str]) -> Diagnostic {
    let fields = || fields.iter().copied();
    let help = match word {
        "revises" => {
            "write it after the title: `catalog c@2 \"Title\" revises c@1 { … }`".to_owned()
        }
        _ => crate::diag::did_you_mean(word, fields())
            .unwrap_or_else(|| format!("the fields of {owner} are {}", list(fields()))),
    };
    let message = format!("`{word}` is not a field of {owner}");
    Diagnostic::at(&UNKNOWN_FIELD, place, message).help(help)
}

pub fn unexpected(place: Place, found: &str, expected: &[&str]) -> Diagnostic {
    let wanted = match expected {
        [] => "something else".to_owned(),
        [only] => (*only).to_owned(),
        [many @ .., last] => format!("{} or {last}", many.join(", ")),
    };
    let message = format!("expected {wanted}, found {found}");
    Diagnostic::at(&UNEXPECTED, place, message)
}

pub fn no_attribute(place: Place, word: &str) -> Diagnostic {
    let message = format!("`{word}` is a word of the language and cannot name an attribute");
    let other = match word {
        "because" => "reason",
        "by" | "about" => "subject",
        "confirmed" => "confirmed_by",
        "for" => "purpose",
        "when" => "date",
        "where" => "place",
        _ => return Diagnostic::at(&NO_ATTRIBUTE, place, message).help("choose another name"),
    };
    Diagnostic::at(&NO_ATTRIBUTE, place, message)
        .help(format!("choose another name, such as `{other}`"))
}

pub fn field_twice(place: Place, first: Place, word: &str) -> Diagnostic {
    Diagnostic::at(&FIELD_TWICE, place, format!("`{word}` is given twice"))
        .again(first, "given")
        .help("keep one of them")
}

pub fn from_and_at(place: Place, word: &str) -> Diagnostic {
    let other = if word == "from" { "at" } else { "from" };
    let message = format!("`{word}` is given in addition to `{other}`");
    Diagnostic::at(&FIELD_TWICE, place, message).help(
        "keep one of them: `from L2` means L2 and every level above it, `at L1, L2` means these only",
    )
}

pub fn column_0(place: Place, word: &str) -> Diagnostic {
    let insert = Place::new(
        place.file,
        crate::source::Span::new(place.span.start, place.span.start),
    );
    let message = format!("the field `{word}` is in column 0, where items begin");
    Diagnostic::at(&COLUMN_0, place, message)
        .help("indent it, or run `praman fmt`")
        .fix("indent the field", insert, "  ")
}

pub fn mixed_connectives(place: Place) -> Diagnostic {
    let message = "`and` and `or` are mixed without brackets";
    Diagnostic::at(&MIXED_CONNECTIVES, place, message)
        .help("put brackets around the part that belongs together: `a or (b and c)`")
}

pub fn parameter_in_text(place: Place) -> Diagnostic {
    let message = "`${` in a text is reserved for parameters";
    Diagnostic::at(&PARAMETER_IN_TEXT, place, message).help(
        "parameters are not part of the language yet; a shell variable can be written `$NAME`",
    )
}

pub fn empty_text(place: Place, word_before: &str) -> Diagnostic {
    let help = match word_before {
        "is" | "not" => "write `is not given` to ask whether there is no text",
        _ => "write the text, or leave out what needs no text",
    };
    Diagnostic::at(&EMPTY_TEXT, place, "this text is empty").help(help)
}

pub fn reserved_item(place: Place, word: &str) -> Diagnostic {
    let message = format!("`{word}` items are not part of the language yet");
    Diagnostic::at(&RESERVED_ITEM, place, message).help("the word is reserved; remove the item")
}

pub fn stray_text(place: Place, help: String, message: String) -> Diagnostic {
    Diagnostic::at(&STRAY_TEXT, place, message).help(help)
}

pub fn block_not_here(place: Place, owner: &str) -> Diagnostic {
    let message = format!("{owner} has no block in braces");
    Diagnostic::at(&BLOCK_NOT_HERE, place, message).help("remove the braces and what is in them")
}

pub fn block_missing(place: Place, owner: &str) -> Diagnostic {
    let message = format!("{owner} needs a block in braces");
    Diagnostic::at(&BLOCK_MISSING, place, message).help("write `{ … }` after it")
}
