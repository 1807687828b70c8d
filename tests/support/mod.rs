//! What the tests of the documents share: fenced examples, and a scheme compiled from a text.

pub mod pages;

use praman::check::check_schemes;
use praman::diag::{Diagnostic, Diagnostics, Severity};
use praman::resolve::{EditionChoice, EditionHead, collect_declarations, resolve_scheme};
use praman::source::Sources;
use praman::syntax::{self, ast::SyntaxFile};

pub use pages::examples;

/// Returns the prelude of the reference of the language.
pub fn prelude() -> String {
    examples("docs/language.md")
        .into_iter()
        .find(|example| example.has("prelude"))
        .map(|example| example.text)
        .expect("the reference has a prelude")
}

/// Which editions of a text are compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Editions {
    /// Each that it declares.
    Each,
    /// The one that is taken where none is named.
    Unnamed,
}

/// Compiles a text as a scheme of one file and returns what was found, each once.
pub fn compile(text: &str, editions: Editions) -> (Sources, Diagnostics) {
    let mut sources = Sources::default();
    let file = sources.add("example.prm", text);
    let mut found = Diagnostics::new();
    let files = [found.take(syntax::parse_file(file, text))];
    let names = names_of_editions(&files);
    let mut choices: Vec<EditionChoice<'_>> = names
        .iter()
        .map(|name| EditionChoice::Named(name))
        .collect();
    if choices.is_empty() || editions == Editions::Unnamed {
        choices = vec![EditionChoice::Only];
    }
    let mut schemes = Vec::new();
    for choice in choices {
        schemes.extend(found.take(resolve_scheme(&files, choice)));
    }
    if found.has_errors() {
        schemes.clear();
    }
    let catalogs = if editions == Editions::Each {
        found.take(collect_declarations(&files).resolve_unused_catalogs())
    } else {
        Vec::new()
    };
    found.append(check_schemes(&schemes, &catalogs));
    (sources, once_each(found))
}

/// Returns the editions that files declare: `pilot@2026`.
pub fn names_of_editions(files: &[SyntaxFile]) -> Vec<String> {
    let editions = collect_declarations(files).editions();
    editions.iter().map(EditionHead::name).collect()
}

/// Leaves out what several editions share.
pub fn once_each(found: Diagnostics) -> Diagnostics {
    let mut kept: Vec<Diagnostic> = Vec::new();
    for diagnostic in found {
        if !kept.contains(&diagnostic) {
            kept.push(diagnostic);
        }
    }
    kept.into_iter().collect()
}

/// Prints a diagnostic on one line: `error P0102 at line 3: message`.
pub fn shown(sources: &Sources, diagnostic: &Diagnostic) -> String {
    let line = diagnostic
        .place()
        .and_then(|place| sources.line_column(place))
        .map_or(0, |at| at.line);
    let text = diagnostic
        .place()
        .and_then(|place| Some(sources.get(place.file)?.slice(place.span).to_owned()))
        .unwrap_or_default();
    format!(
        "{} {} at line {line} `{text}`: {}",
        diagnostic.severity().word(),
        diagnostic.code,
        diagnostic.message
    )
}

/// Says whether a diagnostic is an error.
pub fn is_error(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity() == Severity::Error
}
