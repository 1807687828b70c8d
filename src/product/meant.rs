//! What somebody meant who wrote a value that does not fit: words of YAML 1.1 and of people, and letters that cannot be seen or
//! that look like others.

use crate::diag::{plain, write_plain};

/// The words of product files, each with those that are written in their place.
const MEANINGS: [(&str, &[&str]); 4] = [
    ("yes", &["y", "yes", "on", "true"]),
    ("no", &["n", "no", "off", "false"]),
    (
        "none",
        &[
            "~", "null", "none", "nil", "nothing", "n/a", "n.a.", "-", "–",
        ],
    ),
    (
        "unknown",
        &[
            "unknown",
            "not known",
            "unclear",
            "tbd",
            "tba",
            "?",
            "n/a",
            "n.a.",
            "-",
            "–",
        ],
    ),
];

/// Returns the help for a value that does not fit and is written for one of the words that would; `fits` says whether a
/// text would.
pub(super) fn help(
    written: &str,
    candidates: &[&str],
    fits: impl Fn(&str) -> bool,
) -> Option<String> {
    let is_known = |word: &str| candidates.contains(&word);
    if let Some(plain) = plain(written) {
        let plain = plain.trim();
        if is_known(plain) || fits(plain) {
            return Some(write_plain(written, plain));
        }
    }
    let lower = written.to_lowercase();
    let meant = MEANINGS.iter().filter(|(word, others)| {
        is_known(word) && *word != written && others.contains(&lower.as_str())
    });
    let meant: Vec<&str> = meant.map(|(word, _)| *word).collect();
    match meant.as_slice() {
        [] => None,
        [word @ ("yes" | "no")] => Some(format!(
            "`{written}` is `{word}` in YAML 1.1: write `{word}`"
        )),
        words => {
            let words = words.iter().map(|word| match *word {
                "none" => "`none` where there is no such thing",
                _ => "`unknown` where it is not known",
            });
            let words: Vec<&str> = words.collect();
            Some(format!("write {}", words.join(", ")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: [&str; 4] = ["yes", "no", "none", "unknown"];

    fn help_for(written: &str) -> String {
        help(written, &WORDS, |text| text == "2026-01").unwrap_or_default()
    }

    #[test]
    fn words_of_yaml_are_never_answered_with_their_contrary() {
        for (meaning, words) in MEANINGS.iter().take(2) {
            let words = words.iter().map(|word| (*word).to_owned());
            let words = words.flat_map(|word| [word.to_uppercase(), word]);
            for written in words.filter(|written| written != meaning) {
                let wanted = format!("write `{meaning}`");
                let help = help_for(&written);
                assert!(help.ends_with(&wanted), "{written}: {help}");
            }
        }
        assert!(help_for("True").ends_with("write `yes`"));
    }

    #[test]
    fn words_for_none_and_unknown_lead_to_them() {
        for word in ["None", "NONE", "nil", "Null"] {
            assert!(help_for(word).starts_with("write `none` where"), "{word}");
        }
        for word in ["Unknown", "TBD", "?"] {
            assert!(
                help_for(word).starts_with("write `unknown` where"),
                "{word}"
            );
        }
        assert!(help_for("n/a").contains(", `unknown` where"));
        assert_eq!(help("none", &["unknown"], |_| false), None);
    }

    #[test]
    fn letters_that_look_like_others_are_named() {
        assert!(help_for("yes\u{200b}").contains("ZERO WIDTH SPACE"));
        assert!(help_for("2026\u{2011}01").starts_with("write `2026-01`"));
        assert!(help_for("unkn\u{43e}wn").starts_with("write `unknown`"));
    }
}
