//! Numbers, and which of them answer a question (L-077).

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use crate::source::Text;

/// The parts of one in which numbers are counted: six decimals.
const SCALE: i128 = 1_000_000;

/// A decimal number, with its spelling: `2` and `2.0` are one number.
#[derive(Debug, Clone)]
pub struct Number {
    text: String,
    /// In parts of [`SCALE`].
    scaled: i128,
}

/// Which numbers answer a question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NumberType {
    /// Whether it is a whole number.
    pub whole: bool,
    /// The unit, as printed.
    pub unit: Option<Text>,
    /// The least one.
    pub least: Option<Number>,
    /// The greatest one.
    pub most: Option<Number>,
}

impl NumberType {
    /// Says whether every number is one of them.
    pub fn is_any(&self) -> bool {
        !self.whole && self.least.is_none() && self.most.is_none()
    }

    /// Says whether a number is one of them.
    pub fn holds(&self, number: &Number) -> bool {
        let above = |least: &Number| number >= least;
        let below = |most: &Number| number <= most;
        self.least.as_ref().is_none_or(above)
            && self.most.as_ref().is_none_or(below)
            && (!self.whole || number.is_whole())
    }

    /// Says whether no number is one of them.
    pub fn is_empty(&self) -> bool {
        let (Some(least), Some(most)) = (&self.least, &self.most) else {
            return false;
        };
        let first = if self.whole {
            -(-least.scaled).div_euclid(SCALE) * SCALE
        } else {
            least.scaled
        };
        first > most.scaled
    }

    /// Returns what people read: `whole number from 1 to 12`, `number in V`.
    pub fn words(&self) -> String {
        let number = if self.whole { "whole number" } else { "number" };
        let unit = self.unit.as_ref().map(|unit| format!("in {unit}"));
        let least = self.least.as_ref().map(|least| format!("from {least}"));
        let most = self.most.as_ref().map(|most| format!("to {most}"));
        let parts = [Some(number.to_owned()), unit, least, most];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        parts.join(" ")
    }
}

impl Number {
    /// Reads a decimal number with at most six decimals.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = text
            .strip_prefix('-')
            .map_or((false, text), |rest| (true, rest));
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || whole.len() > 18 || decimals.len() > 6 {
            return None;
        }
        if !all_digits(whole) || !all_digits(decimals) || digits.ends_with('.') {
            return None;
        }
        let padded = format!("{whole}{decimals:0<6}");
        let scaled: i128 = padded.parse().ok()?;
        Some(Self {
            text: text.to_owned(),
            scaled: if negative { -scaled } else { scaled },
        })
    }

    /// Returns the greatest whole number below it.
    #[must_use]
    pub fn whole_below(&self) -> Self {
        Self::from_scaled((self.scaled - 1).div_euclid(SCALE) * SCALE)
    }

    /// Returns the least whole number above it.
    #[must_use]
    pub fn whole_above(&self) -> Self {
        Self::from_scaled((self.scaled.div_euclid(SCALE) + 1) * SCALE)
    }

    /// Returns a number in the middle of two; the lower one where no number with six decimals lies between them.
    #[must_use]
    pub fn middle(&self, other: &Self) -> Self {
        Self::from_scaled((self.scaled + other.scaled).div_euclid(2))
    }

    fn from_scaled(scaled: i128) -> Self {
        let (whole, decimals) = (scaled.abs() / SCALE, scaled.abs() % SCALE);
        let sign = if scaled < 0 { "-" } else { "" };
        let decimals = format!("{decimals:06}");
        let decimals = decimals.trim_end_matches('0');
        let point = if decimals.is_empty() { "" } else { "." };
        Self {
            text: format!("{sign}{whole}{point}{decimals}"),
            scaled,
        }
    }

    /// Says whether it has no fraction.
    pub fn is_whole(&self) -> bool {
        self.scaled % SCALE == 0
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        self.scaled.cmp(&other.scaled)
    }
}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.scaled.hash(state);
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_compare_by_value() {
        let number = |text: &str| Number::parse(text).unwrap_or_else(|| panic_free(text));
        assert_eq!(number("2"), number("2.0"));
        assert_eq!(number("-0"), number("0"));
        assert!(number("10") > number("9.5"));
        assert!(number("-1") < number("0"));
        for wrong in ["", ".", "1.", "1e3", "--1", "1.2.3", "1.1234567"] {
            assert!(Number::parse(wrong).is_none(), "{wrong}");
        }
    }

    fn panic_free(text: &str) -> Number {
        assert!(text.is_empty(), "`{text}` is a number");
        Number {
            text: String::new(),
            scaled: 0,
        }
    }

    #[test]
    fn a_range_without_a_number_is_known() {
        let range = |whole, least, most| NumberType {
            whole,
            least: Number::parse(least),
            most: Number::parse(most),
            ..NumberType::default()
        };
        assert!(range(false, "2", "1").is_empty());
        assert!(range(true, "1.2", "1.8").is_empty());
        assert!(range(true, "-1.8", "-1.2").is_empty());
        assert!(!range(false, "1.2", "1.8").is_empty());
        assert!(!range(true, "-1.2", "-1").is_empty());
        assert!(!range(true, "1", "1.0").is_empty());
        assert!(!range(true, "", "1").is_empty());
    }
}
