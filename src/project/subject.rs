//! The product that results are about, so that the documents of one are not taken for those of another.

use serde::{Deserialize, Serialize};

/// What tells a product from others, as the list of results keeps it. Nothing in it says where a file lies.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// The name of its product file.
    pub file: String,
    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its model number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// The name of its applicant, or else of its manufacturer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applicant: Option<String>,
}

impl Subject {
    /// Says whether this is another product: one of name, model and applicant is given for both and differs. What is given
    /// for one alone may have been unknown before. Where nothing is given for both, the name of the file decides.
    pub(super) fn is_other_than(&self, other: &Self) -> bool {
        let own = self.fields().into_iter().zip(other.fields());
        let shared: Vec<bool> = own
            .filter_map(|(own, other)| Some(own? != other?))
            .collect();
        if shared.is_empty() {
            self.file != other.file
        } else {
            shared.contains(&true)
        }
    }

    /// Adds what an earlier run knew of the same product.
    pub(super) fn or(&self, earlier: &Self) -> Self {
        let or = |own: &Option<String>, earlier: &Option<String>| own.clone().or(earlier.clone());
        Self {
            file: self.file.clone(),
            name: or(&self.name, &earlier.name),
            model: or(&self.model, &earlier.model),
            applicant: or(&self.applicant, &earlier.applicant),
        }
    }

    /// Returns its name, model and applicant, or else its file, on one line.
    pub(super) fn words(&self) -> String {
        let given: Vec<&str> = self.fields().into_iter().flatten().collect();
        if given.is_empty() {
            self.file.clone()
        } else {
            given.join(", ")
        }
    }

    fn fields(&self) -> [Option<&str>; 3] {
        [&self.name, &self.model, &self.applicant].map(Option::as_deref)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject(words: [&str; 4]) -> Subject {
        let [file, fields @ ..] = words;
        let [name, model, applicant] =
            fields.map(|word| Some(word.to_owned()).filter(|word| !word.is_empty()));
        Subject {
            file: file.to_owned(),
            name,
            model,
            applicant,
        }
    }

    #[test]
    fn a_product_is_told_by_what_is_said_of_it() {
        for (one, other, is_other) in [
            (
                ["a.yaml", "Lamp", "L-1", ""],
                ["b.yaml", "Lamp", "L-1", ""],
                false,
            ),
            (
                ["a.yaml", "Lamp", "L-1", ""],
                ["a.yaml", "Lamp", "L-2", ""],
                true,
            ),
            (
                ["a.yaml", "Lamp", "", ""],
                ["a.yaml", "Lamp", "L-2", "X"],
                false,
            ),
            (
                ["a.yaml", "Lamp", "L-1", "X"],
                ["a.yaml", "Lamp", "L-1", "Y"],
                true,
            ),
            (["a.yaml", "Lamp", "", ""], ["a.yaml", "", "L-2", ""], false),
            (["a.yaml", "", "", ""], ["b.yaml", "", "", ""], true),
        ] {
            let (one, other) = (subject(one), subject(other));
            assert_eq!(one.is_other_than(&other), is_other, "{one:?} {other:?}");
            assert_eq!(other.is_other_than(&one), is_other, "{one:?} {other:?}");
        }
        assert_eq!(subject(["a.yaml", "Lamp", "", "X"]).words(), "Lamp, X");
        assert_eq!(subject(["a.yaml", "", "", ""]).words(), "a.yaml");
    }
}
