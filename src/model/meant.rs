//! Leads from a word to the choices that may be meant by it (L-075).

use super::types::{Choice, Type};
use crate::diag::{fold, list_or, similar};

/// A word that is shorter says too little to be found within others.
const LONG_ENOUGH: usize = 3;
/// The greatest number of choices that a help names.
const NAMED: usize = 3;

impl Choice {
    /// Returns its key and the words that people use for it.
    fn words(&self) -> impl Iterator<Item = &str> {
        let also = self.also.iter().map(AsRef::as_ref);
        std::iter::once(self.key.as_str()).chain(also)
    }

    /// Says whether a word is one for the choice, or what the choice means. Only letters and digits count.
    pub fn is_called(&self, written: &str) -> bool {
        let folded = fold(written);
        let mut words = self.words().chain(self.label.as_deref());
        words.any(|word| fold(word) == folded)
    }

    /// Says whether its key and a folded word begin alike, or the word is one of those that the key or the label is made of.
    fn has_part(&self, folded: &str) -> bool {
        let key = fold(&self.key);
        let label = self.label.as_deref().unwrap_or_default();
        let parts = self.key.split('_');
        let parts = parts.chain(label.split(|letter: char| !letter.is_alphanumeric()));
        (key.len() >= LONG_ENOUGH && (key.starts_with(folded) || folded.starts_with(&key)))
            || parts.map(fold).any(|part| part == folded)
    }
}

impl Type {
    /// Returns the help that leads from a word that is no answer to the choices that may be meant.
    pub fn choice_meant(&self, written: &str) -> Option<String> {
        let choices = self.choices();
        if let Some(called) = choices.iter().find(|choice| choice.is_called(written)) {
            return Some(match &called.label {
                Some(label) => format!("write `{}` ({label})", called.key),
                None => format!("write `{}`", called.key),
            });
        }
        let near = similar(written, choices.iter().flat_map(Choice::words));
        let is_near = |choice: &&Choice| choice.words().any(|word| Some(word) == near);
        let folded = fold(written);
        let is_long = folded.len() >= LONG_ENOUGH;
        let alike = |choice: &&Choice| is_long && choice.has_part(&folded);
        let mut found: Vec<&Choice> = choices.iter().filter(is_near).take(1).collect();
        if found.is_empty() {
            found.extend(choices.iter().filter(alike));
        }
        let keys = found.iter().map(|choice| choice.key.as_str());
        (1..=NAMED)
            .contains(&found.len())
            .then(|| format!("did you mean {}?", list_or(keys)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::TypeKind;
    use crate::source::Text;

    fn help(written: &str) -> String {
        let choice = |key: &str, label: &str, also: &[&str]| Choice {
            key: Text::from(key),
            label: (!label.is_empty()).then(|| Text::from(label)),
            was: Vec::new(),
            also: also.iter().map(|word| Text::from(*word)).collect(),
        };
        let answer = Type {
            kind: TypeKind::OneOf(vec![
                choice("rtos", "Real-time system", &["FreeRTOS", "VxWorks 7"]),
                choice("linux", "", &[]),
                choice("power_only", "Power only", &[]),
                choice("wifi", "Wi-Fi", &[]),
                choice("bluetooth_classic", "Bluetooth Classic", &[]),
                choice("ble", "Bluetooth Low Energy", &[]),
                choice("other", "Another one", &[]),
            ]),
            or_none: false,
        };
        answer.choice_meant(written).unwrap_or_default()
    }

    #[test]
    fn a_word_that_people_use_leads_to_its_choice() {
        for word in [
            "freertos",
            "FreeRTOS",
            "free-rtos",
            "vxworks_7",
            "Real Time System",
        ] {
            assert_eq!(help(word), "write `rtos` (Real-time system)", "{word}");
        }
        assert_eq!(help("freertso"), "did you mean `rtos`?");
        assert_eq!(help("Linux"), "write `linux`");
    }

    #[test]
    fn a_choice_is_found_by_its_parts() {
        assert_eq!(help("linx"), "did you mean `linux`?");
        assert_eq!(help("power"), "did you mean `power_only`?");
        assert_eq!(help("wifi6"), "did you mean `wifi`?");
        assert_eq!(
            help("bluetooth"),
            "did you mean `bluetooth_classic` or `ble`?"
        );
        assert_eq!(help("submarine"), "");
        assert_eq!(help("o"), "");
    }
}
