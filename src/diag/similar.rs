//! "Did you mean": finds names that resemble a misspelt one.

use super::letters::{first_odd_letter, plain};

/// Returns the candidate nearest to `name`, if one is near enough to be meant.
///
/// Case is ignored first (`c.1` for `C.1`); then up to a third of the letters may differ. Of equally
/// near candidates the first in alphabetical order is returned, so that the answer does not depend on
/// the order of `candidates`.
pub fn similar<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = name.to_lowercase();
    let limit = (name.chars().count() / 3).clamp(1, 4);
    candidates
        .into_iter()
        .filter(|candidate| *candidate != name)
        .filter(|candidate| candidate.len().abs_diff(name.len()) <= limit)
        .map(|candidate| {
            (
                strsim::osa_distance(&lower, &candidate.to_lowercase()),
                candidate,
            )
        })
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Returns the help "did you mean `x`?" where a candidate is near.
pub fn did_you_mean<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    let candidates: Vec<&str> = candidates.into_iter().collect();
    let same = look_alike(name, &candidates);
    same.or_else(|| similar(name, candidates).map(|near| format!("did you mean `{near}`?")))
}

/// Returns the help for a name that has letters that cannot be seen, or that look like others, in place of those of a
/// candidate.
pub fn look_alike(name: &str, candidates: &[&str]) -> Option<String> {
    let plain = plain(name)?;
    let plain = plain.trim();
    let same = candidates.iter().find(|candidate| **candidate == plain);
    let meant = same
        .copied()
        .or_else(|| similar(plain, candidates.iter().copied()))?;
    Some(write_plain(name, meant))
}

/// Says to write a name with plain letters, and which letter of the name is not plain.
pub fn write_plain(name: &str, plain: &str) -> String {
    let odd = first_odd_letter(name).unwrap_or_default();
    format!("write `{plain}`: this holds {odd}")
}

/// Joins names in backticks with commas and "and".
pub fn list<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    join(names, "and")
}

/// Joins names in backticks with commas and "or".
pub fn list_or<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    join(names, "or")
}

/// Lists names like [`list`], and counts those beyond `most`.
pub fn list_some<'a>(names: impl Iterator<Item = &'a str> + Clone, most: usize) -> String {
    let more = names.clone().count().saturating_sub(most);
    if more == 0 {
        return list(names);
    }
    let shown: Vec<String> = names.take(most).map(|name| format!("`{name}`")).collect();
    format!("{} and {more} more", shown.join(", "))
}

fn join<'a>(names: impl IntoIterator<Item = &'a str>, word: &str) -> String {
    let mut quoted: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    let Some(last) = quoted.pop() else {
        return String::new();
    };
    if quoted.is_empty() {
        return last;
    }
    format!("{} {word} {last}", quoted.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_name_that_was_meant() {
        let names = ["evidence", "verify", "applies", "C.1", "C.11"];
        assert_eq!(similar("evidnce", names), Some("evidence"));
        assert_eq!(similar("c.1", names), Some("C.1"));
        assert_eq!(similar("zzz", names), None);
        assert_eq!(similar("C.12", names), Some("C.1"));
    }

    #[test]
    fn lists_read_as_a_sentence() {
        assert_eq!(list([]), "");
        assert_eq!(list(["a"]), "`a`");
        assert_eq!(list_or(["a", "b", "c"]), "`a`, `b` or `c`");
    }
}
