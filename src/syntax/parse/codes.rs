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
    Diagnostic::at(
        &UNEXPECTED_CHARACTER,
        place,
        format!("`{shown}` means nothing here"),
    )
    .help(help)
}

pub fn unterminated_string(place: Place) -> Diagnostic {
    Diagnostic::at(
        &UNTERMINATED_STRING,
        place,
        "this text has no closing `\"` on its line",
    )
    .help("close it, or use `\"\"\"` for a text of several lines")
}

pub fn unterminated_block(place: Place) -> Diagnostic {
    Diagnostic::at(
        &UNTERMINATED_BLOCK,
        place,
        "this text block has no closing `\"\"\"`",
    )
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
    Diagnostic::at(
        &UNCLOSED,
        place,
        format!("this `{text}`{of} is never closed"),
    )
    .help(format!("add `{close}` where it ends"))
}

pub fn too_deep(place: Place, limit: usize) -> Diagnostic {
    Diagnostic::at(
        &TOO_DEEP,
        place,
        format!("this is nested more than {limit} deep"),
    )
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
    Diagnostic::at(
        &UNEXPECTED,
        place,
        format!("expected {wanted}, found {found}"),
    )
}

pub fn field_twice(place: Place, first: Place, word: &str) -> Diagnostic {
    Diagnostic::at(&FIELD_TWICE, place, format!("`{word}` is given twice"))
        .label("given again here")
        .also(first, "first given here")
        .help("keep one of them")
}

pub fn from_and_at(place: Place, word: &str) -> Diagnostic {
    Diagnostic::at(
        &FIELD_TWICE,
        place,
        format!("`{word}` is given beside the other of `from` and `at`"),
    )
    .help(
        "keep one of them: `from L2` is the level and every one above, `at L1, L2` are these alone",
    )
}

pub fn column_0(place: Place, word: &str) -> Diagnostic {
    let insert = Place::new(
        place.file,
        crate::source::Span::new(place.span.start, place.span.start),
    );
    Diagnostic::at(
        &COLUMN_0,
        place,
        format!("the field `{word}` stands in column 0, where items begin"),
    )
    .help("indent it; `praman fmt` does so")
    .fix("indent the field", insert, "  ")
}

pub fn mixed_connectives(place: Place) -> Diagnostic {
    Diagnostic::at(
        &MIXED_CONNECTIVES,
        place,
        "`and` and `or` stand side by side",
    )
    .help("put brackets around the part that belongs together: `a or (b and c)`")
}

pub fn parameter_in_text(place: Place) -> Diagnostic {
    Diagnostic::at(
        &PARAMETER_IN_TEXT,
        place,
        "`${` in a text is reserved for parameters",
    )
    .help("parameters are not part of the language yet; a shell variable can be written `$NAME`")
}

pub fn reserved_item(place: Place, word: &str) -> Diagnostic {
    Diagnostic::at(
        &RESERVED_ITEM,
        place,
        format!("`{word}` items are not part of the language yet"),
    )
    .help("the word is reserved; take the item out")
}

pub fn stray_text(place: Place, help: String, message: String) -> Diagnostic {
    Diagnostic::at(&STRAY_TEXT, place, message).help(help)
}

pub fn block_not_here(place: Place, owner: &str) -> Diagnostic {
    Diagnostic::at(
        &BLOCK_NOT_HERE,
        place,
        format!("{owner} has no block in braces"),
    )
    .help("take the braces and what is in them out")
}

pub fn block_missing(place: Place, owner: &str) -> Diagnostic {
    Diagnostic::at(
        &BLOCK_MISSING,
        place,
        format!("{owner} needs a block in braces"),
    )
    .help("write `{ … }` after it")
}
