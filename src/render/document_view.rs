//! What a document is: what is known of it before it is made, and what its view gives to the writers.

use std::sync::Arc;

use serde::Serialize;

use super::engine::{Engine, Rendered};
use super::filled::Answers;
use super::format::Format;
use super::json::{pass_through, write_json, write_with_answers};
use super::table::Table;
use crate::diag::Diagnostic;
use crate::view::{
    Basis, Blank, BlankView, DocumentAnswers, Figures, FormId, FormView, Office, PaperView,
    RoundView, SignatureView, blanks_in,
};

/// What is known of a document before it is made.
#[derive(Debug)]
pub struct DocumentSpec {
    /// The key by which users name it: `plan`.
    pub key: &'static str,
    /// The name of its files without the extension, which is also the folder of its template.
    pub stem: &'static str,
    /// What it is called: `Test plan`.
    pub title: &'static str,
    /// Whom it is for, and what they find in it.
    pub purpose: &'static str,
    /// What it is made of.
    pub made_of: MadeOf,
    /// When it is filled in.
    pub filled_in: FilledIn,
    /// Who fills it in: the holder of this office; a form by its author, if it has one.
    pub office: Office,
    /// Whether it is one of the papers that close a certification. Of forms, those of the assessor are.
    pub closes: bool,
    /// The formats in which it can be written.
    pub formats: &'static [Format],
    /// The JSON Schema of its JSON, as it is published in `docs/schemas/`. A test makes it from the type of the
    /// view; the program does not, since the code that makes it costs seconds to build.
    pub json_schema: &'static str,
    /// Makes that schema.
    #[cfg(test)]
    pub schema_of_type: fn() -> serde_json::Value,
}

/// What a document is made of.
#[derive(Debug)]
pub enum MadeOf {
    /// A product.
    Product {
        /// When it is made.
        when: When,
        /// Makes it.
        view: fn(&Basis<'_>) -> SharedView,
    },
    /// A product, once for each form of the edition that prints anything.
    Form {
        /// Makes the document of a form.
        view: fn(&Basis<'_>, FormId) -> SharedView,
    },
    /// A product and the other documents of its build; it is made with any of them.
    Build,
    /// A scheme, by a command of its own.
    Scheme,
}

/// When a document of a dossier is filled in, seen from its issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FilledIn {
    /// Before it is issued: it reports what was found or declared.
    Before,
    /// Also after it is issued: it says what is to be done, and has room for it.
    After,
}

/// When a document is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Where nobody asks for other documents too.
    ByDefault,
    /// Only where it is asked for.
    OnRequest,
}

impl DocumentSpec {
    /// Says whether it is a document of a product.
    pub fn is_of_product(&self) -> bool {
        match self.made_of {
            MadeOf::Product { .. } | MadeOf::Form { .. } | MadeOf::Build => true,
            MadeOf::Scheme => false,
        }
    }

    /// Returns those of some formats in which it can be written, in their order.
    pub fn formats_among(&self, formats: &[Format]) -> Vec<Format> {
        let known = |format: &Format| self.formats.contains(format);
        formats.iter().copied().filter(known).collect()
    }

    /// Returns the name of its template: `form/document.md.j2`.
    pub fn template(&self) -> String {
        format!("{}/document.md.j2", self.stem)
    }
}

/// Names and values that say what a document is about and where it comes from, in order.
pub type Metadata = Vec<(&'static str, String)>;

/// The view of a document, which templates share while they print it.
pub type SharedView = Arc<dyn DocumentView>;

/// A document as data, with all that writers need to know of it.
pub trait DocumentView: Printed + Send + Sync {
    /// Returns what is known of each document of its kind.
    fn spec(&self) -> &'static DocumentSpec;

    /// Returns the name of its files without the extension.
    fn stem(&self) -> &str {
        let spec = self.spec();
        let of_round = self.round().and_then(|round| round.key_of(spec.key));
        of_round.unwrap_or(spec.stem)
    }

    /// Returns the word by which users ask for it.
    fn key(&self) -> &str {
        let key = self.spec().key;
        match (self.form(), self.round()) {
            (Some(form), _) => &form.file,
            (None, Some(round)) => round.key_of(key).unwrap_or(key),
            (None, None) => key,
        }
    }

    /// Returns what it is called.
    fn title(&self) -> &str {
        let spec = self.spec();
        let of_round = self.round().and_then(|round| round.title_of(spec.key));
        of_round.unwrap_or(spec.title)
    }

    /// Returns the name of its file in a format: `plan.html`.
    fn file_name(&self, format: Format) -> String {
        format.file_name(self.stem())
    }

    /// Says what the document is about and where it comes from.
    fn metadata(&self) -> Metadata;

    /// Returns the blanks that identify its issue, the number first; none if it has no issues.
    fn issue(&self) -> &[BlankView] {
        &[]
    }

    /// Returns the signatures on it, that which approves it last; none if it has no room for them.
    fn approval(&self) -> &[SignatureView] {
        &[]
    }

    /// Makes its main table; in a dossier, with what is filled in.
    fn table<'view>(&'view self, answers: Answers<'view>) -> Table<'view>;

    /// Returns its figures.
    fn figures(&self) -> Option<&Figures> {
        None
    }

    /// Returns the round of tests for which it is; `None` for the first, and for what belongs to no round.
    fn round(&self) -> Option<&RoundView> {
        None
    }

    /// Returns the form that it fills.
    fn form(&self) -> Option<&FormView> {
        None
    }
}

/// Data that templates and JSON print; every view is.
pub trait Printed {
    /// Renders it through a template.
    ///
    /// # Errors
    /// Returns what is wrong with the template, with its name and line.
    fn markdown(
        self: Arc<Self>,
        engine: &Engine,
        template: &str,
    ) -> Result<Rendered, Box<Diagnostic>>;

    /// Writes it as JSON; in a dossier, with what is filled in in it, and with how far it has come.
    fn json(&self, answers: Option<&DocumentAnswers>, paper: Option<&PaperView>) -> Vec<u8>;

    /// Returns the blanks that it names, in the order in which JSON has them; one that stands in several places, each time.
    fn blanks_named(&self) -> Vec<Blank>;
}

impl<View: DocumentView + Serialize + 'static> Printed for View {
    fn markdown(
        self: Arc<Self>,
        engine: &Engine,
        template: &str,
    ) -> Result<Rendered, Box<Diagnostic>> {
        let figures = self
            .figures()
            .map(|figures| figures.keys().cloned().collect());
        engine.render(template, self, figures)
    }

    fn json(&self, answers: Option<&DocumentAnswers>, paper: Option<&PaperView>) -> Vec<u8> {
        match answers {
            None => write_json(self),
            Some(answers) => write_with_answers(self, answers, paper),
        }
    }

    fn blanks_named(&self) -> Vec<Blank> {
        blanks_in(|| pass_through(self))
    }
}
