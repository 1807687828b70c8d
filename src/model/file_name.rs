//! Names that files of results can have on every system.

use std::path::{Component, Path};

/// The greatest length of a part of a result's path, in characters.
const MAX_PART: usize = 100;

/// Names that Windows reserves for devices, with any ending.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// Returns why a result cannot have a path below the folder of results.
pub fn path_misfit(path: &str) -> Option<&'static str> {
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

/// Says whether a name, with any ending, is one that Windows reserves for a device.
pub fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or("").to_ascii_lowercase();
    // Windows takes raised digits for digits.
    let is_digit = |end: char| end.is_ascii_digit() || matches!(end, '¹' | '²' | '³');
    let letters = stem.trim_end_matches(is_digit);
    let digits = stem.chars().count() - letters.chars().count();
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
            assert_eq!(path_misfit(right), None, "{right}");
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
            assert!(path_misfit(wrong).is_some(), "{wrong}");
        }
    }
}
