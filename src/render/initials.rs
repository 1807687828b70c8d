//! The initials of words to choose from, for tables that have no room for the words.

use std::borrow::Cow;

use super::document::Words;

/// Returns options as they are printed: each key, with the word or its initials.
pub(super) fn printed(words: Words, options: &[(String, String)]) -> Vec<(&str, Cow<'_, str>)> {
    let keys = options.iter().map(|(key, _)| key.as_str());
    match words {
        Words::Whole => {
            let titles = options.iter().map(|(_, title)| Cow::from(title.as_str()));
            keys.zip(titles).collect()
        }
        Words::Initials => keys
            .zip(initials(options).into_iter().map(Cow::from))
            .collect(),
    }
}

/// Returns the initials of options, in order: `P` of `Pass`, `NP` of `Not performed`. Words that would have the same ones
/// keep more of their letters, and in the end all of them.
pub(super) fn initials(options: &[(String, String)]) -> Vec<String> {
    let titles: Vec<&str> = options.iter().map(|(_, title)| title.as_str()).collect();
    titles
        .iter()
        .map(|title| shortest(title, &titles))
        .collect()
}

/// The letters of each word that initials may have.
const LETTERS: [usize; 3] = [1, 2, 3];

fn shortest(title: &str, all: &[&str]) -> String {
    let tried = LETTERS
        .iter()
        .map(|letters| (*letters, shorten(title, *letters)));
    let told_apart = |(letters, short): &(usize, String)| {
        let others = all.iter().filter(|other| **other != title);
        let mut others = others.map(|other| shorten(other, *letters));
        !short.is_empty() && others.all(|other| other != *short)
    };
    let mut tried = tried.filter(told_apart);
    tried
        .next()
        .map_or_else(|| title.to_owned(), |(_, short)| short)
}

fn shorten(title: &str, letters: usize) -> String {
    let words = title.split(|character: char| !character.is_alphanumeric());
    let parts = words.filter(|word| !word.is_empty()).map(|word| {
        let mut characters = word.chars();
        let first = characters.next().map(char::to_uppercase);
        let rest = characters.take(letters.saturating_sub(1));
        first.into_iter().flatten().chain(rest).collect::<String>()
    });
    parts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(titles: &[&str]) -> Vec<String> {
        let options = titles
            .iter()
            .map(|title| ((*title).to_owned(), (*title).to_owned()));
        initials(&options.collect::<Vec<_>>())
    }

    #[test]
    fn words_are_told_apart_by_their_initials() {
        assert_eq!(
            told(&["Pass", "Fail", "Not performed", "Not applicable here"]),
            ["P", "F", "NP", "NAH"]
        );
    }

    #[test]
    fn words_that_begin_alike_keep_more_letters() {
        assert_eq!(told(&["Pass", "Partial", "पास"]), ["Pas", "Par", "प"]);
        assert_eq!(told(&["Same", "Same"]), ["S", "S"]);
        assert_eq!(told(&["-", "!"]), ["-", "!"]);
    }
}
