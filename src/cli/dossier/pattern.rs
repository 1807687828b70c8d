//! Patterns in which `*` stands for any letters, or for none.

/// A pattern.
#[derive(Debug)]
pub(super) struct Pattern<'p> {
    /// What stands before the first `*`.
    begin: &'p str,
    /// What stands between two of them, in order; then what stands after the last. Empty if there is no `*`.
    rest: Vec<&'p str>,
}

impl<'p> Pattern<'p> {
    /// Reads a pattern; every text is one.
    pub fn new(text: &'p str) -> Self {
        let mut parts = text.split('*');
        Self {
            begin: parts.next().unwrap_or_default(),
            rest: parts.collect(),
        }
    }

    /// Says whether it has no `*`, so that it fits itself alone.
    pub fn is_plain(&self) -> bool {
        self.rest.is_empty()
    }

    /// Says whether it fits all of a text.
    pub fn fits(&self, text: &str) -> bool {
        let Some(mut text) = text.strip_prefix(self.begin) else {
            return false;
        };
        let Some((end, between)) = self.rest.split_last() else {
            return text.is_empty();
        };
        // The first place at which a part fits leaves most for the parts that follow.
        for part in between {
            let Some((_, after)) = text.split_once(part) else {
                return false;
            };
            text = after;
        }
        text.ends_with(end)
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn a_pattern_fits_a_whole_text() {
        let check = |pattern: &str, fits: &[&str], others: &[&str]| {
            let pattern = Pattern::new(pattern);
            for text in fits {
                assert!(pattern.fits(text), "{pattern:?} {text}");
            }
            for text in others {
                assert!(!pattern.fits(text), "{pattern:?} {text}");
            }
        };
        check("boot", &["boot"], &["", "boots", "a boot"]);
        check("boot*", &["boot", "boots"], &["a boot"]);
        check("*image.app", &["a/image.app", "image.app"], &["image.app2"]);
        check("a*b*c", &["abc", "a b b c"], &["acb", "ab", "ac"]);
        check("ab*ba", &["abba", "ab ba"], &["aba"]);
        check("*", &["", "a"], &[]);
        check("**", &["", "a"], &[]);
        check("é*", &["éa"], &["e"]);
    }
}
