//! Values of facts and attributes, and how they are read from text.

use std::fmt;
use std::str::FromStr;

use super::number::Number;
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

impl Date {
    /// Reads `2026-01-31` or `2026-01`. There is no year 0.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year = read_digits(parts.next()?, 4).filter(|year| *year > 0)?;
        let month = read_digits(parts.next()?, 2).filter(|month| (1..=12).contains(month))?;
        let day = match parts.next() {
            Some(part) => {
                Some(read_digits(part, 2).filter(|day| (1..=days_in(year, month)).contains(day))?)
            }
            None => None,
        };
        parts.next().is_none().then_some(Self { year, month, day })
    }

    /// Returns the working days from its first day on: Mondays to Fridays, without those that are closed. A closed month closes
    /// all of its days.
    pub fn working_days(self, closed: &[Self]) -> impl Iterator<Item = Self> {
        let first = Self {
            day: Some(self.day.unwrap_or(1)),
            ..self
        };
        let days = std::iter::successors(Some(first), |day| Some(day.next_day()));
        days.filter(|day| day.is_working_day() && !closed.iter().any(|one| one.holds(*day)))
    }

    /// Says whether another date, a day, is in it.
    fn holds(self, day: Self) -> bool {
        self.first_day() <= day.first_day() && day.last_day() <= self.last_day()
    }

    fn next_day(self) -> Self {
        let (year, month, day) = self.first_day();
        if day < days_in(year, month) {
            let day = Some(day + 1);
            return Self { year, month, day };
        }
        let (year, month) = if month == 12 {
            (year.saturating_add(1), 1)
        } else {
            (year, month + 1)
        };
        let day = Some(1);
        Self { year, month, day }
    }

    /// Returns the day before its first day; `None` before the year 1.
    pub fn previous_day(self) -> Option<Self> {
        let (year, month, day) = self.first_day();
        let (year, month, day) = match (month, day) {
            (1, 1) => (year.checked_sub(1).filter(|year| *year > 0)?, 12, 31),
            (_, 1) => (year, month - 1, days_in(year, month - 1)),
            _ => (year, month, day - 1),
        };
        let day = Some(day);
        Some(Self { year, month, day })
    }

    /// Says whether it is none of Saturday and Sunday, by the rule of Sakamoto.
    fn is_working_day(self) -> bool {
        let (year, month, day) = self.first_day();
        let year = u32::from(year) - u32::from(month < 3);
        let leap_days = year / 4 - year / 100 + year / 400;
        let shift = MONTH_SHIFTS.get(usize::from(month).saturating_sub(1));
        let weekday = (year + leap_days + shift.unwrap_or(&0) + u32::from(day)) % 7;
        !matches!(weekday, 0 | 6)
    }

    /// Returns the day some days after its last day.
    #[must_use]
    pub fn plus_days(self, days: u32) -> Self {
        let (year, month, day) = self.last_day();
        let day = Some(day);
        (0..days).fold(Self { year, month, day }, |date, _| date.next_day())
    }

    /// Returns the day with the same number some months after its last day, or the last day of that month if it is shorter
    /// (L-206); `None` beyond the year 65535.
    pub fn plus_months(self, months: u32) -> Option<Self> {
        let (year, month, day) = self.last_day();
        let months = u32::from(month).checked_sub(1)?.checked_add(months)?;
        let year = u32::from(year).checked_add(months / 12)?;
        let (year, month) = (
            u16::try_from(year).ok()?,
            u8::try_from(months % 12 + 1).ok()?,
        );
        let day = Some(day.min(days_in(year, month)));
        Some(Self { year, month, day })
    }

    /// Returns its first day, as year, month and day: of a whole month the 1st.
    pub fn first_day(self) -> (u16, u8, u8) {
        (self.year, self.month, self.day.unwrap_or(1))
    }

    /// Returns its last day, as year, month and day.
    pub fn last_day(self) -> (u16, u8, u8) {
        let last = || days_in(self.year, self.month);
        (self.year, self.month, self.day.unwrap_or_else(last))
    }
}

/// By how many weekdays each month is shifted.
const MONTH_SHIFTS: [u32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];

fn read_digits<N: FromStr>(part: &str, length: usize) -> Option<N> {
    let all_digits = part.bytes().all(|byte| byte.is_ascii_digit());
    (part.len() == length && all_digits)
        .then(|| part.parse().ok())
        .flatten()
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
            Self::Number(number) => number.fmt(f),
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
            TypeKind::Number(numbers) => match Number::parse(text) {
                Some(number) if numbers.holds(&number) => Ok(Value::Number(number)),
                None if numbers.is_any() => Err(misfit("a number such as `2` or `1.5`")),
                Some(_) | None => Err(misfit(&format!("a {}", numbers.words()))),
            },
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

impl Type {
    /// Returns the values of a question that has few: `yes` and `no`, or the choices of `one of`. `None` for any other; `none` is
    /// not among them.
    pub fn few_values(&self) -> Option<Vec<Value>> {
        match &self.kind {
            TypeKind::YesNo => Some(vec![Value::YesNo(true), Value::YesNo(false)]),
            TypeKind::OneOf(choices) => {
                let keys = choices.iter().map(|choice| choice.key.to_string());
                Some(keys.map(Value::Choice).collect())
            }
            TypeKind::SetOf(_)
            | TypeKind::Number(_)
            | TypeKind::Text
            | TypeKind::Date
            | TypeKind::Version
            | TypeKind::Sha256
            | TypeKind::Entry(_)
            | TypeKind::Entries(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn working_days_leave_out_weekends() {
        let days = |from: &str, count: usize, closed: &str| {
            let closed: Vec<Date> = closed.split(' ').filter_map(Date::parse).collect();
            let date = Date::parse(from).into_iter();
            let days = date.flat_map(|date| date.working_days(&closed)).take(count);
            let days = days.map(|day| day.to_string());
            days.collect::<Vec<_>>().join(" ")
        };
        let none = "";
        assert_eq!(
            days("2026-01-30", 3, none),
            "2026-01-30 2026-02-02 2026-02-03"
        );
        assert_eq!(
            days("2028-02-28", 3, none),
            "2028-02-28 2028-02-29 2028-03-01"
        );
        assert_eq!(days("2026-08-01", 1, none), "2026-08-03");
        assert_eq!(days("2026-12-31", 2, none), "2026-12-31 2027-01-01");
        assert_eq!(
            days("2026-01-23", 2, "2026-01-26 2026-01-31"),
            "2026-01-23 2026-01-27"
        );
        assert_eq!(days("2026-01-30", 2, "2026-02"), "2026-01-30 2026-03-02");
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
        let days = |text| Date::parse(text).map(|date| (date.first_day().2, date.last_day().2));
        assert_eq!(days("2024-02"), Some((1, 29)));
        assert_eq!(days("2023-02"), Some((1, 28)));
        assert_eq!(days("2023-02-07"), Some((7, 7)));
    }
}
