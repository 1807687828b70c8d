//! The codes of mistakes in reading, and the wording of their messages.

use crate::diag::{Diagnostic, codes, list_or};
use crate::source::Place;

codes! {
    UNEXPECTED_CHARACTER = error("P0101", "character that means nothing here"),
    UNTERMINATED_STRING = error("P0102", "text in quotes without an end"),
    UNTERMINATED_BLOCK = error("P0103", "text block without an end"),
    STRAY_TEXT = error("P0104", "text that starts no item"),
    UNCLOSED = error("P0105", "brace or bracket that is never closed"),
    TOO_DEEP = error("P0106", "nesting that is too deep"),
    UNKNOWN_FIELD = error("P0107", "field that does not exist here"),
    UNEXPECTED = error("P0108", "field or head that cannot be read"),
    FIELD_TWICE = error("P0109", "field given twice"),
    COLUMN_0 = error("P0110", "field in the column of items"),
    RESERVED_ITEM = error("P0111", "item that this version does not know yet"),
    MIXED_CONNECTIVES = error("P0112", "`and` and `or` mixed without brackets"),
    PARAMETER_IN_TEXT = error("P0113", "`${…}` in a text"),
    BLOCK_NOT_HERE = error("P0114", "block where there can be none"),
    BLOCK_MISSING = error("P0115", "block in braces missing"),
}

pub fn unexpected_character(place: Place, text: &str) -> Diagnostic {
    let help = match text {
        "&&" | "&" => "write `and`",
        "||" | "|" => "write `or`",
        "!" => "write `not`",
        "!=" => "write `is not`",
        "“" | "”" | "„" | "«" | "»" => "write straight quotes: `\"`",
        "‘" | "’" | "'" => "texts stand in double quotes: `\"`",
        _ if text.starts_with("//") || text.starts_with("/*") => "comments start with `#`",
        _ if text.starts_with(['“', '”', '„']) => "write straight quotes: `\"`",
        _ if text.starts_with('$') => "parameters are not part of the language yet",
        _ => {
            "keys and names are made of `A`–`Z`, `a`–`z`, `0`–`9`, `.`, `_` and `-`; texts stand in quotes"
        }
    };
    let shown: String = text.chars().take(20).collect();
    let message = format!("`{shown}` means nothing here");
    Diagnostic::at(&UNEXPECTED_CHARACTER, place, message).help(help)
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
    let help = crate::diag::did_you_mean(word, fields())
        .unwrap_or_else(|| format!("{owner} has {}", list_or(fields())));
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

pub fn field_twice(place: Place, first: Place, word: &str) -> Diagnostic {
    Diagnostic::at(&FIELD_TWICE, place, format!("`{word}` is given twice"))
        .again(first, "given")
        .help("keep one of them")
}

pub fn from_and_at(place: Place, word: &str) -> Diagnostic {
    let message = format!("`{word}` is given beside the other of `from` and `at`");
    Diagnostic::at(&FIELD_TWICE, place, message).help(
        "keep one of them: `from L2` is the level and every one above, `at L1, L2` are these alone",
    )
}

pub fn column_0(place: Place, word: &str) -> Diagnostic {
    let insert = Place::new(
        place.file,
        crate::source::Span::new(place.span.start, place.span.start),
    );
    let message = format!("the field `{word}` stands in column 0, where items begin");
    Diagnostic::at(&COLUMN_0, place, message)
        .help("indent it; `praman fmt` does so")
        .fix("indent the field", insert, "  ")
}

pub fn mixed_connectives(place: Place) -> Diagnostic {
    let message = "`and` and `or` stand side by side";
    Diagnostic::at(&MIXED_CONNECTIVES, place, message)
        .help("put brackets around the part that belongs together: `a or (b and c)`")
}

pub fn parameter_in_text(place: Place) -> Diagnostic {
    let message = "`${` in a text is reserved for parameters";
    Diagnostic::at(&PARAMETER_IN_TEXT, place, message).help(
        "parameters are not part of the language yet; a shell variable can be written `$NAME`",
    )
}

pub fn reserved_item(place: Place, word: &str) -> Diagnostic {
    let message = format!("`{word}` items are not part of the language yet");
    Diagnostic::at(&RESERVED_ITEM, place, message).help("the word is reserved; take the item out")
}

pub fn stray_text(place: Place, help: String, message: String) -> Diagnostic {
    Diagnostic::at(&STRAY_TEXT, place, message).help(help)
}

pub fn block_not_here(place: Place, owner: &str) -> Diagnostic {
    let message = format!("{owner} has no block in braces");
    Diagnostic::at(&BLOCK_NOT_HERE, place, message).help("take the braces and what is in them out")
}

pub fn block_missing(place: Place, owner: &str) -> Diagnostic {
    let message = format!("{owner} needs a block in braces");
    Diagnostic::at(&BLOCK_MISSING, place, message).help("write `{ … }` after it")
}
