//! Forms, as the documents that fill them and the document of a scheme show them.

use serde::Serialize;

use super::texts::{is_unknown, view_issue, view_number};
use crate::model::{FormId, Scheme};
use crate::source::Text;

/// A form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FormView {
    /// The key: `F03`.
    pub key: Text,
    /// The title.
    pub title: Text,
    /// The name of its files without the extension: `tcf`.
    pub file: Text,
    /// Who fills it in.
    pub author: Option<Text>,
    /// Its number, or `number not known`; `None` if nothing is said of it.
    pub number: Option<String>,
    /// Whether it has a number that is not known.
    pub number_unknown: bool,
    /// Its issue, or `issue not known`; `None` if nothing is said of it.
    pub issue: Option<String>,
    /// Whether it has an issue that is not known.
    pub issue_unknown: bool,
    /// The date of the issue.
    pub dated: Option<String>,
    /// More about it.
    pub about: Option<Text>,
}

pub(super) fn view_form(scheme: &Scheme, id: FormId) -> FormView {
    let form = &scheme.forms[id];
    FormView {
        key: form.key.clone(),
        title: form.title.clone(),
        file: form.file.clone(),
        author: form.author.map(|party| scheme.parties[party].heading()),
        number: view_number(&form.number),
        number_unknown: is_unknown(&form.number),
        issue: view_issue(&form.issue),
        issue_unknown: is_unknown(&form.issue),
        dated: form.dated.map(|date| date.to_string()),
        about: form.about.clone(),
    }
}

/// Lists the forms of the edition that print anything, each with the name of its files.
pub fn printed_forms(scheme: &Scheme) -> impl Iterator<Item = (FormId, &Text)> {
    let forms = scheme
        .edition
        .forms
        .iter()
        .map(|id| (*id, &scheme.forms[*id]));
    let printed = forms.filter(|(_, form)| form.is_printed());
    printed.map(|(id, form)| (id, &form.file))
}
