//! Counts the sentences of a text.

/// Abbreviations whose full stop does not end a sentence, even before a capital or a digit.
const ABBREVIATIONS: &[&str] = &[
    "approx", "art", "cf", "cl", "e.g", "eq", "fig", "i.e", "incl", "max", "min", "no", "nos",
    "para", "pp", "resp", "sec", "st", "vs",
];

/// Counts the sentences of a text in Markdown. A list belongs to the sentence that introduces it.
pub(super) fn count_sentences(text: &str) -> usize {
    let prose = without_lists(text);
    let mut count = 0;
    let mut open = false;
    let mut code = false;
    for (at, character) in prose.char_indices() {
        code ^= character == '`';
        open |= character.is_alphanumeric();
        let (before, from) = prose.split_at(at);
        if open && !code && is_end(before, from) {
            count += 1;
            open = false;
        }
    }
    count + usize::from(open)
}

/// Joins the lines outside lists. The end of a list ends its sentence.
fn without_lists(text: &str) -> String {
    let mut prose = String::with_capacity(text.len());
    let mut in_list = false;
    for line in text.lines() {
        let goes_on = in_list && (line.trim().is_empty() || line.starts_with([' ', '\t']));
        if is_item(line) || goes_on {
            in_list = true;
            continue;
        }
        if in_list && !prose.ends_with(['.', '!', '?']) {
            prose.push('.');
        }
        in_list = false;
        prose.push(' ');
        prose.push_str(line.trim());
    }
    prose
}

fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    let numbered = line.trim_start_matches(|digit: char| digit.is_ascii_digit());
    let is_numbered = numbered.len() < line.len() && numbered.starts_with([')', '.']);
    let marked = if is_numbered { numbered } else { line };
    let mut marks = marked.chars();
    let mark = marks
        .next()
        .is_some_and(|mark| is_numbered || "-*+".contains(mark));
    mark && marks.next().is_some_and(char::is_whitespace)
}

/// Says whether a sentence ends with the first character of `from`: an end mark, then any closing brackets and quotes,
/// and then the end of the text, or a blank and a character that can begin a sentence.
fn is_end(before: &str, from: &str) -> bool {
    let mark = from.chars().next();
    if !mark.is_some_and(|mark| ".!?".contains(mark)) {
        return false;
    }
    let after = from.trim_start_matches(['.', '!', '?']);
    let after = after.trim_start_matches(['"', '\'', '”', '’', ')', ']', '*', '_', '`']);
    let next = after.trim_start();
    let Some(first) = next.chars().next() else {
        return true;
    };
    let abbreviated = mark == Some('.') && is_abbreviation(before);
    next.len() < after.len() && !first.is_lowercase() && !abbreviated
}

fn is_abbreviation(before: &str) -> bool {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '.';
    let start = before.rfind(|letter| !is_word(letter));
    let word = start
        .and_then(|start| before.get(start..))
        .unwrap_or(before);
    let word = word.trim_start_matches(|letter| !is_word(letter));
    ABBREVIATIONS
        .iter()
        .any(|known| known.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::count_sentences;

    #[test]
    fn sentences_are_counted_as_people_do() {
        for (expected, text) in [
            (0, ""),
            (1, "The device is locked"),
            (1, "The device is locked."),
            (2, "It is locked. Nobody opens it!"),
            (
                4,
                "It is *locked.* \"Nobody\" opens it? Version 2. 4 tries are left",
            ),
            (
                1,
                "At 3.3 V, i.e. The nominal voltage (cf. No. 5 and Fig. 2), it runs v2.10 of e.g. OpenSSL.",
            ),
            (1, "It ends... and goes on, approx. 5 times, with `a. B`."),
            (
                1,
                "The device:\n- is locked.\n- is closed. Always.\n  And wrapped\n\n1. Numbered.",
            ),
            (
                2,
                "The device:\n\n- is locked\n- is closed\n\nIt has a label.",
            ),
            (1, "Annex 1.\n2. An item\n10) And another."),
            (2, "This is Level 1. It is the lowest."),
            (2, "It is locked.\nIt is\nclosed."),
            (2, "(It is locked.) It is closed."),
        ] {
            assert_eq!(count_sentences(text), expected, "{text}");
        }
    }
}
