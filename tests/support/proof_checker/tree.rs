//! What stands in a proof file: conditions in few words, and values as numbers.

use serde_json::Value;

/// What is wrong with a file.
pub type Checked<T> = Result<T, String>;

/// The types of questions.
pub const TYPES: [&str; 10] = [
    "yes-no",
    "one-of",
    "set-of",
    "number",
    "text",
    "date",
    "version",
    "sha256",
    "entry-of",
    "entries-of",
];

/// A condition in the words that are needed.
#[derive(Debug, Clone)]
pub enum Plain {
    All(Vec<Plain>),
    Any(Vec<Plain>),
    Not(Box<Plain>),
    Derive(String),
    Test(Test),
    AtLeast(AtLeast),
}

/// A test of a fact, or of an attribute at the end of a path.
#[derive(Debug, Clone)]
pub struct Test {
    pub subject: Subject,
    /// The operator as it is written.
    pub asked: String,
    pub operator: String,
    pub values: Vec<Value>,
}

#[derive(Debug, Clone)]
pub enum Subject {
    Fact(String),
    Attribute { entry: usize, path: Vec<String> },
}

/// At least so many entries meet all of some conditions.
#[derive(Debug, Clone)]
pub struct AtLeast {
    pub count: usize,
    pub of: String,
    pub all: Vec<Plain>,
}

pub fn text(value: &Value, key: &str) -> Checked<String> {
    let text = value[key].as_str().map(str::to_owned);
    text.ok_or_else(|| format!("`{key}` is missing in {value}"))
}

pub fn list<'v>(value: &'v Value, key: &str) -> Checked<&'v [Value]> {
    let list = value[key].as_array().map(Vec::as_slice);
    list.ok_or_else(|| format!("`{key}` is missing in {value}"))
}

/// Returns which enclosing entry a value stands for, if it is `this`.
pub fn this(value: &Value) -> Option<usize> {
    usize::try_from(value.get("this")?.as_u64()?).ok()
}

/// Checks that something has these keys, and no others but one that it may have.
fn need_keys(part: &Value, keys: &[&str], optional: &str) -> Checked<()> {
    let there = part.as_object().ok_or_else(|| format!("no keys: {part}"))?;
    let is_known = |key: &String| key == optional || keys.contains(&key.as_str());
    let is_whole = keys.iter().all(|key| there.contains_key(*key)) && there.keys().all(is_known);
    is_whole
        .then_some(())
        .ok_or_else(|| format!("there must be {keys:?} in {part}"))
}

/// Returns the values of a test, of which its operator takes some number.
fn values_of(part: &Value, operator: &str) -> Checked<Vec<Value>> {
    let values = match part.get("values") {
        Some(_) => list(part, "values")?.to_vec(),
        None => Vec::new(),
    };
    let is_value = |one: &Value| {
        let is_this = this(one).is_some() && need_keys(one, &["this"], "this").is_ok();
        one.is_boolean() || one.is_string() || is_this
    };
    let (least, most) = match operator {
        "is" | "is-not" | "less" | "less-or-equal" | "greater" | "greater-or-equal" => (1, 1),
        "one-of" | "not-one-of" | "has-any" | "has-all" | "has-none" => (1, usize::MAX),
        _ => (0, 0),
    };
    if !(least..=most).contains(&values.len()) || !values.iter().all(is_value) {
        return Err(format!("`{operator}` does not take the values in {part}"));
    }
    Ok(values)
}

impl Plain {
    pub fn of(tree: &Value) -> Checked<Self> {
        let mut pairs = tree.as_object().into_iter().flatten();
        let (Some((word, part)), None) = (pairs.next(), pairs.next()) else {
            return Err(format!("no condition: {tree}"));
        };
        let parts = || -> Checked<Vec<Self>> {
            let parts = part.as_array().ok_or("a list of conditions is missing")?;
            parts.iter().map(Self::of).collect()
        };
        Ok(match word.as_str() {
            "all" => Self::All(parts()?),
            "any" => Self::Any(parts()?),
            "not" => Self::not(Self::of(part)?),
            "derive" => Self::Derive(part.as_str().ok_or("a name is missing")?.to_owned()),
            "test" => Self::test(part)?,
            word => Self::quantified(word, part)?,
        })
    }

    fn not(part: Self) -> Self {
        Self::Not(Box::new(part))
    }

    fn test(part: &Value) -> Checked<Self> {
        let subject = match part["fact"].as_str() {
            Some(fact) => Subject::Fact(fact.to_owned()),
            None => Subject::Attribute {
                entry: usize::try_from(part["entry"].as_u64().ok_or("`entry` is missing")?)
                    .map_err(|error| error.to_string())?,
                path: list(part, "path")?
                    .iter()
                    .map(|name| name.as_str().unwrap_or_default().to_owned())
                    .collect(),
            },
        };
        match subject {
            Subject::Fact(_) => need_keys(part, &["fact", "operator"], "values")?,
            Subject::Attribute { .. } => need_keys(part, &["entry", "path", "operator"], "values")?,
        }
        let asked = text(part, "operator")?;
        let mut values = values_of(part, &asked)?;
        let (denied, operator) = match asked.as_str() {
            "holds" => {
                values.push(true.into());
                (false, "is")
            }
            "is" | "one-of" | "has-any" => (false, "is"),
            "is-not" | "not-one-of" | "has-none" => (true, "is"),
            "is-none" => (false, "is-none"),
            "is-not-none" => (true, "is-none"),
            "is-given" => (false, "is-given"),
            "is-not-given" => (true, "is-given"),
            "has-all" => (false, "has-all"),
            "less" => (false, "less"),
            "less-or-equal" => (false, "less-or-equal"),
            "greater" => (false, "greater"),
            "greater-or-equal" => (false, "greater-or-equal"),
            other => return Err(format!("there is no operator `{other}`")),
        };
        let test = Self::Test(Test {
            subject,
            operator: operator.to_owned(),
            asked,
            values,
        });
        Ok(if denied { Self::not(test) } else { test })
    }

