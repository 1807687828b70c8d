//! What templates say of what can be filled in: fields, and the words to choose from.

use std::sync::Arc;

use minijinja::value::{Kwargs, Value};
use minijinja::{Error, ErrorKind, State};

use super::document::{Field, FieldKind, Options, Words};
use super::initials::initials;
use super::slot_link::{Made, slot_address};
use super::visible::{make_visible, one_line};

/// `field(slot, label, kind, value=…, options=…, words=…)`: something to fill in.
#[expect(
    clippy::needless_pass_by_value,
    reason = "minijinja hands arguments over by value"
)]
pub(super) fn field(
    state: &mut State<'_, '_>,
    slot: &str,
    label: &str,
    kind: &str,
    more: Kwargs,
) -> Result<Value, Error> {
    let value: Option<String> = more.get("value")?;
    let options: Option<Value> = more.get("options")?;
    let words: Option<String> = more.get("words")?;
    more.assert_all_used()?;
    let kind = match kind {
        "text" => FieldKind::Text,
        "lines" => FieldKind::Lines,
        "check" => FieldKind::Check,
        "drawing" => FieldKind::Drawing,
        "signature" => FieldKind::Signature,
        "choice" => FieldKind::Choice(shared_options(state, &options.unwrap_or_default())?),
        other => {
            let what = format!(
                "a field of kind `{other}`, where `text`, `lines`, `check`, `choice`, `drawing` or `signature` was expected"
            );
            return Err(Error::new(ErrorKind::InvalidOperation, what));
        }
    };
    let words = match words.as_deref() {
        None => Words::Whole,
        Some("initials") => Words::Initials,
        Some(other) => {
            let what = format!("words as `{other}`, where `initials` was expected");
            return Err(Error::new(ErrorKind::InvalidOperation, what));
        }
    };
    let fields = &mut state.get_or_insert_extension_with(Made::default).fields;
    let address = slot_address(fields.len());
    fields.push(Arc::new(Field {
        slot: slot.to_owned(),
        label: make_visible(label).into_owned(),
        kind,
        words,
        value: one_line(&value.unwrap_or_default()).into_owned(),
        filled: None,
    }));
    Ok(Value::from_safe_string(format!("[ ]({address})")))
}

/// Lists the initials of words to choose from, in their order, as fields with `words="initials"` print them.
#[expect(
    clippy::needless_pass_by_value,
    reason = "minijinja hands arguments over by value"
)]
pub(super) fn initials_of(options: Value) -> Result<Vec<String>, Error> {
    Ok(initials(&read_options(&options)?))
}

/// The options of fields so far, with the values that they were read from.
#[derive(Default)]
struct KnownOptions(Vec<(Value, Options)>);

/// How many options are remembered. The fields of one table have few different ones.
const KNOWN_OPTIONS: usize = 8;

/// Returns options. Fields with equal options share them.
fn shared_options(state: &mut State<'_, '_>, options: &Value) -> Result<Options, Error> {
    let KnownOptions(known) = state.get_or_insert_extension_with(KnownOptions::default);
    if let Some((_, found)) = known.iter().find(|(value, _)| value == options) {
        return Ok(Arc::clone(found));
    }
    let read = read_options(options)?;
    if known.len() == KNOWN_OPTIONS {
        known.remove(0);
    }
    known.push((options.clone(), Arc::clone(&read)));
    Ok(read)
}

/// Reads options: each a map with `key` and `title`, or a text that is both.
fn read_options(options: &Value) -> Result<Options, Error> {
    let read = options.try_iter()?.map(|option| {
        if let Some(text) = option.as_str() {
            return Ok((text.to_owned(), make_visible(text).into_owned()));
        }
        let part = |name: &str| Ok::<_, Error>(option.get_attr(name)?.to_string());
        Ok((part("key")?, make_visible(&part("title")?).into_owned()))
    });
    read.collect()
}
