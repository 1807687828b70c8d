//! The scheme itself, which needs no product.

use std::borrow::{Borrow, Cow};

use super::metadata::of_scheme;
use crate::render::document_view::{DocumentSpec, DocumentView, FilledIn, MadeOf, Metadata};
use crate::render::filled::Answers;
use crate::render::format::Format;
use crate::render::table::{Table, TableRow};
use crate::view::{ControlDefinition, Office, OriginView, RefView, SchemeView};

/// What is known of the document.
pub static SPEC: DocumentSpec = DocumentSpec {
    key: "scheme",
    stem: "scheme",
    title: "Scheme",
    purpose: "before a product exists: what the scheme requires, of which products and at which levels",
    made_of: MadeOf::Scheme,
    filled_in: FilledIn::Before,
    office: Office::Tester,
    closes: false,
    formats: Format::ALL,
    json_schema: include_str!("../../../docs/schemas/scheme.schema.json"),
    #[cfg(test)]
    schema_of_type: crate::view::schema_of::<SchemeView>,
};

impl DocumentView for SchemeView {
    fn spec(&self) -> &'static DocumentSpec {
        &SPEC
    }

    fn metadata(&self) -> Metadata {
        of_scheme(&self.edition.name, self.level.as_ref(), &self.stamp)
    }

    fn table<'view>(&'view self, _: Answers<'view>) -> Table<'view> {
        table_scheme(self)
    }
}

/// Makes the table of a scheme: a row per control.
fn table_scheme(view: &SchemeView) -> Table<'_> {
    Table {
        title: "Scheme",
        columns: vec![
            "control",
            "catalog",
            "clause",
            "group",
            "title",
            "levels",
            "strength",
            "treatment",
            "applies",
            "statement",
            "objective",
            "evidence",
            "evidence where it does not apply",
            "procedures",
            "decided by",
            "relations",
            "interpretations",
            "provenance",
        ],
        rows: Box::new(view.controls.iter().map(row)),
    }
}

fn row(control: &ControlDefinition) -> TableRow<'_> {
    let relations = control.relations.iter();
    vec![
        control.key.as_str().into(),
        control.catalog.as_str().into(),
        control.clause.as_str().into(),
        text(control.group.as_deref()),
        control.title.as_str().into(),
        control.levels.join(" ").into(),
        control.texts.strength.as_str().into(),
        control.treatment.kind.word().into(),
        applies_cell(control),
        text(control.texts.statement.as_deref()),
        text(control.texts.objective.as_deref()),
        evidence_cell(control).into(),
        keys(&control.treatment.otherwise).into(),
        procedures_cell(control).into(),
        control.decided_by.join("; ").into(),
        relations
            .map(|to| format!("{} {}", to.phrase, to.other))
            .collect::<Vec<_>>()
            .join("; ")
            .into(),
        keys(&control.interpretations).into(),
        origins_cell(&control.origins).into(),
    ]
}

fn text(text: Option<&str>) -> Cow<'_, str> {
    text.unwrap_or_default().trim().into()
}

/// Says when a control applies, or on which ground it is covered or set aside.
fn applies_cell(control: &ControlDefinition) -> Cow<'_, str> {
    let treatment = &control.treatment;
    let because = treatment.because.as_deref().unwrap_or_default();
    match &treatment.applies {
        Some(applies) => applies.says.as_str().into(),
        None if treatment.covered_by.is_empty() => because.into(),
        None => format!("follows {}: {because}", keys(&treatment.covered_by)).into(),
    }
}

fn evidence_cell(control: &ControlDefinition) -> String {
    let lines = control.treatment.evidence.iter().map(|line| {
        let kinds: Vec<&str> = line.kinds.iter().map(|kind| kind.key.as_str()).collect();
        let needed = line.needed.map(|needed| format!("{needed} of "));
        let (needed, kinds) = (needed.unwrap_or_default(), kinds.join(" or "));
        with_levels(&format!("{needed}{kinds}, {}", line.owed), &line.levels)
    });
    lines.collect::<Vec<_>>().join("; ")
}

fn procedures_cell(control: &ControlDefinition) -> String {
    let lines = control.treatment.procedures.iter().map(|line| {
        let depths = line
            .depths
            .iter()
            .map(|one| with_levels(&one.word, &one.levels));
        let depths = depths.collect::<Vec<_>>().join(", ");
        format!("{} by {depths}, {}", line.procedure.key, line.owed)
    });
    lines.collect::<Vec<_>>().join("; ")
}

fn with_levels(words: &str, levels: &[impl Borrow<str>]) -> String {
    if levels.is_empty() {
        words.to_owned()
    } else {
        format!("{words} ({})", levels.join(" "))
    }
}

fn origins_cell(origins: &[OriginView]) -> String {
    let lines = origins.iter().map(|origin| {
        let source = origin.source.as_ref();
        let source = source.map_or_else(String::new, |source| format!(" ({source})"));
        let aspects: Vec<&str> = origin.aspects.iter().map(|aspect| aspect.word()).collect();
        format!(
            "{} {}{source}",
            aspects.join(", "),
            origin.confidence.word()
        )
    });
    lines.collect::<Vec<_>>().join("; ")
}

fn keys(refs: &[RefView]) -> String {
    let keys: Vec<&str> = refs.iter().map(|one| one.key.as_str()).collect();
    keys.join("; ")
}
