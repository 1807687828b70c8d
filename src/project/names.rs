//! Names of files: as messages show them, and as results may have them.

use std::path::{Component, Path};

/// The greatest length of a part of a result's path, in characters.
const MAX_PART: usize = 100;

/// Names that Windows reserves for devices, with any ending.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// Returns a path as messages and documents show it: forward slashes, no leading `./`.
pub fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    let text = if cfg!(windows) {
        text.replace('\\', "/")
    } else {
        text.into_owned()
    };
    let mut rest = text.as_str();
    while let Some(shorter) = rest.strip_prefix("./") {
        rest = shorter.trim_start_matches('/');
    }
    let rest = if rest.len() > 1 {
        rest.trim_end_matches('/')
    } else {
        rest
    };
    if rest.is_empty() { "." } else { rest }.to_owned()
}

/// Returns a text in which characters that no file name should have are replaced by `-`; never empty.
pub fn safe_name(text: &str) -> String {
    let mut name = String::new();
    for character in text.chars().take(MAX_PART) {
        if character.is_ascii_alphanumeric() || matches!(character, '.' | '_' | '-') {
            name.push(character);
        } else if !name.ends_with('-') {
            name.push('-');
        }
    }
    let name = name.trim_matches(['.', '-']);
    if name.is_empty() || is_device(name) {
        return format!("x-{name}").trim_end_matches('-').to_owned();
    }
    name.to_owned()
}

/// Returns why a result cannot have a path below the folder of results.
pub(super) fn misfit(path: &str) -> Option<&'static str> {
    if Path::new(path)
        .components()
        .any(|part| !matches!(part, Component::Normal(_)))
    {
        return Some("it leads out of the folder of results");
    }
    for part in path.split('/') {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
        if part.is_empty() || part.len() > MAX_PART {
            return Some("a part of it is empty or too long");
        }
        if !part.bytes().all(fits) {
            return Some(
                "it holds other characters than `A`–`Z`, `a`–`z`, `0`–`9`, `.`, `_` and `-`",
            );
        }
        if part.starts_with('.') || part.ends_with('.') {
            return Some("a part of it begins or ends with a dot");
        }
        if is_device(part) {
            return Some("a part of it is the name of a device");
        }
    }
    None
}

fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or("").to_ascii_lowercase();
    let letters = stem.trim_end_matches(|end: char| end.is_ascii_digit());
    let digits = stem.len() - letters.len();
    DEVICES.contains(&letters)
        && match letters {
            "com" | "lpt" => digits == 1,
            _ => digits == 0,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_results_stay_in_their_folder() {
        for right in ["a.md", "test-plan/L2.html", "CAM-102/x_1.csv", "console"] {
            assert_eq!(misfit(right), None, "{right}");
        }
        for wrong in [
            "",
            "/etc/passwd",
            "../x",
            "a/../../x",
            "a//b",
            "./a",
            ".hidden",
            "a/.b",
            "a.",
            "a b",
            "a\\b",
            "c:x",
            "<script>",
            "a|b",
            "=cmd()",
            "x\u{202e}y",
            "NUL",
            "con.txt",
            "lpt1",
        ] {
            assert!(misfit(wrong).is_some(), "{wrong}");
        }
    }

    #[test]
    fn any_text_gives_a_safe_name() {
        for (text, name) in [
            ("CAM-102", "CAM-102"),
            ("../../etc/passwd", "etc-passwd"),
            ("<script>alert(1)</script>", "script-alert-1-script"),
            ("con", "x-con"),
            ("…", "x"),
            ("", "x"),
        ] {
            assert_eq!(safe_name(text), name);
            assert_eq!(misfit(name), None, "{name}");
        }
    }

    #[test]
    fn paths_are_shown_with_forward_slashes() {
        for (path, name) in [
            ("./a/b", "a/b"),
            (".", "."),
            ("", "."),
            ("/x/", "/x"),
            ("../a", "../a"),
        ] {
            assert_eq!(shown(Path::new(path)), name);
        }
    }
}
