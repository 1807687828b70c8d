//! Whether the values of a question stand for all.

use serde_json::Value;

use super::tree::{Checked, list, span, text};

/// Returns the least and the greatest number or day of a type, and the step from one to the next.
pub fn limits(question: &Value) -> Checked<(i128, i128, i128)> {
    let wide = 10_i128.pow(30);
    if question["type"] == "date" {
        let end = |text: &str| span("date", &text.into());
        return Ok((end("0001-01-01")?.0, end("9999-12-31")?.0, 1));
    }
    let end = |key: &str, wide: i128| match question.get(key) {
        Some(value) => span("number", value).map(|span| span.0),
        None => Ok(wide),
    };
    let step = if question["whole"] == true {
        1_000_000
    } else {
        1
    };
    Ok((end("least", -wide)?, end("most", wide)?, step))
}

/// Says whether no comparison tells a value of the type from all values that are given.
pub fn is_covered(question: &Value, compared: &[Value]) -> Checked<bool> {
    let kind = text(question, "type")?;
    if matches!(kind.as_str(), "entry-of" | "entries-of") {
        return Ok(true);
    }
    let values = list(question, "values")?;
    if kind != "set-of" && question["none"] != false && !values.contains(&Value::Null) {
        return Ok(false);
    }
    let values: Vec<&Value> = values.iter().filter(|value| !value.is_null()).collect();
    if !matches!(kind.as_str(), "number" | "date") {
        let both = [Value::from(true), Value::from(false)];
        let (known, compared) = match kind.as_str() {
            "yes-no" => (Some(both.as_slice()), both.as_slice()),
            "one-of" | "set-of" => (Some(list(question, "choices")?), compared),
            _ => (None, compared),
        };
        let is_known = |one: &&Value| known.is_none_or(|known| known.contains(one));
        let is_other = |one: &&Value| {
            !compared.contains(one) && one.as_str().is_none_or(|text| !text.trim().is_empty())
        };
        let has_others = known.is_none_or(|known| !known.iter().all(|one| compared.contains(one)));
        let all_there = compared
            .iter()
            .filter(is_known)
            .all(|one| values.contains(&one));
        return Ok(all_there && (!has_others || values.iter().any(is_other)));
    }
    let mut given = Vec::new();
    for value in values {
        given.push(span(&kind, value)?.0);
    }
    let mut cuts = Vec::new();
    for value in compared {
        let (first, last) = span(&kind, value)?;
        cuts.extend([first, last]);
    }
    cuts.sort_unstable();
    let (least, most, step) = limits(question)?;
    let mut first = least;
    for cut in cuts.iter().copied().chain([most + 1]) {
        for (from, to) in [(first, cut - 1), (cut, cut)] {
            let (from, to) = (from.max(least), to.min(most));
            let holds_any = to.div_euclid(step) * step >= from && from <= to;
            if holds_any && !given.iter().any(|one| (from..=to).contains(one)) {
                return Ok(false);
            }
        }
        first = cut + 1;
    }
    Ok(true)
}
