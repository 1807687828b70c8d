//! The sentence of a reason: clauses, each said once, and no more of them than a person reads.

use std::fmt;
use std::ops::Deref;

use rustc_hash::FxHashSet;
use thin_vec::ThinVec;

/// How much a sentence says: a clause counts as one, and so does what is said around clauses.
const SAID: usize = 12;

/// A sentence for people, without its full stop.
///
/// Clauses are not repeated, and a sentence that would say too much ends in `and more`. However names mention one
/// another, no sentence grows with the number of mentions.
#[derive(Debug, Clone, Default)]
pub struct Sentence {
    text: String,
    /// What joins the clauses.
    separator: &'static str,
    /// The clauses; empty where the text is one clause.
    clauses: ThinVec<Clause>,
    /// How much the text says.
    weight: usize,
    /// Whether there is more than the text says.
    is_cut: bool,
}

/// A clause in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Clause {
    start: usize,
    end: usize,
    weight: usize,
}

impl Sentence {
    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Joins sentences by a separator, such as `, and `. Clauses that the same separator joins already are joined one
    /// by one.
    pub(super) fn joined(parts: &[Self], separator: &'static str) -> Self {
        let mut joined = Self {
            separator,
            ..Self::default()
        };
        let mut said = FxHashSet::default();
        let clauses = parts.iter().flat_map(|part| part.clauses(separator));
        for (clause, weight) in clauses.filter(|(clause, _)| !clause.is_empty()) {
            if !said.insert(clause) {
                continue;
            }
            if joined.weight > 0 && joined.weight + weight > SAID {
                joined.is_cut = true;
                break;
            }
            joined.push(clause, weight);
        }
        // A part that is taken as one clause says itself that it is cut.
        let is_cut = |part: &Self| part.is_cut && part.is_joined_by(separator);
        joined.is_cut |= parts.iter().any(is_cut);
        joined.close();
        joined
    }

    /// Puts something before the sentence.
    pub(super) fn prefixed(self, prefix: &str) -> Self {
        Self {
            text: format!("{prefix}{}", self.text),
            weight: self.weight + 1,
            ..Self::default()
        }
    }

    /// Says something more, unless that has been said, or much has been said already.
    pub(super) fn followed_by(self, more: &str) -> Self {
        if self.weight >= SAID || self.text.contains(more) {
            return self;
        }
        Self {
            text: format!("{}{more}", self.text),
            weight: self.weight + 1,
            ..Self::default()
        }
    }

    /// Returns the clauses that a separator joins, each with what it says.
    fn clauses(&self, separator: &str) -> impl Iterator<Item = (&str, usize)> {
        let is_joined = self.is_joined_by(separator);
        let own = self.clauses.iter().filter(move |_| is_joined);
        let whole = (!is_joined).then_some((self.as_str(), self.weight));
        let clause = |clause: &Clause| {
            let text = self.text.get(clause.start..clause.end).unwrap_or_default();
            (text, clause.weight)
        };
        own.map(clause).chain(whole)
    }

    fn is_joined_by(&self, separator: &str) -> bool {
        self.separator == separator && !self.clauses.is_empty()
    }

    fn push(&mut self, clause: &str, weight: usize) {
        if !self.text.is_empty() {
            self.text.push_str(self.separator);
        }
        let start = self.text.len();
        self.text.push_str(clause);
        let end = self.text.len();
        self.clauses.push(Clause { start, end, weight });
        self.weight += weight;
    }

    fn close(&mut self) {
        if self.is_cut {
            let separator = self.separator.trim_end_matches("and ");
            self.text.push_str(separator);
            self.text.push_str("and more");
        }
    }
}

impl PartialEq for Sentence {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Sentence {}

impl From<String> for Sentence {
    fn from(text: String) -> Self {
        Self {
            weight: usize::from(!text.is_empty()),
            text,
            ..Self::default()
        }
    }
}

impl From<&str> for Sentence {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl Deref for Sentence {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(texts: impl IntoIterator<Item = String>) -> Sentence {
        let parts: Vec<Sentence> = texts.into_iter().map(Sentence::from).collect();
        Sentence::joined(&parts, ", and ")
    }

    #[test]
    fn a_clause_is_said_once() {
        let one = joined(["a".to_owned(), "b".to_owned()]);
        let other = joined(["b".to_owned(), "c".to_owned(), String::new()]);
        let both = Sentence::joined(&[one, other], ", and ");
        assert_eq!(both.as_str(), "a, and b, and c");
        let twice = Sentence::joined(&[both.clone(), both.prefixed("it: ")], "; ");
        assert_eq!(twice.as_str(), "a, and b, and c; it: a, and b, and c");
    }

    #[test]
    fn a_sentence_does_not_grow_with_what_is_joined() {
        let few = joined((0..SAID).map(|clause| clause.to_string()));
        assert!(few.ends_with(", and 11"), "{few}");
        let mut many = joined((0..100).map(|clause| clause.to_string()));
        assert!(many.ends_with(", and 11, and more"), "{many}");
        for level in 0..100 {
            let other = many.clone().followed_by(&format!("; likewise {level}"));
            many = Sentence::joined(&[many, other], ", and ");
        }
        assert!(many.ends_with(", and 11, and more"), "{many}");
    }
}
