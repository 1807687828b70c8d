//! Templates: the shipped ones, those that replace them, and the filters that make outside text harmless.
//! The only user of minijinja.
//!
//! What a template prints is escaped unless a filter or macro has made Markdown of it, so a text from
//! outside cannot become markup because somebody forgot a filter.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use minijinja::{Environment, Error};
use serde::Serialize;

use super::codes::{template_fails, template_unreadable, template_unused};
use super::lazy_view::lazy_view;
use super::slot_link::Made;
use super::template_language::bare_environment;
use crate::diag::{Checked, Diagnostic, Diagnostics};

/// The names of the style sheets among the templates, in their order: the one of every document, the one that documents of a
/// dossier add, and the one that pages add.
const STYLES: [&str; 3] = ["style.css", "answers.css", "fill.css"];

/// How much of the style sheets a document needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dress {
    /// That of every document.
    Plain,
    /// With answers.
    Answers,
    /// With answers, and with fields to fill in.
    Page,
}

/// The files of `templates/` by name, the style sheets among them.
static SHIPPED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/templates.rs"));

/// The shipped templates, compiled once; one that does not compile is reported when it is used.
static COMPILED: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = bare_environment();
    for (name, source) in SHIPPED.iter().filter(|(name, _)| !is_style(name)) {
        // What is wrong with a shipped template is found by the tests of this module.
        let _ = environment.add_template(name, source);
    }
    environment
});

/// What a template gave.
pub struct Rendered {
    /// The Markdown.
    pub markdown: String,
    /// What its private links name by place.
    pub made: Made,
}

/// Templates ready to render.
pub struct Engine {
    environment: Environment<'static>,
    styles: [String; STYLES.len()],
}

impl Engine {
    /// Takes the shipped templates, and over them those given by name, such as `form/document.md.j2` or
    /// `style.css`.
    pub fn new(overrides: &BTreeMap<String, String>) -> Checked<Self> {
        let mut diagnostics = Diagnostics::new();
        let mut environment = COMPILED.clone();
        let mut styles = STYLES.map(|name| shipped(name).unwrap_or_default().to_owned());
        for (name, source) in overrides {
            let place = STYLES.iter().position(|style| style == name);
            if let Some(style) = place.and_then(|place| styles.get_mut(place)) {
                style.clone_from(source);
            } else if let Err(error) = environment.add_template_owned(name.clone(), source.clone())
            {
                diagnostics.push(template_unreadable(name, error.line(), &describe(&error)));
            }
            if shipped(name).is_none() && !is_named(name, overrides) {
                diagnostics.push(template_unused(name, SHIPPED.iter().map(|(name, _)| *name)));
            }
        }
        let engine = Self {
            environment,
            styles,
        };
        Checked::new(engine, diagnostics)
    }

    /// Renders a view, with the keys of its figures, through a template.
    ///
    /// # Errors
    /// Returns what is wrong with the template, with its name and line.
    pub fn render(
        &self,
        template: &str,
        view: Arc<impl Serialize + Send + Sync + 'static>,
        figures: Option<Vec<String>>,
    ) -> Result<Rendered, Box<Diagnostic>> {
        let render = || {
            let view = lazy_view(view, figures);
            let template = self.environment.get_template(template)?;
            let mut captured = template.render_captured(view)?;
            let made =
                captured.with_state_mut(|state| state.get_extension_mut().map(std::mem::take));
            Ok(Rendered {
                markdown: captured.into_output(),
                made: made.unwrap_or_default(),
            })
        };
        render().map_err(|error: Error| {
            let innermost = innermost(&error);
            let name = innermost.name().unwrap_or(template);
            Box::new(template_fails(name, innermost.line(), &describe(innermost)))
        })
    }

    /// Returns the style sheet of documents.
    pub fn style(&self, dress: Dress) -> Cow<'_, str> {
        let [plain, answers, page] = &self.styles;
        match dress {
            Dress::Plain => Cow::Borrowed(plain),
            Dress::Answers => Cow::Owned(format!("{plain}{answers}")),
            Dress::Page => Cow::Owned(format!("{plain}{answers}{page}")),
        }
    }
}

fn is_style(name: &str) -> bool {
    STYLES.contains(&name)
}

fn shipped(name: &str) -> Option<&'static str> {
    let found = SHIPPED.iter().find(|(shipped, _)| *shipped == name);
    found.map(|(_, source)| *source)
}

/// Says whether another template of the user names this one, to include or import it.
fn is_named(name: &str, overrides: &BTreeMap<String, String>) -> bool {
    let mut others = overrides.iter().filter(|(other, _)| *other != name);
    others.any(|(_, source)| source.contains(name))
}

/// Returns the error at the bottom, which has the line that an included template fails at.
fn innermost(error: &Error) -> &Error {
    let source = std::error::Error::source(error);
    match source.and_then(|source| source.downcast_ref::<Error>()) {
        Some(inner) if inner.line().is_some() => innermost(inner),
        Some(_) | None => error,
    }
}

fn describe(error: &Error) -> String {
    let detail = error.detail().map(str::to_owned);
    detail.unwrap_or_else(|| error.kind().to_string())
}

#[cfg(test)]
#[expect(clippy::panic, reason = "a test may stop where its own data is wrong")]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_template_can_be_read() {
        for (name, source) in SHIPPED.iter().filter(|(name, _)| !is_style(name)) {
            let mut environment = bare_environment();
            if let Err(error) = environment.add_template(name, source) {
                panic!("{name}: {error}");
            }
        }
    }
}
