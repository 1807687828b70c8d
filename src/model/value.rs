//! Values of facts and attributes, and how they are read from text.

use std::cmp::Ordering;
use std::fmt;

use super::types::{Type, TypeKind};

/// A known value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    /// yes or no
    YesNo(bool),
    /// One of the choices, by key.
    Choice(String),
    /// A number.
    Number(Number),
    /// A date, or a year and a month.
    Date(Date),
    /// A text, a version or a hash.
    Text(String),
    /// The id of an entry.
    Entry(String),
}

/// A decimal number, with its spelling.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Number {
    text: String,
    /// In millionths.
    scaled: i128,
}

/// A date; without a day it stands for the whole month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Date {
    /// The year.
    pub year: u16,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day, 1 to 31.
    pub day: Option<u8>,
}

/// Why a text is not a value of a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    /// What is expected, for people: "`yes` or `no`", "a date such as `2026-01-31`".
    pub expected: String,
    /// The words that fit, where they are a closed list.
    pub candidates: Vec<String>,
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

    /// Compares the values alone: `2` and `2.0` are equal.
    pub fn compare(&self, other: &Self) -> Ordering {
        self.scaled.cmp(&other.scaled)
    }
}

impl Date {
    /// Reads `2026-01-31` or `2026-01`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year = parts.next().filter(|part| part.len() == 4)?.parse().ok()?;
        let month = read_two(parts.next()?).filter(|month| (1..=12).contains(month))?;
        let day = match parts.next() {
            Some(part) => {
                Some(read_two(part).filter(|day| (1..=days_in(year, month)).contains(day))?)
            }
            None => None,
        };
        parts.next().is_none().then_some(Self { year, month, day })
    }

    /// Compares two dates; `None` where one is a whole month and the other lies in it (L-107).
    pub fn compare(self, other: Self) -> Option<Ordering> {
        let months = (self.year, self.month).cmp(&(other.year, other.month));
        if months != Ordering::Equal {
            return Some(months);
        }
        match (self.day, other.day) {
            (Some(day), Some(other_day)) => Some(day.cmp(&other_day)),
            (None, _) | (_, None) => None,
        }
    }
}

fn read_two(part: &str) -> Option<u8> {
    (part.len() == 2).then(|| part.parse().ok()).flatten()
}

fn days_in(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)?;
        self.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::YesNo(yes) => f.write_str(if *yes { "yes" } else { "no" }),
            Self::Choice(text) | Self::Text(text) | Self::Entry(text) => f.write_str(text),
            Self::Number(number) => f.write_str(&number.text),
            Self::Date(date) => date.fmt(f),
        }
    }
}

impl Type {
    /// Reads a word or text as a value of this type; for a set, as one member.
    ///
    /// `none` and `unknown` are not values: the caller handles them. Whether an entry exists is not checked here.
    ///
    /// # Errors
    /// Returns what was expected.
    pub fn read(&self, text: &str) -> Result<Value, Misfit> {
        let misfit = |expected: &str| Misfit {
            expected: expected.to_owned(),
            candidates: Vec::new(),
        };
        match &self.kind {
            TypeKind::YesNo => match text {
                "yes" | "true" => Ok(Value::YesNo(true)),
                "no" | "false" => Ok(Value::YesNo(false)),
                _ => Err(Misfit {
                    expected: "`yes` or `no`".to_owned(),
                    candidates: vec!["yes".to_owned(), "no".to_owned()],
                }),
            },
            TypeKind::OneOf(choices) | TypeKind::SetOf(choices) => {
                if choices.iter().any(|choice| choice.key == text) {
                    return Ok(Value::Choice(text.to_owned()));
                }
                let keys = || choices.iter().map(|choice| choice.key.as_str());
                Err(Misfit {
                    expected: crate::diag::list_or(keys()),
                    candidates: keys().map(str::to_owned).collect(),
                })
            }
            TypeKind::Number { .. } => Number::parse(text)
                .map(Value::Number)
                .ok_or_else(|| misfit("a number such as `2` or `1.5`")),
            TypeKind::Date => Date::parse(text)
                .map(Value::Date)
                .ok_or_else(|| misfit("a date such as `2026-01-31` or `2026-01`")),
            TypeKind::Text => Ok(Value::Text(text.to_owned())),
            TypeKind::Version => {
                if text.trim().is_empty() {
                    return Err(misfit("a version such as `2.10`"));
                }
                Ok(Value::Text(text.to_owned()))
            }
            TypeKind::Sha256 => {
                if text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                    return Ok(Value::Text(text.to_ascii_lowercase()));
                }
                Err(misfit("a SHA-256 hash of 64 hexadecimal digits"))
            }
            TypeKind::Entry(_) | TypeKind::Entries(_) => Ok(Value::Entry(text.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_compare_by_value() {
        let number = |text: &str| Number::parse(text).unwrap_or_else(|| panic_free(text));
        assert_eq!(number("2").compare(&number("2.0")), Ordering::Equal);
        assert_eq!(number("10").compare(&number("9.5")), Ordering::Greater);
        assert_eq!(number("-1").compare(&number("0")), Ordering::Less);
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
    fn dates_are_real_and_months_hold_their_days() {
        for right in ["2024-02-29", "2026-01", "2000-02-29"] {
            assert_eq!(
                Date::parse(right).map(|date| date.to_string()).as_deref(),
                Some(right)
            );
        }
        for wrong in [
            "2026-02-29",
            "2026-13",
            "26-01-01",
            "2026-1-1",
            "2026-01-01-01",
            "1900-02-29",
        ] {
            assert!(Date::parse(wrong).is_none(), "{wrong}");
        }
        let compare = |a, b| {
            Date::parse(a)
                .zip(Date::parse(b))
                .and_then(|(a, b)| a.compare(b))
        };
        assert_eq!(compare("2026-01", "2026-02-01"), Some(Ordering::Less));
        assert_eq!(compare("2026-01", "2026-01-15"), None);
    }
}
