//! The language of templates: the filters and functions that they have beside those of minijinja.

use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior};

use super::document::{Block, RowFilter, RowMark};
use super::escape::{escape_line, escape_lines};
use super::list_index::{found_in, keyed, keys_of, listed_by};
use super::lower::lower_author;
use super::markdown::{write_blocks, write_on_one_line};
use super::slot_link::{
    Made, PRIVATE, figure_address, file_address, filter_address, is_facet, ref_address, row_address,
};
use super::template_fields::{field, initials_of};
use super::template_filters::{code, commas, counted, days, file_line, first_big, time};
use super::told::{told, told_by_number, told_by_word};

/// Makes an environment without templates: with strict undefined values, our syntax, filters and functions.
pub(super) fn bare_environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    // Any escaping but none makes macros return text that counts as escaped already.
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("markdown".into()));
    environment.set_formatter(print_value);
    if let Ok(syntax) = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true)
        .build()
    {
        environment.set_syntax(syntax);
    }
    environment.add_filter("md", |text: &str| safe(escape_line(text)));
    environment.add_filter("cell", |text: &str| safe(escape_lines(text)));
    environment.add_filter("code", |text: &str| safe(code(text)));
    environment.add_filter("file_line", file_line);
    environment.add_filter("block", |text: &str| {
        safe(write_blocks(&lower_author(text)))
    });
    environment.add_filter("quote", |text: &str| {
        safe(write_blocks(&[Block::Quote(lower_author(text))]))
    });
    environment.add_filter("inline", |text: &str| {
        safe(write_on_one_line(&lower_author(text)))
    });
    environment.add_filter("commas", commas);
    environment.add_filter("keyed", keyed);
    environment.add_filter("keys_of", keys_of);
    environment.add_filter("listed_by", listed_by);
    environment.add_filter("found_in", found_in);
    environment.add_filter("counted", counted);
    environment.add_filter("first_big", first_big);
    environment.add_filter("initials", initials_of);
    environment.add_filter("time", |minutes: u32| Value::from(time(minutes)));
    environment.add_filter("days", |minutes: u32| Value::from(days(minutes)));
    environment.add_function("ref", reference);
    environment.add_function("page", |name: &str| {
        safe(format!("[ ]({PRIVATE}page/{name})"))
    });
    environment.add_function("figure", figure);
    environment.add_function("file", file);
    environment.add_function("filter", |name: &str, label: Value| {
        safe(format!("[{}]({})", shown(&label), filter_address(name)))
    });
    environment.add_function("row", row);
    environment.add_function("open_mark", open_mark);
    environment.add_function("field", field);
    environment.add_function("told", told);
    environment.add_function("told_by_number", told_by_number);
    environment.add_function("told_by_word", told_by_word);
    environment
}

fn safe(markdown: String) -> Value {
    Value::from_safe_string(markdown)
}

/// Prints a value: Markdown of filters and macros as it is, other texts escaped, numbers; nothing else.
fn print_value(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    let wrong = |what: &str| Error::new(ErrorKind::InvalidOperation, what.to_owned());
    if value.is_undefined() {
        return Ok(());
    }
    match value.as_str() {
        Some(text) if value.is_safe() => out.write_str(text)?,
        Some(text) => out.write_str(&escape_line(text))?,
        None if value.is_number() => out.write_str(&value.to_string())?,
        None if value.is_none() => {
            return Err(wrong("`none` is printed; ask with `if` what stands there"));
        }
        None => return Err(wrong("a value is printed that is neither text nor number")),
    }
    Ok(())
}

/// `ref(anchor, text)`: a reference; as the whole of a heading, or of the paragraph before a table, the
/// name by which references find it.
#[expect(
    clippy::needless_pass_by_value,
    reason = "minijinja hands arguments over by value"
)]
fn reference(anchor: &str, text: Value) -> Value {
    safe(format!("[{}]({})", shown(&text), ref_address(anchor)))
}

/// `open_mark(status)`: the mark of what is open; nothing for another status. Documents ask so often that a macro would
/// take a tenth of their time.
#[expect(
    clippy::needless_pass_by_value,
    reason = "minijinja hands arguments over by value"
)]
fn open_mark(status: Value) -> Value {
    if status.as_str() != Some("open") {
        return Value::from("");
    }
    let mark = ref_address("mark.open");
    safe(format!(" [OPEN]({mark})"))
}

/// `file(name, text)`: a link to another file of the same folder.
#[expect(
    clippy::needless_pass_by_value,
    reason = "minijinja hands arguments over by value"
)]
fn file(name: &str, text: Value) -> Value {
    safe(format!("[{}]({})", shown(&text), file_address(name)))
}

/// `figure(key, caption)`: a figure of the view, as a paragraph of its own.
#[expect(
    clippy::needless_pass_by_value,
    reason = "minijinja hands arguments over by value"
)]
fn figure(state: &State<'_, '_>, key: &str, caption: Value) -> Result<Value, Error> {
    let figures = state.lookup("figures");
    let found = figures.and_then(|figures| figures.get_attr(key).ok());
    if found.is_none_or(|figure| figure.is_undefined()) {
        let what = format!("the view has no figure `{key}` here; macros do not see figures");
        return Err(Error::new(ErrorKind::InvalidOperation, what));
    }
    Ok(safe(format!(
        "[{}]({})",
        shown(&caption),
        figure_address(key)
    )))
}

/// Returns the Markdown of a value: that of filters and macros as it is, text escaped.
fn shown(value: &Value) -> String {
    match value.as_str() {
        Some(markdown) if value.is_safe() => markdown.to_owned(),
        Some(text) => escape_line(text),
        None => value.to_string(),
    }
}

/// `row(anchor)`, at the beginning of the first cell of a row: the name by which references find the row. With
/// `filter="…", subject="…"`, also by what that filter finds it; whatever else is given is a facet to choose by.
#[expect(
    clippy::needless_pass_by_value,
    reason = "minijinja hands arguments over by value"
)]
fn row(state: &mut State<'_, '_>, anchor: &str, more: Kwargs) -> Result<Value, Error> {
    let name: Option<String> = more.get("filter")?;
    let subject: Option<String> = more.get("subject")?;
    let mut facets = Vec::new();
    let known = |facet: &&str| matches!(*facet, "filter" | "subject");
    for facet in more.args().filter(|facet| !known(facet)) {
        if !is_facet(facet) {
            let what = format!("a facet `{facet}`, where small letters were expected");
            return Err(Error::new(ErrorKind::InvalidOperation, what));
        }
        if let Some(value) = more.get::<Option<String>>(facet)? {
            facets.push((facet.to_owned(), value));
        }
    }
    more.assert_all_used()?;
    let mark = RowMark {
        anchor: anchor.to_owned(),
        filter: name.map(|name| RowFilter {
            name,
            subject: subject.unwrap_or_else(|| anchor.to_owned()),
            facets,
        }),
    };
    let rows = &mut state.get_or_insert_extension_with(Made::default).rows;
    let address = row_address(rows.len());
    rows.push(Arc::new(mark));
    Ok(safe(format!("[ ]({address})")))
}
