//! Counts how deep a piece is nested, on its tokens and before pest reads it.

use crate::syntax::outline::MAX_NESTING;

/// Counts open brackets, and the words after which the text is one level deeper.
#[derive(Debug, Default)]
pub(super) struct Nesting {
    depth: usize,
    /// The `not`, `where` and `satisfies` since the last bracket, comma, `and` or `or`.
    prefixes: usize,
    /// The prefixes around each open bracket.
    outer: Vec<usize>,
}

impl Nesting {
    /// Counts the next word or mark, and says whether the depth is still within the limit.
    pub fn admits(&mut self, token: &str) -> bool {
        match token {
            "(" | "[" | "{" => {
                self.outer.push(std::mem::take(&mut self.prefixes));
                self.depth += 1;
            }
            ")" | "]" | "}" => {
                if let Some(outer) = self.outer.pop() {
                    self.depth -= self.prefixes + 1;
                    self.prefixes = outer;
                }
            }
            "not" | "where" | "satisfies" => {
                self.prefixes += 1;
                self.depth += 1;
            }
            "and" | "or" | "," => self.depth -= std::mem::take(&mut self.prefixes),
            _ => {}
        }
        self.depth <= MAX_NESTING
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, admitted: bool) {
        let mut nesting = Nesting::default();
        let found = text.split(' ').all(|token| nesting.admits(token));
        assert_eq!(found, admitted, "{text}");
    }

    #[test]
    fn what_stands_side_by_side_is_not_deep() {
        check(&"not a and ".repeat(1000), true);
        check(&"( not a ) ".repeat(1000), true);
        check(&") ".repeat(1000), true);
        check(&"not ( a and not ( b ) ) or ".repeat(1000), true);
    }

    #[test]
    fn brackets_and_prefixes_are_deep_together() {
        check(&"( ".repeat(MAX_NESTING), true);
        check(&"( ".repeat(MAX_NESTING + 1), false);
        check(&"not ".repeat(MAX_NESTING + 1), false);
        check(&"( not ".repeat(MAX_NESTING / 2 + 1), false);
        check(&"some a where ".repeat(MAX_NESTING + 1), false);
    }
}
