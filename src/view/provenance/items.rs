//! The items of a scheme that have provenance, with the text of each aspect.

use super::says::{control_says, edition_says};
use crate::model::{Aspect, CatalogId, Ground, Provenance, Scheme, words};
use crate::source::Text;
use crate::view::scheme::{ControlDefinition, SchemeView};

/// The selection of items and aspects whose provenance is shown.
#[derive(Debug, Clone, Copy)]
pub struct ProvenanceOf<'a> {
    /// The catalog; `None` for all catalogs of the edition, and the edition itself.
    pub catalog: Option<CatalogId>,
    /// The aspects; all if the list is empty.
    pub aspects: &'a [Aspect],
}

/// An item with the grounds of its aspects, published ones included.
#[derive(Debug, Clone)]
pub(super) struct Item<'a> {
    /// The key; of a control with that of its catalog.
    pub key: Text,
    pub kind: ProvenanceItem,
    pub title: Text,
    pub statement: Option<Text>,
    pub objective: Option<Text>,
    pub aspects: Vec<Said<'a>>,
}

/// An aspect with its text and its ground.
#[derive(Debug, Clone)]
pub(super) struct Said<'a> {
    pub aspect: Aspect,
    pub says: String,
    pub ground: &'a Ground,
}

words! {
    /// The kind of an item that has provenance.
    ProvenanceItem {
        /// A control.
        Control = "control",
        /// The edition itself.
        Edition = "edition",
        /// A form.
        Form = "form",
        /// A rule of the process.
        Rule = "rule",
        /// A kind of evidence.
        Evidence = "evidence",
        /// A procedure.
        Procedure = "procedure",
        /// An interpretation.
        Interpretation = "interpretation",
    }
}

impl ProvenanceItem {
    /// Returns the plural: `controls`, `kinds of evidence`.
    #[must_use]
    pub fn plural(self) -> &'static str {
        match self {
            Self::Control => "controls",
            Self::Edition => "editions",
            Self::Form => "forms",
            Self::Rule => "rules",
            Self::Evidence => "kinds of evidence",
            Self::Procedure => "procedures",
            Self::Interpretation => "interpretations",
        }
    }
}

/// Returns the controls of a catalog.
pub(super) fn controls_of<'a>(
    scheme: &'a Scheme,
    view: &SchemeView,
    catalog: CatalogId,
    of: &ProvenanceOf<'_>,
) -> Vec<Item<'a>> {
    let shown = scheme.controls.iter().zip(&view.controls);
    shown
        .filter(|((_, control), _)| control.catalog == catalog)
        .map(|((id, control), definition)| {
            let says = |aspect| control_says(scheme, id, definition, aspect);
            control_item(definition, aspects(of, &control.provenance, says))
        })
        .collect()
}

fn control_item<'a>(control: &ControlDefinition, aspects: Vec<Said<'a>>) -> Item<'a> {
    Item {
        key: control.key.clone(),
        kind: ProvenanceItem::Control,
        title: control.title.clone(),
        statement: control.texts.statement.clone(),
        objective: control.texts.objective.clone(),
        aspects,
    }
}

/// Returns the items of the edition that are in no catalog.
pub(super) fn items_of_edition<'a>(
    scheme: &'a Scheme,
    view: &SchemeView,
    of: &ProvenanceOf<'_>,
) -> Vec<Item<'a>> {
    let edition = &scheme.edition;
    let whole = Heading {
        kind: ProvenanceItem::Edition,
        key: &view.edition.name,
        title: &edition.title,
    };
    let said: Vec<(Aspect, String)> = Aspect::ALL
        .iter()
        .filter_map(|aspect| Some((*aspect, edition_says(scheme, *aspect)?)))
        .collect();
    let mut items = vec![item(whole, of, &edition.provenance, &said)];
    items.extend(view.forms.iter().filter_map(|definition| {
        let (_, form) = scheme.forms.lookup(&definition.form.key)?;
        let heading = Heading {
            kind: ProvenanceItem::Form,
            key: &form.key,
            title: &form.title,
        };
        let said = [
            (Aspect::Number, definition.form.number.clone()),
            (Aspect::Title, form.title.to_string()),
            (Aspect::Form, form.title.to_string()),
        ];
        Some(item(heading, of, &form.provenance, &said))
    }));
    items.extend(view.rules.iter().filter_map(|definition| {
        let (_, rule) = scheme.rules.lookup(&definition.key)?;
        let heading = Heading {
            kind: ProvenanceItem::Rule,
            key: &rule.key,
            title: &rule.title,
        };
        let said = [(Aspect::Rule, definition.says.clone())];
        Some(item(heading, of, &rule.provenance, &said))
    }));
    items.extend(view.evidence.iter().filter_map(|definition| {
        let (_, kind) = scheme.evidence.lookup(&definition.kind.key)?;
        let heading = Heading {
            kind: ProvenanceItem::Evidence,
            key: &kind.key,
            title: &kind.title,
        };
        let says = kind.contains.as_ref().unwrap_or(&kind.title);
        let said = [(Aspect::Evidence, says.to_string())];
        Some(item(heading, of, &kind.provenance, &said))
    }));
    items.extend(view.procedures.iter().filter_map(|definition| {
        let (_, procedure) = scheme.procedures.lookup(&definition.key)?;
        let heading = Heading {
            kind: ProvenanceItem::Procedure,
            key: &procedure.key,
            title: &procedure.title,
        };
        let said = [(Aspect::Procedure, procedure.title.to_string())];
        Some(item(heading, of, &procedure.provenance, &said))
    }));
    items.extend(view.interpretations.iter().filter_map(|definition| {
        let (_, ruled) = scheme.interpretations.lookup(&definition.texts.key)?;
        let heading = Heading {
            kind: ProvenanceItem::Interpretation,
            key: &ruled.key,
            title: &ruled.title,
        };
        let says = ruled.ruling.as_ref().or(ruled.question.as_ref());
        let statement = says.map(|says| (Aspect::Statement, says.to_string()));
        let said = std::iter::once((Aspect::Title, ruled.title.to_string())).chain(statement);
        let said: Vec<(Aspect, String)> = said.collect();
        Some(item(heading, of, &ruled.provenance, &said))
    }));
    items
}

/// The kind, the key and the title of an item.
#[derive(Clone, Copy)]
struct Heading<'n> {
    kind: ProvenanceItem,
    key: &'n str,
    title: &'n str,
}

fn item<'a>(
    heading: Heading<'_>,
    of: &ProvenanceOf<'_>,
    provenance: &'a Provenance,
    said: &[(Aspect, String)],
) -> Item<'a> {
    let says = |aspect| {
        let text = said.iter().find(|(stated, _)| *stated == aspect);
        text.map(|(_, says)| says.clone())
    };
    Item {
        key: heading.key.into(),
        kind: heading.kind,
        title: heading.title.into(),
        statement: None,
        objective: None,
        aspects: aspects(of, provenance, says),
    }
}

/// Returns the selected aspects for which an item has a text.
fn aspects<'a>(
    of: &ProvenanceOf<'_>,
    provenance: &'a Provenance,
    says: impl Fn(Aspect) -> Option<String>,
) -> Vec<Said<'a>> {
    let wanted = |aspect| of.aspects.is_empty() || of.aspects.contains(&aspect);
    let grounds = provenance.iter().filter(|(aspect, _)| wanted(*aspect));
    grounds
        .filter_map(|(aspect, ground)| {
            Some(Said {
                aspect,
                says: says(aspect)?,
                ground,
            })
        })
        .collect()
}
