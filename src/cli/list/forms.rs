//! The rows of `praman list forms`.

use serde::Serialize;

use super::listed::{Listed, cells};
use crate::model::Scheme;

/// A form of the edition.
#[derive(Debug, Serialize)]
pub(super) struct FormRow<'a> {
    pub key: &'a str,
    pub title: &'a str,
    /// The name of its files without the extension, which `--target` takes.
    pub file: &'a str,
    /// Who fills it in.
    pub author: Option<&'a str>,
    /// The keys of its sections.
    pub sections: Vec<&'a str>,
}

impl Listed for FormRow<'_> {
    const HEADING: &'static [&'static str] = &["key", "file", "author", "sections", "title"];

    fn cells(&self) -> Vec<String> {
        let (author, sections) = (
            self.author.unwrap_or_default(),
            self.sections.len().to_string(),
        );
        cells([self.key, self.file, author, &sections, self.title])
    }
}

/// Lists the forms in the order of the edition.
pub(super) fn list_forms(scheme: &Scheme) -> Vec<FormRow<'_>> {
    let forms = scheme.edition.forms.iter().map(|id| &scheme.forms[*id]);
    let rows = forms.map(|form| FormRow {
        key: &form.key,
        title: &form.title,
        file: &form.file,
        author: form.author.map(|party| scheme.parties[party].key.as_str()),
        sections: form
            .sections
            .iter()
            .map(|(_, section)| section.key.as_str())
            .collect(),
    });
    rows.collect()
}
