//! What templates tell of the fields of other documents.

use minijinja::value::{Kwargs, Value};
use minijinja::{Error, State};

use super::slot_link::{Made, Together, Told, ToldPart, told_address};

/// Gathers the slots of a value: one, or a list of such.
fn name_slots(value: &Value, into: &mut Vec<String>) -> Result<(), Error> {
    if let Some(slot) = value.as_str() {
        into.push(slot.to_owned());
        return Ok(());
    }
    for inner in value.try_iter()? {
        name_slots(&inner, into)?;
    }
    Ok(())
}

/// `told(slots, before=…, empty=…)`: what is filled in in the fields of other documents, as text, after the words `before`;
/// `empty` or else a dash where nothing is. Takes a slot or a list of such.
#[expect(
    clippy::needless_pass_by_value,
    reason = "minijinja hands arguments over by value"
)]
pub(super) fn told(state: &mut State<'_, '_>, slots: Value, more: Kwargs) -> Result<Value, Error> {
    let before: Option<String> = more.get("before")?;
    let empty: Option<String> = more.get("empty")?;
    more.assert_all_used()?;
    let mut named = ToldPart::default();
    name_slots(&slots, &mut named.slots)?;
    let told = Told {
        parts: vec![named],
        before: before.unwrap_or_default(),
        empty: empty.unwrap_or_else(|| DASH.to_owned()),
        ..Told::default()
    };
    Ok(tell(state, told))
}

/// What stands where nothing is filled in.
const DASH: &str = "–";

/// `told_by_number(parts, attribute)`: the same for a list whose members have a `number` and slots, neighbours that say the
/// same as one: `1–6 Pass, 7 Fail`.
#[expect(
    clippy::needless_pass_by_value,
    reason = "minijinja hands arguments over by value"
)]
pub(super) fn told_by_number(
    state: &mut State<'_, '_>,
    parts: Value,
    attribute: &str,
) -> Result<Value, Error> {
    let mut told = Told {
        empty: DASH.to_owned(),
        ..Told::default()
    };
    for part in parts.try_iter()? {
        let number = part.get_attr("number")?;
        let mut named = ToldPart {
            number: u32::try_from(number).ok(),
            ..ToldPart::default()
        };
        name_slots(&part.get_attr(attribute)?, &mut named.slots)?;
        told.parts.push(named);
    }
    Ok(tell(state, told))
}

/// `told_by_word(parts, name, attribute, first=…, counted=…, without=…)`: what is filled in in the slots `attribute` of some
/// parts, a line for each word, with the number of its parts and their names: `Fail 2: C.1, C.7`. The words `first` come
/// first, parts with one of the words `counted` are not named, and `without` is the word where nothing is filled in.
#[expect(
    clippy::needless_pass_by_value,
    reason = "minijinja hands arguments over by value"
)]
pub(super) fn told_by_word(
    state: &mut State<'_, '_>,
    parts: Value,
    name: &str,
    attribute: &str,
    more: Kwargs,
) -> Result<Value, Error> {
    let first: Option<Vec<String>> = more.get("first")?;
    let counted: Option<Vec<String>> = more.get("counted")?;
    let without: String = more.get("without")?;
    more.assert_all_used()?;
    let mut told = Told {
        empty: DASH.to_owned(),
        together: Together::ByWord {
            first: first.unwrap_or_default(),
            counted: counted.unwrap_or_default(),
            without,
        },
        ..Told::default()
    };
    for part in parts.try_iter()? {
        let mut named = ToldPart {
            name: part.get_attr(name)?.to_string(),
            ..ToldPart::default()
        };
        name_slots(&part.get_attr(attribute)?, &mut named.slots)?;
        told.parts.push(named);
    }
    Ok(tell(state, told))
}

fn tell(state: &mut State<'_, '_>, told: Told) -> Value {
    let all = &mut state.get_or_insert_extension_with(Made::default).told;
    let address = told_address(all.len());
    all.push(told);
    Value::from_safe_string(format!("[ ]({address})"))
}