    fn quantified(word: &str, part: &Value) -> Checked<Self> {
        let keys: &[&str] = match word {
            "every" => &["of", "satisfies"],
            "at-least" | "at-most" | "exactly" => &["of", "count"],
            _ => &["of"],
        };
        need_keys(part, keys, "where")?;
        let mut all = Vec::new();
        if let Some(filter) = part.get("where") {
            all.push(Self::of(filter)?);
        }
        if word == "every" {
            all.push(Self::not(Self::of(&part["satisfies"])?));
        }
        let count = match part.get("count") {
            Some(count) => count.as_u64().ok_or("`count` is no number")?,
            None => 1,
        };
        let of = text(part, "of")?;
        let at_least = |more: u64| {
            Self::AtLeast(AtLeast {
                count: usize::try_from(count + more).unwrap_or(usize::MAX),
                of: of.clone(),
                all: all.clone(),
            })
        };
        Ok(match word {
            "some" | "at-least" => at_least(0),
            "no" | "every" => Self::not(at_least(0)),
            "at-most" => Self::not(at_least(1)),
            "exactly" => Self::All(vec![at_least(0), Self::not(at_least(1))]),
            other => return Err(format!("there is no condition `{other}`")),
        })
    }

    /// Says whether it mentions an entry outside of its innermost quantifiers.
    pub fn is_open(&self, inner: usize) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().any(|part| part.is_open(inner)),
            Self::Not(part) => part.is_open(inner),
            Self::Derive(_) => false,
            Self::AtLeast(at_least) => at_least.is_open(inner),
            Self::Test(test) => {
                let own = match test.subject {
                    Subject::Fact(_) => None,
                    Subject::Attribute { entry, .. } => Some(entry),
                };
                let mut mentioned = test.values.iter().filter_map(this).chain(own);
                mentioned.any(|at| at >= inner)
            }
        }
    }
}

impl Test {
    /// Says whether its operator asks about answers of a type.
    pub fn is_about(&self, kind: &str) -> bool {
        let is_list = matches!(kind, "set-of" | "entries-of");
        match self.asked.as_str() {
            "holds" => kind == "yes-no",
            "is-none" | "is-not-none" => true,
            "is-given" | "is-not-given" => matches!(kind, "text" | "version" | "sha256"),
            "has-any" | "has-all" | "has-none" => is_list,
            "less" | "less-or-equal" | "greater" | "greater-or-equal" => {
                matches!(kind, "number" | "date")
            }
            _ => !is_list,
        }
    }
}

impl AtLeast {
    pub fn is_open(&self, inner: usize) -> bool {
        self.all.iter().any(|part| part.is_open(inner + 1))
    }
}

/// Returns the first and the last whole number for which a value stands: of a number its millionths, of a date its days.
pub fn span(kind: &str, value: &Value) -> Checked<(i128, i128)> {
    let text = value
        .as_str()
        .ok_or_else(|| format!("{value} is no text"))?;
    let wrong = || format!("`{text}` is no {kind}");
    if kind == "number" {
        let digits = text.trim_start_matches('-');
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        let number: i128 = format!("{whole}{decimals:0<6}")
            .parse()
            .map_err(|_| wrong())?;
        let number = if text.starts_with('-') {
            -number
        } else {
            number
        };
        return (decimals.len() <= 6)
            .then_some((number, number))
            .ok_or_else(wrong);
    }
    let parts: Result<Vec<i128>, _> = text.split('-').map(str::parse).collect();
    match parts.map_err(|_| wrong())?.as_slice() {
        [year, month, number] => Ok((day(*year, *month, *number), day(*year, *month, *number))),
        [year, 12] => Ok((day(*year, 12, 1), day(year + 1, 1, 1) - 1)),
        [year, month] => Ok((day(*year, *month, 1), day(*year, month + 1, 1) - 1)),
        _ => Err(wrong()),
    }
}

/// Counts days from the 1st of March of the year 0.
fn day(year: i128, month: i128, number: i128) -> i128 {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let before = year - 1;
    let leap_days = before / 4 - before / 100 + before / 400;
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let months: i128 = lengths
        .iter()
        .take(usize::try_from(month - 1).unwrap_or(0))
        .sum();
    365 * before + leap_days + months + i128::from(is_leap && month > 2) + number
}

/// Says whether an answer that is no list passes a test.
pub fn passes(kind: &str, test: &Test, answer: &Value) -> Checked<bool> {
    let operator = test.operator.as_str();
    if answer.is_null() || operator == "is-none" {
        return Ok(answer.is_null() && operator == "is-none");
    }
    if operator == "is-given" {
        return Ok(answer.as_str().is_none_or(|text| !text.trim().is_empty()));
    }
    if !matches!(kind, "number" | "date") {
        return Ok(operator == "is" && test.values.contains(answer));
    }
    let (at, _) = span(kind, answer)?;
    let mut spans = Vec::new();
    for value in &test.values {
        spans.push(span(kind, value)?);
    }
    let (first, last) = *spans.first().ok_or("a value to compare with is missing")?;
    Ok(match operator {
        "less" => at < first,
        "less-or-equal" => at <= last,
        "greater" => at > last,
        "greater-or-equal" => at >= first,
        _ => spans
            .iter()
            .any(|(first, last)| (first..=last).contains(&&at)),
    })
}
