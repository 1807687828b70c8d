//! Quoted texts to what they say.

/// Returns what a string or text token says: without quotes, escapes resolved, the common indentation
/// of a text block removed.
#[must_use]
pub fn unquote(token: &str) -> String {
    match token
        .strip_prefix("\"\"\"")
        .and_then(|rest| rest.strip_suffix("\"\"\""))
    {
        Some(inside) => dedent(inside),
        None => unescape(
            token
                .strip_prefix('"')
                .and_then(|t| t.strip_suffix('"'))
                .unwrap_or(token),
        ),
    }
}

/// `\"` and `\\` are a quote and a backslash; any other backslash stands for itself.
fn unescape(inside: &str) -> String {
    let mut text = String::with_capacity(inside.len());
    let mut chars = inside.chars().peekable();
    while let Some(char) = chars.next() {
        match (char, chars.peek().copied()) {
            ('\\', Some(escaped @ ('"' | '\\'))) => {
                text.push(escaped);
                chars.next();
            }
            _ => text.push(char),
        }
    }
    text
}

/// Removes the indentation that all lines share, blank lines at both ends and the carriage returns of
/// CRLF lines. A text that begins on the line of the quotes does not count for the indentation.
fn dedent(inside: &str) -> String {
    let mut lines: Vec<&str> = inside.lines().map(str::trim_end).collect();
    let first = lines.first().copied().unwrap_or("").trim_start();
    let indent = lines
        .iter()
        .skip(1)
        .filter(|line| !line.is_empty())
        .map(|line| line.len() - line.trim_start_matches([' ', '\t']).len())
        .min()
        .unwrap_or(0);
    for (number, line) in lines.iter_mut().enumerate() {
        *line = if number == 0 {
            first
        } else {
            line.get(indent..).unwrap_or("")
        };
    }
    lines.join("\n").trim_matches('\n').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_lose_quotes_and_escapes() {
        assert_eq!(unquote(r#""a \"b\" \\ c \d""#), r#"a "b" \ c \d"#);
        assert_eq!(unquote(r#""""#), "");
    }

    #[test]
    fn text_blocks_lose_their_common_indentation() {
        assert_eq!(
            unquote("\"\"\"\n    one\n      two\n\n    three\n    \"\"\""),
            "one\n  two\n\nthree"
        );
        assert_eq!(unquote("\"\"\"one\n  two\"\"\""), "one\ntwo");
        assert_eq!(unquote("\"\"\"\r\n  one\r\n  two\r\n\"\"\""), "one\ntwo");
        assert_eq!(unquote("\"\"\"\"\"\""), "");
    }
}
