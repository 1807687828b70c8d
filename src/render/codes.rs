//! What can be wrong with templates.

use crate::diag::{Code, Diagnostic, did_you_mean};

/// A template cannot be read.
pub static TEMPLATE_UNREADABLE: Code = Code::error("P0750", "template that cannot be read");
/// A template fails while it is rendered.
pub static TEMPLATE_FAILS: Code = Code::error("P0751", "template that fails");
/// A template yields what a document cannot hold.
pub static TEMPLATE_YIELDS: Code =
    Code::error("P0752", "template that writes what a document cannot hold");
/// A template replaces none of those shipped, and none names it.
pub static TEMPLATE_UNUSED: Code = Code::warning("P0753", "template that is not used");

/// All codes of this room.
pub static CODES: &[&Code] = &[
    &TEMPLATE_UNREADABLE,
    &TEMPLATE_FAILS,
    &TEMPLATE_YIELDS,
    &TEMPLATE_UNUSED,
];

pub(super) fn template_unreadable(name: &str, line: Option<usize>, what: &str) -> Diagnostic {
    let message = format!("template `{name}`{} cannot be read: {what}", line_of(line));
    Diagnostic::nowhere(&TEMPLATE_UNREADABLE, message)
}

pub(super) fn template_fails(name: &str, line: Option<usize>, what: &str) -> Diagnostic {
    let message = format!("template `{name}`{} fails: {what}", line_of(line));
    Diagnostic::nowhere(&TEMPLATE_FAILS, message)
        .help("print only what the view of the document holds; its JSON shows all of it")
}

pub(super) fn template_yields(name: &str, what: &str) -> Diagnostic {
    let message = format!("template `{name}` writes {what}");
    Diagnostic::nowhere(&TEMPLATE_YIELDS, message)
        .help("templates write Markdown, `<br>` in cells, and what `ref`, `field` and `page` give")
}

pub(super) fn template_unused<'a>(
    name: &str,
    shipped: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    let message =
        format!("template `{name}` replaces no shipped template, and no other template names it");
    Diagnostic::nowhere(&TEMPLATE_UNUSED, message).maybe_help(did_you_mean(name, shipped))
}

fn line_of(line: Option<usize>) -> String {
    line.map_or_else(String::new, |line| format!(", line {line},"))
}
