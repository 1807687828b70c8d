//! The letters before the numbers of each party.

/// The letters that other numbers of a dossier begin with: those of found entries, of the maker's evidence, and of samples.
pub const RESERVED_LETTERS: [&str; 3] = ["F", "M", "S"];

/// Returns the letters of parties, given their keys in the order of the scheme.
///
/// A party has the first letter of its key: `V`, `L`. Where another party has it, or it is reserved, the party has the first
/// letters of the words of its key (`CC`), else its first letter with another one of the key. A register keeps the letters that
/// it was begun with, so that a party that joins the scheme changes no number.
pub fn letters_of<'k>(keys: impl IntoIterator<Item = &'k str>) -> Vec<String> {
    let mut letters: Vec<String> = Vec::new();
    for key in keys {
        let is_free =
            |one: &String| !letters.contains(one) && !RESERVED_LETTERS.contains(&one.as_str());
        let chosen = candidates(key).find(is_free);
        letters.push(chosen.unwrap_or_default());
    }
    letters
}

/// Returns the letters that a party could have, the best first, without end.
fn candidates(key: &str) -> impl Iterator<Item = String> {
    let words = key.split(|letter: char| !letter.is_ascii_alphabetic());
    let words: Vec<String> = words
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_uppercase)
        .collect();
    let initials: String = words
        .iter()
        .filter_map(|word| word.chars().next())
        .collect();
    let all = words.concat();
    // A key may be made of digits.
    let first = all.chars().next().unwrap_or('X');
    let pairs: Vec<String> = all
        .chars()
        .skip(1)
        .chain('A'..='Z')
        .map(|second| format!("{first}{second}"))
        .collect();
    let longer = (2..).map(move |count| format!("{first}{}", "X".repeat(count)));
    let initials = (initials.len() > 1).then_some(initials);
    std::iter::once(first.to_string())
        .chain(initials)
        .chain(pairs)
        .chain(longer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_party_has_letters_of_its_own() {
        let keys = [
            "vendor",
            "laboratory",
            "certification-body",
            "certification-committee",
            "council",
            "scheme-owner",
            "27400",
            "vendor2",
            "1",
        ];
        assert_eq!(
            letters_of(keys),
            ["V", "L", "C", "CC", "CO", "SO", "X", "VE", "XA"]
        );
    }
}
